"""Invariants of one answer: amounts that must fit one another, whatever was said before."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from centra_contracts.contract.model import Json
from centra_contracts.verdict.context import Walk
from centra_contracts.verdict.invariants.model import HELD, Invariant, Look, Slip
from centra_contracts.verdict.invariants.selection import Cart, Tree, amount, amounts_fit, carts_of, tree_of
from centra_contracts.verdict.show import show

__all__ = ["INVARIANTS"]

_CODE = "CC603"
_NUMBER = "AsNumber"
_NO_BREAK_SPACE = "\u00a0"
_WORDS = {  # the parts of the grand total
    "itemsTotalPrice": "items",
    "totalDiscountPrice": "discount",
    "shippingPrice": "shipping",
    "handlingCostPrice": "handling",
    "taxAdded": "tax added",
    "taxDeducted": "tax deducted",
}
_ANSWERED = "a selection is answered"
_FILLED = "a selection with a line is answered"


def lines_add_up(walk: Walk) -> Iterator[Look]:
    """A line costs its unit price times its pieces; lines add up to the items' total, their pieces to the total quantity.

    Source: api-references/checkout-api/order-flow, "Change country to US": 3 at 10 USD are 30 USD, and three pieces.
    """
    for turn, cart in carts_of(walk):
        sum_of_lines, pieces = 0.0, 0.0
        for line in cart.lines:
            each, count, total = (amount(line.get(name)) for name in ("priceEachAsNumber", "quantity", "totalPriceAsNumber"))
            if each is None or count is None or total is None:
                yield Slip(turn, "selection.items[].totalPriceAsNumber", "numbers for price, pieces and total", show(dict(line)))
                return
            if not amounts_fit(each * count, total, roundings=1 + int(count)):
                yield Slip(turn, "selection.items[].totalPriceAsNumber", f"{_told(each)} x {_told(count)}", _told(total))
            sum_of_lines, pieces = sum_of_lines + total, pieces + count
        yield _sum(turn, cart, "itemsTotalPriceAsNumber", sum_of_lines, "what the lines cost together", 1 + len(cart.lines))
        yield _sum(turn, cart, "totalQuantity", pieces, "the pieces of all lines", 0)


def total_adds_up(walk: Walk) -> Iterator[Look]:
    """The grand total is the items less discount, with shipping, handling and tax that is added or deducted.

    Totals that do not apply are false, and deducted tax is a negative amount. Whether a discount is told as a negative
    amount no page says; it lowers the total either way.
    Source: api-references/checkout-api/order-flow, "Change country to US": 30 + 10 + 13 = 53;
    api-references/checkout-api/api-reference/user-accounts (orders): 4 + 99 - 20.6 = 82.4.
    """
    for turn, cart in carts_of(walk):
        parts = {name: _part(cart.totals.get(f"{name}{_NUMBER}")) for name in _WORDS}
        missing = sorted(name for name, value in parts.items() if value is None)
        if missing:
            yield Slip(turn, f"selection.totals.{missing[0]}{_NUMBER}", "a number or false", show(dict(cart.totals)))
            continue
        known = {name: value for name, value in parts.items() if value is not None}
        known["totalDiscountPrice"] = -abs(known["totalDiscountPrice"])
        known["taxDeducted"] = -abs(known["taxDeducted"])
        said = ", ".join(f"{_WORDS[name]} {_told(value)}" for name, value in known.items() if value) or "nothing"
        yield _sum(turn, cart, "grandTotalPriceAsNumber", sum(known.values()), said, 3)


def methods_are_charged(walk: Walk) -> Iterator[Look]:
    """Handling costs what the chosen payment method says; shipping what the chosen shipping method says, or nothing.

    Vouchers, and amounts from which on shipping is free, may take its price away: overview/promo.
    Source: api-references/checkout-api/order-flow, "Change country to US".
    """
    kinds = (
        ("paymentMethods", "paymentMethod", "handlingCostAsNumber", "handlingCostPriceAsNumber"),
        ("shippingMethods", "shippingMethod", "priceAsNumber", "shippingPriceAsNumber"),
    )
    for turn, cart in carts_of(walk):
        for methods, chosen, price, total in kinds if cart.lines else ():
            found = [each for each in _trees(cart.body.get(methods)) if each.get(chosen) == cart.selection.get(chosen)]
            if not found:
                continue
            wanted, charged = amount(found[0].get(price)), amount(cart.totals.get(total))
            is_free = charged == 0 and methods == "shippingMethods"
            if wanted is None or charged is None or not (is_free or amounts_fit(wanted, charged)):
                yield Slip(turn, f"selection.totals.{total}", f"{show(wanted)}, the price of the chosen method", show(charged))
            else:
                yield HELD


def tax_is_inside(walk: Walk) -> Iterator[Look]:
    """Where no tax is added or deducted, prices hold the tax of their percentage, and the total no more and no less.

    Whether shipping and handling are taxed is a setting, and rules of their own may apply to some products
    (overview/taxes), so the total is judged where all lines have its percentage: it holds the tax of the goods at least.
    Source: api-references/checkout-api/order-flow, "Change country back to Sweden": 363 at 25 percent hold 72.60, a piece
    for 100 costs 80 without tax.
    """
    for turn, cart in carts_of(walk):
        percent, total = amount(cart.totals.get("taxPercent")), amount(cart.totals.get("grandTotalPriceAsNumber"))
        inside, items = (amount(cart.totals.get(f"{name}{_NUMBER}")) for name in ("grandTotalPriceTax", "itemsTotalPrice"))
        if any(_part(cart.totals.get(f"{name}{_NUMBER}")) for name in ("taxAdded", "taxDeducted")) or not cart.lines:
            continue
        if percent is None or total is None or inside is None or items is None:
            yield Slip(turn, "selection.totals.grandTotalPriceTaxAsNumber", "numbers for the tax", show(dict(cart.totals)))
            continue
        for line in cart.lines:
            each, bare, rate = (amount(line.get(n)) for n in ("priceEachAsNumber", "priceEachWithoutTaxAsNumber", "taxPercent"))
            if each is None or bare is None or rate is None or not amounts_fit(each * 100 / (100 + rate), bare, roundings=2):
                wanted = f"{show(each)} without {show(rate)} percent"
                yield Slip(turn, "selection.items[].priceEachWithoutTaxAsNumber", wanted, show(bare))
                return
        if all(amount(line.get("taxPercent")) == percent for line in cart.lines):
            goods = max(0.0, items - abs(_part(cart.totals.get("totalDiscountPriceAsNumber")) or 0.0))
            least, most = (part * percent / (100 + percent) for part in (min(goods, total), total))
            if not least - 0.011 <= inside <= most + 0.011:
                wanted = f"{_told(least)} to {_told(most)}, {_told(percent)} percent of it"
                yield Slip(turn, "selection.totals.grandTotalPriceTaxAsNumber", wanted, _told(inside))
        yield HELD


def money_is_written(walk: Walk) -> Iterator[Look]:
    """Every amount is a text and a number, or false twice; the text is the number in the currency's own format.

    Prefix, sign, digits and suffix follow one another, with no-break spaces, rounded to the digits of the currency.
    Source: api-references/checkout-api/order-flow (``currencyFormat``), api-references/checkout-api/api-reference/user-accounts
    (``"$ -21 USD"`` beside -20.6 with no digits), fe-development/gift-certs (thousands).
    """
    for turn, cart in carts_of(walk):
        form = tree_of(cart.selection.get("currencyFormat"))
        if form.get("currency") != cart.selection.get("currency"):
            yield Slip(
                turn, "selection.currencyFormat.currency", show(cart.selection.get("currency")), show(form.get("currency"))
            )
            continue
        digits = str(form.get("decimalDigits"))
        if not digits.isdigit():
            yield Slip(turn, "selection.currencyFormat.decimalDigits", "a text of digits", show(form.get("decimalDigits")))
            continue
        parts: dict[str, Json] = {
            "selection": cart.selection,
            "shippingMethods": cart.body.get("shippingMethods"),
            "paymentMethods": cart.body.get("paymentMethods"),
        }
        for place, text, number in _pairs(parts, ""):
            if not _is_written(text, number, form, int(digits)):
                yield Slip(turn, place, f"{show(number)} in the format of {show(form.get('currency'))}", show(text))
            else:
                yield HELD


def _sum(turn: int, cart: Cart, name: str, wanted: float, said: str, roundings: int) -> Look:
    found = amount(cart.totals.get(name))
    if found is not None and amounts_fit(found, wanted, roundings=roundings):
        return HELD
    return Slip(turn, f"selection.totals.{name}", f"{_told(wanted)} ({said})", show(cart.totals.get(name)))


def _part(value: Json) -> float | None:
    """An amount that may not apply: false counts as nothing."""
    return 0.0 if value is False else amount(value)


def _trees(value: Json) -> list[Tree]:
    return [tree_of(item) for item in value] if isinstance(value, list) else []


def _pairs(value: Json, place: str) -> Iterator[tuple[str, Json, Json]]:
    """Every amount below a value: where its text stands, the text and the number. Products are left out."""
    if isinstance(value, list):
        for item in value:
            yield from _pairs(item, f"{place}[]")
    elif isinstance(value, Mapping):
        for key in sorted(value):
            inner = f"{place}.{key}" if place else key
            if key.endswith(_NUMBER) and key != _NUMBER:
                yield inner.removesuffix(_NUMBER), value.get(key.removesuffix(_NUMBER)), value[key]
            elif key != "product":
                yield from _pairs(value[key], inner)


def _is_written(text: Json, number: Json, form: Tree, digits: int) -> bool:
    if number is False:
        return text is False
    exact = amount(number)
    if exact is None or not isinstance(text, str):
        return False
    prefix, suffix, point = (
        re.escape(str(form.get(name) or "").replace(" ", _NO_BREAK_SPACE)) for name in ("prefix", "suffix", "decimalPoint")
    )
    fraction = rf"{point}(\d{{{digits}}})" if digits else "()"
    found = re.fullmatch(rf"{prefix}(-?)([\d{_NO_BREAK_SPACE}]*\d){fraction}{suffix}", text)
    if found is None:
        return False
    whole = found[2].replace(_NO_BREAK_SPACE, "")
    written = float(f"{found[1]}{whole}.{found[3] or 0}")
    return abs(written - exact) <= 0.5 * 10.0**-digits + 1e-6


def _told(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".")


INVARIANTS = (
    Invariant("lines-add-up", lines_add_up, _CODE, _FILLED),
    Invariant("total-adds-up", total_adds_up, _CODE, _ANSWERED),
    Invariant("methods-are-charged", methods_are_charged, _CODE, _FILLED),
    Invariant("tax-is-inside", tax_is_inside, _CODE, _FILLED),
    Invariant("money-is-written", money_is_written, _CODE, _ANSWERED),
)
