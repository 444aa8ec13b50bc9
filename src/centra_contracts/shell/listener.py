"""The ear: an HTTP server on a real socket that receives webhooks, and lets plans wait for them.

It runs in a thread of its own, answers at once, verifies each signature over the raw body on arrival, and keeps deliveries
in the order in which they came. Source: ``plugins/centra-webhook``.
"""

from __future__ import annotations

import asyncio
import logging
import socket
import threading
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from centra_contracts.contract.model import Await, Json
from centra_contracts.dialect.find import find
from centra_contracts.dialect.model import Reading
from centra_contracts.dialect.webhook import SIGNATURE_HEADER, payload_of, verify, version_of
from centra_contracts.errors import ConfigurationError, ContractError
from centra_contracts.exchange.model import Exchange, Fault, Request, Response

__all__ = ["MAX_BYTES", "Delivery", "Listener"]

MAX_BYTES = 5_000_000  # of one delivery

_MAX_DELIVERIES = 10_000
_MAX_TOTAL_BYTES = 200_000_000
_BODY_WITHIN_S = 10.0  # Centra itself gives up after five seconds
_STOP_WITHIN_S = 5.0
_ANSWER_HEADERS = (("content-type", "text/plain; charset=utf-8"),)
_WILDCARDS: Mapping[str, str] = {"0.0.0.0": "127.0.0.1", "::": "::1"}

_Scope = Mapping[str, Any]  # Any: the values of an ASGI scope differ by key
_Receive = Callable[[], Awaitable[Mapping[str, Any]]]
_Send = Callable[[dict[str, object]], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Delivery:
    """A webhook that arrived."""

    request: Request
    payload: Json  # None when there is none
    version: str  # integration, checkout, or empty
    signature: str  # valid, invalid, missing, or unchecked without a secret
    answered_ms: float  # how long the answer took


class Listener:
    """Receives webhooks at ``host:port`` (port 0: a free one) on any path. To be closed, or used as a context manager.

    ``secret`` is the endpoint secret of the plugin; it may be set later, and counts for what arrives from then on.
    Raises ``ConfigurationError`` if it cannot listen there. Thread-safe.
    """

    def __init__(self, host: str, port: int, secret: str = "") -> None:
        self.secret = secret
        self._host = host.strip("[]")
        self._socket = _bound(self._host, port)
        self._arrived: list[Delivery] = []
        self._size_bytes = 0
        self._news = threading.Condition()
        self._server = _server(self._receive)
        self._thread = threading.Thread(target=self._server.run, args=([self._socket],), name="listener", daemon=True)
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
        """Stops listening; what arrived stays. May be called again."""
        self._server.should_exit = True
        self._thread.join(_STOP_WITHIN_S)
        self._socket.close()

    def mark(self) -> int:
        """A point in time: deliveries that arrive from now on come after it."""
        with self._news:
            return len(self._arrived)

    def wait_for(self, predicate: Callable[[Delivery], bool], since: int, timeout_s: float) -> tuple[Sequence[Delivery], bool]:
        """The deliveries after the mark ``since`` up to the first for which ``predicate`` is true, and whether one is.

        Waits at most ``timeout_s`` for it.
        """
        deadline = time.monotonic() + timeout_s
        looked_at = since
        with self._news:
            while True:
                while looked_at < len(self._arrived):
                    looked_at += 1
                    if predicate(self._arrived[looked_at - 1]):
                        return tuple(self._arrived[since:looked_at]), True
                left_s = deadline - time.monotonic()
                if left_s <= 0:
                    return tuple(self._arrived[since:]), False
                self._news.wait(left_s)

    def hear(self, say: Await, *, since: int, id: str, plan: str, step: str) -> tuple[Exchange, ...]:
        """The deliveries of the awaited version after the mark ``since``, the awaited one last.

        If it does not come in time the last is a fault ``no_delivery``. The first has the id ``id``, ``<plan>#<n>``, the
        others count on. Raises ``ContractError`` if the expression of the step is invalid.
        """
        started = time.monotonic()
        try:
            arrived, met = self.wait_for(lambda delivery: _is_awaited(delivery, say), since, say.within_s)
        except ValueError as error:
            raise ContractError([f"step {step!r} of {plan}: {error}"]) from error
        counted = [delivery for delivery in arrived if delivery.version == say.version]
        first = int(id.rpartition("#")[2])
        heard = [_exchange(delivery, f"{plan}#{number}", plan, step) for number, delivery in enumerate(counted, start=first)]
        if not met:
            request = Request("POST", f"{self.url}/", (), b"", f"webhook {say.version}")
            says = f"no {say.version} webhook with {say.match} arrived within {say.within_s:g} s; {_others(arrived, say)}"
            fault = Fault("no_delivery", says, round((time.monotonic() - started) * 1000, 1))
            last = f"{plan}#{first + len(heard)}"
            heard.append(Exchange(last, plan, step, "webhook", request, fault=fault, inbound=True))
        return tuple(heard)

    async def _receive(self, scope: _Scope, receive: _Receive, send: _Send) -> None:
        """The ASGI application."""
        if scope["type"] != "http":
            return
        started = time.monotonic()
        if scope["method"] != "POST":
            await _answer(send, 405, "webhooks are sent by POST")
            return
        body = await _body(receive)
        if body is None:
            await _answer(send, 413, f"a delivery has at most {MAX_BYTES} bytes, and {_BODY_WITHIN_S:g} s to arrive")
            return
        kept = self._keep(scope, body, started)
        await _answer(send, 200 if kept else 503, "OK" if kept else "too many deliveries")

    def _keep(self, scope: _Scope, body: bytes, started: float) -> bool:
        headers = tuple((name.decode("latin-1"), value.decode("latin-1")) for name, value in scope["headers"])
        given = ",".join(value for name, value in headers if name.lower() == SIGNATURE_HEADER)
        payload = payload_of(body)
        version = version_of(payload)
        query = scope["query_string"].decode("latin-1")
        path = scope.get("raw_path", b"").decode("latin-1") or str(scope["path"])
        url = f"{self.url}{path}" + (f"?{query}" if query else "")
        delivery = Delivery(
            Request("POST", url, headers, body, f"webhook {version}".strip()),
            payload,
            version,
            verify(self.secret, given, body) if self.secret else "unchecked",
            round((time.monotonic() - started) * 1000, 1),
        )
        with self._news:
            if len(self._arrived) >= _MAX_DELIVERIES or self._size_bytes + len(body) > _MAX_TOTAL_BYTES:
                return False
            self._arrived.append(delivery)
            self._size_bytes += len(body)
            self._news.notify_all()
        return True


def _is_awaited(delivery: Delivery, say: Await) -> bool:
    if delivery.version != say.version:
        return False
    return bool(find(Reading("", None, {}, delivery.payload), say.match))


def _exchange(delivery: Delivery, id: str, plan: str, step: str) -> Exchange:
    facts = {"signature": delivery.signature, "version": delivery.version}
    response = Response(200, _ANSWER_HEADERS, b"OK", delivery.answered_ms)
    return Exchange(id, plan, step, "webhook", delivery.request, response, inbound=True, facts=facts)


def _others(arrived: Sequence[Delivery], say: Await) -> str:
    same = sum(delivery.version == say.version for delivery in arrived)
    return f"meanwhile {same} other of that version and {len(arrived) - same} of another arrived"


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    try:
        return socket.create_server((host, port), family=family, backlog=256)
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
        limit_concurrency=500,
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


async def _answer(send: _Send, status: int, says: str) -> None:
    body = says.encode()
    headers = [(name.encode(), value.encode()) for name, value in (*_ANSWER_HEADERS, ("content-length", str(len(body))))]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
