"""What the owner of the invented store sees in its AMS."""

from __future__ import annotations

from typing import Any

import pytest

from centra_mock.owner import owners_view
from centra_mock.world import World


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_the_owner_sees_a_value_in_every_field(seed: int) -> None:
    """Whatever the store, no field is empty: a promise about it could not be broken by hiding it."""
    view: dict[str, Any] = {need: dict(fields) for need, fields in owners_view(World(seed).centra).items()}
    assert [f"{need}.{name}" for need, fields in view.items() for name, value in fields.items() if value in ("", None, 0)] == []


def test_the_owner_names_two_pricelists_and_a_value_that_is_called_otherwise() -> None:
    """What would hold by chance if both were the same is told apart."""
    view = owners_view(World(1).centra)
    assert view["filled_display"]["pricelist"] != view["filled_display"]["other_pricelist"]
    assert view["choice_attribute"]["value"] != view["choice_attribute"]["name"]
