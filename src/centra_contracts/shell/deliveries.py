"""Webhooks as they come in: each is recorded as an exchange and told in one line, and nothing of it is kept in memory."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path

from centra_contracts.contract.model import DEFAULT_EDITION, Api, Effect, Json
from centra_contracts.drift.model import ApiState, RunHead
from centra_contracts.errors import RecordError
from centra_contracts.exchange.redact import Redactor
from centra_contracts.shell.receiver import Delivery, exchange_of
from centra_contracts.shell.record_files import RecordWriter
from centra_contracts.shell.recordings import LOOSE

__all__ = ["Deliveries", "line_of"]

_MOST_SIGNS = 160  # of a line; what a sender wrote has no end
_MOST_NAMED = 5


class Deliveries:
    """Records deliveries into a folder. ``take`` is for a :class:`~centra_contracts.shell.receiver.Receiver`.

    ``tell`` gets one line for each. A signature whose time is more than ``most_age_s`` from the arrival is told as old; no page
    says how old it may be. Raises ``RecordError`` when the folder cannot be written.
    """

    def __init__(self, folder: Path, redactor: Redactor, tell: Callable[[str], None], *, most_age_s: float) -> None:
        self.done = threading.Event()  # set when the recording cannot go on, or ``stop_after`` came
        self.failure = ""  # why it cannot go on
        self.stop_after: int | None = None
        self.states: Counter[str] = Counter()  # how many deliveries by what became of them: valid, invalid, "no webhook" ...
        self._redactor = redactor
        self._tell = tell
        self._most_age_s = most_age_s
        self._began = datetime.now(UTC)
        self._writer = RecordWriter(folder)
        self._writer.head(self._head(finished=False), ())

    @property
    def count(self) -> int:
        """How many deliveries were recorded."""
        return self.states.total()

    def take(self, delivery: Delivery) -> bool:
        """Records and tells a delivery; whether it could be recorded."""
        if self.failure:
            return False
        state = _state(delivery, self._most_age_s)
        exchange = exchange_of(delivery, f"{LOOSE}#{self.count + 1}", LOOSE, LOOSE)
        try:
            self._writer.exchange(self._redactor.redact_exchange(exchange))
        except (OSError, RecordError) as error:
            self.failure = f"the recording cannot be written: {error}"
            self.done.set()
            return False
        self.states[state] += 1
        self._tell(line_of(delivery, state))
        if self.stop_after is not None and self.count >= self.stop_after:
            self.done.set()
        return True

    def close(self) -> None:
        """Ends the recording."""
        self._writer.head(self._head(finished=True), ())
        self._writer.close()

    def _head(self, *, finished: bool) -> RunHead:
        now = datetime.now(UTC)
        return RunHead(
            target=LOOSE,
            edition=DEFAULT_EDITION,
            started=self._began.isoformat(timespec="seconds"),
            finished=now.isoformat(timespec="seconds") if finished else None,
            partial=not finished,
            allow=Effect.READ.value,
            seconds=round((now - self._began).total_seconds(), 2),
            apis={Api.WEBHOOK.value: ApiState(configured=True)},
        )


def line_of(delivery: Delivery, state: str) -> str:
    """What a person is told of a delivery: when, which version, of what, and what became of it; no sign that is not printable.

    ``state`` is what became of it.
    """
    at = datetime.fromtimestamp(delivery.received_s, UTC).strftime("%H:%M:%S")
    said = (
        _told(delivery) if delivery.version else f"{delivery.request.method} {delivery.path}, {len(delivery.request.body)} bytes"
    )
    line = f"{at}  {delivery.version or '-'}  {said}  {state}"
    if delivery.signature.says:
        line += f": {delivery.signature.says}"
    shown = "".join(sign if sign.isprintable() else "?" for sign in line)
    return shown if len(shown) <= _MOST_SIGNS else f"{shown[: _MOST_SIGNS - 3]}..."


def _state(delivery: Delivery, most_age_s: float) -> str:
    if not delivery.version or delivery.status not in (200, 503):
        return "no webhook"
    if delivery.signature.state == "valid" and abs(delivery.received_s - delivery.signature.signed_s) > most_age_s:
        return "old"
    return delivery.signature.state


def _told(delivery: Delivery) -> str:
    """The events, or the ids by type; the first few by name."""
    payload = delivery.payload if isinstance(delivery.payload, Mapping) else {}
    if delivery.version == "integration":
        events = payload.get("events")
        told = [_event(event) for event in events if isinstance(event, Mapping)] if isinstance(events, list) else []
    else:
        told = [f"{key} {' '.join(str(id) for id in ids[:_MOST_NAMED])}" for key, ids in payload.items() if isinstance(ids, list)]
    more = f" and {len(told) - _MOST_NAMED} more" if len(told) > _MOST_NAMED else ""
    return (", ".join(told[:_MOST_NAMED]) or "nothing") + more


def _event(event: Mapping[str, Json]) -> str:
    return " ".join(str(event.get(key, "?")) for key in ("type", "action", "id"))
