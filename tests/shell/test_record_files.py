"""The run folder on disk."""

from __future__ import annotations

import json
import threading
from pathlib import Path

import pytest

from centra_contracts.drift.model import PlanLine, RunHead, RunRecord, VerdictLine
from centra_contracts.errors import RecordError
from centra_contracts.exchange.model import Exchange, Fault, Request, Response
from centra_contracts.report.build import build_page
from centra_contracts.shell.record_files import RecordWriter, read_record, render_record
from centra_contracts.verdict.model import Outcome

HEAD = RunHead("mock", "2022-09", "2026-11-14T09:05:07+00:00", "2026-11-14T09:05:15+00:00", False, "read", 8.0)
PARTIAL = RunHead("mock", "2022-09", "2026-11-14T09:05:07+00:00", None, True, "read", 1.0)
REQUEST = Request("GET", "https://store.example/stock", (), b"", "GET /stock")


def _line(clause: str) -> VerdictLine:
    words = ("order", "Order", "A promise.", "page", "read")
    return VerdictLine(clause, "order", "", "", "rule", Outcome.HOLDS, "", "holds", (), *words)


def _exchange(number: int) -> Exchange:
    answer = Response(200, (("x-odd", "\u2028å"),), b"\xff" if number == 10 else "hö".encode(), 1.5)
    return Exchange(f"plan#{number}", "plan", "step", "order", REQUEST, answer)


LINES = (_line("order.a"), _line("order.b"))
EXCHANGES = {
    "plan#2": _exchange(2),
    "plan#10": _exchange(10),
    "plan#11": Exchange("plan#11", "plan", "step", "order", REQUEST, fault=Fault("timeout", "late", 9.0)),
}
PLANS = (PlanLine("plan", {"a": ["x", 1, "\ud800"]}, ("plan#2",), ""),)


def _write(folder: Path, head: RunHead = HEAD) -> None:
    writer = RecordWriter(folder)
    writer.head(PARTIAL, ())
    for exchange in reversed(EXCHANGES.values()):
        writer.exchange(exchange)
    for line in reversed(LINES):
        writer.verdict(line)
    for plan in PLANS:
        writer.plan(plan)
    writer.head(head, LINES)
    writer.close()
    writer.close()


def test_a_record_is_read_back_equal_and_sorted(tmp_path: Path) -> None:
    """In whatever order the lines came."""
    _write(tmp_path / "run")
    record = read_record(tmp_path / "run")
    assert record == RunRecord(HEAD, LINES, EXCHANGES, PLANS)
    assert list(record.exchanges) == ["plan#2", "plan#10", "plan#11"]


def test_equal_runs_leave_equal_files(tmp_path: Path) -> None:
    """Byte for byte, the page included."""
    for name in ("one", "two"):
        _write(tmp_path / name)
        render_record(tmp_path / name)
    one, two = ({path.name: path.read_bytes() for path in (tmp_path / name).iterdir()} for name in ("one", "two"))
    assert one == two
    assert sorted(one) == [
        "drift.json",
        "exchanges.jsonl",
        "index.html",
        "plans.jsonl",
        "run.json",
        "summary.md",
        "verdicts.jsonl",
    ]


def test_rendering_again_changes_nothing(tmp_path: Path) -> None:
    """The page comes from the record alone."""
    _write(tmp_path)
    render_record(tmp_path)
    before = (tmp_path / "index.html").read_bytes()
    assert render_record(tmp_path) == build_page(read_record(tmp_path))
    assert (tmp_path / "index.html").read_bytes() == before


def test_lines_are_on_disk_at_once(tmp_path: Path) -> None:
    """A run that is killed leaves a valid partial record."""
    writer = RecordWriter(tmp_path)
    writer.head(PARTIAL, ())
    writer.verdict(LINES[0])
    writer.exchange(EXCHANGES["plan#2"])
    record = read_record(tmp_path)
    assert (record.head.partial, record.verdicts, list(record.exchanges)) == (True, (LINES[0],), ["plan#2"])
    writer.close()


def test_a_cut_off_line_is_forgiven_only_in_a_partial_record(tmp_path: Path) -> None:
    """A complete record with half a line is broken."""
    _write(tmp_path, PARTIAL)
    path = tmp_path / "verdicts.jsonl"
    path.write_text(path.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    assert read_record(tmp_path).verdicts == LINES[:1]
    _write(tmp_path)
    path.write_text(path.read_text(encoding="utf-8")[:-20], encoding="utf-8")
    with pytest.raises(RecordError, match="verdicts.jsonl: the last line is cut off, although the record is marked complete"):
        read_record(tmp_path)


def test_a_new_run_removes_what_the_old_one_left(tmp_path: Path) -> None:
    """But nothing that is not part of a record."""
    _write(tmp_path)
    render_record(tmp_path)
    (tmp_path / "notes.txt").write_text("mine", encoding="utf-8")
    RecordWriter(tmp_path).close()
    assert sorted(path.name for path in tmp_path.iterdir()) == ["exchanges.jsonl", "notes.txt", "plans.jsonl", "verdicts.jsonl"]


def test_threads_do_not_mix_their_lines(tmp_path: Path) -> None:
    """Every line is whole."""
    writer = RecordWriter(tmp_path)
    threads = [
        threading.Thread(target=lambda n=n: [writer.verdict(_line(f"order.{n}-{m}")) for m in range(50)]) for n in range(4)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    writer.close()
    lines = (tmp_path / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()
    assert len({json.loads(line)["clause"] for line in lines}) == 200


def test_a_closed_record_takes_no_more_lines(tmp_path: Path) -> None:
    """A line that came too late is not lost in silence."""
    writer = RecordWriter(tmp_path)
    writer.close()
    with pytest.raises(RecordError, match="the record is closed"):
        writer.verdict(LINES[0])


@pytest.mark.parametrize(
    ("name", "text", "says"),
    [
        ("run.json", None, "run.json: the file is missing; the folder holds no complete record"),
        ("run.json", "{", "run.json: not JSON: "),
        ("run.json", '{"schema": 9}', "run.json: this is a record of schema 9; this program reads schema 1"),
        ("exchanges.jsonl", None, "exchanges.jsonl: the file is missing"),
        ("exchanges.jsonl", "[]\n", "exchanges.jsonl:1: expected a JSON object, found list"),
        ("exchanges.jsonl", '{"id": 1}\n', "exchanges.jsonl:1: "),
        ("verdicts.jsonl", '\n{"clause": 3}\n', "verdicts.jsonl:2: clause must be a text, found 3"),
    ],
)
def test_a_broken_folder_is_named_with_its_line(tmp_path: Path, name: str, text: str | None, says: str) -> None:
    """One clear line says which file, where and what."""
    _write(tmp_path)
    if text is None:
        (tmp_path / name).unlink()
    else:
        (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(RecordError) as caught:
        read_record(tmp_path)
    assert says in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    """With what a record is."""
    with pytest.raises(RecordError, match="there is no such folder; a record is a folder with run.json in it"):
        read_record(tmp_path / "nowhere")


def test_a_folder_that_cannot_be_written_is_a_record_error(tmp_path: Path) -> None:
    """Not a traceback."""
    (tmp_path / "file").write_text("", encoding="utf-8")
    with pytest.raises(RecordError, match="the record cannot be written"):
        RecordWriter(tmp_path / "file" / "run")
