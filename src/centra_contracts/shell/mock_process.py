"""The embedded mock: a second process that is met over HTTP at a URL, like any other target."""

from __future__ import annotations

import os
import queue
import shlex
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from typing import IO

from centra_contracts.errors import MockError
from centra_contracts.shell.config import SECRET_VARIABLES, URL_VARIABLES

__all__ = ["embedded_mock"]

_START_S = 20.0
_STOP_S = 3.0
_LAST_WORDS = 40  # lines of what the mock complained about
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
    printed: queue.Queue[str] = queue.Queue()
    complaints: deque[str] = deque(maxlen=_LAST_WORDS)
    # Both are read until the end: a mock whose pipe is full would stand still in the middle of a run.
    readers = [
        threading.Thread(target=_pump, args=(process.stdout, printed.put), daemon=True),
        threading.Thread(target=_pump, args=(process.stderr, complaints.append), daemon=True),
    ]
    for reader in readers:
        reader.start()
    try:
        yield _variables(process, printed, readers, complaints)
    finally:
        process.terminate()
        try:
            process.wait(_STOP_S)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        for reader in readers:
            reader.join(_STOP_S)
        for stream in (process.stdin, process.stdout, process.stderr):
            if stream is not None:
                stream.close()


def _variables(
    process: subprocess.Popen[str], printed: queue.Queue[str], readers: Sequence[threading.Thread], complaints: deque[str]
) -> Mapping[str, str]:
    found: dict[str, str] = {}
    deadline = time.monotonic() + _START_S
    while not found.keys() >= _WANTED:
        try:
            line = printed.get(timeout=0.05)
        except queue.Empty:
            if process.poll() is not None:
                for reader in readers:
                    reader.join(_STOP_S)
                raise MockError(f"the embedded mock stopped with code {process.returncode}: {_last(complaints)}") from None
            if time.monotonic() > deadline:
                raise MockError(f"the embedded mock did not start within {_START_S:.0f} seconds: {_last(complaints)}") from None
            continue
        name, _, value = line.removeprefix("export ").partition("=")
        if line.startswith("export ") and value:
            found[name] = "".join(shlex.split(value))
    return found


def _last(complaints: deque[str]) -> str:
    return "\n".join(complaints).strip() or "it said nothing"


def _pump(stream: IO[str] | None, keep: Callable[[str], None]) -> None:
    for line in stream or ():
        keep(line.rstrip())
