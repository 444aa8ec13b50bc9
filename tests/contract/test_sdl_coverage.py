"""Facts are found in the GraphQL schema document, and count where a clause compares that part of it with the target."""

from __future__ import annotations

import pytest

from centra_contracts.contract.ledger import Fact, Trial
from centra_contracts.contract.model import Api, Clause, Effect, Expectation, Json, Kind, Place
from centra_contracts.contract.sdl import load_sdl
from centra_contracts.contract.sdl_coverage import by_schema, encoders
from centra_contracts.contract.sdl_places import member_at, place_of

_SDL = load_sdl(
    "2022-09",
    [
        (
            "schema.graphql",
            '''
enum Guess { NAME TYPE NULLS }
directive @inferred(what: [Guess!]! = [NAME]) on FIELD_DEFINITION | INPUT_FIELD_DEFINITION
"""Source: a"""
type Query {
  """Source: a"""
  brands(where: BrandFilter): [Brand]
}
"""Source: a"""
type Mutation {
  """Source: a"""
  createBrand(input: BrandInput): BrandPayload
}
"""Source: a"""
type Brand { id: Int name: String status: Status logo: String @inferred wide: String @inferred(what: [TYPE]) }
"""Source: a"""
type BrandPayload { brand: Brand }
"""Source: a"""
input BrandFilter { name: Match }
"""Source: a"""
input Match { equals: String }
"""Source: a"""
input BrandInput { stores: [StoreInput!] }
"""Source: a"""
input StoreInput { id: Int }
"""Source: a"""
enum Status { ACTIVE }
''',
        )
    ],
)


def _fact(fact_id: str, kind: str, type_: str = "", path: str = "") -> Fact:
    place = Place("ledger", 1)
    return Fact(fact_id, "graphql", "", kind, "", type_, "", Trial.OFFLINE, "", "2022-09", path, "", "", place)


def _clause(name: str, arguments: Json) -> Clause:
    place = Place("f", 1)
    expect = (Expectation("schema", arguments, "step-1", place),)
    return Clause(
        name, "c", Api.GRAPHQL, "p", Kind.RULE, "s", None, Effect.READ, None, expect, (), ("2022-09",), "", (), "", "", "", place
    )


_BRANDS = _clause("graphql.schema.brands", {"owns": ["Brand", "Query.brands", "BrandFilter"]})
_OTHERS = _clause("graphql.schema.others", {"owns": ["Status", "BrandInput"]})
_REST = _clause("graphql.schema.rest", {"rest": True})  # of what the document lacks, so that it encodes no fact


@pytest.mark.parametrize(
    ("fact_id", "kind", "place", "coordinate"),
    [
        ("graphql.query.brands", "operation", "Query.brands", "Query.brands"),
        ("graphql.query.brands.arg.where", "request_param", "Query.brands(where)", "Query.brands(where)"),
        ("graphql.query.brands.where.name.equals", "request_param", "Query.brands(where).name.equals", "Match.equals"),
        ("graphql.mutation.createBrand.payload.brand", "response_field", "Mutation.createBrand.brand", "BrandPayload.brand"),
        (
            "graphql.mutation.createBrand.input.stores[].id",
            "request_field",
            "Mutation.createBrand(input).stores[].id",
            "StoreInput.id",
        ),
        ("graphql.type.Brand.field.name", "response_field", "Brand.name", "Brand.name"),
        ("graphql.enum.Status.ACTIVE", "enum_value", "Status.ACTIVE", "Status.ACTIVE"),
        ("graphql.input.Match.equals", "request_field", "Match.equals", "Match.equals"),
        ("graphql.enum.Status.GONE", "enum_value", "Status.GONE", None),
        ("graphql.query.brands.arg.sort", "request_param", "Query.brands(sort)", None),
    ],
)
def test_the_id_of_a_fact_spells_where_it_stands(fact_id: str, kind: str, place: str, coordinate: str | None) -> None:
    """None where the schema has nothing there."""
    fact = _fact(fact_id, kind)
    member = member_at(_SDL.schema, place)
    assert place_of(fact) == place
    assert (member.coordinate if member else None) == coordinate


def test_a_rule_has_no_place_and_a_path_goes_before_the_id() -> None:
    """What only an answer can show, no schema shows."""
    assert place_of(_fact("graphql.query.brands", "rule")) == ""
    assert by_schema(_fact("graphql.query.brands", "rule"), _SDL, {}) is None
    assert place_of(_fact("graphql.x", "response_field", path="Brand.name")) == "Brand.name"


@pytest.mark.parametrize(
    ("fact", "expected"),
    [
        (_fact("graphql.type.Brand.field.name", "response_field", "string"), ("graphql.schema.brands",)),
        (_fact("graphql.query.brands", "operation", "array<object Brand>"), ("graphql.schema.brands",)),
        (_fact("graphql.enum.Status.ACTIVE", "enum_value", "enum Status"), ("graphql.schema.others",)),
        (_fact("graphql.type.Brand.field.wide", "response_field", "array<integer>"), ("graphql.schema.brands",)),
        (_fact("graphql.input.BrandInput.stores", "request_field", "[StoreInput!]"), ("graphql.schema.others",)),
        (
            _fact("graphql.type.Brand.field.name", "response_field", "integer"),
            "the schema document says String at Brand.name, not integer",
        ),
        (
            _fact("graphql.type.Brand.field.id", "response_field", "array<integer>"),
            "the schema document says Int at Brand.id, not array<integer>",
        ),
        (_fact("graphql.type.Brand.field.logo", "response_field"), "the schema document has Brand.logo as inferred only"),
        (_fact("graphql.type.Brand.field.gone", "response_field"), "the schema document has nothing at Brand.gone"),
    ],
    ids=["field", "operation", "value", "guessed type", "exact type", "another type", "a list", "guess", "nothing"],
)
def test_a_fact_counts_where_a_clause_compares_what_owns_it(fact: Fact, expected: tuple[str, ...] | str) -> None:
    """Else the reason says what is lacking."""
    found = by_schema(fact, _SDL, encoders([_BRANDS, _OTHERS, _REST]))
    assert found is not None
    assert (found[0] or found[1]) == expected


def test_without_a_clause_that_compares_nothing_counts() -> None:
    """And the reason names what is not compared."""
    found = by_schema(_fact("graphql.query.brands", "operation"), _SDL, encoders([_REST]))
    assert found == ((), "no clause compares Query.brands with the schema of the target")
