"""The command line as a user runs it: in an empty folder, with nothing of Centra in the environment but what is given."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

__all__ = ["run_command"]


def run_command(
    folder: Path, *arguments: str, env: Mapping[str, str] | None = None, timeout_s: float = 300
) -> subprocess.CompletedProcess[str]:
    """Runs ``centra-contracts`` in ``folder``; the completed process, with its output as text."""
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CENTRA_")}
    environment |= {"NO_COLOR": "1", "COLUMNS": "120", **(env or {})}
    return subprocess.run(
        [sys.executable, "-m", "centra_contracts", *arguments],
        env=environment,
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )
