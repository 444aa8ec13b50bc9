"""What the Checkout API calls a product: one display item with texts, prices, sizes, media and attributes.

Market, pricelist and language of the visit decide what is shown; a product without a price in the pricelist is shown
with ``price`` null. Source: 02.checkout-api/02.api-reference/01.overview and 02.products-and-categories,
03.fe-development/01.fe-elements, 03.fe-development/09.subscriptions.
"""

from __future__ import annotations

import html
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from decimal import Decimal

from centra_mock.domain import model as m
from centra_mock.domain.catalogue import categories_path, shown_items, sizes_of_variant, sku_of
from centra_mock.domain.centra import Centra
from centra_mock.domain.pricing import Priced, price_of_variant
from centra_mock.domain.stock import available_in_market
from centra_mock.faces.checkout.attributes import attribute_properties, media_attributes
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.money import NO_BREAK_SPACE, money_number, money_text
from centra_mock.faces.checkout.wire import Json

__all__ = [
    "Sight",
    "category_ids",
    "category_view",
    "is_available",
    "main_items",
    "price_of",
    "product_view",
    "related_items",
    "sight_of",
    "text_of",
    "with_related",
]

_NEW_FOR = timedelta(days=30)
_OTHER_UNIT = "EU"


@dataclass(frozen=True, slots=True)
class Sight:
    """What decides how the catalogue looks: ``pricelist_id`` None means every pricelist at once."""

    market_id: int
    pricelist_id: int | None
    language_code: str


def sight_of(visit: Visit) -> Sight:
    """How the session of a visit sees the catalogue."""
    session = visit.session
    return Sight(session.market_id, session.pricelist_id, session.language_code)


def main_items(visit: Visit, sight: Sight) -> list[m.DisplayItem]:
    """The products of a list: of every display that the market shows, the first variant."""
    centra = visit.centra
    stores = [store.id for store in centra.stores.values() if store.kind == "retail"]
    market_id = None if visit.told("market-shows-everything") else sight.market_id
    if visit.told("shows-wholesale-products"):
        stores, market_id = list(centra.stores), None
    first: dict[int, m.DisplayItem] = {}
    for store_id in stores:
        for item in shown_items(centra, store_id, market_id):
            first.setdefault(item.display_id, item)
    items = list(first.values())
    if visit.told("unpriced-products-hidden") and sight.pricelist_id is not None:
        return [item for item in items if price_of(visit, item.variant_id, sight) is not None]
    return items


def related_items(centra: Centra, item: m.DisplayItem, market_id: int) -> list[tuple[m.DisplayItem, str]]:
    """The display items related to one, with the kind of relation: other variants first, then related displays."""
    display = centra.displays[item.display_id]
    found = [(each, "variant") for each in display.item_ids if each != item.id]
    for display_id in display.related_display_ids:
        other = centra.displays.get(display_id)
        if other is not None and other.status == "ACTIVE" and market_id in other.market_ids:
            relation = "variant" if other.product_id == display.product_id else "standard"
            found += [(each, relation) for each in other.item_ids[:1]]
    shown = [(centra.display_items[each], relation) for each, relation in found]
    return [(each, relation) for each, relation in shown if centra.variants[each.variant_id].status == "ACTIVE"]


def price_of(visit: Visit, variant_id: int, sight: Sight) -> Priced | None:
    """The price of a variant for a sight with one pricelist; the lie leaves campaigns out."""
    if sight.pricelist_id is None:
        return None
    priced = price_of_variant(visit.centra, variant_id, sight.pricelist_id, sight.market_id)
    if priced is not None and visit.told("campaigns-without-effect"):
        return Priced(priced.original, priced.original, priced.currency_code)
    return priced


def is_available(visit: Visit, size: m.ProductSize, market_id: int) -> bool:
    """Whether an item is in stock or can be ordered ahead."""
    return size.preorder or available_in_market(visit.centra, size.id, market_id) > 0


def with_related(visit: Visit, item: m.DisplayItem, sight: Sight, *, whole: bool) -> Json:
    """A product with its related products, complete or reduced to ID and media."""
    view = product_view(visit, item, sight)
    related = []
    for other, relation in related_items(visit.centra, item, sight.market_id):
        complete = product_view(visit, other, sight)
        if not (whole or visit.told("related-products-whole")):
            complete = {key: complete[key] for key in ("product", "media", "mediaObjects")}
        related.append({**complete, "relation": relation})
    return {**view, "relatedProducts": related}


def product_view(visit: Visit, item: m.DisplayItem, sight: Sight, *, with_stock: bool = True) -> Json:
    """One product; ``with_stock`` False leaves the stock of its items out, as in cart lines."""
    centra = visit.centra
    display, variant = centra.displays[item.display_id], centra.variants[item.variant_id]
    product = centra.products[display.product_id]
    brand, collection = centra.brands[product.brand_id], centra.collections.get(product.collection_id or 0)
    language = sight.language_code
    short = text_of(display.translations, language, "short_description", display.short_description)
    long = text_of(display.translations, language, "description", display.description)
    canonical = display.canonical_category_id or next(iter(display.category_ids), None)
    sizes = sizes_of_variant(centra, variant.id)
    view: Json = {
        "product": str(item.id),
        "name": text_of(display.translations, language, "name", display.name),
        "uri": display.uri,
        "sku": product.product_number + variant.variant_number,
        "productSku": product.product_number,
        "brand": str(brand.id),
        "brandName": brand.name,
        "brandUri": brand.uri,
        "collection": str(collection.id) if collection else "",
        "collectionName": collection.name if collection else "",
        "collectionUri": collection.uri if collection else "",
        "variantName": text_of(variant.translations, language, "name", variant.name),
        "countryOrigin": product.country_of_origin,
        "excerpt": short,
        "excerptHtml": _html(short),
        "description": long,
        "descriptionHtml": _html(long),
        "metaTitle": text_of(display.translations, language, "meta_title", display.meta_title),
        "metaDescription": text_of(display.translations, language, "meta_description", display.meta_description),
        "metaKeywords": text_of(display.translations, language, "meta_keywords", display.meta_keywords),
        "stockUnit": "",
        "category": str(canonical) if canonical else None,
        "categoryName": _category_names(centra, canonical, language) if canonical else [],
        "categoryUri": "/".join(categories_path(centra, canonical, "uri")) if canonical else "",
        "centraProduct": str(product.id),
        "centraVariant": str(variant.id),
        "itemQuantityMinimum": display.quantity_minimum,
        "itemQuantityMultipleOf": display.quantity_multiple,
        "createdAt": f"{display.created_at:%Y-%m-%d %H:%M:%S}",
        "modifiedAt": f"{display.modified_at:%Y-%m-%d %H:%M:%S}",
        **_prices(visit, variant.id, sight, display),
        "itemTable": _item_table(centra, variant),
        "items": [_item_view(visit, item, size, sight, with_stock=with_stock) for size in sizes],
        **_media(display),
        "categories": {str(each): category_view(centra, each, language) for each in category_ids(centra, display)},
        "available": any(is_available(visit, size, sight.market_id) for size in sizes),
        **({} if with_stock else _for_lines(centra, variant)),
        "subscriptionPlans": [_plan_view(centra.subscription_plans[each]) for each in display.subscription_plan_ids],
    }
    if not visit.told("attributes-missing"):
        view |= attribute_properties(centra, [*product.attributes, *variant.attributes])
    return _with_lies(visit, view)


def text_of(translations: Mapping[str, Mapping[str, str]], language: str, name: str, default: str) -> str:
    """A text in a language, in the store's own where it was not translated."""
    return translations.get(language, {}).get(name) or default


def category_ids(centra: Centra, display: m.Display) -> list[int]:
    """The categories of a display and those above them."""
    found: list[int] = []
    for each in display.category_ids:
        current: int | None = each
        while current is not None and current not in found:
            found.append(current)
            current = centra.categories[current].parent_id
    return found


def category_view(centra: Centra, category_id: int, language: str) -> Json:
    """A category with the names and the URI of its whole path."""
    category = centra.categories[category_id]
    view: Json = {
        "category": str(category.id),
        "name": _category_names(centra, category_id, language),
        "uri": "/".join(categories_path(centra, category_id, "uri")),
    }
    if category.parent_id is not None:
        view["inCategory"] = str(category.parent_id)
    return view


def _category_names(centra: Centra, category_id: int, language: str) -> list[str]:
    names: list[str] = []
    current: int | None = category_id
    while current is not None:
        category = centra.categories[current]
        names.append(text_of(category.translations, language, "name", category.name))
        current = category.parent_id
    return names[::-1]


def _prices(visit: Visit, variant_id: int, sight: Sight, display: m.Display) -> Json:
    centra = visit.centra
    is_new = centra.now() - display.created_at < _NEW_FOR
    if sight.pricelist_id is not None:
        return _price_fields(visit, price_of(visit, variant_id, sight), is_new)
    prices: Json = {}
    for pricelist in centra.pricelists.values():
        if pricelist.status == "ACTIVE" and centra.stores[pricelist.store_id].kind == "retail":
            priced = price_of(visit, variant_id, Sight(sight.market_id, pricelist.id, sight.language_code))
            if priced is not None:
                prices[str(pricelist.id)] = _price_fields(visit, priced, is_new)
    return {"prices": prices}


def _price_fields(visit: Visit, priced: Priced | None, is_new: bool) -> Json:
    centra = visit.centra
    if priced is None and visit.told("unpriced-products-free"):
        pricelist = centra.pricelists[visit.session.pricelist_id]
        priced = Priced(Decimal(0), Decimal(0), pricelist.currency_code)
    off = priced.off_percent if priced else Decimal(0)
    fields: Json = {
        "price": money_text(centra, priced.currency_code, priced.price) if priced else None,
        "priceAsNumber": money_number(priced.price) if priced else None,
        "priceBeforeDiscount": money_text(centra, priced.currency_code, priced.original) if priced else None,
        "priceBeforeDiscountAsNumber": money_number(priced.original) if priced else None,
        "discountPercent": money_number(off),
        "showAsOnSale": off > 0,
        "showAsNew": is_new,
    }
    if visit.told("prices-lose-text"):
        del fields["price"], fields["priceBeforeDiscount"]
    if visit.told("money-with-blanks"):
        fields = {key: v.replace(NO_BREAK_SPACE, " ") if isinstance(v, str) else v for key, v in fields.items()}
    return fields


def _item_table(centra: Centra, variant: m.Variant) -> Json:
    chart = centra.size_charts[variant.size_chart_id]
    return {
        "x": chart.horizontal_labels or [size.name for size in chart.sizes],
        "y": chart.vertical_labels or [""],
        "dividerSymbol": chart.divider,
    }


def _for_lines(centra: Centra, variant: m.Variant) -> Json:
    """What only products in lines have: presets for wholesale, empty here, and the size chart told in other units."""
    chart = centra.size_charts[variant.size_chart_id]
    letters = [size.name for size in chart.sizes]
    numbers = [str(32 + 2 * place) for place in range(len(letters))]
    is_mapped = bool(letters) and letters != numbers and all(name.isalpha() for name in letters)
    mapping = {"unit": _OTHER_UNIT, "x": numbers, "y": [], "dividerSymbol": chart.divider}
    return {
        "presets": {"prepacks": [], "distributions": []},
        "tableMappings": {_OTHER_UNIT: mapping} if is_mapped else [],
    }


def _item_view(visit: Visit, item: m.DisplayItem, size: m.ProductSize, sight: Sight, *, with_stock: bool) -> Json:
    centra = visit.centra
    chart = centra.size_charts[centra.variants[size.variant_id].size_chart_id]
    x, y = _place(chart, size.size_id)
    view: Json = {
        "item": f"{item.id}-{size.size_id}",
        "itemTableX": x,
        "itemTableY": y,
        "name": size.size_name,
        "ean": size.ean,
        "sku": sku_of(centra, size),
    }
    if with_stock and not visit.told("items-without-stock"):
        shown = is_available(visit, size, sight.market_id) or visit.told("sold-out-items-in-stock")
        view["stock"] = "yes" if shown else "no"
    return view


def _place(chart: m.SizeChart, size_id: int) -> tuple[int, int]:
    index = next((i for i, size in enumerate(chart.sizes) if size.id == size_id), 0)
    if len(chart.vertical_labels) < 2:
        return index, 0
    name = chart.sizes[index].name
    for x, left in enumerate(chart.horizontal_labels):
        for y, right in enumerate(chart.vertical_labels):
            if name == f"{left}{chart.divider}{right}":
                return x, y
    return index, 0


def _media(display: m.Display) -> Json:
    by_size: dict[str, list[str]] = {}
    for media in display.media:
        for size, url in media.urls.items():
            by_size.setdefault(size, []).append(url)
    objects = [
        {
            "media": str(media.id),
            "sources": {size: [{"url": url}] for size, url in media.urls.items()},
            "attributes": media_attributes(media.attributes),
        }
        for media in display.media
    ]
    return {"media": by_size or [], "mediaObjects": objects}


def _plan_view(plan: m.SubscriptionPlan) -> Json:
    return {
        "id": str(plan.id),
        "name": plan.name,
        "intervalValue": str(plan.interval_value),
        "intervalType": plan.interval_type,
        "discountPercent": plan.discount_percent,
    }


def _html(text: str) -> str:
    return "\n".join(f"<p>{html.escape(part, quote=False)}</p>" for part in text.splitlines() if part.strip())


def _with_lies(visit: Visit, view: Json) -> Json:
    if visit.told("product-is-backend-id"):
        view["product"] = view["centraProduct"]
    if visit.told("brands-missing"):
        view = {key: value for key, value in view.items() if not key.startswith("brand")}
    if visit.told("ids-are-numbers"):
        for key in ("product", "brand", "collection", "category"):
            if str(view.get(key) or "").isdigit():
                view[key] = int(str(view[key]))
    return view
