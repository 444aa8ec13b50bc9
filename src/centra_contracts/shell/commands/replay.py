"""``centra-contracts replay``: judges a recording again, with no network."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from centra_contracts.drift.model import VerdictLine
from centra_contracts.shell.contract_files import read_shelf
from centra_contracts.shell.record_files import read_record
from centra_contracts.shell.replay import replay
from centra_contracts.shell.run import exit_code, read_baseline
from centra_contracts.verdict.model import Outcome

__all__ = ["command"]


@click.command("replay")
@click.argument("run", type=click.Path(path_type=Path), default=Path("reports/latest"))
@click.option(
    "--contracts", multiple=True, type=click.Path(path_type=Path), help="A folder with contracts of your own; may repeat."
)
@click.option("--baseline", type=click.Path(path_type=Path), help="Accepted drift; default reports/baseline.yaml if it is there.")
def command(run: Path, contracts: tuple[Path, ...], baseline: Path | None) -> int:
    """Judge the recording RUN again (default: reports/latest), with today's contracts and no network.

    Exit codes are those of check.
    """
    record = read_record(run)
    library = read_shelf(contracts).usable()
    accepted = read_baseline(baseline, Path.cwd())
    lines = replay(record, library, own=contracts, baseline=accepted, today=datetime.now(UTC).date())
    before = {line.clause: _shown(line) for line in record.verdicts}
    changed = [line for line in lines if before.get(line.clause) != _shown(line)]
    for line in changed:
        was = f"{before.get(line.clause, 'not judged')} -> " if before else ""
        because = "" if line.verdict is Outcome.HOLDS else f": {line.because}"
        click.echo(f"{line.clause}: {was}{_shown(line)}{because}")
    holds = sum(line.verdict is Outcome.HOLDS for line in lines)
    if before:
        click.echo(f"{len(lines)} clauses judged again: {holds} hold, {len(changed)} differ from the recorded verdicts")
    else:  # what listen recorded
        click.echo(f"{len(lines)} clauses judged: {holds} hold")
    return exit_code(lines)


def _shown(line: VerdictLine) -> str:
    return f"{line.verdict.value} {line.code}".rstrip()
