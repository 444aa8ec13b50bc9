"""Finishing shipments: sending them with their tracking, and capturing what they cost.

Source: 04.order-api/109.complete-shipment, 110.capture-shipment.
"""

from __future__ import annotations

from centra_mock.domain.centra import DomainError
from centra_mock.domain.model import Shipment
from centra_mock.domain.orders import shipments_of
from centra_mock.domain.shipments import capture_shipment, complete_shipment, find_shipment, note_parcel, update_shipment
from centra_mock.domain.stock import stock_in
from centra_mock.faces.order.asked import Asked
from centra_mock.faces.order.parcels_asked import read_parcel
from centra_mock.faces.order.payment_asked import authorize_anything
from centra_mock.faces.order.refusals import EXTERNAL_PAYMENT, is_external
from centra_mock.faces.order.shipments_written import should_capture
from centra_mock.faces.order.wire import Call, Json, refuse

__all__ = ["capture", "complete"]


def complete(call: Call) -> Json:
    """``PUT /shipment``: stores carrier and tracking; captures before unless told not to; sends it where ``shipped`` says so.

    ``gtg`` and ``shipped`` are required for completion: what is not sent keeps the shipment from being completed.
    """
    asked = Asked(call.body)
    asked.require("order", "shipment")
    shipment = _find(call, asked)
    echo: Json = {"order": shipment.order_number, "shipment": shipment.number}
    wishes = bool(asked.flag("capture", not call.told("complete-not-captured"))) or call.told("complete-captures-against-wish")
    captures = wishes and should_capture(shipment)
    if captures:
        _refuse_external(call, shipment)
    if call.told("complete-without-effect"):
        return {"status": "ok", **echo}
    before = _shelves(call, shipment)
    is_sent = bool(asked.flag("shipped", call.told("completed-unsent")))
    is_ready = asked.flag("gtg", True if call.told("completed-unsent") else None)
    try:
        if is_sent:
            _capture_first(call, shipment, captures)
            complete_shipment(
                call.centra,
                shipment.number,
                read_parcel(asked),
                capture=False,
                good_to_go=bool(is_ready),
            )
        else:
            _capture_first(call, shipment, captures)
            note_parcel(call.centra, shipment.number, read_parcel(asked))
            update_shipment(call.centra, shipment.number, good_to_go=is_ready)
    except DomainError as problem:
        if problem.code == "capture-failed" and call.told("failed-capture-answers-ok"):
            return {"status": "ok", **echo}
        raise refuse(problem.text, **echo) from problem
    if call.told("complete-keeps-physical-stock"):
        for (warehouse_id, size_id), physical in before.items():
            stock_in(call.centra, warehouse_id, size_id).physical = physical
    if call.told("complete-loses-tracking"):
        shipment.tracking = shipment.tracking_url = shipment.carrier = ""
    comment = asked.text("internalComment")
    if comment:
        earlier = shipment.internal_comment or call.centra.orders[shipment.order_number].internal_comment
        earlier = "" if call.told("complete-replaces-comment") else earlier
        shipment.internal_comment = f"{earlier}\n{comment}".strip()
    return {"status": "ok", **echo}


def capture(call: Call) -> Json:
    """``PUT /capture``: takes the money of a shipment from the payment provider."""
    asked = Asked(call.body)
    asked.require("shipment")
    shipment = _find(call, asked)
    echo: Json = {"order": shipment.order_number, "shipment": shipment.number}
    _refuse_external(call, shipment)
    if call.told("capture-without-effect") or not should_capture(shipment):
        return {"status": "ok", **echo}
    try:
        _capture_first(call, shipment, True)
    except DomainError as problem:
        if problem.code == "capture-failed" and call.told("failed-capture-answers-ok"):
            return {"status": "ok", **echo}
        raise refuse(problem.text, **echo) from problem
    if call.told("capture-of-whole-order"):
        for other in shipments_of(call.centra, shipment.order_number):
            other.captured = True
    return {"status": "ok", **echo}


def _capture_first(call: Call, shipment: Shipment, captures: bool) -> None:
    if captures:
        if call.told("captures-more-than-authorized"):
            authorize_anything(call.centra, call.centra.orders[shipment.order_number])
        capture_shipment(call.centra, shipment.number)


def _find(call: Call, asked: Asked) -> Shipment:
    number = asked.text("shipment")
    wanted = asked.number("order", lowest=0)
    try:
        shipment = find_shipment(call.centra, number)
    except DomainError as problem:
        raise refuse(problem.text, shipment=number) from problem
    if wanted is not None and wanted != shipment.order_number and not call.told("complete-ignores-order"):
        raise refuse("shipment does not belong to the order", order=wanted, shipment=number)
    return shipment


def _refuse_external(call: Call, shipment: Shipment) -> None:
    order = call.centra.orders[shipment.order_number]
    if is_external(call.centra, order) and not call.told("external-payment-captured"):
        raise refuse(EXTERNAL_PAYMENT, order=order.number)


def _shelves(call: Call, shipment: Shipment) -> dict[tuple[int, int], int]:
    lines = {line.id: line for line in call.centra.orders[shipment.order_number].lines}
    wanted = {lines[each.order_line_id].product_size_id for each in shipment.lines}
    return {key: row.physical for key, row in call.centra.stocks.items() if key[1] in wanted}
