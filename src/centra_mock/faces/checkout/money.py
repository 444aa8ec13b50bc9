"""How the webshop APIs write amounts: text and number, always as a pair.

The text is rounded to the currency's digits and its blanks are no-break spaces, although ``currencyFormat`` gives the
prefix and the suffix with ordinary ones. Source: 02.checkout-api/03.order-flow, 03.fe-development/07.gift-certs.
"""

from __future__ import annotations

from decimal import Decimal

from centra_mock.domain.centra import Centra
from centra_mock.domain.pricing import round_money

__all__ = ["NO_BREAK_SPACE", "currency_format", "money_number", "money_pair", "money_text"]

NO_BREAK_SPACE = "\u00a0"


def money_text(centra: Centra, currency_code: str, amount: Decimal) -> str:
    """The amount as shown to shoppers, such as ``1 000.00 SEK`` with no-break spaces."""
    currency = centra.currencies[currency_code]
    digits = f"{round_money(amount, currency.decimals):,.{currency.decimals}f}".replace(",", " ")
    return f"{currency.prefix}{digits}{currency.suffix}".replace(" ", NO_BREAK_SPACE)


def money_number(amount: Decimal) -> int | float:
    """The amount as a JSON number, rounded to two places: 100, 88.89."""
    rounded = round_money(amount)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def money_pair(centra: Centra, currency_code: str, name: str, amount: Decimal | None) -> dict[str, object]:
    """``name`` and its ``AsNumber`` twin; both ``false`` where the amount does not apply."""
    if amount is None:
        return {name: False, f"{name}AsNumber": False}
    return {name: money_text(centra, currency_code, amount), f"{name}AsNumber": money_number(amount)}


def currency_format(centra: Centra, currency_code: str) -> dict[str, object]:
    """How a client formats amounts itself; the number of digits is text."""
    currency = centra.currencies[currency_code]
    return {
        "currency": currency.code,
        "name": currency.name,
        "prefix": currency.prefix,
        "suffix": currency.suffix,
        "decimalPoint": ".",
        "decimalDigits": str(currency.decimals),
        "denominator": 10**currency.decimals,
        "uri": currency.code.lower(),
    }
