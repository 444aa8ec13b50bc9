"""Shipments: creating, listing, changing and deleting them.

Source: 04.order-api/106.create-shipment, 107.get-shipments, 108.update-shipment, 111.delete-shipment.
"""

from __future__ import annotations

from collections import Counter

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import Order, Shipment
from centra_mock.domain.shipments import create_shipment, delete_shipment, find_shipment, update_shipment
from centra_mock.faces.order.asked import Asked, UnfitError
from centra_mock.faces.order.paging import is_between, slice_of
from centra_mock.faces.order.parcels_asked import read_parcel
from centra_mock.faces.order.payment_asked import is_paid_outside
from centra_mock.faces.order.refusals import EXTERNAL_PAYMENT, is_external
from centra_mock.faces.order.serials_asked import read_changes
from centra_mock.faces.order.shipments_written import document_urls, should_capture, write_shipment
from centra_mock.faces.order.wire import Call, Json, refuse

__all__ = ["get_shipments", "make_shipment", "put_shipment", "remove_shipment"]


def make_shipment(call: Call) -> Json:
    """``POST /shipments``: captures unless told not to; without a capture there is no shipment."""
    asked = Asked(call.body)
    asked.require("order", "products")
    number = asked.number("order", lowest=0) or 0
    echo = asked.text("order")
    pieces = asked.quantities("products") or {}
    order = call.centra.orders.get(number)
    if order is None:
        raise refuse("order does not exist", order=echo)
    captures = bool(asked.flag("capture", True)) and not call.told("shipment-not-captured")
    if captures and is_external(call.centra, order) and not call.told("external-payment-captured"):
        raise refuse(EXTERNAL_PAYMENT, order=order.number)
    is_ready = bool(asked.flag("gtg", False))
    parcel = read_parcel(asked) if asked.flag("shipped", False) else None
    paid = is_paid_outside(call.centra, order)
    lifted = call.told("unconfirmed-order-shipped") and order.status == 1
    if lifted:
        order.status = type(order.status).CONFIRMED
    try:
        shipment = create_shipment(
            call.centra,
            number,
            _line_numbers(pieces),
            good_to_go=is_ready,
            capture=captures and not paid,
            paid=paid,
            parcel=parcel,
            deduct_previous_costs=bool(asked.flag("deductPreviousCosts", False)),
            warehouse_id=_warehouse(order, _line_numbers(pieces)),
        )
    except DomainError as problem:
        text = "can not capture order" if problem.code == "capture-failed" else problem.text
        raise refuse(text, order=echo) from problem
    if call.told("shipment-keeps-parcel-unsent") and parcel is None:
        shipment.tracking = asked.text("tracking")
    note, proforma, invoices = document_urls(call.centra, shipment, call.origin)
    answer: Json = {
        "status": "ok",
        "order": number,
        "shipment": shipment.number,
        "deliveryNote": note,
        "proforma": proforma,
    }
    return answer | ({"invoice": invoices[0]} if invoices else {})


def get_shipments(call: Call) -> Json:
    """``GET /shipments``: the oldest first; those that are good to go and not sent unless ``status`` says otherwise."""
    asked = Asked.of_query(call)
    status = asked.text("status") or "goodtogo"
    if status not in ("inprogress", "goodtogo", "completed"):
        raise UnfitError("status")
    limit = asked.number("limit", lowest=0)
    is_bounded = status != "goodtogo" and not call.told("shipments-limit-unbounded")
    if is_bounded and limit is not None and not 1 <= limit <= 100:
        raise refuse("limit: has to be between 1 and 100")
    number = asked.number("order", lowest=0)
    since, until = asked.moment("newer_than"), asked.moment("older_than")
    found = [
        shipment
        for shipment in sorted(call.centra.shipments.values(), key=lambda each: (each.created_at, each.id))
        if (number is None or shipment.order_number == number or call.told("shipments-order-filter-ignored"))
        and (state_of(shipment) == status or call.told("shipments-status-ignored"))
        and is_between(shipment.created_at, since, until)
    ]
    if call.told("shipments-newest-first"):
        found.reverse()
    chosen = slice_of(call, asked, found, default=None)
    return {"status": "ok", "shipments": [_write(call, each) for each in chosen]}


def put_shipment(call: Call) -> Json:
    """``PUT /shipments/{shipmentId}``: products of an untouched shipment; good to go and serial numbers of any."""
    number = call.path["shipmentId"]
    asked = Asked(call.body)
    shipment = _find(call.centra, number)
    try:
        quantities, serials = read_changes(asked, shipment)
        is_ready = asked.flag("gtg")
    except UnfitError as problem:
        raise refuse(str(problem), shipment=number) from problem
    is_locked = shipment.shipped or shipment.captured or shipment.paid
    if call.told("locked-shipment-updated") and is_locked and quantities is not None:
        _overwrite(shipment, quantities)
        quantities = None
    if call.told("shipment-update-without-effect"):
        return {"status": "ok", "shipment": _write(call, shipment, brief=True)}
    try:
        update_shipment(call.centra, shipment.number, quantities=quantities, good_to_go=is_ready, serial_numbers=serials)
    except DomainError as problem:
        raise refuse(problem.text, shipment=number) from problem
    if call.told("shipment-update-answers-id"):
        return {"status": "ok", "order": shipment.order_number, "shipment": shipment.number}
    return {"status": "ok", "shipment": _write(call, shipment, brief=True)}


def remove_shipment(call: Call) -> Json:
    """``DELETE /shipments/{shipmentId}``: gone for good, unless it has invoices or credit notes."""
    number = call.path["shipmentId"]
    shipment = _find(call.centra, number)
    order_number = shipment.order_number
    if call.told("shipment-with-invoice-deleted"):
        for invoice in [each for each in call.centra.invoices.values() if each.shipment_id == shipment.id]:
            invoice.shipment_id = None
    if not call.told("shipment-deleted-without-effect"):
        try:
            delete_shipment(call.centra, shipment.number)
        except DomainError as problem:
            raise refuse(problem.text, shipment=number) from problem
    return {"status": "ok", "msg": "shipment removed", "order": order_number, "shipment": shipment.number}


def state_of(shipment: Shipment) -> str:
    """``inprogress``, ``goodtogo`` or ``completed``, the words of the filter."""
    if shipment.shipped and shipment.good_to_go and not should_capture(shipment):
        return "completed"
    return "goodtogo" if shipment.good_to_go and not shipment.shipped else "inprogress"


def _write(call: Call, shipment: Shipment, *, brief: bool = False) -> Json:
    return write_shipment(call.centra, shipment, call.origin, call.notes.item_texts, brief=brief)


def _find(centra: Centra, number: str) -> Shipment:
    try:
        return find_shipment(centra, number)
    except DomainError as problem:
        raise refuse(problem.text, shipment=number) from problem


def _line_numbers(pieces: dict[str, int]) -> dict[int, int]:
    """Pieces by line id; a key that is no number is a line that no order has."""
    return {int(key) if key.isascii() and key.isdigit() and len(key) < 13 else -1: each for key, each in pieces.items()}


def _warehouse(order: Order, pieces: dict[int, int]) -> int | None:
    held: Counter[int] = Counter()
    for line in order.lines:
        if line.id in pieces or line.bundle_line_id in pieces:
            held.update(line.allocations)
    return held.most_common(1)[0][0] if held else None


def _overwrite(shipment: Shipment, quantities: dict[int, int]) -> None:
    for each in shipment.lines:
        each.quantity = quantities.get(each.order_line_id, each.quantity)
