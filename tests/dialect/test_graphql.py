"""Writing GraphQL steps, and reading answers and introspections."""

from __future__ import annotations

import json

import pytest
from graphql import build_schema, get_introspection_query, graphql_sync

from centra_contracts.contract.model import (
    Api,
    Auth,
    GraphqlCall,
    Introspect,
    Json,
    Place,
    RestCall,
    Say,
    Step,
    WsdlRead,
)
from centra_contracts.dialect.graphql import GraphqlDialect, check_document, schema_members
from centra_contracts.dialect.model import Connection
from centra_contracts.dialect.rest import WRONG_SECRET, header_map
from centra_contracts.exchange.model import Exchange, Fault, Request, Response

DIALECT = GraphqlDialect()
CONNECTION = Connection(Api.GRAPHQL, "https://shop.example/graphql", "token-1")


def written(say: Say, auth: Auth = Auth.DEFAULT) -> Request:
    step = Step("look", Api.GRAPHQL, say, auth, "shopper", {}, Place("a.yaml", 1))
    return DIALECT.write(step, CONNECTION, {})


def answered(body: bytes, status: int = 200) -> Exchange:
    request = Request("POST", CONNECTION.url, (), b"", "query products")
    return Exchange("p#1", "p", "look", "graphql", request, Response(status, (), body, 1.0))


def test_a_document_is_posted_with_its_variables() -> None:
    """The whole request; the operation is named by its kind and first field."""
    request = written(GraphqlCall("query Q($n: Int!) { products(limit: $n) { id } }", {"n": 3}))
    assert (request.method, request.url, request.operation, header_map(request.headers)) == (
        "POST",
        "https://shop.example/graphql",
        "query products",
        {"accept": "application/json", "content-type": "application/json", "authorization": "Bearer token-1"},
    )
    payload = json.loads(request.body)
    assert (payload["variables"], "products(limit: $n)" in payload["query"]) == ({"n": 3}, True)


@pytest.mark.parametrize(
    ("auth", "sent"),
    [
        (Auth.BEARER, {"authorization": "Bearer token-1"}),
        (Auth.COOKIE, {"cookie": "graphql-access=token-1"}),
        (Auth.NONE, {}),
        (Auth.WRONG, {"authorization": f"Bearer {WRONG_SECRET}"}),
        (Auth.API_AUTHORIZATION, {"api-authorization": "token-1"}),
    ],
)
def test_the_token_travels_as_the_step_asks(auth: Auth, sent: dict[str, str]) -> None:
    """By header or by cookie, or not at all."""
    headers = header_map(written(GraphqlCall("{ brands { id } }", {}), auth).headers)
    assert {key: value for key, value in headers.items() if key not in ("accept", "content-type")} == sent


def test_an_introspection_asks_for_deprecated_members_too() -> None:
    """What is deprecated is still there."""
    request = written(Introspect())
    assert (request.operation, b"includeDeprecated: true" in request.body) == ("query __schema", True)


def test_a_raw_body_can_be_sent_to_the_endpoint() -> None:
    """What is no GraphQL document can be tried as a REST step on the path of the endpoint itself."""
    request = written(RestCall("POST", "/", {}, {}, text="{"))
    assert (request.url, request.body) == ("https://shop.example/graphql", b"{")
    assert header_map(request.headers)["authorization"] == "Bearer token-1"


@pytest.mark.parametrize(
    ("document", "problem"),
    [
        ("{ a }", ""),
        ('mutation { createProduct(input: {name: "x"}) { userErrors { message } } }', ""),
        ("{ a ", "line 1, column 5"),
        ("{ a } { b }", "has 2"),
        ("fragment F on A { b }", "has 0"),
        ("", "Unexpected <EOF>"),
        ("{a" * 5000, "deeply"),
    ],
)
def test_a_wrong_document_is_a_mistake_of_the_contract(document: str, problem: str) -> None:
    """It is told in one line before anything is sent."""
    told = check_document(document)
    assert (problem in told) if problem else (told == "")
    if problem:
        with pytest.raises(ValueError):
            written(GraphqlCall(document, {}))


def test_a_step_of_another_dialect_is_refused() -> None:
    """A WSDL is not read over GraphQL."""
    with pytest.raises(ValueError, match="look"):
        written(WsdlRead())


@pytest.mark.parametrize(
    ("status", "body", "accepted", "errors"),
    [
        (200, {"data": {"products": []}}, True, {}),
        (200, {"data": {"createBrand": {"userErrors": [], "brand": {"id": 1}}}}, True, {}),
        (
            200,
            {"data": {"createBrand": {"userErrors": [{"message": "taken", "path": ["input", "name"]}]}}},
            False,
            {"input.name": "taken"},
        ),
        (200, {"errors": [{"message": "a"}, {"message": "b"}], "data": None}, False, {"errors": "a; b"}),
        (400, {"errors": [{"message": "late", "path": ["brands", 0]}]}, False, {"brands.0": "late"}),
        (200, {"data": None}, False, {}),
        (401, {"data": {"a": 1}}, False, {}),
        (200, ["x"], False, {}),
    ],
)
def test_success_has_neither_errors_nor_user_errors(status: int, body: Json, accepted: bool, errors: dict[str, str]) -> None:
    """Both kinds of errors are told by their path."""
    reading = DIALECT.read(answered(json.dumps(body).encode(), status))
    assert (reading.accepted, reading.errors, reading.body) == (accepted, errors, body)


SDL = """
schema { query: TheQueries mutation: TheWrites }
type TheQueries { products(where: Filter, limit: Int @deprecated(reason: "x")): [Product!]! old: Int @deprecated }
type TheWrites { createProduct(input: Filter!): Product }
type Product { id: Int! status: Status }
input Filter { name: String }
enum Status { ACTIVE GONE @deprecated }
"""


def test_an_introspection_names_every_member() -> None:
    """Types, fields, arguments, input fields and enum values, with the root types under their usual names."""
    schema = build_schema(SDL)
    answer = graphql_sync(schema, get_introspection_query(descriptions=False)).formatted
    reading = DIALECT.read(answered(json.dumps(answer).encode()))
    assert reading.members is not None
    ours = {name for name in reading.members if not name.startswith(("Int", "String", "Boolean"))}
    assert ours == {
        "Query", "Query.products", "Query.products(where)", "Query.old",
        "Mutation", "Mutation.createProduct", "Mutation.createProduct(input)",
        "Product", "Product.id", "Product.status",
        "Filter", "Filter.name",
        "Status", "Status.ACTIVE", "Status.GONE",
    }  # fmt: skip


@pytest.mark.parametrize(
    "body",
    [None, {}, {"data": {"__schema": None}}, {"data": {"products": []}}],
)
def test_other_answers_have_no_members(body: Json) -> None:
    """None tells that no schema was read; an empty schema would be an empty set."""
    assert schema_members(body) is None


@pytest.mark.parametrize(
    "schema",
    [
        {"queryType": {"name": ["x"]}, "types": [{"name": {}}, 1, {"name": "A", "fields": [3, {"args": "b"}]}]},
        {"types": {"a": "b"}},
    ],
)
def test_a_hostile_introspection_does_not_raise(schema: Json) -> None:
    """Reading never raises, whatever the form."""
    assert schema_members({"data": {"__schema": schema}}) is not None


def test_what_cannot_be_decoded_stays_text() -> None:
    """An error page and a fault are readings without a body."""
    reading = DIALECT.read(answered(b"<html>", 502))
    assert (reading.body, reading.text, reading.accepted, reading.members) == (None, "<html>", False, None)
    fault = Exchange("p#1", "p", "s", "graphql", Request("POST", "u", (), b"", ""), fault=Fault("connect", "x", 1.0))
    assert DIALECT.read(fault).status is None
