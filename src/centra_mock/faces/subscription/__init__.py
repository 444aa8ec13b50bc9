"""The Subscription API (REST, deprecated), under ``/api/subscription-api``.

Source: 05.api-references/subscription-api.
"""

from __future__ import annotations

from starlette.routing import BaseRoute

from centra_mock.faces.subscription.gate import make_routes
from centra_mock.faces.subscription.lies import LIES
from centra_mock.world import World

__all__ = ["LIES", "PREFIX", "routes"]

PREFIX = "/api/subscription-api"


def routes(world: World) -> list[BaseRoute]:
    """The routes of the API in a world."""
    return make_routes(world, PREFIX)
