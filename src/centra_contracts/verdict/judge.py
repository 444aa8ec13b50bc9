"""Judges a clause by the readings of its plan. Pure: never sends, never raises for a broken promise."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace

from centra_contracts.contract.model import Await, Clause, Expectation, Json, Step
from centra_contracts.contract.sdl import Sdl
from centra_contracts.dialect.model import Reading
from centra_contracts.exchange.model import Exchange, Fault
from centra_contracts.plan.fill import MissingValueError, fill_arguments
from centra_contracts.verdict.context import Breach, Context, Rule, Walk, no_sdl
from centra_contracts.verdict.grade import grade
from centra_contracts.verdict.model import Direction, Finding, Outcome, Verdict

__all__ = ["UNSEEN", "Hearing", "fault_code", "judge", "skipped"]

UNSEEN = "CC908"  # nothing that was said has to do with the promise
_FAULT_CODES = {"connect": "CC801", "timeout": "CC802", "protocol": "CC803", "too_large": "CC804", "no_delivery": "CC703"}


@dataclass(frozen=True, slots=True)
class Hearing:
    """What a plan heard: the exchanges in their order, and the readings of the steps that were answered."""

    exchanges: tuple[Exchange, ...]
    readings: Mapping[str, Reading]  # by step id
    values: Mapping[str, Json]  # of every blank that had a value
    walks: tuple[Walk, ...] = ()  # of a plan with moves; those that were shortened to a breach come first


def judge(
    clause: Clause,
    hearing: Hearing,
    rules: Mapping[str, Rule],
    shapes: Callable[[str], Json],
    sdl: Callable[[], Sdl] = no_sdl,
) -> Verdict:
    """The verdict for ``clause``. A fault of one of its plan's exchanges makes it silent, unless a finding came before."""
    ids = tuple(exchange.id for exchange in hearing.exchanges)
    if _cannot_verify(clause, hearing):
        return skipped(clause, "CC905", "there is no secret to verify webhooks with: set CENTRA_WEBHOOK_SECRET")
    findings: list[Finding] = []
    unheard: list[str] = []
    told: list[str] = []
    for expectation in clause.expect:
        reading = hearing.readings.get(expectation.step)
        rule = rules[expectation.rule]
        if reading is None:
            unheard.append(expectation.step)
            continue
        context = Context(reading, hearing.readings, shapes, sdl, hearing.walks)
        obstacle = rule.obstacle(context)
        if obstacle is not None and not findings:
            return skipped(clause, obstacle.code, obstacle.because)
        breaches, seen = _breaches(expectation, rule, context, hearing.values)
        findings += _findings(clause, breaches, rule, reading.exchange)
        told += [seen] if seen else []
    if not findings and unheard:
        return _unheard(clause, hearing, unheard[0], ids)
    if _is_walked(clause):
        unseen = [finding for finding in findings if finding.code == UNSEEN]
        findings = [finding for finding in findings if finding.code != UNSEEN]
        if not findings and hearing.exchanges and hearing.exchanges[-1].fault is not None:
            return _unheard(clause, hearing, hearing.exchanges[-1].step, ids)
        if not findings and unseen:
            return skipped(clause, UNSEEN, f"{unseen[0].observed}; ask for more walks with --walks")
        ids = _of_the_walk(hearing, findings[0].exchange) if findings else ids
    kept = tuple(_without_repeats(findings))
    grave = [finding for finding in kept if finding.direction is not Direction.UNDOCUMENTED]
    if grave:
        first = grave[0]
        because = f"{first.place}: expected {first.expected}; observed {first.observed}"
        return Verdict(clause.id, Outcome.BROKEN, first.code, because, kept, ids)
    because = "; ".join(["holds", *dict.fromkeys(told), *([f"{len(kept)} undocumented"] if kept else [])])
    return Verdict(clause.id, Outcome.HOLDS, kept[0].code if kept else "", because, kept, ids)


def skipped(clause: Clause, code: str, because: str) -> Verdict:
    """The verdict for a clause that cannot be tested here, with the reason."""
    return Verdict(clause.id, Outcome.SKIPPED, code, because)


def fault_code(fault: Fault) -> str:
    """The permanent code of a fault; one of a new kind broke the protocol."""
    return _FAULT_CODES.get(fault.kind, "CC803")


def _cannot_verify(clause: Clause, hearing: Hearing) -> bool:
    signed = [expectation.step for expectation in clause.expect if expectation.rule == "signed"]
    return any(step in hearing.readings and hearing.readings[step].signature == "unchecked" for step in signed)


def _breaches(
    expectation: Expectation, rule: Rule, context: Context, values: Mapping[str, Json]
) -> tuple[tuple[Breach, ...], str]:
    """What the rule found, and what it tells of what it saw."""
    is_xml = context.reading.xml is not None
    try:
        filled = fill_arguments(expectation.rule, expectation.arguments, values, xml=is_xml)
    except MissingValueError as missing:
        return (_nothing_captured(missing.blank),), ""
    breaches = rule.judge(filled.arguments, context)
    seen = rule.tell(filled.arguments, context) if rule.tell is not None else ""
    return tuple(replace(breach, place=filled.as_written(breach.place)) for breach in breaches), seen


def _findings(clause: Clause, breaches: Iterable[Breach], rule: Rule, exchange: str) -> list[Finding]:
    findings = []
    for breach in breaches:
        direction, level = grade(clause.kind, breach, negative=rule.negative)
        place, shown_by = breach.place, breach.exchange or exchange
        findings.append(Finding(breach.code, direction, level, place, breach.expected, breach.observed, shown_by))
    return findings


def _without_repeats(findings: Iterable[Finding]) -> list[Finding]:
    return list(dict.fromkeys(findings))


def _is_walked(clause: Clause) -> bool:
    return clause.plan is not None and bool(clause.plan.moves)


def _of_the_walk(hearing: Hearing, exchange: str) -> tuple[str, ...]:
    """The ids of the walk that shows a finding, up to the exchange that shows it."""
    for walk in hearing.walks:
        names = [turn.reading.exchange for turn in walk]
        if exchange in names:
            return tuple(names[: names.index(exchange) + 1])
    return (exchange,)


def _unheard(clause: Clause, hearing: Hearing, step_id: str, ids: tuple[str, ...]) -> Verdict:
    """A step was never answered: a fault, a webhook that did not come, or an earlier answer without a value."""
    last = hearing.exchanges[-1] if hearing.exchanges else None
    if last is not None and last.fault is not None:
        if last.fault.kind == "no_delivery":
            breach = Breach(
                "CC703", f"step {last.step}", f"a webhook with {_awaited(clause, last.step)}", last.fault.says, absent=True
            )
            return _broken(clause, breach, last.id, ids)
        return Verdict(clause.id, Outcome.SILENT, fault_code(last.fault), f"{last.request.operation}: {last.fault.says}", (), ids)
    step = _first_unsaid(clause, hearing, step_id)
    said = f"step {last.step}" if last is not None else "an earlier step"
    missing = ", ".join(sorted(_missing(clause, hearing))) or "a value"
    breach = Breach(
        "CC107", said, f"an answer with {missing}, which step {step} needs", "the answer has no such value", absent=True
    )
    return _broken(clause, breach, last.id if last is not None else "", ids)


def _broken(clause: Clause, breach: Breach, exchange: str, ids: tuple[str, ...]) -> Verdict:
    direction, level = grade(clause.kind, breach, negative=False)
    finding = Finding(breach.code, direction, level, breach.place, breach.expected, breach.observed, exchange)
    because = f"{finding.place}: expected {finding.expected}; observed {finding.observed}"
    return Verdict(clause.id, Outcome.BROKEN, finding.code, because, (finding,), ids)


def _steps(clause: Clause) -> tuple[Step, ...]:
    return clause.plan.steps if clause.plan is not None else ()


def _first_unsaid(clause: Clause, hearing: Hearing, default: str) -> str:
    return next((step.id for step in _steps(clause) if step.id not in hearing.readings), default)


def _missing(clause: Clause, hearing: Hearing) -> set[str]:
    answered = [step for step in _steps(clause) if step.id in hearing.readings]
    return {name for step in answered for name in step.capture if name not in hearing.values}


def _awaited(clause: Clause, step_id: str) -> str:
    say = next((step.say for step in _steps(clause) if step.id == step_id), None)
    return say.match if isinstance(say, Await) else "what was awaited"


def _nothing_captured(blank: str) -> Breach:
    return Breach("CC107", f"<{blank}>", "an earlier answer with the value", "no earlier answer has it", absent=True)
