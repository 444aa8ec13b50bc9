"""Parts of a GraphQL schema by their coordinates, and in words: ``Brand.name: String!``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, cast

from graphql import (
    GraphQLEnumType,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLUnionType,
)

__all__ = ["describe", "describe_default", "member_at", "members_of"]

_CHANGED = re.compile(r"defaultValue from (.*) to (.*)\.$", re.DOTALL)
_ADDED = re.compile(r"added a defaultValue (.*)\.$", re.DOTALL)


def describe(schema: GraphQLSchema, coordinate: str, member: str = "") -> str:
    """A part of a schema in one line; ``member`` is an interface of a type, or a type of a union.

    Raises ``KeyError`` when the schema has no such part.
    """
    named = schema.type_map.get(coordinate)
    if named is not None:
        return f"{coordinate} with {member}" if member else f"{_kind_of(named)} {coordinate}"
    found = member_at(schema, coordinate)
    kind = getattr(found, "type", None)
    return f"{coordinate}: {kind}" if kind is not None else f"value {coordinate}"


def describe_default(description: str) -> tuple[str, str]:
    """The documented and the observed default, from graphql-core's sentence about a change of it."""
    changed, added = _CHANGED.search(description), _ADDED.search(description)
    if changed:
        return f"the default {changed[1]}", f"the default {changed[2]}"
    return ("no default", f"the default {added[1]}") if added else ("a default", "no default")


def member_at(schema: GraphQLSchema, coordinate: str) -> Any:
    """The field, argument, input field or enum value at a coordinate: graphql-core has no type for all of them.

    Raises ``KeyError`` when the schema has none.
    """
    owner, _, rest = coordinate.partition(".")
    name, _, argument = rest.removesuffix(")").partition("(")
    found = members_of(schema.type_map[owner])[name]
    return found.args[argument] if argument else found


def members_of(named: GraphQLNamedType) -> Mapping[str, Any]:
    """The fields of a type or input, or the values of an enum, by name; empty for everything else."""
    if isinstance(named, GraphQLEnumType):
        return cast(Mapping[str, Any], named.values)
    if isinstance(named, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
        return cast(Mapping[str, Any], named.fields)
    return {}


def _kind_of(named: GraphQLNamedType) -> str:
    match named:
        case GraphQLObjectType():
            return "type"
        case GraphQLInterfaceType():
            return "interface"
        case GraphQLUnionType():
            return "union"
        case GraphQLEnumType():
            return "enum"
        case GraphQLInputObjectType():
            return "input"
        case _:
            return "scalar"
