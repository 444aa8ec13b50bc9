"""The OpenAPI documents are standard ones that other tools can use, and name every documented page."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from openapi_spec_validator import OpenAPIV31SpecValidator

from centra_contracts.contract.model import Api
from centra_contracts.contract.openapi import Operation, operations_of
from centra_contracts.shell.contract_files import read_document, read_shelf

_CONTRACTS = Path(__file__).resolve().parents[1] / "contracts"
_APIS = sorted(path.parent.name for path in _CONTRACTS.glob("*/openapi.yaml"))


def _document(api: str) -> Any:  # Any: a JSON tree
    return read_document(api)


def _nodes(node: object) -> list[dict[str, Any]]:
    """Every object of a tree."""
    if isinstance(node, dict):
        return [node, *(found for value in node.values() for found in _nodes(value))]
    return [found for value in node for found in _nodes(value)] if isinstance(node, list) else []


@pytest.mark.parametrize("api", _APIS)
def test_a_stock_linter_passes_the_document(api: str) -> None:
    """By the meta-schema of OpenAPI 3.1, every reference included."""
    assert [
        f"{'/'.join(map(str, error.path))}: {error.message}" for error in OpenAPIV31SpecValidator(_document(api)).iter_errors()
    ] == []


@pytest.mark.parametrize("api", _APIS)
def test_every_operation_says_what_it_is_and_where_it_is_documented(api: str) -> None:
    """A summary, a tag that is declared, the page, and an operationId that stands once."""
    operations = list(operations_of(_document(api)))
    tags = {tag["name"] for tag in _document(api)["tags"]}
    lacking = [
        (item.name, key)
        for item in operations
        for key in ("operationId", "summary", "tags", "x-source")
        if not item.tree.get(key)
    ]
    assert lacking == []
    assert [item.name for item in operations if not _tags_of(item) <= tags] == []
    assert [name for name, number in Counter(item.tree["operationId"] for item in operations).items() if number > 1] == []


def _tags_of(operation: Operation) -> set[str]:
    tags = operation.tree["tags"]
    assert isinstance(tags, list)
    return {str(tag) for tag in tags}


@pytest.mark.parametrize("api", _APIS)
def test_every_component_is_used(api: str) -> None:
    """What nothing refers to is deleted."""
    used = {str(node["$ref"]) for node in _nodes(_document(api)) if "$ref" in node}
    used |= {
        str(target) for node in _nodes(_document(api)) for target in node.get("discriminator", {}).get("mapping", {}).values()
    }
    known = {
        f"#/components/{kind}/{name}" for kind in ("parameters", "schemas") for name in _document(api)["components"].get(kind, {})
    }
    assert sorted(known - used) == []


@pytest.mark.parametrize("api", _APIS)
def test_no_key_is_a_slip_of_yaml(api: str) -> None:
    """A comma in a text that is not quoted, inside braces, makes a key without a value."""
    assert [name for node in _nodes(_document(api)) for name, value in node.items() if value is None] == []


@pytest.mark.parametrize("api", _APIS)
def test_unknown_properties_are_allowed(api: str) -> None:
    """The documentation promises additive change only."""
    assert [node for node in _nodes(_document(api)) if node.get("additionalProperties") is False] == []


@pytest.mark.parametrize("api", _APIS)
def test_every_operation_is_judged_by_its_shape(api: str) -> None:
    """A clause judges an answer of each, and demands more than the shape, which a refusal would have too."""
    judged: set[str] = set()
    for clause in read_shelf().library.clauses:
        for expectation in clause.expect:
            shape = expectation.arguments
            if clause.api is Api(api) and expectation.rule == "shape" and isinstance(shape, dict) and "operation" in shape:
                judged |= {shape["operation"]} if len(clause.expect) > 1 else set()
    assert [item.name for item in operations_of(_document(api)) if item.name not in judged] == []
