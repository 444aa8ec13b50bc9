"""Invariants of a course of calls: what each call makes of a selection, and what it leaves as it was."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from centra_contracts.contract.model import Json
from centra_contracts.verdict.context import Walk
from centra_contracts.verdict.invariants.model import HELD, Invariant, Look, Slip
from centra_contracts.verdict.invariants.selection import Call, Cart, call_of, cart_of, tree_of
from centra_contracts.verdict.show import show, show_answer

__all__ = ["INVARIANTS"]

_LONGEST = 160  # of what is told of vouchers
_STATE, _SESSIONS = "CC604", "CC605"


@dataclass(slots=True)
class _Passage:
    """One accepted turn, with the last accepted one of the same session."""

    turn: int
    call: Call
    before: Cart | None  # None: the session begins
    after: Cart
    follows: bool  # nothing was said in the other session in between
    session: str


@dataclass(slots=True)
class _Prices:
    """What a session saw in one country."""

    currency: Json
    each: dict[str, float | None] = field(default_factory=dict)


def answers(walk: Walk) -> Iterator[Look]:
    """Every call is answered with the whole selection. Taking off more pieces than there are may be refused.

    Source: fe-development/fe-elements#basket-selection.
    """
    last: dict[str, Cart] = {}
    for index, turn in enumerate(walk):
        cart, call = cart_of(turn), call_of(turn)
        if cart is None:
            if _may_be_refused(call, last.get(turn.session)) and turn.reading.errors:
                continue
            yield Slip(index, call.template, "the whole selection", show_answer(turn.reading))
            return
        last[turn.session] = cart
        yield HELD


def quantities_follow(walk: Walk) -> Iterator[Look]:
    """Adding, raising, lowering, setting and removing changes the pieces of the item by so many, and of no other.

    Source: fe-development/fe-elements#basket-selection; api-references/checkout-api/order-flow, "Add another product".
    """
    for passage in _passages(walk):
        if not passage.follows or passage.before is None:
            continue
        wanted = _wanted(passage.before, passage.call)
        if wanted is None:
            continue
        if passage.after.pieces != wanted:
            yield Slip(passage.turn, "selection.items[].quantity", _told(wanted), _told(passage.after.pieces))
            return
        yield HELD


def lines_keep_ids(walk: Walk) -> Iterator[Look]:
    """A line keeps its id as long as it is there, whatever is called; adding its item again raises it.

    No two lines share an id. Where vouchers are on, lines may be split: fe-development/fe-elements, "Buy one, get one free".
    Source: fe-development/fe-elements#basket-selection; api-references/checkout-api/order-flow.
    """
    for passage in _passages(walk):
        ids = [line for lines in passage.after.line_ids.values() for line in lines]
        if len(ids) != len(set(ids)) or not all(ids):
            yield Slip(passage.turn, "selection.items[].line", "an id for each line, no two alike", show([*sorted(ids)]))
            return
        if passage.before is None or not passage.follows or passage.before.vouchers or passage.after.vouchers:
            continue
        for item, before in sorted(passage.before.line_ids.items()):
            after = passage.after.line_ids.get(item)
            if after is not None and len(before) == 1:
                if after != before:
                    yield Slip(passage.turn, "selection.items[].line", f"the line of {item} as it was", _lines(before, after))
                    return
                yield HELD


def sessions_are_apart(walk: Walk) -> Iterator[Look]:
    """A new session begins with an empty selection, and what is done in one session shows in no other.

    Source: api-references/checkout-api/introduction#token, fe-development/fe-elements#selection-vs-session-token.
    """
    owner: dict[str, str] = {}
    for passage in _passages(walk):
        for line in sorted(line for lines in passage.after.line_ids.values() for line in lines):
            if owner.setdefault(line, passage.session) != passage.session:
                yield Slip(passage.turn, "selection.items[].line", "lines of this session alone", "a line of another session")
                return
        if passage.before is None:
            wanted: dict[str, int] | None = {} if passage.call.kind != "add" else {passage.call.target: passage.call.pieces}
        elif passage.follows:
            continue
        else:
            wanted = _wanted(passage.before, passage.call)
        if wanted is not None and passage.after.pieces != wanted:
            yield Slip(passage.turn, "selection.items[].quantity", _told(wanted), _told(passage.after.pieces))
            return
        if passage.before is None:
            continue
        if passage.call.kind not in ("country", "other") and passage.after.country != passage.before.country:
            yield Slip(passage.turn, "location.country", show(passage.before.country), show(passage.after.country))
            return
        yield HELD


def voucher_comes_off(walk: Walk) -> Iterator[Look]:
    """A voucher that is taken off is gone, and the same goods cost what they did before it.

    Source: api-references/checkout-api/introduction#encoding-of-dynamic-parameters-in-routing (``DELETE /vouchers``),
    fe-development/launch-checklist (vouchers can be removed).
    """
    costs: dict[tuple[str, str, str], Json] = {}
    was_on: set[str] = set()
    for passage in _passages(walk):
        key = (passage.session, passage.after.country, _told(passage.after.pieces))
        if passage.call.kind == "voucher-on":
            was_on.add(passage.session)
        if passage.call.kind == "voucher-off" and passage.session in was_on:
            if passage.call.target in passage.after.vouchers:
                yield Slip(passage.turn, "selection.discounts.vouchers", "the voucher is gone", passage.after.vouchers[:_LONGEST])
                return
            was_on.discard(passage.session)
            found = _costs(passage.after)
            if key in costs and costs[key] != found:
                yield Slip(passage.turn, "selection.totals.grandTotalPriceAsNumber", f"still {show(costs[key])}", show(found))
                return
            if key in costs:
                yield HELD
        elif passage.session not in was_on:
            costs[key] = _costs(passage.after)


def country_comes_back(walk: Walk) -> Iterator[Look]:
    """A selection is in the currency that the list of countries gives its country; back in a country, items cost what they did.

    Source: api-references/checkout-api/order-flow, "Change country back to Sweden";
    fe-development/fe-elements#country-market-language-switcher.
    """
    seen: dict[tuple[str, str], _Prices] = {}
    left: set[tuple[str, str]] = set()
    for passage in _passages(walk):
        here = (passage.session, passage.after.country)
        if passage.call.kind == "country" and passage.before is not None:
            left.add((passage.session, passage.before.country))
        listed = _currency_of(passage.after)
        if passage.call.kind == "country" and listed not in (None, passage.after.selection.get("currency")):
            found = show(passage.after.selection.get("currency"))
            yield Slip(passage.turn, "selection.currency", f"{show(listed)}, as {passage.after.country} is listed", found)
            return
        known = seen.setdefault(here, _Prices(passage.after.selection.get("currency")))
        if here in left:
            if passage.after.selection.get("currency") != known.currency:
                yield Slip(
                    passage.turn, "selection.currency", show(known.currency), show(passage.after.selection.get("currency"))
                )
                return
            for item, price in sorted(passage.after.prices.items()):
                if item in known.each and known.each[item] != price and not passage.after.vouchers:
                    wanted = f"{show(known.each[item])} for {item}, as before in {passage.after.country}"
                    yield Slip(passage.turn, "selection.items[].priceEachAsNumber", wanted, show(price))
                    return
                if item in known.each:
                    yield HELD
        if not passage.after.vouchers:
            known.each = {**passage.after.prices, **known.each}


def language_names_only(walk: Walk) -> Iterator[Look]:
    """A change of language selects it, and leaves pieces, lines, prices, totals, currency and country as they were.

    Source: guides/cms-integration#translations-and-locales,
    api-references/checkout-api/api-reference/selections-and-orders#localization.
    """
    for passage in _passages(walk):
        if passage.call.kind != "language" or passage.before is None or not passage.follows:
            continue
        selected = passage.after.body.get("language")
        code = tree_of(selected).get("language")
        if not isinstance(selected, list) and code != passage.call.target:
            yield Slip(passage.turn, "language.language", show(passage.call.target), show(code))
            return
        for place, look in (
            ("selection.items[].quantity", lambda cart: cart.pieces),
            ("selection.items[].line", lambda cart: {item: list(ids) for item, ids in cart.line_ids.items()}),
            ("selection.items[].priceEachAsNumber", lambda cart: cart.prices),
            ("selection.currency", lambda cart: cart.selection.get("currency")),
            ("selection.totals.grandTotalPriceAsNumber", _costs),
            ("location.country", lambda cart: cart.country),
        ):
            if look(passage.after) != look(passage.before):
                yield Slip(passage.turn, place, f"still {show(look(passage.before))}", show(look(passage.after)))
                return
        yield HELD


def _passages(walk: Walk) -> Iterator[_Passage]:
    last: dict[str, Cart] = {}
    earlier = ""
    for index, turn in enumerate(walk):
        cart = cart_of(turn)
        if cart is not None:
            yield _Passage(index, call_of(turn), last.get(turn.session), cart, earlier == turn.session, turn.session)
            last[turn.session] = cart
        earlier = turn.session


def _wanted(before: Cart, call: Call) -> dict[str, int] | None:
    """How many pieces of each item there must be after a call; None where no page says."""
    pieces = before.pieces
    match call.kind:
        case "other":
            return None
        case "add":
            pieces[call.target] = pieces.get(call.target, 0) + call.pieces
        case "plus" | "set" | "minus" | "remove":
            item = next((item for item, ids in before.line_ids.items() if call.target in ids), None)
            if item is None or len(before.line_ids[item]) != 1 or (call.kind == "minus" and call.pieces > pieces.get(item, 0)):
                return None
            now = pieces.get(item, 0)
            pieces[item] = {"plus": now + call.pieces, "set": call.pieces, "minus": now - call.pieces, "remove": 0}[call.kind]
    return {item: count for item, count in sorted(pieces.items()) if count}


def _may_be_refused(call: Call, before: Cart | None) -> bool:
    if call.kind != "minus" or before is None:
        return False
    item = next((item for item, ids in before.line_ids.items() if call.target in ids), "")
    return call.pieces > before.pieces.get(item, 0)


def _currency_of(cart: Cart) -> Json:
    """The currency of the session's country in the list of countries; None where the list does not tell."""
    countries = cart.body.get("countries")
    found = [tree_of(item) for item in countries] if isinstance(countries, list) else []
    return next((item.get("currency") for item in found if item.get("country") == cart.country), None)


def _costs(cart: Cart) -> Json:
    names = ("itemsTotalPriceAsNumber", "totalDiscountPriceAsNumber", "grandTotalPriceAsNumber")
    return {name: cart.totals.get(name) for name in names}


def _told(pieces: dict[str, int]) -> str:
    return " and ".join(f"{count} of {item}" for item, count in sorted(pieces.items())) or "an empty selection"


def _lines(before: tuple[str, ...], after: tuple[str, ...]) -> str:
    return "another line" if len(after) == len(before) else f"{len(after)} lines"


INVARIANTS = (
    Invariant("answers", answers, "CC102", "a call is answered"),
    Invariant("quantities-follow", quantities_follow, _STATE, "a call follows another in its session"),
    Invariant("lines-keep-ids", lines_keep_ids, _STATE, "a call follows one that shows a line"),
    Invariant("sessions-apart", sessions_are_apart, _SESSIONS, "two sessions take turns"),
    Invariant("voucher-comes-off", voucher_comes_off, _STATE, "a voucher is put on a selection and taken off again"),
    Invariant("country-comes-back", country_comes_back, _STATE, "a country is left with a line and entered again"),
    Invariant("language-names-only", language_names_only, _STATE, "the language is changed"),
)
