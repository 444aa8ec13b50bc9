"""Accepting or rejecting an order for a check-first warehouse. Source: 04.order-api/112.update-check-first."""

from __future__ import annotations

from collections.abc import Callable

from centra_mock.domain.centra import DomainError
from centra_mock.domain.check_first import decide_check_first
from centra_mock.faces.order.asked import Asked, UnfitError
from centra_mock.faces.order.wire import Call, Json, refuse

__all__ = ["update_check_first"]


def update_check_first(call: Call) -> Json:
    """``POST /check-first``: final once it is decided; problems of fields come as an object, others as text."""
    body = call.body
    if call.told("check-first-order-accepted") and "order" in body:
        body = {**body, "orderNumber": body["order"]}
    asked = Asked(body)
    problems: Json = {}
    number = _read(problems, "orderNumber", asked, lambda: asked.number("orderNumber", lowest=1))
    warehouse_id = _read(problems, "warehouseId", asked, lambda: asked.number("warehouseId", lowest=1))
    accepted = _read(problems, "accepted", asked, lambda: asked.flag("accepted"))
    if problems and call.told("check-first-msg-is-text"):
        raise refuse("; ".join(f"{name}: {text}" for name, text in problems.items()))
    if problems:
        raise refuse(problems)
    centra = call.centra
    order_number, chosen = int(number or 0), int(warehouse_id or 0)
    if order_number not in centra.orders:
        raise refuse("order does not exist")
    if call.told("check-first-can-be-changed"):
        for entry in centra.check_firsts:
            if entry.order_number == order_number:
                entry.state = "created"
    if call.told("check-first-anyone-accepts"):
        known = {each.warehouse_id for each in centra.check_firsts if each.order_number == order_number}
        if known and chosen not in known:
            return {"status": "ok"}
    if call.told("check-first-all-accept") and accepted:
        for entry in centra.check_firsts:
            if entry.order_number == order_number and entry.warehouse_id == chosen and entry.state == "rejected":
                return {"status": "ok"}
    accepted = bool(accepted) is not call.told("check-first-rejects-instead")
    kept = [(line, dict(line.allocations)) for line in centra.orders[order_number].lines]
    try:
        decide_check_first(centra, order_number, chosen, accepted)
        if call.told("check-first-keeps-warehouse"):
            for line, allocations in kept:
                line.allocations = allocations
    except DomainError as problem:
        raise refuse({problem.field: problem.text} if problem.field else problem.text) from problem
    return {"status": "ok"}


def _read(problems: Json, name: str, asked: Asked, read: Callable[[], int | bool | None]) -> int | bool | None:
    try:
        asked.require(name)
        return read()
    except UnfitError as problem:
        problems[name] = problem.reason
        return None
