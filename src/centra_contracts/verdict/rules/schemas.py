"""Rules about what a target says of itself: its GraphQL schema and its WSDL."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import cast

from centra_contracts.contract.model import Json
from centra_contracts.verdict.context import Breach, Context, Rule
from centra_contracts.verdict.show import show_answer

__all__ = ["RULES", "schema_has", "schema_lacks", "wsdl_has", "wsdl_lacks"]


def schema_has(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The introspected schema has each member."""
    members = context.reading.members
    if members is None:
        return _unreadable(context)
    return tuple(
        Breach("CC501", member, "in the schema", "not in the schema", absent=True)
        for member in cast(list[str], arguments)
        if member not in members
    )


def schema_lacks(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The introspected schema has none of the members; ``Mutation./order/`` looks for a part of a field's name."""
    members = context.reading.members
    if members is None:
        return _unreadable(context)
    found = []
    for wanted in cast(list[str], arguments):
        owner, _, pattern = wanted.partition("./")
        if pattern:
            names = (member for member in members if member.startswith(f"{owner}.") and "(" not in member)
            found += _matching(names, pattern.removesuffix("/"), skip=len(owner) + 1)
        elif wanted in members:
            found.append(wanted)
    return tuple(Breach("CC502", member, "not in the schema", "in the schema") for member in sorted(set(found)))


def wsdl_has(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The WSDL has each operation or element path."""
    shape = context.reading.wsdl
    if shape is None:
        return _unreadable(context)
    return tuple(
        Breach("CC504", path, "in the WSDL", "not in the WSDL", absent=True)
        for path in cast(list[str], arguments)
        if path not in shape.elements and path not in shape.operations
    )


def wsdl_lacks(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The WSDL has none of the operations or element paths; ``/voucher/`` looks for a part of an operation's name."""
    shape = context.reading.wsdl
    if shape is None:
        return _unreadable(context)
    found = []
    for wanted in cast(list[str], arguments):
        owner, _, pattern = wanted.partition("/")
        if wanted.endswith("/") and not owner:
            found += _matching(shape.operations, pattern.removesuffix("/"))
        elif wanted.endswith("/"):
            paths = (path for path in shape.elements if path.split("/")[0] == owner)
            found += _matching(paths, pattern.removesuffix("/"), skip=len(owner) + 1)
        elif wanted in shape.elements or wanted in shape.operations:
            found.append(wanted)
    return tuple(Breach("CC505", path, "not in the WSDL", "in the WSDL") for path in sorted(set(found)))


def _matching(names: Iterable[str], pattern: str, skip: int = 0) -> list[str]:
    wanted = re.compile(pattern, re.IGNORECASE)
    return [name for name in names if wanted.search(name[skip:])]


def _unreadable(context: Context) -> tuple[Breach, ...]:
    return (Breach("CC503", "schema", "the target lets its schema be read", show_answer(context.reading), absent=True),)


RULES = (
    Rule("schema_has", schema_has, ("CC501", "CC503")),
    Rule("schema_lacks", schema_lacks, ("CC502", "CC503"), negative=True),
    Rule("wsdl_has", wsdl_has, ("CC503", "CC504")),
    Rule("wsdl_lacks", wsdl_lacks, ("CC503", "CC505"), negative=True),
)
