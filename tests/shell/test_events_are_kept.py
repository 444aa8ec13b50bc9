"""No run without ``--allow destructive`` takes an event off the queue of the ERP, whatever contracts say of themselves."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from tests.shell.conftest import Command

_MARKING = "events_Done"
_CARELESS = """
contract: soap.careless
api: soap
title: A contract that calls the marking of events what it is not
source: guides/erp-integration#events-and-the-event-queue
clauses:
  - id: soap.careless.raw
    promise: An event is marked as done, by a request that is written out.
    kind: rule
    effect: {effect}
    steps:
      - {{id: events, soap: events_Get, body: {{type: all}}, capture: {{event: "(//event)[1]/id"}}}}
      - id: done
        post: /
        headers: {{Content-Type: text/xml}}
        text: '<e:Envelope xmlns:e="http://schemas.xmlsoap.org/soap/envelope/"><e:Body><events_Done
          xmlns="http://www.centra.com/webservices/"><login/><event><event></event></events_Done></e:Body></e:Envelope>'
      - {{id: after, soap: events_Get, body: {{type: all}}}}
    expect:
      - {{step: after, lacks: ["//event[id = '<event>']"]}}
"""


def _lines(folder: Path, name: str) -> list[dict[str, Any]]:
    return [json.loads(line) for line in (folder / name).read_text(encoding="utf-8").splitlines()]


@pytest.mark.parametrize("allowed", ["session", "write"])
def test_no_event_is_marked_without_the_grant_of_what_cannot_be_undone(
    command: Command, live: Mapping[str, str], tmp_path: Path, allowed: str
) -> None:
    """Not by a clause, not by a journey, not by what meets a need; and the clauses that would are skipped for it."""
    out = tmp_path / "out"
    done = command("check", "-k", "soap or erp", "--target", "live", "--allow", allowed, "--out", str(out), env=live)
    assert done.returncode == 0, done.stdout + done.stderr
    exchanges = _lines(out, "exchanges.jsonl")
    assert [line for line in exchanges if _MARKING in json.dumps(line["request"])] == []
    assert len([line for line in exchanges if line["api"] == "soap"]) > 10
    skipped = [line for line in _lines(out, "verdicts.jsonl") if line["because"] == "not granted: needs --allow destructive"]
    assert len(skipped) > 5


@pytest.mark.parametrize("effect", ["read", "write"])
def test_a_contract_that_calls_it_harmless_marks_no_event_either(
    command: Command, live: Mapping[str, str], tmp_path: Path, effect: str
) -> None:
    """The request is not sent, and the clause says which grant it lacks."""
    folder = tmp_path / "agreed"
    folder.mkdir()
    (folder / "careless.yaml").write_text(_CARELESS.format(effect=effect), encoding="utf-8")
    out = tmp_path / "out"
    options = ("--contracts", str(folder), "-k", "soap.careless", "--target", "live", "--allow", "write", "--out", str(out))
    done = command("check", *options, env=live)
    exchanges = _lines(out, "exchanges.jsonl")
    assert [line["step"] for line in exchanges if line["step"] == "done"] == [], done.stdout
    (verdict,) = _lines(out, "verdicts.jsonl")
    assert verdict["verdict"] != "holds"
    assert "allow it with --allow destructive" in verdict["because"]


def test_lint_wants_it_called_destructive(command: Command, tmp_path: Path) -> None:
    """Where an operation is said by its name."""
    folder = tmp_path / "agreed"
    folder.mkdir()
    step = "{id: done, soap: events_Done, body: {event: '1'}}"
    text = f"""
contract: soap.careless
api: soap
title: A contract that calls the marking of events what it is not
source: guides/erp-integration
clauses:
  - id: soap.careless.said
    promise: An event is marked as done.
    kind: rule
    effect: write
    steps:
      - {step}
    expect:
      - succeeds: true
"""
    (folder / "careless.yaml").write_text(text, encoding="utf-8")
    done = command("lint", "--contracts", str(folder))
    assert "to mark events as done is destructive, not write" in done.stdout
