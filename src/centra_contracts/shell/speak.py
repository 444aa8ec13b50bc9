"""Says the steps of a plan to a target, one after another, and keeps what was heard."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Protocol

from centra_contracts.contract.model import Api, Await, Effect, Json, Step
from centra_contracts.dialect.find import find
from centra_contracts.dialect.model import Connection, Dialect, Reading
from centra_contracts.errors import ContractError
from centra_contracts.exchange.model import Exchange, Request
from centra_contracts.plan.fill import fill_step

__all__ = ["Ear", "Said", "Speaker", "Wire", "captured"]


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

    def say(self, steps: tuple[Step, ...], *, plan: str, effect: Effect, values: Mapping[str, Json]) -> Said:
        """Says ``steps`` until one is not answered or a capture finds nothing.

        Raises ``ContractError`` for a step that cannot be written.
        """
        said = Said(dict(values))
        since = self.ear.mark() if self.ear is not None else 0
        said.whole = all(self.say_step(step, said, plan=plan, effect=effect, since=since) for step in steps)
        return said

    def say_step(self, step: Step, said: Said, *, plan: str, effect: Effect, since: int = 0) -> bool:
        """Says one more step; whether it was answered, and every capture found its value.

        Raises ``ContractError`` for a step that cannot be written.
        """
        exchanges = self._exchanges(step, said, plan=plan, effect=effect, since=since)
        said.exchanges += exchanges
        last = exchanges[-1]
        if last.fault is not None:
            return False
        reading = said.readings[step.id] = self.dialects[step.api].read(last)
        _remember_session(step, reading, said.values)
        found = captured(step, reading)
        said.values.update(found)
        return len(found) == len(step.capture)

    def _exchanges(self, step: Step, said: Said, *, plan: str, effect: Effect, since: int) -> tuple[Exchange, ...]:
        filled = fill_step(step, said.values)
        exchange_id = f"{plan}#{len(said.exchanges) + 1}"
        if isinstance(filled.say, Await):
            if self.ear is None:
                raise ContractError([f"{step.place}: a step awaits a webhook, but nothing listens"])
            return self.ear.hear(filled.say, since=since, id=exchange_id, plan=plan, step=step.id)
        try:
            request = self.dialects[step.api].write(filled, self.connections[step.api], said.values)
        except ValueError as error:
            raise ContractError([f"{step.place}: step {step.id!r} cannot be written: {error}"]) from error
        return (self.wire.send(request, effect=effect, id=exchange_id, plan=plan, step=step.id, api=step.api),)


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
