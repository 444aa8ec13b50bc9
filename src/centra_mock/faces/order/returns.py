"""Returns: taking goods of a shipment back, refunding them, listing and completing returns.

Source: 04.order-api/201.create-return, 202.get-returns, 203.update-return.
"""

from __future__ import annotations

from decimal import Decimal

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import Return, Shipment
from centra_mock.domain.returns import set_return_completed
from centra_mock.domain.shipments import find_shipment
from centra_mock.faces.order.asked import Asked, UnfitError, whole
from centra_mock.faces.order.paging import page_of
from centra_mock.faces.order.plugin import serves_market
from centra_mock.faces.order.refusals import EXTERNAL_PAYMENT, is_external
from centra_mock.faces.order.returns_untrue import (
    count_otherwise,
    is_between_otherwise,
    make_otherwise,
    moment_otherwise,
    page_otherwise,
    pay_otherwise,
    require_otherwise,
    write_otherwise,
)
from centra_mock.faces.order.wire import Call, Json, refuse

__all__ = ["get_returns", "make_return", "update_return"]

_NOT_CREATED = "return could not be created."
ZERO = Decimal(0)


def make_return(call: Call) -> Json:
    """``POST /return``: what cannot be returned is left out; a refund that succeeds completes the return at once."""
    asked = Asked(call.body)
    asked.require("shipment")
    try:
        shipment = find_shipment(call.centra, asked.text("shipment"))
    except DomainError as problem:
        raise refuse("no such shipment" if call.told("return-ignores-shipment-error") else _NOT_CREATED) from problem
    require_otherwise(call, asked)
    refund = asked.under("refund")
    refunds = call.told("refund-unasked") or (bool(refund.flag("refundPayment", False)) if refund else False)
    created_at = asked.moment("createdAt")
    pieces = {int(key): each for key, each in (asked.quantities("products") or {}).items() if _is_id(key)}
    pieces = count_otherwise(call, shipment, pieces)
    costs = {name: _cost(call, asked, name, shipment) for name in ("handlingCost", "shippingCost", "voucherValue")}
    if refunds:
        _refuse_external(call, shipment)
    try:
        made = make_otherwise(call, shipment)(
            call.centra,
            shipment,
            pieces,
            shipping_cost=costs["shippingCost"],
            handling_cost=costs["handlingCost"],
            voucher_value=costs["voucherValue"],
            return_cost=asked.money("returnCost") or ZERO,
            return_to_stock=bool(asked.flag("returnStock", True)) and not call.told("return-keeps-stock"),
            warehouse_id=_warehouse(call.centra, shipment),
            comment=asked.text("comment"),
        )
    except DomainError as problem:
        raise refuse(_NOT_CREATED) from problem
    made.created_at = created_at or made.created_at
    answer: Json = {"status": "ok", "order": made.order_number, "return": made.id}
    outcome = _refund(call, made) if refunds else None
    if call.told("return-completed-at-once"):
        set_return_completed(call.centra, made.id, True)
    named = list(pieces) if call.told("return-claims-every-item") else [each.order_line_id for each in made.lines]
    answer |= {"returnCompleted": made.completed, "returnedItems": [str(each) for each in named]}
    return answer | ({} if outcome is None else {"refund": outcome})


def get_returns(call: Call) -> Json:
    """``GET /returns``: the newest first; like their shipments only of markets that the plugin serves."""
    asked = Asked.of_query(call)
    wanted = {
        "id": asked.number("return", lowest=0),
        "order_number": asked.number("order", lowest=0),
    }
    shipment, selection = asked.text("shipment"), asked.text("selection")
    customer_id = asked.number("customer_id", lowest=0)
    since, until = moment_otherwise(call, asked, "newer_than"), moment_otherwise(call, asked, "older_than")
    centra = call.centra
    served = [each for each in centra.returns.values() if serves_market(centra, centra.orders[each.order_number].market_id)]
    found = [
        each
        for each in sorted(served, key=lambda made: (made.created_at, made.id), reverse=True)
        if call.told("returns-filter-ignored")
        or all(value is None or getattr(each, name) == value for name, value in wanted.items())
        and (not shipment or centra.shipments[each.shipment_id].number == shipment)
        and (not selection or centra.orders[each.order_number].id == selection)
        and (customer_id is None or centra.orders[each.order_number].customer_id == customer_id)
        and is_between_otherwise(call, each.created_at, since, until)
    ]
    if call.told("returns-oldest-first"):
        found.reverse()
    shown = page_of(call, page_otherwise(call, asked), found)
    return {"status": "ok", "returns": [write_otherwise(call, each) for each in shown]}


def update_return(call: Call) -> Json:
    """``PUT /returns/{returnId}``: completes or reopens a return, refunds it where that is asked for."""
    asked = Asked(call.body)
    number = whole(call.path["returnId"])
    made = call.centra.returns.get(-1 if number is None else number)
    if made is None:
        ids: Json = {"return": number} if call.told("return-refusal-has-id") else {}
        raise refuse(f"Return with id={call.path['returnId']} does not exist", **ids)
    if call.told("return-of-other-changed"):
        made = call.centra.returns[max(call.centra.returns)]
    completed = asked.flag("completed")
    refund = asked.under("refund") if call.told("refund-nested-only") else asked
    refunds = bool(refund and refund.flag("refundPayment", False))
    refunds = refunds or (completed is True and call.told("completion-refunds"))
    if call.told("return-update-without-effect"):
        return {"status": "ok", "return": write_otherwise(call, made)}
    if refunds:
        _refuse_external(call, call.centra.shipments[made.shipment_id])
        outcome = _refund(call, made)
        if outcome["status"] != "ok":
            raise refuse(outcome["msg"])
    if completed is False and call.told("return-not-reopened"):
        completed = None
    if completed is not None and not refunds:
        set_return_completed(call.centra, made.id, completed)
    return {"status": "ok", "return": write_otherwise(call, made)}


def _refund(call: Call, made: Return) -> Json:
    try:
        pay_otherwise(call, made)
    except DomainError as problem:
        return {"status": "no", "msg": problem.text}
    if call.told("refund-leaves-return-pending"):
        made.completed = False
    return {"status": "ok"}


def _cost(call: Call, asked: Asked, name: str, shipment: Shipment) -> Decimal:
    given, from_shipment = asked.money(name), bool(asked.flag(f"{name}FromShipment", False))
    if name == "voucherValue" and call.told("return-voucher-counts-on-top") and given is not None:
        given = -given
    if given is None and call.told("return-takes-costs-unasked"):
        from_shipment = True
    if given is not None and from_shipment and not call.told("return-costs-given-twice"):
        raise UnfitError(f"{name}FromShipment", f"can not be used together with {name}")
    if from_shipment:
        known = {
            "handlingCost": shipment.handling_value,
            "shippingCost": shipment.shipping_value,
            "voucherValue": shipment.voucher_value,
        }
        return known[name]
    return given or ZERO


def _warehouse(centra: Centra, shipment: Shipment) -> int:
    return shipment.warehouse_id or next(iter(centra.warehouses))


def _refuse_external(call: Call, shipment: Shipment) -> None:
    order = call.centra.orders[shipment.order_number]
    if is_external(call.centra, order) and not call.told("external-payment-captured"):
        raise refuse(EXTERNAL_PAYMENT, order=order.number)


def _is_id(key: str) -> bool:
    return key.isascii() and key.isdigit() and len(key) < 13
