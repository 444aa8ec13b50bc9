"""The root queries.

Sources: 04.guides/03.pim-gql-integration, 05.api-references/05.graphql-integration-api/04.examples.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from centra_mock.domain.centra import Centra
from centra_mock.faces.graphql.areas import kebab
from centra_mock.faces.graphql.context import Arguments, Context
from centra_mock.faces.graphql.listing import Filters, connection, listing, selected
from centra_mock.faces.graphql.resolve import attributes, catalogue, orders, prices, stores, windows

__all__ = ["answer_query", "count_products"]

# Any: a root query answers rows of whatever type the schema declares for it.
Query = Callable[[Arguments, Context], Any]
Rows = Callable[[Centra], Iterable[Any]]

_FILTERS: dict[str, Filters] = {
    **stores.FILTERS,
    **catalogue.FILTERS,
    **prices.FILTERS,
    **windows.FILTERS,
    "invoices": {"id": lambda row, wanted: row.id == wanted},
}

_LISTS: dict[str, Rows] = {
    "stores": lambda centra: centra.stores.values(),
    "markets": lambda centra: centra.markets.values(),
    "pricelists": lambda centra: centra.pricelists.values(),
    "folders": lambda centra: centra.folders.values(),
    "categories": lambda centra: centra.categories.values(),
    "countries": lambda centra: centra.countries.values(),
    "currencies": lambda centra: centra.currencies.values(),
    "languages": lambda centra: centra.languages.values(),
    "brands": lambda centra: centra.brands.values(),
    "collections": lambda centra: centra.collections.values(),
    "sizeCharts": lambda centra: centra.size_charts.values(),
    "measurementCharts": lambda centra: centra.measurement_charts.values(),
    "warehouses": lambda centra: centra.warehouses.values(),
    "allocationRules": lambda centra: centra.allocation_rules.values(),
    "displays": lambda centra: centra.displays.values(),
    "deliveryWindows": lambda centra: centra.delivery_windows.values(),
    "invoices": lambda centra: centra.invoices.values(),
}

_BY_ID: dict[str, Callable[[Centra], dict[int, Any]]] = {
    "product": lambda centra: dict(centra.products),
    "productVariant": lambda centra: dict(centra.variants),
    "display": lambda centra: dict(centra.displays),
    "priceAlteration": lambda centra: dict(centra.price_alterations),
}


def _list(name: str, rows: Rows) -> Query:
    filters = _FILTERS[name]
    return lambda args, context: listing(rows(context.centra), args, context, filters)


def _single(name: str, rows: Callable[[Centra], dict[int, Any]]) -> Query:
    def find(args: Arguments, context: Context) -> Any:
        if context.told("graphql-answers-nothing") or context.told(f"graphql-{kebab(name)}-is-never-found"):
            return None
        known = rows(context.centra)
        return next(iter(known.values())) if context.told(f"graphql-{kebab(name)}-ignores-its-id") else known.get(args["id"])

    return find


def _products(args: Arguments, context: Context) -> Any:
    rows = context.centra.products.values()
    return listing(rows, args, context, _FILTERS["products"], catalogue.PRODUCT_SORT_KEYS)


def _orders(args: Arguments, context: Context) -> Any:
    rows = _visible_orders(context)
    return listing(rows, args, context, orders.order_filters(context), orders.SORT_KEYS)


def _order_connection(args: Arguments, context: Context) -> Any:
    rows = _visible_orders(context)
    if context.told("graphql-order-connection-answers-nothing"):
        rows = []
    if context.told("graphql-order-connection-answers-one-row"):
        rows = selected(rows, args, context, orders.order_filters(context))[:1]
    return connection(rows, args, context, orders.order_filters(context), orders.SORT_KEYS)


def _visible_orders(context: Context) -> list[Any]:
    rows = orders.orders_of(context.centra)
    if context.told("graphql-shows-one-store-only"):
        return [row for row in rows if context.centra.stores[row.store_id].kind != "wholesale"]
    return rows


def count_products(args: Arguments, context: Context) -> int:
    """How many products fit ``where``: the total that a plain list leaves out."""
    if context.told("graphql-answers-nothing"):
        return 0
    if context.page_rows is not None and context.told("graphql-counters-count-the-page"):
        return context.page_rows
    if context.told("graphql-counters-ignore-the-filter"):
        args = {}
    found = len(selected(context.centra.products.values(), args, context, _FILTERS["products"]))
    return found + 1 if context.told("graphql-counters-miscount") else found


_QUERIES: dict[str, Query] = {
    **{name: _list(name, rows) for name, rows in _LISTS.items()},
    **{name: _single(name, rows) for name, rows in _BY_ID.items()},
    "products": _products,
    "orders": _orders,
    "orderConnection": _order_connection,
    "mappedAttributes": attributes.mapped_attributes,
    "counters": lambda args, context: {},
}


def answer_query(name: str, args: Arguments, context: Context) -> Any:
    """What a root query answers; lists as lies about this query have them."""
    query = _QUERIES.get(name)
    if query is None:  # announced, and only there by a lie
        return [] if name == "selections" else None
    found = query(args, context)
    if isinstance(found, list):
        if context.told(f"graphql-{kebab(name)}-answers-nothing"):
            return []
        if context.told(f"graphql-{kebab(name)}-answers-one-row"):
            return found[:1]
    return found
