"""Sending over real sockets of the loopback, to servers that behave and to servers that do not."""

from __future__ import annotations

import gzip
import socket
import threading
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from email.utils import formatdate

import pytest

from centra_contracts.contract.model import Api, Effect
from centra_contracts.dialect.model import Connection
from centra_contracts.errors import ConfigurationError
from centra_contracts.exchange.model import Exchange, Request, Response
from centra_contracts.shell.transport import EffectNotGrantedError, Transport

OK = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\nX-A: 1\r\nx-a: 2\r\n\r\nhi"
SECRET = "sesame-open"


class Server:
    """Answers each request with the next of ``answers``, the last one again and again; keeps what it was sent.

    An answer is bytes, or pieces with pauses in seconds between them; None closes the connection without a word.
    """

    def __init__(self, *answers: bytes | Sequence[bytes | float] | None) -> None:
        self.answers = list(answers)
        self.heard: list[bytes] = []
        self._lock = threading.Lock()
        self._stopped = threading.Event()
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.port = int(self._socket.getsockname()[1])
        self.url = f"http://127.0.0.1:{self.port}"
        threading.Thread(target=self._accept, daemon=True).start()

    def close(self) -> None:
        self._stopped.set()
        self._socket.close()

    def _accept(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._serve, args=(connection,), daemon=True).start()

    def _serve(self, connection: socket.socket) -> None:
        with connection:
            while True:
                try:
                    request = _read_request(connection)
                    if not request:
                        return
                    with self._lock:
                        self.heard.append(request)
                        answer = self.answers.pop(0) if len(self.answers) > 1 else self.answers[0]
                    if answer is None:
                        return
                    for piece in [answer] if isinstance(answer, bytes) else answer:
                        if isinstance(piece, bytes):
                            connection.sendall(piece)
                        elif self._stopped.wait(piece):
                            return
                except OSError:
                    return


def _read_request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        more = connection.recv(65536)
        if not more:
            return b""
        data += more
    head, _, body = data.partition(b"\r\n\r\n")
    for line in head.lower().split(b"\r\n"):
        if line.startswith(b"content-length:"):
            while len(body) < int(line.partition(b":")[2]):
                body += connection.recv(65536)
    return head + b"\r\n\r\n" + body


@contextmanager
def serving(*answers: bytes | Sequence[bytes | float] | None) -> Iterator[Server]:
    server = Server(*answers)
    try:
        yield server
    finally:
        server.close()


def transport(
    url: str, granted: Effect = Effect.READ, *, timeout_s: float = 5.0, sleep: Callable[[float], None] = lambda _: None
) -> Transport:
    connection = Connection(Api.ORDER, url, SECRET)
    return Transport({Api.ORDER: connection}, granted=granted, timeout_s=timeout_s, max_bytes=100_000, sleep=sleep)


def request(url: str, method: str = "GET", body: bytes = b"", headers: tuple[tuple[str, str], ...] = ()) -> Request:
    return Request(method, url, headers, body, f"{method} /x")


def said(wire: Transport, asked: Request, effect: Effect = Effect.READ) -> Exchange:
    return wire.send(asked, effect=effect, id="p#1", plan="p", step="s", api=Api.ORDER)


def test_an_answer_becomes_an_exchange() -> None:
    """Request and response as they were on the wire, header names in lower case."""
    with serving(OK) as server, transport(server.url) as wire:
        asked = request(f"{server.url}/x?q=a%2Fb", "POST", b"body", (("API-Authorization", SECRET), ("X-B", "å")))
        exchange = said(wire, asked)
    assert exchange.response is not None
    assert exchange == Exchange(
        "p#1", "p", "s", "order", asked,
        Response(200, (("content-length", "2"), ("x-a", "1"), ("x-a", "2")), b"hi", exchange.response.elapsed_ms),
    )  # fmt: skip
    head = server.heard[0]
    assert head.startswith(b"POST /x?q=a%2Fb HTTP/1.1\r\n")
    assert b"\r\nAPI-Authorization: sesame-open\r\nX-B: \xc3\xa5\r\n" in head
    assert head.endswith(b"\r\n\r\nbody")


@pytest.mark.parametrize("granted", list(Effect))
@pytest.mark.parametrize("effect", list(Effect))
def test_nothing_above_the_grant_is_sent(granted: Effect, effect: Effect) -> None:
    """The refusal is an exception, and the server hears nothing."""
    with serving(OK) as server, transport(server.url, granted) as wire:
        if effect.rank <= granted.rank:
            assert said(wire, request(server.url), effect).response is not None
        else:
            with pytest.raises(EffectNotGrantedError, match=f"--allow {effect.value}"):
                said(wire, request(server.url), effect)
        assert len(server.heard) == (effect.rank <= granted.rank)


def test_redirects_are_not_followed() -> None:
    """The redirect itself is the answer, and the secret stays with the host that was asked."""
    with serving(OK) as elsewhere:
        moved = f"HTTP/1.1 302 Found\r\nLocation: {elsewhere.url}/\r\nContent-Length: 0\r\n\r\n".encode()
        with serving(moved) as server, transport(server.url) as wire:
            exchange = said(wire, request(server.url))
        assert exchange.response is not None
        assert (exchange.response.status, elsewhere.heard) == (302, [])


def test_cookies_of_one_plan_are_not_sent_by_another() -> None:
    """Sessions must not leak from plan to plan."""
    cookie = b"HTTP/1.1 200 OK\r\nSet-Cookie: sid=1; Path=/\r\nContent-Length: 0\r\n\r\n"
    with serving(cookie) as server, transport(server.url) as wire:
        said(wire, request(server.url))
        said(wire, request(server.url))
    assert not any(b"sid=1" in heard for heard in server.heard)


def test_connections_are_kept() -> None:
    """The second request goes over the same connection as the first."""
    with serving(OK) as server, transport(server.url) as wire:
        said(wire, request(server.url))
        threads = threading.active_count()
        said(wire, request(server.url))
        assert threading.active_count() == threads


def test_encoded_bodies_are_decoded() -> None:
    """What is recorded can be read."""
    packed = gzip.compress(b'{"a": 1}')
    answer = b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(packed) + packed
    with serving(answer) as server, transport(server.url) as wire:
        exchange = said(wire, request(server.url))
    assert exchange.response is not None
    assert exchange.response.body == b'{"a": 1}'


BOMB = gzip.compress(b"0" * 5_000_000)


@pytest.mark.parametrize(
    ("answer", "kind", "says"),
    [
        (None, "protocol", "broke"),
        (b"SSH-2.0-OpenSSH_9.2\r\n\r\n", "protocol", "broke"),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 10\r\n\r\nabc", 0.0], "timeout", "did not answer within"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 3\r\n\r\nabc", "protocol", "not encoded"),
        (b"HTTP/1.1 200 OK\r\nContent-Length: 200000\r\n\r\n" + b"x" * 200_000, "too_large", "more than 100,000 bytes"),
        (b"HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: %d\r\n\r\n" % len(BOMB) + BOMB, "too_large", "more than"),
        ([0.8, OK], "timeout", "did not answer within 0.3 s"),
        ([b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n", *[0.05, b"x"] * 40], "timeout", "did not answer within 0.3 s"),
        ([b"HTTP/1.1 200 OK\r\n", *[0.05, b"X-Slow: 1\r\n"] * 40], "timeout", "did not answer within 0.3 s"),
    ],
    ids=["silent", "not-http", "cut", "not-gzip", "too-large", "bomb", "slow", "slow-body", "slow-headers"],
)
def test_a_server_that_fails_is_a_fault(answer: bytes | Sequence[bytes | float] | None, kind: str, says: str) -> None:
    """One clear line that names the server, soon after the time that was given."""
    with serving(answer) as server, transport(server.url, Effect.WRITE, timeout_s=0.3) as wire:
        exchange = said(wire, request(server.url), Effect.WRITE)
    assert exchange.fault is not None
    assert (exchange.fault.kind, exchange.response) == (kind, None)
    assert says in exchange.fault.says and f"127.0.0.1:{server.port}" in exchange.fault.says
    assert "\n" not in exchange.fault.says


@pytest.mark.parametrize(
    ("url", "kind"),
    [
        ("http://127.0.0.1:1/x", "connect"),
        ("http://no-such-host.invalid/x", "connect"),
        ("https://127.0.0.1:1/x", "connect"),
        ("gopher://127.0.0.1/x", "protocol"),
        ("http://[::1/x", "protocol"),
    ],
)
def test_a_server_that_is_not_there_is_a_fault(url: str, kind: str) -> None:
    """Whether the port, the name or the URL is wrong."""
    with transport("http://127.0.0.1:1") as wire:
        exchange = said(wire, request(url))
    assert exchange.fault is not None
    assert exchange.fault.kind == kind


def test_a_secret_is_not_in_the_message_of_a_fault() -> None:
    """A header that HTTP cannot carry is not repeated."""
    with serving(OK) as server, transport(server.url) as wire:
        exchange = said(wire, request(server.url, headers=(("API-Authorization", f"{SECRET}\n"),)))
    assert exchange.fault is not None
    assert (exchange.fault.kind, SECRET in exchange.fault.says, server.heard) == ("protocol", False, [])


BUSY = b"HTTP/1.1 %s\r\nRetry-After: %s\r\nContent-Length: 0\r\n\r\n"


@pytest.mark.parametrize(
    ("answers", "waits", "status", "heard"),
    [
        ([BUSY % (b"429 Slow down", b"2"), OK], [2.0], 200, 2),
        ([BUSY % (b"503 Busy", b"1"), BUSY % (b"503 Busy", b"0"), OK], [1.0, 0.0], 200, 3),
        ([BUSY % (b"429 Slow down", b"1")], [1.0, 1.0], 429, 3),
        ([BUSY % (b"429 Slow down", b"31"), OK], [], 429, 1),
        ([BUSY % (b"503 Busy", b"soon"), OK], [], 503, 1),
        ([b"HTTP/1.1 503 Busy\r\nContent-Length: 0\r\n\r\n", OK], [], 503, 1),
        ([BUSY % (b"500 Oops", b"1"), OK], [], 500, 1),
        ([BUSY % (b"429 Slow down", formatdate(0, usegmt=True).encode()), OK], [0.0], 200, 2),
        ([BUSY % (b"429 Slow down", b"1600000000"), OK], [0.0], 200, 2),
    ],
    ids=["once", "twice", "thrice", "too-long", "unreadable", "unasked", "not-busy", "date", "timestamp"],
)
def test_a_busy_server_is_asked_again_as_it_asks(answers: list[bytes], waits: list[float], status: int, heard: int) -> None:
    """Three times in all, and never after more than half a minute."""
    slept: list[float] = []
    with serving(*answers) as server, transport(server.url, Effect.WRITE, sleep=slept.append) as wire:
        exchange = said(wire, request(server.url), Effect.WRITE)
    assert exchange.response is not None
    assert (slept, exchange.response.status, len(server.heard)) == (waits, status, heard)
    assert exchange.facts == ({"tries": str(heard)} if heard > 1 else {})


@pytest.mark.parametrize(("effect", "heard"), [(Effect.READ, 2), (Effect.SESSION, 1), (Effect.WRITE, 1)])
def test_only_reads_are_repeated_when_a_connection_breaks(effect: Effect, heard: int) -> None:
    """A write may have been done although its answer was lost."""
    with serving(None, OK) as server, transport(server.url, Effect.WRITE) as wire:
        exchange = said(wire, request(server.url), effect)
    assert (len(server.heard), exchange.response is not None) == (heard, heard == 2)


def test_many_threads_share_it() -> None:
    """Each gets its own answer."""
    with serving(OK) as server, transport(server.url) as wire, ThreadPoolExecutor(16) as pool:
        exchanges = list(pool.map(lambda number: said(wire, request(f"{server.url}/{number}")), range(100)))
    assert all(exchange.response is not None and exchange.response.body == b"hi" for exchange in exchanges)
    assert [exchange.request.url for exchange in exchanges] == [f"{server.url}/{number}" for number in range(100)]


def test_an_api_is_reachable_where_something_listens() -> None:
    """An empty text is no reason."""
    with serving(OK) as server, transport(server.url) as wire:
        assert wire.reachable(Api.ORDER) == ""


@pytest.mark.parametrize("url", ["http://127.0.0.1:1/api", "https://no-such-host.invalid/api"])
def test_an_api_that_is_not_there_is_told_within_seconds(url: str) -> None:
    """One line with the address."""
    with transport(url) as wire:
        assert "cannot be reached" in wire.reachable(Api.ORDER)


def test_proxies_are_not_asked_for_the_own_machine(monkeypatch: pytest.MonkeyPatch) -> None:
    """The embedded mock is reached although the environment names a proxy; elsewhere the proxy is taken."""
    for variable in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(variable, "http://127.0.0.1:1")
    monkeypatch.delenv("NO_PROXY", raising=False)
    monkeypatch.delenv("no_proxy", raising=False)
    with serving(OK) as server, transport(server.url) as wire:
        assert said(wire, request(server.url)).response is not None
        assert said(wire, request("http://store.example/")).fault is not None
    with transport("http://store.example/api") as wire:
        assert wire.reachable(Api.ORDER) == ""


def test_the_refusal_is_a_mistake_of_the_person() -> None:
    """It ends the run like any other wrong option."""
    assert issubclass(EffectNotGrantedError, ConfigurationError)
