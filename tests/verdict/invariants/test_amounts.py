"""The amounts of one answer, against the numbers of the pages: 3 x 100, 300 + 50 + 13 = 363, of which 72.60 are tax."""

from __future__ import annotations

import pytest
from hand_made import LINE_B, answer, line, slips, totals, turn

from centra_contracts.contract.model import Json

_CALL = "GET /selection"


@pytest.mark.parametrize("name", ["lines-add-up", "total-adds-up", "methods-are-charged", "tax-is-inside", "money-is-written"])
def test_the_sample_of_the_order_flow_holds(name: str) -> None:
    """The selection that is shown after the way back to Sweden fits in every way."""
    assert slips(name, turn(_CALL, answer())) == []


@pytest.mark.parametrize("name", ["lines-add-up", "total-adds-up", "methods-are-charged", "tax-is-inside"])
@pytest.mark.parametrize("body", [{"errors": {"item": "not found"}}, None, [], "text", {"selection": []}, {"selection": {}}])
def test_what_is_no_selection_is_not_judged(name: str, body: Json) -> None:
    """Refusals and answers of another form are left to the invariant that demands whole answers."""
    assert slips(name, turn(_CALL, body)) == []


def test_a_line_costs_its_price_times_its_pieces() -> None:
    """3 x 100 are not 200."""
    (slip,) = slips("lines-add-up", turn(_CALL, answer([line(totalPriceAsNumber=200)], sums=totals(itemsTotalPriceAsNumber=200))))
    assert slip == (0, "selection.items[].totalPriceAsNumber", "100 x 3", "200")


def test_lines_add_up_to_the_items() -> None:
    """Two lines of 300 and 100 are 400 and four pieces, whatever the totals say."""
    lines = [line(), line("2-1", 1, LINE_B)]
    found = slips("lines-add-up", turn(_CALL, answer(lines)))
    assert [(place, expected, observed) for _, place, expected, observed in found] == [
        ("selection.totals.itemsTotalPriceAsNumber", "400 (what the lines cost together)", "300"),
        ("selection.totals.totalQuantity", "4 (the pieces of all lines)", "3"),
    ]


def test_amounts_as_text_do_not_add_up() -> None:
    """A number is a number, not text."""
    (slip,) = slips("lines-add-up", turn(_CALL, answer([line(totalPriceAsNumber="300")])))
    assert slip[1:3] == ("selection.items[].totalPriceAsNumber", "numbers for price, pieces and total")


@pytest.mark.parametrize(
    ("sums", "expected"),
    [
        ({"grandTotalPriceAsNumber": 313}, "363 (items 300, shipping 50, handling 13)"),
        ({"totalDiscountPriceAsNumber": -30}, "333 (items 300, discount -30, shipping 50, handling 13)"),
        ({"totalDiscountPriceAsNumber": 30}, "333 (items 300, discount -30, shipping 50, handling 13)"),
        ({"taxAddedAsNumber": 10}, "373 (items 300, shipping 50, handling 13, tax added 10)"),
        ({"taxDeductedAsNumber": -72.6}, "290.4 (items 300, shipping 50, handling 13, tax deducted -72.6)"),
    ],
    ids=["without shipping", "discount", "discount without sign", "tax added", "tax deducted"],
)
def test_the_parts_add_up_to_the_grand_total(sums: dict[str, Json], expected: str) -> None:
    """Every part that applies counts, and false counts as nothing."""
    (slip,) = slips("total-adds-up", turn(_CALL, answer(sums=totals(**sums))))
    assert slip[1:3] == ("selection.totals.grandTotalPriceAsNumber", expected)


def test_a_part_that_is_text_is_told() -> None:
    """The part is named, not the sum that cannot be made."""
    (slip,) = slips("total-adds-up", turn(_CALL, answer(sums=totals(shippingPriceAsNumber="50"))))
    assert slip[1:3] == ("selection.totals.shippingPriceAsNumber", "a number or false")


@pytest.mark.parametrize(
    ("sums", "place"),
    [
        ({"handlingCostPriceAsNumber": 0}, "selection.totals.handlingCostPriceAsNumber"),
        ({"shippingPriceAsNumber": 100}, "selection.totals.shippingPriceAsNumber"),
    ],
    ids=["handling", "shipping"],
)
def test_the_chosen_methods_are_charged(sums: dict[str, Json], place: str) -> None:
    """Another price than that of the chosen method is told."""
    assert [slip[1] for slip in slips("methods-are-charged", turn(_CALL, answer(sums=totals(**sums))))] == [place]


def test_shipping_may_be_free() -> None:
    """From an amount on, or by a voucher."""
    assert slips("methods-are-charged", turn(_CALL, answer(sums=totals(shippingPriceAsNumber=0)))) == []


@pytest.mark.parametrize(("inside", "breaks"), [(72.6, False), (60, False), (59.9, True), (72.7, True), (0, True)])
def test_the_total_holds_the_tax_of_the_goods_at_least_and_its_own_at_most(inside: float, breaks: bool) -> None:
    """300 at 25 percent hold 60, 363 hold 72.60: what lies between may be a setting."""
    found = slips("tax-is-inside", turn(_CALL, answer(sums=totals(grandTotalPriceTaxAsNumber=inside))))
    assert bool(found) is breaks


def test_a_piece_without_tax_costs_less() -> None:
    """100 with 25 percent are 80 without."""
    (slip,) = slips("tax-is-inside", turn(_CALL, answer([line(priceEachWithoutTaxAsNumber=75)])))
    assert slip[1:] == ("selection.items[].priceEachWithoutTaxAsNumber", "100.0 without 25.0 percent", "75.0")


def test_where_tax_is_deducted_nothing_is_said_of_it() -> None:
    """Such prices hold no tax: the sample of the exempt order."""
    assert slips("tax-is-inside", turn(_CALL, answer(sums=totals(taxDeductedAsNumber=-20.6, grandTotalPriceTaxAsNumber=9)))) == []


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("100.00 SEK", 100),  # an ordinary blank
        ("100.0\u00a0SEK", 100),
        ("100\u00a0SEK", 100),
        ("101.00\u00a0SEK", 100),
        ("-100.00\u00a0SEK", 100),
        ("100.00\u00a0EUR", 100),
        (100, 100),
        (None, 100),
        ("0.00\u00a0SEK", False),
        ("100.00\u00a0SEK", "100"),
    ],
)
def test_money_that_is_written_otherwise_is_told(text: Json, number: Json) -> None:
    """Text, number and the format of the currency agree."""
    (slip,) = slips("money-is-written", turn(_CALL, answer([line(priceEach=text, priceEachAsNumber=number)])))
    assert slip[1] == "selection.items[].priceEach"


@pytest.mark.parametrize(
    ("text", "number"),
    [("100.00\u00a0SEK", 100), ("1\u00a0000.50\u00a0SEK", 1000.5), ("1000.50\u00a0SEK", 1000.5), ("-20.60\u00a0SEK", -20.6)],
)
def test_money_in_the_format_of_the_currency_holds(text: Json, number: Json) -> None:
    """Thousands are apart or not."""
    assert slips("money-is-written", turn(_CALL, answer([line(priceEach=text, priceEachAsNumber=number)]))) == []


@pytest.mark.parametrize(
    ("text", "holds"), [("$\u00a0-21\u00a0USD", True), ("$\u00a0-20\u00a0USD", False), ("-$\u00a021\u00a0USD", False)]
)
def test_a_currency_without_digits_rounds(text: str, holds: bool) -> None:
    """The sample of the orders: -20.6 beside "$ -21 USD"."""
    body = answer([], currency="USD", sums={"taxDeducted": text, "taxDeductedAsNumber": -20.6})
    body |= {"paymentMethods": [], "shippingMethods": []}
    assert (slips("money-is-written", turn(_CALL, body)) == []) is holds


def test_the_format_is_that_of_the_currency() -> None:
    """A selection in one currency is not written in another."""
    body = answer()
    body["selection"]["currencyFormat"]["currency"] = "EUR"
    (slip,) = slips("money-is-written", turn(_CALL, body))
    assert slip[1:] == ("selection.currencyFormat.currency", '"SEK"', '"EUR"')
