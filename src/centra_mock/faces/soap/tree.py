"""Reading the children of a request element, by local name in the API's namespace.

An element that was not sent is ``None``; one that was sent empty is "". The difference matters: a field that an update
leaves out keeps its value, one that it sends empty is emptied.
Source: 04.guides/02.erp-integration/docs.md, section "Updates".
"""

from __future__ import annotations

from datetime import date
from decimal import Decimal, InvalidOperation

from lxml import etree

from .envelope import API_NAMESPACE

__all__ = ["Rejected", "child", "children", "flag", "money", "number", "quantity", "require", "text", "written_date"]

_LARGEST = 2_147_483_647


class Rejected(Exception):
    """An update that breaks a rule; its text becomes a message under ``errors``."""


def child(element: etree._Element | None, *path: str) -> etree._Element | None:
    """The first descendant along ``path``, or ``None`` where a step is missing."""
    for name in path:
        if element is None:
            return None
        element = element.find(f"{{{API_NAMESPACE}}}{name}")
    return element


def children(element: etree._Element | None, *path: str) -> list[etree._Element]:
    """All children of the last name of ``path``, of the first descendant along the names before it."""
    parent = child(element, *path[:-1])
    return [] if parent is None else parent.findall(f"{{{API_NAMESPACE}}}{path[-1]}")


def text(element: etree._Element | None, *path: str) -> str | None:
    """The stripped text at ``path``; "" for an empty element, ``None`` for a missing one."""
    found = child(element, *path)
    return None if found is None else (found.text or "").strip()


def require(element: etree._Element, *path: str) -> str:
    """The text at ``path``; ``Rejected`` when it is missing or empty."""
    value = text(element, *path)
    if not value:
        raise Rejected(f"Missing {'/'.join(path)} in {etree.QName(element).localname}")
    return value


def number(element: etree._Element | None, *path: str) -> int | None:
    """The whole number at ``path``, ``None`` when missing or empty; ``Rejected`` when it is something else."""
    value = text(element, *path)
    if not value:
        return None
    digits = value[1:] if value[0] in "+-" else value
    if not (digits.isascii() and digits.isdigit() and len(digits) <= 10 and abs(int(value)) <= _LARGEST):
        raise Rejected(f"{path[-1]} is not a whole number: {value[:40]}")
    return int(value)


def quantity(element: etree._Element | None, *path: str) -> int | None:
    """Like ``number``, but never negative."""
    value = number(element, *path)
    if value is not None and value < 0:
        raise Rejected(f"{path[-1]} is negative: {value}")
    return value


def money(element: etree._Element | None, *path: str) -> Decimal | None:
    """The amount at ``path``, ``None`` when missing or empty; ``Rejected`` when it is no decimal of at least 0."""
    value = text(element, *path)
    if not value:
        return None
    try:
        amount = Decimal(value)
    except InvalidOperation as error:
        raise Rejected(f"{path[-1]} is not an amount: {value[:40]}") from error
    if not amount.is_finite() or amount < 0 or amount.adjusted() > 12:
        raise Rejected(f"{path[-1]} is not an amount: {value[:40]}")
    return amount


def flag(element: etree._Element | None, *path: str) -> bool | None:
    """The yes/no or true/false at ``path``, ``None`` when missing or empty; ``Rejected`` when it is something else."""
    value = text(element, *path)
    if not value:
        return None
    if value in ("yes", "true", "1"):
        return True
    if value in ("no", "false", "0"):
        return False
    raise Rejected(f"{path[-1]} is neither yes nor no: {value[:40]}")


def written_date(element: etree._Element | None, *path: str) -> str | None:
    """The YYYY-MM-DD at ``path``, "" when empty, ``None`` when missing; ``Rejected`` when it is no such date."""
    value = text(element, *path)
    if not value:
        return value
    try:
        date.fromisoformat(value[:10])
    except ValueError as error:
        raise Rejected(f"{path[-1]} is not a date: {value[:40]}") from error
    return value
