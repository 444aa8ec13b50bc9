"""A shop of plain functions that answers the calls of a cart, and can be wrong after a course of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from centra_contracts.contract.model import Api, Auth, Clause, Effect, Expectation, Json, RestCall, Step, StepList
from centra_contracts.exchange.model import Exchange, Fault, Request, Response
from tests.shell.fake_bench import PLACE, make_clause

Cart = dict[str, int]  # item -> pieces


def nothing_wrong(cart: Cart, call: str, body: dict[str, Json]) -> dict[str, Json]:
    """The honest answer."""
    return body


@dataclass
class FakeShop:
    """A wire: sessions by their tokens, a line for each item. ``flaw`` may change an answer; after ``dies_after`` calls
    nobody answers.
    """

    flaw: Callable[[Cart, str, dict[str, Json]], dict[str, Json]] = nothing_wrong
    dies_after: int = 1_000_000
    carts: dict[str, Cart] = field(default_factory=dict)
    said: list[str] = field(default_factory=list)
    effects: set[Effect] = field(default_factory=set)

    def send(self, request: Request, *, effect: Effect, id: str, plan: str, step: str, api: Api) -> Exchange:
        """The exchange, or a fault once the shop is dead."""
        self.said.append(request.operation)
        self.effects.add(effect)
        if len(self.said) > self.dies_after:
            return Exchange(id, plan, step, api.value, request, fault=Fault("connect", "connection refused", 1.0))
        token = dict(request.headers).get("API-token") or f"token-{len(self.carts) + 1}"
        cart = self.carts.setdefault(token, {})
        self._do(cart, request.operation)
        body = self.flaw(cart, request.operation, _answer(token, cart))
        status = 404 if "errors" in body else 200
        response = Response(status, (("content-type", "application/json"),), json.dumps(body).encode(), 1.0)
        return Exchange(id, plan, step, api.value, request, response)

    def _do(self, cart: Cart, call: str) -> None:
        match call.split("/"):
            case ["POST ", "items", item]:
                cart[item] = cart.get(item, 0) + 1
            case ["DELETE ", "lines", line]:
                cart.pop(line[:3], None)


def _answer(token: str, cart: Cart) -> dict[str, Json]:
    lines: list[Json] = [
        {
            "item": item,
            "line": (item + token).ljust(32, "0"),
            "quantity": pieces,
            "priceEachAsNumber": 10,
            "totalPriceAsNumber": 10 * pieces,
        }
        for item, pieces in cart.items()
    ]
    pieces = sum(cart.values())
    totals: Mapping[str, Json] = {"itemsTotalPriceAsNumber": 10 * pieces, "totalQuantity": pieces}
    return {"token": token, "selection": {"items": lines, "totals": totals}, "location": {"country": "SE"}}


def _step(name: str, method: str, path: str) -> Step:
    return Step(name, Api.CHECKOUT, RestCall(method, path, {}, {}), Auth.DEFAULT, "main", {}, PLACE)


WALKS = StepList(
    "checkout.cart/walks",
    Effect.SESSION,
    (_step("country", "PUT", "/countries/SE"),),
    (
        _step("add", "POST", "/items/1-1"),
        _step("add-second", "POST", "/items/2-2"),
        _step("remove", "DELETE", "/lines/<walk.line>"),
        _step("read", "GET", "/selection"),
    ),
)


def walked_clause(invariant: str) -> Clause:
    """A clause that demands an invariant of the walks."""
    clause = make_clause(invariant, plan=WALKS, effect=Effect.SESSION)
    return Clause(
        **{name: getattr(clause, name) for name in clause.__slots__ if name not in ("expect", "api", "id")},
        id=f"checkout.cart.{invariant}",
        api=Api.CHECKOUT,
        expect=(Expectation("invariant", invariant, "country", PLACE),),
    )
