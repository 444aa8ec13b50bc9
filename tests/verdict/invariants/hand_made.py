"""Selections made by hand, as the order flow shows them: amounts are written out, not computed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from centra_contracts.contract.model import Json
from centra_contracts.dialect.model import Reading
from centra_contracts.verdict.context import Turn, Walk
from centra_contracts.verdict.invariants.registry import KNOWN

LINE_A, LINE_B = "a" * 32, "b" * 32
_CURRENCY = {"prefix": "", "suffix": " SEK", "decimalPoint": ".", "decimalDigits": "2"}
_DOLLARS = {"prefix": "$ ", "suffix": " USD", "decimalPoint": ".", "decimalDigits": "0"}


def line(item: str = "1-1", quantity: int = 3, line_id: str = LINE_A, **more: Json) -> dict[str, Json]:
    """Three pieces for 100 SEK each, with a quarter of tax, as after the way back to Sweden."""
    return {
        "item": item,
        "quantity": quantity,
        "line": line_id,
        "priceEach": "100.00\u00a0SEK",
        "priceEachAsNumber": 100,
        "totalPrice": f"{quantity}00.00\u00a0SEK",
        "totalPriceAsNumber": quantity * 100,
        "taxPercent": 25,
        "priceEachWithoutTax": "80.00\u00a0SEK",
        "priceEachWithoutTaxAsNumber": 80,
        **more,
    }


def totals(**more: Json) -> dict[str, Json]:
    """300 of items, 50 of shipping, 13 of handling: 363, of which 72.60 are tax."""
    return {
        "itemsTotalPrice": "300.00\u00a0SEK",
        "itemsTotalPriceAsNumber": 300,
        "totalDiscountPrice": False,
        "totalDiscountPriceAsNumber": False,
        "shippingPrice": "50.00\u00a0SEK",
        "shippingPriceAsNumber": 50,
        "handlingCostPrice": "13.00\u00a0SEK",
        "handlingCostPriceAsNumber": 13,
        "totalQuantity": 3,
        "taxDeducted": False,
        "taxDeductedAsNumber": False,
        "taxAdded": False,
        "taxAddedAsNumber": False,
        "taxPercent": 25,
        "grandTotalPrice": "363.00\u00a0SEK",
        "grandTotalPriceAsNumber": 363,
        "grandTotalPriceTax": "72.60\u00a0SEK",
        "grandTotalPriceTaxAsNumber": 72.6,
        **more,
    }


def answer(
    lines: Sequence[Mapping[str, Json]] | None = None,
    *,
    sums: Mapping[str, Json] | None = None,
    country: str = "SE",
    currency: str = "SEK",
    language: str = "sv",
    vouchers: Sequence[Json] = (),
) -> dict[str, Any]:
    """A whole answer; with one line unless told otherwise."""
    form = _CURRENCY if currency == "SEK" else _DOLLARS
    return {
        "token": "t",
        "selection": {
            "currency": currency,
            "paymentMethod": "dummy",
            "shippingMethod": "standard",
            "items": [dict(item) for item in ([line()] if lines is None else lines)],
            "discounts": {"vouchers": list(vouchers)},
            "totals": dict(sums if sums is not None else totals()),
            "currencyFormat": {"currency": currency, **form},
        },
        "paymentMethods": [{"paymentMethod": "dummy", "handlingCost": "13.00\u00a0SEK", "handlingCostAsNumber": 13}],
        "shippingMethods": [{"shippingMethod": "standard", "price": "50.00\u00a0SEK", "priceAsNumber": 50}],
        "language": {"language": language, "name": "Language"},
        "location": {"country": country},
    }


def turn(call: str, body: Json, *, session: str = "main", number: int = 1) -> Turn:
    """A call with its answer; one with ``errors`` is a refusal."""
    refused = isinstance(body, Mapping) and "errors" in body
    errors = {"item": "not found"} if refused else {}
    reading = Reading(f"p#{number}", 404 if refused else 200, {}, body, accepted=not refused, errors=errors, text="{}")
    return Turn(session, call, reading)


def slips(name: str, *turns: Turn) -> list[tuple[int, str, str, str]]:
    """Where a walk breaks an invariant: turn, place, expected and observed."""
    walk: Walk = turns
    return [(look.turn, look.place, look.expected, look.observed) for look in KNOWN[name].judge(walk) if look is not None]


def looks(name: str, *turns: Turn) -> int:
    """How often the invariant looked at a walk."""
    return len(list(KNOWN[name].judge(turns)))
