"""Lies about the values of stores, products, displays, prices, attributes and translations.

Sources: 04.guides/03.pim-gql-integration, 05.api-references/05.graphql-integration-api/04.examples/01.dtc.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from centra_mock.domain import model as m
from centra_mock.faces.graphql.context import Context
from centra_mock.faces.graphql.distortion import Change, Distortion
from centra_mock.faces.graphql.formats import DEFAULT_PATTERN, format_date, format_money

__all__ = ["CATALOGUE_DISTORTIONS", "other_than", "swapped_status"]

Value = TypeVar("Value")
_EXCHANGED = {"ACTIVE": "INACTIVE", "INACTIVE": "ACTIVE"}


def _lie(name: str, says: str, places: str, change: Change) -> Distortion:
    return Distortion(f"graphql-{name}", says, tuple(places.split()), change)


def other_than(value: Value | None, known: Mapping[Any, Value]) -> Value | None:  # Any: a key of the store
    """Another of the things that the store knows; the value itself where there is no other."""
    return next((each for each in known.values() if each is not value), value)


def swapped_status(value: Any, source: Any, context: Context) -> Any:  # Any: see distortion.Change
    """ACTIVE for INACTIVE and the other way round."""
    return _EXCHANGED.get(value, value)


def _transposed(value: str | None) -> str | None:
    content: dict[str, dict[str, str]] = {}
    for row, cells in json.loads(value or "{}").items():
        for column, text in cells.items():
            content.setdefault(column, {})[row] = text
    return json.dumps(content)


def _turned(value: str | None, source: m.Size, context: Context) -> str | None:
    """A size's name with the vertical label first, where its chart has two directions."""
    for chart in context.centra.size_charts.values():
        if chart.vertical_labels and any(size is source for size in chart.sizes):
            return chart.divider.join(reversed((value or "").split(chart.divider)))
    return value


def _sku(source: m.ProductSize, context: Context) -> str:
    variant = context.centra.variants[source.variant_id]
    return context.centra.products[variant.product_id].product_number + variant.variant_number


def _with_default_language(value: list[Any], context: Context) -> list[Any]:  # Any: rows of one private type
    default = next(each for each in context.centra.languages.values() if each.is_default)
    return [type(value[0])(value[0].owner, default), *value] if value else value


CATALOGUE_DISTORTIONS: tuple[Distortion, ...] = (
    # stores and their setting
    _lie("stores-are-all-retail", "Every store is DIRECT_TO_CONSUMER.", "Store.type", lambda value, *_: "DIRECT_TO_CONSUMER"),
    _lie(
        "stores-of-others-told",
        "Markets, price lists and orders name a store that they do not belong to.",
        "Market.store Pricelist.store Order.store PriceAlteration.store",
        lambda value, source, context: other_than(value, context.centra.stores),
    ),
    _lie("countries-are-all-in-the-eu", "isEU is true for every country.", "Country.isEU", lambda value, *_: True),
    _lie("countries-are-never-in-the-eu", "isEU is false for every country.", "Country.isEU", lambda value, *_: False),
    _lie("country-codes-in-lower-case", "Codes of countries are in lower case.", "Country.code", lambda value, *_: value.lower()),
    _lie(
        "currency-codes-in-lower-case", "Codes of currencies are in lower case.", "Currency.code", lambda value, *_: value.lower()
    ),
    _lie(
        "language-codes-exchanged",
        "languageCode has the code of the country and countryCode that of the language.",
        "Language.languageCode Language.countryCode",
        lambda value, source, context: source.country_code if value == source.code else source.code,
    ),
    _lie("languages-read-inactive", "No language is active.", "Language.isActive", lambda value, *_: False),
    _lie(
        "pricelists-tell-another-currency",
        "Price lists name a currency that is not theirs.",
        "Pricelist.currency",
        lambda value, source, context: other_than(value, context.centra.currencies),
    ),
    # statuses
    _lie("collection-status-exchanged", "Active collections read INACTIVE.", "Collection.status", swapped_status),
    _lie("product-status-exchanged", "Active products read INACTIVE and inactive ones ACTIVE.", "Product.status", swapped_status),
    _lie("variant-status-exchanged", "Active variants read INACTIVE.", "ProductVariant.status", swapped_status),
    _lie("display-status-exchanged", "Active displays read INACTIVE.", "Display.status", swapped_status),
    _lie("pricelist-status-exchanged", "Active price lists read INACTIVE.", "Pricelist.status", swapped_status),
    _lie("price-alteration-status-exchanged", "Inactive alterations read ACTIVE.", "PriceAlteration.status", swapped_status),
    _lie("warehouse-status-exchanged", "Active warehouses read INACTIVE.", "Warehouse.status", swapped_status),
    # structure
    _lie("folders-are-never-top", "isTopFolder is false for top folders.", "Folder.isTopFolder", lambda value, *_: False),
    _lie("category-uris-are-names", "The uri of a category is its name.", "Category.uri", lambda value, source, _: source.name),
    _lie("display-uris-are-names", "The uri of a display is its name.", "Display.uri", lambda value, source, _: source.name),
    _lie(
        "collections-miscount-products",
        "totalProducts of a collection is one too high.",
        "Collection.totalProducts",
        lambda value, *_: value + 1,
    ),
    _lie(
        "no-vertical-labels-read-empty",
        "A size chart without vertical labels has an empty list of them instead of null.",
        "SizeChart.verticalLabels",
        lambda value, *_: value or [],
    ),
    _lie(
        "dividers-are-hyphens", "The divider of every size chart is a hyphen.", "SizeChart.dividerSymbol", lambda value, *_: "-"
    ),
    _lie("size-names-turned", "Sizes of two directions are named by the vertical label first.", "Size.name", _turned),
    _lie(
        "measurements-transposed",
        "contentJSON has horizontal labels outside and vertical ones inside.",
        "MeasurementChart.contentJSON",
        lambda value, *_: _transposed(value),
    ),
    _lie(
        "measurements-are-no-json",
        "contentJSON cannot be read as JSON.",
        "MeasurementChart.contentJSON",
        lambda value, *_: str(json.loads(value or "{}")),
    ),
    # products
    _lie("products-are-all-bundles", "isBundle is true for every product.", "Product.isBundle", lambda value, *_: True),
    _lie(
        "products-are-all-serializable",
        "isSerializableProduct is true for every product.",
        "Product.isSerializableProduct",
        lambda value, *_: True,
    ),
    _lie(
        "updated-at-stands-still",
        "updatedAt of products, variants and displays is the same day for ever.",
        "Product.updatedAt ProductVariant.updatedAt Display.updatedAt",
        lambda value, *_: "2020-01-01T00:00:00+0100",
    ),
    _lie(
        "created-at-is-now",
        "createdAt of products is the moment of reading.",
        "Product.createdAt",
        lambda value, source, context: format_date(context.centra.now(), DEFAULT_PATTERN),
    ),
    _lie(
        "displays-name-another-product",
        "A display leads to a product that it does not show.",
        "Display.product",
        lambda value, source, context: other_than(value, context.centra.products),
    ),
    _lie("displays-show-one-variant", "Displays list one variant only.", "Display.productVariants", lambda value, *_: value[:1]),
    _lie("displays-tell-one-price", "Displays have one price only.", "Display.prices", lambda value, *_: value[:1]),
    _lie("gtin-is-the-sku", "GTIN has the SKU.", "ProductSize.GTIN", lambda value, source, context: _sku(source, context)),
    _lie(
        "sku-lacks-the-size", "SKU has no size number.", "ProductSize.SKU", lambda value, source, context: _sku(source, context)
    ),
    _lie(
        "size-description-is-its-number",
        "A size is described by its number.",
        "ProductSize.description",
        lambda value, source, context: source.size_number,
    ),
    _lie(
        "unit-cost-in-the-company-currency",
        "Unit costs are told in another currency than was sent.",
        "ProductVariant.unitCost",
        lambda value, source, context: None if value is None else type(value)(value.value, "SEK"),
    ),
    _lie(
        "bundles-have-several-variants",
        "A bundle has more than one variant.",
        "Product.variants",
        lambda value, source, _: value * 2 if source.is_bundle else value,
    ),
    _lie("display-uris-are-empty", "Displays have no uri.", "Display.uri", lambda value, *_: ""),
    # weight, money, stock
    _lie("weights-in-grams", "Weights are a thousand times too high.", "Weight.value", lambda value, *_: value * 1000),
    _lie(
        "weight-text-lacks-the-unit",
        "The text of a weight has no unit.",
        "Weight.formattedValue",
        lambda value, *_: value.split(" ")[0],
    ),
    _lie(
        "weight-text-lacks-decimals",
        "The text of a weight has no three decimals.",
        "Weight.formattedValue",
        lambda value, *_: f"{Decimal(value.split()[0]).normalize():f} kg",
    ),
    _lie("money-in-minor-units", "Amounts are in cents.", "MonetaryValue.value", lambda value, *_: value * 100),
    _lie(
        "money-text-lacks-blanks",
        "Thousands of an amount run together in its text.",
        "MonetaryValue.formattedValue",
        lambda value, source, _: f"{source.value:.2f} {source.currency_code}",
    ),
    _lie(
        "money-text-lacks-decimals",
        "Amounts are written without decimals.",
        "MonetaryValue.formattedValue",
        lambda value, source, _: f"{source.value:.0f} {source.currency_code}",
    ),
    _lie(
        "money-text-begins-with-the-currency",
        "The currency comes first in the text of an amount.",
        "MonetaryValue.formattedValue",
        lambda value, source, _: f"{source.currency_code} {source.value:.2f}",
    ),
    _lie(
        "money-text-is-another-amount",
        "The text of an amount is a hundredth higher than its value.",
        "MonetaryValue.formattedValue",
        lambda value, source, _: format_money(source.value + Decimal("0.01"), source.currency_code),
    ),
    _lie(
        "money-in-another-currency",
        "Amounts name a currency that is not theirs.",
        "MonetaryValue.currency",
        lambda value, source, context: other_than(value, context.centra.currencies),
    ),
    _lie(
        "physical-stock-is-available-stock",
        "physicalQuantity leaves out what is allocated.",
        "StockTotals.physicalQuantity",
        lambda value, source, _: source.available_quantity,
    ),
    _lie(
        "stock-is-always-zero",
        "Stock totals are zero.",
        "StockTotals.physicalQuantity StockTotals.availableQuantity",
        lambda value, *_: 0,
    ),
    # prices
    _lie(
        "prices-name-another-pricelist",
        "A price names a price list that it is not from.",
        "Price.pricelist",
        lambda value, source, context: other_than(value, context.centra.pricelists),
    ),
    _lie(
        "prices-name-another-product",
        "A price names a product that it is not of.",
        "Price.product",
        lambda value, source, context: other_than(value, context.centra.products),
    ),
    # attributes
    _lie(
        "mapped-flag-reversed",
        "isMapped is true for dynamic attributes and false for mapped ones.",
        "AttributeType.isMapped",
        lambda value, *_: not value,
    ),
    _lie(
        "attribute-descriptions-are-names",
        "An attribute is described by the name of its type.",
        "AssignedAttribute.description",
        lambda value, source, _: source.type.name,
    ),
    _lie(
        "attributes-are-all-of-products",
        "objectType is Product everywhere.",
        "AssignedAttribute.objectType Attribute.objectType",
        lambda value, *_: "Product",
    ),
    _lie(
        "pictures-are-inputs",
        "Elements that are pictures are of kind INPUT.",
        "AttributeImageElement.kind",
        lambda value, *_: "INPUT",
    ),
    _lie("choices-are-multiple", "isMulti is true for single choices.", "AttributeChoiceElement.isMulti", lambda value, *_: True),
    _lie(
        "choices-show-their-key",
        "selectedValueName is the key of the choice.",
        "AttributeChoiceElement.selectedValueName",
        lambda value, source, _: source.value,
    ),
    _lie(
        "element-keys-are-descriptions",
        "Elements have their description as key.",
        "AttributeStringElement.key AttributeChoiceElement.key",
        lambda value, source, _: source.declared.description,
    ),
    _lie(
        "mapped-attributes-named-by-type",
        "Mapped attributes are called by their type.",
        "Attribute.name",
        lambda value, source, _: source.type_name,
    ),
    # translations
    _lie(
        "untranslated-fields-are-empty",
        "A field without a translation reads an empty text.",
        "TranslationField.value",
        lambda value, *_: value or "",
    ),
    _lie(
        "translated-fields-in-capitals",
        "Fields that can be translated are named in capitals.",
        "TranslationField.field",
        lambda value, *_: value.upper(),
    ),
    _lie(
        "translations-lack-attributes",
        "Elements of attributes are no fields that can be translated.",
        "LanguageTranslation.translations",
        lambda value, *_: [row for row in value if not row["field"].startswith("attributes.")],
    ),
    _lie(
        "translations-of-one-language",
        "Objects show the translations into one language only.",
        "Product.localized ProductVariant.localized Display.localized",
        lambda value, *_: value[:1],
    ),
    _lie(
        "default-language-is-translated",
        "The language that texts are in is among the translations.",
        "Product.localized ProductVariant.localized Display.localized",
        lambda value, source, context: _with_default_language(value, context),
    ),
    _lie(
        "translations-name-another-language",
        "Translations are shown for a language that they are not in.",
        "LanguageTranslation.language",
        lambda value, source, context: other_than(value, context.centra.languages),
    ),
)
