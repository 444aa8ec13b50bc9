"""The nouns of a recorded run: what ``run.json``, ``verdicts.jsonl`` and ``plans.jsonl`` say, frozen.

They carry everything that drift and report need, so that a record can be read long after the contracts have changed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from centra_contracts.contract.model import Json, Replacement
from centra_contracts.exchange.model import Exchange
from centra_contracts.verdict.model import Direction, Level, Outcome

__all__ = [
    "SCHEMA",
    "ApiState",
    "BaselineNote",
    "DocumentedCell",
    "FactCount",
    "FieldCount",
    "FindingLine",
    "PlanLine",
    "RunHead",
    "RunRecord",
    "VerdictLine",
]

SCHEMA = 1


@dataclass(frozen=True, slots=True)
class FindingLine:
    """One difference as recorded: a finding with its fingerprint."""

    code: str
    direction: Direction
    level: Level
    place: str
    expected: str
    observed: str
    exchange: str  # id; empty when no exchange shows it
    fingerprint: str
    accepted: str = ""  # why a person accepted it; empty when nobody did


@dataclass(frozen=True, slots=True)
class VerdictLine:
    """One line of ``verdicts.jsonl``: a verdict together with what its clause says."""

    clause: str
    api: str
    function: str  # of the matrix cell; empty when there is none
    mode: str  # "R" or "W"; empty when there is no cell
    kind: str
    verdict: Outcome
    code: str
    because: str
    exchanges: tuple[str, ...]
    contract: str
    title: str  # of the contract
    promise: str
    source: str  # page path of the public site, with #anchor where there is one
    effect: str
    deprecated: str = ""
    note: str = ""
    accepted: str = ""  # why every grave finding is accepted; empty when one is not, or when there is none
    findings: tuple[FindingLine, ...] = ()
    replaced_by: tuple[Replacement, ...] = ()  # what to move to

    @property
    def worst(self) -> FindingLine | None:
        """The gravest finding, one that nobody accepted before one that somebody did; None without findings."""
        if not self.findings:
            return None
        levels = list(Level)
        return min(self.findings, key=lambda finding: (bool(finding.accepted), levels.index(finding.level)))

    @property
    def drifts(self) -> bool:
        """Whether a finding above safe stands that nobody accepted; a broken clause without findings drifts too."""
        if not self.findings:
            return self.verdict is Outcome.BROKEN
        return any(finding.level is not Level.SAFE and not finding.accepted for finding in self.findings)


@dataclass(frozen=True, slots=True)
class DocumentedCell:
    """What the documentation's matrix says of one cell."""

    function: str
    api: str
    mode: str
    status: str  # available, limited, unavailable, coming_soon
    anchor: str = ""
    clauses: int | None = None  # how many clauses the contracts hold for it, in this run or not; None when not recorded


@dataclass(frozen=True, slots=True)
class ApiState:
    """How an API stood in the run."""

    configured: bool
    deprecated: str = ""  # why and what replaces it; empty when it is not deprecated


@dataclass(frozen=True, slots=True)
class BaselineNote:
    """An entry of the baseline that a person must look at. ``state``: expired or stale (nothing differs there any more)."""

    fingerprint: str
    reason: str
    expires: str  # ISO date
    state: str


@dataclass(frozen=True, slots=True)
class FactCount:
    """How many documented facts of an API can be tried from outside, and how many of these the contracts encode."""

    testable: int
    encoded: int

    @property
    def percent(self) -> float:
        """Encoded of a hundred testable ones, rounded down to one place; 100 where there are none."""
        return 100.0 if not self.testable else self.encoded * 1000 // self.testable / 10


@dataclass(frozen=True, slots=True)
class FieldCount:
    """How many fields the documented GraphQL schema has, and which of them no answer of the run had a value for."""

    documented: int
    unseen: tuple[str, ...]  # coordinates, "Brand.name"; sorted

    @property
    def seen(self) -> int:
        """How many fields had a value in at least one answer."""
        return self.documented - len(self.unseen)


@dataclass(frozen=True, slots=True)
class RunHead:
    """What is known of a run besides its verdicts; counts are never stored here but counted from the lines."""

    target: str
    edition: str
    started: str  # ISO time
    finished: str | None  # ISO time; None while the run goes on, or when it was cut off
    partial: bool
    allow: str
    seconds: float
    documented: tuple[DocumentedCell, ...] = ()
    apis: Mapping[str, ApiState] = field(default_factory=dict)
    versions: Mapping[str, str] = field(default_factory=dict)
    coverage: Mapping[str, FactCount] = field(default_factory=dict)  # by API, and "common"
    baseline: tuple[BaselineNote, ...] = ()
    fields: FieldCount | None = None  # of GraphQL; None when nothing was asked in GraphQL
    seed: int | None = None  # of the embedded mock
    command: str = ""  # the command that repeats the run; empty when not recorded


@dataclass(frozen=True, slots=True)
class PlanLine:
    """One line of ``plans.jsonl``: a plan that ran, with the values its blanks were filled with."""

    plan: str
    values: Mapping[str, Json]
    exchanges: tuple[str, ...]
    skipped: str = ""


@dataclass(frozen=True, slots=True)
class RunRecord:
    """A whole recorded run."""

    head: RunHead
    verdicts: tuple[VerdictLine, ...]  # sorted by clause
    exchanges: Mapping[str, Exchange]  # by id
    plans: tuple[PlanLine, ...]  # sorted by plan
