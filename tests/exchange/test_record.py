"""Exchanges as lines of JSON, and back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centra_contracts.errors import RecordError
from centra_contracts.exchange.model import Exchange, Fault, Request, Response
from centra_contracts.exchange.record import exchange_from_json, exchange_from_line, exchange_to_json, exchange_to_line

REQUEST = Request("POST", "https://a.example/stock?x=1", (("Accept", "*/*"),), b'{"a":1}', "POST /stock")
ANSWERED = Exchange(
    "order.stock#1", "order.stock", "write", "order", REQUEST, Response(200, (("a", "1"), ("a", "2")), "å".encode(), 12.5)
)


def test_an_exchange_has_the_documented_form() -> None:
    """The keys and their order are part of the record that other tools read."""
    assert list(exchange_to_json(ANSWERED).items()) == [
        ("id", "order.stock#1"),
        ("plan", "order.stock"),
        ("step", "write"),
        ("api", "order"),
        ("operation", "POST /stock"),
        ("method", "POST"),
        ("url", "https://a.example/stock?x=1"),
        ("status", 200),
        ("elapsed_ms", 12.5),
        ("inbound", False),
        ("request", {"headers": [["Accept", "*/*"]], "body": '{"a":1}'}),
        ("response", {"headers": [["a", "1"], ["a", "2"]], "body": "å"}),
        ("fault", None),
        ("facts", {}),
    ]


TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
HEADERS = st.lists(st.tuples(TEXT, TEXT), max_size=3).map(tuple)
ELAPSED = st.floats(0, 1e6, allow_nan=False)
REQUESTS = st.builds(Request, TEXT, TEXT, HEADERS, st.binary(max_size=40), TEXT)
RESPONSES = st.builds(Response, st.integers(100, 599), HEADERS, st.binary(max_size=40) | TEXT.map(str.encode), ELAPSED)
FAULTS = st.builds(Fault, TEXT, TEXT, ELAPSED)
EXCHANGES = st.builds(
    Exchange, TEXT, TEXT, TEXT, TEXT, REQUESTS, RESPONSES, st.none(), st.booleans(), st.dictionaries(TEXT, TEXT, max_size=3)
) | st.builds(Exchange, TEXT, TEXT, TEXT, TEXT, REQUESTS, st.none(), FAULTS)


@given(EXCHANGES)
def test_what_is_written_is_read_back_equal(exchange: Exchange) -> None:
    """Any bytes, any text, answered or not; and always exactly one line."""
    line = exchange_to_line(exchange)
    assert exchange_from_line(line) == exchange
    assert len(line.splitlines()) == 1


def test_a_body_that_is_not_text_is_kept() -> None:
    """It is recorded as base64."""
    exchange = Exchange("p#1", "p", "s", "shop", REQUEST, Response(200, (), b"\xff\x00", 1.0))
    recorded = exchange_to_json(exchange)
    assert recorded["response"] == {"headers": [], "body": {"base64": "/wA="}}


def changed(**keys: object) -> str:
    return json.dumps({**exchange_to_json(ANSWERED), **keys})


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("{", "not JSON"),
        ("[]", "a line must be an object"),
        ("{}", "request must be an object"),
        (changed(id=3), "id must be text"),
        (changed(status="200"), "status must be a number"),
        (changed(elapsed_ms=True), "elapsed_ms must be a number"),
        (changed(request={"headers": [["a"]], "body": ""}), "request.headers"),
        (changed(request={"headers": {}, "body": ""}), "request.headers"),
        (changed(response={"headers": [], "body": {"base64": "*"}}), "response.body is not base64"),
        (changed(response={"headers": [], "body": 1}), "response.body must be text"),
        (changed(fault={"kind": "connect"}), "says must be text"),
        (changed(facts=[]), "facts must be an object"),
    ],
)
def test_a_broken_line_says_what_is_wrong(line: str, problem: str) -> None:
    """One message with the key."""
    with pytest.raises(RecordError, match=problem.replace("[", r"\[")):
        exchange_from_line(line)


def test_keys_of_later_versions_are_passed_over() -> None:
    """A record may grow."""
    assert exchange_from_json({**exchange_to_json(ANSWERED), "later": 1}) == ANSWERED
