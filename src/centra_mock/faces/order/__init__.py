"""The Order API (REST), under ``/api/order-api``. Source: 05.api-references/04.order-api."""

from __future__ import annotations

from starlette.routing import BaseRoute

from centra_mock.faces.order.documents import make_document_routes
from centra_mock.faces.order.gate import make_routes
from centra_mock.faces.order.lies import LIES
from centra_mock.world import World

__all__ = ["LIES", "PREFIX", "routes"]

PREFIX = "/api/order-api"


def routes(world: World) -> list[BaseRoute]:
    """The routes of the API in a world, and of the documents that it links to."""
    return [*make_routes(world, PREFIX), *make_document_routes(world)]
