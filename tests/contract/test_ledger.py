"""Reading the ledger, and counting how much of it the contracts encode."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from centra_contracts.contract.coverage import Coverage, cover_facts, sum_up
from centra_contracts.contract.ledger import Ledger, Trial, read_ledger
from centra_contracts.contract.library import ContractFile, load_library
from centra_contracts.contract.model import Clause, Json

_CONTRACTS = Path(__file__).resolve().parents[2] / "contracts"
_SCHEMA: Json = json.loads((_CONTRACTS / "ledger.schema.json").read_text(encoding="utf-8"))
_DOCUMENT: Json = {
    "paths": {
        "/orders/{id}": {
            "parameters": [{"name": "id", "in": "path", "schema": {"type": "string"}}],
            "get": {
                "parameters": [{"name": "state", "in": "query", "schema": {"enum": ["open", "done"]}}],
                "responses": {
                    "200": {"content": {"application/json": {"schema": {"properties": {"status": {"enum": ["ok", "no"]}}}}}}
                },
            },
        },
        "/orders": {
            "post": {
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "properties": {
                                    "invoice": {"properties": {"city": {"type": "string"}}},
                                    "delivery": {"properties": {"city": {"type": "string"}}},
                                    "lines": {"additionalProperties": {"type": "integer"}},
                                    "note": {"type": "string"},
                                }
                            }
                        }
                    }
                }
            }
        },
    }
}
_CONTRACT = """
contract: order.sample
api: order
title: Sample
source: api-references/order-api
clauses:
  - id: order.sample.shape
    promise: The answer is as documented.
    kind: rule
    facts: [order.get.rule.listed, order.get.setup]
    steps: [{get: "/orders/<run.number>", query: {state: open}}]
    expect: [{shape: {operation: "GET /orders/{id}"}}]
  - id: order.sample.insert
    promise: An order is inserted with what was sent.
    kind: rule
    effect: write
    steps: [{post: /orders, json: {delivery: {city: Arboga}, lines: {"<run.number>": 1}}}]
    expect: [{succeeds: true}]
  - id: order.sample.untried
    promise: Nobody can try this promise.
    kind: rule
    facts: [order.get.rule.untried]
    untestable: no page describes how
"""


def _fact(fact_id: str, **changes: Any) -> dict[str, Any]:  # Any: whatever a fact has
    given: dict[str, Any] = {
        "id": fact_id,
        "api": "order",
        "operation": "GET /orders/{id}",
        "kind": "rule",
        "name": "",
        "type": "",
        "required": None,
        "statement": "An order is answered.",
        "testable": "read",
        "source": "page.md#L1",
        "edition": "2022-09",
    }
    return given | changes


def _ledger(*facts: dict[str, Any]) -> Ledger:
    return read_ledger([("order.jsonl", "\n".join(map(json.dumps, facts)))], _SCHEMA)


def _clauses() -> tuple[Clause, ...]:
    library = load_library(
        [ContractFile("sample.yaml", _CONTRACT)],
        [],
        ContractFile("matrix.yaml", (_CONTRACTS / "matrix.yaml").read_text(encoding="utf-8")),
        contract_schema=json.loads((_CONTRACTS / "contract.schema.json").read_text(encoding="utf-8")),
        needs_schema=json.loads((_CONTRACTS / "needs.schema.json").read_text(encoding="utf-8")),
    )
    assert library.problems == ()
    return library.clauses


def _covered(fact: dict[str, Any], edition: str = "2022-09") -> tuple[tuple[str, ...], str]:
    ledger = _ledger(fact)
    assert ledger.problems == ()
    (item,) = cover_facts(ledger, _clauses(), {"order": _DOCUMENT}, edition)
    return item.by, item.because


def test_every_problem_of_the_ledger_shows_with_its_line() -> None:
    """Unknown keys with the nearest known one, missing keys, strange values, what is no JSON, and repetitions."""
    lines = [
        json.dumps(_fact("order.a")),
        json.dumps(_fact("order.b", testabel="read")),
        json.dumps({key: value for key, value in _fact("order.c").items() if key != "kind"}),
        json.dumps(_fact("order.d", testable="perhaps")),
        "{",
        json.dumps(_fact("order.a")),
    ]
    ledger = read_ledger([("order.jsonl", "\n".join(lines))], _SCHEMA)
    assert list(ledger.facts) == ["order.a"]
    said = [str(problem) for problem in ledger.problems]
    assert said[:3] == [
        "order.jsonl:2: testabel: unknown key 'testabel'; did you mean 'testable'?",
        "order.jsonl:3: key 'kind' is missing",
        "order.jsonl:4: testable: 'perhaps' is not known; known are offline, read, write, setup, no",
    ]
    assert [problem.line for problem in ledger.problems] == [2, 3, 4, 5, 6]


@pytest.mark.parametrize(
    ("changes", "path"),
    [
        ({"id": "order.x.response.orders[].id", "kind": "response_field", "name": "id"}, "response.orders[].id"),
        ({"id": "order.x.response.status.ok", "kind": "enum_value", "name": "ok"}, "response.status"),
        ({"id": "order.x.id", "kind": "response_field", "path": "response.id"}, "response.id"),
        ({"id": "order.x.response-time", "kind": "rule"}, ""),
        ({"id": "order.x.response.late", "kind": "rule"}, ""),
    ],
)
def test_the_id_of_a_field_spells_its_path(changes: dict[str, Any], path: str) -> None:
    """A path that is given comes first; other kinds have none."""
    (fact,) = _ledger(_fact("order.x", **changes)).facts.values()
    assert fact.path == path


def test_only_what_the_edition_states_counts() -> None:
    """Of the later edition also what the earlier one states; what others state is no promise."""
    facts = [_fact("order.a"), _fact("order.b", edition="2023-12"), _fact("order.c", edition="npm")]
    found = [[item.fact.id for item in cover_facts(_ledger(*facts), (), {}, edition)] for edition in ("2022-09", "2023-12")]
    assert found == [["order.a"], ["order.a", "order.b"]]


_READ, _INSERT = ("order.sample.shape",), ("order.sample.insert",)
_ENUM, _FIELD, _PARAM, _SENT = "enum_value", "response_field", "request_param", "request_field"


@pytest.mark.parametrize(
    ("fact", "by"),
    [
        (_fact("order.get.rule.listed"), _READ),
        (_fact("order.get.response.status", kind=_FIELD, name="status", type="string"), _READ),
        (_fact("order.get.response.status.no", kind=_ENUM, name="no"), _READ),
        (_fact("order.get.request.state.open", kind=_ENUM, name="open"), _READ),
        (_fact("order.get.request.id", kind=_PARAM, name="id", type="integer"), ()),
        (_fact("order.get.request.id", kind=_PARAM, name="id", type="string"), _READ),
        (_fact("order.add.request.invoice|delivery.city", kind=_SENT, operation="POST /orders", type="string"), _INSERT),
        (_fact("order.add.request.lines.<value>", kind=_SENT, operation="POST /orders", type="number"), _INSERT),
    ],
    ids=lambda value: value["id"] if isinstance(value, dict) else "by",
)
def test_a_fact_is_encoded_by_what_would_notice(fact: dict[str, Any], by: tuple[str, ...]) -> None:
    """By a list, by a shape that is judged, or by a request that says it, each with the agreeing type."""
    assert _covered(fact)[0] == by


@pytest.mark.parametrize(
    ("fact", "because"),
    [
        (_fact("order.get.rule"), "no clause lists it"),
        (_fact("order.get.rule.untried"), "no clause lists it"),
        (_fact("order.get.rule", reason="the page shows no way"), "the page shows no way"),
        (_fact("order.get.rule", testable="no"), "it cannot be observed by a client"),
        (
            _fact("order.get.response.total", kind=_FIELD, type="number"),
            "the shape has nothing at response.total of GET /orders/{id}",
        ),
        (
            _fact("order.get.response.status.maybe", kind=_ENUM, name="maybe"),
            "the shape does not allow maybe at response.status of GET /orders/{id}",
        ),
        (_fact("order.get.request.state.done", kind=_ENUM, name="done"), "no clause says state to GET /orders/{id}"),
        (
            _fact("order.add.request.note", kind=_SENT, operation="POST /orders", type="array"),
            "the shape says string at request.note of POST /orders, not array",
        ),
        (
            _fact("order.add.request.note", kind=_SENT, operation="POST /orders", type="string"),
            "no clause says note to POST /orders",
        ),
        (_fact("order.x.response.a", kind=_FIELD, operation="GET /a"), "the shape has no operation GET /a"),
    ],
    ids=range(10),
)
def test_a_fact_that_is_not_encoded_says_why(fact: dict[str, Any], because: str) -> None:
    """What is lacking, or the reason of the ledger."""
    assert _covered(fact) == ((), because)


def test_the_figures_count_what_can_be_tried() -> None:
    """What needs a setting is counted apart, encoded or not."""
    facts = [
        _fact("order.get.rule.listed"),
        _fact("order.get.rule"),
        _fact("order.get.setup", testable="setup"),
        _fact("order.get.other", testable="no"),
        _fact("common.a", api="common"),
    ]
    covered = cover_facts(_ledger(*facts), _clauses(), {"order": _DOCUMENT}, "2022-09")
    assert sum_up(covered) == (Coverage("order", 2, 1, 1, 1), Coverage("common", 1, 0, 0, 0))


def test_some_ways_to_try_are_from_outside() -> None:
    """On any answer, by reading, by writing; not by settings."""
    assert [each.value for each in Trial if each.is_from_outside] == ["offline", "read", "write"]
