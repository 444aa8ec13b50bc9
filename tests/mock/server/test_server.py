"""What all faces share, the control routes, and every face's lies together."""

from __future__ import annotations

import asyncio
import re
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from centra_mock.server import build_app
from centra_mock.world import World, make_secrets


class Client:
    """Calls an application in this process."""

    def __init__(self, app: Starlette) -> None:
        self._app = app

    def call(self, method: str, path: str, **extra: Any) -> httpx.Response:  # Any: as httpx declares it
        """One call and its answer."""

        async def call() -> httpx.Response:
            transport = httpx.ASGITransport(self._app, raise_app_exceptions=False)
            async with httpx.AsyncClient(transport=transport, base_url="http://mock") as client:
                return await client.request(method, path, **extra)

        return asyncio.run(call())

    def get(self, path: str, **extra: Any) -> httpx.Response:  # Any: as httpx declares it
        """GET a path."""
        return self.call("GET", path, **extra)


@pytest.fixture
def world() -> World:
    return World(3)


@pytest.fixture
def client(world: World) -> Client:
    return Client(build_app(world))


def test_health_says_which_store_is_served(client: Client) -> None:
    """The seed and the lies that are told."""
    assert client.get("/_mock/health").json() == {"status": "ok", "seed": 3, "lies": [], "receiver": ""}


def test_a_reset_puts_the_seeded_store_back(client: Client, world: World) -> None:
    """What was changed is gone."""
    number = next(iter(world.centra.orders))
    del world.centra.orders[number]
    assert client.call("POST", "/_mock/reset").json() == {"status": "ok"}
    assert number in world.centra.orders


def test_lies_can_be_changed_while_it_runs(client: Client) -> None:
    """Telling none ends all."""
    name = client.get("/_mock/lies/all").json()[0]["name"]
    assert client.call("PUT", "/_mock/lies", json=[name]).json() == client.get("/_mock/lies").json() == [name]
    assert client.call("PUT", "/_mock/lies", json=[]).json() == []


@pytest.mark.parametrize("body", [b"", b"{}", b"[1]", b"not json", b'["no-such-lie"]', b"[" * 3000], ids=range(6))
def test_bad_lists_of_lies_are_refused(client: Client, body: bytes) -> None:
    """With 400 and a reason."""
    answer = client.call("PUT", "/_mock/lies", content=body)
    assert (answer.status_code, set(answer.json())) == (400, {"error"})


def test_every_lie_is_named_after_its_api_and_says_one_sentence(world: World) -> None:
    """Kebab-case, the API first."""
    for lie in world.lies.all():
        assert re.fullmatch(rf"{lie.api}(-[a-z0-9]+)+", lie.name), lie.name
        assert lie.says.endswith("."), lie.name


def test_the_correlation_id_comes_back_on_every_answer(client: Client) -> None:
    """Also on refusals."""
    for path in ("/_mock/health", "/no/such/path"):
        assert client.get(path, headers={"X-Correlation-ID": "c-1"}).headers["x-correlation-id"] == "c-1"


def test_an_api_can_be_told_to_lose_the_correlation_id(client: Client, world: World) -> None:
    """The others keep mirroring it."""
    world.lies.tell(["order-correlation-id-lost", "graphql-correlation-id-lost"])
    paths = ("/api/order-api/orders", "/graphql", "/api/subscription-api/nothing")
    answers = [client.get(path, headers={"X-Correlation-ID": "c-1"}) for path in paths]
    assert ["x-correlation-id" in answer.headers for answer in answers] == [False, False, True]


def test_an_unknown_path_and_a_wrong_method_are_refused(client: Client) -> None:
    """404 and 405, as JSON."""
    assert client.get("/no/such/path").status_code == 404
    assert client.get("/_mock/reset").status_code == 405


def test_a_huge_body_is_refused(client: Client) -> None:
    """413 before any face sees it."""
    assert client.call("POST", "/_mock/reset", content=b"x" * (5 * 1024 * 1024 + 1)).status_code == 413


def test_secrets_depend_on_the_seed_and_do_not_show() -> None:
    """They are equal for one seed, differ between seeds, and are no part of a repr."""
    one, again, other = make_secrets(1), make_secrets(1), make_secrets(2)
    assert one == again and one.order != other.order and one.order not in repr(one)
