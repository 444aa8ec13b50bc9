"""Contract files become contracts, or a list of every problem."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from centra_contracts.contract.library import ContractFile, Library, load_library
from centra_contracts.contract.lint import bare_cells, lint_library
from centra_contracts.contract.model import Api, Auth, Effect, Kind, Replacement, RestCall
from centra_contracts.shell.contract_files import GRAMMAR
from centra_contracts.verdict.invariants.registry import KNOWN

_CONTRACTS = Path(__file__).resolve().parents[2] / "contracts"
_MATRIX = """
editions:
  "2022-09":
    source: page
    functions:
      - function: Warehouses and Stock
        order: {R: available, W: {limited: LimitOrderWriteStock}}
        checkout: {R: available, W: unavailable}
"""
_NEEDS = """
needs:
  - id: item
    says: A size in stock.
    gives: {sku: its SKU}
    ways:
      - steps:
          - {api: order, get: /stock, capture: {sku: "products[0].sku"}}
"""
_GOOD = """
contract: order.stock
api: order
title: Stock
source: page/stock
clauses:
  - id: order.stock.write
    promise: Stock can be written for one warehouse only.
    kind: limitation
    source: page#LimitOrderWriteStock
    cell: {function: Warehouses and Stock, mode: W}
    effect: write
    steps:
      - {id: write, post: /stock, json: {product: "<item.sku>"}}
      - {get: /stock, auth: none}
    expect:
      - {step: write, succeeds: true}
      - refused: true
"""


def _load(contract: str, needs: str = _NEEDS) -> Library:
    return load_library(
        [ContractFile("contracts/order/stock.yaml", contract)],
        [ContractFile("contracts/needs/order.yaml", needs)],
        ContractFile("contracts/matrix.yaml", _MATRIX),
        contract_schema=json.loads((_CONTRACTS / "contract.schema.json").read_text(encoding="utf-8")),
        needs_schema=json.loads((_CONTRACTS / "needs.schema.json").read_text(encoding="utf-8")),
    )


def _problems(contract: str, needs: str = _NEEDS) -> list[str]:
    return [str(problem) for problem in lint_library(_load(contract, needs), GRAMMAR)]


def test_a_good_file_becomes_a_contract() -> None:
    """Defaults are filled in: the last step is meant, needs come from blanks."""
    library = _load(_GOOD)
    clause = library.clauses[0]
    assert library.problems == ()
    assert (clause.api, clause.kind, clause.effect, clause.needs) == (Api.ORDER, Kind.LIMITATION, Effect.WRITE, ("item",))
    assert clause.plan is not None
    assert [step.id for step in clause.plan.steps] == ["write", "step-2"]
    assert clause.plan.steps[1].auth is Auth.NONE
    assert isinstance(clause.plan.steps[0].say, RestCall)
    assert [(item.rule, item.step) for item in clause.expect] == [("succeeds", "write"), ("refused", "step-2")]


def test_what_replaces_a_deprecated_contract_is_told_by_its_clauses() -> None:
    """Operation, API and page; without the key nothing is told."""
    listed = 'deprecated: Gone.\nreplaced_by: [{api: checkout, operation: "POST /products", source: page}]\nclauses:'
    assert _load(_GOOD.replace("clauses:", listed)).clauses[0].replaced_by == (Replacement("checkout", "POST /products", "page"),)
    assert _load(_GOOD).clauses[0].replaced_by == ()


def test_a_good_file_has_no_problem() -> None:
    """Lint agrees with the loader."""
    assert _problems(_GOOD) == []


def test_unknown_keys_name_the_nearest_known_ones() -> None:
    """A typing mistake is found at its line."""
    bad = _GOOD.replace("effect: write", "efect: write").replace("- refused: true", "- refuse: true")
    assert _problems(bad) == [
        "contracts/order/stock.yaml:12: clauses[0].efect: unknown key 'efect'; did you mean 'effect'?",
        "contracts/order/stock.yaml:18: clauses[0].expect[1].refuse: unknown key 'refuse'; did you mean 'refused'?",
    ]


def test_names_that_do_not_exist_are_found() -> None:
    """Needs, their fields, steps, functions and blanks must exist."""
    bad = (
        _GOOD.replace("<item.sku>", "<item.ean> <nothing>")
        .replace("step: write", "step: wrote")
        .replace("and Stock, mode", "& Stock, mode")
    )
    assert _problems(bad) == [
        "contracts/order/stock.yaml:7: unknown function 'Warehouses & Stock'; did you mean 'Warehouses and Stock'?",
        "contracts/order/stock.yaml:14: blank <nothing> is not captured by an earlier step",
        "contracts/order/stock.yaml:14: need 'item' gives no 'ean'; it gives sku",
        "contracts/order/stock.yaml:17: unknown step 'wrote'; the plan has: write, step-2",
    ]


def test_the_kind_follows_the_matrix() -> None:
    """A cell that is documented as limited is not promised as available."""
    bad = _GOOD.replace("kind: limitation", "kind: absence")
    assert _problems(bad) == [
        "contracts/order/stock.yaml:7: the matrix says limited here, so the kind is limitation, not absence"
    ]


def test_a_limited_cell_names_its_anchor() -> None:
    """The source of a limitation leads to its note."""
    assert _problems(_GOOD.replace("page#LimitOrderWriteStock", "page")) == [
        "contracts/order/stock.yaml:7: the source of a limited cell ends with its anchor #LimitOrderWriteStock"
    ]


def test_expressions_must_parse() -> None:
    """JMESPath is checked before anything is sent."""
    bad = _GOOD.replace("- refused: true", '- has: ["products["]')
    assert [problem.split(": ", 1)[0] for problem in _problems(bad)] == ["contracts/order/stock.yaml:18"]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ('- has: ["products[?sku == `x`]"]', "`x` is no JSON; write 'x' for a text"),
        ('- has: ["lenght(products)"]', "unknown function lenght(); did you mean 'length'?"),
        ('- every: {at: products, has: ["a["]}', "invalid JMESPath 'a['"),
        ('- matches: {at: a, pattern: "("}', "'(' is not a regular expression"),
        ('- refused: {says: "["}', "'[' is not a regular expression"),
        ('- schema_lacks: ["Mutation./(/"]', "'(' is not a regular expression"),
    ],
)
def test_every_expression_is_checked_before_anything_is_sent(wrong: str, says: str) -> None:
    """What would only show in the middle of a run is a problem with file and line."""
    problems = _problems(_GOOD.replace("- refused: true", wrong))
    assert [problem.startswith("contracts/order/stock.yaml:18: ") and says in problem for problem in problems] == [True]


@pytest.mark.parametrize(
    "step",
    ['{await: {version: integration, match: "events["}}', '{hold: {at: /hook, times: 1, match: "events["}}'],
    ids=["await", "hold"],
)
def test_expressions_about_webhooks_are_checked_too(step: str) -> None:
    """They are tried where nobody could tell of them."""
    problems = _problems(_GOOD.replace("    expect:", f"      - {step}\n    expect:"))
    assert any("invalid JMESPath 'events['" in problem for problem in problems)


def test_blanks_inside_literals_are_no_problem() -> None:
    """A blank stands for a value of any type."""
    assert _problems(_GOOD.replace("- refused: true", '- has: ["products[?sku == `<item.sku>`]"]')) == []


@pytest.mark.parametrize(
    ("right", "wrong", "problem"),
    [
        ("auth: none}", "auth: none, variables: {a: 1}}", "15: key 'variables' means nothing in a step that says 'get'"),
        ('{product: "<item.sku>"}}', "{a: 1}, text: a}", "14: a step has one body, this one has json and text"),
        ("auth: none}", 'capture: {a: "b.<item.sku>"}}', "15: capture 'a': blanks are not filled in captures"),
        (
            "effect: write\n",
            "effect: write\n    untestable: Nobody can try this.\n",
            "7: clauses[0]: none of these stands here where exactly one must: "
            "plan with expect, steps with expect, untestable without any of these",
        ),
        ("refused: true", "errors: {a: false}", None),
    ],
    ids=["foreign key", "two bodies", "blank in capture", "untestable with steps", "errors false"],
)
def test_what_means_nothing_is_refused(right: str, wrong: str, problem: str | None) -> None:
    """A key that would be passed over in silence is a mistake."""
    problems = _problems(_GOOD.replace(right, wrong))
    assert problem is None or f"contracts/order/stock.yaml:{problem}" in problems
    assert problems


def test_a_plan_stands_once() -> None:
    """The second of two plans with one id would replace the first."""
    plan = "  - id: listing\n    steps: [{get: /stock}]\n"
    contract = _GOOD.replace("clauses:\n", f"plans:\n{plan}{plan}clauses:\n")
    assert _problems(contract) == ["contracts/order/stock.yaml:9: plan 'listing' stands here twice"]


def test_a_way_captures_all_that_the_need_gives() -> None:
    """A need that promises a field is held to it, and none may need itself."""
    bad = _NEEDS.replace("gives: {sku: its SKU}", "gives: {sku: its SKU, ean: its EAN}").replace(
        "/stock,", '"/stock/<item.sku>",'
    )
    assert _problems(_GOOD, bad) == [
        "contracts/needs/order.yaml:7: need 'item' needs itself",
        "contracts/needs/order.yaml:7: this way does not capture 'ean', which the need gives",
    ]


def test_a_cell_without_a_clause_is_a_problem() -> None:
    """Every cell of the default edition is encoded."""
    says = [problem.says for problem in bare_cells(_load(_GOOD))]
    assert "not encoded: no clause speaks for Warehouses and Stock / checkout W (unavailable)" in says


_WALKS = """
contract: checkout.cart
api: checkout
title: Cart
source: page/cart
plans:
  - id: walks
    effect: session
    steps:
      - {id: country, put: /countries/SE}
    moves:
      - {id: add, post: "/items/<item.sku>/quantity/<walk.quantity>"}
      - {id: remove, delete: "/lines/<walk.line>"}
clauses:
  - id: checkout.cart.lines
    promise: Lines add up whatever is said.
    kind: rule
    plan: walks
    expect:
      - invariant: lines-add-up
"""


def test_a_plan_may_have_moves() -> None:
    """They are steps of their own, and what they need is a need of the clause."""
    library = _load(_WALKS)
    (clause,) = library.clauses
    assert _problems(_WALKS) == []
    assert clause.plan is not None
    assert [step.id for step in clause.plan.steps] == ["country"]
    assert [step.id for step in clause.plan.moves] == ["add", "remove"]
    assert (clause.needs, clause.expect[0].step, clause.expect[0].arguments) == (("item",), "country", "lines-add-up")


@pytest.mark.parametrize(
    ("old", "new", "says"),
    [
        ("invariant: lines-add-up", "succeeds: true", "a plan with moves is judged by invariant, and no other plan is"),
        ("put: /countries/SE", 'put: "/lines/<walk.line>"', "blank <walk.line> is for moves alone"),
        ("<walk.quantity>", "<walk.pieces>", "unknown blank <walk.pieces>"),
        ("<item.sku>", "<thing.sku>", "unknown need 'thing'"),
        ("{id: remove,", "{id: add,", "two steps have the id 'add'"),
        ("lines-add-up", "lines-ad-up", "lines-add-up"),
        ('"/lines/<walk.line>"}', '"/lines/<walk.line>", capture: {a: b}}', "13: a plan with moves captures nothing"),
        ("{id: country, put: /countries/SE}", "{id: country, put: /countries/SE, capture: {a: b}}", "captures nothing"),
    ],
    ids=lambda text: text if isinstance(text, str) and " " in text else "",
)
def test_mistakes_in_moves_are_told(old: str, new: str, says: str) -> None:
    """Each with its line."""
    assert any(says in problem for problem in _problems(_WALKS.replace(old, new, 1)))


def test_invariants_are_those_that_are_known() -> None:
    """The schema that editors complete by and the functions that judge name the same."""
    schema = json.loads((_CONTRACTS / "contract.schema.json").read_text(encoding="utf-8"))
    assert set(schema["$defs"]["expectation"]["properties"]["invariant"]["enum"]) == set(KNOWN)
