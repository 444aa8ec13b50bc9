"""What a lie about the form of an answer is, and how it is told: a part is dropped, or is of another type.

A distortion names the operations that it bites, the place in the answer (``orders[].products[].lineId``), and what is
done there.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from centra_mock.faces.order.wire import Json

__all__ = ["Distortion", "Effect", "apply_distortion"]


class Effect(Enum):
    """What is done to a value."""

    DROP = "drop"
    AS_TEXT = "text"
    AS_NUMBER = "number"
    AS_FLAG = "flag"
    AS_BIT = "bit"
    AS_NULL = "null"
    ISO_MOMENT = "iso"


@dataclass(frozen=True, slots=True)
class Distortion:
    """One lie about form; ``operations`` empty means every operation."""

    name: str
    says: str
    operations: tuple[str, ...]
    places: tuple[str, ...]
    effect: Effect


def apply_distortion(answer: Json, distortion: Distortion) -> None:
    """Do to an answer, in place, what a distortion says."""
    for place in distortion.places:
        _change(answer, place.split("."), distortion.effect)


def _change(node: object, path: list[str], effect: Effect) -> None:
    if not isinstance(node, dict):
        return
    name, rest = path[0], path[1:]
    if name == "*":
        for child in node.values():
            _change(child, rest, effect)
        return
    is_list = name.endswith("[]")
    name = name.removesuffix("[]")
    if name not in node:
        return
    child = node[name]
    if is_list and isinstance(child, list):
        if rest:
            for each in child:
                _change(each, rest, effect)
        else:
            node[name] = [_value(each, effect) for each in child]
    elif rest:
        _change(child, rest, effect)
    elif effect is Effect.DROP:
        del node[name]
    else:
        node[name] = _value(child, effect)


def _value(value: object, effect: Effect) -> object:
    match effect:
        case Effect.AS_TEXT if isinstance(value, int | float):
            return str(value)
        case Effect.AS_NUMBER if isinstance(value, str) and value.replace(".", "", 1).isdecimal():
            return float(value) if "." in value else int(value)
        case Effect.AS_FLAG:
            return value in ("ok", "active", 1)
        case Effect.AS_BIT if isinstance(value, bool):
            return int(value)
        case Effect.AS_NULL:
            return value or None
        case Effect.ISO_MOMENT if isinstance(value, str):
            return value.replace(" ", "T") + "+00:00"
    return value
