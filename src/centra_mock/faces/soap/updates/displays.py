"""The shop side of products_Update: displays with their categories and markets, texts per store, pictures.

Source: 05.api-references/07.soap-integration-api/01.api-reference/docs.md, section products_Update.
"""

from __future__ import annotations

from lxml import etree

from centra_mock.domain.catalogue import displays_of_product, variants_of_product
from centra_mock.domain.model import Category, Display, DisplayItem, Media, Product, Variant

from ..sync import Sync
from ..tree import Rejected, children, number, quantity, require, text

__all__ = ["update_displays", "update_media", "update_metadata"]

_TEXTS = {
    "shortdescription": "short_description",
    "description": "description",
    "metatitle": "meta_title",
    "metakeywords": "meta_keywords",
    "metadescription": "meta_description",
}


def update_displays(sync: Sync, product: Product, variant: Variant, element: etree._Element) -> None:
    """Shows a variant in the stores that ``displays`` names; the first one of a product makes the display.

    The pages do not explain ``minimumorderamount`` and ``orderdenominator``; the mock takes them for the pieces that a
    webshop sells at least, and in multiples.
    """
    centra = sync.centra
    for entry in children(element, "displays", "display"):
        store_id = number(entry, "store")
        if store_id is None or store_id not in centra.stores:
            raise Rejected(f"There is no store with id {text(entry, 'store')}")
        display = _display(sync, product, store_id)
        if all(centra.display_items[item_id].variant_id != variant.id for item_id in display.item_ids):
            item_id = centra.next_id("display_item")
            centra.display_items[item_id] = DisplayItem(item_id, display.id, variant.id)
            display.item_ids.append(item_id)
        added = [_category(sync, each, store_id) for each in children(entry, "categories", "category")]
        removed = [_category(sync, each, store_id) for each in children(entry, "categoriesremove", "category")]
        display.category_ids = _changed(display.category_ids, added, removed)
        if display.canonical_category_id not in display.category_ids:
            display.canonical_category_id = display.category_ids[0] if display.category_ids else None
        opened = [_market(sync, each, store_id) for each in children(entry, "markets", "market")]
        closed = [_market(sync, each, store_id) for each in children(entry, "marketsremove", "market")]
        display.market_ids = _changed(display.market_ids, opened, closed)
        least, multiple = quantity(entry, "minimumorderamount"), quantity(entry, "orderdenominator")
        sync.assign(display, {"quantity_minimum": least, "quantity_multiple": multiple, "modified_at": centra.now()})


def update_metadata(sync: Sync, product: Product, element: etree._Element) -> None:
    """Texts of a product in one store, or in all when ``storemeta`` names none; a display that comes later has them too."""
    for entry in children(element, "metadata", "storemeta"):
        store_id = number(entry, "store")
        texts = {name: text(entry, tag) for tag, name in _TEXTS.items()}
        waiting = sync.centra.erp_details.setdefault(("storemeta", product.id), {})
        waiting.update({f"{store_id or ''}/{name}": sent for name, sent in texts.items() if sent is not None})
        for display in displays_of_product(sync.centra, product.id, store_id):
            sync.assign(display, texts)


def update_media(sync: Sync, product: Product, element: etree._Element) -> None:
    """Pictures of a product, or of one of its variants, known by their id; its displays show them all.

    The pages do not say what ``image`` holds; the mock takes an address.
    """
    centra = sync.centra
    for entry in children(element, "media", "image"):
        key = require(entry, "id")
        address = text(entry, "image") or ""
        variation = text(entry, "variation", "id")
        owner: Product | Variant = product
        if variation:
            owner = centra.variants[sync.must_find("variation", variation, centra.variants)]
        displays = displays_of_product(centra, product.id)
        parts: tuple[Product | Variant | Display, ...] = (product, owner, *displays)
        known = {each.id: each for part in parts for each in part.media}
        own = sync.find("image", f"{product.id}/{key}", known)
        if own is None:
            own = centra.next_id("media")
            sync.ids.add("image", f"{product.id}/{key}", own)
        media = known.get(own) or Media(own, {})
        media.urls = {"standard": address}
        for part in parts[1:]:
            if media not in part.media:
                part.media.append(media)


def _display(sync: Sync, product: Product, store_id: int) -> Display:
    centra = sync.centra
    for display in displays_of_product(centra, product.id, store_id):
        return display
    own = centra.next_id("display")
    now = centra.now()
    display = Display(own, product.id, store_id, product.name, f"erp-product-{product.id}-{own}", now, now)
    display.media = [*product.media, *(each for variant in variants_of_product(centra, product.id) for each in variant.media)]
    for path, sent in centra.erp_details.get(("storemeta", product.id), {}).items():
        store, _, name = path.partition("/")
        if store in ("", str(store_id)):
            setattr(display, name, sent)
    centra.displays[own] = display
    return display


def _category(sync: Sync, element: etree._Element, store_id: int) -> int:
    centra = sync.centra
    key = require(element, "id")
    own = sync.find("category", key, centra.categories)
    if own is None:
        own = centra.next_id("category")
        name = text(element, "description") or key
        centra.categories[own] = Category(own, name, f"erp-category-{own}", store_id)
        sync.ids.add("category", key, own)
        centra.publish("category", "create", own)
    return own


def _market(sync: Sync, element: etree._Element, store_id: int) -> int:
    own = sync.must_find("market", require(element, "id"), sync.centra.markets)
    if sync.centra.markets[own].store_id != store_id:
        raise Rejected(f"Market {require(element, 'id')} belongs to another store")
    return own


def _changed(before: list[int], added: list[int], removed: list[int]) -> list[int]:
    return [each for each in dict.fromkeys([*before, *added]) if each not in removed]
