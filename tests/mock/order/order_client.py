"""An Order API of the mock in process, without a socket."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from starlette.applications import Starlette

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import ProductSize
from centra_mock.faces.order import PREFIX, routes
from centra_mock.faces.order.plugin import plugin_warehouse
from centra_mock.world import World


class OrderMock:
    """One mock with one face, spoken to as a client would."""

    def __init__(self, world: World, centra: Centra, runner: asyncio.Runner) -> None:
        self.world = world
        self.centra = world.centra = centra
        world.lies.tell(())
        transport = httpx.ASGITransport(Starlette(routes=routes(world)))
        self._client = httpx.AsyncClient(transport=transport, base_url="http://mock")
        self._runner = runner
        self.sent: list[tuple[str, str]] = []  # method and path of every request
        self.headers = {"API-Authorization": world.secrets.order}

    def tell(self, *names: str) -> None:
        """Tell these lies from now on, named without the api."""
        self.world.lies.tell(f"order-{name}" for name in names)

    def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Any request, with the secret unless other headers are given."""
        options.setdefault("headers", self.headers)
        self.world.centra = self.centra
        self.sent.append((method, path))
        return self._runner.run(self._client.request(method, PREFIX + path, **options))

    def fetch(self, url: str) -> httpx.Response:
        """A whole address, without the secret."""
        self.world.centra = self.centra
        return self._runner.run(self._client.get(url))

    def get(self, path: str) -> dict[str, Any]:
        """The JSON of a read that is answered with 200."""
        response = self.send("GET", path)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def write(self, method: str, path: str, body: object = None) -> dict[str, Any]:
        """The JSON of a write that is answered with 200."""
        response = self.send(method, path, json={} if body is None else body)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def item(self) -> ProductSize:
        """An item with enough stock in the plugin's warehouse and a price in Sweden."""
        warehouse_id = plugin_warehouse(self.centra).id
        pricelist_id = next(each.id for each in self.centra.pricelists.values() if "SE" in each.country_codes)
        for size in self.centra.product_sizes.values():
            stock = self.centra.stocks.get((warehouse_id, size.id))
            product = self.centra.products[self.centra.variants[size.variant_id].product_id]
            is_fit = product.status == "ACTIVE" and not product.is_bundle
            if is_fit and stock is not None and stock.free > 5 and (pricelist_id, size.variant_id) in self.centra.prices:
                return size
        raise AssertionError("no item is in stock")

    def draft(self, quantity: int = 2, **more: object) -> dict[str, Any]:
        """An order of the item for Sweden."""
        address = {"email": "ines@example.com", "country": "SE", "firstName": "Ines", "lastName": "Berg"}
        return {"address": address, "products": [{"id": self.item().id, "qty": quantity}], **more}

    def order(self, quantity: int = 2) -> tuple[int, str]:
        """A new order of the item: its number and its line id."""
        number = self.write("POST", "/order", self.draft(quantity))["orders"][0]
        return number, self.get(f"/orders?order={number}")["orders"][0]["products"][0]["lineId"]

    def ship(self, quantity: int = 2, **more: object) -> tuple[int, str, str]:
        """A new order with a shipment: its number, its line id, the number of the shipment."""
        number, line = self.order(quantity)
        body = {"order": number, "products": {line: quantity}, **more}
        return number, line, self.write("POST", "/shipments", body)["shipment"]

    def stock(self) -> dict[str, int]:
        """The figures of the item."""
        entry = self.get(f"/stock?stockItemId={self.item().id}")["products"][0]
        return {name: entry[f"{name}Stock"] for name in ("physical", "allocated", "available")}
