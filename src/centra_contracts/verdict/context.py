"""What a rule gets to see, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from centra_contracts.contract.model import Json
from centra_contracts.contract.sdl import Sdl
from centra_contracts.dialect.model import Reading
from centra_contracts.verdict.model import Direction, Level

__all__ = ["Breach", "Context", "Obstacle", "Rule", "Turn", "Walk", "no_sdl"]


def no_sdl() -> Sdl:
    """Stands where there is no GraphQL schema to judge by; raises ``LookupError``."""
    raise LookupError("there is no GraphQL schema to judge by")


@dataclass(frozen=True, slots=True)
class Breach:
    """What a rule found: the code, where, what was expected and what was observed.

    ``absent`` says that something documented is not there (direction missing rather than changed). A rule that knows more
    than the clause's kind says how grave the difference is, and which way it goes.
    """

    code: str
    place: str
    expected: str
    observed: str
    absent: bool = False
    direction: Direction | None = None  # None: by the clause's kind
    level: Level | None = None  # None: by the clause's kind
    exchange: str = ""  # id of the exchange that shows it; empty: the one of the reading that is judged


@dataclass(frozen=True, slots=True)
class Turn:
    """One call of a walk, with its answer."""

    session: str  # the shopper session: "main" or "other"
    call: str  # method and path: "POST /items/1-1/quantity/2"
    reading: Reading


Walk = tuple[Turn, ...]  # what one walk said, in its order


@dataclass(frozen=True, slots=True)
class Context:
    """The reading that a rule judges, and what surrounds it."""

    reading: Reading
    readings: Mapping[str, Reading]  # by step id; every step that was answered
    shapes: Callable[[str], Json]  # "openapi.json#/components/schemas/X" -> schema; raises LookupError
    sdl: Callable[[], Sdl] = no_sdl  # the GraphQL schema of the edition that is judged
    walks: tuple[Walk, ...] = ()  # of a plan with moves


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a rule can say nothing here: a code of its own group, and the reason."""

    code: str
    because: str


def _no_obstacle(context: Context) -> Obstacle | None:
    return None


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule. ``negative`` rules demand that something is not there or not possible.

    ``tell`` says what was seen where the documentation allows more than one thing; it is told with a promise that holds.
    Where ``obstacle`` finds one, the clause is skipped: another clause tells that what this one needs is missing.
    """

    name: str
    judge: Callable[[Json, Context], tuple[Breach, ...]]
    codes: tuple[str, ...]
    negative: bool = False
    tell: Callable[[Json, Context], str] | None = None
    obstacle: Callable[[Context], Obstacle | None] = _no_obstacle
