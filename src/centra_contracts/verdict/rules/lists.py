"""Rules about lists: length, each element, order, uniqueness."""

from __future__ import annotations

import json
import operator
from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import cast

from centra_contracts.contract.expressions import plain_text
from centra_contracts.contract.model import Json
from centra_contracts.contract.steps import mapping
from centra_contracts.dialect.find import find, found
from centra_contracts.dialect.model import Reading
from centra_contracts.verdict.context import Breach, Context, Rule
from centra_contracts.verdict.rules.fields import type_breaches
from centra_contracts.verdict.rules.values import number_of, text_matches, value_is
from centra_contracts.verdict.show import show

__all__ = ["RULES", "count_is", "every_element_is", "values_are_sorted", "values_are_unique"]

_MOST_BREACHES = 5
_FITS: Mapping[str, Callable[[float, float], bool]] = {"is": operator.eq, "min": operator.ge, "max": operator.le}


def count_is(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """A list or object has the documented number of elements; a value that is no list counts as one, nothing as none."""
    tree = mapping(arguments)
    value = find(context.reading, str(tree["at"]))
    count = len(value) if isinstance(value, list | Mapping) else 0 if value is None else 1
    bounds = {name: number_of(tree[name]) for name in ("is", "min", "max") if name in tree}
    if all(bound is not None and _FITS[name](count, bound) for name, bound in bounds.items()):
        return ()
    expected = " and ".join(f"{name} {plain_text(tree[name])}" for name in bounds)
    least = bounds.get("min", bounds.get("is"))
    return (Breach("CC401", str(tree["at"]), expected, str(count), absent=least is not None and count < least),)


def every_element_is(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """Each element of a list, or each value of an object, satisfies; a list without elements says nothing."""
    tree = mapping(arguments)
    at = str(tree["at"])
    value = find(context.reading, at)
    elements = list(value.values()) if isinstance(value, Mapping) else value if isinstance(value, list) else []
    if context.reading.xml is not None and not isinstance(value, list):
        elements = [] if value is None else [value]
    if not elements:
        return (Breach("CC405", at, "at least one element", show(value), absent=True),)
    breaches: list[Breach] = []
    for index, element in enumerate(elements):
        breaches += _element_breaches(tree, element, f"{at}[{index}].", context)
        if len(breaches) >= _MOST_BREACHES:
            break
    return tuple(breaches[:_MOST_BREACHES])


def values_are_sorted(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """Values follow one another in the documented order; equal neighbours are in order."""
    tree = mapping(arguments)
    value = find(context.reading, str(tree["at"]))
    if not isinstance(value, list) or len(value) < 2:
        return (Breach("CC405", str(tree["at"]), "at least two values", show(value), absent=True),)
    keys = [_sort_key(item) for item in value]
    pairs = list(zip(keys, keys[1:], strict=False))
    descending = tree["order"] == "desc"
    if all((right <= left) if descending else (left <= right) for left, right in pairs):
        return ()
    return (Breach("CC403", str(tree["at"]), "descending" if descending else "ascending", show(value)),)


def values_are_unique(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """No value stands twice in a list; a list without values says nothing."""
    at = str(mapping(arguments)["at"])
    value = find(context.reading, at)
    if not isinstance(value, list) or not value:
        return (Breach("CC405", at, "at least one value", show(value), absent=True),)
    seen: set[str] = set()
    for item in value:
        whole = json.dumps(item, sort_keys=True)
        if whole in seen:
            return (Breach("CC404", at, "no value twice", f"{show(item)} twice"),)
        seen.add(whole)
    return ()


def _element_breaches(tree: Mapping[str, Json], element: Json, place: str, context: Context) -> list[Breach]:
    inner = replace(context, reading=Reading(context.reading.exchange, context.reading.status, {}, element))
    breaches: list[Breach] = []
    for path in cast(list[str], tree.get("has") or []):
        if not found(inner.reading, path):
            breaches.append(Breach("CC402", place + path, "the field is there", "it is not there", absent=True))
    for path in cast(list[str], tree.get("lacks") or []):
        if found(inner.reading, path):
            breaches.append(Breach("CC402", place + path, "the field is not there", show(find(inner.reading, path))))
    if "type" in tree:
        types = mapping(tree["type"])
        breaches += type_breaches(types, lambda path: (found(inner.reading, path), find(inner.reading, path)), place)
    for name, rule in (("equals", value_is), ("matches", text_matches)):
        if name in tree:
            for breach in rule(tree[name], inner):
                breaches.append(replace(breach, code="CC402", place=place + breach.place))
    return breaches


def _sort_key(value: Json) -> tuple[int, float, str]:
    """Numbers, and texts of digits, by what they count; everything else as text, after them."""
    text = plain_text(value)
    number = number_of(value) if not isinstance(value, str) or (text.isascii() and text.isdigit()) else None
    return (1, 0.0, text) if number is None else (0, number, "")


RULES = (
    Rule("count", count_is, ("CC401",)),
    Rule("every", every_element_is, ("CC301", "CC303", "CC402", "CC405")),
    Rule("sorted", values_are_sorted, ("CC403", "CC405")),
    Rule("unique", values_are_unique, ("CC404", "CC405")),
)
