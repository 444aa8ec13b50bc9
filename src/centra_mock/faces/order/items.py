"""Reading products with prices and stock with its figures, one entry for each stock item.

Custom attributes come with ``GET /products`` only, on product and variant level.
Source: 04.order-api/301.get-products, 302.get-stock; 01.api-intro/01.api-functions (limitations).
"""

from __future__ import annotations

from datetime import datetime

from centra_mock.domain.catalogue import sku_of, stock_items
from centra_mock.faces.order.asked import Asked
from centra_mock.faces.order.items_written import Item, write_attributes, write_product, write_stock
from centra_mock.faces.order.paging import page_links, page_of
from centra_mock.faces.order.plugin import plugin_store, plugin_warehouse
from centra_mock.faces.order.wire import Call, Json

__all__ = ["get_products", "get_stock"]


def get_products(call: Call) -> Json:
    """``GET /products``: the whole catalogue, or pages of it with ``limit``."""
    asked = Asked.of_query(call)
    found = _find(call, asked)
    store = plugin_store(call.centra)
    with_attributes = _has(asked, "include", "attributes") and not call.told("products-attributes-missing")
    written: list[Json] = []
    for item in page_of(call, asked, found):
        entry = write_product(call.centra, item, store)
        if with_attributes or call.told("products-attributes-unasked"):
            entry["attributes"] = write_attributes(call.centra, item)
        written.append(entry)
    return {"status": "ok", "products": written, **page_links(call, asked, len(found))}


def get_stock(call: Call) -> Json:
    """``GET /stock``: the figures of the warehouse that the plugin is tied to."""
    asked = Asked.of_query(call)
    since = asked.moment("stock_modified")
    changed_at = call.notes.stock_changed_at
    found = [item for item in _find(call, asked) if since is None or changed_at(call.centra, item.size.id) >= since]
    if call.told("stock-sizes-merged"):
        found = list({item.variant.id: item for item in found}.values())
    warehouse_id = plugin_warehouse(call.centra).id
    with_physical = not _has(asked, "exclude", "physicalStock") or call.told("stock-exclude-ignored")
    written: list[Json] = []
    for item in page_of(call, asked, found):
        entry = write_stock(call.centra, item, warehouse_id, with_physical=with_physical)
        if call.told("stock-has-attributes") and _has(asked, "include", "attributes"):
            entry["attributes"] = write_attributes(call.centra, item)
        if call.told("stock-does-not-add-up"):
            entry["availableStock"] = entry["allocatedStock"]
        written.append(entry)
    return {"status": "ok", "products": written, **page_links(call, asked, len(found))}


def _find(call: Call, asked: Asked) -> list[Item]:
    centra = call.centra
    ids = {name: asked.number(name, lowest=0) for name in ("productId", "variantId", "stockItemId")}
    sku, ean = asked.text("sku"), asked.text("ean")
    modified, created = asked.moment("modified"), asked.moment("created")
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


def _since(moment: datetime, limit: datetime | None) -> bool:
    return limit is None or moment >= limit


def _has(asked: Asked, name: str, word: str) -> bool:
    return word in [each.strip() for each in asked.text(name).split(",")]
