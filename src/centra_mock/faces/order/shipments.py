"""Shipments: creating, listing, changing and deleting them.

Source: 04.order-api/106.create-shipment, 107.get-shipments, 108.update-shipment, 111.delete-shipment.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from functools import partial

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import Order, Shipment
from centra_mock.domain.shipments import create_shipment, delete_shipment, find_shipment, update_shipment
from centra_mock.faces.order.asked import Asked, UnfitError
from centra_mock.faces.order.paging import is_between, slice_of
from centra_mock.faces.order.parcels_asked import read_parcel
from centra_mock.faces.order.payment_asked import authorize_anything, is_paid_outside
from centra_mock.faces.order.plugin import serves_market
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
    echo: object = number if call.told("shipment-errors-order-as-number") else asked.text("order")
    pieces = asked.quantities("products") or {}
    order = call.centra.orders.get(number)
    if order is None:
        raise refuse("order does not exist", order=echo)
    captures = bool(asked.flag("capture", True)) or call.told("shipment-captured-against-wish")
    captures = captures and not call.told("shipment-not-captured")
    if captures and is_external(call.centra, order) and not call.told("external-payment-captured"):
        raise refuse(EXTERNAL_PAYMENT, order=order.number)
    if call.told("captures-more-than-authorized"):
        authorize_anything(call.centra, order)
    is_ready = bool(asked.flag("gtg", False)) and not call.told("gtg-ignored-on-create")
    is_ready = is_ready or call.told("new-shipment-good-to-go")
    is_sent = bool(asked.flag("shipped", False)) and not call.told("shipped-ignored")
    parcel = read_parcel(asked) if is_sent else None
    paid = is_paid_outside(call.centra, order)
    lifted = call.told("unconfirmed-order-shipped") and order.status == 1
    if lifted:
        order.status = type(order.status).CONFIRMED
    wanted = _line_numbers(pieces)
    deducts = bool(asked.flag("deductPreviousCosts", False)) and not call.told("costs-captured-again")
    make = partial(
        create_shipment,
        call.centra,
        number,
        wanted,
        good_to_go=is_ready,
        paid=paid,
        parcel=parcel,
        deduct_previous_costs=deducts,
        warehouse_id=_warehouse(order, wanted),
    )
    try:
        shipment = make(capture=captures and not paid)
    except DomainError as problem:
        if problem.code == "capture-failed" and call.told("failed-capture-leaves-shipment"):
            make(capture=False)
        text = "can not capture order" if problem.code == "capture-failed" else problem.text
        raise refuse(text, order=echo) from problem
    if call.told("shipment-keeps-parcel-unsent") and parcel is None:
        shipment.tracking = asked.text("tracking")
    note, proforma, invoices = document_urls(call.centra, shipment, call.origin)
    if call.told("shipment-invoice-always"):
        invoices = invoices or [proforma.replace("proforma", "invoice")]
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
    is_bounded = (status != "goodtogo" or call.told("shipments-limit-bounded-everywhere")) and not call.told(
        "shipments-limit-unbounded"
    )
    if is_bounded and limit is not None and not 1 <= limit <= 100:
        raise refuse("limit: has to be between 1 and 100")
    number = asked.number("order", lowest=0)
    since, until = _period(call, asked)
    found = [
        shipment
        for shipment in sorted(call.centra.shipments.values(), key=lambda each: (each.created_at, each.id))
        if (number is None or shipment.order_number == number or call.told("shipments-order-filter-ignored"))
        and _is_listed(call, shipment, status)
        and is_between(shipment.created_at, since, until)
    ]
    if call.told("shipments-newest-first"):
        found.reverse()
    chosen = slice_of(call, asked, found, default=None)
    if call.told("shipments-are-a-queue"):
        call.notes.hidden_shipments.update(each.id for each in chosen)
    return {"status": "ok", "shipments": [_write(call, each) for each in chosen]}


def _period(call: Call, asked: Asked) -> tuple[datetime | None, datetime | None]:
    names = ("newer_than", "older_than")
    if call.told("shipments-dates-without-time"):
        for name in names:
            if ":" in asked.text(name):
                raise UnfitError(name)
    if call.told("shipments-dates-ignored"):
        return None, None
    since, until = (asked.moment(name) for name in names)
    return since, until


def _is_listed(call: Call, shipment: Shipment, status: str) -> bool:
    if shipment.id in call.notes.hidden_shipments or not serves_market(call.centra, _market_of(call.centra, shipment)):
        return False
    if call.told("shipments-status-ignored"):
        return True
    if status == "goodtogo" and call.told("shipments-completed-listed") and shipment.good_to_go:
        return True
    if status == "completed" and call.told("completed-unpaid") and shipment.shipped and shipment.good_to_go:
        return True
    if status == "completed" and call.told("completed-without-good-to-go") and shipment.shipped and not should_capture(shipment):
        return True
    return state_of(shipment) == status


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
    if is_locked and is_ready is not None and call.told("good-to-go-only-before-capture"):
        raise refuse("shipment is captured and can not be updated", shipment=number)
    if call.told("locked-shipment-updated") and quantities is not None and (is_locked or _has_returns(call.centra, shipment)):
        _overwrite(shipment, quantities)
        quantities = None
    if call.told("shipment-quantity-added") and quantities is not None:
        current = {each.order_line_id: each.quantity for each in shipment.lines}
        named = {line for line in quantities if str(line) in (call.body.get("products") or {})}  # type: ignore[operator]
        quantities = {line: each + (current.get(line, 0) if line in named else 0) for line, each in quantities.items()}
    if call.told("shipment-update-without-effect"):
        return {"status": "ok", "shipment": _write(call, shipment, brief=True)}
    try:
        update_shipment(call.centra, shipment.number, quantities=quantities, good_to_go=is_ready, serial_numbers=serials)
    except DomainError as problem:
        raise refuse(problem.text, shipment=number) from problem
    if call.told("shipment-id-changes"):
        shipment.number = f"{shipment.order_number}-{9 + int(shipment.number.rpartition('-')[2])}"
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
    if call.told("delete-removes-from-list-only"):
        call.notes.hidden_shipments.add(shipment.id)
    elif not call.told("shipment-deleted-without-effect"):
        try:
            delete_shipment(call.centra, shipment.number)
        except DomainError as problem:
            raise refuse(problem.text, shipment=number) from problem
    answer: Json = {"status": "ok", "msg": "shipment removed", "order": order_number, "shipment": shipment.number}
    if call.told("delete-says-nothing"):
        del answer["msg"]
    return answer


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


def _market_of(centra: Centra, shipment: Shipment) -> int:
    return centra.orders[shipment.order_number].market_id


def _has_returns(centra: Centra, shipment: Shipment) -> bool:
    return any(each.shipment_id == shipment.id for each in centra.returns.values())
