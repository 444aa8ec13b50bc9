"""What judging says: a verdict per clause, with the findings that led to it and the evidence.

Verdicts cross process borders as JSON (``verdicts.jsonl``).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

__all__ = ["Direction", "Finding", "Level", "Outcome", "Verdict"]


class Outcome(StrEnum):
    """The four verdicts."""

    HOLDS = "holds"
    BROKEN = "broken"
    SILENT = "silent"
    SKIPPED = "skipped"


class Level(StrEnum):
    """How much a difference hurts clients, in the words of GraphQL's change finder."""

    BREAKING = "breaking"
    DANGEROUS = "dangerous"
    SAFE = "safe"


class Direction(StrEnum):
    """Which way the target differs from the documentation."""

    MISSING = "missing"
    CHANGED = "changed"
    LIFTED = "lifted"
    UNDOCUMENTED = "undocumented"


@dataclass(frozen=True, slots=True)
class Finding:
    """One difference between what is documented and what was observed."""

    code: str  # permanent, "CC101"
    direction: Direction
    level: Level
    place: str  # where in the answer: a path, a header, a step; part of the identity
    expected: str
    observed: str
    exchange: str  # id of the exchange that shows it; empty when none does


@dataclass(frozen=True, slots=True)
class Verdict:
    """The answer for one clause."""

    clause: str
    outcome: Outcome
    code: str  # of the first finding, the fault or the reason to skip; empty when it simply holds
    because: str  # one line for people
    findings: tuple[Finding, ...] = ()
    exchanges: tuple[str, ...] = ()  # ids, in the order in which they happened

    @property
    def holds(self) -> bool:
        """Whether the promise holds."""
        return self.outcome is Outcome.HOLDS

    @property
    def level(self) -> Level | None:
        """The gravest level among the findings; None without findings."""
        for level in Level:
            if any(finding.level is level for finding in self.findings):
                return level
        return None

    @property
    def direction(self) -> Direction | None:
        """The direction of the gravest finding; None without findings."""
        level = self.level
        return next((finding.direction for finding in self.findings if finding.level is level), None)
