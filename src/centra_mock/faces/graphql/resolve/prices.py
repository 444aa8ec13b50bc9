"""Price lists, prices and price alterations.

Source: 04.guides/03.pim-gql-integration, price lists and price alterations.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from centra_mock.domain import model as m
from centra_mock.domain.pricing import price_of_variant
from centra_mock.faces.graphql.context import Arguments, Context, Resolver
from centra_mock.faces.graphql.listing import Filters, listing, matches_text
from centra_mock.faces.graphql.resolve.catalogue import FILTERS as CATALOGUE_FILTERS
from centra_mock.faces.graphql.resolve.values import Money

__all__ = ["FIELDS", "FILTERS"]


@dataclass(frozen=True, slots=True)
class _AlteredPrice:
    """A price that an alteration puts in the place of the price list's."""

    id: int
    pricelist_id: int
    product_id: int
    variant_id: int
    price: Decimal
    recommended_retail_price: Decimal | None = None


def _default_shipping_option(source: m.Pricelist, args: Arguments, context: Context) -> m.ShippingOption | None:
    options = context.centra.shipping_options.values()
    return next((option for option in options if option.id == source.default_shipping_option_id), None)


def _currency(source: m.Pricelist, args: Arguments, context: Context) -> m.Currency:
    return context.centra.currencies[source.currency_code]


def _price(source: m.Price | _AlteredPrice, args: Arguments, context: Context) -> Money:
    code = context.centra.pricelists[source.pricelist_id].currency_code
    if isinstance(source, m.Price) and not context.told("graphql-altered-prices-show-the-old-price"):
        # Once an alteration has started, its price is read in the place of the price list's.
        priced = price_of_variant(context.centra, source.variant_id, source.pricelist_id)
        return Money(priced.original if priced else source.price, code)
    return Money(source.price, code)


def _recommended(source: m.Price | _AlteredPrice, args: Arguments, context: Context) -> Money | None:
    if source.recommended_retail_price is None:
        return None
    return Money(source.recommended_retail_price, context.centra.pricelists[source.pricelist_id].currency_code)


def _start_date(source: m.PriceAlteration, args: Arguments, context: Context) -> str:
    if context.told("graphql-price-alteration-start-keeps-the-time"):
        return f"{source.start_date}T00:00:00+0000"
    return source.start_date


def _alteration_windows(source: m.PriceAlteration, args: Arguments, context: Context) -> list[m.DeliveryWindow]:
    known = context.centra.delivery_windows
    return [known[window_id] for window_id in source.delivery_window_ids if window_id in known]


def _altered_prices(source: m.PriceAlteration, args: Arguments, context: Context) -> list[_AlteredPrice]:
    rows = []
    for (pricelist_id, variant_id), price in source.prices.items():
        variant = context.centra.variants.get(variant_id)
        listed = context.centra.prices.get((pricelist_id, variant_id))
        if variant is None or pricelist_id not in context.centra.pricelists:
            continue
        if context.told("graphql-altered-prices-show-the-old-price") and listed is not None:
            price = listed.price
        price_id = listed.id if listed else variant_id
        recommended = source.recommended_prices.get((pricelist_id, variant_id))
        rows.append(_AlteredPrice(price_id, pricelist_id, variant.product_id, variant_id, price, recommended))
    return listing(rows, args, context, CATALOGUE_FILTERS["prices"])


FILTERS: dict[str, Filters] = {
    "pricelists": {
        "name": lambda row, wanted: matches_text(row.name, wanted),
        "storeId": lambda row, wanted: row.store_id == wanted,
    },
}

FIELDS: dict[str, Resolver] = {
    "Pricelist.currency": _currency,
    "Pricelist.defaultShippingOption": _default_shipping_option,
    "Price.price": _price,
    "Price.recommendedRetailPrice": _recommended,
    "Price.pricelist": lambda source, args, context: context.centra.pricelists[source.pricelist_id],
    "Price.product": lambda source, args, context: context.centra.products.get(source.product_id),
    "Price.productVariant": lambda source, args, context: context.centra.variants.get(source.variant_id),
    "PriceAlteration.startDate": _start_date,
    "PriceAlteration.store": lambda source, args, context: context.centra.stores[source.store_id],
    "PriceAlteration.deliveryWindows": _alteration_windows,
    "PriceAlteration.prices": _altered_prices,
}
