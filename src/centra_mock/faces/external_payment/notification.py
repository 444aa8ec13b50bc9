"""A notification of an external payment: is it signed, what does it tell, how is it answered.

Accepted, it is answered with 200; else with 400, since the page says only that it is another than 200.
Source: 06.plugins/12.external-payment-plugin, push notification.
"""

from __future__ import annotations

import secrets
import time
from decimal import Decimal, InvalidOperation
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from centra_mock.domain.centra import DomainError
from centra_mock.domain.external_payment import (
    SIGNATURE_LIFE_S,
    Manner,
    judge_result,
    notify_authorization,
    notify_capture,
    sign_result,
)
from centra_mock.domain.model import Selection
from centra_mock.face import BadJsonError, read_json

if TYPE_CHECKING:
    from centra_mock.world import World

__all__ = ["make_routes"]

_TYPES: tuple[tuple[str, type], ...] = (
    ("selection", str),
    ("signature", str),
    ("currency", str),
    ("amount", str),
    ("timestamp", int),
    ("transactionReference", str),
    ("success", bool),
    ("intent", str),
    ("transaction", dict),
)
_INTENTS = ("auth", "capture")

Told = dict[str, Any]  # Any: JSON


def make_routes(world: World, prefix: str) -> list[BaseRoute]:
    """The route of the notification URL."""

    async def notified(request: Request) -> Response:
        is_right = secrets.compare_digest(request.path_params["key"].encode(), world.secrets.external_payment_key.encode())
        if not is_right and not _told(world, "key-not-checked"):
            return _answer(world, "Invalid notification key", 401)
        try:
            told = await read_json(request)
        except BadJsonError as problem:
            return _answer(world, str(problem))
        problem_text = _take(world, told) if isinstance(told, dict) else "Expected an object"
        return _answer(world, problem_text)

    return [Route(f"{prefix}/{{key}}", notified, methods=["POST"])]


def _take(world: World, told: Told) -> str:
    """Write down what is told; why not, or an empty text."""
    if _told(world, "refuses-everything"):
        return "Not allowed"
    if not _told(world, "lacks-fields"):
        for name, kind in _TYPES:
            if name not in told:
                return f"Missing field: {name}"
            if not isinstance(told[name], kind) or (kind is int and isinstance(told[name], bool)):
                return f"Invalid {name}"
    centra = world.centra
    intent, selection = str(told.get("intent", "auth")), centra.selections.get(str(told.get("selection", "")))
    if intent not in _INTENTS and not _told(world, "unknown-intent-accepted"):
        return f"Invalid intent: {intent}"
    method = centra.payment_methods.get(selection.payment_method) if selection is not None else None
    if selection is None or method is None or not method.external:
        return f"Selection not found: {told.get('selection')}"
    problem = _judge(world, selection, told)
    if problem:
        return problem
    try:
        _write_down(world, selection, told, is_capture=intent == "capture")
    except DomainError as refusal:
        return refusal.text
    return ""


def _judge(world: World, selection: Selection, told: Told) -> str:
    manner = Manner(
        world.secrets.external_payment,
        with_intent=not _told(world, "signed-without-intent"),
        as_hex=not _told(world, "raw-digest-wanted"),
        life_s=float("inf") if _told(world, "old-timestamp-accepted") else SIGNATURE_LIFE_S,
    )
    if _told(world, "signature-not-verified"):
        told = {**told, "signature": sign_result(manner, {**told, "selection": selection.id})}
    problem = judge_result(world.centra, selection, told, manner, time.time())
    return "" if problem.startswith("Mismatched") and _told(world, "mismatch-accepted") else problem


def _write_down(world: World, selection: Selection, told: Told, *, is_capture: bool) -> None:
    centra, success = world.centra, told.get("success") is True
    reference = str(told.get("transactionReference", ""))
    order = centra.orders.get(selection.order_number or 0)
    repeated = "CAPTURE" if is_capture else "AUTH"
    known = [each.entry_type for each in order.payments if each.status == "SUCCESS"] if order is not None else []
    if success and repeated in known and _told(world, "captures-twice" if is_capture else "authorizes-twice"):
        return
    if is_capture:
        if not _told(world, "captures-without-effect"):
            notify_capture(centra, selection, reference, _amount(told), success=success)
    elif not _told(world, "without-effect"):
        makes_order = success or (order is None and _told(world, "failure-makes-order"))
        notify_authorization(centra, selection, reference, success=makes_order)


def _amount(told: Told) -> Decimal:
    try:
        return Decimal(str(told.get("amount")))
    except InvalidOperation:  # a lie has let it pass
        return Decimal(0)


def _answer(world: World, problem: str, status: int = 400) -> Response:
    if _told(world, "answers-nothing"):
        return JSONResponse({})
    is_accepted = not problem
    body: Told = {"success": is_accepted, "message": problem.encode("utf-8", "replace").decode() or "OK"}
    if is_accepted and _told(world, "message-not-ok"):
        body["message"] = "accepted"
    if not is_accepted and _told(world, "without-reason"):
        body["message"] = "failed"
    if not is_accepted and _told(world, "refusal-says-success"):
        body["success"] = True
    if _told(world, "success-is-text"):
        body["success"] = str(body["success"]).lower()
    for name in ("success", "message"):
        if _told(world, f"{name}-missing"):
            del body[name]
    if is_accepted:
        return JSONResponse(body, 201 if _told(world, "has-status-201") else 200)
    return JSONResponse(body, 200 if _told(world, "refusal-has-status-200") else status)


def _told(world: World, name: str) -> bool:
    return world.lies.told(f"checkout-notification-{name}")
