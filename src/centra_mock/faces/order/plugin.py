"""What the one installed Order API plugin is set up for.

It belongs to the retail store, is tied to one warehouse (also for supplier deliveries), may create orders, and is
allowed to see the orders of every market. Source: 04.order-api/chapter.md, 101.create-order, 302.get-stock,
503.list-supplier-deliveries; 01.api-intro/01.api-functions (one warehouse in each plugin instance).
"""

from __future__ import annotations

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import Store, Warehouse

__all__ = ["plugin_store", "plugin_warehouse"]


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
