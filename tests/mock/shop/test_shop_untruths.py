"""Every lie that shows in some operations of the Shop face changes what they answer, and nothing elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from shop_backend import PAGES, Backend
from tests.looks import looks_of

from centra_mock.faces.checkout.distortion import distorted
from centra_mock.faces.shop import LIES
from centra_mock.faces.shop.untruths import UNTRUTHS

Probe = Callable[[Backend], object]
NAMES = [
    lie.name.removeprefix("shop-") for lie in LIES if lie.operations and not lie.name.endswith(("-is-gone", "-refuses-nothing"))
]


def _gifts(backend: Backend) -> object:
    return backend.get("/gift-certificates")


def _added(backend: Backend) -> object:
    body = {"productUrl": "https://shop.example.com/item"}
    answer = backend.call("POST", f"/selections/{backend.selection()}/items/{backend.item()}", body)
    return answer.status_code, answer.json()


def _fixed_gift(backend: Backend) -> object:
    gift = next(name for name, each in backend.get("/gift-certificates").items() if "amountByCurrency" in each)
    return backend.call("POST", f"/selections/{backend.selection()}/gift-certificates/{gift}").json()["items"]


def _category(backend: Backend) -> object:
    every = backend.get("/categories")
    return [backend.get(f"/categories/{number}") for number in every]


def _created(backend: Backend) -> object:
    made = backend.call("POST", "/selections", {"country": "de"}).json()
    return len(made["selection"]), made["country"]


def _filtered(backend: Backend) -> object:
    return backend.call("POST", "/products/filter", {"quantity": 10}).json()


def _paid(**more: object) -> Probe:
    def probe(backend: Backend) -> object:
        number = backend.selection()
        backend.call("POST", f"/selections/{number}/items/{backend.item()}")
        return sorted(backend.pay(number, **more).json())

    return probe


def _back_to_paused(backend: Backend) -> object:
    number = next(iter(backend.world.centra.subscriptions))
    return [
        backend.call("PUT", "/subscription/status", {"subscription": number, "status": each}).status_code
        for each in ("cancelled", "paused", "active")
    ]


def _paid_anew(backend: Backend) -> object:
    contract, email = backend.contract()
    path = f"/customers/{email}/stored"
    backend.call("POST", f"{path}/payment", {"contracts": [contract.id], "paymentMethod": "card", **PAGES})
    fields = {"paymentMethodFields": {"centraPaymentMethod": "card"}}
    return backend.call("POST", f"{path}/payment-result", fields).json(), contract.payment_status


def _added_after_cancelling(backend: Backend) -> object:
    contract, email = backend.contract()
    known = backend.call("POST", f"/customers/{email}/subscriptions").json()["contracts"][0]["subscriptions"]
    for each in known:
        backend.call("PUT", "/subscription/status", {"subscription": int(each["subscription"]), "status": "cancelled"})
    more = {"item": known[0]["item"], "subscriptionPlan": int(known[0]["subscriptionPlan"]), "nextOrderDate": "2099-01-01"}
    return backend.call("POST", f"/customers/{email}/contracts/{contract.id}/subscription", more).status_code


FAILED = _paid(paymentMethod="dummy-fail")
PROBES: dict[str, Probe] = {
    "product-url-refused": _added,
    "gift-amount-of-other-currency": _fixed_gift,
    "meta-untranslated": _category,
    "filtered-under-admin-id": _filtered,
    "selection-ids-short": _created,
    "cancelled-can-be-paused": _back_to_paused,
    "stored-payment-stays-failed": _paid_anew,
    "stored-payment-stays-pending": _paid_anew,
    "added-without-payment": _added_after_cancelling,
    "gift-amounts-without-text": _gifts,
    "gift-amounts-with-blanks": _gifts,
    "any-amount-is-priced": _gifts,
    "methods-without-fields": _added,
    "redirect-without-url": _paid(paymentMethod="card"),
    "direct-without-status": _paid(paymentMethod="invoice"),
    "failed-payment-without-messages": FAILED,
    "action-beside-errors": FAILED,
}


def test_every_lie_has_a_probe() -> None:
    """And none is probed that nobody declares."""
    assert sorted(PROBES) == sorted(NAMES)


@pytest.fixture(scope="module")
def see() -> Callable[..., object]:
    """Looks at one store, which is filled anew for each."""
    return looks_of(Backend())


@pytest.mark.parametrize("name", NAMES)
def test_a_lie_changes_what_is_seen(see: Callable[..., object], name: str) -> None:
    """The same probe, honest and lied to."""
    assert see(PROBES[name]) != see(PROBES[name], name)


@pytest.mark.parametrize("untruth", UNTRUTHS, ids=lambda untruth: untruth.lie.name)
def test_an_untruth_leaves_other_operations_alone(untruth: Any) -> None:
    """And the true body as it was."""
    body = {"action": "redirect", "url": "https://pay.example.com", "selection": "0f" * 16, "messages": ["no"]}
    assert distorted([untruth], [untruth.lie.name], "GET /elsewhere", body) is body
    assert distorted([untruth], [], untruth.lie.operations[0], body) is body
