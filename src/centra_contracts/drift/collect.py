"""From verdict lines to the documents of a run: ``drift.json`` and ``run.json``, with every count."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from centra_contracts.contract.model import APIS, Json
from centra_contracts.drift.cells import CellOutcome, observe_cells
from centra_contracts.drift.fields import Fields
from centra_contracts.drift.lines import finding_to_json
from centra_contracts.drift.model import (
    SCHEMA,
    ApiState,
    BaselineNote,
    DocumentedCell,
    FactCount,
    FieldCount,
    FindingLine,
    RunHead,
    VerdictLine,
)
from centra_contracts.errors import RecordError
from centra_contracts.verdict.model import Direction, Level, Outcome

__all__ = [
    "api_rank",
    "collect_drift",
    "count_drift",
    "count_verdicts",
    "head_from_json",
    "run_to_json",
    "sort_findings",
]


def api_rank(api: str) -> int:
    """The place of an API in the order in which APIs are shown; unknown ones come last."""
    names = [known.value for known in APIS]
    return names.index(api) if api in names else len(names)


def sort_findings(lines: Iterable[VerdictLine]) -> tuple[tuple[VerdictLine, FindingLine], ...]:
    """Every finding with its line: not accepted first, then by level, direction, API, clause and place."""
    levels, directions = list(Level), list(Direction)
    pairs = [(line, finding) for line in lines for finding in line.findings]
    return tuple(
        sorted(
            pairs,
            key=lambda pair: (
                bool(pair[1].accepted),
                levels.index(pair[1].level),
                directions.index(pair[1].direction),
                api_rank(pair[0].api),
                pair[0].clause,
                pair[1].place,
                pair[1].code,
            ),
        )
    )


def collect_drift(lines: Iterable[VerdictLine]) -> dict[str, Json]:
    """The content of ``drift.json``: every finding of the run, gravest first, accepted ones last."""
    findings: list[Json] = [
        {
            "clause": line.clause,
            "api": line.api,
            "function": line.function or None,
            "mode": line.mode or None,
            "kind": line.kind,
            "source": line.source,
            **finding_to_json(finding),
        }
        for line, finding in sort_findings(lines)
    ]
    return {"schema": SCHEMA, "findings": findings}


def count_verdicts(lines: Iterable[VerdictLine]) -> dict[Outcome, int]:
    """How many clauses got each verdict; every verdict has a number."""
    counted = Counter(line.verdict for line in lines)
    return {outcome: counted[outcome] for outcome in Outcome}


def count_drift(lines: Iterable[VerdictLine]) -> dict[str, Json]:
    """Findings by level and by direction, without the accepted ones, which are counted on their own."""
    findings = [finding for line in lines for finding in line.findings]
    standing = [finding for finding in findings if not finding.accepted]
    levels = Counter(finding.level for finding in standing)
    directions = Counter(finding.direction for finding in standing)
    return {
        "levels": {level.value: levels[level] for level in Level},
        "directions": {direction.value: directions[direction] for direction in Direction},
        "accepted": len(findings) - len(standing),
    }


def run_to_json(head: RunHead, lines: Sequence[VerdictLine]) -> dict[str, Json]:
    """The content of ``run.json``."""
    cells = observe_cells(head.documented, lines)
    document: dict[str, Json] = {
        "schema": SCHEMA,
        "target": head.target,
        "edition": head.edition,
        "started": head.started,
        "finished": head.finished,
        "partial": head.partial,
        "allow": head.allow,
        "seconds": head.seconds,
        "command": head.command,
        "counts": {outcome.value: count for outcome, count in count_verdicts(lines).items()},
        "drift": count_drift(lines),
        "matrix": {
            "cells": len(cells),
            "judged": sum(cell.judged > 0 for cell in cells),
            "untestable": sum(cell.outcome is CellOutcome.UNTESTABLE for cell in cells),
            "documented": [_cell_to_json(cell.documented) for cell in cells],
        },
        "coverage": {api: {"testable": count.testable, "encoded": count.encoded} for api, count in sorted(head.coverage.items())},
        "versions": dict(sorted(head.versions.items())),
        "apis": {
            api: {"configured": state.configured, "deprecated": state.deprecated}
            for api, state in sorted(head.apis.items(), key=lambda item: (api_rank(item[0]), item[0]))
        },
        "baseline": [
            {"fingerprint": note.fingerprint, "reason": note.reason, "expires": note.expires, "state": note.state}
            for note in head.baseline
        ],
    }
    if head.fields is not None:
        document["fields"] = {
            "documented": head.fields.documented,
            "seen": head.fields.seen,
            "unseen": list(head.fields.unseen),
        }
    if head.seed is not None:
        document["seed"] = head.seed
    return document


def head_from_json(fields: Fields) -> RunHead:
    """The head of a run from ``run.json``; its counts are not read, since they are counted from the lines.

    Raises ``RecordError``, also for a record of another schema.
    """
    if fields.whole("schema") != SCHEMA:
        found = fields.values.get("schema")
        raise RecordError(f"{fields.where}: this is a record of schema {found!r}; this program reads schema {SCHEMA}")
    return RunHead(
        target=fields.text("target"),
        edition=fields.text("edition"),
        started=fields.text("started"),
        finished=fields.text("finished", "") or None,
        partial=fields.truth("partial"),
        allow=fields.text("allow", ""),
        seconds=fields.number("seconds"),
        documented=tuple(_cell_from_json(part) for part in fields.part("matrix").parts("documented")),
        apis={
            api: ApiState(part.truth("configured"), part.text("deprecated", ""))
            for api in sorted(fields.part("apis").values)
            for part in [fields.part("apis").part(api)]
        },
        versions={name: fields.part("versions").text(name) for name in sorted(fields.part("versions").values)},
        coverage={api: _count_from_json(fields.part("coverage").part(api)) for api in fields.part("coverage").values},
        baseline=tuple(
            BaselineNote(part.text("fingerprint"), part.text("reason"), part.text("expires"), part.text("state"))
            for part in fields.parts("baseline")
        ),
        fields=_fields_from_json(fields.part("fields")) if "fields" in fields.values else None,
        seed=fields.whole("seed"),
        command=fields.text("command", ""),
    )


def _cell_to_json(cell: DocumentedCell) -> dict[str, Json]:
    document: dict[str, Json] = {
        "function": cell.function,
        "api": cell.api,
        "mode": cell.mode,
        "status": cell.status,
        "anchor": cell.anchor,
    }
    if cell.clauses is not None:
        document["clauses"] = cell.clauses
    return document


def _cell_from_json(fields: Fields) -> DocumentedCell:
    return DocumentedCell(
        function=fields.text("function"),
        api=fields.text("api"),
        mode=fields.text("mode"),
        status=fields.text("status"),
        anchor=fields.text("anchor", ""),
        clauses=fields.whole("clauses"),
    )


def _fields_from_json(fields: Fields) -> FieldCount:
    return FieldCount(fields.whole("documented") or 0, fields.texts("unseen"))


def _count_from_json(fields: Fields) -> FactCount:
    return FactCount(fields.whole("testable") or 0, fields.whole("encoded") or 0)
