"""Every lie of the Shop face changes an answer, or what the store holds afterwards."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import httpx
import pytest
from shop_backend import PAGES, Backend
from tests.looks import looks_of

from centra_mock.faces.checkout.contracts_untrue import CONTRACT_SAYINGS
from centra_mock.faces.shop import LIES

Probe = Callable[[Backend], object]
NAMES = [lie.name.removeprefix("shop-") for lie in LIES if not lie.operations]


def _told(answer: httpx.Response) -> object:
    return answer.status_code, answer.json() if answer.content else None


def _ask(method: str, path: str, body: object = None) -> Probe:
    return lambda backend: _told(backend.call(method, path, body))


def _bare(method: str, **headers: str) -> Probe:
    def probe(backend: Backend) -> object:
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        return backend.send(method, "/brands", headers=sent).status_code

    return probe


def _correlation(backend: Backend) -> object:
    return backend.send("GET", "/brands", headers={"X-Correlation-ID": "order-1"}).headers.get("x-correlation-id")


def _filled(*steps: tuple[str, str, object]) -> Probe:
    """A selection with an item, and the answers to more steps on it."""

    def probe(backend: Backend) -> object:
        item = _item(backend)
        number = next(iter(_created(backend).values()))
        added = backend.call("POST", f"/selections/{number}/items/{item}")
        return added.status_code, added.json(), [_told(backend.call(m, f"/selections/{number}{p}", b)) for m, p, b in steps]

    return probe


def _stored_email(backend: Backend) -> object:
    number = backend.selection()
    backend.call("PUT", f"/selections/{number}/checkout-fields", {"email": "early@example.com"})
    return backend.world.centra.selections[number].address.email


def _created(backend: Backend) -> dict[str, Any]:
    known = set(backend.world.centra.selections)
    backend.call("POST", "/selections", {"country": "se"})
    return {"selection": next(each for each in backend.world.centra.selections if each not in known)}


def _item(backend: Backend, *, sold_out: bool = False) -> str:
    centra = backend.world.centra
    for display in centra.displays.values():
        if display.store_id == 1 and display.status == "ACTIVE" and len(display.market_ids) == 3:
            for item_id in display.item_ids:
                variant_id = centra.display_items[item_id].variant_id
                priced = all((each, variant_id) in centra.prices for each in centra.pricelists)
                for size in centra.product_sizes.values():
                    free = [stock.free for key, stock in centra.stocks.items() if key[1] == size.id]
                    if size.variant_id == variant_id and priced and (not any(free) if sold_out else min(free) > 0):
                        return f"{item_id}-{size.size_id}"
    raise LookupError("no such item in this store")


def _unpriced(backend: Backend) -> object:
    centra = backend.world.centra
    variants = {key[1] for key in centra.prices}
    item = next(each for each in centra.display_items.values() if each.variant_id not in variants)
    size = next(each for each in centra.product_sizes.values() if each.variant_id == item.variant_id)
    number = backend.selection()
    return backend.call("POST", f"/selections/{number}/items/{item.id}-{size.size_id}").status_code


def _pay(*, sold_out: bool = False, empty: bool = False, **more: object) -> Probe:
    def probe(backend: Backend) -> object:
        number = backend.selection()
        if not empty:
            backend.call("POST", f"/selections/{number}/items/{_item(backend, sold_out=sold_out)}")
        answer = backend.pay(number, **more)
        return answer.status_code, sorted(answer.json())

    return probe


def _pay_incomplete(backend: Backend) -> object:
    number = backend.selection()
    backend.call("POST", f"/selections/{number}/items/{_item(backend)}")
    body = {**PAGES, "termsAndConditions": True, "address": {"country": "se"}}
    return backend.call("POST", f"/selections/{number}/payment", body).status_code


def _order(backend: Backend) -> object:
    before = len(backend.world.centra.orders)
    number = backend.selection()
    backend.call("POST", f"/selections/{number}/items/{_item(backend)}")
    fields = backend.pay(number).json()["formFields"]
    statuses = [backend.finish(number, each).status_code for each in ({"trans": "none"}, fields, fields)]
    receipt = backend.call("GET", f"/selections/{number}/receipt").status_code
    return statuses, receipt, len(backend.world.centra.orders) - before


def _gifts(backend: Backend) -> object:
    kinds = {each.type: f"gift-{each.id}" for each in backend.world.centra.gift_certificates.values()}
    number = backend.selection()
    backend.call("POST", f"/selections/{number}/items/{_item(backend)}")
    path = f"/selections/{number}/gift-certificates"
    counts = [len(backend.call("POST", f"{path}/{kinds['predeterminedAmount']}").json()["items"]) for _ in range(2)]
    without_amount = backend.call("POST", f"{path}/{kinds['anyAmount']}").status_code
    fields = backend.pay(number).json()["formFields"]
    return counts, without_amount, backend.finish(number, fields).json().get("status")


def _plan(backend: Backend) -> object:
    product = next(each for each in backend.get("/products").values() if each["subscriptionPlans"])
    number = backend.selection()
    line = backend.call("POST", f"/selections/{number}/items/{next(iter(product['items']))}").json()["line"]
    plan = product["subscriptionPlans"][0]["id"]
    return backend.call("PUT", f"/selections/{number}/lines/{line}/subscription-plan/{plan}").json()["items"][0]


def _again(backend: Backend) -> object:
    number, item = backend.selection(), _item(backend)
    return [len(backend.call("POST", f"/selections/{number}/items/{item}").json()["items"]) for _ in range(2)]


def _login(backend: Backend) -> object:
    customer = next(each for each in backend.world.centra.customers.values() if each.registered)
    return backend.call("POST", f"/customers/{customer.email}/login", {"password": "wrong"}).status_code


def _subscriptions(backend: Backend) -> object:
    customer = next(
        each
        for each in backend.world.centra.customers.values()
        if each.id not in {contract.customer_id for contract in backend.world.centra.contracts.values()}
    )
    return _told(backend.call("POST", f"/customers/{customer.email}/subscriptions"))


def _contracts(backend: Backend) -> object:
    """A contract with a second subscription, another plan and another address; then all of it is cancelled."""
    centra = backend.world.centra
    contract = next(iter(centra.contracts.values()))
    path = f"/customers/{centra.customers[contract.customer_id].email}"
    first = backend.call("POST", f"{path}/subscriptions").json()["contracts"][0]["subscriptions"][0]
    day = f"{centra.now().date() + timedelta(days=9)}"
    more = {"item": first["item"], "subscriptionPlan": int(first["subscriptionPlan"]), "nextOrderDate": day}
    answers = [backend.call("POST", f"{path}/contracts/{contract.id}/subscription", more).json()]
    ids = [int(each["subscription"]) for each in answers[0]["contracts"][0]["subscriptions"]]
    display = centra.displays[centra.display_items[int(first["product"])].display_id]
    other = next(each for each in display.subscription_plan_ids if str(each) != first["subscriptionPlan"])
    answers.append(backend.call("PUT", "/subscription/interval", {"subscription": ids[0], "subscriptionPlan": other}).json())
    move = {"customer": path.rpartition("/")[2], "contract": contract.id, "city": "Ystad"}
    answers.append(backend.call("PUT", "/subscription/address", move).json())
    for each in ids:
        answers.append(backend.call("PUT", "/subscription/status", {"subscription": each, "status": "cancelled"}).json())
    return answers


def _cancelled(backend: Backend) -> object:
    number = next(iter(backend.world.centra.subscriptions))
    answers = [
        backend.call("PUT", "/subscription/status", {"subscription": number, "status": each}) for each in ("cancelled", "active")
    ]
    return [each.status_code for each in answers]


EMPTY_SELECTION = _ask("GET", "/selections/ffffffffffffffffffffffffffffffff")
PRODUCTS = _ask("GET", "/products")
PROBES: dict[str, Probe] = {
    "answers-nothing": PRODUCTS,
    "refuses-everything": _ask("POST", "/selections", {"country": "se"}),
    "unknown-operations-answer": _ask("POST", "/brands", {}),
    "needs-no-secret": _bare("GET"),
    "wrong-secret-accepted": _bare("GET", api_authorization="wrong"),
    "serves-browsers": _bare("OPTIONS", origin="https://shop.example.com"),
    "gives-tokens": _ask("GET", "/brands"),
    "correlation-id-lost": _correlation,
    "flags-are-text": PRODUCTS,
    "figures-are-text": PRODUCTS,
    "errors-with-200": _ask("GET", "/brands/0"),
    "errors-without-reason": _ask("GET", "/brands/0"),
    "unknown-ids-answer-empty": _ask("GET", "/brands/0"),
    "unknown-filters-answer-empty": _ask("GET", "/products/sku/none"),
    "filter-error-without-id": _ask("GET", "/products/sku/none"),
    "lists-are-arrays": _ask("GET", "/brands"),
    "ids-are-numbers": _ask("GET", "/brands"),
    "product-ids-are-keyed": _ask("GET", "/product-ids"),
    "brands-missing": _ask("GET", "/brands"),
    "campaigns-without-products": _ask("GET", "/campaigns"),
    "campaign-sites-without-market": _ask("GET", "/campaign-sites"),
    "categories-are-flat": _ask("GET", "/categories"),
    "categories-without-products": _ask("GET", "/categories"),
    "collections-missing": _ask("GET", "/collections"),
    "charts-without-rows": _ask("GET", "/measurement-charts"),
    "inactive-products-listed": _ask("GET", "/product-ids"),
    "shows-wholesale-products": _ask("GET", "/product-ids"),
    "product-is-backend-id": PRODUCTS,
    "products-without-markets": PRODUCTS,
    "products-without-prices": PRODUCTS,
    "campaigns-without-effect": PRODUCTS,
    "products-without-stock": PRODUCTS,
    "products-without-languages": PRODUCTS,
    "products-without-plans": PRODUCTS,
    "attributes-missing": PRODUCTS,
    "money-with-blanks": PRODUCTS,
    "filters-ignored": _ask("POST", "/products/filter", {"sku": "none"}),
    "quantity-ignored": _ask("POST", "/products/filter", {"quantity": 10, "offset": 2}),
    "preview-ignored": _ask("POST", "/products/filter", {"preview": True}),
    "unknown-fields-accepted": _ask("POST", "/products/filter", {"colour": "red"}),
    "unknown-countries-accepted": _ask("POST", "/selections", {"country": "zz"}),
    "unknown-selections-answer": EMPTY_SELECTION,
    "created-with-200": _ask("POST", "/selections", {"country": "se"}),
    "selection-wrapped": _filled(),
    "unknown-items-accepted": _filled(("POST", "/items/0-0", None)),
    "unpriced-items-sold": _unpriced,
    "same-item-new-line": _again,
    "grand-total-wrong": _filled(),
    "plans-not-set": _plan,
    "fields-forgotten": _stored_email,
    "gift-certificates-missing": _ask("GET", "/gift-certificates"),
    "gift-certificates-mixed": _gifts,
    "gift-certificates-pile-up": _gifts,
    "gift-amount-not-needed": _gifts,
    "gift-orders-stay-open": _gifts,
    "fields-not-needed": _pay_incomplete,
    "sold-out-not-noticed": _pay(sold_out=True),
    "payment-without-action": _pay(),
    "empty-selection-sold": _pay(empty=True),
    "result-without-order": _order,
    "result-twice": _order,
    "result-fields-not-checked": _order,
    "receipt-missing": _order,
    "login-always-works": _login,
    "subscriptions-of-everybody": _subscriptions,
    "subscription-limits-lifted": _cancelled,
    **dict.fromkeys(CONTRACT_SAYINGS, _contracts),
    "lists-orders": _ask("GET", "/orders"),
    "lists-accounts": _ask("GET", "/accounts"),
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
