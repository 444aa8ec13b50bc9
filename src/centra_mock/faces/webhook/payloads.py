"""What a change means in either version of the webhook.

Source: 06.plugins/09.centra-webhook, sections on the versions; 04.guides/05.pos-integration for check_first.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from centra_mock.domain.centra import Centra, Change
from centra_mock.domain.model import DisplayItem
from centra_mock.faces.webhook.lies import DROPPABLE
from centra_mock.lies import Lies

__all__ = ["STORE_ID", "integration_event", "touched_ids"]

STORE_ID = 1  # the store that the plugin is installed on

OWN_KEYS = {  # kind of change -> key of the Checkout API version
    "affiliate": "affiliates",
    "allocation_rule": "warehouseGroups",
    "brand": "brands",
    "campaign": "campaigns",
    "campaign_site": "campaignSites",
    "category": "categories",
    "gift_certificate": "giftCertificates",
    "market": "markets",
    "pricelist": "pricelists",
    "warehouse": "warehouses",
}

EVENT_TYPES = frozenset({"order", "shipment", "customer", "account", "return", "check_first"})


def touched_ids(centra: Centra, change: Change, lies: Lies) -> dict[str, list[str]]:
    """Ids by key for the Checkout API version: the object itself and the display items that it affects."""
    touched: dict[str, list[str]] = {}
    key = OWN_KEYS.get(change.kind)
    if key is not None and _is_in_store(centra, change):
        touched[key] = [str(change.object_id)]
    elif key is None and change.kind in EVENT_TYPES and lies.told("webhook-unsubscribed-types-sent"):
        touched[f"{change.kind}s"] = [str(change.object_id)]
    if not (lies.told("webhook-affected-products-not-told") and change.kind == "brand"):
        items = list(_items(centra, change))
        if lies.told("webhook-products-by-backend-id"):
            ids = {centra.displays[item.display_id].product_id + 1_000_000 for item in items}
        else:
            ids = {item.id for item in items}
        if ids:
            touched["products"] = [str(each) for each in sorted(ids)]
    return {key: ids for key, ids in touched.items() if not _is_withheld(key, lies)}


def integration_event(change: Change, lies: Lies) -> dict[str, Any] | None:  # Any: JSON
    """The event of the Integration API version, ``None`` for what has no trigger there."""
    told = change.kind in EVENT_TYPES or (
        lies.told("webhook-unsubscribed-types-sent") and change.kind in ("brand", "product", "stock", "voucher")
    )
    hidden = change.action == "good_to_go" and lies.told("webhook-good-to-go-not-told")
    if not told or hidden or _is_withheld(change.kind, lies):
        return None
    pattern = "%Y-%m-%dT%H:%M:%S+00:00" if lies.told("webhook-event-date-in-iso-format") else "%Y-%m-%d %H:%M:%S.%f"
    event: dict[str, Any] = {
        "type": change.kind,
        "action": change.action,
        "date": change.at.strftime(pattern),
        "id": str(change.object_id) if lies.told("webhook-integration-ids-are-text") else change.object_id,
    }
    if change.kind == "check_first":
        event["data"] = _check_first(change)
    if lies.told("webhook-events-lack-action"):
        del event["action"]
    if lies.told("webhook-events-lack-date"):
        del event["date"]
    return event


def _check_first(change: Change) -> dict[str, Any]:
    if "warehouses" in change.data:
        return {"warehouses": [dict(each) for each in change.data["warehouses"]]}
    return {"warehouseId": change.data.get("warehouse_id")}


def _is_withheld(key: str, lies: Lies) -> bool:
    return any(key in withheld and lies.told(name) for name, withheld in DROPPABLE.items())


def _is_in_store(centra: Centra, change: Change) -> bool:
    known: dict[str, Mapping[Any, object]] = {  # Any: keys differ
        "campaign": centra.campaigns,
        "category": centra.categories,
        "market": centra.markets,
        "pricelist": centra.pricelists,
    }
    thing = known.get(change.kind, {}).get(change.object_id)
    store_id = getattr(thing, "store_id", change.data.get("store_id", STORE_ID))
    return bool(store_id == STORE_ID)


def _items(centra: Centra, change: Change) -> Iterable[DisplayItem]:
    """The display items of the plugin's store that a change affects."""
    wanted = change.object_id
    for item in centra.display_items.values():
        display = centra.displays[item.display_id]
        if display.store_id != STORE_ID:
            continue
        product = centra.products[display.product_id]
        affected = {
            "brand": product.brand_id == wanted,
            "campaign": wanted in centra.campaigns and item.variant_id in centra.campaigns[int(wanted)].variant_ids,
            "category": wanted in display.category_ids,
            "collection": product.collection_id == wanted,
            "display": display.id == wanted,
            "display_item": item.id == wanted,
            "price": item.variant_id == change.data.get("variant_id", wanted),
            "product": product.id == wanted,
            "stock": wanted in centra.product_sizes and centra.product_sizes[int(wanted)].variant_id == item.variant_id,
            "variant": item.variant_id == wanted,
        }
        if affected.get(change.kind, False):
            yield item
