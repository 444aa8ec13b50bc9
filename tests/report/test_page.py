"""The page: what a record becomes before it is laid out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from centra_contracts.drift.model import RunHead, RunRecord
from centra_contracts.report.build import build_page
from centra_contracts.verdict.model import Level, Outcome


def test_the_matrix_has_every_cell_of_the_documentation(drifting: RunRecord) -> None:
    """Twenty functions, eleven columns, in the documentation's order."""
    matrix = build_page(drifting).matrix
    assert [(group.api, group.span) for group in matrix.groups] == [
        ("webhook", 1),
        ("checkout", 2),
        ("shop", 2),
        ("soap", 2),
        ("order", 2),
        ("graphql", 2),
    ]
    assert [len(row.cells) for row in matrix.rows] == [11] * 20
    assert {tally.word: tally.count for tally in matrix.documented} == {
        "Available": 103,
        "Limited": 21,
        "Not available": 84,
        "Coming soon": 12,
    }


def test_every_outcome_of_a_cell_shows(drifting: RunRecord) -> None:
    """Drift, silence, acceptance, untestable, skipped, not run and not encoded are told apart."""
    cells = [cell for row in build_page(drifting).matrix.rows for cell in row.cells if cell]
    counted = Counter(cell.outcome for cell in cells)
    assert sum(counted.values()) == 220
    assert set(counted) >= {"holds", "drift", "silent", "accepted", "untestable", "not_run", "not_encoded"}
    drift = next(cell for cell in cells if cell.outcome == "drift")
    assert drift.outcome_word in ("Missing", "Changed", "Lifted")
    assert "drift)" in drift.label


def test_every_cell_with_clauses_leads_to_them(drifting: RunRecord) -> None:
    """The anchor of a cell is the anchor of a group of clauses, and each stands once."""
    page = build_page(drifting)
    anchors = Counter(group.anchor for section in page.sections for group in section.groups if group.anchor)
    linked = {cell.anchor for row in page.matrix.rows for cell in row.cells if cell and cell.anchor}
    assert set(anchors) == linked
    assert set(anchors.values()) == {1}


def test_every_clause_is_listed_once(drifting: RunRecord) -> None:
    """Nothing vanishes."""
    listed = [view.id for section in build_page(drifting).sections for group in section.groups for view in group.clauses]
    assert sorted(listed) == [line.clause for line in drifting.verdicts]


def test_drift_stands_gravest_first(drifting: RunRecord) -> None:
    """Accepted drift comes last; every broken clause has a card, and every card evidence."""
    groups = build_page(drifting).drift
    assert [group.key for group in groups] == ["breaking", "dangerous", "safe", "accepted"]
    cards = [card for group in groups for card in group.cards]
    assert len(cards) == sum(line.verdict is Outcome.BROKEN for line in drifting.verdicts)
    assert all(any(view.shows for view in card.evidence) for card in cards)
    assert next(group for group in groups if group.key == "safe").minor


def test_what_was_not_judged_stands_by_reason(drifting: RunRecord) -> None:
    """Silence first, then what was skipped, then what cannot be tested."""
    groups = build_page(drifting).unjudged
    assert list(dict.fromkeys(group.key for group in groups)) == ["silent", "skipped", "untestable"]
    wanted = sum(line.verdict in (Outcome.SILENT, Outcome.SKIPPED) for line in drifting.verdicts)
    assert sum(len(group.clauses) for group in groups) == wanted
    assert groups[0].evidence


def test_an_honest_run_has_no_drift(honest: RunRecord) -> None:
    """The headline says so."""
    page = build_page(honest)
    assert (page.headline.tone, page.drift) == ("holds", ())


def test_a_clause_that_holds_shows_a_short_sample(honest: RunRecord) -> None:
    """One exchange, without headers, and short."""
    views = [view for section in build_page(honest).sections for group in section.groups for view in group.clauses]
    samples = [view.sample for view in views if view.sample]
    assert len(samples) == sum(line.verdict is Outcome.HOLDS for line in honest.verdicts)
    assert max(len(sample.response) for sample in samples) <= 520
    assert not any(sample.curl for sample in samples)


def test_deprecated_and_unreached_apis_are_marked(drifting: RunRecord) -> None:
    """Both show on the card and over the columns."""
    page = build_page(drifting)
    cards = {card.api: (bool(card.deprecated), card.configured) for card in page.apis}
    assert cards["shop"] == (True, True)
    assert cards["subscription"] == (True, False)
    assert {group.api: group.remark for group in page.matrix.groups}["shop"] == "deprecated"


def test_an_empty_record_becomes_a_page() -> None:
    """A run that was stopped at once has a page too."""
    head = RunHead("mock", "2022-09", "2026-11-14T09:05:07+00:00", None, True, "read", 0.0)
    page = build_page(RunRecord(head, (), {}, ()))
    assert (page.headline.tone, page.total, page.matrix.rows, page.sections) == ("empty", 0, (), ())


def test_exchanges_that_are_not_in_the_record_are_passed_over(drifting: RunRecord) -> None:
    """A cut off record has verdicts whose exchanges are missing."""
    page = build_page(replace(drifting, exchanges={}))
    assert all(not card.evidence for group in page.drift for card in group.cards)


def test_the_number_of_cards_by_level_is_the_headline_number(drifting: RunRecord) -> None:
    """The page does not contradict itself."""
    page = build_page(drifting)
    grave = [group for group in page.drift if group.key in (Level.BREAKING, Level.DANGEROUS)]
    assert sum(len(group.cards) for group in grave) == page.clauses_with_drift
    assert page.headline.sentence.startswith(f"{page.clauses_with_drift} of ")
