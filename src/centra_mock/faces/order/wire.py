"""How the Order API is spoken to: JSON in, JSON or XML out, the outcome in ``status`` and HTTP 200 for both outcomes.

A refusal is ``{"status": "no", "msg": ...}``; the pages name no other HTTP status than 200. Only what never reaches an
operation (a body that is not JSON, an unknown path, a missing token) is answered with an HTTP status of its own.
Source: 05.api-references/04.order-api/chapter.md and the response sections of its 31 pages.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from xml.sax.saxutils import escape, quoteattr

from starlette.requests import Request

from centra_mock.domain.centra import Centra
from centra_mock.face import BODY_LIMIT_BYTES, BadJsonError, read_json
from centra_mock.faces.order.notebook import Notebook

__all__ = ["Call", "Json", "Refusal", "UnreadableError", "read_body", "refuse", "write_json", "write_xml"]

Json = dict[str, object]

_XML_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*\Z")
_NOT_IN_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class Refusal(Exception):
    """What was asked is refused: ``answer`` is the body, with ``status`` ``no``."""

    def __init__(self, answer: Json) -> None:
        super().__init__(answer.get("msg"))
        self.answer = answer


class UnreadableError(Exception):
    """The request cannot be read at all; ``status`` is the HTTP status that says so."""

    def __init__(self, status: int, text: str) -> None:
        super().__init__(text)
        self.status = status
        self.text = text


@dataclass(frozen=True, slots=True)
class Call:
    """One call of an operation, authorised and read."""

    centra: Centra
    path: Mapping[str, str]  # path parameters by name
    query: Mapping[str, str]
    body: Json
    origin: str  # scheme and host that the client spoke to
    told: Callable[[str], bool]  # whether a lie is told, by its name without the api
    notes: Notebook


def refuse(msg: object, **more: object) -> Refusal:
    """A refusal to raise: ``msg`` says why, ``more`` repeats the ids that it concerns."""
    return Refusal({"status": "no", "msg": msg, **more})


async def read_body(request: Request) -> Json:
    """The body as a JSON object, empty when there is none; raises ``UnreadableError`` for anything else."""
    length = request.headers.get("content-length", "")
    if length.isdecimal() and int(length[:12]) > BODY_LIMIT_BYTES:
        raise UnreadableError(413, "the body is too large")
    raw = bytearray()
    async for chunk in request.stream():
        raw += chunk
        if len(raw) > BODY_LIMIT_BYTES:
            raise UnreadableError(413, "the body is too large")
    try:
        value = await read_json(_with_body(request, bytes(raw)))
        json.dumps(value, ensure_ascii=False).encode()  # half surrogates are no text that an answer could repeat
    except (BadJsonError, UnicodeEncodeError) as problem:
        raise UnreadableError(400, "the body is not JSON") from problem
    if value is None or value == []:  # PHP clients write an empty object as an empty list
        return {}
    if not isinstance(value, dict):
        raise UnreadableError(400, "the body is not a JSON object")
    return value


def write_json(answer: object) -> str:
    """JSON text with non-ASCII letters and slashes escaped, as in the documented answers."""
    return json.dumps(answer, separators=(",", ":")).replace("/", "\\/")


def write_xml(answer: object) -> str:
    """The same tree as XML, for calls with ``xml``; the pages do not show its shape.

    >>> write_xml({"status": "ok", "orders": [{"orderId": "7"}]}).partition("?>")[2]
    '<response><status>ok</status><orders><item><orderId>7</orderId></item></orders></response>'
    """
    return '<?xml version="1.0" encoding="UTF-8"?>' + _element("response", answer)


def _element(name: str, value: object) -> str:
    if _XML_NAME.match(name):
        start, end = name, name
    else:
        start, end = f"item key={quoteattr(_text(name))}", "item"
    match value:
        case None | "":
            return f"<{start}/>"
        case dict():
            inside = "".join(_element(str(key), each) for key, each in value.items())
        case list():
            inside = "".join(_element("item", each) for each in value)
        case bool():
            inside = "1" if value else "0"
        case _:
            inside = escape(_text(str(value)))
    return f"<{start}>{inside}</{end}>"


def _text(value: str) -> str:
    return _NOT_IN_XML.sub("", value)


def _with_body(request: Request, raw: bytes) -> Request:
    async def receive() -> dict[str, object]:
        return {"type": "http.request", "body": raw, "more_body": False}

    return Request(request.scope, receive)
