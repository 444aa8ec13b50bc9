"""Walks are chosen from a seed, shrunk to what breaks an invariant, recorded, and judged again from the recording."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from centra_contracts.contract.library import Library
from centra_contracts.contract.model import Clause, Contract, Effect, Json
from centra_contracts.drift.lines import line_of_verdict
from centra_contracts.drift.model import RunHead, RunRecord, VerdictLine
from centra_contracts.exchange.record import exchange_from_line, exchange_to_line
from centra_contracts.shell.budget import ELSEWHERE, ON_MOCK, Budget
from centra_contracts.shell.replay import replay
from centra_contracts.verdict.model import Outcome
from tests.shell.fake_bench import PLACE, bench_run
from tests.shell.fake_shop import Cart, FakeShop, walked_clause

_TODAY = date(2026, 11, 2)
_NAMES = ("answers", "quantities-follow", "lines-add-up", "sessions-apart")
_CLAUSES = tuple(walked_clause(name) for name in _NAMES)
_SMALL = Budget(walks=6, shrinking=300)


def _run(
    shop: FakeShop,
    clauses: tuple[Clause, ...] = _CLAUSES,
    *,
    budget: Budget = _SMALL,
    seed: int = 1,
    granted: Effect = Effect.SESSION,
) -> RunRecord:
    """What a run leaves behind."""
    run = bench_run(granted=granted)
    run.bench.speaker = replace(run.bench.speaker, wire=shop)
    run.bench.budget, run.bench.seed = budget, seed
    run.bench.open(clauses)
    lines = [line_of_verdict(clause, "Cart", run.bench.verdict(clause)) for clause in clauses]
    run.bench.close()
    head = RunHead("live", "2022-09", "2026-11-01T10:00:00+00:00", None, False, "session", 1.0)
    exchanges = [exchange_from_line(exchange_to_line(exchange)) for exchange in run.exchanges]
    sorted_lines = tuple(sorted(lines, key=lambda line: line.clause))
    return RunRecord(head, sorted_lines, {exchange.id: exchange for exchange in exchanges}, tuple(run.plans))


def _replayed(record: RunRecord, clauses: tuple[Clause, ...] = _CLAUSES) -> tuple[VerdictLine, ...]:
    library = Library((Contract("order.a", clauses[0].api, "Cart", "page", "", clauses, PLACE),), {}, {}, ())
    return replay(record, library, baseline={}, today=_TODAY)


def _verdicts(record: RunRecord) -> dict[str, tuple[str, str]]:
    return {line.clause.rpartition(".")[2]: (line.verdict.value, line.code) for line in record.verdicts}


def _third_piece_free(cart: Cart, call: str, body: dict[str, Json]) -> dict[str, Json]:
    for line in body["selection"]["items"]:  # type: ignore[index,call-overload,union-attr]  # made in fake_shop
        if line["quantity"] == 3:
            line["totalPriceAsNumber"] = 20
    return body


def _refuses_removal(cart: Cart, call: str, body: dict[str, Json]) -> dict[str, Json]:
    return {"token": body["token"], "errors": {"line": "not found"}} if call.startswith("DELETE") else body


def test_an_honest_shop_holds_everything() -> None:
    """Every walk is recorded, in two sessions of its own, and the replay says the same."""
    shop = FakeShop()
    record = _run(shop)
    assert _verdicts(record) == dict.fromkeys(_NAMES, ("holds", ""))
    assert _replayed(record) == record.verdicts
    assert {exchange.facts["walk"] for exchange in record.exchanges.values()} == {str(number) for number in range(1, 7)}
    assert {exchange.facts["session"] for exchange in record.exchanges.values()} == {"main", "other"}
    assert shop.effects == {Effect.SESSION}
    assert len(shop.said) == len(record.exchanges) <= _SMALL.calls(1)


def test_equal_seeds_give_equal_walks() -> None:
    """Another seed takes other walks."""
    first, again, other = FakeShop(), FakeShop(), FakeShop()
    assert _run(first).verdicts == _run(again).verdicts
    _run(other, seed=7)
    assert first.said == again.said != other.said


def test_what_breaks_is_shrunk_to_few_calls() -> None:
    """Three pieces are needed for the flaw, and nothing else; the message tells the calls, the evidence is their exchanges."""
    record = _run(FakeShop(_third_piece_free))
    broken = [line for line in record.verdicts if line.verdict is Outcome.BROKEN]
    assert [line.clause for line in broken] == ["checkout.cart.lines-add-up"]
    (line,) = broken
    assert line.because == (
        "selection.items[].totalPriceAsNumber: expected 10 x 3; observed 20, "
        "after PUT /countries/SE; POST /items/1-1; POST /items/1-1; POST /items/1-1"
    )
    assert [record.exchanges[name].request.operation for name in line.exchanges] == [
        "PUT /countries/SE",
        "POST /items/1-1",
        "POST /items/1-1",
        "POST /items/1-1",
    ]
    assert _replayed(record) == record.verdicts


def test_the_identity_of_a_break_does_not_depend_on_the_walk() -> None:
    """Another seed, a smaller budget: the same finding."""
    found = set()
    for seed, budget in ((1, _SMALL), (2, _SMALL), (3, Budget(walks=20, shrinking=0))):
        record = _run(FakeShop(_third_piece_free), seed=seed, budget=budget)
        found |= {finding.fingerprint for line in record.verdicts for finding in line.findings}
    assert len(found) == 1


def test_every_invariant_that_breaks_is_told() -> None:
    """One broken invariant does not hide another."""

    def both(cart: Cart, call: str, body: dict[str, Json]) -> dict[str, Json]:
        return _refuses_removal(cart, call, _third_piece_free(cart, call, body))

    record = _run(FakeShop(both), budget=Budget(walks=10, shrinking=600))
    assert {name for name, (verdict, _) in _verdicts(record).items() if verdict == "broken"} >= {"answers", "lines-add-up"}
    because = next(line.because for line in record.verdicts if line.clause.endswith(".answers"))
    assert because.startswith("DELETE /lines/{line}: expected the whole selection; observed status 404")
    assert because.endswith("after PUT /countries/SE; POST /items/1-1; DELETE /lines/<line 1>")
    assert _replayed(record) == record.verdicts


def test_shrinking_keeps_to_its_budget() -> None:
    """A target is never asked more than was allowed, broken or not."""
    shop = FakeShop(_third_piece_free)
    _run(shop, budget=Budget(walks=3, shrinking=20))
    assert len(shop.said) <= 2 * Budget(walks=3, shrinking=20).calls(1) + 20


@pytest.mark.parametrize("calls", [0, 1, 7])
def test_a_shop_that_dies_is_a_fault(calls: int) -> None:
    """No verdict is made up, nothing is raised, and nobody is asked again."""
    shop = FakeShop(dies_after=calls)
    record = _run(shop)
    assert _verdicts(record) == dict.fromkeys(_NAMES, ("silent", "CC801"))
    assert len(shop.said) == calls + 1
    assert _replayed(record) == record.verdicts


def test_what_broke_before_a_fault_is_broken() -> None:
    """A finding stands, whatever becomes of the wire afterwards."""
    record = _run(FakeShop(_third_piece_free, dies_after=40), (walked_clause("lines-add-up"), walked_clause("answers")))
    assert _verdicts(record) == {"lines-add-up": ("broken", "CC603"), "answers": ("silent", "CC801")}


def test_a_shop_that_does_not_answer_the_same_twice_is_judged_all_the_same() -> None:
    """Hypothesis cannot shrink what comes and goes; what was seen is told."""
    calls = iter(range(1_000_000))

    def now_and_then(cart: Cart, call: str, body: dict[str, Json]) -> dict[str, Json]:
        return _third_piece_free(cart, call, body) if next(calls) < 60 else body

    record = _run(FakeShop(now_and_then), budget=Budget(walks=20, shrinking=300))
    assert _verdicts(record)["lines-add-up"] == ("broken", "CC603")
    assert _replayed(record) == record.verdicts


def test_what_no_walk_came_to_is_skipped() -> None:
    """A clause about languages says nothing where no language was changed, and tells how to get further."""
    clauses = (walked_clause("language-names-only"),)
    record = _run(FakeShop(), clauses)
    (line,) = record.verdicts
    assert (line.verdict, line.code) == (Outcome.SKIPPED, "CC908")
    assert line.because == "in no walk the language is changed; ask for more walks with --walks"
    assert _replayed(record, clauses) == record.verdicts


def test_what_no_walk_came_to_hides_nothing_that_broke() -> None:
    """A clause of two invariants is broken when one of them is, whichever stands first."""
    both = walked_clause("language-names-only")
    both = replace(both, expect=(*both.expect, *walked_clause("lines-add-up").expect))
    record = _run(FakeShop(_third_piece_free), (both,))
    (line,) = record.verdicts
    assert (line.verdict, line.code, [finding.code for finding in line.findings]) == (Outcome.BROKEN, "CC603", ["CC603"])
    assert _replayed(record, (both,)) == record.verdicts


def test_nothing_is_said_without_a_grant() -> None:
    """Walks have the effect session."""
    shop = FakeShop()
    record = _run(shop, granted=Effect.READ)
    assert _verdicts(record) == dict.fromkeys(_NAMES, ("skipped", "CC902"))
    assert shop.said == []
    assert _replayed(record) == record.verdicts


def test_nothing_is_left_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Hypothesis notes nothing in the current folder, and its place is forgotten."""
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("HYPOTHESIS_STORAGE_DIRECTORY", raising=False)
    _run(FakeShop(_third_piece_free))
    assert list(tmp_path.iterdir()) == []
    assert "HYPOTHESIS_STORAGE_DIRECTORY" not in os.environ


def test_a_live_target_is_asked_less_than_the_mock() -> None:
    """Gentle by default."""
    assert ELSEWHERE.walks < ON_MOCK.walks and ELSEWHERE.shrinking < ON_MOCK.shrinking
