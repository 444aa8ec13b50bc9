"""Every lie of the Checkout face changes an answer, or what the store holds afterwards."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import httpx
import pytest
from checkout_shopper import ADDRESS, PAGES, Storefront
from tests.looks import looks_of

from centra_mock.faces import checkout, shop
from centra_mock.faces.checkout import LIES

Probe = Callable[[Storefront], object]
NAMES = [lie.name.removeprefix("checkout-") for lie in LIES if not lie.operations]


def _told(answer: httpx.Response) -> object:
    body = answer.json() if answer.content else None
    if isinstance(body, dict):
        body.pop("token", None)
    return answer.status_code, body


def _ask(method: str, path: str, body: object = None, *, server: bool = False) -> Probe:
    def probe(shopper: Storefront) -> object:
        return _told(shopper.call(method, path, body, server=server))

    return probe


def _list(*names: str, **request: object) -> Probe:
    def probe(shopper: Storefront) -> object:
        return [{name: each.get(name) for name in names} for each in shopper.products(**request)]

    return probe


def _head(method: str, **headers: str) -> Probe:
    def probe(shopper: Storefront) -> object:
        answer = shopper.send(method, "/categories", headers={name.replace("_", "-"): v for name, v in headers.items()})
        return answer.status_code, dict(answer.headers), "token" in answer.text

    return probe


def _tokens(shopper: Storefront) -> object:
    first = shopper.send("GET", "/selection").json().get("token")
    again = shopper.send("GET", "/selection", headers={"API-token": first or ""}).json().get("token")
    never = shopper.send("GET", "/selection", headers={"API-token": "never"}).json().get("token")
    accept = shopper.send("GET", "/selection", headers={"Accept": f"*/*; api-token={first}"}).json().get("token")
    return first is None, first == again, never == "never", accept == first


def _cart(*steps: tuple[str, str, object]) -> Probe:
    """The selection after an item was added and the steps were made; ``LINE`` is its line."""

    def probe(shopper: Storefront) -> object:
        added = shopper.call("POST", f"/items/{shopper.item()}").json()
        line = added.get("selection", {"items": [{"line": ""}]})["items"][0]["line"]
        answers = [_told(shopper.call(method, path.replace("LINE", line), body)) for method, path, body in steps]
        return added, answers

    return probe


def _again(shopper: Storefront) -> object:
    item = shopper.item()
    shopper.call("POST", f"/items/{item}")
    return len(shopper.call("POST", f"/items/{item}").json()["selection"]["items"])


def _voucher(shopper: Storefront) -> object:
    code = next(v.code for v in shopper.world.centra.vouchers.values() if v.code.startswith("WELCOME"))
    steps = (("POST", "/vouchers", {"voucher": code}), ("DELETE", f"/vouchers/{code}", None))
    return _cart(*steps)(shopper)


def _encoded(shopper: Storefront) -> object:
    shopper.call("POST", "/register", {"email": "a+b@example.com", "password": "hello"})
    return shopper.call("POST", "/login/a%2Bb%40example.com", {"password": "hello"}).status_code


def _unpriced(shopper: Storefront) -> object:
    item_id = next(
        item.id
        for item in shopper.world.centra.display_items.values()
        if not any(key[1] == item.variant_id for key in shopper.world.centra.prices)
    )
    view = shopper.call("GET", f"/products/{item_id}").json().get("product")
    size = next(iter(shopper.world.centra.product_sizes.values()))
    item = view["items"][0]["item"] if view else f"{item_id}-{size.size_id}"
    return _told(shopper.call("POST", f"/items/{item}"))


def _pay(**more: object) -> Probe:
    def probe(shopper: Storefront) -> object:
        shopper.call("POST", f"/items/{shopper.item()}")
        return _told(shopper.start_payment(**more))

    return probe


def _pay_sold_out(shopper: Storefront) -> object:
    shopper.call("POST", f"/items/{shopper.sold_out_item()}")
    return shopper.start_payment().status_code


def _pay_incomplete(shopper: Storefront) -> object:
    shopper.call("POST", f"/items/{shopper.item()}")
    body = {**PAGES, "termsAndConditions": True, "address": {"country": "se"}}
    return shopper.call("POST", "/payment", body).status_code


def _order(shopper: Storefront) -> object:
    before = len(shopper.world.centra.orders)
    placed = shopper.place_order()
    fields: dict[str, Any] = {}
    for selection in shopper.world.centra.selections.values():
        fields = selection.fields.get("payment", fields)
    again = shopper.call("POST", "/payment-result", {"paymentMethodFields": fields})
    after = [set(shopper.call("GET", path).json()) for path in ("/selection", "/receipt")]
    return placed.status_code, again.status_code, len(shopper.world.centra.orders) - before, after


def _result_with_anything(shopper: Storefront) -> object:
    shopper.call("POST", f"/items/{shopper.item()}")
    shopper.start_payment()
    return shopper.call("POST", "/payment-result", {"paymentMethodFields": {"trans": "none"}}).status_code


def _login(email: str = "", password: str = "") -> Probe:
    def probe(shopper: Storefront) -> object:
        buyer = next(iter(shopper.world.centra.buyers.values()))
        known = {"customer": shopper.customer().email, "buyer": buyer.email}.get(email, email)
        return shopper.call("POST", f"/login/{known}", {"password": password or "wrong"}).status_code

    return probe


def _account(method: str, path: str, body: object = None) -> Probe:
    def probe(shopper: Storefront) -> object:
        shopper.log_in()
        return _told(shopper.call(method, path, body))

    return probe


def _change_account(shopper: Storefront) -> object:
    shopper.log_in()
    shopper.call("PUT", "/address", {"city": "Visby"})
    return shopper.call("GET", "/customer").json()["customer"]["city"]


def _unlimited_subscription(shopper: Storefront) -> object:
    contract = next(iter(shopper.world.centra.contracts.values()))
    shopper.log_in(shopper.world.centra.customers[contract.customer_id])
    number = next(s.id for s in shopper.world.centra.subscriptions.values() if s.contract_id == contract.id)
    return [
        shopper.call("PUT", f"/customer/contracts/{contract.id}/subscription/{number}", {"quantity": 0}).status_code,
        shopper.call("PUT", "/subscription/interval", {"subscription": number, "subscriptionPlan": 1}).status_code,
    ]


def _register(password: str) -> Probe:
    def probe(shopper: Storefront) -> object:
        body = {"email": "me@example.com", "password": password}
        return [shopper.call("POST", "/register", body).status_code for _ in range(2)]

    return probe


def _product_count(shopper: Storefront) -> object:
    body = shopper.call("POST", "/products", {"limit": 3, "skipFirst": 2}).json()
    return body["productCount"], len(body["products"])


def _first_brand(shopper: Storefront) -> object:
    brand = min(brand.id for brand in shopper.world.centra.brands.values())
    return _told(shopper.call("POST", "/products", {"brands": [brand]}))


def _product_uri(shopper: Storefront) -> object:
    uri = next(iter(shopper.world.centra.displays.values())).uri
    return _told(shopper.call("POST", "/uri", {"uri": uri, "for": ["category"]}))


def _pricelist_variable(shopper: Storefront) -> object:
    return _told(shopper.call("POST", "/products", {"pricelist": "all", "limit": 1}, server=True))


def _other_market(shopper: Storefront) -> object:
    market = [m.id for m in shopper.world.centra.markets.values() if m.store_id == 1][1]
    return shopper.call("POST", "/products", {"market": market}, server=True).json()["productCount"]


def _replaced(shopper: Storefront) -> object:
    token = shopper.send("GET", "/selection", headers={"API-token": "expired"}).json()["token"]
    return shopper.send("GET", "/selection", headers={"API-token": token}).json()["token"] == token


def _located(shopper: Storefront) -> object:
    return shopper.send("GET", "/selection", headers={"X-Forwarded-For": "192.0.2.17"}).json()["location"]


def _stranger(shopper: Storefront) -> object:
    subscription = next(iter(shopper.world.centra.subscriptions.values()))
    path = f"/customer/contracts/{subscription.contract_id}/subscription/{subscription.id}"
    return shopper.call("PUT", path, {"quantity": 1}).status_code


def _mixed_up(shopper: Storefront) -> object:
    for _ in range(25):
        shopper.token = ""
        shopper.call("POST", f"/items/{shopper.item()}")
    shopper.token = ""
    return _told(shopper.call("GET", "/selection"))


def _two_lines(*steps: tuple[str, str, object]) -> Probe:
    def probe(shopper: Storefront) -> object:
        sizes = [each["item"] for product in shopper.products(onlyAvailable=True) for each in product["items"]]
        other = next(item for item in sizes if item != shopper.item())
        return _cart(("POST", f"/items/{other}", None), *steps)(shopper)

    return probe


COUNTRY = _cart(("PUT", "/countries/us", None))
THERE_AND_BACK = _cart(("PUT", "/countries/se", None), ("PUT", "/countries/us", None), ("PUT", "/countries/se", None))
PROBES: dict[str, Probe] = {
    "answers-nothing": _ask("GET", "/categories"),
    "refuses-everything": _ask("PUT", "/countries/se"),
    "unknown-operations-answer": _ask("POST", "/brands", {}),
    "needs-no-secret": _ask("GET", "/markets"),
    "wrong-secret-accepted": _head("GET", api_authorization="wrong"),
    "flags-are-text": _list("available"),
    "figures-are-text": _list("priceAsNumber"),
    "errors-with-200": _ask("POST", "/items/0-0"),
    "errors-without-reason": _ask("POST", "/items/0-0"),
    "token-missing": _tokens,
    "token-changes": _tokens,
    "unknown-token-kept": _tokens,
    "token-none-saved": _head("GET", api_token="none"),
    "token-in-accept-ignored": _tokens,
    "foreign-origin-served": _head("GET", origin="https://elsewhere.example.org"),
    "cors-allows-secret": _head("OPTIONS", origin="http://localhost"),
    "cors-forbids-token": _head("OPTIONS", origin="http://localhost"),
    "correlation-id-lost": _head("GET", x_correlation_id="order-1", api_token="none"),
    "path-not-decoded": _encoded,
    "encoded-slash-leads-elsewhere": _ask("GET", "/products/..%2Fcategories"),
    "cors-origin-missing": _head("GET", origin="http://localhost", api_token="none"),
    "replaced-token-forgotten": _replaced,
    "answers-are-plain-text": _head("GET", api_token="none"),
    "visitors-not-located": _located,
    "unpriced-products-hidden": _list("product"),
    "unpriced-products-free": _list("price"),
    "unpriced-items-sold": _unpriced,
    "market-shows-everything": _other_market,
    "shows-wholesale-products": _list("product"),
    "pricelist-variable-ignored": _pricelist_variable,
    "prices-lose-text": _list("price"),
    "money-with-blanks": _list("price"),
    "ids-are-numbers": _list("product", "brand"),
    "product-is-backend-id": _list("product"),
    "brands-missing": _list("brand"),
    "attributes-missing": _list("prod_material"),
    "campaigns-without-effect": _list("price"),
    "items-without-stock": _list("items"),
    "sold-out-items-in-stock": _list("items"),
    "limit-ignored": _product_count,
    "product-count-of-page": _product_count,
    "filters-ignored": _first_brand,
    "filter-missing": _first_brand,
    "filter-totals-shrink": _first_brand,
    "only-available-ignored": _list("product", onlyAvailable=True),
    "sort-order-ignored": _list("product", sortOrder=[{"field": "priceAsNumber", "order": "desc"}]),
    "search-is-literal": _list("product", search="SHIRTT"),
    "related-products-whole": _list("relatedProducts"),
    "uri-ignores-for": _product_uri,
    "uri-not-found-is-200": _product_uri,
    "categories-without-parent": _ask("GET", "/categories"),
    "countries-not-shippable": _ask("GET", "/countries"),
    "countries-without-ship-to": _ask("GET", "/countries/all", server=True),
    "languages-missing": _ask("GET", "/languages"),
    "markets-empty": _ask("GET", "/markets", server=True),
    "unknown-items-accepted": _ask("POST", "/items/0-0"),
    "same-item-new-line": _again,
    "line-quantity-kept": _cart(("PUT", "/lines/LINE/quantity/4", None)),
    "lines-not-removed": _cart(("DELETE", "/lines/LINE", None)),
    "country-keeps-prices": COUNTRY,
    "country-not-changed": COUNTRY,
    "language-not-changed": _cart(("PUT", "/languages/sv", None)),
    "selection-id-shown": _cart(),
    "grand-total-wrong": COUNTRY,
    "totals-zero-not-false": lambda shopper: repr(COUNTRY(shopper)),
    "unknown-vouchers-accepted": _cart(("POST", "/vouchers", {"voucher": "nothing"})),
    "vouchers-without-effect": _voucher,
    "vouchers-not-removed": _voucher,
    "voucher-leaves-its-discount": _voucher,
    "totals-wrong-abroad": THERE_AND_BACK,
    "sessions-mixed-up": _mixed_up,
    "language-changes-prices": _cart(("PUT", "/languages/de", None)),
    "country-changes-lines": COUNTRY,
    "prices-not-restored": THERE_AND_BACK,
    "third-piece-free": _cart(("PUT", "/lines/LINE/quantity/3", None)),
    "quantity-of-all-lines": _two_lines(("PUT", "/lines/LINE/quantity/3", None)),
    "total-without-second-line": _two_lines(),
    "shipping-charged-twice": _two_lines(("PUT", "/countries/se", None)),
    "tax-told-twice": _cart(("PUT", "/countries/se", None), ("PUT", "/lines/LINE/quantity/2", None)),
    "large-amounts-cut": _cart(("PUT", "/lines/LINE/quantity/9", None)),
    "unknown-methods-accepted": _cart(("PUT", "/payment-methods/nobody", None)),
    "terms-not-needed": _pay(termsAndConditions=False),
    "fields-not-needed": _pay_incomplete,
    "sold-out-not-noticed": _pay_sold_out,
    "payment-without-action": _pay(),
    "initiate-only-completes": _pay(paymentInitiateOnly=True),
    "empty-selection-sold": lambda shopper: _told(shopper.start_payment()),
    "result-without-order": _order,
    "result-twice": _order,
    "result-fields-not-checked": _result_with_anything,
    "selection-after-order": _order,
    "receipt-missing": _order,
    "login-always-works": _login("customer"),
    "login-reveals-customers": _login("nobody@example.com"),
    "logged-in-missing": _account("GET", "/selection"),
    "logout-stays-logged-in": _account("POST", "/logout"),
    "register-twice": _register("hello"),
    "weak-passwords-accepted": _register("four"),
    "account-without-login": _ask("GET", "/customer"),
    "orders-of-everybody": _account("POST", "/orders"),
    "orders-not-paged": _account("POST", "/orders", {"size": 1}),
    "customer-writes-forgotten": _change_account,
    "honeypot-refused": _ask("POST", "/newsletter-subscription/a@example.com", {"email_field": "x"}),
    "bad-email-subscribed": _ask("POST", "/newsletter-subscription/nobody"),
    "subscription-limits-lifted": _unlimited_subscription,
    "subscriptions-of-anybody": _stranger,
    "lists-accounts": _ask("GET", "/accounts"),
    "buyers-log-in": _login("buyer"),
}


def test_every_lie_has_a_probe() -> None:
    """And none is probed that nobody declares."""
    assert sorted(PROBES) == sorted(NAMES)
    assert ADDRESS["country"] == "SE"


def test_only_declared_lies_are_asked_for() -> None:
    """A misspelt name would never be told."""
    declared = {lie.name.partition("-")[2] for lie in (*LIES, *shop.LIES)}
    asked: set[str] = set()
    for package in (checkout, shop):
        for source in Path(package.__file__ or "").parent.glob("*.py"):
            asked |= set(re.findall(r"told\(\s*\"([a-z0-9-]+)\"", source.read_text(encoding="utf-8")))
    assert asked and asked <= declared


@pytest.fixture(scope="module")
def see() -> Callable[..., object]:
    """Looks at one store, which is filled anew for each."""
    return looks_of(Storefront())


@pytest.mark.parametrize("name", NAMES)
def test_a_lie_changes_what_is_seen(see: Callable[..., object], name: str) -> None:
    """The same probe, honest and lied to."""
    assert see(PROBES[name]) != see(PROBES[name], name)
