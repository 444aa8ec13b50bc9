"""Lies: deliberate deviations of the mock, declared by the faces, told on request.

A face declares its lies in a module-level tuple ``LIES`` and asks ``world.lies.told("order-...")`` while it answers.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches

__all__ = ["Lie", "Lies", "UnknownLieError"]


@dataclass(frozen=True, slots=True)
class Lie:
    """One deviation: ``name`` in kebab-case with the api first, ``says`` what the mock then does wrong.

    ``operations`` names those that show it (``GET /orders/{id}``); empty where any may.
    """

    name: str
    api: str
    says: str
    operations: tuple[str, ...] = ()


class UnknownLieError(ValueError):
    """Somebody asked for lies that no face declares; ``nearest`` maps each to known names like it."""

    def __init__(self, nearest: dict[str, list[str]]) -> None:
        parts = [f"no lie is named {name!r}{_meaning(near)}" for name, near in sorted(nearest.items())]
        super().__init__("; ".join(parts))
        self.nearest = nearest


class Lies:
    """The lies that are known and those that are told now."""

    def __init__(self, known: Iterable[Lie], told: Iterable[str] = ()) -> None:
        """Raises ``ValueError`` when two lies share a name, ``UnknownLieError`` when ``told`` names another."""
        self._known: dict[str, Lie] = {}
        for lie in known:
            if lie.name in self._known:
                raise ValueError(f"two lies are named {lie.name!r}")
            self._known[lie.name] = lie
        self._told: frozenset[str] = frozenset()
        self.tell(told)

    def all(self) -> list[Lie]:
        """Every known lie, by name."""
        return [self._known[name] for name in sorted(self._known)]

    def names(self) -> list[str]:
        """The names of the lies told now, sorted."""
        return sorted(self._told)

    def tell(self, names: Iterable[str]) -> None:
        """Tell exactly these lies from now on; raises ``UnknownLieError`` and changes nothing if one is unknown."""
        wanted = frozenset(names)
        unknown = {name: get_close_matches(name, self._known, n=3, cutoff=0.5) for name in wanted - self._known.keys()}
        if unknown:
            raise UnknownLieError(unknown)
        self._told = wanted

    def knows(self, name: str) -> bool:
        """Whether a face declares this lie."""
        return name in self._known

    def told(self, name: str) -> bool:
        """Whether the mock tells this lie; raises ``KeyError`` for a name that nobody declared."""
        if name not in self._known:
            raise KeyError(f"undeclared lie {name!r}")
        return name in self._told


def _meaning(near: list[str]) -> str:
    return f", did you mean {' or '.join(near)}?" if near else ""
