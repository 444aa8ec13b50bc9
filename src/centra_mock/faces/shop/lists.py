"""The lists of the Shop API beside products: brands, campaigns, campaign sites, categories, collections, charts.

A list is an object keyed by ID; one campaign, category, collection or chart by its ID is the bare object, one brand or
campaign site stays keyed, since that is the only sample. Source: 05.api-references/03.shop-api/01.api-reference.
"""

from __future__ import annotations

from collections.abc import Mapping

from centra_mock.domain import model as m
from centra_mock.domain.catalogue import categories_path, shown_items
from centra_mock.domain.centra import Centra
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.money import money_pair
from centra_mock.faces.checkout.setup import retail_store
from centra_mock.faces.checkout.wire import Answer, Json, Refusal

__all__ = [
    "keyed",
    "list_brands",
    "list_campaign_sites",
    "list_campaigns",
    "list_categories",
    "list_categories_of_market",
    "list_charts",
    "list_collections",
    "list_gift_certificates",
    "read_brand",
    "read_campaign",
    "read_campaign_site",
    "read_category",
    "read_chart",
    "read_collection",
]


def keyed(visit: Visit, views: Mapping[str, Json]) -> Answer:
    """A list as the API answers it, and as its lies change it."""
    if visit.told("ids-are-numbers"):
        views = {key: _with_number_ids(view) for key, view in views.items()}
    return Answer(list(views.values()) if visit.told("lists-are-arrays") else dict(views))


def list_brands(visit: Visit) -> Answer:
    """``GET /brands``."""
    return keyed(visit, _brands(visit))


def read_brand(visit: Visit, brand: str) -> Answer:
    """``GET /brands/{brandId}``."""
    return keyed(visit, {brand: found} if (found := _one(visit, _brands(visit), brand, "brand")) else {})


def list_campaign_sites(visit: Visit) -> Answer:
    """``GET /campaign-sites``."""
    return keyed(visit, _campaign_sites(visit))


def read_campaign_site(visit: Visit, uri: str) -> Answer:
    """``GET /campaign-sites/{campaignSiteURI}``."""
    found = _one(visit, _campaign_sites(visit), uri, "campaignSite")
    return keyed(visit, {uri: found} if found else {})


def list_campaigns(visit: Visit) -> Answer:
    """``GET /campaigns``."""
    return keyed(visit, _campaigns(visit))


def read_campaign(visit: Visit, campaign: str) -> Answer:
    """``GET /campaigns/{campaignId}``."""
    return _bare(visit, _one(visit, _campaigns(visit), campaign, "campaign"))


def list_categories(visit: Visit) -> Answer:
    """``GET /categories``: the top categories, subcategories inside them."""
    return keyed(visit, _categories(visit, None))


def list_categories_of_market(visit: Visit, market: str) -> Answer:
    """``GET /categories/markets/{market}``, known from the first version's pages."""
    number = int(market) if market.isascii() and market.isdigit() and len(market) < 12 else 0
    if number not in visit.centra.markets:
        raise Refusal(404, {"market": "not found"})
    return keyed(visit, _categories(visit, number))


def read_category(visit: Visit, category: str) -> Answer:
    """``GET /categories/{categoryId}``."""
    every = {str(each.id): _category_view(visit, each, None) for each in _retail_categories(visit.centra)}
    return _bare(visit, _one(visit, every, category, "category"))


def list_collections(visit: Visit) -> Answer:
    """``GET /collections``."""
    return keyed(visit, _collections(visit))


def read_collection(visit: Visit, collection: str) -> Answer:
    """``GET /collections/{collectionId}``."""
    return _bare(visit, _one(visit, _collections(visit), collection, "collection"))


def list_charts(visit: Visit) -> Answer:
    """``GET /measurement-charts``."""
    return keyed(visit, _charts(visit))


def read_chart(visit: Visit, chart: str) -> Answer:
    """``GET /measurement-charts/{measurementChartId}``."""
    return _bare(visit, _one(visit, _charts(visit), chart, "measurementChart"))


def list_gift_certificates(visit: Visit) -> Answer:
    """``GET /gift-certificates``: those on sale, with amounts where they are fixed."""
    centra = visit.centra
    views: dict[str, Json] = {}
    for each in centra.gift_certificates.values() if not visit.told("gift-certificates-missing") else ():
        view: Json = {
            "giftCertificate": f"gift-{each.id}",
            "name": each.name,
            "currencyOfSaleOnly": each.currency_of_sale_only,
            "showGiftAmount": each.show_gift_amount,
            "type": each.type,
        }
        if each.type == "predeterminedAmount":
            amounts = each.amount_by_currency.items()
            view["amountByCurrency"] = {code: money_pair(centra, code, "amount", value) for code, value in amounts}
        views[f"gift-{each.id}"] = view
    return keyed(visit, views)


def _one(visit: Visit, views: Mapping[str, Json], key: str, entity: str) -> Json:
    if key in views:
        return views[key]
    if visit.told("unknown-ids-answer-empty"):
        return {}
    raise Refusal(404, {entity: "not found"})


def _bare(visit: Visit, view: Json) -> Answer:
    return Answer(_with_number_ids(view) if visit.told("ids-are-numbers") else view)


def _with_number_ids(view: Json) -> Json:
    return {
        key: int(value)
        if isinstance(value, str) and value.isdigit() and key not in ("sku", "productSku", "ean", "harmCode")
        else value
        for key, value in view.items()
    }


def _brands(visit: Visit) -> dict[str, Json]:
    store_id = retail_store(visit.centra).id
    if visit.told("brands-missing"):
        return {}
    return {
        str(brand.id): {
            "name": brand.name,
            "brand": str(brand.id),
            "uri": brand.uri,
            "metaKeywords": brand.meta_keywords,
            "metaDescription": brand.meta_description,
            "metaTitle": brand.meta_title,
        }
        for brand in visit.centra.brands.values()
        if not brand.store_ids or store_id in brand.store_ids
    }


def _campaign_sites(visit: Visit) -> dict[str, Json]:
    views: dict[str, Json] = {
        site.uri: {"market": str(site.market_id), "name": site.name, "goTo": site.go_to, "campaignSite": site.uri}
        for site in visit.centra.campaign_sites.values()
    }
    if visit.told("campaign-sites-without-market"):
        return {uri: {key: each[key] for key in each if key != "market"} for uri, each in views.items()}
    return views


def _campaigns(visit: Visit) -> dict[str, Json]:
    centra, store = visit.centra, retail_store(visit.centra)
    items = shown_items(centra, store.id)
    views: dict[str, Json] = {}
    for campaign in centra.campaigns.values():
        running = campaign.start_date <= centra.now() <= campaign.stop_date
        if campaign.store_id != store.id or campaign.status != "ACTIVE" or not running:
            continue
        markets: Json = {}
        for market_id in campaign.market_ids:
            on_sale = [
                item
                for item in items
                if item.variant_id in campaign.variant_ids and market_id in centra.displays[item.display_id].market_ids
            ]
            pricelists = {
                str(pricelist_id): {
                    "productsOnSale": [str(item.id) for item in on_sale if (pricelist_id, item.variant_id) in centra.prices]
                }
                for pricelist_id in campaign.pricelist_ids
            }
            markets[str(market_id)] = {} if visit.told("campaigns-without-products") else {"pricelists": pricelists}
        views[str(campaign.id)] = {"name": campaign.name, "campaign": str(campaign.id), "markets": markets}
    return views


def _retail_categories(centra: Centra) -> list[m.Category]:
    store = retail_store(centra)
    shown = [each for each in centra.categories.values() if each.store_id == store.id]
    return sorted(shown, key=lambda category: (category.sort_order, category.id))


def _categories(visit: Visit, market_id: int | None) -> dict[str, Json]:
    is_flat = visit.told("categories-are-flat")
    return {
        str(each.id): _category_view(visit, each, market_id)
        for each in _retail_categories(visit.centra)
        if (each.parent_id is None or is_flat) and _is_in(each, market_id)
    }


def _is_in(category: m.Category, market_id: int | None) -> bool:
    return market_id is None or not category.market_ids or market_id in category.market_ids


def _category_view(visit: Visit, category: m.Category, market_id: int | None) -> Json:
    centra = visit.centra
    children = [each for each in _retail_categories(centra) if each.parent_id == category.id]
    inside = [category.id]
    for each in _retail_categories(centra):
        if each.parent_id in inside:
            inside.append(each.id)
    products = [
        str(item.id)
        for item in shown_items(centra, category.store_id, market_id)
        if set(centra.displays[item.display_id].category_ids) & set(inside)
    ]
    names = {"name": "name", "meta_title": "metaTitle", "meta_description": "metaDescription"}
    names["meta_keywords"] = "metaKeywords"
    localized = {
        language: {names[field]: text for field, text in texts.items() if field in names}
        for language, texts in category.translations.items()
    }
    view: Json = {
        "name": category.name,
        "category": str(category.id),
        "uri": category.uri,
        "completeUri": "/".join(categories_path(centra, category.id, "uri")),
        "metaTitle": category.meta_title,
        "metaDescription": category.meta_description,
        "metaKeywords": category.meta_keywords,
        "sortString": f"s-{category.sort_order}",
        "sortOrder": str(category.sort_order),
        "localized": {} if visit.told("products-without-languages") else localized,
        "categories": {},
        "products": products,
    }
    if not visit.told("categories-are-flat"):
        nested = {str(each.id): _category_view(visit, each, market_id) for each in children if _is_in(each, market_id)}
        view["categories"] = nested
    if visit.told("categories-without-products"):
        del view["products"]
    return view


def _collections(visit: Visit) -> dict[str, Json]:
    if visit.told("collections-missing"):
        return {}
    return {
        str(each.id): {"name": each.name, "collection": str(each.id), "uri": each.uri}
        for each in visit.centra.collections.values()
        if each.status == "ACTIVE"
    }


def _charts(visit: Visit) -> dict[str, Json]:
    views: dict[str, Json] = {}
    for chart in visit.centra.measurement_charts.values():
        rows = {
            row: {column: chart.values.get((row, column), "") for column in chart.horizontal_labels}
            for row in chart.vertical_labels
        }
        view: Json = {
            "name": chart.name,
            "rows": rows,
            "columnNames": list(chart.horizontal_labels),
            "rowNames": list(chart.vertical_labels),
            "unit": chart.unit,
            "measurementChart": str(chart.id),
        }
        if visit.told("charts-without-rows"):
            del view["rows"]
        views[str(chart.id)] = view
    return views
