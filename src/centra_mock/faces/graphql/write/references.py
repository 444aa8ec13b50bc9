"""Finding what an input refers to, and reading its values.

References are ``{id: N}``; a country may be named by ``code``, a size by ``name``. No page shows a filled
``userErrors``, so the texts are the mock's own. Source: 04.guides/03.pim-gql-integration.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, TypeVar

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra
from centra_mock.faces.graphql.context import Arguments, Refusal

__all__ = ["country_of", "currency_of", "money_of", "name_of", "new_id", "of_id", "referred", "size_of", "slug"]

Value = TypeVar("Value")
_LONGEST_NAME = 255
_LARGEST_AMOUNT = 10**12


def of_id(known: Mapping[int, Value], wanted: int | None, kind: str, *path: str) -> Value:
    """The object with this id; raises ``Refusal`` when there is none."""
    if wanted is None or wanted not in known:
        raise Refusal(f"Could not find {kind} with ID {wanted}", *path)
    return known[wanted]


def referred(known: Mapping[int, Value], given: Arguments, name: str, kind: str) -> Value | None:
    """What the reference in field ``name`` of an input leads to; ``None`` when the field was left out or is null."""
    reference = given.get(name)
    if reference is None:
        return None
    return of_id(known, reference.get("id"), kind, "input", name, "id")


def country_of(centra: Centra, reference: Mapping[str, Any] | None, *path: str) -> m.Country | None:  # Any: id or code
    """The country of a reference by code or id; raises ``Refusal`` when it is unknown."""
    if reference is None:
        return None
    code, country_id = reference.get("code"), reference.get("id")
    for country in centra.countries.values():
        if (code is not None and country.code == code.upper()) or (code is None and country.id == country_id):
            return country
    raise Refusal(f"Could not find Country with {f'code {code}' if code else f'ID {country_id}'}", *path)


def currency_of(centra: Centra, code: str, *path: str) -> str:
    """A currency code that the store knows; raises ``Refusal`` for another."""
    if code.upper() not in centra.currencies:
        raise Refusal(f"Could not find Currency with code {code[:10]}", *path)
    return code.upper()


def money_of(centra: Centra, given: Mapping[str, Any], *path: str) -> tuple[Decimal, str]:  # Any: value and code
    """Amount and currency of a MonetaryValueInput; raises ``Refusal`` for a negative, absurd or foreign one."""
    code = currency_of(centra, given["currencyIsoCode"], *path, "currencyIsoCode")
    if not 0 <= given["value"] < _LARGEST_AMOUNT:
        raise Refusal("The value of an amount cannot be negative or that large", *path, "value")
    return Decimal(str(given["value"])), code


def size_of(chart: m.SizeChart, reference: Mapping[str, Any], *path: str) -> m.Size:  # Any: id or name
    """The size of a chart by id or by name; raises ``Refusal`` when the chart has no such size."""
    for size in chart.sizes:
        if size.id == reference.get("id") or (reference.get("id") is None and size.name == reference.get("name")):
            return size
    wanted = f"ID {reference['id']}" if reference.get("id") is not None else f"name {reference.get('name')}"
    raise Refusal(f"Could not find Size with {wanted} in the size chart", *path)


def name_of(given: Arguments, *path: str) -> str:
    """The ``name`` of an input; raises ``Refusal`` for an empty or an overlong one."""
    name = str(given["name"]).strip()
    if not name or len(name) > _LONGEST_NAME:
        raise Refusal(f"A name has 1 to {_LONGEST_NAME} characters", *(path or ("input", "name")))
    return name


def new_id(centra: Centra, kind: str, known: Mapping[int, object]) -> int:
    """A new id of ``kind`` that nothing in ``known`` has."""
    number = centra.next_id(kind)
    while number in known:
        number = centra.next_id(kind)
    return number


def slug(text: str) -> str:
    """A uri made of a name.

    >>> slug("My Brand")
    'my-brand'
    """
    kept = "".join(letter if letter.isalnum() else " " for letter in text.lower())
    return "-".join(kept.split())
