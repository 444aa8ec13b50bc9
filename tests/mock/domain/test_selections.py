"""Carts: prices, vouchers, countries, and what becomes of them."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest

from centra_mock.domain.catalogue import item_name, shown_items, sizes_of_variant
from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import Selection
from centra_mock.domain.orders import place_selection
from centra_mock.domain.pricing import price_of_variant, selection_totals, tax_inside
from centra_mock.domain.seed import build_centra
from centra_mock.domain.selections import (
    add_gift_certificate,
    add_item,
    add_voucher,
    change_quantity,
    create_selection,
    merge_selections,
    remove_voucher,
    set_country,
    set_payment_method,
    set_quantity,
)
from centra_mock.domain.stock import available_in_market


@pytest.fixture
def centra() -> Centra:
    return build_centra(6)


@pytest.fixture
def cart(centra: Centra) -> Selection:
    return create_selection(centra, 1, "DE")


def _items(centra: Centra, cart: Selection) -> list[str]:
    return [
        item_name(centra, each.id, size)
        for each in shown_items(centra, 1, cart.market_id)
        if price_of_variant(centra, each.variant_id, cart.pricelist_id, cart.market_id)
        for size in sizes_of_variant(centra, each.variant_id)[:1]
        if available_in_market(centra, size.id, cart.market_id) > 9
    ]


def _unpriced(centra: Centra) -> str:
    priced = {variant_id for _, variant_id in centra.prices}
    item = next(each for each in shown_items(centra, 1) if each.variant_id not in priced)
    return item_name(centra, item.id, sizes_of_variant(centra, item.variant_id)[0])


def test_the_same_item_raises_its_line_and_another_comment_makes_a_new_one(centra: Centra, cart: Selection) -> None:
    """The line keeps its id."""
    item = _items(centra, cart)[0]
    first = add_item(centra, cart, item)
    assert add_item(centra, cart, item, 2).id == first.id and first.quantity == 3
    assert add_item(centra, cart, item, comment="as a gift").id != first.id


def test_a_country_changes_currency_and_price_and_line_ids_survive(centra: Centra, cart: Selection) -> None:
    """Market, pricelist and language follow the country."""
    line = add_item(centra, cart, _items(centra, cart)[0])
    before = selection_totals(centra, cart).items
    set_country(centra, cart, "se")
    assert (cart.country, centra.pricelists[cart.pricelist_id].currency_code, cart.language_code) == ("SE", "SEK", "sv")
    assert line in cart.lines and selection_totals(centra, cart).items != before


def test_a_voucher_takes_ten_percent_off_and_comes_off_again(centra: Centra, cart: Selection) -> None:
    """Capitals do not matter."""
    add_item(centra, cart, _items(centra, cart)[0])
    plain = selection_totals(centra, cart)
    code = next(each.code for each in centra.vouchers.values() if each.name == "Welcome")
    add_voucher(centra, cart, code.lower())
    reduced = selection_totals(centra, cart)
    assert reduced.discount == (plain.items / 10).quantize(Decimal("0.01"))
    remove_voucher(centra, cart, code)
    assert selection_totals(centra, cart) == plain


REFUSED: dict[str, tuple[str, Callable[[Centra, Selection], object]]] = {
    "an unknown item": ("item-not-found", lambda c, s: add_item(c, s, "1-1")),
    "an item that is no item": ("item-not-found", lambda c, s: add_item(c, s, "' or 1=1")),
    "an item without price": ("no-price", lambda c, s: add_item(c, s, _unpriced(c))),
    "no pieces": ("quantity", lambda c, s: add_item(c, s, _items(c, s)[0], 0)),
    "more than there is": ("stock", lambda c, s: add_item(c, s, _items(c, s)[0], 9000)),
    "a line that is not there": ("line-not-found", lambda c, s: set_quantity(c, s, "0" * 32, 2)),
    "an unknown voucher": ("voucher-not-found", lambda c, s: add_voucher(c, s, "NOPE")),
    "an empty voucher": ("voucher-not-found", lambda c, s: add_voucher(c, s, "")),
    "an unknown country": ("country-not-found", lambda c, s: set_country(c, s, "XX")),
    "an unknown state": ("state-not-found", lambda c, s: set_country(c, s, "US", "ZZ")),
    "an unknown payment method": ("payment-method-not-found", lambda c, s: set_payment_method(c, s, "gold")),
    "an empty cart as an order": ("empty", lambda c, s: place_selection(c, s)),
}


@pytest.mark.parametrize("code, attempt", REFUSED.values(), ids=list(REFUSED))
def test_what_a_cart_cannot_take_is_refused(
    centra: Centra, cart: Selection, code: str, attempt: Callable[[Centra, Selection], object]
) -> None:
    """The cart stays as it was."""
    with pytest.raises(DomainError) as refusal:
        attempt(centra, cart)
    assert (refusal.value.code, cart.lines, cart.voucher_codes) == (code, [], [])


def test_lowering_to_nothing_removes_the_line(centra: Centra, cart: Selection) -> None:
    """Also when more is taken than there is."""
    line = add_item(centra, cart, _items(centra, cart)[0], 2)
    assert change_quantity(centra, cart, line.id, -5) is None and cart.lines == []


def test_a_gift_certificate_is_alone_in_its_cart(centra: Centra, cart: Selection) -> None:
    """And goods push it out again."""
    item = _items(centra, cart)[0]
    add_item(centra, cart, item)
    add_gift_certificate(centra, cart, next(iter(centra.gift_certificates)))
    assert len(cart.lines) == 1 and selection_totals(centra, cart).items == 50
    add_item(centra, cart, item)
    assert [line.gift_certificate_id for line in cart.lines] == [None]


def test_a_login_merges_carts(centra: Centra, cart: Selection) -> None:
    """Pieces of the same item add up."""
    one, two = _items(centra, cart)[:2]
    add_item(centra, cart, one)
    other = create_selection(centra, 1, "DE")
    add_item(centra, other, one, 2)
    add_item(centra, other, two)
    merge_selections(centra, cart, other)
    assert [line.quantity for line in cart.lines] == [3, 1] and other.lines == []


def test_an_order_costs_what_its_cart_said(centra: Centra, cart: Selection) -> None:
    """And a cart becomes an order once."""
    from centra_mock.domain.pricing import order_totals

    add_item(centra, cart, _items(centra, cart)[0], 3)
    code = next(each.code for each in centra.vouchers.values() if each.name == "Welcome")
    add_voucher(centra, cart, code)
    cart.address.country = "DE"
    totals = selection_totals(centra, cart)
    order = place_selection(centra, cart)
    sums = order_totals(centra, order)
    assert (sums.grand_total, sums.tax_included) == (totals.grand_total, totals.tax_included)
    with pytest.raises(DomainError, match="already"):
        place_selection(centra, cart)


def test_contained_tax_is_rounded_to_two_places() -> None:
    """99.99 at 25 percent holds 20."""
    assert tax_inside(Decimal("99.99"), Decimal(25)) == Decimal("20.00")
