"""What is documented is encoded, and what is encoded is noticed when it is no longer true."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.command import run_command

_WHOLE = ["order", "checkout", "shop", "graphql", "soap", "subscription", "webhook"]  # APIs that are encoded as a whole
_DENIED = ["order", "checkout", "shop", "subscription"]  # of which every fact is denied; that of GraphQL and SOAP takes minutes
_LEAST_PERCENT = 97


@pytest.fixture(scope="module")
def rows(tmp_path_factory: pytest.TempPathFactory) -> list[dict[str, Any]]:
    """Every fact, and what encodes it."""
    done = run_command(tmp_path_factory.mktemp("coverage"), "coverage", "--json")
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


@pytest.mark.parametrize("api", _WHOLE)
def test_nearly_every_fact_is_encoded_and_the_rest_says_why_not(api: str, rows: list[dict[str, Any]]) -> None:
    """Of those that a client can try; the reason is one of the ledger, not that something is lacking."""
    counted = [row for row in rows if row["api"] == api and row["counts"]]
    assert counted
    missing = [row for row in counted if not row["encoded"]]
    assert len(counted) - len(missing) >= len(counted) * _LEAST_PERCENT / 100
    lacking = ("no clause ", "the shape ")
    assert [row["fact"] for row in missing if row["because"].startswith(lacking)] == []


def test_what_the_wsdl_promises_of_an_operation_is_noticed_when_it_is_denied(tmp_path: Path) -> None:
    """In the WSDL of the target and in its answers; all operations together take two minutes by themselves."""
    chosen = (
        "--fact",
        "soap.warehouses_Update",
        "--fact",
        "soap.updates",
        "--fact",
        "soap.events_Get.type",
        "--fact",
        "soap.events.mission",
    )
    done = run_command(tmp_path, "prove", "--facts", "--api", "soap", *chosen, "--json", timeout_s=300)
    proofs = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(proofs) > 40, done.stderr
    assert [(each["fact"], each["denied"], each["because"]) for each in proofs if not each["noticed"]] == []


@pytest.mark.parametrize("api", _DENIED)
def test_every_fact_that_is_denied_is_noticed_or_says_why_not(api: str, tmp_path: Path) -> None:
    """Each in every general way, one at a time, by a clause that encodes it; but for what another store alone shows."""
    done = run_command(tmp_path, "prove", "--facts", "--api", api, "--json", timeout_s=1500)
    proofs = [json.loads(line) for line in done.stdout.splitlines()]
    assert proofs, done.stderr
    holes = [each for each in proofs if not each["noticed"] and not each["unseen"] and not each["elsewhere"]]
    assert sorted((each["fact"], each["denied"]) for each in holes) == []
    unseen = {each["fact"] for each in proofs if each["unseen"]}
    assert sorted(unseen - {each["fact"] for each in proofs if not each["noticed"]}) == [], "noticed whatever is denied"
