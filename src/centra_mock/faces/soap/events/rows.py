"""The rows of an order: by product and variant, with a size for every row.

The rows of shipments, returns and cancellations name neither warehouses nor supplier orders. A row of a bundle is
marked, and so are its parts; an ordinary row carries no ``bundleinfo`` at all.
Source: 04.guides/02.erp-integration/docs.md, sections "Bundle product example" and "Direct-to-Consumer orders: Event".
"""

from __future__ import annotations

from collections.abc import Mapping

from centra_mock.domain.model import Order, OrderLine

from ..answer import Content
from ..sync import Sync
from .order_untruths import row_otherwise, size_otherwise
from .pieces import day, plain, reference, two

__all__ = ["ordered_rows", "rows"]


def ordered_rows(sync: Sync, order: Order) -> list[Content]:
    """What is ordered, with the warehouses that the pieces are allocated in."""
    return _products(sync, order, {line.id: line.quantity for line in order.lines if line.quantity}, stocked=True)


def rows(sync: Sync, order: Order, quantities: Mapping[int, int]) -> list[Content]:
    """Some pieces of some rows; ``quantities`` is by order line id."""
    return _products(sync, order, quantities, stocked=False)


def _products(sync: Sync, order: Order, quantities: Mapping[int, int], *, stocked: bool) -> list[Content]:
    groups: dict[tuple[object, ...], list[OrderLine]] = {}
    for line in order.lines:
        if quantities.get(line.id):
            key = (line.product_id, line.variant_id, line.unit_price, line.bundle_line_id, line.comment)
            groups.setdefault(key, []).append(line)
    return [_product(sync, order, lines, quantities, stocked=stocked) for lines in groups.values()]


def _product(sync: Sync, order: Order, lines: list[OrderLine], quantities: Mapping[int, int], *, stocked: bool) -> Content:
    centra = sync.centra
    line = lines[0]
    pieces = sum(quantities[each.id] for each in lines)
    product, variant = centra.products.get(line.product_id), centra.variants.get(line.variant_id)
    brand = centra.brands.get(product.brand_id) if product else None
    row: dict[str, Content] = {
        "id": sync.ids.key("product", line.product_id),
        "tax": f"{line.tax_percent:.3f}",
        "sku": product.product_number if product else "",
        "origprice": two(line.unit_original_price),
        "price": two(line.unit_price),
        "discount": plain(line.unit_original_price - line.unit_price),
        "qty": str(pieces),
        "subtotal": plain(line.unit_price * pieces),
        "description": product.name if product else "Gift certificate",
        "variation": reference(sync, "variation", variant.id, variant.name) if variant else None,
        "brand": reference(sync, "brand", brand.id, brand.name) if brand else None,
        "sizes": {"size": [_size(sync, each, quantities[each.id], stocked=stocked) for each in lines]},
        "comment": line.comment,
        "bundleinfo": _bundle(sync, order, line),
    }
    return row_otherwise(sync, row)


def _size(sync: Sync, line: OrderLine, pieces: int, *, stocked: bool) -> Content:
    item = sync.centra.product_sizes.get(line.product_size_id)
    warehouses: Content = {
        "warehouse": [
            {"id": sync.ids.key("warehouse", warehouse_id), "qty": str(count)}
            for warehouse_id, count in sorted(line.allocations.items())
        ]
    }
    size: dict[str, Content] = {
        "id": sync.ids.size_key(item.size_id) if item else "",
        "sku": item.size_number if item else "",
        "qty": str(pieces),
        "preorder": "yes" if item and item.preorder else "no",
        "description": item.size_name if item else "",
        "orderitem": {"id": str(line.id)},
        "warehouseitems": warehouses if stocked else None,
        "supplierorderitems": _supplier_orders(sync, line) if stocked else None,
    }
    return size_otherwise(sync, size)


def _supplier_orders(sync: Sync, line: OrderLine) -> Content:
    """The delivery of a supplier that a row waits for, with the pieces that are reserved on it."""
    delivery = sync.centra.supplier_deliveries.get(line.delivery_id or 0)
    if delivery is None or delivery.accepted:
        return ""
    return {
        "supplierorder": {
            "id": sync.ids.key("supplierorder", delivery.supplier_order_id),
            "qty": str(line.quantity - sum(line.allocations.values())),
            "eta": day(delivery.eta),
        }
    }


def _bundle(sync: Sync, order: Order, line: OrderLine) -> Content:
    if line.is_bundle:
        return {"isbundle": "true"}
    for whole in order.lines:
        if whole.id == line.bundle_line_id:
            return {"isbundle": "false", "partof": {"product": {"id": sync.ids.key("product", whole.product_id)}}}
    return None
