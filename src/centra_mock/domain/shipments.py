"""Shipments: made from confirmed orders, captured, completed, deleted.

Source: 04.order-api/106 to 111, 01.overview/07.orderflow.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import Order, OrderLine, OrderStatus, PaymentEntry, Shipment, ShipmentLine
from centra_mock.domain.orders import add_payment, captured_value, refresh_status, shipments_of
from centra_mock.domain.pricing import round_money
from centra_mock.domain.stock import take_off_shelf

__all__ = [
    "Parcel",
    "capture_shipment",
    "complete_shipment",
    "create_shipment",
    "delete_shipment",
    "find_shipment",
    "note_parcel",
    "shipment_value",
    "shippable_quantity",
    "update_shipment",
]

ZERO = Decimal(0)


@dataclass(frozen=True, slots=True)
class Parcel:
    """How a shipment travels; empty texts are unknown. ``shipped_at`` None means now."""

    carrier: str = ""
    service: str = ""
    tracking: str = ""
    tracking_url: str = ""
    return_tracking: str = ""
    packages: int | None = None
    shipped_at: datetime | None = None


def find_shipment(centra: Centra, number: str) -> Shipment:
    """The shipment with a number such as ``83651-1``; raises ``DomainError('shipment-not-found')``."""
    for shipment in centra.shipments.values():
        if shipment.number == number:
            return shipment
    raise DomainError("shipment-not-found", "shipment does not exist", field="shipment")


def shippable_quantity(centra: Centra, order: Order, line: OrderLine) -> int:
    """Pieces of a line that are in no shipment yet."""
    taken = sum(
        each.quantity
        for shipment in shipments_of(centra, order.number)
        for each in shipment.lines
        if each.order_line_id == line.id
    )
    return line.quantity - taken


def create_shipment(
    centra: Centra,
    order_number: int,
    quantities: Mapping[int, int] | None = None,
    *,
    good_to_go: bool = False,
    capture: bool = True,
    paid: bool = False,
    parcel: Parcel | None = None,
    shipping_value: Decimal | None = None,
    handling_value: Decimal | None = None,
    voucher_value: Decimal | None = None,
    deduct_previous_costs: bool = True,
    warehouse_id: int | None = None,
) -> Shipment:
    """Make a shipment of ``quantities`` (order line id to pieces; ``None`` is all that is left).

    ``parcel`` given means that it has been sent already. Raises ``DomainError`` ``order-not-found``, ``hold``,
    ``state``, ``line``, ``quantity``, ``empty``, ``capture-failed`` or ``external-payment``; then there is no shipment.
    Publishes ``shipment create`` and, with ``good_to_go``, ``shipment good_to_go``.
    """
    order = centra.orders.get(order_number)
    if order is None:
        raise DomainError("order-not-found", "order does not exist", field="order")
    if order.hold:
        raise DomainError("hold", "order is on hold")
    if order.status not in (OrderStatus.CONFIRMED, OrderStatus.PROCESSING):
        raise DomainError("state", "order is not confirmed")
    wanted = _wanted(centra, order, quantities)
    goods = sum((line.unit_price * wanted.get(line.id, 0) for line in order.lines), ZERO)
    vouchers = sum((each.value for each in order.discounts), ZERO)
    earlier = shipments_of(centra, order_number)
    counter = 1 + max((int(each.number.rpartition("-")[2]) for each in earlier), default=0)
    shipment = Shipment(
        id=centra.next_id("shipment"),
        number=f"{order_number}-{counter}",
        order_number=order_number,
        warehouse_id=warehouse_id,
        created_at=centra.now(),
        modified_at=centra.now(),
        lines=[ShipmentLine(centra.next_id("shipment_line"), line, pieces) for line, pieces in wanted.items()],
        good_to_go=good_to_go,
        paid=paid,
        shipping_value=_cost(order.shipping_value, shipping_value, earlier, "shipping_value", deduct_previous_costs),
        handling_value=_cost(order.handling_value, handling_value, earlier, "handling_value", deduct_previous_costs),
        voucher_value=min(goods, _cost(vouchers, voucher_value, earlier, "voucher_value", deduct_previous_costs)),
    )
    if capture and not paid:
        _capture(centra, order, shipment)
    centra.shipments[shipment.id] = shipment
    centra.publish("shipment", "create", shipment.id, store_id=order.store_id, order_number=order.number)
    if good_to_go:
        centra.publish("shipment", "good_to_go", shipment.id, store_id=order.store_id, order_number=order.number)
    if parcel is not None:
        _send(centra, order, shipment, parcel)
    refresh_status(centra, order)
    return shipment


def update_shipment(
    centra: Centra,
    number: str,
    *,
    quantities: Mapping[int, int] | None = None,
    good_to_go: bool | None = None,
    serial_numbers: Mapping[int, list[str]] | None = None,
) -> Shipment:
    """Change the products (only while it is not sent, captured, paid or returned), the flag or the serial numbers.

    Raises ``DomainError`` ``sent``, ``paid``, ``captured``, ``has-returns``, ``line`` or ``quantity``.
    """
    shipment = find_shipment(centra, number)
    order = centra.orders[shipment.order_number]
    if quantities is not None:
        for code, holds in (("sent", shipment.shipped), ("paid", shipment.paid), ("captured", shipment.captured)):
            if holds:
                raise DomainError(code, f"shipment is {code} and can not be updated")
        if any(each.shipment_id == shipment.id for each in centra.returns.values()):
            raise DomainError("has-returns", "shipment has refunds and can not be updated")
        before, shipment.lines = shipment.lines, []
        try:
            wanted = _wanted(centra, order, quantities)
        except DomainError:
            shipment.lines = before
            raise
        known = {each.order_line_id: each for each in before}
        for line_id, pieces in wanted.items():
            line = known.get(line_id) or ShipmentLine(centra.next_id("shipment_line"), line_id, pieces)
            line.quantity = pieces
            shipment.lines.append(line)
    for line_id, serials in (serial_numbers or {}).items():
        for each in shipment.lines:
            if each.order_line_id == line_id:
                each.serial_numbers = list(serials)
    newly_ready = good_to_go is True and not shipment.good_to_go
    if good_to_go is not None:
        shipment.good_to_go = good_to_go
    _note_change(centra, order, shipment)
    if newly_ready:
        centra.publish("shipment", "good_to_go", shipment.id, store_id=order.store_id, order_number=order.number)
    refresh_status(centra, order)
    return shipment


def note_parcel(centra: Centra, number: str, parcel: Parcel) -> Shipment:
    """Write down how a shipment travels, without sending it. Raises ``DomainError('shipment-not-found')``."""
    shipment = find_shipment(centra, number)
    _label(shipment, parcel)
    _note_change(centra, centra.orders[shipment.order_number], shipment)
    return shipment


def complete_shipment(centra: Centra, number: str, parcel: Parcel, *, capture: bool = True, good_to_go: bool = True) -> Shipment:
    """Send a shipment: it is captured first where that is still to do, then its goods leave the shelf.

    Raises ``DomainError`` ``shipment-not-found``, ``sent``, ``hold``, ``capture-failed`` or ``external-payment``.
    """
    shipment = find_shipment(centra, number)
    order = centra.orders[shipment.order_number]
    if shipment.shipped:
        raise DomainError("sent", "shipment is sent and can not be updated")
    if order.hold:
        raise DomainError("hold", "order is on hold")
    if capture and not (shipment.captured or shipment.paid):
        _capture(centra, order, shipment)
    shipment.good_to_go = shipment.good_to_go or good_to_go
    _send(centra, order, shipment, parcel)
    refresh_status(centra, order)
    return shipment


def capture_shipment(centra: Centra, number: str) -> Shipment:
    """Take the money of a shipment; harmless when that was done.

    Raises ``DomainError`` ``shipment-not-found``, ``hold``, ``capture-failed`` or ``external-payment``.
    """
    shipment = find_shipment(centra, number)
    order = centra.orders[shipment.order_number]
    if order.hold:
        raise DomainError("hold", "order is on hold")
    if not shipment.captured:
        _capture(centra, order, shipment)
        _note_change(centra, order, shipment)
        refresh_status(centra, order)
    return shipment


def delete_shipment(centra: Centra, number: str) -> Shipment:
    """Remove a shipment; raises ``DomainError`` ``has-invoices`` or ``sent``. Publishes ``shipment delete``."""
    shipment = find_shipment(centra, number)
    order = centra.orders[shipment.order_number]
    if any(invoice.shipment_id == shipment.id for invoice in centra.invoices.values()):
        raise DomainError("has-invoices", "shipment has invoices or creditnotes and could not be deleted.")
    if shipment.shipped:
        raise DomainError("sent", "shipment is sent and could not be deleted")
    del centra.shipments[shipment.id]
    centra.publish("shipment", "delete", shipment.id, store_id=order.store_id, order_number=order.number)
    refresh_status(centra, order)
    return shipment


def shipment_value(centra: Centra, shipment: Shipment) -> Decimal:
    """What a shipment costs the customer: goods, shipping and handling less vouchers, with tax."""
    order = centra.orders[shipment.order_number]
    known = {line.id: line for line in order.lines}
    goods = sum((known[each.order_line_id].unit_price * each.quantity for each in shipment.lines), ZERO)
    net = goods + shipment.shipping_value + shipment.handling_value - shipment.voucher_value
    if order.tax_included:
        return net
    percent = max((known[each.order_line_id].tax_percent for each in shipment.lines), default=ZERO)
    return net + round_money(net * percent / 100)


def _wanted(centra: Centra, order: Order, quantities: Mapping[int, int] | None) -> dict[int, int]:
    known = {line.id: line for line in order.lines}
    if quantities is None:
        left = {line.id: shippable_quantity(centra, order, line) for line in order.lines}
        quantities = {line_id: pieces for line_id, pieces in left.items() if pieces > 0}
    for line_id, pieces in quantities.items():
        if line_id not in known:
            raise DomainError("line", "order line does not exist", detail=line_id)
        if pieces < 0 or pieces > shippable_quantity(centra, order, known[line_id]):
            raise DomainError("quantity", "more than can be shipped", detail=line_id)
    wanted = {line_id: pieces for line_id, pieces in quantities.items() if pieces}
    if not wanted:
        raise DomainError("empty", "shipment has no products", field="products")
    return wanted


def _cost(total: Decimal, given: Decimal | None, earlier: list[Shipment], name: str, deduct: bool) -> Decimal:
    if given is not None:
        return given
    charged = sum((getattr(each, name) for each in earlier), ZERO) if deduct else ZERO
    return max(ZERO, total - charged)


def _capture(centra: Centra, order: Order, shipment: Shipment) -> None:
    """Take the money of a shipment; what was captured and belongs to no shipment any more is used first."""
    method = centra.payment_methods.get(order.payment_method)
    value = shipment_value(centra, shipment)
    if method is not None and method.external:
        raise DomainError("external-payment", "payment is handled by an external payment provider")
    if method is not None or any(each.entry_type == "AUTH" for each in order.payments):
        authorized = sum((each.value for each in _settled(order, "AUTH")), ZERO)
        loose = [each for each in _settled(order, "CAPTURE") if each.shipment_id not in centra.shipments]
        needed = max(ZERO, value - sum((each.value for each in loose), ZERO))
        if needed > 0 and captured_value(order) + needed > authorized:
            add_payment(centra, order, "CAPTURE", "FAILED", needed, shipment_id=shipment.id)
            raise DomainError("capture-failed", "capture failed")
        for entry in loose:
            entry.shipment_id = shipment.id
        if needed > 0 or not loose:
            add_payment(centra, order, "CAPTURE", "SUCCESS", needed, shipment_id=shipment.id)
    shipment.captured = True


def _settled(order: Order, entry_type: str) -> list[PaymentEntry]:
    return [each for each in order.payments if each.entry_type == entry_type and each.status == "SUCCESS"]


def _send(centra: Centra, order: Order, shipment: Shipment, parcel: Parcel) -> None:
    known = {line.id: line for line in order.lines}
    returned = _returned(centra, shipment)
    for each in shipment.lines:
        leaving = each.quantity - returned.get(each.id, 0)
        take_off_shelf(centra, known[each.order_line_id], leaving, shipment.warehouse_id)
        for part in order.lines:
            if part.bundle_line_id == each.order_line_id:
                take_off_shelf(centra, part, part.quantity)
    shipment.shipped = True
    shipment.shipped_at = parcel.shipped_at or centra.now()
    _label(shipment, parcel)
    _note_change(centra, order, shipment)


def _returned(centra: Centra, shipment: Shipment) -> dict[int, int]:
    """Pieces that were returned before they were sent, by shipment line."""
    found: dict[int, int] = {}
    for made in centra.returns.values():
        if made.shipment_id == shipment.id:
            for line in made.lines:
                found[line.shipment_line_id] = found.get(line.shipment_line_id, 0) + line.quantity
    return found


def _label(shipment: Shipment, parcel: Parcel) -> None:
    """What is known of the parcel; what is not stays as it was."""
    shipment.carrier = parcel.carrier or shipment.carrier
    shipment.service = parcel.service or shipment.service
    shipment.tracking = parcel.tracking or shipment.tracking
    shipment.tracking_url = parcel.tracking_url or shipment.tracking_url
    shipment.return_tracking = parcel.return_tracking or shipment.return_tracking
    shipment.packages = parcel.packages or shipment.packages


def _note_change(centra: Centra, order: Order, shipment: Shipment) -> None:
    shipment.modified_at = centra.now()
    centra.publish("shipment", "update", shipment.id, store_id=order.store_id, order_number=order.number)
    centra.publish("order", "update", order.number, store_id=order.store_id)
