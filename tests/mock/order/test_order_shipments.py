"""Shipments of the Order API from their creation to their end, check-first, returns."""

from __future__ import annotations

import pytest
from order_client import OrderMock


def test_a_shipment_goes_from_creation_to_completion(mock: OrderMock) -> None:
    """It is good to go, then sent; its goods leave the shelf only then; the order is completed."""
    before = mock.stock()
    number, line, shipment = mock.ship(2, capture=False, gtg=True)
    assert shipment == f"{number}-1"
    listed = mock.get(f"/shipments?order={number}")["shipments"][0]
    assert (listed["shouldCapture"], listed["paid"], listed["products"][0]["lineId"]) == (1, 0, line)
    assert mock.stock()["physical"] == before["physical"]
    sent = {"order": str(number), "shipment": shipment, "carrier": "Post", "tracking": "T-1", "gtg": True, "shipped": True}
    assert mock.write("PUT", "/shipment", sent) == {"status": "ok", "order": number, "shipment": shipment}
    assert mock.stock()["physical"] == before["physical"] - 2
    assert mock.get(f"/shipments?order={number}")["shipments"] == []
    done = mock.get(f"/shipments?order={number}&status=completed")["shipments"][0]
    assert (done["trackingNumber"], done["paid"], done["shipmentDate"] > "2020") == ("T-1", 1, True)
    order = mock.get(f"/orders?order={number}")["orders"][0]
    assert (order["orderStatus"], order["shipments"][0]["trackingId"]) == ("completed", "T-1")


def test_an_unsent_shipment_has_no_date_and_no_tracking(mock: OrderMock) -> None:
    """What is sent of a parcel counts only together with shipped."""
    number, _, _ = mock.ship(1, tracking="T-1", carrier="Post")
    assert mock.get(f"/orders?order={number}")["orders"][0]["shipments"][0] == {
        "shipmentId": f"{number}-1",
        "shippedDate": "0000-00-00 00:00:00",
        "carrier": "",
        "service": "",
        "trackingId": "",
        "trackingUrl": "",
        "returnSlipTracking": "",
    }


def test_products_of_an_untouched_shipment_can_change(mock: OrderMock) -> None:
    """Quantities are targets; good to go works at any time; the answer holds the shipment itself."""
    _, line, shipment = mock.ship(2, capture=False)
    answer = mock.write("PUT", f"/shipments/{shipment}", {"products": {line: 1}})
    assert answer["shipment"]["products"][0]["qty"] == 1
    assert mock.write("PUT", "/capture", {"shipment": shipment})["status"] == "ok"
    refused = mock.write("PUT", f"/shipments/{shipment}", {"products": {line: 2}})
    assert refused["msg"] == "shipment is captured and can not be updated"
    serial = {"gtg": 1, "products": {line: {"serialNumber": "S-1", "qty": 1}}}
    assert mock.write("PUT", f"/shipments/{shipment}", serial)["status"] == "ok"
    assert mock.write("PUT", "/shipments/1-1", {})["shipment"] == "1-1"


def test_a_shipment_without_documents_can_be_deleted(mock: OrderMock) -> None:
    """One with an invoice cannot."""
    number, _, shipment = mock.ship()
    expected = {"status": "ok", "msg": "shipment removed", "order": number, "shipment": shipment}
    assert mock.write("DELETE", f"/shipments/{shipment}") == expected
    invoiced = next(each.shipment_id for each in mock.centra.invoices.values() if each.shipment_id)
    refused = mock.write("DELETE", f"/shipments/{mock.centra.shipments[invoiced].number}")
    assert refused["msg"] == "shipment has invoices or creditnotes and could not be deleted."


@pytest.mark.parametrize(
    ("body", "msg"),
    [
        ({"order": "1337", "products": {"1": 1}}, "order does not exist"),
        ({"products": {"1": 1}}, "order: required"),
        ({"order": 1}, "products: required"),
    ],
)
def test_a_shipment_that_cannot_be_made_is_refused(mock: OrderMock, body: dict[str, object], msg: str) -> None:
    """The order comes back as it was sent."""
    answer = mock.write("POST", "/shipments", body)
    assert (answer["status"], answer["msg"]) == ("no", msg)
    assert answer.get("order") in (None, "1337")


def test_only_confirmed_orders_are_shipped(mock: OrderMock) -> None:
    """A pending order has no shipment."""
    pending = next(order for order in mock.centra.orders.values() if order.status == 1 and not order.hold)
    body = {"order": pending.number, "products": {str(pending.lines[0].id): 1}}
    assert mock.write("POST", "/shipments", body)["status"] == "no"


def test_more_than_was_authorised_is_not_captured(mock: OrderMock) -> None:
    """The shipping cost can be captured once, unless earlier costs are deducted."""
    draft = mock.draft(2, shippingValue=10, payment={"id": 1, "auth": {"status": 1, "amount": 1}})
    number = mock.write("POST", "/order", draft)["orders"][0]
    line = mock.get(f"/orders?order={number}")["orders"][0]["products"][0]["lineId"]
    answer = mock.write("POST", "/shipments", {"order": number, "products": {line: 1}})
    assert answer == {"status": "no", "msg": "can not capture order", "order": str(number)}
    assert mock.get(f"/shipments?order={number}&status=inprogress")["shipments"] == []


def test_lists_of_shipments_are_bounded_and_old_first(mock: OrderMock) -> None:
    """limit lies between 1 and 100 for what is in progress or completed."""
    for status in ("inprogress", "completed"):
        for limit in (0, 101):
            assert mock.get(f"/shipments?status={status}&limit={limit}")["status"] == "no"
    ids = [each["shipmentId"] for each in mock.get("/shipments?status=completed&limit=100")["shipments"]]
    created = {each.number: each.created_at for each in mock.centra.shipments.values()}
    assert ids == sorted(ids, key=lambda number: created[number])
    assert mock.get("/shipments?status=lost")["status"] == "no"


def test_orders_of_the_external_payment_plugin_are_left_alone(mock: OrderMock) -> None:
    """Captures and refunds are refused with the text of the plugin's page."""
    orders = [each.number for each in mock.centra.orders.values() if each.payment_method == "external-payment"]
    shipment = next(each for each in mock.centra.shipments.values() if each.order_number in orders)
    answer = mock.write("PUT", "/capture", {"shipment": shipment.number})
    assert answer["msg"].startswith("Action not supported by external payment plugin.")
    assert answer["order"] == shipment.order_number


def test_a_check_first_decision_is_final(mock: OrderMock) -> None:
    """Fields are told apart in an object; a second decision is refused."""
    answer = mock.write("POST", "/check-first", {"orderNumber": "x", "accepted": "perhaps"})
    problems = {"orderNumber": "invalid value", "warehouseId": "required", "accepted": "invalid value"}
    assert answer == {"status": "no", "msg": problems}
    body = {"orderNumber": 1, "warehouseId": 1, "accepted": True}
    assert mock.write("POST", "/check-first", body)["msg"] == "order does not exist"
    entry = next(each for each in mock.centra.check_firsts if each.expires_at > mock.centra.now())
    body = {"orderNumber": entry.order_number, "warehouseId": entry.warehouse_id, "accepted": False}
    assert mock.write("POST", "/check-first", body) == {"status": "ok"}
    assert mock.write("POST", "/check-first", {**body, "accepted": True})["status"] == "no"


def test_a_return_takes_what_can_come_back(mock: OrderMock) -> None:
    """Lines that were not shipped are left out; a refund completes the return; stock comes back."""
    number, line, shipment = mock.ship(2, gtg=True, shipped=True)
    before = mock.stock()["physical"]
    body = {"shipment": shipment, "products": {line: "1", "1": "1"}, "refund": {"refundPayment": True}}
    answer = mock.write("POST", "/return", body)
    assert (answer["returnCompleted"], answer["returnedItems"], answer["refund"]) == (True, [line], {"status": "ok"})
    assert mock.stock()["physical"] == before + 1
    pending = mock.write("POST", "/return", {"shipment": shipment, "products": {line: 1}, "returnStock": False})
    assert (pending["returnCompleted"], mock.stock()["physical"]) == (False, before + 1)
    refused = {"status": "no", "msg": "return could not be created."}
    assert mock.write("POST", "/return", {"shipment": shipment, "products": {line: 1}}) == refused
    listed = [each["returnId"] for each in mock.get(f"/returns?order={number}")["returns"]]
    assert listed == [pending["return"], answer["return"]]
    done = mock.write("PUT", f"/returns/{pending['return']}", {"completed": True})
    assert (done["return"]["completed"], type(done["return"]["orderId"])) == (True, int)
    assert mock.write("PUT", "/returns/100500", {})["msg"] == "Return with id=100500 does not exist"


def test_a_cost_is_given_or_taken_from_the_shipment(mock: OrderMock) -> None:
    """Not both."""
    _, line, shipment = mock.ship(2, gtg=True, shipped=True)
    both = {"shipment": shipment, "products": {line: 1}, "shippingCost": 1, "shippingCostFromShipment": True}
    assert mock.write("POST", "/return", both)["status"] == "no"


def test_the_documents_of_a_shipment_can_be_read(mock: OrderMock) -> None:
    """Their addresses lead to a PDF, without a secret."""
    for shipment in mock.get("/shipments?status=completed")["shipments"][:2]:
        for url in (shipment["deliveryNote"], shipment["proforma"], *shipment.get("invoices", [])):
            response = mock.fetch(url)
            assert (response.status_code, response.content[:5]) == (200, b"%PDF-")
    assert mock.fetch("http://mock/ams/documents/invoice/none.pdf").status_code == 404
    assert mock.fetch("http://mock/ams/documents/love-letter/1-1.pdf").status_code == 404
