"""What the receiver of webhooks bears: a burst, of which it must lose nothing in little memory, and senders that send anything.

``python -m benchmarks.deliveries`` runs both at full size against ``centra-contracts listen``, and exits 1 when one is not borne.
"""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import random
import re
import socket
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BufferedReader
from pathlib import Path
from urllib.parse import quote

__all__ = ["deliver_all", "delivery_lines", "garbage", "send_all", "signed_by"]

_BURST = 10_000
_CONNECTIONS = 100
_MOST_MB = 150
_RANDOM = 100_000
_SENDERS = 4
_SECRET = "endpoint-secret"
_SEED = 7
_METHODS = ("POST", "POST", "POST", "POST", "PUT", "GET", "DELETE", "PATCH", "OPTIONS")
_TOKEN = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.!~*'+"


def signed_by(secret: str, body: bytes, at: int) -> str:
    """The signature header of a body. Source: ``plugins/centra-webhook``, section "Signature verification"."""
    return f"t={at},v1={hmac.new(secret.encode(), f'{at}.'.encode() + body, hashlib.sha256).hexdigest()}"


def deliver_all(port: int, secret: str, *, count: int, connections: int) -> Counter[int]:
    """Sends so many different signed webhooks over so many connections at once; how many answers had which status."""

    def send(first: int) -> Counter[int]:
        return send_all(port, (_delivery(number, secret) for number in range(first, count, connections)))

    return _side_by_side(min(connections, count), send)


def garbage(chance: random.Random) -> bytes:
    """A request with a random method, path, headers and body, some of it near to a webhook; HTTP knows it as one."""
    body = chance.choice((_noise, _form, _half))(chance)
    headers = [(_word(chance).encode(), _printable(chance)) for _ in range(chance.randrange(6))]
    if chance.random() < 0.6:
        signature = chance.choice((_printable(chance), b"t=,v1=", b"t=1,t=2,v1=3", signed_by("x", body, 1).encode()))
        headers.append((b"X-Centra-Signature", signature))
    if chance.random() < 0.5:
        headers.append((b"Content-Type", chance.choice((b"application/x-www-form-urlencoded", b"text/plain", b"\xff"))))
    headers += [(b"Host", b"receiver"), (b"Content-Length", str(len(body)).encode())]
    first = f"{chance.choice(_METHODS)} /{quote(chance.randbytes(chance.randrange(20)))} HTTP/1.1\r\n".encode()
    return first + b"".join(name + b": " + value + b"\r\n" for name, value in headers) + b"\r\n" + body


def send_all(port: int, requests: Iterable[bytes]) -> Counter[int]:
    """Sends requests over one connection, one after another; how many answers had which status."""
    statuses: Counter[int] = Counter()
    with socket.create_connection(("127.0.0.1", port), timeout=60) as wire, wire.makefile("rb") as answers:
        for request in requests:
            wire.sendall(request)
            statuses[_status(answers)] += 1
    return statuses


def delivery_lines(*, burst: int = _BURST, count: int = _RANDOM) -> Iterator[str]:
    """The figures, a line each. Raises ``SystemExit`` when something is lost, too large, or ends in a traceback."""
    with tempfile.TemporaryDirectory() as name, _listening(Path(name)) as (process, port, complaints):
        began = time.perf_counter()
        statuses = deliver_all(port, _SECRET, count=burst, connections=_CONNECTIONS)
        took_s = time.perf_counter() - began
        peak_mb = _peak_mb(process.pid)
        recorded = _recorded(Path(name))
        yield f"{burst:,} webhooks in a burst    {took_s:6.2f} s   {burst / took_s:,.0f} a second, {peak_mb:.0f} MB at most"
        if statuses != {200: burst} or recorded != burst or peak_mb > _MOST_MB:
            raise SystemExit(f"of {burst} webhooks {recorded} were recorded, with {peak_mb:.0f} MB; answers: {dict(statuses)}")
        began = time.perf_counter()
        answers = _send_garbage(port, count)
        took_s = time.perf_counter() - began
        told = complaints()
        yield f"{count:,} random requests       {took_s:6.2f} s   answers: {dict(sorted(answers.items()))}"
        if answers.total() != count or not answers.keys() <= {200, 405} or _recorded(Path(name)) != burst + count or told:
            raise SystemExit(
                f"of {count} random requests {_recorded(Path(name)) - burst} were recorded: {dict(answers)} {told[-500:]}"
            )


def _send_garbage(port: int, count: int) -> Counter[int]:
    def send(first: int) -> Counter[int]:
        chance = random.Random(_SEED + first)
        return send_all(port, (garbage(chance) for _ in range(first, count, _SENDERS)))

    return _side_by_side(_SENDERS, send)


def _side_by_side(senders: int, send: Callable[[int], Counter[int]]) -> Counter[int]:
    with ThreadPoolExecutor(senders) as pool:
        return sum(pool.map(send, range(senders)), Counter())


@contextmanager
def _listening(folder: Path) -> Iterator[tuple[subprocess.Popen[bytes], int, Callable[[], str]]]:
    environment = {**os.environ, "BENCH_SECRET": _SECRET}
    command = [sys.executable, "-m", "centra_contracts", "listen", "--port", "0", "--out", str(folder / "heard")]
    with (folder / "told").open("wb") as told, (folder / "complaints").open("wb") as complained:
        process = subprocess.Popen([*command, "--secret-env", "BENCH_SECRET"], env=environment, stdout=told, stderr=complained)
        try:
            yield process, _port(folder / "told"), lambda: (folder / "complaints").read_text()
        finally:
            process.terminate()
            process.wait(20)


def _port(told: Path) -> int:
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        found = re.search(r"listening at http://[^:]+:(\d+)", told.read_text())
        if found:
            return int(found[1])
        time.sleep(0.05)
    raise SystemExit("the receiver did not start")


def _recorded(folder: Path) -> int:
    with (folder / "heard" / "exchanges.jsonl").open("rb") as lines:
        return sum(1 for _ in lines)


def _peak_mb(pid: int) -> float:
    status = Path(f"/proc/{pid}/status")
    found = re.search(r"VmHWM:\s+(\d+) kB", status.read_text()) if status.is_file() else None
    return int(found[1]) / 1000 if found else 0.0


def _delivery(number: int, secret: str) -> bytes:
    event = {"type": "order", "action": "update", "date": "2022-01-29 14:40:58.628033", "id": number}
    body = b"payload=" + quote(json.dumps({"events": [event] * 5}), safe="").encode()
    head = (
        "POST /integration HTTP/1.1\r\nHost: receiver\r\nContent-Type: application/x-www-form-urlencoded\r\n"
        f"X-Centra-Signature: {signed_by(secret, body, int(time.time()))}\r\nContent-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


def _status(answers: BufferedReader) -> int:
    first, length = answers.readline(), 0
    for line in iter(answers.readline, b"\r\n"):
        name, _, value = line.partition(b":")
        length = int(value) if name.lower() == b"content-length" else length
    answers.read(length)
    return int(first.split()[1])


def _noise(chance: random.Random) -> bytes:
    return chance.randbytes(chance.randrange(120))


def _printable(chance: random.Random) -> bytes:
    return bytes(32 + byte % 95 if byte < 128 else byte for byte in _noise(chance)).strip()


def _form(chance: random.Random) -> bytes:
    values = (1, "1", None, [], {}, -1e400, "\u0000", "\ud800", ["x"] * 9, {"type": "order", "id": 2**70})
    payload = chance.choice(
        (
            {"events": [chance.choice(values) for _ in range(3)]},
            {_word(chance): [chance.choice(values)]},
            {"events": [{"type": chance.choice(values), "action": chance.choice(values), "id": chance.choice(values)}]},
            chance.choice(values),
        )
    )
    return b"payload=" + quote(json.dumps(payload), safe="").encode()


def _half(chance: random.Random) -> bytes:
    whole = bytearray(_form(chance))
    for _ in range(chance.randrange(1, 4)):
        whole[chance.randrange(len(whole))] = chance.randrange(256)
    return bytes(whole[: chance.randrange(len(whole))])


def _word(chance: random.Random) -> str:
    return "x-" + "".join(chance.choices(_TOKEN, k=chance.randrange(1, 12)))


if __name__ == "__main__":
    for figures in delivery_lines():
        print(figures)
