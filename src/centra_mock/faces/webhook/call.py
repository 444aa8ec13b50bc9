"""One call of a webhook on the wire: a POST of a form with the field ``payload``, signed over its raw body.

Source: 06.plugins/09.centra-webhook (format, signature verification).
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import re
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote, urlencode

import httpx

from centra_mock.lies import Lies

__all__ = ["Call", "form_body", "make_call", "send_call", "sign"]

_OLD_S = 7 * 24 * 3600
_FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True, slots=True)
class Call:
    """What is sent to the URL of a plugin."""

    method: str
    headers: dict[str, str]
    body: bytes
    query: str = ""


def form_body(payload: object, *, name: str = "payload") -> bytes:
    """The body of a call: one form field with the JSON, percent-encoded.

    >>> form_body({"x": "test"})
    b'payload=%7B%22x%22%3A%22test%22%7D'
    """
    return f"{name}={quote(_json(payload), safe='')}".encode()


def sign(secret: str, timestamp: int, signed: bytes) -> str:
    """The value of ``X-Centra-Signature``: HMAC-SHA256 over timestamp, dot and raw body.

    >>> sign("test123", 12345678, form_body({"x": "test"}))[-8:]
    'c356c549'
    """
    return f"t={timestamp},v1={_digest(secret, f'{timestamp}.'.encode() + signed)}"


def make_call(payload: object, secret: str, now_s: int, lies: Lies) -> Call:
    """The call that tells a payload at a Unix time; without a secret it is not signed."""
    body, content_type = _body(payload, lies)
    headers = {"Content-Type": content_type, "Accept": "*/*", "Accept-Encoding": "gzip", "User-Agent": "centra-mock"}
    if secret and not lies.told("webhook-signature-missing"):
        name = "X-Signature" if lies.told("webhook-signature-header-renamed") else "X-Centra-Signature"
        headers[name] = _signature(payload, body, secret, now_s, lies)
    if lies.told("webhook-body-altered-after-signing"):
        body += b"+"
    if lies.told("webhook-body-reencoded"):
        body = _in_lower_case(body)
    if lies.told("webhook-sent-by-get"):
        del headers["Content-Type"]
        return Call("GET", headers, b"", body.decode())
    return Call("PUT" if lies.told("webhook-sent-by-put") else "POST", headers, body)


def send_call(client: httpx.Client, url: str, call: Call, timeout_s: float) -> bool:
    """Whether somebody answered in time, with whatever status; False for a URL that leads nowhere."""
    full = url + (f"?{call.query}" if call.query else "")
    try:
        client.request(call.method, full, content=call.body, headers=call.headers, timeout=timeout_s)
    except (httpx.HTTPError, httpx.InvalidURL, OSError, ValueError):
        return False
    return True


def _body(payload: Any, lies: Lies) -> tuple[bytes, str]:  # Any: JSON
    content_type = "text/plain" if lies.told("webhook-content-type-is-text") else _FORM
    if lies.told("webhook-body-is-json"):
        return _json(payload).encode(), "application/json"
    if lies.told("webhook-json-sent-as-form"):
        return _json(payload).encode(), content_type
    if lies.told("webhook-payload-field-renamed"):
        return form_body(payload, name="data"), content_type
    if lies.told("webhook-payload-with-company"):
        return b"source=centra&" + form_body(payload), content_type
    if lies.told("webhook-payload-in-many-fields"):
        return urlencode({key: _json(value) for key, value in payload.items()}).encode(), content_type
    if lies.told("webhook-payload-cut-off"):
        return b"payload=" + quote(_json(payload)[:-2], safe="").encode(), content_type
    if lies.told("webhook-payload-is-base64"):
        return b"payload=" + quote(base64.b64encode(_json(payload).encode()), safe="").encode(), content_type
    if lies.told("webhook-payload-not-encoded"):
        return b"payload=" + _json(payload).encode(), content_type
    if lies.told("webhook-percent-in-lower-case"):
        return _in_lower_case(form_body(payload)), content_type
    return form_body(payload), content_type


def _signature(payload: object, body: bytes, secret: str, now_s: int, lies: Lies) -> str:
    stamp = str(now_s - _OLD_S if lies.told("webhook-signature-is-old") else now_s)
    if lies.told("webhook-signature-timestamp-in-milliseconds"):
        stamp += "000"
    key = secret + "x" if lies.told("webhook-signature-wrong") else secret
    signed = _json(payload).encode() if lies.told("webhook-signs-json-instead-of-body") else body
    if lies.told("webhook-signs-encoded-json-alone"):
        signed = body.partition(b"=")[2]
    separator = b":" if lies.told("webhook-signature-separator-is-a-colon") else b"."
    text = signed if lies.told("webhook-signature-lacks-time") else stamp.encode() + separator + signed
    digest = _digest(key, text)
    if lies.told("webhook-signature-is-sha1"):
        digest = hmac.new(key.encode(), text, hashlib.sha1).hexdigest()
    if lies.told("webhook-signature-is-sha512"):
        digest = hmac.new(key.encode(), text, hashlib.sha512).hexdigest()
    if lies.told("webhook-signature-is-base64"):
        digest = base64.b64encode(bytes.fromhex(digest)).decode()
    if lies.told("webhook-signature-has-no-key"):
        digest = hashlib.sha256(text).hexdigest()
    if lies.told("webhook-signature-in-capitals"):
        digest = digest.upper()
    if lies.told("webhook-signature-forged"):
        digest = hashlib.sha256(stamp.encode()).hexdigest()
    parts = [f"t={stamp}", f"v1={digest}"]
    if lies.told("webhook-signature-has-no-timestamp"):
        del parts[0]
    if lies.told("webhook-signature-has-no-v1"):
        parts[-1] = f"v0={digest}"
    if lies.told("webhook-signature-parts-repeated"):
        parts += parts
    return (";" if lies.told("webhook-signature-parts-split-by-semicolon") else ",").join(parts)


def _in_lower_case(body: bytes) -> bytes:
    return re.sub(rb"%[0-9A-F]{2}", lambda found: found[0].lower(), body)


def _digest(secret: str, text: bytes) -> str:
    return hmac.new(secret.encode(), text, hashlib.sha256).hexdigest()


def _json(payload: object) -> str:
    return json.dumps(payload, separators=(",", ":"))
