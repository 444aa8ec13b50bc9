"""A webshop client that others wrote for the real Centra buys something from the mock, unchanged.

The package of the client and a browser without a screen (jsdom) are installed by npm when the tests run; nothing of them is part
of this project. Without Node 20 and npm the tests are skipped.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import httpx
import pytest

from centra_contracts.shell.mock_process import embedded_mock

_SOURCE = Path(__file__).resolve().parent / "storefront"
_SHOP = "http://localhost:3000"

pytestmark = pytest.mark.skipif(not (shutil.which("node") and shutil.which("npm")), reason="Node and npm are not installed")


@pytest.fixture(scope="module")
def storefront(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The client, installed."""
    folder = tmp_path_factory.mktemp("storefront")
    for name in ("package.json", "purchase.js"):
        shutil.copy(_SOURCE / name, folder / name)
    command = ["npm", "install", "--silent", "--no-audit", "--no-fund", "--ignore-scripts"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    return folder


@pytest.fixture(scope="module")
def mock() -> Iterator[Mapping[str, str]]:
    """The variables of a mock that serves."""
    with embedded_mock(seed=1, webhook_url="http://127.0.0.1:9") as printed:
        yield printed


def _item(url: str) -> dict[str, Any]:
    """A size that the shop can sell."""
    asked = {"limit": 100, "onlyAvailable": True}
    answer = httpx.post(f"{url}/products", json=asked, headers={"API-token": "none"}).json()
    sizes = [(product, size) for product in answer["products"] for size in product["items"] if size["stock"] == "yes"]
    product, size = sizes[0]
    return {"item": size["item"], "sku": product["sku"]}


def _shopped(storefront: Path, url: str, origin: str, item: str) -> dict[str, Any]:
    command = ["node", "purchase.js", url, origin, item, "SE"]
    done = subprocess.run(command, cwd=storefront, capture_output=True, text=True, timeout=120, check=False)
    assert done.returncode == 0, done.stderr[-2000:]
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def test_a_shopper_buys_from_the_empty_cart_to_the_receipt(storefront: Path, mock: Mapping[str, str]) -> None:
    """Token in a cookie, cart, a voucher that is refused without an exception, shipping, payment, receipt; no complaint."""
    url = mock["CENTRA_CHECKOUT_URL"]
    item = _item(url)
    seen = _shopped(storefront, url, _SHOP, item["item"])
    assert "failed" not in seen, seen
    assert (seen["country"], seen["added"], seen["decreased"]) == ("SE", [{"item": item["item"], "quantity": 2}], [1])
    assert seen["refused"] == {"token": seen["token"], "errors": {"voucher": "not found"}}
    assert seen["attempts"][-1]["action"] == "success", seen["attempts"]
    assert (seen["receipt"]["order"], seen["receipt"]["items"][0]["item"]) == (seen["order"]["order"], item["item"])
    assert seen["complaints"] == []


def test_the_order_of_the_shopper_is_what_the_store_has(storefront: Path, mock: Mapping[str, str]) -> None:
    """The Order API lists it, with the address that the client sent."""
    url = mock["CENTRA_CHECKOUT_URL"]
    seen = _shopped(storefront, url, _SHOP, _item(url)["item"])
    headers, asked = {"API-Authorization": mock["CENTRA_ORDER_SECRET"]}, {"order": seen["order"]["order"]}
    orders = httpx.get(f"{mock['CENTRA_ORDER_URL']}/orders", params=asked, headers=headers).json()["orders"]
    placed = [(order["deliveryEmail"], order["deliveryCity"], len(order["products"])) for order in orders]
    assert placed == [("storefront@example.com", "Höllviken", 1)]


def test_a_page_of_a_foreign_origin_cannot_shop(storefront: Path, mock: Mapping[str, str]) -> None:
    """The browser keeps the answers from it, as CORS demands."""
    url = mock["CENTRA_CHECKOUT_URL"]
    seen = _shopped(storefront, url, "http://shop.elsewhere.example", "1-1")
    assert seen == {"failed": "TypeError: Network request failed"}
