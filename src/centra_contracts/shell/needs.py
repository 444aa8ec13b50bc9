"""Meets the needs of plans on a target: from the profile's data, by discovery, or by making what is needed.

No contract names data of a store; what it needs is looked for here, once per run, or anew for each plan where the
need is used up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from centra_contracts.contract.model import Api, Effect, Json, Need, Step, Way
from centra_contracts.exchange.model import Exchange

__all__ = ["Met", "NeedBook", "Sayer", "Unmet", "WayResult"]

Sayer = Callable[[tuple[Step, ...], str, Effect, Mapping[str, Json]], "WayResult"]


@dataclass(frozen=True, slots=True)
class WayResult:
    """What saying a way gave: its values, and whether every step was answered and every capture found something."""

    values: Mapping[str, Json]
    whole: bool
    exchanges: tuple[Exchange, ...]
    because: str  # what went wrong, when not whole


@dataclass(frozen=True, slots=True)
class Met:
    """A need that is met: its fields, and how."""

    values: Mapping[str, Json]  # field -> value
    how: str  # "profile", "found" or "made"


@dataclass(frozen=True, slots=True)
class Unmet:
    """A need that is not met, and why."""

    because: str


@dataclass(slots=True)
class NeedBook:
    """Every need of a run. Thread-safe: one thread meets a need, the others wait for it."""

    needs: Mapping[str, Need]
    data: Mapping[str, Mapping[str, Json]]
    granted: Effect
    configured: frozenset[Api]
    say: Sayer
    base_values: Callable[[str], Mapping[str, Json]]  # plan id -> the run's own blanks
    _met: dict[str, Met | Unmet] = field(default_factory=dict)
    _locks: dict[str, threading.RLock] = field(default_factory=dict)
    _guard: threading.Lock = field(default_factory=threading.Lock)

    def meet(self, names: tuple[str, ...], plan: str) -> Mapping[str, Json] | Unmet:
        """The values of all needs as blanks (``need.field``), or the first that cannot be met."""
        values: dict[str, Json] = {}
        for name in names:
            met = self.meet_one(name, plan)
            if isinstance(met, Unmet):
                return met
            values |= {f"{name}.{key}": value for key, value in met.values.items()}
        return values

    def meet_one(self, name: str, plan: str) -> Met | Unmet:
        """One need: what the profile says, what an earlier plan found, or the first way that works."""
        need = self.needs[name]
        key = f"{name}@{plan}" if need.once else name
        with self._guard:
            lock = self._locks.setdefault(key, threading.RLock())
        with lock:
            if key not in self._met:
                self._met[key] = self._meet_anew(need, key)
            return self._met[key]

    def known(self) -> Mapping[str, Met | Unmet]:
        """Every need that was asked for so far."""
        with self._guard:
            return dict(sorted(self._met.items()))

    def _meet_anew(self, need: Need, key: str) -> Met | Unmet:
        given = self.data.get(need.id)
        if given is not None:
            lacking = sorted(set(need.gives) - set(given))
            if lacking:
                return Unmet(f"need {need.id}: [data.{need.id}] of the profile lacks {', '.join(lacking)}")
            return Met({name: given[name] for name in need.gives}, "profile")
        reasons = []
        for number, way in enumerate(need.ways, start=1):
            met = self._try(need, way, f"need:{key}/{number}")
            if isinstance(met, Met):
                return met
            reasons.append(met.because)
        because = "; ".join(dict.fromkeys(reasons)) or "no way to find or make it is known"
        return Unmet(f"need {need.id} ({need.says.rstrip('.')}): {because}")

    def _try(self, need: Need, way: Way, plan: str) -> Met | Unmet:
        if way.effect.rank > self.granted.rank:
            return Unmet(f"making it needs --allow {way.effect.value}")
        missing = sorted({step.api.value for step in way.steps} - {api.value for api in self.configured})
        if missing:
            return Unmet(f"{', '.join(missing)} is not configured")
        inner = self.meet(way.needs, plan)
        if isinstance(inner, Unmet):
            return inner
        result = self.say(way.steps, plan, way.effect, {**self.base_values(plan), **inner})
        if not result.whole:
            return Unmet(result.because)
        return Met({name: result.values[name] for name in need.gives}, "found" if way.effect is Effect.READ else "made")
