"""Every invariant by its name in the contract language."""

from __future__ import annotations

from collections.abc import Mapping

from centra_contracts.verdict.invariants import amounts, course
from centra_contracts.verdict.invariants.model import Invariant

__all__ = ["KNOWN"]

KNOWN: Mapping[str, Invariant] = {item.name: item for family in (course, amounts) for item in family.INVARIANTS}
