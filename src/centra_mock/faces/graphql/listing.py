"""Plain lists and connections: filters, sorting, pages, cursors.

Sources: 04.guides/03.pim-gql-integration (``where``, ``sort``, ``limit``, ``page``, StringMatch) and
05.api-references/05.graphql-integration-api/01.authorization (orderConnection; its cursor is base64 of ``number:166``).
"""

from __future__ import annotations

import binascii
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, TypeVar

from graphql import GraphQLError

from centra_mock.faces.graphql.context import Arguments, Context

__all__ = ["Filters", "connection", "listing", "matches_text", "selected"]

# Any: rows are domain objects of the kind listed, wanted values are what the filter's input type allows.
Filters = Mapping[str, Callable[[Any, Any], bool]]
SortKeys = Mapping[str, Callable[[Any], Any]]

Row = TypeVar("Row")

_BY_ID: SortKeys = {"id": lambda row: row.id}


def matches_text(text: str, match: Mapping[str, str]) -> bool:
    """Whether a text fits a StringMatch: ``contains`` and ``equals``, without regard to case."""
    contains, equals = match.get("contains"), match.get("equals")
    lowered = text.lower()
    return (contains is None or contains.lower() in lowered) and (equals is None or equals.lower() == lowered)


def selected(rows: Iterable[Row], args: Arguments, context: Context, filters: Filters) -> list[Row]:
    """The rows that fit ``where``, in the order in which the store holds them."""
    where = args.get("where") or {}
    if context.told("graphql-where-is-ignored"):
        where = {}
    wanted = {name: value for name, value in where.items() if value is not None}
    return [row for row in rows if all(filters[name](row, value) for name, value in wanted.items())]


def listing(rows: Iterable[Row], args: Arguments, context: Context, filters: Filters, sort_keys: SortKeys = _BY_ID) -> list[Row]:
    """One page of the rows that fit ``where``, sorted; pages count from 1, without ``limit`` everything is on page 1."""
    if context.told("graphql-answers-nothing"):
        return []
    found = _sorted(selected(rows, args, context, filters), args, context, sort_keys)
    limit, page = args.get("limit"), 1 if args.get("page") is None else args["page"]
    if limit is not None and limit < 1:
        raise GraphQLError("The argument limit must be a positive number.")
    if page < 1:
        raise GraphQLError("The argument page counts from 1.")
    if context.told("graphql-limit-is-ignored"):
        limit = None
    if context.told("graphql-pages-repeat-the-first"):
        page = 1
    if limit is None:
        return found if page == 1 else []
    if context.told("graphql-pages-count-from-zero"):
        return found[limit * page : limit * (page + 1)]
    return found[limit * (page - 1) : limit * page]


def connection(
    rows: Iterable[Row], args: Arguments, context: Context, filters: Filters, sort_keys: SortKeys
) -> dict[str, object]:
    """A Relay connection over the rows that fit ``where``; a cursor names the row's ``number``."""
    found = _sorted(selected(rows, args, context, filters), args, context, sort_keys)
    if context.told("graphql-answers-nothing"):
        found = []
    numbers = [row.number for row in found]  # type: ignore[attr-defined]  # only orders have connections
    start, stop = 0, len(found)
    if args.get("after") is not None:
        start = _place(numbers, args["after"], after=True)
    if args.get("before") is not None:
        stop = min(stop, _place(numbers, args["before"], after=False))
    first, last = args.get("first"), args.get("last")
    if any(size is not None and size < 0 for size in (first, last)):
        raise GraphQLError("The arguments first and last cannot be negative.")
    stop = max(start, stop)
    if first is not None:
        stop = min(stop, start + first)
    if last is not None:
        start = max(start, stop - last)
    if context.told("graphql-cursors-are-ignored"):
        size = stop - start
        start, stop = 0, size
    edges = [{"cursor": _cursor(number), "node": row} for number, row in zip(numbers, found, strict=True)][start:stop]
    total = len(edges) if context.told("graphql-total-count-counts-the-page") else len(found)
    return {
        "totalCount": total,
        "edges": edges,
        "pageInfo": {
            "hasPreviousPage": start > 0 and not context.told("graphql-page-info-says-no-more"),
            "hasNextPage": stop < len(found) and not context.told("graphql-page-info-says-no-more"),
            "startCursor": edges[0]["cursor"] if edges else None,
            "endCursor": edges[-1]["cursor"] if edges else None,
        },
    }


def _sorted(rows: list[Row], args: Arguments, context: Context, sort_keys: SortKeys) -> list[Row]:
    keys: Sequence[str] = args.get("sort") or ()
    if context.told("graphql-sort-is-ignored"):
        return rows
    for key in reversed(keys):
        name, _, direction = key.rpartition("_")
        rows = sorted(rows, key=sort_keys[name], reverse=direction == "DESC")
    return rows


def _cursor(number: int) -> str:
    return b64encode(f"number:{number}".encode()).decode()


def _place(numbers: Sequence[int], cursor: str, *, after: bool) -> int:
    try:
        name, _, number = b64decode(cursor, validate=True).decode("ascii").partition(":")
    except (binascii.Error, ValueError) as fault:
        raise GraphQLError("The cursor cannot be read.") from fault
    if name != "number" or not number.isdigit() or len(number) > 12:
        raise GraphQLError("The cursor cannot be read.")
    wanted = int(number)
    if wanted in numbers:
        return numbers.index(wanted) + (1 if after else 0)
    # An order outside the filter stands where it would stand in a list by number.
    return sum(1 for seen in numbers if seen < wanted)
