"""orders_Update: locking, confirming, cancelling, shipping and returning; orders that the ERP itself inserts.

The rows of an order that exists are changed by ``cancelled`` and ``shipments`` only; prices stay as they were ordered.
Source: 04.guides/02.erp-integration/docs.md, from "Lock Order" on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from decimal import Decimal

from lxml import etree

from centra_mock.domain.catalogue import size_in_variant
from centra_mock.domain.drafts import DraftLine, OrderDraft
from centra_mock.domain.model import Address, Order, OrderStatus
from centra_mock.domain.orders import (
    cancel_items,
    cancel_order,
    confirm_order,
    note_order_change,
    place_order,
    shipments_of,
)

from ..details import keep
from ..sync import Sync
from ..tree import Rejected, child, children, flag, money, quantity, require, text, written_date
from .additionals import read_additionals, store_additionals
from .masterdata import store_of
from .order_untruths import cancelled_otherwise, loses_lock, meddle_with_order
from .people import changed_address
from .shipments import rows_of, update_shipments
from .sizes import find_size

__all__ = ["update_order"]

_CARRIER = ("carrier", "service", "account", "taxid")
_STATUSES = ("pending", "confirmed", "processing", "completed", "canceled", "cancelled")


def update_order(sync: Sync, element: etree._Element) -> None:
    """An order and what hangs on it: fields first, then cancelled rows, shipments, and the status last."""
    centra = sync.centra
    key = require(element, "id")
    status = text(element, "status")
    if status and status not in _STATUSES:
        raise Rejected(f"status is not known: {status[:40]}")
    store_id = store_of(sync, element)
    own = sync.find("order", key, centra.orders)
    if own is None and sync.told("soap-orders-are-not-inserted"):
        raise Rejected(f"There is no order with id {key}")
    if own is None:
        own = _insert(sync, key, store_id, element)
    order = centra.orders[own]
    if store_id is not None and store_id != order.store_id:
        raise Rejected(f"Order {key} is not of store {store_id}")
    status = meddle_with_order(sync, order, element, status)
    _update_fields(sync, order, element)
    if status == "confirmed" and not sync.told("soap-order-status-writes-are-lost"):
        _confirm(sync, order)
    cancelled = children(element, "cancelled", "product")
    if cancelled and not sync.told("soap-cancellations-are-lost"):
        cancel_items(centra, order.number, cancelled_otherwise(sync, order, rows_of(sync, order, cancelled)))
    update_shipments(sync, order, element)
    if status and not sync.told("soap-order-status-writes-are-lost"):
        _move(sync, order, status)


def _update_fields(sync: Sync, order: Order, element: etree._Element) -> None:
    locked = None if loses_lock(sync, element) else flag(element, "locked")
    preferred = written_date(element, "preferred_shipping_date")
    fields: dict[str, object] = {
        "locked": locked,
        "internal": flag(element, "internal"),
        "shipping_value": money(element, "shipping", "subtotal"),
        "handling_value": money(element, "handling", "subtotal"),
        "comment": text(element, "other"),
        "internal_comment": text(element, "internalinformation"),
        "po_number": text(element, "ponumber"),
        "preferred_delivery_date": datetime.fromisoformat(preferred[:10]) if preferred else None,
    }
    fields |= _order_references(sync, order, element)
    additionals = read_additionals(element)
    vat_number = text(element, "ecvatno")
    billing = changed_address(sync, order.billing_address, child(element, "billingaddress"))
    shipping = changed_address(sync, order.shipping_address, child(element, "shippingaddress"))
    sync.assign(order, fields)
    store_additionals(sync, order, additionals)
    order.billing_address, order.shipping_address = billing, shipping
    if vat_number is not None:
        order.billing_address = replace(billing, vat_number=vat_number)
    keep(sync, "order", order.number, element, *(f"carrierinformation/{name}" for name in _CARRIER))
    note_order_change(sync.centra, order)


def _order_references(sync: Sync, order: Order, element: etree._Element) -> dict[str, object]:
    """Terms, buyer and delivery window of an order; they have to exist, and the buyer to belong to the account."""
    centra = sync.centra
    existing: dict[str, tuple[str, Mapping[int, object]]] = {
        "paymentterms": ("payment_terms_id", centra.payment_terms),
        "shippingterms": ("shipping_terms_id", centra.shipping_terms),
        "buyer": ("buyer_id", centra.buyers),
    }
    found: dict[str, int] = {}
    for kind, (name, objects) in existing.items():
        key = text(element, kind, "id")
        if key:
            found[name] = sync.must_find(kind, key, objects)
    buyer = centra.buyers[found["buyer_id"]] if "buyer_id" in found else None
    if buyer is not None and buyer.account_id != order.account_id:
        raise Rejected("The buyer does not belong to the account of the order")
    window = text(element, "deliverywindow", "id")
    windows = [sync.must_find("deliverywindow", window, centra.delivery_windows)] if window else None
    return {**found, "delivery_window_ids": windows}


def _confirm(sync: Sync, order: Order) -> None:
    if order.status is OrderStatus.PENDING:
        confirm_order(sync.centra, order.number)


def _move(sync: Sync, order: Order, status: str) -> None:
    """Refuses a status that the order has not reached by what happened to it."""
    centra = sync.centra
    now = order.status.name.lower()
    if status in ("canceled", "cancelled"):
        if order.status is not OrderStatus.CANCELLED:
            cancel_order(centra, order.number)
        return
    if status == "completed" and order.status is OrderStatus.PROCESSING and _is_retail_and_sent(sync, order):
        order.status = OrderStatus.COMPLETED
        note_order_change(centra, order)
        return
    reached = {"confirmed": ("confirmed", "processing", "completed"), "processing": ("processing", "completed")}
    if now not in reached.get(status, (status,)):
        raise Rejected(f"Order {sync.ids.key('order', order.number)} is {now} and cannot become {status}")


def _is_retail_and_sent(sync: Sync, order: Order) -> bool:
    shipments = shipments_of(sync.centra, order.number)
    return sync.centra.stores[order.store_id].kind == "retail" and all(each.shipped for each in shipments)


def _insert(sync: Sync, key: str, store_id: int | None, element: etree._Element) -> int:
    """An order that the ERP took itself; it needs store, market, pricelist, rows, and a customer or an account."""
    centra = sync.centra
    if store_id is None:
        raise Rejected(f"There is no order with id {key}, and without a store none can be made")
    customer_key, account_key = text(element, "customer", "id"), text(element, "account", "id")
    if not (customer_key or account_key):
        raise Rejected(f"There is no order with id {key}, and without a customer or account none can be made")
    store = centra.stores[store_id]
    market, pricelist = text(element, "market", "id"), text(element, "pricelist", "id")
    customer_id = sync.must_find("customer", customer_key, centra.customers) if customer_key else None
    account_id = sync.must_find("account", account_key, centra.accounts) if account_key else None
    billing, shipping = _addresses(sync, customer_id, account_id)
    draft = OrderDraft(
        store_id=store_id,
        market_id=sync.must_find("market", market, centra.markets) if market else store.default_market_id,
        pricelist_id=(sync.must_find("pricelist", pricelist, centra.pricelists) if pricelist else store.default_pricelist_id),
        lines=[each for product in children(element, "products", "product") for each in _draft_lines(sync, product)],
        customer_id=customer_id,
        account_id=account_id,
        billing_address=changed_address(sync, billing, child(element, "billingaddress")),
        shipping_address=changed_address(sync, shipping, child(element, "shippingaddress")),
        shipping_value=money(element, "shipping", "subtotal") or Decimal(0),
        handling_value=money(element, "handling", "subtotal") or Decimal(0),
        created_from="SOAP API",
    )
    number = place_order(centra, draft).number
    sync.ids.add("order", key, number)
    return number


def _addresses(sync: Sync, customer_id: int | None, account_id: int | None) -> tuple[Address, Address]:
    """Where the bill and the goods of a new order go unless it says so itself."""
    if account_id is not None:
        account = sync.centra.accounts[account_id]
        return replace(account.billing_address), replace(account.shipping_address)
    address = sync.centra.customers[customer_id].address if customer_id is not None else Address()
    return replace(address), replace(address)


def _draft_lines(sync: Sync, product: etree._Element) -> list[DraftLine]:
    centra = sync.centra
    variant_id = sync.must_find("variation", require(product, "variation", "id"), centra.variants)
    chart = centra.size_charts[centra.variants[variant_id].size_chart_id]
    lines = []
    for entry in children(product, "sizes", "size"):
        size = find_size(sync, chart, require(entry, "id"))
        item = None if size is None else size_in_variant(centra, variant_id, size.id)
        pieces = quantity(entry, "qty")
        if item is None or not pieces:
            raise Rejected(f"Size {require(entry, 'id')} of the product cannot be ordered")
        price, tax = money(product, "price"), money(product, "tax")
        lines.append(DraftLine(item.id, pieces, price=price, tax_percent=tax, comment=text(product, "comment") or ""))
    return lines
