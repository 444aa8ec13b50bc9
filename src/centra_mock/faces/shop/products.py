"""Products in the Shop API: every market, pricelist and language of a display item in one object.

The product data model itself is missing from this edition; it follows the first version's pages, with the properties
that the present ones mention. Source: 03.shop-api (get product IDs, products, filtered products),
01.overview/08.custom-attributes, 03.fe-development/09.subscriptions.
"""

from __future__ import annotations

from collections.abc import Iterable

from centra_mock.domain import model as m
from centra_mock.domain.catalogue import categories_path, shown_items, sizes_of_variant, sku_of
from centra_mock.domain.centra import Centra
from centra_mock.domain.pricing import Priced, price_of_variant
from centra_mock.domain.stock import available_in_market
from centra_mock.faces.checkout.attributes import attribute_properties, media_attributes
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.money import NO_BREAK_SPACE, money_number, money_pair, money_text
from centra_mock.faces.checkout.operations import whole_number
from centra_mock.faces.checkout.products import related_items
from centra_mock.faces.checkout.setup import retail_store
from centra_mock.faces.checkout.wire import Answer, Json, Refusal
from centra_mock.faces.shop.fields import refuse_unknown
from centra_mock.faces.shop.lists import keyed

__all__ = [
    "filter_by_category",
    "filter_by_silk_product",
    "filter_by_silk_variant",
    "filter_by_sku",
    "filter_by_uri",
    "filter_products",
    "list_product_ids",
    "list_products",
    "read_product",
]

_FILTERS = ("products", "uri", "silkProduct", "silkVariant", "categories", "sku", "market")
_FILTER_FIELDS = (*_FILTERS, "quantity", "offset", "preview")


def list_product_ids(visit: Visit) -> Answer:
    """``GET /product-ids``: an array of the IDs of all active products."""
    ids = [str(item.id) for item in _items(visit)]
    return Answer(dict.fromkeys(ids, True) if visit.told("product-ids-are-keyed") else ids)


def list_products(visit: Visit) -> Answer:
    """``GET /products``: the full list."""
    return _answer(visit, _items(visit))


def read_product(visit: Visit, product: str) -> Answer:
    """``GET /products/{productId}``, keyed by the ID."""
    found = [item for item in _items(visit) if str(item.id) == product]
    if not found and not visit.told("unknown-ids-answer-empty"):
        raise Refusal(404, {"product": "not found"})
    return _answer(visit, found)


def filter_products(visit: Visit) -> Answer:
    """``POST /products/filter``: all fields must match, one value of a list is enough."""
    body = visit.ask.body
    refuse_unknown(visit, body, _FILTER_FIELDS)
    items = _items(visit, with_preview=body.get("preview") is True and not visit.told("preview-ignored"))
    for name in _FILTERS:
        if name in body:
            items = _narrowed(visit, items, name, _texts(body[name], name))
    offset = whole_number(body.get("offset", 0), "offset")
    quantity = None if body.get("quantity") is None else whole_number(body["quantity"], "quantity")
    if not visit.told("quantity-ignored"):
        items = items[offset:] if quantity is None else items[offset : offset + quantity]
    return _answer(visit, items)


def filter_by_category(visit: Visit, categories: str) -> Answer:
    """``GET /products/categories/{categories}``."""
    return _filtered(visit, "categories", categories)


def filter_by_silk_product(visit: Visit, product: str) -> Answer:
    """``GET /products/silk-product/{silkProduct}``."""
    return _filtered(visit, "silkProduct", product)


def filter_by_silk_variant(visit: Visit, variant: str) -> Answer:
    """``GET /products/silk-variant/{silkVariant}``."""
    return _filtered(visit, "silkVariant", variant)


def filter_by_sku(visit: Visit, sku: str) -> Answer:
    """``GET /products/sku/{sku}``."""
    return _filtered(visit, "sku", sku)


def filter_by_uri(visit: Visit, uri: str) -> Answer:
    """``GET /products/uri/{uri}``."""
    return _filtered(visit, "uri", uri)


def _filtered(visit: Visit, name: str, text: str) -> Answer:
    return _answer(visit, _narrowed(visit, _items(visit), name, [text]))


def _items(visit: Visit, *, with_preview: bool = False) -> list[m.DisplayItem]:
    centra, store = visit.centra, retail_store(visit.centra)
    if with_preview or visit.told("inactive-products-listed"):
        return [item for item in centra.display_items.values() if centra.displays[item.display_id].store_id == store.id]
    stores = list(centra.stores) if visit.told("shows-wholesale-products") else [store.id]
    return [item for store_id in stores for item in shown_items(centra, store_id)]


def _narrowed(visit: Visit, items: list[m.DisplayItem], name: str, texts: list[str]) -> list[m.DisplayItem]:
    """The items with one of the values; raises ``Refusal`` with 404 for a value that nothing in the store has."""
    if visit.told("filters-ignored"):
        return items
    centra = visit.centra
    for text in texts:
        if not any(text in _values(centra, item, name) for item in _items(visit, with_preview=True)):
            if _exists(centra, name, text) or visit.told("unknown-filters-answer-empty"):
                continue
            told = "not found" if visit.told("filter-error-without-id") else f"not found: {text[:200]}"
            raise Refusal(404, {name: told})
    return [item for item in items if _values(centra, item, name) & set(texts)]


def _exists(centra: Centra, name: str, text: str) -> bool:
    number = int(text) if text.isascii() and text.isdigit() and len(text) < 12 else 0
    match name:
        case "categories":
            return number in centra.categories and centra.categories[number].store_id == retail_store(centra).id
        case "market":
            return number in centra.markets and centra.markets[number].store_id == retail_store(centra).id
    return False


def _values(centra: Centra, item: m.DisplayItem, name: str) -> set[str]:
    display, variant = centra.displays[item.display_id], centra.variants[item.variant_id]
    product = centra.products[display.product_id]
    match name:
        case "products":
            return {str(item.id)}
        case "uri":
            return {display.uri, _canonical_uri(centra, display)}
        case "silkProduct":
            return {str(product.id)}
        case "silkVariant":
            return {str(variant.id)}
        case "market":
            return {str(market_id) for market_id in display.market_ids}
        case "categories":
            found: set[str] = set()
            for each in display.category_ids:
                current: int | None = each
                while current is not None:
                    found.add(str(current))
                    current = centra.categories[current].parent_id
            return found
    number = product.product_number
    return {number, number + variant.variant_number, *(sku_of(centra, s) for s in sizes_of_variant(centra, variant.id))}


def _texts(value: object, name: str) -> list[str]:
    values = value if isinstance(value, list) else [value]
    if any(isinstance(each, bool) or not isinstance(each, str | int) for each in values):
        raise Refusal(400, {name: "must be an ID, a text or a list of them"})
    return [str(each) for each in values[:500]]


def _answer(visit: Visit, items: Iterable[m.DisplayItem]) -> Answer:
    views: dict[str, Json] = {}
    for item in items:
        view = _product_view(visit, item)
        key = str(view["silkProduct"]) if visit.told("product-is-backend-id") else str(item.id)
        views[key] = {**view, "product": key}
    return keyed(visit, views)


def _product_view(visit: Visit, item: m.DisplayItem) -> Json:
    centra = visit.centra
    display, variant = centra.displays[item.display_id], centra.variants[item.variant_id]
    product = centra.products[display.product_id]
    brand, collection = centra.brands[product.brand_id], centra.collections.get(product.collection_id or 0)
    origin = centra.countries.get(product.country_of_origin)
    sizes = sizes_of_variant(centra, variant.id)
    categories = {str(each): _category(centra, each) for each in display.category_ids}
    view: Json = {
        "product": str(item.id),
        "name": display.name,
        "uri": display.uri,
        "sku": product.product_number + variant.variant_number,
        "productSku": product.product_number,
        "brand": str(brand.id),
        "brandName": brand.name,
        "collection": str(collection.id) if collection else "",
        "collectionName": collection.name if collection else "",
        "silkProduct": str(product.id),
        "silkProductName": product.name,
        "silkVariant": str(variant.id),
        "silkVariantName": variant.name,
        "variantName": variant.name,
        "excerpt": display.short_description,
        "description": display.description,
        "metaTitle": display.meta_title,
        "metaDescription": display.meta_description,
        "metaKeywords": display.meta_keywords,
        "stockUnit": "",
        "weight": str(product.weight),
        "weightUnit": product.weight_unit,
        "harmCode": product.harm_code,
        "countryOfOrigin": product.country_of_origin,
        "countryOfOriginName": origin.name if origin else "",
        "canonicalCategory": display.canonical_category_id or 0,
        "canonicalUri": _canonical_uri(centra, display),
        "measurementChart": str(product.measurement_chart_id or 0),
        "categories": categories,
        "items": {f"{item.id}-{size.size_id}": _item_view(visit, item, size) for size in sizes},
        "markets": {str(each): _market_view(visit, variant, sizes, each) for each in display.market_ids},
        "localized": _localized(display, variant),
        "media": [_media_view(each) for each in display.media],
        "relatedProducts": _related(centra, item, display),
        "subscriptionPlans": [_plan_view(centra.subscription_plans[each]) for each in display.subscription_plan_ids],
    }
    dropped = {
        "products-without-markets": ("markets",),
        "products-without-languages": ("localized",),
        "products-without-plans": ("subscriptionPlans",),
        "brands-missing": ("brand", "brandName"),
    }
    for lie, names in dropped.items():
        if visit.told(lie):
            view = {key: value for key, value in view.items() if key not in names}
    if not visit.told("attributes-missing"):
        view |= attribute_properties(centra, [*product.attributes, *variant.attributes])
    return view


def _category(centra: Centra, category_id: int) -> Json:
    category = centra.categories[category_id]
    path = "/".join(categories_path(centra, category_id, "uri"))
    return {"category": str(category.id), "name": category.name, "completeUri": path}


def _canonical_uri(centra: Centra, display: m.Display) -> str:
    canonical = display.canonical_category_id
    path = categories_path(centra, canonical, "uri") if canonical else []
    return "/".join([*path, display.uri])


def _item_view(visit: Visit, item: m.DisplayItem, size: m.ProductSize) -> Json:
    centra = visit.centra
    display = centra.displays[item.display_id]
    view: Json = {
        "item": f"{item.id}-{size.size_id}",
        "name": size.size_name,
        "ean": size.ean,
        "sku": sku_of(centra, size),
    }
    if not visit.told("products-without-stock"):
        markets = display.market_ids
        view["stockByMarket"] = {str(each): available_in_market(centra, size.id, each) for each in markets}
    return view


def _market_view(visit: Visit, variant: m.Variant, sizes: list[m.ProductSize], market_id: int) -> Json:
    centra = visit.centra
    prices: Json = {}
    for pricelist in centra.pricelists.values():
        if pricelist.store_id != retail_store(centra).id or pricelist.status != "ACTIVE":
            continue
        priced = price_of_variant(centra, variant.id, pricelist.id, market_id)
        if priced is not None and not visit.told("products-without-prices"):
            prices[str(pricelist.id)] = _price_view(visit, priced)
    view: Json = {"pricesByPricelist": prices}
    if not visit.told("products-without-stock"):
        view["stockOfAllItems"] = sum(available_in_market(centra, size.id, market_id) for size in sizes)
    return view


def _price_view(visit: Visit, priced: Priced) -> Json:
    centra, currency = visit.centra, priced.currency_code
    if visit.told("campaigns-without-effect"):
        priced = Priced(priced.original, priced.original, currency)
    view = {
        **money_pair(centra, currency, "price", priced.price),
        **money_pair(centra, currency, "priceBeforeDiscount", priced.original),
        "discountPercent": money_number(priced.off_percent),
        "priceReduction": money_text(centra, currency, priced.original - priced.price),
        "showAsOnSale": priced.price < priced.original,
        "newProduct": False,
    }
    if visit.told("money-with-blanks"):
        return {key: v.replace(NO_BREAK_SPACE, " ") if isinstance(v, str) else v for key, v in view.items()}
    return view


def _localized(display: m.Display, variant: m.Variant) -> Json:
    names = {"name": "name", "description": "description", "short_description": "excerpt"}
    found: dict[str, Json] = {}
    for language, texts in display.translations.items():
        found[language] = {names[field]: text for field, text in texts.items() if field in names}
    for language, texts in variant.translations.items():
        if "name" in texts:
            found.setdefault(language, {})["variantName"] = texts["name"]
    return dict(found)


def _media_view(media: m.Media) -> Json:
    sources = {size: {"url": url, "width": 0, "height": 600, "mimeType": media.mime_type} for size, url in media.urls.items()}
    return {"type": "image", "sources": sources, "attributes": media_attributes(media.attributes)}


def _related(centra: Centra, item: m.DisplayItem, display: m.Display) -> list[Json]:
    found: dict[int, str] = {}
    for market_id in display.market_ids:
        for other, relation in related_items(centra, item, market_id):
            found.setdefault(other.id, relation)
    return [{"product": str(number), "relation": relation} for number, relation in found.items()]


def _plan_view(plan: m.SubscriptionPlan) -> Json:
    return {
        "id": str(plan.id),
        "name": plan.name,
        "intervalValue": str(plan.interval_value),
        "intervalType": plan.interval_type,
        "discountPercent": plan.discount_percent,
    }
