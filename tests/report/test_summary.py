"""The result in few words."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from centra_contracts.contract.model import Replacement
from centra_contracts.drift.model import RunRecord
from centra_contracts.report.build import build_page
from centra_contracts.report.summary import summary_lines, summary_markdown


@pytest.mark.parametrize("width", [80, 100])
@pytest.mark.parametrize("kind", ["drifting", "honest", "partial", "hostile"])
def test_the_summary_fits_one_screen(invented_record: Callable[..., RunRecord], kind: str, width: int) -> None:
    """At most 24 lines of the given width, and no control characters."""
    record = {
        "drifting": invented_record(),
        "honest": invented_record(honest=True),
        "partial": invented_record(150, partial=True),
        "hostile": invented_record(200, hostile="\x1b[2J\r\n\u202e " * 30),
    }[kind]
    lines = summary_lines(build_page(record), width=width, folder="reports/latest")
    assert len(lines) <= 24
    assert max(len(line.text) for line in lines) <= width
    assert all(line.text.isprintable() for line in lines)
    assert lines[-1].text == "Report: reports/latest/index.html"


def test_the_summary_begins_with_the_answer(drifting: RunRecord) -> None:
    """The headline comes first, then the facts, then the table."""
    text = "\n".join(line.text for line in summary_lines(build_page(drifting)))
    assert text.startswith("9 of 570 promises do not hold on staging: 5 breaking and 4 dangerous.\n")
    assert "Shop API (deprecated)" in text
    assert "breaking   graphql." in text


def test_what_does_not_fit_is_counted(drifting: RunRecord) -> None:
    """The rest is named as such."""
    assert any(line.text.endswith("lines more in the report") for line in summary_lines(build_page(drifting)))


def test_markdown_shows_text_as_it_is(invented_record: Callable[..., RunRecord]) -> None:
    """Nothing that was recorded becomes a link, a table cell or HTML."""
    text = summary_markdown(build_page(invented_record(120, hostile="<b>|[x](http://evil.example)`\n# title")))
    assert "<b>" not in text
    assert "](http://evil" not in text.replace("\\]", "")
    assert "\n# title" not in text


def test_markdown_tells_what_to_move_to(drifting: RunRecord) -> None:
    """A broken promise of a deprecated operation names the operations that replace it."""
    moved = tuple(
        Replacement(api, name, "page") for api, name in (("checkout", "PUT /a"), ("checkout", "GET /a"), ("shop", "PUT /b"))
    )
    record = replace(drifting, verdicts=tuple(replace(line, replaced_by=moved) for line in drifting.verdicts))
    assert "  \n  Move to Checkout API `PUT /a`, `GET /a`, Shop API `PUT /b`\n" in summary_markdown(build_page(record))
    assert "Move to" not in summary_markdown(build_page(drifting))


def test_markdown_lists_drift_with_its_source(drifting: RunRecord) -> None:
    """Each promise links to its page."""
    text = summary_markdown(build_page(drifting))
    assert text.startswith("# 9 of 570 promises do not hold on staging: 5 breaking and 4 dangerous.\n")
    assert "## Breaking: 5\n" in text
    assert "([documented](https://docs.centra.com/api-references/api-intro/api-functions))" in text
    assert "- Untestable, 15: No page documents an operation that writes this.\n" in text


def test_facts_of_no_api_are_not_told_as_those_of_one(drifting: RunRecord) -> None:
    """What the documentation says of all APIs at once has no share in the figure of the APIs."""
    numbers = {number.label: number for number in build_page(drifting).numbers}
    assert numbers["documented facts encoded"].value == "1,752"
    assert "of 2,540 of 2 APIs" in numbers["documented facts encoded"].remark
