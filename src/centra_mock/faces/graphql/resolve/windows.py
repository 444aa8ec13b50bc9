"""Delivery windows of a wholesale store and the campaigns in them.

Source: 05.api-references/05.graphql-integration-api/04.examples/02.b2b.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from centra_mock.domain import model as m
from centra_mock.faces.graphql.context import Arguments, Context, Resolver
from centra_mock.faces.graphql.formats import WINDOW_PATTERN, format_date, local_midnight
from centra_mock.faces.graphql.listing import Filters

__all__ = ["FIELDS", "FILTERS", "window_type"]

_TYPES = ("AtOnceDeliveryWindow", "PreorderDeliveryWindow")


def window_type(window: m.DeliveryWindow, context: Context) -> str:
    """The schema type of a delivery window."""
    is_preorder = (window.kind == "preorder") != context.told("graphql-window-kinds-are-swapped")
    return "PreorderDeliveryWindow" if is_preorder else "AtOnceDeliveryWindow"


def _markets(source: m.DeliveryWindow, args: Arguments, context: Context) -> list[m.Market]:
    known = context.centra.markets
    if source.status == "CANCELLED" and context.told("graphql-cancelled-windows-lose-their-data"):
        return []
    return [known[market_id] for market_id in source.market_ids if market_id in known]


def _campaigns(source: m.DeliveryWindow, args: Arguments, context: Context) -> list[m.Campaign]:
    known = context.centra.campaigns
    if context.told("graphql-delivery-windows-have-no-campaigns"):
        return []
    return [known[campaign_id] for campaign_id in source.campaign_ids if campaign_id in known]


def _days_from_now(source: m.DeliveryWindow, args: Arguments, context: Context) -> int | None:
    if context.told("graphql-days-from-now-zero-stays-zero"):
        return source.days_from_now or 0
    return source.days_from_now or None


def _limit(source: m.DeliveryWindowVariant, args: Arguments, context: Context) -> dict[str, object] | None:
    if source.limit is None:
        return None
    return {"value": source.limit, "on": "ProductVariant", "type": "HIGH"}


def _day(read: Callable[[m.DeliveryWindow], date | None]) -> Resolver:
    def resolve(source: m.DeliveryWindow, args: Arguments, context: Context) -> str | None:
        day = read(source)
        if day is None:
            return None
        pattern = args.get("format")
        if pattern is None or context.told("graphql-format-argument-is-ignored"):
            pattern = WINDOW_PATTERN
        return format_date(local_midnight(day), pattern[:100])

    return resolve


FILTERS: dict[str, Filters] = {"deliveryWindows": {"id": lambda row, wanted: row.id == wanted}}

_SHARED: dict[str, Resolver] = {
    "markets": _markets,
    "campaigns": _campaigns,
    "allocationRule": lambda source, args, context: context.centra.allocation_rules.get(source.allocation_rule_id or 0),
    "defaultVariantDeliveryType": lambda source, args, context: source.default_delivery_type,
    "deliveryWindowVariants": lambda source, args, context: source.variants,
}

FIELDS: dict[str, Resolver] = {
    **{f"{owner}.{name}": resolve for owner in _TYPES for name, resolve in _SHARED.items()},
    "AtOnceDeliveryWindow.daysFromNow": _days_from_now,
    "PreorderDeliveryWindow.deliveryStartDate": _day(lambda window: window.delivery_start),
    "PreorderDeliveryWindow.deliveryEndDate": _day(lambda window: window.delivery_end),
    "PreorderDeliveryWindow.salesStartDate": _day(lambda window: window.sales_start),
    "PreorderDeliveryWindow.salesEndDate": _day(lambda window: window.sales_end),
    "DeliveryWindowVariant.limit": _limit,
    "DeliveryWindowVariant.product": lambda source, args, context: context.centra.products[source.product_id],
}
