"""Webhooks: tells a receiver of changes, in the Checkout API version and in the Integration API version.

Source: 06.plugins/09.centra-webhook; ``check_first`` from 04.guides/05.pos-integration.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

from centra_mock.domain.centra import Change
from centra_mock.faces.webhook.lies import LIES
from centra_mock.faces.webhook.payloads import integration_event, touched_ids

if TYPE_CHECKING:
    from centra_mock.world import World

__all__ = ["LIES", "attach", "routes"]


def routes(world: World) -> list[BaseRoute]:
    """None: a webhook calls out, it is never called."""
    return []


def attach(world: World) -> None:
    """Tell the sender of every change of the fresh store."""
    world.centra.subscribe(partial(_forward, world))


def _forward(world: World, change: Change) -> None:
    if world.webhooks is None:
        return
    for key, ids in sorted(touched_ids(world.centra, change, world.lies).items()):
        world.webhooks.offer_ids(key, ids)
    event = integration_event(change, world.lies)
    if event is not None:
        world.webhooks.offer_event(event)
