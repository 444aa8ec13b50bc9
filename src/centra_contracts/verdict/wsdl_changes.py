"""Finds every change between an operation as the documented WSDL has it and as a target's WSDL declares it.

Both are walked in step, from the documented side, so that the work is bounded whatever a target declares. A request must still be
taken as it is documented, so its elements may become wider; an answer must still be understood as it is documented, so its
elements may become narrower. What is marked as inferred is not compared, and neither is the order of elements, of which the
pages say nothing. What a type of the target has beyond the documented one is told where the two first meet.
Source: WSDL 1.1, sections 2 and 3; ``docs/contract-language.md``, "The WSDL".
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from centra_contracts.contract.wsdl import ANY_TYPE, Element, Guess, Kind, SoapOperation, Wsdl
from centra_contracts.verdict.model import Direction, Level
from centra_contracts.verdict.wsdl_texts import fits

__all__ = ["WsdlChange", "find_wsdl_changes", "undocumented_operations"]

_NOTHING = "no such thing is documented"
_SHOWN = 4  # elements of a record, in a message


@dataclass(frozen=True, slots=True)
class WsdlChange:
    """One difference between the documented WSDL and the target's."""

    code: str
    coordinate: str  # "orders_Update/request/orders/order/id"
    direction: Direction
    level: Level
    expected: str
    observed: str


def find_wsdl_changes(documented: Wsdl, observed: Wsdl, operation: str) -> tuple[WsdlChange, ...]:
    """Every change of one documented operation, sorted by coordinate. Raises ``KeyError`` if the document lacks it."""
    wanted, own = documented.operations[operation], observed.operations.get(operation)
    if own is None:
        if Guess.NAME in wanted.guesses:
            return ()
        return (_missing("CC541", operation, f"operation {operation}"),)
    found = [*_binding_changes(wanted, own)]
    if wanted.request is not None:
        walk = _Walk(documented, observed, is_request=True)
        found += _root_changes(walk, f"{operation}/request", (wanted.request,), (own.request,) if own.request else ())
    if wanted.answers:
        walk = _Walk(documented, observed, is_request=False)
        found += _root_changes(walk, f"{operation}/answer", wanted.answers, own.answers)
    return tuple(sorted(set(found), key=lambda change: (change.coordinate, change.code, change.observed)))


def undocumented_operations(documented: Wsdl, observed: Wsdl) -> tuple[WsdlChange, ...]:
    """The operations that only the target has."""
    names = sorted(observed.operations.keys() - documented.operations.keys())
    return tuple(_addition("CC561", name, f"operation {name}") for name in names)


@dataclass(frozen=True, slots=True)
class _Walk:
    """Both sides of a comparison, and which way messages go."""

    documented: Wsdl
    observed: Wsdl
    is_request: bool
    met: set[tuple[str, str]] = field(default_factory=set)  # types of both sides that were laid over each other


def _binding_changes(wanted: SoapOperation, own: SoapOperation) -> Iterator[WsdlChange]:
    if own.protocol != wanted.protocol:
        yield _changed("CC550", wanted.name, wanted.protocol, own.protocol or "no binding to SOAP")
    elif own.style != wanted.style:
        yield _changed("CC550", wanted.name, wanted.style, own.style)
    if own.action != wanted.action and Guess.ACTION not in wanted.guesses and own.protocol:
        yield _changed("CC548", f"{wanted.name}/action", wanted.action, own.action or "none")


def _root_changes(walk: _Walk, place: str, wanted: tuple[Element, ...], own: tuple[Element, ...]) -> Iterator[WsdlChange]:
    """The changes of a message: of the documented form that the target's root chooses."""
    by_tag = {element.tag: element for element in wanted}
    by_name = {element.name: element for element in wanted}
    known = [(form, element) for element in own if (form := by_tag.get(element.tag) or by_name.get(element.name)) is not None]
    if not known:
        expected = " or ".join(_tag(element) for element in wanted)
        yield _changed("CC551", place, expected, ", ".join(map(_tag, own)) or "no element that is declared")
    for form, element in known:
        path = place if walk.is_request else f"{place}/{form.name}"
        strange = [(path, form, element)] if form.namespace != element.namespace else []
        yield from _element_changes(walk, path, form, element, strange, ())
        if strange:
            first, expected_element, observed_element = strange[0]
            more = f", and {len(strange) - 1} elements below" if len(strange) > 1 else ""
            yield _changed("CC549", first, _tag(expected_element), f"{_tag(observed_element)}{more}")
    if known:
        yield from (
            _addition("CC562", f"{place}/{element.name}", f"element {_tag(element)}")
            for element in own
            if element.name not in by_name
        )


_Strange = list[tuple[str, Element, Element]]  # elements in another namespace than documented


def _element_changes(
    walk: _Walk, path: str, wanted: Element, own: Element, strange: _Strange, above: tuple[str, ...]
) -> Iterator[WsdlChange]:
    """The changes of an element's type, and of all that is below it; ``above`` are the documented types that led here."""
    kind, own_kind = walk.documented.kind_of(wanted), walk.observed.kind_of(own)
    if kind.base == ANY_TYPE:
        return
    if own_kind.base == ANY_TYPE:
        level = Level.SAFE if walk.is_request else Level.DANGEROUS
        yield WsdlChange("CC544", path, Direction.CHANGED, level, describe_kind(kind), "anything")
    elif kind.is_record is not own_kind.is_record:
        yield _changed("CC544", path, describe_kind(kind), describe_kind(own_kind))
    elif not kind.is_record:
        if Guess.TYPE not in wanted.guesses:
            yield from _text_changes(walk, path, kind, own_kind)
    elif wanted.kind not in above:
        yield from _record_changes(walk, path, kind, own_kind, strange, (*above, wanted.kind))
        if (wanted.kind, own.kind) not in walk.met:
            walk.met.add((wanted.kind, own.kind))
            yield from _further(walk, path, kind, own_kind)


def _record_changes(
    walk: _Walk, path: str, kind: Kind, own_kind: Kind, strange: _Strange, above: tuple[str, ...]
) -> Iterator[WsdlChange]:
    for name, wanted in kind.elements.items():
        own, place = own_kind.elements.get(name), f"{path}/{name}"
        if own is None:
            yield from _gone(walk, place, wanted, own_kind)
            continue
        if Guess.NAME in wanted.guesses:
            continue
        if wanted.namespace != own.namespace:
            strange.append((place, wanted, own))
        if Guess.OCCURS not in wanted.guesses:
            yield from _occurrence_changes(walk, place, wanted, own)
        yield from _element_changes(walk, place, wanted, own, strange, above)


def _further(walk: _Walk, path: str, kind: Kind, own_kind: Kind) -> Iterator[WsdlChange]:
    """What the target's record has beyond the documented one."""
    for name, own in own_kind.elements.items():
        if name in kind.elements:
            continue
        shown = f"element {name} of {describe_kind(walk.observed.kind_of(own))}"
        if walk.is_request and own.least > 0:
            yield _changed("CC545", f"{path}/{name}", "nothing that must be sent", f"{shown}, which must be sent")
        else:
            yield _addition("CC562", f"{path}/{name}", shown)
    if walk.is_request:
        for name in own_kind.demands:
            yield _changed("CC545", f"{path}/@{name}", "nothing that must be sent", f"attribute {name}, which must be sent")


def _gone(walk: _Walk, place: str, wanted: Element, own_kind: Kind) -> Iterator[WsdlChange]:
    if Guess.NAME in wanted.guesses:
        return
    code = "CC542" if walk.is_request else "CC543"
    shown = f"element {wanted.name} of {describe_kind(walk.documented.kind_of(wanted))}"
    if own_kind.is_open:
        observed = "not declared, though something that is not declared may stand there"
        yield WsdlChange(code, place, Direction.CHANGED, Level.DANGEROUS, shown, observed)
    else:
        yield _missing(code, place, shown)


def _occurrence_changes(walk: _Walk, place: str, wanted: Element, own: Element) -> Iterator[WsdlChange]:
    """Where a documented request would be refused, or a documented client be surprised by an answer."""
    if walk.is_request:
        if own.least > wanted.least:
            yield _changed("CC545", place, _occurs(wanted), _occurs(own))
        elif _is_fewer(own.most, wanted.most):
            yield _changed("CC546", place, _occurs(wanted), _occurs(own))
    elif _is_fewer(own.most, wanted.most):
        yield _changed("CC546", place, _occurs(wanted), _occurs(own))
    elif own.least < wanted.least or _is_fewer(wanted.most, own.most):
        yield _changed("CC546", place, _occurs(wanted), _occurs(own), Level.DANGEROUS)


def _text_changes(walk: _Walk, path: str, kind: Kind, own_kind: Kind) -> Iterator[WsdlChange]:
    narrow, wide = (kind, own_kind) if walk.is_request else (own_kind, kind)
    if kind.base != own_kind.base and not (fits(kind.base, own_kind.base) and fits(own_kind.base, kind.base)):
        level = Level.SAFE if fits(narrow.base, wide.base) else Level.BREAKING
        yield _changed("CC544", path, describe_kind(kind), describe_kind(own_kind), level)
    if own_kind.values:
        yield from (
            _missing("CC547", f"{path}={value}", f"the value {value}") for value in kind.values if value not in own_kind.values
        )
    if own_kind.values and kind.values:
        for value in own_kind.values:
            if value not in kind.values and walk.is_request:
                yield _addition("CC563", f"{path}={value}", f"the value {value}")
            elif value not in kind.values:
                yield _changed(
                    "CC563", f"{path}={value}", f"one of {', '.join(kind.values)}", f"the value {value}", Level.DANGEROUS
                )
    elif own_kind.values and walk.is_request:
        yield _changed("CC552", path, "any text of its type", f"one of {', '.join(own_kind.values)}", Level.DANGEROUS)
    limits = [limit for limit in own_kind.limits if limit not in kind.limits]
    if limits and walk.is_request:
        yield _changed("CC552", path, "any text of its type", ", ".join(limits), Level.DANGEROUS)


def describe_kind(kind: Kind) -> str:
    """A type in a few words: ``int``, or what a record holds."""
    if not kind.is_record:
        return kind.base
    names = ", ".join(islice(kind.elements, _SHOWN))
    more = f" and {len(kind.elements) - _SHOWN} more" if len(kind.elements) > _SHOWN else ""
    return f"a record of {names}{more}" if names else "a record of nothing"


def _occurs(element: Element) -> str:
    least = "must be there" if element.least else "may be left out"
    most = "" if element.most == 1 else ", any number of times" if element.most is None else f", up to {element.most} times"
    return least + most


def _is_fewer(one: int | None, other: int | None) -> bool:
    return one is not None and (other is None or one < other)


def _tag(element: Element) -> str:
    return f"{element.name} of {element.namespace}" if element.namespace else f"{element.name} in no namespace"


def _changed(code: str, place: str, expected: str, observed: str, level: Level = Level.BREAKING) -> WsdlChange:
    return WsdlChange(code, place, Direction.CHANGED, level, expected, observed)


def _missing(code: str, place: str, expected: str) -> WsdlChange:
    return WsdlChange(code, place, Direction.MISSING, Level.BREAKING, expected, "not in the WSDL")


def _addition(code: str, place: str, observed: str) -> WsdlChange:
    return WsdlChange(code, place, Direction.UNDOCUMENTED, Level.SAFE, _NOTHING, observed)
