"""Writing physical stock, in the one warehouse of the plugin.

Source: 04.order-api/303.update-stock; 01.api-intro/01.api-functions (one warehouse in each plugin instance).
"""

from __future__ import annotations

from decimal import Decimal

from centra_mock.domain.catalogue import find_by_ean, find_by_sku, product_of, variant_of
from centra_mock.domain.centra import Centra
from centra_mock.domain.model import ProductSize
from centra_mock.domain.stock import set_physical, stock_in
from centra_mock.faces.order.asked import Asked, UnfitError
from centra_mock.faces.order.plugin import plugin_warehouse
from centra_mock.faces.order.wire import Call, Json, refuse

__all__ = ["update_stock"]

_NOT_UPDATED = "Some of the products were not updated"


def update_stock(call: Call) -> Json:
    """``POST /stock``: sets absolute quantities; what cannot be found and bundles are named, the rest is written."""
    entries = _read(call, call.body.get("products"))
    missing: list[str] = []
    bundles: list[str] = []
    if call.told("stock-one-item-only"):
        entries = entries[:1]
    if call.told("stock-all-or-nothing") and any(_find(call, each[0]) is None for each in entries):
        raise refuse(_NOT_UPDATED, errors={"productsNotFound": [each[0] for each in entries]})
    for name, quantity, cost, currency_code in entries:
        size = _find(call, name)
        if size is None:
            missing.append(name)
        elif product_of(call.centra, size).is_bundle:
            bundles.append(name)
        elif not call.told("stock-update-without-effect"):
            _write(call, size, quantity)
            _write_cost(call.centra, size, cost, currency_code)
    errors: Json = {}
    if call.told("stock-failures-in-one-list"):
        missing, bundles = [*missing, *bundles], []
    if missing and not call.told("stock-unknown-items-accepted"):
        errors["productsNotFound"] = missing
    if bundles and not call.told("stock-bundles-accepted"):
        errors["productsAreBundles"] = bundles
    if errors:
        raise refuse(_NOT_UPDATED, errors=errors)
    return {"status": "ok"}


def _read(call: Call, value: object) -> list[tuple[str, int, Decimal | None, str]]:
    if value is None:
        raise UnfitError("products", "required")
    if not isinstance(value, list):
        raise UnfitError("products")
    read: list[tuple[str, int, Decimal | None, str]] = []
    for entry in value:
        if not isinstance(entry, dict):
            raise UnfitError("products")
        asked = Asked(entry, "products")
        asked.require("product", "quantity")
        if call.told("stock-cost-needs-text") and isinstance(entry.get("costPrice"), int | float):
            raise UnfitError("products.costPrice")
        cost = asked.money("costPrice")
        quantity = asked.number("quantity", lowest=0) or 0
        currency_code = asked.text("costPriceCurrency")
        read.append((asked.text("product"), quantity, cost, currency_code))
    return read


def _find(call: Call, name: str) -> ProductSize | None:
    found = find_by_ean(call.centra, name)
    return found if found or call.told("stock-joined-sku-unknown") else find_by_sku(call.centra, name)


def _write(call: Call, size: ProductSize, quantity: int) -> None:
    centra, own = call.centra, plugin_warehouse(call.centra).id
    stock = stock_in(centra, own, size.id)
    if call.told("stock-quantity-is-added"):
        quantity += stock.physical
    if call.told("stock-quantity-is-available"):
        quantity += stock.allocated
    if call.told("stock-raise-is-refused") and quantity < stock.allocated:
        raise refuse(_NOT_UPDATED, errors={"productsNotFound": [size.ean]})
    set_physical(centra, own, size.id, quantity)
    if call.told("stock-below-allocated"):
        stock.physical = quantity
    if call.told("stock-writes-every-warehouse"):
        for warehouse_id in centra.warehouses:
            set_physical(centra, warehouse_id, size.id, quantity)


def _write_cost(centra: Centra, size: ProductSize, cost: Decimal | None, currency_code: str) -> None:
    if cost is not None:
        variant = variant_of(centra, size)
        variant.unit_cost = cost
        variant.unit_cost_currency = currency_code
