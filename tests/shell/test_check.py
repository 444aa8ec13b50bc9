"""``centra-contracts check`` as its users meet it: exit codes, records, messages, and never a secret."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path

import pytest

from tests.shell.conftest import Command

_FILES = ["drift.json", "exchanges.jsonl", "index.html", "junit.xml", "plans.jsonl", "run.json", "summary.md", "verdicts.jsonl"]
_KEYS = {
    "schema", "target", "edition", "started", "finished", "partial", "counts", "drift", "matrix", "coverage", "versions",
}  # fmt: skip
_LINE_KEYS = {
    "clause", "api", "function", "mode", "kind", "verdict", "code", "level", "direction", "because", "exchanges",
}  # fmt: skip


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_the_honest_mock_has_no_drift(command: Command, tmp_path: Path) -> None:
    """Exit code 0, pytest's closing line at the end, and a whole record below reports/latest."""
    done = command("check", "--api", "subscription")
    assert done.returncode == 0, done.stdout + done.stderr
    assert " passed" in done.stdout.splitlines()[-1]
    assert "the mock speaks" not in done.stdout
    latest = tmp_path / "reports" / "latest"
    assert sorted(path.name for path in latest.iterdir()) == _FILES
    run = json.loads((latest / "run.json").read_text(encoding="utf-8"))
    assert run.keys() >= _KEYS
    assert (run["partial"], run["target"], run["matrix"]["cells"]) == (False, "mock", 220)
    assert all(line.keys() >= _LINE_KEYS for line in _lines(latest / "verdicts.jsonl"))
    assert sum(run["counts"].values()) == len(_lines(latest / "verdicts.jsonl"))


def test_the_mock_says_that_it_speaks_one_edition(command: Command) -> None:
    """Judged by another, it is told before the first verdict why there is drift."""
    lines = command("check", "--edition", "2023-12", "-k", "subscription.packages").stdout.splitlines()
    assert lines[1] == "the mock speaks 2022-09: what 2023-12 changed shows as drift, or is skipped"


def test_a_lie_is_drift(command: Command, tmp_path: Path) -> None:
    """Exit code 1, and the record names what differs."""
    done = command("check", "--api", "subscription", "--lie", "subscription-needs-no-secret", "--out", str(tmp_path / "out"))
    assert done.returncode == 1, done.stdout + done.stderr
    drift = json.loads((tmp_path / "out" / "drift.json").read_text(encoding="utf-8"))
    assert {finding["level"] for finding in drift["findings"]} <= {"breaking", "dangerous"}
    assert drift["findings"]


def test_a_live_target_gives_the_verdicts_of_the_embedded_mock(command: Command, live: Mapping[str, str], tmp_path: Path) -> None:
    """The live path and the mock path are one path."""
    command("check", "--api", "subscription", "--out", str(tmp_path / "one"))
    done = command(
        "check", "--api", "subscription", "--target", "live", "--allow", "destructive", "--out", str(tmp_path / "two"), env=live
    )
    assert done.returncode == 0, done.stdout + done.stderr
    one, two = (
        [(line["clause"], line["verdict"], line["code"]) for line in _lines(tmp_path / name / "verdicts.jsonl")]
        for name in ("one", "two")
    )
    assert one == two


def test_a_dead_target_gives_one_line_per_api_within_seconds(command: Command, tmp_path: Path) -> None:
    """Exit code 3 and no traceback."""
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    env = {"CENTRA_ORDER_URL": f"http://127.0.0.1:{port}/order", "CENTRA_SHOP_URL": f"http://127.0.0.1:{port}/shop"}
    began = time.monotonic()
    done = command("check", "--target", "live", "--api", "order", "shop", env=env)
    assert time.monotonic() - began < 30
    assert done.returncode == 3, done.stdout + done.stderr
    for api in ("order", "shop"):
        assert len([line for line in done.stdout.splitlines() if line.startswith(f"{api}: ")]) == 1
    assert "Traceback" not in done.stdout + done.stderr


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["check", "--api", "ordr"], "unknown API 'ordr'; did you mean 'order'?"),
        (["check", "--target", "stagin"], "unknown target 'stagin'"),
        (["check", "--target", "live"], "has no API configured"),
        (["check", "--alow", "write"], "No such option"),
        (["check", "--contracts", "nowhere"], "there is no such folder"),
        (["check", "-k", "no_such_clause_at_all"], "no clause fits"),
        (["check", "--lie", "no-such-lie"], "no-such-lie"),
        (["chek"], "did you mean 'check'?"),
        (["explain", "order.stok"], "unknown clause"),
        (["replay", "nowhere"], "there is no such folder"),
        (["report", "nowhere"], "there is no such folder"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_mistake_gives_one_clear_message(command: Command, arguments: list[str], says: str) -> None:
    """Exit code 2, what is wrong, and no traceback."""
    done = command(*arguments)
    said = done.stdout + done.stderr
    assert done.returncode == 2, said
    assert says in said
    assert "Traceback" not in said


def test_a_broken_contract_gives_file_and_line(command: Command, tmp_path: Path) -> None:
    """Exit code 2 before anything is sent; every problem at once."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.yaml").write_text("contract: order.mine\napi: ordr\ntitel: x\n", encoding="utf-8")
    for name in ("check", "lint"):
        done = command(name, "--contracts", str(own))
        said = done.stdout + done.stderr
        assert done.returncode == 2
        assert "own/mine.yaml:2: api: 'ordr' is not known; did you mean 'order'?" in said
        assert "own/mine.yaml:3: titel: unknown key 'titel'; did you mean 'title'?" in said
        assert "Traceback" not in said


def test_own_contracts_run_beside_the_shipped_ones(command: Command, tmp_path: Path) -> None:
    """A client's agreement is checked like the documentation."""
    own = tmp_path / "own"
    own.mkdir()
    (own / "mine.yaml").write_text(
        "contract: order.mine\napi: order\ntitle: Ours\nsource: agreement\nclauses:\n"
        "  - id: order.mine.limit\n    promise: The list of orders takes a limit.\n    kind: rule\n"
        "    steps:\n      - {get: /orders, query: {limit: 1}}\n    expect:\n      - count: {at: orders, max: 1}\n",
        encoding="utf-8",
    )
    done = command("check", "--contracts", str(own), "-k", "order.mine", "--out", str(tmp_path / "out"))
    assert done.returncode == 0, done.stdout + done.stderr
    assert [line["clause"] for line in _lines(tmp_path / "out" / "verdicts.jsonl")] == ["order.mine.limit"]


def test_an_interrupted_run_leaves_a_partial_record(tmp_path: Path) -> None:
    """What was judged before stays, and the record says that it is partial."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CENTRA_")}
    process = subprocess.Popen(
        [sys.executable, "-m", "centra_contracts", "check", "--out", "out"],
        cwd=tmp_path, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # tests in the background have it ignored
    )  # fmt: skip
    verdicts = tmp_path / "out" / "verdicts.jsonl"
    deadline = time.monotonic() + 60
    while not (verdicts.exists() and verdicts.stat().st_size) and time.monotonic() < deadline and process.poll() is None:
        time.sleep(0.02)
    process.send_signal(signal.SIGINT)
    said, _ = process.communicate(timeout=60)
    run = json.loads((tmp_path / "out" / "run.json").read_text(encoding="utf-8"))
    assert (process.returncode, run["partial"]) == (130, True), said
    assert (tmp_path / "out" / "index.html").exists()
    assert "Traceback" not in said


def test_replay_gives_the_same_verdicts_with_no_network(command: Command, tmp_path: Path) -> None:
    """A recording is judged again; the mock is gone by then."""
    command("check", "--api", "order", "--lie", "order-needs-no-secret", "--out", str(tmp_path / "out"))
    done = command("replay", str(tmp_path / "out"))
    assert done.returncode == 1, done.stdout + done.stderr
    assert "0 differ from the recorded verdicts" in done.stdout
