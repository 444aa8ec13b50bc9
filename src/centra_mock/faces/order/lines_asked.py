"""Reading the ``products`` of an order to insert: which items, how many, at what price.

Source: 04.order-api/101.create-order (products; the table calls it an object, the example sends an array).
"""

from __future__ import annotations

from decimal import Decimal

from centra_mock.domain.catalogue import displays_of_product, find_by_ean, find_by_sku, sku_of
from centra_mock.domain.centra import Centra
from centra_mock.domain.drafts import DraftLine
from centra_mock.domain.model import ProductSize
from centra_mock.domain.pricing import price_of_variant
from centra_mock.faces.order.asked import Asked, UnfitError
from centra_mock.faces.order.codes import Code, fail

__all__ = ["read_item_texts", "read_lines"]

_TEXTS = {"sku": "sku", "brand": "brand", "product": "name", "variant": "variant", "size": "size"}


def read_lines(
    centra: Centra, value: object, *, market_id: int, pricelist_id: int, sells_all: bool, only_ean: bool, needs_quantity: bool
) -> list[DraftLine]:
    """The lines that were asked for; ``sells_all`` leaves out the test of what may be sold, ``only_ean`` knows no ids and SKUs,
    without ``needs_quantity`` a line is one piece.


    Raises ``Refusal`` with code -1, -3 or -4.
    """
    entries = list(value.values()) if isinstance(value, dict) else value
    if entries is None:
        raise fail(Code.MISSING, "products: required")
    if not isinstance(entries, list):
        raise fail(Code.GENERAL, "products: invalid value")
    if not entries:
        raise fail(Code.EMPTY, "order is empty")
    if only_ean and not all(isinstance(entry, dict) and entry.get("ean") for entry in entries):
        raise fail(Code.PRODUCT, "product does not exist")
    if not needs_quantity:
        entries = [{"qty": 1, **entry} if isinstance(entry, dict) else entry for entry in entries]
    return [_line(centra, entry, market_id, pricelist_id, sells_all) for entry in entries]


def read_item_texts(value: object) -> list[dict[str, str]]:
    """The ``itemText`` of every line, keyed like the goods that it stands for; empty where there is none."""
    entries = list(value.values()) if isinstance(value, dict) else value
    read: list[dict[str, str]] = []
    for entry in entries if isinstance(entries, list) else []:
        inner = Asked(entry, "products").under("itemText")
        read.append({own: inner.text(sent) for sent, own in _TEXTS.items() if sent in inner.values} if inner else {})
    return read


def _line(centra: Centra, entry: object, market_id: int, pricelist_id: int, sells_all: bool) -> DraftLine:
    if not isinstance(entry, dict):
        raise fail(Code.GENERAL, "products: invalid value")
    asked = Asked(entry, "products")
    asked.require("qty")
    quantity = asked.number("qty", lowest=1, highest=100_000)
    if not (asked.has("id") or asked.has("ean") or asked.has("sku")):
        raise UnfitError("products.id, ean or sku", "required")
    size = _find(centra, asked)
    if size is None:
        raise fail(Code.PRODUCT, f"product {_called(asked)} does not exist")
    price = asked.money("unitPrice")
    if not sells_all:
        _require_sellable(centra, size, market_id, pricelist_id, priced=price is not None)
    elif price is None and price_of_variant(centra, size.variant_id, pricelist_id, market_id) is None:
        price = Decimal(0)
    return DraftLine(
        size.id,
        quantity or 1,
        price=price,
        original_price=asked.money("originalPrice"),
        comment=asked.text("comment"),
    )


def _find(centra: Centra, asked: Asked) -> ProductSize | None:
    if asked.has("id"):
        return centra.product_sizes.get(asked.number("id", lowest=0) or 0)
    if asked.has("ean"):
        return find_by_ean(centra, asked.text("ean"))
    sku = asked.text("sku")
    by_size = next((each for each in centra.product_sizes.values() if each.size_number == sku), None)
    return find_by_sku(centra, sku) or by_size


def _called(asked: Asked) -> str:
    return next(asked.text(name) for name in ("id", "ean", "sku") if asked.has(name))


def _require_sellable(centra: Centra, size: ProductSize, market_id: int, pricelist_id: int, *, priced: bool) -> None:
    variant = centra.variants[size.variant_id]
    product = centra.products[variant.product_id]
    if product.status != "ACTIVE" or variant.status != "ACTIVE":
        raise fail(Code.PRODUCT, f"product {sku_of(centra, size)} is not active")
    shown = displays_of_product(centra, product.id, centra.markets[market_id].store_id)
    if shown and not any(market_id in display.market_ids for display in shown):
        raise fail(Code.PRODUCT, f"product {sku_of(centra, size)} is not in the market")
    if not priced and price_of_variant(centra, variant.id, pricelist_id, market_id) is None:
        raise fail(Code.PRODUCT, f"product {sku_of(centra, size)} has no price in the pricelist")
