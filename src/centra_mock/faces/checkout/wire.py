"""How a webshop API is spoken to: paths in encoded segments, JSON objects in and out, refusals with ``errors``.

Checkout and Shop API share these manners. A path parameter is one percent-encoded segment: ``%2B`` is a plus sign, a
bare ``+`` is a blank, and an unencoded ``../`` leads to another operation, as the pages warn.
Source: 05.api-references/02.checkout-api/01.introduction (encoding of dynamic parameters),
02.api-reference/03.selections-and-orders (API errors).
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from urllib.parse import parse_qsl, unquote_plus, unquote_to_bytes

from starlette.requests import Request
from starlette.responses import Response

from centra_mock.face import BadJsonError, read_json

__all__ = ["Answer", "Ask", "Json", "Refusal", "read_ask", "render", "retyped", "write_answer"]

Json = dict[str, object]


class Refusal(Exception):
    """An operation that is refused: a status of 400 or above, ``errors`` by field, and what else the answer tells."""

    def __init__(self, status: int, errors: Mapping[str, str], **more: object) -> None:
        super().__init__(status, dict(errors))
        self.status = status
        self.errors = dict(errors)
        self.more = more


@dataclass(frozen=True, slots=True)
class Ask:
    """One request: decoded path segments, query, headers with lower-case names, the JSON object of the body."""

    method: str
    segments: tuple[str, ...]
    query: Mapping[str, str]
    headers: Mapping[str, str]
    body: Json = field(default_factory=dict)
    address: str = ""  # the peer's, empty where it is not known


@dataclass(frozen=True, slots=True)
class Answer:
    """What is answered: ``body`` is written as JSON; ``None`` is an answer without a body."""

    body: object
    status: int = 200
    headers: Mapping[str, str] = field(default_factory=dict)


async def read_ask(request: Request, prefix: str, *, decode: bool = True, slash_leads: bool = False) -> Ask:
    """Read the request below ``prefix``; without ``decode`` path parameters stay percent-encoded.

    ``slash_leads`` decodes before the path is taken apart, so that an encoded ``../`` leads to another operation.
    Raises ``Refusal`` with 400 for a body that is not a JSON object.
    """
    headers = {name.lower(): value for name, value in request.headers.items()}
    body = await _read_body(request)
    query = dict(parse_qsl(request.url.query, keep_blank_values=True))
    raw_path = request.scope.get("raw_path") or request.scope["path"].encode()
    segments = _segments(unquote_to_bytes(raw_path) if slash_leads else raw_path, prefix)
    if decode:
        segments = tuple(unquote_plus(segment, errors="replace") for segment in segments)
    return Ask(request.method, segments, query, headers, body, request.client.host if request.client else "")


def write_answer(answer: Answer, ask: Ask | None, media_type: str = "application/json") -> Response:
    """The HTTP response, indented with ``?pretty``."""
    headers = dict(answer.headers)
    if answer.body is None:
        return Response(status_code=answer.status, headers=headers)
    pretty = ask is not None and "pretty" in ask.query
    return Response(render(answer.body, pretty), answer.status, headers, media_type=media_type)


def retyped(body: object, told: Callable[[str], bool]) -> object:
    """A body in which lies write flags or figures as text."""
    if isinstance(body, dict):
        return {name: retyped(value, told) for name, value in body.items()}
    if isinstance(body, list):
        return [retyped(value, told) for value in body]
    if isinstance(body, bool):
        return str(body).lower() if told("flags-are-text") else body
    return str(body) if isinstance(body, int | float) and told("figures-are-text") else body


def render(body: object, pretty: bool = False) -> str:
    """JSON text with escaped non-ASCII letters and slashes, as in the documented answers."""
    text = json.dumps(body, indent=4 if pretty else None, separators=None if pretty else (",", ":"))
    return text.replace("/", "\\/")


async def _read_body(request: Request) -> Json:
    try:
        body = await read_json(request)
    except BadJsonError as problem:
        raise Refusal(400, {"request": str(problem)}) from problem
    if body is None or body == []:  # PHP clients write an empty object as an empty list
        return {}
    if not isinstance(body, dict):
        raise Refusal(400, {"request": "must be a JSON object"})
    return body


def _segments(raw_path: bytes, prefix: str) -> tuple[str, ...]:
    path = raw_path.split(b"?", 1)[0].decode("latin-1")
    parts: list[str] = []
    for part in path.split("/"):
        if part == "..":
            parts = parts[:-1]
        elif part not in ("", "."):
            parts.append(part)
    skipped = len([part for part in prefix.split("/") if part])
    return tuple(parts[skipped:])
