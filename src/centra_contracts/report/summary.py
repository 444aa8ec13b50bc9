"""The result in few words: ``summary.md`` for pull requests and job pages, and one screen for the terminal."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass

from centra_contracts.report.model import ClauseView, Page, ReasonGroup
from centra_contracts.report.words import count_of

__all__ = ["SummaryLine", "summary_lines", "summary_markdown"]

_MOST_CARDS = 50
_TONES = {"breaking": "bad", "dangerous": "warn", "safe": "muted"}
_MARKDOWN = re.compile(r"([\\`*_\[\]<>|#~])")
_UNSEEN = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]+")


@dataclass(frozen=True, slots=True)
class SummaryLine:
    """One line for the terminal. ``tone``: title, good, bad, warn, plain or muted; the text holds no control characters."""

    tone: str
    text: str


def summary_markdown(page: Page) -> str:
    """``summary.md``: the headline, a table by API, the drift gravest first, and what was skipped by reason."""
    parts = [f"# {_safe(page.headline.sentence)}"]
    if page.headline.remark:
        parts.append(_safe(page.headline.remark))
    parts.append(" · ".join(f"{fact.label}: {_safe(fact.value)}" for fact in page.facts))
    parts += [f"> **{_safe(notice.title)}.** {_safe(notice.text)}" for notice in page.notices]
    words = [tally.word for tally in page.verdicts]
    rows = [f"| API | {' | '.join(words)} | Drift | Encoded |", f"|---|{'---:|' * len(words)}---|---|"]
    for card in page.apis:
        name = card.name + (" (deprecated)" if card.deprecated else "") + ("" if card.configured else " (not configured)")
        counts = [str(tally.count) for tally in card.tallies]
        rows.append(f"| {_safe(name)} | {' | '.join(counts)} | {card.drift or 'none'} | {card.coverage} |")
    parts.append("\n".join(rows))
    if page.matrix.cells:
        observed = ", ".join(f"{tally.count} {tally.word.lower()}" for tally in page.matrix.observed if tally.count)
        parts.append(f"Matrix, {page.matrix.cells} cells: {observed}.")
    parts += _drift_markdown(page)
    if page.unjudged:
        parts.append("## Not judged")
        reasons = [f"- {g.clauses[0].verdict_word}, {len(g.clauses)}: {_safe(g.reason)}" for g in page.unjudged]
        parts.append("\n".join(reasons))
    return "\n\n".join(parts) + "\n"


def summary_lines(page: Page, *, width: int = 100, height: int = 24, folder: str = "") -> tuple[SummaryLine, ...]:
    """At most ``height`` lines of at most ``width`` characters; what does not fit is counted and named as such.

    ``folder`` is where the report lies; empty when it was not written.
    """
    tone = {"holds": "good", "accepted": "good", "drift": "bad", "silent": "warn", "empty": "warn"}[page.headline.tone]
    head = [SummaryLine(tone, line) for line in textwrap.wrap(_plain(page.headline.sentence), width)[:3]]
    head += [SummaryLine("plain", line) for line in textwrap.wrap(_plain(page.headline.remark), width)[:2]]
    facts = " · ".join(_plain(fact.value) for fact in page.facts)
    head.append(SummaryLine("muted", _cut(facts, width)))
    head += [SummaryLine("warn", _cut(f"{_plain(note.title)}: {_plain(note.text)}", width)) for note in page.notices[:2]]
    table = _table(page, width)
    tail = [SummaryLine("plain", _cut(f"Report: {folder}/index.html", width))] if folder else []
    room = height - len(head) - len(table) - len(tail) - 1
    return (*head, SummaryLine("plain", ""), *table, *_details(page, room, width), *tail)


def _table(page: Page, width: int) -> list[SummaryLine]:
    words = [tally.word.lower() for tally in page.verdicts]
    names = [card.name + (" (deprecated)" if card.deprecated else "") for card in page.apis]
    longest = max([len(name) for name in names], default=3)
    lines = [SummaryLine("muted", _cut(f"{'':{longest}}  " + "  ".join(f"{word:>6}" for word in words), width))]
    for name, card in zip(names, page.apis, strict=True):
        counts = {tally.key: tally.count for tally in card.tallies}
        numbers = "  ".join(f"{tally.count:>{max(6, len(tally.word))},}" for tally in card.tallies)
        says = "  not configured" if not card.configured and not card.total else ""
        tone = "bad" if counts["broken"] else "warn" if counts["silent"] else "plain"
        lines.append(SummaryLine(tone, _cut(f"{name:{longest}}  {numbers}{says}", width)))
    if page.matrix.cells:
        observed = ", ".join(f"{tally.count} {tally.word.lower()}" for tally in page.matrix.observed if tally.count)
        indent = " " * (longest + 2)
        wrapped = textwrap.wrap(f"{page.matrix.cells} cells: {observed}", width, initial_indent=indent, subsequent_indent=indent)
        lines += [SummaryLine("plain", f"{'' if number else 'Matrix':6}{line[6:]}") for number, line in enumerate(wrapped)]
    return lines


def _details(page: Page, room: int, width: int) -> list[SummaryLine]:
    entries = [
        SummaryLine(_TONES[group.key], _cut(f"{group.title.lower():9}  {_says(card.clause)}", width))
        for group in page.drift
        if group.key != "accepted"
        for card in group.cards
    ]
    entries += [
        SummaryLine("warn" if group.key == "silent" else "muted", _cut(_reason_says(group), width))
        for group in page.unjudged
        if group.key != "untestable"
    ]
    if room < 3 or not entries:
        return []
    if len(entries) > room - 1:
        left_out = len(entries) - (room - 2)
        entries = [*entries[: room - 2], SummaryLine("muted", f"and {count_of(left_out, 'line')} more in the report")]
    return [SummaryLine("plain", ""), *entries]


def _says(clause: ClauseView) -> str:
    return f"{clause.id}: {_plain(clause.because or clause.promise)}"


def _reason_says(group: ReasonGroup) -> str:
    return f"{group.clauses[0].verdict_word.lower():9}  {count_of(len(group.clauses), 'clause')}: {_plain(group.reason)}"


def _drift_markdown(page: Page) -> list[str]:
    parts = []
    for group in page.drift:
        clauses = [card.clause for card in group.cards]
        if not clauses:
            continue
        parts.append(f"## {group.title}: {len(clauses)}")
        lines = []
        for clause in clauses[:_MOST_CARDS]:
            source = f" ([documented]({clause.source.url}))" if clause.source.url else ""
            lines.append(f"- **{_safe(clause.promise)}**{source}  \n  {_safe(clause.because)} `{clause.id}`{_move(clause)}")
        if len(clauses) > _MOST_CARDS:
            lines.append(f"- and {len(clauses) - _MOST_CARDS} more in the report")
        parts.append("\n".join(lines))
    return parts


def _move(clause: ClauseView) -> str:
    """Where a deprecated operation is replaced: what to move to, on a line of its own."""
    apis = dict.fromkeys(item.api_name for item in clause.replaced_by)
    listed = {api: [f"`{item.operation}`" for item in clause.replaced_by if item.api_name == api] for api in apis}
    found = ", ".join(f"{api} {', '.join(operations)}" for api, operations in listed.items())
    return f"  \n  Move to {found}" if found else ""


def _plain(text: str) -> str:
    """One line without control characters: what a target answers must not steer the terminal."""
    return " ".join(_UNSEEN.sub(" ", text).split())


def _safe(text: str) -> str:
    """Text that Markdown shows as it is."""
    return _MARKDOWN.sub(r"\\\1", _plain(text))


def _cut(text: str, width: int) -> str:
    return text if len(text) <= width else text[: max(0, width - 3)] + "..."
