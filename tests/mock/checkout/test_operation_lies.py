"""The lies that every operation of the Checkout API has: it is gone, or it refuses nothing."""

from __future__ import annotations

import re

import pytest
from checkout_shopper import Storefront

from centra_mock.faces.checkout import LIES
from centra_mock.lies import Lie

_GONE = [lie for lie in LIES if lie.name.endswith("-is-gone")]
_YIELDING = [lie for lie in LIES if lie.name.endswith("-refuses-nothing")]


def _look(shopper: Storefront, lie: Lie) -> tuple[int, object]:
    """What the operation of a lie answers for names that nothing has."""
    method, _, path = lie.operations[0].partition(" ")
    answer = shopper.call(method, re.sub(r"\{[^}]*\}", "0", path), {}, server=True)
    return answer.status_code, answer.json().get("errors")


@pytest.fixture(scope="module")
def shopper() -> Storefront:
    return Storefront()


@pytest.mark.parametrize("lie", _GONE, ids=lambda lie: lie.operations[0])
def test_an_operation_that_is_gone_is_not_found(shopper: Storefront, lie: Lie) -> None:
    shopper.world.lies.tell([])
    honest = _look(shopper, lie)
    shopper.world.lies.tell([lie.name])
    told = _look(shopper, lie)
    assert told == (404, {"operation": "not found"}) != honest or told == honest == (403, {"accessRight": "denied"})


@pytest.mark.parametrize("lie", _YIELDING, ids=lambda lie: lie.operations[0])
def test_an_operation_that_refuses_nothing_says_ok(shopper: Storefront, lie: Lie) -> None:
    shopper.world.lies.tell([])
    honest = _look(shopper, lie)
    shopper.world.lies.tell([lie.name])
    told = _look(shopper, lie)
    assert told == (200, None) or told == honest == (403, {"accessRight": "denied"}) or told == honest == (201, None)
