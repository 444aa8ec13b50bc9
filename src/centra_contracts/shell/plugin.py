"""The pytest plugin: every clause is a test, and a run leaves its record.

Options and verdicts are those of ``centra-contracts check``, which runs pytest with this plugin. A broken promise fails its
test, a fault is an error, a clause that cannot be tested here is skipped with the reason; safe and accepted drift is an
expected failure. Without a test that asks for ``verdict`` the plugin does nothing.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from centra_contracts.contract.model import DEFAULT_EDITION, EDITIONS, Api, Clause, Effect
from centra_contracts.errors import CentraContractsError
from centra_contracts.shell.bench import MISTAKE_CODE
from centra_contracts.shell.run import Run, RunOptions, open_run, parse_apis
from centra_contracts.verdict.model import Outcome, Verdict

__all__ = ["RUN", "verdict"]

_MARKUP: Mapping[str, dict[str, bool]] = {
    "title": {"bold": True},
    "good": {"green": True},
    "bad": {"red": True},
    "warn": {"yellow": True},
    "muted": {"light": True},
}
RUN = pytest.StashKey[Run]()
_MISTAKE = pytest.StashKey[CentraContractsError]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options that ``centra-contracts check`` has, for plain pytest."""
    group = parser.getgroup("centra-contracts")
    group.addoption("--target", default="mock", help="mock (default), live (from the environment) or a profile of centra.toml")
    group.addoption("--api", action="append", default=[], help="only this API; may repeat, or hold several between commas")
    group.addoption(
        "--allow", default=None, choices=[effect.value for effect in Effect], help="the greatest effect that may be had"
    )
    group.addoption("--edition", default=DEFAULT_EDITION, choices=EDITIONS, help="edition of the documentation")
    group.addoption(
        "--out",
        default=None,
        type=Path,
        help="folder for the record; default a new one below reports, with reports/latest leading to it",
    )
    group.addoption("--contracts", action="append", default=[], type=Path, help="folder with contracts of your own; may repeat")
    group.addoption("--baseline", default=None, type=Path, help="accepted drift; default reports/baseline.yaml if it is there")
    group.addoption("--seed", default=1, type=int, help="which store the embedded mock invents, and which walks are taken")
    group.addoption("--walks", default=None, type=int, help="walks of each plan with moves; default 8 on the mock, else 5")
    group.addoption("--deliveries", default=None, type=Path, help="recorded webhooks, to be judged where none can be triggered")
    group.addoption("--lie", action="append", default=[], help="a lie for the embedded mock to tell; may repeat")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """One test per clause of the API that the suite names in ``API``."""
    if "verdict" not in metafunc.fixturenames:
        return
    run = _run(metafunc.config)
    clauses = run.clauses(Api(metafunc.module.API)) if run is not None else ()
    metafunc.parametrize("clause", clauses, ids=[clause.id for clause in clauses])


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leaves out the suites of APIs that were not selected: pytest would count each as one skipped test."""
    if _MISTAKE in config.stash:  # raised earlier, pytest would show it as an error of one suite, with a traceback
        raise pytest.UsageError(str(config.stash[_MISTAKE]))
    if RUN in config.stash:
        items[:] = [item for item in items if _clause_of(item) is not None or "verdict" not in getattr(item, "fixturenames", ())]


def pytest_collection_finish(session: pytest.Session) -> None:
    """Starts the run with the clauses that were selected, and says where they go."""
    if RUN not in session.config.stash or session.config.option.collectonly:
        return
    run = session.config.stash[RUN]
    selected = [clause for item in session.items if (clause := _clause_of(item)) is not None]
    if not selected:
        return
    try:
        run.start(selected)
    except CentraContractsError as error:
        raise pytest.UsageError(str(error)) from error
    terminal = session.config.pluginmanager.get_plugin("terminalreporter")
    if isinstance(terminal, pytest.TerminalReporter):
        terminal.ensure_newline()
        for line in run.opening_lines():
            terminal.write_line(line)


@pytest.fixture
def verdict(clause: Clause, request: pytest.FixtureRequest) -> Verdict:
    """The verdict for ``clause``; skips, fails as an error or expects the failure as the verdict says."""
    found, drifts = request.config.stash[RUN].verdict(clause)
    if found.outcome is Outcome.SILENT or found.code == MISTAKE_CODE:
        pytest.fail(f"{found.code} {found.because}", pytrace=False)
    if found.outcome is Outcome.SKIPPED:
        pytest.skip(f"{found.code} {found.because}")
    if found.outcome is Outcome.BROKEN and not drifts:
        pytest.xfail(f"{found.code} safe or accepted: {found.because}")
    return found


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Writes the record. Exit status: 2 after a mistake, 1 drift, 3 when the target could not be judged."""
    run = session.config.stash.get(RUN, None)
    if run is None or not run.started:
        return
    code = run.finish()
    if code and exitstatus in (pytest.ExitCode.OK, pytest.ExitCode.TESTS_FAILED):
        session.exitstatus = code


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """The summary of the run on one screen."""
    run = config.stash.get(RUN, None)
    if run is not None and run.started:
        terminalreporter.ensure_newline()
        for line in run.summary_lines():
            terminalreporter.write_line(line.text, **_MARKUP.get(line.tone, {}))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stops the mock, the listener and whatever is still being said."""
    run = config.stash.get(RUN, None)
    if run is not None:
        run.close()


def _run(config: pytest.Config) -> Run | None:
    """The run that the options ask for, opened once; None after a mistake, which is kept."""
    if RUN not in config.stash and _MISTAKE not in config.stash:
        option = config.option
        try:
            options = RunOptions(
                target=option.target,
                apis=parse_apis(option.api),
                allow=Effect(option.allow) if option.allow else None,
                edition=option.edition,
                out=option.out,
                contracts=tuple(option.contracts),
                baseline=option.baseline,
                seed=option.seed,
                lies=tuple(option.lie),
                walks=option.walks,
                deliveries=option.deliveries,
            )
            config.stash[RUN] = open_run(options, Path.cwd())
        except CentraContractsError as error:
            config.stash[_MISTAKE] = error
    return config.stash.get(RUN, None)


def _clause_of(item: pytest.Item) -> Clause | None:
    callspec = getattr(item, "callspec", None)
    clause = callspec.params.get("clause") if callspec is not None else None
    return clause if isinstance(clause, Clause) else None
