"""deliverywindows_Update: when wholesale goods are delivered, and which variants can be ordered for then.

The pages do not say what a delivery window without ``atonce`` is; the mock takes it for one with dates.
Nor do they say what the ``type`` of a variation may be; it is not read.
Source: 05.api-references/07.soap-integration-api/01.api-reference/docs.md, section deliverywindows_Update.
"""

from __future__ import annotations

from datetime import date

from lxml import etree

from centra_mock.domain.model import DeliveryWindow, DeliveryWindowVariant

from ..sync import Sync
from ..tree import Rejected, children, flag, quantity, require, text, written_date

__all__ = ["update_delivery_window"]

_STATUSES = {"active": "ACTIVE", "inactive": "INACTIVE", "canceled": "CANCELLED", "cancelled": "CANCELLED"}


def update_delivery_window(sync: Sync, element: etree._Element) -> None:
    """A delivery window with the variants that are put in and taken out."""
    centra = sync.centra
    key = require(element, "id")
    status = text(element, "status")
    if status and status not in _STATUSES:
        raise Rejected(f"status is none of active, inactive, canceled: {status[:40]}")
    start, stop = _day(element, "startdate"), _day(element, "stopdate")
    if start and stop and stop < start:
        raise Rejected("stopdate is before startdate")
    added = [_variant(sync, each) for each in children(element, "variations", "variation")]
    removed = {_variant(sync, each).variant_id for each in children(element, "variationsremove", "variation")}
    at_once = flag(element, "atonce")
    own = sync.find("deliverywindow", key, centra.delivery_windows)
    if own is None:
        own = _make(sync, key)
    window = centra.delivery_windows[own]
    fields = {
        "name": text(element, "description"),
        "status": _STATUSES[status] if status else None,
        "kind": None if at_once is None else "at_once" if at_once else "preorder",
        "delivery_start": start,
        "delivery_end": stop,
    }
    sync.assign(window, fields)
    kept = {each.variant_id: each for each in window.variants}
    if added and sync.told("soap-delivery-windows-replace-variations"):
        kept = {}
    for entry in added:
        if entry.limit is None and entry.variant_id in kept:
            entry.limit = kept[entry.variant_id].limit
        kept[entry.variant_id] = entry
    window.variants = [each for variant_id, each in kept.items() if variant_id not in removed]


def _make(sync: Sync, key: str) -> int:
    centra = sync.centra
    wholesale = next((each.id for each in centra.stores.values() if each.kind == "wholesale"), 0)
    markets = [each.id for each in centra.markets.values() if each.store_id == wholesale]
    own = centra.next_id("delivery_window")
    centra.delivery_windows[own] = DeliveryWindow(own, key, wholesale, "preorder", markets)
    sync.ids.add("deliverywindow", key, own)
    return own


def _variant(sync: Sync, element: etree._Element) -> DeliveryWindowVariant:
    centra = sync.centra
    variant_id = sync.must_find("variation", require(element, "id"), centra.variants)
    limit = quantity(element, "variationlimit")
    return DeliveryWindowVariant(variant_id, centra.variants[variant_id].product_id, limit=limit)


def _day(element: etree._Element, name: str) -> date | None:
    written = written_date(element, name)
    return date.fromisoformat(written[:10]) if written else None
