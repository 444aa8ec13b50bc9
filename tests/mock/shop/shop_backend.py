"""A Shop face of the mock in process, without a socket."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from centra_mock.domain import model as m
from centra_mock.face import Face
from centra_mock.faces.shop import LIES, routes
from centra_mock.server import build_app
from centra_mock.world import World

__all__ = ["ADDRESS", "PAGES", "Backend"]

ADDRESS = {
    "firstName": "Test",
    "lastName": "Shopper",
    "email": "test.shopper@example.com",
    "address1": "Long Street 1",
    "zipCode": "411 03",
    "city": "Göteborg",
    "country": "SE",
    "phoneNumber": "5550100",
}
PAGES = {"paymentReturnPage": "https://shop.example.com/paid", "paymentFailedPage": "https://shop.example.com/failed"}


class Backend:
    """A website's server in front of one mock; sends the secret with every call."""

    def __init__(self, seed: int = 1) -> None:
        self.world = World(seed, faces=[Face("shop", routes, LIES)])
        self._app = build_app(self.world)

    def start_over(self) -> None:
        """Fill the store anew, and forget what is remembered of it."""
        self.world.reset()

    def tell(self, *names: str) -> None:
        """Tell these lies from now on."""
        self.world.lies.tell(f"shop-{name}" for name in names)

    def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Any request, without the secret."""

        async def run() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://mock/api/shop") as client:
                return await client.request(method, path, **options)

        return asyncio.run(run())

    def call(self, method: str, path: str, body: object = None) -> httpx.Response:
        """A request with the secret."""
        options = {} if body is None else {"json": body}
        return self.send(method, path, headers={"API-Authorization": self.world.secrets.shop}, **options)

    def get(self, path: str) -> Any:
        """The body of a read."""
        return self.call("GET", path).json()

    def selection(self, country: str = "se") -> str:
        """The ID of a new selection."""
        return str(self.call("POST", "/selections", {"country": country}).json()["selection"])

    def item(self) -> str:
        """An item that every market has in stock and every pricelist has a price for."""
        for product in self.get("/products").values():
            prices = [each["pricesByPricelist"] for each in product["markets"].values()]
            if len(prices) == 3 and all(len(each) == 3 for each in prices):
                for name, item in product["items"].items():
                    if min(item["stockByMarket"].values()) > 2:
                        return str(name)
        raise LookupError("no such item in this store")

    def pay(self, selection: str, **more: object) -> httpx.Response:
        """Start the payment of a selection with the dummy plugin."""
        body = {"paymentMethod": "dummy", **PAGES, "termsAndConditions": True, "address": ADDRESS, **more}
        return self.call("POST", f"/selections/{selection}/payment", body)

    def finish(self, selection: str, fields: object) -> httpx.Response:
        """Finish a payment."""
        return self.call("POST", f"/selections/{selection}/payment-result", {"paymentMethodFields": fields})

    def contract(self) -> tuple[m.Contract, str]:
        """A contract and the e-mail of its customer."""
        contract = next(iter(self.world.centra.contracts.values()))
        return contract, self.world.centra.customers[contract.customer_id].email
