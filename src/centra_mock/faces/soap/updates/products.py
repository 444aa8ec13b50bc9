"""products_Update: products with their variants and sizes, brand, collection and folder.

Source: 04.guides/02.erp-integration/docs.md, sections "Product Data" and "Product Stock".
"""

from __future__ import annotations

import re

from lxml import etree

from centra_mock.domain.catalogue import size_in_variant, variants_of_product
from centra_mock.domain.model import Brand, Collection, Folder, Product, ProductSize, SizeChart, Variant

from ..sync import Sync
from ..tree import Rejected, child, children, flag, money, require, text
from .displays import update_displays, update_media, update_metadata
from .sizes import find_size
from .stock import update_stock

__all__ = ["slug", "status_of", "update_product"]

_STATUSES = {"active": "ACTIVE", "inactive": "INACTIVE", "canceled": "INACTIVE", "cancelled": "INACTIVE"}


def update_product(sync: Sync, element: etree._Element) -> None:
    """A product and everything below it."""
    centra = sync.centra
    key = require(element, "id")
    status = status_of(element)
    own = sync.find("product", key, centra.products)
    created = own is None
    variations = children(element, "variations", "variation")
    if own is None and sync.told("soap-stock-makes-products"):
        variations = [each for each in variations if child(each, "sizetable") is not None]
    _demand_otherwise(sync, key, element, variations)
    _check_variations(sync, own, variations)
    if own is None:
        own = _make_product(sync, key, element)
    product = centra.products[own]
    fields = {
        "name": text(element, "description"),
        "product_number": text(element, "sku"),
        "status": status,
        "brand_id": _brand(sync, element),
        "collection_id": _collection(sync, element),
        "folder_id": _folder(sync, element),
        "country_of_origin": text(element, "countryoforigin"),
        "harm_code": text(element, "harmcode", "id"),
        "harm_description": text(element, "harmcode", "description"),
        "weight": money(element, "weight", "value"),
        "weight_unit": text(element, "weight", "unit"),
        "internal_comment": text(element, "comment"),
        "modified_at": centra.now(),
    }
    if sync.told("soap-canceled-products-stay") and text(element, "status") in ("canceled", "cancelled"):
        del fields["status"]
    if sync.told("soap-products-stay-inactive") and created:
        fields["status"] = "INACTIVE"
    sync.assign(product, fields)
    for variation in variations:
        _update_variation(sync, product, variation)
    if variations and sync.told("soap-variations-left-out-are-removed"):
        named = {text(each, "id") for each in variations}
        for variant in variants_of_product(centra, own):
            if sync.ids.key("variation", variant.id) not in named:
                variant.status = "INACTIVE"
    update_metadata(sync, product, element)
    update_media(sync, product, element)
    centra.publish("product", "create" if created else "update", own)


def _demand_otherwise(sync: Sync, key: str, element: etree._Element, variations: list[etree._Element]) -> None:
    """Refuses products that the pages show, where a lie says so."""
    sizes = [size for each in variations for size in children(each, "sizes", "size")]
    bare = any(text(size, "sku") is None or text(size, "ean") is None for size in sizes)
    if bare and sync.told("soap-products-need-sku-and-ean"):
        raise Rejected("A size has no sku or no ean")
    loose = child(element, "folder") is None or child(element, "collection") is None
    if loose and variations and sync.told("soap-products-need-folder-and-collection"):
        raise Rejected("The product has no folder or no collection")
    if sync.told("soap-variation-id-of-product-is-refused") and any(text(each, "id") == key for each in variations):
        raise Rejected("A variation has the id of its product")


def status_of(element: etree._Element) -> str | None:
    """``status`` in the store's words: the store knows active and inactive, so that canceled is inactive there."""
    value = text(element, "status")
    if not value:
        return None
    if value not in _STATUSES:
        raise Rejected(f"status is none of active, inactive, canceled: {value[:40]}")
    return _STATUSES[value]


def slug(name: str) -> str:
    """A name as it may stand in a URI."""
    return re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-") or "unnamed"


def _make_product(sync: Sync, key: str, element: etree._Element) -> int:
    centra = sync.centra
    own = centra.next_id("product")
    now = centra.now()
    brand_id = _brand(sync, element) or next(iter(centra.brands), 0)
    centra.products[own] = Product(own, text(element, "description") or key, "", brand_id, None, None, now, now)
    sync.ids.add("product", key, own)
    return own


def _check_variations(sync: Sync, product_id: int | None, variations: list[etree._Element]) -> None:
    """Refuses what cannot be carried out before anything is written."""
    centra = sync.centra
    names: dict[str, str] = {}
    if product_id is not None:
        for variant in variants_of_product(centra, product_id):
            names[sync.ids.key("variation", variant.id)] = variant.name
    for variation in variations:
        key = require(variation, "id")
        status_of(variation)
        own = sync.find("variation", key, centra.variants)
        if own is not None and centra.variants[own].product_id != product_id:
            raise Rejected(f"Variation {key} belongs to another product")
        chart = _chart(sync, variation, own)
        for size in children(variation, "sizes", "size"):
            if find_size(sync, chart, require(size, "id")) is None:
                raise Rejected(f"Size {require(size, 'id')} is not in the sizetable of variation {key}")
        names[key] = text(variation, "description") or names.get(key, key)
    if len(set(names.values())) < len(names):
        raise Rejected("The variations of a product need different names")


def _chart(sync: Sync, variation: etree._Element, own: int | None) -> SizeChart:
    charts = sync.centra.size_charts
    key = text(variation, "sizetable", "id")
    if key:
        found = sync.ids.find("sizetable", key, charts)
        if found is None and sync.told("soap-unknown-sizetables-are-made"):
            return next(iter(charts.values()))
        return charts[sync.must_find("sizetable", key, charts)]
    if own is None:
        raise Rejected(f"Variation {require(variation, 'id')} is new and names no sizetable")
    return charts[sync.centra.variants[own].size_chart_id]


def _update_variation(sync: Sync, product: Product, element: etree._Element) -> None:
    centra = sync.centra
    key = require(element, "id")
    own = sync.find("variation", key, centra.variants)
    chart = _chart(sync, element, own)
    if own is None or centra.variants[own].product_id != product.id:
        own = centra.next_id("variant")
        centra.variants[own] = Variant(own, product.id, key, "", chart.id, centra.now())
        sync.ids.add("variation", key, own)
    variant = centra.variants[own]
    cost = money(element, "cog")
    fields = {
        "name": text(element, "description"),
        "variant_number": text(element, "sku"),
        "status": status_of(element),
        "unit_cost": cost,
        "unit_cost_currency": None if cost is None else centra.company_currency,
        "modified_at": centra.now(),
    }
    sync.assign(variant, fields)
    for size in children(element, "sizes", "size"):
        _update_variation_size(sync, variant, chart, size)
    update_displays(sync, product, variant, element)


def _update_variation_size(sync: Sync, variant: Variant, chart: SizeChart, element: etree._Element) -> None:
    centra = sync.centra
    size = find_size(sync, chart, require(element, "id"))
    if size is None:
        raise Rejected(f"Size {require(element, 'id')} is not in its sizetable")
    item = size_in_variant(centra, variant.id, size.id)
    if item is None:
        number = centra.next_id("product_size")
        item = centra.product_sizes[number] = ProductSize(number, variant.id, size.id, size.name, "", "")
    fields = {
        "size_number": text(element, "sku"),
        "ean": text(element, "ean"),
        "preorder": flag(element, "preorder"),
    }
    sync.assign(item, fields)
    update_stock(sync, item, element)


def _brand(sync: Sync, element: etree._Element) -> int | None:
    key = text(element, "brand", "id")
    if not key:
        return None
    centra = sync.centra
    own = sync.find("brand", key, centra.brands)
    name = text(element, "brand", "description")
    if own is None:
        own = centra.next_id("brand")
        centra.brands[own] = Brand(own, name or key, slug(name or key), list(centra.stores))
        sync.ids.add("brand", key, own)
        centra.publish("brand", "create", own)
    elif name and name != centra.brands[own].name:
        centra.brands[own].name = name
        centra.publish("brand", "update", own)
    return own


def _collection(sync: Sync, element: etree._Element) -> int | None:
    key = text(element, "collection", "id")
    if not key:
        return None
    centra = sync.centra
    own = sync.find("collection", key, centra.collections)
    name = text(element, "collection", "description")
    if own is None:
        own = centra.next_id("collection")
        centra.collections[own] = Collection(own, name or key, slug(name or key))
        sync.ids.add("collection", key, own)
    elif name and name != centra.collections[own].name:
        centra.collections[own].name = name
        centra.publish("collection", "update", own)
    return own


def _folder(sync: Sync, element: etree._Element) -> int | None:
    """Folders have no key of the ERP: the description names the way to one, such as ``Sweaters / Turtleneck``."""
    path = text(element, "folder", "description")
    if child(element, "folder") is None or not path:
        return None
    folders = sync.centra.folders
    parent_id: int | None = None
    for name in [step.strip() for step in path.split(" / ")][:10]:
        found = next((each for each in folders.values() if (each.name, each.parent_id) == (name, parent_id)), None)
        if found is None:
            number = sync.centra.next_id("folder")
            found = folders[number] = Folder(number, name, parent_id)
        parent_id = found.id
    return parent_id
