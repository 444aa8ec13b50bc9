"""The control routes of the webhooks: plugins, changes of the AMS, the store's clock."""

from __future__ import annotations

import asyncio
from datetime import datetime, timedelta
from typing import Any

import httpx
import pytest
from webhook_events import ask_shops
from webhook_receiver import Receiver

from centra_mock.server import build_app
from centra_mock.world import World


def _call(world: World, method: str, path: str, json: object = None) -> httpx.Response:
    async def call() -> httpx.Response:
        transport = httpx.ASGITransport(build_app(world))
        async with httpx.AsyncClient(transport=transport, base_url="http://mock") as client:
            return await client.request(method, f"/_mock/{path}", json=json)

    return asyncio.run(call())


def test_the_plugins_are_shown_without_their_secrets(world: World, receiver: Receiver) -> None:
    """One for each version, as the documentation has them by default."""
    shown = _call(world, "GET", "webhooks").json()
    assert [(each["version"], each["url"]) for each in shown] == [
        ("checkout", f"{receiver.url}/checkout"),
        ("integration", f"{receiver.url}/integration"),
    ]
    assert {(each["maxEvents"], each["timeout"], each["retries"], each["pace"]) for each in shown} == {(100, 5, 0, 1.0)}
    assert world.secrets.webhook not in str(shown)


def test_plugins_that_are_put_are_those_of_now_and_outlive_a_reset(world: World, receiver: Receiver) -> None:
    """They sign with the endpoint secret of the store unless they have one."""
    put = [{"name": "mine", "url": f"{receiver.url}/mine", "version": "checkout", "pace": 0.5}]
    assert _call(world, "PUT", "webhooks", put).json()[0]["name"] == "mine"
    world.reset()
    assert _call(world, "POST", "changes", [{"kind": "brand", "id": 12345678}]).json() == {"status": "ok"}
    (heard,) = receiver.rest(first_s=1)
    assert (heard.path, heard.payload()) == ("/mine", {"brands": ["12345678"]})


def test_a_store_without_webhooks_gets_them_by_a_put(receiver: Receiver) -> None:
    """The mock need not have been started with any."""
    world = World(2)
    assert _call(world, "GET", "webhooks").json() == []
    _call(world, "PUT", "webhooks", [{"url": f"{receiver.url}/mine", "version": "integration"}])
    _call(world, "POST", "changes", [{"kind": "order", "action": "create", "id": 3}])
    assert receiver.take("mine").payload()["events"][0]["id"] == 3  # type: ignore[index]
    assert world.webhooks is not None
    world.webhooks.stop()


@pytest.mark.parametrize(
    "method, path, json, told",
    [
        ("PUT", "webhooks", {}, "list"),
        ("PUT", "webhooks", [{"url": "http://localhost", "version": "checkout", "retries": 9}], "retries"),
        ("PUT", "webhooks", [3], "object"),
        ("POST", "changes", [{"kind": "brand"}], "id"),
        ("POST", "changes", "brand", "list"),
        ("POST", "changes", [{"kind": "campaign", "id": "x"}], "id"),
        ("POST", "changes", [{"kind": "check_first", "id": 3}], "kind"),
        ("POST", "clock", {"ahead_s": "3"}, "ahead_s"),
        ("POST", "clock", [], "ahead_s"),
    ],
)
def test_nonsense_changes_nothing(world: World, receiver: Receiver, method: str, path: str, json: Any, told: str) -> None:
    """And is refused with what was expected."""
    before = _call(world, "GET", "webhooks").json()
    answer = _call(world, method, path, json)
    assert (answer.status_code, told in answer.json()["error"]) == (400, True)
    assert _call(world, "GET", "webhooks").json() == before


def test_the_clock_can_be_put_ahead_until_a_reset(world: World, receiver: Receiver) -> None:
    """Shops that were asked run out of time."""
    ask_shops(world.centra)
    told = _call(world, "POST", "clock", {"ahead_s": 10_000}).json()["now"]
    assert datetime.fromisoformat(told) > datetime.now() + timedelta(seconds=9_000)
    assert {each.state for each in world.centra.check_firsts} == {"timeout"}
    world.reset()
    assert world.centra.now() < datetime.now() + timedelta(seconds=1)
