"""The gate of the Order API: who may enter, which operation is meant, how its outcome is answered.

Source: 05.api-references/04.order-api/chapter.md (authentication), 01.api-intro (correlation id), the response sections
of the 31 pages. What no page says is answered the ordinary way: 401 without the secret, 404 for an unknown path, 405
for another method.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from centra_mock.domain.centra import DomainError
from centra_mock.faces.order.asked import Asked, UnfitError
from centra_mock.faces.order.codes import Code
from centra_mock.faces.order.distortions import distort
from centra_mock.faces.order.notebook import Notebook
from centra_mock.faces.order.omissions import overlook
from centra_mock.faces.order.operations import OPERATIONS, Operation
from centra_mock.faces.order.wire import Call, Json, Refusal, UnreadableError, read_body, refuse, write_json, write_xml
from centra_mock.world import World

__all__ = ["make_routes"]

_METHODS = ["GET", "POST", "PUT", "DELETE", "PATCH", "HEAD", "OPTIONS"]


def make_routes(world: World, prefix: str) -> list[BaseRoute]:
    """One route under ``prefix`` that knows every operation."""
    gate = _Gate(world)
    return [Route(f"{prefix}/{{rest:path}}", gate.enter, methods=_METHODS)]


class _Gate:
    """Answers the calls of one world."""

    def __init__(self, world: World) -> None:
        self._world = world
        self._notes = Notebook()
        self._notes.follow(world.centra)

    async def enter(self, request: Request) -> Response:
        """Answer one request."""
        self._notes.follow(self._world.centra)
        try:
            self._authorize(request)
            operation, path = self._find(request)
            body = await read_body(request)
        except UnreadableError as problem:
            return self._write(request, {"status": "no", "msg": problem.text}, None, problem.status)
        except _Unknown:
            return self._write(request, {"status": "ok"}, None, 200)
        call = self._call(request, operation, path, body)
        answer = distort(operation.name, self._answer(operation, call), self._told)
        wants_xml = operation.has_xml and _wants_xml(call) and not self._told("xml-ignored")
        refused = answer.get("status") == "no" and self._told("refusals-with-status-400")
        return self._write(request, answer, "xml" if wants_xml else None, 400 if refused else 200)

    def _call(self, request: Request, operation: Operation, path: dict[str, str], body: Json) -> Call:
        """The call as the operation sees it."""
        query = {name: str(value) for name, value in overlook(operation.name, request.query_params, self._told).items()}
        told: Callable[[str], bool] = self._told
        if operation.name == "create-orders":  # every part is an order like that of create-order
            body = {name: overlook("create-order", part, told) if isinstance(part, dict) else part for name, part in body.items()}
        return Call(self._world.centra, path, query, overlook(operation.name, body, told), _origin(request), told, self._notes)

    def _answer(self, operation: Operation, call: Call) -> Json:
        if operation.reads and self._told("answers-nothing"):
            return dict(operation.empty)
        try:
            if not operation.reads and self._told("refuses-everything"):
                raise refuse("not allowed")
            answer = operation.answer(call)
            if operation.reads and self._told("lists-have-totals"):
                answer["total"] = 7
            return answer
        except Refusal as refusal:
            answer = refusal.answer
        except UnfitError as problem:
            answer = refuse(str(problem)).answer
        except DomainError as problem:
            answer = refuse(problem.text).answer
        if operation.has_code and "code" not in answer:
            answer = {"status": "no", "code": int(Code.GENERAL), "msg": answer["msg"]}
        answer = self._refused_otherwise(answer)
        if operation.refuses and self._told(f"{operation.name}-refused-vaguely"):
            answer = {**answer, "msg": "something went wrong"}
        return {"status": "ok"} if self._told("refusals-say-ok") else answer

    def _refused_otherwise(self, answer: Json) -> Json:
        """A refusal as lies about refusals in general have it."""
        msg = answer.get("msg")
        if isinstance(msg, dict) and self._told("msg-always-text"):
            answer = {**answer, "msg": "; ".join(f"{name}: {text}" for name, text in msg.items())}
        if self._told("codes-everywhere"):
            answer = {"code": int(Code.GENERAL), **answer}
        if self._told("refusals-forget-ids"):
            answer = {name: value for name, value in answer.items() if name not in ("order", "shipment", "voucher")}
        return answer

    def _authorize(self, request: Request) -> None:
        sent = request.headers.get("api-authorization")
        if sent is None and not self._told("needs-no-secret"):
            raise UnreadableError(401, "API-Authorization is missing")
        is_right = sent is None or secrets.compare_digest(sent.encode(), self._world.secrets.order.encode())
        if not is_right and not self._told("wrong-secret-accepted"):
            raise UnreadableError(401, "API-Authorization is wrong")

    def _find(self, request: Request) -> tuple[Operation, dict[str, str]]:
        rest = request.path_params["rest"]
        if rest.endswith("/") and self._told("slash-at-the-end-unknown"):
            raise UnreadableError(404, "unknown operation")
        segments = tuple(each for each in rest.split("/") if each)
        there = [each for each in OPERATIONS if not each.lie or self._told(each.lie)]
        there = [each for each in there if not self._told(f"{each.name}-is-gone")]
        known = [(each, path) for each in there if (path := each.match(segments)) is not None]
        for operation, path in known:
            if operation.method == request.method:
                return operation, path
        if self._told("unknown-operations-answer"):
            raise _Unknown
        raise UnreadableError(405, "method not allowed") if known else UnreadableError(404, "unknown operation")

    def _write(self, request: Request, answer: Json, form: str | None, status: int) -> Response:
        headers: dict[str, str] = {}
        correlation_id = request.headers.get("x-correlation-id")
        if correlation_id and not self._told("correlation-id-lost"):
            headers["X-Correlation-ID"] = correlation_id
        if form == "xml":
            return Response(write_xml(answer), status, headers, media_type="text/xml")
        media_type = "text/html" if self._told("content-type-html") else "application/json"
        return Response(write_json(answer), status, headers, media_type=media_type)

    def _told(self, name: str) -> bool:
        return self._world.lies.told(f"order-{name}")


class _Unknown(Exception):
    """An operation that does not exist was asked for, and the mock is to lie about it."""


def _wants_xml(call: Call) -> bool:
    sent: tuple[Mapping[str, object], ...] = (call.query, call.body)
    try:
        return any(Asked(values).flag("xml", False) for values in sent)
    except UnfitError:
        return False


def _origin(request: Request) -> str:
    return f"{request.url.scheme}://{request.url.netloc}"
