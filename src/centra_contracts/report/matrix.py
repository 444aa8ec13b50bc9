"""The capability matrix as a table: what is documented of each cell against what was observed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from centra_contracts.drift.cells import CellOutcome, CellState
from centra_contracts.drift.model import ApiState
from centra_contracts.report.model import CellView, Column, ColumnGroup, MatrixRow, MatrixTable
from centra_contracts.report.views import api_name, tallies_of
from centra_contracts.report.words import CELL_WORDS, DIRECTION_WORDS, LEVEL_WORDS, MODE_WORDS, STATUS_WORDS, count_of

__all__ = ["cell_anchors", "matrix_table"]


def cell_anchors(cells: Sequence[CellState]) -> Mapping[tuple[str, str, str], str]:
    """The id in the page of each documented cell's clauses, by (function, API, mode): ``cell-order-w-13``."""
    functions = list(dict.fromkeys(cell.documented.function for cell in cells))
    return {
        (cell.documented.function, cell.documented.api, cell.documented.mode): (
            f"cell-{cell.documented.api}-{cell.documented.mode.lower()}-{functions.index(cell.documented.function) + 1}"
        )
        for cell in cells
    }


def matrix_table(cells: Sequence[CellState], apis: Mapping[str, ApiState]) -> MatrixTable:
    """The table; functions and columns stand in the order of the documentation."""
    columns = _columns(cells)
    anchors = cell_anchors(cells)
    by_key = {(cell.documented.function, cell.documented.api, cell.documented.mode): cell for cell in cells}
    rows = []
    for function in dict.fromkeys(cell.documented.function for cell in cells):
        views = []
        for column in columns:
            key = (function, column.api, column.mode)
            views.append(_cell(by_key[key], anchors[key], column.first) if key in by_key else None)
        rows.append(MatrixRow(function, tuple(views)))
    groups = []
    for api in dict.fromkeys(column.api for column in columns):
        span = sum(column.api == api for column in columns)
        groups.append(ColumnGroup(api, api_name(api), span, _remark(apis.get(api))))
    documented = Counter(cell.documented.status for cell in cells)
    observed = Counter(cell.outcome for cell in cells)
    return MatrixTable(
        groups=tuple(groups),
        columns=columns,
        rows=tuple(rows),
        documented=tallies_of([(status, word, documented[status]) for status, word in STATUS_WORDS.items()]),
        observed=tallies_of([(outcome.value, word, observed[outcome]) for outcome, word in CELL_WORDS.items()]),
        cells=len(cells),
    )


def _columns(cells: Sequence[CellState]) -> tuple[Column, ...]:
    pairs = dict.fromkeys((cell.documented.api, cell.documented.mode) for cell in cells)
    apis = list(dict.fromkeys(api for api, _ in pairs))
    ordered = sorted(pairs, key=lambda pair: (apis.index(pair[0]), pair[1]))
    columns = []
    for index, (api, mode) in enumerate(ordered):
        first = index == 0 or ordered[index - 1][0] != api
        columns.append(Column(api, mode, MODE_WORDS.get(mode, mode), first))
    return tuple(columns)


def _cell(cell: CellState, anchor: str, first: bool) -> CellView:
    documented, worst = cell.documented, cell.worst
    word = CELL_WORDS[cell.outcome]
    if cell.outcome is CellOutcome.DRIFT and worst:
        word = DIRECTION_WORDS[worst.direction]
    status_word = STATUS_WORDS.get(documented.status, documented.status)
    observed = word.lower()
    if worst:
        observed += f" ({LEVEL_WORDS[worst.level].lower()} drift)"
    label = (
        f"{documented.function}, {api_name(documented.api)}, {MODE_WORDS.get(documented.mode, documented.mode).lower()}: "
        f"documented as {status_word.lower()}; observed: {observed}; {count_of(len(cell.lines), 'clause')}"
    )
    return CellView(
        anchor=anchor if cell.lines else "",
        status=documented.status if documented.status in STATUS_WORDS else "other",
        status_word=status_word,
        outcome=cell.outcome.value,
        outcome_word=word,
        level=worst.level.value if worst and cell.outcome is CellOutcome.DRIFT else "",
        label=label,
        first=first,
    )


def _remark(state: ApiState | None) -> str:
    if state is None:
        return ""
    parts = ["deprecated"] if state.deprecated else []
    if not state.configured:
        parts.append("not configured")
    return ", ".join(parts)
