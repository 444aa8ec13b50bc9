"""Finds which fields a server objects to when it refuses a GraphQL document, and asks for the others.

A server validates a whole document before it answers anything, so that one field that it lacks hides every other. Errors tell
where they are by line and column (GraphQL specification, section 7.1.2); where a server leaves that out, its text is read.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from graphql import (
    REMOVE,
    FieldNode,
    GraphQLError,
    InlineFragmentNode,
    Node,
    SelectionSetNode,
    TypeInfo,
    TypeInfoVisitor,
    Visitor,
    VisitorAction,
    get_named_type,
    parse,
    print_ast,
    visit,
)

from centra_contracts.contract.model import Json
from centra_contracts.contract.sdl import Sdl

__all__ = ["refused_fields", "without_fields"]

_FIELD_ON_TYPE = re.compile(r"""field ["'](\w+)["'] on type ["'](\w+)["']""", re.IGNORECASE)
_FIELD = re.compile(r"""field ["'](\w+)["']""", re.IGNORECASE)


def refused_fields(sdl: Sdl, document: str, errors: Json) -> tuple[str, ...]:
    """The coordinates of the fields, or the types of fragments, that ``errors`` point to, sorted."""
    try:
        places = tuple(_places(sdl, document))
    except (GraphQLError, RecursionError):
        return ()
    found: set[str] = set()
    for error in errors if isinstance(errors, list) else []:
        if isinstance(error, Mapping):
            found |= _pointed_at(places, error)
    return tuple(sorted(found))


def without_fields(sdl: Sdl, document: str, coordinates: Collection[str]) -> str:
    """The document without these fields and fragments; empty where nothing is left to ask for."""
    types = TypeInfo(sdl.schema)
    pruned = visit(parse(document, no_location=True), TypeInfoVisitor(types, _Pruner(types, frozenset(coordinates))))
    return print_ast(pruned) + "\n" if pruned.definitions else ""


def _places(sdl: Sdl, document: str) -> Iterator[tuple[int, str]]:
    """Every field with its line, and every fragment with the type that it is on."""
    types = TypeInfo(sdl.schema)
    collector = _Collector(types)
    visit(parse(document), TypeInfoVisitor(types, collector))
    return iter(collector.places)


def _pointed_at(places: Collection[tuple[int, str]], error: Mapping[str, Json]) -> set[str]:
    locations = error.get("locations")
    lines = {place.get("line") for place in locations if isinstance(place, Mapping)} if isinstance(locations, list) else set()
    found = {coordinate for line, coordinate in places if line in lines}
    if found:
        return found
    message = str(error.get("message"))
    both, alone = _FIELD_ON_TYPE.search(message), _FIELD.search(message)
    if both:
        found = {coordinate for _, coordinate in places if coordinate == f"{both[2]}.{both[1]}"}
    if not found and alone:
        found = {coordinate for _, coordinate in places if coordinate.endswith(f".{alone[1]}")}
    return found


class _Collector(Visitor):
    def __init__(self, types: TypeInfo) -> None:
        super().__init__()
        self.types = types
        self.places: list[tuple[int, str]] = []

    def enter_field(self, node: FieldNode, *_: Any) -> None:
        coordinate = _coordinate(self.types, node)
        if node.loc is not None and coordinate:
            self.places.append((node.loc.start_token.line, coordinate))

    def enter_inline_fragment(self, node: InlineFragmentNode, *_: Any) -> None:
        if node.loc is not None and node.type_condition is not None:
            self.places.append((node.loc.start_token.line, node.type_condition.name.value))


class _Pruner(Visitor):
    def __init__(self, types: TypeInfo, gone: frozenset[str]) -> None:
        super().__init__()
        self.types = types
        self.gone = gone

    def enter_field(self, node: FieldNode, *_: Any) -> VisitorAction:
        return REMOVE if _coordinate(self.types, node) in self.gone else None

    def enter_inline_fragment(self, node: InlineFragmentNode, *_: Any) -> VisitorAction:
        return REMOVE if node.type_condition is not None and node.type_condition.name.value in self.gone else None

    def leave_field(self, node: FieldNode, *_: Any) -> VisitorAction:
        return REMOVE if _is_empty(node.selection_set) else None

    def leave_inline_fragment(self, node: InlineFragmentNode, *_: Any) -> VisitorAction:
        return REMOVE if _is_empty(node.selection_set) else None

    def leave_operation_definition(self, node: Node, *_: Any) -> VisitorAction:
        return REMOVE if _is_empty(getattr(node, "selection_set", None)) else None


def _is_empty(selection: SelectionSetNode | None) -> bool:
    return selection is not None and not selection.selections


def _coordinate(types: TypeInfo, node: FieldNode) -> str:
    parent = types.get_parent_type()
    return f"{get_named_type(parent).name}.{node.name.value}" if parent is not None else ""
