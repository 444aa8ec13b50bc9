"""The head of the page: the answer in one sentence, what must be known before it, and the numbers."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime

from centra_contracts.contract.model import Api
from centra_contracts.drift.cells import CellOutcome, CellState
from centra_contracts.drift.collect import count_verdicts
from centra_contracts.drift.model import FactCount, FieldCount, RunHead, VerdictLine
from centra_contracts.report.model import Headline, Notice, Quantity
from centra_contracts.report.views import api_name, verdict_key
from centra_contracts.report.words import LEVEL_WORDS, count_of, listing
from centra_contracts.verdict.model import Level, Outcome

__all__ = ["coverage_says", "duration", "facts_of", "fields_say", "headline_of", "notices_of", "numbers_of", "when"]


def headline_of(head: RunHead, lines: Sequence[VerdictLine]) -> Headline:
    """The answer. Drift that nobody accepted decides first, then silence; safe drift never does."""
    judged = sum(line.verdict in (Outcome.HOLDS, Outcome.BROKEN) for line in lines)
    drifting = sum(line.drifts for line in lines)
    silent = sum(line.verdict is Outcome.SILENT for line in lines)
    accepted = sum(line.verdict is Outcome.BROKEN and bool(line.accepted) for line in lines)
    holding = sum(line.verdict is Outcome.HOLDS and not line.drifts for line in lines)
    safe = sum(any(f.level is Level.SAFE and not f.accepted for f in line.findings) for line in lines)
    remarks = []
    if silent and drifting:
        remarks.append(f"{count_of(silent, 'promise')} got no answer and could not be judged.")
    if safe and not drifting:
        remarks.append(f"{count_of(safe, 'promise')} showed safe differences, which hurt nobody.")
    if accepted:
        known = count_of(accepted, "known difference")
        remarks.append(f"{known} {'is' if accepted == 1 else 'are'} accepted for the time being.")
    remark = " ".join(remarks)
    if drifting:
        levels = _levels(lines)
        do = "does" if drifting == 1 else "do"
        sentence = f"{drifting:,} of {count_of(judged, 'promise')} {do} not hold on {head.target}: {levels}."
        return Headline("drift", sentence, remark)
    if silent:
        sentence = f"{count_of(silent, 'promise')} could not be judged: {head.target} gave no answer."
        rest = "Everything that was answered is as documented." if judged else "Nothing could be judged at all."
        return Headline("silent", sentence, f"{rest} {remark}".strip())
    if not judged:
        return Headline("empty", "Nothing was judged in this run.", remark or "The reasons stand below.")
    if holding < judged:
        rest = "the rest is known or harmless" if accepted else "the rest is harmless"
        sentence = f"{holding:,} of {count_of(judged, 'promise')} hold on {head.target}; {rest}."
        return Headline("accepted" if accepted else "holds", sentence, remark)
    every = "The one promise that was tried holds" if judged == 1 else f"All {judged:,} promises that were tried hold"
    return Headline("holds", f"{every} on {head.target}.", remark)


def notices_of(head: RunHead, lines: Sequence[VerdictLine]) -> tuple[Notice, ...]:
    """What a reader must know before the numbers."""
    notices = []
    if head.partial:
        shown = count_of(len(lines), "clause")
        says = f"The run was cut off. This page shows the {shown} that had a verdict by then; the others are not in it."
        notices.append(Notice("This record is incomplete", says))
    missing = [api_name(api) for api, state in sorted(head.apis.items()) if not state.configured]
    if missing:
        have = "has" if len(missing) == 1 else "have"
        says = f"{listing(missing)} {have} no address in this target, so nothing was tried there."
        notices.append(Notice("Not every API was reached", says))
    expired = [f"{note.fingerprint} (until {note.expires}: {note.reason})" for note in head.baseline if note.state == "expired"]
    if expired:
        notices.append(Notice("Acceptance has expired", f"These entries of the baseline no longer count: {'; '.join(expired)}."))
    stale = [f"{note.fingerprint} ({note.reason})" for note in head.baseline if note.state == "stale"]
    if stale:
        says = f"Nothing differs there any more, so these entries of the baseline can go: {'; '.join(stale)}."
        notices.append(Notice("Accepted drift is gone", says))
    return tuple(notices)


def facts_of(head: RunHead) -> tuple[Quantity, ...]:
    """Where, by which documentation, when, how long, and what was permitted."""
    facts = [
        Quantity("Target", head.target, f"seed {head.seed}" if head.seed is not None else ""),
        Quantity("Documentation", f"Edition {head.edition}"),
        Quantity("Started", when(head.started)),
        Quantity("Duration", duration(head.seconds), "cut off" if head.partial else ""),
    ]
    if head.allow:
        facts.append(Quantity("Permitted effect", head.allow.capitalize()))
    return tuple(facts)


def coverage_says(count: FactCount | None) -> str:
    """How much of what is documented of an API its contracts encode, in words; empty where no clause says yet what it encodes.

    >>> coverage_says(FactCount(1382, 1350))
    '1,350 of 1,382 documented facts (97.6 %)'
    """
    if count is None or not count.encoded:
        return ""
    return f"{count.encoded:,} of {count.testable:,} documented facts ({count.percent:.1f} %)"


def fields_say(count: FieldCount | None) -> str:
    """How many of the documented fields of the GraphQL schema had a value in an answer, in words; empty where none was asked for.

    >>> fields_say(FieldCount(521, ("Brand.logo",)))
    '520 of 521 documented fields had a value in at least one answer'
    """
    return f"{count.seen:,} of {count.documented:,} documented fields had a value in at least one answer" if count else ""


def numbers_of(
    lines: Sequence[VerdictLine],
    cells: Sequence[CellState],
    coverage: Mapping[str, FactCount],
    fields: FieldCount | None = None,
) -> tuple[Quantity, ...]:
    """The numbers under the headline."""
    counts = count_verdicts(lines)
    untestable = sum(verdict_key(line) == "untestable" for line in lines)
    judged = sum(cell.judged > 0 for cell in cells)
    numbers = [
        Quantity("promises", f"{len(lines):,}", "in this run"),
        Quantity("hold", f"{counts[Outcome.HOLDS]:,}", "as documented"),
        Quantity("broken", f"{counts[Outcome.BROKEN]:,}", _broken_remark(lines)),
        Quantity("no answer", f"{counts[Outcome.SILENT]:,}", "could not be judged"),
        Quantity("not tried", f"{counts[Outcome.SKIPPED]:,}", f"of which {untestable:,} untestable"),
    ]
    if cells:
        hopeless = sum(cell.outcome is CellOutcome.UNTESTABLE for cell in cells)
        numbers.append(Quantity("matrix cells judged", f"{judged:,}", f"of {len(cells):,}; {hopeless:,} untestable"))
    told = [coverage[api.value] for api in Api if api.value in coverage and coverage[api.value].encoded]
    if told:
        whole = FactCount(sum(each.testable for each in told), sum(each.encoded for each in told))
        apis = "1 API" if len(told) == 1 else f"{len(told)} APIs"
        remark = f"of {whole.testable:,} of {apis} that can be tried; {whole.percent:.1f} %"
        numbers.append(Quantity("documented facts encoded", f"{whole.encoded:,}", remark))
    if fields is not None:
        numbers.append(Quantity("GraphQL fields seen", f"{fields.seen:,}", f"of {fields.documented:,} documented, in answers"))
    return tuple(numbers)


def when(iso: str) -> str:
    """An ISO time as people write it, in UTC; what is no time stays as it is.

    >>> when("2026-11-14T09:05:07+00:00")
    '14 November 2026, 09:05 UTC'
    """
    try:
        moment = datetime.fromisoformat(iso)
    except ValueError:
        return iso
    moment = moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def duration(seconds: float) -> str:
    """Seconds as people say them.

    >>> duration(8.14), duration(75)
    ('8.1 s', '1 min 15 s')
    """
    if seconds < 60:
        return f"{seconds:.1f} s"
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes} min {rest} s" if minutes < 60 else f"{minutes // 60} h {minutes % 60} min"


def _levels(lines: Sequence[VerdictLine]) -> str:
    levels = [line.worst.level if line.worst else Level.BREAKING for line in lines if line.drifts]
    counted = []
    for level in Level:
        number = levels.count(level)
        if number:
            counted.append(f"{number:,} {LEVEL_WORDS[level].lower()}")
    return listing(counted)


def _broken_remark(lines: Sequence[VerdictLine]) -> str:
    broken = [line for line in lines if line.verdict is Outcome.BROKEN]
    accepted = sum(bool(line.accepted) for line in broken)
    safe = sum(not line.accepted and not line.drifts for line in broken)
    parts = [f"{accepted:,} accepted"] if accepted else []
    if safe:
        parts.append(f"{safe:,} safe")
    return f"of which {', '.join(parts)}" if parts else "not as documented"
