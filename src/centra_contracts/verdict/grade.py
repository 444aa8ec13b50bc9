"""Grades a breach: which way the target differs from the documentation, and how much that hurts."""

from __future__ import annotations

from centra_contracts.contract.model import Kind
from centra_contracts.verdict.context import Breach
from centra_contracts.verdict.model import Direction, Level

__all__ = ["grade"]

_UNDOCUMENTED = frozenset({"CC206", "CC305"})
_UNLIFTED = frozenset({"CC104", "CC106"})  # the API still refuses, in other words, or it did not get as far as to refuse


def grade(kind: Kind, breach: Breach, *, negative: bool) -> tuple[Direction, Level]:
    """Direction and level of a breach of a clause of ``kind`` by a rule; ``negative`` rules demand that something is not.

    An absence or limit that no longer holds is lifted: dangerous, since clients may rely on it; a coming soon
    that has come is lifted and safe. Where the rule could not look, nothing was lifted. An undocumented property, or
    permission, is safe. Everything else breaks clients. A rule that has found direction and level itself is followed.
    """
    if breach.direction is not None and breach.level is not None:
        return breach.direction, breach.level
    if breach.code in _UNDOCUMENTED:
        return Direction.UNDOCUMENTED, Level.SAFE
    if negative and not breach.absent and breach.code not in _UNLIFTED:
        if kind is Kind.COMING_SOON:
            return Direction.LIFTED, Level.SAFE
        if kind in (Kind.ABSENCE, Kind.LIMITATION):
            return Direction.LIFTED, Level.DANGEROUS
    return (Direction.MISSING if breach.absent else Direction.CHANGED), Level.BREAKING
