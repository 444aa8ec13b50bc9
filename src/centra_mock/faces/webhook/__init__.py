"""Webhooks: tells a receiver of changes, in the Checkout API version and in the Integration API version.

Source: 06.plugins/09.centra-webhook; ``check_first`` from 04.guides/05.pos-integration.
"""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

from centra_mock.domain.centra import Change
from centra_mock.faces.webhook.control import control_routes
from centra_mock.faces.webhook.lies import LIES
from centra_mock.faces.webhook.payloads import integration_event, touched_ids

if TYPE_CHECKING:
    from centra_mock.world import World

__all__ = ["LIES", "attach", "routes"]


def routes(world: World) -> list[BaseRoute]:
    """The control routes of the plugins: a webhook itself calls out, it is never called."""
    return control_routes(world)


def attach(world: World) -> None:
    """Tell the sender of every change of the fresh store."""
    world.centra.subscribe(partial(_forward, world))


def _forward(world: World, change: Change) -> None:
    if world.webhooks is None:
        return
    for trigger, ids in sorted(touched_ids(world.centra, change, world.lies).items()):
        world.webhooks.offer_ids(trigger, ids)
    event = integration_event(world.centra, change, world.lies)
    if event is not None:
        world.webhooks.offer_event(event)
