"""``centra-contracts check``: every contract against a target, with pytest underneath."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import click
import pytest

from centra_contracts.contract.model import DEFAULT_EDITION, EDITIONS, Effect
from centra_contracts.shell import plugin
from centra_contracts.shell.budget import MOST_WALKS
from centra_contracts.shell.run import Run, RunOptions, open_run, parse_apis
from centra_contracts.shell.shipped import shipped_folder

__all__ = ["command"]

_SETTINGS = Path(__file__).resolve().parent.parent / "check.ini"
_MISTAKE = 2
_INTERRUPTED = 130


@click.command("check")
@click.option(
    "--target", default="mock", show_default=True, help="mock, live (from the environment) or a profile of centra.toml."
)
@click.option("--api", "apis", multiple=True, metavar="API ...", help="Only these APIs; several may follow, or repeat.")
@click.argument("more_apis", nargs=-1, metavar="")
@click.option("-k", "expression", default="", metavar="EXPR", help="Only clauses whose id fits the expression, as in pytest.")
@click.option(
    "--allow",
    type=click.Choice([effect.value for effect in Effect]),
    help="The greatest effect; default: the profile's, else read.",
)
@click.option(
    "--edition", type=click.Choice(EDITIONS), default=DEFAULT_EDITION, show_default=True, help="Edition of the documentation."
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for the record; default a new one below reports."
)
@click.option(
    "--contracts", multiple=True, type=click.Path(path_type=Path), help="A folder with contracts of your own; may repeat."
)
@click.option("--baseline", type=click.Path(path_type=Path), help="Accepted drift; default reports/baseline.yaml if it is there.")
@click.option(
    "--seed", type=int, default=1, show_default=True, help="Which store the embedded mock invents, and which walks are taken."
)
@click.option(
    "--walks", type=click.IntRange(1, MOST_WALKS), help="Walks of each plan with moves; default 8 on the embedded mock, else 5."
)
@click.option(
    "--deliveries",
    type=click.Path(path_type=Path),
    help="Recorded webhooks (a folder of listen, or its exchanges.jsonl), to be judged where none can be triggered.",
)
@click.option("--lie", "lies", multiple=True, help="A lie for the embedded mock to tell; may repeat.")
@click.option("-v", "--verbose", is_flag=True, help="One line per clause.")
def command(
    target: str,
    apis: tuple[str, ...],
    more_apis: tuple[str, ...],
    expression: str,
    allow: str | None,
    edition: str,
    out: Path | None,
    contracts: tuple[Path, ...],
    baseline: Path | None,
    seed: int,
    walks: int | None,
    deliveries: Path | None,
    lies: tuple[str, ...],
    verbose: bool,
) -> int:
    """Put every contract to a target and report drift.

    Exit codes: 0 nothing but safe or accepted drift, 1 drift, 2 a mistake, 3 the target could not be judged.
    """
    if more_apis and not apis:
        raise click.UsageError(f"unexpected argument {more_apis[0]!r}; APIs follow --api")
    selected = parse_apis(apis + more_apis)
    granted = Effect(allow) if allow else None
    options = RunOptions(target, selected, granted, edition, out, contracts, baseline, seed, lies, walks, deliveries)
    run = open_run(options, Path.cwd())  # mistakes show here, as one clear message, before pytest starts
    arguments = [
        "--disable-plugin-autoload",
        "-p",
        "no:unraisableexception",  # it would collect garbage for more than a second at the end
        "-p",
        "no:cacheprovider",
        "-c",
        str(_SETTINGS),
        "--rootdir",
        str(Path.cwd()),
    ]
    arguments += [
        "--confcutdir",
        str(shipped_folder("suites")),
        "--tb=no",
        "-rN",
        "-v" if verbose else "-q",
        f"--junitxml={run.folder / 'junit.xml'}",
    ]
    arguments += ["-k", expression] if expression else []
    for variable in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS"):  # meant for other tests in the same shell
        os.environ.pop(variable, None)
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a cancelled job leaves a partial record, as after Ctrl-C
    code = pytest.main([*arguments, str(shipped_folder("suites"))], plugins=[plugin, _Given(run)])
    if code == pytest.ExitCode.NO_TESTS_COLLECTED:
        click.echo(f"centra-contracts: no clause fits {f'-k {expression!r}' if expression else 'the selection'}", err=True)
        return _MISTAKE
    if code == pytest.ExitCode.INTERRUPTED:
        return _INTERRUPTED
    return run.code if run.code is not None else _MISTAKE  # pytest's own numbers mean other things


class _Given:
    """Gives the plugin the run, so that contracts are read once."""

    def __init__(self, run: Run) -> None:
        self.run = run

    def pytest_configure(self, config: pytest.Config) -> None:
        """Puts the run where the plugin looks for it."""
        config.stash[plugin.RUN] = self.run
