"""The recorded lines of a run, from JSON to frozen values and back; reading and writing are each other's inverse."""

from __future__ import annotations

from collections.abc import Mapping

from centra_contracts.contract.model import Clause, Json, Replacement
from centra_contracts.drift.fields import Fields
from centra_contracts.drift.fingerprint import fingerprint
from centra_contracts.drift.model import FindingLine, PlanLine, VerdictLine
from centra_contracts.verdict.model import Direction, Level, Outcome, Verdict

__all__ = ["finding_to_json", "line_of_verdict", "plan_from_json", "plan_to_json", "verdict_from_json", "verdict_to_json"]


def line_of_verdict(clause: Clause, title: str, verdict: Verdict) -> VerdictLine:
    """The line that records ``verdict``; ``title`` is the contract's. Nothing is accepted yet."""
    return VerdictLine(
        clause=clause.id,
        api=clause.api.value,
        function=clause.cell.function if clause.cell else "",
        mode=clause.cell.mode if clause.cell else "",
        kind=clause.kind.value,
        verdict=verdict.outcome,
        code=verdict.code,
        because=verdict.because,
        exchanges=verdict.exchanges,
        contract=clause.contract,
        title=title,
        promise=clause.promise,
        source=clause.source,
        effect=clause.effect.value,
        deprecated=clause.deprecated,
        note=clause.note,
        replaced_by=clause.replaced_by,
        findings=tuple(
            FindingLine(
                code=finding.code,
                direction=finding.direction,
                level=finding.level,
                place=finding.place,
                expected=finding.expected,
                observed=finding.observed,
                exchange=finding.exchange,
                fingerprint=fingerprint(clause.id, finding.code, finding.place),
            )
            for finding in verdict.findings
        ),
    )


def verdict_to_json(line: VerdictLine) -> dict[str, Json]:
    """One line of ``verdicts.jsonl``. ``level`` and ``direction`` are those of the gravest finding, else null."""
    worst = line.worst
    return {
        "clause": line.clause,
        "api": line.api,
        "function": line.function or None,
        "mode": line.mode or None,
        "kind": line.kind,
        "verdict": line.verdict.value,
        "code": line.code,
        "level": worst.level.value if worst else None,
        "direction": worst.direction.value if worst else None,
        "because": line.because,
        "exchanges": list(line.exchanges),
        "contract": line.contract,
        "title": line.title,
        "promise": line.promise,
        "source": line.source,
        "effect": line.effect,
        "deprecated": line.deprecated,
        "replaced_by": [{"api": item.api, "operation": item.operation, "source": item.source} for item in line.replaced_by],
        "note": line.note,
        "accepted": line.accepted,
        "findings": [finding_to_json(finding) for finding in line.findings],
    }


def verdict_from_json(fields: Fields) -> VerdictLine:
    """The inverse of :func:`verdict_to_json`. Raises ``RecordError``."""
    clause = fields.text("clause")
    return VerdictLine(
        clause=clause,
        api=fields.text("api"),
        function=fields.text("function", ""),
        mode=fields.text("mode", ""),
        kind=fields.text("kind"),
        verdict=fields.word("verdict", Outcome),
        code=fields.text("code", ""),
        because=fields.text("because", ""),
        exchanges=fields.texts("exchanges"),
        contract=fields.text("contract", clause.rpartition(".")[0]),
        title=fields.text("title", ""),
        promise=fields.text("promise", ""),
        source=fields.text("source", ""),
        effect=fields.text("effect", ""),
        deprecated=fields.text("deprecated", ""),
        note=fields.text("note", ""),
        accepted=fields.text("accepted", ""),
        findings=tuple(_finding_from_json(clause, part) for part in fields.parts("findings")),
        replaced_by=tuple(
            Replacement(part.text("api"), part.text("operation"), part.text("source", "")) for part in fields.parts("replaced_by")
        ),
    )


def finding_to_json(finding: FindingLine) -> dict[str, Json]:
    """A finding as it stands in ``verdicts.jsonl`` and ``drift.json``."""
    return {
        "code": finding.code,
        "direction": finding.direction.value,
        "level": finding.level.value,
        "place": finding.place,
        "expected": finding.expected,
        "observed": finding.observed,
        "exchange": finding.exchange,
        "fingerprint": finding.fingerprint,
        "accepted": finding.accepted,
    }


def plan_to_json(plan: PlanLine) -> dict[str, Json]:
    """One line of ``plans.jsonl``."""
    return {
        "plan": plan.plan,
        "values": dict(sorted(plan.values.items())),
        "exchanges": list(plan.exchanges),
        "skipped": plan.skipped,
    }


def plan_from_json(fields: Fields) -> PlanLine:
    """The inverse of :func:`plan_to_json`. Raises ``RecordError``."""
    values: Mapping[str, Json] = fields.part("values").values
    return PlanLine(fields.text("plan"), values, fields.texts("exchanges"), fields.text("skipped", ""))


def _finding_from_json(clause: str, fields: Fields) -> FindingLine:
    code, place = fields.text("code"), fields.text("place", "")
    return FindingLine(
        code=code,
        direction=fields.word("direction", Direction),
        level=fields.word("level", Level),
        place=place,
        expected=fields.text("expected", ""),
        observed=fields.text("observed", ""),
        exchange=fields.text("exchange", ""),
        fingerprint=fields.text("fingerprint", "") or fingerprint(clause, code, place),
        accepted=fields.text("accepted", ""),
    )
