"""A recorded run is judged again: the same verdicts from the same exchanges, and no more than was heard."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from centra_contracts.contract.library import Library
from centra_contracts.contract.model import Clause, Contract, Effect, StepList
from centra_contracts.drift.baseline import Baseline
from centra_contracts.drift.lines import line_of_verdict
from centra_contracts.drift.model import RunHead, RunRecord, VerdictLine
from centra_contracts.errors import RecordError
from centra_contracts.exchange.model import Fault
from centra_contracts.shell.replay import replay
from centra_contracts.verdict.model import Outcome
from tests.shell.fake_bench import PLACE, FakeWire, bench_run, make_clause, make_step

_TODAY = date(2026, 11, 2)
_TITLE = "Orders"
_NOBODY: Baseline = {}


def _library(*clauses: Clause) -> Library:
    return Library((Contract("order.a", clauses[0].api, _TITLE, "page", "", clauses, PLACE),), {}, {}, ())


def _record(*clauses: Clause, wire: FakeWire | None = None) -> RunRecord:
    """What a run of ``clauses`` leaves behind."""
    run = bench_run(wire)
    run.bench.open(clauses)
    lines = sorted(
        (line_of_verdict(clause, _TITLE, run.bench.verdict(clause)) for clause in clauses), key=lambda line: line.clause
    )
    run.bench.close()
    head = RunHead("live", "2022-09", "2026-11-01T10:00:00+00:00", None, False, "destructive", 1.0)
    return RunRecord(head, tuple(lines), {exchange.id: exchange for exchange in run.exchanges}, tuple(run.plans))


def _replayed(record: RunRecord, clauses: Sequence[Clause]) -> tuple[VerdictLine, ...]:
    return replay(record, _library(*clauses), baseline=_NOBODY, today=_TODAY)


def test_the_verdicts_are_those_of_the_run() -> None:
    """Whole lines are equal: what holds, what is broken with its findings, and what nobody can test."""
    clauses = (
        make_clause("holds"),
        make_clause("broken", rule="has", arguments=["orders"]),
        make_clause("untestable", untestable="no page says how"),
    )
    record = _record(*clauses)
    assert [line.verdict for line in record.verdicts] == [Outcome.BROKEN, Outcome.HOLDS, Outcome.SKIPPED]
    assert _replayed(record, clauses) == record.verdicts


def test_what_was_silent_stays_silent() -> None:
    """The fault is part of the recording."""
    clause = make_clause("a")
    record = _record(clause, wire=FakeWire(lambda request: Fault("timeout", "no answer within 10 s", 1.0)))
    assert record.verdicts[0].verdict is Outcome.SILENT
    assert _replayed(record, [clause]) == record.verdicts


def test_a_promise_that_changed_is_judged_by_its_new_words() -> None:
    """The same exchange, another expectation."""
    record = _record(make_clause("a"))
    (line,) = _replayed(record, [make_clause("a", rule="has", arguments=["orders"])])
    assert (line.verdict, line.code) == (Outcome.BROKEN, "CC301")


def test_a_plan_that_the_recording_does_not_have_is_skipped() -> None:
    """A clause that is judged by other steps than before cannot be judged by what was heard then."""
    clause = make_clause("a")
    assert clause.plan is not None
    moved = replace(clause, plan=replace(clause.plan, id="order.a/other", steps=(make_step("/other"),)))
    (line,) = _replayed(_record(clause), [moved])
    assert (line.verdict, line.code) == (Outcome.SKIPPED, "CC906")
    assert line.because == "the recording has no exchange for the steps as they are now"


def test_a_step_that_the_recording_does_not_have_is_skipped() -> None:
    """The plan kept its name and got a step that was never said."""
    clause = make_clause("a")
    longer = make_clause("a", *(make_step("/a"), make_step("/b", name="second")))
    (line,) = _replayed(_record(clause), [longer])
    assert (line.verdict, line.code) == (Outcome.SKIPPED, "CC906")


def test_a_clause_that_is_gone_is_left_out() -> None:
    """There is no promise any more to judge."""
    kept, gone = make_clause("kept"), make_clause("gone")
    assert [line.clause for line in _replayed(_record(kept, gone), [kept])] == ["order.kept"]


def test_a_new_clause_is_judged_by_a_plan_that_was_said() -> None:
    """A promise can be tried on an old recording; one whose plan was never said is left out."""
    steps = StepList("order.a/listing", Effect.READ, (make_step("/list"),))
    old = make_clause("old", plan=steps)
    new = make_clause("new", plan=steps, rule="has", arguments=["orders"])
    lines = _replayed(_record(old), [old, new, make_clause("never-said")])
    assert [(line.clause, line.verdict) for line in lines] == [("order.new", Outcome.BROKEN), ("order.old", Outcome.HOLDS)]


def test_a_plan_that_ended_early_is_judged_as_it_was() -> None:
    """The answer lacked what the next step needed; that is a finding, and no gap of the recording."""
    steps = (make_step("/orders", capture={"order_id": "orders[0].id"}), make_step("/orders/<order_id>", name="second"))
    clause = make_clause("a", *steps)
    record = _record(clause)
    assert [line.code for line in record.verdicts] == ["CC107"]
    assert _replayed(record, [clause]) == record.verdicts


def test_a_recording_that_lost_exchanges_is_refused() -> None:
    """It would judge what nobody heard."""
    clause = make_clause("a")
    with pytest.raises(RecordError, match=r"the plan order\.a has the exchange order\.a#1, which exchanges\.jsonl lacks"):
        _replayed(replace(_record(clause), exchanges={}), [clause])
