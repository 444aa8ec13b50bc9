"""What lies make of orders that were written, and of what was asked to be inserted or changed.

Source: 04.order-api/101.create-order to 105.update-order, of which each is the opposite of something.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from centra_mock.faces.order.asked import UnfitError, whole
from centra_mock.faces.order.codes import Code, fail
from centra_mock.faces.order.wire import Json

__all__ = ["falsify_insertion", "falsify_order", "falsify_update"]

_Told = Callable[[str], bool]
_EXCHANGED = {"comment": "internalComment", "internalComment": "comment"}


def falsify_order(told: _Told, entry: dict[str, Any]) -> None:
    """Change an order as ``GET /orders`` writes it, in place."""
    if told(f"orders-status-{entry['orderStatus']}-unknown"):
        entry["orderStatus"] = ""
    if told("orders-tax-positive"):
        entry["totalItemsPriceTax"] = abs(entry["totalItemsPriceTax"])
    if told("orders-line-ids-repeat"):
        for line in entry["products"]:
            line["lineId"] = entry["products"][0]["lineId"]
    if told("orders-discounts-positive"):
        discounts = entry["discounts"]
        for each in (*discounts["vouchers"], *discounts["automaticDiscounts"]):
            each["priceOff"], each["priceOffAsANumber"] = each["priceOff"].lstrip("-"), abs(each["priceOffAsANumber"])


def falsify_update(told: _Told, body: Json) -> Json:
    """What ``PUT /orders`` is taken to ask for."""
    if told("attributes-of-orders-refused") and body.get("extraAttributes"):
        raise UnfitError("extraAttributes")
    if told("update-comments-exchanged"):
        body = {_EXCHANGED.get(name, name): value for name, value in body.items()}
    if told("update-empties-other-comment"):
        absent = [name for name in _EXCHANGED if name not in body]
        replaces = {f"replace{name[0].upper()}{name[1:]}": True for name in absent}
        body = {**body, **dict.fromkeys(absent, ""), **replaces}
    return body


def falsify_insertion(told: _Told, body: Json) -> Json:
    """What ``POST /order`` is taken to ask for; raises ``Refusal`` for what only a lie refuses."""
    if told("attributes-of-orders-refused") and body.get("extraAttributes"):
        raise fail(Code.GENERAL, "extraAttributes: invalid value")
    products = body.get("products")
    addresses = ("address", "invoiceAddress", "deliveryAddress")
    if told("insert-wholesale-needs-address") and not any(body.get(name) for name in addresses):
        raise fail(Code.MISSING, "address: required")
    if not isinstance(products, list) or not all(isinstance(line, dict) for line in products):
        return body
    return {**body, "products": _other_products(told, products)}


def _other_products(told: _Told, products: list[dict[str, Any]]) -> list[dict[str, Any]]:
    if told("line-needs-no-item"):
        products = [line for line in products if any(line.get(name) for name in ("id", "ean", "sku"))]
    if told("insert-counts-one-piece"):
        products = [{**line, "qty": 1} for line in products]
    if told("insert-first-line-only"):
        products = products[:1]
    if told("insert-lines-merged"):
        merged: dict[str, dict[str, Any]] = {}
        for line in products:
            item = str([line.get(name) for name in ("id", "ean", "sku")])
            before = whole(merged[item].get("qty")) if item in merged else 0
            merged[item] = {**line, "qty": (before or 0) + (whole(line.get("qty")) or 0)}
        products = list(merged.values())
    return products
