"""The stock in products_Update: how many pieces of a size are free to allocate in a warehouse.

The quantity is what can still be sold, not what lies on the shelf; a warehouse that nobody created is made.
Source: 04.guides/02.erp-integration/docs.md, sections "Product Stock: Warehouses" and "Product Stock: Stock Update".
"""

from __future__ import annotations

from lxml import etree

from centra_mock.domain.catalogue import product_of
from centra_mock.domain.model import ProductSize
from centra_mock.domain.stock import set_physical, stock_in

from ..sync import Sync
from ..tree import Rejected, children, money, quantity, require
from .masterdata import find_or_make_warehouse

__all__ = ["update_stock"]


def update_stock(sync: Sync, item: ProductSize, element: etree._Element) -> None:
    """Every warehouse that a size names under ``warehouseitems``."""
    centra = sync.centra
    entries = children(element, "warehouseitems", "warehouse")
    if sync.told("soap-stock-of-first-warehouse-only"):
        entries = entries[:1]
    if entries and sync.told("soap-stock-empties-other-warehouses"):
        for warehouse_id in centra.warehouses:
            set_physical(centra, warehouse_id, item.id, 0)
    for entry in entries:
        free = quantity(entry, "qty")
        key = require(entry, "id")
        if free is None or sync.told("soap-stock-writes-are-lost"):
            continue
        if product_of(centra, item).is_bundle:
            raise Rejected("A bundle has no stock of its own")
        if sync.told("soap-unknown-warehouses-are-refused"):
            sync.must_find("warehouse", key, centra.warehouses)
        warehouse_id = find_or_make_warehouse(sync, key)
        shelf = free
        if not sync.told("soap-stock-quantity-is-the-shelf-count"):
            shelf += stock_in(centra, warehouse_id, item.id).allocated
        if sync.told("soap-stock-is-added"):
            shelf += stock_in(centra, warehouse_id, item.id).free
        set_physical(centra, warehouse_id, item.id, shelf)
        cost = money(entry, "cog")
        if cost is not None:
            variant = centra.variants[item.variant_id]
            variant.unit_cost, variant.unit_cost_currency = cost, centra.company_currency
