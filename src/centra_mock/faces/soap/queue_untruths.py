"""What the queue does when it is told to lie: which events a fetch answers, and which of them events_Done takes.

Source: 04.guides/02.erp-integration/docs.md, section "Events and the Event Queue", for what is denied here.
"""

from __future__ import annotations

from centra_mock.domain.model import SoapEvent

from .sync import Sync

__all__ = ["done_otherwise", "hidden_after_done", "page_of"]

_AT_MOST = 100


def page_of(sync: Sync, events: list[SoapEvent], *, by_markets: bool) -> list[SoapEvent]:
    """The events that one fetch answers: honestly the oldest hundred in ascending order."""
    told = sync.told
    if told("soap-answers-nothing"):
        return []
    if told("soap-newest-events-first") or (by_markets and told("soap-by-markets-newest-first")):
        events = events[::-1]
    if told("soap-new-events-jump-the-queue") and len(events) > _AT_MOST:
        events = [*events[: _AT_MOST - 1], events[-1]]
    at_most = 101 if told("soap-fetches-carry-101-events") else 50 if told("soap-fetches-carry-50-events") else _AT_MOST
    if not told("soap-more-than-100-events"):
        events = events[:at_most]
    if told("soap-window-stands-still"):
        events = _same_window(sync, events)
    return events[::-1] if told("soap-oldest-events-descending") else events


def _same_window(sync: Sync, events: list[SoapEvent]) -> list[SoapEvent]:
    """What is left of the events that were answered first, and newer ones only when nothing is left."""
    left = [each for each in events if each.data.get("window", True)]
    if not left:
        for each in sync.centra.soap_events.values():
            each.data.pop("window", None)
        left = events
    shown = {each.id for each in left}
    for each in sync.centra.soap_events.values():
        each.data.setdefault("window", each.id in shown)
    return left


def done_otherwise(sync: Sync, numbers: list[int]) -> list[int]:
    """The events that events_Done takes off: honestly those that it names."""
    told, events = sync.told, sync.centra.soap_events
    kinds = {events[each].type for each in numbers if each in events}
    if told("soap-done-takes-one"):
        numbers = numbers[:1]
    if told("soap-done-takes-all-of-the-type"):
        numbers = [each.id for each in events.values() if each.type in kinds]
    if told("soap-done-takes-the-next-too"):
        last = max(numbers)
        numbers = [*numbers, *[each for each in events if each > last][:1]]
    if told("soap-done-takes-all-before-it"):
        numbers = [*numbers, *[each for each in events if each < max(numbers) and each not in numbers]]
    if told("soap-done-for-orders-only"):
        numbers = [each for each in numbers if each not in events or events[each].type == "order"]
    if told("soap-done-in-one-view"):
        for each in numbers:
            if each in events:
                events[each].data["done"] = True
        return []
    return numbers


def hidden_after_done(sync: Sync, event: SoapEvent, kind: str) -> bool:
    """Whether an event that was marked done, and stays in the queue by a lie, is kept out of a fetch of its type."""
    return sync.told("soap-done-in-one-view") and kind != "all" and bool(event.data.get("done"))
