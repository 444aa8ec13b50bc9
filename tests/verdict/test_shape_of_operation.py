"""The rule ``shape`` with an operation of the OpenAPI document."""

from __future__ import annotations

from typing import Any

import pytest

from centra_contracts.contract.model import Json
from centra_contracts.dialect.model import Reading
from centra_contracts.verdict.context import Context
from centra_contracts.verdict.rules.registry import RULES

_REFUSAL: Json = {"type": "object", "required": ["msg"], "properties": {"status": {"enum": ["no"]}, "msg": {"type": "string"}}}
_ORDER: Json = {"type": "object", "required": ["id"], "properties": {"id": {"type": "string"}}}
_ORDERS: Json = {
    "type": "object",
    "required": ["orders"],
    "properties": {"status": {"enum": ["ok"]}, "orders": {"type": "array", "items": {"$ref": "#/components/schemas/Order"}}},
}
_CHOICE: dict[str, Json] = {
    "oneOf": [{"$ref": "#/components/schemas/Orders"}, {"$ref": "#/components/schemas/Refusal"}],
    "discriminator": {
        "propertyName": "status",
        "mapping": {"ok": "#/components/schemas/Orders", "no": "#/components/schemas/Refusal"},
    },
}
_COMPONENTS: Json = {"schemas": {"Orders": _ORDERS, "Order": _ORDER, "Refusal": _REFUSAL}}
_ANSWERS: dict[str, Json] = {
    "openapi.yaml#GET /orders": {
        "200": {"application/json": {**_CHOICE, "components": _COMPONENTS}, "application/xml": {}},
    },
    "openapi.yaml#POST /orders": {
        "200": {"application/json": {"type": "object", "additionalProperties": _CHOICE, "components": _COMPONENTS}},
    },
}


def _breaches(operation: str, body: Json, **changes: Any) -> list[tuple[str, str]]:  # Any: whatever a reading has
    given: dict[str, Any] = {"status": 200, "headers": {"content-type": "application/json; charset=utf-8"}, **changes}
    reading = Reading("p#1", body=body, **given)
    context = Context(reading, {}, _ANSWERS.__getitem__)
    return [(breach.code, breach.place) for breach in RULES["shape"].judge({"operation": operation}, context)]


@pytest.mark.parametrize("body", [{"status": "ok", "orders": [{"id": "7"}]}, {"status": "no", "msg": "wrong market"}])
def test_each_documented_outcome_fits(body: Json) -> None:
    """Success and refusal are both documented."""
    assert _breaches("GET /orders", body) == []


def test_an_answer_is_judged_by_the_outcome_that_it_names() -> None:
    """Each place once, whatever its position; what is not documented comes last."""
    orders: Json = [{"id": 7}, {"id": 8}, {}, {"id": "9", "new": True}]
    found = _breaches("GET /orders", {"status": "ok", "orders": orders})
    assert found == [("CC304", "orders[0].id"), ("CC301", "orders[2].id"), ("CC305", "orders[3].new")]


def test_a_refusal_without_its_text_is_told_as_such() -> None:
    """The missing field is named, not the choice."""
    assert _breaches("GET /orders", {"status": "no"}) == [("CC301", "msg")]


def test_a_branch_that_looks_less_near_may_fit() -> None:
    """The nearest branch is for the message only."""
    near: Json = {"properties": {"a": {"type": "string"}, "b": {"type": "string"}}}
    answers: dict[str, Json] = {"200": {"application/json": {"oneOf": [near, {"properties": {"a": {"type": "integer"}}}]}}}
    reading = [Reading("p#1", 200, {"content-type": "application/json"}, {"a": value, "b": 7}) for value in (1, [])]
    contexts = [Context(each, {}, lambda reference: answers) for each in reading]
    found = [[breach.code for breach in RULES["shape"].judge({"operation": "GET /a"}, context)] for context in contexts]
    assert found == [[], ["CC304", "CC304"]]


def test_an_unknown_outcome_fits_no_branch() -> None:
    """Where the answer names no branch, the choice itself is broken."""
    assert _breaches("GET /orders", {"status": "maybe", "orders": []}) == [("CC304", "answer")]


def test_every_part_of_a_batch_is_judged_by_its_own_outcome() -> None:
    """The keys of a map are the caller's."""
    body: Json = {"a": {"status": "ok", "orders": [{"id": 1}]}, "b": {"status": "no", "msg": "x"}, "c": {"status": "no"}}
    assert _breaches("POST /orders", body) == [("CC304", "a.orders[0].id"), ("CC301", "c.msg")]


@pytest.mark.parametrize(
    ("changes", "body", "found"),
    [
        ({"status": 202}, {"status": "ok", "orders": []}, [("CC101", "status")]),
        ({"status": None}, None, [("CC101", "status")]),
        ({"headers": {"content-type": "text/html"}}, {"status": "ok", "orders": []}, [("CC105", "content-type")]),
        ({"headers": {}}, {"status": "ok", "orders": []}, [("CC105", "content-type")]),
        ({"headers": {"content-type": "application/xml"}}, None, []),
        ({}, None, [("CC304", "answer")]),
    ],
    ids=["status", "no-status", "media", "no-media", "xml", "no-json"],
)
def test_status_and_media_type_are_documented_too(changes: dict[str, Any], body: Json, found: list[tuple[str, str]]) -> None:
    """Of a media type without a schema nothing more is demanded."""
    assert _breaches("GET /orders", body, **changes) == found
