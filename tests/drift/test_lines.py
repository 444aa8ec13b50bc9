"""Verdict and plan lines to JSON and back."""

from __future__ import annotations

import json

import pytest

from centra_contracts.contract.model import Api, Cell, Clause, Effect, Kind, Place, Replacement
from centra_contracts.drift.fields import Fields, parse_fields
from centra_contracts.drift.fingerprint import fingerprint
from centra_contracts.drift.lines import line_of_verdict, plan_from_json, plan_to_json, verdict_from_json, verdict_to_json
from centra_contracts.drift.model import PlanLine
from centra_contracts.errors import RecordError
from centra_contracts.verdict.model import Direction, Finding, Level, Outcome, Verdict

CLAUSE = Clause(
    id="order.stock.absolute",
    contract="order.stock",
    api=Api.ORDER,
    promise="A written quantity replaces the stock.",
    kind=Kind.RULE,
    source="api-references/order-api#stock",
    cell=Cell("Warehouses and Stock", Api.ORDER, "W"),
    effect=Effect.WRITE,
    plan=None,
    expect=(),
    needs=(),
    editions=("2022-09",),
    untestable="",
    facts=(),
    note="Two pages differ.",
    unbitten="",
    deprecated="",
    place=Place("order/stock.yaml", 7),
    replaced_by=(Replacement("graphql", "Mutation.changeStock", "api-references/graphql"),),
)
FINDING = Finding("CC201", Direction.CHANGED, Level.DANGEROUS, "products[0].stock", "40", "41", "order.stock.absolute#2")
VERDICT = Verdict("order.stock.absolute", Outcome.BROKEN, "CC201", "expected 40", (FINDING,), ("order.stock.absolute#2",))


def test_a_verdict_line_survives_json() -> None:
    """Writing and reading are each other's inverse."""
    line = line_of_verdict(CLAUSE, "Stock", VERDICT)
    text = json.dumps(verdict_to_json(line))
    assert verdict_from_json(parse_fields(text, "verdicts.jsonl:1")) == line


def test_a_line_carries_the_documented_keys() -> None:
    """The keys that other tools read have the values of clause and verdict."""
    document = verdict_to_json(line_of_verdict(CLAUSE, "Stock", VERDICT))
    wanted = ("clause", "api", "function", "mode", "kind", "verdict", "code", "level", "direction", "because", "exchanges")
    assert [document[key] for key in wanted] == [
        "order.stock.absolute",
        "order",
        "Warehouses and Stock",
        "W",
        "rule",
        "broken",
        "CC201",
        "dangerous",
        "changed",
        "expected 40",
        ["order.stock.absolute#2"],
    ]


def test_a_finding_gets_its_fingerprint() -> None:
    """The fingerprint is made of clause, code and place."""
    (finding,) = line_of_verdict(CLAUSE, "Stock", VERDICT).findings
    assert finding.fingerprint == fingerprint("order.stock.absolute", "CC201", "products[0].stock")


def test_a_clause_without_cell_has_null_for_function_and_mode() -> None:
    """A rule that speaks for no cell says so."""
    line = line_of_verdict(CLAUSE, "Stock", VERDICT)
    document = {**verdict_to_json(line), "function": None, "mode": None}
    read = verdict_from_json(Fields(document, "verdicts.jsonl:1"))
    assert (read.function, read.mode) == ("", "")
    assert verdict_to_json(read)["function"] is None


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"verdict": "holdz"}, "verdict is 'holdz', which is none of holds, broken, silent, skipped; did you mean 'holds'?"),
        ({"clause": 7}, "clause must be a text, found 7"),
        ({"exchanges": "x"}, 'exchanges must be a list of texts, found "x"'),
        ({"findings": [3]}, "findings[0] must be an object, found nothing"),
    ],
)
def test_a_wrong_value_is_named_with_its_line(change: dict[str, object], says: str) -> None:
    """The message names file, line, key, what was expected and what was found."""
    document = {**verdict_to_json(line_of_verdict(CLAUSE, "Stock", VERDICT)), **change}
    with pytest.raises(RecordError) as caught:
        verdict_from_json(parse_fields(json.dumps(document), "verdicts.jsonl:12"))
    assert str(caught.value) == f"verdicts.jsonl:12: {says}"


def test_text_that_is_no_object_is_refused() -> None:
    """A broken line says where it stands."""
    with pytest.raises(RecordError, match=r"^verdicts.jsonl:3: not JSON: "):
        parse_fields('{"clause": ', "verdicts.jsonl:3")
    with pytest.raises(RecordError, match=r"^run.json: expected a JSON object, found list$"):
        parse_fields("[]", "run.json")


def test_a_plan_line_survives_json() -> None:
    """Values of blanks keep their types."""
    plan = PlanLine("order.stock/listing", {"run.token": "abcd1234", "n": 3}, ("order.stock/listing#1",), "")
    assert plan_from_json(Fields(plan_to_json(plan), "plans.jsonl:1")) == plan
