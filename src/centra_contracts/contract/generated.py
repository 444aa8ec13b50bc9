"""Builds GraphQL operations from the schema document, so that every documented field is asked for at least once.

From a query field, each type that can be reached within the depth is spread out once, at its nearest place, with every field
that a page shows; what leads to a type that is spread out elsewhere, or lies deeper, shows by one leaf of it that it is there.
What would make one operation too big becomes several. Pure, and the same every time.
Source: GraphQL specification, sections 2.4 (selection sets) and 5.3.2 (fields that must be able to merge).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from graphql import (
    GraphQLError,
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    ast_from_value,
    get_named_type,
    is_leaf_type,
    is_required_argument,
    print_ast,
)

from centra_contracts.contract.model import Json
from centra_contracts.contract.sdl import Sdl

__all__ = ["MOST_FIELDS", "generate_operations", "required_arguments"]

MOST_FIELDS = 60  # in one operation, besides those that lead to them
_ROWS = 5  # of each list that takes a limit
_ROW_ARGUMENTS = ("limit", "first")
_Composite = GraphQLObjectType | GraphQLInterfaceType | GraphQLUnionType


@dataclass(frozen=True, slots=True)
class _Step:
    """A field on the way: ``condition`` is the fragment that it stands in, or empty."""

    condition: str
    key: str  # "name", or "alias: name" with arguments


@dataclass(frozen=True, slots=True)
class _Unit:
    """A type spread out at one place: the way to it, and the lines of its selection."""

    way: tuple[_Step, ...]
    fields: tuple[_Step, ...]


@dataclass(slots=True)
class _Selection:
    """A selection set in the making."""

    leaves: dict[_Step, None] = field(default_factory=dict)
    below: dict[_Step, _Selection] = field(default_factory=dict)

    def at(self, way: Iterable[_Step]) -> _Selection:
        """The selection at the end of the way, which is made where it is not there."""
        found = self
        for step in way:
            found = found.below.setdefault(step, _Selection())
        return found

    def lines(self, indent: int) -> Iterator[str]:
        """The lines of the set, one field a line."""
        conditions = list(dict.fromkeys(step.condition for step in (*self.leaves, *self.below)))
        for condition in conditions:
            inner = indent + 1 if condition else indent
            if condition:
                yield f"{'  ' * indent}... on {condition} {{"
            for step in self.leaves:
                if step.condition == condition and step not in self.below:
                    yield f"{'  ' * inner}{step.key}"
            for step, selection in self.below.items():
                if step.condition == condition:
                    yield f"{'  ' * inner}{step.key} {{"
                    yield from selection.lines(inner + 1)
                    yield f"{'  ' * inner}}}"
            if condition:
                yield f"{'  ' * indent}}}"


def generate_operations(sdl: Sdl, query: str, *, depth: int, arguments: Mapping[str, Json]) -> tuple[str, ...]:
    """The documents that together ask for every documented field within ``depth`` levels below a query field.

    ``arguments`` are those of the query field; a list is limited to a few rows where the document knows how. Raises
    ``ValueError`` when there is no such query field, an argument is unknown or does not fit, or a required one is not given.
    """
    root = sdl.schema.query_type
    if root is None or query not in root.fields:
        raise ValueError(f"the schema document has no query {query!r}")
    found = root.fields[query]
    start = _Step("", f"{query}{_written_arguments(sdl, query, found, arguments)}")
    named = get_named_type(found.type)
    if not isinstance(named, _Composite):
        return (f"{{\n  {start.key}\n}}\n",)
    return tuple(_documents(_units(sdl, start, named, depth)))


def required_arguments(field: GraphQLField) -> tuple[str, ...]:
    """The arguments without which a field cannot be asked for, sorted."""
    return tuple(sorted(name for name, argument in field.args.items() if is_required_argument(argument)))


def _units(sdl: Sdl, start: _Step, named: _Composite, depth: int) -> list[_Unit]:
    """Every type within the depth, spread out at its nearest place."""
    seen = {named.name}
    waiting: list[tuple[tuple[_Step, ...], _Composite]] = [((start,), named)]
    units = []
    for way, kind in waiting:  # grows while it is gone through: nearest first
        fields = [] if isinstance(kind, GraphQLObjectType) else [_Step("", "__typename")]
        for condition, name, each in _fields(sdl, kind):
            step = _Step(condition, _key(sdl, kind, condition, name, each))
            inner = get_named_type(each.type)
            if not isinstance(inner, _Composite):
                fields.append(step)
            elif inner.name not in seen and len(way) < depth:
                seen.add(inner.name)
                waiting.append(((*way, step), inner))
            else:
                units.append(_Unit((*way, step), (_Step("", _leaf(sdl, inner)),)))
        units.append(_Unit(way, tuple(fields) or (_Step("", "__typename"),)))
    return units


def _documents(units: Sequence[_Unit]) -> Iterator[str]:
    """The units, gathered into operations of moderate size."""
    gathered: list[_Unit] = []
    size = 0
    for unit in (*units, None):
        if unit is None or (gathered and size + len(unit.fields) > MOST_FIELDS):
            selection = _Selection()
            for each in gathered:
                selection.at(each.way).leaves.update(dict.fromkeys(each.fields))
            yield "\n".join(("{", *selection.lines(1), "}")) + "\n"
            gathered, size = [], 0
        if unit is not None:
            gathered.append(unit)
            size += len(unit.fields)


def _fields(sdl: Sdl, kind: _Composite) -> Iterator[tuple[str, str, GraphQLField]]:
    """Every documented field of a type, and of the types that it may stand for, each with the fragment that it needs."""
    own: Mapping[str, GraphQLField] = {} if isinstance(kind, GraphQLUnionType) else kind.fields
    for name, each in own.items():
        if _can_be_asked(sdl, kind.name, name, each):
            yield "", name, each
    if isinstance(kind, GraphQLObjectType):
        return
    for possible in sorted(sdl.schema.get_possible_types(kind), key=lambda item: item.name):
        if sdl.is_inferred(possible.name):  # its name is a guess: a fragment on it may be on nothing
            continue
        for name, each in possible.fields.items():
            if name not in own and _can_be_asked(sdl, possible.name, name, each):
                yield possible.name, name, each


def _can_be_asked(sdl: Sdl, owner: str, name: str, each: GraphQLField) -> bool:
    return not sdl.is_inferred(f"{owner}.{name}") and not required_arguments(each)


def _key(sdl: Sdl, kind: _Composite, condition: str, name: str, each: GraphQLField) -> str:
    """The field as it is asked for, under another name where fragments give it several types."""
    owner = condition or kind.name
    written = f"{name}{_written_arguments(sdl, f'{owner}.{name}', each, {})}"
    if condition and not isinstance(kind, GraphQLObjectType):
        types = Counter(
            str(possible.fields[name].type) for possible in sdl.schema.get_possible_types(kind) if name in possible.fields
        )
        if len(types) > 1 or not is_leaf_type(get_named_type(each.type)):
            return f"{name}Of{condition}: {written}"
    return written


def _leaf(sdl: Sdl, kind: _Composite) -> str:
    """One leaf of a type that shows that it is there."""
    fields = [] if isinstance(kind, GraphQLUnionType) else list(kind.fields.items())
    leaves = [
        name for name, each in fields if is_leaf_type(get_named_type(each.type)) and _can_be_asked(sdl, kind.name, name, each)
    ]
    return "id" if "id" in leaves else leaves[0] if leaves else "__typename"


def _written_arguments(sdl: Sdl, coordinate: str, each: GraphQLField, given: Mapping[str, Json]) -> str:
    """The arguments in parentheses, written into the document: the name of their type may be a guess."""
    owner = coordinate if "." in coordinate else f"Query.{coordinate}"
    values: dict[str, Json] = dict(given)
    for name in _ROW_ARGUMENTS:
        if name in each.args and not sdl.is_inferred(f"{owner}({name})") and not {*_ROW_ARGUMENTS, "last"} & values.keys():
            values[name] = _ROWS
    missing = [name for name in required_arguments(each) if values.get(name) is None]
    if missing:
        raise ValueError(f"{owner} cannot be asked for without {', '.join(missing)}")
    written = [f"{name}: {_literal(owner, name, each, value)}" for name, value in values.items()]
    return f"({', '.join(written)})" if written else ""


def _literal(owner: str, name: str, each: GraphQLField, value: Json) -> str:
    if name not in each.args:
        raise ValueError(f"{owner} has no argument {name!r}; it has {', '.join(sorted(each.args)) or 'none'}")
    try:
        node = ast_from_value(value, each.args[name].type)
    except (GraphQLError, TypeError, ValueError) as error:
        raise ValueError(f"the argument {name!r} of {owner} does not fit: {error}") from error
    if node is None:
        raise ValueError(f"the argument {name!r} of {owner} has no value")
    return print_ast(node)
