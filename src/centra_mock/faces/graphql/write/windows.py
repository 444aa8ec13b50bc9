"""Creating and updating delivery windows and the variants in them.

Source: 05.api-references/05.graphql-integration-api/04.examples/02.b2b, "Creating and modifying B2B Delivery Windows".
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra
from centra_mock.faces.graphql.context import Arguments, Context, Mutation, Refusal
from centra_mock.faces.graphql.formats import read_day
from centra_mock.faces.graphql.write.references import name_of, new_id, of_id, referred

__all__ = ["MUTATIONS"]

_MOST_VARIANTS = 100
Payload = dict[str, Any]  # Any: domain objects by the name of the payload's field


def _create_window(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    at_once, preorder = given.get("atOnce"), given.get("preorder")
    if (at_once is None) == (preorder is None):
        raise Refusal("A delivery window is either atOnce or preorder", "input")
    market_ids = _market_ids(centra, given["markets"])
    if not market_ids:
        raise Refusal("A delivery window has at least one market", "input", "markets")
    rule = referred(centra.allocation_rules, given, "allocationRule", "AllocationRule")
    window = m.DeliveryWindow(
        id=new_id(centra, "delivery_window", centra.delivery_windows),
        name=name_of(given),
        store_id=centra.markets[market_ids[0]].store_id,
        kind="preorder" if preorder is not None else "at_once",
        market_ids=market_ids,
        status=given["status"],
        allocation_rule_id=rule.id if rule else None,
        default_delivery_type=given["defaultVariantDeliveryType"],
        delivery_dates_visible=bool(given.get("deliveryDatesVisible")),
        selectable_by_buyers=bool(given.get("selectableByBuyers")),
        selected_by_default=bool(given.get("selectedByDefault")),
    )
    if at_once is not None:
        days = at_once.get("daysFromNow") or 0
        if not 0 <= days <= 3650:
            raise Refusal("The days from now cannot be negative or that many", "input", "atOnce", "daysFromNow")
        window.days_from_now = days or None
        window.selectable_date = bool(at_once.get("selectableDate"))
    if preorder is not None:
        window.delivery_start, window.delivery_end = _days(preorder["deliveryDateRange"], "deliveryDateRange")
        window.sales_start, window.sales_end = _days(preorder["salesDateRange"], "salesDateRange")
        window.allocation_order = preorder.get("allocationOrder")
    centra.delivery_windows[window.id] = window
    centra.publish("delivery_window", "create", window.id, store_id=window.store_id)
    return {"deliveryWindow": window}


def _update_window(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    window = of_id(centra.delivery_windows, args["id"], "DeliveryWindow", "id")
    name = window.name if given.get("name") is None else name_of(given)
    if given.get("markets") is not None:
        market_ids = _market_ids(centra, given["markets"])
        if not market_ids:
            raise Refusal("A delivery window has at least one market", "input", "markets")
        if context.told("graphql-window-markets-are-added"):
            market_ids = list(dict.fromkeys([*window.market_ids, *market_ids]))
        window.market_ids = market_ids
    window.name = name
    window.status = given.get("status") or window.status
    window.default_delivery_type = given.get("defaultVariantDeliveryType") or window.default_delivery_type
    centra.publish("delivery_window", "update", window.id, store_id=window.store_id)
    return {"deliveryWindow": window}


def _set_variants(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    window = _window(centra, given)
    if len(given["variants"]) > _MOST_VARIANTS and not context.told("graphql-windows-take-any-number-of-variants"):
        raise Refusal(f"Up to {_MOST_VARIANTS} variants can be set in one mutation", "input", "variants")
    chosen = []
    for entry in given["variants"]:
        variant = of_id(centra.variants, entry["productVariant"].get("id"), "ProductVariant", "input", "variants")
        limit = entry.get("limit")
        if limit is not None and limit["value"] < 0:
            raise Refusal("A limit cannot be negative", "input", "variants", "limit")
        chosen.append(m.DeliveryWindowVariant(variant.id, variant.product_id, entry["type"], limit["value"] if limit else None))
    renewed = {entry.variant_id: entry for entry in chosen}
    kept = [entry for entry in window.variants if entry.variant_id not in renewed]
    window.variants[:] = [*kept, *renewed.values()]
    centra.publish("delivery_window", "update", window.id, store_id=window.store_id)
    return {"deliveryWindow": window}


def _unset_variants(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    window = _window(centra, given)
    if len(given["productVariants"]) > _MOST_VARIANTS * 10:
        raise Refusal("Too many variants for one mutation", "input", "productVariants")
    present = {entry.variant_id for entry in window.variants}
    gone = {reference.get("id") for reference in given["productVariants"]}
    for variant_id in sorted(gone - present, key=str):
        raise Refusal(f"Could not find ProductVariant with ID {variant_id} in the delivery window", "input", "productVariants")
    if not context.told("graphql-unset-variants-stay"):
        window.variants[:] = [entry for entry in window.variants if entry.variant_id not in gone]
    centra.publish("delivery_window", "update", window.id, store_id=window.store_id)
    return {"deliveryWindow": window}


def _window(centra: Centra, given: Arguments) -> m.DeliveryWindow:
    return of_id(centra.delivery_windows, given["deliveryWindow"].get("id"), "DeliveryWindow", "input", "deliveryWindow", "id")


def _market_ids(centra: Centra, given: Iterable[Mapping[str, Any]]) -> list[int]:  # Any: references by id
    markets = [of_id(centra.markets, each.get("id"), "Market", "input", "markets", "id") for each in given]
    if any(centra.stores[market.store_id].kind != "wholesale" for market in markets):
        raise Refusal("Delivery windows belong to markets of a wholesale store", "input", "markets")
    if len({market.store_id for market in markets}) > 1:
        raise Refusal("The markets of a delivery window belong to one store", "input", "markets")
    return list(dict.fromkeys(market.id for market in markets))


def _days(given: Mapping[str, str], name: str) -> tuple[date, date]:
    first, last = read_day(given.get("from") or ""), read_day(given.get("to") or "")
    if first is None or last is None or last < first:
        raise Refusal("A date range has a first day and a last day that is not before it", "input", "preorder", name)
    return first, last


MUTATIONS: dict[str, Mutation] = {
    "createDeliveryWindow": _create_window,
    "updateDeliveryWindow": _update_window,
    "setDeliveryWindowVariants": _set_variants,
    "unsetDeliveryWindowVariants": _unset_variants,
}
