"""Trying something out beside the store: an order that is only prepared, goods that are counted but not stored.

Source: 04.order-api/101.create-order and 103.complete-order (createOnly), 506.accept-supplier-delivery (insertStock).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.drafts import OrderDraft
from centra_mock.domain.model import Order, SupplierDelivery
from centra_mock.domain.orders import place_order
from centra_mock.domain.stock import allocate_line, release_line
from centra_mock.domain.suppliers import accept_delivery

__all__ = ["accept_without_stock", "finalize_order", "prepare_order"]


def prepare_order(centra: Centra, draft: OrderDraft) -> Order:
    """Make an order that nobody sees before it is finalized; its stock is required now but not reserved.

    Raises what ``place_order`` raises.
    """
    quiet = replace(centra, orders=dict(centra.orders), _listeners=[])
    order = place_order(quiet, draft)
    for line in order.lines:
        release_line(quiet, line, line.quantity)
    centra.prepared_orders[str(order.number)] = order
    return order


def finalize_order(centra: Centra, number: int) -> Order:
    """Place a prepared order; what is out of stock by now is back ordered. Its date stays that of its making.

    An order that was finalized before is answered as it is. Raises ``DomainError('order-not-found')``. Publishes
    ``order create``.
    """
    order = centra.prepared_orders.pop(str(number), None)
    if order is None:
        if number in centra.orders and centra.orders[number].created_from == "Order API":
            return centra.orders[number]
        raise DomainError("order-not-found", "order does not exist", field="order")
    order.modified_at = centra.now()
    centra.orders[number] = order
    if order.takes_stock:
        for line in order.lines:
            allocate_line(centra, order, line)
    centra.publish("order", "create", number, store_id=order.store_id)
    return order


def accept_without_stock(centra: Centra, delivery: SupplierDelivery, quantities: Mapping[int, int]) -> SupplierDelivery | None:
    """Accept a delivery whose goods somebody else puts into stock; like ``accept_delivery`` in all else."""
    quiet = replace(centra, stocks={}, warehouse_deliveries={}, _listeners=[])
    reservations, delivery.reservations = delivery.reservations, {}
    try:
        return accept_delivery(quiet, delivery, quantities)
    finally:
        delivery.reservations = reservations
