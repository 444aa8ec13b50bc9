"""Looks at a mock in process: the same probe, honest and lied to, each time in a fresh store."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, TypeVar

__all__ = ["Visitor", "looks_of"]


class Visitor(Protocol):
    """A client of a mock of its own."""

    def start_over(self) -> None:
        """Fill the store anew, and forget what the client remembers of it."""

    def tell(self, *names: str) -> None:
        """Tell these lies from now on."""


_V = TypeVar("_V", bound=Visitor)


def looks_of(visitor: _V) -> Callable[..., object]:
    """What a probe, a function of the visitor, sees in a fresh store that tells the lies that are named after it.

    Honest looks are taken twice, agree, and are remembered.
    """
    honest = dict[Callable[[_V], object], object]()

    def look(probe: Callable[[_V], object], *lies: str) -> object:
        visitor.start_over()
        visitor.tell(*lies)
        return probe(visitor)

    def remembered(probe: Callable[[_V], object], *lies: str) -> object:
        if lies:
            return look(probe, *lies)
        if probe not in honest:
            honest[probe] = look(probe)
            assert honest[probe] == look(probe)
        return honest[probe]

    return remembered
