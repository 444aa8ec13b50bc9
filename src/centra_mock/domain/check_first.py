"""Check-first warehouses: shops that accept or reject an order before it is handled.

The first that accepts gets the order, the others are rejected; when all have rejected, it is an ordinary order.
Source: 04.order-api/112.update-check-first, 04.guides/05.pos-integration (buy online ship from store).
"""

from __future__ import annotations

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import CheckFirst, Order, OrderStatus
from centra_mock.domain.orders import note_order_change
from centra_mock.domain.stock import allocate_line, release_line, shipped_quantity, stock_in

__all__ = ["decide_check_first", "expire_check_firsts"]


def decide_check_first(centra: Centra, order_number: int, warehouse_id: int, accepted: bool) -> CheckFirst:
    """Accept or reject an order for a warehouse, once and for all.

    Raises ``DomainError`` ``order-not-found``, ``not-asked`` (the warehouse has no say), ``decided`` or ``allocation``.
    Publishes ``check_first`` ``accepted`` or ``rejected`` for every warehouse that this decides.
    """
    order = centra.orders.get(order_number)
    if order is None:
        raise DomainError("order-not-found", "order does not exist", field="orderNumber")
    asked = [each for each in centra.check_firsts if each.order_number == order_number]
    entry = next((each for each in asked if each.warehouse_id == warehouse_id), None)
    if entry is None:
        raise DomainError("not-asked", "invalid value", field="warehouseId")
    expire_check_firsts(centra)
    if entry.state != "created":
        raise DomainError("decided", f"check first is {entry.state} and can not be changed")
    if not accepted:
        _decide(centra, order, entry, "rejected")
    else:
        _allocate(centra, order, warehouse_id)
        _decide(centra, order, entry, "accepted")
        for other in asked:
            if other is not entry and other.state == "created":
                _decide(centra, order, other, "rejected")
    _go_on_without_shops(centra, order)
    note_order_change(centra, order)
    return entry


def expire_check_firsts(centra: Centra) -> None:
    """Let warehouses that did not decide in time have no say any more.

    Publishes ``check_first timeout`` for each, but for orders that are over.
    """
    late = [each for each in centra.check_firsts if each.state == "created" and each.expires_at <= centra.now()]
    for entry in late:
        entry.state = "timeout"
    orders = {each.order_number: centra.orders[each.order_number] for each in late}
    for order in orders.values():
        if order.status > OrderStatus.PROCESSING:
            continue
        for entry in late:
            if entry.order_number == order.number:
                _decide(centra, order, entry, "timeout")
        _go_on_without_shops(centra, order)
        note_order_change(centra, order)


def _go_on_without_shops(centra: Centra, order: Order) -> None:
    """Handle an order as any other once no shop can take it any more."""
    if all(each.state in ("rejected", "timeout") for each in centra.check_firsts if each.order_number == order.number):
        for line in order.lines:
            allocate_line(centra, order, line)


def _decide(centra: Centra, order: Order, entry: CheckFirst, state: str) -> None:
    entry.state = state
    centra.publish("check_first", state, order.number, store_id=order.store_id, warehouse_id=entry.warehouse_id)


def _allocate(centra: Centra, order: Order, warehouse_id: int) -> None:
    """Make every piece that is not sent one of the shop's; what other warehouses kept for the order is free again."""
    missing: dict[int, int] = {}
    for line in order.lines:
        open_pieces = line.quantity - line.allocations.get(warehouse_id, 0) - shipped_quantity(centra, line)
        if not line.is_bundle and line.product_size_id in centra.product_sizes and open_pieces > 0:
            missing[line.id] = open_pieces
    wanted: dict[int, int] = {}
    for line in order.lines:
        wanted[line.product_size_id] = wanted.get(line.product_size_id, 0) + missing.get(line.id, 0)
    if any(stock_in(centra, warehouse_id, size_id).free < pieces for size_id, pieces in wanted.items() if pieces):
        raise DomainError("allocation", "failed to allocate stock")
    for line in order.lines:
        if line.id in missing:
            own = line.allocations.pop(warehouse_id, 0)
            release_line(centra, line, sum(line.allocations.values()))
            if own:
                line.allocations[warehouse_id] = own
            stock_in(centra, warehouse_id, line.product_size_id).allocated += missing[line.id]
            line.allocations[warehouse_id] = line.allocations.get(warehouse_id, 0) + missing[line.id]
            centra.publish("stock", "update", line.product_size_id, warehouse_id=warehouse_id)
