"""Returns and refunds of what was shipped, and invoices.

A return is Pending until it is completed; a refund completes it at once. Source: 04.order-api/201 to 203.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import Invoice, InvoiceLine, Order, OrderLine, Return, ReturnLine, Shipment, ShipmentLine
from centra_mock.domain.orders import add_payment, note_order_change
from centra_mock.domain.stock import release_line, stock_in

__all__ = [
    "complete_return",
    "create_invoice",
    "create_return",
    "refund_return",
    "return_value",
    "returnable_quantity",
    "set_return_completed",
]

ZERO = Decimal(0)


def returnable_quantity(centra: Centra, shipment: Shipment, line: ShipmentLine) -> int:
    """Pieces of a shipment line that have not come back, sent or not: what cannot be sent is returned too.

    Source: 04.guides/04.wms-integration, creating returns; 04.order-api/108.update-shipment.
    """
    came_back = sum(
        each.quantity
        for known in centra.returns.values()
        if known.shipment_id == shipment.id
        for each in known.lines
        if each.shipment_line_id == line.id
    )
    return line.quantity - came_back


def create_return(
    centra: Centra,
    shipment: Shipment,
    quantities: Mapping[int, int],
    *,
    shipping_cost: Decimal = ZERO,
    handling_cost: Decimal = ZERO,
    voucher_value: Decimal = ZERO,
    return_cost: Decimal = ZERO,
    return_to_stock: bool = True,
    warehouse_id: int | None = None,
    comment: str = "",
    created_from: str = "Order API",
) -> Return:
    """Take goods of a shipment back; ``quantities`` maps order line id to pieces.

    What cannot be returned is dropped without a word; raises ``DomainError('empty')`` when nothing is left and
    nothing else is given back. Publishes ``return create``.
    """
    order = centra.orders[shipment.order_number]
    lines = []
    for each in shipment.lines:
        pieces = min(quantities.get(each.order_line_id, 0), returnable_quantity(centra, shipment, each))
        if pieces > 0:
            lines.append(ReturnLine(centra.next_id("return_line"), each.id, each.order_line_id, pieces))
    if not lines and not (shipping_cost or handling_cost):
        raise DomainError("empty", "return could not be created.")
    made = Return(
        id=centra.next_id("return"),
        shipment_id=shipment.id,
        order_number=order.number,
        created_at=centra.now(),
        lines=lines,
        shipping_cost=shipping_cost,
        handling_cost=handling_cost,
        voucher_value=voucher_value,
        return_cost=return_cost,
        return_to_stock=return_to_stock,
        warehouse_id=warehouse_id or shipment.warehouse_id,
        comment=comment,
        created_from=created_from,
    )
    centra.returns[made.id] = made
    if return_to_stock:
        _put_back(centra, order, made)
    centra.publish("return", "create", made.id, store_id=order.store_id, order_number=order.number)
    note_order_change(centra, order)
    return made


def set_return_completed(centra: Centra, return_id: int, completed: bool) -> Return:
    """Complete or reopen a return; raises ``DomainError('return-not-found')``. Publishes ``return update``."""
    made = centra.returns.get(return_id)
    if made is None:
        raise DomainError("return-not-found", f"Return with id={return_id} does not exist")
    made.completed = completed
    order = centra.orders[made.order_number]
    centra.publish("return", "update", made.id, store_id=order.store_id, order_number=order.number)
    note_order_change(centra, order)
    return made


def complete_return(centra: Centra, return_id: int) -> Return:
    """Complete a return without a refund."""
    return set_return_completed(centra, return_id, True)


def refund_return(centra: Centra, return_id: int) -> Return:
    """Give the money of a return back and complete it.

    Raises ``DomainError`` ``return-not-found``, ``external-payment``, or ``refund-failed`` where nothing was captured.
    """
    made = centra.returns.get(return_id)
    if made is None:
        raise DomainError("return-not-found", f"Return with id={return_id} does not exist")
    order = centra.orders[made.order_number]
    method = centra.payment_methods.get(order.payment_method)
    if method is not None and method.external:
        raise DomainError("external-payment", "payment is handled by an external payment provider")
    if not centra.shipments[made.shipment_id].captured:
        raise DomainError("refund-failed", "nothing was captured")
    if not made.refunded:
        made.refunded = True
        add_payment(centra, order, "REFUND", "SUCCESS", return_value(centra, made), shipment_id=made.shipment_id)
    return set_return_completed(centra, return_id, True)


def return_value(centra: Centra, made: Return) -> Decimal:
    """What is given back: goods, shipping and handling, less vouchers and the cost of returning; never negative."""
    known: dict[int, OrderLine] = {line.id: line for line in centra.orders[made.order_number].lines}
    goods = sum((known[each.order_line_id].unit_price * each.quantity for each in made.lines), ZERO)
    return max(ZERO, goods + made.shipping_cost + made.handling_cost - made.voucher_value - made.return_cost)


def create_invoice(centra: Centra, shipment: Shipment, *, number: str = "", kind: str = "debit") -> Invoice:
    """Write an invoice, or a credit note with ``kind`` credit, over a shipment. Publishes ``invoice create``."""
    order = centra.orders[shipment.order_number]
    known = {line.id: line for line in order.lines}
    made = Invoice(
        id=centra.next_id("invoice"),
        number="",
        store_id=order.store_id,
        type=kind,
        currency_code=order.currency_code,
        created_at=centra.now(),
        due_at=centra.now() + timedelta(days=30),
        order_number=order.number,
        shipment_id=shipment.id,
        account_id=order.account_id,
        billing_address=order.billing_address,
        shipping_address=order.shipping_address,
    )
    made.number = number or f"{made.id:05d}"
    for each in shipment.lines:
        line = known[each.order_line_id]
        name = centra.products[line.product_id].name if line.product_id in centra.products else "Gift certificate"
        made.lines.append(InvoiceLine(name, each.quantity, line.unit_price, line.tax_percent, line.id))
    if shipment.shipping_value:
        percent = max((line.tax_percent for line in order.lines), default=ZERO)
        made.lines.append(InvoiceLine("Shipping", 1, shipment.shipping_value, percent, charge_key="shipping"))
    centra.invoices[made.id] = made
    centra.publish("invoice", "create", made.id, store_id=order.store_id, order_number=order.number)
    return made


def _put_back(centra: Centra, order: Order, made: Return) -> None:
    known = {line.id: line for line in order.lines}
    warehouse_id = made.warehouse_id or next(iter(centra.warehouses))
    for each in made.lines:
        if not centra.shipments[made.shipment_id].shipped:  # the pieces never left the shelf
            release_line(centra, known[each.order_line_id], each.quantity)
            continue
        size_id = known[each.order_line_id].product_size_id
        if size_id in centra.product_sizes and not known[each.order_line_id].is_bundle:
            stock_in(centra, warehouse_id, size_id).physical += each.quantity
            centra.publish("stock", "update", size_id, warehouse_id=warehouse_id)
