"""Reads the webhooks that Centra sends: verifies the signature, takes the payload out, tells the version.

A webhook is a POST with a form whose field ``payload`` holds JSON. The Checkout version is an object of id lists by type,
the Integration version has ``events``. The header ``X-Centra-Signature`` holds a timestamp ``t`` and, as ``v1``, the
HMAC-SHA256 of the timestamp, a dot and the raw body. Source: ``plugins/centra-webhook``.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qs

from centra_contracts.contract.model import Json, Step
from centra_contracts.dialect.model import Connection, Reading
from centra_contracts.dialect.rest import decode_json, decode_text, header_map
from centra_contracts.exchange.model import Exchange, Request

__all__ = ["SIGNATURE_HEADER", "Signature", "WebhookDialect", "examine", "payload_of", "verify", "version_of"]

SIGNATURE_HEADER = "x-centra-signature"
_PARTS = ("t", "v1")
_MOST_DIGITS = 20  # of a time, to make a number of it


@dataclass(frozen=True, slots=True)
class Signature:
    """What became of verifying a signature. ``repr`` shows no secret."""

    state: str  # valid, invalid, missing, or unchecked without a secret
    says: str = ""  # why it is invalid; empty otherwise
    signed_s: float = 0.0  # Unix time ``t`` of a valid one


class WebhookDialect:
    """Reads deliveries. There is nothing to write: Centra speaks first."""

    def write(self, step: Step, connection: Connection, values: Mapping[str, Json]) -> Request:
        """Raises ``ValueError``: a webhook can only be awaited."""
        raise ValueError(f"step {step.id!r}: a webhook cannot be sent, only awaited")

    def read(self, exchange: Exchange) -> Reading:
        """The delivery decoded: ``body`` is the payload, ``signature`` what was established when it arrived."""
        if exchange.fault is not None:
            return Reading(exchange.id, None, {}, None)
        request = exchange.request
        payload = payload_of(request.body)
        return Reading(
            exchange.id,
            None,
            header_map(request.headers),
            payload,
            text=decode_text(request.body),
            accepted=payload is not None,
            signature=exchange.facts.get("signature", "unchecked"),
            method=request.method,
            received_s=_seconds(exchange.facts.get("received")),
            held_s=_seconds(exchange.facts.get("held_s")),
        )


def verify(secret: str, header: str, raw_body: bytes) -> str:
    """Whether a delivery is signed with ``secret``: ``valid``, ``invalid``, ``missing``; ``unchecked`` without a secret.

    >>> verify("s", "", b"payload=%7B%7D")
    'missing'
    """
    return examine(secret, header, raw_body).state


def examine(secret: str, header: str, raw_body: bytes) -> Signature:
    """What is to be said of a delivery's signature: the header has one ``t`` and one ``v1``, and ``v1`` verifies.

    Blanks around parts do not count, since a page breaks the header over two lines, and neither do parts of other names. A part
    that stands twice is not documented: it is invalid, for nobody can tell which one is meant. How old ``t`` may be no page
    says; that is left to the caller. Source: plugins/centra-webhook#signature-verification.

    >>> examine("s", "t=1", b"payload=%7B%7D")
    Signature(state='invalid', says='the header has no v1')
    """
    if not secret:
        return Signature("unchecked")
    if not header.strip():
        return Signature("missing")
    pairs = [(name.strip(), value.strip()) for name, _, value in (part.partition("=") for part in header.split(","))]
    parts: dict[str, str] = {}
    for wanted in _PARTS:
        values = [value for name, value in pairs if name == wanted]
        if len(values) != 1:
            return Signature("invalid", f"the header has {'no' if not values else 'more than one'} {wanted}")
        parts[wanted] = values[0]
    if not (parts["t"].isascii() and parts["t"].isdigit()):
        return Signature("invalid", "t is not a time in seconds")
    signed = parts["t"].encode("utf-8", "surrogatepass") + b"." + raw_body
    expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode()
    if hmac.compare_digest(expected, parts["v1"].lower().encode("utf-8", "surrogatepass")):
        return Signature("valid", signed_s=float(parts["t"][:_MOST_DIGITS]))
    return Signature("invalid", "v1 is not that of this secret, this t and this body")


def payload_of(raw_body: bytes) -> Json:
    """The JSON in the form field ``payload``; None when there is none.

    >>> payload_of(b"payload=%7B%22products%22%3A%5B%221%22%5D%7D")
    {'products': ['1']}
    """
    try:
        fields = parse_qs(raw_body.decode("utf-8"), keep_blank_values=True, max_num_fields=100)
    except ValueError:
        return None
    return decode_json(fields.get("payload", [""])[0].encode("utf-8", "surrogatepass"))


def version_of(payload: Json) -> str:
    """``integration`` for a payload with a list of ``events``, ``checkout`` for an object of lists, else empty.

    >>> version_of({"events": [{"type": "order", "action": "create", "date": "", "id": 1}]})
    'integration'
    """
    if not isinstance(payload, Mapping):
        return ""
    events = payload.get("events")
    if isinstance(events, list) and all(isinstance(event, Mapping) for event in events):
        return "integration"
    return "checkout" if payload and all(isinstance(ids, list) for ids in payload.values()) else ""


def _seconds(text: str | None) -> float | None:
    try:
        return float(text) if text is not None else None
    except ValueError:
        return None
