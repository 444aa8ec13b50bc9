"""What a change means in either version of the webhook.

Source: 06.plugins/09.centra-webhook, sections on the versions (the picture of the triggers tells when each fires);
04.guides/05.pos-integration for check_first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from centra_mock.domain.centra import Centra, Change
from centra_mock.domain.model import Display, DisplayItem
from centra_mock.faces.webhook.lies import DROPPABLE, UNTOLD_ACTIONS
from centra_mock.faces.webhook.plugin import INACTIVE
from centra_mock.lies import Lies

__all__ = ["EVENT_TYPES", "KINDS", "OWN_KEYS", "STORE_ID", "integration_event", "touched_ids"]

STORE_ID = 1  # the store that the plugins are installed on

OWN_KEYS = {  # kind of change -> key of the Checkout API version
    "affiliate": "affiliates",
    "allocation_rule": "warehouseGroups",
    "brand": "brands",
    "campaign": "campaigns",
    "campaign_site": "campaignSites",
    "category": "categories",
    "cms_article": "cmsArticles",
    "gift_certificate": "giftCertificates",
    "maps_location": "mapsLocations",
    "maps_region": "mapsRegion",
    "market": "markets",
    "pricelist": "pricelists",
    "static": "statics",
    "warehouse": "warehouses",
}

_WITHOUT_TRIGGER = ("attribute", "payment", "selection", "voucher")  # kinds that neither version tells
EVENT_TYPES = frozenset({"order", "shipment", "customer", "account", "return", "check_first"})


def touched_ids(centra: Centra, change: Change, lies: Lies) -> dict[str, list[str]]:
    """Ids by trigger of the Checkout API version: the object itself and the display items that it affects.

    Display items of a display or of a product that is not active stand under the trigger for inactive products.
    """
    touched: dict[str, list[str]] = {}
    key = OWN_KEYS.get(change.kind)
    if key is not None and (_is_in_store(centra, change) or lies.told("webhook-other-stores-told")):
        touched[key] = [str(change.object_id)]
    elif key is None and change.kind in (*EVENT_TYPES, *_WITHOUT_TRIGGER) and lies.told("webhook-unsubscribed-types-sent"):
        touched[f"{change.kind}s"] = [str(change.object_id)]
    if not _is_kept_from_products(change, lies):
        for item in _items(centra, change, lies):
            display = centra.displays[item.display_id]
            is_active = display.status == centra.products[display.product_id].status == "ACTIVE"
            trigger = "products" if is_active else INACTIVE
            touched.setdefault(trigger, []).append(_product_id(centra, item, lies))
    return {
        trigger: sorted(set(ids), key=lambda each: (len(each), each))
        for trigger, ids in touched.items()
        if not _is_withheld(trigger, lies)
    }


def integration_event(centra: Centra, change: Change, lies: Lies) -> dict[str, Any] | None:  # Any: JSON
    """The event of the Integration API version, ``None`` for what has no trigger there."""
    is_told = change.kind in EVENT_TYPES or (
        lies.told("webhook-unsubscribed-types-sent") and change.kind in ("brand", "product", "stock", *_WITHOUT_TRIGGER)
    )
    is_hidden = any(action == (change.kind, change.action) and lies.told(name) for name, action in UNTOLD_ACTIONS.items())
    if not is_told or is_hidden or _is_withheld(change.kind, lies):
        return None
    event: dict[str, Any] = {
        "type": _type(change.kind, lies),
        "action": _action(change.action, lies),
        "date": _date(change, lies),
        "id": _id(centra, change, lies),
    }
    if change.kind == "check_first" and not lies.told("webhook-check-first-without-data"):
        event["data"] = _check_first(centra, change, lies)
    if change.kind != "check_first" and lies.told("webhook-events-carry-the-object"):
        event["data"] = {"id": event["id"], "status": "updated"}
    for name in ("type", "action", "date", "id"):
        if lies.told(f"webhook-events-lack-{name}"):
            del event[name]
    return event


def _type(kind: str, lies: Lies) -> str:
    if lies.told("webhook-event-types-are-plural"):
        return f"{kind}s"
    return kind.upper() if lies.told("webhook-event-types-in-capitals") else kind


def _action(action: str, lies: Lies) -> str:
    if lies.told("webhook-actions-in-past-tense") and action in ("create", "update"):
        return f"{action}d"
    return action.upper() if lies.told("webhook-actions-in-capitals") else action


def _date(change: Change, lies: Lies) -> object:
    if lies.told("webhook-event-date-is-a-number"):
        return int(change.at.timestamp())
    if lies.told("webhook-event-date-in-iso-format"):
        return change.at.strftime("%Y-%m-%dT%H:%M:%S+00:00")
    return change.at.strftime("%Y-%m-%d %H:%M:%S" if lies.told("webhook-event-date-without-fraction") else "%Y-%m-%d %H:%M:%S.%f")


def _id(centra: Centra, change: Change, lies: Lies) -> object:
    found = change.object_id
    if change.kind in ("order", "check_first") and lies.told("webhook-orders-by-internal-id") and isinstance(found, int):
        found = list(centra.orders).index(found) + 1 if found in centra.orders else 0
    return str(found) if lies.told("webhook-integration-ids-are-text") else found


def _check_first(centra: Centra, change: Change, lies: Lies) -> dict[str, Any]:  # Any: JSON
    if "warehouses" not in change.data:
        told = change.data.get("warehouse_id")
        if lies.told("webhook-check-first-tells-another-warehouse"):
            told = next(each for each in centra.warehouses if each != told)
        if lies.told("webhook-check-first-data-lists-warehouses"):
            return {"warehouses": [{"warehouseId": told}]}
        return {} if lies.told("webhook-check-first-without-warehouse") else {"warehouseId": _as_id(told, lies)}
    asked = [dict(each) for each in change.data["warehouses"]]
    if lies.told("webhook-check-first-warehouses-are-ids"):
        return {"warehouses": [each["warehouseId"] for each in asked]}
    for each in asked:
        each["warehouseId"] = _as_id(each["warehouseId"], lies)
        if lies.told("webhook-check-first-expiry-without-offset"):
            each["expirationAt"] = each["expirationAt"][:19].replace("T", " ")
        if lies.told("webhook-check-first-without-expiry"):
            del each["expirationAt"]
        if lies.told("webhook-check-first-without-warehouse"):
            del each["warehouseId"]
    return {"warehouses": asked}


def _as_id(warehouse_id: object, lies: Lies) -> object:
    return str(warehouse_id) if lies.told("webhook-check-first-warehouse-is-text") else warehouse_id


def _is_withheld(key: str, lies: Lies) -> bool:
    key = "products" if key == INACTIVE else key
    return any(key in withheld and lies.told(name) for name, withheld in DROPPABLE.items())


def _is_kept_from_products(change: Change, lies: Lies) -> bool:
    of_others = change.kind in ("brand", "campaign", "category", "collection")
    return (of_others and lies.told("webhook-affected-products-not-told")) or (
        change.kind == "stock" and lies.told("webhook-stock-changes-not-told")
    )


def _is_in_store(centra: Centra, change: Change) -> bool:
    known: dict[str, Mapping[Any, object]] = {  # Any: keys differ
        "affiliate": centra.affiliates,
        "campaign": centra.campaigns,
        "category": centra.categories,
        "market": centra.markets,
        "pricelist": centra.pricelists,
    }
    thing = known.get(change.kind, {}).get(change.object_id)
    store_id = getattr(thing, "store_id", change.data.get("store_id", STORE_ID))
    return bool(store_id == STORE_ID)


def _product_id(centra: Centra, item: DisplayItem, lies: Lies) -> str:
    if lies.told("webhook-products-by-backend-id"):
        return str(centra.displays[item.display_id].product_id + 1_000_000)
    return str(item.id)


def _items(centra: Centra, change: Change, lies: Lies) -> Iterable[DisplayItem]:
    """The display items of the plugins' store that a change affects."""
    is_affected = _AFFECTED.get(change.kind)
    if is_affected is None or (change.kind == "price" and not _is_in_store(centra, change)):
        return
    for item in centra.display_items.values():
        display = centra.displays[item.display_id]
        is_shown = display.store_id == STORE_ID or lies.told("webhook-other-stores-told")
        if is_shown and is_affected(centra, item, display, change):
            yield item


def _in_campaign(centra: Centra, item: DisplayItem, display: Display, change: Change) -> bool:
    campaign = centra.campaigns.get(int(change.object_id))
    return campaign is not None and item.variant_id in campaign.variant_ids


def _has_size(centra: Centra, item: DisplayItem, display: Display, change: Change) -> bool:
    size = centra.product_sizes.get(int(change.object_id))
    return size is not None and size.variant_id == item.variant_id


# kind of change -> whether it affects a display item
_AFFECTED: Mapping[str, Callable[[Centra, DisplayItem, Display, Change], bool]] = {
    "brand": lambda centra, item, display, change: centra.products[display.product_id].brand_id == change.object_id,
    "campaign": _in_campaign,
    "category": lambda centra, item, display, change: change.object_id in display.category_ids,
    "collection": lambda centra, item, display, change: centra.products[display.product_id].collection_id == change.object_id,
    "display": lambda centra, item, display, change: display.id == change.object_id,
    "display_item": lambda centra, item, display, change: item.id == change.object_id,
    "price": lambda centra, item, display, change: item.variant_id == change.object_id,
    "product": lambda centra, item, display, change: display.product_id == change.object_id,
    "stock": _has_size,
    "variant": lambda centra, item, display, change: item.variant_id == change.object_id,
}

# what the AMS can save; a check-first is not saved, it is asked and decided
KINDS = tuple(sorted({*OWN_KEYS, *EVENT_TYPES, *_AFFECTED} - {"check_first", "display_item", "price", "stock"}))
