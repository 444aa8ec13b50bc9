"""Inserting, completing, reading and changing orders."""

from __future__ import annotations

import pytest
from order_client import OrderMock


def test_an_inserted_order_is_listed_and_reserves_its_goods(mock: OrderMock) -> None:
    """Numbers come back as numbers, ids of the list are text, stock moves from available to allocated."""
    before = mock.stock()
    answer = mock.write("POST", "/order", mock.draft(2))
    assert answer == {"status": "ok", "orders": [answer["orders"][0]]}
    order = mock.get(f"/orders?order={answer['orders'][0]}")["orders"][0]
    assert order["orderId"] == str(answer["orders"][0])
    assert (order["deliveryName"], order["products"][0]["qty"], order["hold"]) == ("Ines Berg", 2, 0)
    after = mock.stock()
    assert (after["physical"], after["allocated"]) == (before["physical"], before["allocated"] + 2)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"products": []}, -3),
        ({"products": None}, -4),
        ({"address": None}, -4),
        ({"address": {"country": "SE"}}, -4),
        ({"address": {"email": "a@example.com"}}, -4),
        ({"address": {"email": "nobody", "country": "SE"}}, -6),
        ({"products": [{"qty": 1}]}, -4),
        ({"products": [{"id": 1, "qty": 1}]}, -1),
        ({"products": [{"sku": "no such thing", "qty": 1}]}, -1),
        ({"shippingList": "pigeon"}, -7),
        ({"marketId": 1}, -7),
        ({"voucherCodes": ["no such code"]}, -7),
    ],
)
def test_a_failed_insertion_has_its_code(mock: OrderMock, change: dict[str, object], code: int) -> None:
    """Every failure is status no with a code and a message, and makes no order."""
    before = len(mock.centra.orders)
    answer = mock.write("POST", "/order", mock.draft(**change))
    assert (answer["status"], answer["code"], type(answer["msg"])) == ("no", code, str)
    assert len(mock.centra.orders) == before


def test_more_than_there_is_can_only_be_forced(mock: OrderMock) -> None:
    """Missing stock is code -2, unless the order is forced or leaves stock alone."""
    assert mock.write("POST", "/order", mock.draft(5000))["code"] == -2
    assert mock.write("POST", "/order", mock.draft(5000, forceCreate=True))["status"] == "ok"
    assert mock.write("POST", "/order", mock.draft(5000, adjustStock=False))["status"] == "ok"


def test_an_order_number_can_be_chosen_once(mock: OrderMock) -> None:
    """The second order with a number is refused with -5."""
    assert mock.write("POST", "/order", mock.draft(orderNumber=777))["orders"] == [777]
    assert mock.write("POST", "/order", mock.draft(orderNumber=777))["code"] == -5


def test_a_prepared_order_is_placed_by_its_completion(mock: OrderMock) -> None:
    """createOnly answers one number that no list has; completion answers text, as often as it is asked."""
    number = mock.write("POST", "/order", mock.draft(createOnly=True))["order"]
    assert mock.get(f"/orders?order={number}")["orders"] == []
    payment = {"id": 1, "auth": {"status": 1, "amount": 12.5, "transaction": "t-1"}}
    for body in ({"comment": "paid"}, {"payment": payment}):
        assert mock.write("POST", f"/order/{number}", body) == {"orders": [str(number)], "status": "ok"}
    order = mock.get(f"/orders?order={number}")["orders"][0]
    assert (order["otherComment"], order["paymentReference"]) == ("paid", "t-1")
    assert "code" not in mock.write("POST", "/order/12")


def test_a_batch_answers_under_the_names_that_were_sent(mock: OrderMock) -> None:
    """Success and failure stand side by side, without a status above them."""
    answer = mock.write("POST", "/orders", {"x123": mock.draft(1), "a1": {}, "2": mock.draft(1, createOnly=True)})
    assert list(answer) == ["x123", "a1", "2"]
    assert [answer[name]["status"] for name in answer] == ["ok", "no", "ok"]
    assert (answer["a1"]["code"], sorted(answer["2"])) == (-4, ["order", "status"])


def test_a_wholesale_order_needs_its_account_only(mock: OrderMock) -> None:
    """Addresses and buyer are those of the account."""
    account = next(each for each in mock.centra.accounts.values() if each.buyer_ids)
    body = {
        "accountId": account.id,
        "products": [{"id": mock.item().id, "qty": 1, "unitPrice": 12.25}],
        "poNumber": "P-1",
    }
    number = mock.write("POST", "/order", body)["orders"][0]
    order = mock.get(f"/orders?order={number}")["orders"][0]
    assert (order["accountId"], order["poNumber"], order["products"][0]["price"]) == (str(account.id), "P-1", 12.25)


def test_a_line_may_be_described_in_other_words(mock: OrderMock) -> None:
    """itemText replaces what the catalogue says."""
    line = {"id": mock.item().id, "qty": 1, "itemText": {"sku": "OLD-1", "product": "Old thing", "size": "U"}}
    number = mock.write("POST", "/order", mock.draft(products=[line]))["orders"][0]
    shown = mock.get(f"/orders?order={number}")["orders"][0]["products"][0]
    assert (shown["sku"], shown["variantSku"], shown["name"], shown["size"]) == ("OLD-1", "", "Old thing", "U")


def test_comments_are_appended_unless_they_replace(mock: OrderMock) -> None:
    """Both comment fields work alike, and the order's number comes back."""
    number, _ = mock.order()
    for text in ("one", "two"):
        assert mock.write("PUT", "/orders", {"order": number, "internalComment": text}) == {
            "status": "ok",
            "order": number,
        }
    assert mock.get(f"/orders?order={number}")["orders"][0]["internalComment"] == "one\ntwo"
    mock.write("PUT", "/orders", {"order": number, "internalComment": "three", "replaceInternalComment": True})
    assert mock.get(f"/orders?order={number}")["orders"][0]["internalComment"] == "three"
    assert mock.write("PUT", "/orders", {"order": 1})["order"] == 1


def test_orders_are_listed_twenty_at_a_time(mock: OrderMock) -> None:
    """limit and offset choose, filters narrow."""
    everything = [order["orderId"] for order in mock.get("/orders?limit=1000")["orders"]]
    assert [order["orderId"] for order in mock.get("/orders")["orders"]] == everything[:20]
    assert [order["orderId"] for order in mock.get("/orders?limit=2&offset=3")["orders"]] == everything[3:5]
    newest = max(order["orderDate"] for order in mock.get("/orders?limit=1000")["orders"])
    assert mock.get(f"/orders?older_than={newest}&newer_than={newest}")["orders"] == []
    assert mock.get("/orders?newer_than=" + newest.replace(" ", "+"))["orders"]


def test_a_bundle_contains_its_lines(mock: OrderMock) -> None:
    """A bundle's line holds the lines inside it, each with the bundle's id as text."""
    lines = [line for order in mock.get("/orders?limit=1000")["orders"] for line in order["products"]]
    bundle = next(line for line in lines if line["isBundle"])
    assert all(part["isPartOfBundle"].isdigit() for part in bundle["bundle"])
    assert bundle["bundle"] and all("bundle" not in line for line in lines if not line["isBundle"])


def test_a_prepared_order_keeps_its_date(mock: OrderMock) -> None:
    """Completion places the order as it was prepared; its own orderDate counts when it has one."""
    number = mock.write("POST", "/order", mock.draft(createOnly=True, orderDate="2020-01-02 03:04:05"))["order"]
    mock.write("POST", f"/order/{number}")
    assert mock.get(f"/orders?order={number}")["orders"][0]["orderDate"] == "2020-01-02 03:04:05"
    mock.write("POST", f"/order/{number}", {"orderDate": "2020-02-03"})
    assert mock.get(f"/orders?order={number}")["orders"][0]["orderDate"] == "2020-02-03 00:00:00"


@pytest.mark.parametrize(("adjusts", "pieces"), [(True, 2), (False, 0)])
def test_a_prepared_order_takes_stock_as_it_was_told(mock: OrderMock, adjusts: bool, pieces: int) -> None:
    """adjustStock of the preparation decides what the completion does; nothing is reserved before."""
    before = mock.stock()["allocated"]
    number = mock.write("POST", "/order", mock.draft(2, createOnly=True, adjustStock=adjusts))["order"]
    assert mock.stock()["allocated"] == before
    mock.write("POST", f"/order/{number}")
    assert mock.stock()["allocated"] == before + pieces


def test_some_order_has_every_remark_and_date(mock: OrderMock) -> None:
    """What most orders lack is there in one, so that a client sees every documented field with a value."""
    orders = mock.get("/orders?limit=1000")["orders"]
    rich = next(order for order in orders if order["internalComment"])
    dates = ("cancelDate", "preferredDeliveryDate", "estimatedDeliveryDate")
    assert all(rich[name].startswith("2022-") for name in dates)
    assert (rich["internalOrder"], rich["suspect"]) == (1, 1)
    assert rich["otherComment"] and rich["deliveryCoaddress"] and rich["billingCoaddress"]
    assert rich["products"][0]["comment"] and rich["products"][0]["otherComment"]
    assert (rich["discounts"]["discountAsNumber"], rich["discounts"]["anyDiscount"]) == (-1, True)
    assert rich["discounts"]["discount"] == f"-1.00\u00a0{rich['orderCurrency']}"
    assert any(each["description"] for order in orders for each in order["discounts"]["vouchers"])


def test_orders_are_paid_in_every_way(mock: OrderMock) -> None:
    """Every documented paymentType occurs, and a discount that came by itself."""
    orders = mock.get("/orders?limit=1000")["orders"]
    assert {order["paymentType"] for order in orders} >= {"cc", "inv", "3rd", "free", "prepaid"}
    assert any(order["discounts"]["automaticDiscounts"] for order in orders)
