"""Limits on a query document, so that a hostile one gets a clear refusal before it costs anything.

The documentation of September 2022 states no numbers; these are far above every documented example. The formula of the
complexity is the mock's own, since no page gives one: ten, and one for each field; what lies below a field that is a list
counts as often as ``limit``, ``first`` or ``last`` says, or ten times where nothing says it.
Source: 04.guides/06.bi-integration (no response time is promised, respect limits), extensions.complexity everywhere.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLSchema,
    GraphQLSyntaxError,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    OperationType,
    SelectionSetNode,
    VariableNode,
    get_named_type,
    get_nullable_type,
    is_list_type,
    parse,
)

__all__ = ["MAX_DEPTH", "MAX_FIELDS", "complexity_of", "parse_within_limits"]

MAX_TOKENS = 10_000
MAX_DEPTH = 25
MAX_FIELDS = 5_000
MAX_REPEATS = 60
_USUAL_LIST = 10
_BASE_COMPLEXITY = 10
_MOST_COMPLEXITY = 20_000_000


@dataclass(frozen=True, slots=True)
class _Count:
    """What counting looks up."""

    fragments: Mapping[str, FragmentDefinitionNode]
    variables: Mapping[str, Any]  # Any: JSON values
    schema: GraphQLSchema


@dataclass(slots=True)
class _Walk:
    fragments: Mapping[str, FragmentDefinitionNode]
    fields: int = 0
    paths: Counter[tuple[str, ...]] = field(default_factory=Counter)


def parse_within_limits(text: str) -> DocumentNode:
    """The document of a query text, if it is one and keeps to the limits.

    Raises ``GraphQLError`` for a syntax error, a text of too many tokens, too deep a nesting, too many fields after
    spreading fragments, a field repeated too often, or a fragment that spreads itself.
    """
    try:
        document = parse(text, max_tokens=MAX_TOKENS)
    except GraphQLSyntaxError:
        raise
    except RecursionError as fault:
        raise GraphQLError(f"The query is nested deeper than {MAX_DEPTH} levels.") from fault
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode):
            _measure(node.selection_set, _Walk(fragments), (), ())
    return document


def complexity_of(document: DocumentNode, operation_name: str | None, variables: Mapping[str, Any], schema: GraphQLSchema) -> int:
    """The complexity points of the operation that will run; a refused one is counted as well."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode) and (
            operation_name is None or (node.name is not None and node.name.value == operation_name)
        ):
            root = schema.mutation_type if node.operation is OperationType.MUTATION else schema.query_type
            count = _Count(fragments, variables, schema)
            return min(_BASE_COMPLEXITY + _cost(node.selection_set, root, count), _MOST_COMPLEXITY)
    return _BASE_COMPLEXITY


def _measure(selection_set: SelectionSetNode, walk: _Walk, path: tuple[str, ...], spread: tuple[str, ...]) -> None:
    if len(path) >= MAX_DEPTH or len(spread) > 2 * MAX_DEPTH:
        raise GraphQLError(f"The query is nested deeper than {MAX_DEPTH} levels.")
    for node in selection_set.selections:
        if isinstance(node, FieldNode):
            walk.fields += 1
            here = (*path, (node.alias or node.name).value)
            walk.paths[here] += 1
            if walk.fields > MAX_FIELDS:
                raise GraphQLError(f"The query asks for more than {MAX_FIELDS} fields.")
            if walk.paths[here] > MAX_REPEATS:
                raise GraphQLError(f"The query asks for the same field more than {MAX_REPEATS} times.")
            if node.selection_set:
                _measure(node.selection_set, walk, here, spread)
        elif isinstance(node, InlineFragmentNode):
            _measure(node.selection_set, walk, path, (*spread, ""))
        elif isinstance(node, FragmentSpreadNode):
            name = node.name.value
            if name in spread:
                raise GraphQLError(f"Cannot spread fragment '{name}' within itself.", node)
            walk.fields += 1
            if walk.fields > MAX_FIELDS:
                raise GraphQLError(f"The query asks for more than {MAX_FIELDS} fields.")
            if name in walk.fragments:
                _measure(walk.fragments[name].selection_set, walk, path, (*spread, name))


def _cost(selection_set: SelectionSetNode, owner: GraphQLNamedType | None, count: _Count) -> int:
    total = 0
    for node in selection_set.selections:
        if isinstance(node, FieldNode):
            kind = _type_of_field(owner, node.name.value)
            below = _cost(node.selection_set, get_named_type(kind) if kind else None, count) if node.selection_set else 0
            total += 1 + below * (_rows(node, kind, count.variables) if below else 1)
        elif isinstance(node, InlineFragmentNode):
            named = count.schema.get_type(node.type_condition.name.value) if node.type_condition else owner
            total += _cost(node.selection_set, named, count)
        elif isinstance(node, FragmentSpreadNode) and node.name.value in count.fragments:
            fragment = count.fragments[node.name.value]
            total += _cost(fragment.selection_set, count.schema.get_type(fragment.type_condition.name.value), count)
        if total > _MOST_COMPLEXITY:
            return _MOST_COMPLEXITY
    return total


def _type_of_field(owner: GraphQLNamedType | None, name: str) -> GraphQLOutputType | None:
    """The type of a field, ``None`` where the schema has none."""
    if isinstance(owner, GraphQLObjectType | GraphQLInterfaceType) and name in owner.fields:
        kind: GraphQLOutputType = owner.fields[name].type
        return kind
    return None


def _rows(node: FieldNode, kind: GraphQLOutputType | None, variables: Mapping[str, Any]) -> int:
    """How often what lies below a field counts: for a connection its page counts, too."""
    for argument in node.arguments or ():
        if argument.name.value not in ("limit", "first", "last"):
            continue
        if isinstance(argument.value, IntValueNode):
            return max(1, min(int(argument.value.value[:9]), 10_000))
        if isinstance(argument.value, VariableNode):
            given = variables.get(argument.value.name.value)
            return given if isinstance(given, int) and 0 < given <= 10_000 else _USUAL_LIST
    return _USUAL_LIST if kind is not None and is_list_type(get_nullable_type(kind)) else 1
