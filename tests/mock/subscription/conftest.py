"""What the tests of the Subscription API share."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from subscription_client import SubscriptionMock

from centra_mock.face import Face
from centra_mock.faces.subscription import LIES, routes
from centra_mock.world import World


@pytest.fixture(scope="session")
def world() -> World:
    """A world with the Subscription API alone."""
    return World(1, faces=[Face("subscription", routes, LIES)])


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    """One event loop for every request of the session."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def mock(world: World, runner: asyncio.Runner) -> SubscriptionMock:
    """A fresh Subscription API that tells the truth."""
    return SubscriptionMock(world, runner)
