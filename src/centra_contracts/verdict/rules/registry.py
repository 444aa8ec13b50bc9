"""Every rule by its name in the contract language."""

from __future__ import annotations

from collections.abc import Mapping

from centra_contracts.verdict.context import Rule
from centra_contracts.verdict.rules import (
    answers,
    deliveries,
    descriptions,
    fields,
    introspections,
    lists,
    permissions,
    schemas,
    selections,
    shapes,
    values,
    walks,
)

__all__ = ["RULES"]

_FAMILIES = (
    answers,
    values,
    fields,
    lists,
    shapes,
    schemas,
    introspections,
    descriptions,
    selections,
    permissions,
    deliveries,
    walks,
)

RULES: Mapping[str, Rule] = {rule.name: rule for family in _FAMILIES for rule in family.RULES}
