"""Every lie that shows in some operations of the Checkout face changes what they answer, and nothing elsewhere."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

import pytest
from checkout_shopper import PAGES, Storefront
from tests.looks import looks_of

from centra_mock.domain import model as m
from centra_mock.faces.checkout import LIES
from centra_mock.faces.checkout.distortion import distorted
from centra_mock.faces.checkout.untruths import UNTRUTHS

Probe = Callable[[Storefront], object]
_OF_RESULTS = {  # of external payments: test_external_payment tries them
    "external-failure-makes-order",
    "external-old-timestamp-accepted",
    "external-raw-digest-wanted",
    "external-refusal-with-400",
    "external-result-with-200",
}
NAMES = [
    name
    for name, lie in ((lie.name.removeprefix("checkout-"), lie) for lie in LIES)
    if lie.operations and not name.endswith(("-is-gone", "-refuses-nothing")) and name not in _OF_RESULTS
]


def _answer(shopper: Storefront, method: str, path: str, body: object = None) -> dict[str, Any]:
    answer = shopper.call(method, path, body).json()
    return {name: value for name, value in answer.items() if name != "token"}


def _list(shopper: Storefront) -> object:
    return _answer(shopper, "POST", "/products", {})


def _found(search: str) -> Probe:
    return lambda shopper: [each["product"] for each in shopper.products(search=search)]


def _by_sku(shopper: Storefront) -> object:
    return _found(shopper.products()[3]["sku"])(shopper)


def _by_admin_id(shopper: Storefront) -> object:
    return len(shopper.products(silkProduct=shopper.products()[0]["centraProduct"]))


def _single(shopper: Storefront) -> object:
    return _answer(shopper, "GET", f"/products/{shopper.products()[0]['product']}")["product"]["product"]


def _sorted_by_name(shopper: Storefront) -> object:
    return shopper.call("POST", "/products", {"sortOrder": [{"field": "name", "order": "asc"}]}).status_code


def _ask(method: str, path: str) -> Probe:
    return lambda shopper: _answer(shopper, method, path)


def _added(shopper: Storefront) -> object:
    body = {"productUrl": "https://shop.example.com/item"}
    return _answer(shopper, "POST", f"/items/{shopper.item()}", body)["selection"]


def _lettered(shopper: Storefront) -> object:
    """A size of a chart that is told in other units."""
    item = next(each for each in shopper.products() if each["itemTable"]["x"][:2] == ["XS", "S"] and each["price"])
    return _answer(shopper, "POST", f"/items/{item['items'][0]['item']}")


def _with_item(method: str, path: str) -> Probe:
    def probe(shopper: Storefront) -> object:
        shopper.call("PUT", "/countries/de")
        shopper.call("POST", f"/items/{shopper.item()}")
        return _answer(shopper, method, path)

    return probe


def _plans(shopper: Storefront) -> object:
    product = next(each for each in shopper.products() if len(each["subscriptionPlans"]) > 1)
    path = f"/items/{product['items'][0]['item']}"
    plans = [each["id"] for each in product["subscriptionPlans"]]
    return [len(_answer(shopper, "POST", path, {"subscriptionPlan": each})["selection"]["items"]) for each in plans]


def _moved_away(shopper: Storefront) -> object:
    """An item that is sold in one market only."""
    shopper.call("PUT", "/countries/de")
    centra = shopper.world.centra
    shown = {item for each in centra.displays.values() if len(each.market_ids) == 1 for item in each.item_ids}
    product = next(each for each in shopper.products() if int(each["product"]) in shown)
    shopper.call("POST", f"/items/{product['items'][0]['item']}")
    shopper.call("PUT", "/countries/us")
    return len(_answer(shopper, "PUT", "/countries/de")["selection"]["items"])


def _vouchers(shopper: Storefront) -> object:
    shopper.call("POST", f"/items/{shopper.item()}")
    codes = [each.code for each in shopper.world.centra.vouchers.values() if each.code.startswith(("WELCOME", "OFF"))]
    for code in codes:
        shopper.call("POST", "/vouchers", {"voucher": code})
    return _answer(shopper, "DELETE", f"/vouchers/{codes[0]}")["selection"]["discounts"]


def _address_search(shopper: Storefront) -> object:
    body = {"identityNumber": "121212-1212", "paymentMethod": "dummy"}
    return shopper.call("POST", "/address-search", body).status_code


def _pay(**more: object) -> Probe:
    def probe(shopper: Storefront) -> object:
        shopper.call("POST", f"/items/{shopper.item()}")
        answer = shopper.start_payment(**more)
        return answer.status_code, sorted(answer.json())

    return probe


def _pay_nothing(shopper: Storefront) -> object:
    shopper.call("PUT", "/countries/se")
    shopper.call("POST", f"/items/{shopper.item()}")
    voucher = next(each for each in shopper.world.centra.vouchers.values() if each.code.startswith("WELCOME"))
    voucher.value = Decimal(100)
    shopper.call("PUT", "/shipping-methods/collect")
    shopper.call("POST", "/vouchers", {"voucher": voucher.code})
    return shopper.start_payment().json()["action"]


def _sold_out(shopper: Storefront) -> object:
    shopper.call("POST", f"/items/{shopper.sold_out_item()}/quantity/3")
    return shopper.start_payment().json()["unavailable"]


def _placed(shopper: Storefront) -> object:
    order = shopper.place_order().json()
    return sorted(order), order["order"]["statusDescription"], sorted(shopper.call("GET", "/receipt").json()["order"])


def _cart_at_login(shopper: Storefront) -> object:
    """What was put into the selection before the login, and what in an earlier session."""
    shopper.log_in()
    shopper.call("POST", f"/items/{shopper.item()}", {"comment": "earlier"})
    shopper.token = ""
    shopper.call("POST", f"/items/{shopper.item()}")
    shopper.log_in()
    return [each["comment"] for each in _answer(shopper, "GET", "/selection")["selection"]["items"]]


def _owner(shopper: Storefront) -> tuple[m.Contract, list[m.Subscription]]:
    """A contract with its subscriptions, whose customer is logged in."""
    centra = shopper.world.centra
    contract = next(iter(centra.contracts.values()))
    shopper.log_in(centra.customers[contract.customer_id])
    return contract, [each for each in centra.subscriptions.values() if each.contract_id == contract.id]


def _statuses(*statuses: str) -> Probe:
    def probe(shopper: Storefront) -> object:
        _, (first, *_others) = _owner(shopper)
        path = "/subscription/status"
        return [
            (shopper.call("PUT", path, {"subscription": first.id, "status": each}).status_code, first.status) for each in statuses
        ]

    return probe


def _abroad(shopper: Storefront) -> object:
    contract, _ = _owner(shopper)
    return shopper.call("PUT", "/subscription/address", {"contract": contract.id, "country": "JP"}).status_code, contract.address


def _of_others(shopper: Storefront) -> object:
    """What is changed for a customer whom the contract does not belong to."""
    contract, (first, *_others) = _owner(shopper)
    centra = shopper.world.centra
    stranger = next(each for each in centra.customers.values() if each.registered and each.id != contract.customer_id)
    shopper.log_in(stranger)
    path = f"/customer/contracts/{contract.id}/subscription"
    steps = (
        ("PUT", "/subscription/status", {"subscription": first.id, "status": "paused"}),
        ("PUT", "/subscription/address", {"contract": contract.id, "city": "Ystad"}),
        ("PUT", f"{path}/{first.id}", {"quantity": 1}),
        ("POST", "/customer/stored/payment", {"contracts": [contract.id], "paymentMethod": "card", **PAGES}),
    )
    codes = [shopper.call(method, target, body).status_code for method, target, body in steps]
    return codes, first.status, contract.address.city, contract.payment_status


def _paid_anew(shopper: Storefront) -> object:
    contract, _ = _owner(shopper)
    shopper.call("POST", "/customer/stored/payment", {"contracts": [contract.id], "paymentMethod": "card", **PAGES})
    answer = _answer(shopper, "POST", "/customer/stored/payment-result", {"paymentMethodFields": {"centraPaymentMethod": "card"}})
    return answer, _answer(shopper, "POST", "/customer/subscriptions")


def _added_before_and_after_cancelling(shopper: Storefront) -> object:
    """What is listed of a contract that something is added to, before and after all of it is cancelled."""
    contract, (first, *_others) = _owner(shopper)
    size = shopper.world.centra.product_sizes[first.product_size_id].size_id
    path, day = f"/customer/contracts/{contract.id}/subscription", "2099-01-01"
    more = {"item": f"{first.display_item_id}-{size}", "subscriptionPlan": first.plan_id, "nextOrderDate": day}
    answers = [_answer(shopper, "POST", path, more)]
    for each in [each for each in shopper.world.centra.subscriptions.values() if each.contract_id == contract.id]:
        answers.append(_answer(shopper, "PUT", "/subscription/status", {"subscription": each.id, "status": "cancelled"}))
    return [*answers, _answer(shopper, "POST", path, more)]


COUNTRY = _with_item("PUT", "/countries/us")
READ = _with_item("GET", "/selection")
MANAGED = _statuses("paused", "active", "cancelled")
PROBES: dict[str, Probe] = {
    "search-keeps-marks": _found("gron"),
    "search-plain-latin-only": _found("Grön"),
    "search-without-sku": _by_sku,
    "short-words-corrected": _found("tqe"),
    "sorts-by-anything": _sorted_by_name,
    "internal-product-not-found": _by_admin_id,
    "single-product-is-last": _single,
    "adds-two": _added,
    "plans-join-one-line": _plans,
    "dropped-items-come-back": _moved_away,
    "shipping-of-old-country": READ,
    "payment-methods-of-every-country": COUNTRY,
    "one-voucher-off-takes-all": _vouchers,
    "address-search-for-any-method": _address_search,
    "free-orders-paid": _pay_nothing,
    "pages-not-needed": _pay(paymentFailedPage=None),
    "carts-not-merged": _cart_at_login,
    "saved-cart-lost": _cart_at_login,
    "cancelled-can-be-restored": _statuses("cancelled", "active"),
    "cancelled-can-be-paused": _statuses("cancelled", "paused"),
    "pause-forgotten": MANAGED,
    "resuming-forgotten": MANAGED,
    "cancelling-forgotten": MANAGED,
    "contract-moves-abroad": _abroad,
    "subscriptions-of-other-customers": _of_others,
    "stored-payment-of-other-customers": _of_others,
    "stored-payment-stays-failed": _paid_anew,
    "stored-payment-stays-pending": _paid_anew,
    "added-without-payment": _added_before_and_after_cancelling,
    "contract-of-every-subscription": _added_before_and_after_cancelling,
    "new-subscriptions-are-paused": _added_before_and_after_cancelling,
    "payment-outlives-contract": _added_before_and_after_cancelling,
    "product-url-lost": _added,
    "line-stock-shown": _added,
    "tax-not-taken-out": READ,
    "chart-units-unnamed": _lettered,
    "line-ids-shared": _added,
    "country-names-missing": _ask("GET", "/countries"),
    "state-names-missing": _ask("GET", "/countries"),
    "states-cut-off": _ask("GET", "/countries"),
    "language-names-missing": READ,
    "script-without-address": READ,
    "payment-method-not-chosen": COUNTRY,
    "methods-keyed": READ,
    "image-sizes-differ": _list,
    "standard-images-suffixed": _list,
    "empty-media-is-object": _list,
    "image-attributes-are-text": _list,
    "swatch-without-code": _list,
    "items-misplaced": _list,
    "attributes-in-filter-only": _list,
    "external-without-selection": _pay(paymentMethod="external-payment"),
    "redirect-without-url": _pay(paymentMethod="card"),
    "denied-with-order": _pay(paymentMethod="dummy-denied"),
    "failed-payment-without-messages": _pay(paymentMethod="dummy-fail"),
    "unavailable-miscounted": _sold_out,
    "status-mixed-up": _placed,
    "scripts-again": _placed,
    "order-with-lists": _placed,
}


def test_every_lie_has_a_probe() -> None:
    """And none is probed that nobody declares."""
    assert sorted(PROBES) == sorted(NAMES)


@pytest.fixture(scope="module")
def see() -> Callable[..., object]:
    """Looks at one store, which is filled anew for each."""
    return looks_of(Storefront())


@pytest.mark.parametrize("name", NAMES)
def test_a_lie_changes_what_is_seen(see: Callable[..., object], name: str) -> None:
    """The same probe, honest and lied to."""
    assert see(PROBES[name]) != see(PROBES[name], name)


@pytest.mark.parametrize(
    ("name", "revived", "expected"),
    [
        ("cancelled-can-be-paused", "active", (406, "cancelled")),
        ("cancelled-can-be-restored", "paused", (406, "cancelled")),
        ("subscription-limits-lifted", "active", (406, "cancelled")),
        ("cancelled-can-be-paused", "paused", (200, "paused")),
        ("cancelled-can-be-restored", "active", (200, "active")),
    ],
)
def test_each_way_back_from_cancelled_is_a_lie_of_its_own(
    see: Callable[..., object], name: str, revived: str, expected: tuple[int, str]
) -> None:
    """What is not lied about is refused."""
    assert see(_statuses("cancelled", revived), name) == [(200, "cancelled"), expected]


def test_who_is_not_logged_in_changes_nothing_of_other_customers(see: Callable[..., object]) -> None:
    """The lies about other customers are told to those who are."""

    def probe(shopper: Storefront) -> object:
        body = {"subscription": next(iter(shopper.world.centra.subscriptions)), "status": "paused"}
        return shopper.call("PUT", "/subscription/status", body).status_code

    assert see(probe, "subscriptions-of-other-customers", "stored-payment-of-other-customers") == 403


@pytest.mark.parametrize("untruth", UNTRUTHS, ids=lambda untruth: untruth.lie.name)
def test_an_untruth_leaves_other_operations_and_the_true_body_alone(untruth: Any) -> None:
    """It is told where it shows, of a copy, and of any body."""
    body = {"selection": {"items": [{"line": "1", "item": "2-3", "priceEach": "1", "priceEachAsNumber": 1}]}, "products": "none"}
    before = repr(body)
    if untruth.lie.operations:
        assert distorted([untruth], [untruth.lie.name], "GET /elsewhere", body) is body
    for shown in untruth.lie.operations or ("GET /selection",):
        assert distorted([untruth], [untruth.lie.name], shown, body) is not body
    assert repr(body) == before
