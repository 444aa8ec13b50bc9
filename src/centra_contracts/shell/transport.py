"""The wire: sends requests over HTTP and turns whatever happens into an exchange. The only file that knows httpx.

One client with kept connections serves all threads. Redirects are never followed: what was asked is what is judged, and
no secret travels to another host. Cookies are not kept: what one plan was given, no other sends. Proxies are taken from
the environment, as every HTTP tool does, but never for the own machine.
"""

from __future__ import annotations

import email.utils
import logging
import socket
import ssl
import threading
import time
import urllib.request
from collections.abc import Callable, Mapping
from concurrent.futures import Future
from dataclasses import dataclass, replace
from datetime import UTC
from functools import cache
from http.cookiejar import CookieJar, DefaultCookiePolicy
from types import TracebackType
from typing import Self
from urllib.parse import urlsplit

import httpx
import tenacity

from centra_contracts.contract.model import Api, Effect
from centra_contracts.dialect.model import Connection
from centra_contracts.errors import ConfigurationError
from centra_contracts.exchange.model import Exchange, Fault, Request, Response

__all__ = ["MAX_BYTES", "EffectNotGrantedError", "Transport"]

MAX_BYTES = 20_000_000  # of one answer, decoded

_TRIES = 3
_LONGEST_WAIT_S = 30.0  # between two tries; an answer that asks for a longer wait is taken as it is
_PAUSE_S = 0.2  # before a broken connection is tried again
_BUSY = frozenset({429, 503})
_GRACE_S = 0.25  # over the timeout, so that httpx, which knows more of the reason, speaks first
_PROBE_S = 3.0
_CONNECTIONS = 32
_LONGEST_SAYING = 300
_OWN_MACHINE = ("localhost", "127.0.0.1", "::1")


class EffectNotGrantedError(ConfigurationError):
    """A request whose effect was not granted; it was not sent."""


@dataclass(frozen=True, slots=True)
class _Try:
    """What one try came to; ``again_s`` is the wait after which another may be made, None when none may."""

    outcome: Response | Fault
    again_s: float | None = None


@cache
def _tls_context() -> ssl.SSLContext:
    """What HTTPS trusts, the certificates named by the environment included; to load them takes longer than a plan of a proof."""
    return httpx.create_ssl_context()


class Transport:
    """Sends requests to one target. Thread-safe; to be closed, or used as a context manager.

    ``granted`` is the greatest effect that may be sent. ``timeout_s`` bounds each try as a whole, ``max_bytes`` an answer.
    A server that is busy (429 or 503 with ``Retry-After``), and for reads a connection that cannot be made or breaks, is
    tried again, three times in all; ``sleep`` waits in between.
    """

    def __init__(
        self,
        connections: Mapping[Api, Connection],
        *,
        granted: Effect,
        timeout_s: float = 10.0,
        max_bytes: int = MAX_BYTES,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self._connections = dict(connections)
        self._granted = granted
        self._timeout_s = timeout_s
        self._max_bytes = max_bytes
        self._sleep = sleep
        self._secrets = tuple(sorted({item.secret for item in connections.values()} - {""}, key=len, reverse=True))
        for library in ("httpx", "httpcore"):  # at finer levels they log URLs and headers, where secrets may stand
            logging.getLogger(library).setLevel(logging.WARNING)
        self._client = httpx.Client(
            verify=_tls_context(),
            timeout=httpx.Timeout(timeout_s),
            follow_redirects=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            limits=httpx.Limits(max_connections=_CONNECTIONS, max_keepalive_connections=_CONNECTIONS),
            headers={"User-Agent": "centra-contracts"},
            mounts={f"all://{_in_url(host)}": None for host in _OWN_MACHINE},
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        """Closes every connection."""
        self._client.close()

    def send(self, request: Request, *, effect: Effect, id: str, plan: str, step: str, api: Api) -> Exchange:
        """The exchange: the request with its response, or with the fault that happened instead.

        Where more than one try was made, the last one counts, and the fact ``tries`` tells how many.
        Raises ``EffectNotGrantedError``, and sends nothing, if ``effect`` is above what was granted.
        """
        if effect.rank > self._granted.rank:
            raise EffectNotGrantedError(
                f"{request.operation} was not sent: its effect is {effect.value}, granted is {self._granted.value}; "
                f"allow it with --allow {effect.value}"
            )
        retrying = tenacity.Retrying(
            stop=tenacity.stop_after_attempt(_TRIES),
            retry=tenacity.retry_if_result(lambda made: made.again_s is not None),
            wait=lambda state: _result_of(state).again_s or 0.0,
            retry_error_callback=_result_of,
            sleep=self._sleep,
        )
        made: _Try = retrying(self._try, request, effect)
        tries = int(retrying.statistics["attempt_number"])
        exchange = Exchange(id, plan, step, api.value, request, facts={"tries": str(tries)} if tries > 1 else {})
        match made.outcome:
            case Response() as response:
                return replace(exchange, response=response)
            case Fault() as fault:
                return replace(exchange, fault=fault)

    def reachable(self, api: Api) -> str:
        """Why nothing answers where ``api`` is said to be; empty when something does. Takes three seconds at most.

        Behind a proxy nobody can tell, so nothing is tried there.
        """
        url = urlsplit(self._connections[api].url)
        host = url.hostname or ""
        if _proxied(url.scheme, host):
            return ""
        port = url.port or (443 if url.scheme == "https" else 80)
        try:
            socket.create_connection((host, port), timeout=_PROBE_S).close()
        except TimeoutError:
            return f"{host}:{port} did not answer within {_PROBE_S:g} s"
        except (OSError, UnicodeError) as error:
            return f"{host}:{port} cannot be reached: {_reason(error)}"
        return ""

    def _try(self, request: Request, effect: Effect) -> _Try:
        started = time.monotonic()
        may_repeat = _PAUSE_S if effect is Effect.READ else None
        kind, again_s = "protocol", None
        try:
            return self._ask_in_time(request, started)
        except httpx.ConnectTimeout:
            kind, says = "connect", f"no connection to {self._place(request)} within {self._timeout_s:g} s"
        except (httpx.TimeoutException, TimeoutError):
            kind, says = "timeout", f"{self._place(request)} did not answer within {self._timeout_s:g} s"
        except (httpx.ConnectError, httpx.ProxyError) as error:
            kind, again_s = "connect", may_repeat
            says = f"no connection to {self._place(request)}: {_reason(error)}"
        except (httpx.NetworkError, httpx.RemoteProtocolError) as error:
            again_s, says = may_repeat, f"the connection to {self._place(request)} broke: {_reason(error)}"
        except httpx.DecodingError as error:
            says = f"{self._place(request)} sent a body that is not encoded as it says: {_reason(error)}"
        except (httpx.HTTPError, httpx.InvalidURL, ValueError) as error:
            # httpx refuses to send it: a URL or header that HTTP cannot carry. Its message would repeat the value.
            says = f"{request.operation} cannot be sent over HTTP ({type(error).__name__})"
        return _Try(Fault(kind, self._without_secrets(says), _elapsed_ms(started)), again_s)

    def _ask_in_time(self, request: Request, started: float) -> _Try:
        """Asks in a thread that can be left behind. httpx bounds each wait for a byte, which a server that sends its
        headers byte by byte can repeat for hours. Raises ``TimeoutError``.
        """
        future: Future[_Try] = Future()

        def ask() -> None:
            try:
                future.set_result(self._ask(request, started))
            except Exception as error:  # handed to the thread that waits
                future.set_exception(error)

        threading.Thread(target=ask, name=f"wire {request.operation}", daemon=True).start()
        return future.result(self._timeout_s + _GRACE_S)

    def _ask(self, request: Request, started: float) -> _Try:
        built = self._client.build_request(
            request.method,
            request.url,
            headers=[(name.encode(), value.encode()) for name, value in request.headers],
            content=request.body,
        )
        answer = self._client.send(built, stream=True)
        try:
            chunks: list[bytes] = []
            size = 0
            for chunk in answer.iter_bytes():
                chunks.append(chunk)
                size += len(chunk)
                if size > self._max_bytes:
                    says = f"{self._place(request)} sent more than {self._max_bytes:,} bytes"
                    return _Try(Fault("too_large", says, _elapsed_ms(started)))
                if time.monotonic() - started > self._timeout_s:
                    raise httpx.ReadTimeout("the answer took too long", request=built)
        finally:
            answer.close()
        headers = tuple(answer.headers.multi_items())
        response = Response(answer.status_code, headers, b"".join(chunks), _elapsed_ms(started))
        return _Try(response, _asked_wait_s(answer) if answer.status_code in _BUSY else None)

    def _place(self, request: Request) -> str:
        return urlsplit(request.url).netloc.rpartition("@")[2]

    def _without_secrets(self, text: str) -> str:
        for secret in self._secrets:
            text = text.replace(secret, "***")
        return text


def _result_of(state: tenacity.RetryCallState) -> _Try:
    assert state.outcome is not None
    made: _Try = state.outcome.result()
    return made


def _asked_wait_s(answer: httpx.Response) -> float | None:
    """The wait that ``Retry-After`` asks for: seconds, a date, or a Unix timestamp; None without, or when it is too long.

    Source: RFC 9110, section 10.2.3; GraphQL Integration API, rate limits, for the timestamp.
    """
    asked = answer.headers.get("retry-after", "").strip()
    if not asked:
        return None
    now = time.time()
    if asked.isascii() and asked.isdigit():
        wait_s = float(asked) if len(asked) < 10 else float(asked) - now
    else:
        try:
            moment = email.utils.parsedate_to_datetime(asked)
            wait_s = (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).timestamp() - now
        except (ValueError, OverflowError):
            return None
    return max(0.0, wait_s) if wait_s <= _LONGEST_WAIT_S else None


def _proxied(scheme: str, host: str) -> bool:
    proxies = urllib.request.getproxies()
    return host not in _OWN_MACHINE and (scheme in proxies or "all" in proxies) and not urllib.request.proxy_bypass(host)


def _in_url(host: str) -> str:
    return f"[{host}]" if ":" in host else host


def _reason(error: Exception) -> str:
    """What the library says, as one short line."""
    said = " ".join(str(error).split()) or type(error).__name__
    return said if len(said) <= _LONGEST_SAYING else said[:_LONGEST_SAYING] + "..."


def _elapsed_ms(started: float) -> float:
    return round((time.monotonic() - started) * 1000, 1)
