"""The registry of lies tells what it was asked to and nothing else."""

from __future__ import annotations

import pytest

from centra_mock.lies import Lie, Lies, UnknownLieError

KNOWN = (
    Lie("order-pages-backwards", "order", "Pages come in reverse."),
    Lie("order-forgets", "order", "Nothing is kept."),
)


def test_only_the_told_lies_are_told() -> None:
    """Telling replaces what was told before."""
    lies = Lies(KNOWN, ["order-forgets"])
    lies.tell(["order-pages-backwards"])
    assert (lies.names(), lies.told("order-forgets")) == (["order-pages-backwards"], False)


def test_an_unknown_lie_is_refused_with_the_nearest_names() -> None:
    """And nothing changes."""
    lies = Lies(KNOWN, ["order-forgets"])
    with pytest.raises(UnknownLieError, match="did you mean order-forgets"):
        lies.tell(["order-forget"])
    assert lies.names() == ["order-forgets"]


def test_asking_for_an_undeclared_lie_is_a_mistake_of_the_face() -> None:
    """It shows at once, instead of never being told."""
    with pytest.raises(KeyError):
        Lies(KNOWN).told("order-forget")


def test_two_lies_of_one_name_are_refused() -> None:
    """A name means one deviation."""
    with pytest.raises(ValueError, match="two lies"):
        Lies([KNOWN[0], KNOWN[0]])
