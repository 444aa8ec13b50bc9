"""A Checkout face of the mock in process, without a socket."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx

from centra_mock.domain import model as m
from centra_mock.face import Face
from centra_mock.faces import external_payment
from centra_mock.faces.checkout import LIES, routes
from centra_mock.server import build_app
from centra_mock.world import World

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


class Storefront:
    """One shopper in front of one mock; remembers the token as a website does."""

    def __init__(self, seed: int = 1) -> None:
        plugin = Face("external_payment", external_payment.routes, external_payment.LIES)
        self.world = World(seed, faces=[Face("checkout", routes, LIES), plugin])
        self.token = ""
        self._app = build_app(self.world)

    def start_over(self) -> None:
        """Fill the store anew, and forget what is remembered of it."""
        self.world.reset()
        self.token = ""

    def tell(self, *names: str) -> None:
        """Tell these lies from now on."""
        self.world.lies.tell(f"checkout-{name}" for name in names)

    def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Any request, without the token."""

        async def run() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://mock/api/checkout") as client:
                return await client.request(method, path, **options)

        return asyncio.run(run())

    def call(self, method: str, path: str, body: object = None, *, server: bool = False) -> httpx.Response:
        """A request in the session, in server mode if asked for."""
        headers = {"API-token": self.token} if self.token else {}
        if server:
            headers["API-Authorization"] = self.world.secrets.checkout
        options = {} if body is None else {"json": body}
        answer = self.send(method, path, headers=headers, **options)
        self.token = answer.json().get("token", self.token)
        return answer

    def products(self, **request: object) -> list[dict[str, Any]]:
        """The products of a list."""
        return list(self.call("POST", "/products", request).json()["products"])

    def item(self) -> str:
        """An item that is in stock and has a price in every pricelist."""
        return self._item(lambda sizes, prices: bool(prices) and all(size > 2 for size in sizes))

    def sold_out_item(self) -> str:
        """An item with a price and without stock."""
        return self._item(lambda sizes, prices: bool(prices) and not any(sizes))

    def unpriced_product(self) -> str:
        """A product that has no price in any pricelist."""
        return next(each["product"] for each in self.products() if each["price"] is None)

    def customer(self) -> m.Customer:
        """A registered customer with at least two orders, or one."""
        centra = self.world.centra
        registered = [each for each in centra.customers.values() if each.registered]
        return max(registered, key=lambda each: sum(o.customer_id == each.id for o in centra.orders.values()))

    def log_in(self, customer: m.Customer | None = None) -> m.Customer:
        """Log the session in."""
        known = customer or self.customer()
        answer = self.call("POST", f"/login/{known.email}", {"password": known.password})
        assert answer.status_code == 200, answer.text
        return known

    def start_payment(self, **more: object) -> httpx.Response:
        """Pay the selection with the dummy plugin."""
        body = {"paymentMethod": "dummy", **PAGES, "termsAndConditions": True, "address": ADDRESS, **more}
        return self.call("POST", "/payment", body)

    def place_order(self) -> httpx.Response:
        """One item, bought."""
        self.call("POST", f"/items/{self.item()}")
        fields = self.start_payment().json()["formFields"]
        return self.call("POST", "/payment-result", {"paymentMethodFields": fields})

    def _item(self, fits: Any) -> str:
        centra = self.world.centra
        for display in centra.displays.values():
            if display.store_id != 1 or display.status != "ACTIVE" or len(display.market_ids) < 3:
                continue
            for item_id in display.item_ids:
                variant_id = centra.display_items[item_id].variant_id
                if centra.products[display.product_id].is_bundle:
                    continue
                for size in centra.product_sizes.values():
                    if size.variant_id == variant_id:
                        stock = [s.free for key, s in centra.stocks.items() if key[1] == size.id]
                        prices = [p for p in (centra.prices.get((each, variant_id)) for each in centra.pricelists) if p]
                        if len(prices) in (0, len(centra.pricelists)) and fits(stock[:3], prices):
                            return f"{item_id}-{size.size_id}"
        raise LookupError("no such item in this store")
