"""The documents of a run and their counts."""

from __future__ import annotations

import json
from collections.abc import Callable

import pytest

from centra_contracts.drift.collect import collect_drift, count_drift, count_verdicts, head_from_json, run_to_json
from centra_contracts.drift.fields import parse_fields
from centra_contracts.drift.model import (
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

HEAD = RunHead(
    target="mock",
    edition="2022-09",
    started="2026-11-14T09:05:07+00:00",
    finished="2026-11-14T09:05:15+00:00",
    partial=False,
    allow="destructive",
    seconds=8.1,
    documented=(
        DocumentedCell("Warehouses and Stock", "order", "R", "available", "", 1),
        DocumentedCell("Warehouses and Stock", "order", "W", "limited", "LimitOrderWriteStock"),
    ),
    apis={"order": ApiState(True), "shop": ApiState(False, "Replaced by the Checkout API.")},
    versions={"python": "3.12.3"},
    coverage={"order": FactCount(10, 9)},
    baseline=(BaselineNote("3fa91c02b7de", "Known.", "2026-06-01", "expired"),),
    fields=FieldCount(521, ("Brand.logo", "Order.comment")),
    seed=1,
    command="centra-contracts check",
)


def test_drift_is_listed_gravest_first_and_accepted_last(
    line: Callable[..., VerdictLine], finding: Callable[..., FindingLine]
) -> None:
    """Within a level the direction decides, then the API in the order of the page."""
    lines = [
        line(clause="order.a", findings=(finding(level=Level.SAFE), finding(accepted="known"))),
        line(clause="order.b", findings=(finding(direction=Direction.LIFTED),)),
        line(clause="shop.c", api="shop", findings=(finding(level=Level.DANGEROUS), finding(direction=Direction.LIFTED))),
    ]
    findings = collect_drift(lines)["findings"]
    assert isinstance(findings, list)
    assert [(item["clause"], item["level"], item["direction"], item["accepted"]) for item in findings] == [
        ("shop.c", "breaking", "lifted", ""),
        ("order.b", "breaking", "lifted", ""),
        ("shop.c", "dangerous", "missing", ""),
        ("order.a", "safe", "missing", ""),
        ("order.a", "breaking", "missing", "known"),
    ]


def test_accepted_drift_is_counted_on_its_own(line: Callable[..., VerdictLine], finding: Callable[..., FindingLine]) -> None:
    """Levels and directions count what still stands."""
    lines = [line(findings=(finding(), finding(accepted="known"), finding(level=Level.SAFE, direction=Direction.UNDOCUMENTED)))]
    assert count_drift(lines) == {
        "levels": {"breaking": 1, "dangerous": 0, "safe": 1},
        "directions": {"missing": 1, "changed": 0, "lifted": 0, "undocumented": 1},
        "accepted": 1,
    }


def test_every_verdict_has_a_count(line: Callable[..., VerdictLine]) -> None:
    """A verdict that nobody got counts zero."""
    lines = [line(), line(), line(verdict=Outcome.SKIPPED)]
    assert count_verdicts(lines) == {Outcome.HOLDS: 2, Outcome.BROKEN: 0, Outcome.SILENT: 0, Outcome.SKIPPED: 1}


def test_a_head_survives_json(line: Callable[..., VerdictLine]) -> None:
    """Writing and reading are each other's inverse."""
    text = json.dumps(run_to_json(HEAD, [line()]))
    assert head_from_json(parse_fields(text, "run.json")) == HEAD


def test_run_json_counts_cells(line: Callable[..., VerdictLine]) -> None:
    """A cell is judged when a clause of it holds or broke."""
    document = run_to_json(HEAD, [line(), line(clause="order.w", mode="W", verdict=Outcome.SKIPPED, code="CC904")])
    matrix = document["matrix"]
    assert isinstance(matrix, dict)
    assert {key: matrix[key] for key in ("cells", "judged", "untestable")} == {"cells": 2, "judged": 1, "untestable": 1}


def test_a_record_of_another_schema_is_refused() -> None:
    """The message says which schema this program reads."""
    with pytest.raises(RecordError, match=r"^run.json: this is a record of schema 2; this program reads schema 1$"):
        head_from_json(parse_fields('{"schema": 2}', "run.json"))
