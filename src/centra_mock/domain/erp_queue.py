"""The queue of events for the ERP: every relevant change waits in it until the ERP marks it done.

Source: 04.guides/02.erp-integration/docs.md, section "Events and the Event Queue";
05.api-references/07.soap-integration-api/01.api-reference/docs.md, section events_Get.
"""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TypeVar

from centra_mock.domain.centra import Centra, Change
from centra_mock.domain.model import Return, Shipment, SoapEvent

__all__ = ["EVENT_TYPES", "fill_queue", "queue_change", "queue_event"]

EVENT_TYPES = (
    "account",
    "customer",
    "invoice",
    "market",
    "order",
    "paymentterm",
    "pricelist",
    "salesrep",
    "shippingterm",
    "size",
    "warehouse",
)
_TYPE_OF_KIND = {
    "account": "account",
    "customer": "customer",
    "invoice": "invoice",
    "market": "market",
    "order": "order",
    "payment_terms": "paymentterm",
    "pricelist": "pricelist",
    "sales_representative": "salesrep",
    "shipping_terms": "shippingterm",
    "size": "size",
    "warehouse": "warehouse",
}
_ORDER_EVENTS = 30
_CUSTOMER_EVENTS = 60
_OTHER_EVENTS = 25
_Item = TypeVar("_Item")


def queue_change(centra: Centra, change: Change) -> None:
    """Queues what a change of the store means to the ERP, if anything."""
    found = _event_of(centra, change)
    if found is not None:
        kind, entry = found
        gone = change.action in ("delete", "deleted") and kind == change.kind
        queue_event(centra, kind, entry, at=change.at, mission="delete" if gone else "update")


def queue_event(centra: Centra, kind: str, entry: int | str, *, at: datetime, mission: str = "update") -> None:
    """Puts an event at the end of the queue, unless one that nobody has fetched yet already says the same."""
    for event in centra.soap_events.values():
        if (event.type, event.entry, event.mission) == (kind, entry, mission) and not event.data.get("fetched"):
            return
    number = centra.next_id("soap_event")
    centra.soap_events[number] = SoapEvent(number, kind, entry, mission, at.replace(microsecond=0))


def fill_queue(centra: Centra) -> None:
    """Queues what an ERP that has lagged behind would find in a seeded store, oldest first.

    More than one fetch can carry, so that the limit of a fetch shows.
    """
    centra.start_ids("soap_event", random.Random(f"soap-events-{centra.seed}").randint(200, 9000))
    waiting: list[tuple[datetime, str, int]] = []
    waiting += [(each.created_at, "customer", each.id) for each in _last(centra.customers.values(), _CUSTOMER_EVENTS)]
    waiting += [(each.created_at, "account", each.id) for each in _last(centra.accounts.values(), _OTHER_EVENTS)]
    waiting += [(each.created_at, "order", each.number) for each in _last(centra.orders.values(), _ORDER_EVENTS)]
    waiting += [(each.created_at, "invoice", each.id) for each in _last(centra.invoices.values(), _OTHER_EVENTS)]
    for at, kind, entry in sorted(waiting):
        queue_event(centra, kind, entry, at=at)


def _event_of(centra: Centra, change: Change) -> tuple[str, int | str] | None:
    if change.kind in _TYPE_OF_KIND:
        return _TYPE_OF_KIND[change.kind], change.object_id
    match change.kind:
        case "shipment":
            owner = _number_of(centra.shipments, change)
        case "return":
            owner = _number_of(centra.returns, change)
        case "buyer":
            buyer = centra.buyers.get(int(change.object_id))
            return None if buyer is None else ("account", buyer.account_id)
        case _:
            return None
    return None if owner is None else ("order", owner)


def _number_of(parcels: Mapping[int, Shipment] | Mapping[int, Return], change: Change) -> int | None:
    parcel = parcels.get(int(change.object_id))
    if parcel is not None:
        return parcel.order_number
    told = change.data.get("order_number")
    return told if isinstance(told, int) else None


def _last(items: Iterable[_Item], count: int) -> list[_Item]:
    return list(items)[-count:]
