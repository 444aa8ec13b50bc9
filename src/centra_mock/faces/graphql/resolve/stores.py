"""Stores, markets, countries, currencies, languages, warehouses and their stock.

Sources: 04.guides/03.pim-gql-integration (stores, markets, warehouses, languages, stock totals) and
05.api-references/05.graphql-integration-api/04.examples (countries, store types, allocation rules).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra
from centra_mock.faces.graphql.context import Arguments, Context, Resolver

__all__ = ["FIELDS", "FILTERS", "StockTotals", "stock_rows", "stock_totals", "store_type"]


@dataclass(frozen=True, slots=True)
class StockTotals:
    """Pieces on the shelf and pieces that can still be sold."""

    physical_quantity: int
    available_quantity: int


def store_type(store: m.Store) -> str:
    """The type of a store as the API spells it."""
    return "WHOLESALE" if store.kind == "wholesale" else "DIRECT_TO_CONSUMER"


def stock_rows(centra: Centra, product_size_ids: Iterable[int]) -> list[m.Stock]:
    """The stock of some product sizes in every warehouse that has any."""
    keys = [(warehouse_id, size_id) for size_id in product_size_ids for warehouse_id in centra.warehouses]
    return [centra.stocks[key] for key in keys if key in centra.stocks]


def stock_totals(rows: Iterable[m.Stock], context: Context) -> StockTotals:
    """The sums over warehouses; available is what is not allocated to orders."""
    rows = list(rows)
    physical = sum(row.physical for row in rows)
    available = physical if context.told("graphql-available-stock-ignores-orders") else sum(row.free for row in rows)
    return StockTotals(physical, available)


def _is_in_store(attribute_owner: m.Market | m.Pricelist, store_id: int) -> bool:
    return attribute_owner.store_id == store_id


def _store_of(source: m.Market | m.Pricelist | m.Order, args: Arguments, context: Context) -> m.Store:
    return context.centra.stores[source.store_id]


def _countries_of(source: m.Market | m.Pricelist, args: Arguments, context: Context) -> list[m.Country]:
    known = context.centra.countries
    return [known[code] for code in source.country_codes if code in known]


def _orders_of_store(source: m.Store, args: Arguments, context: Context) -> int:
    return sum(1 for order in context.centra.orders.values() if order.store_id == source.id)


def _purchasers_of_store(source: m.Store, args: Arguments, context: Context) -> int:
    customers = sum(1 for customer in context.centra.customers.values() if customer.store_id == source.id)
    return customers + sum(1 for buyer in context.centra.buyers.values() if buyer.store_id == source.id)


def _warehouse_stock(source: m.Warehouse, args: Arguments, context: Context) -> list[m.Stock]:
    return [stock for stock in context.centra.stocks.values() if stock.warehouse_id == source.id]


def _warehouse_totals(source: m.Warehouse, args: Arguments, context: Context) -> StockTotals:
    return stock_totals(_warehouse_stock(source, args, context), context)


FILTERS = {
    "stores": {"type": lambda row, wanted: store_type(row) == wanted},
    "markets": {"storeId": _is_in_store},
    "countries": {"id": lambda row, wanted: row.id == wanted},
    "currencies": {"isBase": lambda row, wanted: row.is_base == wanted},
    # The default language is what untranslated texts are in, so it is none to translate into.
    "languages": {"isAvailableForLocalization": lambda row, wanted: (row.is_active and not row.is_default) == wanted},
    "allocationRules": {"id": lambda row, wanted: row.id == wanted},
}

FIELDS: dict[str, Resolver] = {
    "Store.type": lambda source, args, context: store_type(source),
    "Store.totalOrders": _orders_of_store,
    "Store.totalPurchasers": _purchasers_of_store,
    "Market.store": _store_of,
    "Market.assignedToCountries": _countries_of,
    "Pricelist.store": _store_of,
    "Pricelist.assignedToCountries": _countries_of,
    "Country.isEU": lambda source, args, context: source.is_eu,
    "Language.languageCode": lambda source, args, context: source.code,
    "Warehouse.stock": _warehouse_stock,
    "Warehouse.stockTotals": _warehouse_totals,
    "Stock.freeToAllocateQuantity": lambda source, args, context: source.free,
}
