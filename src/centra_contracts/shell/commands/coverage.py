"""``centra-contracts coverage``: how many of the documented facts the contracts encode, API by API."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

import click
from rich.table import Table

from centra_contracts.contract.coverage import Coverage, CoveredFact, sum_up
from centra_contracts.contract.model import DEFAULT_EDITION, EDITIONS, Api
from centra_contracts.drift.model import FactCount
from centra_contracts.shell.contract_files import read_coverage, read_shelf
from centra_contracts.shell.screen import console

__all__ = ["command"]

_WIDTH = 100  # a table keeps its columns, however narrow the terminal is
_NAMES = [*(api.value for api in Api), "common"]


@click.command("coverage")
@click.option("--api", "apis", multiple=True, type=click.Choice(_NAMES), help="Only this API's facts; may repeat.")
@click.option(
    "--edition", type=click.Choice(EDITIONS), default=DEFAULT_EDITION, show_default=True, help="Edition of the documentation."
)
@click.option("--missing", is_flag=True, help="List every fact that is not encoded, with the reason.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per fact.")
@click.option("--fail-under", type=click.FloatRange(0, 100), help="Exit code 1 when an API has a lower percentage.")
@click.option(
    "--contracts", "own", multiple=True, type=click.Path(path_type=Path), help="A folder with contracts of your own; may repeat."
)
def command(
    apis: tuple[str, ...], edition: str, missing: bool, as_json: bool, fail_under: float | None, own: tuple[Path, ...]
) -> int:
    """Show how many of the documented facts that can be tried from outside the contracts encode.

    Computed from the ledger, the shape documents and the clauses: see the page about the ledger.
    """
    shelf = read_shelf(own)
    shelf.usable()
    covered = [item for item in read_coverage(shelf, edition, own) if not apis or item.fact.api in apis]
    figures = sum_up(covered)
    if as_json:
        for item in covered:
            click.echo(json.dumps(_row(item)))
    else:
        console().print(_table(figures), width=_WIDTH)
        if missing:
            _list_missing(covered)
    return 1 if fail_under is not None and any(_percent(each) < fail_under for each in figures) else 0


def _percent(figure: Coverage) -> float:
    return FactCount(figure.testable, figure.encoded).percent


def _table(figures: Sequence[Coverage]) -> Table:
    table = Table(box=None, padding=(0, 2, 0, 0))
    table.add_column("API", min_width=12, no_wrap=True)
    for title in ("testable", "encoded", "percent", "further encoded", "not testable"):
        table.add_column(title, justify="right", no_wrap=True)
    for each in figures:
        counts = (f"{each.testable:,}", f"{each.encoded:,}", f"{_percent(each):.1f}", f"{each.further:,}", f"{each.left:,}")
        table.add_row(each.api, *counts)
    return table


def _list_missing(covered: Sequence[CoveredFact]) -> None:
    for testable, title in ((True, "Testable, not encoded"), (False, "Not testable from outside")):
        open_facts = [item for item in covered if item.counts is testable and not item.is_encoded]
        if open_facts:
            click.echo(f"\n{title}: {len(open_facts)}")
        for item in open_facts:
            click.echo(f"  {item.fact.id}\n      {item.fact.statement}\n      {item.because} ({item.fact.source})")


def _row(item: CoveredFact) -> dict[str, object]:
    fact = item.fact
    return {
        "fact": fact.id,
        "api": fact.api,
        "operation": fact.operation,
        "kind": fact.kind,
        "statement": fact.statement,
        "source": fact.source,
        "testable": fact.testable.value,
        "counts": item.counts,
        "encoded": item.is_encoded,
        "by": list(item.by),
        "because": item.because,
    }
