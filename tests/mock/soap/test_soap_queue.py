"""The event queue: oldest hundred first, nothing consumed by fetching, nothing back after events_Done."""

from __future__ import annotations

from lxml import etree
from soap_client import Erp, value


def _ids(events: list[etree._Element]) -> list[str]:
    return [value(each, "id") or "" for each in events]


def test_a_fetch_answers_the_oldest_hundred_and_consumes_nothing(erp: Erp) -> None:
    """More wait than one fetch carries."""
    first = _ids(erp.events())
    assert len(first) == 100
    assert [int(each) for each in first] == sorted(int(each) for each in first)
    assert _ids(erp.events()) == first


def test_events_marked_done_make_room_for_newer_ones(erp: Erp) -> None:
    """Ten done: the other ninety come again, with ten that were not seen before."""
    first = _ids(erp.events())
    assert erp.done(first[:10]) == ("true", [], [])
    second = _ids(erp.events())
    assert second[:90] == first[10:]
    assert not set(second[90:]) & set(first)
    assert erp.done(first[:1])[2] == [f"Event {first[0]} is not in the queue"]
    assert erp.done(["all"])[0] == "false"


def test_an_object_that_changes_after_it_was_marked_done_is_queued_anew(erp: Erp) -> None:
    """The event carries the whole object as it is now, under the id of the ERP."""
    terms = "<paymentterms><id>NET-45</id><name>{}</name><duedays>45</duedays></paymentterms>"
    erp.update("paymentterms_Update", terms.format("45 days"))
    erp.done(_ids(erp.events("paymentterm")))
    assert erp.events("paymentterm") == []
    erp.update("paymentterms_Update", terms.format("45 days net"))
    [event] = erp.events("paymentterm")
    assert value(event, "entry") == value(event, "data/paymentterm/id") == "NET-45"
    assert value(event, "mission") == "update"
    assert value(event, "data/paymentterm/name") == "45 days net"


def test_a_change_of_a_fetched_object_is_not_lost_with_its_older_event(erp: Erp) -> None:
    """What changes between fetch and events_Done has an event of its own."""
    number = next(order.number for order in erp.world.centra.orders.values() if order.status.name == "CONFIRMED")
    erp.order(number, "<locked>yes</locked>")
    seen = _ids(erp.events("order"))
    erp.order(number, "<internalinformation>Call first</internalinformation>")
    erp.done(seen)
    [event] = erp.events("order")
    assert value(event, "data/order/internalinformation") == "Call first"


def test_types_and_markets_limit_what_a_fetch_answers(erp: Erp) -> None:
    """A market filter leaves out what belongs to other markets or to none."""
    assert {value(each, "type") for each in erp.events("customer")} == {"customer"}
    erp.update("markets_Update", "<market><id>Isles</id><store>1</store><type>retail</type></market>")
    [event] = erp.events(markets=["Isles"])
    assert value(event, "data/market/id") == "Isles"
    assert erp.events("order", markets=["nowhere"]) == []


def test_a_retail_order_has_a_customer_and_an_authorization_and_a_wholesale_order_an_account(erp: Erp) -> None:
    """Both carry rows with their row ids, market and pricelist."""
    orders = [each.find("{*}data/{*}order") for each in erp.events("order")]
    retail = next(each for each in orders if each is not None and value(each, "type") == "retail")
    wholesale = next(each for each in orders if each is not None and value(each, "type") == "wholesale")
    assert value(retail, "customer/id") and value(retail, "payments/payment/type") == "auth"
    assert value(wholesale, "account/id") and value(wholesale, "buyer/id") and wholesale.find("{*}customer") is None
    for order in (retail, wholesale):
        assert value(order, "ordernumber") and value(order, "market/id") and value(order, "pricelist/description")
        assert value(order, "products/product/sizes/size/orderitem/id")


def test_an_object_that_is_gone_leaves_its_id(erp: Erp) -> None:
    """The mission says delete."""
    erp.update("warehouses_Update", "<warehouse><id>Annex</id><description>Annex</description></warehouse>")
    centra = erp.world.centra
    own = max(centra.warehouses)
    del centra.warehouses[own]
    centra.publish("warehouse", "delete", own)
    event = erp.events("warehouse")[-1]
    assert (value(event, "mission"), value(event, "data/warehouse/id")) == ("delete", "Annex")


def test_every_request_that_changes_an_object_queues_one_event(erp: Erp) -> None:
    """What one request does to an object is one event; a second request queues a second, fetched or not."""
    number = next(order.number for order in erp.world.centra.orders.values() if order.status.name == "PENDING")
    before = len(erp.world.centra.soap_events)
    erp.order(number, "<status>confirmed</status><locked>yes</locked><other>Ring</other>")
    assert len(erp.world.centra.soap_events) == before + 1
    erp.order(number, "<other>Ring twice</other>")
    assert len(erp.world.centra.soap_events) == before + 2
