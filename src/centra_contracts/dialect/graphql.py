"""Speaks the GraphQL Integration API.

Sources: ``api-references/graphql-integration-api``, ``api-references/graphql-integration-api/authorization``;
the form of requests and answers: GraphQL over HTTP; introspection: GraphQL specification, section 4.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache

from graphql import GraphQLError, OperationDefinitionNode, get_introspection_query, parse
from graphql.language import FieldNode

from centra_contracts.contract.model import GraphqlCall, Introspect, Json, RestCall, Step, Upload
from centra_contracts.dialect.model import Connection, Reading
from centra_contracts.dialect.rest import RestDialect, credentials, decode_json, decode_text, header_map
from centra_contracts.dialect.upload import upload_request
from centra_contracts.exchange.model import Exchange, Request

__all__ = ["GraphqlDialect", "check_document", "schema_members"]


class GraphqlDialect:
    """Writes GraphQL documents and introspections, and reads their answers."""

    def write(self, step: Step, connection: Connection, values: Mapping[str, Json]) -> Request:
        """The request for a GraphQL step; a REST step is sent raw, to try what is no GraphQL document.

        The token goes into ``Authorization: Bearer`` or, with ``auth: cookie``, into the cookie ``graphql-access``.
        Raises ``ValueError`` if the document is not GraphQL or the step is for another dialect.
        """
        match step.say:
            case GraphqlCall(document=document, variables=variables):
                operation = _operation_of(document)
            case Introspect(deprecated_inputs=deprecated):
                document, variables, operation = _introspection(deprecated), {}, "query __schema"
            case RestCall():
                return RestDialect().write(step, connection, values)
            case Upload() as upload:
                return upload_request(upload)
            case _:
                raise ValueError(f"step {step.id!r} is not a GraphQL step")
        headers = {"Accept": "application/json", "Content-Type": "application/json", **credentials(step, connection)}
        body = json.dumps(_payload(document, variables), ensure_ascii=False).encode()
        return Request("POST", connection.url, tuple(headers.items()), body, operation)

    def read(self, exchange: Exchange) -> Reading:
        """The decoded answer: accepted without ``errors`` and ``userErrors``; ``members`` of an introspection."""
        response = exchange.response
        if response is None:
            return Reading(exchange.id, None, {}, None)
        body = decode_json(response.body)
        errors = _errors_of(body)
        answered = isinstance(body, Mapping) and isinstance(body.get("data"), Mapping) and not body.get("errors")
        return Reading(
            exchange.id,
            response.status,
            header_map(response.headers),
            body,
            text=decode_text(response.body),
            accepted=response.status < 400 and answered and not errors,
            errors=errors,
            document=_document_of(exchange),
            members=schema_members(body),
        )


def check_document(text: str) -> str:
    """What is wrong with a GraphQL document of a step, in one line; empty when nothing is.

    >>> check_document("{ products { id }")
    'Syntax Error: Expected Name, found <EOF>. (line 1, column 18)'
    """
    try:
        _operation_of(text)
    except ValueError as error:
        return str(error)
    return ""


def schema_members(body: Json) -> frozenset[str] | None:
    """The names in the answer to an introspection; None when the answer is none.

    Types ``Product``, fields and input fields ``Product.name``, arguments ``Query.products(where)``, enum values
    ``SortOrder.ASC``; deprecated ones too. The root types are called Query and Mutation whatever their names are.

    >>> sorted(schema_members({"data": {"__schema": {"types": [{"name": "A", "fields": [{"name": "b"}]}]}}}))
    ['A', 'A.b']
    """
    schema = _member(_member(body, "data"), "__schema")
    if not isinstance(schema, Mapping):
        return None
    roots: dict[str, str] = {}
    for key, canonical in (("queryType", "Query"), ("mutationType", "Mutation"), ("subscriptionType", "Subscription")):
        root = _member(schema.get(key), "name")
        if isinstance(root, str):
            roots[root] = canonical
    members: set[str] = set()
    for described in _objects(schema.get("types")):
        name = described.get("name")
        if isinstance(name, str) and not name.startswith("__"):
            members.update(_members_of_type(roots.get(name, name), described))
    return frozenset(members)


def _members_of_type(name: str, described: Mapping[str, Json]) -> Iterator[str]:
    yield name
    for kind in ("fields", "inputFields", "enumValues"):
        for member in _objects(described.get(kind)):
            yield f"{name}.{member.get('name')}"
            for argument in _objects(member.get("args")):
                yield f"{name}.{member.get('name')}({argument.get('name')})"


@lru_cache(maxsize=2)
def _introspection(deprecated_inputs: bool) -> str:
    return get_introspection_query(descriptions=False, input_value_deprecation=deprecated_inputs)


def _document_of(exchange: Exchange) -> str:
    document = _member(decode_json(exchange.request.body), "query")
    return document if isinstance(document, str) else ""


def _payload(document: str, variables: Mapping[str, Json]) -> dict[str, object]:
    from gql import GraphQLRequest  # takes a fifth of a second to import: only where GraphQL is spoken

    payload: dict[str, object] = GraphQLRequest(document, variable_values=dict(variables)).payload
    return payload


@lru_cache(maxsize=1024)
def _operation_of(document: str) -> str:
    """What the documentation calls the one operation of a document: its kind and its first field."""
    try:
        tree = parse(document)
    except GraphQLError as error:
        where = ", ".join(f"line {place.line}, column {place.column}" for place in error.locations or ())
        raise ValueError(f"{error.message} ({where})") from error
    except RecursionError as error:
        raise ValueError("the document is nested too deeply") from error
    operations = [node for node in tree.definitions if isinstance(node, OperationDefinitionNode)]
    if len(operations) != 1:
        raise ValueError(f"a step says one operation, this document has {len(operations)}")
    fields = [node.name.value for node in operations[0].selection_set.selections if isinstance(node, FieldNode)]
    return f"{operations[0].operation.value} {fields[0] if fields else ''}".strip()


def _errors_of(body: Json) -> dict[str, str]:
    """Errors by path; several texts for one path are joined."""
    gathered: dict[str, list[str]] = {}
    for error in _objects(_member(body, "errors")):
        gathered.setdefault(_path_of(error, "errors"), []).append(_message_of(error))
    data = _member(body, "data")
    payloads = data.values() if isinstance(data, Mapping) else ()
    for payload in payloads:
        for error in _objects(_member(payload, "userErrors")):
            gathered.setdefault(_path_of(error, "userErrors"), []).append(_message_of(error))
    return {path: "; ".join(texts) for path, texts in gathered.items()}


def _path_of(error: Mapping[str, Json], default: str) -> str:
    path = error.get("path")
    if isinstance(path, list) and path:
        return ".".join(str(part) for part in path)
    return path if isinstance(path, str) and path else default


def _message_of(error: Mapping[str, Json]) -> str:
    message = error.get("message")
    return message if isinstance(message, str) else json.dumps(message, ensure_ascii=False)


def _member(value: Json, name: str) -> Json:
    return value.get(name) if isinstance(value, Mapping) else None


def _objects(value: Json) -> Iterator[Mapping[str, Json]]:
    for item in value if isinstance(value, list) else ():
        if isinstance(item, Mapping):
            yield item
