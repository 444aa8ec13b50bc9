"""A run without a grant sends nothing but reads, and leaves the store as it was: seen at the target, not told by the run.

The operations that read are listed here from the pages, and not taken from the contracts, whose marks are what is tried.
"""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import uvicorn
from starlette.types import Message, Receive, Scope, Send

from centra_mock.__main__ import _variables
from centra_mock.server import build_app
from centra_mock.world import World
from tests.shell.conftest import Command

# Source: api-references/checkout-api/introduction, .../api-reference/overview, .../products-and-categories,
# .../selections-and-orders, .../user-accounts, fe-development/fe-elements, plugins/cart-abandonment (the last of selection).
_CHECKOUT = (
    "POST /products",  # a list that is filtered by its body
    "GET /products/{product}",
    "POST /uri",  # what stands at a path
    "GET /categories",
    "GET /countries",
    "GET /countries/all",
    "GET /markets",
    "GET /pricelists",
    "GET /selection",  # with API-token: none, by which nothing is saved
    "GET /customer",
)
# Source: api-references/shop-api/api-reference, and fe-development/gift-certs for the certificates.
_SHOP = (
    "GET /brands",
    "GET /brands/{brandId}",
    "GET /campaign-sites",
    "GET /campaign-sites/{campaignSiteURI}",
    "GET /campaigns",
    "GET /campaigns/{campaignId}",
    "GET /categories",
    "GET /categories/{categoryId}",
    "GET /categories/markets/{market}",
    "GET /collections",
    "GET /collections/{collectionId}",
    "GET /gift-certificates",
    "GET /measurement-charts",
    "GET /measurement-charts/{measurementChartId}",
    "GET /product-ids",
    "GET /products",
    "GET /products/{productId}",
    "GET /products/categories/{categories}",
    "GET /products/silk-product/{silkProduct}",
    "GET /products/silk-variant/{silkVariant}",
    "GET /products/sku/{sku}",
    "GET /products/uri/{uri}",
    "POST /products/filter",  # a list that is filtered by its body
)
# Source: api-references/order-api/api-reference, its pages that begin with "get" and "list".
_ORDER = (
    "GET /customers",
    "GET /customers/{customerId}",
    "GET /orders",
    "GET /products",
    "GET /returns",
    "GET /shipments",
    "GET /stock",
    "GET /supplier-deliveries",
    "GET /supplier-deliveries/{supplierDeliveryId}",
    "GET /supplier-deliveries/{supplierDeliveryId}/details",
    "GET /supplier-orders",
    "GET /supplier-orders/{supplierOrderId}",
    "GET /vouchers/{id}",
)
_PREFIXES = {"/api/checkout": _CHECKOUT, "/api/shop": _SHOP, "/api/order-api": _ORDER}


@dataclass(frozen=True, slots=True)
class _Asked:
    """One request as it arrived, with how it was answered."""

    method: str
    path: str  # decoded
    token: str  # API-token
    body: bytes
    status: int


@dataclass(slots=True)
class _Store:
    """A mock in this process whose requests are kept."""

    world: World
    variables: dict[str, str]
    asked: list[_Asked] = field(default_factory=list)

    def snapshot(self) -> dict[str, str]:
        """Everything that the store holds, as text. Only what no request can be known by is left out."""
        centra = self.world.centra
        hidden = ("random", "clock", "turn", "_listeners", "_counters")
        return {name: repr(getattr(centra, name)) for name in centra.__slots__ if name not in hidden}


@pytest.fixture
def store() -> Iterator[_Store]:
    """A fresh store at a port of its own."""
    world = World(1)
    app = build_app(world)
    kept = _Store(world, {})

    async def watched(scope: Scope, receive: Receive, send: Send) -> None:
        bodies: list[bytes] = []
        status = 0

        async def hear() -> Message:
            message = await receive()
            bodies.append(message.get("body", b""))
            return message

        async def answer(message: Message) -> None:
            nonlocal status
            status = message.get("status", status)
            await send(message)

        await app(scope, hear, answer)
        headers = {name.decode().lower(): value.decode() for name, value in scope["headers"]}
        path = str(scope["path"])
        kept.asked.append(_Asked(scope["method"], path, headers.get("api-token", ""), b"".join(bodies), status))

    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(watched, log_level="critical", access_log=False, lifespan="off"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    while not server.started:
        time.sleep(0.01)
    kept.variables.update(_variables(world, f"http://127.0.0.1:{listener.getsockname()[1]}"))
    yield kept
    server.should_exit = True
    thread.join(10)
    listener.close()


def _matches(template: str, called: str) -> bool:
    return re.fullmatch(re.sub(r"\\\{[^}]*\\\}", r"[^/]+", re.escape(template)), called) is not None


def _is_read(asked: _Asked) -> bool:
    """Whether a request reads, as the pages have it; GraphQL reads by queries, SOAP says what it knows in its WSDL."""
    if asked.method == "OPTIONS":
        return True
    for prefix, reads in _PREFIXES.items():
        if asked.path.startswith(f"{prefix}/"):
            called = f"{asked.method} {asked.path.removeprefix(prefix).rstrip('/')}"
            if any(_matches(template, called) for template in reads):
                return True
            # What no page has is tried by GET alone, to see that it is not there.
            return asked.method == "GET" and 400 <= asked.status < 500
    if asked.path.startswith("/graphql"):
        document = str(json.loads(asked.body)["query"])
        return re.match(r"\s*(query\b|\{)", document) is not None
    return asked.method == "GET"


@pytest.mark.parametrize("api", ["checkout", "shop", "order"])
def test_without_a_grant_only_reads_are_sent(command: Command, store: _Store, tmp_path: Path, api: str) -> None:
    """Nothing above read runs unasked, needs included; the store is the same afterwards; what did not run says why."""
    before = store.snapshot()
    done = command("check", "--api", api, "--target", "live", "--out", str(tmp_path / "out"), env=store.variables)
    assert done.returncode == 0, done.stdout + done.stderr
    assert [(asked.method, asked.path, asked.status) for asked in store.asked if not _is_read(asked)] == []
    saved = [asked for asked in store.asked if asked.path.startswith("/api/checkout") and asked.method != "OPTIONS"]
    assert {asked.token for asked in saved} <= {"none"}
    assert {name for name, held in store.snapshot().items() if held != before[name]} == set()
    assert len(store.asked) > 40
    lines = [json.loads(line) for line in (tmp_path / "out" / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()]
    skipped = [line for line in lines if line["code"] == "CC902"]
    assert skipped and all("--allow" in str(line["because"]) for line in skipped)


def test_the_grant_of_sessions_leaves_the_store_alone(command: Command, store: _Store, tmp_path: Path) -> None:
    """With ``--allow session`` carts and their sessions are made, and nothing else changes."""
    before = store.snapshot()
    options = ("--allow", "session", "-k", "cart-machine", "--out", str(tmp_path / "out"))
    done = command("check", "--api", "checkout", "--target", "live", *options, env=store.variables)
    assert done.returncode == 0, done.stdout + done.stderr
    assert {name for name, held in store.snapshot().items() if held != before[name]} == {"sessions", "selections"}
    holds = [line for line in (tmp_path / "out" / "verdicts.jsonl").read_text(encoding="utf-8").splitlines() if '"holds"' in line]
    assert len(holds) == 16


@pytest.mark.parametrize(
    ("method", "path", "status", "reads"),
    [
        ("POST", "/api/checkout/products", 200, True),
        ("GET", "/api/checkout/products/12", 200, True),
        ("POST", "/api/checkout/items/1-1", 200, False),
        ("PUT", "/api/checkout/countries/SE", 200, False),
        ("GET", "/api/checkout/accounts", 404, True),
        ("GET", "/api/checkout/accounts", 200, False),
        ("POST", "/api/checkout/accounts", 404, False),
        ("POST", "/api/shop/selections", 201, False),
        ("POST", "/api/shop/products/filter", 200, True),
        ("POST", "/api/order-api/stock", 200, False),
    ],
)
def test_reads_are_told_from_writes(method: str, path: str, status: int, reads: bool) -> None:
    """By what the pages say; what they do not have may only be asked for, and must not be there."""
    assert _is_read(_Asked(method, path, "none", b"", status)) is reads
