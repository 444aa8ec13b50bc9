"""The small commands as their users meet them: matrix, explain, init, lint and needs."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from pathlib import Path

from centra_contracts.shell.config import SECRET_VARIABLES
from centra_contracts.verdict.codes import CODES
from tests.shell.conftest import Command

_CLAUSE = "order.stock.read"
_MINE = """\
contract: order.mine
api: order
title: Ours
source: agreement
clauses:
  - id: order.mine.list
    promise: Orders can be listed.
    kind: rule
    steps: [{get: /orders}]
    expect: [{has: [orders]}]
"""


def test_the_matrix_has_a_row_for_every_cell(command: Command) -> None:
    """Twenty functions, each in eleven columns: what is documented and how many clauses stand for it."""
    done = command("matrix", "--json")
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in done.stdout.splitlines()]
    assert len(rows) == len({(row["function"], row["api"], row["mode"]) for row in rows}) == 220
    assert {row["documented"] for row in rows} <= {"available", "limited", "unavailable", "coming_soon"}
    assert {row["observed"] for row in rows} == {""}


def test_the_matrix_shows_what_the_last_run_observed(command: Command) -> None:
    """Only cells of which a clause was judged."""
    command("check", "--api", "order", "-k", _CLAUSE)
    rows = [json.loads(line) for line in command("matrix", "--json").stdout.splitlines()]
    assert [(row["api"], row["function"], row["mode"]) for row in rows if row["observed"] == "holds"] == [
        ("order", "Warehouses and Stock", "R")
    ]


def test_a_clause_is_explained_without_a_run(command: Command) -> None:
    """Promise, source and a curl line, which takes URL and secret from the environment."""
    done = command("explain", _CLAUSE)
    assert done.returncode == 0, done.stderr
    assert "Stock is read size by size" in done.stdout
    assert "source    https://docs.centra.com/" in done.stdout
    assert "last verdict: none recorded" in done.stdout
    (curl,) = [line for line in done.stdout.splitlines() if line.startswith("curl ")]
    assert "$CENTRA_ORDER_URL" in curl and "$CENTRA_ORDER_SECRET" in done.stdout


def test_a_clause_of_a_deprecated_operation_is_explained_with_what_replaces_it(command: Command) -> None:
    """The operations to move to, each with its page."""
    done = command("explain", "subscription.update.pause")
    assert "move to   checkout PUT /subscription/status  (https://docs.centra.com/fe-development/" in done.stdout


def test_a_clause_is_explained_by_the_last_run_without_a_secret(
    command: Command, live: Mapping[str, str], tmp_path: Path
) -> None:
    """The verdict of the recording, and the request that was sent, with the name of the secret instead of its value."""
    command("check", "--target", "live", "--api", "order", "-k", _CLAUSE, "--out", str(tmp_path / "out"), env=live)
    done = command("explain", _CLAUSE, "--run", str(tmp_path / "out"), env=live)
    assert done.returncode == 0, done.stderr
    assert "last verdict: holds" in done.stdout
    assert live["CENTRA_ORDER_URL"] in done.stdout and "$CENTRA_ORDER_SECRET" in done.stdout
    secrets = {name: live[name] for name in SECRET_VARIABLES.values()}
    assert [name for name, value in secrets.items() if value in done.stdout] == []


def test_a_wrong_secret_is_explained_as_a_wrong_one(command: Command, tmp_path: Path) -> None:
    """The line to repeat it does not take the right secret from the environment, neither before nor after a run."""
    told = [command("explain", "order.access.wrong-secret").stdout]
    command("check", "--api", "order", "-k", "order.access", "--out", str(tmp_path / "out"))
    told.append(command("explain", "order.access.wrong-secret", "--run", str(tmp_path / "out")).stdout)
    for said in told:
        assert "API-Authorization: 'wrong-secret" in said
        assert "$CENTRA_ORDER_SECRET" not in said
        assert "[the right one]" not in said


def test_a_code_is_explained(command: Command) -> None:
    """One line from the list of codes."""
    done = command("explain", "CC103")
    assert (done.returncode, done.stdout) == (0, f"CC103  {CODES['CC103']}\n")


def test_init_writes_two_files_and_leaves_existing_ones(command: Command, tmp_path: Path) -> None:
    """A profile that a person has changed stays as it is."""
    profile, workflow = tmp_path / "centra.toml", tmp_path / ".github" / "workflows" / "centra-contracts.yml"
    first = command("init")
    assert (first.returncode, [path for path in sorted(tmp_path.rglob("*")) if path.is_file()]) == (0, [workflow, profile])
    profile.write_text("# mine\n", encoding="utf-8")
    workflow.unlink()
    second = command("init")
    assert second.returncode == 0
    assert "centra.toml is there already; left as it is" in second.stdout
    assert (profile.read_text(encoding="utf-8"), workflow.exists()) == ("# mine\n", True)


def test_init_says_where_it_cannot_write(command: Command, tmp_path: Path) -> None:
    """A file where a folder must be."""
    (tmp_path / "taken").write_text("", encoding="utf-8")
    (tmp_path / "here" / ".github").mkdir(parents=True)
    (tmp_path / "here" / ".github" / "workflows").write_text("", encoding="utf-8")
    done = command("init", "here")
    assert (done.returncode, done.stdout) == (2, "here/centra.toml written\n")
    assert done.stderr == "centra-contracts: here/.github/workflows/centra-contracts.yml cannot be written: File exists\n"


def test_lint_tells_how_much_it_read(command: Command, tmp_path: Path) -> None:
    """One line when nothing is wrong; own contracts are counted too."""
    (tmp_path / "own").mkdir()
    (tmp_path / "own" / "mine.yaml").write_text(_MINE, encoding="utf-8")
    counts = []
    for options in ((), ("--contracts", "own")):
        done = command("lint", *options)
        found = re.fullmatch(r"(\d+) contracts with (\d+) clauses and \d+ needs: no problem\n", done.stdout)
        assert found is not None and done.returncode == 0, done.stdout + done.stderr
        counts.append((int(found[1]), int(found[2])))
    assert counts[1] == (counts[0][0] + 1, counts[0][1] + 1)


def test_lint_tells_every_problem_with_its_line(command: Command, tmp_path: Path) -> None:
    """Also what only shows across files or inside quoted expressions; exit code 2."""
    (tmp_path / "own").mkdir()
    bad = _MINE.replace("has: [orders]", 'has: ["orders[?id == `x`]", "<nothing.id>"]').replace(
        "order.mine.list", "shop.mine.list"
    )
    (tmp_path / "own" / "mine.yaml").write_text(bad, encoding="utf-8")
    done = command("lint", "--contracts", "own")
    assert (done.returncode, done.stderr) == (2, "")
    assert done.stdout.splitlines() == [
        "own/mine.yaml:6: the id of a clause begins with its API: order.",
        "own/mine.yaml:6: unknown need 'nothing'",
        "own/mine.yaml:10: invalid JMESPath 'orders[?id == `x`]': `x` is no JSON; write 'x' for a text",
        "own/mine.yaml:10: unknown need 'nothing'",
        "4 problem(s)",
    ]


def test_needs_of_a_target_with_one_api_say_what_is_missing(command: Command, live: Mapping[str, str]) -> None:
    """Exit code 1; each unmet need says why, and what to write into the profile."""
    done = command("needs", "--target", "live", env={"CENTRA_SUBSCRIPTION_URL": live["CENTRA_SUBSCRIPTION_URL"]})
    assert done.returncode == 1, done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert "soap not configured for this target" in done.stdout
    assert "To give it in centra.toml:  [targets.live.data." in done.stdout
    unmet = [line for line in done.stdout.splitlines() if line.endswith(": NOT MET")]
    assert unmet and done.stdout.splitlines()[-1].endswith(f"{len(unmet)} not met")
