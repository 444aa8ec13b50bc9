"""The schema, from its file; lies about the schema rewrite its document before it is built.

Source: 05.api-references/05.graphql-integration-api/02.schema (the API describes itself by introspection).
"""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from typing import cast

from graphql import (
    DefinitionNode,
    DocumentNode,
    EnumTypeDefinitionNode,
    FieldDefinitionNode,
    GraphQLSchema,
    InputObjectTypeDefinitionNode,
    InterfaceTypeDefinitionNode,
    NamedTypeNode,
    NameNode,
    NonNullTypeNode,
    ObjectTypeDefinitionNode,
    TypeNode,
    build_ast_schema,
    extend_schema,
    parse,
)

from centra_mock.faces.graphql.areas import AREAS, COMING_SOON
from centra_mock.faces.graphql.coming_soon import coming_soon_sdl
from centra_mock.faces.graphql.lies import SCHEMA_LIES
from centra_mock.faces.graphql.operations import BARE_TYPES, GONE, INPUT_LIES, TYPE_LIES
from centra_mock.faces.graphql.schema_document import input_types, read_schema_document

__all__ = ["schema_for"]

_Composite = (ObjectTypeDefinitionNode, InterfaceTypeDefinitionNode)
_KeepsField = Callable[[str, FieldDefinitionNode], bool]

_DROPPED_FIELDS = {
    "graphql-schema-drops-names": {"name"},
    "graphql-schema-drops-formatted-values": {"formattedValue"},
    "graphql-schema-drops-timestamps": {"createdAt", "updatedAt", "orderDate"},
    "graphql-schema-drops-user-errors": {"userErrors"},
    "graphql-schema-drops-relations": {"store", "market", "markets", "brand", "product", "account", "pricelist"},
}
_DROPPED_ARGUMENTS = {
    "graphql-schema-drops-filters": {"where"},
    "graphql-schema-drops-paging-arguments": {"limit", "page", "first", "last", "before", "after"},
    "graphql-schema-drops-sort-arguments": {"sort"},
    "graphql-schema-drops-format-arguments": {"format"},
}
_RETYPED_FIELDS = {
    "graphql-schema-ids-are-text": {"id"},
    "graphql-schema-values-are-text": {
        "availableQuantity",
        "discountPercent",
        "number",
        "physicalQuantity",
        "quantity",
        "totalCount",
        "value",
    },
    "graphql-schema-statuses-are-text": {"entryType", "kind", "objectType", "status", "type", "unit"},
}


@lru_cache(maxsize=32)
def schema_for(told: frozenset[str]) -> GraphQLSchema:
    """The schema under these lies about it; the honest one when there are none. Built once per set of lies."""
    unknown = told - SCHEMA_LIES
    if unknown:
        raise ValueError(f"not about the schema: {', '.join(sorted(unknown))}")
    document = read_schema_document()
    if told:
        document = DocumentNode(
            definitions=tuple(changed for node in document.definitions if (changed := _rewritten(node, told)) is not None)
        )
    schema = build_ast_schema(document, assume_valid=True)
    everything = "graphql-schema-has-coming-soon-writes" in told
    cells = frozenset(cell for cell in COMING_SOON if everything or f"graphql-{cell}" in told)
    extension = coming_soon_sdl(cells)
    if "graphql-schema-folders-have-a-store" in told:
        extension += "extend type Folder { store: Store }"
    return extend_schema(schema, parse(extension), assume_valid=True) if extension else schema


def _rewritten(node: DefinitionNode, told: frozenset[str]) -> DefinitionNode | None:
    if isinstance(node, _Composite):
        return _rewritten_type(node, told)
    if isinstance(node, InputObjectTypeDefinitionNode) and (
        "graphql-schema-drops-optional-inputs" in told or _is_input_without_options(node.name.value, told)
    ):
        inputs = node.fields or ()
        required = tuple(field for field in inputs if isinstance(field.type, NonNullTypeNode))
        return InputObjectTypeDefinitionNode(name=node.name, fields=required or inputs[:1], directives=())
    if isinstance(node, EnumTypeDefinitionNode) and "graphql-schema-drops-enum-values" in told:
        members = node.values or ()
        return EnumTypeDefinitionNode(name=node.name, values=members[1:] or members, directives=())
    return node


def _is_input_without_options(name: str, told: frozenset[str]) -> bool:
    return any(lie in told and input_types().get(mutation) == name for lie, mutation in INPUT_LIES.items())


def _rewritten_type(node: ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode, told: frozenset[str]) -> DefinitionNode | None:
    name = node.name.value
    if name == "Mutation" and "graphql-schema-drops-mutations" in told:
        return None
    fields = node.fields or ()
    bare = {lie for lie, type_name in TYPE_LIES.items() if name in BARE_TYPES[type_name]}
    if bare & told:
        fields = fields[:1]
    gone = set[str]()
    if name in ("Query", "Mutation"):
        gone = {field for area, names in AREAS.items() if f"graphql-schema-drops-{area}" in told for field in names}
        gone |= {field for lie, field in GONE.items() if lie in told}
        if name == "Query" and "graphql-schema-drops-queries" in told:
            gone |= {field.name.value for field in fields} - {"counters"}
    else:
        gone = {field for lie, names in _DROPPED_FIELDS.items() if lie in told for field in names}
    kept = tuple(_rewritten_field(field, told) for field in fields if field.name.value not in gone)
    interfaces = () if "graphql-schema-drops-interfaces" in told else node.interfaces
    made = type(node)(name=node.name, fields=kept or fields[:1], interfaces=interfaces, directives=node.directives)
    return cast(DefinitionNode, made)


def _rewritten_field(field: FieldDefinitionNode, told: frozenset[str]) -> FieldDefinitionNode:
    gone = {name for lie, names in _DROPPED_ARGUMENTS.items() if lie in told for name in names}
    retyped = {name for lie, names in _RETYPED_FIELDS.items() if lie in told for name in names}
    kept = tuple(argument for argument in field.arguments or () if argument.name.value not in gone)
    return FieldDefinitionNode(
        name=field.name,
        arguments=kept,
        type=_as_text(field.type) if field.name.value in retyped and _is_leaf(field.type) else field.type,
        directives=field.directives,
    )


def _is_leaf(node: TypeNode) -> bool:
    """Whether a field's type is a number or one of the enums, but no object and no list."""
    inner = node.type if isinstance(node, NonNullTypeNode) else node
    return isinstance(inner, NamedTypeNode) and inner.name.value not in _OBJECTS


def _as_text(node: TypeNode) -> TypeNode:
    text = NamedTypeNode(name=NameNode(value="String"))
    return NonNullTypeNode(type=text) if isinstance(node, NonNullTypeNode) else text


# Fields named like a retyped one that lead to an object.
_OBJECTS = frozenset({"AttributeType", "MonetaryValue"})
