"""Limits on a query document, so that a hostile one gets a clear refusal before it costs anything.

The documentation of September 2022 states no numbers; these are far above every documented example. The complexity is
counted on the same walk: each field costs one, and the fields below a list cost as often as ``limit`` (or ten) says.
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
    GraphQLSyntaxError,
    InlineFragmentNode,
    IntValueNode,
    OperationDefinitionNode,
    SelectionSetNode,
    VariableNode,
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


def complexity_of(document: DocumentNode, operation_name: str | None, variables: Mapping[str, Any]) -> int:
    """The complexity points of the operation that will run; a refused one is counted as well."""
    fragments = {node.name.value: node for node in document.definitions if isinstance(node, FragmentDefinitionNode)}
    for node in document.definitions:
        if isinstance(node, OperationDefinitionNode) and (
            operation_name is None or (node.name is not None and node.name.value == operation_name)
        ):
            return min(_BASE_COMPLEXITY + _cost(node.selection_set, fragments, variables), _MOST_COMPLEXITY)
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


def _cost(
    selection_set: SelectionSetNode,
    fragments: Mapping[str, FragmentDefinitionNode],
    variables: Mapping[str, Any],
) -> int:
    total = 0
    for node in selection_set.selections:
        if isinstance(node, FieldNode):
            below = _cost(node.selection_set, fragments, variables) if node.selection_set else 0
            total += 1 + below * _rows(node, variables)
        elif isinstance(node, InlineFragmentNode):
            total += _cost(node.selection_set, fragments, variables)
        elif isinstance(node, FragmentSpreadNode) and node.name.value in fragments:
            total += _cost(fragments[node.name.value].selection_set, fragments, variables)
        if total > _MOST_COMPLEXITY:
            return _MOST_COMPLEXITY
    return total


def _rows(node: FieldNode, variables: Mapping[str, Any]) -> int:
    for argument in node.arguments or ():
        if argument.name.value not in ("limit", "first", "last"):
            continue
        if isinstance(argument.value, IntValueNode):
            return max(1, min(int(argument.value.value[:9]), 10_000))
        if isinstance(argument.value, VariableNode):
            given = variables.get(argument.value.name.value)
            return given if isinstance(given, int) and 0 < given <= 10_000 else _USUAL_LIST
    return _USUAL_LIST if node.name.value.endswith("s") and not node.arguments and node.selection_set else 1
