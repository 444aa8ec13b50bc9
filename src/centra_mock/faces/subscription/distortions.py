"""Lies about single parts of an answer of the Subscription API: they are missing, or of another type.

Source: 05.api-references/subscription-api/01.api-reference (response tables and examples).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from centra_mock.faces.order.distortion import Distortion, Effect, apply_distortion
from centra_mock.faces.subscription.written import Json

__all__ = ["DISTORTIONS", "distort"]

_DROP, _TEXT, _NUMBER = Effect.DROP, Effect.AS_TEXT, Effect.AS_NUMBER

_SEVERAL: tuple[Distortion, ...] = (
    Distortion("status-missing", "Answers have no status.", (), ("status",), _DROP),
    Distortion("failures-without-error", "Failures have no error flag.", (), ("error",), _DROP),
    Distortion("failures-without-fields", "Failures do not name the fields.", (), ("errors",), _DROP),
    Distortion("failures-without-message", "A bad payment method has no message.", (), ("message",), _DROP),
    Distortion("error-is-a-number", "The error flag is a number.", (), ("error",), Effect.AS_BIT),
    Distortion("packages-missing", "GET packages has no packages.", (), ("packages",), _DROP),
    Distortion("subscriptions-missing", "Lists have no subscriptions.", (), ("subscriptions",), _DROP),
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
    Distortion("item-count-is-text", "itemCount is text.", (), ("subscriptions[].itemCount", "itemCount"), _TEXT),
    Distortion("interval-is-text", "interval is text.", (), ("subscriptions[].interval", "interval"), _TEXT),
    Distortion(
        "customer-and-pricelist-are-numbers",
        "customer and pricelist of a subscription are numbers.",
        (),
        ("subscriptions[].customer", "subscriptions[].pricelist"),
        _NUMBER,
    ),
    Distortion(
        "subscription-packages-are-numbers",
        "Ids of packages of a subscription are numbers.",
        (),
        ("subscriptions[].packages[]",),
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
        "days-have-a-zone",
        "startDate and nextOrderDate have an offset.",
        (),
        ("subscriptions[].startDate", "startDate", "subscriptions[].nextOrderDate", "nextOrderDate"),
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
    Distortion("new-payment-missing", "A new subscription has no payment.", (), ("payment",), _DROP),
    Distortion("payment-url-missing", "A new subscription does not tell where to pay.", (), ("payment.url",), _DROP),
    Distortion("payment-value-missing", "A new subscription does not tell its value.", (), ("payment.value",), _DROP),
    Distortion("payment-currency-missing", "A new subscription does not tell its currency.", (), ("payment.currency",), _DROP),
)

# word in the lie's name -> field of a subscription; of its address; of a package; of a product inside
_SUBSCRIPTION = {
    "amount": "amount",
    "created-at": "createdAt",
    "currency": "currency",
    "customer": "customer",
    "id": "id",
    "interval-type": "intervalType",
    "item-count": "itemCount",
    "next-order-date": "nextOrderDate",
    "pricelist": "pricelist",
    "receipt": "receipt",
    "shipping": "shipping",
    "start-date": "startDate",
    "time-between": "interval",
}
_ADDRESS = {
    "address1": "address1",
    "address2": "address2",
    "city": "city",
    "country": "country",
    "first-name": "firstName",
    "last-name": "lastName",
    "phone-number": "phoneNumber",
    "state": "state",
    "zip-code": "zipCode",
}
_PACKAGE = {"currency": "currency", "id": "id", "name": "name", "price": "price"}
_PRODUCT = {"id": "id", "name": "product", "size": "size", "variant": "variant"}


def _hidden() -> Iterator[Distortion]:
    for word, name in _SUBSCRIPTION.items():
        yield Distortion(f"{word}-hidden", f"Subscriptions have no {name}.", (), (f"subscriptions[].{name}", name), _DROP)
    for word, name in _ADDRESS.items():
        places = (f"subscriptions[].address.{name}", f"address.{name}")
        yield Distortion(f"address-{word}-hidden", f"Addresses have no {name}.", (), places, _DROP)
    for word, name in _PACKAGE.items():
        yield Distortion(f"package-{word}-hidden", f"Packages have no {name}.", (), (f"packages[].{name}",), _DROP)
    for word, name in _PRODUCT.items():
        yield Distortion(
            f"product-{word}-hidden", f"Products inside packages have no {name}.", (), (f"packages[].products[].{name}",), _DROP
        )


DISTORTIONS: tuple[Distortion, ...] = (*_SEVERAL, *_hidden())


def distort(answer: Json, told: Callable[[str], bool]) -> Json:
    """The answer as the lies that are told would have it."""
    for each in DISTORTIONS:
        if told(each.name):
            apply_distortion(answer, each)
    return answer
