"""The document of the schema as it is written, and what it says of the inputs of mutations.

Source: 05.api-references/05.graphql-integration-api/02.schema (the API describes itself by introspection).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import lru_cache
from importlib.resources import files

from graphql import (
    DocumentNode,
    InputObjectTypeDefinitionNode,
    InputValueDefinitionNode,
    ListTypeNode,
    NamedTypeNode,
    NonNullTypeNode,
    ObjectTypeDefinitionNode,
    TypeNode,
    parse,
)

__all__ = ["input_types", "read_schema_document", "referring_mutations"]


@lru_cache(maxsize=1)
def read_schema_document() -> DocumentNode:
    """The parsed document. Read once."""
    text = files("centra_mock.faces.graphql").joinpath("schema.graphql").read_text(encoding="utf-8")
    return parse(text, no_location=True)


@lru_cache(maxsize=1)
def input_types() -> Mapping[str, str]:
    """The type of each mutation's input."""
    return {
        mutation: _type_name(argument.type)
        for mutation, arguments in _mutations()
        for argument in arguments
        if argument.name.value == "input"
    }


@lru_cache(maxsize=1)
def referring_mutations() -> frozenset[str]:
    """The mutations that refer to something that must be there: by an id, somewhere in what they take.

    >>> sorted({"createBrand", "createCollection"} & referring_mutations())
    ['createBrand']
    """
    inputs = {
        node.name.value: node.fields or ()
        for node in read_schema_document().definitions
        if isinstance(node, InputObjectTypeDefinitionNode)
    }

    def refers(fields: tuple[InputValueDefinitionNode, ...]) -> bool:
        return any(
            field.name.value == "id" or field.name.value.endswith("Id") or refers(inputs.get(_type_name(field.type), ()))
            for field in fields
        )

    return frozenset(mutation for mutation, arguments in _mutations() if refers(arguments))


def _mutations() -> Iterator[tuple[str, tuple[InputValueDefinitionNode, ...]]]:
    for node in read_schema_document().definitions:
        if isinstance(node, ObjectTypeDefinitionNode) and node.name.value == "Mutation":
            for field in node.fields or ():
                yield field.name.value, field.arguments or ()


def _type_name(node: TypeNode) -> str:
    while isinstance(node, ListTypeNode | NonNullTypeNode):
        node = node.type
    assert isinstance(node, NamedTypeNode)
    return node.name.value
