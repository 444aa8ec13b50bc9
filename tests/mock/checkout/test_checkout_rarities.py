"""What few stores have, as the webshop shows it: rare sizes, letters, pictures, payments, visitors."""

from __future__ import annotations

from typing import Any

import pytest
from checkout_shopper import ADDRESS, PAGES, Storefront

from centra_mock.faces.checkout.geo_ip import caller_of, country_at
from centra_mock.profile import profile_of

SEEDS = (1, 2, 7, 42)


def _named(shopper: Storefront, beginning: str) -> dict[str, Any]:
    return next(each for each in shopper.products() if each["name"].startswith(beginning))


@pytest.mark.parametrize("seed", SEEDS)
def test_sizes_have_a_place_in_a_table_of_two_axes(seed: int) -> None:
    """The name of an item is its column, the divider and its row; every place is taken once."""
    jeans = _named(Storefront(seed), "Hemlock Jeans")
    table = jeans["itemTable"]
    names = {(each["itemTableX"], each["itemTableY"]): each["name"] for each in jeans["items"]}
    assert table == {"x": ["W28", "W30", "W32"], "y": ["L30", "L32"], "dividerSymbol": "/"}
    assert names == {(x, y): f"{left}/{right}" for x, left in enumerate(table["x"]) for y, right in enumerate(table["y"])}


@pytest.mark.parametrize("seed", SEEDS)
@pytest.mark.parametrize("phrase", ["Grön", "gron", "små", "sma", "rosé", "rose cardigan", "ecru selje", "crdigan gron"])
def test_letters_with_marks_are_found_with_and_without_them(seed: int, phrase: str) -> None:
    """In the name of a variant and in a description, beside other words, nearly spelt too."""
    assert any(each["name"].startswith("Selje Cardigan") for each in Storefront(seed).products(search=phrase))


def test_a_product_without_pictures_has_an_empty_list(shopper: Storefront) -> None:
    """Where others have pictures by size."""
    plain, other = _named(shopper, "Lykke Scarf"), _named(shopper, "Hemlock Jeans")
    assert (plain["media"], plain["mediaObjects"]) == ([], [])
    assert set(other["media"]) == {"thumb", "standard", "full"}


def test_a_picture_has_a_caption(shopper: Storefront) -> None:
    """Beside its files, named by attribute and element; the other pictures have none."""
    captions = [each["attributes"] for each in _named(shopper, "Selje Cardigan")["mediaObjects"]]
    assert captions[0] == {"caption_description": "Selje Cardigan Grön, worn open"}
    assert not any(captions[1:])


def test_colours_have_a_name_and_a_code_to_filter_by(shopper: Storefront) -> None:
    """The filter tells of a value what the product tells."""
    answer = shopper.call("POST", "/products", {"swatch.desc": ["Grön"]}).json()
    values = next(each["values"] for each in answer["filter"] if each["field"] == "swatch.desc")
    data = next(each["data"] for each in values if each["value"] == "Grön")
    assert data == {"desc": "Grön", "hex": "#2f7d4a"}
    assert answer["products"] and all(each["name"].startswith("Selje") for each in answer["products"])
    assert data in [each["swatch"] for each in answer["products"]]


@pytest.mark.parametrize("seed", SEEDS)
def test_a_flexible_bundle_is_added_by_its_own_operation(seed: int) -> None:
    """And bought like any other product; what is none is refused there."""
    shopper = Storefront(seed)
    bundle = _named(shopper, "Sammet Set")["items"][0]["item"]
    refused = shopper.call("POST", f"/items/bundles/{shopper.item()}")
    unknown = shopper.call("POST", "/items/bundles/0-0")
    added = shopper.call("POST", f"/items/bundles/{bundle}").json()["selection"]["items"]
    fields = shopper.start_payment().json()["formFields"]
    order = shopper.call("POST", "/payment-result", {"paymentMethodFields": fields}).json()["order"]
    assert [(each.status_code, each.json()["errors"]) for each in (refused, unknown)] == [
        (404, {"item": "product item not found"})
    ] * 2
    assert [each["item"] for each in added] == [each["item"] for each in order["items"]] == [bundle]


def test_a_payment_that_cannot_be_started_says_why(shopper: Storefront) -> None:
    """Errors and messages, no action; the selection stays and can be paid otherwise."""
    shopper.call("POST", f"/items/{shopper.item()}")
    failed = shopper.start_payment(paymentMethod="dummy-fail")
    body = failed.json()
    kept = shopper.call("GET", "/selection").json()["selection"]["items"]
    assert (failed.status_code, body["errors"], "action" in body) == (412, {"paymentMethod": "failed"}, False)
    assert body["messages"] and all(isinstance(each, str) for each in body["messages"])
    assert kept and shopper.start_payment().json()["action"] == "form"


def test_a_payment_that_is_denied_says_so_by_its_action(shopper: Storefront) -> None:
    """No order, and no result to ask for."""
    shopper.call("POST", f"/items/{shopper.item()}")
    before = len(shopper.world.centra.orders)
    denied = shopper.start_payment(paymentMethod="dummy-denied")
    result = shopper.call("POST", "/payment-result", {"paymentMethodFields": {}})
    assert (denied.status_code, {key: value for key, value in denied.json().items() if key != "token"}) == (
        200,
        {"action": "failed"},
    )
    assert result.json()["errors"] == {"paymentMethod": "failed"} and len(shopper.world.centra.orders) == before
    assert "selection" in shopper.call("GET", "/selection").json()


def test_an_order_of_nothing_is_complete_at_once(shopper: Storefront) -> None:
    """With a voucher over everything and shipping that is free, whatever the method would do."""
    shopper.call("POST", f"/items/{shopper.item()}")
    shopper.call("PUT", "/countries/se")
    voucher = next(each for each in shopper.world.centra.vouchers.values() if each.code.startswith("WELCOME"))
    voucher.value = 100 * voucher.value / voucher.value if voucher.value else None
    chosen = shopper.call("PUT", "/shipping-methods/collect").json()["selection"]
    shopper.call("POST", "/vouchers", {"voucher": voucher.code})
    paid = shopper.start_payment(paymentMethod="dummy-fail").json()
    assert (chosen["shippingMethod"], chosen["totals"]["shippingPriceAsNumber"]) == ("collect", 0)
    assert (paid["action"], paid["order"]["totals"]["grandTotalPriceAsNumber"]) == ("success", 0)


def test_payment_methods_are_those_of_the_country(shopper: Storefront) -> None:
    """An invoice in Sweden, a bank account in America; a method from elsewhere cannot be chosen."""

    def methods(country: str) -> set[str]:
        answer = shopper.call("PUT", f"/countries/{country}").json()
        return {each["paymentMethod"] for each in answer["paymentMethods"]}

    sweden, america, austria = methods("se"), methods("us"), methods("at")
    assert (sweden - austria, america - austria, austria - sweden) == ({"klarna-invoice"}, {"bank-account"}, set())
    assert shopper.call("PUT", "/payment-methods/bank-account").json()["errors"] == {"paymentMethod": "not found"}


def test_one_payment_method_has_a_script_for_the_browser(shopper: Storefront) -> None:
    """The others do not mention any."""
    methods = shopper.call("GET", "/selection").json()["paymentMethods"]
    scripts = {each["paymentMethod"]: each["clientSide"] for each in methods if "clientSide" in each}
    assert list(scripts) == ["card"] and scripts["card"]["externalScript"].startswith("https://")


def test_addresses_are_searched_for_the_klarna_invoice(shopper: Storefront) -> None:
    """With an identity number, for no other method."""
    asked = {"identityNumber": "121212-1212", "paymentMethod": "klarna-invoice"}
    found = shopper.call("POST", "/address-search", asked).json()
    other = shopper.call("POST", "/address-search", {**asked, "paymentMethod": "dummy"})
    shopper.call("POST", f"/items/{shopper.item()}")
    paid = shopper.start_payment(paymentMethod="klarna-invoice", **PAGES, address=ADDRESS).json()
    assert (found["address"]["country"], other.status_code, paid["action"]) == ("SE", 404, "success")


@pytest.mark.parametrize(
    ("address", "country", "ships", "currency", "language"),
    [
        ("192.0.2.17", "SE", True, "SEK", "sv"),
        ("198.51.100.4, 10.0.0.1", "US", True, "USD", "en"),
        ("203.0.113.9", "JP", False, "EUR", "en"),
        ("2001:db8::17", "DE", True, "EUR", "de"),
        ("10.1.2.3", None, False, "EUR", "en"),
        ("nonsense", None, False, "EUR", "en"),
    ],
)
def test_visitors_are_located_by_their_address(
    shopper: Storefront, address: str, country: str | None, ships: bool, currency: str, language: str
) -> None:
    """Country, currency, language and shipping are those of the country; a state is never found."""
    answer = shopper.send("GET", "/selection", headers={"X-Forwarded-For": address}).json()
    location, selection = answer["location"], answer["selection"]
    assert (location["country"], location["state"], location["shipTo"]) == (country, None, ships)
    assert (selection["currency"], answer["language"]["language"]) == (currency, language)
    assert bool(answer["shippingMethods"]) is ships


def test_a_located_visitor_stays_where_a_choice_led(shopper: Storefront) -> None:
    """The address counts when the session begins, and no more."""
    headers = {"X-Forwarded-For": "192.0.2.17"}
    token = shopper.send("GET", "/selection", headers=headers).json()["token"]
    shopper.send("PUT", "/countries/de", headers={**headers, "API-token": token})
    again = shopper.send("GET", "/selection", headers={**headers, "API-token": token}).json()
    assert (again["location"]["country"], again["selection"]["currency"]) == ("DE", "EUR")


def test_only_this_machine_may_speak_for_others() -> None:
    """Another peer is where it is, whatever it forwards."""
    assert country_at(caller_of("198.51.100.4", "192.0.2.17")) == "US"
    assert country_at(caller_of("", "192.0.2.17")) == ""


@pytest.mark.parametrize("seed", SEEDS)
def test_the_profile_names_what_no_api_tells(seed: int) -> None:
    """The flexible bundle, the invoice with a number to try it, an address that tells a country."""
    shopper = Storefront(seed)
    known = {
        name.removeprefix("CENTRA_DATA__"): value.strip('"') for name, value in profile_of(shopper.world, "http://mock").items()
    }
    added = shopper.call("POST", f"/items/bundles/{known['FLEXIBLE_BUNDLE__ITEM']}")
    located = shopper.send("GET", "/selection", headers={"X-Forwarded-For": known["LOCATED_VISITOR__ADDRESS"]})
    searched = {
        "identityNumber": known["KLARNA_INVOICE__IDENTITY_NUMBER"],
        "paymentMethod": known["KLARNA_INVOICE__METHOD"],
    }
    assert added.status_code == 200
    assert located.json()["location"]["country"] == known["LOCATED_VISITOR__COUNTRY"]
    assert shopper.call("POST", "/address-search", searched).status_code == 200
