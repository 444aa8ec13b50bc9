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
    paused = mock.some("paused")
    email = mock.world.centra.customers[paused.customer_id].email
    for path in (f"subscriptions/{paused.id}", f"subscriptions?customerEmail={email}", "subscriptions/1", "things"):
        yield _answer(mock, "GET", path)
    yield _answer(mock, "POST", "order", fields=mock.draft()[1:])
    consents = [("consent[news]", "1"), ("consent_name[news]", "News")]
    yield _answer(mock, "POST", "order", fields=[*mock.draft(), *consents])
    newest = max(mock.world.centra.package_subscriptions)
    yield _answer(mock, "GET", f"subscriptions/{newest}")
    yield [customer.consents for customer in list(mock.world.centra.customers.values())[-1:]] == [[]]
    for more in ([("result", "failed")], []):
        yield _answer(mock, "POST", "payment", fields=[("id", str(newest)), ("payment", "dummy"), *more])
        yield _answer(mock, "GET", f"subscriptions/{newest}")
    for status in ("paused", "asleep", "cancelled", "active"):
        yield _answer(mock, "PUT", f"subscription/{newest}", fields=[("status", status)])


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
