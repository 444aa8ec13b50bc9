"""What an invariant is: a function that goes along a walk and tells where it does not hold."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from centra_contracts.verdict.context import Walk

__all__ = ["HELD", "Invariant", "Look", "Slip", "first_slip"]


@dataclass(frozen=True, slots=True)
class Slip:
    """Where a walk does not go as promised. ``place`` is the same whatever the walk, so that findings keep their identity."""

    turn: int  # which of the walk, from 0
    place: str  # path in the answer, without positions
    expected: str
    observed: str


HELD = None  # what an invariant yields where it looked and all was well
Look = Slip | None


@dataclass(frozen=True, slots=True)
class Invariant:
    """A named invariant. ``judge`` yields once for each time that it looked: ``HELD`` or what slipped."""

    name: str
    judge: Callable[[Walk], Iterator[Look]]
    code: str  # of a slip
    about: str  # what a walk must come to before anything can be said: "a country is left and entered again"


def first_slip(invariant: Invariant, walk: Walk) -> Slip | None:
    """The first place where the walk breaks the invariant."""
    return next((look for look in invariant.judge(walk) if look is not HELD), None)
