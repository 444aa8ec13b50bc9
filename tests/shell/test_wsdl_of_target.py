"""A target whose WSDL drifted, is none, or attacks its reader, from the command line to the record."""

from __future__ import annotations

import json
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from tests.shell.conftest import Command

_SHIPPED = (Path(__file__).parents[2] / "contracts" / "soap" / "centra.wsdl").read_bytes()
_IN_ALL = 19  # clauses about the WSDL: as a whole, what is further in it, and one for each operation


@contextmanager
def _serving(body: bytes, status: int = 200) -> Iterator[tuple[str, list[str]]]:
    """A server that answers everything alike; its URL, and what it was asked."""
    asked: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            """Answers."""
            asked.append(self.path)
            self.send_response(status)
            self.send_header("content-type", "text/xml")
            self.send_header("content-length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Says nothing."""

    listening = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=listening.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{listening.server_address[1]}/soap/api", asked
    finally:
        listening.shutdown()
        listening.server_close()
        thread.join()


def _check(command: Command, url: str) -> Any:  # Any: a process that ended
    env = {"CENTRA_SOAP_URL": url, "CENTRA_SOAP_USERNAME": "erp", "CENTRA_SOAP_PASSWORD": "p" * 20}
    return command("check", "--target", "live", "--api", "soap", "-k", "soap.wsdl", "--out", "run", env=env, timeout_s=60)


def _verdicts(folder: Path) -> dict[str, dict[str, Any]]:
    lines = (folder / "run/verdicts.jsonl").read_text(encoding="utf-8").splitlines()
    return {line["clause"]: line for line in map(json.loads, lines)}


def test_each_change_is_told_once_by_the_clause_that_owns_its_operation(command: Command, tmp_path: Path) -> None:
    """The WSDL is asked for once; a replay of the recording tells the same."""
    changed = _SHIPPED
    for old, new in (
        (b'name="duedays" type="xs:string"', b'name="duedays" type="xs:int"'),
        (b"webservices/Markets_Update", b"webservices/markets_Update"),
        (b'<wsdl:operation name="sizes_Update">', b'<wsdl:operation name="sizes_Write">'),
        (b'<xs:enumeration value="salesrep"/>', b""),
    ):
        assert old in changed
        changed = changed.replace(old, new)
    with _serving(changed) as (url, asked):
        run = _check(command, url)
    assert (run.returncode, asked.count("/soap/api?wsdl")) == (1, 1), run.stdout + run.stderr
    found = json.loads((tmp_path / "run/drift.json").read_text(encoding="utf-8"))["findings"]
    told = sorted((item["clause"].removeprefix("soap.wsdl."), item["code"], item["place"], item["level"]) for item in found)
    assert [each for each in told if "/answer/" not in each[2]] == [
        ("events-get", "CC547", "events_Get/request/type=salesrep", "breaking"),
        ("events-getbymarkets", "CC547", "events_GetByMarkets/request/type=salesrep", "breaking"),
        ("further", "CC561", "sizes_Write", "safe"),
        ("markets-update", "CC548", "markets_Update/action", "breaking"),
        ("paymentterms-update", "CC544", "paymentterms_Update/request/paymentterms/paymentterms/duedays", "breaking"),
        ("shippingterms-update", "CC544", "shippingterms_Update/request/shippingterms/shippingterms/duedays", "breaking"),
        ("sizes-update", "CC541", "sizes_Update", "breaking"),
    ]
    before = (tmp_path / "run/verdicts.jsonl").read_bytes()
    again = command("replay", "run")
    assert again.returncode == 1, again.stdout + again.stderr
    assert (tmp_path / "run/verdicts.jsonl").read_bytes() == before


_LAUGHS = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))


@pytest.mark.parametrize(
    ("body", "status", "code", "says"),
    [
        (b"<h1>Not Found</h1>", 404, "CC508", "Not Found"),
        (f'<!DOCTYPE d [<!ENTITY l0 "l">{_LAUGHS}]><definitions>&l9;</definitions>'.encode(), 200, "CC509", "DTD"),
        (b"<a>" + b"<b/>" * 1_500_000 + b"</a>", 200, "CC509", "more than 400,000 elements"),
    ],
    ids=["missing", "laughs", "wide"],
)
def test_what_is_no_wsdl_is_one_finding(command: Command, tmp_path: Path, body: bytes, status: int, code: str, says: str) -> None:
    """One clause says what was given; those about operations are skipped for it."""
    with _serving(body, status) as (url, _):
        run = _check(command, url)
    verdicts = _verdicts(tmp_path)
    assert (run.returncode, len(verdicts)) == (1, _IN_ALL), run.stdout + run.stderr
    assert verdicts["soap.wsdl.described"]["code"] == code
    assert says in verdicts["soap.wsdl.described"]["because"]
    assert {line["code"] for name, line in verdicts.items() if name != "soap.wsdl.described"} == {"CC909"}


def test_nothing_that_a_wsdl_imports_is_fetched(command: Command, tmp_path: Path) -> None:
    """Neither from elsewhere nor from the target; that parts are missing is told."""
    with _serving(b"<never/>") as (elsewhere, asked_elsewhere):
        place = f'<xs:include schemaLocation="{elsewhere}/a.xsd"/>'.encode()
        changed = _SHIPPED.replace(b'elementFormDefault="qualified">', b'elementFormDefault="qualified">' + place)
        with _serving(changed) as (url, asked):
            run = _check(command, url)
    assert run.returncode == 1, run.stdout + run.stderr
    assert ([each for each in asked if "wsdl" in each], asked_elsewhere) == (["/soap/api?wsdl"], [])
    verdicts = _verdicts(tmp_path)
    assert verdicts["soap.wsdl.described"]["code"] == "CC510"
    assert f"{elsewhere}/a.xsd" in verdicts["soap.wsdl.described"]["because"]


def test_a_wsdl_without_end_is_a_fault(command: Command, tmp_path: Path) -> None:
    """What is larger than any answer is not read to its end, and nothing is judged."""
    with _serving(b"<a>" + b" " * 21_000_000 + b"</a>") as (url, _):
        run = _check(command, url)
    assert run.returncode == 3, run.stdout + run.stderr
    assert {line["code"] for line in _verdicts(tmp_path).values()} == {"CC804"}


def test_a_target_that_nobody_answers_at_is_no_drift(command: Command, tmp_path: Path) -> None:
    """Nothing can be said of its WSDL."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    run = _check(command, f"http://127.0.0.1:{port}/soap/api")
    assert run.returncode == 3, run.stdout + run.stderr
    assert {line["verdict"] for line in _verdicts(tmp_path).values()} == {"silent"}
