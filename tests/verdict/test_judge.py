"""A clause is judged by what its plan heard, and every way to hear too little has a verdict of its own."""

from __future__ import annotations

from collections.abc import Mapping

import pytest

from centra_contracts.contract.model import (
    Api,
    Auth,
    Await,
    Cell,
    Clause,
    Effect,
    Expectation,
    Json,
    Kind,
    Place,
    RestCall,
    Say,
    Step,
    StepList,
)
from centra_contracts.dialect.model import Reading
from centra_contracts.exchange.model import Exchange, Fault, Request, Response
from centra_contracts.verdict.judge import Hearing, judge, skipped
from centra_contracts.verdict.model import Direction, Finding, Level, Outcome, Verdict
from centra_contracts.verdict.rules.registry import RULES

_PLACE = Place("contracts/order/a.yaml", 3)
_BODY: Json = {"status": "ok", "orders": [{"id": 7, "total": 10}]}


def _step(name: str, say: Say | None = None, capture: Mapping[str, str] | None = None) -> Step:
    return Step(name, Api.ORDER, say or RestCall("GET", f"/{name}", {}, {}), Auth.DEFAULT, "main", capture or {}, _PLACE)


def _clause(*expect: Expectation, steps: tuple[Step, ...] = (_step("first"),), kind: Kind = Kind.RULE) -> Clause:
    return Clause(
        id="order.a.b",
        contract="order.a",
        api=Api.ORDER,
        promise="The list of orders has every order.",
        kind=kind,
        source="page",
        cell=Cell("Orders", Api.ORDER, "R"),
        effect=Effect.READ,
        plan=StepList("order.a.b", Effect.READ, steps),
        expect=expect,
        needs=(),
        editions=("2022-09",),
        untestable="",
        facts=(),
        note="",
        unbitten="",
        deprecated="",
        place=_PLACE,
    )


def _expect(rule: str, arguments: Json, step: str = "first") -> Expectation:
    return Expectation(rule, arguments, step, _PLACE)


def _exchange(step: str, number: int = 1, fault: Fault | None = None) -> Exchange:
    request = Request("GET", f"http://order.example/{step}", (), b"", f"GET /{step}")
    response = None if fault else Response(200, (), b"{}", 1.0)
    return Exchange(f"order.a.b#{number}", "order.a.b", step, "order", request, response, fault)


def _reading(number: int = 1, body: Json = _BODY, **changes: str) -> Reading:
    return Reading(f"order.a.b#{number}", 200, {}, body, accepted=True, **changes)


def _no_shape(reference: str) -> Json:
    raise LookupError(reference)


def _judge(clause: Clause, hearing: Hearing) -> Verdict:
    return judge(clause, hearing, RULES, _no_shape)


_HEARD = Hearing((_exchange("first"),), {"first": _reading()}, {"id": 7})


def test_a_kept_promise_holds() -> None:
    """The verdict names the exchanges that it stands on."""
    clause = _clause(_expect("succeeds", True), _expect("equals", {"at": "orders[0].id", "to": "<id>"}))
    assert _judge(clause, _HEARD) == Verdict("order.a.b", Outcome.HOLDS, "", "holds", (), ("order.a.b#1",))


def test_a_broken_promise_says_where_and_what() -> None:
    """All findings are kept; the first one gives the code and the reason."""
    clause = _clause(_expect("equals", {"at": "status", "to": "no"}), _expect("has", ["customers"]))
    assert _judge(clause, _HEARD) == Verdict(
        "order.a.b",
        Outcome.BROKEN,
        "CC201",
        'status: expected "no"; observed "ok"',
        (
            Finding("CC201", Direction.CHANGED, Level.BREAKING, "status", '"no"', '"ok"', "order.a.b#1"),
            Finding(
                "CC301", Direction.MISSING, Level.BREAKING, "customers", "the field is there", "it is not there", "order.a.b#1"
            ),
        ),
        ("order.a.b#1",),
    )


def test_the_same_finding_counts_once() -> None:
    """Two expectations that meet the same difference tell it once."""
    clause = _clause(_expect("has", ["gone"]), _expect("has", ["gone"]))
    assert len(_judge(clause, _HEARD).findings) == 1


def test_a_promise_that_allows_several_forms_tells_which_was_seen() -> None:
    """In the order of the expectations, each once."""
    among: Json = {"orders as an object": {"type": "object"}, "orders as a list": {"type": "array"}}
    clause = _clause(*[_expect("form", {"at": "orders", "among": among})] * 2)
    assert _judge(clause, _HEARD) == Verdict(
        "order.a.b", Outcome.HOLDS, "", "holds; seen: orders as a list", (), ("order.a.b#1",)
    )


def test_an_undocumented_property_breaks_nothing() -> None:
    """It is told, and it is safe."""
    clause = _clause(_expect("shape", {"type": "object", "properties": {"status": {"type": "string"}}}))
    verdict = _judge(clause, _HEARD)
    assert (verdict.outcome, verdict.code, verdict.because) == (Outcome.HOLDS, "CC305", "holds; 1 undocumented")
    assert (verdict.level, verdict.direction) == (Level.SAFE, Direction.UNDOCUMENTED)


def test_a_place_keeps_its_blanks() -> None:
    """A difference has the same place whatever id the store gave."""
    clause = _clause(_expect("equals", {"at": "orders[?id == `<id>`] | [0].total", "to": 11}))
    assert [finding.place for finding in _judge(clause, _HEARD).findings] == ["orders[?id == `<id>`] | [0].total"]


@pytest.mark.parametrize(
    ("kind", "code"),
    [("connect", "CC801"), ("timeout", "CC802"), ("protocol", "CC803"), ("too_large", "CC804"), ("new kind", "CC803")],
)
def test_a_fault_is_silent(kind: str, code: str) -> None:
    """There is no answer to judge, and that is no broken promise."""
    fault = Fault(kind, "nobody answered", 1.0)
    verdict = _judge(_clause(_expect("succeeds", True)), Hearing((_exchange("first", fault=fault),), {}, {}))
    assert verdict == Verdict("order.a.b", Outcome.SILENT, code, "GET /first: nobody answered", (), ("order.a.b#1",))


def test_a_finding_before_a_fault_stands() -> None:
    """What was broken before the wire failed is broken."""
    steps = (_step("first"), _step("second"))
    fault = Fault("timeout", "nobody answered", 1.0)
    hearing = Hearing((_exchange("first"), _exchange("second", 2, fault)), {"first": _reading()}, {})
    clause = _clause(_expect("has", ["gone"]), _expect("succeeds", True, "second"), steps=steps)
    assert _judge(clause, hearing).outcome is Outcome.BROKEN


def test_a_fault_that_no_expectation_needs_does_not_matter() -> None:
    """A clause is judged by the steps that it speaks of."""
    fault = Fault("timeout", "nobody answered", 1.0)
    hearing = Hearing((_exchange("first"), _exchange("second", 2, fault)), {"first": _reading()}, {})
    clause = _clause(_expect("succeeds", True), steps=(_step("first"), _step("second")))
    assert _judge(clause, hearing).outcome is Outcome.HOLDS


def test_an_answer_without_the_value_that_a_later_step_needs_is_broken() -> None:
    """The message names the value and the step that was not said for want of it."""
    steps = (_step("first", capture={"order_id": "orders[1].id"}), _step("second"))
    verdict = _judge(_clause(_expect("succeeds", True, "second"), steps=steps), _HEARD)
    assert verdict.because == (
        "step first: expected an answer with order_id, which step second needs; observed the answer has no such value"
    )
    assert (verdict.outcome, verdict.code, verdict.direction) == (Outcome.BROKEN, "CC107", Direction.MISSING)


def test_an_argument_that_nothing_gave_is_broken() -> None:
    """An expectation with a blank that no answer filled cannot hold."""
    verdict = _judge(_clause(_expect("equals", {"at": "status", "to": "<other>"})), _HEARD)
    assert (verdict.outcome, verdict.code) == (Outcome.BROKEN, "CC107")
    assert verdict.because == "<other>: expected an earlier answer with the value; observed no earlier answer has it"


def test_a_webhook_that_did_not_come_is_broken() -> None:
    """No delivery in time is no fault of the wire: it was documented to come."""
    awaits = _step("hook", Await("integration", "events[?type=='order']", 5.0))
    fault = Fault("no_delivery", "no webhook within 5 s", 5000.0)
    verdict = _judge(
        _clause(_expect("signed", True, "hook"), steps=(awaits,)), Hearing((_exchange("hook", fault=fault),), {}, {})
    )
    assert (verdict.outcome, verdict.code) == (Outcome.BROKEN, "CC703")
    assert verdict.because == "step hook: expected a webhook with events[?type=='order']; observed no webhook within 5 s"


@pytest.mark.parametrize(
    ("signature", "outcome", "code"),
    [("valid", Outcome.HOLDS, ""), ("missing", Outcome.BROKEN, "CC701"), ("unchecked", Outcome.SKIPPED, "CC905")],
)
def test_a_signature_is_judged_where_there_is_a_secret(signature: str, outcome: Outcome, code: str) -> None:
    """Without the endpoint secret nobody can tell; that is no drift."""
    hearing = Hearing((_exchange("first"),), {"first": _reading(signature=signature)}, {})
    verdict = _judge(_clause(_expect("signed", True)), hearing)
    assert (verdict.outcome, verdict.code) == (outcome, code)


def test_a_hearing_of_nothing_is_broken_not_an_error() -> None:
    """A recording whose exchanges are lost is judged too."""
    verdict = _judge(_clause(_expect("succeeds", True)), Hearing((), {}, {}))
    assert (verdict.outcome, verdict.code, verdict.exchanges) == (Outcome.BROKEN, "CC107", ())


def test_a_coming_soon_that_came_is_lifted() -> None:
    """The kind of the clause decides what a breach means."""
    verdict = _judge(_clause(_expect("lacks", ["orders"]), kind=Kind.COMING_SOON), _HEARD)
    assert (verdict.outcome, verdict.direction, verdict.level) == (Outcome.BROKEN, Direction.LIFTED, Level.SAFE)


def test_what_cannot_be_tested_is_skipped_with_the_reason() -> None:
    """Nothing vanishes."""
    assert skipped(_clause(), "CC904", "no page says how") == Verdict("order.a.b", Outcome.SKIPPED, "CC904", "no page says how")
