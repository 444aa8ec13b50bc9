"""The 32 operations of the Order API: method, path, and whether they only read.

Source: 05.api-references/04.order-api/01.api-reference, the endpoint line of each page.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from centra_mock.faces.order import (
    check_first,
    completion,
    customers,
    insert,
    items,
    orders,
    returns,
    shipments,
    suppliers,
    vouchers,
)
from centra_mock.faces.order import stock as stock_updates
from centra_mock.faces.order.wire import Call, Json

__all__ = ["Operation", "OPERATIONS"]


@dataclass(frozen=True, slots=True)
class Operation:
    """One documented operation; ``empty`` is what a read answers when it has nothing to tell."""

    name: str  # of its page
    method: str
    path: str  # "/shipments/{shipmentId}"
    answer: Callable[[Call], Json]
    empty: tuple[tuple[str, object], ...] = ()  # for reads only
    has_code: bool = False  # refusals carry a code
    has_xml: bool = True  # the page lists the parameter ``xml``
    lie: str = ""  # there only while this lie is told

    @property
    def refuses(self) -> bool:
        """Whether its page shows the text of a refusal; reads, orders and deliveries do not."""
        return not (self.reads or self.lie or self.path.startswith(("/order", "/supplier")) and self.method == "POST")

    @property
    def reads(self) -> bool:
        """Whether nothing is changed."""
        return self.method == "GET"

    def match(self, segments: tuple[str, ...]) -> dict[str, str] | None:
        """The path parameters if ``segments`` are this operation's path."""
        parts = self.path.strip("/").split("/")
        if len(parts) != len(segments):
            return None
        found: dict[str, str] = {}
        for part, segment in zip(parts, segments, strict=True):
            if part.startswith("{"):
                found[part.strip("{}")] = segment
            elif part != segment:
                return None
        return found


def _nothing(**parts: object) -> tuple[tuple[str, object], ...]:
    return (("status", "ok"), *parts.items())


OPERATIONS: tuple[Operation, ...] = (
    Operation("create-order", "POST", "/order", insert.create_order, has_code=True, has_xml=False),
    Operation("create-orders", "POST", "/orders", insert.create_orders, has_code=True, has_xml=False),
    Operation("complete-order", "POST", "/order/{orderId}", insert.complete_order),
    Operation("get-orders", "GET", "/orders", orders.get_orders, _nothing(orders=[])),
    Operation("update-order", "PUT", "/orders", orders.update_order),
    Operation("create-shipment", "POST", "/shipments", shipments.make_shipment),
    Operation("get-shipments", "GET", "/shipments", shipments.get_shipments, _nothing(shipments=[])),
    Operation("update-shipment", "PUT", "/shipments/{shipmentId}", shipments.put_shipment),
    Operation("complete-shipment", "PUT", "/shipment", completion.complete),
    Operation("complete-shipment", "PUT", "/shipments", completion.complete, lie="plural-completes"),
    Operation("capture-shipment", "PUT", "/capture", completion.capture),
    Operation("delete-shipment", "DELETE", "/shipments/{shipmentId}", shipments.remove_shipment),
    Operation("update-check-first", "POST", "/check-first", check_first.update_check_first, has_xml=False),
    Operation("create-return", "POST", "/return", returns.make_return),
    Operation("get-returns", "GET", "/returns", returns.get_returns, _nothing(returns=[])),
    Operation("update-return", "PUT", "/returns/{returnId}", returns.update_return),
    Operation("get-products", "GET", "/products", items.get_products, _nothing(products=[])),
    Operation("get-stock", "GET", "/stock", items.get_stock, _nothing(products=[])),
    Operation("update-stock", "POST", "/stock", stock_updates.update_stock),
    Operation("list-customers", "GET", "/customers", customers.list_customers, _nothing(customers=[])),
    Operation("get-customer", "GET", "/customers/{customerId}", customers.get_customer, _nothing(customer={})),
    Operation("update-customer", "PUT", "/customers/{customerId}", customers.update_customer),
    Operation("anonymize-customer", "PUT", "/anonymize-customer/{customerId}", customers.anonymize, has_xml=False),
    Operation("list-supplier-orders", "GET", "/supplier-orders", suppliers.list_supplier_orders, _nothing(orders=[])),
    Operation(
        "get-supplier-order",
        "GET",
        "/supplier-orders/{supplierOrderId}",
        suppliers.get_supplier_order,
        _nothing(order={}),
    ),
    Operation(
        "list-supplier-deliveries",
        "GET",
        "/supplier-deliveries",
        suppliers.list_supplier_deliveries,
        _nothing(deliveries=[]),
    ),
    Operation(
        "get-supplier-delivery",
        "GET",
        "/supplier-deliveries/{supplierDeliveryId}",
        suppliers.get_supplier_delivery,
        _nothing(delivery={}),
    ),
    Operation(
        "get-supplier-delivery-details",
        "GET",
        "/supplier-deliveries/{supplierDeliveryId}/details",
        suppliers.get_supplier_delivery_details,
        _nothing(delivery={}),
    ),
    Operation("accept-supplier-delivery", "POST", "/supplier-deliveries/{supplierDeliveryId}", suppliers.accept_by_ean),
    Operation(
        "accept-supplier-delivery-sku",
        "POST",
        "/supplier-deliveries/{supplierDeliveryId}/sku",
        suppliers.accept_by_sku,
    ),
    Operation("create-voucher", "POST", "/voucher", vouchers.make_voucher, has_xml=False),
    Operation("clone-voucher", "PUT", "/voucher/{id}/clone", vouchers.put_clone, has_xml=False),
    Operation("get-voucher", "GET", "/vouchers/{id}", vouchers.get_voucher, _nothing(voucher={})),
)
