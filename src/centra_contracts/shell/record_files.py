"""The run folder: written line by line while the run goes on, sorted at its end, read back strictly.

::

    run.json  verdicts.jsonl  exchanges.jsonl  plans.jsonl  drift.json  summary.md  index.html

Lines are flushed as they come, so that a run that is killed leaves what it knew; whole files appear at once or not at all.
"""

from __future__ import annotations

import json
import os
import re
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, TypeVar

from centra_contracts.contract.model import Json
from centra_contracts.drift.collect import collect_drift, head_from_json, run_to_json
from centra_contracts.drift.fields import Fields, parse_fields
from centra_contracts.drift.lines import plan_from_json, plan_to_json, verdict_from_json, verdict_to_json
from centra_contracts.drift.model import PlanLine, RunHead, RunRecord, VerdictLine
from centra_contracts.errors import RecordError
from centra_contracts.exchange.model import Exchange
from centra_contracts.exchange.record import exchange_from_json, exchange_to_line
from centra_contracts.report.build import build_page
from centra_contracts.report.model import Page
from centra_contracts.report.render import render_page
from centra_contracts.report.summary import summary_markdown

__all__ = ["RecordWriter", "read_record", "read_verdicts", "render_record", "write_report"]

_VERDICTS, _EXCHANGES, _PLANS = "verdicts.jsonl", "exchanges.jsonl", "plans.jsonl"
_LINES = (_VERDICTS, _EXCHANGES, _PLANS)
_WHOLE = ("run.json", "drift.json", "junit.xml", "summary.md", "index.html")
_SORT_KEYS = {_VERDICTS: "clause", _EXCHANGES: "id", _PLANS: "plan"}
_DIGITS = re.compile(r"(\d+)")

_Line = TypeVar("_Line")


class RecordWriter:
    """Writes the record of one run into a folder; what an earlier run left there is removed first.

    May be used from several threads. Raises ``RecordError`` when the folder cannot be written.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._lock = threading.Lock()
        self._files: dict[str, IO[str]] = {}
        try:
            folder.mkdir(parents=True, exist_ok=True)
            for name in (*_LINES, *_WHOLE):
                (folder / name).unlink(missing_ok=True)
            for name in _LINES:
                # A half of a character pair cannot be written as UTF-8; replaced, it is JSON's own way to write it.
                self._files[name] = (folder / name).open("w", encoding="utf-8", errors="backslashreplace", newline="\n")
        except OSError as error:
            raise RecordError(f"{folder}: the record cannot be written: {error.strerror or error}") from error

    def verdict(self, line: VerdictLine) -> None:
        """Appends a verdict."""
        self._append(_VERDICTS, _compact(verdict_to_json(line)))

    def exchange(self, exchange: Exchange) -> None:
        """Appends an exchange, which must be redacted."""
        self._append(_EXCHANGES, exchange_to_line(exchange))

    def plan(self, plan: PlanLine) -> None:
        """Appends a plan, whose values must be redacted."""
        self._append(_PLANS, _compact(plan_to_json(plan)))

    def head(self, head: RunHead, lines: Sequence[VerdictLine]) -> None:
        """Writes ``run.json`` and ``drift.json``; once at the start with ``partial``, and again at the end."""
        ordered = sorted(lines, key=lambda line: line.clause)
        _write_whole(self.folder / "run.json", _pretty(run_to_json(head, ordered)))
        _write_whole(self.folder / "drift.json", _pretty(collect_drift(ordered)))

    def close(self) -> None:
        """Ends the record: its lines are sorted, so that equal runs leave equal files. May be called again."""
        with self._lock:
            for name, file in self._files.items():
                file.close()
                _sort_lines(self.folder / name, _SORT_KEYS[name])
            self._files.clear()

    def _append(self, name: str, text: str) -> None:
        with self._lock:
            file = self._files.get(name)
            if file is None:
                raise RecordError(f"{self.folder / name}: the record is closed")
            file.write(text + "\n")
            file.flush()


def read_record(folder: Path) -> RunRecord:
    """The record in ``folder``. Raises ``RecordError`` with the file and line that cannot be used.

    In a record that is marked partial, a last line that was cut off is passed over.
    """
    head, verdicts = read_verdicts(folder)
    exchanges = _read_lines(folder, _EXCHANGES, _exchange, head.partial)
    plans = _read_lines(folder, _PLANS, plan_from_json, head.partial)
    return RunRecord(
        head=head,
        verdicts=verdicts,
        exchanges={exchange.id: exchange for exchange in sorted(exchanges, key=lambda exchange: _natural(exchange.id))},
        plans=tuple(sorted(plans, key=lambda plan: plan.plan)),
    )


def read_verdicts(folder: Path) -> tuple[RunHead, tuple[VerdictLine, ...]]:
    """The head and the verdicts of the record in ``folder``, without exchanges, which take long. Raises as ``read_record``."""
    if not folder.is_dir():
        raise RecordError(f"{folder}: there is no such folder; a record is a folder with run.json in it")
    head = head_from_json(parse_fields(_read(folder / "run.json"), "run.json"))
    verdicts = _read_lines(folder, _VERDICTS, verdict_from_json, head.partial)
    return head, tuple(sorted(verdicts, key=lambda line: line.clause))


def render_record(folder: Path) -> Page:
    """Reads the record in ``folder`` and writes its ``summary.md`` and ``index.html`` again; the page that they show."""
    return write_report(folder, read_record(folder))


def write_report(folder: Path, record: RunRecord) -> Page:
    """Writes ``summary.md`` and ``index.html`` of a record into its folder; the page that they show."""
    page = build_page(record)
    _write_whole(folder / "summary.md", summary_markdown(page))
    _write_whole(folder / "index.html", render_page(page))
    return page


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except FileNotFoundError:
        raise RecordError(f"{path}: the file is missing; the folder holds no complete record") from None
    except (OSError, UnicodeDecodeError) as error:
        raise RecordError(f"{path}: the file cannot be read: {type(error).__name__}") from error


def _read_lines(folder: Path, name: str, parse: Callable[[Fields], _Line], partial: bool) -> list[_Line]:
    text = _read(folder / name)
    lines = text.split("\n")
    cut_off = lines.pop()
    if cut_off and not partial:
        raise RecordError(f"{folder / name}: the last line is cut off, although the record is marked complete")
    return [parse(parse_fields(line, f"{name}:{number}")) for number, line in enumerate(lines, 1) if line]


def _exchange(fields: Fields) -> Exchange:
    try:
        return exchange_from_json(fields.values)
    except RecordError as error:
        raise RecordError(f"{fields.where}: {error}") from error


def _sort_lines(path: Path, key: str) -> None:
    lines = path.read_text(encoding="utf-8").split("\n")[:-1]
    ordered = sorted(lines, key=lambda line: _natural(str(json.loads(line)[key])))
    if ordered != lines:
        _write_whole(path, "".join(f"{line}\n" for line in ordered))


def _natural(text: str) -> tuple[tuple[int, str], ...]:
    """A sort key by which ``plan#10`` comes after ``plan#9``."""
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in _DIGITS.split(text))


def _write_whole(path: Path, text: str) -> None:
    beside = path.with_name(f".{path.name}.new")
    try:
        beside.write_text(text, encoding="utf-8", newline="\n")
        os.replace(beside, path)
    except OSError as error:
        raise RecordError(f"{path}: the file cannot be written: {error.strerror or error}") from error


def _compact(document: Json) -> str:
    return json.dumps(document, separators=(",", ":"), default=str)


def _pretty(document: Json) -> str:
    return json.dumps(document, indent=2) + "\n"
