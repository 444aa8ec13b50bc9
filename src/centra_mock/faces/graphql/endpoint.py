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
    from centra_mock.faces.graphql.context import Upload
    from centra_mock.world import World

__all__ = ["routes"]

PATH = "/graphql"
_MEDIA_PATH = f"{PATH}/media"
_WARM_UP_AFTER_S = 0.3
_UPLOAD_KEY = re.compile(rb'name="key"\r\n\r\ntmp/([0-9a-f-]{36})\r\n')
_UPLOAD_TYPE = re.compile(rb'name="Content-Type"\r\n\r\nimage/(png|jpe?g|gif)\r\n')
_INTROSPECTS = re.compile(r"\s*(query\b[^{]*)?\{\s*__(schema|type)\b")
_HAS_TYPE = re.compile(rb'name="Content-Type"\r\n')


class _Uploads:
    """Media files on their way, forgotten when the store is replaced."""

    def __init__(self) -> None:
        self._centra: Centra | None = None
        self._announced: dict[str, Upload] = {}

    def of(self, centra: Centra) -> dict[str, Upload]:
        """The files that were announced in this store."""
        if self._centra is not centra:
            self._centra, self._announced = centra, {}
        return self._announced


def routes(world: World) -> list[BaseRoute]:
    """The endpoint, the storage for media files, and the control route that lists the tokens."""
    uploads = _Uploads()

    async def ask(request: Request) -> Response:
        return await _ask(request, world, uploads)

    async def upload(request: Request) -> Response:
        return await _upload(request, world, uploads.of(world.centra))

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
    from centra_mock.faces.graphql.tokens import Grant, grant_of

    told = world.lies.told
    grant = grant_of(request.headers, request.cookies, world.secrets.graphql, told)
    if grant is None and not told("graphql-introspection-needs-no-token"):
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
    if grant is None:  # only by the lie
        if _INTROSPECTS.match(query) is None:
            return _refusal(401, "You need a valid access token.", "authentication", {"WWW-Authenticate": "Bearer"})
        grant = Grant(frozenset())
    centra = world.centra
    upload_url = str(request.base_url).rstrip("/") + _MEDIA_PATH
    context = Context(centra, told, grant.permissions, upload_url, uploads.of(centra))
    content = answer(Question(query, variables or {}, name or None), context)
    return JSONResponse(content, media_type="text/html" if told("graphql-answers-are-not-json") else None)


async def _upload(request: Request, world: World, announced: Mapping[str, Upload]) -> Response:
    """Take a file as the storage does: 204 when a policy that holds names the key and the type is png, jpg or gif."""
    body, told = await request.body(), world.lies.told
    key = _UPLOAD_KEY.search(body)
    upload = announced.get(key.group(1).decode()) if key else None
    if (upload is None or upload.expires_at < world.centra.now()) and not told("graphql-upload-takes-unknown-keys"):
        return Response("<Error><Code>AccessDenied</Code></Error>", 403, media_type="application/xml")
    kind = _UPLOAD_TYPE.search(body)
    needs_type = not (
        told("graphql-upload-takes-any-type") or told("graphql-upload-needs-no-content-type") and not _HAS_TYPE.search(body)
    )
    is_refused_gif = kind is not None and kind.group(1) == b"gif" and told("graphql-upload-refuses-gif")
    if (kind is None and needs_type) or is_refused_gif or b'name="file"' not in body:
        return Response("<Error><Code>InvalidArgument</Code></Error>", 400, media_type="application/xml")
    if upload is not None:
        upload.arrived = True
        upload.kind = kind.group(1).decode().replace("jpg", "jpeg") if kind else upload.kind
    return Response(status_code=200 if told("graphql-upload-answers-200") else 204)


def _is_text(body: object) -> bool:
    try:
        json.dumps(body, ensure_ascii=False).encode()
    except UnicodeEncodeError:
        return False
    return True


def _refusal(status: int, message: str, category: str, headers: Mapping[str, str] | None = None) -> JSONResponse:
    content: dict[str, Any] = {"errors": [{"message": message, "extensions": {"category": category}}]}  # Any: JSON
    return JSONResponse(content, status, dict(headers or {}))
