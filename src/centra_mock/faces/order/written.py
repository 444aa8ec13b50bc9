"""How the Order API writes numbers, moments, flags and empty values.

Money is a JSON number, moments have no zone, a moment that has not come is all zeros, flags of orders and shipments are
1 and 0, and what is not known is an empty text.
Source: 04.order-api/104.get-orders, 107.get-shipments, 501.list-supplier-orders (moments without seconds).
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

__all__ = ["amount", "amount_text", "bit", "moment", "moment_without_seconds", "priced_text"]

ZERO_MOMENT = "0000-00-00 00:00:00"


def amount(value: Decimal) -> int | float:
    """An amount as a JSON number, to two places.

    >>> amount(Decimal("450.50")), amount(Decimal("25.00"))
    (450.5, 25)
    """
    rounded = round(value, 2)
    return int(rounded) if rounded == rounded.to_integral_value() else float(rounded)


def amount_text(value: Decimal) -> str:
    """An amount as text with two places."""
    return f"{value:.2f}"


def priced_text(value: Decimal, currency_code: str) -> str:
    """An amount with its currency, such as ``-150.00 USD``."""
    return f"{value:.2f} {currency_code}"


def bit(value: bool) -> int:
    """A flag as 1 or 0."""
    return 1 if value else 0


def moment(value: datetime | None) -> str:
    """``YYYY-MM-DD hh:mm:ss``, all zeros for what has not happened."""
    return ZERO_MOMENT if value is None else f"{value:%Y-%m-%d %H:%M:%S}"


def moment_without_seconds(value: datetime) -> str:
    """``YYYY-MM-DD hh:mm``, as the supplier operations write it."""
    return f"{value:%Y-%m-%d %H:%M}"
