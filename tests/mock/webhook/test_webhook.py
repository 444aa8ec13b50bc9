"""Webhooks: both versions, what each change tells, and the signature over the raw body."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from webhook_events import ask_shops, ship, write_stock
from webhook_receiver import Receiver, is_signed

from centra_mock.domain.check_first import decide_check_first
from centra_mock.faces.webhook.plugin import TRIGGERS, plugins_at
from centra_mock.faces.webhook.sender import Sender
from centra_mock.world import World


def _events(receiver: Receiver) -> list[dict[str, object]]:
    payload = receiver.take("integration").payload()
    assert isinstance(payload, dict) and list(payload) == ["events"]
    return list(payload["events"])


def test_written_stock_announces_the_display_items(world: World, receiver: Receiver) -> None:
    """The Checkout API version has lists of texts by key."""
    wanted = write_stock(world.centra)
    assert receiver.take("checkout").payload() == {"products": wanted}


def test_a_shipment_announces_itself_its_order_and_that_it_may_go(world: World, receiver: Receiver) -> None:
    """The Integration API version has events with a type, an action, a date and a number."""
    shipment_id = ship(world.centra)
    told = [(event["type"], event["action"], event["id"]) for event in _events(receiver)]
    assert told[:2] == [("shipment", "create", shipment_id), ("shipment", "good_to_go", shipment_id)]
    assert "order" in {each[0] for each in told}


def test_a_call_is_a_signed_post_of_a_form(world: World, receiver: Receiver) -> None:
    """HMAC-SHA256 over timestamp, dot and body with the endpoint secret."""
    write_stock(world.centra)
    call = receiver.take("checkout")
    assert (call.method, call.headers["content-type"]) == ("POST", "application/x-www-form-urlencoded")
    assert call.body.startswith(b"payload=%7B%22") and is_signed(call, world.secrets.webhook)


def test_without_an_endpoint_secret_nothing_is_signed(receiver: Receiver) -> None:
    """The secret may be set, it need not."""
    world = World(2)
    world.webhooks = Sender(plugins_at(receiver.url, ""), world.lies)
    world.webhooks.start()
    write_stock(world.centra)
    assert receiver.take("checkout").signature == ""
    world.webhooks.stop()


def test_every_key_of_the_checkout_version_is_sent_for_a_change_of_its_kind(world: World, receiver: Receiver) -> None:
    """What no API writes is told when the AMS saves it."""
    kinds = (
        "affiliate allocation_rule brand campaign campaign_site category cms_article gift_certificate maps_location "
        "maps_region market pricelist static warehouse"
    )
    for kind in kinds.split():
        world.centra.publish(kind, "update", 99_999_999)
    payload = receiver.take("checkout").payload()
    assert isinstance(payload, dict)
    assert {*payload, "products", "inactiveProducts"} == set(TRIGGERS["checkout"])
    assert {tuple(ids) for ids in payload.values()} == {("99999999",)}


def test_a_brand_announces_its_products_too(world: World, receiver: Receiver) -> None:
    """Also those whose display is not active, in the same list."""
    centra = world.centra
    brand = next(iter(centra.brands))
    shown = [
        each for each in centra.displays.values() if each.store_id == 1 and centra.products[each.product_id].brand_id == brand
    ]
    shown[0].status = "INACTIVE"
    centra.publish("brand", "update", brand)
    payload = receiver.take("checkout").payload()
    assert isinstance(payload, dict) and payload["brands"] == [str(brand)]
    assert set(payload["products"]) == {str(item) for display in shown for item in display.item_ids}


def test_a_price_of_the_webshop_announces_the_products_of_its_variant(world: World, receiver: Receiver) -> None:
    """And one of a wholesale pricelist does not."""
    centra = world.centra
    item = next(each for each in centra.display_items.values() if centra.displays[each.display_id].store_id == 1)
    centra.publish("price", "update", item.variant_id, store_id=2)
    centra.publish("price", "update", item.variant_id, store_id=1)
    payload = receiver.take("checkout").payload()
    assert isinstance(payload, dict) and str(item.id) in payload["products"]
    centra.publish("price", "update", item.variant_id, store_id=2)
    assert receiver.rest() == []


def test_goods_of_another_store_announce_nothing(world: World, receiver: Receiver) -> None:
    """The plugin belongs to the retail store."""
    centra = world.centra
    centra.publish("market", "update", next(each.id for each in centra.markets.values() if each.store_id == 2))
    centra.publish("display", "update", next(each.id for each in centra.displays.values() if each.store_id == 2))
    assert receiver.rest() == []


def test_a_shop_that_accepts_rejects_the_others(world: World, receiver: Receiver) -> None:
    """The events carry the warehouse, and all but the time of the new one."""
    number, shops = ask_shops(world.centra)
    (asked,) = [event for event in _events(receiver) if event["type"] == "check_first"]
    assert isinstance(asked["data"], dict)
    assert (asked["action"], asked["id"]) == ("create", number)
    assert [each["warehouseId"] for each in asked["data"]["warehouses"]] == shops
    assert all(datetime.fromisoformat(each["expirationAt"]).tzinfo for each in asked["data"]["warehouses"])
    decide_check_first(world.centra, number, shops[1], True)
    told = [(e["action"], e["data"]) for e in _events(receiver) if e["type"] == "check_first"]
    assert told == [("accepted", {"warehouseId": shops[1]}), ("rejected", {"warehouseId": shops[0]})]


def test_shops_that_think_too_long_time_out(world: World, receiver: Receiver) -> None:
    """Then none of them can accept any more."""
    number, shops = ask_shops(world.centra)
    receiver.take("integration")
    world.set_clock(timedelta(hours=3))
    told = [(e["action"], e["id"], e["data"]) for e in _events(receiver) if e["type"] == "check_first"]
    assert told == [("timeout", number, {"warehouseId": shop}) for shop in shops]


def test_a_campaign_that_ends_is_told(world: World, receiver: Receiver) -> None:
    """And one that goes on is not."""
    centra = world.centra
    campaign = next(each for each in centra.campaigns.values() if each.store_id == 1)
    world.set_clock(timedelta())
    campaign.stop_date = centra.now() + timedelta(days=1)
    world.set_clock(timedelta(days=2))
    payload = receiver.take("checkout").payload()
    assert isinstance(payload, dict) and payload["campaigns"] == [str(campaign.id)]


@pytest.mark.parametrize("seed", [1, 2, 7])
def test_a_fresh_store_has_nothing_to_tell(receiver: Receiver, seed: int) -> None:
    """What was due long ago is settled."""
    world = World(seed)
    world.webhooks = Sender(plugins_at(receiver.url, "s"), world.lies)
    world.webhooks.start()
    world.set_clock(timedelta())
    assert receiver.rest() == []
    world.webhooks.stop()
