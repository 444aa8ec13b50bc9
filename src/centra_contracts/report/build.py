"""From the record of a run to the page: pure, and the same record gives the same page."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from centra_contracts.drift.cells import CellState, observe_cells
from centra_contracts.drift.collect import api_rank
from centra_contracts.drift.model import ApiState, RunRecord, VerdictLine
from centra_contracts.report.evidence import view_exchange
from centra_contracts.report.headline import facts_of, headline_of, notices_of, numbers_of
from centra_contracts.report.matrix import cell_anchors, matrix_table
from centra_contracts.report.model import (
    ApiCard,
    ClauseGroup,
    ClauseSection,
    Command,
    DriftCard,
    DriftGroup,
    EvidenceView,
    Page,
    Quantity,
    SkipGroup,
    Tally,
)
from centra_contracts.report.views import api_name, clause_view, tallies_of, verdict_key
from centra_contracts.report.words import (
    API_ROLES,
    DRIFT_EXPLANATIONS,
    GLOSSARY,
    LEVEL_WORDS,
    MODE_WORDS,
    STATUS_WORDS,
    VERDICT_WORDS,
    listing,
)
from centra_contracts.verdict.model import Direction, Level, Outcome

__all__ = ["build_page"]

_MOST_EXCHANGES = 6  # of one clause
_EVIDENCE_BUDGET = 1_000_000  # characters of all evidence of drift; shared out evenly, so that the page stays fluent
_SAMPLE_BUDGET = 500_000  # characters of all samples
_LONGEST_EVIDENCE, _SHORTEST_EVIDENCE = 6000, 600
_LONGEST_SAMPLE, _SHORTEST_SAMPLE = 500, 150


@dataclass(frozen=True, slots=True)
class _Limits:
    evidence: int  # characters of each text
    sample: int


def build_page(record: RunRecord) -> Page:
    """Everything that the report shows of a run."""
    head, lines = record.head, record.verdicts
    cells = observe_cells(head.documented, lines)
    shown = [line for line in lines if _is_shown_in_full(line)]
    limits = _limits(shown, len(lines))
    groups = _drift_groups(record, limits)
    return Page(
        title=f"Centra contracts: {head.target}, edition {head.edition}",
        target=head.target,
        edition=head.edition,
        headline=headline_of(head, lines),
        notices=notices_of(head, lines),
        facts=facts_of(head),
        numbers=numbers_of(lines, cells),
        verdicts=_verdict_tallies(lines),
        matrix=matrix_table(cells, head.apis),
        apis=_api_cards(record),
        drift=tuple(group for group in groups if group.key != "silent"),
        silent=next((group for group in groups if group.key == "silent"), None),
        skipped=_skip_groups(lines),
        sections=_sections(record, cells, limits),
        commands=_commands(record),
        glossary=GLOSSARY,
        versions=tuple(Quantity(name, version) for name, version in sorted(head.versions.items())),
        total=len(lines),
        clauses_with_drift=sum(line.drifts for line in lines),
    )


def _is_shown_in_full(line: VerdictLine) -> bool:
    return line.verdict in (Outcome.BROKEN, Outcome.SILENT)


def _limits(shown: Sequence[VerdictLine], total: int) -> _Limits:
    texts = 2 * sum(min(_MOST_EXCHANGES, len(line.exchanges)) for line in shown)
    evidence = _EVIDENCE_BUDGET // max(1, texts)
    sample = _SAMPLE_BUDGET // max(1, 2 * total)
    return _Limits(
        max(_SHORTEST_EVIDENCE, min(_LONGEST_EVIDENCE, evidence)), max(_SHORTEST_SAMPLE, min(_LONGEST_SAMPLE, sample))
    )


def _verdict_tallies(lines: Sequence[VerdictLine]) -> tuple[Tally, ...]:
    keys = [verdict_key(line) for line in lines]
    return tallies_of([(key, word, keys.count(key)) for key, word in VERDICT_WORDS.items()])


def _drift_groups(record: RunRecord, limits: _Limits) -> list[DriftGroup]:
    cards: dict[str, list[tuple[VerdictLine, DriftCard]]] = {}
    minor = []
    for line in record.verdicts:
        if _is_shown_in_full(line):
            cards.setdefault(_gravity(line), []).append((line, _card(record, line, limits)))
        elif line.findings:
            minor.append(clause_view(line))
    titles = {**{level.value: LEVEL_WORDS[level] for level in Level}, "accepted": "Accepted", "silent": "No answer"}
    groups = []
    for key, title in titles.items():
        ordered = sorted(cards.get(key, []), key=lambda pair: _card_order(pair[0]))
        views = tuple(minor) if key == Level.SAFE.value else ()
        if ordered or views:
            groups.append(DriftGroup(key, title, DRIFT_EXPLANATIONS[key], tuple(card for _, card in ordered), views))
    return groups


def _gravity(line: VerdictLine) -> str:
    if line.verdict is Outcome.SILENT and not line.findings:
        return "silent"
    if line.accepted:
        return "accepted"
    worst = line.worst
    return worst.level.value if worst else Level.BREAKING.value


def _card_order(line: VerdictLine) -> tuple[int, int, str]:
    worst = line.worst
    return (list(Direction).index(worst.direction) if worst else 0, api_rank(line.api), line.clause)


def _card(record: RunRecord, line: VerdictLine, limits: _Limits) -> DriftCard:
    places = {finding.exchange: finding.place for finding in reversed(line.findings) if finding.exchange}
    ids = list(dict.fromkeys([*places, *reversed(line.exchanges)]))
    known = [exchange_id for exchange_id in ids if exchange_id in record.exchanges]
    # The exchanges that show a finding come first, then the last ones; they are shown in the order in which they happened.
    chosen = set(known[:_MOST_EXCHANGES])
    order = [*line.exchanges, *places]
    views = [
        view_exchange(record.exchanges[exchange_id], place=places.get(exchange_id, ""), limit=limits.evidence)
        for exchange_id in dict.fromkeys(order)
        if exchange_id in chosen
    ]
    return DriftCard(clause_view(line), tuple(views), len(known) - len(chosen))


def _sample(record: RunRecord, line: VerdictLine, limits: _Limits) -> EvidenceView | None:
    if _is_shown_in_full(line):
        return None
    known = [exchange_id for exchange_id in line.exchanges if exchange_id in record.exchanges]
    return view_exchange(record.exchanges[known[-1]], limit=limits.sample, brief=True) if known else None


def _skip_groups(lines: Sequence[VerdictLine]) -> tuple[SkipGroup, ...]:
    groups: dict[tuple[str, str, str], list[VerdictLine]] = {}
    for line in lines:
        if line.verdict is Outcome.SKIPPED:
            groups.setdefault((verdict_key(line), line.code, line.because or "No reason was recorded."), []).append(line)
    ordered = sorted(groups.items(), key=lambda item: (item[0][0], -len(item[1]), item[0]))
    return tuple(
        SkipGroup(key, reason, code, tuple(clause_view(line) for line in found)) for (key, code, reason), found in ordered
    )


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
        cards.append(
            ApiCard(api, api_name(api), role, state.configured, deprecated, len(lines), _verdict_tallies(lines), listing(counted))
        )
    return tuple(cards)


def _sections(record: RunRecord, cells: Sequence[CellState], limits: _Limits) -> tuple[ClauseSection, ...]:
    anchors = cell_anchors(cells)
    documented = {_cell_key(cell.lines[0]): cell.documented.status for cell in cells if cell.lines}
    sections = []
    for card in _api_cards(record):
        lines = [line for line in record.verdicts if line.api == card.api]
        if lines:
            groups = _clause_groups(record, lines, anchors, documented, limits)
            sections.append(ClauseSection(card.api, card.name, bool(card.deprecated), len(lines), card.tallies, groups))
    return tuple(sections)


def _clause_groups(
    record: RunRecord,
    lines: Sequence[VerdictLine],
    anchors: Mapping[tuple[str, str, str], str],
    documented: Mapping[tuple[str, str, str], str],
    limits: _Limits,
) -> tuple[ClauseGroup, ...]:
    in_cells: dict[tuple[str, str, str], list[VerdictLine]] = {}
    others: dict[tuple[str, str], list[VerdictLine]] = {}
    for line in lines:
        if line.function:
            in_cells.setdefault(_cell_key(line), []).append(line)
        else:
            others.setdefault((line.contract, line.title), []).append(line)
    places = list(anchors)
    groups = []
    for key in sorted(in_cells, key=lambda key: (places.index(key) if key in anchors else len(places), key)):
        status = documented.get(key, "")
        title = f"{key[0]}, {MODE_WORDS.get(key[2], key[2]).lower()}"
        views = tuple(clause_view(line, _sample(record, line, limits)) for line in in_cells[key])
        groups.append(ClauseGroup(anchors.get(key, ""), title, status, STATUS_WORDS.get(status, status), views))
    for (contract, title), found in sorted(others.items()):
        views = tuple(clause_view(line, _sample(record, line, limits)) for line in found)
        groups.append(ClauseGroup("", title or contract, "", "", views))
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
