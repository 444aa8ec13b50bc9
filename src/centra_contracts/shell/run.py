"""A run: options become a target, a bench and a record."""

from __future__ import annotations

import os
import secrets
import shlex
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from centra_contracts.contract.coverage import sum_up
from centra_contracts.contract.library import Library
from centra_contracts.contract.model import APIS, DEFAULT_EDITION, Api, Clause, Effect
from centra_contracts.drift.baseline import Baseline, accept_line, apply_baseline, parse_baseline
from centra_contracts.drift.lines import line_of_verdict
from centra_contracts.drift.model import (
    ApiState,
    DocumentedCell,
    FactCount,
    FieldCount,
    PlanLine,
    RunHead,
    RunRecord,
    VerdictLine,
)
from centra_contracts.drift.shown import count_fields
from centra_contracts.errors import ConfigurationError, UnknownNameError, nearest
from centra_contracts.exchange.model import Exchange
from centra_contracts.report.summary import SummaryLine, summary_lines
from centra_contracts.shell.bench import MISTAKE_CODE, Bench
from centra_contracts.shell.budget import ELSEWHERE, MOST_WALKS, ON_MOCK, Budget
from centra_contracts.shell.config import Target, load_target
from centra_contracts.shell.contract_files import read_coverage, read_shelf
from centra_contracts.shell.listener import Listener
from centra_contracts.shell.needs import Met, Unmet
from centra_contracts.shell.record_files import RecordWriter, write_report
from centra_contracts.shell.recordings import read_deliveries
from centra_contracts.shell.schema_files import read_sdl
from centra_contracts.shell.session import dialects, open_bench, open_listener, open_mock
from centra_contracts.verdict.model import Outcome, Verdict

__all__ = ["Run", "RunOptions", "exit_code", "open_run", "parse_apis", "read_baseline", "run_folder", "shown_path"]

_MISTAKE = 2
_BASELINE = Path("reports/baseline.yaml")


@dataclass(frozen=True, slots=True)
class RunOptions:
    """What the person asked for."""

    target: str = "mock"
    apis: tuple[Api, ...] = ()  # empty means all
    allow: Effect | None = None  # None: what the target's profile allows
    edition: str = DEFAULT_EDITION
    out: Path | None = None  # None: a new folder below reports/, with reports/latest pointing to it
    contracts: tuple[Path, ...] = ()  # own contracts beside the shipped ones
    baseline: Path | None = None
    seed: int = 1  # of the embedded mock, and of the walks
    lies: tuple[str, ...] = ()  # for the embedded mock
    walks: int | None = None  # of each plan with moves; None: as the target can bear
    deliveries: Path | None = None  # a recording of webhooks, for clauses whose plans cannot be said


@dataclass(slots=True)
class Run:
    """One run, from its options to its record. ``verdict`` may be asked for once :meth:`start` was called."""

    options: RunOptions
    library: Library
    coverage: Mapping[str, FactCount]
    baseline: Baseline
    folder: Path
    deliveries: tuple[Exchange, ...] = ()  # webhooks of the recording that was given
    selected: frozenset[str] = frozenset()  # ids of the clauses that the run was started with
    started: bool = False
    code: int | None = None  # the exit code; None until the run is finished
    _stack: ExitStack = field(default_factory=ExitStack)
    _bench: Bench | None = None
    _target: Target | None = None
    _writer: RecordWriter | None = None
    _lines: dict[str, VerdictLine] = field(default_factory=dict)
    _exchanges: dict[str, Exchange] = field(default_factory=dict)
    _plans: list[PlanLine] = field(default_factory=list)
    _mistakes: set[str] = field(default_factory=set)
    _began: datetime = field(default_factory=lambda: datetime.now(UTC))
    _clock: float = field(default_factory=time.monotonic)
    _opening: tuple[str, ...] = ()
    _summary: tuple[SummaryLine, ...] = ()

    def clauses(self, api: Api) -> tuple[Clause, ...]:
        """The clauses of one API that the options select, in the order of their files."""
        if self.options.apis and api not in self.options.apis:
            return ()
        return tuple(clause for clause in self.library.clauses if clause.api is api and self.options.edition in clause.editions)

    def start(self, clauses: Sequence[Clause]) -> None:
        """Finds the target and starts to say the plans of ``clauses``."""
        bench, target = self._open(self._keep_plan)
        self._writer = RecordWriter(self.folder)
        self._stack.callback(self._writer.close)
        dead = [f"{api.value}: {because}" for api, because in sorted(bench.dead.items())]
        names = ", ".join(api.value for api in APIS if api in target.connections)
        self._opening = (
            f"target {target.name}: {names}; allowed: {bench.granted.value}; edition {self.options.edition}",
            *dead,
            *_other_edition(target, self.options.edition),
            *_strange_data(target, self.library),
        )
        self.started = True
        self.selected = frozenset(clause.id for clause in clauses)
        self._writer.head(self._head(partial=True, finished=None), ())
        bench.open(clauses)

    def meet_needs(self) -> Mapping[str, Met | Unmet]:
        """Meets every need of the library on the target, without saying a plan or leaving a record."""
        bench, _ = self._open(lambda plan, exchanges: None)
        return bench.meet(self.library.needs)

    def opening_lines(self) -> tuple[str, ...]:
        """What to say before the first verdict: the target, each API that cannot be reached, and data that no need takes."""
        return self._opening

    def verdict(self, clause: Clause) -> tuple[Verdict, bool]:
        """The verdict for a clause, and whether it is drift that nobody accepted.

        After a mistake on this side of the wire (code CC907) the exit code of the run is 2.
        """
        assert self._bench is not None and self._writer is not None
        found = self._bench.verdict(clause)
        if found.code == MISTAKE_CODE:
            self._mistakes.add(found.because)
        title = next(contract.title for contract in self.library.contracts if contract.id == clause.contract)
        line = accept_line(line_of_verdict(clause, title, found), self.baseline, self._began.date())
        self._lines[clause.id] = line
        self._writer.verdict(line)
        return found, line.drifts

    def finish(self) -> int:
        """Writes the record and renders the report; the exit code of the run. It is partial when a clause was not judged."""
        assert self._bench is not None and self._writer is not None
        self._bench.close()
        partial = not self.selected <= self._lines.keys()
        head = self._head(partial=partial, finished=datetime.now(UTC))
        lines = tuple(self._lines[name] for name in sorted(self._lines))
        self._writer.head(head, lines)
        self._writer.close()
        page = write_report(self.folder, RunRecord(head, lines, self._exchanges, tuple(self._plans)))
        self._summary = summary_lines(page, folder=str(shown_path(_point_latest(self.folder))))
        self.code = _MISTAKE if self._mistakes else exit_code(self._lines.values())
        return self.code

    def summary_lines(self) -> tuple[SummaryLine, ...]:
        """The summary on one screen; empty before :meth:`finish`."""
        return (*self._summary, *(SummaryLine("bad", mistake) for mistake in sorted(self._mistakes)))

    def close(self) -> None:
        """Stops the mock, the listener and the wire."""
        if self._bench is not None:
            self._bench.close()
        self._stack.close()

    def _open(self, on_plan: Callable[[PlanLine, Sequence[Exchange]], None]) -> tuple[Bench, Target]:
        folder = Path.cwd()
        listener: Listener | None
        if self.options.target == "mock":
            listener, target = open_mock(self._stack, seed=self.options.seed, lies=self.options.lies, folder=folder)
        elif self.options.lies:
            raise ConfigurationError("--lie is for the embedded mock; a separate mock takes --lie itself")
        else:
            target = load_target(self.options.target, os.environ, folder)
            listener = open_listener(self._stack, target)
        self._target = target
        self._bench = open_bench(
            self._stack,
            target,
            self.library,
            granted=self.options.allow or target.allow,
            token=secrets.token_hex(8),
            today=self._began.date(),
            listener=listener,
            on_plan=on_plan,
            own=self.options.contracts,
            budget=self._budget(),
            seed=self.options.seed,
            edition=self.options.edition,
            deliveries=self.deliveries,
        )
        return self._bench, target

    def _budget(self) -> Budget:
        budget = ON_MOCK if self.options.target == "mock" else ELSEWHERE
        return replace(budget, walks=self.options.walks or budget.walks)

    def _keep_plan(self, plan: PlanLine, exchanges: Sequence[Exchange]) -> None:
        assert self._writer is not None
        for exchange in exchanges:
            self._writer.exchange(exchange)
            self._exchanges[exchange.id] = exchange
        self._writer.plan(plan)
        self._plans.append(plan)

    def _head(self, *, partial: bool, finished: datetime | None) -> RunHead:
        assert self._target is not None
        _, notes = apply_baseline(self._lines.values(), self.baseline, self._began.date())
        return RunHead(
            target=self._target.name,
            edition=self.options.edition,
            started=self._began.isoformat(timespec="seconds"),
            finished=finished.isoformat(timespec="seconds") if finished else None,
            partial=partial,
            allow=(self.options.allow or self._target.allow).value,
            seconds=round(time.monotonic() - self._clock, 2),
            documented=_documented(self.library, self.options.edition),
            apis=_api_states(self.library, self._target),
            versions=_versions(),
            coverage=self.coverage,
            baseline=notes,
            fields=self._fields() if finished else None,
            seed=self.options.seed if self._target.name == "mock" else None,
            command=_command(self.options),
        )

    def _fields(self) -> FieldCount | None:
        """The fields of the GraphQL schema that answers showed; None when the run asked nothing in GraphQL."""
        asked = [exchange for exchange in self._exchanges.values() if exchange.api == Api.GRAPHQL.value]
        if not asked:
            return None
        dialect = dialects(self.options.contracts)[Api.GRAPHQL]
        return count_fields(read_sdl(self.options.edition, self.options.contracts), map(dialect.read, asked))


def open_run(options: RunOptions, cwd: Path) -> Run:
    """Reads contracts and baseline; nothing is sent yet. Raises ``ContractError`` or ``ConfigurationError`` for mistakes."""
    shelf = read_shelf(options.contracts)
    library = shelf.usable()
    if options.target != "mock":
        load_target(options.target, os.environ, cwd)
    if options.walks is not None and not 1 <= options.walks <= MOST_WALKS:
        raise ConfigurationError(f"--walks {options.walks}: give a number from 1 to {MOST_WALKS}")
    folder = run_folder(options, cwd)
    if folder.exists() and not folder.is_dir():
        raise ConfigurationError(f"--out {folder} is a file; it must be a folder")
    figures = sum_up(read_coverage(shelf, options.edition, options.contracts))
    coverage = {each.api: FactCount(each.testable, each.encoded) for each in figures}
    deliveries = read_deliveries(options.deliveries) if options.deliveries is not None else ()
    return Run(options, library, coverage, read_baseline(options.baseline, cwd), folder, deliveries)


def parse_apis(names: Iterable[str]) -> tuple[Api, ...]:
    """The APIs by their names, of which one text may hold several between commas; each once, in the order of the APIs.

    Raises ``UnknownNameError`` with the nearest known names.
    """
    wanted = [name for several in names for name in several.split(",") if name]
    for name in wanted:
        if name not in list(Api):
            raise UnknownNameError("API", name, list(Api))
    return tuple(api for api in Api if api.value in wanted)


def run_folder(options: RunOptions, cwd: Path) -> Path:
    """Where the run leaves its record: ``--out``, or a new folder below ``reports``."""
    stamp = datetime.now(UTC).strftime("%Y-%m-%dT%H-%M-%SZ")
    return options.out or cwd / "reports" / stamp


def exit_code(lines: Iterable[VerdictLine]) -> int:
    """0 without drift, 1 with drift that nobody accepted, 3 when there is none but a clause was silent."""
    verdicts = list(lines)
    if any(line.drifts for line in verdicts):
        return 1
    return 3 if any(line.verdict is Outcome.SILENT for line in verdicts) else 0


def shown_path(path: Path) -> Path:
    """The path as a person in the current folder would write it."""
    try:
        return path.absolute().relative_to(Path.cwd())
    except ValueError:
        return path


def _point_latest(folder: Path) -> Path:
    """Lets ``reports/latest`` point to a run below ``reports``; the path by which a person finds the run."""
    if folder.parent.name != "reports":
        return folder
    latest = folder.parent / "latest"
    try:
        if latest.is_symlink() or not latest.exists():
            latest.unlink(missing_ok=True)
            latest.symlink_to(folder.name, target_is_directory=True)
            return latest
    except OSError:  # a file system without links: the run keeps its own name
        return folder
    return folder


def read_baseline(given: Path | None, cwd: Path) -> Baseline:
    """The accepted drift: the given file, or ``reports/baseline.yaml`` if it is there."""
    path = given or cwd / _BASELINE
    if not path.is_file():
        if given is not None:
            raise ConfigurationError(f"--baseline {path}: there is no such file")
        return {}
    return parse_baseline(path.read_text(encoding="utf-8"), str(shown_path(path)))


def _documented(library: Library, edition: str) -> tuple[DocumentedCell, ...]:
    spoken = Counter(clause.cell for clause in library.clauses if edition in clause.editions)
    return tuple(
        DocumentedCell(item.cell.function, item.cell.api.value, item.cell.mode, item.status, item.anchor, spoken[item.cell])
        for item in library.matrices[edition].cells
    )


def _other_edition(target: Target, edition: str) -> list[str]:
    if target.name != "mock" or edition == DEFAULT_EDITION:
        return []
    return [f"the mock speaks {DEFAULT_EDITION}: what {edition} changed shows as drift, or is skipped"]


def _strange_data(target: Target, library: Library) -> list[str]:
    """A line for each entry of the profile's data that no need takes: mostly a slip of the pen, sometimes another's need."""
    strange = sorted(set(target.data) - set(library.needs))
    return [f"[data.{name}] of the profile: no contract needs it{nearest(name, library.needs)}" for name in strange]


def _api_states(library: Library, target: Target) -> dict[str, ApiState]:
    deprecated = {contract.api: contract.deprecated for contract in library.contracts if contract.deprecated}
    return {api.value: ApiState(api in target.connections, deprecated.get(api, "")) for api in APIS}


def _versions() -> dict[str, str]:
    found = {"python": ".".join(str(part) for part in sys.version_info[:3])}
    for package in ("centra-contracts", "httpx", "gql", "zeep", "pytest"):
        try:
            found[package] = version(package)
        except PackageNotFoundError:
            found[package] = "not installed"
    return found


def _command(options: RunOptions) -> str:
    words = ["centra-contracts", "check", "--target", options.target]
    for api in options.apis:
        words += ["--api", api.value]
    if options.allow is not None:
        words += ["--allow", options.allow.value]
    if options.edition != DEFAULT_EDITION:
        words += ["--edition", options.edition]
    for folder in options.contracts:
        words += ["--contracts", str(folder)]
    if options.seed != 1:
        words += ["--seed", str(options.seed)]
    if options.deliveries is not None:
        words += ["--deliveries", str(options.deliveries)]
    if options.walks is not None:
        words += ["--walks", str(options.walks)]
    for lie in options.lies:
        words += ["--lie", lie]
    return shlex.join(words)
