"""Lies about what is asked for: fields of a request that the operation does not look at, although the pages promise it.

An omission names the operations that it bites and the places in the body or the query (``products[].unitPrice``).
Source: the parameter lists of 05.api-references/04.order-api/01.api-reference.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from centra_mock.faces.order.wire import Json

__all__ = ["OMISSIONS", "Omission", "overlook"]


@dataclass(frozen=True, slots=True)
class Omission:
    """Fields that are not looked at while the lie ``name`` is told."""

    name: str
    says: str
    operations: tuple[str, ...]
    places: tuple[str, ...]


_ADDRESSES = ("address", "invoiceAddress", "deliveryAddress")
_PEOPLE = ("email", "firstName", "lastName", "tele", "cell")
_STREETS = ("address", "coaddress", "zipcode", "city", "state")


def _in_addresses(names: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{kind}.{name}" for kind in _ADDRESSES for name in names)


def _of_orders(name: str, *places: str) -> Omission:
    shown = " and ".join(place.rpartition(".")[2] for place in places[:2])
    return Omission(f"insert-ignores-{name}", f"{shown} of an inserted order changes nothing.", ("create-order",), places)


_MARKETS, _PRICELISTS = ("marketId", "market"), ("pricelistId", "pricelist")

_ORDERS: tuple[Omission, ...] = (
    _of_orders("names-of-people", *_in_addresses(_PEOPLE[1:3])),
    _of_orders("phones", *_in_addresses(_PEOPLE[3:])),
    _of_orders("streets", *_in_addresses(_STREETS[:2])),
    _of_orders("places", *_in_addresses(_STREETS[2:])),
    _of_orders("attention", *_in_addresses(("attn",))),
    Omission(
        "insert-delivers-to-invoice-address",
        "Inserted orders are delivered to the invoice address.",
        ("create-order",),
        ("deliveryAddress",),
    ),
    _of_orders("market", *_MARKETS),
    _of_orders("pricelist", *_PRICELISTS),
    Omission(
        "insert-prefers-names-to-ids",
        "marketId and pricelistId give way to names.",
        ("create-order",),
        ("marketId", "pricelistId"),
    ),
    _of_orders("customer-register", "customerRegister"),
    _of_orders("customer-id", "customerId"),
    _of_orders("origin", "createdFromOrigin"),
    _of_orders("attributes", "extraAttributes"),
    _of_orders("account", "accountId"),
    _of_orders("buyer", "buyerId"),
    _of_orders("delivery-window", "deliveryWindow"),
    _of_orders("unit-price", "products[].unitPrice"),
    _of_orders("original-price", "products[].originalPrice"),
    _of_orders("comment-of-line", "products[].comment"),
    _of_orders("item-text", "products[].itemText"),
    _of_orders("sku-of-item-text", "products[].itemText.sku"),
    _of_orders("brand-of-item-text", "products[].itemText.brand"),
    _of_orders("product-of-item-text", "products[].itemText.product"),
    _of_orders("variant-of-item-text", "products[].itemText.variant"),
    _of_orders("size-of-item-text", "products[].itemText.size"),
    _of_orders("shipping-list", "shippingList"),
    _of_orders("shipping-value", "shippingValue"),
    _of_orders("voucher-value", "voucherValue"),
    _of_orders("voucher-codes", "voucherCodes"),
    _of_orders("apply-vouchers", "applyVouchers"),
    _of_orders("order-number", "orderNumber"),
    _of_orders("adjust-stock", "adjustStock"),
    _of_orders("force-create", "forceCreate"),
    _of_orders("comment", "comment"),
    _of_orders("internal-comment", "internalComment"),
    _of_orders("po-number", "poNumber"),
    _of_orders("order-date", "orderDate"),
    _of_orders("delivery-date", "deliveryDate"),
    _of_orders("cancel-date", "cancelDate"),
    _of_orders("warehouse-group", "warehouseGroup"),
    _of_orders("internal-order", "internalOrder"),
    _of_orders("payment", "payment"),
    _of_orders("payment-plugin", "payment.id"),
    _of_orders("transaction", "payment.auth.transaction", "payment.capture.transaction"),
    Omission("complete-ignores-payment", "The payment of a completed order is not kept.", ("complete-order",), ("payment",)),
    Omission(
        "complete-ignores-comments",
        "internalComment, comment and poNumber of a completed order are not kept.",
        ("complete-order",),
        ("internalComment", "comment", "poNumber"),
    ),
    Omission(
        "complete-ignores-dates",
        "orderDate, deliveryDate and cancelDate of a completed order are not kept.",
        ("complete-order",),
        ("orderDate", "deliveryDate", "cancelDate"),
    ),
    Omission(
        "complete-ignores-warehouse-group",
        "warehouseGroup of a completed order changes nothing.",
        ("complete-order",),
        ("warehouseGroup",),
    ),
    Omission("orders-ignore-order", "order changes nothing for GET /orders.", ("get-orders",), ("order",)),
    Omission("orders-ignore-customer", "customer_id changes nothing for GET /orders.", ("get-orders",), ("customer_id",)),
    Omission("orders-ignore-newer-than", "newer_than changes nothing for GET /orders.", ("get-orders",), ("newer_than",)),
    Omission("orders-ignore-older-than", "older_than changes nothing for GET /orders.", ("get-orders",), ("older_than",)),
    Omission("update-ignores-comment", "comment of PUT /orders changes nothing.", ("update-order",), ("comment",)),
    Omission(
        "update-ignores-internal-comment",
        "internalComment of PUT /orders changes nothing.",
        ("update-order",),
        ("internalComment",),
    ),
    Omission(
        "update-ignores-attributes",
        "extraAttributes of PUT /orders change nothing.",
        ("update-order",),
        ("extraAttributes",),
    ),
    Omission(
        "shipments-ignore-offset",
        "offset changes nothing for GET /shipments.",
        ("get-shipments",),
        ("offset",),
    ),
    Omission(
        "shipments-ignore-newer-than", "newer_than changes nothing for GET /shipments.", ("get-shipments",), ("newer_than",)
    ),
    Omission(
        "shipments-ignore-older-than", "older_than changes nothing for GET /shipments.", ("get-shipments",), ("older_than",)
    ),
    Omission(
        "parcel-without-carrier",
        "carrier and service of a sent shipment are not kept.",
        ("create-shipment", "complete-shipment"),
        ("carrier", "service"),
    ),
    Omission(
        "parcel-without-return-slip",
        "returnSlipTracking of a sent shipment is not kept.",
        ("create-shipment", "complete-shipment"),
        ("returnSlipTracking",),
    ),
)


_KEBAB = re.compile(r"(?<=[a-z])(?=[A-Z])|_")


def _kebab(text: str) -> str:
    return _KEBAB.sub("-", text).replace(".", "-").lower()


def _ignored(operation: str, *fields: str, whole: bool = False) -> tuple[Omission, ...]:
    """One omission for every field of an operation, named by its last part unless ``whole``."""
    return tuple(
        Omission(
            f"{operation}-ignores-{_kebab(field if whole else field.rpartition('.')[2])}",
            f"{field} changes nothing for {operation}.",
            (operation,),
            (field,),
        )
        for field in fields
    )


def _of_every_address(*names: str) -> tuple[Omission, ...]:
    """One omission for a field of all addresses of an inserted order."""
    return tuple(
        Omission(
            f"create-order-ignores-{_kebab(name)}-of-addresses",
            f"{name} in an address changes nothing for create-order.",
            ("create-order",),
            _in_addresses((name,)),
        )
        for name in names
    )


_PAID = ("payment.auth", "payment.capture")
_TRANSACTIONS = tuple(f"{paid}.transaction" for paid in _PAID)


_COSTS = ("handlingCost", "shippingCost", "voucherValue")
_ITEM_FILTERS = ("sku", "ean", "productId", "variantId", "stockItemId", "created", "modified", "limit", "page")
_CONSENT = tuple(f"consents[].{name}" for name in ("language", "version", "consented"))

OMISSIONS: tuple[Omission, ...] = (
    *_ORDERS,
    *_of_every_address(*_PEOPLE[1:], *_STREETS),
    *_ignored("create-order", "deliveryAddress.email", "invoiceAddress", *_PAID, *_TRANSACTIONS, whole=True),
    *_ignored("create-order", *_MARKETS, *_PRICELISTS),
    *_ignored("complete-order", "comment", "internalComment", "poNumber", "orderDate", "deliveryDate", "cancelDate"),
    *_ignored("complete-order", "payment.id", *_PAID, *_TRANSACTIONS, whole=True),
    *_ignored("get-orders", "limit", "offset", "xml"),
    *_ignored("update-order", "replaceComment", "replaceInternalComment"),
    *_ignored("create-return", "products", "returnStock", *_COSTS, *(f"{cost}FromShipment" for cost in _COSTS)),
    *_ignored("create-return", "returnCost", "comment", "createdAt", "refund"),
    *_ignored(
        "get-returns", "return", "shipment", "order", "selection", "customer_id", "newer_than", "older_than", "limit", "page"
    ),
    *_ignored("update-return", "completed", "refundPayment"),
    *_ignored("get-products", *_ITEM_FILTERS, "include"),
    *_ignored("get-stock", *_ITEM_FILTERS, "stock_modified", "exclude"),
    *_ignored("list-customers", "email", "created", "modified", "limit", "offset"),
    *_ignored("update-customer", "firstName", "lastName", "address1", "address2", "zipCode", "city", "state", "country"),
    *_ignored("update-customer", "phoneNumber", "gender", "consents", *_CONSENT),
    *_ignored("accept-supplier-delivery", "insertStock"),
    *_ignored("accept-supplier-delivery-sku", "insertStock"),
    *_ignored("create-voucher", "code", "startDate", "limit", "conversionHtml", "status"),
    *_ignored("clone-voucher", "name", "code", "conversionHtml"),
)


def overlook(operation: str, asked: Mapping[str, object], told: Callable[[str], bool]) -> Json:
    """What was asked, without what the lies that are told do not look at; the original is left alone."""
    seen: Json = dict(asked)
    for each in OMISSIONS:
        if operation in each.operations and told(each.name):
            for place in each.places:
                seen = _without(seen, place.split("."))
    return seen


def _without(node: Json, path: list[str]) -> Json:
    name, rest = path[0], path[1:]
    key, is_list = name.removesuffix("[]"), name.endswith("[]")
    if key not in node:
        return node
    if not rest:
        return {other: value for other, value in node.items() if other != key}
    child = node[key]
    if is_list and isinstance(child, dict):  # lines may come as an object too
        return node | {key: {each: _inside(value, rest) for each, value in child.items()}}
    if is_list and isinstance(child, list):
        return node | {key: [_inside(value, rest) for value in child]}
    return node | {key: _inside(child, rest)}


def _inside(value: object, path: list[str]) -> object:
    return _without(value, path) if isinstance(value, dict) else value
