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
from .lies_events import told_otherwise
from .lies_kinds import is_unfetched
from .queue_untruths import done_otherwise, hidden_after_done, page_of
from .sync import Sync
from .tree import Rejected, children, text

__all__ = ["fetch_events", "mark_done"]

_AT_MOST = 100
_OTHER_TYPES = ("campaign", "deliverywindow", "product", "selection", "voucher")


def fetch_events(sync: Sync, element: etree._Element, *, by_markets: bool) -> list[Content]:
    """The events that a request asks for; ``Refusal`` when its ``type`` is none of the documented twelve."""
    centra = sync.centra
    kind = text(element, "type")
    if kind not in ("all", *EVENT_TYPES) or is_unfetched(sync.told, kind):
        raise Refusal("Client", f"type is none of all, {', '.join(EVENT_TYPES)}: {(kind or '')[:40]}")
    events = list(centra.soap_events.values())
    if not _ignores_type(sync, by_markets=by_markets):
        wanted_kind = "order" if kind == "all" and sync.told("soap-all-is-orders-only") else kind
        events = [event for event in events if wanted_kind in ("all", event.type)]
    if by_markets and not sync.told("soap-event-markets-are-ignored"):
        events = _of_markets(sync, element, events)
    events = page_of(sync, [event for event in events if not hidden_after_done(sync, event, kind)], by_markets=by_markets)
    if sync.told("soap-fetching-consumes-events") or (by_markets and sync.told("soap-fetching-by-market-consumes")):
        for event in events:
            del centra.soap_events[event.id]
    answered = [_event(sync, event) for event in events]
    if kind == "all" and sync.told("soap-events-of-other-types"):
        answered = [*[_of_another_type(sync, name) for name in _OTHER_TYPES], *answered][:_AT_MOST]
    return answered


def mark_done(sync: Sync, element: etree._Element) -> None:
    """Takes events off the queue for good; ``Rejected`` when an id is no number or there is none."""
    numbers = [(each.text or "").strip() for each in children(element, "event")]
    if not numbers:
        raise Rejected("Missing event in events_Done")
    for number in numbers:
        if not (number.isascii() and number.isdigit() and len(number) < 19):
            raise Rejected(f"event is not the number of an event: {number[:40]}")
    for event_id in done_otherwise(sync, [int(each) for each in numbers]):
        if event_id not in sync.centra.soap_events:
            sync.notices.append(f"Event {event_id} is not in the queue")
        elif not sync.told("soap-done-events-come-back"):
            del sync.centra.soap_events[event_id]


def _ignores_type(sync: Sync, *, by_markets: bool) -> bool:
    return sync.told("soap-event-type-is-ignored") or (by_markets and sync.told("soap-by-markets-ignores-type"))


def _of_markets(sync: Sync, element: etree._Element, events: list[SoapEvent]) -> list[SoapEvent]:
    centra = sync.centra
    keys = [text(each, "id") for each in children(element, "markets", "market")]
    if sync.told("soap-by-markets-knows-one-market"):
        keys = keys[:1]
    wanted = {sync.ids.find("market", key, centra.markets) for key in keys if key}
    return [event for event in events if market_of(centra, event) in wanted - {None}]


def _event(sync: Sync, event: SoapEvent) -> Content:
    told = sync.told
    data = {} if told("soap-event-data-is-empty") else event_data(sync, event)
    data = {kind: told_otherwise(kind, content, told) for kind, content in data.items()}
    if told("soap-data-under-another-name"):
        data = {"item": next(iter(data.values()), "")}
    if told("soap-later-events-carry-changes-only") and _came_before(sync, event):
        data = {event.type: {"id": _entry(sync, event)}}
    entry: Content = _entry(sync, event)
    if told("soap-event-entry-is-another"):
        entry = f"{entry}0"
    retyped = told("soap-event-fields-are-retyped")
    return {
        "id": None if told("soap-events-lack-their-id") else "1" if told("soap-event-ids-repeat") else str(event.id),
        "type": None if told("soap-events-lack-their-type") else event.type,
        "entry": None if told("soap-event-fields-are-dropped") else entry,
        "mission": None if told("soap-events-lack-their-mission") else _mission(sync, event),
        "date": None if told("soap-events-lack-their-date") else "yesterday" if retyped else _date(event),
        "data": data,
    }


def _of_another_type(sync: Sync, kind: str) -> Content:
    entry = str(next(iter(sync.centra.products), 1))
    date = f"{sync.centra.now():%Y-%m-%d %H:%M:%S}"
    return {"id": "1", "type": kind, "entry": entry, "mission": "update", "date": date, "data": {kind: {"id": entry}}}


def _date(event: SoapEvent) -> str:
    return f"{event.created_at:%Y-%m-%d %H:%M:%S}"


def _mission(sync: Sync, event: SoapEvent) -> str:
    if sync.told("soap-event-fields-are-retyped"):
        return "changed"
    return "delete" if sync.told("soap-every-mission-is-delete") else event.mission


def _came_before(sync: Sync, event: SoapEvent) -> bool:
    for each in sync.centra.soap_events.values():
        if each is event:
            return False
        if (each.type, each.entry) == (event.type, event.entry):
            return True
    return False


def _entry(sync: Sync, event: SoapEvent) -> str:
    if not isinstance(event.entry, int):
        return event.entry
    if event.type == "size":
        return sync.ids.size_key(event.entry)
    names = {"paymentterm": "paymentterms", "shippingterm": "shippingterms"}
    return sync.ids.key(names.get(event.type, event.type), event.entry)
