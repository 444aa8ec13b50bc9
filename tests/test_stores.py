"""No contract knows a store: verdicts are the same embedded and live, and on stores with other ids, names and prices."""

from __future__ import annotations

import json
import socket
from pathlib import Path

import pytest

from centra_contracts.shell.mock_process import embedded_mock
from tests.command import run_command


def _verdicts(folder: Path) -> dict[str, tuple[str, str]]:
    lines = (folder / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()
    return {line["clause"]: (line["verdict"], line["code"]) for line in map(json.loads, lines)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, tuple[str, str]]:
    """The verdicts of a run against the embedded mock."""
    folder = tmp_path_factory.mktemp("embedded")
    done = run_command(folder, "check", "--out", "out")
    assert done.returncode == 0, done.stdout + done.stderr
    return _verdicts(folder / "out")


def test_a_separate_mock_of_another_store_gives_the_same_verdicts(embedded: dict[str, tuple[str, str]], tmp_path: Path) -> None:
    """Every clause, over the live path."""
    listen = f"127.0.0.1:{_free_port()}"
    with embedded_mock(seed=7, webhook_url=f"http://{listen}") as printed:
        done = run_command(tmp_path, "check", "--target", "live", "--allow", "destructive", "--out", "out", env=printed)
    assert done.returncode == 0, done.stdout + done.stderr
    found = _verdicts(tmp_path / "out")
    assert {name: (embedded.get(name), verdict) for name, verdict in found.items() if embedded.get(name) != verdict} == {}
    assert found.keys() == embedded.keys()


def test_every_cell_of_the_matrix_is_judged_or_untestable(embedded: dict[str, tuple[str, str]]) -> None:
    """Nothing breaks, nothing is silent, and what is skipped has a code of its own."""
    assert {verdict for verdict, _ in embedded.values()} <= {"holds", "skipped"}
    assert {code for verdict, code in embedded.values() if verdict == "skipped"} <= {"CC903", "CC904"}
