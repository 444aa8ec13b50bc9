"""The SOAP API for ERP systems.

One endpoint: POST carries out an operation, GET with ``?wsdl`` answers the service description. Answers to updates
come in the form of the guide; with ``?replies=reference``, the address of the description's second port, in that of
the reference. With ``?additions=yes`` events hold elements that no page names, since clients have to bear with new ones.
Source: 05.api-references/07.soap-integration-api; 04.guides/02.erp-integration/docs.md.
"""

from __future__ import annotations

import hashlib
from itertools import count
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import BaseRoute, Route

from centra_mock.domain.centra import Change
from centra_mock.domain.erp_queue import fill_queue, queue_change, type_of_change

from .answer import fault_envelope
from .envelope import Refusal
from .lies import LIES
from .lies_kinds import is_silent
from .service import carry_out
from .untruths import answer_otherwise
from .wsdl import service_description

if TYPE_CHECKING:
    from centra_mock.world import World

__all__ = ["LIES", "PATH", "attach", "routes"]

PATH = "/ams/system/service/module/soap/api"
_XML = "text/xml; charset=utf-8"
_CONTENT_TYPES = ("text/xml", "application/xml", "")


def routes(world: World) -> list[BaseRoute]:
    """The one endpoint; other methods are answered with 405."""
    numbers = count(1)

    async def endpoint(request: Request) -> Response:
        world.centra.turn += 1  # also where no server stands before the face
        answer = _describe(world, request) if request.method != "POST" else await _post(world, request)
        _mark(world, answer, next(numbers))
        return answer

    return [Route(PATH, endpoint, methods=["GET", "POST"])]


def _mark(world: World, answer: Response, number: int) -> None:
    """The headers that every documented answer has."""
    told = world.lies.told
    if not told("soap-csp-header-is-missing"):
        answer.headers["Content-Security-Policy-Report-Only"] = "default-src 'self'; object-src 'none'"
    if told("soap-request-ids-are-missing"):
        return
    request_id = hashlib.md5(f"{world.seed}-{number}".encode(), usedforsecurity=False).hexdigest()
    if told("soap-request-id-is-a-number"):
        request_id = str(number)
    answer.headers["X-Centra-Request-ID"] = request_id
    other = request_id[::-1] if told("soap-correlation-id-is-another") else request_id
    answer.headers["X-Correlation-ID"] = f"centra_{other}"


def attach(world: World) -> None:
    """Fills the queue of a fresh store and lets every change of it queue an event."""
    centra = world.centra
    fill_queue(centra)

    def listen(change: Change) -> None:
        kind = type_of_change(change)
        if kind is None or world.lies.told("soap-changes-queue-no-events") or is_silent(world.lies.told, kind):
            return
        queue_change(centra, change)

    centra.subscribe(listen)


def _describe(world: World, request: Request) -> Response:
    if "wsdl" not in request.query_params:
        return Response("POST a SOAP envelope, or GET ?wsdl\n", 405, headers={"Allow": "POST"}, media_type="text/plain")
    if world.lies.told("soap-wsdl-is-missing"):
        return Response("Not Found\n", 404, media_type="text/plain")
    endpoint = str(request.url.replace(query="", fragment=""))
    return Response(service_description(endpoint, world.lies.told), media_type=_XML)


async def _post(world: World, request: Request) -> Response:
    try:
        content_type = request.headers.get("content-type", "").partition(";")[0].strip().lower()
        if content_type not in _CONTENT_TYPES or world.lies.told("soap-text-xml-is-refused"):
            raise Refusal("Client", f"Content-Type {content_type[:80]} is not text/xml", status=415)
        reference_replies = request.query_params.get("replies") == "reference"
        action = request.headers.get("soapaction", "").strip().strip('"')
        additions = request.query_params.get("additions") == "yes"
        body = await request.body()
        answer = carry_out(world, body, action=action, reference_replies=reference_replies, additions=additions)
        return answer_otherwise(Response(answer, media_type=_XML), world.lies.told)
    except Refusal as refusal:
        return Response(fault_envelope(refusal), refusal.status, media_type=_XML)
