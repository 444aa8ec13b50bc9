"""Says the steps of a plan to a target, one after another, and keeps what was heard."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from centra_contracts.contract.model import Api, Await, Effect, Generate, Hold, Introspect, Json, Step
from centra_contracts.contract.sdl import Sdl
from centra_contracts.dialect.find import find
from centra_contracts.dialect.generated import again, spoken_steps
from centra_contracts.dialect.model import Connection, Dialect, Reading
from centra_contracts.errors import ContractError
from centra_contracts.exchange.model import Exchange, Request
from centra_contracts.plan.fill import fill_step, sign_step
from centra_contracts.verdict.context import no_sdl

__all__ = ["Ear", "Said", "Speaker", "Wire", "captured", "read_step"]

_MOST_TRIES = 2  # after the first, of a request that was refused


class Wire(Protocol):
    """What sends a request. Refuses whatever is above the granted effect."""

    def send(self, request: Request, *, effect: Effect, id: str, plan: str, step: str, api: Api) -> Exchange:
        """The exchange: the request with its response or its fault."""
        ...


class Ear(Protocol):
    """What hears webhooks."""

    def mark(self) -> int:
        """A point in time; deliveries after it count for a plan that starts now."""
        ...

    def hold(self, say: Hold) -> None:
        """Leaves the next deliveries at a path, with what is said, without an answer."""
        ...

    def release(self) -> None:
        """Answers whatever arrives from now on."""
        ...

    def hear(self, say: Await, *, since: int, id: str, plan: str, step: str) -> tuple[Exchange, ...]:
        """The deliveries since the mark, the awaited one last; or a fault ``no_delivery`` as the last."""
        ...


@dataclass(slots=True)
class Said:
    """What was said and heard so far, not redacted; ``readings`` holds the last one of each step that was answered."""

    values: dict[str, Json]
    exchanges: list[Exchange] = field(default_factory=list)
    readings: dict[str, Reading] = field(default_factory=dict)
    whole: bool = False  # every step was answered and every capture found its value


@dataclass(frozen=True, slots=True)
class Speaker:
    """Speaks every dialect to one target."""

    connections: Mapping[Api, Connection]
    wire: Wire
    ear: Ear | None
    dialects: Mapping[Api, Dialect]
    sdl: Callable[[], Sdl] = no_sdl  # from which generated operations are built

    def say(self, steps: tuple[Step, ...], *, plan: str, effect: Effect, values: Mapping[str, Json]) -> Said:
        """Says ``steps`` until one is not answered or a capture finds nothing.

        Raises ``ContractError`` for a step that cannot be written.
        """
        said = Said(dict(values))
        since = self.ear.mark() if self.ear is not None else 0
        try:
            said.whole = all(self.say_step(step, said, plan=plan, effect=effect, since=since) for step in steps)
        finally:
            if any(isinstance(step.say, Hold) for step in steps) and self.ear is not None:
                self.ear.release()
        return said

    def say_step(self, step: Step, said: Said, *, plan: str, effect: Effect, since: int = 0) -> bool:
        """Says one more step; whether it was answered, and every capture found its value.

        Raises ``ContractError`` for a step that cannot be written.
        """
        if isinstance(step.say, Hold):
            return self._hold(step, said)
        if step.sign is not None:  # the time that is signed is that of the request
            said.values["run.time"] = int(time.time())
        said.values.update(sign_step(step, said.values))
        exchanges = self._exchanges(step, said, plan=plan, effect=effect, since=since)
        said.exchanges += exchanges
        last = exchanges[-1]
        if last.fault is not None:
            return False
        reading = said.readings[step.id] = read_step(step, exchanges, self.dialects[step.api])
        _remember_session(step, reading, said.values)
        found = captured(step, reading)
        said.values.update(found)
        return len(found) == len(step.capture)

    def _hold(self, step: Step, said: Said) -> bool:
        filled = fill_step(step, said.values)
        if self.ear is None or not isinstance(filled.say, Hold):
            raise ContractError([f"{step.place}: a step holds webhooks, but nothing listens"])
        self.ear.hold(filled.say)
        return True

    def _exchanges(self, step: Step, said: Said, *, plan: str, effect: Effect, since: int) -> tuple[Exchange, ...]:
        filled = fill_step(step, said.values)
        if isinstance(filled.say, Await):
            if self.ear is None:
                raise ContractError([f"{step.place}: a step awaits a webhook, but nothing listens"])
            exchange_id = f"{plan}#{len(said.exchanges) + 1}"
            return self.ear.hear(filled.say, since=since, id=exchange_id, plan=plan, step=step.id)
        try:
            return self._conversation(filled, said, plan=plan, effect=effect)
        except ValueError as error:
            raise ContractError([f"{step.place}: step {step.id!r} cannot be written: {error}"]) from error

    def _conversation(self, step: Step, said: Said, *, plan: str, effect: Effect) -> tuple[Exchange, ...]:
        """The exchanges of one step: mostly one, several of a generated step and after a refusal; the last may be a fault."""
        goes_on = isinstance(step.say, Generate | Introspect)
        queue = [(spoken, 0) for spoken in spoken_steps(step, self.sdl)]
        heard: list[Exchange] = []
        while queue:
            asked, tries = queue.pop(0)
            dialect = self.dialects[asked.api]
            request = dialect.write(asked, self.connections[asked.api], said.values)
            number = len(said.exchanges) + len(heard) + 1
            heard.append(self.wire.send(request, effect=effect, id=f"{plan}#{number}", plan=plan, step=asked.id, api=asked.api))
            if heard[-1].fault is not None:
                break
            more = again(asked, dialect.read(heard[-1]), self.sdl) if goes_on and tries < _MOST_TRIES else None
            queue[:0] = [(more, tries + 1)] if more is not None else []
        return tuple(heard)


def read_step(step: Step, heard: Sequence[Exchange], dialect: Dialect) -> Reading:
    """The reading of what a step heard: of the last exchange, with all that came before it where the step says several things."""
    reading = dialect.read(heard[-1])
    if isinstance(step.say, Generate):
        return replace(reading, parts=(*map(dialect.read, heard[:-1]), reading))
    if isinstance(step.say, Await):
        parts = (*map(dialect.read, heard[:-1]), reading)
        return replace(reading, parts=parts, trail=tuple(part.body for part in parts))
    return reading


def captured(step: Step, reading: Reading) -> dict[str, Json]:
    """What the captures of a step find in its reading; those that find nothing are left out."""
    found = {name: find(reading, expression) for name, expression in step.capture.items()}
    return {name: value for name, value in found.items() if value is not None}


def _remember_session(step: Step, reading: Reading, values: dict[str, Json]) -> None:
    """Every answer of Checkout carries the token of the session, which may have changed. Source: checkout-api/introduction."""
    if step.api is Api.CHECKOUT and step.session != "none" and isinstance(reading.body, Mapping):
        token = reading.body.get("token")
        if isinstance(token, str):
            values[f"session.{step.session}"] = token
