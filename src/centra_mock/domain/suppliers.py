"""The supplier module: accepting deliveries of supplier orders.

Source: 04.order-api/501 to 506.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import SupplierDelivery, SupplierLine
from centra_mock.domain.stock import allocate_line, deliver

__all__ = ["accept_delivery", "open_deliveries"]


def open_deliveries(centra: Centra, warehouse_id: int | None = None) -> list[SupplierDelivery]:
    """Deliveries that wait for acceptance: of a confirmed order, for the warehouse, with at least one item."""
    return [
        delivery
        for delivery in centra.supplier_deliveries.values()
        if not delivery.accepted
        and delivery.lines
        and warehouse_id in (None, delivery.warehouse_id)
        and centra.supplier_orders[delivery.supplier_order_id].confirmed
    ]


def accept_delivery(centra: Centra, delivery: SupplierDelivery, quantities: Mapping[int, int]) -> SupplierDelivery | None:
    """Take goods in (``quantities`` by product size id) and serve the orders that waited for them.

    What was announced and did not come makes a further delivery, which is the answer. Raises ``DomainError``
    ``accepted``, ``line`` (``detail`` is the product size id) or ``empty``. Publishes changes of stock.
    """
    if delivery.accepted:
        raise DomainError("accepted", "delivery is accepted already")
    known = {line.product_size_id: line for line in delivery.lines}
    for product_size_id, quantity in quantities.items():
        if product_size_id not in known or quantity < 0:
            raise DomainError("line", "item is not on the delivery", detail=product_size_id)
    if not any(quantities.values()):
        raise DomainError("empty", "no items were accepted")
    rest: list[SupplierLine] = []
    for line in delivery.lines:
        line.accepted = quantities.get(line.product_size_id, 0)
        if line.accepted < line.quantity:
            rest.append(replace(line, quantity=line.quantity - line.accepted, accepted=None))
    delivery.accepted = True
    deliver(centra, delivery.warehouse_id, {each: quantity for each, quantity in quantities.items() if quantity})
    for number, lines in delivery.reservations.items():
        order = centra.orders[number]
        for order_line in order.lines:
            if order_line.id in lines:
                allocate_line(centra, order, order_line)
    return _additional(centra, delivery, rest) if rest else None


def _additional(centra: Centra, delivery: SupplierDelivery, lines: list[SupplierLine]) -> SupplierDelivery:
    counter = 1 + sum(each.supplier_order_id == delivery.supplier_order_id for each in centra.supplier_deliveries.values())
    made = replace(
        delivery,
        id=centra.next_id("supplier_delivery"),
        number=f"{delivery.supplier_order_id}-{counter}",
        accepted=False,
        created_at=centra.now(),
        lines=lines,
        reservations={},
    )
    centra.supplier_deliveries[made.id] = made
    return made
