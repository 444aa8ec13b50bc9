"""Carts as lies show them: right until something was said before, or something else is in the cart.

Each deviation waits for a course of calls, as faults of carts do: a second line, a third piece, another country, the way
back. Source: 02.checkout-api/03.order-flow, whose amounts fit one another at every call.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.money import money_pair
from centra_mock.faces.checkout.wire import Json

__all__ = ["falsify_cart", "note_discount", "note_language"]

_DISCOUNT, _LANGUAGE, _COUNTRIES = "discountLeftBehind", "languageChanged", "countriesSeen"
_View = dict[str, Any]  # a selection as it is answered; amounts are read back from it


def falsify_cart(visit: Visit, selection: m.Selection, view: Json) -> Json:
    """The answered selection with whatever the lies of the moment make of it."""
    for name, falsify in _FALSIFIERS.items():
        if visit.told(name):
            falsify(visit.centra, selection, view)
    return view


def note_discount(selection: m.Selection, discount: Decimal) -> None:
    """Remember what a voucher took off before it was taken off itself."""
    selection.fields[_DISCOUNT] = discount


def note_language(selection: m.Selection) -> None:
    """Remember that the language was changed."""
    selection.fields[_LANGUAGE] = True


def _keep_discount(centra: Centra, selection: m.Selection, view: _View) -> None:
    left = selection.fields.get(_DISCOUNT)
    if left and selection.lines and not selection.voucher_codes:
        _set(centra, view, view["totals"], "grandTotalPrice", _number(view["totals"], "grandTotalPrice") - left)


def _forget_shipping_abroad(centra: Centra, selection: m.Selection, view: _View) -> None:
    if selection.lines and len(set(_countries(selection))) > 1:
        totals = view["totals"]
        _set(centra, view, totals, "grandTotalPrice", _number(totals, "grandTotalPrice") - _number(totals, "shippingPrice"))


def _raise_prices_of_return(centra: Centra, selection: m.Selection, view: _View) -> None:
    seen = _countries(selection)
    if selection.country in seen[:-1]:
        _raise_prices(centra, selection, view)


def _raise_prices_of_language(centra: Centra, selection: m.Selection, view: _View) -> None:
    if selection.fields.get(_LANGUAGE):
        _raise_prices(centra, selection, view)


def _raise_prices(centra: Centra, selection: m.Selection, view: _View) -> None:
    for line in view["items"]:
        _set(centra, view, line, "priceEach", _number(line, "priceEach") + 1)
        _set(centra, view, line, "totalPrice", _number(line, "totalPrice") + line["quantity"])


def _charge_third_piece_not(centra: Centra, selection: m.Selection, view: _View) -> None:
    for line in view["items"]:
        if line["quantity"] > 2:
            _set(centra, view, line, "totalPrice", _number(line, "totalPrice") - _number(line, "priceEach"))


def _total_first_line_alone(centra: Centra, selection: m.Selection, view: _View) -> None:
    if len(view["items"]) > 1:
        _set(centra, view, view["totals"], "itemsTotalPrice", _number(view["items"][0], "totalPrice"))


def _ship_twice(centra: Centra, selection: m.Selection, view: _View) -> None:
    totals = view["totals"]
    if len(view["items"]) > 1:
        shipping = _number(totals, "shippingPrice")
        _set(centra, view, totals, "shippingPrice", shipping * 2)
        _set(centra, view, totals, "grandTotalPrice", _number(totals, "grandTotalPrice") + shipping)


def _tell_tax_twice(centra: Centra, selection: m.Selection, view: _View) -> None:
    totals = view["totals"]
    if totals["totalQuantity"] > 1:
        _set(centra, view, totals, "grandTotalPriceTax", _number(totals, "grandTotalPriceTax") * 2)


def _cut_large_amounts(centra: Centra, selection: m.Selection, view: _View) -> None:
    for place in (view["totals"], *view["items"]):
        for name in [each for each in place if f"{each}AsNumber" in place]:
            if abs(place[f"{name}AsNumber"]) >= 100:
                start = next(index for index, letter in enumerate(place[name]) if letter.isdigit())
                place[name] = place[name][:start] + place[name][start + 1 :]


def _countries(selection: m.Selection) -> list[str]:
    """The countries of a cart with goods, in the order in which they were seen; the last one is that of now."""
    seen: list[str] = selection.fields.setdefault(_COUNTRIES, [])
    if selection.lines and (not seen or seen[-1] != selection.country):
        seen.append(selection.country)
    return seen


def _number(place: _View, name: str) -> Decimal:
    return Decimal(str(place[f"{name}AsNumber"] or 0))


def _set(centra: Centra, view: _View, place: _View, name: str, amount: Decimal) -> None:
    place |= money_pair(centra, view["currency"], name, amount)


_FALSIFIERS: dict[str, Callable[[Centra, m.Selection, _View], None]] = {
    "voucher-leaves-its-discount": _keep_discount,
    "totals-wrong-abroad": _forget_shipping_abroad,
    "prices-not-restored": _raise_prices_of_return,
    "language-changes-prices": _raise_prices_of_language,
    "third-piece-free": _charge_third_piece_not,
    "total-without-second-line": _total_first_line_alone,
    "shipping-charged-twice": _ship_twice,
    "tax-told-twice": _tell_tax_twice,
    "large-amounts-cut": _cut_large_amounts,
}
