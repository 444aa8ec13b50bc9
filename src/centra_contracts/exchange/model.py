"""What was said and what was answered: frozen, and able to go to JSON and back.

An exchange is a request with either a response or a fault. A webhook delivery is an exchange too: there the
request came from Centra (``inbound``) and the response is what the listener answered.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

__all__ = ["Exchange", "Fault", "Request", "Response"]


@dataclass(frozen=True, slots=True)
class Request:
    """An HTTP request as it goes over the wire."""

    method: str  # upper case
    url: str  # absolute, with the query
    headers: tuple[tuple[str, str], ...]
    body: bytes
    operation: str  # what the documentation calls it: "GET /stock", "events_Get", "query products"


@dataclass(frozen=True, slots=True)
class Response:
    """An HTTP response as it came over the wire."""

    status: int
    headers: tuple[tuple[str, str], ...]  # names in lower case
    body: bytes
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class Fault:
    """The wire failed: there is no answer to judge. ``kind``: connect, timeout, protocol, too_large, no_delivery."""

    kind: str
    says: str  # one line, no secret
    elapsed_ms: float


@dataclass(frozen=True, slots=True)
class Exchange:
    """One request with its response or its fault, exactly one of which is set."""

    id: str  # "<plan>#<n>"; unique in a run
    plan: str
    step: str
    api: str
    request: Request
    response: Response | None = None
    fault: Fault | None = None
    inbound: bool = False
    facts: Mapping[str, str] = field(default_factory=dict)  # established on arrival, e.g. {"signature": "valid"}
