"""The plugin under plain pytest: the verdicts of ``check``, an outcome of pytest for each, and nothing when nothing runs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from centra_contracts.contract.model import Api
from centra_contracts.drift.fingerprint import fingerprint
from centra_contracts.shell.run import parse_apis
from tests.shell.conftest import Command

pytest_plugins = ["pytester"]

_ROOT = Path(__file__).resolve().parents[2]
_SUITE = """
from centra_contracts.contract.model import Api
from centra_contracts.verdict.model import Verdict

API = Api.ORDER


def test_clause(verdict: Verdict) -> None:
    assert verdict.holds, verdict.because
"""
_OWN = """\
contract: order.mine
api: order
title: Ours
source: agreement
clauses:
  - id: order.mine.holds
    promise: Orders can be listed.
    kind: rule
    steps: [{get: /orders, query: {limit: 1}}]
    expect: [{has: [orders]}]
  - id: order.mine.breaks
    promise: Orders have a colour.
    kind: rule
    steps: [{get: /orders, query: {limit: 1}}]
    expect: [{has: [colour]}]
  - id: order.mine.accepted
    promise: Orders have a shape.
    kind: rule
    steps: [{get: /orders, query: {limit: 1}}]
    expect: [{has: [shape]}]
  - id: order.mine.untestable
    promise: Orders are kept for a while.
    kind: rule
    untestable: no page says for how long
"""


_BASELINE = f"""\
accepted:
  - fingerprint: "{fingerprint("order.mine.accepted", "CC301", "shape")}"
    reason: Ours have none.
    expires: "2999-12-31"
"""


def _verdicts(folder: Path) -> list[tuple[str, str, str]]:
    lines = map(json.loads, (folder / "verdicts.jsonl").read_text(encoding="utf-8").splitlines())
    return [(line["clause"], line["verdict"], line["code"]) for line in lines]


@pytest.fixture
def own(pytester: pytest.Pytester) -> list[str]:
    """A suite of the Order API with contracts of its own, and the options that select them."""
    pytester.makepyfile(test_order=_SUITE)
    folder = pytester.mkdir("own")
    (folder / "mine.yaml").write_text(_OWN, encoding="utf-8")
    (pytester.path / "baseline.yaml").write_text(_BASELINE, encoding="utf-8")
    options = ["--contracts", "own", "--baseline", "baseline.yaml", "-k", "order.mine", "--out", "out"]
    return ["-p", "centra_contracts.shell.plugin", *options]


@pytest.mark.parametrize("lies", [(), ("--lie", "subscription-needs-no-secret")], ids=["honest", "lying"])
def test_plain_pytest_gives_the_verdicts_of_check(command: Command, tmp_path: Path, lies: tuple[str, ...]) -> None:
    """The same verdicts and the same exit code, whichever of the two is called."""
    options = ["--api", "subscription", *lies, "--out"]
    checked = command("check", *options, str(tmp_path / "check"))
    plain = subprocess.run(
        [sys.executable, "-m", "pytest", "suites", "-p", "no:cacheprovider", *options, str(tmp_path / "plain")],
        cwd=_ROOT,
        env={name: value for name, value in os.environ.items() if not name.startswith(("CENTRA_", "PYTEST_"))},
        capture_output=True,
        text=True,
        check=False,
    )
    assert plain.returncode == checked.returncode == (1 if lies else 0), plain.stdout + plain.stderr
    assert _verdicts(tmp_path / "plain") == _verdicts(tmp_path / "check")


def test_every_verdict_has_an_outcome_of_pytest(pytester: pytest.Pytester, own: list[str]) -> None:
    """A broken promise fails, accepted drift is an expected failure, and what cannot be tested is skipped, each with its code."""
    done = pytester.runpytest_subprocess(*own, "-rA")
    done.assert_outcomes(passed=1, failed=1, xfailed=1, skipped=1)
    done.stdout.fnmatch_lines_random(
        [
            "PASSED *order.mine.holds*",
            "FAILED *order.mine.breaks*",
            "XFAIL *order.mine.accepted* - CC301 safe or accepted: *",
            "SKIPPED *CC904 no page says for how long",
        ]
    )
    assert done.ret == 1
    assert _verdicts(pytester.path / "out") == [
        ("order.mine.accepted", "broken", "CC301"),
        ("order.mine.breaks", "broken", "CC301"),
        ("order.mine.holds", "holds", ""),
        ("order.mine.untestable", "skipped", "CC904"),
    ]


def test_accepted_drift_alone_is_no_failure(pytester: pytest.Pytester, own: list[str]) -> None:
    """Exit code 0: somebody knows of it, and until when."""
    done = pytester.runpytest_subprocess(*own, "-k", "order.mine.accepted")
    done.assert_outcomes(xfailed=1)
    assert done.ret == 0


def test_safe_drift_is_an_expected_failure(pytester: pytest.Pytester) -> None:
    """What was announced and has come breaks nobody's client: exit code 0."""
    lie = "graphql-reads-selections"
    pytester.makepyfile(test_graphql=_SUITE.replace("Api.ORDER", "Api.GRAPHQL"))
    done = pytester.runpytest_subprocess(
        "-p", "centra_contracts.shell.plugin", "-k", "coming-soon.read-selections", "--lie", lie, "--out", "out"
    )
    done.assert_outcomes(xfailed=1)
    assert done.ret == 0


def test_a_target_that_does_not_answer_is_an_error(
    pytester: pytest.Pytester, own: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing is known of its promises, so none is broken: exit code 3."""
    monkeypatch.setenv("CENTRA_ORDER_URL", "http://127.0.0.1:9/order")
    monkeypatch.setenv("CENTRA_ORDER_SECRET", "invented-secret")
    done = pytester.runpytest_subprocess(*own, "-k", "order.mine.holds", "--target", "live")
    done.assert_outcomes(errors=1)
    assert done.ret == 3


def test_a_run_that_stops_at_the_first_failure_is_partial(pytester: pytest.Pytester, own: list[str]) -> None:
    """What was not judged is not in the record, and the record says so."""
    done = pytester.runpytest_subprocess(*own, "-x", "-k", "order.mine.breaks or order.mine.accepted")
    assert done.ret == 1
    assert json.loads((pytester.path / "out" / "run.json").read_text(encoding="utf-8"))["partial"] is True
    assert _verdicts(pytester.path / "out") == [("order.mine.breaks", "broken", "CC301")]


def test_a_failing_test_beside_the_clauses_stays_a_failure(pytester: pytest.Pytester, own: list[str]) -> None:
    """The exit code of the run replaces no worse one."""
    pytester.makepyfile(test_other="def test_order_mine_other() -> None:\n    assert False\n")
    done = pytester.runpytest_subprocess(*own, "-k", "order.mine.holds or test_order_mine_other")
    done.assert_outcomes(passed=1, failed=1)
    assert done.ret == 1


def test_an_api_that_is_named_twice_counts_once() -> None:
    """One text may hold several; the order is that of the APIs."""
    assert parse_apis(["order", "shop,order", ""]) == (Api.SHOP, Api.ORDER)


def test_collecting_sends_nothing_and_leaves_no_record(pytester: pytest.Pytester, own: list[str]) -> None:
    """The clauses are listed by their ids; a target that cannot be reached does not matter."""
    done = pytester.runpytest_subprocess(*own, "--collect-only", "-q")
    done.stdout.fnmatch_lines_random(["*order.mine.holds*", "*order.mine.untestable*"])
    assert done.ret == 0
    assert not (pytester.path / "out").exists() and not (pytester.path / "reports").exists()


def test_without_a_clause_the_plugin_does_nothing(pytester: pytest.Pytester) -> None:
    """Other tests run as if it were not there."""
    pytester.makepyfile("def test_other() -> None:\n    assert True\n")
    done = pytester.runpytest_subprocess("-p", "centra_contracts.shell.plugin")
    done.assert_outcomes(passed=1)
    assert done.ret == 0
    assert not (pytester.path / "reports").exists()


@pytest.mark.parametrize(
    ("options", "says"),
    [
        (["--api", "ordr"], "unknown API 'ordr'; did you mean 'order'?"),
        (["--target", "stagin"], "unknown target 'stagin'"),
        (["--lie", "no-such-lie"], "no-such-lie"),
        (["--walks", "0"], "--walks 0: give a number from 1 to 500"),
    ],
    ids=["api", "target", "lie", "walks"],
)
def test_a_mistake_is_a_usage_error(pytester: pytest.Pytester, own: list[str], options: list[str], says: str) -> None:
    """One clear message and pytest's exit code for usage, without a traceback."""
    done = pytester.runpytest_subprocess(*own, *options)
    said = done.stdout.str() + done.stderr.str()
    assert done.ret == pytest.ExitCode.USAGE_ERROR, said
    assert says in said
    assert "Traceback" not in said
