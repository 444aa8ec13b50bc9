"""Shipments, returns and lines of invoices, supplier orders, and the ways that lead to them.

The pages name these types and some of their fields in the list of permissions only; no example reads them.
Source: 05.api-references/05.graphql-integration-api/01.authorization, "Full list of permissions".
"""

from __future__ import annotations

from typing import Any

from centra_mock.domain import model as m
from centra_mock.domain.catalogue import displays_of_product
from centra_mock.domain.centra import Centra
from centra_mock.faces.graphql.context import Arguments, Context, Resolver

__all__ = ["FIELDS"]


def _order_of(source: m.Shipment | m.Return, args: Arguments, context: Context) -> m.Order:
    return context.centra.orders[source.order_number]


def _store_of(source: m.Shipment | m.Return, args: Arguments, context: Context) -> m.Store:
    return context.centra.stores[_order_of(source, args, context).store_id]


def _shipments(source: m.Order, args: Arguments, context: Context) -> list[m.Shipment]:
    return [each for each in context.centra.shipments.values() if each.order_number == source.number]


def _returns(source: m.Order, args: Arguments, context: Context) -> list[m.Return]:
    return [each for each in context.centra.returns.values() if each.order_number == source.number]


def _customer(source: m.Order, args: Arguments, context: Context) -> m.Customer | None:
    return context.centra.customers.get(source.customer_id or 0)


def _admin_user(source: m.AppliedDiscount, args: Arguments, context: Context) -> m.AdminUser | None:
    return context.centra.admin_users.get(source.admin_user_id or 0)


def _shipment_invoices(source: m.Shipment, args: Arguments, context: Context) -> list[m.Invoice]:
    return [each for each in context.centra.invoices.values() if each.shipment_id == source.id]


def _shipment_returns(source: m.Shipment, args: Arguments, context: Context) -> list[m.Return]:
    return [each for each in context.centra.returns.values() if each.shipment_id == source.id]


def _invoice_lines(source: m.Invoice, args: Arguments, context: Context) -> list[dict[str, Any]]:  # Any: domain objects
    centra = context.centra
    order = centra.orders.get(source.order_number or 0)
    ordered = {line.id: line for line in order.lines} if order else {}
    made = []
    for line in source.lines:
        what = ordered.get(line.order_line_id or 0)
        product = centra.products.get(what.product_id) if what else None
        made.append(
            {
                "product": product,
                "productVariant": centra.variants.get(what.variant_id) if what else None,
                "countryOfOrigin": centra.countries.get(product.country_of_origin) if product else None,
            }
        )
    return made


def _purchase_orders(source: m.ProductSize, args: Arguments, context: Context) -> list[m.SupplierOrder]:
    orders = context.centra.supplier_orders.values()
    return [each for each in orders if any(line.product_size_id == source.id for line in each.lines)]


def _shipping_address(source: m.SupplierOrder, args: Arguments, context: Context) -> m.Address:
    warehouse = context.centra.warehouses[source.warehouse_id]
    return m.Address(company=warehouse.name, city=warehouse.city, state=warehouse.state, country=warehouse.country_code)


def _media(centra: Centra, product_id: int, variant: m.Variant | None = None) -> list[m.Media]:
    """What belongs to a product or a variant, and what displays of it show."""
    found = {media.id: media for media in (variant or centra.products[product_id]).media}
    for display in displays_of_product(centra, product_id):
        shown = {centra.display_items[item].variant_id for item in display.item_ids if item in centra.display_items}
        if variant is None or variant.id in shown:
            found |= {media.id: media for media in display.media}
    return list(found.values())


FIELDS: dict[str, Resolver] = {
    **{f"{owner}.shipments": _shipments for owner in ("DirectToConsumerOrder", "WholesaleOrder")},
    **{f"{owner}.returns": _returns for owner in ("DirectToConsumerOrder", "WholesaleOrder")},
    "DirectToConsumerOrder.customer": _customer,
    "AdminDiscount.adminUser": _admin_user,
    "Shipment.order": _order_of,
    "Shipment.store": _store_of,
    "Shipment.shippingAddress": lambda source, args, context: _order_of(source, args, context).shipping_address,
    "Shipment.invoices": _shipment_invoices,
    "Shipment.returns": _shipment_returns,
    "Return.order": _order_of,
    "Return.store": _store_of,
    "Return.shipment": lambda source, args, context: context.centra.shipments[source.shipment_id],
    "Return.warehouse": lambda source, args, context: context.centra.warehouses.get(source.warehouse_id or 0),
    "Invoice.store": lambda source, args, context: context.centra.stores[source.store_id],
    "Invoice.lines": _invoice_lines,
    "Product.media": lambda source, args, context: _media(context.centra, source.id),
    "ProductVariant.media": lambda source, args, context: _media(context.centra, source.product_id, source),
    "ProductVariant.product": lambda source, args, context: context.centra.products[source.product_id],
    "ProductVariant.sizeChart": lambda source, args, context: context.centra.size_charts.get(source.size_chart_id),
    "ProductSize.purchaseOrders": _purchase_orders,
    "PurchaseOrder.supplier": lambda source, args, context: context.centra.suppliers[source.supplier_id],
    "PurchaseOrder.warehouse": lambda source, args, context: context.centra.warehouses[source.warehouse_id],
    "PurchaseOrder.shippingAddress": _shipping_address,
    "PurchaseOrder.supplierAddress": lambda source, args, context: context.centra.suppliers[source.supplier_id].address,
}
