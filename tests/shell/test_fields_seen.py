"""Every documented field of GraphQL is asked for, and has a value in an answer of the mock or is named with a reason."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from centra_contracts.contract.model import DEFAULT_EDITION, Api, Generate
from centra_contracts.shell.contract_files import read_shelf
from centra_contracts.shell.schema_files import read_sdl
from tests.command import run_command

# By reason. When the mock learns more, take what the first test calls named in vain out of the file.
_UNSEEN = Path(__file__).resolve().parents[1] / "unseen.json"


@pytest.fixture(scope="module")
def unseen(tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The documented fields that had no value in any answer of a run of every GraphQL clause on the mock."""
    folder = tmp_path_factory.mktemp("fields")
    done = run_command(folder, "check", "--api", "graphql", "--out", "run")
    assert done.returncode == 0, done.stdout + done.stderr
    fields = json.loads((folder / "run/run.json").read_text(encoding="utf-8"))["fields"]
    assert fields["seen"] + len(fields["unseen"]) == fields["documented"]
    return frozenset(fields["unseen"])


def test_every_documented_field_is_seen_or_named(unseen: frozenset[str]) -> None:
    """A field that no answer shows is not judged, whatever its clause says; a reason that is no longer true goes."""
    named = {field for fields in json.loads(_UNSEEN.read_text(encoding="utf-8")).values() for field in fields}
    assert sorted(unseen - named) == [], "neither seen nor named in tests/unseen.json"
    assert sorted(named - unseen) == [], "named in tests/unseen.json in vain: these have a value now"


def test_every_query_is_asked_by_a_generated_operation() -> None:
    """A query that a page adds gets a clause."""
    schema = read_sdl(DEFAULT_EDITION).schema
    asked = {
        step.say.query
        for clause in read_shelf().library.clauses
        if clause.api is Api.GRAPHQL and clause.plan is not None and DEFAULT_EDITION in clause.editions
        for step in clause.plan.steps
        if isinstance(step.say, Generate)
    }
    assert schema.query_type is not None
    assert sorted(set(schema.query_type.fields) - asked) == []
