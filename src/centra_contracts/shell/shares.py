"""Long proofs in several processes, each of which takes its share of the work and prints JSON lines."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import count
from typing import Any

from centra_contracts.errors import MockError

__all__ = ["my_share", "run_shares"]


def run_shares(words: Sequence[str], jobs: int, on_entry: Callable[[dict[str, Any]], None]) -> None:
    """Runs the command ``words`` in ``jobs`` processes with ``--share i/jobs``; every line that they print is an entry.

    Raises ``MockError`` when one of them ends with another code than 0.
    """
    arguments = [sys.executable, "-m", "centra_contracts", *words]

    def run(number: int) -> None:
        process = subprocess.Popen([*arguments, "--share", f"{number}/{jobs}"], stdout=subprocess.PIPE, text=True)
        try:
            for line in process.stdout or ():
                on_entry(json.loads(line))
            if process.wait() != 0:
                raise MockError(f"a share of the proof ended with code {process.returncode}")
        finally:
            process.kill()

    with ThreadPoolExecutor(jobs) as pool:
        list(pool.map(run, range(jobs)))


def my_share(share: str) -> Callable[[], bool]:
    """A function that says, each time that it is asked, whether the next piece of work belongs to the share ``1/4``."""
    number, _, jobs = share.partition("/")
    turn = count()
    return lambda: next(turn) % int(jobs) == int(number)
