"""A walk past the promises about returns, items, people, supplies and vouchers, for the tests of lies."""

from __future__ import annotations

import json
import pickle
import re
from collections.abc import Iterator
from datetime import datetime
from typing import Any

from order_client import OrderMock

__all__ = ["goods_reads", "goods_walk"]

_TODAY = re.compile(f"{datetime.now():%Y-%m-%d}[ T][0-9:]+")


def goods_reads(mock: OrderMock) -> list[str]:
    """Paths of lists without a limit, at the edges of their filters, and of every voucher."""
    made = f"{next(iter(mock.centra.returns.values())).created_at:%Y-%m-%d+%H:%M:%S}"
    return [
        "/products", "/stock", "/products?limit=999", "/products?modified=2020-01-01&limit=1",
        "/stock?stock_modified=2020-01-01&limit=1", "/returns?page=0&limit=1", "/returns?newer_than=2020-01-01",
        f"/returns?newer_than={made}", f"/returns?older_than={made}", "/customers?email=example",
        *(f"/vouchers/{each.id}" for each in mock.centra.vouchers.values()),
    ]  # fmt: skip


def goods_walk(mock: OrderMock) -> Iterator[object]:
    """Writes to a copy of the store, with reads in between."""
    for path in ("/order", "/shipments"):  # what the walk is built upon
        yield _answer(mock, "POST", path, {})
    kept, mock.centra = mock.centra, pickle.loads(pickle.dumps(mock.centra))
    try:
        for walk in (_refunds, _returns, _stock, _people, _vouchers):
            yield from walk(mock)
    finally:
        mock.centra = kept


def _refunds(mock: OrderMock) -> Iterator[object]:
    for wishes in (
        {"returnStock": True, "refund": {"refundPayment": True}, "returnCost": 1, "shippingCost": 4},
        {"returnStock": 1},
        {},
        {"products": {"1": 1}, "shippingCost": 4},
    ):
        number, line, shipment = mock.ship(2, gtg=True, shipped=True)
        product = mock.centra.orders[number].lines[0].product_id
        for pieces in ({line: "1"}, {line: 2}, {line: 1}, {str(product): 1}):
            yield _answer(mock, "POST", "/return", {"shipment": shipment, "products": pieces, **wishes})
        yield _answer(mock, "GET", f"/returns?order={number}")
        yield _answer(mock, "POST", "/return", {"shipment": shipment, "shippingCost": 2})
        last = max(mock.centra.returns)
        yield _answer(mock, "PUT", f"/returns/{last}", {"completed": True})
        yield _payments(mock, number)
        yield _answer(mock, "PUT", f"/returns/{last}", {"refundPayment": True})
        yield _payments(mock, number)


def _payments(mock: OrderMock, number: int) -> object:
    return [(each.entry_type, each.value) for each in mock.centra.orders[number].payments]


def _returns(mock: OrderMock) -> Iterator[object]:
    oldest = min(mock.centra.returns)
    for completed in (True, False):
        yield _answer(mock, "PUT", f"/returns/{oldest}", {"completed": completed})
    yield _answer(mock, "PUT", "/returns/100500", {"completed": True})
    yield _answer(mock, "POST", "/return", {"shipment": "1-1", "products": {"1": 1}})


def _stock(mock: OrderMock) -> Iterator[object]:
    centra, item = mock.centra, mock.item()
    bundle = next(
        size for size in centra.product_sizes.values() if centra.products[centra.variants[size.variant_id].product_id].is_bundle
    )
    mock.order(1)
    entry = mock.get(f"/stock?stockItemId={item.id}")["products"][0]
    joined = "".join(entry[name] for name in ("sku", "variantSku", "sizeSku"))
    for update in (
        [{"product": joined, "quantity": 21}],
        [{"product": "none", "quantity": 1}, {"product": bundle.ean, "quantity": 1}, {"product": item.ean, "quantity": 22}],
        [{"product": item.ean, "quantity": 23, "costPrice": 1.5, "costPriceCurrency": "SEK"}],
        [{"product": item.ean, "quantity": 24, "costPrice": "2.5", "costPriceCurrency": "EUR"}],
    ):
        yield _answer(mock, "POST", "/stock", {"products": update})
        yield mock.stock()
        yield [(each.unit_cost, each.unit_cost_currency) for each in mock.centra.variants.values()]


def _people(mock: OrderMock) -> Iterator[object]:
    customer = next(each for each in mock.centra.customers.values() if each.consents)
    yield _answer(mock, "PUT", f"/customers/{customer.id}", {"gender": "neutral"})
    yield _answer(mock, "PUT", "/customers/1", {"city": "C"})
    yield _answer(mock, "PUT", "/anonymize-customer/1")
    delivery = mock.get("/supplier-deliveries")["deliveries"][0]
    yield _answer(mock, "POST", f"/supplier-deliveries/{delivery['id']}", {})


def _vouchers(mock: OrderMock) -> Iterator[object]:
    market = next(each for each in mock.centra.markets.values() if each.store_id == 1).id
    body: dict[str, object] = {"name": "n", "stopDate": "2031-05-01", "value": 5, "store": 1, "markets": market}
    yield _answer(mock, "POST", "/voucher", {**body, "type": "percentoff"})
    yield _answer(mock, "POST", "/voucher", {**body, "type": "percentoff", "status": True, "value": None})
    pricelist = next(iter(mock.centra.pricelists))
    foreign = next(each.id for each in mock.centra.markets.values() if each.store_id != 1)
    priced = {**body, "value": None, "valueByPricelist": {str(pricelist): 3}, "type": "priceoff", "status": True}
    for wishes in (priced, {**priced, "markets": foreign}, {**priced, "type": "percentoff"}, {**priced, "limit": 2}):
        made = mock.send("POST", "/voucher", json=wishes).json()
        yield json.dumps(made)
        yield _answer(mock, "GET", f"/vouchers/{made.get('voucher')}")
    source = max(mock.centra.vouchers)
    for copy in ({"stopDate": "2031-07-01", "name": "copy"}, {"code": "x"}):
        made = mock.send("PUT", f"/voucher/{source}/clone", json=copy).json()
        yield json.dumps(made)
        yield _answer(mock, "GET", f"/vouchers/{made.get('voucher')}")
        yield _answer(mock, "GET", f"/vouchers/{source}")


def _answer(mock: OrderMock, method: str, path: str, body: object = None, **options: Any) -> tuple[int, str]:
    if body is not None:
        options["json"] = body
    response = mock.send(method, path, **options)
    return response.status_code, _TODAY.sub("NOW", response.text)
