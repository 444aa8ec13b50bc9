"""Lies about single fields: what a field answers in the place of its value.

A distortion names the places that it changes as ``Type.field``; a type that permissions know by its interface (Order,
DeliveryWindow, Purchaser) is named so and stands for every type below it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from centra_mock.faces.graphql.context import Context
from centra_mock.lies import Lie

__all__ = ["Change", "Distortion", "distorted", "lies_of", "places_of"]

# Any: a field's value, and the object that it belongs to, are of the type that the schema says at that place.
Change = Callable[[Any, Any, Context], Any]


@dataclass(frozen=True, slots=True)
class Distortion:
    """One lie about some fields; ``change`` gets the value, its object and the context of the request."""

    name: str
    says: str
    places: tuple[str, ...]
    change: Change

    @property
    def lie(self) -> Lie:
        """The lie as the mock declares it."""
        return Lie(self.name, "graphql", self.says)


def lies_of(distortions: Iterable[Distortion]) -> tuple[Lie, ...]:
    """The lies of some distortions."""
    return tuple(each.lie for each in distortions)


def places_of(distortions: Iterable[Distortion]) -> Mapping[str, tuple[Distortion, ...]]:
    """Which distortions there are for each place.

    >>> nothing = Distortion("x", "X.", ("Brand.name",), lambda value, source, context: None)
    >>> [each.name for each in places_of([nothing, replace(nothing, name="y")])["Brand.name"]]
    ['x', 'y']
    """
    found: dict[str, tuple[Distortion, ...]] = {}
    for each in distortions:
        for place in each.places:
            found[place] = (*found.get(place, ()), each)
    return found


def distorted(known: Iterable[Distortion], value: Any, source: Any, context: Context) -> Any:  # Any: see Change
    """The value of a field as the lies that are told about it have it."""
    for each in known:
        if context.told(each.name):
            value = each.change(value, source, context)
    return value
