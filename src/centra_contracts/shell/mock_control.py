"""The control routes of a running mock: which lies it knows, which it tells, and a fresh start."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from centra_contracts.contract.model import Api, Json
from centra_contracts.errors import MockError
from centra_contracts.shell.config import Target

__all__ = ["Lie", "MockControl", "webhook_plugins"]

_PACE = 0.2  # of the times of plugins whose webhooks are left without an answer: five seconds become one
_TIMEOUT_S = 5.0  # of a plugin that nobody set to another
_FIRST_DELAY_S = 1.0  # before the first repetition; each further one waits twice as long


@dataclass(frozen=True, slots=True)
class Lie:
    """A deliberate deviation of the mock."""

    name: str
    api: Api
    says: str
    operations: tuple[str, ...] = ()  # those that show it, "GET /orders/{id}"; empty where any may


class MockControl:
    """Speaks to ``/_mock/`` of the mock behind a target. Raises ``MockError`` when it does not answer as a mock."""

    def __init__(self, target: Target) -> None:
        url = urlsplit(next(connection.url for connection in target.connections.values() if connection.url))
        self._client = httpx.Client(base_url=f"{url.scheme}://{url.netloc}/_mock", trust_env=False, timeout=10)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self._client.close()

    def lies(self) -> tuple[Lie, ...]:
        """Every lie that the mock knows, sorted by name."""
        known = self._call("GET", "/lies/all")
        found = [Lie(item["name"], Api(item["api"]), item["says"], tuple(item.get("operations", ()))) for item in known]
        return tuple(sorted(found, key=lambda lie: lie.name))

    def tell(self, *names: str) -> None:
        """Starts the store anew and tells exactly these lies."""
        self._call("PUT", "/lies", list(names))
        self._call("POST", "/reset")

    def install(self, plugins: Sequence[Mapping[str, Json]]) -> Mapping[str, Mapping[str, Json]]:
        """Puts these webhook plugins into the store; what contracts need to know of them, as data of their needs."""
        try:
            self._client.put("/webhooks", json=list(plugins)).raise_for_status()
        except httpx.HTTPError as error:
            raise MockError(f"the mock did not take the webhook plugins: {error}") from error
        found: dict[str, Mapping[str, Json]] = {}
        for plugin in plugins:
            pace, retries = plugin.get("pace"), plugin.get("retries", 0)
            if isinstance(pace, float) and isinstance(retries, int):  # the others are as they are in every store
                found[f"{plugin['name']}_webhook"] = {
                    "path": f"/{plugin['name']}",
                    "retries": retries,
                    "attempts": retries + 1,
                    "timeout_s": _TIMEOUT_S * pace,
                    "first_delay_s": _FIRST_DELAY_S * pace,
                    "max_events": plugin.get("maxEvents", 100),
                }
        return found

    def _call(self, method: str, path: str, content: object = None) -> Any:  # Any: JSON of three different shapes
        try:
            answer = self._client.request(method, path, json=content)
            answer.raise_for_status()
            return answer.json() if answer.content else None
        except (httpx.HTTPError, ValueError) as error:
            raise MockError(f"the mock did not answer {method} /_mock{path}: {type(error).__name__}") from error


def webhook_plugins(url: str) -> tuple[Mapping[str, Json], ...]:
    """The webhook plugins of an embedded mock: one of each version as they are unless somebody changes them, and three others.

    Webhooks of the others are left without an answer, so that they run at a pace that a run can wait for: one never repeats, one
    does, and one is subscribed to orders alone, with at most two events per call. A person with a live store sets up the same by
    hand. Source: ``plugins/centra-webhook``, section "Setup".
    """
    own: dict[str, Json] = {"version": "integration", "triggers": ["order"], "pace": _PACE}
    return (
        {"name": "checkout", "version": "checkout", "url": f"{url}/checkout"},
        {"name": "integration", "version": "integration", "url": f"{url}/integration"},
        {"name": "plain", "url": f"{url}/plain", **own},
        {"name": "narrow", "url": f"{url}/narrow", "maxEvents": 2, "retries": 1, **own},
        {"name": "repeating", "url": f"{url}/repeating", "retries": 3, **own},
    )
