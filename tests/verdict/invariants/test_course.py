"""What calls make of a selection, turn by turn, with selections made by hand."""

from __future__ import annotations

import pytest
from hand_made import LINE_A, LINE_B, answer, line, looks, slips, totals, turn

from centra_contracts.contract.model import Json
from centra_contracts.verdict.context import Turn
from centra_contracts.verdict.invariants.selection import path_of_calls

_COUNTRY = "PUT /countries/SE"
_ADD = "POST /items/1-1"
_EMPTY = answer([])
_VOUCHER: Json = {"voucher": "TEN", "priceOffAsNumber": -30}


def _opened(*turns: Turn) -> tuple[Turn, ...]:
    return (turn(_COUNTRY, _EMPTY), *turns)


def _of(quantity: int, item: str = "1-1", line_id: str = LINE_A) -> dict[str, Json]:
    return line(item, quantity, line_id)


def test_each_call_is_answered_with_the_whole_selection() -> None:
    """A refusal is told by the operation, whatever the item was."""
    walk = _opened(turn(_ADD, answer()), turn("POST /items/9-9", {"errors": {"item": "not found"}}))
    (slip,) = slips("answers", *walk)
    assert slip[:3] == (2, "POST /items/{item}", "the whole selection")


def test_taking_off_more_than_there_is_may_be_refused() -> None:
    """No page says what becomes of it."""
    refused = turn(f"DELETE /lines/{LINE_A}/quantity/3", {"errors": {"quantity": "not valid"}})
    assert slips("answers", *_opened(turn(_ADD, answer([_of(1)])), refused)) == []
    assert len(slips("answers", *_opened(turn(_ADD, answer([_of(3)])), refused))) == 1


@pytest.mark.parametrize(
    ("call", "after", "holds"),
    [
        (_ADD, 3, True),
        (_ADD, 2, False),
        ("POST /items/1-1/quantity/3", 5, True),
        ("POST /items/1-1/quantity/3", 3, False),
        (f"POST /lines/{LINE_A}/quantity/2", 4, True),
        (f"POST /lines/{LINE_A}/quantity/2", 2, False),
        (f"PUT /lines/{LINE_A}/quantity/1", 1, True),
        (f"PUT /lines/{LINE_A}/quantity/1", 3, False),
        (f"DELETE /lines/{LINE_A}/quantity/1", 1, True),
        (f"DELETE /lines/{LINE_A}/quantity/1", 2, False),
        (f"DELETE /lines/{LINE_A}", 0, True),
        (f"DELETE /lines/{LINE_A}", 2, False),
        ("GET /selection", 2, True),
        ("GET /selection", 1, False),
        ("PUT /countries/US", 2, True),
        ("PUT /countries/US", 0, False),
        ("POST /vouchers", 2, True),
        ("PUT /languages/de", 3, False),
        (f"DELETE /lines/{LINE_A}/quantity/9", 0, True),
        ("POST /lines/unknown", 7, True),
    ],
)
def test_pieces_follow_the_calls(call: str, after: int, holds: bool) -> None:
    """Two pieces are there before the call."""
    walk = (turn(_ADD, answer([_of(2)])), turn(call, answer([_of(after)] if after else [])))
    assert (slips("quantities-follow", *walk) == []) is holds


def test_no_other_item_follows() -> None:
    """The pieces of another line stay."""
    before = [_of(1), _of(1, "2-1", LINE_B)]
    after = [_of(3), _of(3, "2-1", LINE_B)]
    walk = (turn(_ADD, answer(before)), turn(f"PUT /lines/{LINE_A}/quantity/3", answer(after)))
    (slip,) = slips("quantities-follow", *walk)
    assert slip == (1, "selection.items[].quantity", "3 of 1-1 and 1 of 2-1", "3 of 1-1 and 3 of 2-1")


def test_a_line_keeps_its_id() -> None:
    """Another id, and a second line of the same item, are told; a voucher may split lines."""
    before = turn(_ADD, answer([_of(1)]))
    assert slips("lines-keep-ids", before, turn(_ADD, answer([_of(2)]))) == []
    (slip,) = slips("lines-keep-ids", before, turn("PUT /countries/US", answer([_of(1, line_id=LINE_B)])))
    assert slip == (1, "selection.items[].line", "the line of 1-1 as it was", "another line")
    two = [_of(1), _of(1, line_id=LINE_B)]
    (slip,) = slips("lines-keep-ids", before, turn(_ADD, answer(two)))
    assert slip[3] == "2 lines"
    assert slips("lines-keep-ids", before, turn("POST /vouchers", answer(two, vouchers=[_VOUCHER]))) == []


def test_no_two_lines_share_an_id() -> None:
    """An id stands for one line."""
    (slip,) = slips("lines-keep-ids", turn(_ADD, answer([_of(1), _of(1, "2-1", LINE_A)])))
    assert slip[2] == "an id for each line, no two alike"


def test_sessions_do_not_see_each_other() -> None:
    """A new session that is not empty, a line of another, and a country that was set in the other are told."""
    here = (turn(_COUNTRY, _EMPTY), turn(_ADD, answer([_of(1)])))
    apart = turn(_COUNTRY, _EMPTY, session="other")
    assert slips("sessions-apart", *here, apart, turn("GET /selection", answer([_of(1)]))) == []
    assert [slip[0] for slip in slips("sessions-apart", *here, turn(_COUNTRY, answer([_of(1)]), session="other"))] == [2]
    (slip,) = slips("sessions-apart", *here, turn(_COUNTRY, answer([_of(1, "2-1", LINE_B)]), session="other"))
    assert slip[2:] == ("an empty selection", "1 of 2-1")
    (slip,) = slips("sessions-apart", *here, apart, turn("GET /selection", _EMPTY))
    assert slip[2:] == ("1 of 1-1", "an empty selection")
    (slip,) = slips("sessions-apart", *here, apart, turn("GET /selection", answer([_of(1)], country="US")))
    assert slip[1:] == ("location.country", '"SE"', '"US"')


def test_a_voucher_that_is_taken_off_is_gone() -> None:
    """It stands no longer among the discounts, and the same goods cost what they did."""
    less = totals(grandTotalPriceAsNumber=333, totalDiscountPriceAsNumber=-30)
    on = turn("POST /vouchers", answer(vouchers=[_VOUCHER], sums=less))
    off = "DELETE /vouchers/TEN"
    before = _opened(turn(_ADD, answer()), on)
    assert slips("voucher-comes-off", *before, turn(off, answer())) == []
    (slip,) = slips("voucher-comes-off", *before, turn(off, answer(vouchers=[_VOUCHER])))
    assert slip[1:3] == ("selection.discounts.vouchers", "the voucher is gone")
    (slip,) = slips("voucher-comes-off", *before, turn(off, answer(sums=totals(grandTotalPriceAsNumber=333))))
    assert (slip[0], slip[1]) == (3, "selection.totals.grandTotalPriceAsNumber")
    assert looks("voucher-comes-off", *before) == 0
    other_goods = turn(_ADD, answer([_of(4)], vouchers=[_VOUCHER], sums=less))
    assert slips("voucher-comes-off", *before, other_goods, turn(off, answer([_of(4)]))) == []


def test_a_country_comes_back_with_its_prices() -> None:
    """There and back the currency and the price of each item are what they were; a voucher may change them."""
    abroad = turn("PUT /countries/US", answer([line(priceEachAsNumber=10)], country="US", currency="USD"))
    before = (turn(_COUNTRY, _EMPTY), turn(_ADD, answer()), abroad)
    assert slips("country-comes-back", *before, turn(_COUNTRY, answer())) == []
    assert looks("country-comes-back", *before) == 0
    (slip,) = slips("country-comes-back", *before, turn(_COUNTRY, answer([line(priceEachAsNumber=101)])))
    assert slip == (3, "selection.items[].priceEachAsNumber", "100.0 for 1-1, as before in SE", "101.0")
    (slip,) = slips("country-comes-back", *before, turn(_COUNTRY, answer(currency="USD")))
    assert slip[1:] == ("selection.currency", '"SEK"', '"USD"')


def test_a_country_has_the_currency_that_is_listed_for_it() -> None:
    """The list of countries stands in the same answer."""
    body = {**answer([], country="US"), "countries": [{"country": "US", "currency": "USD"}]}
    (slip,) = slips("country-comes-back", turn("PUT /countries/US", body))
    assert slip == (0, "selection.currency", '"USD", as US is listed', '"SEK"')


@pytest.mark.parametrize(
    ("after", "place"),
    [
        (answer(language="de"), None),
        (answer(), "language.language"),
        (answer([_of(2)], language="de"), "selection.items[].quantity"),
        (answer([_of(3, line_id=LINE_B)], language="de"), "selection.items[].line"),
        (answer([line(priceEachAsNumber=90)], language="de"), "selection.items[].priceEachAsNumber"),
        (answer(language="de", currency="EUR"), "selection.currency"),
        (answer(language="de", sums=totals(grandTotalPriceAsNumber=1)), "selection.totals.grandTotalPriceAsNumber"),
        (answer(language="de", country="DE"), "location.country"),
    ],
)
def test_a_language_changes_names_alone(after: Json, place: str | None) -> None:
    """Everything that is counted stays."""
    found = slips("language-names-only", turn(_ADD, answer()), turn("PUT /languages/de", after))
    assert [slip[1] for slip in found] == ([place] if place else [])


@pytest.mark.parametrize("name", ["voucher-comes-off", "country-comes-back", "language-names-only", "sessions-apart"])
def test_a_walk_that_does_not_come_to_it_is_not_looked_at(name: str) -> None:
    """What was not tried is not said to hold."""
    assert looks(name, turn(_COUNTRY, _EMPTY), turn(_ADD, answer())) == 0


def test_calls_are_told_with_lines_by_their_order() -> None:
    """Ids of lines differ from run to run, and the other session is named."""
    walk = (
        turn(_COUNTRY, _EMPTY),
        turn(_ADD, answer([_of(1)])),
        turn("POST /items/2-1", answer([_of(1, "2-1", LINE_B)]), session="other"),
        turn(f"DELETE /lines/{LINE_A}", _EMPTY),
    )
    assert path_of_calls(walk, 3) == (
        "PUT /countries/SE; POST /items/1-1; POST /items/2-1 (in the other session); DELETE /lines/<line 1>"
    )
    assert path_of_calls(walk, 1) == "PUT /countries/SE; POST /items/1-1"
