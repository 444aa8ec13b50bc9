"""Which documented fields of the GraphQL schema an answer shows.

A field is seen where an answer has a value for it: null, or an empty list, shows nothing of what it would be. Pure.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_abstract_type,
)

from centra_contracts.contract.model import Json
from centra_contracts.contract.sdl import ROOTS, Sdl

__all__ = ["documented_fields", "seen_fields"]


def documented_fields(sdl: Sdl) -> frozenset[str]:
    """Every field that answers can have: of types and interfaces, without those that no page shows."""
    return frozenset(
        f"{name}.{field}"
        for name, kind in sdl.schema.type_map.items()
        if isinstance(kind, GraphQLObjectType | GraphQLInterfaceType) and not name.startswith("__")
        for field in kind.fields
        if not sdl.is_inferred(f"{name}.{field}")
    )


def seen_fields(schema: GraphQLSchema, document: DocumentNode, data: Json) -> frozenset[str]:
    """The coordinates of the fields for which the data of an answer has a value; a field of an interface counts for both."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    found: set[str] = set()
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode) and isinstance(data, Mapping):
            root = schema.get_root_type(node.operation)
            if root is not None and root.name in ROOTS:
                found.update(_seen(schema, fragments, root, (node.selection_set,), data))
    return frozenset(found)


def _seen(
    schema: GraphQLSchema,
    fragments: Mapping[str, FragmentDefinitionNode],
    parent: GraphQLNamedType,
    selections: Iterable[SelectionSetNode],
    value: Mapping[str, Json],
) -> Iterator[str]:
    runtime = schema.type_map.get(str(value.get("__typename")))
    for owner, node in _fields(schema, fragments, parent, selections, runtime):
        shown = value.get((node.alias or node.name).value)
        field = owner.fields.get(node.name.value)
        if field is None or shown is None or shown == []:
            continue
        yield f"{owner.name}.{node.name.value}"
        if isinstance(runtime, GraphQLObjectType) and node.name.value in runtime.fields:
            yield f"{runtime.name}.{node.name.value}"
        if node.selection_set is not None:
            kind = get_named_type(field.type)
            for item in _objects(shown):
                yield from _seen(schema, fragments, kind, (node.selection_set,), item)


def _fields(
    schema: GraphQLSchema,
    fragments: Mapping[str, FragmentDefinitionNode],
    parent: GraphQLNamedType,
    selections: Iterable[SelectionSetNode],
    runtime: GraphQLNamedType | None,
) -> Iterator[tuple[GraphQLObjectType | GraphQLInterfaceType, FieldNode]]:
    for selection in selections:
        for node in selection.selections:
            if isinstance(node, FieldNode):
                if isinstance(parent, GraphQLObjectType | GraphQLInterfaceType):
                    yield parent, node
                continue
            part = fragments.get(node.name.value) if isinstance(node, FragmentSpreadNode) else node
            if not isinstance(part, FragmentDefinitionNode | InlineFragmentNode):
                continue
            kind = schema.type_map.get(part.type_condition.name.value) if part.type_condition is not None else parent
            if kind is not None and _may_be(schema, kind, runtime):
                yield from _fields(schema, fragments, kind, (part.selection_set,), runtime)


def _may_be(schema: GraphQLSchema, kind: GraphQLNamedType, runtime: GraphQLNamedType | None) -> bool:
    """Whether an object that says to be of the type ``runtime`` is one of ``kind``; of one that says nothing, its keys tell."""
    if not isinstance(runtime, GraphQLObjectType) or kind is runtime:
        return True
    return is_abstract_type(kind) and schema.is_sub_type(kind, runtime)


def _objects(value: Json) -> Iterator[Mapping[str, Json]]:
    if isinstance(value, Mapping):
        yield value
    for item in value if isinstance(value, list) else ():
        yield from _objects(item)
