"""The sender: a thread of its own that posts what is queued, signed, so that no request ever waits for a receiver.

Source: 06.plugins/09.centra-webhook (format, signature, time limit, repetitions, events per call).
"""

from __future__ import annotations

import hashlib
import hmac
import json
import threading
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

import httpx

from centra_mock.lies import Lies

__all__ = ["RETRY_DELAYS_S", "Sender", "form_body", "sign"]

EVENTS_PER_CALL = 100
TIMEOUT_S = 5.0
GATHER_S = 0.02  # how long changes are gathered, so that one action of the store is one call
RETRY_DELAYS_S = (0.5, 1.0, 2.0)


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
    digest = hmac.new(secret.encode(), f"{timestamp}.".encode() + signed, hashlib.sha256).hexdigest()
    return f"t={timestamp},v1={digest}"


@dataclass(slots=True)
class _Waiting:
    """What is to be sent: ids by key for the Checkout API version, events for the Integration API version."""

    ids: dict[str, dict[str, None]] = field(default_factory=dict)
    events: list[dict[str, Any]] = field(default_factory=list)  # Any: JSON

    def __bool__(self) -> bool:
        return bool(self.ids or self.events)


class Sender:
    """Posts to ``<url>/checkout`` and ``<url>/integration``; start it once, stop it at the end."""

    def __init__(self, url: str, secret: str, lies: Lies, *, retries: int = 0) -> None:
        self.url = url.rstrip("/")
        self._secret = secret
        self._lies = lies
        self._retries = retries
        self._waiting = _Waiting()
        self._round = 0  # counts resets: what was taken before one is not repeated after it
        self._stopped = False
        self._changed = threading.Condition()
        self._stop_waiting = threading.Event()
        self._thread = threading.Thread(target=self._run, name="webhook-sender", daemon=True)

    def start(self) -> None:
        """Begin to send."""
        self._thread.start()

    def stop(self) -> None:
        """Send nothing more; a call under way is left to itself."""
        with self._changed:
            self._stopped = True
            self._stop_waiting.set()
            self._changed.notify()

    def clear(self) -> None:
        """Forget what is queued."""
        with self._changed:
            self._waiting = _Waiting()
            self._round += 1

    def offer_ids(self, key: str, ids: list[str]) -> None:
        """Queue ids of a key of the Checkout API version."""
        with self._changed:
            self._waiting.ids.setdefault(key, {}).update(dict.fromkeys(ids))
            self._changed.notify()

    def offer_event(self, event: dict[str, Any]) -> None:  # Any: JSON
        """Queue an event of the Integration API version; the same happening twice in a call is told once."""
        with self._changed:
            identity = _identity(event)
            if identity not in [_identity(each) for each in self._waiting.events[-EVENTS_PER_CALL:]]:
                self._waiting.events.append(event)
            self._changed.notify()

    def _run(self) -> None:
        with httpx.Client(timeout=TIMEOUT_S, follow_redirects=False, trust_env=False) as client:
            while True:
                with self._changed:
                    while not self._waiting and not self._stopped:
                        self._changed.wait()
                if self._stop_waiting.wait(GATHER_S):
                    return
                with self._changed:
                    waiting, self._waiting = self._waiting, _Waiting()
                    taken_in = self._round
                if not self._lies.told("webhook-delivers-nothing"):
                    self._deliver(client, waiting, taken_in)

    def _deliver(self, client: httpx.Client, waiting: _Waiting, taken_in: int) -> None:
        flat = [(key, each) for key in sorted(waiting.ids) for each in waiting.ids[key]]
        for start in range(0, len(flat), EVENTS_PER_CALL):
            call: dict[str, list[str]] = {}
            for key, each in flat[start : start + EVENTS_PER_CALL]:
                call.setdefault(key, []).append(each)
            self._post(client, "checkout", self._checkout_payload(call), taken_in)
        for start in range(0, len(waiting.events), EVENTS_PER_CALL):
            events = waiting.events[start : start + EVENTS_PER_CALL]
            self._post(client, "integration", {"events": events}, taken_in)

    def _checkout_payload(self, call: dict[str, list[str]]) -> dict[str, object]:
        if self._lies.told("webhook-checkout-ids-are-numbers"):
            return {key: [int(each) if each.isdecimal() else each for each in ids] for key, ids in call.items()}
        if self._lies.told("webhook-checkout-ids-are-not-listed"):
            return {key: ids[0] for key, ids in call.items()}
        return dict(call)

    def _post(self, client: httpx.Client, version: str, payload: object, taken_in: int) -> None:
        body, headers = self._request(payload)
        for attempt in range(self._retries + 1):
            if attempt and self._stop_waiting.wait(RETRY_DELAYS_S[min(attempt, len(RETRY_DELAYS_S)) - 1]):
                return
            if self._stopped or taken_in != self._round:
                return
            try:
                client.post(f"{self.url}/{version}", content=body, headers=headers)
            except httpx.HTTPError:
                continue  # nobody there or too slow: tried again or dropped, as documented
            return

    def _request(self, payload: object) -> tuple[bytes, dict[str, str]]:
        headers = {"Content-Type": "application/x-www-form-urlencoded", "Accept": "*/*"}
        if self._lies.told("webhook-body-is-json"):
            body = _json(payload).encode()
            headers["Content-Type"] = "application/json"
        elif self._lies.told("webhook-payload-field-renamed"):
            body = form_body(payload, name="data")
        else:
            body = form_body(payload)
        secret = self._secret + "x" if self._lies.told("webhook-signature-wrong") else self._secret
        signed = _json(payload).encode() if self._lies.told("webhook-signs-json-instead-of-body") else body
        signature = sign(secret, int(time.time()), signed)
        if self._lies.told("webhook-signature-has-no-timestamp"):
            signature = signature.partition(",")[2]
        if not self._lies.told("webhook-signature-missing"):
            headers["X-Centra-Signature"] = signature
        return body, headers


def _json(payload: object) -> str:
    return json.dumps(payload, separators=(",", ":"))


def _identity(event: dict[str, Any]) -> tuple[object, ...]:
    return (event["type"], event.get("action"), event["id"], _json(event.get("data")))
