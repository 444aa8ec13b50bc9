"""The identity of a drift."""

from __future__ import annotations

import pytest

from centra_contracts.drift.fingerprint import fingerprint

SAME = fingerprint("order.stock.read", "CC301", "products[0].sku")


def test_a_fingerprint_is_twelve_hexadecimal_digits() -> None:
    """It is short enough to be read aloud."""
    assert len(SAME) == 12
    assert set(SAME) <= set("0123456789abcdef")


def test_the_position_in_a_list_does_not_count() -> None:
    """Which element shows a difference depends on the data of the day."""
    assert fingerprint("order.stock.read", "CC301", "products[12].sku") == SAME


@pytest.mark.parametrize(
    ("clause", "code", "place"),
    [
        ("order.stock.list", "CC301", "products[0].sku"),
        ("order.stock.read", "CC303", "products[0].sku"),
        ("order.stock.read", "CC301", "products[0].ean"),
        ("order.stock.readCC301", "", "products[0].sku"),
    ],
)
def test_clause_code_and_place_make_the_identity(clause: str, code: str, place: str) -> None:
    """Another clause, code or place is another drift."""
    assert fingerprint(clause, code, place) != SAME
