"""``centra-contracts coverage``."""

from __future__ import annotations

import json
from pathlib import Path

from tests.command import run_command


def test_the_figures_of_an_api_are_those_of_its_facts(tmp_path: Path) -> None:
    """The table, and one JSON object per fact."""
    table = run_command(tmp_path, "coverage", "--api", "order")
    rows = [json.loads(line) for line in run_command(tmp_path, "coverage", "--api", "order", "--json").stdout.splitlines()]
    counted = [row for row in rows if row["counts"]]
    encoded = [row for row in counted if row["encoded"]]
    assert {row["api"] for row in rows} == {"order"}
    assert f"order{len(counted):,}{len(encoded):,}" in table.stdout.replace(" ", "")
    assert [row["fact"] for row in rows if bool(row["by"]) is not row["encoded"] or bool(row["because"]) is row["encoded"]] == []


def test_every_missing_fact_is_listed_with_its_reason(tmp_path: Path) -> None:
    """Each with its statement, the reason and the source."""
    rows = [json.loads(line) for line in run_command(tmp_path, "coverage", "--api", "webhook", "--json").stdout.splitlines()]
    listed = run_command(tmp_path, "coverage", "--api", "webhook", "--missing").stdout
    missing = [row for row in rows if not row["encoded"]]
    assert missing
    assert [row["fact"] for row in missing if f"  {row['fact']}\n      {row['statement']}\n" not in listed] == []


def test_a_figure_below_the_bound_is_exit_code_1(tmp_path: Path) -> None:
    """For CI; without a bound it is 0."""
    codes = [
        run_command(tmp_path, "coverage", *words).returncode for words in ((), ("--fail-under", "100"), ("--fail-under", "0"))
    ]
    assert codes == [0, 1, 0]


def test_a_clause_that_lists_an_unknown_fact_is_a_problem(tmp_path: Path) -> None:
    """With the nearest known one."""
    folder = tmp_path / "agreed"
    folder.mkdir()
    (folder / "own.yaml").write_text(
        "contract: order.own\napi: order\ntitle: Own\nsource: agreed\nclauses:\n"
        "  - id: order.own.stock\n    promise: Stock is listed for us.\n    kind: rule\n"
        "    facts: [order.get-stock.operatoin]\n    steps: [{get: /stock}]\n    expect: [{succeeds: true}]\n",
        encoding="utf-8",
    )
    done = run_command(tmp_path, "coverage", "--contracts", "agreed")
    assert done.returncode == 2
    assert "agreed/own.yaml:6: unknown fact 'order.get-stock.operatoin'; did you mean 'order.get-stock.operation'" in done.stderr
