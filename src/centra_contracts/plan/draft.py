"""Drafts the plans of a run: which step lists are said, for which clauses, in which order."""

from __future__ import annotations

from collections.abc import Iterable

from centra_contracts.contract.model import Clause, StepList
from centra_contracts.plan.model import Plan

__all__ = ["draft_plans"]


def draft_plans(clauses: Iterable[Clause]) -> tuple[Plan, ...]:
    """One plan per step list, from the least effect to the greatest, otherwise in the order of the clauses.

    Untestable clauses have no steps and are in no plan.
    """
    lists: dict[str, StepList] = {}
    served: dict[str, list[Clause]] = {}
    for clause in clauses:
        if clause.plan is not None:
            lists.setdefault(clause.plan.id, clause.plan)
            served.setdefault(clause.plan.id, []).append(clause)
    plans = [
        Plan(lists[plan_id], tuple(group), tuple(sorted({need for clause in group for need in clause.needs})))
        for plan_id, group in served.items()
    ]
    return tuple(sorted(plans, key=lambda plan: plan.say.effect.rank))
