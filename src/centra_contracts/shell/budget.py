"""How much walks may say to a target."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ELSEWHERE", "FOR_PROOF", "ON_MOCK", "Budget"]

_OPENINGS = 6  # calls that open both sessions of a walk, at most


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be said for one plan with moves."""

    walks: int  # that find nothing
    shrinking: int  # calls, all in all, to shrink walks that break something
    moves: int = 10  # of a walk, without what opens its sessions

    @property
    def calls(self) -> int:
        """The most calls of walks that find nothing."""
        return self.walks * (self.moves + _OPENINGS)


ON_MOCK = Budget(walks=8, shrinking=1000)
ELSEWHERE = Budget(walks=5, shrinking=200)  # a live target has other things to do
FOR_PROOF = Budget(walks=8, shrinking=150)  # there only the verdict counts
