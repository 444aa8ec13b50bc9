"""How much walks may say to a target."""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["ELSEWHERE", "FOR_PROOF", "MOST_WALKS", "ON_MOCK", "Budget"]

MOST_WALKS = 500  # that may be asked for


@dataclass(frozen=True, slots=True)
class Budget:
    """How much may be said for one plan with moves."""

    walks: int  # that find nothing
    shrinking: int  # calls, all in all, to shrink walks that break something
    moves: int = 10  # of a walk, without what opens its sessions

    def calls(self, openings: int) -> int:
        """The most calls of walks that find nothing, where so many steps open each of their two sessions."""
        return self.walks * (self.moves + 2 * openings)


ON_MOCK = Budget(walks=8, shrinking=1000)
ELSEWHERE = Budget(walks=5, shrinking=200)  # a live target has other things to do
FOR_PROOF = Budget(walks=8, shrinking=150)  # there only the verdict counts
