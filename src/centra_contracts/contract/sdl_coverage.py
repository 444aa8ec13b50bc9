"""Which facts of the ledger the comparison of a target's GraphQL schema with the schema document encodes.

A comparison shows that something is there, of the documented type: an operation, a field, an argument, an input field, a
value of an enum. What only an answer can show, it does not encode.
Source: ``docs/ledger.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

from graphql import (
    GraphQLEnumType,
    GraphQLEnumValue,
    GraphQLInputObjectType,
    GraphQLNamedType,
    GraphQLType,
    get_named_type,
    is_composite_type,
    is_list_type,
    is_non_null_type,
)

from centra_contracts.contract.ledger import Fact
from centra_contracts.contract.model import Clause
from centra_contracts.contract.sdl import ROOTS, Guess, Sdl
from centra_contracts.contract.sdl_places import Member, member_at, place_of

__all__ = ["RULE", "by_schema", "encoders", "owner_of"]

RULE = "schema"

_WORD = re.compile(r"(array<)?(object|enum|string|integer|number|boolean)\b ?(\w*)")
_SCALARS: Mapping[str, frozenset[str]] = {
    "integer": frozenset({"Int", "ID"}),
    "number": frozenset({"Float", "Int"}),
    "boolean": frozenset({"Boolean"}),
}


def owner_of(coordinate: str) -> str:
    """The part of the schema that a coordinate belongs to: its type; of a query or mutation, that one.

    >>> owner_of("BrandFilter.name"), owner_of("Query.brands(where)")
    ('BrandFilter', 'Query.brands')
    """
    head, _, rest = coordinate.partition(".")
    return f"{head}.{rest.partition('(')[0]}" if head in ROOTS and rest else head


def encoders(clauses: Iterable[Clause]) -> Mapping[str, tuple[str, ...]]:
    """The clauses that compare each part of the schema, by the owner of the part."""
    found: dict[str, set[str]] = {}
    for clause in clauses:
        for expectation in clause.expect:
            if expectation.rule != RULE:
                continue
            given = expectation.arguments
            owned = given.get("owns") if isinstance(given, Mapping) else None
            for owner in owned if isinstance(owned, list) else []:
                found.setdefault(str(owner), set()).add(clause.id)
    return {owner: tuple(sorted(names)) for owner, names in found.items()}


def by_schema(fact: Fact, sdl: Sdl, known: Mapping[str, tuple[str, ...]]) -> tuple[tuple[str, ...], str] | None:
    """The clauses that would notice, or why none does; None for a fact that a schema cannot show."""
    place = place_of(fact)
    if not place:
        return None
    member = member_at(sdl.schema, place)
    if member is None:
        return (), f"the schema document has nothing at {place}"
    if sdl.is_inferred(member.coordinate):
        return (), f"the schema document has {member.coordinate} as inferred only"
    objection = _type_objection(fact, member, sdl)
    if objection:
        return (), objection
    owner = owner_of(member.coordinate)
    return known.get(owner, ()), f"no clause compares {owner} with the schema of the target"


def _type_objection(fact: Fact, member: Member, sdl: Sdl) -> str:
    """Why the type that the ledger says is not that of the schema document; empty where they agree, or one says none."""
    if isinstance(member.node, GraphQLEnumValue) or sdl.is_inferred(member.coordinate, Guess.TYPE):
        return ""
    kind = member.node.type
    found = _WORD.match(fact.type)
    agrees = _agrees(kind, found) if found else not _is_exact(fact.type) or str(kind) == fact.type
    return "" if agrees else f"the schema document says {kind} at {member.coordinate}, not {fact.type}"


def _is_exact(word: str) -> bool:
    """Whether a type of the ledger is one as GraphQL writes it: ``[StoreInput!]!``."""
    return re.fullmatch(r"\[?[A-Z]\w*!?\]?!?", word) is not None


def _agrees(kind: GraphQLType, found: re.Match[str]) -> bool:
    bare = kind.of_type if is_non_null_type(kind) else kind
    if is_list_type(bare) is not bool(found.group(1)):
        return False
    return _fits(get_named_type(kind), found.group(2), found.group(3))


def _fits(named: GraphQLNamedType, word: str, name: str) -> bool:
    match word:
        case "object":
            return (is_composite_type(named) or isinstance(named, GraphQLInputObjectType)) and name in ("", named.name)
        case "enum":
            return isinstance(named, GraphQLEnumType) and name in ("", named.name)
        case "string":
            return named.name not in {"Int", "Float", "Boolean"} and not is_composite_type(named)
        case _:
            return named.name in _SCALARS[word]
