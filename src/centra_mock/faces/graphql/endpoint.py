"""The HTTP side: one path, POST, JSON in and out, a token in a header or a cookie.

Sources: 05.api-references/05.graphql-integration-api/chapter.md (path, content type), 01.authorization (token) and
05.media-upload (the storage that takes files). Statuses are the ordinary ones where the pages state none: 200 for
every answer in GraphQL's own terms, 400 for a body that is no GraphQL request, 401 without a valid token.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import BaseRoute, Route

from centra_mock.face import BadJsonError, read_json

if TYPE_CHECKING:
    from centra_mock.domain.centra import Centra
    from centra_mock.world import World

__all__ = ["routes"]

PATH = "/graphql"
_MEDIA_PATH = f"{PATH}/media"
_WARM_UP_AFTER_S = 0.3
_UPLOAD_KEY = re.compile(rb'name="key"\r\n\r\ntmp/([0-9a-f-]{36})\r\n')
_UPLOAD_TYPE = re.compile(rb'name="Content-Type"\r\n\r\nimage/(png|jpe?g|gif)\r\n')


class _Uploads:
    """Media files on their way, forgotten when the store is replaced."""

    def __init__(self) -> None:
        self._centra: Centra | None = None
        self._arrived: dict[str, bool] = {}

    def of(self, centra: Centra) -> dict[str, bool]:
        """Which announced files have arrived in this store."""
        if self._centra is not centra:
            self._centra, self._arrived = centra, {}
        return self._arrived


def routes(world: World) -> list[BaseRoute]:
    """The endpoint, the storage for media files, and the control route that lists the tokens."""
    uploads = _Uploads()

    async def ask(request: Request) -> Response:
        return await _ask(request, world, uploads)

    async def upload(request: Request) -> Response:
        return await _upload(request, uploads.of(world.centra))

    async def tokens(request: Request) -> Response:
        from centra_mock.faces.graphql.tokens import describe_tokens

        return JSONResponse(describe_tokens(world.secrets.graphql))

    # graphql-core takes a while to load: after the server is up, before the first request needs it.
    timer = threading.Timer(_WARM_UP_AFTER_S, _warm_up)
    timer.daemon = True
    timer.start()
    return [
        Route(PATH, ask, methods=["POST"]),
        Route(_MEDIA_PATH, upload, methods=["POST"]),
        Route("/_mock/tokens", tokens, methods=["GET"]),
    ]


def _warm_up() -> None:
    from centra_mock.faces.graphql.execution import warm_up

    warm_up()


async def _ask(request: Request, world: World, uploads: _Uploads) -> Response:
    from centra_mock.faces.graphql.context import Context
    from centra_mock.faces.graphql.execution import Question, answer
    from centra_mock.faces.graphql.tokens import grant_of

    told = world.lies.told
    grant = grant_of(request.headers, request.cookies, world.secrets.graphql, told)
    if grant is None:
        return _refusal(401, "You need a valid access token.", "authentication", {"WWW-Authenticate": "Bearer"})
    if request.headers.get("content-type", "").partition(";")[0].strip().lower() != "application/json":
        return _refusal(415, "The content type of a request is application/json.", "request")
    try:
        body = await read_json(request)
    except BadJsonError as problem:
        return _refusal(400, str(problem), "request")
    if not _is_text(body):
        return _refusal(400, "The body has half of a surrogate pair.", "request")
    match body:
        case {"query": str() as query, **rest} if query.strip():
            variables, name = rest.get("variables"), rest.get("operationName")
        case _:
            return _refusal(400, "The body is a JSON object with the document under query.", "request")
    if not isinstance(variables, dict | None) or not isinstance(name, str | None):
        return _refusal(400, "The variables are a JSON object, the operationName a text.", "request")
    centra = world.centra
    upload_url = str(request.base_url).rstrip("/") + _MEDIA_PATH
    context = Context(centra, told, grant.permissions, upload_url, uploads.of(centra))
    return JSONResponse(answer(Question(query, variables or {}, name or None), context))


async def _upload(request: Request, arrived: dict[str, bool]) -> Response:
    """Take a file as the storage does: 204 when the policy's key is known and the type is png, jpg or gif."""
    body = await request.body()
    key = _UPLOAD_KEY.search(body)
    if key is None or key.group(1).decode() not in arrived:
        return Response("<Error><Code>AccessDenied</Code></Error>", 403, media_type="application/xml")
    if _UPLOAD_TYPE.search(body) is None or b'name="file"' not in body:
        return Response("<Error><Code>InvalidArgument</Code></Error>", 400, media_type="application/xml")
    arrived[key.group(1).decode()] = True
    return Response(status_code=204)


def _is_text(body: object) -> bool:
    try:
        json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _refusal(status: int, message: str, category: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    content: dict[str, Any] = {"errors": [{"message": message, "extensions": {"category": category}}]}  # Any: JSON
    return JSONResponse(content, status, dict(headers or {}))
