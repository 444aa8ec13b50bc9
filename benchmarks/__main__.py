"""``make bench``: the wall time of a whole run against bare httpx saying the same exchanges one after the other, and
of comparing a big GraphQL schema, and a big WSDL, against only reading it. And what the receiver of webhooks bears, with a
tenth of the random requests.

Both speak to one separately started mock, which starts anew before each. Repetitions alternate; the ratio is that of
the medians. What is compared is all that the product adds: reading contracts, meeting needs, judging, recording, rendering.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack
from pathlib import Path

import httpx

from benchmarks.deliveries import delivery_lines
from benchmarks.schema import schema_lines
from benchmarks.wsdl import wsdl_lines
from centra_contracts.contract.model import Api
from centra_contracts.exchange.model import Exchange
from centra_contracts.shell.config import Target, mock_target
from centra_contracts.shell.mock_control import MockControl
from centra_contracts.shell.mock_process import embedded_mock
from centra_contracts.shell.record_files import read_record

_REPETITIONS = 3
_NOT_SENT = frozenset({"content-length", "host", "connection", "accept-encoding"})


__all__ = ["main", "run_lines"]


def main() -> int:
    """Prints the figures; exit code 1 when the run under measure does not pass."""
    for line in (*run_lines(), *schema_lines(), *wsdl_lines(), *delivery_lines(count=10_000)):
        print(line)
    return 0


def run_lines(*chosen: str, repetitions: int = _REPETITIONS) -> Iterator[str]:
    """The figures of a whole run, or of what the words ``chosen`` choose of it; ``SystemExit`` when it does not pass."""
    with ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory()))
        printed = dict(stack.enter_context(embedded_mock(seed=1, webhook_url="http://127.0.0.1:9/")))
        target = mock_target(printed, folder)
        control = stack.enter_context(MockControl(target))
        control.tell()
        command = [sys.executable, "-m", "centra_contracts", "check", "--target", "live", "--allow", "destructive"]
        command += ["--out", str(folder / "run"), *chosen]
        environment = {**os.environ, **printed}
        environment.pop("CENTRA_WEBHOOK_LISTEN", None)

        def check() -> None:
            done = subprocess.run(command, env=environment, cwd=folder, capture_output=True, text=True, check=False)
            if done.returncode != 0:
                raise SystemExit(f"the run under measure ended with code {done.returncode}:\n{done.stdout[-2000:]}")

        check()
        exchanges = [item for item in read_record(folder / "run").exchanges.values() if _can_be_said(item)]
        ours, bare = [], []
        for _ in range(repetitions):
            control.tell()
            ours.append(_timed(check))
            control.tell()
            bare.append(_timed(lambda: _say_bare(exchanges, target)))
    one, other = statistics.median(ours), statistics.median(bare)
    yield f"{len(exchanges)} exchanges; medians of {repetitions} repetitions"
    yield f"centra-contracts check   {one:6.2f} s   {one / len(exchanges) * 1000:5.2f} ms per exchange"
    yield f"bare httpx, one by one   {other:6.2f} s   {other / len(exchanges) * 1000:5.2f} ms per exchange"
    yield f"ratio                    {one / other:6.2f}"


def _can_be_said(exchange: Exchange) -> bool:
    """Not what came in, nor what was sent to a URL that is a secret, as that of notifications is."""
    return not exchange.inbound and exchange.request.url.startswith("http")


def _timed(do: Callable[[], None]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began


def _say_bare(exchanges: Sequence[Exchange], target: Target) -> None:
    """Says each recorded request again, with the credentials that the record does not hold."""
    with httpx.Client(trust_env=False, timeout=10) as client:
        for exchange in exchanges:
            headers = [(name, value) for name, value in exchange.request.headers if name.lower() not in _NOT_SENT]
            secret = target.connections[Api(exchange.api)].secret
            headers = [(name, _credential(name, value, secret)) for name, value in headers]
            client.request(exchange.request.method, exchange.request.url, headers=headers, content=exchange.request.body)


def _credential(name: str, value: str, secret: str) -> str:
    if "[redacted" not in value:
        return value
    return f"Bearer {secret}" if name.lower() == "authorization" else secret


if __name__ == "__main__":
    sys.exit(main())
