"""The embedded mock: a second process that is met over HTTP at a URL, like any other target."""

from __future__ import annotations

import os
import queue
import shlex
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO

from centra_contracts.errors import MockError
from centra_contracts.shell.config import SECRET_VARIABLES, URL_VARIABLES

__all__ = ["embedded_mock"]

_START_S = 20.0
_STOP_S = 3.0
_WANTED = frozenset(URL_VARIABLES.values()) | frozenset(SECRET_VARIABLES.values())


@contextmanager
def embedded_mock(*, seed: int, webhook_url: str, lies: Sequence[str] = ()) -> Iterator[Mapping[str, str]]:
    """Runs the mock on a free loopback port while the block lasts; gives the environment variables that it printed.

    Raises ``MockError`` with the mock's own words when it does not start.
    """
    command = [sys.executable, "-m", "centra_mock", "--port", "0", "--env", "--seed", str(seed), "--webhook-url", webhook_url]
    command.append("--until-eof")  # a run that is killed leaves no mock behind
    for lie in lies:
        command += ["--lie", lie]
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CENTRA_")}
    process = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    )
    try:
        yield _printed(process)
    finally:
        process.terminate()
        try:
            process.communicate(timeout=_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.communicate()


def _printed(process: subprocess.Popen[str]) -> Mapping[str, str]:
    lines: queue.Queue[str] = queue.Queue()
    threading.Thread(target=_pump, args=(process.stdout, lines), daemon=True).start()
    found: dict[str, str] = {}
    deadline = time.monotonic() + _START_S
    while not found.keys() >= _WANTED:
        try:
            line = lines.get(timeout=0.05)
        except queue.Empty:
            if process.poll() is not None:
                said = process.stderr.read().strip() if process.stderr else ""
                raise MockError(f"the embedded mock stopped with code {process.returncode}: {said}") from None
            if time.monotonic() > deadline:
                raise MockError(f"the embedded mock did not start within {_START_S:.0f} seconds") from None
            continue
        name, _, value = line.removeprefix("export ").partition("=")
        if line.startswith("export ") and value:
            found[name] = "".join(shlex.split(value))
    return found


def _pump(stream: IO[str] | None, lines: queue.Queue[str]) -> None:
    for line in stream or ():
        lines.put(line.strip())
