"""Lies about the form of an answer of the Subscription API: parts that are missing or of another type.

Source: 05.api-references/subscription-api/01.api-reference (response tables and examples).
"""

from __future__ import annotations

from collections.abc import Callable

from centra_mock.faces.order.distortion import Distortion, Effect, apply_distortion
from centra_mock.faces.subscription.written import Json

__all__ = ["DISTORTIONS", "distort"]

_DROP, _TEXT, _NUMBER = Effect.DROP, Effect.AS_TEXT, Effect.AS_NUMBER

DISTORTIONS: tuple[Distortion, ...] = (
    Distortion("status-missing", "Answers have no status.", (), ("status",), _DROP),
    Distortion("failures-without-error", "Failures have no error flag.", (), ("error",), _DROP),
    Distortion("failures-without-fields", "Failures do not name the fields.", (), ("errors",), _DROP),
    Distortion("packages-missing", "GET packages has no packages.", (), ("packages",), _DROP),
    Distortion("package-price-is-a-number", "Prices of packages are numbers.", (), ("packages[].price",), _NUMBER),
    Distortion("package-id-is-text", "Ids of packages are text.", (), ("packages[].id",), _TEXT),
    Distortion("packages-without-products", "Packages have no products.", (), ("packages[].products",), _DROP),
    Distortion(
        "amount-is-a-number",
        "Amounts are numbers.",
        (),
        ("subscriptions[].amount", "subscriptions[].shipping", "amount", "shipping", "payment.value"),
        _NUMBER,
    ),
    Distortion("id-is-text", "The id of a subscription is text.", (), ("subscriptions[].id", "id"), _TEXT),
    Distortion(
        "customer-and-pricelist-are-numbers",
        "customer and pricelist of a subscription are numbers.",
        (),
        ("subscriptions[].customer", "subscriptions[].pricelist"),
        _NUMBER,
    ),
    Distortion(
        "subscription-packages-missing",
        "Subscriptions do not tell their packages.",
        (),
        ("subscriptions[].packages",),
        _DROP,
    ),
    Distortion("address-missing", "Subscriptions have no address.", (), ("subscriptions[].address", "address"), _DROP),
    Distortion(
        "dates-missing",
        "Subscriptions have no nextOrderDate and startDate.",
        (),
        ("subscriptions[].nextOrderDate", "subscriptions[].startDate", "nextOrderDate"),
        _DROP,
    ),
    Distortion(
        "created-at-is-iso",
        "createdAt has a T and a zone.",
        (),
        ("subscriptions[].createdAt", "createdAt"),
        Effect.ISO_MOMENT,
    ),
    Distortion(
        "interval-missing",
        "Subscriptions have no interval.",
        (),
        ("subscriptions[].interval", "subscriptions[].intervalType", "intervalType"),
        _DROP,
    ),
    Distortion("state-missing", "Subscriptions do not tell their status.", (), ("subscriptions[].status",), _DROP),
    Distortion("payment-url-missing", "A new subscription does not tell where to pay.", (), ("payment.url",), _DROP),
)


def distort(answer: Json, told: Callable[[str], bool]) -> Json:
    """The answer as the lies that are told would have it."""
    for each in DISTORTIONS:
        if told(each.name):
            apply_distortion(answer, each)
    return answer
