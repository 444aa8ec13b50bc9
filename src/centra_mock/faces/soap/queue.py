"""events_Get, events_GetByMarkets and events_Done.

A fetch answers the oldest hundred events and changes nothing; what is marked done never returns, until its object
changes again. A market filter leaves out events of objects that belong to no market. An event that is marked done
without being in the queue draws a notice; the pages do not say what Centra does then.
Source: 04.guides/02.erp-integration/docs.md, section "Events and the Event Queue";
05.api-references/07.soap-integration-api/01.api-reference/docs.md, sections events_Done and events_Get.
"""

from __future__ import annotations

from lxml import etree

from centra_mock.domain.erp_queue import EVENT_TYPES
from centra_mock.domain.model import SoapEvent

from .answer import Content
from .envelope import Refusal
from .events.content import event_data, market_of
from .sync import Sync
from .tree import Rejected, children, text

__all__ = ["fetch_events", "mark_done"]

_AT_MOST = 100


def fetch_events(sync: Sync, element: etree._Element, *, by_markets: bool) -> list[Content]:
    """The events that a request asks for; ``Refusal`` when its ``type`` is none of the documented twelve."""
    centra = sync.centra
    kind = text(element, "type")
    if kind not in ("all", *EVENT_TYPES):
        raise Refusal("Client", f"type is none of all, {', '.join(EVENT_TYPES)}: {(kind or '')[:40]}")
    events = list(centra.soap_events.values())
    if kind != "all" and not sync.told("soap-event-type-is-ignored"):
        events = [event for event in events if event.type == kind]
    if by_markets and not sync.told("soap-event-markets-are-ignored"):
        keys = [text(each, "id") for each in children(element, "markets", "market")]
        wanted = {sync.ids.find("market", key, centra.markets) for key in keys if key}
        events = [event for event in events if market_of(centra, event) in wanted - {None}]
    if sync.told("soap-newest-events-first"):
        events.reverse()
    if sync.told("soap-answers-nothing"):
        events = []
    if not sync.told("soap-more-than-100-events"):
        events = events[:_AT_MOST]
    if sync.told("soap-fetching-consumes-events"):
        for event in events:
            del centra.soap_events[event.id]
    return [_event(sync, event) for event in events]


def mark_done(sync: Sync, element: etree._Element) -> None:
    """Takes events off the queue for good; ``Rejected`` when an id is no number or there is none."""
    numbers = [(each.text or "").strip() for each in children(element, "event")]
    if not numbers:
        raise Rejected("Missing event in events_Done")
    for number in numbers:
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            raise Rejected(f"event is not the number of an event: {number[:40]}")
    for number in numbers:
        if int(number) not in sync.centra.soap_events:
            sync.notices.append(f"Event {number} is not in the queue")
        elif not sync.told("soap-done-events-come-back"):
            del sync.centra.soap_events[int(number)]


def _event(sync: Sync, event: SoapEvent) -> Content:
    data = {} if sync.told("soap-event-data-is-empty") else event_data(sync, event)
    retyped = sync.told("soap-event-fields-are-retyped")
    return {
        "id": str(event.id),
        "type": event.type,
        "entry": None if sync.told("soap-event-fields-are-dropped") else _entry(sync, event),
        "mission": "changed" if retyped else event.mission,
        "date": "yesterday" if retyped else f"{event.created_at:%Y-%m-%d %H:%M:%S}",
        "data": data,
    }


def _entry(sync: Sync, event: SoapEvent) -> str:
    if not isinstance(event.entry, int):
        return event.entry
    if event.type == "size":
        return sync.ids.size_key(event.entry)
    names = {"paymentterm": "paymentterms", "shippingterm": "shippingterms"}
    return sync.ids.key(names.get(event.type, event.type), event.entry)
