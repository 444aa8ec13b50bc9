"""The supplier module: confirmed orders, deliveries that wait for acceptance, accepting them.

Moments have no seconds here. Source: 04.order-api/501 to 506.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from typing import TypeVar

from centra_mock.domain.catalogue import sku_of
from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import Order, SupplierDelivery, SupplierLine, SupplierOrder
from centra_mock.domain.rehearsal import accept_without_stock
from centra_mock.domain.suppliers import accept_delivery, open_deliveries
from centra_mock.faces.order.asked import Asked, UnfitError
from centra_mock.faces.order.items_written import write_supplied
from centra_mock.faces.order.orders_written import write_delivery as write_delivery_address
from centra_mock.faces.order.paging import slice_of
from centra_mock.faces.order.plugin import plugin_warehouse
from centra_mock.faces.order.wire import Call, Json, refuse
from centra_mock.faces.order.written import moment_without_seconds

__all__ = [
    "accept_by_ean",
    "accept_by_sku",
    "get_supplier_delivery",
    "get_supplier_delivery_details",
    "get_supplier_order",
    "list_supplier_deliveries",
    "list_supplier_orders",
]


def list_supplier_orders(call: Call) -> Json:
    """``GET /supplier-orders``: confirmed ones for the warehouse of the plugin."""
    return {"status": "ok", "orders": [_write_order(call, each) for each in _paged(call, _orders(call))]}


def get_supplier_order(call: Call) -> Json:
    """``GET /supplier-orders/{supplierOrderId}``: with its items."""
    wanted = call.path["supplierOrderId"]
    for order in _orders(call):
        if str(order.id) == wanted:
            lines = [_write_item(call, line) for line in order.lines]
            written = _write_order(call, order) | {"products": lines}
            return {"status": "ok", "order": _read_alone(call, written)}
    raise refuse("supplier order does not exist")


def list_supplier_deliveries(call: Call) -> Json:
    """``GET /supplier-deliveries``: those that wait for acceptance in the warehouse of the plugin."""
    found = _paged(call, _deliveries(call))
    return {"status": "ok", "deliveries": [_write_delivery(call, each) for each in found]}


def get_supplier_delivery(call: Call) -> Json:
    """``GET /supplier-deliveries/{supplierDeliveryId}``: with its items, by ``id`` or ``deliveryId``."""
    delivery = _find(call, also_accepted=call.told("accepted-delivery-readable"))
    lines = [_write_item(call, line) for line in delivery.lines]
    written = _write_delivery(call, delivery) | {"products": lines}
    return {"status": "ok", "delivery": _read_alone(call, written)}


def get_supplier_delivery_details(call: Call) -> Json:
    """``GET /supplier-deliveries/{supplierDeliveryId}/details``: with the orders that reserved its items."""
    delivery = _find(call, also_accepted=call.told("accepted-delivery-readable"))
    orders = [
        _write_reserving(call.centra, delivery, call.centra.orders[number], lines)
        for number, lines in sorted(delivery.reservations.items())
        if number in call.centra.orders
    ]
    return {"status": "ok", "delivery": _write_delivery(call, delivery) | {"orders": orders}}


def accept_by_ean(call: Call) -> Json:
    """``POST /supplier-deliveries/{supplierDeliveryId}``: items are keyed by EAN."""
    return _accept(call, lambda size_id: call.centra.product_sizes[size_id].ean)


def accept_by_sku(call: Call) -> Json:
    """``POST /supplier-deliveries/{supplierDeliveryId}/sku``: items are keyed by the joined SKU."""
    if call.told("joined-sku-has-hyphens"):
        return _accept(call, lambda size_id: _hyphened(call, size_id))
    return _accept(call, lambda size_id: sku_of(call.centra, call.centra.product_sizes[size_id]))


def _hyphened(call: Call, size_id: int) -> str:
    line = write_supplied(call.centra, SupplierLine(size_id, 0, Decimal(0), ""))
    return "-".join(str(line[name]) for name in ("sku", "variantSku", "sizeSku"))


def _accept(call: Call, key_of: Callable[[int], str]) -> Json:
    delivery = _find(call, also_accepted=call.told("delivery-accepted-twice"))
    asked = Asked(call.body)
    asked.require("products")
    sizes = {key_of(line.product_size_id): line.product_size_id for line in delivery.lines}
    pieces = asked.quantities("products") or {}
    if call.told("over-delivery-capped"):
        announced = {key_of(line.product_size_id): line.quantity for line in delivery.lines}
        pieces = {key: min(quantity, announced.get(key, quantity)) for key, quantity in pieces.items()}
    unknown = [key for key in pieces if key not in sizes]
    if unknown:
        raise UnfitError(f"products.{unknown[0]}", "is not on the delivery")
    inserts = bool(asked.flag("insertStock", True))
    if call.told("delivery-insert-stock-ignored"):
        inserts = True
    elif call.told("delivery-stock-not-inserted"):
        inserts = False
    if call.told("delivery-accepted-twice"):
        delivery.accepted = False
    accept = accept_delivery if inserts else accept_without_stock
    try:
        rest = accept(call.centra, delivery, {sizes[key]: quantity for key, quantity in pieces.items()})
    except DomainError as problem:
        raise refuse(problem.text) from problem
    if rest is not None and call.told("delivery-rest-forgotten"):
        del call.centra.supplier_deliveries[rest.id]
        rest = None
    if rest is not None and call.told("rest-holds-everything"):
        rest.lines = [replace(line, accepted=None) for line in delivery.lines]
    if rest is not None and call.told("rest-keeps-number"):
        rest.number = delivery.number
    answer: Json = {"status": "ok"}
    if rest is None and call.told("full-delivery-leaves-rest"):
        rest = delivery
    return answer if rest is None else answer | {"additionalDelivery": _write_delivery(call, rest)}


def _orders(call: Call) -> list[SupplierOrder]:
    warehouse_id = plugin_warehouse(call.centra).id
    return [
        order
        for order in call.centra.supplier_orders.values()
        if (order.confirmed or call.told("unconfirmed-supplier-orders-listed")) and order.warehouse_id == warehouse_id
    ]


def _deliveries(call: Call) -> list[SupplierDelivery]:
    if call.told("every-supplier-delivery-listed"):
        return list(call.centra.supplier_deliveries.values())
    if call.told("empty-deliveries-listed"):
        own = plugin_warehouse(call.centra).id
        known = [each for each in call.centra.supplier_deliveries.values() if each.warehouse_id == own and not each.accepted]
        return [*known, *(replace(each, id=each.id + 90_000, number=f"{each.number}0", lines=[]) for each in known[:1])]
    return open_deliveries(call.centra, plugin_warehouse(call.centra).id)


def _find(call: Call, *, also_accepted: bool = False) -> SupplierDelivery:
    wanted = call.path["supplierDeliveryId"]
    known = list(call.centra.supplier_deliveries.values()) if also_accepted else _deliveries(call)
    for delivery in known:
        by_number = wanted == delivery.number and not call.told("delivery-number-unknown")
        if by_number or wanted == str(delivery.id):
            return delivery
    raise refuse("supplier delivery does not exist")


_Item = TypeVar("_Item")


def _paged(call: Call, items: list[_Item]) -> Sequence[_Item]:
    """All of a list; only a lie lets ``limit`` and ``offset`` shorten it."""
    return slice_of(call, Asked.of_query(call), items, default=None) if call.told("supplier-lists-are-paged") else items


def _read_alone(call: Call, written: Json) -> Json:
    if call.told("supplier-read-differs-from-list"):
        written["ETA"] = "2001-01-01 00:00"
    return written


def _write_item(call: Call, line: SupplierLine) -> Json:
    written = write_supplied(call.centra, line)
    if call.told("supplier-items-have-stock"):
        written |= {"productId": 1, "stockItemId": line.product_size_id, "harmCode": "1", "active": 1}
    return written


def _moment(call: Call, moment: datetime) -> str:
    shown = moment_without_seconds(moment)
    return f"{shown}:00" if call.told("supplier-moments-have-seconds") else shown


def _total(call: Call, lines: Sequence[SupplierLine]) -> int:
    return len(lines) if call.told("supplier-total-counts-items") else sum(line.quantity for line in lines)


def _write_order(call: Call, order: SupplierOrder) -> Json:
    centra = call.centra
    supplier = centra.suppliers[order.supplier_id]
    return {
        "orderId": str(order.id),
        "supplierName": supplier.name,
        "supplierCountry": supplier.country,
        "created": _moment(call, order.created_at),
        "ETD": _moment(call, order.etd),
        "ETA": _moment(call, order.eta),
        "message": order.message,
        "productsQty": _total(call, order.lines),
    }


def _write_delivery(call: Call, delivery: SupplierDelivery) -> Json:
    centra = call.centra
    supplier = centra.suppliers[centra.supplier_orders[delivery.supplier_order_id].supplier_id]
    return {
        "id": str(delivery.id),
        "orderId": str(delivery.supplier_order_id),
        "deliveryId": delivery.number,
        "supplierName": supplier.name,
        "supplierCountry": supplier.country,
        "created": _moment(call, delivery.created_at),
        "ETD": _moment(call, delivery.etd),
        "ETA": _moment(call, delivery.eta),
        "message": delivery.message,
        "productsQty": _total(call, delivery.lines),
    }


def _write_reserving(centra: Centra, delivery: SupplierDelivery, order: Order, pieces: dict[int, int]) -> Json:
    account, buyer = centra.accounts.get(order.account_id or 0), centra.buyers.get(order.buyer_id or 0)
    payment = centra.payment_terms.get(order.payment_terms_id or 0)
    shipping = centra.shipping_terms.get(order.shipping_terms_id or 0)
    on_delivery = {line.product_size_id: line for line in delivery.lines}
    products: list[Json] = []
    for line in order.lines:
        if line.id in pieces:
            unpriced = SupplierLine(line.product_size_id, 0, Decimal(0), order.currency_code)
            supplied = on_delivery.get(line.product_size_id, unpriced)
            products.append(write_supplied(centra, supplied) | {"quantity": pieces[line.id]})
    return {
        "orderId": str(order.number),
        "accountId": str(order.account_id or ""),
        "accountName": account.name if account else "",
        "buyer": f"{buyer.first_name} {buyer.last_name}" if buyer else "",
        "carrier": account.carrier.carrier_name if account else "",
        "service": account.carrier.service_name if account else "",
        "other": order.other_comment or order.comment,
        "paymentTerms": payment.name if payment else "",
        "shippingTerms": shipping.name if shipping else "",
        "poNumber": order.po_number,
        **write_delivery_address(order.shipping_address),
        "products": products,
    }
