"""What a dialect is: how to write a step as a request, and how to read an exchange.

A dialect is pure. ``Connection`` tells it where the API is and how to identify itself; the shell makes it from the target.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

from lxml import etree

from centra_contracts.contract.model import Api, Json, Step
from centra_contracts.contract.wsdl import Wsdl
from centra_contracts.exchange.model import Exchange, Request

__all__ = ["Connection", "Dialect", "Reading", "SoapReading", "WsdlShape"]


@dataclass(frozen=True, slots=True)
class Connection:
    """Where an API is and how to identify oneself there. ``repr`` shows no secret."""

    api: Api
    url: str  # without a trailing slash
    secret: str = ""  # shared secret, token or SOAP password; empty when not configured
    username: str = ""  # SOAP only

    def __repr__(self) -> str:
        return f"Connection({self.api.value!r}, {self.url!r})"


@dataclass(frozen=True, slots=True)
class WsdlShape:
    """The part of a WSDL that clauses speak about."""

    operations: tuple[str, ...]  # sorted
    elements: frozenset[str]  # "orders_Update/orders/order/id": path from the request element on


@dataclass(frozen=True, slots=True)
class SoapReading:
    """What is known of an exchange with a SOAP endpoint, beside its tree."""

    operation: str  # that was said; "WSDL" where the WSDL was asked for
    documented: Callable[[], Wsdl]  # the contracts' own WSDL; raises ``ValueError`` where it is none
    envelope: str = ""  # the root of the answer, as ``{namespace}name``
    message: etree._Element | None = None  # the element in the body of the answer, with its namespaces
    observed: Wsdl | None = None  # the target's WSDL
    problem: str = ""  # why the answer is no XML, or no WSDL, that can be read; empty where it is


@dataclass(frozen=True, slots=True)
class Reading:
    """An exchange decoded: what a rule may look at."""

    exchange: str  # id
    status: int | None  # None for a webhook delivery
    headers: Mapping[str, str]  # names in lower case; of the response, or of the delivery
    body: Json  # JSON tree; None when there is none or it is XML
    xml: etree._Element | None = None  # root without namespaces; the SOAP body's child, or the WSDL's root
    text: str = ""  # the decoded body, for messages
    accepted: bool = False  # the API's own word for success
    errors: Mapping[str, str] = field(default_factory=dict)  # declared errors, field -> text
    document: str = ""  # the GraphQL document that was said
    parts: tuple[Reading, ...] = ()  # of a step that heard several things: all of its readings, in order
    members: frozenset[str] | None = None  # introspection: "Query.products", "Product.name", "Product"
    wsdl: WsdlShape | None = None
    soap: SoapReading | None = None
    signature: str = ""  # webhook: valid, invalid, missing or unchecked
    trail: tuple[Json, ...] = ()  # webhook: payloads of the same version up to the awaited one, in order
    method: str = ""  # webhook: of the request
    received_s: float | None = None  # webhook: Unix time of the arrival; None when it was not recorded
    held_s: float | None = None  # webhook: how long its sender waited in vain; None when it was answered


class Dialect(Protocol):
    """How one kind of API is spoken."""

    def write(self, step: Step, connection: Connection, values: Mapping[str, Json]) -> Request:
        """The request for ``step``, whose blanks are already filled.

        ``values`` holds ``session.<name>``, the token of a shopper session, where one is known.
        """
        ...

    def read(self, exchange: Exchange) -> Reading:
        """The decoded answer of an exchange that has one. Never raises: what cannot be decoded stays text."""
        ...
