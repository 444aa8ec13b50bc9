"""What was observed of a cell of the matrix."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from centra_contracts.drift.cells import UNTESTABLE_CODE, CellOutcome, observe_cells
from centra_contracts.drift.model import DocumentedCell, FindingLine, VerdictLine
from centra_contracts.verdict.codes import CODES
from centra_contracts.verdict.model import Level, Outcome

CELL = DocumentedCell("Warehouses and Stock", "order", "R", "available")
Build = Callable[..., VerdictLine]


def _lines(line: Build, finding: Callable[..., FindingLine], words: str) -> list[VerdictLine]:
    safe = finding(level=Level.SAFE)
    made = {
        "holds": line(),
        "broken": line(verdict=Outcome.BROKEN, findings=(finding(),)),
        "lifted": line(verdict=Outcome.BROKEN, findings=(safe,)),
        "extra": line(findings=(safe,)),
        "accepted": line(verdict=Outcome.BROKEN, accepted="known", findings=(finding(accepted="known"),)),
        "silent": line(verdict=Outcome.SILENT),
        "skipped": line(verdict=Outcome.SKIPPED, code="CC902"),
        "untestable": line(verdict=Outcome.SKIPPED, code=UNTESTABLE_CODE),
    }
    return [replace(made[word], clause=f"order.stock.{number}") for number, word in enumerate(words.split())]


@pytest.mark.parametrize(
    ("words", "outcome", "judged"),
    [
        ("", CellOutcome.NOT_ENCODED, 0),
        ("holds", CellOutcome.HOLDS, 1),
        ("holds skipped untestable", CellOutcome.HOLDS, 1),
        ("extra", CellOutcome.HOLDS, 1),
        ("holds broken silent", CellOutcome.DRIFT, 2),
        ("lifted", CellOutcome.DRIFT, 1),
        ("holds accepted", CellOutcome.ACCEPTED, 2),
        ("accepted broken", CellOutcome.DRIFT, 2),
        ("holds silent accepted", CellOutcome.SILENT, 2),
        ("skipped untestable", CellOutcome.SKIPPED, 0),
        ("untestable untestable", CellOutcome.UNTESTABLE, 0),
    ],
)
def test_a_cell_shows_what_needs_most_attention(
    line: Build, finding: Callable[..., FindingLine], words: str, outcome: CellOutcome, judged: int
) -> None:
    """Drift comes before silence, silence before what holds, and reasons not to try come last."""
    (state,) = observe_cells([CELL], _lines(line, finding, words))
    assert (state.outcome, state.judged) == (outcome, judged)


def test_a_cell_that_was_not_chosen_is_not_called_unencoded() -> None:
    """The record says how many clauses the contracts hold for a cell."""
    states = observe_cells([replace(CELL, clauses=2), replace(CELL, mode="W", clauses=0)], [])
    assert [state.outcome for state in states] == [CellOutcome.NOT_RUN, CellOutcome.NOT_ENCODED]


def test_the_worst_finding_that_nobody_accepted_is_shown(line: Build, finding: Callable[..., FindingLine]) -> None:
    """An accepted breaking drift does not hide a safe one that is new."""
    (state,) = observe_cells([CELL], _lines(line, finding, "accepted lifted"))
    assert state.worst is not None
    assert state.worst.level is Level.SAFE


def test_the_code_for_untestable_is_the_listed_one() -> None:
    """The code means what the list of codes says."""
    assert CODES[UNTESTABLE_CODE] == "No operation to try it is documented."
