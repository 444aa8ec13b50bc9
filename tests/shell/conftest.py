"""A mock in a process of its own, and the command line, as a user would run them."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest

from centra_contracts.shell.mock_process import embedded_mock

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def live() -> Iterator[Mapping[str, str]]:
    """The environment variables of a separately started mock."""
    with embedded_mock(seed=1, webhook_url="http://127.0.0.1:9/") as printed:
        yield {name: value for name, value in printed.items() if name != "CENTRA_WEBHOOK_LISTEN"}


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Runs ``centra-contracts`` in an empty folder, with nothing of Centra in the environment but what is given."""

    def run(*arguments: str, env: Mapping[str, str] | None = None) -> subprocess.CompletedProcess[str]:
        environment = {name: value for name, value in os.environ.items() if not name.startswith("CENTRA_")}
        environment |= {"NO_COLOR": "1", "COLUMNS": "120", **(env or {})}
        return subprocess.run(
            [sys.executable, "-m", "centra_contracts", *arguments],
            env=environment,
            cwd=tmp_path,
            capture_output=True,
            text=True,
            timeout=120,
            check=False,
        )

    return run
