"""What a rule gets to see, and what it answers."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from centra_contracts.contract.model import Json
from centra_contracts.dialect.model import Reading

__all__ = ["Breach", "Context", "Rule", "Turn", "Walk"]


@dataclass(frozen=True, slots=True)
class Breach:
    """What a rule found: the code, where, what was expected and what was observed.

    ``absent`` says that something documented is not there (direction missing rather than changed). ``exchange`` is the
    id of the exchange that shows it, where that is another than the one of the reading that the rule was given.
    """

    code: str
    place: str
    expected: str
    observed: str
    absent: bool = False
    exchange: str = ""


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
    walks: tuple[Walk, ...] = ()  # of a plan with moves


@dataclass(frozen=True, slots=True)
class Rule:
    """A named rule. ``negative`` rules demand that something is not there or not possible.

    ``tell`` says what was seen where the documentation allows more than one thing; it is told with a promise that holds.
    """

    name: str
    judge: Callable[[Json, Context], tuple[Breach, ...]]
    codes: tuple[str, ...]
    negative: bool = False
    tell: Callable[[Json, Context], str] | None = None
