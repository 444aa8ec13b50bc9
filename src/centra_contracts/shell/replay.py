"""Judges a recorded run again: the same rules over the same exchanges, with no network."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from functools import partial
from pathlib import Path

from centra_contracts.contract.library import Library
from centra_contracts.contract.model import Api, Clause, Json, StepList
from centra_contracts.contract.sdl import Sdl
from centra_contracts.dialect.model import Dialect
from centra_contracts.drift.baseline import Baseline, accept_line
from centra_contracts.drift.lines import line_of_verdict
from centra_contracts.drift.model import PlanLine, RunRecord, VerdictLine
from centra_contracts.errors import RecordError
from centra_contracts.exchange.model import Exchange
from centra_contracts.shell.bench import hearing_of
from centra_contracts.shell.contract_files import shape_reader
from centra_contracts.shell.recordings import LOOSE, is_judged_alone, judge_each, of_version, was_recorded
from centra_contracts.shell.schema_files import sdl_reader
from centra_contracts.shell.session import dialects
from centra_contracts.verdict.judge import Hearing, judge, skipped
from centra_contracts.verdict.model import Outcome, Verdict
from centra_contracts.verdict.rules.registry import RULES

__all__ = ["replay"]


def replay(
    record: RunRecord, library: Library, *, own: Sequence[Path] = (), baseline: Baseline, today: date
) -> tuple[VerdictLine, ...]:
    """The verdict lines of every recorded clause that the library still has, judged anew, sorted by clause.

    A clause that is new, or was changed, is judged too where the recording has its plan. What was skipped or silent without
    an exchange stays so: a recording cannot say more than was heard. Raises ``RecordError`` when exchanges are lost.
    """
    titles = {contract.id: contract.title for contract in library.contracts}
    known = dialects(tuple(own))
    shapes, sdl = shape_reader(own), sdl_reader(record.head.edition, own)
    plans = {plan.plan: plan for plan in record.plans if not plan.skipped}
    loose = tuple(exchange for exchange in record.exchanges.values() if exchange.plan == LOOSE)
    judged = {line.clause: line for line in record.verdicts}
    lines = []
    for clause in library.clauses:
        old = judged.get(clause.id)
        plan = plans.get(clause.plan.id) if clause.plan is not None else None
        if clause.plan is not None and plan is None and loose and is_judged_alone(clause):
            plan = PlanLine(clause.plan.id, {}, tuple(exchange.id for exchange in of_version(clause.plan, loose)))
        if old is None and (plan is None or not plan.exchanges or record.head.edition not in clause.editions):
            continue
        if clause.plan is not None and plan is not None:
            exchanges = _exchanges(plan, record)
            own_shapes = partial(shapes, clause.api.value)
            if was_recorded(clause.plan, exchanges):
                if old is None and not is_judged_alone(clause):
                    continue
                verdict = _judged_alone(clause, exchanges, known, own_shapes, sdl) or _unheard(clause, old)
            else:
                verdict = _judged(clause, clause.plan, hearing_of(clause.plan, exchanges, plan.values, known), own_shapes, sdl)
        else:
            verdict = _unheard(clause, old)
        lines.append(accept_line(line_of_verdict(clause, titles[clause.contract], verdict), baseline, today))
    return tuple(sorted(lines, key=lambda line: line.clause))


def _exchanges(plan: PlanLine, record: RunRecord) -> list[Exchange]:
    for name in plan.exchanges:
        if name not in record.exchanges:
            raise RecordError(f"plans.jsonl: the plan {plan.plan} has the exchange {name}, which exchanges.jsonl lacks")
    return [record.exchanges[name] for name in plan.exchanges]


def _judged_alone(
    clause: Clause,
    deliveries: Sequence[Exchange],
    known: Mapping[Api, Dialect],
    shapes: Callable[[str], Json],
    sdl: Callable[[], Sdl],
) -> Verdict | None:
    if not is_judged_alone(clause):
        return None
    return judge_each(clause, deliveries, known, lambda each, hearing: judge(each, hearing, RULES, shapes, sdl))


def _judged(clause: Clause, steps: StepList, hearing: Hearing, shapes: Callable[[str], Json], sdl: Callable[[], Sdl]) -> Verdict:
    unheard = {expectation.step for expectation in clause.expect} - hearing.readings.keys()
    if unheard and not _ended_early(steps, hearing):
        return _unheard(clause, None)
    return judge(clause, hearing, RULES, shapes, sdl)


def _ended_early(steps: StepList, hearing: Hearing) -> bool:
    """Whether the plan ended by a fault, or by an answer without a value, rather than before steps that were added since."""
    answered = [step for step in steps.steps if step.id in hearing.readings]
    lacking = bool(answered) and any(name not in hearing.values for name in answered[-1].capture)
    return lacking or any(exchange.fault is not None for exchange in hearing.exchanges)


def _unheard(clause: Clause, old: VerdictLine | None) -> Verdict:
    if clause.plan is None:
        return skipped(clause, "CC904", clause.untestable)
    if old is None or old.verdict in (Outcome.HOLDS, Outcome.BROKEN):
        return skipped(clause, "CC906", "the recording has no exchange for the steps as they are now")
    outcome = Outcome.SILENT if old.verdict is Outcome.SILENT else Outcome.SKIPPED
    return Verdict(clause.id, outcome, old.code, old.because)
