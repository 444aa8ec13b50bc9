"""Everything that events carry apart from orders: accounts, customers, invoices, markets, pricelists, terms ...

Source: 05.api-references/07.soap-integration-api/01.api-reference/docs.md, the update operation of each object.
"""

from __future__ import annotations

from decimal import Decimal

from centra_mock.domain.model import (
    Account,
    Buyer,
    Customer,
    Invoice,
    Market,
    PaymentTerms,
    Price,
    Pricelist,
    SalesRepresentative,
    ShippingTerms,
    Size,
    SizeChart,
    Warehouse,
)

from ..answer import Content
from ..sync import Sync
from .pieces import address, day, plain, reference, two

__all__ = [
    "account_content",
    "customer_content",
    "invoice_content",
    "market_content",
    "payment_terms_content",
    "pricelist_content",
    "salesrep_content",
    "shipping_terms_content",
    "size_content",
    "warehouse_content",
]


def market_content(sync: Sync, market: Market) -> Content:
    """A market."""
    return {
        "id": sync.ids.key("market", market.id),
        "store": str(market.store_id),
        "type": sync.centra.stores[market.store_id].kind,
        "description": market.name,
    }


def warehouse_content(sync: Sync, warehouse: Warehouse) -> Content:
    """A warehouse."""
    return reference(sync, "warehouse", warehouse.id, warehouse.name)


def payment_terms_content(sync: Sync, terms: PaymentTerms) -> Content:
    """Payment terms; the pages show no event of them, the structure is that of the update."""
    return {
        "id": sync.ids.key("paymentterms", terms.id),
        "name": terms.name,
        "description": terms.description,
    }


def shipping_terms_content(sync: Sync, terms: ShippingTerms) -> Content:
    """Shipping terms; the pages show no event of them, the structure is that of the update."""
    return {
        "id": sync.ids.key("shippingterms", terms.id),
        "name": terms.name,
        "description": terms.description,
    }


def salesrep_content(sync: Sync, person: SalesRepresentative, *, levels: int = 5) -> Content:
    """A sales representative with the masters above."""
    master = sync.centra.sales_representatives.get(person.master_id)
    above: Content = None
    if master is not None and levels:
        above = {"salesrep": salesrep_content(sync, master, levels=levels - 1)}
    return {
        "id": sync.ids.key("salesrep", person.id),
        "email": person.email,
        "name": person.name,
        "percent": plain(person.commission_percent),
        "mastersalesrep": above,
    }


def size_content(sync: Sync, chart: SizeChart, size: Size) -> Content:
    """A size with the sizetable inside."""
    return {
        "id": sync.ids.size_key(size.id),
        "description": size.name,
        "sizetable": reference(sync, "sizetable", chart.id, chart.name),
    }


def customer_content(sync: Sync, customer: Customer) -> Content:
    """A retail customer."""
    given = customer.address
    return {
        "id": sync.ids.key("customer", customer.id),
        "store": str(customer.store_id),
        "type": "retail",
        "status": "active",
        "firstname": given.first_name,
        "lastname": given.last_name,
        "address1": given.address1,
        "address2": given.address2,
        "city": given.city,
        "state": given.state,
        "zipcode": given.zip_code,
        "country": given.country,
        "email": customer.email,
        "telephone": given.phone or given.cell_phone,
    }


def account_content(sync: Sync, account: Account) -> Content:
    """A wholesale account with its buyers and addresses."""
    centra = sync.centra
    market = centra.markets.get(account.market_id or 0)
    pricelist = centra.pricelists.get(account.pricelist_id or 0)
    person = centra.sales_representatives.get(account.sales_representative_id or 0)
    payment = centra.payment_terms.get(account.payment_terms_id or 0)
    shipping = centra.shipping_terms.get(account.shipping_terms_id or 0)
    return {
        "id": sync.ids.key("account", account.id),
        "type": "wholesale",
        "status": account.status.lower(),
        "description": account.name,
        "other": account.other_comment,
        "discount": plain(account.discount_percent),
        "market": reference(sync, "market", market.id, market.name) if market else None,
        "pricelist": reference(sync, "pricelist", pricelist.id, pricelist.name) if pricelist else None,
        "internalinformation": account.internal_comment,
        "creditlimit": "" if account.credit_limit is None else plain(account.credit_limit),
        "salesrep": reference(sync, "salesrep", person.id, person.name) if person else None,
        "paymentterms": reference(sync, "paymentterms", payment.id, payment.name) if payment else None,
        "shippingterms": reference(sync, "shippingterms", shipping.id, shipping.name) if shipping else None,
        "accountaddress": address(account.account_address, company=True),
        "shippingaddress": address(account.shipping_address, company=True),
        "invoiceaddress": address(account.billing_address, company=True),
        "carrierinformation": {
            "carrier": account.carrier.carrier_name,
            "service": account.carrier.service_name,
            "account": account.carrier.account_identifier,
            "taxid": account.carrier.tax_id,
        },
        "buyers": {"buyer": [_buyer(sync, centra.buyers[each]) for each in account.buyer_ids if each in centra.buyers]},
        "addresses": {"address": [address(each, company=True) for each in account.address_book]},
    }


def invoice_content(sync: Sync, invoice: Invoice) -> Content:
    """An invoice; its amounts contain what its lines state, with tax as they state it."""
    centra = sync.centra
    account = centra.accounts.get(invoice.account_id or 0)
    order = centra.orders.get(invoice.order_number or 0)
    shipment = centra.shipments.get(invoice.shipment_id or 0)
    currency = centra.currencies.get(invoice.currency_code)
    total = sum((line.unit_price * line.quantity for line in invoice.lines), Decimal(0))
    included = order is None or order.tax_included
    tax = Decimal(0)
    for line in invoice.lines:
        amount = line.unit_price * line.quantity
        tax += amount * line.tax_percent / ((100 + line.tax_percent) if included else 100)
    return {
        "id": sync.ids.key("invoice", invoice.id),
        "store": str(invoice.store_id),
        "status": invoice.status,
        "serialno": invoice.number,
        "type": invoice.type,
        "currency": invoice.currency_code,
        "currencyrate": f"{currency.base_rate:.5f}" if currency else None,
        "basecurrency": centra.company_currency,
        "total": two(total if included else total + tax),
        "vat": two(tax),
        "invoicedate": day(invoice.created_at),
        "orderdate": day(order.created_at) if order else None,
        "duedate": day(invoice.due_at),
        "account": reference(sync, "account", account.id, account.name) if account else None,
        "order": reference(sync, "order", order.number) if order else None,
        "shipment": reference(sync, "shipment", shipment.id) if shipment else None,
        "billingaddress": address(invoice.billing_address, company=account is not None),
        "shippingaddress": address(invoice.shipping_address, company=account is not None),
        "items": {
            "invoiceitem": [
                {
                    "itemid": None if line.order_line_id is None else str(line.order_line_id),
                    "qty": str(line.quantity),
                    "price": two(line.unit_price),
                    "tax": f"{line.tax_percent:.3f}",
                    "subtotal": plain(line.unit_price * line.quantity),
                    "description": line.description,
                }
                for line in invoice.lines
            ]
        },
    }


def pricelist_content(sync: Sync, pricelist: Pricelist) -> Content:
    """A pricelist with the prices of its variants, by product."""
    centra = sync.centra
    products: dict[int, list[Content]] = {}
    for price in centra.prices.values():
        if price.pricelist_id == pricelist.id:
            products.setdefault(price.product_id, []).append(_price(sync, price))
    return {
        "id": sync.ids.key("pricelist", pricelist.id),
        "store": str(pricelist.store_id),
        "type": centra.stores[pricelist.store_id].kind,
        "currency": pricelist.currency_code,
        "description": pricelist.name,
        "items": {
            "product": [
                {"id": sync.ids.key("product", product_id), "variation": prices} for product_id, prices in products.items()
            ]
        },
    }


def _price(sync: Sync, price: Price) -> Content:
    recommended = price.recommended_retail_price
    return {
        "id": sync.ids.key("variation", price.variant_id),
        "price": plain(price.price),
        "priceb": None if recommended is None else plain(recommended),
    }


def _buyer(sync: Sync, buyer: Buyer) -> Content:
    given = buyer.billing_address
    return {
        "id": sync.ids.key("buyer", buyer.id),
        "store": str(buyer.store_id),
        "status": buyer.status.lower(),
        "firstname": buyer.first_name,
        "lastname": buyer.last_name,
        "address1": given.address1,
        "address2": given.address2,
        "city": given.city,
        "state": given.state,
        "zipcode": given.zip_code,
        "country": given.country,
        "email": buyer.email,
        "telephone": given.phone or given.cell_phone,
        "fax": given.fax,
    }
