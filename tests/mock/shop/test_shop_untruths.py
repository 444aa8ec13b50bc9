"""Every lie that shows in some operations of the Shop face changes what they answer, and nothing elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from shop_backend import Backend
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


FAILED = _paid(paymentMethod="dummy-fail")
PROBES: dict[str, Probe] = {
    "product-url-refused": _added,
    "gift-amount-of-other-currency": _fixed_gift,
    "meta-untranslated": _category,
    "filtered-under-admin-id": _filtered,
    "selection-ids-short": _created,
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
