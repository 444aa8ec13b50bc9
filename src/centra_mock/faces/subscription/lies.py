"""The lies of the Subscription API face.

Those about the form of an answer are in ``distortions``. Source: 05.api-references/subscription-api.
"""

from __future__ import annotations

from centra_mock.faces.subscription.distortions import DISTORTIONS
from centra_mock.lies import Lie

__all__ = ["LIES"]


def _lie(name: str, says: str) -> Lie:
    return Lie(f"subscription-{name}", "subscription", says)


_BEHAVIOUR: tuple[Lie, ...] = (
    _lie("answers-nothing", "Every read answers an empty list."),
    _lie("refuses-everything", "Every operation that writes fails."),
    _lie("unknown-operations-answer", "Operations that the documentation does not know answer success."),
    _lie("needs-no-secret", "Calls without API-Authorization are answered."),
    _lie("wrong-secret-accepted", "Any text in API-Authorization opens the API."),
    _lie("gone", "Every operation answers 410, as if the deprecated API had been removed."),
    _lie("failures-with-status-400", "Failures have the HTTP status 400."),
    _lie("failures-say-ok", "Failures say ok and nothing else."),
    _lie("content-type-html", "JSON is sent as text/html."),
    _lie("correlation-id-lost", "The X-Correlation-ID of a request is not mirrored."),
    _lie("forms-not-read", "The fields of urlencoded bodies are not read."),
    _lie("packages-have-status", "GET packages has a status."),
    _lie("retired-packages-listed", "Packages that are not active are listed."),
    _lie("required-fields-optional", "Required fields of a new subscription may be left out."),
    _lie("consents-forgotten", "Consents of a new subscription are not kept."),
    _lie("complete-before-payment", "A subscription is active before it is paid."),
    _lie("failed-payment-accepted", "A failed payment completes the subscription."),
    _lie("payment-without-effect", "The payment answers success and completes nothing."),
    _lie("payment-answers-list", "The payment answers a list of subscriptions."),
    _lie("unknown-subscription-found", "An unknown id finds another subscription."),
    _lie("list-ignores-email", "The list has the subscriptions of every customer."),
    _lie("list-only-active", "The list has active subscriptions only."),
    _lie("update-without-effect", "An update answers success and changes nothing."),
    _lie("any-status-accepted", "Unknown states are accepted without a word."),
    _lie("cancelled-can-be-restored", "A cancelled subscription can become active again."),
)

LIES: tuple[Lie, ...] = (*_BEHAVIOUR, *(_lie(each.name, each.says) for each in DISTORTIONS))
