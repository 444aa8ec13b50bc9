"""What happens through any API of the mock is told by webhooks, in both versions."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette
from webhook_receiver import Receiver

from centra_mock.faces.soap import PATH as SOAP
from centra_mock.server import build_app
from centra_mock.world import World

ADDRESS = {
    "firstName": "Nora",
    "lastName": "Lind",
    "email": "nora@example.com",
    "address1": "Quay 4",
    "zipCode": "41103",
    "city": "Town",
    "country": "SE",
    "phoneNumber": "5550101",
}
PAYMENT = {
    "paymentMethod": "invoice",
    "paymentReturnPage": "https://shop.example.com/paid",
    "paymentFailedPage": "https://shop.example.com/failed",
    "termsAndConditions": True,
    "address": ADDRESS,
}
ENVELOPE = (
    '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/" xmlns="http://www.centra.com/webservices/"><e:Body>'
    "<markets_Update><login><username>{}</username><password>{}</password></login><markets><market><id>NORTH</id>"
    "<description>North</description><store>1</store></market></markets></markets_Update></e:Body></e:Envelope>"
)


class Client:
    """Calls the whole mock in process, and hears what its webhooks tell."""

    def __init__(self, world: World, receiver: Receiver, app: Starlette) -> None:
        self.world = world
        self._receiver = receiver
        self._app = app

    def call(self, method: str, path: str, **options: Any) -> Any:  # Any: as httpx declares it, and JSON
        """The JSON or the text of an answer."""

        async def call() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://mock") as client:
                return await client.request(method, path, **options)

        answer = asyncio.run(call())
        assert answer.status_code < 300, answer.text
        return answer.json() if answer.headers["content-type"].startswith("application/json") else answer.text

    def heard(self) -> tuple[set[str], set[tuple[str, str]]]:
        """Keys of the Checkout API version, types and actions of the Integration API version."""
        keys, events = set[str](), set[tuple[str, str]]()
        for call in self._receiver.rest(first_s=1):
            payload = call.payload()
            assert isinstance(payload, dict)
            if call.path == "/checkout":
                keys |= set(payload)
            else:
                events |= {(event["type"], event["action"]) for event in payload["events"]}
        return keys, events

    def item(self) -> str:
        """An item of the webshop that is in stock."""
        products = self.call("POST", "/api/checkout/products", json={"onlyAvailable": True})["products"]
        return str(next(each for each in products if each["price"])["items"][0]["item"])


@pytest.fixture
def client(world: World, receiver: Receiver) -> Iterator[Client]:
    yield Client(world, receiver, build_app(world))


def test_a_purchase_in_the_webshop(client: Client) -> None:
    """A customer, an order, and the stock of what was bought."""
    token = client.call("POST", f"/api/checkout/items/{client.item()}")["token"]
    client.call("POST", "/api/checkout/payment", json=PAYMENT, headers={"API-token": token})
    keys, events = client.heard()
    assert "products" in keys and {("order", "create"), ("customer", "create")} <= events


def test_a_purchase_through_the_shop_api(client: Client) -> None:
    """The same, in server mode."""
    headers, item = {"API-Authorization": client.world.secrets.shop}, client.item()
    number = client.call("POST", "/api/shop/selections", json={"country": "se"}, headers=headers)["selection"]
    client.call("POST", f"/api/shop/selections/{number}/items/{item}", headers=headers)
    client.call("POST", f"/api/shop/selections/{number}/payment", json=PAYMENT, headers=headers)
    keys, events = client.heard()
    assert "products" in keys and {("order", "create"), ("customer", "create")} <= events


def test_stock_written_through_the_order_api(client: Client) -> None:
    """Only the webshop is concerned."""
    headers = {"API-Authorization": client.world.secrets.order}
    found = client.call("GET", "/api/order-api/stock?limit=1", headers=headers)["products"][0]
    body = {"products": [{"product": found["sku"] + found["variantSku"] + found.get("sizeSku", ""), "quantity": 71}]}
    client.call("POST", "/api/order-api/stock", json=body, headers=headers)
    assert client.heard() == ({"products"}, set())


def test_a_brand_made_through_graphql(client: Client) -> None:
    """It has no products yet."""
    query = 'mutation { createBrand(input: {name: "North"}) { brand { id } } }'
    client.call("POST", "/graphql", json={"query": query}, headers={"Authorization": f"Bearer {client.world.secrets.graphql}"})
    assert client.heard() == ({"brands"}, set())


def test_a_market_made_through_soap(client: Client) -> None:
    """By the ERP."""
    secrets = client.world.secrets
    body = ENVELOPE.format(secrets.soap_username, secrets.soap_password)
    client.call("POST", SOAP, content=body, headers={"content-type": "text/xml"})
    assert client.heard() == ({"markets"}, set())


def test_a_customer_made_through_the_subscription_api(client: Client) -> None:
    """The subscription itself has no trigger."""
    package = next(each for each in client.world.centra.packages.values() if each.status == "active")
    form = {"name": "N", "sname": "L", "email": "n@example.com", "country": "SE", "package[]": package.id, "payment": "dummy"}
    headers = {"API-Authorization": client.world.secrets.subscription}
    client.call("POST", "/api/subscription-api/subscription/order", data=form, headers=headers)
    keys, events = client.heard()
    assert keys == set() and ("customer", "create") in events
