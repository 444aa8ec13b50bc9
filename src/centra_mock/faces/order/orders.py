"""Reading orders, and changing their comments and attributes.

Source: 04.order-api/104.get-orders, 105.update-order.
"""

from __future__ import annotations

from datetime import datetime

from centra_mock.domain.model import Order, OrderStatus
from centra_mock.domain.orders import note_order_change
from centra_mock.faces.order.asked import Asked, UnfitError
from centra_mock.faces.order.attributes_asked import read_attributes, set_attributes
from centra_mock.faces.order.orders_falsified import falsify_order, falsify_update
from centra_mock.faces.order.orders_written import write_order
from centra_mock.faces.order.paging import is_between, slice_of
from centra_mock.faces.order.plugin import serves_market
from centra_mock.faces.order.wire import Call, Json, Refusal, refuse

__all__ = ["get_orders", "update_order"]

_DEFAULT_LIMIT = 20


def get_orders(call: Call) -> Json:
    """``GET /orders``: the orders, the oldest first, 20 of them unless ``limit`` says otherwise."""
    asked = Asked.of_query(call)
    number = asked.number("order", lowest=0)
    customer_id = asked.number("customer_id", lowest=0)
    since, until = _period(call, asked)
    found = [
        order
        for order in call.centra.orders.values()
        if (serves_market(call.centra, order.market_id) or call.told("orders-of-every-market"))
        and (number is None or order.number == number or call.told("orders-filter-ignored"))
        and (customer_id is None or order.customer_id == customer_id or call.told("orders-filter-ignored"))
        and (is_between(order.created_at, since, until) or call.told("orders-dates-ignored"))
    ]
    default = None if call.told("orders-default-limit-missing") else _DEFAULT_LIMIT
    chosen = slice_of(call, asked, found, default=default)
    if call.told("orders-limit-bounded"):
        chosen = chosen[:_DEFAULT_LIMIT]
    written = [write_order(call.centra, order, call.notes.item_texts) for order in chosen]
    if call.told("status-words-are-numbered"):
        for entry, order in zip(written, chosen, strict=True):
            entry["orderStatus"] = OrderStatus((int(order.status) + 1) % len(OrderStatus)).name.lower()
    for entry in written:
        falsify_order(call.told, entry)
    if call.told("orders-selections-listed"):
        open_carts = [each.id for each in call.centra.selections.values() if each.order_number is None]
        written += [{**entry, "orderId": "0", "selectionId": cart} for entry in written[:1] for cart in open_carts]
    if call.told("orders-have-attributes"):
        for entry, order in zip(written, chosen, strict=False):
            entry["attributes"] = _attributes(order)
    return {"status": "ok", "orders": written}


def _period(call: Call, asked: Asked) -> tuple[datetime | None, datetime | None]:
    names = ("newer_than", "older_than")
    if call.told("orders-dates-without-time") and any(":" in asked.text(name) for name in names):
        raise UnfitError(names[0])
    if call.told("orders-plus-is-plus") and any(" " in asked.text(name) for name in names):
        raise UnfitError(names[0])
    since, until = (asked.moment(name) for name in names)
    if call.told("orders-time-ignored"):
        since, until = (each and each.replace(hour=0, minute=0, second=0) for each in (since, until))
    return (until, since) if call.told("orders-filters-exchanged") else (since, until)


def update_order(call: Call) -> Json:
    """``PUT /orders``: comments are appended unless they are to be replaced; answers the order's number."""
    if call.told("update-refusals-lose-order"):
        try:
            return _update(call)
        except Refusal as refusal:
            refusal.answer.pop("order", None)
            raise
    return _update(call)


def _update(call: Call) -> Json:
    asked = Asked(falsify_update(call.told, call.body))
    asked.require("order")
    number = asked.number("order", lowest=0)
    order = call.centra.orders.get(number or 0)
    if order is None and call.told("update-of-unknown-order-accepted"):
        return {"status": "ok", "order": number}
    if order is None:
        raise refuse("order does not exist", order=number)
    is_served = serves_market(call.centra, order.market_id) or call.told("update-wrong-market-accepted")
    if not is_served and not call.told("orders-of-every-market"):
        raise refuse("order in wrong market", order=number)
    try:
        attributes = read_attributes(call.centra, asked.under("extraAttributes"))
        internal, comment = asked.text("internalComment"), asked.text("comment")
        replaces_internal = bool(asked.flag("replaceInternalComment", False))
        replaces_comment = bool(asked.flag("replaceComment", False))
    except UnfitError as problem:
        raise refuse(str(problem), order=number) from problem
    if call.told("update-needs-comment") and not (internal or comment):
        raise refuse("nothing to update", order=number)
    if call.told("order-update-without-effect"):
        return {"status": "ok", "order": order.number}
    always = call.told("comments-always-replaced")
    never = call.told("comments-never-replaced")
    if call.told("update-flags-are-one"):
        replaces_internal = replaces_comment = replaces_internal or replaces_comment
    if call.told("update-changes-every-order"):
        for other in call.centra.orders.values():
            other.other_comment, other.internal_comment = comment, internal
    if "internalComment" in asked.values:
        replaces = (replaces_internal or always) and not never
        order.internal_comment = internal if replaces else _append(order.internal_comment, internal)
    if "comment" in asked.values:
        replaces = (replaces_comment or always) and not never
        order.other_comment = comment if replaces else _append(order.other_comment or order.comment, comment)
    if call.told("update-removes-nothing"):
        attributes = {key: value for key, value in attributes.items() if value}
    if call.told("update-also-changes-status"):
        order.hold = bool(asked.values.get("hold", order.hold))
        order.status = OrderStatus.CANCELLED if asked.values.get("status") is not None else order.status
    set_attributes(order, attributes)
    note_order_change(call.centra, order)
    return {"status": "ok", "order": order.number}


def _attributes(order: Order) -> Json:
    values = {f"{each.type_name}_{name}": text for each in order.attributes for name, text in each.values.items()}
    return {**values} or {"order_note_text": ""}


def _append(before: str, text: str) -> str:
    return f"{before}\n{text}" if before and text else before or text
