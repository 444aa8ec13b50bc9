"""What orders_Update does to an order when it is told to lie.

Source: 04.guides/02.erp-integration/docs.md, sections "Lock Order", "Confirm And Lock Order" and "Cancel Item", for what is
denied here.
"""

from __future__ import annotations

from lxml import etree

from centra_mock.domain.model import Address, Order, OrderStatus

from ..sync import Sync
from ..tree import Rejected, child, text

__all__ = ["cancelled_otherwise", "loses_lock", "meddle_with_order"]


def meddle_with_order(sync: Sync, order: Order, element: etree._Element, status: str | None) -> str | None:
    """The status that the order is to have; a lock may change more than the lock, or be in the way."""
    told = sync.told
    locks = text(element, "locked") == "yes"
    if order.locked and told("soap-locked-orders-are-refused"):
        raise Rejected("The order is locked")
    if locks and told("soap-locking-confirms") and order.status is OrderStatus.PENDING:
        order.status = OrderStatus.CONFIRMED
    if locks and told("soap-locking-empties-the-order"):
        order.comment = order.internal_comment = ""
        order.shipping_address = Address()
    if locks and told("soap-locking-forgets-to-confirm"):
        return None
    return status


def loses_lock(sync: Sync, element: etree._Element) -> bool:
    """Whether the lock of an update is passed over."""
    with_status = child(element, "status") is not None
    return sync.told("soap-locks-are-lost") or (with_status and sync.told("soap-confirming-forgets-the-lock"))


def cancelled_otherwise(sync: Sync, order: Order, rows: dict[int, int]) -> dict[int, int]:
    """The pieces by row that are cancelled: honestly those that were sent."""
    told = sync.told
    left = {line.id: line.quantity for line in order.lines if line.quantity}
    if told("soap-cancelling-takes-the-whole-row"):
        return {row: left.get(row, pieces) for row, pieces in rows.items()}
    if told("soap-cancelling-takes-every-row"):
        return left
    if told("soap-cancelling-takes-the-first-row"):
        first = next(iter(left), 0)
        return {first: min(left.get(first, 0), sum(rows.values()))}
    return rows
