"""``centra-contracts report``: renders the report of a recorded run again."""

from __future__ import annotations

from pathlib import Path

import click

from centra_contracts.report.summary import summary_lines
from centra_contracts.shell.record_files import render_record
from centra_contracts.shell.screen import say_lines

__all__ = ["command"]


@click.command("report")
@click.argument("run", type=click.Path(path_type=Path), default=Path("reports/latest"))
def command(run: Path) -> int:
    """Render the report of RUN again (default: reports/latest)."""
    say_lines(summary_lines(render_record(run), folder=str(run)))
    return 0
