"""The mock as one web application: every face under its prefix, the control routes, and what all answers share."""

from __future__ import annotations

import asyncio

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from centra_mock.face import BODY_LIMIT_BYTES, BadJsonError, read_json
from centra_mock.lies import UnknownLieError
from centra_mock.world import World

__all__ = ["build_app"]

PREFIXES = {
    "/ams/": "soap",
    "/api/checkout": "checkout",
    "/api/order-api": "order",
    "/api/shop": "shop",
    "/api/subscription-api": "subscription",
    "/graphql": "graphql",
}


def build_app(world: World, *, latency_ms: int = 0, receiver: str = "") -> Starlette:
    """The application that serves a world; every answer waits ``latency_ms`` first, but for the control routes.

    ``receiver`` is the host and port to which webhooks go, for the control routes to tell.
    """
    routes: list[BaseRoute] = [*_control_routes(world, receiver)]
    for face in world.faces:
        routes.extend(face.routes(world))
    return Starlette(
        routes=routes,
        middleware=[Middleware(_Envelope, world=world, latency_ms=latency_ms)],
        exception_handlers={HTTPException: _refuse, Exception: _fail},
    )


class _Envelope:
    """What holds for every call: bodies are limited, the correlation id is mirrored, answers take their time.

    An API that declares a lie ``<api>-correlation-id-lost`` loses the id while that is told.
    Source: 05.api-references/01.api-intro for ``X-Correlation-ID``.
    """

    def __init__(self, app: ASGIApp, world: World, latency_ms: int) -> None:
        self.app = app
        self.world = world
        self.latency_ms = latency_ms

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        self.world.centra.turn += 1
        correlation = next((value for name, value in scope["headers"] if name == b"x-correlation-id"), None)
        if self._loses_id(scope["path"]):
            correlation = None

        async def send_with_id(message: Message) -> None:
            if message["type"] == "http.response.start" and correlation is not None:
                others = [each for each in message["headers"] if each[0].lower() != b"x-correlation-id"]
                message["headers"] = [*others, (b"x-correlation-id", correlation)]
            await send(message)

        body = await _body(receive)
        if body is None:
            await _answer(413, "the body is too large")(scope, receive, send_with_id)
            return
        if self.latency_ms and not scope["path"].startswith("/_mock/"):
            await asyncio.sleep(self.latency_ms / 1000)
        await self.app(scope, _replay(body, receive), send_with_id)

    def _loses_id(self, path: str) -> bool:
        api = next((api for prefix, api in PREFIXES.items() if path.startswith(prefix)), "")
        name = f"{api}-correlation-id-lost"
        return self.world.lies.knows(name) and self.world.lies.told(name)


async def _body(receive: Receive) -> bytes | None:
    parts, size, more = [], 0, True
    while more:
        message = await receive()
        if message["type"] == "http.disconnect":
            break
        parts.append(message.get("body", b""))
        size += len(parts[-1])
        if size > BODY_LIMIT_BYTES:
            return None
        more = message.get("more_body", False)
    return b"".join(parts)


def _replay(body: bytes, receive: Receive) -> Receive:
    pending = [body]

    async def replayed() -> Message:
        if pending:
            return {"type": "http.request", "body": pending.pop(), "more_body": False}
        return await receive()

    return replayed


def _control_routes(world: World, receiver: str) -> list[Route]:
    async def reset(request: Request) -> Response:
        world.reset()
        return JSONResponse({"status": "ok"})

    async def health(request: Request) -> Response:
        return JSONResponse({"status": "ok", "seed": world.seed, "lies": world.lies.names(), "receiver": receiver})

    async def get_lies(request: Request) -> Response:
        return JSONResponse(world.lies.names())

    async def put_lies(request: Request) -> Response:
        try:
            names = await read_json(request)
        except BadJsonError as problem:
            return _answer(400, str(problem))
        if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
            return _answer(400, "expected a JSON list of names of lies")
        try:
            world.lies.tell(names)
        except UnknownLieError as problem:
            return _answer(400, str(problem))
        return JSONResponse(world.lies.names())

    async def all_lies(request: Request) -> Response:
        known = world.lies.all()
        return JSONResponse(
            [{"name": each.name, "api": each.api, "says": each.says, "operations": each.operations} for each in known]
        )

    return [
        Route("/_mock/reset", reset, methods=["POST"]),
        Route("/_mock/health", health, methods=["GET"]),
        Route("/_mock/lies", get_lies, methods=["GET"]),
        Route("/_mock/lies", put_lies, methods=["PUT"]),
        Route("/_mock/lies/all", all_lies, methods=["GET"]),
    ]


def _answer(status: int, text: str) -> JSONResponse:
    return JSONResponse({"error": text}, status_code=status)


async def _refuse(request: Request, problem: Exception) -> Response:
    if not isinstance(problem, HTTPException):
        raise problem
    return JSONResponse({"error": problem.detail.lower()}, status_code=problem.status_code, headers=problem.headers)


async def _fail(request: Request, problem: Exception) -> Response:
    return _answer(500, f"the mock failed: {type(problem).__name__}")
