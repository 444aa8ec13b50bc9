"""Verdict lines as views: the words, links and anchors under which clauses and findings show."""

from __future__ import annotations

import re

from centra_contracts.drift.cells import UNTESTABLE_CODE
from centra_contracts.drift.model import FindingLine, VerdictLine
from centra_contracts.report.model import ClauseView, EvidenceView, FindingView, ReplacementView, SourceLink, Tally
from centra_contracts.report.words import (
    API_NAMES,
    DIRECTION_WORDS,
    KIND_WORDS,
    LEVEL_WORDS,
    MODE_WORDS,
    VERDICT_WORDS,
)
from centra_contracts.verdict.codes import CODES
from centra_contracts.verdict.model import Outcome

__all__ = ["api_name", "clause_view", "finding_view", "source_link", "tallies_of", "verdict_key"]

SITE = "https://docs.centra.com/"
_PAGE = re.compile(r"[A-Za-z0-9][A-Za-z0-9._~/-]*(#[A-Za-z0-9._~:%-]*)?")


def api_name(api: str) -> str:
    """The name of an API as people know it."""
    return API_NAMES.get(api, api)


def source_link(source: str) -> SourceLink:
    """The public page of a source. Whatever is not a plain page path stays text without a link.

    >>> source_link("api-references/order-api#stock").url
    'https://docs.centra.com/api-references/order-api#stock'
    >>> source_link("javascript:alert(1)").url
    ''
    """
    return SourceLink(source, SITE + source if _PAGE.fullmatch(source) else "")


def verdict_key(line: VerdictLine) -> str:
    """The verdict, with ``untestable`` told apart from other reasons to skip."""
    if line.verdict is Outcome.SKIPPED and line.code == UNTESTABLE_CODE:
        return "untestable"
    return line.verdict.value


def clause_view(line: VerdictLine, sample: EvidenceView | None = None) -> ClauseView:
    """The view of one clause."""
    worst = line.worst
    key = verdict_key(line)
    return ClauseView(
        id=line.clause,
        api=line.api,
        api_name=api_name(line.api),
        cell=f"{line.function}, {MODE_WORDS.get(line.mode, line.mode).lower()}" if line.function else "",
        kind=line.kind,
        kind_word=KIND_WORDS.get(line.kind, line.kind),
        promise=line.promise or line.clause,
        verdict=key,
        verdict_word=VERDICT_WORDS[key],
        level=worst.level.value if worst else "",
        level_word=LEVEL_WORDS[worst.level] if worst else "",
        direction_word=DIRECTION_WORDS[worst.direction] if worst else "",
        code=line.code,
        code_says=CODES.get(line.code, ""),
        because=line.because,
        source=source_link(line.source),
        effect=line.effect,
        deprecated=line.deprecated,
        replaced_by=tuple(
            ReplacementView(api_name(item.api), item.operation, source_link(item.source)) for item in line.replaced_by
        ),
        note=line.note,
        accepted=line.accepted,
        drifts=line.drifts,
        findings=tuple(finding_view(finding) for finding in line.findings),
        sample=sample,
    )


def finding_view(finding: FindingLine) -> FindingView:
    """The view of one finding."""
    return FindingView(
        code=finding.code,
        level=finding.level.value,
        level_word=LEVEL_WORDS[finding.level],
        direction=finding.direction.value,
        direction_word=DIRECTION_WORDS[finding.direction],
        place=finding.place,
        expected=finding.expected,
        observed=finding.observed,
        fingerprint=finding.fingerprint,
        accepted=finding.accepted,
    )


def tallies_of(counts: list[tuple[str, str, int]]) -> tuple[Tally, ...]:
    """Counts as (key, word, count), with their shares of the sum; shares add up to 1000, and none that counts is 0."""
    total = sum(count for _, _, count in counts)
    shares = [max(4, count * 1000 // total) if count else 0 for _, _, count in counts]
    if total:
        largest = max(range(len(shares)), key=lambda index: shares[index])
        shares[largest] += 1000 - sum(shares)
    found = []
    for index, (key, word, count) in enumerate(counts):
        found.append(Tally(key, word, count, shares[index], sum(shares[:index])))
    return tuple(found)
