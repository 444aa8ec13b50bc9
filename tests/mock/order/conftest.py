"""What the tests of the Order API share."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator

import pytest
from order_client import OrderMock

from centra_mock.domain.seed import fresh_centra
from centra_mock.face import Face
from centra_mock.faces.order import LIES, routes
from centra_mock.world import World


@pytest.fixture(scope="session")
def world() -> World:
    """A world with the Order API alone."""
    return World(1, faces=[Face("order", routes, LIES)])


@pytest.fixture(scope="session")
def runner() -> Iterator[asyncio.Runner]:
    """One event loop for every request of the session."""
    with asyncio.Runner() as runner:
        yield runner


@pytest.fixture
def mock(world: World, runner: asyncio.Runner) -> OrderMock:
    """A fresh Order API that tells the truth."""
    return OrderMock(world, fresh_centra(1), runner)
