"""Webhooks that were recorded before: read from a recording, and judged where a plan could not be said to the target.

A plan names in ``recorded`` the step for which any webhook of that version may stand. Of its clauses those are judged that look
at this step alone, and speak of nothing that was said in the plan: each webhook by itself.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from centra_contracts.contract.blanks import blanks_in
from centra_contracts.contract.model import Api, Await, Clause, StepList
from centra_contracts.dialect.model import Dialect
from centra_contracts.errors import ConfigurationError, RecordError
from centra_contracts.exchange.model import Exchange
from centra_contracts.exchange.record import exchange_from_line
from centra_contracts.shell.speak import read_step
from centra_contracts.verdict.judge import Hearing, skipped
from centra_contracts.verdict.model import Outcome, Verdict

__all__ = ["LOOSE", "is_judged_alone", "judge_each", "of_version", "read_deliveries", "was_recorded"]

LOOSE = "deliveries"  # stands for the plan and the step of a webhook that no plan waited for

_EXCHANGES = "exchanges.jsonl"


def read_deliveries(path: Path) -> tuple[Exchange, ...]:
    """The webhooks in a recording, in the order in which they came: a folder of ``listen`` or of a run, or its exchanges.

    Raises ``ConfigurationError`` when there is no such recording, it cannot be read, or holds no webhook.
    """
    file = path / _EXCHANGES if path.is_dir() else path
    try:
        lines = file.read_text(encoding="utf-8").split("\n")
        found = [exchange_from_line(line) for line in lines if line]
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigurationError(f"--deliveries {path}: the recording cannot be read: {type(error).__name__}") from error
    except RecordError as error:
        raise ConfigurationError(f"--deliveries {path}: {error}") from error
    deliveries = tuple(exchange for exchange in found if exchange.inbound and exchange.response is not None)
    if not deliveries:
        raise ConfigurationError(f"--deliveries {path}: the recording holds no webhook")
    return deliveries


def of_version(steps: StepList, deliveries: Iterable[Exchange]) -> tuple[Exchange, ...]:
    """The webhooks that may stand for the recorded step of a plan; none where the plan has no such step."""
    say = next((step.say for step in steps.steps if step.id == steps.recorded), None)
    if not isinstance(say, Await):
        return ()
    return tuple(exchange for exchange in deliveries if exchange.facts.get("version") == say.version)


def is_judged_alone(clause: Clause) -> bool:
    """Whether a webhook is enough to judge the clause, without what was said before it."""
    if clause.plan is None or not clause.plan.recorded:
        return False
    alone = all(expectation.step == clause.plan.recorded for expectation in clause.expect)
    return alone and not any(blank for expectation in clause.expect for blank in blanks_in(expectation.arguments))


def was_recorded(steps: StepList, exchanges: Sequence[Exchange]) -> bool:
    """Whether the exchanges of a plan are webhooks alone, although the plan begins by saying something."""
    return bool(steps.recorded and exchanges) and exchanges[0].inbound


def judge_each(
    clause: Clause,
    deliveries: Sequence[Exchange],
    dialects: Mapping[Api, Dialect],
    judge: Callable[[Clause, Hearing], Verdict],
) -> Verdict:
    """The verdict of a clause that is judged alone for every webhook: that of the first that breaks it, else of the last."""
    assert clause.plan is not None
    step = next(step for step in clause.plan.steps if step.id == clause.plan.recorded)
    verdict = skipped(clause, "CC906", "the recording has no webhook of this version")
    for exchange in deliveries:
        hearing = Hearing((exchange,), {step.id: read_step(step, [exchange], dialects[step.api])}, {})
        verdict = judge(clause, hearing)
        if verdict.outcome is Outcome.BROKEN:
            break
    return verdict
