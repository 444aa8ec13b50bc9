"""The lines of orders and shipments as the Order API writes them, bundles with what they contain.

Source: 04.order-api/104.get-orders, 107.get-shipments, 108.update-shipment (response examples).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import Order, OrderLine, Shipment
from centra_mock.domain.orders import shipments_of
from centra_mock.domain.pricing import round_money, tax_inside
from centra_mock.faces.order.wire import Json
from centra_mock.faces.order.written import amount

__all__ = ["Goods", "Texts", "goods_of", "write_order_lines", "write_shipment_lines"]


Texts = Mapping[int, Mapping[str, str]]  # texts of imported lines by order line id, keyed like ``Goods``


@dataclass(frozen=True, slots=True)
class Goods:
    """What a line is about; every text is empty where the store no longer knows it."""

    sku: str = ""
    variant_sku: str = ""
    size_sku: str = ""
    ean: str = ""
    name: str = ""
    variant: str = ""
    brand: str = ""
    collection: str = ""
    size: str = ""
    weight: Decimal = Decimal(0)
    weight_unit: str = "kg"
    country_of_origin: str = ""
    harm_code: str = ""


def goods_of(centra: Centra, product_size_id: int, texts: Mapping[str, str] | None = None) -> Goods:
    """The texts of a stock item, ``texts`` in the place of its own; those of a lost item are empty."""
    if texts:
        own = goods_of(centra, product_size_id)
        return replace(
            own,
            sku=texts.get("sku", own.sku),
            variant_sku="" if "sku" in texts else own.variant_sku,
            size_sku="" if "sku" in texts else own.size_sku,
            brand=texts.get("brand", own.brand),
            name=texts.get("name", own.name),
            variant=texts.get("variant", own.variant),
            size=texts.get("size", own.size),
        )
    size = centra.product_sizes.get(product_size_id)
    if size is None:
        return Goods(name="Gift certificate")
    variant = centra.variants[size.variant_id]
    product = centra.products[variant.product_id]
    brand = centra.brands.get(product.brand_id)
    collection = centra.collections.get(product.collection_id or 0)
    return Goods(
        sku=product.product_number,
        variant_sku=variant.variant_number,
        size_sku=size.size_number,
        ean=size.ean,
        name=product.name,
        variant=variant.name,
        brand=brand.name if brand else "",
        collection=collection.name if collection else "",
        size=size.size_name,
        weight=product.weight if size.weight is None else size.weight,
        weight_unit=product.weight_unit,
        country_of_origin=product.country_of_origin,
        harm_code=product.harm_code,
    )


def write_order_lines(centra: Centra, order: Order, texts: Texts) -> list[Json]:
    """The lines of an order; what a bundle contains is inside its line."""
    written: list[Json] = []
    for line in order.lines:
        if line.bundle_line_id is None and line.quantity > 0:
            entry = _order_line(centra, order, line, texts)
            written.append(entry)
            if line.is_bundle:
                parts = [_order_line(centra, order, part, texts) for part in _parts(order.lines, line)]
                entry["bundle"] = parts
                written += [dict(part) for part in parts]  # the example has each beside its bundle too
    return written


def write_shipment_lines(centra: Centra, order: Order, shipment: Shipment, texts: Texts, *, brief: bool = False) -> list[Json]:
    """The lines of a shipment; ``brief`` leaves out warehouses and bundles, as the answer of an update does."""
    known = {line.id: line for line in order.lines}
    written: list[Json] = []
    for each in shipment.lines:
        line = known[each.order_line_id]
        entry = _shipment_line(centra, line, each.quantity, texts)
        if not brief:
            entry |= _whereabouts(centra, order, line, each.quantity)
        if each.serial_numbers:
            entry["serialNumber"] = each.serial_numbers[0]
        written.append(entry)
        if line.is_bundle and not brief:
            parts = [
                _shipment_line(centra, part, pieces, texts) | _whereabouts(centra, order, part, pieces)
                for part in _parts(order.lines, line)
                if (pieces := part.quantity * each.quantity // max(1, line.quantity))
            ]
            entry["bundle"] = parts
            written += [dict(part) for part in parts]  # the example has each beside its bundle too
    return written


def _parts(lines: Iterable[OrderLine], bundle: OrderLine) -> list[OrderLine]:
    return [line for line in lines if line.bundle_line_id == bundle.id]


def _order_line(centra: Centra, order: Order, line: OrderLine, texts: Texts) -> Json:
    quantity = line.quantity
    goods = goods_of(centra, line.product_size_id, texts.get(line.id))
    total = line.unit_price * quantity
    tax = tax_inside(total, line.tax_percent) if order.tax_included else round_money(total * line.tax_percent / 100)
    off = line.unit_original_price - line.unit_price
    net_each = line.unit_price - tax_inside(line.unit_price, line.tax_percent if order.tax_included else Decimal(0))
    entry: Json = {
        "lineId": str(line.id),
        "sku": goods.sku,
        "variantSku": goods.variant_sku,
        "sizeSku": goods.size_sku,
        "ean": goods.ean,
        "name": goods.name,
        "variant": goods.variant,
        "brand": goods.brand,
        "size": goods.size,
        "qty": quantity,
        "originalPrice": amount(line.unit_original_price),
        "price": amount(line.unit_price),
        "weight": amount(goods.weight),
        "weightUnit": goods.weight_unit,
        "countryOfOrigin": goods.country_of_origin,
        "harmCode": goods.harm_code,
        "comment": line.comment,
        "otherComment": line.other_comment,
        "taxPercent": amount(line.tax_percent),
        "priceDiscount": amount(off),
        "priceDiscountAsPercent": amount(off / line.unit_original_price * 100) if line.unit_original_price else 0,
        "taxValue": amount(tax),
        "totalPrice": amount(total),
        "anyDiscount": off > 0,
        "priceEachWithoutTax": amount(net_each),
        "priceEachReduction": 0,
        "warehouses": [{"name": name, "itemQty": pieces} for name, pieces in _warehouses(centra, order, line, None).items()],
        "isBundle": line.is_bundle,
    }
    return _with_bundle_id(order, line, entry)


def _shipment_line(centra: Centra, line: OrderLine, quantity: int, texts: Texts) -> Json:
    goods = goods_of(centra, line.product_size_id, texts.get(line.id))
    return {
        "lineId": str(line.id),
        "sku": goods.sku,
        "variantSku": goods.variant_sku,
        "sizeSku": goods.size_sku,
        "name": goods.name,
        "variant": goods.variant,
        "size": goods.size,
        "ean": goods.ean,
        "qty": quantity,
        "originalPrice": amount(line.unit_original_price),
        "price": amount(line.unit_price),
        "weight": amount(goods.weight),
        "weightUnit": goods.weight_unit,
        "countryOfOrigin": goods.country_of_origin,
        "harmCode": goods.harm_code,
        "comment": line.comment,
    }


def _whereabouts(centra: Centra, order: Order, line: OrderLine, quantity: int) -> Json:
    places = _warehouses(centra, order, line, quantity)
    entry: Json = {
        "warehouses": [{"name": name, "itemQty": str(pieces)} for name, pieces in places.items()],
        "isBundle": line.is_bundle,
    }
    return _with_bundle_id(order, line, entry)


def _with_bundle_id(order: Order, line: OrderLine, entry: Json) -> Json:
    bundle = next((each for each in order.lines if each.id == line.bundle_line_id), None)
    if bundle is not None:
        entry["isPartOfBundle"] = str(bundle.product_id)
    return entry


def _warehouses(centra: Centra, order: Order, line: OrderLine, pieces: int | None) -> dict[str, int]:
    """Where the pieces of a line lie or came from, at most ``pieces``, by the name of the warehouse."""
    found: dict[int, int] = dict(line.allocations)
    for shipment in shipments_of(centra, order.number):
        if shipment.shipped and shipment.warehouse_id is not None:
            for each in shipment.lines:
                if each.order_line_id == line.id:
                    found[shipment.warehouse_id] = found.get(shipment.warehouse_id, 0) + each.quantity
    left = line.quantity if pieces is None else pieces
    named: dict[str, int] = {}
    for warehouse_id, there in sorted(found.items()):
        taken = min(left, there)
        if taken > 0:
            named[centra.warehouses[warehouse_id].name] = taken
            left -= taken
    return named
