"""The lies about notifications of external payments. Source: 06.plugins/12.external-payment-plugin."""

from __future__ import annotations

from centra_mock.lies import Lie

__all__ = ["LIES"]

OPERATION = "POST <notification URL>"

_SAYINGS = {
    "answers-nothing": "A notification is answered with an empty object.",
    "authorizes-twice": "A second successful authorization is accepted.",
    "captures-twice": "A second successful capture is accepted.",
    "captures-without-effect": "A capture is answered with success, and the order knows nothing of it.",
    "failure-makes-order": "A failed authorization makes an order.",
    "has-status-201": "An accepted notification has the status 201.",
    "key-not-checked": "Any notification key opens the notification URL.",
    "lacks-fields": "Fields may be left out.",
    "message-missing": "Answers have no message.",
    "message-not-ok": "An accepted notification has another message than OK.",
    "mismatch-accepted": "Another currency or amount than that of the selection is accepted.",
    "old-timestamp-accepted": "The timestamp may be of any age.",
    "raw-digest-wanted": "The signature is the base64 of the digest itself, not of its hex text.",
    "refusal-has-status-200": "A refused notification has the status 200.",
    "refusal-says-success": "A refused notification says success true.",
    "refuses-everything": "Every notification is refused.",
    "signature-not-verified": "Any signature will do.",
    "signed-without-intent": "The signed text has no intent.",
    "success-is-text": "success is text in every answer.",
    "success-missing": "Answers have no success.",
    "unknown-intent-accepted": "Any intent is accepted.",
    "without-effect": "An authorization is answered with success and makes no order.",
    "without-reason": "A refusal has the message failed, whatever the reason.",
}

LIES = tuple(Lie(f"checkout-notification-{name}", "checkout", says, (OPERATION,)) for name, says in sorted(_SAYINGS.items()))
