"""The control routes of a running mock: which lies it knows, which it tells, and a fresh start."""

from __future__ import annotations

from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self
from urllib.parse import urlsplit

import httpx

from centra_contracts.contract.model import Api
from centra_contracts.errors import MockError
from centra_contracts.shell.config import Target

__all__ = ["Lie", "MockControl"]


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

    def _call(self, method: str, path: str, content: object = None) -> Any:  # Any: JSON of three different shapes
        try:
            answer = self._client.request(method, path, json=content)
            answer.raise_for_status()
            return answer.json() if answer.content else None
        except (httpx.HTTPError, ValueError) as error:
            raise MockError(f"the mock did not answer {method} /_mock{path}: {type(error).__name__}") from error
