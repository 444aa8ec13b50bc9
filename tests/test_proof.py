"""Every lie of the mock is noticed by a clause, and every clause is bitten by a lie or says why not.

``tests/proof.json`` names the fewest clauses that witness every lie (``make proof`` writes it anew); here they are put to it.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

from centra_contracts.contract.model import DEFAULT_EDITION
from centra_contracts.shell.contract_files import read_shelf
from tests.command import run_command

_WITNESSES = Path(__file__).resolve().parent / "proof.json"

Noticed = Mapping[str, Sequence[str]]


@pytest.fixture(scope="module")
def noticed(tmp_path_factory: pytest.TempPathFactory) -> Noticed:
    """For each lie that the mock told, the witnesses that noticed it."""
    folder = tmp_path_factory.mktemp("proof")
    done = run_command(folder, "prove", "--json", "--jobs", "4", "--witnesses", str(_WITNESSES), timeout_s=1500)
    assert done.stdout, done.stderr
    return {entry["lie"]: entry["noticed"] for entry in map(json.loads, done.stdout.splitlines())}


def test_every_lie_is_noticed(noticed: Noticed) -> None:
    """A lie that no clause notices is a hole in the contracts."""
    assert sorted(lie for lie, clauses in noticed.items() if not clauses) == []


def test_every_clause_is_bitten_by_a_lie_or_says_why_not(noticed: Noticed) -> None:
    """A clause that no lie bites may be one that cannot fail."""
    clauses = [
        clause for clause in read_shelf().library.clauses if clause.plan is not None and DEFAULT_EDITION in clause.editions
    ]
    bitten = {clause for clauses in noticed.values() for clause in clauses}
    assert [clause.id for clause in clauses if clause.id not in bitten and not clause.unbitten] == []


def test_no_clause_that_a_lie_bites_says_that_none_can(noticed: Noticed) -> None:
    """A reason that is no longer true goes."""
    bitten = {clause for clauses in noticed.values() for clause in clauses}
    assert [clause.id for clause in read_shelf().library.clauses if clause.unbitten and clause.id in bitten] == []
