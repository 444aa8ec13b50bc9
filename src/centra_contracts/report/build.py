"""From the record of a run to the page: pure, and the same record gives the same page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from centra_contracts.drift.cells import CellState, observe_cells
from centra_contracts.drift.collect import api_rank
from centra_contracts.drift.model import ApiState, FieldCount, RunRecord, VerdictLine
from centra_contracts.report.groups import drift_groups, reason_groups, sample_length, sample_of
from centra_contracts.report.headline import coverage_says, facts_of, fields_say, headline_of, notices_of, numbers_of
from centra_contracts.report.matrix import cell_anchors, matrix_table
from centra_contracts.report.model import (
    ApiCard,
    ClauseGroup,
    ClauseSection,
    Command,
    Page,
    Quantity,
    Tally,
    UnseenFields,
)
from centra_contracts.report.views import api_name, clause_view, tallies_of, verdict_key
from centra_contracts.report.words import (
    API_ROLES,
    GLOSSARY,
    LEVEL_WORDS,
    MODE_WORDS,
    STATUS_WORDS,
    VERDICT_WORDS,
    listing,
)
from centra_contracts.verdict.model import Level

__all__ = ["build_page"]


def build_page(record: RunRecord) -> Page:
    """Everything that the report shows of a run."""
    head, lines = record.head, record.verdicts
    cells = observe_cells(head.documented, lines)
    return Page(
        title=f"Centra contracts: {head.target}, edition {head.edition}",
        target=head.target,
        edition=head.edition,
        headline=headline_of(head, lines),
        notices=notices_of(head, lines),
        facts=facts_of(head),
        numbers=numbers_of(lines, cells, head.coverage, head.fields),
        verdicts=_verdict_tallies(lines),
        matrix=matrix_table(cells, head.apis),
        apis=_api_cards(record),
        drift=drift_groups(record),
        unjudged=reason_groups(record),
        fields_say=fields_say(head.fields),
        unseen=_unseen(head.fields),
        sections=_sections(record, cells),
        commands=_commands(record),
        glossary=GLOSSARY,
        versions=tuple(Quantity(name, version) for name, version in sorted(head.versions.items())),
        total=len(lines),
        clauses_with_drift=sum(line.drifts for line in lines),
    )


def _unseen(count: FieldCount | None) -> tuple[UnseenFields, ...]:
    """The documented fields that no answer had a value for, by type, in the order of their names."""
    by_type: dict[str, list[str]] = {}
    for coordinate in count.unseen if count is not None else ():
        name, _, field = coordinate.partition(".")
        by_type.setdefault(name, []).append(field)
    return tuple(UnseenFields(name, tuple(fields)) for name, fields in sorted(by_type.items()))


def _verdict_tallies(lines: Sequence[VerdictLine]) -> tuple[Tally, ...]:
    keys = [verdict_key(line) for line in lines]
    return tallies_of([(key, word, keys.count(key)) for key, word in VERDICT_WORDS.items()])


def _api_cards(record: RunRecord) -> tuple[ApiCard, ...]:
    apis = {line.api for line in record.verdicts} | set(record.head.apis)
    cards = []
    for api in sorted(apis, key=lambda api: (api_rank(api), api)):
        lines = [line for line in record.verdicts if line.api == api]
        state = record.head.apis.get(api, ApiState(configured=True))
        counted = []
        for level in Level:
            number = sum(f.level is level and not f.accepted for line in lines for f in line.findings)
            if number:
                counted.append(f"{number:,} {LEVEL_WORDS[level].lower()}")
        deprecated = state.deprecated or next((line.deprecated for line in lines if line.deprecated), "")
        role = API_ROLES.get(api, "")
        tallies, drift = _verdict_tallies(lines), listing(counted)
        encoded = coverage_says(record.head.coverage.get(api))
        cards.append(ApiCard(api, api_name(api), role, state.configured, deprecated, len(lines), tallies, drift, encoded))
    return tuple(cards)


def _sections(record: RunRecord, cells: Sequence[CellState]) -> tuple[ClauseSection, ...]:
    anchors = cell_anchors(cells)
    documented = {_cell_key(cell.lines[0]): cell.documented.status for cell in cells if cell.lines}
    sections = []
    for card in _api_cards(record):
        lines = [line for line in record.verdicts if line.api == card.api]
        if lines:
            groups = _clause_groups(record, lines, anchors, documented)
            sections.append(ClauseSection(card.api, card.name, bool(card.deprecated), len(lines), card.tallies, groups))
    return tuple(sections)


def _clause_groups(
    record: RunRecord,
    lines: Sequence[VerdictLine],
    anchors: Mapping[tuple[str, str, str], str],
    documented: Mapping[tuple[str, str, str], str],
) -> tuple[ClauseGroup, ...]:
    in_cells: dict[tuple[str, str, str], list[VerdictLine]] = {}
    others: dict[tuple[str, str], list[VerdictLine]] = {}
    for line in lines:
        if line.function:
            in_cells.setdefault(_cell_key(line), []).append(line)
        else:
            others.setdefault((line.contract, line.title), []).append(line)
    places, length = list(anchors), sample_length(len(record.verdicts))
    groups = []
    for key in sorted(in_cells, key=lambda key: (places.index(key) if key in anchors else len(places), key)):
        status = documented.get(key, "")
        title = f"{key[0]}, {MODE_WORDS.get(key[2], key[2]).lower()}"
        views = tuple(clause_view(line, sample_of(record, line, length)) for line in in_cells[key])
        groups.append(ClauseGroup(anchors.get(key, ""), title, status, STATUS_WORDS.get(status, status), views))
    for (contract, title), found in sorted(others.items()):
        views = tuple(clause_view(line, sample_of(record, line, length)) for line in found)
        groups.append(ClauseGroup("", title or contract, "", "", views, views[0].replaced_by))
    return tuple(groups)


def _cell_key(line: VerdictLine) -> tuple[str, str, str]:
    return (line.function, line.api, line.mode)


def _commands(record: RunRecord) -> tuple[Command, ...]:
    head = record.head
    check = f"centra-contracts check --target {head.target}"
    if head.edition:
        check += f" --edition {head.edition}"
    if head.allow and head.allow != "read":
        check += f" --allow {head.allow}"
    first = next((line.clause for line in record.verdicts if line.drifts), "")
    first = first or next((line.clause for line in record.verdicts), "CLAUSE")
    return (
        Command("Run the same again", head.command or check),
        Command("Run one clause again", f'{check} -k "{first}"'),
        Command("See what a clause says and how to try it by hand", f"centra-contracts explain {first}"),
        Command("Judge this recording again, with no network", "centra-contracts replay FOLDER"),
        Command("Write this page again from the recording", "centra-contracts report FOLDER"),
    )
