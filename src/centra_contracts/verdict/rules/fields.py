"""Rules about fields: which are there, which are not, and of which type."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from typing import cast

from centra_contracts.contract.model import Json
from centra_contracts.contract.steps import mapping
from centra_contracts.dialect.find import find, found
from centra_contracts.verdict.context import Breach, Context, Rule
from centra_contracts.verdict.show import show

__all__ = ["RULES", "fields_are_absent", "fields_are_there", "is_of_type", "type_breaches", "types_are"]


def fields_are_there(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """Each path is there; a null counts as there."""
    return tuple(
        Breach("CC301", path, "the field is there", "it is not there", absent=True)
        for path in cast(list[str], arguments)
        if not found(context.reading, path)
    )


def fields_are_absent(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """None of the paths is there."""
    return tuple(
        Breach("CC302", path, "the field is not there", f"it is {show(find(context.reading, path))}")
        for path in cast(list[str], arguments)
        if found(context.reading, path)
    )


def types_are(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The value at each path has the documented type; a missing field is a breach of its own."""
    return type_breaches(mapping(arguments), lambda path: (found(context.reading, path), find(context.reading, path)))


def type_breaches(types: Mapping[str, Json], look: Callable[[str], tuple[bool, Json]], prefix: str = "") -> tuple[Breach, ...]:
    """Breaches of a mapping from path to type; ``look`` says whether a path is there, and its value."""
    breaches = []
    for path, wanted in types.items():
        names = cast(list[str], wanted if isinstance(wanted, list) else [wanted])
        there, value = look(path)
        if not there:
            breaches.append(Breach("CC301", prefix + path, "the field is there", "it is not there", absent=True))
        elif not any(is_of_type(value, name) for name in names):
            breaches.append(Breach("CC303", prefix + path, " or ".join(names), f"{_type_name(value)} {show(value)}"))
    return tuple(breaches)


def is_of_type(value: Json, name: str) -> bool:
    """Whether a value is of a type of the contract language.

    >>> is_of_type("12", "digits"), is_of_type(True, "integer")
    (True, False)
    """
    match name:
        case "string":
            return isinstance(value, str)
        case "integer":
            return isinstance(value, int) and not isinstance(value, bool)
        case "number":
            return isinstance(value, int | float) and not isinstance(value, bool)
        case "boolean":
            return isinstance(value, bool)
        case "null":
            return value is None
        case "array":
            return isinstance(value, list)
        case "object":
            return isinstance(value, Mapping)
        case "digits":
            return isinstance(value, str) and value.isascii() and value.isdigit()
        case "datetime":
            return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d", value) is not None
        case "date":
            return isinstance(value, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", value) is not None
        case _:
            raise ValueError(f"unknown type {name!r}")


def _type_name(value: Json) -> str:
    order = ("null", "boolean", "integer", "number", "string", "array", "object")
    return next(name for name in order if is_of_type(value, name))


RULES = (
    Rule("has", fields_are_there, ("CC301",)),
    Rule("lacks", fields_are_absent, ("CC302",), negative=True),
    Rule("type", types_are, ("CC301", "CC303")),
)
