"""Denies what the schema document of GraphQL states: the same target, whose introspection lacks it, or has it of another type.

Source: ``docs/ledger.md``, "How coverage is proved".
"""

from __future__ import annotations

import json
from collections import deque
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from graphql import (
    GraphQLEnumValue,
    GraphQLField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLSchema,
    get_named_type,
)

from centra_contracts.contract.ledger import Fact
from centra_contracts.contract.model import Api
from centra_contracts.contract.sdl import ROOTS, Guess, Sdl
from centra_contracts.contract.sdl_places import member_at, place_of
from centra_contracts.exchange.model import Exchange
from centra_contracts.shell.denial import Denial, How

__all__ = ["SchemaDenier", "schema_denials"]

_Tree = Any  # an introspection, whose parts are changed in place
_Way = tuple[tuple[str, str, str], ...]  # steps: the documented type, its member, and an argument of that or nothing
_LISTS = ("fields", "inputFields", "enumValues")
_ROOT_KEYS = {"Query": "queryType", "Mutation": "mutationType"}


def schema_denials(fact: Fact, sdl: Sdl) -> tuple[Denial, ...]:
    """Every general way to deny a fact that a schema shows; none for another, or for what the document merely infers."""
    place = place_of(fact)
    member = member_at(sdl.schema, place) if place else None
    if member is None or sdl.is_inferred(member.coordinate):
        return ()
    if fact.kind == "operation":
        return (Denial(fact, How.GONE),)
    if isinstance(member.node, GraphQLEnumValue) or sdl.is_inferred(member.coordinate, Guess.TYPE):
        return (Denial(fact, How.DROPPED),)
    return (Denial(fact, How.DROPPED), Denial(fact, How.RETYPED))


class SchemaDenier:
    """Changes the introspections of a target. Types are found by the ways that lead to them: their names may be guesses."""

    def __init__(self, sdl: Sdl) -> None:
        self._sdl = sdl
        self._ways = dict(_ways(sdl.schema))

    def change_answer(self, denial: Denial, exchange: Exchange) -> Exchange:
        """The exchange with the introspection as it would be; the same object where it is none, or lacks what is denied."""
        if exchange.response is None or exchange.api != Api.GRAPHQL.value or b'"__schema"' not in exchange.response.body:
            return exchange
        try:
            tree: _Tree = json.loads(exchange.response.body)
            schema = tree["data"]["__schema"]
            changed = self._deny(denial, schema, {described["name"]: described for described in schema["types"]})
        except (ValueError, KeyError, TypeError):  # no introspection, or not of the whole schema
            return exchange
        if not changed:
            return exchange
        return replace(exchange, response=replace(exchange.response, body=json.dumps(tree).encode()))

    def _deny(self, denial: Denial, schema: _Tree, types: dict[str, _Tree]) -> bool:
        member = member_at(self._sdl.schema, place_of(denial.fact))
        if member is None:
            return False
        owner, _, rest = member.coordinate.partition(".")
        name, _, argument = rest.removesuffix(")").partition("(")
        described = self._type(owner, schema, types)
        if described is None:
            return False
        holders = [described, *(types[each["name"]] for each in described.get("possibleTypes") or ())]
        return any([_change(denial.how, holder, name, argument) for holder in holders])

    def _type(self, name: str, schema: _Tree, types: dict[str, _Tree]) -> _Tree | None:
        """The target's type in the place of a documented one."""
        if name in ROOTS:
            return types.get(schema[_ROOT_KEYS[name]]["name"])
        if name in types and not self._sdl.is_inferred(name):
            return types[name]
        way = self._ways.get(name, ())
        described = types.get(schema[_ROOT_KEYS[way[0][0]]]["name"]) if way else None
        for _, step, argument in way:
            described = _follow(described, step, argument, types)
        return described or types.get(name)


def _ways(schema: GraphQLSchema) -> Iterator[tuple[str, _Way]]:
    """The shortest way to each type: from a root, through fields and arguments."""
    found: dict[str, _Way] = {root: () for root in ROOTS}
    waiting = deque(ROOTS)
    while waiting:
        name = waiting.popleft()
        kind = schema.type_map.get(name)
        if not isinstance(kind, GraphQLObjectType | GraphQLInterfaceType | GraphQLInputObjectType):
            continue
        for member, node in kind.fields.items():
            steps = [("", get_named_type(node.type).name)]
            if isinstance(node, GraphQLField):
                steps += [(argument, get_named_type(given.type).name) for argument, given in node.args.items()]
            for argument, target in steps:
                if target not in found:
                    found[target] = (*found[name], (name, member, argument))
                    waiting.append(target)
    for name, way in found.items():
        if way:
            yield name, way


def _follow(described: _Tree | None, step: str, argument: str, types: dict[str, _Tree]) -> _Tree | None:
    """The type of a field, of an input field, or of an argument; in one of the possible types where an interface lacks it."""
    holders = [described, *(types[each["name"]] for each in described.get("possibleTypes") or ())] if described else []
    for holder in holders:
        for member in [*(holder.get("fields") or ()), *(holder.get("inputFields") or ())]:
            if member["name"] == step:
                given = [each for each in member["args"] if each["name"] == argument] if argument else [member]
                return types.get(_named(given[0]["type"])["name"]) if given else None
    return None


def _change(how: How, holder: _Tree, name: str, argument: str) -> bool:
    for key in _LISTS:
        members = holder.get(key) or []
        if argument:
            members = [given for member in members if member["name"] == name for given in member.get("args", ())]
        for member in [each for each in members if each["name"] == (argument or name)]:
            if how is How.RETYPED:
                own = _named(member["type"])
                own |= {"kind": "SCALAR", "name": "String" if own["name"] == "Boolean" else "Boolean"}
            elif argument:
                owner = next(each for each in holder[key] if each["name"] == name)
                owner["args"] = [each for each in owner["args"] if each is not member]
            else:
                holder[key] = [each for each in members if each is not member]
            return True
    return False


def _named(reference: _Tree) -> _Tree:
    while reference.get("ofType"):
        reference = reference["ofType"]
    return reference
