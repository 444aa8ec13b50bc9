"""Exchanges as texts."""

from __future__ import annotations

import json

import pytest

from centra_contracts.exchange.model import Exchange, Fault, Request, Response
from centra_contracts.report.evidence import show_body, view_exchange

REQUEST = Request("POST", "https://store.example/api/stock", (("Content-Type", "application/json"),), b'{"a":1}', "POST /stock")


def test_an_answer_is_shown_with_status_headers_and_pretty_body() -> None:
    """Request and answer can be read without a tool."""
    answer = Response(200, (("content-type", "application/json"),), b'{"status":"ok"}', 12.4)
    view = view_exchange(Exchange("p#1", "p", "write", "order", REQUEST, answer))
    assert view.says == "write: POST /stock was answered with status 200 in 12 ms"
    assert view.request == 'POST https://store.example/api/stock\nContent-Type: application/json\n\n{\n  "a": 1\n}'
    assert view.response == 'HTTP 200\ncontent-type: application/json\n\n{\n  "status": "ok"\n}'
    assert (view.request_note, view.response_note) == ("", "")


def test_a_fault_says_that_there_is_no_answer() -> None:
    """There is nothing to read, but a reason."""
    view = view_exchange(Exchange("p#1", "p", "write", "order", REQUEST, fault=Fault("timeout", "no answer within 10 s", 10_000)))
    assert view.says == "write: POST /stock got no answer (timeout, 10,000 ms)"
    assert view.response == "No answer (timeout): no answer within 10 s"


def test_a_delivery_has_no_curl_line() -> None:
    """Centra said it; nobody can repeat it by hand."""
    view = view_exchange(Exchange("p#1", "p", "arrives", "webhook", REQUEST, Response(200, (), b"", 1), inbound=True))
    assert (view.curl, view.inbound) == ("", True)


def test_a_long_list_keeps_the_element_that_differs() -> None:
    """What a finding speaks about is never left out."""
    body = json.dumps({"products": [{"sku": f"S{index}"} for index in range(50)]}).encode()
    text, note = show_body(body, place="products[37].sku", limit=6000)
    shown = json.loads(text)["products"]
    wanted = ["S0", "S1", "S2", "S37"]
    assert [item["sku"] for item in shown[:-1]] == wanted
    assert shown[-1] == "... 46 of 50 elements are left out here ..."
    assert note == "46 list elements are left out"


def test_a_long_text_is_cut_with_a_note() -> None:
    """How much is missing is said."""
    text, note = show_body(b"x" * 1000, limit=400)
    assert (len(text), note) == (400, "600 more characters are cut off")


@pytest.mark.parametrize(
    ("body", "text"),
    [
        (b"", ""),
        (b"plain", "plain"),
        (b'{"a": ', '{"a": '),
        (b"<a><b>1</b></a>", "<a>\n  <b>1</b>\n</a>"),
        (b"<a><b>", "<a><b>"),
        (b"<!DOCTYPE html><html>", "<!DOCTYPE html><html>"),
        (b"[" * 5000, "[" * 400),
    ],
    ids=["empty", "text", "cut off JSON", "XML", "broken XML", "HTML", "deep"],
)
def test_a_body_of_any_sort_becomes_text(body: bytes, text: str) -> None:
    """What cannot be read is shown as it is."""
    assert show_body(body, limit=400)[0] == text


def test_an_entity_is_not_resolved() -> None:
    """A recorded document opens no file."""
    body = b'<!DOCTYPE a [<!ENTITY e SYSTEM "file:///etc/hostname">]><a>&e;</a>'
    assert "&e;" in show_body(body, limit=400)[0]


def test_bytes_that_are_not_text_are_counted() -> None:
    """They are not shown."""
    assert show_body(b"\xff\xfe\x00", limit=400) == ("", "3 bytes that are not text")
