"""A GraphQL face of the mock in process, without a socket."""

from __future__ import annotations

import asyncio
from collections.abc import Mapping
from typing import Any

import httpx
import pytest
from starlette.applications import Starlette

from centra_mock.face import Face
from centra_mock.faces.graphql import LIES, routes
from centra_mock.world import World

_MUTATIONS = '{ __type(name: "Mutation") { fields { name args { name type { ofType { name } } } } } }'

# The mutations of the honest schema, asked for once: introspection is by far the longest answer.
_KNOWN: dict[str, dict[str, Any]] = {}


class GraphqlMock:
    """One mock with one face, asked as a client would."""

    def __init__(self, seed: int) -> None:
        self.world = World(seed, faces=[Face("graphql", routes, LIES)])
        self._app = Starlette(routes=routes(self.world))

    def tell(self, *names: str) -> None:
        """Tell these lies from now on."""
        self.world.lies.tell(names)

    def send(self, method: str, path: str, **options: Any) -> httpx.Response:
        """Any request."""

        async def run() -> httpx.Response:
            transport = httpx.ASGITransport(self._app)
            async with httpx.AsyncClient(transport=transport, base_url="http://mock") as client:
                return await client.request(method, path, **options)

        return asyncio.run(run())

    def token(self, description: str = "everything") -> str:
        """The token with this description."""
        rows = self.send("GET", "/_mock/tokens").json()
        return str(next(row["token"] for row in rows if row["description"] == description))

    def ask(
        self, query: str, variables: Mapping[str, Any] | None = None, name: str | None = None, token: str | None = None
    ) -> dict[str, Any]:
        """The whole answer to a query; the token has every permission unless another is given."""
        body = {"query": query, "variables": variables, "operationName": name}
        headers = {"Authorization": f"Bearer {token or self.world.secrets.graphql}"}
        response = self.send("POST", "/graphql", json=body, headers=headers)
        assert response.status_code == 200, response.text
        answer: dict[str, Any] = response.json()
        return answer

    def data(self, query: str, variables: Mapping[str, Any] | None = None) -> dict[str, Any]:
        """The data of an answer that has no errors."""
        answer = self.ask(query, variables)
        assert "errors" not in answer, answer["errors"]
        data: dict[str, Any] = answer["data"]
        return data

    def mutations(self) -> dict[str, dict[str, Any]]:
        """The arguments of every mutation in the schema: name to type."""
        if not _KNOWN:
            fields = self.data(_MUTATIONS)["__type"]["fields"]
            _KNOWN.update((row["name"], {each["name"]: each["type"]["ofType"]["name"] for each in row["args"]}) for row in fields)
        return _KNOWN

    def write(self, name: str, fields: str, given: object, number: int | None = None) -> dict[str, Any]:
        """The payload of a mutation whose input is sent as a variable; ``userErrors`` is always selected."""
        types = {"id": "Int", **self.mutations()[name]}
        variables = {key: value for key, value in (("id", number), ("input", given)) if value is not None}
        declared = ", ".join(f"${key}: {types[key]}!" for key in variables)
        passed = ", ".join(f"{key}: ${key}" for key in variables)
        query = f"mutation ({declared}) {{ {name}({passed}) {{ userErrors {{ message path }} {fields} }} }}"
        payload: dict[str, Any] = self.data(query, variables)[name]
        return payload


@pytest.fixture(scope="session")
def make_mock() -> type[GraphqlMock]:
    """Makes a fresh mock of a seed."""
    return GraphqlMock


@pytest.fixture
def mock() -> GraphqlMock:
    """A fresh mock of seed 1."""
    return GraphqlMock(1)


@pytest.fixture(scope="session")
def reader() -> GraphqlMock:
    """A mock that tests only read from, without lies."""
    return GraphqlMock(2)


@pytest.fixture
def heard(mock: GraphqlMock) -> list[tuple[str, str]]:
    """Every change that the store published."""
    changes: list[tuple[str, str]] = []
    mock.world.centra.subscribe(lambda change: changes.append((change.kind, change.action)))
    return changes
