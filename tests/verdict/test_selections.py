"""Whether GraphQL answers are what their documents asked for."""

from __future__ import annotations

from typing import Any

from centra_contracts.contract.model import Json
from centra_contracts.dialect.model import Reading
from centra_contracts.verdict.context import Context
from centra_contracts.verdict.rules.registry import RULES
from tests.verdict.schemas import sdl_of

_SDL = sdl_of("type Query { brands: [Brand] } type Brand { id: Int! name: String! logo: Logo } type Logo { url: String }")
_DOCUMENT = "{\n  brands {\n    id\n    name\n    logo {\n      url\n    }\n  }\n}\n"


def _reading(body: Json, *, document: str = _DOCUMENT, exchange: str = "p#1", **changes: Any) -> Reading:
    return Reading(exchange, 200, {}, body, text="...", document=document, **changes)


def _breaches(reading: Reading) -> list[tuple[str, str, str]]:
    found = RULES["answer"].judge(True, Context(reading, {}, lambda name: None, lambda: _SDL))
    return [(breach.code, breach.place, breach.exchange) for breach in found]


def _refusal(*errors: Json) -> Json:
    return {"errors": list(errors)}


def test_data_of_the_documented_types_holds() -> None:
    """Lists may be empty, and what may be null may be null."""
    assert _breaches(_reading({"data": {"brands": []}})) == []
    assert _breaches(_reading({"data": {"brands": [{"id": 1, "name": "a", "logo": None}]}})) == []


def test_each_place_of_a_list_is_told_once() -> None:
    """However many elements are wrong."""
    brands: Json = [{"id": "1", "name": None, "logo": {"url": 7}}, {"id": "2", "name": "b", "logo": None, "more": 1}]
    assert _breaches(_reading({"data": {"brands": brands}})) == [
        ("CC303", "data.brands[].id", "p#1"),
        ("CC303", "data.brands[].name", "p#1"),
        ("CC303", "data.brands[].logo.url", "p#1"),
        ("CC305", "data.brands[].more", "p#1"),
    ]


def test_a_refused_field_is_named() -> None:
    """By the line of the error, or by its text; the rest was asked for again and is judged."""
    by_line: Json = {"message": "what?", "locations": [{"line": 4, "column": 5}]}
    by_text: Json = {"message": 'Cannot query field "name" on type "Brand".'}
    answered = _reading({"data": {"brands": [{"id": 1}]}}, document="{ brands { id } }", exchange="p#2")
    for error in (by_line, by_text):
        refused = _reading(_refusal(error))
        whole = _reading(answered.body, document=answered.document, exchange="p#2", parts=(refused, answered))
        assert _breaches(whole) == [("CC307", "Brand.name", "p#1")]


def test_a_refusal_without_a_reason_is_one_all_the_same() -> None:
    """Data of null says as little as no data."""
    assert _breaches(_reading(_refusal({"message": "Internal server error"}))) == [("CC102", "answer", "p#1")]
    assert _breaches(_reading({"data": None})) == [("CC102", "answer", "p#1")]
    assert _breaches(_reading("no", document="")) == [("CC102", "answer", "p#1")]


def test_fields_that_the_token_may_not_read_are_left_out() -> None:
    """Which permissions a token has is no promise of the API; without any data there is nothing to judge by."""
    error: Json = {
        "message": "You need ...",
        "locations": [{"line": 4, "column": 5}],
        "extensions": {"category": "authorization"},
    }
    refused = _reading(_refusal(error))
    answered = _reading({"data": {"brands": []}}, document="{ brands { id } }", parts=())
    assert _breaches(_reading(answered.body, document=answered.document, parts=(refused, answered))) == []
    assert _breaches(refused) == [("CC102", "answer", "")]


def test_an_error_beside_the_data_explains_its_null() -> None:
    """It is told at its path, once."""
    error: Json = {"message": "broken", "path": ["brands", 0, "name"]}
    body: Json = {"data": {"brands": [{"id": 1, "name": None, "logo": None}]}, "errors": [error]}
    assert _breaches(_reading(body)) == [("CC102", "data.brands[].name", "p#1")]


def test_an_answer_to_no_document_is_not_judged_by_the_schema() -> None:
    """As of a raw step that sent something else."""
    assert _breaches(_reading({"data": {}}, document="{ what")) == [("CC102", "answer", "p#1")]
