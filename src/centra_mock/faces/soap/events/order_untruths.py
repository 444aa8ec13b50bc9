"""What an order in an event shows when it is told to lie: rows, bundles, totals and who ordered.

Source: 04.guides/02.erp-integration/docs.md, sections "Bundle product example", "Direct-to-Consumer orders: Event" and "Wholesale
orders: Event By Markets", for what is denied here.
"""

from __future__ import annotations

from collections.abc import Mapping

from centra_mock.domain.model import Order

from ..answer import Content
from ..sync import Sync
from .pieces import plain, two

__all__ = ["order_otherwise", "row_otherwise", "size_otherwise"]


def order_otherwise(sync: Sync, order: Order, content: Mapping[str, Content]) -> Content:
    """An order as the lies that are told about it have it."""
    told = sync.told
    changed: dict[str, Content] = {}
    if told("soap-order-total-forgets-shipping"):
        changed["ordertotal"] = two(
            sum((each.unit_price * each.quantity for each in order.lines), start=order.shipping_value * 0)
        )
    if told("soap-ordernumber-is-converted"):
        changed["ordernumber"] = f"{sync.ids.key('order', order.number)}"
    if told("soap-wholesale-orders-name-a-customer") and order.account_id is not None:
        changed["customer"] = {"id": str(order.account_id)}
        changed["account"] = None
    if told("soap-retail-orders-name-a-buyer") and order.account_id is None:
        changed["buyer"] = {"id": str(order.customer_id)}
        changed["customer"] = None
    payments = content.get("payments")
    if told("soap-payment-total-is-authorized") and isinstance(payments, Mapping):
        authorized = sum((each.value for each in order.payments if each.entry_type == "AUTH"), start=order.shipping_value * 0)
        changed["payments"] = {**payments, "total": plain(authorized)}
    return {**content, **changed}


def row_otherwise(sync: Sync, row: Mapping[str, Content]) -> Content:
    """A row of an order, with what it tells of bundles."""
    told = sync.told
    info = row.get("bundleinfo")
    if told("soap-bundleinfo-is-missing"):
        info = None
    if isinstance(info, Mapping) and told("soap-bundles-are-not-told"):
        info = {**info, "isbundle": "false"}
    if isinstance(info, Mapping) and told("soap-bundle-parts-are-bundles"):
        info = {**info, "isbundle": "true"}
    if isinstance(info, Mapping) and told("soap-bundle-parts-name-no-bundle"):
        info = {**info, "partof": None}
    if info is None and told("soap-ordinary-rows-carry-bundleinfo"):
        info = {"isbundle": "false"}
    return {**row, "bundleinfo": info}


def size_otherwise(sync: Sync, size: Mapping[str, Content]) -> Content:
    """A size of a row, with the id of its row."""
    return {**size, "orderitem": {"id": "1"}} if sync.told("soap-order-rows-share-their-id") else size
