"""A breach has a direction and a level, by the kind of its clause and the sense of its rule."""

from __future__ import annotations

import pytest

from centra_contracts.contract.model import Kind
from centra_contracts.verdict.context import Breach
from centra_contracts.verdict.grade import grade
from centra_contracts.verdict.model import Direction, Level


@pytest.mark.parametrize("kind", list(Kind))
def test_an_undocumented_property_is_safe(kind: Kind) -> None:
    """The documentation promises only that things are added."""
    assert grade(kind, Breach("CC305", "a", "", ""), negative=False) == (Direction.UNDOCUMENTED, Level.SAFE)


@pytest.mark.parametrize(
    ("kind", "graded"),
    [
        (Kind.ABSENCE, (Direction.LIFTED, Level.DANGEROUS)),
        (Kind.LIMITATION, (Direction.LIFTED, Level.DANGEROUS)),
        (Kind.COMING_SOON, (Direction.LIFTED, Level.SAFE)),
        (Kind.CAPABILITY, (Direction.CHANGED, Level.BREAKING)),
        (Kind.DEPRECATION, (Direction.CHANGED, Level.BREAKING)),
        (Kind.RULE, (Direction.CHANGED, Level.BREAKING)),
    ],
)
def test_what_no_longer_is_refused_is_lifted(kind: Kind, graded: tuple[Direction, Level]) -> None:
    """Only kinds that speak of what is not can be lifted."""
    assert grade(kind, Breach("CC103", "answer", "a refusal", "status 200"), negative=True) == graded


@pytest.mark.parametrize("code", ["CC104", "CC106"])
@pytest.mark.parametrize("kind", [Kind.ABSENCE, Kind.COMING_SOON, Kind.LIMITATION])
def test_another_refusal_or_a_failing_server_lifts_nothing(kind: Kind, code: str) -> None:
    """The API does not do it either way; what it says is another matter."""
    assert grade(kind, Breach(code, "answer", "", ""), negative=True) == (Direction.CHANGED, Level.BREAKING)


@pytest.mark.parametrize(("code", "negative"), [("CC301", False), ("CC503", True), ("CC601", True)])
def test_what_is_not_there_is_missing(code: str, negative: bool) -> None:
    """A negative rule that had nothing to look at found nothing lifted."""
    breach = Breach(code, "a", "", "", absent=True)
    assert grade(Kind.ABSENCE, breach, negative=negative) == (Direction.MISSING, Level.BREAKING)


def test_a_positive_rule_of_an_absence_lifts_nothing() -> None:
    """A status that differs says nothing of the absence itself."""
    assert grade(Kind.ABSENCE, Breach("CC101", "status", "", ""), negative=False) == (Direction.CHANGED, Level.BREAKING)
