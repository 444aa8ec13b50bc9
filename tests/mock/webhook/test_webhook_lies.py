"""What each lie about webhooks changes, beside the honest calls for the same changes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from webhook_events import everything
from webhook_receiver import Heard, Receiver, is_signed

from centra_mock.faces.webhook.lies import LIES
from centra_mock.faces.webhook.plugin import plugins_at
from centra_mock.faces.webhook.sender import Sender
from centra_mock.world import World

PACE = 0.06

# how a receiver and the plugins have to be for a lie to show
SETTINGS: dict[str, dict[str, Any]] = {
    "webhook-failure-drops-the-queue": {"held": 1, "max_events": 3},
    "webhook-maximum-exceeded": {"max_events": 3},
    "webhook-never-drops": {"held": 2, "retries": 1},
    "webhook-never-repeats": {"held": 1, "retries": 1},
    "webhook-repeats-though-off": {"held": 1},
    "webhook-repeats-too-often": {"held": 2, "retries": 1},
    "webhook-repetition-altered": {"held": 1, "retries": 1},
    "webhook-triggers-ignored": {"without": ["markets"]},
}
Honest = Callable[[str], list[object]]
TIMED = frozenset({"webhook-delays-do-not-grow", "webhook-timeout-too-long", "webhook-timeout-too-short"})


@pytest.fixture(scope="module")
def honest() -> Honest:
    """What arrives without a lie, where a lie has such a receiver and such plugins."""
    known: dict[str, list[object]] = {}

    def heard(name: str) -> list[object]:
        key = str(SETTINGS.get(name, {}))
        if key not in known:
            known[key] = _heard([], **SETTINGS.get(name, {}))
        return known[key]

    return heard


@pytest.mark.parametrize("name", sorted({lie.name for lie in LIES} - TIMED))
def test_every_lie_changes_what_arrives(honest: Honest, name: str) -> None:
    """Beside what arrives without it: one change of every kind."""
    settings = SETTINGS.get(name, {})
    assert _heard([name], **settings) != honest(name)


@pytest.mark.parametrize("settings", [{}, {"held": 1, "retries": 1}, {"max_events": 3}], ids=["plain", "held", "few"])
def test_without_a_lie_the_same_arrives_again(settings: dict[str, int]) -> None:
    """Else no difference would mean anything."""
    assert _heard([], **settings) == _heard([], **settings)


def test_lies_about_time_change_the_time() -> None:
    """In parts of the documented second: six from call to call, then seven and nine."""
    honest = _gaps([])
    assert honest[2] - honest[0] > 1.5
    assert abs(_gaps(["webhook-delays-do-not-grow"])[2] - honest[0]) < 1.5
    assert _gaps(["webhook-timeout-too-short"])[0] < honest[0] - 3
    assert _gaps(["webhook-timeout-too-long"])[0] > honest[0] + 8


def _gaps(lies: list[str]) -> list[float]:
    receiver, world = Receiver(held=4), World(2, lies=lies)
    sender = Sender(plugins_at(receiver.url, "secret", pace=0.1, retries=3), world.lies)
    sender.start()
    sender.offer_ids("brands", ["1"])
    at = [receiver.take("checkout").at for _ in range(4)]
    sender.stop()
    receiver.close()
    return [(later - earlier) / 0.1 for earlier, later in zip(at, at[1:], strict=False)]


def _heard(lies: list[str], *, held: int = 0, **settings: Any) -> list[object]:
    receiver, world = Receiver(held=held), World(2, lies=lies)
    world.webhooks = Sender(plugins_at(receiver.url, "secret", pace=PACE, **settings), world.lies)
    everything(world.centra)
    world.webhooks.start()
    world.webhooks.wait_until_idle(3 if "webhook-never-drops" in lies else 20)
    calls = receiver.come()
    world.webhooks.stop()
    receiver.close()
    return sorted((_facts(call) for call in calls), key=str)


def _facts(call: Heard) -> object:
    try:
        payload = call.payload()
    except ValueError:
        payload = "unreadable"
    if isinstance(payload, dict) and isinstance(payload.get("events"), list):
        for event in payload["events"]:
            if isinstance(event.get("date"), str):
                event["date"] = len(event["date"])
            for each in event.get("data", {}).get("warehouses", []):
                if isinstance(each, dict) and "expirationAt" in each:
                    each["expirationAt"] = len(each["expirationAt"])
    names = [part.partition("=")[0] for part in call.signature.split(",")]
    headers = [call.headers.get(name) for name in ("content-type", "x-signature")]
    start = call.body[:10] if b"date" in call.body else call.body
    return (call.method, call.path.partition("?")[0], names, is_signed(call, "secret"), headers, start, payload)
