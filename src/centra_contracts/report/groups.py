"""The drift list, gravest first, and what was not judged, by reason; each with the evidence that the page can carry."""

from __future__ import annotations

from collections.abc import Mapping

from centra_contracts.drift.collect import api_rank
from centra_contracts.drift.model import RunRecord, VerdictLine
from centra_contracts.report.curl import recorded_secrets
from centra_contracts.report.evidence import view_exchange
from centra_contracts.report.model import DriftCard, DriftGroup, EvidenceView, ReasonGroup
from centra_contracts.report.views import clause_view, verdict_key
from centra_contracts.report.words import DRIFT_EXPLANATIONS, LEVEL_WORDS, UNJUDGED_EXPLANATIONS
from centra_contracts.verdict.model import Direction, Level, Outcome

__all__ = ["drift_groups", "reason_groups", "sample_length", "sample_of"]

_MOST_EXCHANGES = 6  # of one clause
_MOST_CARDS = 200  # with evidence; further ones point to the recording
_EVIDENCE_BUDGET = 900_000  # characters of all evidence, shared out evenly, so that the page stays fluent
_SAMPLE_BUDGET = 450_000  # characters of all samples
_LONGEST_EVIDENCE, _SHORTEST_EVIDENCE = 6000, 500
_LONGEST_SAMPLE, _SHORTEST_SAMPLE = 500, 120


def drift_groups(record: RunRecord) -> tuple[DriftGroup, ...]:
    """Clauses that broke, by gravity, and those that hold with something undocumented beside; empty groups are left out."""
    titles = {**{level.value: LEVEL_WORDS[level] for level in Level}, "accepted": "Accepted"}
    keys = list(titles)
    broken = sorted(
        (line for line in record.verdicts if line.verdict is Outcome.BROKEN),
        key=lambda line: (keys.index(_gravity(line)), *_card_order(line)),
    )
    most = max(1, min(_MOST_EXCHANGES, 2 * _MOST_CARDS // max(1, len(broken))))
    shown = sum(min(most, len(line.exchanges)) for line in broken[:_MOST_CARDS])
    limit = max(_SHORTEST_EVIDENCE, min(_LONGEST_EVIDENCE, _EVIDENCE_BUDGET // max(1, 2 * shown)))
    secrets = recorded_secrets(record.exchanges.values())
    cards: dict[str, list[DriftCard]] = {key: [] for key in keys}
    for index, line in enumerate(broken):
        cards[_gravity(line)].append(_card(record, line, most if index < _MOST_CARDS else 0, limit, secrets))
    minor = tuple(clause_view(line) for line in record.verdicts if line.findings and line.verdict is not Outcome.BROKEN)
    groups = []
    for key, title in titles.items():
        beside = minor if key == Level.SAFE.value else ()
        if cards[key] or beside:
            groups.append(DriftGroup(key, title, DRIFT_EXPLANATIONS[key], tuple(cards[key]), beside))
    return tuple(groups)


def reason_groups(record: RunRecord) -> tuple[ReasonGroup, ...]:
    """Clauses that were not judged: no answer first, then skipped, then untestable; by reason, the most frequent first."""
    groups: dict[tuple[str, str, str], list[VerdictLine]] = {}
    for line in record.verdicts:
        if line.verdict in (Outcome.SILENT, Outcome.SKIPPED):
            because = line.because or "No reason was recorded."
            groups.setdefault((verdict_key(line), because, line.code), []).append(line)
    keys = list(UNJUDGED_EXPLANATIONS)
    ordered = sorted(groups.items(), key=lambda item: (keys.index(item[0][0]), -len(item[1]), item[0]))
    return tuple(
        ReasonGroup(key, reason, code, tuple(clause_view(line) for line in lines), _last_words(record, lines[0]))
        for (key, reason, code), lines in ordered
    )


def sample_length(total: int) -> int:
    """How many characters each text of a sample may have on a page with ``total`` clauses."""
    return max(_SHORTEST_SAMPLE, min(_LONGEST_SAMPLE, _SAMPLE_BUDGET // max(1, 2 * total)))


def sample_of(record: RunRecord, line: VerdictLine, limit: int) -> EvidenceView | None:
    """The last exchange of a clause in short; None when nothing was said, or when the drift list shows it in full."""
    known = [exchange_id for exchange_id in line.exchanges if exchange_id in record.exchanges]
    if line.verdict is Outcome.BROKEN or not known:
        return None
    return view_exchange(record.exchanges[known[-1]], limit=limit, brief=True)


def _gravity(line: VerdictLine) -> str:
    if line.accepted:
        return "accepted"
    worst = line.worst
    return worst.level.value if worst else Level.BREAKING.value


def _card_order(line: VerdictLine) -> tuple[int, int, str]:
    worst = line.worst
    return (list(Direction).index(worst.direction) if worst else 0, api_rank(line.api), line.clause)


def _card(record: RunRecord, line: VerdictLine, most: int, limit: int, secrets: Mapping[str, str]) -> DriftCard:
    places = {finding.exchange: finding.place for finding in reversed(line.findings) if finding.exchange}
    wanted = [name for name in dict.fromkeys([*places, *reversed(line.exchanges)]) if name in record.exchanges]
    # Those that show a finding are chosen first, then the last ones; they are shown in the order in which they happened.
    chosen = set(wanted[:most])
    views = [
        view_exchange(
            record.exchanges[name], place=places.get(name), limit=limit, secret=secrets.get(record.exchanges[name].api, "")
        )
        for name in dict.fromkeys([*line.exchanges, *places])
        if name in chosen
    ]
    return DriftCard(clause_view(line), tuple(views), len(wanted) - len(chosen))


def _last_words(record: RunRecord, line: VerdictLine) -> tuple[EvidenceView, ...]:
    known = [exchange_id for exchange_id in line.exchanges if exchange_id in record.exchanges]
    if line.verdict is not Outcome.SILENT or not known:
        return ()
    return (view_exchange(record.exchanges[known[-1]], limit=_LONGEST_SAMPLE * 2),)
