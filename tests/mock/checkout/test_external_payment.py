"""Notifications of external payments: what is believed, what is written down, what is answered."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import time
from collections.abc import Iterable
from typing import Any

import httpx
import pytest
from checkout_shopper import Storefront

from centra_mock.faces.external_payment import notification_path
from centra_mock.faces.external_payment.lies import LIES

Told = dict[str, Any]


class Backend:
    """The shop's own server: it knows the secret of the plugin and forwards what the provider tells."""

    def __init__(self, shopper: Storefront) -> None:
        self.shopper = shopper
        shopper.call("POST", f"/items/{shopper.item()}")
        self.selection = shopper.start_payment(paymentMethod="external-payment").json()["selection"]
        self.total = shopper.call("GET", "/selection").json()["selection"]["totals"]["grandTotalPriceAsNumber"]

    def told(self, intent: str = "auth", *, hex_text: bool = True, with_intent: bool = True, **changed: object) -> Told:
        """A signed notification."""
        told: Told = {
            "selection": self.selection,
            "currency": "SEK",
            "amount": f"{self.total:.2f}",
            "timestamp": int(time.time()),
            "transactionReference": f"ref-{intent}",
            "success": True,
            "intent": intent,
            "transaction": {"provider": "elsewhere"},
            **changed,
        }
        parts = [told[name] for name in ("selection", "amount", "currency", "timestamp", "transactionReference")]
        parts += [str(told["success"]).lower(), *([told["intent"]] if with_intent else [])]
        secret = self.shopper.world.secrets.external_payment.encode()
        made = hmac.new(secret, ":".join(map(str, parts)).encode(errors="replace"), hashlib.sha256)
        digest = made.hexdigest().encode() if hex_text else made.digest()
        return {"signature": base64.b64encode(digest).decode(), **told}

    def notify(self, told: object, *, key: str = "") -> httpx.Response:
        """Forward a notification."""
        path = notification_path(self.shopper.world)
        path = f"{path.rpartition('/')[0]}/{key}" if key else path
        return self.shopper.send("POST", f"http://mock{path}", content=json.dumps(told))

    def payments(self) -> list[tuple[str, str]]:
        """The payment history of the order; empty without one."""
        centra = self.shopper.world.centra
        order = centra.orders.get(centra.selections[self.selection].order_number or 0)
        return [(each.entry_type, each.status) for each in order.payments] if order else []


@pytest.fixture
def backend(shopper: Storefront) -> Backend:
    return Backend(shopper)


def test_an_authorization_makes_the_order_and_a_capture_is_noted(backend: Backend) -> None:
    """Each once; the shopper has a receipt."""
    answers = [backend.notify(backend.told(intent)) for intent in ("auth", "auth", "capture", "capture")]
    assert [each.status_code for each in answers] == [200, 400, 200, 400]
    assert answers[0].json() == answers[2].json() == {"success": True, "message": "OK"}
    assert [each.json()["success"] for each in answers[1::2]] == [False, False]
    assert backend.payments() == [("AUTH", "SUCCESS"), ("CAPTURE", "SUCCESS")]
    assert backend.shopper.call("GET", "/receipt").status_code == 200


def test_an_amount_is_read_as_a_number(backend: Backend) -> None:
    """It is a number in a text, signed as it was sent."""
    assert backend.notify(backend.told(amount=f"{backend.total:.3f}0")).status_code == 200


def test_after_the_result_no_second_authorization_is_taken(backend: Backend) -> None:
    """The redirect of the shopper and the notification of the provider tell the same."""
    told = backend.told(with_intent=False)
    assert backend.shopper.call("POST", "/payment-result", {"paymentMethodFields": told}).status_code == 201
    assert backend.notify(backend.told()).status_code == 400
    assert backend.notify(backend.told("capture")).status_code == 200


def test_failures_are_accepted_and_make_no_order(backend: Backend) -> None:
    """The shopper may try again; then all is as if nothing had been."""
    assert backend.notify(backend.told(success=False)).json() == {"success": True, "message": "OK"}
    assert backend.payments() == []
    backend.notify(backend.told())
    assert backend.notify(backend.told("capture", success=False)).status_code == 200
    assert backend.notify(backend.told("capture")).status_code == 200
    assert backend.payments() == [("AUTH", "SUCCESS"), ("CAPTURE", "FAILED"), ("CAPTURE", "SUCCESS")]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"intent": "test"}, "Invalid intent: test"),
        ({"currency": "USD"}, "Mismatched currency: USD, basket currency: SEK"),
        ({"amount": "1.00"}, "Mismatched amount: 1.00"),
        ({"amount": "NaN"}, "Mismatched amount: NaN"),
        ({"timestamp": 1627029828}, "Invalid timestamp"),
        ({"timestamp": True}, "Invalid timestamp"),
        ({"signature": "é"}, "Invalid signature"),
        ({"selection": "f" * 32}, "Selection not found"),
        ({"success": "true"}, "Invalid success"),
        ({"hex_text": False}, "Invalid signature"),
        ({"with_intent": False}, "Invalid signature"),
        ({"intent": "capture"}, "There is no order"),
    ],
    ids=lambda each: json.dumps(each),
)
def test_what_is_not_believed_is_refused_with_the_reason(backend: Backend, changed: Told, message: str) -> None:
    """Another status than 200, and nothing is written down."""
    answer = backend.notify(backend.told(**changed))
    assert answer.status_code == 400
    assert answer.json()["success"] is False and answer.json()["message"].startswith(message)
    assert backend.payments() == []


@pytest.mark.parametrize("name", ["amount", "intent", "signature", "transaction"])
def test_every_field_is_wanted(backend: Backend, name: str) -> None:
    """The message names the one that is missing."""
    told = backend.told()
    del told[name]
    assert backend.notify(told).json() == {"success": False, "message": f"Missing field: {name}"}


def test_nonsense_and_a_wrong_key_are_refused(backend: Backend) -> None:
    """Neither is a failure of the mock."""
    answers = [backend.notify([]), backend.notify(backend.told(), key="guessed"), backend.notify(backend.told("\ud800"))]
    assert [each.status_code for each in answers] == [400, 401, 400]
    assert all(each.json()["success"] is False for each in answers)


@pytest.mark.parametrize("name", [lie.name.removeprefix("checkout-") for lie in LIES])
def test_every_lie_about_notifications_shows(name: str) -> None:
    """Beside what is answered and written down without it."""
    assert list(_scene(name)) != list(_scene())


@pytest.mark.parametrize(
    "name",
    [
        "external-failure-makes-order",
        "external-old-timestamp-accepted",
        "external-raw-digest-wanted",
        "external-refusal-with-400",
        "external-result-with-200",
    ],
)
def test_every_lie_about_results_shows(name: str) -> None:
    """Beside what is answered without it."""
    assert list(_results(name)) != list(_results())


def _results(*lies: str) -> Iterable[object]:
    backend = Backend(Storefront())
    backend.shopper.tell(*lies)
    old = int(time.time()) - 100_000
    for changed in ({"timestamp": old}, {"success": False}, {}):
        told = backend.told(with_intent=False, **changed)
        answer = backend.shopper.call("POST", "/payment-result", {"paymentMethodFields": told})
        yield answer.status_code, "order" in answer.json()


def _scene(*lies: str) -> Iterable[object]:
    shopper = Storefront()
    backend = Backend(shopper)
    shopper.tell(*lies)
    old = int(time.time()) - 100_000
    told = [
        backend.told("test"),
        backend.told(currency="USD"),
        backend.told(timestamp=old),
        backend.told(signature="guessed"),
        {name: value for name, value in backend.told().items() if name != "transaction"},
        backend.told(success=False),
        backend.told(with_intent=False),
        *(backend.told(intent) for intent in ("auth", "auth", "capture", "capture")),
    ]
    yield backend.notify(backend.told(success=False), key="guessed").status_code
    for each in told:
        answer = backend.notify(each)
        yield answer.status_code, answer.json(), backend.payments()
