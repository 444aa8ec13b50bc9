"""The receiver: an HTTP server on a real socket, in a thread of its own, that takes whatever comes as a delivery.

It answers at once, verifies the signature over the raw body on arrival, and hands each delivery on in the order in which they
came. Nothing that a sender does raises here or stops it. Source: ``plugins/centra-webhook``.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from centra_contracts.contract.model import Json
from centra_contracts.dialect.webhook import SIGNATURE_HEADER, Signature, examine, payload_of, version_of
from centra_contracts.errors import ConfigurationError
from centra_contracts.exchange.model import Exchange, Request, Response

__all__ = ["MAX_BYTES", "Delivery", "Receiver", "exchange_of"]

MAX_BYTES = 5_000_000  # of one delivery

_BODY_WITHIN_S = 10.0  # Centra itself gives up after five seconds
_HOLD_AT_MOST_S = 90.0  # the longest timeout that the plugin can be set to is a minute
_STOP_WITHIN_S = 5.0
_MOST_CONNECTIONS = 1000
_ANSWER_HEADERS = (("content-type", "text/plain; charset=utf-8"),)
_WILDCARDS: Mapping[str, str] = {"0.0.0.0": "127.0.0.1", "::": "::1"}

_Scope = Mapping[str, Any]  # Any: the values of an ASGI scope differ by key
_Receive = Callable[[], Awaitable[Mapping[str, Any]]]
_Send = Callable[[dict[str, object]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Delivery:
    """What arrived, and what was answered."""

    request: Request
    payload: Json  # None when there is none
    version: str  # integration, checkout, or empty
    signature: Signature
    received_s: float  # Unix time
    status: int  # of the answer
    says: str  # the answer
    answered_ms: float  # how long the answer took
    held_s: float | None = None  # how long the sender waited in vain; None when it was answered

    @property
    def path(self) -> str:
        """The path that it came to, without the query."""
        return "/" + self.request.url.partition("://")[2].partition("?")[0].partition("/")[2]


class Receiver:
    """Receives at ``host:port`` (port 0: a free one) on any path. To be closed, or used as a context manager.

    ``take`` gets each delivery, and tells whether there was room for it; ``holds`` says, by the path and the payload, whether a
    delivery is left without an answer until its sender hangs up. Both are called in the receiver's thread, and must not wait.
    ``secret`` may be set later, and counts for what arrives from then on. Raises ``ConfigurationError`` if it cannot listen
    there.
    """

    def __init__(
        self,
        host: str,
        port: int,
        secret: str,
        take: Callable[[Delivery], bool],
        holds: Callable[[str, Json], bool] = lambda path, payload: False,
    ) -> None:
        self.secret = secret
        self._take = take
        self._holds = holds
        self._host = host.strip("[]")
        self._socket = _bound(self._host, port)
        self._server = _server(self._receive)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), name="receiver", daemon=True)
        self._thread.start()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def port(self) -> int:
        """The port that it listens at."""
        return int(self._socket.getsockname()[1]) if self._socket.fileno() >= 0 else 0

    @property
    def url(self) -> str:
        """Where it can be reached from this machine, without a trailing slash."""
        host = _WILDCARDS.get(self._host, self._host)
        return f"http://{f'[{host}]' if ':' in host else host}:{self.port}"

    def close(self) -> None:
        """Stops listening. May be called again."""
        self._server.should_exit = True
        self._thread.join(_STOP_WITHIN_S)
        self._socket.close()

    async def _receive(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        """The ASGI application."""
        if scope["type"] != "http":
            return
        received_s, started = time.time(), time.monotonic()
        body = await _body(receive)
        request, payload = self._request(scope, body or b"")
        status, says, held_s = 200, "OK", None
        if body is None:
            status, says = 413, f"a delivery has at most {MAX_BYTES} bytes, and {_BODY_WITHIN_S:g} s to arrive"
        elif scope["method"] != "POST":
            status, says = 405, "webhooks are sent by POST"
        elif self._holds(str(scope["path"]), payload):
            await _hung_up(receive)
            status, says, held_s = 503, "left without an answer", round(time.monotonic() - started, 3)
        given = ",".join(value for name, value in request.headers if name.lower() == SIGNATURE_HEADER)
        signature = examine(self.secret, given, request.body)
        answered_ms = round((time.monotonic() - started) * 1000, 1)
        version = version_of(payload)
        kept = self._take(Delivery(request, payload, version, signature, received_s, status, says, answered_ms, held_s))
        await _answer(send, *((status, says) if kept else (503, "too many deliveries")))

    def _request(self, scope: _Scope, body: bytes) -> tuple[Request, Json]:
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
        payload = payload_of(body)
        query = scope["query_string"].decode("latin-1")
        path = scope.get("raw_path", b"").decode("latin-1") or str(scope["path"])
        url = f"{self.url}{path}" + (f"?{query}" if query else "")
        return Request(scope["method"], url, headers, body, f"webhook {version_of(payload)}".strip()), payload


def exchange_of(delivery: Delivery, id: str, plan: str, step: str) -> Exchange:
    """The delivery as an exchange, with what was established when it arrived."""
    facts = {"received": f"{delivery.received_s:.3f}", "signature": delivery.signature.state, "version": delivery.version}
    if delivery.signature.says:
        facts["signature_says"] = delivery.signature.says
    if delivery.held_s is not None:
        facts["held_s"] = f"{delivery.held_s:.3f}"
    response = Response(delivery.status, _ANSWER_HEADERS, delivery.says.encode(), delivery.answered_ms)
    return Exchange(id, plan, step, "webhook", delivery.request, response, inbound=True, facts=facts)


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        bound = socket.create_server((host, port), family=family, backlog=1024)
        # Connections inherit it. Without it an answer waits 40 ms for the sender's acknowledgement: asyncio sets it on sockets of
        # the protocol TCP alone, and this one is of protocol 0.
        bound.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        return bound
    except (OSError, OverflowError, UnicodeError) as error:
        raise ConfigurationError(f"cannot listen for webhooks at {host}:{port}: {error}") from error


def _server(application: Callable[[_Scope, _Receive, _Send], Awaitable[None]]) -> Any:  # Any: imported late
    import uvicorn

    logging.getLogger("uvicorn.error").addHandler(logging.NullHandler())
    config = uvicorn.Config(
        application,
        interface="asgi3",
        loop="asyncio",
        lifespan="off",
        log_config=None,
        log_level="critical",
        access_log=False,
        limit_concurrency=_MOST_CONNECTIONS,
        backlog=1024,
        timeout_keep_alive=5,
        timeout_graceful_shutdown=1,
        proxy_headers=False,
        server_header=False,
    )
    return uvicorn.Server(config)


async def _body(receive: _Receive) -> bytes | None:
    """The whole body; None when it is too long, too slow, or its sender went away."""
    parts: list[bytes] = []
    size = 0
    try:
        async with asyncio.timeout(_BODY_WITHIN_S):
            while True:
                message = await receive()
                if message["type"] != "http.request":
                    return None
                parts.append(message.get("body", b""))
                size += len(parts[-1])
                if size > MAX_BYTES:
                    return None
                if not message.get("more_body", False):
                    return b"".join(parts)
    except TimeoutError:
        return None


async def _hung_up(receive: _Receive) -> None:
    """Waits until the sender goes away."""
    try:
        async with asyncio.timeout(_HOLD_AT_MOST_S):
            while (await receive())["type"] != "http.disconnect":
                pass
    except TimeoutError:
        return


async def _answer(send: _Send, status: int, says: str) -> None:
    body = says.encode()
    headers = [(name.encode(), value.encode()) for name, value in (*_ANSWER_HEADERS, ("content-length", str(len(body))))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
