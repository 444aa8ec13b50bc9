"""Values that several types share: money, weight, addresses, dates.

Source: 04.guides/03.pim-gql-integration (MonetaryValue, Weight) and the address fragment of
05.api-references/05.graphql-integration-api/04.examples/01.dtc.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from centra_mock.domain import model as m
from centra_mock.faces.graphql.context import Arguments, Context, Resolver
from centra_mock.faces.graphql.formats import format_date, format_money, format_weight, local_midnight

__all__ = ["FIELDS", "Money", "Weighed", "moment_of", "money"]


@dataclass(frozen=True, slots=True)
class Money:
    """An amount in a currency, known by its code."""

    value: Decimal
    currency_code: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """A weight in kilograms."""

    value: Decimal


def money(value: Decimal | None, currency_code: str) -> Money | None:
    """The amount, or nothing when there is none."""
    return None if value is None else Money(value, currency_code)


def moment_of(attribute: str) -> Resolver:
    """A resolver that prints the timestamp in ``attribute``, by the ``format`` argument when there is one."""

    # Any: the source is an object of the type that the field belongs to.
    def resolve(source: Any, args: Arguments, context: Context) -> str | None:
        at: datetime | None = getattr(source, attribute)
        if at is None:
            return None
        placed = at if at.tzinfo else at.replace(tzinfo=local_midnight(at.date()).tzinfo)
        if context.told("graphql-format-argument-is-ignored"):
            return format_date(placed)
        pattern = args.get("format")
        if pattern is None and context.told("graphql-timestamps-lack-the-offset"):
            pattern = "Y-m-d H:i:s"
        if pattern is not None and context.told("graphql-format-argument-puts-a-colon"):
            pattern = pattern.replace("O", "P")
        return format_date(placed, None if pattern is None else pattern[:100])

    return resolve


def _formatted_money(source: Money, args: Arguments, context: Context) -> str:
    written = format_money(source.value, source.currency_code)
    return written.rsplit(" ", 1)[0] if context.told("graphql-money-text-lacks-the-currency") else written


def _currency(source: Money, args: Arguments, context: Context) -> m.Currency:
    known = context.centra.currencies.get(source.currency_code)
    if known is not None:
        return known
    return m.Currency(0, source.currency_code, source.currency_code, Decimal(1), False, "", "", 2)


def _country(source: m.Address, args: Arguments, context: Context) -> m.Country | None:
    return context.centra.countries.get(source.country)


FIELDS: dict[str, Resolver] = {
    "MonetaryValue.value": lambda source, args, context: float(source.value),
    "MonetaryValue.currency": _currency,
    "MonetaryValue.formattedValue": _formatted_money,
    "Weight.value": lambda source, args, context: float(source.value),
    "Weight.unit": lambda source, args, context: "KILOGRAMS",
    "Weight.formattedValue": lambda source, args, context: format_weight(source.value, "kg"),
    "Address.companyName": lambda source, args, context: source.company,
    "Address.stateOrProvince": lambda source, args, context: source.state,
    "Address.country": _country,
    "Address.phoneNumber": lambda source, args, context: source.phone,
    "Address.cellPhoneNumber": lambda source, args, context: source.cell_phone,
    "Address.faxNumber": lambda source, args, context: source.fax,
}
