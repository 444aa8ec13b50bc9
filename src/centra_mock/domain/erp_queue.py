"""The queue of events for the ERP: every relevant change waits in it until the ERP marks it done.

Source: 04.guides/02.erp-integration/docs.md, section "Events and the Event Queue";
05.api-references/07.soap-integration-api/01.api-reference/docs.md, section events_Get.
"""

from __future__ import annotations

import random
from collections.abc import Mapping
from datetime import datetime

from centra_mock.domain.centra import Centra, Change
from centra_mock.domain.model import Return, Shipment, SoapEvent

__all__ = ["EVENT_TYPES", "fill_queue", "queue_change", "queue_event", "type_of_change"]

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
_ORDERS = 20


def queue_change(centra: Centra, change: Change) -> None:
    """Queues what a change of the store means to the ERP, if anything."""
    found = _event_of(centra, change)
    if found is not None:
        kind, entry = found
        gone = change.action in ("delete", "deleted") and kind == change.kind
        queue_event(centra, kind, entry, at=change.at, mission="delete" if gone else "update")


def type_of_change(change: Change) -> str | None:
    """The type of the event that a change queues, ``None`` where it means nothing to the ERP."""
    owners = {"shipment": "order", "return": "order", "buyer": "account"}
    return _TYPE_OF_KIND.get(change.kind, owners.get(change.kind))


def queue_event(centra: Centra, kind: str, entry: int | str, *, at: datetime, mission: str = "update") -> None:
    """Puts an event at the end of the queue, one for all that a single request does to an object."""
    for event in reversed(centra.soap_events.values()):
        if event.data.get("turn") != centra.turn:
            break
        if (event.type, event.entry, event.mission) == (kind, entry, mission):
            return
    _append(centra, kind, entry, at=at, mission=mission)


def fill_queue(centra: Centra) -> None:
    """Queues what an ERP that has lagged behind would find in a seeded store, oldest first.

    More than one fetch can carry, so that the limit of a fetch shows; few orders, so that new ones are not far behind.
    The ERP gets a customer once more with every order, and an order once more with every shipment and return.
    """
    centra.start_ids("soap_event", random.Random(f"soap-events-{centra.seed}").randint(200, 9000))
    first = min((order.created_at for order in centra.orders.values()), default=centra.now())
    waiting = [(first, kind, entry) for kind, entries in _setup(centra).items() for entry in entries]
    waiting += [(each.created_at, "customer", each.id) for each in centra.customers.values()]
    waiting += [(each.created_at, "account", each.id) for each in centra.accounts.values()]
    waiting += [(each.created_at, "invoice", each.id) for each in centra.invoices.values()]
    orders = list(centra.orders.values())
    waiting += [(each.created_at, "customer", each.customer_id) for each in orders if each.customer_id is not None]
    recent = {each.number: each for each in orders[-_ORDERS:]}
    waiting += [(each.created_at, "order", each.number) for each in recent.values()]
    parcels: list[Shipment | Return] = [*centra.shipments.values(), *centra.returns.values()]
    waiting += [(each.created_at, "order", each.order_number) for each in parcels if each.order_number in recent]
    for at, kind, entry in sorted(waiting):
        _append(centra, kind, entry, at=at)


def _append(centra: Centra, kind: str, entry: int | str, *, at: datetime, mission: str = "update") -> None:
    number = centra.next_id("soap_event")
    centra.soap_events[number] = SoapEvent(number, kind, entry, mission, at.replace(microsecond=0), {"turn": centra.turn})


def _setup(centra: Centra) -> dict[str, list[int]]:
    """What was there before the first order."""
    return {
        "market": list(centra.markets),
        "paymentterm": list(centra.payment_terms),
        "pricelist": list(centra.pricelists),
        "salesrep": list(centra.sales_representatives),
        "shippingterm": list(centra.shipping_terms),
        "size": [size.id for chart in centra.size_charts.values() for size in chart.sizes],
        "warehouse": list(centra.warehouses),
    }


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
