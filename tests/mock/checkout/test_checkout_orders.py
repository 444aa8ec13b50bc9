"""From the cart to the order, and what a customer account adds to it."""

from __future__ import annotations

import base64
import hashlib
import hmac
import time

import pytest
from checkout_shopper import ADDRESS, PAGES, Storefront


def test_a_cart_becomes_an_order(shopper: Storefront) -> None:
    """The order is in the store, the selection answers it, the receipt repeats it, and it is placed once."""
    heard = []
    shopper.world.centra.subscribe(lambda change: heard.append((change.kind, change.action)))
    item = shopper.item()
    shopper.call("POST", f"/items/{item}/quantity/2")
    cart = shopper.call("PUT", "/countries/se").json()
    started = shopper.start_payment().json()
    result = shopper.call("POST", "/payment-result", {"paymentMethodFields": started["formFields"]})
    order = result.json()["order"]
    placed = shopper.world.centra.orders[int(order["order"])]
    assert started["action"] == "form" and 'name="signature"' in started["formHtml"]
    assert (result.status_code, order["status"], placed.created_from) == (200, "untouched", "Checkout")
    assert order["totals"]["grandTotalPriceAsNumber"] == cart["selection"]["totals"]["grandTotalPriceAsNumber"]
    assert [each["quantity"] for each in order["items"]] == [1, 1]
    assert order["items"][0]["line"] == cart["selection"]["items"][0]["line"] != order["items"][1]["line"]
    assert ("order", "create") in heard
    assert shopper.call("GET", "/selection").json()["order"]["order"] == order["order"]
    assert shopper.call("GET", "/receipt").json()["order"]["order"] == order["order"]
    again = shopper.call("POST", "/payment-result", {"paymentMethodFields": started["formFields"]})
    assert again.json()["errors"] == {"paymentMethod": "failed"}


def test_lines_and_totals_follow_the_documented_sums(shopper: Storefront) -> None:
    """The same item raises its line, another comment makes a new one, totals add up, tax is inside."""
    item = shopper.item()
    shopper.call("PUT", "/countries/se")
    first = shopper.call("POST", f"/items/{item}").json()["selection"]["items"][0]["line"]
    shopper.call("POST", f"/items/{item}")
    both = shopper.call("POST", f"/items/{item}", {"comment": "engraved"}).json()["selection"]
    assert [(each["quantity"], each["comment"]) for each in both["items"]] == [(2, ""), (1, "engraved")]
    assert both["items"][0]["line"] == first
    shopper.call("PUT", f"/lines/{first}/quantity/5")
    shopper.call("DELETE", f"/lines/{first}/quantity/1")
    last = shopper.call("DELETE", f"/lines/{both['items'][1]['line']}").json()["selection"]
    totals = last["totals"]
    sums = totals["itemsTotalPriceAsNumber"] + totals["shippingPriceAsNumber"] + totals["handlingCostPriceAsNumber"]
    assert totals["totalQuantity"] == 4 and totals["grandTotalPriceAsNumber"] == pytest.approx(sums)
    assert totals["grandTotalPriceTaxAsNumber"] == pytest.approx(sums / 5, abs=0.01)
    assert totals["totalDiscountPrice"] is False and totals["grandTotalPrice"].endswith("\u00a0SEK")


def test_a_country_changes_currency_and_methods(shopper: Storefront) -> None:
    """Line IDs survive, a state is required for delivery to the United States, addresses stay empty."""
    before = shopper.call("POST", f"/items/{shopper.item()}").json()
    after = shopper.call("PUT", "/countries/us/states/or").json()
    assert before["shippingMethods"] == [] and before["selection"]["shippingMethod"] == ""
    assert after["selection"]["currency"] == "USD" and after["selection"]["shippingMethod"]
    assert after["selection"]["items"][0]["line"] == before["selection"]["items"][0]["line"]
    assert (after["location"]["state"], after["selection"]["address"]["country"]) == ("OR", "")
    fields = after["paymentFields"]
    assert (fields["shippingAddress"]["state"]["required"], fields["address"]["state"]["required"]) == (True, False)


def test_vouchers_come_and_go(shopper: Storefront) -> None:
    """Percent-encoded in the path, refused when unknown."""
    voucher = next(v for v in shopper.world.centra.vouchers.values() if v.code.startswith("WELCOME"))
    voucher.code = "TEN+OFF/1"
    shopper.call("POST", f"/items/{shopper.item()}")
    added = shopper.call("POST", "/vouchers", {"voucher": "ten+off/1"}).json()["selection"]["discounts"]
    bare = shopper.send("DELETE", "/vouchers/TEN+OFF/1", headers={"API-token": shopper.token})
    removed = shopper.call("DELETE", "/vouchers/TEN%2BOFF%2F1").json()["selection"]["discounts"]
    unknown = shopper.call("POST", "/vouchers", {"voucher": "nothing"})
    assert added["anyDiscount"] and added["discountAsNumber"] < 0 and not removed["anyDiscount"]
    assert (bare.status_code, unknown.status_code, unknown.json()["errors"]) == (404, 404, {"voucher": "not found"})


def test_a_payment_states_what_is_missing(shopper: Storefront) -> None:
    """Consent, address fields, methods, products."""
    empty = shopper.start_payment()
    shopper.call("POST", f"/items/{shopper.item()}")
    without_consent = shopper.start_payment(termsAndConditions=False)
    shopper.call("POST", "/logout")
    shopper.call("POST", f"/items/{shopper.item()}")
    incomplete = shopper.call("POST", "/payment", {**PAGES, "termsAndConditions": True, "address": {"country": "se"}})
    unknown = shopper.start_payment(paymentMethod="nobody")
    unshippable = shopper.start_payment(address={**ADDRESS, "country": "JP"})
    assert empty.json()["errors"] == {"selection": "no products"}
    assert without_consent.json()["errors"] == {"termsAndConditions": "must be true"}
    assert incomplete.json()["errors"]["address.email"] == "required"
    assert (unknown.status_code, unknown.json()["errors"]) == (404, {"paymentMethod": "not found"})
    assert "address.country" in unshippable.json()["errors"]


def test_sold_out_items_stop_a_payment_with_410(shopper: Storefront) -> None:
    """They can be put into the cart; the payment takes them out and says how many there were."""
    item = shopper.sold_out_item()
    assert shopper.call("POST", f"/items/{item}/quantity/3").status_code == 200
    answer = shopper.start_payment()
    body = answer.json()
    lost = {"item": item, "product": item.split("-")[0], "originalQuantity": 3, "unavailable": 3, "available": 0}
    assert (answer.status_code, body["unavailable"], body["selection"]["items"]) == (410, [lost], [])
    assert body["errors"]


@pytest.mark.parametrize(
    ("method", "action"),
    [("dummy", "form"), ("card", "redirect"), ("invoice", "success"), ("express-pay", "form"), ("external-payment", "external")],
)
def test_every_payment_method_has_its_action(shopper: Storefront, method: str, action: str) -> None:
    """The documented actions, each by one plugin of the store."""
    shopper.call("POST", f"/items/{shopper.item()}")
    assert shopper.start_payment(paymentMethod=method).json()["action"] == action


def test_an_external_payment_wants_a_signature(shopper: Storefront) -> None:
    """201 with the right one, 412 with messages for another amount or a wrong signature."""
    shopper.call("POST", f"/items/{shopper.item()}")
    selection = shopper.start_payment(paymentMethod="external-payment").json()["selection"]
    total = shopper.call("GET", "/selection").json()["selection"]["totals"]["grandTotalPriceAsNumber"]
    stamp = int(time.time())
    payload = f"{selection}:{total:.2f}:SEK:{stamp}:ref-1:true"
    digest = hmac.new(shopper.world.secrets.external_payment.encode(), payload.encode(), hashlib.sha256).hexdigest()
    fields = {
        "selection": selection,
        "signature": base64.b64encode(digest.encode()).decode(),
        "currency": "SEK",
        "amount": f"{total:.2f}",
        "timestamp": stamp,
        "transactionReference": "ref-1",
        "success": True,
        "transaction": {},
    }
    bad = [{**fields, "currency": "USD"}, {**fields, "signature": "é"}, {**fields, "timestamp": "now"}]
    refused = [shopper.call("POST", "/payment-result", {"paymentMethodFields": each}) for each in bad]
    assert [each.status_code for each in refused] == [412, 412, 412]
    assert refused[0].json()["messages"] == ["Mismatched currency: USD, basket currency: SEK"]
    assert shopper.call("POST", "/payment-result", {"paymentMethodFields": fields}).status_code == 201


def test_customers_register_log_in_and_out(shopper: Storefront) -> None:
    """The documented statuses and reasons; the login is bound to the token."""
    body = {"email": "New.Person@example.com", "password": "hello", "address": {"firstName": "New", "country": "se"}}
    weak = shopper.call("POST", "/register", {**body, "password": "four"})
    made = shopper.call("POST", "/register", body)
    twice = shopper.call("POST", "/register", body)
    assert (weak.status_code, weak.json()["errors"]) == (406, {"password": "not valid"})
    assert made.json()["loggedIn"]["firstName"] == "New"
    assert (twice.status_code, twice.json()["errors"]) == (409, {"email": "already registered"})
    shopper.call("POST", f"/items/{shopper.item()}")
    gone = shopper.call("POST", "/logout").json()
    assert "loggedIn" not in gone and gone["selection"]["items"] == []
    emails = ("new.person@example.com", "nobody@example.com")
    wrong = [shopper.call("POST", f"/login/{each}", {"password": "wrong"}) for each in emails]
    assert [(each.status_code, each.json()["errors"]) for each in wrong] == [(406, {"password": "incorrect"})] * 2
    back = shopper.call("POST", "/login/new.person%40example.com", {"password": "hello"}).json()
    assert len(back["selection"]["items"]) == 1 and back["loggedIn"]["email"] == "New.Person@example.com"


def test_only_own_orders_are_read_and_paged(shopper: Storefront) -> None:
    """403 without a login; all own orders with it, or a page of them."""
    refused = shopper.call("POST", "/orders", {})
    customer = shopper.log_in()
    own = {str(o.number) for o in shopper.world.centra.orders.values() if o.customer_id == customer.id}
    every = shopper.call("POST", "/orders").json()
    page = shopper.call("POST", "/orders", {"from": 0, "size": 1}).json()
    assert (refused.status_code, refused.json()["errors"]) == (403, {"accessRight": "denied"})
    assert {each["order"] for each in every["orders"]} == own
    assert page["ordersPaging"] == {"from": 0, "size": 1, "totalSize": len(own)} and len(page["orders"]) == 1


def test_a_customer_changes_address_email_and_password(shopper: Storefront) -> None:
    """And logs in with the new ones."""
    customer = shopper.log_in()
    old = customer.password
    assert shopper.call("PUT", "/address", {"city": "Visby"}).json()["loggedIn"]["city"] == "Visby"
    assert shopper.call("PUT", "/email", {"newEmail": "moved@example.com"}).status_code == 200
    assert shopper.call("PUT", "/password", {"password": "wrong", "newPassword": "secret"}).status_code == 406
    assert shopper.call("PUT", "/password", {"password": old, "newPassword": "secret"}).status_code == 200
    assert shopper.call("POST", "/login/moved@example.com", {"password": "secret"}).status_code == 200


def test_the_newsletter_hides_its_honeypot(shopper: Storefront) -> None:
    """Same answer, no subscription; bad addresses are refused."""
    known = len(shopper.world.centra.newsletter)
    trapped = shopper.call("POST", "/newsletter-subscription/bot%40example.com", {"email_field": "x"})
    after_trap = len(shopper.world.centra.newsletter)
    good = shopper.call("POST", "/newsletter-subscription/me%2Bnews%40example.com", {"country": "se"})
    bad = shopper.call("POST", "/newsletter-subscription/me+news@example.com")
    assert trapped.json() == good.json() and trapped.status_code == good.status_code == 200
    assert (after_trap, len(shopper.world.centra.newsletter)) == (known, known + 1)
    assert bad.json()["errors"] == {"email": "Expected type e-mail"}


def test_nothing_is_added_to_a_contract_whose_payment_was_purged(shopper: Storefront) -> None:
    """The last of its subscriptions was cancelled before."""
    centra = shopper.world.centra
    contract = next(iter(centra.contracts.values()))
    shopper.log_in(centra.customers[contract.customer_id])
    listed = shopper.call("POST", "/customer/subscriptions").json()["contracts"][0]["subscriptions"]
    for each in listed:
        shopper.call("PUT", "/subscription/status", {"subscription": int(each["subscription"]), "status": "cancelled"})
    more = {"item": listed[0]["item"], "subscriptionPlan": int(listed[0]["subscriptionPlan"]), "nextOrderDate": "2099-01-01"}
    answer = shopper.call("POST", f"/customer/contracts/{contract.id}/subscription", more)
    assert (answer.status_code, answer.json()["errors"]) == (406, {"paymentMethod": "not valid"})


def test_subscriptions_belong_to_the_login(shopper: Storefront) -> None:
    """Listed by contract, paused and resumed, cancelled for good."""
    contract = next(iter(shopper.world.centra.contracts.values()))
    assert shopper.call("POST", "/customer/subscriptions").status_code == 403
    shopper.log_in(shopper.world.centra.customers[contract.customer_id])
    contracts = shopper.call("POST", "/customer/subscriptions").json()["contracts"]
    number = int(contracts[0]["subscriptions"][0]["subscription"])
    steps = [
        shopper.call("PUT", "/subscription/status", {"subscription": number, "status": each}).status_code
        for each in ("paused", "active", "cancelled", "active", "asleep")
    ]
    assert steps == [200, 200, 200, 406, 406]
    moved = shopper.call("PUT", "/subscription/address", {"contract": contract.id, "city": "Ystad"})
    abroad = shopper.call("PUT", "/subscription/address", {"contract": contract.id, "country": "JP"})
    foreign = shopper.call("PUT", "/subscription/address", {"contract": 99999, "city": "Ystad"})
    assert [each.status_code for each in (moved, abroad, foreign)] == [200, 406, 404]


def test_answers_hold_what_the_pages_show_and_no_more(shopper: Storefront) -> None:
    """Location, languages and who is logged in."""
    customer = shopper.log_in()
    answer = shopper.call("PUT", f"/countries/{customer.address.country}").json()
    names = {"country", "name", "state", "stateName", "eu", "shipTo", "language"}
    address = {"firstName", "lastName", "address1", "address2", "zipCode", "city", "state", "country", "phoneNumber"}
    assert set(answer["location"]) == names
    assert [set(each) for each in answer["languages"]] == [{"language", "name"}] * 3
    assert set(answer["loggedIn"]) == address | {"email"}


def test_the_order_history_is_as_its_sample_has_it(shopper: Storefront) -> None:
    """Without what orders tell nowadays: notes, language, reductions and comments of lines, the VAT number."""
    shopper.log_in()
    order = shopper.call("POST", "/orders", {"size": 1}).json()["orders"][0]
    assert not {"language", "additionalNotes"} & set(order) and "vatNumber" not in order["address"]
    assert not {"category", "productUrl", "comment", "priceEachReduction"} & set(order["items"][0])
