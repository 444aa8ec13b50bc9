"""What the one installed Order API plugin is set up for.

It belongs to the retail store, is tied to one warehouse (also for supplier deliveries), may create orders, and is
serves every market but the one for wholesale overseas. Source: 04.order-api/chapter.md, 101.create-order, 302.get-stock,
503.list-supplier-deliveries; 01.api-intro/01.api-functions (one warehouse in each plugin instance).
"""

from __future__ import annotations

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import Store, Warehouse

__all__ = ["plugin_store", "plugin_warehouse", "serves_market"]


def plugin_store(centra: Centra) -> Store:
    """The store that the plugin is installed in: the retail store."""
    return next(store for store in centra.stores.values() if store.kind == "retail")


def plugin_warehouse(centra: Centra) -> Warehouse:
    """The warehouse that the plugin is tied to: the one that serves the store's default market first."""
    market = centra.markets.get(plugin_store(centra).default_market_id)
    rule = centra.allocation_rules.get(market.allocation_rule_id) if market else None
    if rule and rule.warehouse_ids:
        return centra.warehouses[rule.warehouse_ids[0]]
    return next(iter(centra.warehouses.values()))


def serves_market(centra: Centra, market_id: int) -> bool:
    """Whether the plugin sees the orders of a market. Source: 04.order-api/105.update-order (order in wrong market)."""
    wholesale = [each.id for each in centra.markets.values() if centra.stores[each.store_id].kind != "retail"]
    return len(wholesale) < 2 or market_id != wholesale[-1]
