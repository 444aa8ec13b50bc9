"""The External Payment Plugin: where the provider's notifications are forwarded to, with the plugin's notification key.

The page shows the plugin's notification URL only in the AMS, so that the path is the mock's own.
Source: 06.plugins/12.external-payment-plugin.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.routing import BaseRoute

from centra_mock.faces.external_payment.lies import LIES
from centra_mock.faces.external_payment.notification import make_routes

if TYPE_CHECKING:
    from centra_mock.world import World

__all__ = ["LIES", "PREFIX", "notification_path", "routes"]

PREFIX = "/api/external-payment"


def routes(world: World) -> list[BaseRoute]:
    """The one route, for whatever key."""
    return make_routes(world, PREFIX)


def notification_path(world: World) -> str:
    """The path of the notification URL of a world."""
    return f"{PREFIX}/{world.secrets.external_payment_key}"
