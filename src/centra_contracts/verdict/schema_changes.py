"""Finds every change between the documented GraphQL schema and the one that a target shows, with graphql-core's change finder.

A change has a coordinate (``Brand.name``), an owner by which contracts claim it, a permanent code, and the finder's own grade
where something promised changed. An addition is undocumented: the documentation describes a part of the schema, so that more
of it is no change of what it says; a member of an enum or union that is listed in full is one, and dangerous.
Source: graphql-core, ``find_schema_changes``; GraphQL specification, section 4.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, cast

from graphql import (
    BreakingChangeType,
    DangerousChangeType,
    GraphQLError,
    GraphQLInputObjectType,
    GraphQLObjectType,
    GraphQLSchema,
    SafeChangeType,
    SchemaChange,
    build_client_schema,
    find_schema_changes,
    get_named_type,
    is_leaf_type,
    is_specified_directive,
    is_specified_scalar_type,
)

from centra_contracts.contract.sdl import ROOTS, Guess, Sdl
from centra_contracts.contract.sdl_coverage import owner_of
from centra_contracts.verdict.model import Direction, Level
from centra_contracts.verdict.schema_fit import FittedSchema, fit_schema
from centra_contracts.verdict.schema_words import describe, describe_default, member_at, members_of

__all__ = ["Change", "SchemaDrift", "find_drift"]

_Kind = BreakingChangeType | DangerousChangeType | SafeChangeType

# What graphql-core and the schema's own readers raise for an introspection that is none.
_NO_SCHEMA = (GraphQLError, TypeError, ValueError, KeyError, AttributeError, IndexError, RecursionError)
_COORDINATE = re.compile(r"@?\w+(?:\.\w+)?\(\w+:?\)|\w+\.\w+")
_UNION = re.compile(r"(\w+) was (?:added to|removed from) union type (\w+)")
_INTERFACE = re.compile(r"(?:(\w+) added to interfaces implemented by (\w+)|(\w+) no longer implements interface (\w+))")
_DIRECTIVE = re.compile(r"@(\w+)")
_NAME = re.compile(r"^(?:Standard scalar )?(\w+)")
_SAYS_NOTHING = "deprecated, and says no more"

_B, _D, _S = BreakingChangeType, DangerousChangeType, SafeChangeType
_DROPPED = frozenset({_S.DESCRIPTION_CHANGED})
_OF_DIRECTIVES = frozenset(kind for family in (_B, _S) for kind in family if "DIRECTIVE" in kind.name)
_CODES: Mapping[_Kind, str] = {
    _B.TYPE_REMOVED: "CC511",
    _B.FIELD_REMOVED: "CC512",  # CC515 where it is a field of an input
    _B.ARG_REMOVED: "CC513",
    _B.VALUE_REMOVED_FROM_ENUM: "CC514",
    _B.TYPE_CHANGED_KIND: "CC516",
    _B.FIELD_CHANGED_KIND: "CC517",
    _S.FIELD_CHANGED_KIND_SAFE: "CC517",
    _B.ARG_CHANGED_KIND: "CC518",
    _S.ARG_CHANGED_KIND_SAFE: "CC518",
    _B.REQUIRED_ARG_ADDED: "CC519",
    _B.REQUIRED_INPUT_FIELD_ADDED: "CC520",
    _B.IMPLEMENTED_INTERFACE_REMOVED: "CC521",
    _B.TYPE_REMOVED_FROM_UNION: "CC522",
    _D.ARG_DEFAULT_VALUE_CHANGE: "CC523",
    _D.INPUT_FIELD_DEFAULT_VALUE_CHANGE: "CC523",
    _S.ARG_DEFAULT_VALUE_ADDED: "CC523",
    _S.INPUT_FIELD_DEFAULT_VALUE_ADDED: "CC523",
    _S.TYPE_ADDED: "CC531",
    _S.FIELD_ADDED: "CC532",
    _D.OPTIONAL_ARG_ADDED: "CC533",
    _S.OPTIONAL_ARG_ADDED: "CC533",
    _D.VALUE_ADDED_TO_ENUM: "CC534",
    _D.OPTIONAL_INPUT_FIELD_ADDED: "CC535",
    _S.OPTIONAL_INPUT_FIELD_ADDED: "CC535",
    _D.IMPLEMENTED_INTERFACE_ADDED: "CC536",
    _D.TYPE_ADDED_TO_UNION: "CC536",
}
_DIRECTIVE_CODE = "CC524"
_NEW_DIRECTIVE_CODE = "CC536"
_DEPRECATED_CODE, _RESTORED_CODE = "CC525", "CC526"
_ADDITIONS = frozenset({"CC531", "CC532", "CC533", "CC534", "CC535", "CC536"})
_MISSING = frozenset({"CC511", "CC512", "CC513", "CC514", "CC515", "CC521", "CC522"})


@dataclass(frozen=True, slots=True)
class Change:
    """One difference between the documented schema and the target's."""

    code: str
    coordinate: str  # "Brand", "Brand.name", "Query.products(where)", "Status.ACTIVE"
    direction: Direction
    level: Level
    expected: str
    observed: str
    is_member: bool = False  # a new value of an enum or type of a union: dangerous where the contract says that all are listed

    @property
    def owner(self) -> str:
        """What a contract claims: the type, or the field of a root type."""
        return owner_of(self.coordinate)


@dataclass(frozen=True, slots=True)
class SchemaDrift:
    """Every change, sorted by coordinate; or why the target's answer is no schema."""

    changes: tuple[Change, ...]
    problem: str = ""


def find_drift(sdl: Sdl, text: str, introspection: object) -> SchemaDrift:
    """Every change from the document to the target's introspection, found once however often it is asked for.

    ``introspection`` is the value of ``data`` in the answer, ``text`` the whole answer, by which it is known again.
    """
    return _find_drift(_Asked(sdl, text, introspection))


@dataclass(frozen=True, slots=True, eq=False)
class _Asked:
    """A document and an answer; equal to another by the same document and the same text."""

    sdl: Sdl
    text: str
    introspection: object

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Asked) and self.sdl is other.sdl and self.text == other.text

    def __hash__(self) -> int:
        return hash((id(self.sdl), self.text))


@lru_cache(maxsize=4)
def _find_drift(asked: _Asked) -> SchemaDrift:
    sdl = asked.sdl
    try:
        fitted = fit_schema(sdl, cast(Any, asked.introspection)["__schema"])
        observed = build_client_schema({"__schema": cast(Any, fitted.schema)}, assume_valid=True)
        found = find_schema_changes(sdl.schema, observed)
        changes = [change for each in found for change in _changes(sdl, observed, fitted, each)]
        changes += _deprecations(sdl, observed)
    except _NO_SCHEMA as error:
        said = " ".join(str(error).split())
        return SchemaDrift((), f"{type(error).__name__}: {said[:200]}" if said else type(error).__name__)
    return SchemaDrift(tuple(sorted(set(changes), key=lambda change: (change.coordinate, change.code, change.observed))))


def _changes(sdl: Sdl, observed: GraphQLSchema, fitted: FittedSchema, found: SchemaChange) -> Iterator[Change]:
    kind: _Kind = found.type
    if kind in _DROPPED:
        return
    if kind in _OF_DIRECTIVES or found.description.startswith(("@", "Argument @")):
        yield from _of_directives(sdl.schema, observed, kind, found.description)
        return
    coordinate, member = _place(kind, found.description)
    code = _CODES[kind]
    if code == "CC512" and isinstance(sdl.schema.type_map[coordinate.partition(".")[0]], GraphQLInputObjectType):
        code = "CC515"
    if code == "CC511" and coordinate in ROOTS:
        fields = cast(GraphQLObjectType, sdl.schema.type_map[coordinate]).fields
        yield from (
            _gone(sdl.schema, "CC512", f"{coordinate}.{name}") for name in fields if _is_promised(sdl, f"{coordinate}.{name}")
        )
        return
    if _is_unpromised(sdl, observed, fitted, code, coordinate, member):
        return
    if code == "CC523":
        wanted, own = describe_default(found.description)
        yield Change(code, coordinate, Direction.CHANGED, _level(kind), wanted, own)
        return
    yield _change(sdl.schema, observed, kind, code, coordinate, member)


def _place(kind: _Kind, description: str) -> tuple[str, str]:
    """Where a change is, and which interface or member of a union it is about.

    The finder tells only in its description; one test goes through every kind of change.
    """
    union = _UNION.search(description) if "UNION" in kind.name else None
    if union:
        return union[2], union[1]
    interface = _INTERFACE.search(description) if "INTERFACE" in kind.name else None
    if interface:
        return (interface[2], interface[1]) if interface[1] else (interface[3], interface[4])
    if kind in (_B.TYPE_REMOVED, _B.TYPE_CHANGED_KIND, _S.TYPE_ADDED):
        named = _NAME.search(description)
    else:
        named = _COORDINATE.search(description)
    if named is None:
        raise ValueError(f"a change without a place: {description}")
    return (named[1] if named.re is _NAME else named[0].replace(":)", ")")), ""


def _is_promised(sdl: Sdl, coordinate: str) -> bool:
    return not sdl.is_inferred(coordinate) and not sdl.is_inferred(coordinate.partition("(")[0])


def _is_unpromised(sdl: Sdl, observed: GraphQLSchema, fitted: FittedSchema, code: str, coordinate: str, member: str) -> bool:
    """Whether no page promises what changed."""
    if code in ("CC511", "CC531"):
        known = coordinate in fitted.own_names.values() or coordinate.startswith("__")
        named = sdl.schema.type_map.get(coordinate) or observed.type_map[coordinate]
        return known or is_specified_scalar_type(named) or sdl.is_inferred(coordinate)
    if member and sdl.is_inferred(member):
        return True
    if code in ("CC519", "CC520"):
        return _is_never_shown(sdl, coordinate)
    if code in ("CC517", "CC518") and sdl.is_inferred(coordinate, Guess.TYPE):
        wanted, own = (get_named_type(member_at(schema, coordinate).type) for schema in (sdl.schema, observed))
        return is_leaf_type(wanted) == is_leaf_type(own)
    return code not in _ADDITIONS and not _is_promised(sdl, coordinate)


def _is_never_shown(sdl: Sdl, coordinate: str) -> bool:
    """Whether no page shows a call of the field, or a use of the input, from which something could be left out."""
    owner, _, argument = coordinate.partition("(")
    if argument:
        found = member_at(sdl.schema, owner)
        return sdl.is_inferred(owner) or (sdl.is_inferred(owner, Guess.TYPE) and not found.args)
    kind = owner.partition(".")[0]
    return all(sdl.is_inferred(f"{kind}.{name}") for name in members_of(sdl.schema.type_map[kind]))


def _change(documented: GraphQLSchema, observed: GraphQLSchema, kind: _Kind, code: str, coordinate: str, member: str) -> Change:
    if code in _ADDITIONS:
        shown = describe(observed, coordinate, member)
        full = kind in (_D.VALUE_ADDED_TO_ENUM, _D.TYPE_ADDED_TO_UNION)
        place = f"{coordinate}.{member}" if member else coordinate
        return Change(code, place, Direction.UNDOCUMENTED, Level.SAFE, "no such thing is documented", shown, full)
    if code in _MISSING:
        return _gone(documented, code, coordinate, member)
    if code in ("CC519", "CC520"):
        shown = describe(observed, coordinate)
        return Change(
            code, coordinate, Direction.CHANGED, Level.BREAKING, "nothing that must be given", f"{shown}, which must be given"
        )
    return Change(
        code, coordinate, Direction.CHANGED, _level(kind), describe(documented, coordinate), describe(observed, coordinate)
    )


def _level(kind: _Kind) -> Level:
    return Level.SAFE if isinstance(kind, _S) else Level.DANGEROUS if isinstance(kind, _D) else Level.BREAKING


def _gone(documented: GraphQLSchema, code: str, coordinate: str, member: str = "") -> Change:
    place = f"{coordinate}.{member}" if member else coordinate
    return Change(code, place, Direction.MISSING, Level.BREAKING, describe(documented, coordinate, member), "not in the schema")


def _of_directives(documented: GraphQLSchema, observed: GraphQLSchema, kind: _Kind, description: str) -> Iterator[Change]:
    """Changes of directives that queries can use; those that every GraphQL has, or that mark the document, are left out."""
    found = _DIRECTIVE.search(description)
    name = found[1] if found else ""
    directive = next((item for item in (*observed.directives, *documented.directives) if item.name == name), None)
    if directive is None or is_specified_directive(directive) or not _is_for_queries(directive.locations):
        return
    if kind is _S.DIRECTIVE_ADDED:
        yield Change(
            _NEW_DIRECTIVE_CODE,
            f"@{name}",
            Direction.UNDOCUMENTED,
            Level.SAFE,
            "no such thing is documented",
            f"directive @{name}",
        )
        return
    yield Change(_DIRECTIVE_CODE, f"@{name}", Direction.CHANGED, _level(kind), f"directive @{name} as documented", description)


def _is_for_queries(locations: Sequence[Any]) -> bool:
    return any(place.name in ("QUERY", "MUTATION", "FIELD", "FRAGMENT_SPREAD", "INLINE_FRAGMENT") for place in locations)


def _deprecations(sdl: Sdl, observed: GraphQLSchema) -> Iterator[Change]:
    """Members that both have and of which one says that they are deprecated. Clients keep working, so it is safe."""
    for coordinate, wanted, own in _shared(sdl.schema, observed):
        if not _is_promised(sdl, coordinate):
            continue
        was, now = wanted.deprecation_reason, own.deprecation_reason
        if was is None and now is not None:
            says = f"deprecated: {now}" if now else _SAYS_NOTHING
            yield Change(_DEPRECATED_CODE, coordinate, Direction.CHANGED, Level.SAFE, "not deprecated", says)
        if was is not None and now is None:
            says = f"deprecated: {was}" if was else _SAYS_NOTHING
            yield Change(_RESTORED_CODE, coordinate, Direction.CHANGED, Level.SAFE, says, "not deprecated")


def _shared(documented: GraphQLSchema, observed: GraphQLSchema) -> Iterator[tuple[str, Any, Any]]:
    for owner in sorted(documented.type_map.keys() & observed.type_map.keys()):
        if owner.startswith("__"):
            continue
        wanted, own = members_of(documented.type_map[owner]), members_of(observed.type_map[owner])
        for name in sorted(wanted.keys() & own.keys()):
            yield f"{owner}.{name}", wanted[name], own[name]
            arguments, others = getattr(wanted[name], "args", {}), getattr(own[name], "args", {})
            for argument in sorted(arguments.keys() & others.keys()):
                yield f"{owner}.{name}({argument})", arguments[argument], others[argument]
