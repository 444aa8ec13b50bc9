"""Builders for recorded values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from centra_contracts.drift.model import FindingLine, VerdictLine
from centra_contracts.verdict.model import Direction, Level, Outcome


@pytest.fixture
def finding() -> Callable[..., FindingLine]:
    """A finding; keywords change it."""

    def build(**changes: Any) -> FindingLine:
        values: dict[str, Any] = {
            "code": "CC301",
            "direction": Direction.MISSING,
            "level": Level.BREAKING,
            "place": "products[0].sku",
            "expected": "the field is there",
            "observed": "no such field",
            "exchange": "order.stock.read#1",
            "fingerprint": "0123456789ab",
        }
        return FindingLine(**{**values, **changes})

    return build


@pytest.fixture
def line() -> Callable[..., VerdictLine]:
    """A verdict line that holds; keywords change it."""

    def build(**changes: Any) -> VerdictLine:
        values: dict[str, Any] = {
            "clause": "order.stock.read",
            "api": "order",
            "function": "Warehouses and Stock",
            "mode": "R",
            "kind": "capability",
            "verdict": Outcome.HOLDS,
            "code": "",
            "because": "holds",
            "exchanges": ("order.stock.read#1",),
            "contract": "order.stock",
            "title": "Stock",
            "promise": "Stock can be read.",
            "source": "api-references/order-api",
            "effect": "read",
        }
        return VerdictLine(**{**values, **changes})

    return build
