"""The bench says plans in the order of their effects, refuses what it may not or cannot say, and judges every clause."""

from __future__ import annotations

import threading
from dataclasses import replace

import pytest

from centra_contracts.contract.model import (
    Api,
    Auth,
    Clause,
    Effect,
    Hold,
    Json,
    Step,
    StepList,
)
from centra_contracts.dialect.model import Connection
from centra_contracts.errors import ContractError
from centra_contracts.exchange.model import Exchange, Fault, Request, Response
from centra_contracts.shell.needs import Met, Unmet
from centra_contracts.verdict.model import Outcome, Verdict
from tests.shell.fake_bench import (
    PLACE,
    SECRET,
    Answer,
    FakeEar,
    FakeWire,
    await_step,
    bench_run,
    make_clause,
    make_need,
    make_step,
)


def test_a_clause_holds_and_its_plan_is_recorded() -> None:
    """The record has the plan's values and exchanges, without the secret."""
    run = bench_run()
    assert run.verdicts(make_clause("list")) == [(Outcome.HOLDS, "", "holds")]
    assert [(plan.plan, plan.exchanges, plan.skipped) for plan in run.plans] == [("order.list", ("order.list#1",), "")]
    assert sorted(run.plans[0].values) == ["run.date", "run.number", "run.time", "run.token"]
    assert SECRET not in repr(run.exchanges) and "[redacted " in repr(run.exchanges)


def test_effects_go_from_harmless_to_irreversible() -> None:
    """Whatever the order of the clauses; a session is never mixed with reads, nor a write with either."""
    wire = FakeWire()
    effects = [Effect.DESTRUCTIVE, Effect.WRITE, Effect.READ, Effect.SESSION, Effect.WRITE, Effect.READ]
    clauses = [make_clause(f"c{number}", effect=effect) for number, effect in enumerate(effects)]
    assert {outcome for outcome, _, _ in bench_run(wire).verdicts(*clauses)} == {Outcome.HOLDS}
    assert [effect for _, effect in wire.sent] == sorted(effects, key=lambda effect: effect.rank)
    assert [path for path, effect in wire.sent if effect is Effect.WRITE] == ["/c1", "/c4"]


@pytest.mark.parametrize(("effect", "together"), [(Effect.READ, 4), (Effect.SESSION, 4), (Effect.WRITE, 1)])
def test_only_what_changes_nothing_overlaps(effect: Effect, together: int) -> None:
    """Reads wait for each other's answers together; a write is alone."""
    gate = threading.Barrier(together)
    most, now, lock = [0], [0], threading.Lock()

    def answer(request: Request) -> Json | Fault:
        with lock:
            now[0] += 1
            most[0] = max(most[0], now[0])
        gate.wait(10)
        with lock:
            now[0] -= 1
        return {"status": "ok"}

    verdicts = bench_run(FakeWire(answer)).verdicts(*[make_clause(f"c{number}", effect=effect) for number in range(4)])
    assert {outcome for outcome, _, _ in verdicts} == {Outcome.HOLDS}
    assert most == [together]


def test_a_plan_is_said_once_for_all_its_clauses() -> None:
    """Several clauses judge the same answer, each in its own way."""
    wire = FakeWire()
    plan = StepList("order.a/listing", Effect.READ, (make_step("/list"),))
    verdicts = bench_run(wire).verdicts(
        make_clause("one", plan=plan), make_clause("two", plan=plan, rule="has", arguments=["orders"])
    )
    assert [code for _, code, _ in verdicts] == ["", "CC301"]
    assert len(wire.sent) == 1


_ONLY_CHECKOUT = {Api.CHECKOUT: Connection(Api.CHECKOUT, "http://store.example/checkout")}
_NO_SECRET = {Api.ORDER: Connection(Api.ORDER, "http://store.example/order"), **_ONLY_CHECKOUT}


@pytest.mark.parametrize(
    ("clause", "settings", "outcome", "code", "because"),
    [
        (make_clause("a"), {"connections": _ONLY_CHECKOUT}, Outcome.SKIPPED, "CC901", "order not configured for this target"),
        (make_clause("a"), {"connections": _NO_SECRET}, Outcome.SKIPPED, "CC901", "no secret is configured for order"),
        (
            make_clause("a", make_step("/a", api=Api.CHECKOUT, auth=Auth.BEARER)),
            {"connections": _NO_SECRET},
            Outcome.SKIPPED,
            "CC901",
            "no secret is configured for checkout",
        ),
        (
            make_clause("a", effect=Effect.WRITE),
            {"granted": Effect.SESSION},
            Outcome.SKIPPED,
            "CC902",
            "not granted: needs --allow write",
        ),
        (
            make_clause("a", needs=("order",)),
            {"needs": [make_need("order", make_step("/none", capture={"id": "orders[0].id"}))]},
            Outcome.SKIPPED,
            "CC903",
            "need order (An order is there): GET /none gave no id",
        ),
        (make_clause("a", untestable="no page says how"), {}, Outcome.SKIPPED, "CC904", "no page says how"),
        (
            make_clause("a", make_step("/a"), await_step(), rule="signed"),
            {},
            Outcome.SKIPPED,
            "CC905",
            "nothing listens for webhooks: set CENTRA_WEBHOOK_LISTEN",
        ),
        (
            make_clause("a"),
            {"dead": {Api.ORDER: "store.example:80 cannot be reached"}},
            Outcome.SILENT,
            "CC801",
            "order: store.example:80 cannot be reached",
        ),
    ],
    ids=["not configured", "no secret", "no secret for server mode", "not granted", "need", "untestable", "no ear", "dead"],
)
def test_what_cannot_be_tested_here_says_why(
    clause: Clause, settings: dict[str, object], outcome: Outcome, code: str, because: str
) -> None:
    """One line for each reason; the plan is recorded as not said."""
    run = bench_run(**settings)  # type: ignore[arg-type]  # a table of keyword arguments
    assert run.verdicts(clause) == [(outcome, code, because)]
    own = [plan for plan in run.plans if plan.plan == clause.id]
    assert [(plan.exchanges, plan.skipped) for plan in own] == ([] if clause.untestable else [((), because)])


@pytest.mark.parametrize("auth", [Auth.NONE, Auth.WRONG])
def test_a_step_that_says_no_secret_needs_none(auth: Auth) -> None:
    """Who may not come in can be tried by anybody; and Checkout in client mode has no secret."""
    clauses = (make_clause("a", make_step("/a", auth=auth)), make_clause("b", make_step("/b", api=Api.CHECKOUT)))
    verdicts = bench_run(connections=_NO_SECRET).verdicts(*clauses)
    assert [outcome for outcome, _, _ in verdicts] == [Outcome.HOLDS, Outcome.HOLDS]


def test_a_fault_while_a_need_is_met_is_silent() -> None:
    """The target did not answer: nothing can be said of what it promises."""
    wire = FakeWire(lambda request: Fault("timeout", "no answer within 10 s", 1.0))
    needs = [make_need("order", make_step("/orders", capture={"id": "orders[0].id"}))]
    assert bench_run(wire, needs=needs).verdicts(make_clause("a", needs=("order",))) == [
        (Outcome.SILENT, "CC802", "need order (An order is there): GET /orders: no answer within 10 s")
    ]


def test_a_webhook_is_awaited_from_the_start_of_the_plan() -> None:
    """The mark is set before anything is said."""
    ear = FakeEar()
    run = bench_run(ear=ear)
    assert run.verdicts(make_clause("a", make_step("/a"), await_step(), rule="signed")) == [(Outcome.HOLDS, "", "holds")]
    assert ear.marks == 1
    assert [exchange.id for exchange in run.exchanges] == ["order.a#1", "order.a#2"]


def test_captures_fill_later_steps() -> None:
    """A value of one answer goes into the next request, in the path percent-encoded."""
    wire = FakeWire(lambda request: {"status": "ok", "orders": [{"id": "a/7"}]})
    steps = (make_step("/orders", capture={"order_id": "orders[0].id"}), make_step("/orders/<order_id>", name="second"))
    assert bench_run(wire).verdicts(make_clause("a", *steps))[0][0] is Outcome.HOLDS
    assert [path for path, _ in wire.sent] == ["/orders", "/orders/a%2F7"]


def test_a_capture_that_finds_nothing_ends_the_plan() -> None:
    """What comes after is not said, and the verdict names the value."""
    wire = FakeWire()
    steps = (make_step("/orders", capture={"order_id": "orders[0].id"}), make_step("/orders/<order_id>", name="second"))
    outcome, code, because = bench_run(wire).verdicts(make_clause("a", *steps))[0]
    assert (outcome, code, len(wire.sent)) == (Outcome.BROKEN, "CC107", 1)
    assert "an answer with order_id, which step second needs" in because


def test_a_page_of_html_is_judged_like_any_wrong_answer() -> None:
    """A target behind a login page breaks promises; it does not stop the run."""

    def login_page(request: Request, **known: object) -> Exchange:
        body = b"<html xmlns='http://www.w3.org/1999/xhtml'><body><p>Log in</p></body></html>"
        headers = (("content-type", "application/xhtml+xml"),)
        identity = {name: str(known[name]) for name in ("id", "plan", "step", "api")}
        return Exchange(**identity, request=request, response=Response(200, headers, body, 1.0))

    wire = FakeWire()
    wire.send = login_page  # type: ignore[method-assign]  # a wire is anything that sends
    clauses = (
        make_clause("a", make_step("/a", capture={"x": "orders[?id > `1`] | [0]"}), make_step("/b", name="second")),
        make_clause("b", rule="equals", arguments={"at": "orders[0].id", "to": 1}),
        make_clause("c", rule="refused"),
    )
    assert [(outcome, code) for outcome, code, _ in bench_run(wire).verdicts(*clauses)] == [
        (Outcome.BROKEN, "CC107"),
        (Outcome.BROKEN, "CC201"),
        (Outcome.BROKEN, "CC104"),
    ]


def _cannot_write(request: Request) -> Json | Fault:
    raise ContractError(["contracts/order/a.yaml:7: step 'first' cannot be written"])


def _breaks(request: Request) -> Json | Fault:
    raise ZeroDivisionError(f"nobody thought of {SECRET}")


@pytest.mark.parametrize(
    ("answer", "says"),
    [
        (_cannot_write, "contracts/order/a.yaml:7: step 'first' cannot be written"),
        (_breaks, "a mistake in centra-contracts: ZeroDivisionError: nobody thought of [redacted "),
    ],
)
def test_a_mistake_in_one_plan_leaves_the_others_alone(answer: Answer, says: str) -> None:
    """Its clauses are skipped with a code of their own and one clear line without secrets; nobody waits for ever."""
    wire = FakeWire(lambda request: answer(request) if request.operation == "GET /a" else {"status": "ok"})
    (bad, good) = bench_run(wire).verdicts(make_clause("a"), make_clause("b"))
    assert bad[:2] == (Outcome.SKIPPED, "CC907")
    assert bad[2].startswith(says) and "\n" not in bad[2] and SECRET not in bad[2]
    assert good == (Outcome.HOLDS, "", "holds")


def test_a_shape_that_is_not_there_is_a_mistake_of_its_clause() -> None:
    """The other clauses of the plan are judged."""
    plan = StepList("order.a/listing", Effect.READ, (make_step("/list"),))
    verdicts = bench_run().verdicts(
        make_clause("one", plan=plan, rule="shape", arguments={"ref": "x.json#/A"}), make_clause("two", plan=plan)
    )
    assert [(outcome, code) for outcome, code, _ in verdicts] == [(Outcome.SKIPPED, "CC907"), (Outcome.HOLDS, "")]
    assert "there is no shape x.json#/A" in verdicts[0][2]


def test_a_closed_bench_says_nothing_more() -> None:
    """The plan that is being said is finished; what was not begun is not sent."""
    begun, go_on = threading.Event(), threading.Event()

    def answer(request: Request) -> Json | Fault:
        begun.set()
        assert go_on.wait(10)
        return {"status": "ok"}

    wire = FakeWire(answer)
    run = bench_run(wire)
    clauses = [make_clause(f"c{number}", effect=Effect.WRITE) for number in range(3)]
    run.bench.open(clauses)
    assert begun.wait(10)
    run.bench.close()
    go_on.set()
    assert run.bench.verdict(clauses[0]).outcome is Outcome.HOLDS
    run.bench._phases.shutdown(wait=True)
    assert [path for path, _ in wire.sent] == ["/c0"]


def test_needs_can_be_met_without_a_plan() -> None:
    """What is told of them holds no password, session or secret of the target."""
    wire = FakeWire(lambda request: {"orders": [{"id": SECRET}], "login": "pass phrase"})
    needs = [
        make_need("order", make_step("/orders", capture={"id": "orders[0].id"})),
        make_need("shopper", make_step("/shopper", capture={"password": "login"}), field="password"),
        make_need("nothing", make_step("/nothing", capture={"id": "gone"})),
    ]
    found = bench_run(wire, needs=needs).bench.meet(["shopper", "order", "nothing"])
    assert list(found) == ["nothing", "order", "shopper"]
    assert isinstance(found["nothing"], Unmet)
    shown = [value for met in found.values() if isinstance(met, Met) for value in met.values.values()]
    assert len(shown) == 2 and all(str(value).startswith("[redacted ") for value in shown)


def test_no_two_plans_share_the_blanks_of_the_run() -> None:
    """They are made of the run's token and the plan; two runs with the same token have the same."""
    values = []
    for run in (bench_run(), bench_run()):
        run.verdicts(make_clause("a"), make_clause("b"))
        values.append({plan.plan: (plan.values["run.token"], plan.values["run.number"]) for plan in run.plans})
    assert values[0] == values[1]
    assert {len(str(token)) for token, _ in values[0].values()} == {8}
    assert {len(str(number)) for _, number in values[0].values()} == {9}
    assert len(set(values[0].values())) == 2


def test_verdicts_are_values() -> None:
    """Asking twice gives the same."""
    run = bench_run()
    clause = make_clause("a")
    run.bench.open([clause])
    assert (
        run.bench.verdict(clause)
        == run.bench.verdict(clause)
        == Verdict("order.a", Outcome.HOLDS, "", "holds", (), ("order.a#1",))
    )
    run.bench.close()


_HEARD = Request("POST", "http://ear.example/", (), b'payload={"events":[{"type":"order"}]}', "webhook integration")


def _delivered(number: int, signature: str, version: str = "integration") -> Exchange:
    facts = {"signature": signature, "version": version}
    answer = Response(200, (), b"OK", 1.0)
    return Exchange(f"deliveries#{number}", "deliveries", "deliveries", "webhook", _HEARD, answer, None, True, facts)


def _told_clause(name: str, arguments: Json = True, rule: str = "signed") -> Clause:
    plan = StepList("order.a/told", Effect.WRITE, (make_step("/change"), await_step()), recorded="hook")
    clause = make_clause(name, rule=rule, arguments=arguments, plan=plan)
    return replace(clause, expect=tuple(replace(item, step="hook") for item in clause.expect))


def test_recorded_webhooks_are_judged_where_none_can_be_triggered() -> None:
    """Each by itself: one that breaks the promise is enough. What was said in the plan cannot be judged, nor another version."""
    run = bench_run(granted=Effect.READ)
    run.bench.deliveries = (
        _delivered(1, "valid"),
        _delivered(2, "invalid"),
        _delivered(3, "valid"),
        _delivered(4, "", "checkout"),
    )
    clauses = (
        _told_clause("signed"),
        _told_clause("typed", {"events": "array"}, "type"),
        _told_clause("own", ["<run.token>"], "has"),
    )
    found = run.verdicts(*clauses)
    assert [(outcome, code) for outcome, code, _ in found] == [
        (Outcome.BROKEN, "CC701"),
        (Outcome.HOLDS, ""),
        (Outcome.SKIPPED, "CC905"),
    ]
    assert [plan.exchanges for plan in run.plans] == [("deliveries#1", "deliveries#2", "deliveries#3")]
    assert [exchange.id for exchange in run.exchanges] == ["deliveries#1", "deliveries#2", "deliveries#3"]


def test_without_a_recording_such_a_clause_is_skipped_with_the_two_ways_out() -> None:
    """Grant the effect, or give a recording."""
    run = bench_run(granted=Effect.READ, ear=FakeEar())
    assert run.verdicts(_told_clause("signed")) == [
        (Outcome.SKIPPED, "CC902", "not granted: needs --allow write, or give --deliveries")
    ]


def test_a_target_that_may_be_changed_triggers_its_webhooks_itself() -> None:
    """A recording is not looked at then."""
    run = bench_run(ear=FakeEar())
    run.bench.deliveries = (_delivered(1, "invalid"),)
    assert run.verdicts(_told_clause("signed")) == [(Outcome.HOLDS, "", "holds")]


def test_a_hold_ends_with_its_plan() -> None:
    """The next plan's webhooks are answered again."""
    ear = FakeEar()
    hold = Step("hold", Api.WEBHOOK, Hold("/held", 2, "events"), Auth.DEFAULT, "main", {}, PLACE)
    run = bench_run(ear=ear)
    assert run.verdicts(make_clause("held", hold, make_step("/change")))[0][0] is Outcome.HOLDS
    assert ear.held == ["/held", ""]
