"""The six operations of the Subscription API, and what it says to nonsense."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from subscription_client import SubscriptionMock


def test_packages_have_a_price_in_the_pricelist(mock: SubscriptionMock) -> None:
    """Only active ones are listed; there is no status; the example's currency code finds a pricelist too."""
    pricelist = next(each for each in mock.world.centra.pricelists.values() if each.status == "ACTIVE")
    answer = mock.ask("GET", f"packages?pricelist={pricelist.name}")
    active = [each.id for each in mock.world.centra.packages.values() if each.status == "active"]
    assert list(answer) == ["packages"]
    assert [each["id"] for each in answer["packages"]] == active
    first = answer["packages"][0]
    assert (type(first["price"]), type(first["products"][0]["id"])) == (str, str)
    assert mock.ask("GET", f"packages?pricelist={pricelist.currency_code}")["packages"]
    assert mock.ask("GET", "packages")["error"] is True


def test_a_subscription_is_complete_once_it_is_paid(mock: SubscriptionMock) -> None:
    """Ids are numbers, amounts are text; the payment answers the subscription flat."""
    made = mock.ask("POST", "order", [*mock.draft(), ("interval", "2"), ("intervaltype", "M")])
    assert (made["status"], type(made["id"]), type(made["payment"]["value"])) == ("ok", int, str)
    listed = mock.ask("GET", f"subscriptions/{made['id']}")["subscriptions"][0]
    assert listed["status"] not in ("active", "paused", "cancelled")
    assert (listed["interval"], listed["intervalType"], listed["address"]["firstName"]) == (2, "Month", "Ines")
    fields = [("id", str(made["id"])), ("payment", "dummy"), ("reference", "r-1")]
    paid = mock.ask("POST", "payment", fields)
    assert (paid["status"], paid["id"], paid["receipt"]) == ("ok", made["id"], None)
    assert not {"pricelist", "packages", "customer", "subscriptions"} & set(paid)
    found = mock.ask("GET", "subscriptions?customerEmail=ines@example.com")["subscriptions"]
    assert [(each["id"], each["status"]) for each in found] == [(made["id"], "active")]


def test_the_first_order_comes_after_the_day_of_the_start(mock: SubscriptionMock) -> None:
    """Without a day it starts today, every 14 days."""
    for fields, start, next_order in (
        ([("startdate", "2031-01-31")], "2031-01-31", "2031-02-01"),
        ([], f"{date.today()}", f"{date.today() + timedelta(days=1)}"),
    ):
        made = mock.ask("POST", "order", [*mock.draft(), *fields])
        shown = mock.ask("GET", f"subscriptions/{made['id']}")["subscriptions"][0]
        assert (shown["startDate"], shown["nextOrderDate"]) == (start, next_order)
        assert (shown["interval"], shown["intervalType"]) == (14, "Day")


def test_payments_by_klarna_leave_a_receipt(mock: SubscriptionMock) -> None:
    """A snippet of HTML."""
    made = mock.ask("POST", "order", [*mock.draft(), ("payment", "klarna-invoice")])
    paid = mock.ask("POST", "payment", [("id", str(made["id"])), ("payment", "klarna-invoice")])
    assert paid["receipt"].startswith("<div")


def test_a_cancelled_subscription_is_not_restored_by_its_payment(mock: SubscriptionMock) -> None:
    """It was cancelled before anybody paid."""
    made = mock.ask("POST", "order", mock.draft())["id"]
    mock.ask("PUT", f"subscription/{made}", [("status", "cancelled")])
    answer = mock.ask("POST", "payment", [("id", str(made)), ("payment", "dummy")])
    assert answer == {"status": "Cannot restore cancelled subscription", "error": True}


def test_a_paid_subscription_that_was_cancelled_is_not_restored_by_paying_again(mock: SubscriptionMock) -> None:
    """The second payment is refused as the first would be."""
    made = mock.ask("POST", "order", mock.draft())["id"]
    pay = [("id", str(made)), ("payment", "dummy")]
    mock.ask("POST", "payment", pay)
    mock.ask("PUT", f"subscription/{made}", [("status", "cancelled")])
    assert mock.ask("POST", "payment", pay) == {"status": "Cannot restore cancelled subscription", "error": True}
    assert mock.ask("GET", f"subscriptions/{made}")["subscriptions"][0]["status"] == "cancelled"


def test_an_update_does_not_take_the_place_of_the_payment(mock: SubscriptionMock) -> None:
    """What is not paid does not become active; once it is paid it does."""
    made = mock.ask("POST", "order", mock.draft())["id"]
    refused = mock.ask("PUT", f"subscription/{made}", [("status", "active")])
    assert (refused["error"], "subscriptions" in refused) == (True, False)
    mock.ask("PUT", f"subscription/{made}", [("status", "paused")])
    assert mock.ask("PUT", f"subscription/{made}", [("status", "active")]) == refused
    mock.ask("POST", "payment", [("id", str(made)), ("payment", "dummy")])
    assert mock.ask("PUT", f"subscription/{made}", [("status", "active")])["subscriptions"][0]["status"] == "active"


def test_a_start_on_the_last_day_of_all_is_refused(mock: SubscriptionMock) -> None:
    """No order could come after it."""
    answer = mock.ask("POST", "order", [*mock.draft(), ("startdate", "9999-12-31")])
    assert answer == {"status": "Could not register customer", "error": True, "errors": ["startdate"]}


def test_the_lie_that_deletes_knows_only_what_there_is(mock: SubscriptionMock) -> None:
    """Anything else is answered as if it were not told."""
    made = mock.some("paused").id
    mock.tell("can-be-deleted")
    assert mock.send("DELETE", "subscription/1").status_code == 405
    assert mock.ask("DELETE", f"subscription/{made}") == {"status": "ok"}
    assert mock.ask("GET", f"subscriptions/{made}") == {"status": "Subscription not found", "error": True}


@pytest.mark.parametrize("is_paid", [True, False], ids=["paid", "not paid"])
def test_the_lie_about_paying_for_what_is_cancelled_revives_it(mock: SubscriptionMock, is_paid: bool) -> None:
    """Whether it was paid before or not."""
    made = mock.ask("POST", "order", mock.draft())["id"]
    pay = [("id", str(made)), ("payment", "dummy")]
    if is_paid:
        mock.ask("POST", "payment", pay)
    mock.ask("PUT", f"subscription/{made}", [("status", "cancelled")])
    mock.tell("cancelled-can-be-paid")
    assert mock.ask("POST", "payment", pay)["status"] == "ok"
    assert mock.ask("GET", f"subscriptions/{made}")["subscriptions"][0]["status"] == "active"


def test_the_paths_of_the_examples_lead_to_the_same(mock: SubscriptionMock) -> None:
    """They leave a segment out that the headings have."""
    made = mock.some("active")
    email = mock.world.centra.customers[made.customer_id].email
    for short, full in (
        (f"{made.id}", f"subscriptions/{made.id}"),
        (f"?customerEmail={email}", f"subscriptions?customerEmail={email}"),
    ):
        assert mock.ask("GET", short) == mock.ask("GET", full)


def test_a_failed_payment_completes_nothing(mock: SubscriptionMock) -> None:
    """What the provider sent says so."""
    made = mock.ask("POST", "order", mock.draft())["id"]
    fields = [("id", str(made)), ("payment", "dummy"), ("result", "failed")]
    assert mock.ask("POST", "payment", fields) == {"status": "Could not register customer", "error": True}


def test_missing_fields_are_named(mock: SubscriptionMock) -> None:
    """The reason is in status, the fields are in errors."""
    fields = [field for field in mock.draft() if field[0] not in ("email", "payment")]
    answer = mock.ask("POST", "order", fields)
    assert answer == {"status": "Could not register customer", "error": True, "errors": ["email", "payment"]}


@pytest.mark.parametrize("payment", ["nowhere", "external-payment"])
def test_a_payment_plugin_has_to_support_subscriptions(mock: SubscriptionMock, payment: str) -> None:
    """Unknown ones and the one that is paid elsewhere do not."""
    fields = [field for field in mock.draft() if field[0] != "payment"]
    answer = mock.ask("POST", "order", [*fields, ("payment", payment)])
    assert (answer["status"], answer["error"], type(answer["message"])) == ("Bad Payment Method", True, str)


@pytest.mark.parametrize(
    "consent",
    [
        [("consent[news]", "1"), ("consent_name[news]", "News"), ("consent_version[news]", "v2")],
        [("consent[news][consent_name]", "News"), ("consent[news][consent_version]", "v2")],
    ],
    ids=["parallel maps", "nested"],
)
def test_consents_are_kept_in_both_spellings(mock: SubscriptionMock, consent: list[tuple[str, str]]) -> None:
    """An unknown key is added to the customer."""
    mock.ask("POST", "order", [*mock.draft(), *consent])
    customer = next(each for each in mock.world.centra.customers.values() if each.email == "ines@example.com")
    assert [(each.key, each.name, each.version) for each in customer.consents] == [("news", "News", "v2")]


def test_a_cancelled_subscription_stays_cancelled(mock: SubscriptionMock) -> None:
    """Active and paused follow each other freely."""
    made = mock.some("active")
    for status in ("paused", "active", "cancelled"):
        answer = mock.ask("PUT", f"subscription/{made.id}", [("status", status)])
        assert (answer["status"], answer["subscriptions"][0]["status"]) == ("ok", status)
    for status, text in (("active", "Cannot restore cancelled subscription"), ("asleep", "Invalid status provided")):
        assert mock.ask("PUT", f"subscription/{made.id}", [("status", status)]) == {"status": text, "error": True}


@pytest.mark.parametrize("number", ["1", "0", "-1", "x", "9" * 40, "%00", "1.5"])
def test_an_unknown_subscription_is_not_found(mock: SubscriptionMock, number: str) -> None:
    """Reading and changing it are answered alike."""
    expected = {"status": "Subscription not found", "error": True}
    assert mock.ask("GET", f"subscriptions/{number}") == expected
    assert mock.ask("PUT", f"subscription/{number}", [("status", "active")]) == expected


@pytest.mark.parametrize("headers", [{}, {"API-Authorization": "wrong"}])
def test_without_the_right_secret_nothing_is_answered(mock: SubscriptionMock, headers: dict[str, str]) -> None:
    """A missing and a wrong secret are refused alike."""
    assert mock.send("GET", "packages?pricelist=EUR", headers=headers).status_code == 401


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [("DELETE", "subscription/1", 405), ("GET", "orders", 404), ("POST", "packages", 405), ("GET", "order", 405)],
)
def test_what_no_page_documents_does_not_exist(mock: SubscriptionMock, method: str, path: str, status: int) -> None:
    """Nothing can be deleted, and there are no other lists."""
    assert mock.send(method, path).status_code == status


@pytest.mark.parametrize(
    ("body", "status"),
    [
        (b'{"name": "Ines"}', 200),
        (b"\xff\x00%%%&&&===[[[]]]", 200),
        (b"package[" * 1000, 200),
        (b"&".join(b"a%d=1" % each for each in range(2000)), 400),
        (b"a=" + b"x" * (5 * 1024 * 1024), 413),
    ],
    ids=["json", "bytes", "brackets", "many", "huge"],
)
def test_a_hostile_form_is_refused(mock: SubscriptionMock, body: bytes, status: int) -> None:
    """Nothing that a client sends brings the mock down."""
    response = mock.send("POST", "order", content=body)
    assert response.status_code == status
    assert response.json()["error"] is True
