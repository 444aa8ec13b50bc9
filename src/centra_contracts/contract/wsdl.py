"""What a service description says of SOAP operations: what each request may hold, and what its answer holds.

Any WSDL 1.1, also a hostile one: it is read from the bytes that are given, nothing is fetched for it, types that refer to each
other in circles stay references, and what would make an endless amount of work is refused.

In the documents of the contracts, the attribute ``inferred`` of the namespace ``MARKS`` says what no page shows, which is no
promise: NAME, that there is such an element or operation; TYPE, of which type it is; OCCURS, how often it may or must be there;
ACTION, what the SOAPAction is.
Source: WSDL 1.1, sections 2 and 3; XML Schema 1.0, part 1. The marks are described in ``docs/contract-language.md``, "The WSDL".
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

__all__ = ["ANY_TYPE", "MARKS", "Element", "Guess", "Kind", "SoapOperation", "Wsdl"]

MARKS = "urn:centra-contracts:marks"
ANY_TYPE = "anyType"


class Guess(StrEnum):
    """What of something that stands in the document is inferred, and therefore not promised."""

    NAME = "NAME"
    TYPE = "TYPE"
    OCCURS = "OCCURS"
    ACTION = "ACTION"


@dataclass(frozen=True, slots=True)
class Element:
    """An element as it is declared where it stands."""

    name: str
    namespace: str  # empty: in no namespace
    kind: str  # key of ``Wsdl.kinds``
    least: int = 1
    most: int | None = 1  # None: without end
    guesses: frozenset[Guess] = frozenset()

    @property
    def tag(self) -> str:
        """The name as ``{namespace}name``; without a namespace the bare name."""
        return f"{{{self.namespace}}}{self.name}" if self.namespace else self.name


@dataclass(frozen=True, slots=True)
class Kind:
    """A type: a text of a built-in type, or a record of elements; ``anyType`` may hold anything."""

    base: str  # the built-in type of a text: "string", "int"; empty for a record; ANY_TYPE
    values: tuple[str, ...] = ()  # the only ones that are allowed; empty: any of the base
    limits: tuple[str, ...] = ()  # other restrictions of a text: "maxLength 10"
    elements: Mapping[str, Element] = field(default_factory=dict)  # by local name, in the order of the declaration
    demands: tuple[str, ...] = ()  # attributes that must be there
    is_open: bool = False  # whether elements that are not declared may stand in it

    @property
    def is_record(self) -> bool:
        """Whether it holds elements rather than text."""
        return not self.base


@dataclass(frozen=True, slots=True)
class SoapOperation:
    """One operation, with every form in which it is answered."""

    name: str
    action: str  # the value of the SOAPAction header, without quotes
    style: str  # "document/literal"
    protocol: str  # "SOAP 1.1", "SOAP 1.2"; empty: no SOAP binding has it
    request: Element | None  # None: it takes no message, or one that is not declared
    answers: tuple[Element, ...]
    guesses: frozenset[Guess] = frozenset()


@dataclass(frozen=True, slots=True)
class Wsdl:
    """A service description as a whole.

    A coordinate names a part of it: ``orders_Update``, ``orders_Update/action``, ``orders_Update/request/orders/order/id``,
    ``events_Get/answer/events_Get/events/event/id``.
    """

    namespace: str
    operations: Mapping[str, SoapOperation]  # sorted by name
    kinds: Mapping[str, Kind]
    left_out: tuple[str, ...] = ()  # where parts of it stand that were not fetched; sorted

    def kind_of(self, element: Element) -> Kind:
        """The type of an element; anything where the type stands elsewhere."""
        return self.kinds.get(element.kind, _ANYTHING)


_ANYTHING = Kind(ANY_TYPE, is_open=True)
