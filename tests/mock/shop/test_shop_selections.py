"""Selections of the Shop API: made, filled, paid; gift certificates; subscriptions of named customers."""

from __future__ import annotations

import re

from shop_backend import ADDRESS, Backend


def test_a_selection_is_made_and_filled(backend: Backend) -> None:
    """201, flat, with 32 hex characters for its ID; the added line is named."""
    made = backend.call("POST", "/selections", {"country": "se"})
    number = made.json()["selection"]
    item = backend.item()
    added = backend.call("POST", f"/selections/{number}/items/{item}")
    again = backend.call("POST", f"/selections/{number}/items/{item}", {"quantity": 2})
    read = backend.get(f"/selections/{number}")
    assert (made.status_code, added.status_code, made.json()["country"]) == (201, 201, "SE")
    assert re.fullmatch("[0-9a-f]{32}", number)
    assert (again.json()["line"], read["items"][0]["quantity"]) == (added.json()["line"], 3)
    assert read["totals"]["grandTotalPrice"].endswith("\u00a0SEK") and read["paymentMethodsAvailable"]["dummy"]


def test_selections_refuse_what_they_do_not_know(backend: Backend) -> None:
    """Countries, fields, items, selections."""
    number = backend.selection()
    answers = [
        backend.call("POST", "/selections", {"country": "zz"}),
        backend.call("POST", "/selections", {"contry": "se"}),
        backend.call("POST", f"/selections/{number}/items/0-0"),
        backend.call("GET", "/selections/ffffffffffffffffffffffffffffffff"),
    ]
    assert [(each.status_code, each.json()["errors"]) for each in answers] == [
        (400, {"country": "country not found"}),
        (400, {"contry": "unknown"}),
        (404, {"item": "product item not found"}),
        (404, {"selection": "not found"}),
    ]


def test_a_selection_becomes_an_order(backend: Backend) -> None:
    """The answer is flat, the receipt repeats it, the store has the order."""
    number = backend.selection()
    backend.call("POST", f"/selections/{number}/items/{backend.item()}")
    backend.call("PUT", f"/selections/{number}/checkout-fields", {"email": "early@example.com"})
    early = backend.world.centra.selections[number].address.email
    fields = backend.pay(number).json()["formFields"]
    order = backend.finish(number, fields).json()
    receipt = backend.get(f"/selections/{number}/receipt")
    placed = backend.world.centra.orders[int(order["order"])]
    assert (early, order["status"], placed.created_from, placed.id) == ("early@example.com", "untouched", "Shop", number)
    assert receipt["order"] == order["order"] and "affiliateHtml" in order and "affiliateHtml" not in receipt
    assert backend.finish(number, fields).json()["errors"] == {"paymentMethod": "failed"}
    assert backend.pay(number).status_code == 404


def test_an_invoice_succeeds_at_once(backend: Backend) -> None:
    """With the order's data beside the action."""
    number = backend.selection()
    backend.call("POST", f"/selections/{number}/items/{backend.item()}")
    answer = backend.pay(number, paymentMethod="invoice").json()
    assert (answer["action"], answer["status"], answer["statusDescription"]) == ("success", "untouched", "Pending")


def test_a_gift_certificate_is_bought_alone_and_delivered(backend: Backend) -> None:
    """It clears the cart, replaces another, and its paid order is complete with a voucher."""
    number = backend.selection()
    backend.call("POST", f"/selections/{number}/items/{backend.item()}")
    kinds = {each["type"]: key for key, each in backend.get("/gift-certificates").items()}
    path = f"/selections/{number}/gift-certificates"
    needs_amount = backend.call("POST", f"{path}/{kinds['anyAmount']}")
    fixed = backend.call("POST", f"{path}/{kinds['predeterminedAmount']}").json()["items"]
    free = backend.call("POST", f"{path}/{kinds['anyAmount']}/amount/120").json()["items"]
    vouchers = len(backend.world.centra.vouchers)
    fields = backend.pay(number, giftMessage="For you").json()["formFields"]
    order = backend.finish(number, fields).json()
    assert (needs_amount.status_code, needs_amount.json()["errors"]) == (400, {"amount": "not valid"})
    assert [len(fixed), len(free), free[0]["totalPriceAsNumber"]] == [1, 1, 120]
    assert (order["status"], order["giftMessage"], len(order["shipments"])) == ("ok", "For you", 1)
    assert len(backend.world.centra.vouchers) == vouchers + 1


def test_a_plan_is_put_on_a_line_and_found_as_a_subscription(backend: Backend) -> None:
    """The customer has to be logged in, which the storefront states."""
    product = next(each for each in backend.get("/products").values() if each["subscriptionPlans"])
    plan = product["subscriptionPlans"][0]["id"]
    item = next(name for name, each in product["items"].items() if min(each["stockByMarket"].values()) > 0)
    number = backend.selection()
    line = backend.call("POST", f"/selections/{number}/items/{item}").json()["line"]
    path = f"/selections/{number}/lines/{line}/subscription-plan"
    put = backend.call("PUT", f"{path}/{plan}").json()["items"][0]
    taken = backend.call("DELETE", path).json()["items"][0]
    backend.call("PUT", f"{path}/{plan}")
    customer = next(each for each in backend.world.centra.customers.values() if each.registered)
    address: dict[str, object] = {**ADDRESS, "email": customer.email}
    refused = backend.pay(number, address=address)
    before = len(backend.call("POST", f"/customers/{customer.email}/subscriptions").json()["contracts"])
    fields = backend.pay(number, address={**address, "loggedIn": True}).json()["formFields"]
    backend.finish(number, fields)
    after = len(backend.call("POST", f"/customers/{customer.email}/subscriptions").json()["contracts"])
    assert (put["subscriptionPlan"], "subscriptionPlan" in taken) == (plan, False)
    assert (refused.status_code, after - before) == (403, 1)


def test_subscriptions_are_managed_for_a_named_customer(backend: Backend) -> None:
    """Status, plan, quantity, address and stored payment."""
    contract, email = backend.contract()
    known = backend.call("POST", f"/customers/{email}/subscriptions").json()["contracts"][0]["subscriptions"][0]
    number, owner = int(known["subscription"]), f"/customers/{email}"
    quantity = f"{owner}/contracts/{contract.id}/subscription/{number}"
    answers = [
        backend.call("PUT", quantity, {"quantity": 2}),
        backend.call("PUT", quantity, {"quantity": 0}),
        backend.call("PUT", "/subscription/interval", {"subscription": number, "subscriptionPlan": 999999}),
        backend.call("PUT", "/subscription/status", {"subscription": number, "status": "paused"}),
        backend.call("PUT", "/subscription/address", {"customer": email, "contract": contract.id, "city": "Ystad"}),
        backend.call("POST", f"{owner}/stored/payment-methods", {"contract": contract.id}),
        backend.call("POST", f"{owner}/contracts/{contract.id}/subscription", {"item": known["item"]}),
        backend.call("POST", "/customers/nobody@example.com/subscriptions"),
    ]
    assert [each.status_code for each in answers] == [200, 406, 404, 200, 200, 200, 406, 404]
    body = {"contracts": [contract.id], "paymentMethod": "card", **{f"payment{each}Page": "x" for each in ("Return", "Failed")}}
    started = backend.call("POST", f"{owner}/stored/payment", body).json()
    fields = {"paymentMethodFields": {"centraPaymentMethod": "card", "order_id": "1"}}
    finished = backend.call("POST", f"{owner}/stored/payment-result", fields).json()
    assert (started["action"], finished["status"], finished["contractIds"]) == ("form", "ok", [contract.id])


def test_login_checks_credentials_and_nothing_else(backend: Backend) -> None:
    """Right and wrong password; no session comes of it."""
    customer = next(each for each in backend.world.centra.customers.values() if each.registered)
    right = backend.call("POST", f"/customers/{customer.email}/login", {"password": customer.password})
    wrong = backend.call("POST", f"/customers/{customer.email}/login", {"password": "wrong"})
    assert (right.status_code, right.json()["email"], "token" in right.json()) == (200, customer.email, False)
    assert (wrong.status_code, wrong.json()["errors"]) == (406, {"password": "incorrect"})


def test_the_payment_is_forgotten_with_the_last_subscription_of_a_contract(backend: Backend) -> None:
    """And not before."""
    centra = backend.world.centra
    contract = next(iter(centra.contracts.values()))
    path = f"/customers/{centra.customers[contract.customer_id].email}/subscriptions"
    numbers = [each.id for each in centra.subscriptions.values() if each.contract_id == contract.id]
    shown = []
    for number in numbers:
        shown.append(backend.call("POST", path).json()["contracts"][0])
        backend.call("PUT", "/subscription/status", {"subscription": number, "status": "cancelled"})
    assert {each["paymentStatus"] for each in shown} == {"Active"}
    last = backend.call("POST", path).json()["contracts"][0]
    assert (last["paymentMethod"], last["paymentStatus"]) == (None, None)
