"""Reading products with prices and stock with its figures, one entry for each stock item.

Custom attributes come with ``GET /products`` only, on product and variant level.
Source: 04.order-api/301.get-products, 302.get-stock; 01.api-intro/01.api-functions (limitations).
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from centra_mock.domain.catalogue import sku_of, stock_items
from centra_mock.faces.order.asked import Asked, UnfitError
from centra_mock.faces.order.items_written import Item, write_attributes, write_product, write_stock
from centra_mock.faces.order.paging import page_links, page_of
from centra_mock.faces.order.plugin import plugin_store, plugin_warehouse
from centra_mock.faces.order.wire import Call, Json

__all__ = ["get_products", "get_stock"]


def get_products(call: Call) -> Json:
    """``GET /products``: the whole catalogue, or pages of it with ``limit``."""
    asked = _asked(call)
    found = _find(call, asked)
    if call.told("products-by-product"):
        found = list({item.product.id: item for item in found}.values())
    store = plugin_store(call.centra)
    with_attributes = _has(asked, "include", "attributes") and not call.told("products-attributes-missing")
    written: list[Json] = []
    for item in page_of(call, asked, found):
        entry = write_product(call.centra, item, store)
        if with_attributes or call.told("products-attributes-unasked"):
            entry["attributes"] = write_attributes(call.centra, item)
        written.append(_product_as_told(call, entry))
    return {"status": "ok", "products": written, **page_links(call, asked, len(found))}


def get_stock(call: Call) -> Json:
    """``GET /stock``: the figures of the warehouse that the plugin is tied to."""
    asked = _asked(call)
    since = _moment(asked, "stock_modified", timed=call.told("stock-dates-need-time"))
    changed_at = call.notes.stock_changed_at
    found = [item for item in _find(call, asked) if since is None or changed_at(call.centra, item.size.id) >= since]
    by_product = call.told("stock-by-product")
    if call.told("stock-sizes-merged") or by_product:
        found = list({item.variant.id: item for item in found}.values())
    warehouse_id = plugin_warehouse(call.centra).id
    with_physical = not _has(asked, "exclude", "physicalStock") or call.told("stock-exclude-ignored")
    written: list[Json] = []
    for item in page_of(call, asked, found):
        entry = write_stock(call.centra, item, warehouse_id, with_physical=with_physical)
        if call.told("stock-has-attributes") and _has(asked, "include", "attributes"):
            entry["attributes"] = write_attributes(call.centra, item)
        if by_product:
            _add_up(call, entry, _sizes(call, item), {warehouse_id})
        if call.told("stock-of-every-warehouse"):
            _add_up(call, entry, {item.size.id}, set(call.centra.warehouses))
        if call.told("stock-does-not-add-up"):
            entry["availableStock"] = entry["allocatedStock"]
        written.append(entry)
    return {"status": "ok", "products": written, **page_links(call, asked, len(found))}


def _find(call: Call, asked: Asked) -> list[Item]:
    centra = call.centra
    ids = {name: asked.number(name, lowest=0) for name in ("productId", "variantId", "stockItemId")}
    sku, ean = asked.text("sku"), asked.text("ean")
    timed = call.told("products-dates-need-time")
    modified, created = _moment(asked, "modified", timed=timed), _moment(asked, "created", timed=timed)
    if call.told("items-filter-ignored"):
        ids, sku, ean, modified, created = {}, "", "", None, None
    return [
        Item(product, variant, size)
        for product, variant, size in stock_items(centra)
        if ids.get("productId") in (None, product.id)
        and ids.get("variantId") in (None, variant.id)
        and ids.get("stockItemId") in (None, size.id)
        and (not sku or sku in (product.product_number, sku_of(centra, size)))
        and ean in ("", size.ean)
        and _since(max(product.modified_at, variant.modified_at), modified)
        and _since(product.created_at, created)
    ]


def _asked(call: Call) -> Asked:
    asked = Asked.of_query(call)
    if call.told("products-limited-unasked") and not asked.has("limit"):
        return Asked({**asked.values, "limit": 20})
    return asked


def _moment(asked: Asked, name: str, *, timed: bool) -> datetime | None:
    """A moment of the query; while a lie says so, a date without a time is refused."""
    if timed and asked.has(name) and ":" not in asked.text(name):
        raise UnfitError(name)
    return asked.moment(name)


def _product_as_told(call: Call, entry: Json) -> Json:
    """The product as lies about its form have it."""
    if call.told("products-weight-in-grams"):
        entry["weightUnit"] = "g"
    if call.told("products-campaign-has-currency"):
        for price in _list(entry, "prices"):
            price["campaigns"] = [{**each, "currency": "XXX"} for each in price["campaigns"]]
    return entry


def _list(entry: Json, name: str) -> list[Any]:
    value = entry[name]
    return value if isinstance(value, list) else []


def _add_up(call: Call, entry: Json, size_ids: Collection[int], warehouse_ids: Collection[int]) -> None:
    """Give an item the figures of several sizes or warehouses."""
    rows = [
        row
        for (warehouse_id, size_id), row in call.centra.stocks.items()
        if warehouse_id in warehouse_ids and size_id in size_ids
    ]
    sums = {
        "physicalStock": sum(row.physical for row in rows),
        "allocatedStock": sum(row.allocated for row in rows),
        "availableStock": sum(row.free for row in rows),
    }
    entry.update({name: total for name, total in sums.items() if name in entry})


def _sizes(call: Call, item: Item) -> set[int]:
    return {each.id for each in call.centra.product_sizes.values() if each.variant_id == item.variant.id}


def _since(moment: datetime, limit: datetime | None) -> bool:
    return limit is None or moment >= limit


def _has(asked: Asked, name: str, word: str) -> bool:
    return word in [each.strip() for each in asked.text(name).split(",")]
