"""Rules about the answer as a whole: status, success, refusal, declared errors, headers."""

from __future__ import annotations

import re
from typing import cast

from centra_contracts.contract.expressions import plain_text
from centra_contracts.contract.model import Json
from centra_contracts.contract.steps import mapping
from centra_contracts.dialect.model import Reading
from centra_contracts.verdict.context import Breach, Context, Rule
from centra_contracts.verdict.show import show, show_answer

__all__ = ["RULES", "errors_are_declared", "header_is_sent", "is_refused", "status_is", "succeeds"]


def status_is(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The HTTP status is the documented one, one of several, or of a class such as "4xx"."""
    wanted = arguments if isinstance(arguments, list) else [arguments]
    status = context.reading.status
    for item in wanted:
        if item == status or (isinstance(item, str) and status is not None and item[0] == str(status)[0]):
            return ()
    return (Breach("CC101", "status", " or ".join(str(item) for item in wanted), show_answer(context.reading)),)


def succeeds(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The API says in its own way that it did what was asked."""
    if context.reading.accepted:
        return ()
    return (Breach("CC102", "answer", "the API does it", show_answer(context.reading), absent=True),)


def is_refused(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The API refuses: status 400 to 499, or its own word for failure. A failing server is no refusal."""
    reading = context.reading
    if not reading.accepted and reading.errors:
        return _says(arguments, reading)
    if reading.status is not None and 400 <= reading.status < 500:
        return _says(arguments, reading)
    if reading.status is not None and reading.status >= 500:
        return (Breach("CC106", "answer", "a refusal", show_answer(reading)),)
    if not reading.accepted:  # a page of something else: neither the API's word for success nor one for failure
        return (Breach("CC104", "answer", "a refusal", show_answer(reading)),)
    return (Breach("CC103", "answer", "a refusal", show_answer(reading)),)


def errors_are_declared(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """Each named error is declared, with the documented text where one is given; ``true`` demands only the key."""
    breaches = []
    for field, text in mapping(arguments).items():
        observed = context.reading.errors.get(field)
        if observed is None or (text is not True and observed != plain_text(text)):
            expected = f"error {field}" if text is True else f"error {field}: {text}"
            breaches.append(Breach("CC104", f"errors.{field}", expected, show_answer(context.reading)))
    return tuple(breaches)


def header_is_sent(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """A header is sent, matches the pattern where one is given, and ends with the value of the header it repeats."""
    name = str(mapping(arguments)["name"]).lower()
    pattern = mapping(arguments).get("matches")
    repeated = mapping(arguments).get("repeats")
    value = context.reading.headers.get(name)
    if value is None:
        return (Breach("CC105", f"header {name}", "the header is sent", "it is not sent", absent=True),)
    if isinstance(pattern, str) and not re.search(pattern, value):
        return (Breach("CC105", f"header {name}", f"matches {pattern}", show(value)),)
    if isinstance(repeated, str) and not value.endswith(context.reading.headers.get(repeated.lower()) or "\n"):
        return (Breach("CC105", f"header {name}", f"ends with the value of {repeated}", show(value)),)
    return ()


def _says(arguments: Json, reading: Reading) -> tuple[Breach, ...]:
    if arguments is True:
        return ()
    pattern = cast(str, mapping(arguments)["says"])
    said = " ".join(reading.errors.values()) or reading.text
    if re.search(pattern, said):
        return ()
    return (Breach("CC104", "errors", f"a refusal that says {pattern}", show_answer(reading)),)


RULES = (
    Rule("status", status_is, ("CC101",)),
    Rule("succeeds", succeeds, ("CC102",)),
    Rule("refused", is_refused, ("CC103", "CC104", "CC106"), negative=True),
    Rule("errors", errors_are_declared, ("CC104",)),
    Rule("header", header_is_sent, ("CC105",)),
)
