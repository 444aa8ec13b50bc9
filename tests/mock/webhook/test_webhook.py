"""Webhooks: both versions, the signature over the raw body, and what each lie changes."""

from __future__ import annotations

import hashlib
import hmac
import json
import queue
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, HTTPServer
from urllib.parse import parse_qs

import pytest

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import OrderStatus
from centra_mock.domain.orders import confirm_order
from centra_mock.domain.shipments import create_shipment
from centra_mock.domain.stock import set_physical
from centra_mock.faces.webhook.lies import LIES
from centra_mock.faces.webhook.sender import RETRY_DELAYS_S, Sender
from centra_mock.world import World

WAIT_S = 5.0
SILENCE_S = 0.3


@dataclass(frozen=True, slots=True)
class Call:
    """One webhook as the receiver got it."""

    path: str
    signature: str
    content_type: str
    body: bytes

    def payload(self) -> object:
        """The JSON of the form field; ``None`` when there is no such field."""
        texts = parse_qs(self.body.decode()).get("payload")
        return json.loads(texts[0]) if texts else None


class Receiver:
    """A real receiver on a free port of the loopback."""

    def __init__(self, *, deaf_calls: int = 0) -> None:
        calls: queue.Queue[Call] = queue.Queue()
        unanswered = list(range(deaf_calls))

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                signature = self.headers.get("X-Centra-Signature", "")
                calls.put(Call(self.path, signature, self.headers["Content-Type"], body))
                if unanswered:
                    unanswered.pop()
                    self.close_connection = True
                    return
                self.send_response(200)
                self.end_headers()

            def log_message(self, format: str, *args: object) -> None:
                return

        self.calls = calls
        self._server = HTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.02})
        self._thread.start()

    def take(self, version: str) -> Call:
        """The next call of a version; others are passed over."""
        while True:
            call = self.calls.get(timeout=WAIT_S)
            if call.path == f"/{version}":
                return call

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._thread.join()
        self._server.server_close()


@pytest.fixture
def receiver() -> Iterator[Receiver]:
    made = Receiver()
    yield made
    made.close()


@pytest.fixture
def world(receiver: Receiver) -> Iterator[World]:
    made = World(2)
    made.webhooks = Sender(receiver.url, made.secrets.webhook, made.lies)
    made.webhooks.start()
    yield made
    made.webhooks.stop()


def _ship(centra: Centra) -> int:
    order = next(each for each in centra.orders.values() if each.status is OrderStatus.CONFIRMED and each.customer_id)
    return create_shipment(centra, order.number, good_to_go=True).id


def _write_stock(centra: Centra) -> list[str]:
    size = next(iter(centra.product_sizes.values()))
    set_physical(centra, next(iter(centra.warehouses)), size.id, 77)
    return sorted(
        str(item.id)
        for item in centra.display_items.values()
        if item.variant_id == size.variant_id and centra.displays[item.display_id].store_id == 1
    )


def test_written_stock_announces_the_display_items(world: World, receiver: Receiver) -> None:
    """The Checkout API version has lists of texts by key."""
    wanted = _write_stock(world.centra)
    assert receiver.take("checkout").payload() == {"products": wanted}


def test_a_shipment_announces_itself_its_order_and_that_it_may_go(world: World, receiver: Receiver) -> None:
    """The Integration API version has events with a type, an action, a date and a number."""
    shipment_id = _ship(world.centra)
    payload = receiver.take("integration").payload()
    assert isinstance(payload, dict)
    told = [(event["type"], event["action"], event["id"]) for event in payload["events"]]
    assert told[:2] == [("shipment", "create", shipment_id), ("shipment", "good_to_go", shipment_id)]
    assert "order" in {each[0] for each in told}


def test_the_signature_covers_the_raw_body(world: World, receiver: Receiver) -> None:
    """HMAC-SHA256 over timestamp, dot and body with the endpoint secret."""
    _write_stock(world.centra)
    call = receiver.take("checkout")
    parts = dict(part.split("=") for part in call.signature.split(","))
    signed = f"{parts['t']}.".encode() + call.body
    assert parts["v1"] == hmac.new(world.secrets.webhook.encode(), signed, hashlib.sha256).hexdigest()
    assert call.content_type == "application/x-www-form-urlencoded" and call.body.startswith(b"payload=%7B%22")


def test_many_ids_are_sent_in_calls_of_a_hundred(world: World, receiver: Receiver) -> None:
    """The most events of a call by default."""
    assert world.webhooks is not None
    world.webhooks.offer_ids("brands", [str(each) for each in range(150)])
    sizes = [len(receiver.take("checkout").payload()["brands"]) for _ in range(2)]  # type: ignore[index]
    assert sizes == [100, 50]


def test_goods_of_another_store_announce_nothing(world: World, receiver: Receiver) -> None:
    """The plugin belongs to the retail store."""
    market = next(each for each in world.centra.markets.values() if each.store_id == 2)
    world.centra.publish("market", "update", market.id)
    with pytest.raises(queue.Empty):
        receiver.calls.get(timeout=SILENCE_S)


@pytest.mark.parametrize("retries, calls", [(0, 1), (1, 2)], ids=["off", "once"])
def test_a_call_without_answer_is_repeated_only_when_retries_are_on(retries: int, calls: int) -> None:
    """The repetition has the same body; they are off by default."""
    receiver, world = Receiver(deaf_calls=1), World(2)
    world.webhooks = Sender(receiver.url, world.secrets.webhook, world.lies, retries=retries)
    world.webhooks.start()
    world.webhooks.offer_ids("brands", ["5"])
    bodies = [receiver.take("checkout").body for _ in range(calls)]
    with pytest.raises(queue.Empty):
        receiver.calls.get(timeout=RETRY_DELAYS_S[0] + SILENCE_S)
    world.webhooks.stop()
    receiver.close()
    assert bodies == [b"payload=%7B%22brands%22%3A%5B%225%22%5D%7D"] * calls


def test_a_reset_forgets_what_waited_and_a_dead_receiver_blocks_nothing() -> None:
    """Publishing returns at once though nobody listens."""
    world = World(2)
    world.webhooks = Sender("http://127.0.0.1:9", world.secrets.webhook, world.lies, retries=3)
    world.webhooks.start()
    _write_stock(world.centra)
    world.reset()
    _write_stock(world.centra)
    world.webhooks.stop()


@pytest.mark.parametrize("name", sorted(lie.name for lie in LIES))
def test_every_lie_changes_what_arrives(world: World, receiver: Receiver, name: str) -> None:
    """Compared with the honest calls for the same changes."""
    honest = _heard(world, receiver)
    world.lies.tell([name])
    assert _heard(world, receiver) != honest


def _heard(world: World, receiver: Receiver) -> list[object]:
    """What arrives for one change of every kind, without what differs from call to call."""
    world.reset()
    centra = world.centra
    _write_stock(centra)
    _ship(centra)
    confirm_order(centra, next(each.number for each in centra.orders.values() if each.status is OrderStatus.PENDING))
    for kind, things in (
        ("brand", centra.brands),
        ("market", centra.markets),
        ("pricelist", centra.pricelists),
        ("warehouse", centra.warehouses),
        ("customer", centra.customers),
        ("account", centra.accounts),
        ("return", centra.returns),
    ):
        centra.publish(kind, "update", next(iter(things)))
    calls: list[Call] = []
    try:
        for _ in range(2):
            calls.append(receiver.calls.get(timeout=1.0 if not calls else SILENCE_S))
    except queue.Empty:
        pass
    return [_facts(world, call) for call in calls]


def _facts(world: World, call: Call) -> object:
    payload = call.payload()
    if isinstance(payload, dict) and isinstance(payload.get("events"), list):
        for event in payload["events"]:
            if "date" in event:
                event["date"] = "T" in event["date"]
    parts = dict(part.split("=") for part in call.signature.split(",") if "=" in part)
    signed = f"{parts.get('t')}.".encode() + call.body
    holds = parts.get("v1") == hmac.new(world.secrets.webhook.encode(), signed, hashlib.sha256).hexdigest()
    return (call.path, sorted(parts), holds, call.content_type, call.body[:8], payload)
