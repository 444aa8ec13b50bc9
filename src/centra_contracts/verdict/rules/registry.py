"""Every rule by its name in the contract language."""

from __future__ import annotations

from collections.abc import Mapping

from centra_contracts.verdict.context import Rule
from centra_contracts.verdict.rules import answers, deliveries, fields, lists, schemas, shapes, values, walks

__all__ = ["RULES"]

RULES: Mapping[str, Rule] = {
    rule.name: rule for family in (answers, values, fields, lists, shapes, schemas, deliveries, walks) for rule in family.RULES
}
