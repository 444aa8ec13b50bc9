"""Lies about the form of an answer: parts that are missing or of another type than documented.

Source: the response tables and examples of 05.api-references/04.order-api/01.api-reference.
"""

from __future__ import annotations

from collections.abc import Callable

from centra_mock.faces.order.distortion import Distortion, Effect, apply_distortion
from centra_mock.faces.order.distortions_orders import ORDER_DISTORTIONS
from centra_mock.faces.order.wire import Json

__all__ = ["DISTORTIONS", "distort"]

_RETURNS = ("get-returns",)
_CUSTOMERS = ("list-customers", "get-customer", "update-customer")
_DELIVERIES = ("list-supplier-deliveries", "get-supplier-delivery", "get-supplier-delivery-details")
_DROP, _TEXT, _NUMBER = Effect.DROP, Effect.AS_TEXT, Effect.AS_NUMBER

DISTORTIONS: tuple[Distortion, ...] = (
    Distortion("status-missing", "Answers have no status.", (), ("status",), _DROP),
    Distortion("status-is-a-flag", "status is true or false instead of ok or no.", (), ("status",), Effect.AS_FLAG),
    Distortion("refusals-without-msg", "Refusals do not say why.", (), ("msg",), _DROP),
    Distortion("codes-missing", "Failed order insertions have no code.", (), ("code", "*.code"), _DROP),
    Distortion("codes-are-text", "The code of a failed order insertion is text.", (), ("code", "*.code"), _TEXT),
    *ORDER_DISTORTIONS,
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
    Distortion("stock-answer-without-status", "POST /stock has no status.", ("update-stock",), ("status",), _DROP),
    Distortion(
        "not-found-items-are-numbers",
        "Items that a stock update does not find are numbers.",
        ("update-stock",),
        ("errors.productsNotFound[]", "errors.productsAreBundles[]"),
        _NUMBER,
    ),
    Distortion(
        "returned-items-are-numbers",
        "returnedItems of POST /return are numbers.",
        ("create-return",),
        ("returnedItems[]",),
        _NUMBER,
    ),
    Distortion(
        "returned-items-missing",
        "POST /return does not answer what was returned.",
        ("create-return",),
        ("returnedItems",),
        _DROP,
    ),
    Distortion("changed-return-without-lines", "PUT /returns answers no lines.", ("update-return",), ("return.products",), _DROP),
    Distortion(
        "changed-return-ids-are-text",
        "Ids of PUT /returns are text.",
        ("update-return",),
        ("return.returnId", "return.orderId"),
        _TEXT,
    ),
    # customers
    Distortion("anonymized-says-nothing", "PUT /anonymize-customer has no msg.", ("anonymize-customer",), ("msg",), _DROP),
    Distortion(
        "anonymized-status-is-a-flag",
        "status of PUT /anonymize-customer is a flag.",
        ("anonymize-customer",),
        ("status",),
        Effect.AS_FLAG,
    ),
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
    Distortion(
        "rest-id-is-a-number",
        "The id of a further delivery is a number.",
        ("accept-supplier-delivery", "accept-supplier-delivery-sku"),
        ("additionalDelivery.id",),
        _NUMBER,
    ),
    Distortion(
        "rest-without-dates",
        "A further delivery has no dates.",
        ("accept-supplier-delivery", "accept-supplier-delivery-sku"),
        ("additionalDelivery.created", "additionalDelivery.ETD", "additionalDelivery.ETA"),
        _DROP,
    ),
    Distortion(
        "supplier-details-quantity-is-text",
        "The pieces that an order reserved are text.",
        ("get-supplier-delivery-details",),
        ("delivery.orders[].products[].quantity",),
        _TEXT,
    ),
    # vouchers
    Distortion("cloned-voucher-is-text", "The id of a copied voucher is text.", ("clone-voucher",), ("voucher",), _TEXT),
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
