"""Compares the data of an answer with what a GraphQL document selects, by the types that the schema document has for it.

Pure. What the schema document marks as inferred is not held against an answer; a value of an enum that no page shows fits
too, since the pages do not claim to show all of them.
Source: GraphQL specification, sections 5.3 (selections) and 6.4 (results).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from graphql import (
    DocumentNode,
    FieldNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLOutputType,
    GraphQLUnionType,
    InlineFragmentNode,
    OperationDefinitionNode,
    SelectionSetNode,
    get_named_type,
    is_list_type,
    is_non_null_type,
    parse,
)

from centra_contracts.contract.model import Json
from centra_contracts.contract.sdl import Guess, Sdl

__all__ = ["Misfit", "misfits"]

_LEAVES: Mapping[str, tuple[str, ...]] = {
    "Int": ("integer",),
    "Float": ("number", "integer"),
    "String": ("string",),
    "Boolean": ("boolean",),
    "ID": ("string", "integer"),
}
_Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType


@dataclass(frozen=True, slots=True)
class Misfit:
    """A place of an answer that is not what the document selects."""

    path: str  # "data.products[0].name"
    coordinate: str  # "Product.name"; empty where nothing of the schema stands there
    expected: str
    observed: str


@dataclass(frozen=True, slots=True)
class _Selected:
    """A field that a selection asks for under one key of the answer."""

    coordinate: str
    field: GraphQLField | None  # None where the schema document does not have it, and of __typename
    node: FieldNode
    surely: bool  # whether the answer must have the key


def misfits(sdl: Sdl, document: str | DocumentNode, data: Json, operation: str = "") -> tuple[Misfit, ...]:
    """Every place where ``data`` is not what the operation selects, in the order of the answer.

    ``operation`` names one of several. Fields of the document that the schema does not have are passed over: whether the
    document is valid is another question. Raises ``GraphQLError`` when the document is none, ``LookupError`` when it has no
    such operation.
    """
    tree = parse(document) if isinstance(document, str) else document
    fragments = {node.name.value: node for node in tree.definitions if isinstance(node, FragmentDefinitionNode)}
    operations = [node for node in tree.definitions if isinstance(node, OperationDefinitionNode)]
    wanted = [node for node in operations if not operation or (node.name is not None and node.name.value == operation)]
    if not wanted:
        raise LookupError(operation)
    root = sdl.schema.get_root_type(wanted[0].operation)
    if root is None:
        return ()
    return tuple(_Judge(sdl, fragments).object_misfits(root, [wanted[0].selection_set], data, "data", ""))


@dataclass(frozen=True, slots=True)
class _Judge:
    sdl: Sdl
    fragments: Mapping[str, FragmentDefinitionNode]

    def object_misfits(
        self, parent: _Composite, selections: Sequence[SelectionSetNode], value: Json, path: str, coordinate: str
    ) -> Iterator[Misfit]:
        if not isinstance(value, Mapping):
            yield Misfit(path, coordinate, f"an object ({parent.name})", _show(value))
            return
        selected: dict[str, list[_Selected]] = {}
        for selection in selections:
            for item in self._selected(parent, selection, _runtime_name(selection, value), surely=True):
                selected.setdefault((item.node.alias or item.node.name).value, []).append(item)
        for key, items in selected.items():
            if key in value:
                yield from self._field_misfits(items, value[key], f"{path}.{key}")
            elif any(item.surely for item in items):
                yield Misfit(f"{path}.{key}", items[0].coordinate, "the field that was asked for", "no such key")
        for key in value:
            if key not in selected:
                yield Misfit(f"{path}.{key}", "", "nothing, since it was not asked for", _show(value[key]))

    def _field_misfits(self, items: Sequence[_Selected], value: Json, path: str) -> Iterator[Misfit]:
        """By the type of the field; where fragments on several types give it several, by the nearest."""
        groups: dict[str, list[_Selected]] = {}
        for item in items:
            if item.field is not None:
                groups.setdefault(f"{item.field.type} {item.coordinate}", []).append(item)
        found = []
        for group in groups.values():
            field = group[0].field
            if field is not None:
                sets = [item.node.selection_set for item in group if item.node.selection_set is not None]
                found.append(tuple(self._value_misfits(field.type, sets, value, path, group[0].coordinate)))
        yield from min(found, key=len, default=())

    def _value_misfits(
        self, kind: GraphQLOutputType, sets: Sequence[SelectionSetNode], value: Json, path: str, coordinate: str
    ) -> Iterator[Misfit]:
        is_guess = self.sdl.is_inferred(coordinate, Guess.TYPE)
        if is_non_null_type(kind):
            if value is None and not self.sdl.is_inferred(coordinate, Guess.NULLS):
                yield Misfit(path, coordinate, "a value", "null")
            kind = kind.of_type
        if value is None:
            return
        if isinstance(value, list) and (is_list_type(kind) or is_guess):
            inner = kind.of_type if is_list_type(kind) else kind
            for index, element in enumerate(value):
                yield from self._value_misfits(inner, sets, element, f"{path}[{index}]", coordinate)
        elif is_list_type(kind) and not is_guess:
            yield Misfit(path, coordinate, "a list", _show(value))
        else:
            named = get_named_type(kind)
            if isinstance(named, _Composite):
                yield from self.object_misfits(named, sets, value, path, coordinate)
            elif not is_guess:
                allowed = ("string",) if isinstance(named, GraphQLEnumType) else _LEAVES.get(named.name, ())
                if allowed and _kind(value) not in allowed:
                    yield Misfit(path, coordinate, f"{' or '.join(allowed)} ({named.name})", _show(value))

    def _selected(self, parent: _Composite, chosen: SelectionSetNode, runtime: str, *, surely: bool) -> Iterator[_Selected]:
        for node in chosen.selections:
            certain = surely and not node.directives
            if isinstance(node, FieldNode):
                fields = {} if isinstance(parent, GraphQLUnionType) else parent.fields
                yield _Selected(f"{parent.name}.{node.name.value}", fields.get(node.name.value), node, certain)
                continue
            part = self.fragments.get(node.name.value) if isinstance(node, FragmentSpreadNode) else node
            if not isinstance(part, FragmentDefinitionNode | InlineFragmentNode):
                continue
            condition = part.type_condition.name.value if part.type_condition is not None else parent.name
            applies = self._applies(parent, condition, runtime)
            kind = self.sdl.schema.get_type(condition)
            if applies is not False and isinstance(kind, _Composite):
                yield from self._selected(kind, part.selection_set, runtime, surely=certain and applies is True)

    def _applies(self, parent: _Composite, condition: str, runtime: str) -> bool | None:
        """Whether a fragment on ``condition`` speaks of the object; None where its type cannot be told."""
        if condition in (parent.name, runtime):
            return True
        schema = self.sdl.schema
        wanted = schema.get_type(condition)
        known = schema.get_type(runtime) if runtime else None
        abstract = isinstance(wanted, GraphQLInterfaceType | GraphQLUnionType)
        if isinstance(known, GraphQLObjectType):
            return isinstance(wanted, GraphQLInterfaceType | GraphQLUnionType) and schema.is_sub_type(wanted, known)
        if isinstance(wanted, GraphQLInterfaceType | GraphQLUnionType) and not isinstance(parent, GraphQLUnionType):
            return True if abstract and schema.is_sub_type(wanted, parent) else None
        return None


def _runtime_name(selection: SelectionSetNode, value: Mapping[str, Json]) -> str:
    """The type that the object says it is of, if ``__typename`` was asked for."""
    for node in selection.selections:
        if isinstance(node, FieldNode) and node.name.value == "__typename":
            said = value.get((node.alias or node.name).value)
            return said if isinstance(said, str) else ""
    return ""


def _kind(value: Json) -> str:
    match value:
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case None:
            return "null"
        case list():
            return "array"
        case _:
            return "object"


def _show(value: Json) -> str:
    text = f"{_kind(value)} {value!r}" if isinstance(value, str | int | float) and not isinstance(value, bool) else _kind(value)
    return text if len(text) <= 60 else f"{text[:57]}..."
