"""Generated operations: whatever the mock's schema allows is answered in GraphQL's own terms, and as the schema says."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import pytest
import schemathesis
from gql.utilities import parse_result
from graphql import GraphQLSchema, build_client_schema, get_introspection_query, parse
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st


@lru_cache(maxsize=1)
def _described(mock: Any) -> tuple[GraphQLSchema, dict[str, Any]]:
    """The schema that the mock shows of itself, and the operations that Schemathesis finds in it."""
    shown = mock.ask(get_introspection_query(descriptions=False, input_value_deprecation=True))["data"]
    found = schemathesis.graphql.from_dict(shown).get_all_operations()
    return build_client_schema(shown), {operation.ok().label: operation.ok() for operation in found}


@pytest.mark.parametrize("kind", ["Query.", "Mutation."])
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_valid_operation_is_answered(mock: Any, kind: str, data: st.DataObject) -> None:
    """With status 200, and data of the types of the schema, or errors that a person can read; never a failure of the server."""
    schema, operations = _described(mock)
    operation = operations[data.draw(st.sampled_from([label for label in operations if label.startswith(kind)]))]
    case = data.draw(operation.as_strategy())
    document = case.body if kind == "Query." else f"mutation {case.body.removeprefix('mutation')}"
    headers = {"Authorization": f"Bearer {mock.world.secrets.graphql}"}
    answer = mock.send("POST", "/graphql", json={"query": document}, headers=headers)
    assert answer.status_code == 200, (document, answer.text)
    body = answer.json()
    assert "data" in body or body["errors"], document
    texts = [error["message"] for error in body.get("errors", ())]
    assert not [text for text in texts if "Traceback" in text or "object at 0x" in text]
    if body.get("data"):
        assert parse_result(schema, parse(document), body["data"]) is not None
