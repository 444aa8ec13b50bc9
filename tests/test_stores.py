"""No contract knows a store: verdicts are the same embedded and live, and on stores with other ids, names and prices."""

from __future__ import annotations

import json
import socket
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from centra_contracts.shell.config import SECRET_VARIABLES, mock_target
from centra_contracts.shell.mock_control import MockControl, webhook_plugins
from centra_contracts.shell.mock_process import embedded_mock
from tests.command import run_command

Verdicts = Mapping[str, tuple[str, str]]


@dataclass(frozen=True)
class Separate:
    """A run against a mock in a process of its own, and what the environment said of it."""

    env: Mapping[str, str]
    done: subprocess.CompletedProcess[str]
    folder: Path


def _verdicts(folder: Path) -> Verdicts:
    lines = (folder / "verdicts.jsonl").read_text(encoding="utf-8").splitlines()
    return {line["clause"]: (line["verdict"], line["code"]) for line in map(json.loads, lines)}


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _plugins(printed: Mapping[str, str], url: str) -> dict[str, str]:
    """The webhook plugins that a store's owner sets up for the promises about repetition, as data of a profile."""
    with MockControl(mock_target(printed, Path.cwd())) as control:
        known = control.install(webhook_plugins(url))
    return {
        f"CENTRA_DATA__{need}__{field}".upper(): json.dumps(value)
        for need, fields in known.items()
        for field, value in fields.items()
    }


@pytest.fixture(scope="module")
def embedded(tmp_path_factory: pytest.TempPathFactory) -> Verdicts:
    """The verdicts of a run against the embedded mock."""
    folder = tmp_path_factory.mktemp("embedded")
    done = run_command(folder, "check", "--out", "out")
    assert done.returncode == 0, done.stdout + done.stderr
    return _verdicts(folder / "out")


@pytest.fixture(scope="module")
def separate(tmp_path_factory: pytest.TempPathFactory) -> Separate:
    """A run of every clause over the live path, against another store."""
    folder, listen = tmp_path_factory.mktemp("separate"), f"127.0.0.1:{_free_port()}"
    with embedded_mock(seed=7, webhook_url=f"http://{listen}") as printed:
        env = {**printed, **_plugins(printed, f"http://{listen}")}
        done = run_command(folder, "check", "--target", "live", "--allow", "destructive", "-v", "--out", "out", env=env)
    return Separate(env, done, folder / "out")


def test_a_separate_mock_of_another_store_gives_the_same_verdicts(embedded: Verdicts, separate: Separate) -> None:
    """Every clause."""
    assert separate.done.returncode == 0, separate.done.stdout + separate.done.stderr
    found = _verdicts(separate.folder)
    assert {name: (embedded.get(name), verdict) for name, verdict in found.items() if embedded.get(name) != verdict} == {}
    assert found.keys() == embedded.keys()


def test_no_secret_is_left_anywhere(separate: Separate) -> None:
    """Neither in the record nor in what is printed, whatever the APIs say back."""
    secrets = [value for name, value in separate.env.items() if name.endswith(("SECRET", "TOKEN", "PASSWORD", "USERNAME"))]
    assert len(secrets) >= len(SECRET_VARIABLES)
    texts = {"output": separate.done.stdout + separate.done.stderr}
    texts |= {path.name: path.read_text(encoding="utf-8") for path in separate.folder.iterdir()}
    assert {"output", "exchanges.jsonl", "index.html", "plans.jsonl", "run.json"} <= texts.keys()
    assert [(name, secret[:3]) for name, text in texts.items() for secret in secrets if secret in text] == []


def test_every_cell_of_the_matrix_is_judged_or_untestable(embedded: Verdicts) -> None:
    """Nothing breaks, nothing is silent, and what is skipped has a code of its own."""
    assert {verdict for verdict, _ in embedded.values()} <= {"holds", "skipped"}
    assert {code for verdict, code in embedded.values() if verdict == "skipped"} <= {"CC903", "CC904"}
