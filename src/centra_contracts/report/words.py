"""The words of the report: names, labels and explanations for people who are not engineers."""

from __future__ import annotations

from collections.abc import Mapping

from centra_contracts.drift.cells import CellOutcome
from centra_contracts.report.model import GlossaryEntry
from centra_contracts.verdict.model import Direction, Level, Outcome

__all__ = [
    "API_NAMES",
    "API_ROLES",
    "CELL_WORDS",
    "DIRECTION_WORDS",
    "DRIFT_EXPLANATIONS",
    "GLOSSARY",
    "KIND_WORDS",
    "LEVEL_WORDS",
    "MODE_WORDS",
    "STATUS_WORDS",
    "UNJUDGED_EXPLANATIONS",
    "VERDICT_WORDS",
    "count_of",
    "listing",
]

API_NAMES: Mapping[str, str] = {
    "checkout": "Checkout API",
    "shop": "Shop API",
    "order": "Order API",
    "graphql": "GraphQL API",
    "soap": "SOAP API",
    "subscription": "Subscription API",
    "webhook": "Webhooks",
}

API_ROLES: Mapping[str, str] = {
    "checkout": "What a storefront talks to: products, basket, checkout, the shopper's account.",
    "shop": "An older way for a shop's server to read products and to place selections.",
    "order": "Stock, orders, shipments, returns and customers, for warehouses and service desks.",
    "graphql": "Reads most of the system in one query language and writes a growing part of it.",
    "soap": "The older integration interface, through which an ERP supplies products, prices and invoices.",
    "subscription": "Recurring orders, in the form that the Checkout API has since taken over.",
    "webhook": "Messages that Centra itself sends when something has changed.",
}

STATUS_WORDS: Mapping[str, str] = {
    "available": "Available",
    "limited": "Limited",
    "unavailable": "Not available",
    "coming_soon": "Coming soon",
}

CELL_WORDS: Mapping[CellOutcome, str] = {
    CellOutcome.HOLDS: "Holds",
    CellOutcome.DRIFT: "Drift",
    CellOutcome.ACCEPTED: "Accepted",
    CellOutcome.SILENT: "No answer",
    CellOutcome.UNTESTABLE: "Untestable",
    CellOutcome.SKIPPED: "Skipped",
    CellOutcome.NOT_RUN: "Not run",
    CellOutcome.NOT_ENCODED: "Not encoded",
}

VERDICT_WORDS: Mapping[str, str] = {
    Outcome.HOLDS.value: "Holds",
    Outcome.BROKEN.value: "Broken",
    Outcome.SILENT.value: "No answer",
    Outcome.SKIPPED.value: "Skipped",
    CellOutcome.UNTESTABLE.value: "Untestable",
}

KIND_WORDS: Mapping[str, str] = {
    "capability": "capability",
    "limitation": "limitation",
    "absence": "documented absence",
    "coming_soon": "coming soon",
    "deprecation": "deprecation",
    "rule": "rule",
}

MODE_WORDS: Mapping[str, str] = {"R": "Read", "W": "Write"}

LEVEL_WORDS: Mapping[Level, str] = {
    Level.BREAKING: "Breaking",
    Level.DANGEROUS: "Dangerous",
    Level.SAFE: "Safe",
}

DIRECTION_WORDS: Mapping[Direction, str] = {
    Direction.MISSING: "Missing",
    Direction.CHANGED: "Changed",
    Direction.LIFTED: "Lifted",
    Direction.UNDOCUMENTED: "Undocumented",
}

DRIFT_EXPLANATIONS: Mapping[str, str] = {
    "breaking": "A client that relies on the documentation fails here. These need a decision first.",
    "dangerous": "Clients keep working, but may get something else than they were promised.",
    "safe": "Centra does more than its documentation says, or shows something it does not mention. Nothing that relies on the "
    "documentation is hurt.",
    "accepted": "Known differences that a person has accepted until a given day. They do not count against the result.",
}

UNJUDGED_EXPLANATIONS: Mapping[str, str] = {
    "silent": "There was no usable answer, so nothing can be said about these promises: neither that they hold nor that they "
    "do not.",
    "skipped": "Not tried in this run; they can be tried when the reason is gone.",
    "untestable": "The documentation states these, but describes no operation with which to try them.",
}

GLOSSARY: tuple[GlossaryEntry, ...] = (
    GlossaryEntry("Clause", "One checkable promise, taken from the documentation, with a link to the page that makes it."),
    GlossaryEntry("Contract", "The clauses about one operation or area of an API, kept in one file."),
    GlossaryEntry("Holds", "The promise was tried and Centra did what the documentation says.", "holds"),
    GlossaryEntry("Broken", "The promise was tried and Centra did something else. The difference is called drift.", "broken"),
    GlossaryEntry("No answer", "The promise was tried, but the connection failed or no answer came in time.", "silent"),
    GlossaryEntry("Skipped", "The promise was not tried in this run; the reason is always given.", "skipped"),
    GlossaryEntry(
        "Untestable", "The documentation makes the statement but describes no operation with which to try it.", "untestable"
    ),
    GlossaryEntry("Not encoded", "No contract speaks for this cell of the matrix yet.", "not_encoded"),
    GlossaryEntry("Not run", "There are clauses for this cell, but this run was asked for others only.", "not_run"),
    GlossaryEntry("Drift", "A difference between the documentation and what Centra does.", "drift"),
    GlossaryEntry("Missing", "Drift: something is documented and is not there."),
    GlossaryEntry("Changed", "Drift: something is there, but not as documented."),
    GlossaryEntry("Lifted", "Drift: something that is documented as limited, or as not available, works after all."),
    GlossaryEntry("Undocumented", "Drift: something is there that the documentation does not mention."),
    GlossaryEntry("Breaking, dangerous, safe", "How much a drift can hurt a program that was written by the documentation."),
    GlossaryEntry("Accepted", "Drift that a person has looked at and accepted, with a reason and a last day.", "accepted"),
    GlossaryEntry(
        "Documented absence",
        "The documentation says that an API cannot do something. That is tried too, and holds when the API refuses.",
    ),
    GlossaryEntry(
        "Coming soon", "Announced but not there yet. Holds while it is absent; becomes lifted when it appears.", "coming_soon"
    ),
    GlossaryEntry(
        "Effect",
        "What trying a clause does to the store: read changes nothing; session touches only a basket of its own; "
        "write changes data; destructive cannot be undone.",
    ),
    GlossaryEntry("Exchange", "One request and the answer to it, recorded with all secrets removed."),
    GlossaryEntry("Fingerprint", "A short name for one drift that stays the same from run to run."),
    GlossaryEntry("Edition", "The documentation as it stood at a date. Each run is judged by one edition."),
    GlossaryEntry("Target", "The Centra that was tested: a live environment, or the mock that ships with this program."),
)


def count_of(number: int, word: str, plural: str = "") -> str:
    """A number with its noun.

    >>> count_of(1, "clause"), count_of(1200, "clause")
    ('1 clause', '1,200 clauses')
    """
    return f"{number:,} {word if number == 1 else plural or word + 's'}"


def listing(parts: list[str]) -> str:
    """Parts as people list them.

    >>> listing(["1 breaking", "2 dangerous", "3 safe"])
    '1 breaking, 2 dangerous and 3 safe'
    """
    return " and ".join(filter(None, [", ".join(parts[:-1]), parts[-1]])) if parts else ""
