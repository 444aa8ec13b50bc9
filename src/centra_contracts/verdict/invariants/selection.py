"""Selections as the Checkout API answers them, and what its calls mean to them.

Answers may be anything: what is not as documented is read as not there, and never raises.
Source: api-references/checkout-api/order-flow, fe-development/fe-elements (basket, country switcher).
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote

from centra_contracts.contract.model import Json
from centra_contracts.verdict.context import Turn, Walk

__all__ = [
    "Call",
    "Cart",
    "Tree",
    "amount",
    "amounts_fit",
    "call_of",
    "cart_of",
    "carts_of",
    "path_of_calls",
    "tree_of",
]

Tree = Mapping[str, Json]
_NOTHING: Tree = {}
_CALLS = (
    ("read", "GET /selection", re.compile(r"GET /selection()()")),
    ("add", "POST /items/{item}", re.compile(r"POST /items/([^/]+)()")),
    ("add", "POST /items/{item}/quantity/{quantity}", re.compile(r"POST /items/([^/]+)/quantity/(\d+)")),
    ("plus", "POST /lines/{line}/quantity/{quantity}", re.compile(r"POST /lines/([^/]+)/quantity/(\d+)")),
    ("set", "PUT /lines/{line}/quantity/{quantity}", re.compile(r"PUT /lines/([^/]+)/quantity/(\d+)")),
    ("minus", "DELETE /lines/{line}/quantity/{quantity}", re.compile(r"DELETE /lines/([^/]+)/quantity/(\d+)")),
    ("remove", "DELETE /lines/{line}", re.compile(r"DELETE /lines/([^/]+)()")),
    ("voucher-on", "POST /vouchers", re.compile(r"POST /vouchers()()")),
    ("voucher-off", "DELETE /vouchers/{voucher}", re.compile(r"DELETE /vouchers/([^/]+)()")),
    ("country", "PUT /countries/{country}", re.compile(r"PUT /countries/([^/]+)()")),
    ("language", "PUT /languages/{language}", re.compile(r"PUT /languages/([^/]+)()")),
)
_CENT = 0.005
_TINY = 1e-6


@dataclass(frozen=True, slots=True)
class Call:
    """What a call asks for: ``kind`` is ``add``, ``set`` and so on; ``other`` for what no invariant knows."""

    kind: str
    template: str  # "POST /items/{item}"
    target: str  # item, line, voucher, country or language
    pieces: int


@dataclass(frozen=True, slots=True)
class Cart:
    """A selection as it was answered, with what surrounds it."""

    body: Tree
    selection: Tree
    lines: tuple[Tree, ...]
    totals: Tree

    @property
    def pieces(self) -> dict[str, int]:
        """How many pieces of each item there are, on all its lines together; vouchers may split lines."""
        found: Counter[str] = Counter()
        for line in self.lines:
            found[str(line.get("item"))] += int(amount(line.get("quantity")) or 0)
        return {item: count for item, count in sorted(found.items()) if count}

    @property
    def line_ids(self) -> dict[str, tuple[str, ...]]:
        """The ids of the lines of each item."""
        found: dict[str, tuple[str, ...]] = {}
        for line in self.lines:
            item = str(line.get("item"))
            found[item] = (*found.get(item, ()), str(line.get("line")))
        return found

    @property
    def prices(self) -> dict[str, float | None]:
        """What a piece costs on each line, by the item of the line."""
        return {str(line.get("item")): amount(line.get("priceEachAsNumber")) for line in self.lines}

    @property
    def country(self) -> str:
        """The country of the session, in capitals; empty where none is known."""
        return str(tree_of(self.body.get("location")).get("country") or "").upper()

    @property
    def vouchers(self) -> str:
        """The vouchers on the selection, as text: the pages show no sample with one."""
        found = tree_of(self.selection.get("discounts")).get("vouchers")
        return json.dumps(found, ensure_ascii=False, sort_keys=True) if found else ""


def tree_of(value: Json) -> Tree:
    """The value if it is an object, else an empty one."""
    return value if isinstance(value, Mapping) else _NOTHING


def cart_of(turn: Turn) -> Cart | None:
    """The selection that a turn answered; None for a refusal, and for an answer that holds no selection.

    Source: api-references/checkout-api/api-reference/selections-and-orders#api-errors: there are no errors where there is
    no ``errors``.
    """
    body = turn.reading.body
    if not turn.reading.accepted or not isinstance(body, Mapping):
        return None
    selection = tree_of(body.get("selection"))
    items = selection.get("items")
    if not isinstance(items, list) or not isinstance(selection.get("totals"), Mapping):
        return None
    lines = tuple(tree_of(line) for line in items)
    return Cart(body, selection, lines, tree_of(selection.get("totals")))


def carts_of(walk: Walk) -> Iterator[tuple[int, Cart]]:
    """Every selection of a walk, with the number of its turn."""
    for index, turn in enumerate(walk):
        cart = cart_of(turn)
        if cart is not None:
            yield index, cart


def call_of(turn: Turn) -> Call:
    """What the call of a turn asks for."""
    for kind, template, pattern in _CALLS:
        found = pattern.fullmatch(turn.call)
        if found is not None:
            return Call(kind, template, unquote(found[1]), int(found[2] or 1))
    return Call("other", turn.call, "", 0)


def amount(value: Json) -> float | None:
    """The number that a value is; None for text, flags and everything else."""
    return float(value) if isinstance(value, int | float) and not isinstance(value, bool) else None


def amounts_fit(left: float, right: float, *, roundings: int = 1) -> bool:
    """Whether two amounts are equal but for so many roundings to two places."""
    return abs(left - right) <= _CENT * roundings + _TINY


def path_of_calls(walk: Walk, last: int) -> str:
    """The calls of a walk up to one of its turns, for people: lines by their order, the other session named.

    Ids of lines are unlike in every run, so each is told as the line that it is.
    """
    names: dict[str, str] = {}
    told = []
    for turn in walk[: last + 1]:
        said = turn.call
        for line, name in names.items():
            said = said.replace(line, name)
        told.append(said if turn.session == "main" else f"{said} (in the {turn.session} session)")
        cart = cart_of(turn)
        for ids in cart.line_ids.values() if cart is not None else ():
            for line in ids:
                if line:
                    names.setdefault(line, f"<line {len(names) + 1}>")
    return "; ".join(told)
