"""Long proofs in several processes, each of which takes its share of the work and prints JSON lines."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from centra_contracts.errors import MockError

__all__ = ["my_share", "run_shares"]

Work = TypeVar("Work")


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


def my_share(share: str, works: Sequence[Work]) -> list[Work]:
    """Every fourth of ``works`` for the share ``1/4``, from the second quarter on and then around.

    So the shares are at different kinds of work at any time, and what waits does not wait while all others wait too.
    """
    number, jobs = map(int, share.split("/"))
    mine = works[number::jobs]
    first = len(mine) * number // jobs
    return [*mine[first:], *mine[:first]]
