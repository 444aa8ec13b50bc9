"""Every lie of the Order API changes what a client sees."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

import pytest
from goods_tour import goods_reads, goods_walk
from order_client import OrderMock
from order_tour import TODAY, answer_of, many_orders

from centra_mock.domain.model import CheckFirst, OrderStatus
from centra_mock.domain.seed import fresh_centra
from centra_mock.domain.stock import stock_in
from centra_mock.faces.order import LIES
from centra_mock.faces.order.operations import OPERATIONS
from centra_mock.faces.order.plugin import serves_market
from centra_mock.world import World

Walk = Callable[[OrderMock], Iterator[object]]

_LIES = {lie.name.removeprefix("order-"): lie for lie in LIES}


@dataclass(frozen=True, slots=True)
class Truth:
    """What an honest mock answers to a walk through a store of its own."""

    walk: Walk
    answers: list[object]
    operations: frozenset[str]  # that the walk speaks to, "GET /orders"


@pytest.fixture(scope="session")
def stroll(world: World, runner: asyncio.Runner) -> Callable[..., OrderMock]:
    """Makes a mock with a fresh and well filled store that tells the lies which are named."""

    def open_store(*lies: str) -> OrderMock:
        mock = OrderMock(world, fresh_centra(1), runner)
        for row in mock.centra.stocks.values():
            row.physical = max(row.physical, row.allocated + 30)
        mock.tell(*lies)
        return mock

    return open_store


@pytest.fixture(scope="session")
def truths(stroll: Callable[..., OrderMock]) -> list[Truth]:
    """The honest answers of every walk."""
    return [_truth_of(walk, stroll()) for walk in _walks()]


def _truth_of(walk: Walk, mock: OrderMock) -> Truth:
    answers = list(walk(mock))
    spoken = [(method, tuple(path.partition("?")[0].strip("/").split("/"))) for method, path in mock.sent]
    return Truth(
        walk,
        answers,
        frozenset(
            f"{each.method} {each.path}"
            for each in OPERATIONS
            if any(method == each.method and each.match(segments) is not None for method, segments in spoken)
        ),
    )


def _walks() -> tuple[Walk, ...]:
    """Past the promises of reads, and past those of writes with reads in between."""
    return (
        _all_reads,
        goods_walk,
        _insert,
        _rich_orders,
        _order_lists,
        _bundles,
        _shipments,
        _captures,
        _completions,
        _shops,
        _returns,
        _stock,
        _customers,
        _suppliers,
        _more_suppliers,
        _vouchers,
        _more_vouchers,
    )


def test_the_truth_is_told_twice_alike(stroll: Callable[..., OrderMock], truths: list[Truth]) -> None:
    """Two honest walks are equal, so that what differs is a lie."""
    for truth in truths:
        assert list(truth.walk(stroll())) == truth.answers


@pytest.mark.parametrize("name", sorted(_LIES))
def test_a_lie_changes_an_answer(stroll: Callable[..., OrderMock], truths: list[Truth], name: str) -> None:
    """Some answer of a walk is not the honest one; walks that speak to an operation of the lie are taken first."""
    shown = _LIES[name].operations
    for truth in sorted(truths, key=lambda truth: truth.operations.isdisjoint(shown)):
        if _differs(truth.walk(stroll(name)), truth.answers):
            return
    pytest.fail("every answer is the honest one")


def _differs(answers: Iterator[object], honest: list[object]) -> bool:
    try:
        return any(answer != honest[position] for position, answer in enumerate(answers))
    except (KeyError, IndexError, TypeError, StopIteration):  # the lie took away what the tour builds upon
        return True


def _all_reads(mock: OrderMock) -> Iterator[object]:
    for path in (*_reads(mock), *_filters(mock)):
        yield answer_of(mock, "GET", path)
    yield from _gate(mock)


def _reads(mock: OrderMock) -> list[str]:
    orders, customer = mock.centra.orders, next(iter(mock.centra.customers))
    delivery = next(iter(mock.centra.supplier_deliveries))
    supplied = next(iter(mock.centra.supplier_orders))
    voucher = next(each.id for each in mock.centra.vouchers.values() if each.status == "cancelled")
    return [
        "/orders", "/orders?limit=1", "/orders?limit=2&offset=1", f"/orders?order={next(iter(orders))}",
        "/orders?newer_than=2030-01-01", "/orders?limit=1&xml=1", "/shipments", "/shipments?status=completed&limit=101",
        "/shipments?status=completed",
        "/shipments?status=inprogress", f"/shipments?order={next(iter(orders))}", "/returns", "/returns?limit=1&page=2",
        "/returns?order=1", "/products?limit=2", "/products?limit=1&include=attributes", "/products?ean=none",
        "/products?limit=1&page=3", "/stock?limit=2", "/stock?limit=1&include=attributes",
        "/stock?limit=1&exclude=physicalStock", "/customers?limit=3", "/customers?email=nobody",
        f"/customers/{customer}",
        "/supplier-orders", f"/supplier-orders/{supplied}", "/supplier-deliveries", f"/supplier-deliveries/{delivery}",
        f"/supplier-deliveries/{delivery}/details", f"/vouchers/{next(iter(mock.centra.vouchers))}",
        f"/vouchers/{voucher}", "/brands", "/customers/1",
        *goods_reads(mock),
    ]  # fmt: skip


def _filters(mock: OrderMock) -> list[str]:
    """Every filter of every list, with values that leave some out."""
    centra = mock.centra
    size, made = mock.item(), next(iter(centra.returns.values()))
    variant = centra.variants[size.variant_id]
    product = centra.products[variant.product_id]
    order = centra.orders[made.order_number]
    items = [
        f"sku={product.product_number}", f"ean={size.ean}", f"productId={product.id}", f"variantId={variant.id}",
        f"stockItemId={size.id}", "created=2030-01-01", "modified=2030-01-01", "limit=2&page=2",
    ]  # fmt: skip
    returns = [
        f"return={made.id}", f"shipment={centra.shipments[made.shipment_id].number}", f"order={order.number}",
        f"selection={order.id}", f"customer_id={order.customer_id}", "newer_than=2030-01-01", "older_than=2001-01-01",
    ]  # fmt: skip
    sent = ["status=completed&newer_than=2030-01-01", "status=completed&older_than=2001-01-01"]
    people = ["created=2030-01-01", "modified=2030-01-01", "limit=1&offset=2", "created=2001-01-01"]
    paths = {"products": items, "stock": [*items, "stock_modified=2030-01-01"], "returns": returns, "customers": people}
    paths |= {
        "shipments": sent,
        "supplier-orders": ["limit=1&offset=1"],
        "supplier-deliveries": ["limit=1&offset=1"],
        "stock/": ["limit=1"],
    }
    return [f"/{path}?{query}" for path, queries in paths.items() for query in queries]


def _gate(mock: OrderMock) -> Iterator[object]:
    for headers in ({}, {"API-Authorization": "wrong"}, {**mock.headers, "X-Correlation-ID": "c-1"}):
        yield answer_of(mock, "GET", "/returns?limit=1", headers=headers)


def _insert(mock: OrderMock) -> Iterator[object]:
    inactive = next(
        size
        for size in mock.centra.product_sizes.values()
        if mock.centra.products[mock.centra.variants[size.variant_id].product_id].status != "ACTIVE"
    )
    draft = mock.draft(1)
    for change in (
        {"products": []},
        {"address": {"country": "SE"}},
        {"products": [{"id": inactive.id, "qty": 1}]},
        {"products": [{"id": mock.item().id, "qty": 9999}]},
        {"orderNumber": next(iter(mock.centra.orders))},
    ):
        yield answer_of(mock, "POST", "/order", {**draft, **change})
    yield answer_of(mock, "POST", "/order", draft)
    yield answer_of(mock, "POST", "/orders", {"a": {}, "b": draft})
    prepared = mock.write("POST", "/order", {**draft, "createOnly": True})["order"]
    yield answer_of(mock, "GET", f"/orders?order={prepared}")
    for _ in range(2):
        yield answer_of(mock, "POST", f"/order/{prepared}", {})
    yield mock.stock()
    number, _ = mock.order(1)
    yield mock.stock()
    for body in (
        {"internalComment": "one"},
        {"internalComment": "two"},
        {"internalComment": "three", "replaceInternalComment": True},
    ):
        yield answer_of(mock, "PUT", "/orders", {"order": number, **body})
        yield answer_of(mock, "GET", f"/orders?order={number}")
    yield from many_orders(mock)


def _rich_orders(mock: OrderMock) -> Iterator[object]:
    centra = mock.centra
    item, other = mock.item(), next(iter(centra.customers.values()))
    registered = next(each for each in centra.customers.values() if each.registered and each.store_id == 1)
    market = [each for each in centra.markets.values() if each.store_id == 1][-1]
    pricelist = [each for each in centra.pricelists.values() if each.store_id == 1][2]
    america = list(centra.allocation_rules.values())[-1]
    account = next(each for each in centra.accounts.values() if len(each.buyer_ids) > 1)
    window = next(each for each in centra.delivery_windows.values() if each.kind == "at_once")
    preorder = next(each for each in centra.delivery_windows.values() if each.kind == "preorder")
    voucher = next(each for each in centra.vouchers.values() if each.status == "active" and not each.automatic)
    address = {
        "tele": "1",
        "cell": "2",
        "attn": "A",
        "address": "S 1",
        "coaddress": "c/o",
        "zipcode": "1",
        "city": "C",
        "state": "N",
    }
    for row in centra.stocks.values():
        row.physical += 50 if row.product_size_id == item.id else 0
    texts = {name: f"own {name}" for name in ("sku", "brand", "product", "variant", "size")}
    line = {"id": item.id, "qty": 1, "unitPrice": 9, "originalPrice": 11, "comment": "soft", "itemText": texts}
    draft = mock.draft(1)
    rich = {
        **draft,
        "address": {**draft["address"], **address},
        "products": [line],
        "shippingList": "express",
        "shippingValue": 3,
        "voucherValue": 1,
        "voucherCodes": [voucher.code],
        "orderNumber": 991122,
        "comment": "c",
        "internalComment": "i",
        "poNumber": "p",
        "orderDate": "2020-01-02",
        "deliveryDate": "2020-01-03",
        "cancelDate": "2020-01-04",
        "warehouseGroup": america.name,
        "internalOrder": True,
        "extraAttributes": {"order_note_text": "hello"},
        "payment": {
            "id": next(iter(centra.payment_methods.values())).id,
            "auth": {"status": 1, "amount": 99, "transaction": "t", "external_url": "https://invoices.example.com/1"},
        },
    }
    bodies: list[dict[str, Any]] = [
        rich,
        {**draft, "deliveryAddress": {**draft["address"], "city": "Elsewhere"}, "invoiceAddress": draft["address"]},
        {**draft, "marketId": market.id, "market": "none", "pricelistId": pricelist.id, "pricelist": "none", "products": [line]},
        {**draft, "address": {**draft["address"], "email": registered.email}, "customerRegister": True},
        {**draft, "customerId": other.id, "customerSetNewPassword": True},
        {**draft, "createdFromOrigin": {"type": "order", "id": 1}},
        {**draft, "extraAttributes": {"no_such": "1"}},
        {**draft, "voucherCodes": ["none"]},
        {**draft, "accountId": account.id, "buyerId": account.buyer_ids[1], "deliveryWindow": window.name, "products": [line]},
        {**draft, "address": {**draft["address"], "country": "US"}, "applyVouchers": False},
        {**draft, "createdFromOrigin": {"type": "return", "id": next(iter(centra.returns))}},
        {**draft, "extraAttributes": {"order_note_text": ""}},
        {**draft, "deliveryAddress": {"country": "SE"}, "invoiceAddress": draft["address"]},
        {**draft, "payment": {"auth": {"status": 2, "amount": 5}}},
        {**draft, "payment": {"auth": {}}},
        {**draft, "products": [{"id": item.id}]},
        {**draft, "accountId": account.id, "deliveryWindow": preorder.name, "products": [line]},
    ]
    for body in bodies:
        answer = mock.send("POST", "/order", json=body).json()
        yield json.dumps(answer)
        number = (answer.get("orders") or [0])[0]
        yield TODAY.sub("NOW", mock.send("GET", f"/orders?order={number}").text)
        order = centra.orders.get(number)
        yield order and (order.buyer_id, list(order.delivery_window_ids), [dict(each.values) for each in order.attributes])
        yield order and (order.payment_reference, order.external_invoice_url, order.billing_address.attention, order.customer_id)
        yield order and ([each.status for each in order.payments], [dict(each.allocations) for each in order.lines])
        yield [bool(each.reset_token) for each in centra.customers.values()]
    yield answer_of(mock, "POST", "/orders", {"a": draft, "b": {}, "c": {**draft, "createOnly": True}})
    yield answer_of(mock, "POST", "/orders", {"d": 7})
    yield len(centra.orders)
    for more in ({"adjustStock": False}, {"forceCreate": True}):
        yield answer_of(mock, "POST", "/order", {**draft, "products": [{"id": item.id, "qty": 9999}], **more})
        yield mock.stock()
        for row in centra.stocks.values():
            row.physical += 50 if row.product_size_id == item.id else 0
    prepared = mock.write("POST", "/order", {**mock.draft(1), "createOnly": True})
    yield json.dumps(prepared)
    number = prepared.get("order") or prepared["orders"][0]
    yield answer_of(mock, "GET", f"/orders?order={number}")
    for row in centra.stocks.values():
        if row.product_size_id == item.id:
            row.physical = row.allocated + (3 if row.warehouse_id == america.warehouse_ids[0] else 0)
    late = {
        key: rich[key]
        for key in (
            "payment",
            "internalComment",
            "comment",
            "poNumber",
            "orderDate",
            "deliveryDate",
            "cancelDate",
            "warehouseGroup",
        )
    }
    yield answer_of(mock, "POST", f"/order/{number}", late)
    yield answer_of(mock, "GET", f"/orders?order={number}")
    short = mock.write("POST", "/order", {**mock.draft(1), "createOnly": True}).get("order")
    shelves = {key: row.physical for key, row in centra.stocks.items()}
    for row in centra.stocks.values():
        row.physical = row.allocated
    yield answer_of(mock, "POST", f"/order/{short}", {})
    for key, physical in shelves.items():
        centra.stocks[key].physical = physical
    yield answer_of(mock, "POST", "/order/424242", {})


def _order_lists(mock: OrderMock) -> Iterator[object]:
    number, line = mock.order(1)
    hidden = next(each for each in mock.centra.orders.values() if not serves_market(mock.centra, each.market_id))
    customer = next(each.customer_id for each in mock.centra.orders.values() if each.customer_id)
    for query in ("older_than=2001-01-01", "newer_than=2021-01-01+00:00:00", f"customer_id={customer}", f"order={hidden.number}"):
        yield answer_of(mock, "GET", f"/orders?{query}")
    for body in (
        {"order": hidden.number, "comment": "x"},
        {"order": 7, "comment": "x"},
        {"order": number, "comment": "x", "extraAttributes": {"order_note_text": "hello"}},
        {"order": number, "extraAttributes": {"order_note_text": ""}, "status": 6, "hold": True},
        {"order": number, "comment": "y", "internalComment": "z", "replaceComment": True},
        {"order": number, "comment": "y", "internalComment": "z", "replaceInternalComment": True},
    ):
        yield answer_of(mock, "PUT", "/orders", body)
        yield answer_of(mock, "GET", f"/orders?order={number}")
        yield [dict(each.values) for each in mock.centra.orders[number].attributes]
    sent = {"shipped": True, "carrier": "C", "service": "S", "returnSlipTracking": "R"}
    yield answer_of(mock, "POST", "/shipments", {"order": number, "products": {line: 1}, **sent})
    yield answer_of(mock, "GET", f"/orders?order={number}")
    for method, path in _every_operation(mock):
        yield answer_of(mock, method, path, {} if method in ("POST", "PUT") else None)


def _bundles(mock: OrderMock) -> Iterator[object]:
    """The shipment of a whole order that holds a bundle."""
    order = next(
        each
        for each in mock.centra.orders.values()
        if any(line.is_bundle for line in each.lines)
        and serves_market(mock.centra, each.market_id)
        and each.status in (OrderStatus.PENDING, OrderStatus.CONFIRMED, OrderStatus.PROCESSING)
    )
    order.status = OrderStatus.CONFIRMED
    whole = {line.id: line.quantity for line in order.lines}
    yield answer_of(mock, "POST", "/shipments", {"order": order.number, "products": whole, "gtg": True, "capture": False})
    yield answer_of(mock, "GET", f"/shipments?order={order.number}")


def _every_operation(mock: OrderMock) -> Iterator[tuple[str, str]]:
    for each in OPERATIONS:
        if not each.lie and each.name not in ("anonymize-customer", "delete-shipment"):
            yield each.method, re.sub(r"\{\w+\}", "1", each.path)
    yield "DELETE", "/shipments/1-1"
    yield "PUT", "/anonymize-customer/1"
    yield "GET", "/shipments?older_than=2001-01-01"
    yield "GET", "/shipments?offset=1"


def _shipments(mock: OrderMock) -> Iterator[object]:
    pending = next(each for each in mock.centra.orders.values() if each.status is OrderStatus.PENDING and not each.hold)
    yield answer_of(mock, "POST", "/shipments", {"order": pending.number, "products": {str(pending.lines[0].id): 1}})
    number, line, shipment = mock.ship(2, gtg=True, tracking="T-0")
    yield answer_of(mock, "GET", f"/shipments?order={number}")
    yield answer_of(mock, "PUT", f"/shipments/{shipment}", {"products": {line: 1}})
    open_number, open_line, open_shipment = mock.ship(2, capture=False)
    yield answer_of(mock, "PUT", f"/shipments/{open_shipment}", {"products": {open_line: 1}})
    for method, path, body in (
        ("PUT", "/capture", {"shipment": open_shipment}),
        (
            "PUT",
            "/shipment",
            {"order": open_number, "shipment": open_shipment, "tracking": "T-1", "gtg": True, "shipped": True},
        ),
    ):
        yield answer_of(mock, method, path, body)
        yield answer_of(mock, "GET", f"/orders?order={open_number}")
        yield answer_of(mock, "GET", f"/shipments?order={open_number}&status=inprogress")
        yield mock.stock()
    yield answer_of(mock, "DELETE", f"/shipments/{shipment}")
    yield answer_of(mock, "GET", f"/shipments?order={number}")
    invoice = next(each for each in mock.centra.invoices.values() if each.shipment_id)
    invoiced = mock.centra.shipments[invoice.shipment_id or 0]
    invoiced.shipped = False
    yield answer_of(mock, "DELETE", f"/shipments/{invoiced.number}")
    external = [each.number for each in mock.centra.orders.values() if each.payment_method == "external-payment"]
    parcel = next(each for each in mock.centra.shipments.values() if each.order_number in external)
    yield answer_of(mock, "PUT", "/capture", {"shipment": parcel.number})
    entry = next(each for each in mock.centra.check_firsts if each.expires_at > mock.centra.now())
    for accepted in (False, True):
        body = {"orderNumber": entry.order_number, "warehouseId": entry.warehouse_id, "accepted": accepted}
        yield answer_of(mock, "POST", "/check-first", body)


def _captures(mock: OrderMock) -> Iterator[object]:
    draft = {**mock.draft(2, shippingValue=10), "payment": {"auth": {"status": 1, "amount": 1.0}}}
    number = mock.write("POST", "/order", draft)["orders"][0]
    line = mock.get(f"/orders?order={number}")["orders"][0]["products"][0]["lineId"]
    wanted = {"order": number, "products": {line: 1}}
    yield answer_of(mock, "POST", "/shipments", wanted)
    yield answer_of(mock, "GET", f"/orders?order={number}")
    yield answer_of(mock, "POST", "/shipments", {**wanted, "capture": False, "shipped": True, "gtg": True})
    yield answer_of(mock, "POST", "/shipments", {**wanted, "capture": False, "deductPreviousCosts": True})
    for path, body in (("/capture", {}), ("/shipment", {"order": number})):
        yield answer_of(mock, "PUT", path, {"shipment": f"{number}-1", **body})
        yield answer_of(mock, "PUT", path, {"shipment": f"{number}-2", **body})
    yield answer_of(mock, "GET", f"/shipments?order={number}&status=inprogress")
    yield answer_of(mock, "GET", f"/shipments?order={number}")
    yield answer_of(mock, "POST", "/shipments", {"order": 1, "products": {"1": 1}})
    number, line = mock.order(3)
    for _ in range(2):
        yield answer_of(mock, "POST", "/shipments", {"order": number, "products": {line: 1, "1": 1}})
        yield answer_of(mock, "POST", "/shipments", {"order": number, "products": {line: 1}, "capture": False})
    yield answer_of(mock, "PUT", "/capture", {"shipment": f"{number}-1"})
    yield answer_of(mock, "GET", f"/shipments?order={number}&status=inprogress")
    yield answer_of(mock, "PUT", f"/shipments/{number}-1", {"gtg": 1, "products": {line: {"serialNumber": "S-1", "qty": 1}}})
    for path in ("?limit=101", "?newer_than=2020-01-01+00:00:00", "?older_than=2001-01-01", f"?order={number}"):
        yield answer_of(mock, "GET", f"/shipments{path}")
    for method, path, body in (
        ("DELETE", f"/shipments/{number}-2", None),
        ("GET", f"/orders?order={number}", None),
        ("PUT", "/shipments", {"order": number, "shipment": f"{number}-1"}),
    ):
        yield answer_of(mock, method, path, body)


def _completions(mock: OrderMock) -> Iterator[object]:
    for wishes in (
        {"shipped": True, "gtg": True},
        {"shipped": True},
        {"shipped": True, "capture": False},
        {"shipped": True, "capture": False, "gtg": True},
        {"tracking": "T-3", "internalComment": "more"},
    ):
        draft = mock.draft(1, internalComment="before")
        number = mock.write("POST", "/order", draft)["orders"][0]
        line = mock.get(f"/orders?order={number}")["orders"][0]["products"][0]["lineId"]
        mock.write("POST", "/shipments", {"order": number, "products": {line: 1}, "capture": False})
        yield answer_of(mock, "PUT", "/shipment", {"order": 1, "shipment": f"{number}-1", **wishes})
        yield answer_of(mock, "PUT", "/shipment", {"order": number, "shipment": f"{number}-1", **wishes})
        for status in ("inprogress", "goodtogo", "completed"):
            yield answer_of(mock, "GET", f"/shipments?order={number}&status={status}")


def _shops(mock: OrderMock) -> Iterator[object]:
    yield answer_of(mock, "POST", "/check-first", {"orderNumber": "x", "accepted": "perhaps"})
    yield answer_of(mock, "POST", "/check-first", {"order": 1, "warehouseId": 1, "accepted": True})
    shops = [each.id for each in mock.centra.warehouses.values() if each.check_first]
    for number in sorted({each.order_number for each in mock.centra.check_firsts if each.expires_at > mock.centra.now()}):
        order = mock.centra.orders[number]
        mock.centra.check_firsts = [each for each in mock.centra.check_firsts if each.order_number != number]
        for shop in shops:
            mock.centra.check_firsts.append(CheckFirst(number, shop, "created", datetime(2099, 1, 1)))
            for line in order.lines:
                stock_in(mock.centra, shop, line.product_size_id).physical += 9
        for warehouse_id in (1, *shops):
            body = {"orderNumber": number, "warehouseId": warehouse_id, "accepted": True}
            yield answer_of(mock, "POST", "/check-first", body)
            yield answer_of(mock, "GET", f"/orders?order={number}")


def _returns(mock: OrderMock) -> Iterator[object]:
    _, line, shipment = mock.ship(3, gtg=True, shipped=True)
    body = {"shipment": shipment, "products": {line: 1, "1": 1}}
    yield answer_of(mock, "POST", "/return", body)
    yield mock.stock()
    yield answer_of(mock, "POST", "/return", {**body, "shippingCost": 1, "shippingCostFromShipment": True})
    yield answer_of(mock, "POST", "/return", {**body, "refund": {"refundPayment": True}})
    for more in (
        {"shippingCost": 5, "handlingCost": 3, "voucherValue": 1, "returnCost": 2, "comment": "c", "createdAt": "2021-01-01"},
        {"shippingCostFromShipment": True, "handlingCostFromShipment": True, "voucherValueFromShipment": True},
        {"returnStock": False},
    ):
        number = mock.write("POST", "/order", mock.draft(1, shippingValue=9, voucherValue=4))["orders"][0]
        own = mock.get(f"/orders?order={number}")["orders"][0]["products"][0]["lineId"]
        mock.centra.orders[number].handling_value = Decimal(2)
        mock.write("POST", "/shipments", {"order": number, "products": {own: 1}, "shipped": True, "gtg": True})
        yield answer_of(mock, "POST", "/return", {"shipment": f"{number}-1", "products": {own: 1}, **more})
        yield answer_of(mock, "GET", f"/returns?shipment={number}-1")
        yield mock.stock()
    newest = max(mock.centra.returns)
    yield answer_of(mock, "PUT", f"/returns/{newest}", {"completed": True})


def _stock(mock: OrderMock) -> Iterator[object]:
    item = mock.item()
    mock.order(9)  # so that some of it is allocated
    bundle = next(
        size
        for size in mock.centra.product_sizes.values()
        if mock.centra.products[mock.centra.variants[size.variant_id].product_id].is_bundle
    )
    for name, quantity in (("no such item", 1), (bundle.ean, 1), (item.ean, 33), (item.ean, 0)):
        yield answer_of(mock, "POST", "/stock", {"products": [{"product": name, "quantity": quantity}]})
        yield [(key, row.physical) for key, row in sorted(mock.centra.stocks.items()) if key[1] == item.id]


def _customers(mock: OrderMock) -> Iterator[object]:
    customer = next(each for each in mock.centra.customers.values() if each.consents)
    ordered = {each.customer_id for each in mock.centra.orders.values()}
    invoiced = {mock.centra.orders[each.order_number or 0].customer_id for each in mock.centra.invoices.values()}
    buyer = next(each for each in sorted(each for each in invoiced & ordered if each))
    texts = ("firstName", "lastName", "address1", "address2", "zipCode", "city", "state", "phoneNumber")
    other = next(each for each in mock.centra.countries if each != customer.address.country)
    consent = {"key": "other", "consented": True, "version": "2.0", "language": "SV"}
    body = {name: f"{name} elsewhere" for name in texts} | {"country": other, "consents": [consent]}
    yield answer_of(mock, "PUT", f"/customers/{customer.id}", body)
    refused = {"consents": [{"key": "other", "consented": False}]}
    yield answer_of(mock, "PUT", f"/customers/{customer.id}", refused)
    yield answer_of(mock, "GET", f"/customers/{customer.id}")
    customer.created_at = datetime(2020, 1, 1)
    yield answer_of(mock, "GET", "/customers?modified=2021-01-01&limit=1")
    for _ in range(2):
        yield answer_of(mock, "PUT", f"/anonymize-customer/{buyer}")
        yield answer_of(mock, "GET", f"/customers/{buyer}")
        yield [each.billing_address.city for each in mock.centra.invoices.values()]


def _suppliers(mock: OrderMock) -> Iterator[object]:
    first, second = mock.get("/supplier-deliveries")["deliveries"][:2]
    item = mock.get(f"/supplier-deliveries/{first['id']}")["delivery"]["products"][0]
    for _ in range(2):
        yield answer_of(mock, "POST", f"/supplier-deliveries/{first['id']}", {"products": {item["ean"]: 1}})
        yield answer_of(mock, "GET", f"/stock?ean={item['ean']}")
    item = mock.get(f"/supplier-deliveries/{second['id']}")["delivery"]["products"][0]
    body = {"products": {item["ean"]: 1}, "insertStock": False}
    yield answer_of(mock, "POST", f"/supplier-deliveries/{second['id']}", body)
    yield answer_of(mock, "GET", f"/stock?ean={item['ean']}")


def _more_suppliers(mock: OrderMock) -> Iterator[object]:
    delivery = mock.get("/supplier-deliveries")["deliveries"][0]
    items = mock.get(f"/supplier-deliveries/{delivery['deliveryId']}")["delivery"]["products"]
    joined = ["".join(item[name] for name in ("sku", "variantSku", "sizeSku")) for item in items]
    wanted = {code: item["quantity"] + 1 for code, item in zip(joined, items, strict=True)}
    path = f"/supplier-deliveries/{delivery['id']}"
    yield answer_of(mock, "POST", f"{path}/sku", {"products": wanted, "insertStock": False})
    yield answer_of(mock, "GET", path)
    yield answer_of(mock, "GET", f"/stock?ean={items[0]['ean']}")
    for delivery in mock.get("/supplier-deliveries")["deliveries"]:
        items = mock.get(f"/supplier-deliveries/{delivery['id']}")["delivery"]["products"]
        wanted = {item["ean"]: item["quantity"] + 1 for item in items}
        yield answer_of(mock, "POST", f"/supplier-deliveries/{delivery['id']}", {"products": wanted})
        yield answer_of(mock, "GET", f"/stock?ean={items[0]['ean']}")


def _more_vouchers(mock: OrderMock) -> Iterator[object]:
    market = next(each for each in mock.centra.markets.values() if each.store_id == 1).id
    body = {
        "name": "n", "stopDate": "2031-05-01", "startDate": "2031-04-01", "value": 5, "store": 1, "markets": market, "limit": 3,
        "type": "percentoff", "status": False, "code": "mine", "conversionHtml": "<b>",
    }  # fmt: skip
    made = mock.write("POST", "/voucher", body)
    copy = {"name": "m", "code": "copied", "stopDate": "2031-06-01", "conversionHtml": "<i>"}
    copied = mock.write("PUT", f"/voucher/{made['voucher']}/clone", copy)
    yield json.dumps((made, copied))
    for each in (made, copied):
        yield answer_of(mock, "GET", f"/vouchers/{each['voucher']}")


def _vouchers(mock: OrderMock) -> Iterator[object]:
    market = next(each for each in mock.centra.markets.values() if each.store_id == 1).id
    body: dict[str, object] = {"name": "n", "stopDate": "2031-05-01", "value": 5, "store": 1, "markets": market}
    yield answer_of(mock, "POST", "/voucher", {**body, "type": "percentoff"})
    yield answer_of(mock, "POST", "/voucher", {**body, "type": "freeshipping", "status": True})
    yield answer_of(mock, "POST", "/voucher", {**body, "type": "percentoff", "status": True})
    kinds: tuple[Callable[[Any], bool], ...] = (lambda each: each.automatic, lambda each: each.store_id != 1)
    for is_kind in kinds:
        number = next(each.id for each in mock.centra.vouchers.values() if is_kind(each))
        yield answer_of(mock, "PUT", f"/voucher/{number}/clone", {"stopDate": "2031-05-01", "code": f"c-{number}"})
