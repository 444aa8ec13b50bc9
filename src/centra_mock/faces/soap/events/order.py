"""The order in an event, with payments, rows, shipments and returns.

Money given back is not shown: this API neither reads nor writes refunds, so that ``refunds`` holds returns. Exchange
orders are not shown either.
Source: 04.guides/02.erp-integration/docs.md, sections "Direct-to-Consumer orders: Event" and "Event By Markets";
05.api-references/01.api-intro/01.api-functions/docs.md, column SOAP API.
"""

from __future__ import annotations

from decimal import Decimal

from centra_mock.domain.model import CarrierInformation, Order, PaymentEntry, Return, Shipment
from centra_mock.domain.orders import shipments_of
from centra_mock.domain.pricing import order_totals
from centra_mock.domain.shipments import shipment_value

from ..answer import Content
from ..details import detail
from ..sync import Sync
from .objects import salesrep_content
from .order_untruths import order_otherwise
from .pieces import address, day, moment, plain, reference, two, yes_no
from .rows import ordered_rows, rows

__all__ = ["order_content"]

_SHOWN_STATUSES = {"archived": "completed", "cancelled": "canceled", "incomplete": "pending"}
_SHOWN_PAYMENTS = ("AUTH", "CAPTURE")


def order_content(sync: Sync, order: Order) -> Content:
    """An order as it is now."""
    centra = sync.centra
    status = order.status.name.lower()
    currency = centra.currencies.get(order.currency_code)
    market, pricelist = centra.markets.get(order.market_id), centra.pricelists.get(order.pricelist_id)
    wholesale = order.account_id is not None
    shipments = [] if sync.told("soap-shipments-are-hidden") else shipments_of(centra, order.number)
    cancelled = {each.id: each.cancelled for each in order.lines if each.cancelled}
    content: dict[str, Content] = {
        "id": sync.ids.key("order", order.number),
        "ordernumber": str(order.number),
        "type": centra.stores[order.store_id].kind,
        "store": str(order.store_id),
        "locked": "yes" if order.locked else None,
        "status": _SHOWN_STATUSES.get(status, status),
        "ordertotal": two(order_totals(centra, order).grand_total),
        "currency": order.currency_code,
        "currencyrate": f"{currency.base_rate:.5f}" if currency else None,
        "basecurrency": centra.company_currency,
        "created": moment(order.created_at),
        "internal": "true" if order.internal else "false",
        "preferred_shipping_date": day(order.preferred_delivery_date),
        **(_wholesale(sync, order) if wholesale else {}),
        "collection": _collection(sync, order),
        "additionals": _additionals(order),
        "primary_warehouse": _primary_warehouse(sync, order),
        "shipping": {
            "subtotal": plain(order.shipping_value),
            "description": _country(sync, order),
            "key": order.currency_code.lower() if not wholesale else "",
        },
        "handling": {"subtotal": plain(order.handling_value)} if order.handling_value else None,
        "voucher": _voucher(order),
        "payments": _payments(sync, order),
        "products": {"product": ordered_rows(sync, order)},
        "cancelled": {"product": rows(sync, order, cancelled)},
        "shipments": {"shipment": [_shipment(sync, order, each) for each in shipments]},
        "carrierinformation": _carrier(sync, order),
        "customer": reference(sync, "customer", order.customer_id) if order.customer_id is not None else None,
        "shippingaddress": address(order.shipping_address, company=wholesale),
        "billingaddress": address(order.billing_address, company=wholesale),
        "internalinformation": order.internal_comment,
        "other": order.comment,
        "ponumber": order.po_number if wholesale else None,
        "market": reference(sync, "market", market.id, market.name) if market else None,
        "pricelist": reference(sync, "pricelist", pricelist.id, pricelist.name) if pricelist else None,
        "ecvatno": order.billing_address.vat_number or None,
    }
    return order_otherwise(sync, order, content)


def _voucher(order: Order) -> Content:
    if not order.discounts:
        return None
    names = ", ".join(each.name for each in order.discounts)
    codes = ", ".join(each.code for each in order.discounts if each.code)
    return {"subtotal": plain(_discount(order)), "description": names, "key": codes or None}


def _carrier(sync: Sync, order: Order) -> Content:
    """The carrier that an order is to travel with: what the ERP stated, else what the account wants."""
    account = sync.centra.accounts.get(order.account_id or 0)
    wanted = account.carrier if account else CarrierInformation()
    known = {
        "carrier": wanted.carrier_name,
        "service": wanted.service_name,
        "account": wanted.account_identifier,
        "taxid": wanted.tax_id,
    }
    return {name: detail(sync, "order", order.number, f"carrierinformation/{name}", text) for name, text in known.items()}


def _wholesale(sync: Sync, order: Order) -> dict[str, Content]:
    centra = sync.centra
    account = centra.accounts.get(order.account_id or 0)
    buyer = centra.buyers.get(order.buyer_id or 0)
    person = centra.sales_representatives.get((account.sales_representative_id if account else None) or 0)
    master = centra.sales_representatives.get(person.master_id) if person else None
    payment = centra.payment_terms.get(order.payment_terms_id or 0)
    shipping = centra.shipping_terms.get(order.shipping_terms_id or 0)
    return {
        "buyer": {
            "id": sync.ids.key("buyer", buyer.id),
            "firstname": buyer.first_name,
            "lastname": buyer.last_name,
            "email": buyer.email,
        }
        if buyer
        else None,
        "salesrep": salesrep_content(sync, person) if person else "",
        "mastersalesrep": {"salesrep": salesrep_content(sync, master)} if master else None,
        "account": reference(sync, "account", account.id) if account else None,
        "paymentterms": reference(sync, "paymentterms", payment.id, payment.name) if payment else None,
        "shippingterms": reference(sync, "shippingterms", shipping.id, shipping.name) if shipping else None,
        "deliverywindow": _delivery_window(sync, order),
    }


def _delivery_window(sync: Sync, order: Order) -> Content:
    for window_id in order.delivery_window_ids:
        window = sync.centra.delivery_windows.get(window_id)
        if window is not None:
            return {
                "id": sync.ids.key("deliverywindow", window.id),
                "description": window.name,
                "type": window.kind,
                "atonce": "true" if window.kind == "at_once" else "false",
                "start": day(window.delivery_start),
                "stop": day(window.delivery_end),
            }
    return None


def _collection(sync: Sync, order: Order) -> Content:
    centra = sync.centra
    for line in order.lines:
        product = centra.products.get(line.product_id)
        collection = centra.collections.get(product.collection_id or 0) if product else None
        if collection is not None:
            return reference(sync, "collection", collection.id, collection.name)
    return None


def _additionals(order: Order) -> Content:
    if not order.additionals:
        return None
    return {"additional": [{"key": key, "value": value} for key, value in order.additionals.items()]}


def _primary_warehouse(sync: Sync, order: Order) -> Content:
    for line in order.lines:
        for warehouse_id in line.allocations:
            return {"warehouse": reference(sync, "warehouse", warehouse_id)}
    return None


def _country(sync: Sync, order: Order) -> str:
    country = sync.centra.countries.get(order.shipping_address.country)
    return country.name if country else order.shipping_address.country


def _discount(order: Order) -> Decimal:
    return sum((each.value for each in order.discounts), Decimal(0))


def _payments(sync: Sync, order: Order) -> Content:
    method = sync.centra.payment_methods.get(order.payment_method)
    captured = sum((each.value for each in order.payments if _is_captured(each)), Decimal(0))
    entries = [] if sync.told("soap-authorizations-are-hidden") else order.payments
    return {
        "name": order.payment_method or None,
        "type": method.kind if method else "inv",
        "total": plain(captured),
        "status": "complete" if captured and captured >= order_totals(sync.centra, order).grand_total else "incomplete",
        "method": method.plugin if method else "",
        "payment": [
            {
                "type": each.entry_type.lower(),
                "paid": "yes" if each.entry_type == "CAPTURE" else None,
                "value": plain(each.value),
                "created": moment(each.created_at),
                "transaction": each.reference,
            }
            for each in entries
            if each.status == "SUCCESS" and (each.entry_type in _SHOWN_PAYMENTS or sync.told("soap-refunds-are-shown"))
        ],
    }


def _is_captured(entry: PaymentEntry) -> bool:
    return entry.entry_type == "CAPTURE" and entry.status == "SUCCESS"


def _shipment(sync: Sync, order: Order, shipment: Shipment) -> Content:
    centra = sync.centra
    currency = centra.currencies.get(order.currency_code)
    value = shipment_value(centra, shipment)
    returns = [each for each in centra.returns.values() if each.shipment_id == shipment.id]
    if sync.told("soap-returns-are-hidden"):
        returns = []
    return {
        "id": sync.ids.key("shipment", shipment.id),
        "paid": yes_no(shipment.paid or shipment.captured),
        "shipped": yes_no(shipment.shipped),
        "goodtogo": yes_no(shipment.good_to_go),
        "appendix": shipment.number.rpartition("-")[2],
        "shipmenttotal": two(value),
        "paidtotal": two(value if shipment.paid or shipment.captured else Decimal(0)),
        "currency": order.currency_code,
        "currencyrate": f"{currency.base_rate:.5f}" if currency else None,
        "basecurrency": centra.company_currency,
        "created": moment(shipment.created_at),
        "shippingaddress": address(shipment.shipping_address or order.shipping_address, company=order.account_id is not None),
        "carrierinformation": {
            "carrier": shipment.carrier,
            "service": shipment.service,
            "account": detail(sync, "shipment", shipment.id, "carrierinformation/account"),
            "taxid": detail(sync, "shipment", shipment.id, "carrierinformation/taxid"),
            "tracking": shipment.tracking,
            "packages": str(shipment.packages),
        },
        "products": {"product": rows(sync, order, {each.order_line_id: each.quantity for each in shipment.lines})},
        "refunds": {"refund": [_return(sync, order, each) for each in returns]},
        "shipping": {"subtotal": plain(shipment.shipping_value)},
        "handling": {"subtotal": two(shipment.handling_value)},
        "voucher": {"subtotal": plain(shipment.voucher_value)},
    }


def _return(sync: Sync, order: Order, made: Return) -> Content:
    return {
        "id": sync.ids.key("refund", made.id),
        "shipping": {"subtotal": plain(made.shipping_cost)},
        "voucher": {"subtotal": plain(made.voucher_value)},
        "products": {"product": rows(sync, order, {each.order_line_id: each.quantity for each in made.lines})},
        "comment": made.comment,
        "returnfee": {"subtotal": plain(made.return_cost)},
        "handling": {"subtotal": plain(made.handling_cost)},
        "status": "confirmed" if made.completed else "pending",
        "type": detail(sync, "refund", made.id, "type"),
    }
