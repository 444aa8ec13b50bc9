"""Which facts of the ledger the comparison of a target's WSDL with the contracts' own encodes, and the judging of SOAP answers.

A comparison shows that something is there, of the documented type: an operation, its SOAPAction, the root of its request or
answer, an element of either, a value where values are listed. An answer that is judged by the WSDL shows that its elements are
of their types. What only behaviour can show, neither encodes.
Source: ``docs/ledger.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from centra_contracts.contract.ledger import Fact
from centra_contracts.contract.model import Api, Clause, SoapCall
from centra_contracts.contract.wsdl import ANY_TYPE, Element, Guess, Kind, Wsdl
from centra_contracts.contract.wsdl_claims import owned_operations

__all__ = ["EVERY_UPDATE", "SoapEncoders", "WsdlPlace", "by_wsdl", "has_a_type", "is_promised", "place_in_wsdl", "soap_encoders"]

EVERY_UPDATE = "*"  # in the place of an operation: all that are answered by ``result``

_SHAPED = frozenset({"request_param", "request_field", "response_field", "enum_value"})
_ACTION, _REQUEST_ROOT, _ANSWER_ROOT, _REFERENCE = ".soapaction", ".request.root", ".response.root", "response.reference"
_RESULT = "result"
_ANSWER = "answer"
_WORD = re.compile(r"(array<)?(object|string|integer|boolean|enum|date)?\b")
_BASES: Mapping[str, frozenset[str]] = {"integer": frozenset({"int", "integer", "long"}), "boolean": frozenset({"boolean"})}


@dataclass(frozen=True, slots=True)
class WsdlPlace:
    """Where in a WSDL a fact speaks of: an operation, and a part of it."""

    operation: str  # or EVERY_UPDATE
    part: str  # "operation", "action", "request" or "answer"
    steps: tuple[str, ...] = ()  # names of elements; in an answer, the root goes first
    value: str = ""  # of a value that is listed

    def __str__(self) -> str:
        where = [self.operation, *([self.part] if self.part != "operation" else []), *self.steps]
        return "/".join(where) + (f"={self.value}" if self.value else "")


@dataclass(frozen=True, slots=True)
class SoapEncoders:
    """The clauses that compare each operation with the target's WSDL, and those that judge its answers, by operation."""

    compared: Mapping[str, tuple[str, ...]]
    judged: Mapping[str, tuple[str, ...]]


def place_in_wsdl(fact: Fact) -> WsdlPlace | None:
    """What a fact speaks of; None for one that a WSDL cannot show."""
    if fact.api != Api.SOAP.value:
        return None
    if fact.kind == "operation" and fact.operation:
        return WsdlPlace(fact.operation, "operation")
    if fact.id.endswith(_ACTION) and fact.operation:
        return WsdlPlace(fact.operation, "action")
    if fact.id.endswith(_REQUEST_ROOT) and fact.operation:
        return WsdlPlace(fact.operation, "request")
    if fact.id.endswith(_ANSWER_ROOT):
        return WsdlPlace(fact.operation or EVERY_UPDATE, _ANSWER, (_root_of(fact),))
    if fact.kind not in _SHAPED or not fact.path:
        return None
    if fact.path == _REFERENCE:
        return WsdlPlace(fact.operation, _ANSWER, (fact.name,))
    side, _, rest = fact.path.partition(".")
    names = tuple(rest.replace("[]", "").split("."))
    value = fact.name if fact.kind == "enum_value" else ""
    if side == "request":
        return WsdlPlace(fact.operation, "request", names, value) if fact.operation else None
    return WsdlPlace(fact.operation or EVERY_UPDATE, _ANSWER, (_root_of(fact), *names), value)


def _root_of(fact: Fact) -> str:
    return "events_Get" if fact.operation.startswith("events_Get") else _RESULT


def soap_encoders(clauses: Iterable[Clause]) -> SoapEncoders:
    """What the clauses put to the WSDL and to the answers of a target."""
    compared: dict[str, set[str]] = {}
    judged: dict[str, set[str]] = {}
    for clause in clauses:
        said = {
            step.id: step.say.operation for step in (clause.plan.steps if clause.plan else ()) if isinstance(step.say, SoapCall)
        }
        for expectation in clause.expect:
            for name in owned_operations(expectation):
                compared.setdefault(name, set()).add(clause.id)
            if expectation.rule == _ANSWER and expectation.step in said:
                judged.setdefault(said[expectation.step], set()).add(clause.id)
    return SoapEncoders(_frozen(compared), _frozen(judged))


def by_wsdl(fact: Fact, wsdl: Wsdl, known: SoapEncoders) -> tuple[tuple[str, ...], str] | None:
    """The clauses that would notice, or why none does; None for a fact that neither WSDL nor the form of an answer shows."""
    place = place_in_wsdl(fact)
    if place is None:
        return None
    objection = _objection(fact, wsdl, place)
    if objection:
        return (), objection
    operations = _operations(wsdl, place)
    found = {name for operation in operations for name in known.compared.get(operation, ())}
    if place.part == _ANSWER:
        found |= {name for operation in operations for name in known.judged.get(operation, ())}
    return tuple(sorted(found)), f"no clause compares {place.operation} with the WSDL of the target"


def is_promised(fact: Fact, wsdl: Wsdl) -> bool:
    """Whether the WSDL promises what the fact says; False for one that it cannot show."""
    place = place_in_wsdl(fact)
    return place is not None and not _objection(fact, wsdl, place)


def has_a_type(wsdl: Wsdl, place: WsdlPlace) -> bool:
    """Whether the WSDL promises of which type it is what stands there."""
    return any(
        elements and Guess.TYPE not in elements[-1].guesses and wsdl.kind_of(elements[-1]).base != ANY_TYPE
        for operation in _operations(wsdl, place)
        for elements in [_elements_at(wsdl, place, operation)]
    )


def _operations(wsdl: Wsdl, place: WsdlPlace) -> list[str]:
    if place.operation != EVERY_UPDATE:
        return [place.operation] if place.operation in wsdl.operations else []
    return [name for name, operation in wsdl.operations.items() if any(answer.name == _RESULT for answer in operation.answers)]


def _objection(fact: Fact, wsdl: Wsdl, place: WsdlPlace) -> str:
    """Why the WSDL does not promise what the fact says; empty where it does."""
    operation = next(iter(_operations(wsdl, place)), None)
    if operation is None:
        return f"the WSDL has no operation {place.operation}"
    described = wsdl.operations[operation]
    if place.part == "operation":
        return f"the WSDL has {operation} as inferred only" if Guess.NAME in described.guesses else ""
    if place.part == "action":
        return f"the WSDL has the SOAPAction of {operation} as inferred only" if Guess.ACTION in described.guesses else ""
    elements = _elements_at(wsdl, place, operation)
    if not elements:
        return f"the WSDL has nothing at {place}"
    if any(Guess.NAME in element.guesses for element in elements):
        return f"the WSDL has {place} as inferred only"
    if place.value:
        values = wsdl.kind_of(elements[-1]).values
        return "" if place.value in values else f"the WSDL does not list the value at {place}"
    return _type_objection(fact, wsdl, elements[-1], place) if fact.kind in _SHAPED else ""


def _elements_at(wsdl: Wsdl, place: WsdlPlace, operation: str) -> list[Element]:
    """The elements along a place, from the root on; none where one of them is not there."""
    described = wsdl.operations[operation]
    if place.part == "request":
        found, steps = [described.request] if described.request is not None else [], place.steps
    else:
        found, steps = [element for element in described.answers if element.name == place.steps[0]], place.steps[1:]
    for step in steps:
        element = wsdl.kind_of(found[-1]).elements.get(step) if found else None
        if element is None:
            return []
        found.append(element)
    return found


def _type_objection(fact: Fact, wsdl: Wsdl, element: Element, place: WsdlPlace) -> str:
    found = _WORD.match(fact.type)
    word = (found.group(2) if found else None) or ""
    kind = wsdl.kind_of(element)
    is_list = element.most is None or Guess.OCCURS in element.guesses
    holds_list = kind.is_record and any(inner.most is None for inner in kind.elements.values())
    fits = (not (found and found.group(1)) or is_list or holds_list) and _fits(word, kind, Guess.TYPE in element.guesses)
    return "" if fits else f"the WSDL says {kind.base or 'a record'} at {place}, not {fact.type}"


def _fits(word: str, kind: Kind, is_guessed: bool) -> bool:
    if word == "object":
        return kind.is_record or kind.base == ANY_TYPE
    if word in _BASES:
        return kind.base in _BASES[word] or (is_guessed and not kind.is_record)
    return not word or not kind.is_record  # enum, date, string: texts


def _frozen(found: Mapping[str, set[str]]) -> Mapping[str, tuple[str, ...]]:
    return {operation: tuple(sorted(names)) for operation, names in found.items()}
