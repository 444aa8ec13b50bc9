"""Reads the webhooks that Centra sends: verifies the signature, takes the payload out, tells the version.

A webhook is a POST with a form whose field ``payload`` holds JSON. The Checkout version is an object of id lists by type,
the Integration version has ``events``. The header ``X-Centra-Signature`` holds a timestamp ``t`` and, as ``v1``, the
HMAC-SHA256 of the timestamp, a dot and the raw body. Source: ``plugins/centra-webhook``.
"""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Mapping
from urllib.parse import parse_qs

from centra_contracts.contract.model import Json, Step
from centra_contracts.dialect.model import Connection, Reading
from centra_contracts.dialect.rest import decode_json, decode_text, header_map
from centra_contracts.exchange.model import Exchange, Request

__all__ = ["SIGNATURE_HEADER", "WebhookDialect", "payload_of", "verify", "version_of"]

SIGNATURE_HEADER = "x-centra-signature"


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
        )


def verify(secret: str, header: str, raw_body: bytes) -> str:
    """Whether a delivery is signed with ``secret``: ``valid``, ``invalid`` or ``missing``.

    Blanks around parts do not count. A part that is repeated may be right once: during a change of secrets both stand
    there. A header without ``t`` or ``v1`` is invalid; an empty one is missing.

    >>> verify("s", "", b"payload=%7B%7D")
    'missing'
    """
    if not header.strip():
        return "missing"
    parts: dict[str, list[str]] = {}
    for part in header.split(","):
        name, _, value = part.partition("=")
        parts.setdefault(name.strip(), []).append(value.strip())
    valid = False
    for timestamp in parts.get("t", []):
        signed = f"{timestamp}.".encode() + raw_body
        expected = hmac.new(secret.encode(), signed, hashlib.sha256).hexdigest().encode()
        for given in parts.get("v1", []):
            valid |= hmac.compare_digest(expected, given.lower().encode())
    return "valid" if valid else "invalid"


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
