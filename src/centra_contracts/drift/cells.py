"""What a run observed of each cell of the capability matrix."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from centra_contracts.drift.model import DocumentedCell, FindingLine, VerdictLine
from centra_contracts.verdict.model import Level, Outcome

__all__ = ["UNTESTABLE_CODE", "CellOutcome", "CellState", "observe_cells"]

UNTESTABLE_CODE = "CC904"  # the code of a clause that no documented operation can try


class CellOutcome(StrEnum):
    """What was observed of a cell, from the one that needs most attention to the one that needs none."""

    DRIFT = "drift"
    SILENT = "silent"
    ACCEPTED = "accepted"
    NOT_ENCODED = "not_encoded"  # no contract speaks for the cell
    SKIPPED = "skipped"
    NOT_RUN = "not_run"  # there are clauses, but they were not chosen for this run
    UNTESTABLE = "untestable"
    HOLDS = "holds"


@dataclass(frozen=True, slots=True)
class CellState:
    """A documented cell and what was observed of it."""

    documented: DocumentedCell
    outcome: CellOutcome
    worst: FindingLine | None  # of the clauses that broke; None when none did
    judged: int  # clauses that hold or broke
    lines: tuple[VerdictLine, ...]  # every clause that speaks for the cell, sorted


def observe_cells(documented: Sequence[DocumentedCell], lines: Iterable[VerdictLine]) -> tuple[CellState, ...]:
    """One state per documented cell, in the order of ``documented``."""
    by_cell: dict[tuple[str, str, str], list[VerdictLine]] = {}
    for line in lines:
        if line.function:
            by_cell.setdefault((line.function, line.api, line.mode), []).append(line)
    return tuple(_observe(cell, by_cell.get((cell.function, cell.api, cell.mode), [])) for cell in documented)


def _observe(cell: DocumentedCell, lines: Sequence[VerdictLine]) -> CellState:
    ordered = tuple(sorted(lines, key=lambda line: line.clause))
    broken = [line for line in ordered if line.verdict is Outcome.BROKEN or line.drifts]
    levels = list(Level)
    findings = sorted(
        (line.worst for line in broken if line.worst),
        key=lambda finding: (bool(finding.accepted), levels.index(finding.level), finding.fingerprint),
    )
    judged = sum(line.verdict in (Outcome.HOLDS, Outcome.BROKEN) for line in ordered)
    return CellState(cell, _outcome(cell, ordered, broken), findings[0] if findings else None, judged, ordered)


def _outcome(cell: DocumentedCell, lines: Sequence[VerdictLine], broken: Sequence[VerdictLine]) -> CellOutcome:
    verdicts = {line.verdict for line in lines}
    if any(not line.accepted for line in broken):
        return CellOutcome.DRIFT
    if Outcome.SILENT in verdicts:
        return CellOutcome.SILENT
    if broken:
        return CellOutcome.ACCEPTED
    if Outcome.HOLDS in verdicts:
        return CellOutcome.HOLDS
    if not lines:
        return CellOutcome.NOT_RUN if cell.clauses else CellOutcome.NOT_ENCODED
    if all(line.code == UNTESTABLE_CODE for line in lines):
        return CellOutcome.UNTESTABLE
    return CellOutcome.SKIPPED
