"""Denying a documented fact on the way between clauses and target."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest

from centra_contracts.contract.ledger import Fact, Trial
from centra_contracts.contract.model import Api, Effect, Json, Place
from centra_contracts.dialect.model import Connection
from centra_contracts.exchange.model import Exchange, Request, Response
from centra_contracts.shell.denial import Denial, Denier, DenyingWire, How, denials_of

_ORDER: Json = {
    "properties": {
        "id": {"type": "string"},
        "total": {"type": ["number", "string"]},
        "lines": {"type": "array", "items": {"properties": {"kind": {"enum": ["gift", "item"]}}}},
        "placed": {"type": "string"},
    }
}
_DOCUMENT: Json = {
    "paths": {
        "/orders/{id}": {"get": {"responses": {"200": {"content": {"application/json": {"schema": _ORDER}}}}}},
        "/orders/all": {"get": {"responses": {}}},
        "/orders": {"post": {"responses": {}}},
    }
}
_BASE = "http://127.0.0.1:1/api/order-api"
_DENIER = Denier(_DOCUMENT, Connection(Api.ORDER, _BASE, "secret"))
_ANSWER: Json = {
    "id": "7",
    "total": 9.5,
    "placed": "2022-09-01 10:00:00",
    "lines": [{"kind": "gift"}, {"kind": "item"}],
    "msg": "Market 3 not found.",
    "code": -5,
}


def _fact(kind: str, path: str = "", **changes: Any) -> Fact:  # Any: whatever a fact has
    given: dict[str, Any] = {
        "id": "order.x",
        "api": "order",
        "operation": "GET /orders/{id}",
        "kind": kind,
        "name": "",
        "type": "",
        "statement": "It is so.",
        "testable": Trial.READ,
        "source": "",
        "edition": "2022-09",
        "path": path,
        "reason": "",
        "unseen": "",
        "place": Place("order.jsonl", 1),
    }
    return Fact(**(given | changes))


def _exchange(url: str = "/orders/7", body: Json = _ANSWER) -> Exchange:
    request = Request("GET", _BASE + url, (("API-Authorization", "wrong"),), b"", "GET /orders/7")
    response = Response(200, (("content-type", "application/json"),), json.dumps(body).encode(), 1.0)
    return Exchange("p#1", "p", "s", "order", request, response)


def _answer(fact: Fact, how: How, exchange: Exchange | None = None) -> Any:  # Any: JSON, or None where nothing changed
    given = exchange or _exchange()
    changed = _DENIER.change_answer(Denial(fact, how), given)
    return None if changed is given else json.loads(changed.response.body if changed.response else b"")


@pytest.mark.parametrize(
    ("fact", "how", "changes"),
    [
        (_fact("response_field", "response.id"), How.DROPPED, {"id": ...}),
        (_fact("response_field", "response.id"), How.RETYPED, {"id": 7}),
        (_fact("response_field", "response.total"), How.RETYPED, {"total": True}),
        (_fact("response_field", "response.lines"), How.RETYPED, {"lines": json.dumps(_ANSWER["lines"])}),  # type: ignore[index, call-overload]
        (_fact("response_field", "response.lines[].kind"), How.DROPPED, {"lines": [{}, {}]}),
        (_fact("response_field", "response.placed"), How.REFORMATTED, {"placed": "2022-09-01T10:00:00+00:00"}),
        (
            _fact("enum_value", "response.lines[].kind", name="gift"),
            How.REPLACED,
            {"lines": [{"kind": "not-gift"}, {"kind": "item"}]},
        ),
        (_fact("error", name="Market <id> not found."), How.REPLACED, {"msg": "something else happened"}),
        (_fact("error", name="-5"), How.REPLACED, {"code": -99}),
    ],
    ids=lambda value: str(value) if isinstance(value, How) else "",
)
def test_a_fact_about_an_answer_is_denied_in_it(fact: Fact, how: How, changes: dict[str, Any]) -> None:
    """Everything else in the answer stays; ``...`` stands for a field that is gone."""
    expected = {**_ANSWER, **changes}  # type: ignore[dict-item]
    assert _answer(fact, how) == {key: value for key, value in expected.items() if value is not ...}


@pytest.mark.parametrize(
    ("fact", "how", "exchange"),
    [
        (_fact("response_field", "response.none"), How.DROPPED, _exchange()),
        (_fact("response_field", "response.id"), How.DROPPED, _exchange("/orders/all")),
        (_fact("response_field", "response.id"), How.DROPPED, _exchange("/orders")),
        (_fact("response_field", "response.id"), How.DROPPED, replace(_exchange(), api="shop")),
        (_fact("response_field", "response.id"), How.DROPPED, replace(_exchange(), response=None)),
        (_fact("error", name="another text"), How.REPLACED, _exchange()),
    ],
    ids=["no-field", "other-path", "other-operation", "other-api", "no-answer", "no-error"],
)
def test_an_answer_that_does_not_speak_of_the_fact_stays(fact: Fact, how: How, exchange: Exchange) -> None:
    """The very same exchange, so that it shows that nothing was denied."""
    assert _answer(fact, how, exchange) is None


def test_status_media_type_and_operation_are_denied_around_the_body() -> None:
    """202, text/plain, and not found."""
    found = [
        _DENIER.change_answer(Denial(_fact("x", name="200"), how), _exchange()).response
        for how in (How.OTHER_STATUS, How.OTHER_MEDIA, How.GONE)
    ]
    assert [(each.status, dict(each.headers)["content-type"]) for each in found if each] == [
        (202, "application/json"),
        (200, "text/plain"),
        (404, "application/json"),
    ]


def _request(url: str, headers: tuple[tuple[str, str], ...] = (), body: bytes = b"", method: str = "GET") -> Request:
    return Request(method, _BASE + url, headers, body, "")


_SENT = {"a": {"b": 1, "c": 2}, "products": [{"id": 1, "qty": 2}], "state": "open"}


@pytest.mark.parametrize(
    ("path", "name", "left"),
    [
        ("request.a.b", "", {"a": {"c": 2}, "products": [{"id": 1, "qty": 2}], "state": "open"}),
        ("request.products[].qty", "", {"a": {"b": 1, "c": 2}, "products": [{"id": 1}], "state": "open"}),
        ("request.x|a", "", {"products": [{"id": 1, "qty": 2}], "state": "open"}),
        ("request.state", "done", _SENT),
        ("request.state", "open", {"a": {"b": 1, "c": 2}, "products": [{"id": 1, "qty": 2}]}),
        ("request.a.<name>", "", {"a": {}, "products": [{"id": 1, "qty": 2}], "state": "open"}),
    ],
)
def test_a_field_of_a_request_is_not_seen(path: str, name: str, left: Json) -> None:
    """In a JSON body, and in a form; a value only where it is that value."""
    kind = "enum_value" if name else "request_field"
    fact = _fact(kind, path, name=name, operation="POST /orders")
    sent = _request("/orders", body=json.dumps(_SENT).encode(), method="POST")
    assert json.loads(_DENIER.change_request(Denial(fact, How.IGNORED), "order", sent).body) == left


def test_a_parameter_of_a_query_or_form_is_not_seen() -> None:
    """The others stay in their order."""
    fact = _fact("request_param", "request.limit")
    assert (
        _DENIER.change_request(Denial(fact, How.IGNORED), "order", _request("/orders/7?xml=1&limit=5")).url
        == f"{_BASE}/orders/7?xml=1"
    )
    form = _request("/orders", (("Content-Type", "application/x-www-form-urlencoded"),), b"a%5Bb%5D=1&c=2", "POST")
    nested = _fact("request_field", "request.a.b", operation="POST /orders")
    assert _DENIER.change_request(Denial(nested, How.IGNORED), "order", form).body == b"c=2"


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("request.a", "c=2&d=3&e.f=4"),
        ("request.a.b", "a[x]=5&c=2&d=3&e.f=4"),
        ("request.a.<key>", "c=2&d=3&e.f=4"),
        ("request.c|d", "a[b]=1&a[x]=5&e.f=4"),
        ("request.e.f", "a[b]=1&a[x]=5&c=2&d=3"),
        ("request.e", "a[b]=1&a[x]=5&c=2&d=3&e.f=4"),
    ],
)
def test_what_a_path_of_a_query_leads_to_is_not_seen(path: str, left: str) -> None:
    """With everything below it, whatever its key looks like."""
    fact = _fact("request_param", path)
    sent = _request("/orders/7?a[b]=1&a[x]=5&c=2&d=3&e.f=4")
    changed = _DENIER.change_request(Denial(fact, How.IGNORED), "order", sent)
    assert unquote(urlsplit(changed.url).query) == left


@pytest.mark.parametrize(
    ("path", "left"),
    [
        ("request.items.name", {"items": {"id": 1}, "a": {"b": 2}}),
        ("request.a|items.name", {"items.name": ["S"], "items": {"id": 1}, "a": {"b": 2}}),
        ("request.a|items.b", {"items.name": ["S"], "items": {"id": 1, "name": "x"}, "a": {}}),
    ],
)
def test_a_key_may_have_dots(path: str, left: Json) -> None:
    """It is meant as well as the path that is spelled the same; what means several keys is no part of such a key."""
    sent = _request("/orders", body=b'{"items.name": ["S"], "items": {"id": 1, "name": "x"}, "a": {"b": 2}}', method="POST")
    fact = _fact("request_field", path, operation="POST /orders")
    assert json.loads(_DENIER.change_request(Denial(fact, How.IGNORED), "order", sent).body) == left


class _Seeing:
    """A wire that remembers what reaches the target."""

    def __init__(self) -> None:
        self.seen: list[Request] = []

    def send(self, request: Request, *, effect: Effect, id: str, plan: str, step: str, api: Api) -> Exchange:
        self.seen.append(request)
        return Exchange(id, plan, step, api.value, request, Response(200, (), b"{}", 1.0))


@pytest.mark.parametrize(
    ("api", "header", "value"),
    [
        (Api.ORDER, "API-Authorization", "secret"),
        (Api.SHOP, "API-Authorization", "secret"),
        (Api.CHECKOUT, "Authorization", "Bearer secret"),
    ],
)
def test_everyone_is_let_in(api: Api, header: str, value: str) -> None:
    """The target gets the right secret in the header of its API, whatever was sent; the exchange keeps what was sent."""
    wire, denier = _Seeing(), Denier(_DOCUMENT, Connection(api, _BASE, "secret"))
    sent = _request("/orders/7", (("API-Authorization", "wrong"), ("Authorization", "Bearer wrong"), ("Accept", "a")))
    denying = DenyingWire(wire, denier, Denial(_fact("auth"), How.OPEN))
    exchange = denying.send(sent, effect=Effect.READ, id="p#1", plan="p", step="s", api=api)
    assert (exchange.request, [dict(request.headers) for request in wire.seen]) == (sent, [{"Accept": "a", header: value}])


def test_what_meets_a_need_is_let_through() -> None:
    """Else the clause would be skipped, and could notice nothing."""
    wire = _Seeing()
    denying = DenyingWire(wire, _DENIER, Denial(_fact("request_param", "request.limit"), How.IGNORED))
    for plan in ("need:stocked_item/1", "order.stock.absolute"):
        denying.send(_request("/orders/7?limit=5"), effect=Effect.READ, id="p#1", plan=plan, step="s", api=Api.ORDER)
    assert [urlsplit(request.url).query for request in wire.seen] == ["limit=5", ""]


@pytest.mark.parametrize(
    ("fact", "ways"),
    [
        (_fact("response_field", "response.id"), [How.DROPPED, How.RETYPED]),
        (
            _fact("response_field", "response.placed", type='date "YYYY-MM-DD hh:mm:ss"'),
            [How.DROPPED, How.RETYPED, How.REFORMATTED],
        ),
        (_fact("request_field", "request.ids", name="ids"), [How.IGNORED]),
        (_fact("request_param", "request.id", name="id"), []),
        (_fact("enum_value", "request.id", name="a"), [How.IGNORED]),
        (_fact("enum_value", "response.id", name="a"), [How.REPLACED]),
        (_fact("rule"), []),
        (_fact("error", name="msg"), []),
        (_fact("auth", operation=""), []),
    ],
    ids=range(9),
)
def test_every_kind_of_fact_has_its_ways(fact: Fact, ways: list[How]) -> None:
    """A rule has none: that is what lies are for."""
    assert [denial.how for denial in denials_of(fact)] == ways
