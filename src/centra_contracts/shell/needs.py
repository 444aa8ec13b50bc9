"""Meets the needs of plans on a target: from the profile's data, by discovery, or by making what is needed.

No contract names data of a store; what it needs is looked for here, once per run, or anew for each plan where the
need is used up.
"""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from centra_contracts.contract.model import Effect, Json, Need, Step, Way

__all__ = ["Met", "NeedBook", "Refusal", "Unmet", "WayResult", "is_of_need"]

_Sayer = Callable[[tuple[Step, ...], str, Effect, Mapping[str, Json]], "WayResult"]
_OF_NEED = "need:"  # begins the id under which the steps of a way are said
_Obstacle = Callable[[tuple[Step, ...]], "Refusal | None"]


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why steps were not said, or not to their end: a code of the groups "fault" and "not testable here", and the reason."""

    code: str
    because: str

    @property
    def is_fault(self) -> bool:
        """Whether the target did not answer, so that nothing can be said of what it promises."""
        return self.code.startswith("CC8")


@dataclass(frozen=True, slots=True)
class WayResult:
    """What saying a way gave: its values, and what went wrong; None when every capture found something."""

    values: Mapping[str, Json]
    refusal: Refusal | None


@dataclass(frozen=True, slots=True)
class Met:
    """A need that is met: its fields, and how."""

    values: Mapping[str, Json]  # field -> value
    how: str  # "profile", "found" or "made"


@dataclass(frozen=True, slots=True)
class Unmet:
    """A need that is not met, and why: the need where it began, which may be one that the need itself needs."""

    need: str  # id of the need where it began
    says: str  # what that need is
    reasons: tuple[str, ...]  # one for each way, without repeats
    fault: str = ""  # code of the fault when the target did not answer; empty when it did

    @property
    def because(self) -> str:
        """One line for people."""
        return f"need {self.need} ({self.says.rstrip('.')}): {'; '.join(self.reasons)}"


@dataclass(slots=True)
class NeedBook:
    """Every need of a run. Thread-safe: one thread meets a need, the others wait for it."""

    needs: Mapping[str, Need]
    data: Mapping[str, Mapping[str, Json]]
    granted: Effect
    obstacle: _Obstacle  # why steps cannot be said to this target; None when they can
    say: _Sayer
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

    def _meet_anew(self, need: Need, key: str) -> Met | Unmet:
        given = self.data.get(need.id)
        if given is not None:
            lacking = sorted(set(need.gives) - set(given))
            if lacking:
                return Unmet(need.id, need.says, (f"[data.{need.id}] of the profile lacks {', '.join(lacking)}",))
            return Met({name: given[name] for name in need.gives}, "profile")
        found: list[Unmet] = []
        for number, way in enumerate(need.ways, start=1):
            met = self._try(need, way, f"{_OF_NEED}{key}/{number}")
            if isinstance(met, Met):
                return met
            found.append(met)
        return _root(need, found)

    def _try(self, need: Need, way: Way, plan: str) -> Met | Unmet:
        if way.effect.rank > self.granted.rank:
            return Unmet(need.id, need.says, (f"making it needs --allow {way.effect.value}",))
        refusal = self.obstacle(way.steps)
        if refusal is None:
            inner = self.meet(way.needs, plan)
            if isinstance(inner, Unmet):
                return inner
            result = self.say(way.steps, plan, way.effect, {**self.base_values(plan), **inner})
            refusal = result.refusal
        if refusal is not None:
            return Unmet(need.id, need.says, (refusal.because,), refusal.code if refusal.is_fault else "")
        return Met({name: result.values[name] for name in need.gives}, "found" if way.effect is Effect.READ else "made")


def is_of_need(plan: str) -> bool:
    """Whether what is said under this id meets a need, and is no step of a clause.

    >>> is_of_need("need:stocked_item/1")
    True
    """
    return plan.startswith(_OF_NEED)


def _root(need: Need, found: list[Unmet]) -> Unmet:
    """Where it began: with the need itself, or, where every way failed for want of another need, with that one."""
    if found and all(unmet.need != need.id for unmet in found):
        return found[-1]
    reasons = [
        ", ".join(unmet.reasons) if unmet.need == need.id else f"no {unmet.need}: {', '.join(unmet.reasons)}" for unmet in found
    ]
    fault = next((unmet.fault for unmet in found if unmet.fault), "")
    return Unmet(need.id, need.says, tuple(dict.fromkeys(reasons)) or ("no way to find or make it is known",), fault)
