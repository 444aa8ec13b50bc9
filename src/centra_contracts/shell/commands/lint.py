"""``centra-contracts lint``: every problem of every contract file at once."""

from __future__ import annotations

from pathlib import Path

import click

from centra_contracts.shell.contract_files import read_shelf
from centra_contracts.shell.schema_files import schema_problems
from centra_contracts.shell.wsdl_files import wsdl_problems

__all__ = ["command"]


@click.command("lint")
@click.option(
    "--contracts", "own", multiple=True, type=click.Path(path_type=Path), help="A folder with contracts of your own; may repeat."
)
def command(own: tuple[Path, ...]) -> int:
    """Report every problem of every contract file, with file and line."""
    shelf = read_shelf(own)
    problems = (*shelf.problems, *shelf.bare, *schema_problems(shelf.library, own), *wsdl_problems(shelf.library))
    for problem in problems:
        click.echo(str(problem))
    if problems:
        click.echo(f"{len(problems)} problem(s)")
        return 2
    library = shelf.library
    click.echo(
        f"{len(library.contracts)} contracts with {len(library.clauses)} clauses and {len(library.needs)} needs: no problem"
    )
    return 0
