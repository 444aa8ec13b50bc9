"""The nouns of the page: everything that the report shows, as plain frozen values, so that templates only lay out.

Texts are as they came; whoever renders them escapes them.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = [
    "ApiCard",
    "CellView",
    "ClauseGroup",
    "ClauseSection",
    "ClauseView",
    "Column",
    "ColumnGroup",
    "Command",
    "DriftCard",
    "DriftGroup",
    "EvidenceView",
    "FindingView",
    "GlossaryEntry",
    "Headline",
    "MatrixRow",
    "MatrixTable",
    "Notice",
    "Page",
    "Quantity",
    "ReasonGroup",
    "SourceLink",
    "Tally",
    "UnseenFields",
]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A labelled value of the head of the page."""

    label: str
    value: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class Tally:
    """A counted word with its share of the whole, in thousandths."""

    key: str  # names the symbol and the colour
    word: str
    count: int
    share: int
    offset: int = 0  # thousandths before it, for the bar


@dataclass(frozen=True, slots=True)
class Headline:
    """The answer in one sentence. ``tone``: holds, drift, accepted, silent or empty."""

    tone: str
    sentence: str
    remark: str


@dataclass(frozen=True, slots=True)
class Notice:
    """Something that a reader must know before the numbers."""

    title: str
    text: str


@dataclass(frozen=True, slots=True)
class SourceLink:
    """A page of the public documentation; ``url`` is empty when the source is no page."""

    text: str
    url: str


@dataclass(frozen=True, slots=True)
class Column:
    """A column of the matrix: one API, read or write."""

    api: str
    mode: str  # R or W
    word: str  # Read or Write
    first: bool  # whether a new API begins here


@dataclass(frozen=True, slots=True)
class ColumnGroup:
    """The heading over the columns of one API."""

    api: str
    name: str
    span: int
    remark: str  # "deprecated", "not configured", or empty


@dataclass(frozen=True, slots=True)
class CellView:
    """One cell of the matrix."""

    anchor: str  # id of its clauses in the page; empty when it has none
    status: str  # available, limited, unavailable, coming_soon
    status_word: str
    outcome: str  # key of what was observed: holds, drift, accepted, silent, untestable, skipped, not_run, not_encoded
    outcome_word: str
    level: str  # of the drift; empty without
    label: str  # the whole cell in one sentence, for a tooltip and for those who cannot see the table
    first: bool  # whether a new API begins here


@dataclass(frozen=True, slots=True)
class MatrixRow:
    """One function of the matrix."""

    function: str
    cells: tuple[CellView | None, ...]  # None where the documentation has no cell


@dataclass(frozen=True, slots=True)
class MatrixTable:
    """The capability matrix, documented against observed."""

    groups: tuple[ColumnGroup, ...]
    columns: tuple[Column, ...]
    rows: tuple[MatrixRow, ...]
    documented: tuple[Tally, ...]
    observed: tuple[Tally, ...]
    cells: int


@dataclass(frozen=True, slots=True)
class EvidenceView:
    """One recorded exchange as texts."""

    exchange: str  # id
    says: str  # "write: POST /stock was answered with status 200 in 12 ms"
    shows: bool  # whether a finding names it
    request: str
    request_note: str  # what was left out; empty when nothing was
    response: str
    response_note: str
    curl: str  # empty when there is nothing to repeat, as for a delivery from Centra
    inbound: bool


@dataclass(frozen=True, slots=True)
class FindingView:
    """One difference."""

    code: str
    level: str
    level_word: str
    direction: str
    direction_word: str
    place: str
    expected: str
    observed: str
    fingerprint: str
    accepted: str


@dataclass(frozen=True, slots=True)
class ReplacementView:
    """An operation that does what a deprecated one did."""

    api_name: str
    operation: str
    source: SourceLink


@dataclass(frozen=True, slots=True)
class ClauseView:
    """One clause with its verdict."""

    id: str
    api: str
    api_name: str
    cell: str  # "Orders, write"; empty when it speaks for no cell
    kind: str
    kind_word: str
    promise: str
    verdict: str  # holds, broken, silent, skipped, untestable
    verdict_word: str
    level: str
    level_word: str
    direction_word: str
    code: str
    code_says: str  # what the code means, in one sentence; empty without a code
    because: str
    source: SourceLink
    effect: str
    deprecated: str
    replaced_by: tuple[ReplacementView, ...]
    note: str
    accepted: str
    drifts: bool  # whether it counts against the result
    findings: tuple[FindingView, ...]
    sample: EvidenceView | None  # a short one; None when nothing was said, or when the drift list shows it in full


@dataclass(frozen=True, slots=True)
class DriftCard:
    """A clause that drifts, with its evidence."""

    clause: ClauseView
    evidence: tuple[EvidenceView, ...]
    more: int  # exchanges of the clause that are not shown


@dataclass(frozen=True, slots=True)
class DriftGroup:
    """Cards of one gravity. ``key``: breaking, dangerous, safe or accepted."""

    key: str
    title: str
    says: str
    cards: tuple[DriftCard, ...]
    minor: tuple[ClauseView, ...]  # clauses that hold and yet have safe findings


@dataclass(frozen=True, slots=True)
class ReasonGroup:
    """Clauses that were not judged for one reason."""

    key: str  # silent, skipped or untestable
    reason: str
    code: str
    clauses: tuple[ClauseView, ...]
    evidence: tuple[EvidenceView, ...]  # of the first clause, where something was said


@dataclass(frozen=True, slots=True)
class ApiCard:
    """One API at a glance."""

    api: str
    name: str
    role: str
    configured: bool
    deprecated: str
    total: int
    tallies: tuple[Tally, ...]
    drift: str  # "2 breaking, 1 safe"; empty without
    coverage: str  # "1,350 of 1,382 documented facts"; empty where the record does not say


@dataclass(frozen=True, slots=True)
class ClauseGroup:
    """Clauses of one cell, or of one contract where they speak for no cell."""

    anchor: str
    title: str
    status: str  # documented status of the cell; empty without cell
    status_word: str
    clauses: tuple[ClauseView, ...]
    replaced_by: tuple[ReplacementView, ...] = ()  # of the contract


@dataclass(frozen=True, slots=True)
class ClauseSection:
    """All clauses of one API."""

    api: str
    name: str
    deprecated: bool
    total: int
    tallies: tuple[Tally, ...]
    groups: tuple[ClauseGroup, ...]


@dataclass(frozen=True, slots=True)
class UnseenFields:
    """A type of the GraphQL schema with its documented fields that no answer had a value for."""

    name: str
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Command:
    """A command line and what it is for."""

    says: str
    line: str


@dataclass(frozen=True, slots=True)
class GlossaryEntry:
    """A word of the report in plain language; ``key`` names its symbol, or is empty."""

    word: str
    says: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Page:
    """The whole report."""

    title: str
    target: str
    edition: str
    headline: Headline
    notices: tuple[Notice, ...]
    facts: tuple[Quantity, ...]
    numbers: tuple[Quantity, ...]
    verdicts: tuple[Tally, ...]
    matrix: MatrixTable
    apis: tuple[ApiCard, ...]
    drift: tuple[DriftGroup, ...]
    unjudged: tuple[ReasonGroup, ...]
    fields_say: str  # how many documented fields of the GraphQL schema were seen; empty when nothing was asked
    unseen: tuple[UnseenFields, ...]
    sections: tuple[ClauseSection, ...]
    commands: tuple[Command, ...]
    glossary: tuple[GlossaryEntry, ...]
    versions: tuple[Quantity, ...]
    total: int
    clauses_with_drift: int
