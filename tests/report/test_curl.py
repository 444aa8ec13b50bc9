"""Requests as curl lines."""

from __future__ import annotations

import shlex

import pytest

from centra_contracts.exchange.model import Exchange, Request
from centra_contracts.report.curl import curl_line, recorded_secrets

MARK, OTHER = "[redacted 3f2a9c01]", "[redacted ffffffff]"
URL = "https://store.example/api/stock?search=a%20b"


def _request(*headers: tuple[str, str], method: str = "GET", body: bytes = b"") -> Request:
    return Request(method, URL, headers, body, "GET /stock")


@pytest.mark.parametrize(
    ("api", "header", "shown"),
    [
        ("order", ("API-Authorization", MARK), '-H "API-Authorization: $CENTRA_ORDER_SECRET"'),
        ("checkout", ("Authorization", f"Bearer {MARK}"), '-H "Authorization: Bearer $CENTRA_CHECKOUT_SECRET"'),
        ("graphql", ("authorization", f"Bearer {MARK}"), '-H "authorization: Bearer $CENTRA_GRAPHQL_TOKEN"'),
        ("order", ("API-Authorization", OTHER), "-H 'API-Authorization: 'wrong-secret"),
        ("checkout", ("API-token", OTHER), '-H "API-token: $SESSION"'),
        ("checkout", ("API-token", "none"), "-H 'API-token: none'"),
        ("graphql", ("Cookie", f"graphql-access={MARK}"), '-H "Cookie: graphql-access=$CENTRA_GRAPHQL_TOKEN"'),
        ("order", ("Accept", "text/$(touch x)"), "-H 'Accept: text/$(touch x)'"),
    ],
)
def test_a_secret_becomes_a_variable(api: str, header: tuple[str, str], shown: str) -> None:
    """The right secret becomes its variable, a wrong one stays wrong, and nothing else is open to the shell."""
    assert curl_line(api, _request(header), secret=MARK) == f"curl -sS '{URL}' \\\n  {shown}"


def test_the_body_is_quoted_for_the_shell() -> None:
    """What a shell reads back are the bytes that were sent."""
    body = """{"name": "O'Neill $(touch x) `y`"}"""
    line = curl_line("order", _request(("Content-Type", "application/json"), method="POST", body=body.encode()))
    assert shlex.split(line.replace("\\\n", ""))[-2:] == ["--data-raw", body]


@pytest.mark.parametrize("body", [b"\xff\xfe", b"x" * 5000, b"a\0b"])
def test_a_body_that_does_not_fit_is_read_from_a_file(body: bytes) -> None:
    """Bytes that are not text, and very long texts, do not belong on a command line."""
    assert curl_line("order", _request(method="POST", body=body)).endswith("--data-binary @body")


def test_a_soap_login_becomes_variables() -> None:
    """User and password stand in the body."""
    body = f"<login><username>[redacted 1]</username><password>{MARK}</password></login>".encode()
    line = curl_line("soap", _request(method="POST", body=body), secret=MARK)
    assert "<username>'\"$CENTRA_SOAP_USERNAME\"'</username><password>'\"$CENTRA_SOAP_PASSWORD\"'</password></login>'" in line
    other = _request(method="POST", body=body.replace(MARK.encode(), OTHER.encode()))
    assert "<password>'wrong-secret'</password>" in curl_line("soap", other, secret=MARK)


def test_the_secret_is_the_mark_that_most_requests_carry() -> None:
    """One request with a wrong secret does not count against many with the right one."""
    marks = [MARK, OTHER, MARK]
    exchanges = [Exchange(str(n), "p", "s", "order", _request(("API-Authorization", mark))) for n, mark in enumerate(marks)]
    exchanges.append(Exchange("9", "p", "s", "soap", _request(method="POST", body=f"<password>{OTHER}</password>".encode())))
    assert recorded_secrets(exchanges) == {"order": MARK, "soap": OTHER}
