"""Rules about SOAP: the WSDL that a target gives, as a whole and against the contracts' own, and the answers of operations.

Source: ``guides/erp-integration#connection-test``; ``docs/contract-language.md``, "The WSDL".
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast

from centra_contracts.contract.model import Json
from centra_contracts.contract.steps import mapping
from centra_contracts.dialect.model import Reading
from centra_contracts.verdict.context import Breach, Context, Obstacle, Rule
from centra_contracts.verdict.model import Direction, Level
from centra_contracts.verdict.rules.introspections import shortened
from centra_contracts.verdict.show import printable, show_answer
from centra_contracts.verdict.soap_answers import answer_breaches
from centra_contracts.verdict.wsdl_changes import WsdlChange, find_wsdl_changes, undocumented_operations

__all__ = ["RULES", "soap_answer_breaches", "wsdl_describes_the_service", "wsdl_is_as_documented"]

_MOST_BREACHES = 40
_ENVELOPE = "{http://schemas.xmlsoap.org/soap/envelope/}Envelope"


def wsdl_describes_the_service(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The target gives a WSDL 1.1 that can be read, safely and as a whole."""
    reading, soap = context.reading, context.reading.soap
    wanted = "a WSDL 1.1"
    if soap is not None and soap.observed is not None:
        left_out = soap.observed.left_out
        if not left_out:
            return ()
        says = f"parts at {printable(', '.join(left_out))}, which are not fetched"
        return (Breach("CC510", "WSDL", "the whole description in one document", says, True, Direction.CHANGED, Level.DANGEROUS),)
    if (reading.status or 0) >= 400:
        return (Breach("CC508", "WSDL", wanted, show_answer(reading), absent=True),)
    problem = soap.problem if soap is not None else ""
    return (Breach("CC509", "WSDL", wanted, printable(problem) if problem else show_answer(reading)),)


def wsdl_is_as_documented(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The operations that the clause owns are in the target's WSDL as in the contracts'; ``rest`` owns what these lack."""
    soap = context.reading.soap
    if soap is None or soap.observed is None:
        return ()
    documented, tree = soap.documented(), mapping(arguments)
    if tree.get("rest") is True:
        changes = undocumented_operations(documented, soap.observed)
    else:
        owned = [name for name in cast(list[str], tree["owns"]) if name in documented.operations]
        changes = tuple(change for name in owned for change in find_wsdl_changes(documented, soap.observed, name))
    return tuple(shortened(_breach(change) for change in changes))


def soap_answer_breaches(context: Context) -> tuple[Breach, ...]:
    """Where the answer of a SOAP step is not one that the contracts' WSDL has for its operation."""
    reading, soap = context.reading, context.reading.soap
    if soap is None or soap.message is None:
        says = soap.problem if soap is not None and soap.problem else show_answer(reading)
        return (Breach("CC304", "answer", "a SOAP 1.1 envelope", printable(says)),)
    if soap.envelope != _ENVELOPE:
        return (Breach("CC304", "answer", "a SOAP 1.1 envelope", printable(soap.envelope)),)
    if reading.xml is not None and reading.xml.tag == "Fault":
        return (Breach("CC102", "answer", f"an answer to {soap.operation}", show_answer(reading)),)
    return tuple(answer_breaches(soap.documented(), soap.operation, soap.message))[:_MOST_BREACHES]


def _breach(change: WsdlChange) -> Breach:
    absent, place = change.direction is Direction.MISSING, printable(change.coordinate)
    expected, observed = printable(change.expected), printable(change.observed)
    return Breach(change.code, place, expected, observed, absent, change.direction, change.level)


def _unreadable(context: Context) -> Obstacle | None:
    reading: Reading = context.reading
    soap = reading.soap
    if soap is not None and soap.observed is not None and not soap.observed.left_out:
        return None
    return Obstacle("CC909", "the target does not let its WSDL be read; the clause about the WSDL as a whole tells what it gave")


def _codes(*ranges: Iterable[int]) -> tuple[str, ...]:
    return tuple(f"CC{number}" for numbers in ranges for number in numbers)


RULES = (
    Rule("described", wsdl_describes_the_service, ("CC508", "CC509", "CC510")),
    Rule("wsdl", wsdl_is_as_documented, _codes(range(541, 553), range(561, 564)), obstacle=_unreadable),
)
