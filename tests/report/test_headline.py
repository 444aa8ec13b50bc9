"""The answer in one sentence."""

from __future__ import annotations

from dataclasses import replace

import pytest

from centra_contracts.drift.model import FindingLine, RunHead, RunRecord, VerdictLine
from centra_contracts.report.headline import duration, headline_of, notices_of, when
from centra_contracts.verdict.model import Direction, Level, Outcome

HEAD = RunHead("mock", "2022-09", "2026-11-14T09:05:07+00:00", None, False, "read", 8.1)
HOLDS = VerdictLine("a.b", "order", "", "", "rule", Outcome.HOLDS, "", "holds", (), "a", "", "A promise.", "page", "read")
FINDING = FindingLine("CC201", Direction.CHANGED, Level.BREAKING, "x", "1", "2", "", "0123456789ab")
BROKEN = replace(HOLDS, verdict=Outcome.BROKEN, findings=(FINDING,))
SAFE = replace(HOLDS, verdict=Outcome.BROKEN, findings=(replace(FINDING, level=Level.SAFE),))
ACCEPTED = replace(BROKEN, accepted="known", findings=(replace(FINDING, accepted="known"),))
SILENT = replace(HOLDS, verdict=Outcome.SILENT)
SKIPPED = replace(HOLDS, verdict=Outcome.SKIPPED)


@pytest.mark.parametrize(
    ("lines", "tone", "sentence"),
    [
        ([HOLDS, HOLDS, SKIPPED], "holds", "All 2 promises that were tried hold on mock."),
        ([HOLDS], "holds", "The one promise that was tried holds on mock."),
        ([HOLDS, BROKEN, BROKEN], "drift", "2 of 3 promises do not hold on mock: 2 breaking."),
        ([HOLDS, BROKEN, SILENT], "drift", "1 of 2 promises does not hold on mock: 1 breaking."),
        ([HOLDS, replace(BROKEN, findings=())], "drift", "1 of 2 promises does not hold on mock: 1 breaking."),
        ([HOLDS, SILENT], "silent", "1 promise could not be judged: mock gave no answer."),
        ([HOLDS, SAFE], "holds", "1 of 2 promises hold on mock; the rest is harmless."),
        ([HOLDS, SAFE, ACCEPTED], "accepted", "1 of 3 promises hold on mock; the rest is known or harmless."),
        ([SKIPPED], "empty", "Nothing was judged in this run."),
        ([], "empty", "Nothing was judged in this run."),
    ],
)
def test_the_headline_says_what_matters_most(lines: list[VerdictLine], tone: str, sentence: str) -> None:
    """Drift comes before silence; safe and accepted differences decide nothing."""
    headline = headline_of(HEAD, lines)
    assert (headline.tone, headline.sentence) == (tone, sentence)


def test_notices_say_what_the_numbers_do_not(drifting: RunRecord) -> None:
    """A cut off run, an API without address, and acceptances that are over."""
    head = replace(drifting.head, partial=True)
    assert [notice.title for notice in notices_of(head, drifting.verdicts)] == [
        "This record is incomplete",
        "Not every API was reached",
        "Acceptance has expired",
    ]
    assert notices_of(HEAD, []) == ()


@pytest.mark.parametrize(
    ("iso", "text"),
    [
        ("2026-11-14T23:30:00-02:00", "15 November 2026, 01:30 UTC"),
        ("2026-01-02T03:04:05", "2 January 2026, 03:04 UTC"),
        ("?", "?"),
    ],
)
def test_times_are_in_utc(iso: str, text: str) -> None:
    """Readers may be anywhere."""
    assert when(iso) == text


@pytest.mark.parametrize(("seconds", "text"), [(0.04, "0.0 s"), (59.9, "59.9 s"), (60, "1 min 0 s"), (7260, "2 h 1 min")])
def test_durations_are_short(seconds: float, text: str) -> None:
    """Two units are enough."""
    assert duration(seconds) == text
