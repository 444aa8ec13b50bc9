"""Inserting orders: one, several at once, and the completion of one that was only prepared.

Source: 04.order-api/101.create-order, 102.create-orders, 103.complete-order.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.customers import new_customer, note_customer_change
from centra_mock.domain.model import Order, OrderStatus
from centra_mock.domain.orders import note_order_change, place_order
from centra_mock.domain.rehearsal import finalize_order, prepare_order
from centra_mock.domain.stock import allocate_line, release_line, take_off_shelf
from centra_mock.faces.order.asked import Asked, UnfitError, whole
from centra_mock.faces.order.attributes_asked import set_attributes
from centra_mock.faces.order.codes import Code, fail
from centra_mock.faces.order.order_asked import OrderAsked, read_allocation_rule, read_order
from centra_mock.faces.order.orders_falsified import falsify_insertion
from centra_mock.faces.order.payment_asked import read_payment, write_down_payment
from centra_mock.faces.order.wire import Call, Json, Refusal, refuse

__all__ = ["complete_order", "create_order", "create_orders"]

_CODES = {
    "empty": Code.EMPTY,
    "number-taken": Code.NUMBER_TAKEN,
    "no-price": Code.PRODUCT,
    "stock": Code.STOCK,
}


def create_order(call: Call) -> Json:
    """``POST /order``: ``orders`` with numbers, or ``order`` where ``createOnly`` was asked for."""
    return _insert(call, call.body)


def create_orders(call: Call) -> Json:
    """``POST /orders``: every named order is tried, and the answer has the same names."""
    answers: Json = {}
    if call.told("batch-names-must-be-numbers") and not all(name.isdecimal() for name in call.body):
        raise fail(Code.GENERAL, "invalid name")
    for name, body in call.body.items():
        try:
            if not isinstance(body, dict):
                raise fail(Code.GENERAL, "invalid value")
            if call.told("batch-places-prepared"):
                body = {**body, "createOnly": False}
            answers[name] = _insert(call, body)
        except Refusal as refusal:
            answers[name] = refusal.answer
            if call.told("batch-stops-at-first-failure"):
                break
    failed = {name for name, answer in answers.items() if isinstance(answer, dict) and answer.get("status") == "no"}
    if failed and call.told("batch-is-all-or-nothing"):
        for answer in answers.values():
            for number in answer.get("orders", []) if isinstance(answer, dict) else []:
                del call.centra.orders[number]
    if call.told("batch-answers-only-failures"):
        answers = {name: answer for name, answer in answers.items() if name in failed}
    if call.told("batch-renames-keys"):
        answers = {name.upper(): answer for name, answer in answers.items()}
    if call.told("batch-has-status-on-top"):
        answers = {"status": "ok", **answers}
    if call.told("batch-answers-list"):
        return {"status": "ok", "orders": list(answers.values())}
    return answers


def complete_order(call: Call) -> Json:
    """``POST /order/{orderId}``: the order is placed; again and again, to add what is known of its payment."""
    try:
        return _complete(call)
    except Refusal as refusal:
        if call.told("complete-refusals-have-code"):
            refusal.answer["code"] = int(Code.GENERAL)
        raise


def _complete(call: Call) -> Json:
    number = whole(call.path["orderId"])
    asked = Asked(call.body)
    try:
        payment = read_payment(call.centra, asked.under("payment"), call.told)
        dates = {name: asked.moment(key) for name, key in _DATES.items()}
        texts = {name: asked.text(key) for name, key in _TEXTS.items() if asked.has(key)}
        rule_id = read_allocation_rule(call.centra, asked)
        prepared = call.centra.prepared_orders.get(str(number))
        if prepared is not None and rule_id is not None:
            prepared.allocation_rule_id = rule_id
        is_known = number is not None and number in call.centra.orders
        if is_known and call.told("complete-only-once"):
            raise refuse("order is completed already")
        if prepared is None and not is_known and call.told("complete-of-unknown-order-accepted"):
            return {"orders": [call.path["orderId"]], "status": "ok"}
        order = finalize_order(call.centra, -1 if number is None else number)
    except UnfitError as problem:
        raise refuse(str(problem)) from problem
    except DomainError as problem:
        raise refuse(problem.text) from problem
    for name, moment in dates.items():
        if moment is not None:
            setattr(order, name, moment)
    for name, text in texts.items():
        setattr(order, name, text)
    write_down_payment(call.centra, order, payment)
    if is_known:
        note_order_change(call.centra, order)
    if call.told("complete-answers-order"):
        return {"order": order.number, "status": "ok"}
    return {"orders": [str(order.number)], "status": "ok"}


_DATES = {
    "created_at": "orderDate",
    "preferred_delivery_date": "deliveryDate",
    "cancel_date": "cancelDate",
}
_TEXTS = {"internal_comment": "internalComment", "other_comment": "comment", "po_number": "poNumber"}


def _insert(call: Call, body: Json) -> Json:
    try:
        return _place(call, falsify_insertion(call.told, body))
    except Refusal as refusal:
        code = refusal.answer.get("code")
        if isinstance(code, int) and code != Code.GENERAL and call.told(f"insert-code-{-code}-missing"):
            refusal.answer["code"] = int(Code.GENERAL)
        if call.told("codes-are-all-general"):
            refusal.answer["code"] = int(Code.GENERAL)
        raise


def _place(call: Call, body: Json) -> Json:
    centra, told = call.centra, call.told
    asked = read_order(centra, body, told)
    prepares = asked.create_only and not told("create-only-places-order")
    try:
        if told("insert-stays-pending"):
            asked.draft.status = OrderStatus.PENDING
        order = prepare_order(centra, asked.draft) if prepares else place_order(centra, asked.draft)
        if prepares and told("prepared-order-reserves-stock"):
            for line in order.lines:
                allocate_line(centra, order, line)
    except DomainError as problem:
        raise fail(_CODES.get(problem.code, Code.GENERAL), problem.text) from problem
    _finish(centra, order, asked, told)
    heads = [line for line in order.lines if line.bundle_line_id is None]
    for line, texts in zip(heads, asked.item_texts, strict=True):
        if texts:
            call.notes.item_texts[line.id] = texts
    if told("insert-takes-physical-stock"):
        for line in order.lines:
            take_off_shelf(centra, line, line.quantity)
    if told("insert-leaves-stock"):
        for line in order.lines:
            release_line(centra, line, line.quantity)
    if told("insert-forgets-order") and not prepares:
        del centra.orders[order.number]
    if told("insert-answers-one-number"):
        return {"status": "ok", "order": order.number, "orders": [order.number]}
    answers_one = asked.create_only and not told("create-only-answers-orders")
    return {"status": "ok", "order": order.number} if answers_one else {"status": "ok", "orders": [order.number]}


def _finish(centra: Centra, order: Order, asked: OrderAsked, told: Callable[[str], bool]) -> None:
    if order.account_id is None:
        customer = centra.customers.get(order.customer_id or 0)
        if asked.customer_registers and told("customer-register-makes-another"):
            customer = None
        if customer is None:
            address = replace(order.billing_address)
            customer = new_customer(centra, order.store_id, address, registered=asked.customer_registers)
            order.customer_id = customer.id
        if asked.customer_sets_password:
            customer.reset_token = centra.hex_id()
            note_customer_change(centra, customer)
    order.internal = asked.is_internal
    order.created_at = asked.ordered_at or order.created_at
    order.preferred_delivery_date = asked.deliver_at
    order.cancel_date = asked.cancel_at
    set_attributes(order, asked.attributes)
    write_down_payment(centra, order, asked.payment)
