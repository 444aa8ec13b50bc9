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
from centra_mock.faces.graphql.lies_lists import FILTER_KINDS

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
    wanted = _wanted(args.get("where") or {}, context)
    found = [row for row in rows if all(filters[name](row, value) for name, value in wanted.items())]
    if wanted and context.told("graphql-filters-are-reversed"):
        return [row for row in rows if all(row is not each for each in found)]
    return found


def listing(rows: Iterable[Row], args: Arguments, context: Context, filters: Filters, sort_keys: SortKeys = _BY_ID) -> list[Row]:
    """One page of the rows that fit ``where``, sorted; pages count from 1, without ``limit`` everything is on page 1."""
    if context.told("graphql-answers-nothing"):
        return []
    found = _sorted(selected(list(rows), args, context, filters), args, context, sort_keys)
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
    more = 1 if context.told("graphql-limit-gives-one-more") else 0
    shown = found[limit * (page - 1) : limit * page + more]
    context.page_rows = len(shown)
    return shown


def connection(
    rows: Iterable[Row], args: Arguments, context: Context, filters: Filters, sort_keys: SortKeys
) -> dict[str, object]:
    """A Relay connection over the rows that fit ``where``; a cursor names the row's ``number``."""
    found = _sorted(selected(list(rows), args, context, filters), args, context, sort_keys)
    if context.told("graphql-answers-nothing"):
        found = []
    numbers = [row.number for row in found]  # type: ignore[attr-defined]  # only orders have connections
    start, stop = _window(numbers, args, context)
    edges = [{"cursor": cursor, "node": row} for cursor, row in zip(_cursors(numbers, context), found, strict=True)][start:stop]
    if context.told("graphql-edges-in-reverse-order"):
        edges.reverse()
    total = len(edges) if context.told("graphql-total-count-counts-the-page") else len(found)
    return {
        "totalCount": total,
        "edges": edges,
        "pageInfo": _page_info(edges, start > 0, stop < len(found), context),
    }


def _wanted(where: Mapping[str, Any], context: Context) -> dict[str, Any]:  # Any: values of a filter's input type
    """What is asked for by field, as lies about filters take it."""
    ignored = {name for lie, names in FILTER_KINDS.items() if context.told(lie) for name in names or where}
    wanted = {name: value for name, value in where.items() if value is not None and name not in ignored}
    if context.told("graphql-first-filter-only"):
        wanted = dict(list(wanted.items())[:1])
    for name, value in wanted.items():
        if not isinstance(value, Mapping):
            continue
        for lie, given, meant in (
            ("graphql-contains-means-equals", "contains", "equals"),
            ("graphql-equals-means-contains", "equals", "contains"),
        ):
            if given in value and context.told(lie):
                wanted[name] = {meant: value[given]}
        for lie, bound in (("graphql-date-filters-ignore-from", "from"), ("graphql-date-filters-ignore-to", "to")):
            if bound in value and context.told(lie):
                wanted[name] = {key: each for key, each in value.items() if key != bound}
    return wanted


def _window(numbers: Sequence[int], args: Arguments, context: Context) -> tuple[int, int]:
    """First place, and place after the last, of the page that the arguments of a connection ask for."""
    start, stop = 0, len(numbers)
    known: Sequence[int] = numbers
    if context.told("graphql-cursors-count-from-the-end"):
        known = range(len(numbers), 0, -1)
    after, before, first, last = (_heard(name, args, context) for name in ("after", "before", "first", "last"))
    if after is not None:
        start = _place(known, after, after=True)
    if before is not None:
        stop = min(stop, _place(known, before, after=context.told("graphql-before-includes-its-row")))
    if any(size is not None and size < 0 for size in (first, last)):
        raise GraphQLError("The arguments first and last cannot be negative.")
    stop = max(start, stop)
    if context.told("graphql-last-means-first") and last is not None:
        first, last = last, None
    if first is not None:
        stop = min(stop, start + first)
    if last is not None:
        start = max(start, stop - last)
    if context.told("graphql-cursors-are-ignored"):
        return 0, stop - start
    return start, stop


def _heard(name: str, args: Arguments, context: Context) -> Any:  # Any: a cursor or a number
    return None if context.told(f"graphql-{name}-is-ignored") else args.get(name)


def _cursors(numbers: Sequence[int], context: Context) -> list[str]:
    cursors = [_cursor(number) for number in numbers]
    if context.told("graphql-cursors-are-all-equal"):
        return cursors[:1] * len(cursors)
    if context.told("graphql-cursors-are-plain-numbers"):
        return [str(number) for number in numbers]
    if context.told("graphql-cursors-count-from-the-end"):
        return [_cursor(len(numbers) - place) for place in range(len(numbers))]
    if context.told("graphql-cursors-are-plain-text"):
        return [f"number:{number}" for number in numbers]
    if context.told("graphql-cursors-name-no-field"):
        return [b64encode(str(number).encode()).decode() for number in numbers]
    return cursors


def _page_info(edges: Sequence[Mapping[str, object]], is_after: bool, is_before: bool, context: Context) -> dict[str, object]:
    """``is_after``: there are rows before the page; ``is_before``: there are rows behind it."""
    if context.told("graphql-page-info-says-no-more"):
        is_after = is_before = False
    if context.told("graphql-page-info-always-says-more"):
        is_after = is_before = True
    if context.told("graphql-page-info-exchanges-directions"):
        is_after, is_before = is_before, is_after
    first, last = (edges[0]["cursor"], edges[-1]["cursor"]) if edges else (None, None)
    if context.told("graphql-page-info-exchanges-cursors"):
        first, last = last, first
    if context.told("graphql-page-info-lacks-cursors"):
        first = last = None
    return {"hasPreviousPage": is_after, "hasNextPage": is_before, "startCursor": first, "endCursor": last}


def _sorted(rows: list[Row], args: Arguments, context: Context, sort_keys: SortKeys) -> list[Row]:
    keys: Sequence[str] = args.get("sort") or ()
    if context.told("graphql-sort-is-ignored"):
        return rows
    for key in reversed(keys):
        name, _, direction = key.rpartition("_")
        is_downwards = (direction == "DESC") != context.told("graphql-sort-is-reversed")
        rows = sorted(rows, key=sort_keys[name], reverse=is_downwards)
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
