"""Receiving webhooks over real sockets of the loopback."""

from __future__ import annotations

import hashlib
import hmac
import json
import socket
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from urllib.parse import urlencode

import httpx
import pytest

from centra_contracts.contract.model import Await, Hold, Json
from centra_contracts.errors import ConfigurationError, ContractError
from centra_contracts.shell.listener import Listener
from centra_contracts.shell.receiver import MAX_BYTES

SECRET = "endpoint-secret"


@pytest.fixture
def listener() -> Iterator[Listener]:
    with Listener("127.0.0.1", 0, SECRET) as opened:
        yield opened


def deliver(
    listener: Listener, payload: Json, *, secret: str | None = SECRET, path: str = "/hook", timeout_s: float = 5.0
) -> httpx.Response:
    body = urlencode({"payload": json.dumps(payload)}).encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded"}
    if secret is not None:
        signature = hmac.new(secret.encode(), b"17." + body, hashlib.sha256).hexdigest()
        headers["X-Centra-Signature"] = f"t=17,v1={signature}"
    return httpx.post(listener.url + path, content=body, headers=headers, timeout=timeout_s, trust_env=False)


def order(number: int) -> Json:
    return {"events": [{"type": "order", "action": "create", "date": "2022-01-01 00:00:00.000000", "id": number}]}


def awaiting(number: int, within_s: float = 5.0) -> Await:
    return Await("integration", f"events[?type=='order' && id==`{number}`]", within_s)


def test_a_delivery_becomes_an_exchange(listener: Listener) -> None:
    """What came is the request, what was answered the response; the signature was verified on arrival."""
    since = listener.mark()
    answer = deliver(listener, order(7), path="/integration?x=1")
    (heard,) = listener.hear(awaiting(7), since=since, id="p#3", plan="p", step="wait")
    assert (answer.status_code, answer.text) == (200, "OK")
    assert (heard.id, heard.plan, heard.step, heard.api, heard.inbound, heard.fault) == (
        "p#3",
        "p",
        "wait",
        "webhook",
        True,
        None,
    )
    assert {name: text for name, text in heard.facts.items() if name != "received"} == {
        "signature": "valid",
        "version": "integration",
    }
    assert abs(float(heard.facts["received"]) - time.time()) < 60
    assert (heard.request.method, heard.request.url) == ("POST", f"{listener.url}/integration?x=1")
    assert heard.request.operation == "webhook integration"
    assert heard.response is not None
    assert (heard.response.status, heard.response.body) == (200, b"OK")


def test_earlier_deliveries_of_the_version_come_along(listener: Listener) -> None:
    """In order, the awaited one last; those before the mark and those of the other version do not."""
    deliver(listener, order(1))
    since = listener.mark()
    for payload in (order(2), {"products": ["9"]}, order(3), order(4)):
        deliver(listener, payload)
    heard = listener.hear(awaiting(3), since=since, id="p#5", plan="p", step="wait")
    assert [exchange.id for exchange in heard] == ["p#5", "p#6"]
    assert [b"%22id%22%3A+3" in exchange.request.body for exchange in heard] == [False, True]


def test_a_plan_waits_for_what_is_still_to_come(listener: Listener) -> None:
    """Waiting ends as soon as it is there, for each of several plans."""
    since = listener.mark()
    with ThreadPoolExecutor(4) as pool:
        waiting = [
            pool.submit(listener.hear, awaiting(number), since=since, id=f"p{number}#1", plan=f"p{number}", step="w")
            for number in range(3)
        ]
        for number in (2, 0, 1):
            deliver(listener, order(number))
        heard = [future.result(5)[-1] for future in waiting]
    assert [exchange.fault for exchange in heard] == [None, None, None]


@pytest.mark.parametrize(
    ("secret", "signature"), [(SECRET, "valid"), ("another", "invalid"), (None, "missing")], ids=["right", "wrong", "none"]
)
def test_the_signature_is_verified_on_arrival(listener: Listener, secret: str | None, signature: str) -> None:
    """Valid, invalid or missing; the delivery is kept in any case."""
    deliver(listener, order(1), secret=secret)
    (heard,) = listener.hear(awaiting(1), since=0, id="p#1", plan="p", step="w")
    assert heard.facts["signature"] == signature


def test_the_secret_may_be_set_later() -> None:
    """The embedded mock tells it only once it runs; without one nothing is verified."""
    with Listener("127.0.0.1", 0) as listener:
        deliver(listener, order(1))
        listener.secret = SECRET
        deliver(listener, order(2))
        heard = listener.hear(awaiting(2), since=0, id="p#1", plan="p", step="w")
    assert [exchange.facts["signature"] for exchange in heard] == ["unchecked", "valid"]


def test_a_delivery_at_another_path_is_not_meant(listener: Listener) -> None:
    """Plugins are told apart by the path of their URL."""
    deliver(listener, order(1), path="/one")
    deliver(listener, order(1), path="/two?x=1")
    heard = listener.hear(replace(awaiting(1), at="/two"), since=0, id="p#1", plan="p", step="w")
    assert [(exchange.fault, exchange.request.url) for exchange in heard] == [(None, f"{listener.url}/two?x=1")]


def test_a_held_delivery_gets_no_answer_until_its_sender_hangs_up(listener: Listener) -> None:
    """It is kept, with the time that was waited, and is never the awaited one; those at other paths are answered."""
    listener.hold(Hold("/held", 1, "events"))
    with pytest.raises(httpx.ReadTimeout):
        deliver(listener, order(1), path="/held", timeout_s=0.2)
    assert deliver(listener, order(1), path="/other").status_code == 200
    assert deliver(listener, order(1), path="/held").status_code == 200
    heard = listener.hear(replace(awaiting(1), at="/held"), since=0, id="p#1", plan="p", step="w")
    assert [exchange.facts.get("held_s", "")[:3] for exchange in heard] in (["0.1", ""], ["0.2", ""], ["0.3", ""])


def test_a_foreign_delivery_is_answered_and_does_not_count(listener: Listener) -> None:
    """Others change a store too: what they did comes to the same path, before and between what a plan holds."""
    listener.hold(Hold("/held", 2, "events[?id == `1`]"))
    assert deliver(listener, order(2), path="/held").status_code == 200
    with pytest.raises(httpx.ReadTimeout):
        deliver(listener, order(1), path="/held", timeout_s=0.2)
    assert deliver(listener, {"products": ["1"]}, path="/held").status_code == 200
    with pytest.raises(httpx.ReadTimeout):
        deliver(listener, order(1), path="/held", timeout_s=0.2)
    assert deliver(listener, order(1), path="/held").status_code == 200


def test_what_is_no_webhook_is_never_held(listener: Listener) -> None:
    """It has no payload in which anything could be found."""
    listener.hold(Hold("/held", 1, "events[?id == `1`]"))
    assert httpx.post(listener.url + "/held", content=b"\xff", trust_env=False).status_code == 200


@pytest.mark.parametrize(
    ("hold", "says"),
    [(Hold("/held", "two", "events"), "times is no whole number"), (Hold("/held", 1, "events["), "invalid JMESPath")],
    ids=["times", "match"],
)
def test_a_wrong_hold_is_a_mistake_of_the_contract(listener: Listener, hold: Hold, says: str) -> None:
    """It is told before anything is held."""
    with pytest.raises(ContractError, match=says):
        listener.hold(hold)


def test_a_hold_ends_when_it_is_released(listener: Listener) -> None:
    """So that no plan leaves another's webhooks without an answer."""
    listener.hold(Hold("/held", 9, "events"))
    listener.release()
    assert deliver(listener, order(1), path="/held").status_code == 200


def test_no_delivery_is_a_fault(listener: Listener) -> None:
    """It says what was awaited and what came instead, which comes along."""
    deliver(listener, order(1))
    deliver(listener, {"products": ["1"]})
    heard = listener.hear(awaiting(9, within_s=0.05), since=0, id="p#2", plan="p", step="w")
    fault = heard[-1].fault
    assert [exchange.id for exchange in heard] == ["p#2", "p#3"]
    assert fault is not None
    assert (fault.kind, heard[-1].inbound, heard[-1].response) == ("no_delivery", True, None)
    assert "1 other of that version and 1 of another" in fault.says


def test_a_wrong_expression_is_a_mistake_of_the_contract(listener: Listener) -> None:
    """It is told with the plan."""
    deliver(listener, order(1))
    with pytest.raises(ContractError, match="step 'w' of p"):
        listener.hear(Await("integration", "events[", 0.05), since=0, id="p#1", plan="p", step="w")


@pytest.mark.parametrize(
    ("send", "status"),
    [
        (lambda url: httpx.get(url, trust_env=False), 405),
        (lambda url: httpx.post(url, content=b"x" * (MAX_BYTES + 1), trust_env=False), 413),
        (lambda url: httpx.post(url, content=iter([b"payload=", b"%7B%7D"]), trust_env=False), 200),
        (lambda url: httpx.post(url, content=b"\xff" * 100, trust_env=False), 200),
        (lambda url: httpx.post(url, trust_env=False), 200),
    ],
    ids=["get", "too-long", "chunked", "not-text", "empty"],
)
def test_odd_senders_get_an_answer(listener: Listener, send: object, status: int) -> None:
    """What is no webhook is answered, and harms nobody."""
    assert callable(send)
    assert send(listener.url).status_code == status
    assert deliver(listener, order(1)).status_code == 200


@pytest.mark.parametrize(
    "garbage",
    [b"\x16\x03\x01\x02\x00\x01", b"GET", b"POST / HTTP/1.1\r\nContent-Length: -1\r\n\r\n", b"\r\n" * 1000, b"A" * 100_000],
    ids=["tls", "cut", "length", "blank", "endless"],
)
def test_garbage_does_not_stop_it(listener: Listener, garbage: bytes) -> None:
    """A port scanner or a TLS client changes nothing."""
    with socket.create_connection(("127.0.0.1", listener.port), timeout=5) as sender:
        sender.sendall(garbage)
    assert deliver(listener, order(1)).status_code == 200
    assert listener.hear(awaiting(1), since=0, id="p#1", plan="p", step="w")[-1].fault is None


def test_many_senders_lose_nothing(listener: Listener) -> None:
    """Every delivery is kept, once."""
    with ThreadPoolExecutor(8) as pool:
        statuses = set(pool.map(lambda number: deliver(listener, order(number)).status_code, range(80)))
    arrived, met = listener.wait_for(lambda delivery: False, 0, 0)
    assert (statuses, len(arrived), met) == ({200}, 80, False)
    assert len({json.dumps(delivery.payload) for delivery in arrived}) == 80


def test_a_port_that_is_taken_is_a_mistake(listener: Listener) -> None:
    """It is told with the address."""
    with pytest.raises(ConfigurationError, match=f"127.0.0.1:{listener.port}"):
        Listener("127.0.0.1", listener.port)


def test_it_stops_at_once_and_may_be_closed_twice() -> None:
    """Its thread ends, and what arrived stays."""
    listener = Listener("127.0.0.1", 0)
    deliver(listener, order(1))
    before = threading.active_count()
    listener.close()
    listener.close()
    assert (threading.active_count(), listener.mark()) == (before - 1, 1)


def test_every_address_has_a_url_of_this_machine() -> None:
    """A listener on all addresses is reached on the loopback."""
    with Listener("0.0.0.0", 0) as listener:
        assert listener.url == f"http://127.0.0.1:{listener.port}"
        assert deliver(listener, order(1)).status_code == 200
