"""Everything in the schema document is owned by one clause."""

from __future__ import annotations

from graphql import build_schema

from centra_contracts.contract.claims import claimable, lint_claims
from centra_contracts.contract.library import Library
from centra_contracts.contract.model import (
    Api,
    Auth,
    Clause,
    Contract,
    Effect,
    Expectation,
    Generate,
    Introspect,
    Json,
    Kind,
    Place,
    Say,
    Step,
    StepList,
)
from centra_contracts.contract.sdl import Sdl

_SDL = Sdl(
    "2022-09", build_schema("type Query { brands(id: Int!): [Brand] } type Brand { id: Int kind: Kind } enum Kind { A }"), {}, {}
)
_PLACE = Place("schema.yaml", 3)


def _problems(*given: tuple[Say, str, Json]) -> list[str]:
    clauses = tuple(_clause(f"graphql.schema.c{number}", *each) for number, each in enumerate(given))
    library = Library((Contract("graphql.schema", Api.GRAPHQL, "Schema", "page", "", clauses, _PLACE),), {}, {}, ())
    return [problem.says for problem in lint_claims(library, {"2022-09": _SDL})]


def _clause(name: str, say: Say, rule: str, arguments: Json) -> Clause:
    step = Step("schema", Api.GRAPHQL, say, Auth.DEFAULT, "main", {}, _PLACE)
    return Clause(
        id=name,
        contract="graphql.schema",
        api=Api.GRAPHQL,
        promise="The schema has it.",
        kind=Kind.RULE,
        source="page",
        cell=None,
        effect=Effect.READ,
        plan=StepList(name, Effect.READ, (step,)),
        expect=(Expectation(rule, arguments, "schema", _PLACE),),
        needs=(),
        editions=("2022-09",),
        untestable="",
        facts=(),
        note="",
        unbitten="",
        deprecated="",
        place=_PLACE,
    )


def _owns(*names: str, complete: tuple[str, ...] = ()) -> tuple[Say, str, Json]:
    tree: dict[str, Json] = {"owns": list(names)}
    return Introspect(), "schema", {**tree, "complete": list(complete)} if complete else tree


def test_types_and_root_fields_are_claimed() -> None:
    """Not the roots themselves, and nothing that every GraphQL has."""
    assert claimable(_SDL) == ("Brand", "Kind", "Query.brands")


def test_each_is_owned_once() -> None:
    """By whatever clause, with a last one for the rest."""
    assert (
        _problems(_owns("Brand", "Query.brands"), _owns("Kind", complete=("Kind",)), (Introspect(), "schema", {"rest": True}))
        == []
    )


def test_what_is_owned_twice_or_by_nobody_is_a_problem() -> None:
    """It names the other, or what is missing."""
    assert _problems(_owns("Brand", "Kind"), _owns("Brand")) == [
        "Brand is owned by graphql.schema.c0 too",
        "no clause owns Query.brands of the schema of 2022-09: schema: {owns: [...]}",
    ]


def test_what_is_not_there_cannot_be_owned() -> None:
    """The nearest name is told; complete is for enums and unions."""
    assert _problems(_owns("Brnd", "Brand", "Kind", "Query.brands", complete=("Brand",))) == [
        "complete lists enums and unions that the clause owns, not 'Brand'",
        "no schema document has 'Brnd', which the clause owns; did you mean 'Brand'?",
    ]


def test_contracts_without_claims_owe_none() -> None:
    """Such as those of a folder of one's own."""
    assert _problems((Introspect(), "introspected", True)) == []


def test_a_generated_step_asks_a_query_that_there_is() -> None:
    """With arguments that it has, and with those that it demands."""
    made = [
        Generate("brand", 3, {}),
        Generate("brands", 3, {"idd": "<x.y>"}),
        Generate("brands", 3, {}),
        Generate("brands", 3, {"id": "<x.y>"}),
    ]
    assert _problems(*((say, "answer", True) for say in made)) == [
        "Query.brands cannot be asked for without id",
        "Query.brands has no argument 'idd'; did you mean 'id'?",
        "the schema document has no query 'brand'; did you mean 'brands'?",
    ]
