"""The ear: keeps the webhooks that a receiver takes, and lets plans wait for them or leave them without an answer.

Source: ``plugins/centra-webhook``.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Sequence
from types import TracebackType
from typing import Self

from centra_contracts.contract.model import Await, Hold, Json
from centra_contracts.dialect.find import check_jmespath, find
from centra_contracts.dialect.model import Reading
from centra_contracts.errors import ContractError
from centra_contracts.exchange.model import Exchange, Fault, Request
from centra_contracts.shell.receiver import Delivery, Receiver, exchange_of

__all__ = ["Listener"]

_MAX_DELIVERIES = 10_000
_MAX_TOTAL_BYTES = 200_000_000


class Listener:
    """Receives webhooks at ``host:port`` (port 0: a free one) on any path. To be closed, or used as a context manager.

    ``secret`` is the endpoint secret of the plugin; it may be set later, and counts for what arrives from then on.
    Raises ``ConfigurationError`` if it cannot listen there. Thread-safe.
    """

    def __init__(self, host: str, port: int, secret: str = "") -> None:
        self._arrived: list[Delivery] = []
        self._size_bytes = 0
        self._holding: dict[str, tuple[int, str]] = {}  # path -> how many more are left without an answer, and of which match
        self._news = threading.Condition()
        self._receiver = Receiver(host, port, secret, self._take, self._holds)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()

    @property
    def secret(self) -> str:
        """The endpoint secret of the plugin; empty when it is not known."""
        return self._receiver.secret

    @secret.setter
    def secret(self, secret: str) -> None:
        self._receiver.secret = secret

    @property
    def port(self) -> int:
        """The port that it listens at."""
        return self._receiver.port

    @property
    def url(self) -> str:
        """Where it can be reached from this machine, without a trailing slash."""
        return self._receiver.url

    def close(self) -> None:
        """Stops listening; what arrived stays. May be called again."""
        self._receiver.close()

    def mark(self) -> int:
        """A point in time: deliveries that arrive from now on come after it."""
        with self._news:
            return len(self._arrived)

    def hold(self, say: Hold) -> None:
        """Leaves the next deliveries at a path that make its expression true without an answer, until their sender hangs up.

        Raises ``ContractError`` when it does not say how many, or its expression is invalid.
        """
        if not isinstance(say.times, int):
            raise ContractError([f"hold at {say.at}: times is no whole number but {say.times!r}"])
        try:
            check_jmespath(say.match)
        except ValueError as error:
            raise ContractError([f"hold at {say.at}: {error}"]) from error
        with self._news:
            self._holding[say.at] = say.times, say.match

    def release(self) -> None:
        """Answers whatever arrives from now on."""
        with self._news:
            self._holding.clear()

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
        """The deliveries of the awaited version, at the awaited path, after the mark ``since``, the awaited one last.

        If it does not come in time the last is a fault ``no_delivery``. The first has the id ``id``, ``<plan>#<n>``, the
        others count on. Raises ``ContractError`` if the expression of the step is invalid.
        """
        started = time.monotonic()
        try:
            arrived, met = self.wait_for(lambda delivery: _is_awaited(delivery, say), since, say.within_s)
        except ValueError as error:
            raise ContractError([f"step {step!r} of {plan}: {error}"]) from error
        counted = [delivery for delivery in arrived if _is_meant(delivery, say)]
        first = int(id.rpartition("#")[2])
        heard = [exchange_of(delivery, f"{plan}#{number}", plan, step) for number, delivery in enumerate(counted, start=first)]
        if not met:
            request = Request("POST", f"{self.url}{say.at or '/'}", (), b"", f"webhook {say.version}")
            says = f"no {say.version} webhook with {say.match} arrived within {say.within_s:g} s; {_others(arrived, say)}"
            fault = Fault("no_delivery", says, round((time.monotonic() - started) * 1000, 1))
            last = f"{plan}#{first + len(heard)}"
            heard.append(Exchange(last, plan, step, "webhook", request, fault=fault, inbound=True))
        return tuple(heard)

    def _holds(self, path: str, payload: Json) -> bool:
        with self._news:
            left, match = self._holding.get(path, (0, ""))
            if not left or not _has(payload, match):
                return False
            self._holding[path] = left - 1, match
            return True

    def _take(self, delivery: Delivery) -> bool:
        size = len(delivery.request.body)
        with self._news:
            if len(self._arrived) >= _MAX_DELIVERIES or self._size_bytes + size > _MAX_TOTAL_BYTES:
                return False
            self._arrived.append(delivery)
            self._size_bytes += size
            self._news.notify_all()
        return True


def _is_meant(delivery: Delivery, say: Await) -> bool:
    return delivery.version == say.version and (not say.at or delivery.path == say.at)


def _is_awaited(delivery: Delivery, say: Await) -> bool:
    if not _is_meant(delivery, say) or (delivery.held_s is not None) is not say.held:
        return False
    return _has(delivery.payload, say.match)


def _has(payload: Json, match: str) -> bool:
    return bool(find(Reading("", None, {}, payload), match))


def _others(arrived: Sequence[Delivery], say: Await) -> str:
    same = sum(_is_meant(delivery, say) for delivery in arrived)
    return f"meanwhile {same} other of that version and {len(arrived) - same} of another arrived"
