"""Webhooks are received, verified, told and recorded as they come in, whatever is sent."""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from urllib.parse import quote

import httpx
import pytest
from benchmarks.deliveries import deliver_all, garbage, send_all, signed_by

from centra_contracts.dialect.webhook import Signature
from centra_contracts.errors import ConfigurationError
from centra_contracts.exchange.model import Request
from centra_contracts.exchange.redact import Redactor
from centra_contracts.shell.deliveries import Deliveries, line_of
from centra_contracts.shell.receiver import Delivery, Receiver
from centra_contracts.shell.record_files import read_record
from centra_contracts.shell.recordings import read_deliveries
from tests.command import run_command

SECRET = "endpoint-secret"
ORDER = b"payload=" + quote(json.dumps({"events": [{"type": "order", "action": "update", "id": 7}]}), safe="").encode()
PRODUCTS = b"payload=" + quote(json.dumps({"products": ["1", "2"], "brands": ["5"]}), safe="").encode()


class Heard:
    """A receiver that records, with the lines that it told."""

    def __init__(self, folder: Path) -> None:
        self.lines: list[str] = []
        self.folder = folder
        self.deliveries = Deliveries(folder, Redactor([SECRET], b"salt"), self.lines.append, most_age_s=300)
        self.receiver = Receiver("127.0.0.1", 0, SECRET, self.deliveries.take)

    def close(self) -> None:
        self.receiver.close()
        self.deliveries.close()


@pytest.fixture
def heard(tmp_path: Path) -> Iterator[Heard]:
    opened = Heard(tmp_path / "deliveries")
    try:
        yield opened
    finally:
        opened.close()


def deliver(url: str, body: bytes, *, secret: str = SECRET, at: float | None = None, **more: str) -> int:
    headers = {"X-Centra-Signature": signed_by(secret, body, int(time.time() if at is None else at)), **more}
    return httpx.post(url, content=body, headers=headers, trust_env=False).status_code


def test_each_delivery_is_told_in_one_line(heard: Heard) -> None:
    """When, which version, of what, and whether the signature is right."""
    url = heard.receiver.url
    answers = [
        deliver(url, ORDER),
        deliver(f"{url}/checkout", PRODUCTS, secret="another"),
        deliver(url, ORDER, at=17),
        httpx.post(url, content=ORDER, trust_env=False).status_code,
        httpx.get(f"{url}/x", trust_env=False).status_code,
    ]
    assert answers == [200, 200, 200, 200, 405]
    assert [line.split("  ", 1)[1] for line in heard.lines] == [
        "integration  order update 7  valid",
        "checkout  products 1 2, brands 5  invalid: v1 is not that of this secret, this t and this body",
        "integration  order update 7  old",
        "integration  order update 7  missing",
        "-  GET /x, 0 bytes  no webhook",
    ]


def test_what_was_received_is_recorded_without_the_secret(heard: Heard) -> None:
    """Every delivery is an exchange; the recording can be read as a run record and as deliveries."""
    deliver(heard.receiver.url, ORDER, X_Mine=SECRET)
    deliver(heard.receiver.url, PRODUCTS)
    heard.close()
    found = read_deliveries(heard.folder)
    assert [(item.id, item.request.body, item.facts["signature"], item.facts["version"]) for item in found] == [
        ("deliveries#1", ORDER, "valid", "integration"),
        ("deliveries#2", PRODUCTS, "valid", "checkout"),
    ]
    assert SECRET not in (heard.folder / "exchanges.jsonl").read_text()
    record = read_record(heard.folder)
    assert (record.head.target, record.head.partial, len(record.exchanges), record.verdicts) == ("deliveries", False, 2, ())


def test_a_burst_loses_nothing(heard: Heard) -> None:
    """Each is answered 200 and recorded once; the full size is in the benchmarks."""
    statuses = deliver_all(heard.receiver.port, SECRET, count=600, connections=24)
    heard.close()
    bodies = {exchange.request.body for exchange in read_deliveries(heard.folder)}
    assert (statuses, len(bodies), heard.deliveries.states) == ({200: 600}, 600, {"valid": 600})


def test_random_senders_get_answers_and_leave_records(heard: Heard, capfd: pytest.CaptureFixture[str]) -> None:
    """Bodies, headers, paths and methods of any kind: an answer and a record each, and nobody hears of an error."""
    chance = random.Random(7)
    answers = send_all(heard.receiver.port, (garbage(chance) for _ in range(1500)))
    heard.close()
    assert (answers.keys() <= {200, 405}, answers.total()) == (True, 1500)
    assert len(read_record(heard.folder).exchanges) == 1500 == len(heard.lines)
    assert all(line.isprintable() and len(line) <= 160 for line in heard.lines)
    assert "Traceback" not in "".join(capfd.readouterr())


def test_a_line_shows_no_control_character() -> None:
    """A sender cannot write into the terminal of who listens."""
    payload = {"events": [{"type": "\x1b[2J", "action": "a\nb", "id": "\u202e"}]}
    request = Request("POST", "http://here/", (), b"", "webhook")
    line = line_of(Delivery(request, payload, "integration", Signature("valid"), 0.0, 200, "OK", 1.0), "valid")
    assert line == "00:00:00  integration  ?[2J a?b ?  valid"


def test_a_recording_that_cannot_be_written_is_told(heard: Heard) -> None:
    """Senders are told to come again; the reason is kept for the person."""
    heard.deliveries.close()
    assert deliver(heard.receiver.url, ORDER) == 503
    assert heard.deliveries.done.is_set()
    assert "closed" in heard.deliveries.failure


@pytest.mark.parametrize("text", [None, "", '{"id": 1}\n', "\xff"], ids=["none", "empty", "other", "binary"])
def test_what_is_no_recording_is_a_mistake(tmp_path: Path, text: str | None) -> None:
    """It is told with the option."""
    file = tmp_path / "exchanges.jsonl"
    if text is not None:
        file.write_bytes(text.encode("latin-1"))
    with pytest.raises(ConfigurationError, match="--deliveries"):
        read_deliveries(file)


def _listening(folder: Path, *arguments: str, **env: str) -> tuple[subprocess.Popen[str], str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("CENTRA_")} | env
    command = [sys.executable, "-m", "centra_contracts", "listen", "--port", "0", "--out", "heard", *arguments]
    process = subprocess.Popen(command, cwd=folder, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    return process, process.stdout.readline().split()[2].rstrip(",")


def test_the_command_listens_until_it_is_stopped_and_its_recording_is_judged(tmp_path: Path) -> None:
    """Clauses that a webhook alone can break are judged by replay, each for every webhook."""
    process, url = _listening(tmp_path, "--secret-env", "MY_SECRET", MY_SECRET=SECRET)
    event = {"type": "order", "action": "update", "date": "2022-01-29 14:40:58.628033", "id": 7}
    deliver(
        f"{url}/hook",
        b"payload=" + quote(json.dumps({"events": [event]}), safe="").encode(),
        **{"Content-Type": "application/x-www-form-urlencoded"},
    )
    process.send_signal(signal.SIGTERM)
    told, complaints = process.communicate(timeout=20)
    assert (process.returncode, complaints) == (0, "")
    assert "1 delivery: 1 valid; recorded in heard" in told
    judged = run_command(tmp_path, "replay", "heard")
    assert (judged.returncode, "webhook.delivery.signed: holds" in judged.stdout) == (0, True)


def test_the_recording_of_a_forger_breaks_promises(tmp_path: Path) -> None:
    """The exit codes tell: of listen that something did not verify, of replay that there is drift."""
    process, url = _listening(tmp_path, "--count", "2", CENTRA_WEBHOOK_SECRET=SECRET)
    with ThreadPoolExecutor(2) as pool:
        list(pool.map(lambda body: deliver(url, body, secret="forged"), (ORDER, PRODUCTS)))
    told, _ = process.communicate(timeout=20)
    assert (process.returncode, "2 invalid" in told) == (1, True)
    judged = run_command(tmp_path, "replay", "heard")
    assert judged.returncode == 1
    assert "webhook.delivery.signed-checkout: broken CC701" in judged.stdout


def test_a_recording_is_not_written_over(tmp_path: Path) -> None:
    """Webhooks cannot be had again."""
    (tmp_path / "heard").mkdir()
    (tmp_path / "heard" / "exchanges.jsonl").write_text("{}\n", encoding="utf-8")
    done = run_command(tmp_path, "listen", "--port", "0", "--out", "heard", "--for", "1")
    assert (done.returncode, "a recording lies there already" in done.stderr) == (2, True)
    assert (tmp_path / "heard" / "exchanges.jsonl").read_text(encoding="utf-8") == "{}\n"


def test_a_secret_that_is_not_set_is_a_mistake(tmp_path: Path) -> None:
    """The variable that was named must hold one."""
    done = run_command(tmp_path, "listen", "--secret-env", "NOT_THERE")
    assert (done.returncode, "NOT_THERE" in done.stderr) == (2, True)


def test_without_a_secret_nothing_is_verified(tmp_path: Path) -> None:
    """That is said at the start, and no delivery counts as bad for it."""
    process, url = _listening(tmp_path, "--count", "1", "--for", "20")
    deliver(url, ORDER)
    told, _ = process.communicate(timeout=20)
    assert (process.returncode, "1 unchecked" in told) == (0, True)
