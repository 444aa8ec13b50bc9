"""Finds in a GraphQL schema what a fact of the ledger speaks of.

A place is a path that begins at a type and goes on through fields, and after an argument in parentheses through input fields:
``Mutation.createBrand.userErrors``, ``Query.brands(where).name``, ``OrderStatus.CONFIRMED``. ``[]`` may stand for the elements
of a list; lists need no mark of their own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)

from centra_contracts.contract.ledger import Fact

__all__ = ["Member", "member_at", "place_of"]

Node = GraphQLField | GraphQLArgument | GraphQLInputField | GraphQLEnumValue

_STEP = re.compile(r"(\w+)(?:\((\w+)\))?")
_PLACES = (
    (re.compile(r"graphql\.(query|mutation)\.(\w+)"), r"\1.\2"),
    (re.compile(r"graphql\.(query|mutation)\.(\w+)\.arg\.(\w+)"), r"\1.\2(\3)"),
    (re.compile(r"graphql\.(query|mutation)\.(\w+)\.payload\.(.+)"), r"\1.\2.\3"),
    (re.compile(r"graphql\.(query|mutation)\.(\w+)\.(where|input|order|id)(?:\[\])?\.(.+)"), r"\1.\2(\3).\4"),
    (re.compile(r"graphql\.type\.(\w+)\.field\.(\w+)"), r"\1.\2"),
    (re.compile(r"graphql\.type\.(\w+)\.(\w+)\.arg\.(\w+)"), r"\1.\2(\3)"),
    (re.compile(r"graphql\.type\.(\w+\.\w+\(\w+\)\..+)"), r"\1"),
    (re.compile(r"graphql\.(?:enum|input)\.(\w+\.\w+)"), r"\1"),
)
_SHAPED = frozenset({"operation", "request_param", "request_field", "response_field", "enum_value"})


@dataclass(frozen=True, slots=True)
class Member:
    """A member of the schema: its coordinate, such as ``BrandFilter.name``, and what stands there."""

    coordinate: str
    node: Node


def place_of(fact: Fact) -> str:
    """The place that a fact speaks of: the ledger's ``path``, or what its id spells; empty where the schema cannot show it.

    >>> _spelled("graphql.mutation.createBrand.input.addToStores[].id")
    'Mutation.createBrand(input).addToStores[].id'
    """
    if fact.api != "graphql" or fact.kind not in _SHAPED:
        return ""
    return fact.path or _spelled(fact.id)


def member_at(schema: GraphQLSchema, place: str) -> Member | None:
    """What stands at the place; None where the schema has nothing there."""
    head, _, rest = place.replace("[]", "").partition(".")
    owner = schema.type_map.get(head)
    found: Member | None = None
    for name, argument in _STEP.findall(rest):
        node: Node | None
        if isinstance(owner, GraphQLEnumType):
            node = owner.values.get(name)
        elif isinstance(owner, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            node = owner.fields.get(name)
        else:
            node = None
        if node is None or owner is None:
            return None
        found = Member(f"{owner.name}.{name}", node)
        if argument:
            given = node.args.get(argument) if isinstance(node, GraphQLField) else None
            if given is None:
                return None
            found = Member(f"{owner.name}.{name}({argument})", given)
        owner = None if isinstance(found.node, GraphQLEnumValue) else get_named_type(found.node.type)
    return found


def _spelled(fact_id: str) -> str:
    for pattern, place in _PLACES:
        found = pattern.fullmatch(fact_id)
        if found:
            words = found.expand(place)
            return words[0].upper() + words[1:]
    return ""
