"""A Subscription API of the mock in process, without a socket."""

from __future__ import annotations

import asyncio
from typing import Any

import httpx
from starlette.applications import Starlette

from centra_mock.domain.model import PackageSubscription
from centra_mock.faces.subscription import PREFIX, routes
from centra_mock.world import World

Fields = list[tuple[str, str]]


class SubscriptionMock:
    """One mock with one face, spoken to as a client would."""

    def __init__(self, world: World, runner: asyncio.Runner) -> None:
        world.reset()
        world.lies.tell(())
        self.world = world
        transport = httpx.ASGITransport(Starlette(routes=routes(world)))
        self._client = httpx.AsyncClient(transport=transport, base_url="http://mock")
        self._runner = runner
        self.headers = {"API-Authorization": world.secrets.subscription}

    def tell(self, *names: str) -> None:
        """Tell these lies from now on, named without the api."""
        self.world.lies.tell(f"subscription-{name}" for name in names)

    def send(self, method: str, path: str, fields: Fields | None = None, **options: Any) -> httpx.Response:
        """Any request, with the secret unless other headers are given, and a form of ``fields``."""
        options.setdefault("headers", self.headers)
        if fields is not None:
            options["content"] = str(httpx.QueryParams(fields))
            options["headers"] = {**options["headers"], "Content-Type": "application/x-www-form-urlencoded"}
        return self._runner.run(self._client.request(method, f"{PREFIX}/subscription/{path}", **options))

    def ask(self, method: str, path: str, fields: Fields | None = None) -> dict[str, Any]:
        """The JSON of a request that is answered with 200."""
        response = self.send(method, path, fields)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def some(self, status: str) -> PackageSubscription:
        """A subscription in a state."""
        known = self.world.centra.package_subscriptions.values()
        return next(each for each in known if each.status == status)

    def draft(self) -> Fields:
        """What a new subscription needs."""
        package = next(each.id for each in self.world.centra.packages.values() if each.status == "active")
        return [
            ("name", "Ines"),
            ("sname", "Berg"),
            ("email", "ines@example.com"),
            ("country", "SE"),
            ("package[]", str(package)),
            ("payment", "dummy"),
        ]
