"""What will be said: a step list with the clauses that are judged by its readings."""

from __future__ import annotations

from dataclasses import dataclass

from centra_contracts.contract.model import Clause, StepList

__all__ = ["Plan"]


@dataclass(frozen=True, slots=True)
class Plan:
    """One step list and every clause that it serves; said once, whatever the number of clauses."""

    say: StepList
    clauses: tuple[Clause, ...]
    needs: tuple[str, ...]  # sorted

    @property
    def id(self) -> str:
        """The id of the step list; unique in a run."""
        return self.say.id
