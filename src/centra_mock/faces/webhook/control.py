"""Control routes: which webhook plugins there are, what somebody saved in the AMS, and what time it is in the store.

Centra has none of them: its AMS does this, which the mock does not have.
"""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from centra_mock.face import BadJsonError, read_json
from centra_mock.faces.webhook.payloads import KINDS
from centra_mock.faces.webhook.plugin import UnfitPluginError, read_plugin
from centra_mock.faces.webhook.sender import Sender

if TYPE_CHECKING:
    from centra_mock.world import World

__all__ = ["control_routes"]

_MOST_PLUGINS = 20  # each has a thread
_FARTHEST_S = 400 * 24 * 3600


def control_routes(world: World) -> list[BaseRoute]:
    """The routes under ``/_mock/`` that concern what webhooks tell."""

    async def get_webhooks(request: Request) -> Response:
        return JSONResponse(_told(world))

    async def put_webhooks(request: Request) -> Response:
        try:
            written = await read_json(request)
            if not isinstance(written, list) or len(written) > _MOST_PLUGINS:
                return _refuse(f"expected a JSON list of webhook plugins, {_MOST_PLUGINS} at most")
            plugins = [read_plugin(each, world.secrets.webhook, pace=world.webhook_pace) for each in written]
        except (BadJsonError, UnfitPluginError) as problem:
            return _refuse(str(problem))
        if world.webhooks is None:
            world.webhooks = Sender([], world.lies)
            world.webhooks.start()
        world.webhooks.install(plugins)
        return JSONResponse(_told(world))

    async def post_changes(request: Request) -> Response:
        try:
            changes = await read_json(request)
        except BadJsonError as problem:
            return _refuse(str(problem))
        if not isinstance(changes, list) or not all(_is_change(each) for each in changes):
            return _refuse(
                f"expected a JSON list of changes, each with a number as id and one of these as kind: {', '.join(KINDS)}"
            )
        for each in changes:
            world.centra.publish(each["kind"], each.get("action", "update"), each["id"])
        return JSONResponse({"status": "ok"})

    async def post_clock(request: Request) -> Response:
        try:
            written = await read_json(request)
        except BadJsonError as problem:
            return _refuse(str(problem))
        ahead = written.get("ahead_s") if isinstance(written, dict) else None
        if isinstance(ahead, bool) or not isinstance(ahead, int) or not 0 <= ahead <= _FARTHEST_S:
            return _refuse(f"expected ahead_s, a number of seconds from 0 to {_FARTHEST_S}")
        world.set_clock(timedelta(seconds=ahead))
        return JSONResponse({"status": "ok", "now": f"{world.centra.now():%Y-%m-%d %H:%M:%S}"})

    return [
        Route("/_mock/webhooks", get_webhooks, methods=["GET"]),
        Route("/_mock/webhooks", put_webhooks, methods=["PUT"]),
        Route("/_mock/changes", post_changes, methods=["POST"]),
        Route("/_mock/clock", post_clock, methods=["POST"]),
    ]


def _told(world: World) -> list[dict[str, object]]:
    return [plugin.told() for plugin in world.webhooks.plugins] if world.webhooks is not None else []


def _is_change(written: object) -> bool:
    if not isinstance(written, dict):
        return False
    number, action = written.get("id"), written.get("action", "update")
    is_number = isinstance(number, int) and not isinstance(number, bool)
    return is_number and isinstance(action, str) and action != "" and written.get("kind") in KINDS


def _refuse(text: str) -> Response:
    return JSONResponse({"error": text}, status_code=400)
