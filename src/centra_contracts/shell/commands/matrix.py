"""``centra-contracts matrix``: the capability matrix in the terminal."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.table import Table
from rich.text import Text

from centra_contracts.contract.model import DEFAULT_EDITION, EDITIONS, Api, Cell, MatrixCell
from centra_contracts.drift.cells import CellOutcome, observe_cells
from centra_contracts.drift.model import DocumentedCell
from centra_contracts.errors import RecordError
from centra_contracts.shell.contract_files import read_shelf
from centra_contracts.shell.record_files import read_verdicts
from centra_contracts.shell.screen import console

__all__ = ["command"]

_WIDTH = 110  # a table keeps its columns, however narrow the terminal is
_DOCUMENTED = {"available": "yes", "limited": "limited", "unavailable": "no", "coming_soon": "soon"}
_STYLES = {"holds": "green", "drift": "red", "silent": "yellow"}


@click.command("matrix")
@click.option(
    "--edition", type=click.Choice(EDITIONS), default=DEFAULT_EDITION, show_default=True, help="Edition of the documentation."
)
@click.option(
    "--run", type=click.Path(path_type=Path), help="A recorded run to take the observations from; default reports/latest."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per cell instead of tables.")
def command(edition: str, run: Path | None, as_json: bool) -> int:
    """Show every cell of the capability matrix: documented, encoded, last observed."""
    library = read_shelf().usable()
    matrix = library.matrices[edition]
    encoded: dict[Cell, int] = {}
    for clause in library.clauses:
        if clause.cell is not None and edition in clause.editions:
            encoded[clause.cell] = encoded.get(clause.cell, 0) + 1
    observed = _observed(run, matrix.cells, encoded)
    if as_json:
        for item in matrix.cells:
            cell = item.cell
            row = {"function": cell.function, "api": cell.api.value, "mode": cell.mode, "documented": item.status}
            click.echo(json.dumps({**row, "clauses": encoded.get(cell, 0), "observed": observed.get(cell, "")}))
        return 0
    screen = console()
    for api in Api:
        rows = [item for item in matrix.cells if item.cell.api is api]
        if rows:
            screen.print(_table(api, matrix.functions, rows, encoded, observed), width=_WIDTH)
    bare = sum(1 for item in matrix.cells if item.cell not in encoded)
    screen.print(f"{len(matrix.cells)} cells, {len(matrix.cells) - bare} encoded, {bare} not encoded; edition {edition}")
    return 0


def _table(
    api: Api, functions: tuple[str, ...], rows: list[MatrixCell], encoded: dict[Cell, int], observed: dict[Cell, str]
) -> Table:
    modes = sorted({item.cell.mode for item in rows})
    table = Table(title=api.value, title_justify="left", title_style="bold", box=None, padding=(0, 1, 0, 0))
    table.add_column("function", min_width=38, no_wrap=True)
    for mode in modes:
        name = "read" if mode == "R" else "write"
        table.add_column(name, min_width=8)
        table.add_column("clauses", justify="right", no_wrap=True)
        table.add_column("last observed", min_width=13, no_wrap=True)
    for function in functions:
        cells: list[Text | str] = [function]
        for mode in modes:
            item = next(row for row in rows if row.cell.function == function and row.cell.mode == mode)
            seen = observed.get(item.cell, "")
            count = encoded.get(item.cell, 0)
            cells += [_DOCUMENTED[item.status], str(count) if count else "not encoded", Text(seen, _STYLES.get(seen, "dim"))]
        table.add_row(*cells)
    return table


def _observed(run: Path | None, cells: tuple[MatrixCell, ...], encoded: dict[Cell, int]) -> dict[Cell, str]:
    try:
        _, verdicts = read_verdicts(run or Path("reports/latest"))
    except RecordError:
        if run is not None:
            raise
        return {}
    documented = [
        DocumentedCell(
            item.cell.function, item.cell.api.value, item.cell.mode, item.status, item.anchor, encoded.get(item.cell, 0)
        )
        for item in cells
    ]
    states = observe_cells(documented, verdicts)
    return {
        Cell(state.documented.function, Api(state.documented.api), state.documented.mode): _word(state.outcome)
        for state in states
    }


def _word(outcome: CellOutcome) -> str:
    return outcome.value.replace("_", " ")
