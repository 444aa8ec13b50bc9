"""Blanks are filled from plain values."""

from __future__ import annotations

import pytest

from centra_contracts.contract.model import Api, Auth, Json, Place, RestCall, Step
from centra_contracts.plan.fill import MissingValueError, fill, fill_step


@pytest.mark.parametrize(
    ("value", "filled"),
    [
        ("<n>", 7),
        ("a <n> b", "a 7 b"),
        ("<flag>", True),
        ("is <flag>", "is true"),
        ({"<text>": ["<list>"]}, {"x y": [[1, 2]]}),
        ("no blank <here >", "no blank <here >"),
        (3, 3),
    ],
)
def test_a_text_that_is_one_blank_becomes_the_value(value: Json, filled: Json) -> None:
    """Elsewhere the value is written into the text as JSON would write it."""
    assert fill(value, {"n": 7, "flag": True, "text": "x y", "list": [1, 2]}) == filled


def test_a_blank_without_a_value_is_named() -> None:
    """The error carries the name."""
    with pytest.raises(MissingValueError) as caught:
        fill("<order.id>", {})
    assert caught.value.blank == "order.id"


def test_values_in_a_path_are_percent_encoded() -> None:
    """A value with a slash does not reach another route."""
    step = Step("s", Api.ORDER, RestCall("GET", "/orders/<id>", {}, {}), Auth.DEFAULT, "main", {}, Place("f", 1))
    filled = fill_step(step, {"id": "../a b"}).say
    assert isinstance(filled, RestCall)
    assert filled.path == "/orders/..%2Fa%20b"
