"""The queue of a plugin: triggers, events per call, the time limit, repetitions, and what is dropped."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from typing import Any

import httpx
import pytest
from webhook_events import write_stock
from webhook_receiver import SILENCE_S, Receiver, is_signed

from centra_mock.faces.webhook.call import make_call, send_call
from centra_mock.faces.webhook.plugin import Plugin, UnfitPluginError, plugins_at, read_plugin
from centra_mock.faces.webhook.sender import Sender
from centra_mock.world import World

PACE = 0.05  # 5 seconds are 250 ms, and the delays 50, 100 and 200 ms
SECRET = "endpoint-secret"

Start = Callable[..., tuple[Sender, Receiver, World]]


@pytest.fixture
def start() -> Iterator[Start]:
    stops: list[Callable[[], None]] = []

    def start(*, held: int = 0, status: int = 200, lies: tuple[str, ...] = (), **settings: Any) -> tuple[Sender, Receiver, World]:
        receiver, world = Receiver(held=held, status=status), World(2, lies=lies)
        world.webhooks = Sender(plugins_at(receiver.url, SECRET, **{"pace": PACE, **settings}), world.lies)
        world.webhooks.start()
        stops.extend([world.webhooks.stop, receiver.close])
        return world.webhooks, receiver, world

    yield start
    for stop in stops:
        stop()


def test_many_ids_are_sent_in_calls_of_a_hundred(start: Start) -> None:
    """The most events of a call by default."""
    sender, receiver, _ = start()
    sender.offer_ids("brands", [str(each) for each in range(150)])
    sizes = [len(receiver.take("checkout").payload()["brands"]) for _ in range(2)]  # type: ignore[index]
    assert sizes == [100, 50]


def test_events_that_wait_are_sent_together_up_to_the_maximum(start: Start) -> None:
    """What happens while a call is under way fills the next ones."""
    sender, receiver, _ = start(held=1, max_events=2)
    sender.offer_event({"type": "order", "action": "update", "id": 1})
    receiver.take("integration")
    for number in range(2, 7):
        sender.offer_event({"type": "order", "action": "update", "id": number})
    sizes = [len(call.payload()["events"]) for call in receiver.rest(first_s=2)]  # type: ignore[index]
    assert sizes == [2, 2, 1]


def test_the_same_happening_twice_is_told_twice(start: Start) -> None:
    """No page says that what waits is gathered by what happened."""
    sender, receiver, _ = start(held=1)
    sender.offer_event({"type": "order", "action": "update", "id": 1})
    receiver.take("integration")
    for _ in range(3):
        sender.offer_event({"type": "order", "action": "update", "id": 2})
    assert [[event["id"] for event in call.payload()["events"]] for call in receiver.rest(first_s=2)] == [[2, 2, 2]]  # type: ignore[index]


def test_a_trigger_that_is_off_is_not_sent(start: Start) -> None:
    """In either version."""
    sender, receiver, _ = start(without=["brands", "order"])
    sender.offer_ids("brands", ["1"])
    sender.offer_event({"type": "order", "action": "update", "id": 1})
    assert receiver.rest() == []


@pytest.mark.parametrize("retries", [0, 1, 3])
def test_a_call_without_answer_is_repeated_as_often_as_is_set_and_then_dropped(start: Start, retries: int) -> None:
    """Every repetition has the same body and is signed; the next in the queue follows."""
    sender, receiver, _ = start(held=retries + 1, retries=retries)
    sender.offer_ids("brands", ["5"])
    calls = [receiver.take("checkout")]
    sender.offer_ids("brands", ["6"])
    calls += [receiver.take("checkout") for _ in range(retries + 1)]
    bodies = [b"payload=%7B%22brands%22%3A%5B%225%22%5D%7D"] * (retries + 1) + [b"payload=%7B%22brands%22%3A%5B%226%22%5D%7D"]
    assert [call.body for call in calls] == bodies
    assert all(is_signed(call, SECRET) for call in calls)
    assert receiver.rest() == []


def test_each_repetition_waits_twice_as_long(start: Start) -> None:
    """A second at first, after the five seconds of the time limit."""
    pace = 3 * PACE  # so that a busy machine does not blur them
    sender, receiver, _ = start(held=4, retries=3, pace=pace)
    sender.offer_ids("brands", ["5"])
    at = [receiver.take("checkout").at for _ in range(4)]
    delays = [(later - earlier) / pace - 5 for earlier, later in zip(at, at[1:], strict=False)]
    assert all(wanted <= delay + 0.1 for wanted, delay in zip((1, 2, 4), delays, strict=True))
    assert delays == sorted(delays)


def test_a_call_that_is_answered_later_is_not_repeated_again(start: Start) -> None:
    """Any answer will do, also one that complains or leads elsewhere."""
    sender, receiver, _ = start(held=1, retries=3, status=302)
    sender.offer_ids("brands", ["5"])
    assert [receiver.take("checkout").path for _ in range(2)] == ["/checkout"] * 2
    assert receiver.rest(first_s=4 * PACE + SILENCE_S) == []


def test_a_reset_forgets_what_waited_and_a_dead_receiver_blocks_nothing() -> None:
    """Publishing returns at once though nobody listens."""
    world = World(2)
    world.webhooks = Sender(plugins_at("http://127.0.0.1:9", world.secrets.webhook, retries=3, pace=PACE), world.lies)
    world.webhooks.start()
    begun = time.monotonic()
    write_stock(world.centra)
    world.reset()
    write_stock(world.centra)
    world.webhooks.stop()
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize("url", ["http://exa mple", "http://\u0000.example", "https://127.0.0.1:9", "http://x" * 40])
def test_a_url_that_leads_nowhere_is_as_no_answer(url: str) -> None:
    """It ends no queue."""
    with httpx.Client(trust_env=False) as client:
        assert not send_call(client, url, make_call({"brands": ["5"]}, SECRET, 12345678, World(2).lies), 1.0)


def test_other_plugins_can_be_installed_while_it_sends(start: Start) -> None:
    """Two plugins of a version tell the same."""
    sender, receiver, world = start()
    urls = [f"{receiver.url}/{name}" for name in ("one", "two")]
    sender.install([read_plugin({"url": url, "version": "checkout", "triggers": ["markets"]}, SECRET) for url in urls])
    write_stock(world.centra)
    world.centra.publish("market", "update", next(iter(world.centra.markets)))
    assert sorted(call.path for call in receiver.rest(first_s=1)) == ["/one", "/two"]


def test_settings_that_are_left_out_are_the_documented_ones() -> None:
    """Five seconds, no repetition, a hundred events, every trigger."""
    plugin = read_plugin({"url": "https://receiver.example.com/x", "version": "integration"}, SECRET)
    assert plugin == Plugin(
        "https://receiver.example.com/x",
        "integration",
        SECRET,
        100,
        5,
        0,
        frozenset({"account", "check_first", "customer", "order", "return", "shipment"}),
    )


@pytest.mark.parametrize(
    "unfit, told",
    [
        ({"retries": 4}, "retries"),
        ({"timeout": 0}, "timeout"),
        ({"timeout": True}, "timeout"),
        ({"maxEvents": 101}, "maxEvents"),
        ({"version": "graphql"}, "version"),
        ({"url": "ftp://example.com"}, "url"),
        ({"url": "http://[::1"}, "url"),
        ({"triggers": ["orders"]}, "triggers"),
        ({"triggers": "order"}, "triggers"),
        ({"pace": 0}, "pace"),
        ({"secret": 5}, "secret"),
        ({"active": "yes"}, "active"),
        ({"colour": "red"}, "colour"),
    ],
    ids=lambda each: json_id(each),
)
def test_settings_that_no_plugin_can_have_are_refused(unfit: dict[str, object], told: str) -> None:
    """The text names the setting."""
    with pytest.raises(UnfitPluginError, match=told):
        read_plugin({"url": "http://localhost", "version": "integration", **unfit}, SECRET)


def json_id(value: object) -> str:
    """A name for a case."""
    return "-".join(f"{key}={each}" for key, each in value.items()) if isinstance(value, dict) else str(value)
