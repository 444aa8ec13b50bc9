"""Judges a recorded run again: the same rules over the same exchanges, with no network."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial
from pathlib import Path

from centra_contracts.contract.library import Library
from centra_contracts.contract.model import Clause
from centra_contracts.drift.baseline import Baseline, accept_line
from centra_contracts.drift.lines import line_of_verdict
from centra_contracts.drift.model import RunRecord, VerdictLine
from centra_contracts.shell.bench import hearing_of
from centra_contracts.shell.session import dialects, shape_reader
from centra_contracts.verdict.judge import judge, skipped
from centra_contracts.verdict.model import Outcome, Verdict
from centra_contracts.verdict.rules.registry import RULES

__all__ = ["replay"]


def replay(
    record: RunRecord, library: Library, *, own: Sequence[Path] = (), baseline: Baseline, today: date
) -> tuple[VerdictLine, ...]:
    """The verdict lines of every recorded clause that the library still has, judged anew, sorted by clause.

    What was skipped or silent without an exchange stays so: a recording cannot say more than was heard.
    """
    titles = {contract.id: contract.title for contract in library.contracts}
    clauses = {clause.id: clause for clause in library.clauses}
    known = dialects(tuple(own))
    shapes = shape_reader(own)
    plans = {plan.plan: plan for plan in record.plans}
    lines = []
    for old in record.verdicts:
        clause = clauses.get(old.clause)
        if clause is None:
            continue
        verdict = _verdict(clause, old)
        plan = plans.get(clause.plan.id) if clause.plan is not None else None
        if clause.plan is not None and plan is not None and not plan.skipped:
            exchanges = [record.exchanges[name] for name in plan.exchanges]
            hearing = hearing_of(clause.plan, exchanges, plan.values, known)
            verdict = judge(clause, hearing, RULES, partial(shapes, clause.api.value))
        lines.append(accept_line(line_of_verdict(clause, titles[clause.contract], verdict), baseline, today))
    return tuple(sorted(lines, key=lambda line: line.clause))


def _verdict(clause: Clause, old: VerdictLine) -> Verdict:
    if clause.plan is None:
        return skipped(clause, "CC904", clause.untestable)
    if old.verdict in (Outcome.HOLDS, Outcome.BROKEN):
        return skipped(clause, "CC906", "the recording has no exchange for the steps as they are now")
    outcome = Outcome.SILENT if old.verdict is Outcome.SILENT else Outcome.SKIPPED
    return Verdict(clause.id, outcome, old.code, old.because)
