"""A receiver, and a store that sends to it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from webhook_receiver import Receiver

from centra_mock.faces.webhook.plugin import plugins_at
from centra_mock.faces.webhook.sender import Sender
from centra_mock.world import World


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def world(receiver: Receiver) -> Iterator[World]:
    made = World(2)
    made.webhooks = Sender(plugins_at(receiver.url, made.secrets.webhook), made.lies)
    made.webhooks.start()
    yield made
    made.webhooks.stop()
