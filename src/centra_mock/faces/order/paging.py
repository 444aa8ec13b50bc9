"""Paging and date filters of the lists: ``limit`` with ``offset``, ``limit`` with ``page``, moments in between.

``newer_than`` includes its moment, ``older_than`` excludes it, as the page of returns says.
Source: 04.order-api/104.get-orders, 107.get-shipments, 202.get-returns, 301.get-products, 401.list-customers.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from centra_mock.faces.order.asked import Asked
from centra_mock.faces.order.wire import Call, Json

__all__ = ["is_between", "page_of", "page_links", "slice_of"]

_Item = TypeVar("_Item")


def is_between(moment: datetime, since: datetime | None, until: datetime | None) -> bool:
    """Whether a moment is not before ``since`` and before ``until``."""
    return (since is None or moment >= since) and (until is None or moment < until)


def slice_of(call: Call, asked: Asked, items: Sequence[_Item], *, default: int | None) -> Sequence[_Item]:
    """What ``limit`` and ``offset`` leave of a list; raises ``UnfitError`` for numbers below zero."""
    limit, offset = asked.number("limit", lowest=0), asked.number("offset", lowest=0) or 0
    if call.told("limit-ignored"):
        limit = None
    elif limit is None:
        limit = default
    if call.told("offset-ignored"):
        offset = 0
    return items[offset : None if limit is None else offset + limit]


def page_of(call: Call, asked: Asked, items: Sequence[_Item]) -> Sequence[_Item]:
    """What ``limit`` and ``page`` (counted from 1) leave of a list; everything without a limit."""
    limit, page = asked.number("limit", lowest=1), asked.number("page", lowest=1) or 1
    if limit is None or call.told("limit-ignored"):
        return items
    if call.told("page-ignored"):
        page = 1
    return items[(page - 1) * limit : page * limit]


def page_links(call: Call, asked: Asked, count: int) -> Json:
    """``previous`` and ``next`` as query strings, each only where there is such a page."""
    limit, page = asked.number("limit", lowest=1), asked.number("page", lowest=1) or 1
    if limit is None or call.told("page-links-missing"):
        return {}
    links: Json = {}
    if call.told("page-links-are-numbers"):
        numbers = {"previous": page - 1, "next": page + 1 if page * limit < count else 0}
        return {name: number for name, number in numbers.items() if number}
    if call.told("page-link-always"):
        count = page * limit + 1
    if page > 1:
        links["previous"] = f"?limit={limit}&page={page - 1}"
    if page * limit < count:
        links["next"] = f"?limit={limit}&page={page + 1}"
    return links
