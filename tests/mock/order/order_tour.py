"""A walk past the promises about inserting, completing, listing and changing orders, for the tests of lies."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from order_client import OrderMock

from centra_mock.faces.order.plugin import serves_market

__all__ = ["TODAY", "answer_of", "many_orders"]

TODAY = re.compile(f"{datetime.now():%Y-%m-%d}[ T][0-9:]+")


def answer_of(mock: OrderMock, method: str, path: str, body: object = None, **options: Any) -> tuple[object, ...]:
    """What is answered, without the moments of today."""
    if body is not None:
        options["json"] = body
    response = mock.send(method, path, **options)
    text = TODAY.sub("NOW", response.text)
    return response.status_code, response.headers["content-type"], response.headers.get("x-correlation-id"), text


def many_orders(mock: OrderMock) -> Iterator[object]:
    """Orders that each name one thing more, and what became of them; the store stays as it is."""
    kept, mock.centra = mock.centra, pickle.loads(pickle.dumps(mock.centra))
    try:
        yield from _many_orders(mock)
    finally:
        mock.centra = kept


def _many_orders(mock: OrderMock) -> Iterator[object]:
    centra, item = mock.centra, mock.item()
    draft = mock.draft(1, adjustStock=False)
    account = next(each for each in centra.accounts.values() if each.buyer_ids)
    registered = next(each for each in centra.customers.values() if each.registered and each.store_id == 1)
    market = [each for each in centra.markets.values() if each.store_id == 1][-1]
    pricelist = [each for each in centra.pricelists.values() if each.store_id == 1][2]
    origin = {"type": "carrier pigeon", "id": 1}
    names = ("firstName", "lastName", "tele", "cell", "attn", "address", "coaddress", "zipcode", "city", "state")
    billed, sent = ({name: f"{name} {kind}" for name in names} | {"country": "SE"} for kind in ("billed", "sent"))
    lines = [{"id": item.id, "qty": 2, "unitPrice": 3}, {"id": item.id, "qty": 1, "unitPrice": 3}]
    paid = {
        "id": next(iter(centra.payment_methods.values())).id,
        "auth": {"status": 1, "amount": 4, "transaction": "a", "external_url": "https://invoices.example.com/a"},
    }
    charged = {"capture": {"status": 1, "amount": 5, "transaction": "c", "external_url": "https://invoices.example.com/c"}}
    for change in (
        {
            "address": None,
            "invoiceAddress": billed | {"email": "b@example.com"},
            "deliveryAddress": sent | {"email": "s@example.com"},
        },
        {"marketId": market.id, "products": lines},
        {"market": market.name, "products": lines},
        {"pricelistId": pricelist.id, "products": lines},
        {"pricelist": pricelist.name, "products": lines},
        {"address": draft["address"] | {"email": registered.email}, "customerRegister": True},
        {"customerId": centra.orders[next(reversed(centra.orders))].customer_id or registered.id},
        {"address": draft["address"] | {"email": "nobody"}},
        {"products": {"a": lines[0], "b": lines[1] | {"qty": "1"}}},
        {"products": [lines[1] | {"qty": "1"}]},
        {"products": [*lines, {"qty": 1}]},
        {"createdFromOrigin": origin},
        {"payment": paid},
        {"payment": charged},
        {"payment": {"auth": {"status": 1}}},
        {"address": None, "accountId": account.id, "products": lines},
        {"createOnly": True, "adjustStock": True, "comment": "c", "internalComment": "i", "orderDate": "2020-01-02"},
    ):
        body = {name: value for name, value in {**draft, **change}.items() if value is not None}
        answer = mock.write("POST", "/order", body)
        yield json.dumps(answer)
        number = answer.get("order") or (answer.get("orders") or [0])[0]
        yield mock.stock()
        yield _placed(mock, number)
    for late in ({}, {"payment": paid}, {"payment": charged}, {"comment": "late", "internalComment": "inside"}):
        yield mock.write("POST", f"/order/{number}", late)
        yield _placed(mock, number)
    for later in ({"orderDate": "2020-02-02"}, {"deliveryDate": "2020-02-03"}, {"cancelDate": "2020-02-04"}, {"poNumber": "p"}):
        yield mock.write("POST", f"/order/{number}", later)
        yield _placed(mock, number)
    yield mock.write("POST", f"/order/{number}", {"payment": {"id": 424242}})
    for query in ("limit=25", "order=424242", "newer_than=2022-06-10+23:59:59", "older_than=2022-06-10+12:00:00", "offset=21"):
        yield answer_of(mock, "GET", f"/orders?{query}")
    hidden = next(each for each in centra.orders.values() if not serves_market(centra, each.market_id))
    for update in (
        {"order": number, "comment": "more"},
        {"order": number, "internalComment": "more"},
        {"order": number, "comment": "only", "replaceComment": True},
        {"order": number, "extraAttributes": {"order_note_text": "x"}},
        {"order": hidden.number, "comment": "x"},
    ):
        yield mock.write("PUT", "/orders", update)
        yield _placed(mock, number)


def _placed(mock: OrderMock, number: int) -> object:
    """What became of an order, also what only others see."""
    order = mock.centra.orders.get(number)
    shown = TODAY.sub("NOW", mock.send("GET", f"/orders?order={number}").text)
    if order is None:
        return shown
    customer = mock.centra.customers.get(order.customer_id or 0)
    payments = [(each.entry_type, each.status, each.value, each.reference) for each in order.payments]
    people = (
        customer and (customer.email, customer.registered, len(mock.centra.customers)),
        order.billing_address,
        order.shipping_address,
    )
    return shown, payments, people, order.payment_method, order.payment_reference, order.external_invoice_url
