"""Every lie of the Subscription API changes what a client sees."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
from subscription_client import SubscriptionMock

from centra_mock.faces.subscription import LIES
from centra_mock.world import World

_NAMES = sorted(lie.name.removeprefix("subscription-") for lie in LIES)
_TODAY = re.compile(f"{datetime.now():%Y-%m-%d}[ T][0-9:]+")


@pytest.fixture(scope="session")
def truth(world: World, runner: asyncio.Runner) -> list[object]:
    """What an honest mock answers on the tour."""
    return list(tour(SubscriptionMock(world, runner)))


def tour(mock: SubscriptionMock) -> Iterator[object]:
    """A walk past every promise; yields what is answered."""
    for headers in ({}, {"API-Authorization": "wrong"}, {**mock.headers, "X-Correlation-ID": "c-1"}):
        yield _answer(mock, "GET", "packages?pricelist=EUR", headers=headers)
    yield from (_answer(mock, "GET", f"packages{query}") for query in ("", "?pricelist=nowhere"))
    paused = mock.some("paused")
    email = mock.world.centra.customers[paused.customer_id].email
    yield _answer(mock, "PUT", f"subscription/{paused.id}", fields=[("status", "paused")], headers={})
    for path in (
        f"subscriptions/{paused.id}",
        f"subscriptions?customerEmail={email}",
        "subscriptions",
        "subscriptions/1",
        f"subscriptions/{paused.id}?customerId={paused.customer_id}",
        "things",
    ):
        yield _answer(mock, "GET", path)
    cancelled = mock.world.centra.customers[mock.some("cancelled").customer_id].email
    yield _answer(mock, "GET", f"subscriptions?customerEmail={cancelled}")
    yield from _orders(mock)
    newest = max(mock.world.centra.package_subscriptions)
    for more in ([("result", "failed")], [("payment", "card")], []):
        yield _answer(mock, "POST", "payment", fields=[("id", str(newest)), ("payment", "dummy"), *more])
        yield _answer(mock, "GET", f"subscriptions/{newest}")
    yield _answer(mock, "POST", "payment", fields=[("id", "1"), ("payment", "dummy")])
    yield len(mock.world.centra.orders)
    for status in ("paused", "active", "asleep", "cancelled", "paused", "active"):
        yield _answer(mock, "PUT", f"subscription/{newest}", fields=[("status", status)])
        yield [each.status for each in mock.world.centra.package_subscriptions.values()]
    yield _answer(mock, "PUT", f"subscription/{paused.id}", fields=[])
    yield _answer(mock, "GET", f"subscriptions/{paused.id}")
    yield _answer(mock, "POST", "payment", fields=[("id", str(newest)), ("payment", "dummy")])
    yield _answer(mock, "GET", f"subscriptions/{newest}")
    yield _answer(mock, "PUT", f"subscription/{newest - 1}", fields=[("status", "active")])
    yield _answer(mock, "DELETE", f"subscription/{paused.id}")
    yield _answer(mock, "GET", f"subscriptions/{paused.id}")


def _orders(mock: SubscriptionMock) -> Iterator[object]:
    """New subscriptions: what is wanted, what is kept, and the last of them."""
    for name in ("name", "sname", "email", "country", "package[]", "payment"):
        yield _answer(mock, "POST", "order", fields=[each for each in mock.draft() if each[0] != name])
    yield _answer(mock, "POST", "order", fields=[each for each in mock.draft() if each[0] != "payment"] + [("payment", "none")])
    invoice = [("email", "klara@example.com"), ("payment", "klarna-invoice")]
    yield _answer(mock, "POST", "order", fields=[*mock.draft(), *invoice])
    yield _answer(mock, "POST", "payment", fields=[("id", str(max(mock.world.centra.package_subscriptions))), invoice[1]])
    consents = [
        ("consent[news]", "1"),
        ("consent_name[news]", "News"),
        ("consent_language[news]", "sv"),
        ("consent[a][consent_name]", "A"),
    ]
    place = [
        ("address", "Quay 1"),
        ("coaddress", "c/o"),
        ("city", "Town"),
        ("state", "X"),
        ("zipcode", "1"),
        ("phoneNumber", "2"),
    ]
    times = [("startdate", "2031-05-06"), ("interval", "3"), ("intervaltype", "M"), ("language", "DE"), ("sendNewsletter", "1")]
    both = [("package[]", str(each.id)) for each in mock.world.centra.packages.values() if each.status == "active"]
    yield _answer(mock, "POST", "order", fields=[*mock.draft(), *both, *consents, *place, *times])
    newest = max(mock.world.centra.package_subscriptions)
    yield _answer(mock, "GET", f"subscriptions/{newest}")
    customer = list(mock.world.centra.customers.values())[-1]
    yield [each.key for each in customer.consents], customer.newsletter, customer.language_code
    yield _answer(mock, "POST", "order", fields=mock.draft())
    yield _answer(mock, "GET", f"subscriptions/{newest + 1}")


def test_the_truth_is_told_twice_alike(mock: SubscriptionMock, truth: list[object]) -> None:
    """Two honest tours are equal, so that what differs is a lie."""
    assert list(tour(mock)) == truth


@pytest.mark.parametrize("name", _NAMES)
def test_a_lie_changes_an_answer(mock: SubscriptionMock, truth: list[object], name: str) -> None:
    """Some answer of the tour is not the honest one."""
    mock.tell(name)
    assert any(answer != truth[position] for position, answer in enumerate(tour(mock)))


def _answer(mock: SubscriptionMock, method: str, path: str, **options: Any) -> tuple[object, ...]:
    response = mock.send(method, path, **options)
    text = _TODAY.sub("NOW", response.text)
    return response.status_code, response.headers["content-type"], response.headers.get("x-correlation-id"), text
