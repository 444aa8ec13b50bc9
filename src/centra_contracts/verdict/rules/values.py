"""Rules about single values, and about the same value in two steps."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import cast

from centra_contracts.contract.model import Json
from centra_contracts.contract.steps import mapping
from centra_contracts.dialect.find import find
from centra_contracts.verdict.context import Breach, Context, Rule
from centra_contracts.verdict.show import show

__all__ = [
    "RULES",
    "contains_value",
    "excludes_value",
    "is_same",
    "number_of",
    "text_matches",
    "value_changed",
    "value_differs",
    "value_is",
    "value_is_unchanged",
]

_TOLERANCE = 1e-6


def value_is(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The value at a path is the documented one, or one of several."""
    tree = mapping(arguments)
    value = find(context.reading, _at(tree))
    wanted = cast(list[Json], tree["any"]) if "any" in tree else [tree.get("to")]
    if any(is_same(value, item) for item in wanted):
        return ()
    return (Breach("CC201", _at(tree), " or ".join(show(item) for item in wanted), show(value), absent=value is None),)


def value_differs(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """A value is there, and it is not the given one."""
    tree = mapping(arguments)
    value = find(context.reading, _at(tree))
    if value is None:
        return (Breach("CC301", _at(tree), "a value", "nothing", absent=True),)
    if is_same(value, tree.get("from")):
        return (Breach("CC202", _at(tree), f"another value than {show(tree.get('from'))}", show(value)),)
    return ()


def text_matches(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """A text matches a regular expression; numbers are matched as they are written in JSON."""
    tree = mapping(arguments)
    value = find(context.reading, _at(tree))
    text = value if isinstance(value, str) else show(value)
    if value is not None and re.search(str(tree["pattern"]), text):
        return ()
    return (Breach("CC203", _at(tree), f"matches {tree['pattern']}", show(value), absent=value is None),)


def contains_value(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """A list, the values of an object or a text contains the value."""
    tree = mapping(arguments)
    value = find(context.reading, _at(tree))
    if _contains(value, tree.get("value")):
        return ()
    return (Breach("CC204", _at(tree), f"contains {show(tree.get('value'))}", show(value), absent=True),)


def excludes_value(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """A list, the values of an object or a text does not contain the value."""
    tree = mapping(arguments)
    value = find(context.reading, _at(tree))
    if not _contains(value, tree.get("value")):
        return ()
    return (Breach("CC205", _at(tree), f"does not contain {show(tree.get('value'))}", show(value)),)


def value_is_unchanged(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The value at a path is the same as in an earlier step."""
    tree = mapping(arguments)
    before, after = _before(tree, context), find(context.reading, _at(tree))
    if is_same(before, after) and before is not None:
        return ()
    return (Breach("CC601", _at(tree), f"still {show(before)}", show(after), absent=before is None),)


def value_changed(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The value at a path is another one than in an earlier step, or differs by exactly ``by``."""
    tree = mapping(arguments)
    before, after = _before(tree, context), find(context.reading, _at(tree))
    if "by" in tree:
        old, new, by = number_of(before), number_of(after), number_of(tree["by"])
        if old is not None and new is not None and by is not None and abs(new - old - by) < _TOLERANCE:
            return ()
        return (Breach("CC602", _at(tree), f"{show(before)} changed by {show(tree['by'])}", show(after)),)
    if not is_same(before, after):
        return ()
    return (Breach("CC602", _at(tree), f"another value than {show(before)}", show(after)),)


def is_same(left: Json, right: Json) -> bool:
    """Whether two values are equal as JSON: 1 and 1.0 are, 1 and true are not, 1 and "1" are not."""
    if isinstance(left, bool) or isinstance(right, bool):
        return left is right
    if isinstance(left, list) and isinstance(right, list):
        return len(left) == len(right) and all(is_same(a, b) for a, b in zip(left, right, strict=True))
    if isinstance(left, Mapping) and isinstance(right, Mapping):
        return left.keys() == right.keys() and all(is_same(left[key], right[key]) for key in left)
    return left == right


def _contains(value: Json, wanted: Json) -> bool:
    if isinstance(value, str):
        return isinstance(wanted, str) and wanted in value
    if isinstance(value, Mapping):
        return any(is_same(item, wanted) for item in value.values())
    if isinstance(value, list):
        return any(is_same(item, wanted) for item in value)
    return False


def _at(tree: Mapping[str, Json]) -> str:
    return str(tree["at"])


def _before(tree: Mapping[str, Json], context: Context) -> Json:
    earlier = context.readings.get(str(tree["since"]))
    return find(earlier, _at(tree)) if earlier is not None else None


def number_of(value: Json) -> float | None:
    """The number that a value is or, as text, writes; None when it is none, or too large to count with.

    >>> number_of("12.50"), number_of("x"), number_of(True)
    (12.5, None, None)
    """
    if isinstance(value, bool) or value is None or isinstance(value, list | Mapping):
        return None
    try:
        return float(value)
    except (ValueError, OverflowError):
        return None


RULES = (
    Rule("equals", value_is, ("CC201",)),
    Rule("differs", value_differs, ("CC202", "CC301")),
    Rule("matches", text_matches, ("CC203",)),
    Rule("contains", contains_value, ("CC204",)),
    Rule("excludes", excludes_value, ("CC205",), negative=True),
    Rule("unchanged", value_is_unchanged, ("CC601",), negative=True),
    Rule("changed", value_changed, ("CC602",)),
)
