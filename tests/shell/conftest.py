"""A mock in a process of its own, and the command line, as a user would run them."""

from __future__ import annotations

import subprocess
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

import pytest

from centra_contracts.shell.mock_process import embedded_mock
from tests.command import run_command

Command = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture(scope="session")
def live() -> Iterator[Mapping[str, str]]:
    """The environment variables of a separately started mock."""
    with embedded_mock(seed=1, webhook_url="http://127.0.0.1:9/") as printed:
        yield {name: value for name, value in printed.items() if name != "CENTRA_WEBHOOK_LISTEN"}


@pytest.fixture
def command(tmp_path: Path) -> Command:
    """Runs ``centra-contracts`` in an empty folder, with nothing of Centra in the environment but what is given."""

    return partial(run_command, tmp_path)
