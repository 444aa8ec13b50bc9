"""Reading what a client sent: whole numbers, flags, money, moments and texts, from a query or from a body.

Flags come as true and false, as 1 and 0, and as text; quantities and ids as numbers and as text, as in the examples of
the pages. Dates are ``YYYY-mm-dd`` or ``YYYY-mm-dd HH:MM:SS``.
Source: 05.api-references/04.order-api/01.api-reference (parameters and request examples).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal, InvalidOperation

from centra_mock.faces.order.wire import Call

__all__ = ["Asked", "UnfitError", "moment_of", "whole"]

_WHOLE = re.compile(r"-?[0-9]{1,12}\Z")
_MOMENT = re.compile(r"([0-9]{4}-[0-9]{2}-[0-9]{2})([ T]([0-9]{2}:[0-9]{2}:[0-9]{2}))?\Z")
_LARGEST = 10**9


class UnfitError(Exception):
    """A value is missing (``reason`` is ``required``) or cannot be meant (``invalid value``)."""

    def __init__(self, field: str, reason: str = "invalid value") -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Asked:
    """Named values that a client sent; every method raises ``UnfitError`` for a value that it cannot read."""

    values: Mapping[str, object]
    inside: str = ""  # where the values stand, for messages: "products"

    @classmethod
    def of_query(cls, call: Call) -> Asked:
        """The query of a call."""
        return cls(call.query)

    def has(self, name: str) -> bool:
        """Whether a value was sent that is neither null nor an empty text."""
        return self.values.get(name) not in (None, "")

    def require(self, *names: str) -> None:
        """Raise ``UnfitError`` for the first of ``names`` that was not sent."""
        for name in names:
            if not self.has(name):
                raise UnfitError(self._at(name), "required")

    def number(self, name: str, *, lowest: int | None = None, highest: int = _LARGEST) -> int | None:
        """A whole number, ``None`` when it was not sent."""
        if not self.has(name):
            return None
        value = whole(self.values[name])
        if value is None or value > highest or value < (-highest if lowest is None else lowest):
            raise UnfitError(self._at(name))
        return value

    def flag(self, name: str, default: bool | None = None) -> bool | None:
        """A flag, ``default`` when it was not sent."""
        if not self.has(name):
            return default
        match self.values[name]:
            case True | 1 | "1" | "true" | "True":
                return True
            case False | 0 | "0" | "false" | "False":
                return False
        raise UnfitError(self._at(name))

    def text(self, name: str, default: str = "") -> str:
        """A text (a number is read as its digits), ``default`` when it was not sent."""
        value = self.values.get(name)
        if value is None:
            return default
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise UnfitError(self._at(name))
        return str(value)

    def money(self, name: str) -> Decimal | None:
        """An amount of zero or more, to two places, ``None`` when it was not sent."""
        if not self.has(name):
            return None
        value = self.values[name]
        if isinstance(value, bool) or not isinstance(value, str | int | float):
            raise UnfitError(self._at(name))
        try:
            amount = Decimal(str(value))
        except InvalidOperation:
            raise UnfitError(self._at(name)) from None
        if not amount.is_finite() or not 0 <= amount <= _LARGEST:
            raise UnfitError(self._at(name))
        return amount.quantize(Decimal("0.01"))

    def moment(self, name: str) -> datetime | None:
        """A date or a date with time, ``None`` when it was not sent."""
        if not self.has(name):
            return None
        value = self.values[name]
        read = moment_of(value) if isinstance(value, str) else None
        if read is None:
            raise UnfitError(self._at(name))
        return read

    def under(self, name: str) -> Asked | None:
        """The object under a name, ``None`` when it was not sent."""
        value = self.values.get(name)
        if value is None or value == []:
            return None
        if not isinstance(value, dict):
            raise UnfitError(self._at(name))
        return Asked(value, self._at(name))

    def quantities(self, name: str) -> dict[str, int] | None:
        """An object that maps ids of lines or codes of items to pieces, ``None`` when it was not sent."""
        inner = self.under(name)
        if inner is None:
            return None
        return {key: inner.number(key, lowest=0) or 0 for key in inner.values}

    def _at(self, name: str) -> str:
        return f"{self.inside}.{name}" if self.inside else name


def whole(value: object) -> int | None:
    """A whole number written as number or as text, ``None`` for anything else."""
    if isinstance(value, bool):
        return None
    if isinstance(value, int):
        return value
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, str) and _WHOLE.match(value.strip()):
        return int(value)
    return None


def moment_of(text: str) -> datetime | None:
    """The moment that a text names, ``None`` when it is no date.

    >>> moment_of("2015-12-24 13:25:01")
    datetime.datetime(2015, 12, 24, 13, 25, 1)
    """
    parts = _MOMENT.match(text.strip())
    if parts is None:
        return None
    try:
        return datetime.fromisoformat(f"{parts[1]}T{parts[3] or '00:00:00'}")
    except ValueError:
        return None
