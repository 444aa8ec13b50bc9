"""The gate of the Subscription API: who may enter, which operation is meant, how its outcome is answered.

Forms come in, JSON goes out; every handled request is answered with HTTP 200.
Source: 05.api-references/subscription-api, 05.api-references/01.api-intro (authentication).
"""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from centra_mock.face import BODY_LIMIT_BYTES
from centra_mock.faces.order.wire import write_json
from centra_mock.faces.subscription import operations
from centra_mock.faces.subscription.create import create
from centra_mock.faces.subscription.distortions import distort
from centra_mock.faces.subscription.forms import Form, read_form
from centra_mock.faces.subscription.operations import Call, Failure
from centra_mock.faces.subscription.untruths import falsify
from centra_mock.faces.subscription.written import Json
from centra_mock.world import World

__all__ = ["make_routes"]

_METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"]


@dataclass(frozen=True, slots=True)
class _Operation:
    """One documented operation; ``empty`` is what a read answers when it has nothing to tell."""

    method: str
    path: str
    has_id: bool
    answer: Callable[[Call], Json]
    empty: str = ""  # the key of the list that a read answers


_OPERATIONS = (
    _Operation("POST", "subscription/order", False, create),
    _Operation("GET", "subscription/packages", False, operations.get_packages, "packages"),
    _Operation("GET", "subscription/subscriptions", True, operations.get_subscription, "subscriptions"),
    _Operation("GET", "subscription/subscriptions", False, operations.list_subscriptions, "subscriptions"),
    _Operation("POST", "subscription/payment", False, operations.register_payment),
    _Operation("PUT", "subscription/subscription", True, operations.update),
)
_DELETE = _Operation("DELETE", "subscription/subscription", True, operations.delete)  # only where a lie makes it work


class _Stop(Exception):
    """The request does not reach an operation; ``status`` is the HTTP status of the answer."""

    def __init__(self, status: int, answer: Json) -> None:
        super().__init__(status)
        self.status = status
        self.answer = answer


def make_routes(world: World, prefix: str) -> list[BaseRoute]:
    """One route under ``prefix`` that knows every operation."""

    async def enter(request: Request) -> Response:
        gate = _Gate(world, request)
        try:
            gate.authorize()
            operation, path_id = gate.find()
            call = Call(world.centra, path_id, _query(request), await gate.read_body(), gate.told)
        except _Stop as stop:
            return gate.write(stop.answer, stop.status)
        return gate.write(*gate.answer(operation, call))

    return [Route(f"{prefix}/{{rest:path}}", enter, methods=_METHODS)]


class _Gate:
    """One request on its way in and out."""

    def __init__(self, world: World, request: Request) -> None:
        self._world = world
        self._request = request

    def told(self, name: str) -> bool:
        """Whether a lie of this API is told."""
        return self._world.lies.told(f"subscription-{name}")

    def authorize(self) -> None:
        """Let nobody in without the secret."""
        sent = self._request.headers.get("api-authorization")
        opened = "reads-need-no-secret" if self._request.method == "GET" else "writes-need-no-secret"
        if sent is None and not self.told("needs-no-secret") and not self.told(opened):
            raise _stop(401, "API-Authorization is missing")
        is_right = sent is None or secrets.compare_digest(sent.encode(), self._world.secrets.subscription.encode())
        if not is_right and not self.told("wrong-secret-accepted"):
            raise _stop(401, "API-Authorization is wrong")

    def find(self) -> tuple[_Operation, str]:
        """The operation that is meant, and the id in its path."""
        segments = _in_full(self._request.method, [each for each in self._request.path_params["rest"].split("/") if each])
        known = [each for each in _OPERATIONS if _is_path(each, segments)]
        for operation in known:
            if operation.method == self._request.method:
                if self.told("gone"):
                    raise _stop(410, "gone")
                return operation, segments[2] if operation.has_id else ""
        if self.told("can-be-deleted") and self._deletes(segments):
            return _DELETE, segments[2]
        if self.told("unknown-operations-answer"):
            raise _Stop(200, {"status": "ok"})
        raise _stop(405, "method not allowed") if known else _stop(404, "unknown operation")

    async def read_body(self) -> Form:
        """The form in the body."""
        raw = bytearray()
        async for chunk in self._request.stream():
            raw += chunk
            if len(raw) > BODY_LIMIT_BYTES:
                raise _stop(413, "the body is too large")
        if self.told("forms-not-read"):
            return Form(())
        try:
            return read_form(raw.decode("utf-8", "replace"))
        except ValueError as problem:
            raise _stop(400, "the body is not a form") from problem

    def answer(self, operation: _Operation, call: Call) -> tuple[Json, int]:
        """What the operation answers, and with which HTTP status."""
        is_empty = bool(operation.empty) and self.told("answers-nothing")
        status = 200
        try:
            if not operation.empty and self.told("refuses-everything"):
                raise Failure("not allowed")
            answer = self._empty(operation) if is_empty else operation.answer(call)
        except Failure as failure:
            answer = {"status": "ok"} if self.told("failures-say-ok") else failure.answer
            status = 400 if self.told("failures-with-status-400") else 200
        return falsify(distort(answer, self.told), self.told), status

    def write(self, answer: Json, status: int) -> Response:
        """The HTTP response."""
        headers: dict[str, str] = {}
        correlation_id = self._request.headers.get("x-correlation-id")
        if correlation_id and not self.told("correlation-id-lost"):
            headers["X-Correlation-ID"] = correlation_id
        media_type = "text/html" if self.told("content-type-html") else "application/json"
        return Response(write_json(answer), status, headers, media_type=media_type)

    def _deletes(self, segments: list[str]) -> bool:
        is_meant = self._request.method == _DELETE.method and _is_path(_DELETE, segments)
        return is_meant and segments[2] in map(str, self._world.centra.package_subscriptions)

    def _empty(self, operation: _Operation) -> Json:
        empty: Json = {operation.empty: []}
        return empty if operation.empty == "packages" else {"status": "ok", **empty}


def _in_full(method: str, segments: list[str]) -> list[str]:
    """The path of a read as the headings have it: the examples of the pages leave ``subscriptions`` out."""
    is_short = method == "GET" and segments[:1] == ["subscription"] and len(segments) < 3
    if is_short and all(each.isascii() and each.isdigit() for each in segments[1:]):
        return ["subscription", "subscriptions", *segments[1:]]
    return segments


def _is_path(operation: _Operation, segments: list[str]) -> bool:
    return "/".join(segments[:2]) == operation.path and len(segments) == (3 if operation.has_id else 2)


def _query(request: Request) -> Form:
    try:
        return read_form(request.url.query)
    except ValueError as problem:
        raise _stop(400, "the query has too many fields") from problem


def _stop(status: int, text: str) -> _Stop:
    return _Stop(status, {"status": text, "error": True})
