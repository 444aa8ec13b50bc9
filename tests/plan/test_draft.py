"""Step lists become plans: each said once, for all its clauses, the least effect first."""

from __future__ import annotations

from tests.shell.fake_bench import make_clause, make_step

from centra_contracts.contract.model import Effect, StepList
from centra_contracts.plan.draft import draft_plans
from centra_contracts.plan.model import Plan


def test_clauses_with_one_step_list_share_a_plan() -> None:
    """Its needs are those of every clause, sorted, each once."""
    steps = StepList("order.a/listing", Effect.READ, (make_step("/list"),))
    one = make_clause("one", plan=steps, needs=("product", "order"))
    two = make_clause("two", plan=steps, needs=("customer", "order"))
    assert draft_plans([one, two]) == (Plan(steps, (one, two), ("customer", "order", "product")),)


def test_plans_go_by_effect_and_otherwise_stay_in_order() -> None:
    """What destroys comes last, whatever the order of the clauses."""
    effects = [Effect.DESTRUCTIVE, Effect.READ, Effect.WRITE, Effect.SESSION, Effect.READ]
    plans = draft_plans(make_clause(f"c{number}", effect=effect) for number, effect in enumerate(effects))
    assert [plan.id for plan in plans] == ["order.c1", "order.c4", "order.c3", "order.c2", "order.c0"]


def test_an_untestable_clause_is_in_no_plan() -> None:
    """It has no steps."""
    assert draft_plans([make_clause("a", untestable="no page says how")]) == ()
