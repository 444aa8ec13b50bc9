"""Denying what a GraphQL schema shows, in the introspection of a target whose names of types may be others."""

from __future__ import annotations

import json
from typing import Any

import pytest
from graphql import build_schema, introspection_from_schema

from centra_contracts.contract.ledger import Fact, Trial
from centra_contracts.contract.model import Place
from centra_contracts.contract.sdl import load_sdl
from centra_contracts.dialect.graphql import schema_members
from centra_contracts.exchange.model import Exchange, Request, Response
from centra_contracts.shell.denial import How
from centra_contracts.shell.schema_denial import SchemaDenier, schema_denials

_SDL = load_sdl(
    "2022-09",
    [
        (
            "schema.graphql",
            '''
enum Guess { NAME TYPE NULLS }
directive @inferred(what: [Guess!]! = [NAME]) on OBJECT | INPUT_OBJECT | FIELD_DEFINITION
"""Source: a"""
type Query {
  """Source: a"""
  brands(where: BrandFilter): [Brand]
  """Source: a"""
  orders: [Order]
}
"""Source: a"""
type Brand @inferred { name: String isTop: Boolean logo: String @inferred wide: Int @inferred(what: [TYPE]) status: Status }
"""Source: a"""
input BrandFilter @inferred { name: String }
"""Source: a"""
interface Order { number: Int }
"""Source: a"""
enum Status { ACTIVE }
''',
        )
    ],
)
_TARGET = """
type Query { brands(where: Where, page: Int): [Maker!]! orders: [Order] }
type Maker { name: String! isTop: Boolean wide: Int status: Status more: Int }
input Where { name: String }
interface Order { number: Int }
type RetailOrder implements Order { number: Int }
enum Status { ACTIVE INACTIVE }
"""
_DENIER = SchemaDenier(_SDL)


def _exchange(body: object) -> Exchange:
    request = Request("POST", "http://127.0.0.1/graphql", (), b"", "query __schema")
    response = Response(200, (), json.dumps(body).encode(), 1)
    return Exchange("p#1", "p", "schema", "graphql", request, response, None)


_SEEN = _exchange({"data": introspection_from_schema(build_schema(_TARGET))})


def _fact(fact_id: str, kind: str) -> Fact:
    return Fact(fact_id, "graphql", "", kind, "", "", "", Trial.OFFLINE, "", "2022-09", "", "", "", Place("ledger", 1))


def _members(exchange: Exchange) -> frozenset[str]:
    assert exchange.response is not None
    found = schema_members(json.loads(exchange.response.body))
    assert found is not None
    return found


def _type_of(exchange: Exchange, owner: str, member: str) -> Any:  # Any: a part of an introspection
    assert exchange.response is not None
    described = next(each for each in json.loads(exchange.response.body)["data"]["__schema"]["types"] if each["name"] == owner)
    reference = next(each for each in described["fields"] or described["inputFields"] if each["name"] == member)["type"]
    while reference.get("ofType"):
        reference = reference["ofType"]
    return reference["name"]


@pytest.mark.parametrize(
    ("fact_id", "kind", "ways"),
    [
        ("graphql.query.brands", "operation", [How.GONE]),
        ("graphql.type.Brand.field.name", "response_field", [How.DROPPED, How.RETYPED]),
        ("graphql.type.Brand.field.wide", "response_field", [How.DROPPED]),
        ("graphql.enum.Status.ACTIVE", "enum_value", [How.DROPPED]),
        ("graphql.type.Brand.field.logo", "response_field", []),
        ("graphql.type.Brand.field.gone", "response_field", []),
        ("graphql.query.brands", "rule", []),
    ],
)
def test_a_fact_is_denied_in_the_ways_that_a_schema_would_show(fact_id: str, kind: str, ways: list[How]) -> None:
    """Nothing that is inferred: it is no promise."""
    assert [denial.how for denial in schema_denials(_fact(fact_id, kind), _SDL)] == ways


@pytest.mark.parametrize(
    ("fact_id", "kind", "gone"),
    [
        ("graphql.query.brands", "operation", {"Query.brands", "Query.brands(where)", "Query.brands(page)"}),
        ("graphql.query.brands.arg.where", "request_param", {"Query.brands(where)"}),
        ("graphql.query.brands.where.name", "request_param", {"Where.name"}),
        ("graphql.type.Brand.field.name", "response_field", {"Maker.name"}),
        ("graphql.type.Order.field.number", "response_field", {"Order.number", "RetailOrder.number"}),
        ("graphql.enum.Status.ACTIVE", "enum_value", {"Status.ACTIVE"}),
    ],
)
def test_what_is_dropped_is_gone_and_nothing_else(fact_id: str, kind: str, gone: set[str]) -> None:
    """From the type that the target has in that place, and from every type that implements it."""
    denial = schema_denials(_fact(fact_id, kind), _SDL)[0]
    assert _members(_SEEN) - _members(_DENIER.change_answer(denial, _SEEN)) == gone


@pytest.mark.parametrize(
    ("fact_id", "owner", "member", "found"),
    [
        ("graphql.type.Brand.field.name", "Maker", "name", "Boolean"),
        ("graphql.type.Brand.field.isTop", "Maker", "isTop", "String"),
        ("graphql.query.brands.where.name", "Where", "name", "Boolean"),
    ],
)
def test_what_is_retyped_has_another_type(fact_id: str, owner: str, member: str, found: str) -> None:
    """Below its lists and non-nulls."""
    denial = schema_denials(_fact(fact_id, "response_field"), _SDL)[1]
    assert _type_of(_DENIER.change_answer(denial, _SEEN), owner, member) == found


def test_what_is_no_whole_introspection_stays_as_it_is() -> None:
    """The same object: there is nothing to deny in it."""
    denial = schema_denials(_fact("graphql.query.brands", "operation"), _SDL)[0]
    others = [_exchange({"data": {"brands": []}}), _exchange({"data": {"__schema": {"types": [{"name": "Query"}]}}})]
    assert [_DENIER.change_answer(denial, each) is each for each in others] == [True, True]
