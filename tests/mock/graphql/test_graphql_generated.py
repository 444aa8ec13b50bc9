"""Generated operations: whatever the schema allows is answered in GraphQL's own terms."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import centra_mock.faces.graphql

_SDL = Path(centra_mock.faces.graphql.__file__).with_name("schema.graphql").read_text(encoding="utf-8")
_OPERATIONS = {found.ok().label: found.ok() for found in schemathesis.graphql.from_file(_SDL).get_all_operations()}


@pytest.mark.parametrize("kind", ["Query.", "Mutation."])
@settings(max_examples=60, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(data=st.data())
def test_any_valid_operation_is_answered(mock: Any, kind: str, data: st.DataObject) -> None:
    """With status 200, and data or errors that a person can read; never a failure of the server."""
    operation = _OPERATIONS[data.draw(st.sampled_from([label for label in _OPERATIONS if label.startswith(kind)]))]
    case = data.draw(operation.as_strategy())
    answer = mock.send(
        "POST",
        "/graphql",
        json={"query": case.body if kind == "Query." else f"mutation {case.body.removeprefix('mutation')}"},
        headers={"Authorization": f"Bearer {mock.world.secrets.graphql}"},
    )
    assert answer.status_code == 200, (case.body, answer.text)
    body = answer.json()
    assert "data" in body or body["errors"], case.body
    assert not [
        error for error in body.get("errors", ()) if "Traceback" in error["message"] or "object at 0x" in error["message"]
    ]
