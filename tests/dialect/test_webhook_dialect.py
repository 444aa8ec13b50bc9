"""Reading webhooks: signature, payload, version."""

from __future__ import annotations

import hashlib
import hmac
import json
from urllib.parse import urlencode

import pytest

from centra_contracts.contract.model import Api, Auth, Await, Json, Place, Step
from centra_contracts.dialect.model import Connection, Reading
from centra_contracts.dialect.webhook import Signature, WebhookDialect, examine, payload_of, verify, version_of
from centra_contracts.exchange.model import Exchange, Fault, Request, Response

BODY = b"payload=%7B%22x%22%3A%22test%22%7D"
# The one example of the page that names its secret.
DOCUMENTED = "0b9cd84f5d583e5e1aadfb9f160aa8080b51d5b85ff85808d6b75bdac356c549"


def signed(timestamp: str, secret: str = "test123", body: bytes = BODY) -> str:
    return hmac.new(secret.encode(), timestamp.encode() + b"." + body, hashlib.sha256).hexdigest()


@pytest.mark.parametrize(
    ("header", "body", "told"),
    [
        (f"t=12345678,v1={DOCUMENTED}", BODY, "valid"),
        (f"  t=12345678 ,\t v1 = {DOCUMENTED} ", BODY, "valid"),
        (f"v1={DOCUMENTED.upper()},t=12345678", BODY, "valid"),
        (f"t=12345678,v1={DOCUMENTED},v2=x", BODY, "valid"),
        (f"t=12345678,v1=00,v1={DOCUMENTED}", BODY, "invalid"),
        (f"t=12345678,v1={DOCUMENTED},v1={DOCUMENTED}", BODY, "invalid"),
        (f"t=1,t=12345678,v1={DOCUMENTED}", BODY, "invalid"),
        (f"t=12345678;v1={DOCUMENTED}", BODY, "invalid"),
        (f"t=,v1={signed('')}", BODY, "invalid"),
        (f"t=now,v1={signed('now')}", BODY, "invalid"),
        (f"t={'9' * 400},v1={signed('9' * 400)}", BODY, "valid"),
        (f"t=12345679,v1={DOCUMENTED}", BODY, "invalid"),
        (f"t=12345678,v1={DOCUMENTED}", BODY + b"&", "invalid"),
        (f"t=12345678,v1={DOCUMENTED}", b"payload=" + b'{"x":"test"}', "invalid"),
        (f"t=1,v1={signed('1', 'another')}", BODY, "invalid"),
        (f"t=12345678,v1={DOCUMENTED[:-1]}", BODY, "invalid"),
        (f"v1={DOCUMENTED}", BODY, "invalid"),
        ("t=12345678", BODY, "invalid"),
        ("åäö,,=,t", BODY, "invalid"),
        (f"t=12345678,v1={DOCUMENTED[:-1]}å", BODY, "invalid"),
        ("", BODY, "missing"),
        ("  ", BODY, "missing"),
    ],
)
def test_a_signature_is_verified_over_the_raw_body(header: str, body: bytes, told: str) -> None:
    """The documented example is valid; whatever differs is not, and nothing raises."""
    assert verify("test123", header, body) == told


def test_the_documented_example_is_valid() -> None:
    """Secret, time, body and signature are those of the page."""
    header = f"t=12345678,\n  v1={DOCUMENTED}"
    assert examine("test123", header, BODY) == Signature("valid", signed_s=12345678.0)


@pytest.mark.parametrize(
    ("header", "says"),
    [
        ("t=12345678", "the header has no v1"),
        (f"v1={DOCUMENTED}", "the header has no t"),
        (f"t=1,t=2,v1={DOCUMENTED}", "the header has more than one t"),
        (f"t=12345679,v1={DOCUMENTED}", "v1 is not that of this secret, this t and this body"),
    ],
)
def test_an_invalid_signature_says_why(header: str, says: str) -> None:
    """For the person who looks for the reason."""
    assert examine("test123", header, BODY) == Signature("invalid", says)


def test_without_a_secret_nothing_is_verified() -> None:
    """Whatever the header says."""
    assert [verify("", header, BODY) for header in ("", "t=1,v1=2")] == ["unchecked", "unchecked"]


@pytest.mark.parametrize(
    ("body", "payload"),
    [
        (BODY, {"x": "test"}),
        (urlencode({"payload": json.dumps({"events": [{"type": "Å"}]})}).encode(), {"events": [{"type": "Å"}]}),
        (b"other=1&payload=%5B%5D", []),
        (b"payload=", None),
        (b"payload", None),
        (b'{"x": 1}', None),
        (b"\xff\xfe", None),
        (b"payload=" + b"%5B" * 100_000, None),
        (b"&" * 1000, None),
        (b"", None),
    ],
)
def test_the_payload_is_json_in_a_form_field(body: bytes, payload: Json) -> None:
    """What is not is no payload, and does not raise."""
    assert payload_of(body) == payload


@pytest.mark.parametrize(
    ("payload", "version"),
    [
        ({"products": ["1", "2"], "brands": []}, "checkout"),
        ({"events": [{"type": "order", "action": "create", "id": 1}]}, "integration"),
        ({"events": []}, "integration"),
        ({"events": ["1"]}, "checkout"),
        ({"x": 1}, ""),
        ({}, ""),
        ([], ""),
        (None, ""),
    ],
)
def test_the_version_shows_in_the_form_of_the_payload(payload: Json, version: str) -> None:
    """Lists of ids by type, or a list of events."""
    assert version_of(payload) == version


REQUEST = Request("POST", "http://here/checkout", (("X-Centra-Signature", "t=1,v1=2"),), BODY, "webhook checkout")


def test_a_delivery_is_read() -> None:
    """The payload is the body; the signature is what was found when the raw body was still there."""
    facts = {"signature": "valid", "received": "17.25", "held_s": "0.5"}
    exchange = Exchange("p#1", "p", "s", "webhook", REQUEST, Response(200, (), b"", 1.0), inbound=True, facts=facts)
    assert WebhookDialect().read(exchange) == Reading(
        "p#1",
        None,
        {"x-centra-signature": "t=1,v1=2"},
        {"x": "test"},
        text=BODY.decode(),
        accepted=True,
        signature="valid",
        method="POST",
        received_s=17.25,
        held_s=0.5,
    )


def test_no_delivery_has_nothing_to_read() -> None:
    """A fault is a reading without a body."""
    exchange = Exchange("p#1", "p", "s", "webhook", REQUEST, fault=Fault("no_delivery", "none", 1.0))
    assert WebhookDialect().read(exchange) == Reading("p#1", None, {}, None)


def test_a_webhook_cannot_be_sent() -> None:
    """It is a mistake of the contract to try."""
    step = Step("hook", Api.WEBHOOK, Await("checkout", "products", 5.0), Auth.DEFAULT, "s", {}, Place("a.yaml", 1))
    with pytest.raises(ValueError, match="hook"):
        WebhookDialect().write(step, Connection(Api.WEBHOOK, ""), {})
