"""Lies about the form of an answer: parts that are missing or of another type than documented.

A distortion names the operations that it bites, the place in the answer (``orders[].products[].lineId``), and what is
done there. Source: the response tables and examples of 05.api-references/04.order-api/01.api-reference.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum

from centra_mock.faces.order.wire import Json

__all__ = ["DISTORTIONS", "Distortion", "Effect", "apply_distortion", "distort"]


class Effect(Enum):
    """What is done to a value."""

    DROP = "drop"
    AS_TEXT = "text"
    AS_NUMBER = "number"
    AS_FLAG = "flag"
    AS_NULL = "null"
    ISO_MOMENT = "iso"


@dataclass(frozen=True, slots=True)
class Distortion:
    """One lie about form; ``operations`` empty means every operation."""

    name: str
    says: str
    operations: tuple[str, ...]
    places: tuple[str, ...]
    effect: Effect


_ORDERS, _SHIPMENTS, _RETURNS = ("get-orders",), ("get-shipments",), ("get-returns",)
_CUSTOMERS = ("list-customers", "get-customer", "update-customer")
_DELIVERIES = ("list-supplier-deliveries", "get-supplier-delivery", "get-supplier-delivery-details")
_DROP, _TEXT, _NUMBER = Effect.DROP, Effect.AS_TEXT, Effect.AS_NUMBER

DISTORTIONS: tuple[Distortion, ...] = (
    Distortion("status-missing", "Answers have no status.", (), ("status",), _DROP),
    Distortion("status-is-a-flag", "status is true or false instead of ok or no.", (), ("status",), Effect.AS_FLAG),
    Distortion("refusals-without-msg", "Refusals do not say why.", (), ("msg",), _DROP),
    Distortion("codes-missing", "Failed order insertions have no code.", (), ("code", "*.code"), _DROP),
    Distortion("codes-are-text", "The code of a failed order insertion is text.", (), ("code", "*.code"), _TEXT),
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
    # shipments
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
    # returns
    Distortion("returns-missing", "GET /returns has no returns.", _RETURNS, ("returns",), _DROP),
    Distortion(
        "returns-ids-are-text",
        "Ids of GET /returns are text.",
        _RETURNS,
        ("returns[].returnId", "returns[].orderId", "returns[].shipmentId"),
        _TEXT,
    ),
    Distortion("returns-without-products", "Returns have no products.", _RETURNS, ("returns[].products",), _DROP),
    Distortion(
        "returns-without-completed",
        "Returns do not tell whether they are completed.",
        _RETURNS,
        ("returns[].completed",),
        _DROP,
    ),
    Distortion("new-return-id-missing", "POST /return does not tell the return.", ("create-return",), ("return",), _DROP),
    # products and stock
    Distortion("products-missing", "GET /products has no products.", ("get-products",), ("products",), _DROP),
    Distortion(
        "products-ids-are-text",
        "productId, variantId and stockItemId are text.",
        ("get-products", "get-stock"),
        ("products[].productId", "products[].variantId", "products[].stockItemId"),
        _TEXT,
    ),
    Distortion("products-without-prices", "Products have no prices.", ("get-products",), ("products[].prices",), _DROP),
    Distortion(
        "products-prices-are-numbers",
        "The price in a pricelist is a number.",
        ("get-products",),
        ("products[].prices[].price",),
        _NUMBER,
    ),
    Distortion(
        "products-without-campaigns",
        "Prices of products do not tell their campaigns.",
        ("get-products",),
        ("products[].prices[].campaigns",),
        _DROP,
    ),
    Distortion(
        "products-without-brand-and-store",
        "Products have no brand and store.",
        ("get-products",),
        ("products[].brand", "products[].store"),
        _DROP,
    ),
    Distortion(
        "products-without-categories",
        "Products have no categories.",
        ("get-products",),
        ("products[].categories",),
        _DROP,
    ),
    Distortion(
        "products-without-skus",
        "Products have no variantSku and sizeSku.",
        ("get-products", "get-stock"),
        ("products[].variantSku", "products[].sizeSku"),
        _DROP,
    ),
    Distortion("stock-missing", "GET /stock has no products.", ("get-stock",), ("products",), _DROP),
    Distortion(
        "stock-without-figures",
        "GET /stock has no availableStock and allocatedStock.",
        ("get-stock",),
        ("products[].availableStock", "products[].allocatedStock"),
        _DROP,
    ),
    Distortion(
        "stock-figures-are-text",
        "The figures of GET /stock are text.",
        ("get-stock",),
        ("products[].physicalStock", "products[].allocatedStock", "products[].availableStock"),
        _TEXT,
    ),
    Distortion("stock-errors-missing", "Refused stock updates do not name the items.", ("update-stock",), ("errors",), _DROP),
    # customers
    Distortion("customers-missing", "GET /customers has no customers.", ("list-customers",), ("customers",), _DROP),
    Distortion(
        "customers-ids-are-numbers",
        "customerId is a number.",
        _CUSTOMERS,
        ("customers[].customerId", "customer.customerId"),
        _NUMBER,
    ),
    Distortion(
        "customers-without-consents",
        "Customers have no consents.",
        _CUSTOMERS,
        ("customers[].consents", "customer.consents"),
        _DROP,
    ),
    Distortion(
        "customers-without-email",
        "Customers have no email.",
        _CUSTOMERS,
        ("customers[].email", "customer.email"),
        _DROP,
    ),
    # supplier module
    Distortion(
        "supplier-ids-are-numbers",
        "Ids of the supplier operations are numbers.",
        ("list-supplier-orders", "get-supplier-order", *_DELIVERIES),
        ("orders[].orderId", "order.orderId", "deliveries[].id", "delivery.id"),
        _NUMBER,
    ),
    Distortion(
        "supplier-items-missing",
        "Supplier orders and deliveries have no products.",
        ("get-supplier-order", "get-supplier-delivery"),
        ("order.products", "delivery.products"),
        _DROP,
    ),
    Distortion(
        "supplier-cost-is-a-number",
        "cost of a supplied item is a number.",
        ("get-supplier-order", "get-supplier-delivery"),
        ("order.products[].cost", "delivery.products[].cost"),
        _NUMBER,
    ),
    Distortion(
        "supplier-details-without-orders",
        "The details of a delivery have no orders.",
        ("get-supplier-delivery-details",),
        ("delivery.orders",),
        _DROP,
    ),
    # vouchers
    Distortion(
        "voucher-id-is-text",
        "The id of a voucher is text.",
        ("get-voucher", "create-voucher"),
        ("voucher.id", "voucher"),
        _TEXT,
    ),
    Distortion("voucher-without-markets", "Vouchers have no markets.", ("get-voucher",), ("voucher.markets",), _DROP),
    Distortion(
        "voucher-status-is-a-flag",
        "status of a voucher is true or false.",
        ("get-voucher",),
        ("voucher.status",),
        Effect.AS_FLAG,
    ),
    Distortion(
        "voucher-code-missing",
        "New vouchers do not tell their code.",
        ("create-voucher", "clone-voucher"),
        ("code",),
        _DROP,
    ),
)


def distort(operation: str, answer: Json, told: Callable[[str], bool]) -> Json:
    """The answer as the lies that are told would have it."""
    for each in DISTORTIONS:
        if told(each.name) and (not each.operations or operation in each.operations):
            apply_distortion(answer, each)
    return answer


def apply_distortion(answer: Json, distortion: Distortion) -> None:
    """Do to an answer, in place, what a distortion says."""
    for place in distortion.places:
        _change(answer, place.split("."), distortion.effect)


def _change(node: object, path: list[str], effect: Effect) -> None:
    if not isinstance(node, dict):
        return
    name, rest = path[0], path[1:]
    if name == "*":
        for child in node.values():
            _change(child, rest, effect)
        return
    is_list = name.endswith("[]")
    name = name.removesuffix("[]")
    if name not in node:
        return
    child = node[name]
    if is_list and isinstance(child, list):
        if rest:
            for each in child:
                _change(each, rest, effect)
        else:
            node[name] = [_value(each, effect) for each in child]
    elif rest:
        _change(child, rest, effect)
    elif effect is Effect.DROP:
        del node[name]
    else:
        node[name] = _value(child, effect)


def _value(value: object, effect: Effect) -> object:
    match effect:
        case Effect.AS_TEXT if isinstance(value, int | float):
            return str(value)
        case Effect.AS_NUMBER if isinstance(value, str) and value.replace(".", "", 1).isdecimal():
            return float(value) if "." in value else int(value)
        case Effect.AS_FLAG:
            return value in ("ok", "active", 1)
        case Effect.AS_NULL:
            return value or None
        case Effect.ISO_MOMENT if isinstance(value, str):
            return value.replace(" ", "T") + "+00:00"
    return value
