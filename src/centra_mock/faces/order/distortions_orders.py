"""Lies about the form of answers on orders, shipments, captures and check-first.

Source: the response tables and examples of 04.order-api/101.create-order to 112.update-check-first.
"""

from __future__ import annotations

from centra_mock.faces.order.distortion import Distortion, Effect

__all__ = ["ORDER_DISTORTIONS"]

_ORDERS, _SHIPMENTS = ("get-orders",), ("get-shipments",)
_DROP, _TEXT, _NUMBER = Effect.DROP, Effect.AS_TEXT, Effect.AS_NUMBER

ORDER_DISTORTIONS: tuple[Distortion, ...] = (
    # orders
    Distortion("orders-missing", "GET /orders has no orders.", _ORDERS, ("orders",), _DROP),
    Distortion("orders-ids-are-numbers", "orderId of GET /orders is a number.", _ORDERS, ("orders[].orderId",), _NUMBER),
    Distortion("orders-without-status", "Orders have no orderStatus.", _ORDERS, ("orders[].orderStatus",), _DROP),
    Distortion("orders-without-selection", "Orders have no selectionId.", _ORDERS, ("orders[].selectionId",), _DROP),
    Distortion("orders-without-products", "Orders have no products.", _ORDERS, ("orders[].products",), _DROP),
    Distortion(
        "orders-line-ids-are-numbers",
        "lineId of GET /orders is a number.",
        _ORDERS,
        ("orders[].products[].lineId",),
        _NUMBER,
    ),
    Distortion("orders-qty-is-text", "qty of GET /orders is text.", _ORDERS, ("orders[].products[].qty",), _TEXT),
    Distortion(
        "orders-money-is-text",
        "Sums and prices of GET /orders are text.",
        _ORDERS,
        ("orders[].grandTotalValue", "orders[].shippingValue", "orders[].products[].price"),
        _TEXT,
    ),
    Distortion("orders-dates-are-iso", "orderDate has a T and a zone.", _ORDERS, ("orders[].orderDate",), Effect.ISO_MOMENT),
    Distortion("orders-without-tax", "Orders have no taxBreakdown.", _ORDERS, ("orders[].taxBreakdown",), _DROP),
    Distortion(
        "orders-without-payment",
        "Orders do not tell their payment.",
        _ORDERS,
        ("orders[].paymentPlugin", "orders[].paymentType", "orders[].paymentReference", "orders[].paymentMethod"),
        _DROP,
    ),
    Distortion("orders-without-shipments", "Orders have no shipments.", _ORDERS, ("orders[].shipments",), _DROP),
    Distortion("orders-without-account", "Orders have no accountId.", _ORDERS, ("orders[].accountId",), _DROP),
    Distortion(
        "orders-without-delivery-dates",
        "Orders have no preferredDeliveryDate and estimatedDeliveryDate.",
        _ORDERS,
        ("orders[].preferredDeliveryDate", "orders[].estimatedDeliveryDate"),
        _DROP,
    ),
    Distortion(
        "orders-without-market-and-pricelist",
        "Orders have no marketId and pricelistId.",
        _ORDERS,
        ("orders[].marketId", "orders[].pricelistId"),
        _DROP,
    ),
    Distortion("orders-flags-are-true-false", "hold is true or false.", _ORDERS, ("orders[].hold",), Effect.AS_FLAG),
    Distortion(
        "orders-empty-is-null",
        "What is not known of an order is null instead of an empty text.",
        _ORDERS,
        ("orders[].poNumber", "orders[].deliveryCompany"),
        Effect.AS_NULL,
    ),
    Distortion("inserted-ids-are-text", "The numbers of inserted orders are text.", ("create-order",), ("orders[]",), _TEXT),
    Distortion(
        "completed-ids-are-numbers",
        "The numbers of completed orders are numbers.",
        ("complete-order",),
        ("orders[]",),
        _NUMBER,
    ),
    Distortion("update-answers-text-id", "PUT /orders answers its order as text.", ("update-order",), ("order",), _TEXT),
    Distortion("orders-without-discounts", "Discounts of orders are not itemised.", _ORDERS, ("orders[].discounts",), _DROP),
    Distortion(
        "automatic-discounts-without-name",
        "Automatic discounts of orders have no name.",
        _ORDERS,
        ("orders[].discounts.automaticDiscounts[].name",),
        _DROP,
    ),
    Distortion(
        "bundle-parts-nameless",
        "Parts of a bundle have no isPartOfBundle.",
        (*_ORDERS, *_SHIPMENTS),
        (
            "orders[].products[].bundle[].isPartOfBundle",
            "orders[].products[].isPartOfBundle",
            "shipments[].products[].bundle[].isPartOfBundle",
            "shipments[].products[].isPartOfBundle",
        ),
        _DROP,
    ),
    Distortion(
        "vouchers-of-orders-only-as-text",
        "Vouchers of orders have no priceOffAsANumber.",
        _ORDERS,
        ("orders[].discounts.vouchers[].priceOffAsANumber",),
        _DROP,
    ),
    Distortion(
        "unshipped-date-is-null",
        "shippedDate of an unsent shipment is missing.",
        _ORDERS,
        ("orders[].shipments[].shippedDate",),
        _DROP,
    ),
    Distortion(
        "orders-bundle-is-flat",
        "A bundle in an order does not list its items.",
        _ORDERS,
        ("orders[].products[].bundle",),
        _DROP,
    ),
    Distortion("update-order-forgets-order", "PUT /orders does not answer its order.", ("update-order",), ("order",), _DROP),
    Distortion("inserted-orders-missing", "POST /order does not answer orders.", ("create-order",), ("orders",), _DROP),
    Distortion(
        "completed-orders-missing", "POST /order/{orderId} does not answer orders.", ("complete-order",), ("orders",), _DROP
    ),
    Distortion(
        "batch-without-status",
        "The parts of a batch have no status.",
        ("create-orders",),
        ("*.status",),
        _DROP,
    ),
    Distortion("batch-ids-are-text", "The numbers of a batch are text.", ("create-orders",), ("*.orders[]",), _TEXT),
    # shipments
    Distortion("captured-order-is-text", "order of PUT /capture is text.", ("capture-shipment",), ("order",), _TEXT),
    Distortion(
        "captured-shipment-missing", "PUT /capture does not answer its shipment.", ("capture-shipment",), ("shipment",), _DROP
    ),
    Distortion("sent-order-is-text", "order of PUT /shipment is text.", ("complete-shipment",), ("order",), _TEXT),
    Distortion(
        "sent-shipment-missing", "PUT /shipment does not answer its shipment.", ("complete-shipment",), ("shipment",), _DROP
    ),
    Distortion("deleted-order-is-text", "order of DELETE /shipments is text.", ("delete-shipment",), ("order",), _TEXT),
    Distortion(
        "deleted-shipment-missing", "DELETE /shipments does not answer its shipment.", ("delete-shipment",), ("shipment",), _DROP
    ),
    Distortion(
        "changed-shipment-without-lines", "PUT /shipments answers no lines.", ("update-shipment",), ("shipment.products",), _DROP
    ),
    Distortion(
        "changed-shipment-qty-is-text",
        "qty of PUT /shipments is text.",
        ("update-shipment",),
        ("shipment.products[].qty",),
        _TEXT,
    ),
    Distortion("new-shipment-order-is-text", "order of POST /shipments is text.", ("create-shipment",), ("order",), _TEXT),
    Distortion("check-first-without-status", "POST /check-first has no status.", ("update-check-first",), ("status",), _DROP),
    Distortion(
        "check-first-status-is-a-flag",
        "status of POST /check-first is a flag.",
        ("update-check-first",),
        ("status",),
        Effect.AS_FLAG,
    ),
    Distortion(
        "shipments-bundle-is-flat",
        "A bundle in a shipment does not list its items.",
        _SHIPMENTS,
        ("shipments[].products[].bundle",),
        _DROP,
    ),
    Distortion(
        "shipments-without-terms",
        "Shipments of wholesale have no terms.",
        _SHIPMENTS,
        ("shipments[].paymentTerms", "shipments[].shippingTerms"),
        _DROP,
    ),
    Distortion(
        "shipments-without-billing",
        "Shipments have no billing address.",
        _SHIPMENTS,
        ("shipments[].billingName", "shipments[].billingAddress", "shipments[].billingCity"),
        _DROP,
    ),
    Distortion("shipments-missing", "GET /shipments has no shipments.", _SHIPMENTS, ("shipments",), _DROP),
    Distortion(
        "shipments-order-ids-are-numbers",
        "orderId of GET /shipments is a number.",
        _SHIPMENTS,
        ("shipments[].orderId",),
        _NUMBER,
    ),
    Distortion(
        "shipments-without-address",
        "Shipments have no delivery address.",
        _SHIPMENTS,
        ("shipments[].deliveryAddress", "shipments[].deliveryCity", "shipments[].deliveryCountry"),
        _DROP,
    ),
    Distortion("shipments-without-products", "Shipments have no products.", _SHIPMENTS, ("shipments[].products",), _DROP),
    Distortion(
        "shipments-without-should-capture",
        "Shipments do not tell whether they should be captured.",
        _SHIPMENTS,
        ("shipments[].shouldCapture", "shipments[].paid"),
        _DROP,
    ),
    Distortion(
        "shipments-without-documents",
        "Shipments have no delivery note and proforma.",
        _SHIPMENTS,
        ("shipments[].deliveryNote", "shipments[].proforma"),
        _DROP,
    ),
    Distortion("shipments-without-invoices", "Shipments never have invoices.", _SHIPMENTS, ("shipments[].invoices",), _DROP),
    Distortion(
        "new-shipment-id-missing",
        "POST /shipments does not tell the shipment.",
        ("create-shipment",),
        ("shipment",),
        _DROP,
    ),
)
