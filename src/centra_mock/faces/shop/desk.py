"""The desk of the Shop API: server mode only, the shared secret on every request, no session and no token.

Source: 05.api-references/03.shop-api, 01.api-intro; deprecated in favour of the Checkout API.
"""

from __future__ import annotations

import hmac
from dataclasses import replace

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.selections import drop_unavailable
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.operations import Operation, find_operation, perform
from centra_mock.faces.checkout.wire import Answer, Ask, Json, Refusal, read_ask, retyped, write_answer
from centra_mock.faces.shop.untruths import UNTRUTHS
from centra_mock.world import World

__all__ = ["PREFIX", "Desk", "visit_selection"]

PREFIX = "/api/shop"
_CORS = {"Access-Control-Allow-Origin": "*", "Access-Control-Allow-Headers": "API-Authorization, Content-Type"}


class Desk:
    """The ASGI application of the face: serves ``operations`` below the prefix."""

    def __init__(self, world: World, operations: tuple[Operation, ...]) -> None:
        self._world = world
        self._operations = operations

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        ask: Ask | None = None
        try:
            ask = await read_ask(request, PREFIX)
            answer = self._serve(ask)
        except Refusal as refusal:
            answer = self._refused(refusal)
        answer = replace(answer, body=retyped(answer.body, self._told))
        await write_answer(answer, ask)(scope, receive, send)

    def _told(self, lie: str) -> bool:
        return self._world.lies.told(f"shop-{lie}")

    def _serve(self, ask: Ask) -> Answer:
        if self._told("serves-browsers") and ask.method == "OPTIONS":
            return Answer(None, 204, _CORS)
        self._require_secret(ask)
        visit = Visit(self._world, ask, _no_session(), is_server=True, is_saved=False, api="shop")
        try:
            operation, parameters = find_operation(self._operations, ask.method, ask.segments)
        except Refusal:
            lie = self._lie_about_unknown(visit)
            if lie is None:
                raise
            return lie
        if operation.reads and self._told("answers-nothing"):
            return Answer([] if operation.path == "/product-ids" else {})
        if not operation.reads and self._told("refuses-everything"):
            raise Refusal(403, {"accessRight": "denied"})
        try:
            answer = perform(operation, visit, parameters, UNTRUTHS)
        except DomainError as problem:
            raise Refusal(400, {problem.field or "request": problem.text}) from problem
        if self._told("gives-tokens") and isinstance(answer.body, dict):
            answer = replace(answer, body={"token": self._world.centra.hex_id(), **answer.body})
        if self._told("serves-browsers"):
            answer = replace(answer, headers={**answer.headers, **_CORS})
        return answer

    def _require_secret(self, ask: Ask) -> None:
        given = ask.headers.get("api-authorization", "")
        scheme, _, rest = ask.headers.get("authorization", "").partition(" ")
        given = given or (rest.strip() if scheme.lower() == "bearer" else "")
        if not given:
            if not self._told("needs-no-secret"):
                raise Refusal(401, {"authorization": "missing"})
            return
        right = hmac.compare_digest(given.encode(), self._world.secrets.shop.encode())
        if not (right or self._told("wrong-secret-accepted")):
            raise Refusal(401, {"authorization": "not valid"})

    def _refused(self, refusal: Refusal) -> Answer:
        status = 200 if self._told("errors-with-200") else refusal.status
        errors: Json = {} if self._told("errors-without-reason") else {"errors": refusal.errors}
        return Answer({**refusal.more, **errors}, status)

    def _lie_about_unknown(self, visit: Visit) -> Answer | None:
        if visit.ask.method == "GET" and len(visit.ask.segments) == 1:
            listed = _undocumented_list(visit.centra, visit.ask.segments[0])
            lie = "lists-orders" if visit.ask.segments[0] in ("orders", "customers") else "lists-accounts"
            if listed is not None and visit.told(lie):
                return Answer(listed)
        return Answer({"status": "ok"}) if visit.told("unknown-operations-answer") else None


def visit_selection(visit: Visit, selection_id: str) -> m.Selection:
    """The selection that a request names, with the visit's session put in its place.

    Raises ``Refusal`` with 404 for an unknown one.
    """
    selection = visit.centra.selections.get(selection_id)
    if selection is None:
        raise Refusal(404, {"selection": "not found"})
    if selection.order_number is None:
        drop_unavailable(visit.centra, selection)
    visit.session = m.Session(
        token="",
        selection_id=selection.id,
        country=selection.country,
        state=selection.state,
        language_code=selection.language_code,
        market_id=selection.market_id,
        pricelist_id=selection.pricelist_id,
        order_number=selection.order_number,
    )
    return selection


def _no_session() -> m.Session:
    return m.Session("", None, "", "", "en", 0, 0)


def _undocumented_list(centra: Centra, name: str) -> Json | None:
    match name:
        case "orders":
            return {str(each.number): {"order": str(each.number)} for each in centra.orders.values()}
        case "customers":
            return {str(each.id): {"customer": str(each.id), "email": each.email} for each in centra.customers.values()}
        case "accounts":
            return {str(each.id): {"account": str(each.id), "name": each.name} for each in centra.accounts.values()}
        case "delivery-windows":
            windows = centra.delivery_windows.values()
            return {str(each.id): {"deliveryWindow": str(each.id), "name": each.name} for each in windows}
    return None
