"""Folders, categories, brands, collections, charts, products, variants, sizes, displays, media.

Sources: 04.guides/03.pim-gql-integration and 05.api-references/05.graphql-integration-api/04.examples/01.dtc.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal

from centra_mock.domain import model as m
from centra_mock.domain.catalogue import displays_of_product, product_of, sizes_of_variant, sku_of, variants_of_product
from centra_mock.domain.centra import Centra
from centra_mock.faces.graphql.context import Arguments, Context, Resolver
from centra_mock.faces.graphql.listing import Filters, listing, matches_text
from centra_mock.faces.graphql.resolve.stores import StockTotals, stock_rows, stock_totals
from centra_mock.faces.graphql.resolve.values import Money, Weighed, moment_of, money

__all__ = ["FIELDS", "FILTERS", "PRODUCT_SORT_KEYS", "display_variants"]

_KILOGRAMS = {"g": Decimal("0.001"), "lb": Decimal("0.45359237")}
_ONLY_ID: Filters = {"id": lambda row, wanted: row.id == wanted}
_BY_NAME: Filters = {"name": lambda row, wanted: matches_text(row.name, wanted)}

PRODUCT_SORT_KEYS = {"id": lambda row: row.id, "updatedAt": lambda row: row.modified_at}


@dataclass(frozen=True, slots=True)
class _Source:
    """Where a picture lies."""

    type: str
    url: str


def display_variants(centra: Centra, display: m.Display) -> list[m.Variant]:
    """The variants that a display shows, in its order."""
    items = [centra.display_items[item_id] for item_id in display.item_ids if item_id in centra.display_items]
    return [centra.variants[item.variant_id] for item in items if item.variant_id in centra.variants]


def _child_categories(source: m.Category, args: Arguments, context: Context) -> list[m.Category]:
    children = [row for row in context.centra.categories.values() if row.parent_id == source.id]
    if not children and context.told("graphql-categories-nest-deeper"):
        return _one_below(source, context.centra)
    return children


def _one_below(source: m.Category, centra: Centra) -> list[m.Category]:
    above = 0
    current: m.Category | None = source
    while current is not None and current.parent_id is not None and above < 3:
        above, current = above + 1, centra.categories.get(current.parent_id)
    return [m.Category(0, f"{source.name} more", f"{source.uri}-more", source.store_id, source.id)] if above < 3 else []


def _child_folders(source: m.Folder, args: Arguments, context: Context) -> list[m.Folder]:
    return [row for row in context.centra.folders.values() if row.parent_id == source.id]


def _folder_products(source: m.Folder, args: Arguments, context: Context) -> list[m.Product]:
    return [row for row in context.centra.products.values() if row.folder_id == source.id]


def _is_top_folder(source: m.Folder, args: Arguments, context: Context) -> bool:
    return source.parent_id is None or context.told("graphql-every-folder-is-a-top-folder")


def _collection_products(source: m.Collection, args: Arguments, context: Context) -> int:
    return sum(1 for row in context.centra.products.values() if row.collection_id == source.id)


def _chart_sizes(source: m.SizeChart, args: Arguments, context: Context) -> list[m.Size]:
    return source.sizes[::-1] if context.told("graphql-chart-sizes-in-another-order") else source.sizes


def _content_json(source: m.MeasurementChart, args: Arguments, context: Context) -> str:
    content: dict[str, dict[str, str]] = {}
    for vertical in source.vertical_labels:
        for horizontal in source.horizontal_labels:
            if (vertical, horizontal) in source.values:
                content.setdefault(vertical, {})[horizontal] = source.values[(vertical, horizontal)]
    return json.dumps(content, separators=(",", ":"), ensure_ascii=False)


def _measurement_table(source: m.Product, args: Arguments, context: Context) -> dict[str, m.MeasurementChart] | None:
    chart = context.centra.measurement_charts.get(source.measurement_chart_id or 0)
    return {"chart": chart} if chart else None


def _product_weight(source: m.Product, args: Arguments, context: Context) -> Weighed:
    """In kilograms, the only unit that the pages know, whatever the product is weighed in."""
    factor = _KILOGRAMS.get(source.weight_unit)
    return Weighed(source.weight if factor is None else (source.weight * factor).quantize(Decimal("0.001")))


def _product_variants(source: m.Product, args: Arguments, context: Context) -> list[m.Variant]:
    return listing(variants_of_product(context.centra, source.id), args, context, _ONLY_ID)


def _product_displays(source: m.Product, args: Arguments, context: Context) -> list[m.Display]:
    return listing(displays_of_product(context.centra, source.id), args, context, FILTERS["displays"])


def _variant_sizes(source: m.Variant, args: Arguments, context: Context) -> list[m.ProductSize]:
    return listing(sizes_of_variant(context.centra, source.id), args, context, _ONLY_ID)


def _variant_stock(source: m.Variant, args: Arguments, context: Context) -> list[m.Stock]:
    return stock_rows(context.centra, [size.id for size in sizes_of_variant(context.centra, source.id)])


def _variant_totals(source: m.Variant, args: Arguments, context: Context) -> StockTotals:
    return stock_totals(_variant_stock(source, args, context), context)


def _unit_cost(source: m.Variant, args: Arguments, context: Context) -> Money | None:
    return money(source.unit_cost, source.unit_cost_currency or context.centra.company_currency)


def _size_stock(source: m.ProductSize, args: Arguments, context: Context) -> list[m.Stock]:
    return stock_rows(context.centra, [source.id])


def _size_totals(source: m.ProductSize, args: Arguments, context: Context) -> StockTotals:
    return stock_totals(_size_stock(source, args, context), context)


def _sku(source: m.ProductSize, args: Arguments, context: Context) -> str:
    if context.told("graphql-sku-has-separators"):
        variant = context.centra.variants[source.variant_id]
        return "-".join((product_of(context.centra, source).product_number, variant.variant_number, source.size_number))
    return sku_of(context.centra, source)


def _size_weight(source: m.ProductSize, args: Arguments, context: Context) -> Weighed:
    if context.told("graphql-size-weight-differs-from-product"):
        return Weighed(product_of(context.centra, source).weight + 1)
    return _product_weight(product_of(context.centra, source), args, context)


def _display_categories(source: m.Display, args: Arguments, context: Context) -> list[m.Category]:
    known = context.centra.categories
    return [known[category_id] for category_id in source.category_ids if category_id in known]


def _display_prices(source: m.Display, args: Arguments, context: Context) -> list[m.Price]:
    variant_ids = {variant.id for variant in display_variants(context.centra, source)}
    rows = [price for price in context.centra.prices.values() if price.variant_id in variant_ids]
    return listing(rows, args, context, FILTERS["prices"])


def _media_source(source: m.Media, args: Arguments, context: Context) -> _Source | None:
    wanted = "thumb" if context.told("graphql-media-sizes-are-ignored") else args.get("sizeName") or "standard"
    url = source.urls.get(wanted) or next(iter(source.urls.values()), None)
    return _Source(source.media_type, url) if url else None


FILTERS: dict[str, Filters] = {
    "folders": {**_BY_NAME, "isTopFolder": lambda row, wanted: (row.parent_id is None) == wanted},
    "categories": {"isTopCategory": lambda row, wanted: (row.parent_id is None) == wanted},
    "brands": _BY_NAME,
    "collections": _BY_NAME,
    "sizeCharts": _ONLY_ID,
    "measurementCharts": _ONLY_ID,
    "warehouses": _BY_NAME,
    "products": {**_BY_NAME, "status": lambda row, wanted: row.status in wanted},
    "displays": {**_ONLY_ID, "marketId": lambda row, wanted: wanted in row.market_ids},
    "prices": {
        "pricelistId": lambda row, wanted: row.pricelist_id == wanted,
        "productId": lambda row, wanted: row.product_id == wanted,
    },
}

FIELDS: dict[str, Resolver] = {
    "Folder.isTopFolder": _is_top_folder,
    "Folder.childFolders": _child_folders,
    "Folder.products": _folder_products,
    "Category.childCategories": _child_categories,
    "Collection.totalProducts": _collection_products,
    "SizeChart.sizes": _chart_sizes,
    "SizeChart.verticalLabels": lambda source, args, context: source.vertical_labels or None,
    "SizeChart.dividerSymbol": lambda source, args, context: source.divider,
    "MeasurementChart.displayUnit": lambda source, args, context: source.unit,
    "MeasurementChart.contentJSON": _content_json,
    "Product.harmonizedCommodityCode": lambda source, args, context: source.harm_code,
    "Product.harmonizedCommodityCodeDescription": lambda source, args, context: source.harm_description,
    "Product.isSerializableProduct": lambda source, args, context: source.is_serializable,
    "Product.createdAt": moment_of("created_at"),
    "Product.updatedAt": moment_of("modified_at"),
    "Product.countryOfOrigin": lambda source, args, context: context.centra.countries.get(source.country_of_origin),
    "Product.brand": lambda source, args, context: context.centra.brands.get(source.brand_id),
    "Product.collection": lambda source, args, context: context.centra.collections.get(source.collection_id or 0),
    "Product.folder": lambda source, args, context: context.centra.folders.get(source.folder_id or 0),
    "Product.measurementTable": _measurement_table,
    "Product.weight": _product_weight,
    "Product.variants": _product_variants,
    "Product.displays": _product_displays,
    "ProductVariant.unitCost": _unit_cost,
    "ProductVariant.updatedAt": moment_of("modified_at"),
    "ProductVariant.productSizes": _variant_sizes,
    "ProductVariant.stock": _variant_stock,
    "ProductVariant.stockTotals": _variant_totals,
    "ProductSize.description": lambda source, args, context: source.size_name,
    "ProductSize.SKU": _sku,
    "ProductSize.GTIN": lambda source, args, context: source.ean,
    "ProductSize.weight": _size_weight,
    "ProductSize.stock": _size_stock,
    "ProductSize.stockTotals": _size_totals,
    "Display.updatedAt": moment_of("modified_at"),
    "Display.product": lambda source, args, context: context.centra.products[source.product_id],
    "Display.productVariants": lambda source, args, context: display_variants(context.centra, source),
    "Display.prices": _display_prices,
    "Display.canonicalCategory": lambda source, args, context: context.centra.categories.get(source.canonical_category_id or 0),
    "Display.categories": _display_categories,
    "ProductMedia.source": _media_source,
}
