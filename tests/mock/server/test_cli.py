"""The command line: one line for each mistake, the variables of a target, a quiet end."""

from __future__ import annotations

import os
import re
import signal
import socket
import subprocess
import sys
from collections.abc import Iterator

import httpx
import pytest

COMMAND = [sys.executable, "-m", "centra_mock"]


def _run(*options: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([*COMMAND, *options], capture_output=True, text=True, timeout=20, check=False)


@pytest.fixture
def served() -> Iterator[subprocess.Popen[str]]:
    process = subprocess.Popen(
        [*COMMAND, "--port", "0", "--seed", "4", "--env"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    yield process
    if process.poll() is None:
        process.kill()
    process.communicate()


def _exports(process: subprocess.Popen[str]) -> list[str]:
    """What a mock prints, up to the variable that is the last in the order of names."""
    assert process.stdout is not None
    lines: list[str] = []
    while not lines or "CENTRA_WEBHOOK_SECRET" not in lines[-1]:
        lines.append(process.stdout.readline().rstrip("\n"))
        assert lines[-1], "the mock ended"
    return lines


def test_it_prints_sorted_exports_when_it_listens_and_ends_quietly(served: subprocess.Popen[str]) -> None:
    """The printed URL answers at once; a stop says nothing."""
    lines = _exports(served)
    found = [re.fullmatch(r"export (\w+)='([^']*)'", line) for line in lines]
    pairs = {each[1]: each[2] for each in found if each is not None}
    assert len(pairs) == len(lines)
    assert list(pairs) == sorted(pairs) and "CENTRA_WEBHOOK_LISTEN" in pairs
    base = pairs["CENTRA_ORDER_URL"].removesuffix("/api/order-api")
    assert httpx.get(f"{base}/_mock/health", trust_env=False).json()["seed"] == 4
    os.kill(served.pid, signal.SIGTERM)
    rest, complaint = served.communicate(timeout=5)
    assert (served.returncode, rest, complaint) == (0, "", "")


@pytest.mark.parametrize(
    "options, told",
    [
        (["--port", "many"], "port"),
        (["--lie", "webhook-drops-order"], "did you mean webhook-drops-orders"),
        (["--latency-ms", "-1"], "latency"),
        (["--webhook-url", "nowhere"], "webhook-url"),
        (["--webhook-without", "order", "--webhook-without", "orders"], "webhook-without"),
        (["--webhook-timeout", "61"], "webhook-timeout"),
        (["--webhook-pace", "0"], "webhook-pace"),
        (["--colour"], "colour"),
    ],
    ids=["port", "lie", "latency", "url", "trigger", "timeout", "pace", "unknown"],
)
def test_a_bad_option_gives_one_line_and_2(options: list[str], told: str) -> None:
    """The line names the option."""
    ended = _run("--port", "0", *options)
    assert (ended.returncode, ended.stdout, ended.stderr.count("\n")) == (2, "", 1)
    assert told in ended.stderr


def test_an_occupied_port_gives_one_line_and_3() -> None:
    """It is no traceback."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        ended = _run("--port", str(taken.getsockname()[1]))
    assert (ended.returncode, ended.stderr.count("\n")) == (3, 1) and "is in use" in ended.stderr


def test_the_lies_can_be_listed() -> None:
    """Name, API and meaning, one lie on a line."""
    lines = _run("--list-lies").stdout.splitlines()
    assert lines == sorted(lines) and all(len(line.split("\t")) == 3 for line in lines)


def test_the_variables_of_a_mock_that_serves_are_printed_in_another_shell(served: subprocess.Popen[str]) -> None:
    """With ``--env`` a second call prints what the first serves, and ends."""
    lines = _exports(served)
    port = re.search(r"127\.0\.0\.1:(\d+)/graphql", "\n".join(lines))
    assert port is not None
    again = _run("--env", "--port", port[1], "--seed", "4")
    assert (again.returncode, again.stdout.splitlines()) == (0, lines)
    other = _run("--env", "--port", port[1], "--seed", "5")
    assert (other.returncode, other.stdout) == (3, "")
