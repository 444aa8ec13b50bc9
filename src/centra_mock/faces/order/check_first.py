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
    asked = Asked(call.body)
    problems: Json = {}
    number = _read(problems, "orderNumber", asked, lambda: asked.number("orderNumber", lowest=1))
    warehouse_id = _read(problems, "warehouseId", asked, lambda: asked.number("warehouseId", lowest=1))
    accepted = _read(problems, "accepted", asked, lambda: asked.flag("accepted"))
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
    try:
        decide_check_first(centra, order_number, chosen, bool(accepted))
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
