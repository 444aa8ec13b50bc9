"""What events carry apart from orders and invoices: accounts, customers, markets, pricelists, terms ...

Source: 05.api-references/07.soap-integration-api/01.api-reference/docs.md, the update operation of each object.
"""

from __future__ import annotations

from collections.abc import Mapping

from centra_mock.domain.model import (
    Account,
    Buyer,
    Customer,
    Market,
    PaymentTerms,
    Price,
    PriceAlteration,
    Pricelist,
    SalesRepresentative,
    ShippingTerms,
    Size,
    SizeChart,
    Warehouse,
)

from ..answer import Content
from ..details import detail
from ..sync import Sync
from .pieces import address, plain, reference

__all__ = [
    "account_content",
    "customer_content",
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
        "duedays": None if terms.due_days is None else str(terms.due_days),
    }


def shipping_terms_content(sync: Sync, terms: ShippingTerms) -> Content:
    """Shipping terms; the pages show no event of them, the structure is that of the update."""
    return {
        "id": sync.ids.key("shippingterms", terms.id),
        "name": terms.name,
        "description": terms.description,
        "duedays": None if terms.due_days is None else str(terms.due_days),
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
        **{name: detail(sync, "size", size.id, name, "") for name in ("sku", "ean", "comment")},
        "sizetable": {
            "id": sync.ids.key("sizetable", chart.id),
            "description": chart.name,
            **{name: detail(sync, "sizetable", chart.id, f"sizetable/{name}") for name in ("stockdivisor", "stockunit")},
        },
    }


def customer_content(sync: Sync, customer: Customer) -> Content:
    """A retail customer."""
    given = customer.address
    return {
        "id": sync.ids.key("customer", customer.id),
        "store": str(customer.store_id),
        "type": detail(sync, "customer", customer.id, "type", "retail"),
        "status": detail(sync, "customer", customer.id, "status", "active"),
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
        "status": _status(sync, "account", account.id, account.status),
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
            "tracking": detail(sync, "account", account.id, "carrierinformation/tracking"),
            "packages": detail(sync, "account", account.id, "carrierinformation/packages") or None,
        },
        "buyers": {"buyer": [_buyer(sync, centra.buyers[each]) for each in account.buyer_ids if each in centra.buyers]},
        "addresses": {"address": [address(each, company=True) for each in account.address_book]},
    }


def pricelist_content(sync: Sync, pricelist: Pricelist) -> Content:
    """A pricelist with the prices of its variants, by product."""
    centra = sync.centra
    products: dict[int, list[Content]] = {}
    dates = [
        each for each in centra.price_alterations.values() if each.store_id == pricelist.store_id and each.status == "ACTIVE"
    ]
    for price in centra.prices.values():
        if price.pricelist_id == pricelist.id:
            products.setdefault(price.product_id, []).append(_price(sync, price, dates))
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


def _price(sync: Sync, price: Price, dates: list[PriceAlteration]) -> Content:
    """The prices of a variant, with those of the active price alteration date."""
    recommended = price.recommended_retail_price
    place = price.pricelist_id, price.variant_id
    altered = next((each.prices[place] for each in dates if place in each.prices), None)
    altered_too = next((each.recommended_prices[place] for each in dates if place in each.recommended_prices), None)
    return {
        "id": sync.ids.key("variation", price.variant_id),
        "price": plain(price.price),
        "priceb": None if recommended is None else plain(recommended),
        "alteredprice": None if altered is None else plain(altered),
        "alteredpriceb": None if altered_too is None else plain(altered_too),
    }


def _buyer(sync: Sync, buyer: Buyer) -> Content:
    centra = sync.centra
    given = buyer.billing_address
    return {
        "id": sync.ids.key("buyer", buyer.id),
        "store": str(buyer.store_id),
        "status": _status(sync, "buyer", buyer.id, buyer.status),
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
        "market": _named(sync, "market", buyer.id, centra.markets),
        "pricelist": _named(sync, "pricelist", buyer.id, centra.pricelists),
    }


def _named(sync: Sync, kind: str, buyer_id: int, objects: Mapping[int, Market] | Mapping[int, Pricelist]) -> Content:
    """The market or pricelist that the ERP gave to a buyer, if it still exists."""
    key = detail(sync, "buyer", buyer_id, f"{kind}/id")
    own = sync.ids.find(kind, key, objects) if key else None
    return None if own is None else reference(sync, kind, own, objects[own].name)


def _status(sync: Sync, kind: str, own: int, status: str) -> str:
    """The status of an object; what the store only knows as inactive may be canceled to the ERP."""
    told = detail(sync, kind, own, "status")
    return "canceled" if status == "INACTIVE" and told in ("canceled", "cancelled") else status.lower()
