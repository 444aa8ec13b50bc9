"""What the store of any seed shows of returns, customers and supplies, and what returns and acceptances do to it."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from order_client import OrderMock

from centra_mock.domain.returns import return_value
from centra_mock.domain.seed import build_centra
from centra_mock.faces.order.plugin import plugin_warehouse


def _sent(mock: OrderMock, quantity: int = 2) -> tuple[int, str, str]:
    """A sent and captured shipment of the item."""
    return mock.ship(quantity, gtg=True, shipped=True)


def test_returns_of_the_store_show_every_field_with_a_value(mock: OrderMock) -> None:
    """One is completed, in stock, with costs and a comment; one is pending, not in stock and without a comment."""
    returns = mock.get("/returns")["returns"]
    done = next(each for each in returns if each["completed"])
    waiting = next(each for each in returns if not each["completed"])
    assert (done["returnToStock"], waiting["returnToStock"], waiting["comment"]) == (True, False, None)
    assert all(done[name] for name in ("returnCost", "shippingCost", "handlingCost", "voucherValue", "comment"))
    assert any(each["taxValue"] for each in returns)
    assert len(done["products"]) > 1
    assert [each["returnId"] for each in returns] == sorted((each["returnId"] for each in returns), reverse=True)


@pytest.mark.parametrize("seed", (1, 2, 42, 1000))
def test_a_delivery_came_in_part_and_reservations_are_of_its_items(seed: int) -> None:
    """Every line of an order is reserved once at most, of a delivery that brings the item."""
    centra = build_centra(seed)
    deliveries = list(centra.supplier_deliveries.values())
    assert any(each.accepted and any((line.accepted or 0) < line.quantity for line in each.lines) for each in deliveries)
    reserved: list[int] = []
    for delivery in deliveries:
        items = {line.product_size_id for line in delivery.lines}
        for number, lines in delivery.reservations.items():
            known = {line.id: line for line in centra.orders[number].lines}
            assert {known[line_id].product_size_id for line_id in lines} <= items
            reserved += lines
    assert reserved and len(reserved) == len(set(reserved))


def test_refused_consents_are_shown_too(mock: OrderMock) -> None:
    """Both kinds are in the store, some without language and version."""
    consents = [each for customer in mock.get("/customers")["customers"] for each in customer["consents"]]
    assert {each["consented"] for each in consents} == {True, False}
    assert "" in {each["language"] for each in consents}


def test_what_cannot_be_returned_is_left_out(mock: OrderMock) -> None:
    """The rest is returned; nothing at all is refused."""
    _, line, shipment = _sent(mock)
    body: dict[str, Any] = {"shipment": shipment, "products": {line: "1", "1": 1}, "returnStock": 1}
    made = mock.write("POST", "/return", body)
    assert (made["status"], made["returnCompleted"], made["returnedItems"]) == ("ok", False, [line])
    refused = {"status": "no", "msg": "return could not be created."}
    assert mock.write("POST", "/return", {"shipment": shipment, "products": {"1": 1}}) == refused
    assert mock.write("POST", "/return", {"shipment": "1-1", "products": {line: 1}}) == refused
    mock.write("POST", "/return", body)
    assert mock.write("POST", "/return", body) == refused


def test_a_refund_pays_goods_and_costs_less_the_cost_of_returning(mock: OrderMock) -> None:
    """A refund that succeeds completes the return at once."""
    number, line, shipment = _sent(mock)
    costs = {"shippingCost": 5, "handlingCost": 3, "returnCost": 2}
    body = {"shipment": shipment, "products": {line: 1}, "refund": {"refundPayment": True, "sendEmail": True}, **costs}
    made = mock.write("POST", "/return", body)
    assert (made["returnCompleted"], made["refund"]) == (True, {"status": "ok"})
    price = mock.centra.orders[number].lines[0].unit_price
    paid = [each.value for each in mock.centra.orders[number].payments if each.entry_type == "REFUND"]
    assert paid == [price + Decimal(6)] == [return_value(mock.centra, mock.centra.returns[made["return"]])]


def test_a_return_is_completed_and_reopened(mock: OrderMock) -> None:
    """Completing pays nothing back; an unknown return is named."""
    number, line, shipment = _sent(mock)
    made = mock.write("POST", "/return", {"shipment": shipment, "products": {line: 1}})["return"]
    for wanted in (True, False):
        answer = mock.write("PUT", f"/returns/{made}", {"completed": wanted})
        assert (answer["return"]["returnId"], answer["return"]["completed"]) == (made, wanted)
    assert not [each for each in mock.centra.orders[number].payments if each.entry_type == "REFUND"]
    assert mock.write("PUT", f"/returns/{made}", {"refundPayment": True})["return"]["completed"] is True
    msg = "Return with id=100500 does not exist"
    assert mock.write("PUT", "/returns/100500", {"completed": True}) == {"status": "no", "msg": msg}


def test_filters_of_returns_include_the_first_and_exclude_the_last_moment(mock: OrderMock) -> None:
    """newer_than is inclusive, older_than exclusive; both take a date alone."""
    moment = mock.get("/returns")["returns"][-1]["date"]
    at = moment.replace(" ", "+")
    assert moment in [each["date"] for each in mock.get(f"/returns?newer_than={at}")["returns"]]
    assert moment not in [each["date"] for each in mock.get(f"/returns?older_than={at}")["returns"]]
    assert moment in [each["date"] for each in mock.get(f"/returns?newer_than={moment[:10]}")["returns"]]


def test_an_over_delivery_is_taken_in_and_leaves_nothing(mock: OrderMock) -> None:
    """Both id and deliveryId name a delivery; an accepted one cannot be read any more."""
    listed = mock.get("/supplier-deliveries")["deliveries"][0]
    items = mock.get(f"/supplier-deliveries/{listed['deliveryId']}")["delivery"]["products"]
    own, size = plugin_warehouse(mock.centra).id, {each.ean: each.id for each in mock.centra.product_sizes.values()}
    before = {each["ean"]: mock.centra.stocks[own, size[each["ean"]]].physical for each in items}
    wanted = {each["ean"]: each["quantity"] + 2 for each in items}
    assert mock.write("POST", f"/supplier-deliveries/{listed['id']}", {"products": wanted}) == {"status": "ok"}
    now = {ean: mock.centra.stocks[own, size[ean]].physical for ean in before}
    assert now == {ean: before[ean] + wanted[ean] for ean in before}
    assert mock.get(f"/supplier-deliveries/{listed['id']}")["status"] == "no"
