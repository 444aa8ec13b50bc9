"""Accepted drift: reading it, applying it, and saying what of it is over."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from centra_contracts.drift.baseline import Accepted, accept_line, apply_baseline, parse_baseline
from centra_contracts.drift.model import BaselineNote, FindingLine, VerdictLine
from centra_contracts.errors import ConfigurationError
from centra_contracts.verdict.model import Level, Outcome

GOOD = """
accepted:
  - fingerprint: "3fa91c02b7de"
    clause: order.stock.read
    reason: Known to the vendor.
    expires: "2027-03-31"
  - fingerprint: 123456789012
    reason: Harmless for us.
    expires: 2027-01-01
"""
LAST_DAY = date(2027, 3, 31)
BASELINE = {"3fa91c02b7de": Accepted("3fa91c02b7de", "Known to the vendor.", LAST_DAY, "order.stock.read")}


def test_a_baseline_is_read_with_reasons_and_days() -> None:
    """Twelve digits without a letter need no quotes."""
    assert parse_baseline(GOOD, "baseline.yaml") == {
        **BASELINE,
        "123456789012": Accepted("123456789012", "Harmless for us.", date(2027, 1, 1)),
    }


@pytest.mark.parametrize("text", ["", "\n", "accepted:\n", "accepted: []\n"])
def test_an_empty_baseline_accepts_nothing(text: str) -> None:
    """A file that was emptied is as good as none."""
    assert parse_baseline(text, "baseline.yaml") == {}


def test_all_problems_are_reported_at_once() -> None:
    """Each has file, line and what is wrong."""
    text = """acepted: []
accepted:
  - fingerprint: "xyz"
    reason: r
    expires: "2027-02-30"
  - fingerprint: "3fa91c02b7de"
    reson: r
    expires: "2027-02-01"
  - just text
"""
    with pytest.raises(ConfigurationError) as caught:
        parse_baseline(text, "baseline.yaml")
    assert str(caught.value).splitlines() == [
        "baseline.yaml:1: unknown key 'acepted'; did you mean 'accepted'?",
        "baseline.yaml:3: fingerprint 'xyz' is not twelve hexadecimal digits in quotes",
        "baseline.yaml:5: expires '2027-02-30' is not a day such as 2027-03-31",
        "baseline.yaml:6: reason is missing or not a text",
        "baseline.yaml:7: unknown key 'reson'; did you mean 'reason'?",
        "baseline.yaml:9: an entry has the keys fingerprint, reason and expires",
    ]


def test_the_same_fingerprint_twice_is_a_problem() -> None:
    """Which of two reasons holds would be a guess."""
    entry = '  - {fingerprint: "3fa91c02b7de", reason: r, expires: "2027-02-01"}\n'
    with pytest.raises(ConfigurationError, match="baseline.yaml:3: fingerprint 3fa91c02b7de stands here twice"):
        parse_baseline(f"accepted:\n{entry}{entry}", "baseline.yaml")


@pytest.mark.parametrize("text", ["- a\n", "text\n", "accepted: 3\n"])
def test_a_baseline_that_is_no_list_is_refused(text: str) -> None:
    """The message says what a baseline looks like."""
    with pytest.raises(ConfigurationError, match="a baseline is a mapping with the key 'accepted' that holds a list"):
        parse_baseline(text, "baseline.yaml")


@pytest.mark.parametrize(("today", "reason"), [(LAST_DAY, "Known to the vendor."), (date(2027, 4, 1), "")])
def test_the_last_day_still_counts(
    line: Callable[..., VerdictLine], finding: Callable[..., FindingLine], today: date, reason: str
) -> None:
    """An acceptance holds until the end of its last day."""
    broken = line(verdict=Outcome.BROKEN, findings=(finding(fingerprint="3fa91c02b7de"),))
    accepted = accept_line(broken, BASELINE, today)
    assert (accepted.accepted, accepted.drifts) == (reason, not reason)


def test_a_line_is_accepted_only_with_every_grave_finding(
    line: Callable[..., VerdictLine], finding: Callable[..., FindingLine]
) -> None:
    """A new difference beside an accepted one still counts; a safe one does not matter."""
    known, other = finding(fingerprint="3fa91c02b7de"), finding(fingerprint="aaaaaaaaaaaa")
    safe = finding(fingerprint="bbbbbbbbbbbb", level=Level.SAFE)
    two = accept_line(line(verdict=Outcome.BROKEN, findings=(known, other)), BASELINE, LAST_DAY)
    assert (two.accepted, two.drifts, two.worst) == ("", True, other)
    beside = accept_line(line(verdict=Outcome.BROKEN, findings=(known, safe)), BASELINE, LAST_DAY)
    assert (beside.accepted, beside.drifts) == ("Known to the vendor.", False)


def test_a_line_that_holds_is_never_accepted(line: Callable[..., VerdictLine]) -> None:
    """There is nothing to accept."""
    assert accept_line(line(), BASELINE, LAST_DAY) == line()


def test_expired_and_stale_entries_are_reported(line: Callable[..., VerdictLine], finding: Callable[..., FindingLine]) -> None:
    """Stale means that the clause was judged and no longer differs."""
    broken = line(verdict=Outcome.BROKEN, findings=(finding(fingerprint="3fa91c02b7de"),))
    expired = BaselineNote("3fa91c02b7de", "Known to the vendor.", "2027-03-31", "expired")
    stale = BaselineNote("3fa91c02b7de", "Known to the vendor.", "2027-03-31", "stale")
    assert apply_baseline([broken], BASELINE, LAST_DAY)[1] == ()
    assert apply_baseline([broken], BASELINE, date(2027, 4, 1))[1] == (expired,)
    assert apply_baseline([line()], BASELINE, LAST_DAY)[1] == (stale,)
    assert apply_baseline([line(verdict=Outcome.SKIPPED)], BASELINE, LAST_DAY)[1] == ()
    assert apply_baseline([], BASELINE, LAST_DAY)[1] == ()
