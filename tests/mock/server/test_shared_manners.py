"""What all APIs share: how the secret is sent, and the correlation id that comes back.

Source: 05.api-references/01.api-intro, 02.checkout-api/01.introduction.
"""

from __future__ import annotations

import asyncio
from collections.abc import Mapping

import httpx
import pytest

from centra_mock.server import build_app
from centra_mock.world import World

WORLD = World(5)
# API -> a call, and how its secret is sent
CALLS: Mapping[str, tuple[str, str, str]] = {
    "checkout": ("GET", "/api/checkout/markets", WORLD.secrets.checkout),
    "order": ("GET", "/api/order-api/stock?limit=1", WORLD.secrets.order),
    "shop": ("GET", "/api/shop/brands", WORLD.secrets.shop),
    "subscription": ("GET", "/api/subscription-api/subscription/packages?pricelist=SEK", WORLD.secrets.subscription),
}


def _send(method: str, path: str, headers: Mapping[str, str]) -> httpx.Response:
    async def call() -> httpx.Response:
        transport = httpx.ASGITransport(build_app(WORLD))
        async with httpx.AsyncClient(transport=transport, base_url="http://mock") as client:
            return await client.request(method, path, headers=dict(headers))

    return asyncio.run(call())


@pytest.mark.parametrize("api", CALLS)
@pytest.mark.parametrize("name", ["API-Authorization", "API-authorization", "api-authorization"])
def test_the_name_of_the_secrets_header_may_be_written_in_any_case(api: str, name: str) -> None:
    """The pages write it in three ways."""
    method, path, secret = CALLS[api]
    assert _send(method, path, {name: secret}).status_code == 200


@pytest.mark.parametrize(
    "path",
    [*(path for _, path, _ in CALLS.values()), "/graphql", "/ams/system/service/module/soap/api", "/api/external-payment/x"],
)
@pytest.mark.parametrize("method", ["GET", "POST", "DELETE"])
def test_every_answer_mirrors_the_correlation_id(method: str, path: str) -> None:
    """Refusals too."""
    answer = _send(method, path, {"x-correlation-id": "un-id-1"})
    assert answer.headers.get_list("X-Correlation-ID") == ["un-id-1"]
