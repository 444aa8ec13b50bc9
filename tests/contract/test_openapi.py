"""Reading an OpenAPI document."""

from __future__ import annotations

import pytest

from centra_contracts.contract.model import Json
from centra_contracts.contract.openapi import answers_of, branch_of, has_member, names_of, operation_of, operations_of, schemas_at

_LINE: Json = {"type": "object", "properties": {"lineId": {"type": "string"}, "kind": {"enum": ["gift", True]}}}
_DOCUMENT: Json = {
    "paths": {
        "/orders": {
            "parameters": [{"$ref": "#/components/parameters/Xml"}],
            "get": {
                "parameters": [{"name": "limit", "in": "query", "schema": {"type": "integer"}}],
                "responses": {
                    "200": {
                        "content": {
                            "application/json": {
                                "schema": {
                                    "oneOf": [
                                        {"$ref": "#/components/schemas/Orders"},
                                        {"$ref": "#/components/schemas/Refusal"},
                                    ],
                                    "discriminator": {
                                        "propertyName": "status",
                                        "mapping": {
                                            "ok": "#/components/schemas/Orders",
                                            "no": "#/components/schemas/Refusal",
                                        },
                                    },
                                }
                            },
                            "application/xml": {},
                        }
                    }
                },
            },
            "post": {
                "requestBody": {
                    "content": {
                        "application/json": {
                            "schema": {
                                "type": "object",
                                "properties": {
                                    "invoice": {"properties": {"city": {"type": "string"}}},
                                    "delivery": {"properties": {"city": {"type": ["string", "null"]}}},
                                    "products": {
                                        "propertyNames": {"pattern": "^[0-9]+$"},
                                        "additionalProperties": {"type": "integer"},
                                    },
                                    "items": {"properties": {"id": {"type": "integer"}}},
                                    "package[]": {"type": "array", "items": {"type": "integer"}},
                                    "items.name": {"type": "array"},
                                    "pictures": {
                                        "additionalProperties": {
                                            "type": "array",
                                            "items": {"properties": {"url": {"type": "string"}}},
                                        }
                                    },
                                },
                            }
                        }
                    }
                },
                "responses": {},
            },
        }
    },
    "components": {
        "parameters": {"Xml": {"name": "xml", "in": "query", "schema": {"enum": [0, 1]}}},
        "schemas": {
            "Orders": {
                "type": "object",
                "properties": {"orders": {"type": "array", "items": {"$ref": "#/components/schemas/Order"}}},
            },
            "Order": {"properties": {"lines": {"type": "array", "items": {"$ref": "#/components/schemas/Line"}}}},
            "Line": _LINE,
            "Refusal": {"type": "object", "properties": {"msg": {"type": "string"}}},
            "Unused": {"type": "object"},
        },
    },
}


def test_operations_are_named_by_method_and_path() -> None:
    """In the order of the document, with the parameters of the path item."""
    found = [(operation.name, [item["name"] for item in operation.parameters]) for operation in operations_of(_DOCUMENT)]
    assert found == [("GET /orders", ["xml", "limit"]), ("POST /orders", ["xml"])]


def test_answers_keep_only_the_components_that_they_reach() -> None:
    """By status and media type; a media type without a schema is there too."""
    answers = answers_of(_DOCUMENT, operation_of(_DOCUMENT, "GET /orders"))
    schema = answers["200"]["application/json"]
    assert isinstance(schema, dict)
    assert sorted(schema["components"]["schemas"]) == ["Line", "Order", "Orders", "Refusal"]
    assert answers["200"]["application/xml"] == {}


def test_an_unknown_operation_is_a_lookup_error() -> None:
    """Named as the document names its own."""
    with pytest.raises(LookupError):
        operation_of(_DOCUMENT, "GET /order")


@pytest.mark.parametrize(
    ("operation", "path", "types"),
    [
        ("GET /orders", "response.orders[].lines[].lineId", {"string"}),
        ("GET /orders", "response.orders[].lines[].sku", None),
        ("GET /orders", "response.msg", {"string"}),
        ("GET /orders", "request.limit", {"integer"}),
        ("GET /orders", "request.offset", None),
        ("POST /orders", "request.invoice|delivery.city", {"string", "null"}),
        ("POST /orders", "request.invoice|other.city", None),
        ("POST /orders", "request.products.<value>", {"integer"}),
        ("POST /orders", "request.products.<key>", set()),
        ("POST /orders", "request.items.name", {"array"}),
        ("POST /orders", "request.package", {"array"}),
        ("POST /orders", "request.package[]", {"integer"}),
        ("POST /orders", "request.items.size", None),
        ("POST /orders", "request.pictures.<size>[].url", {"string"}),
    ],
)
def test_a_path_leads_to_what_the_document_has_there(operation: str, path: str, types: set[str] | None) -> None:
    """Through references, choices, lists and maps; an alternative that is missing is missing."""
    schemas = schemas_at(_DOCUMENT, operation_of(_DOCUMENT, operation), path)
    assert (names_of(_DOCUMENT, schemas) if schemas else None) == types


def test_a_member_of_an_enum_is_known_by_its_name() -> None:
    """Texts and the words of JSON."""
    schemas = schemas_at(_DOCUMENT, operation_of(_DOCUMENT, "GET /orders"), "response.orders[].lines[].kind")
    assert [has_member(_DOCUMENT, schemas, value) for value in ("gift", "true", "other")] == [True, True, False]


def test_a_value_chooses_its_branch_by_the_discriminator() -> None:
    """One that names no branch is judged by the whole choice."""
    schema = answers_of(_DOCUMENT, operation_of(_DOCUMENT, "GET /orders"))["200"]["application/json"]
    assert branch_of(schema, schema, {"status": "no"}) == _DOCUMENT["components"]["schemas"]["Refusal"]  # type: ignore[index, call-overload]
    assert branch_of(schema, schema, {"status": "maybe"}) == schema


@pytest.mark.parametrize(
    ("value", "branch"),
    [({"errors": {}, "token": "a"}, 0), ({"token": "a"}, 1), ({"token": "a", "items": []}, 2), ({"other": 1}, 1), ([], None)],
)
def test_a_choice_without_discriminator_takes_the_nearest_branch(value: Json, branch: int | None) -> None:
    """The one whose required properties are there, and that knows most of the others."""
    branches: list[Json] = [
        {"required": ["errors"], "properties": {"errors": {}, "token": {}, "items": {}}},
        {"properties": {"token": {}}},
        {"properties": {"token": {}, "items": {}}},
    ]
    choice: Json = {"oneOf": branches}
    assert branch_of(choice, choice, value) == (choice if branch is None else branches[branch])


def test_a_call_belongs_to_the_operation_of_its_method_and_path() -> None:
    """A parameter of the path takes one segment, blank or not."""
    operation = next(iter(operations_of({"paths": {"/orders/{id}": {"get": {}}}})))
    calls = [("GET", "/orders/<order>"), ("GET", "/orders/7?xml=1"), ("GET", "/orders/7/lines"), ("PUT", "/orders/7")]
    assert [operation.matches(*call) for call in calls] == [True, True, False, False]
