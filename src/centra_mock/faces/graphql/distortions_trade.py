"""Lies about the values of orders, accounts, buyers and delivery windows.

Sources: 05.api-references/05.graphql-integration-api/04.examples/01.dtc and 02.b2b.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from centra_mock.domain import model as m
from centra_mock.domain.pricing import order_totals
from centra_mock.faces.graphql.context import Context
from centra_mock.faces.graphql.distortion import Change, Distortion
from centra_mock.faces.graphql.distortions_catalogue import other_than, swapped_status

__all__ = ["TRADE_DISTORTIONS"]

_WINDOW_DATES = " ".join(
    f"DeliveryWindow.{name}" for name in ("deliveryStartDate", "deliveryEndDate", "salesStartDate", "salesEndDate")
)


def _lie(name: str, says: str, places: str, change: Change) -> Distortion:
    return Distortion(f"graphql-{name}", says, tuple(places.split()), change)


def _with(value: Any, amount: Decimal) -> Any:  # Any: money of resolve.values, and a new one of it
    return type(value)(amount, value.currency_code)


def _without_shipping(value: Any, source: m.Order, context: Context) -> Any:  # Any: see _with
    totals = order_totals(context.centra, source)
    return _with(value, totals.grand_total - totals.shipping)


def _before_discounts(value: Any, source: m.Order, context: Context) -> Any:  # Any: see _with
    totals = order_totals(context.centra, source)
    return _with(value, totals.grand_total + totals.discount)


def _without_offset(value: Any, source: Any, context: Context) -> Any:  # Any: a text or null
    return value[:10] if isinstance(value, str) else value


def _in_utc(value: Any, source: Any, context: Context) -> Any:  # Any: a text or null
    return f"{value[:19]}+00:00" if isinstance(value, str) else value


def _reversed(value: Any, source: Any, context: Context) -> bool:  # Any: see distortion.Change
    return not value


TRADE_DISTORTIONS: tuple[Distortion, ...] = (
    # orders
    _lie("order-ids-are-numbers", "The id of an order is its number.", "Order.id", lambda value, source, _: str(source.number)),
    _lie("orders-are-all-confirmed", "Every order has the status CONFIRMED.", "Order.status", lambda value, *_: "CONFIRMED"),
    _lie(
        "order-dates-are-of-today",
        "orderDate is the day of reading.",
        "Order.orderDate",
        lambda value, source, context: f"{context.centra.now():%Y-%m-%d}",
    ),
    _lie("grand-totals-lack-shipping", "The grand total leaves out the shipping.", "Order.grandTotal", _without_shipping),
    _lie("grand-totals-ignore-discounts", "The grand total leaves out the discounts.", "Order.grandTotal", _before_discounts),
    _lie(
        "base-rates-are-one",
        "currencyBaseRate is 1 in every currency.",
        "Order.currencyBaseRate PaymentHistoryEntry.currencyBaseRate",
        lambda value, *_: 1.0,
    ),
    _lie(
        "order-totals-lack-shipping",
        "The shipping of the totals is zero.",
        "OrderTotals.shipping",
        lambda value, *_: _with(value, Decimal(0)),
    ),
    _lie(
        "order-totals-lack-handling",
        "The handling of the totals is zero.",
        "OrderTotals.handling",
        lambda value, *_: _with(value, Decimal(0)),
    ),
    _lie(
        "order-totals-exchange-taxes",
        "taxIncluded has what is added, and taxAdded what is included.",
        "OrderTotals.taxIncluded OrderTotals.taxAdded",
        lambda value, source, _: source["taxAdded" if value is source["taxIncluded"] else "taxIncluded"],
    ),
    _lie(
        "order-markets-are-others",
        "Orders name a market that they were not placed in.",
        "Order.market",
        lambda value, source, context: other_than(value, context.centra.markets),
    ),
    _lie(
        "order-pricelists-are-others",
        "Orders name a price list that they were not placed with.",
        "Order.pricelist",
        lambda value, source, context: other_than(value, context.centra.pricelists),
    ),
    _lie(
        "order-shipping-addresses-are-billing-addresses",
        "shippingAddress is the billing address.",
        "Order.shippingAddress",
        lambda value, source, _: source.billing_address,
    ),
    # lines
    _lie(
        "line-quantities-count-cancelled-pieces",
        "quantity counts what was cancelled.",
        "OrderLine.quantity",
        lambda value, source, _: value + source["cancelledQuantity"],
    ),
    _lie(
        "cancelled-quantities-are-zero", "cancelledQuantity is always zero.", "OrderLine.cancelledQuantity", lambda value, *_: 0
    ),
    _lie(
        "line-values-are-of-one-piece",
        "lineValue is the price of one piece.",
        "OrderLine.lineValue",
        lambda value, source, _: source["unitPrice"],
    ),
    _lie(
        "original-prices-are-paid-prices",
        "unitOriginalPrice is what is paid.",
        "OrderLine.unitOriginalPrice",
        lambda value, source, _: source["unitPrice"],
    ),
    _lie(
        "paid-prices-are-original-prices",
        "unitPrice is the price of the price list, and no campaign counts.",
        "OrderLine.unitPrice",
        lambda value, source, _: source["unitOriginalPrice"],
    ),
    _lie("line-tax-is-zero", "taxPercent of lines is zero.", "OrderLine.taxPercent", lambda value, *_: 0.0),
    _lie("line-discounts-are-zero", "discountPercent of lines is zero.", "OrderLine.discountPercent", lambda value, *_: 0.0),
    _lie(
        "lines-name-another-product",
        "Lines lead to a product that was not ordered.",
        "OrderLine.product",
        lambda value, source, context: other_than(value, context.centra.products),
    ),
    # discounts and payments
    _lie(
        "discounts-are-named-by-code",
        "A voucher has its code as name.",
        "Discount.name",
        lambda value, source, _: source["code"] or "-",
    ),
    _lie(
        "payments-are-all-authorizations",
        "Every entry of the payment history is of type AUTH.",
        "PaymentHistoryEntry.entryType",
        lambda value, *_: "AUTH",
    ),
    _lie(
        "payments-are-all-successful",
        "Every entry of the payment history has the status SUCCESS.",
        "PaymentHistoryEntry.status",
        lambda value, *_: "SUCCESS",
    ),
    _lie(
        "payment-values-are-zero",
        "Entries of the payment history are of no value.",
        "PaymentHistoryEntry.value",
        lambda value, *_: _with(value, Decimal(0)),
    ),
    _lie(
        "payment-plugins-are-uris",
        "The plugin of a payment method is its uri.",
        "PaymentMethod.plugin",
        lambda value, source, _: source.uri,
    ),
    # wholesale orders, accounts, buyers
    _lie(
        "orders-name-another-account",
        "A wholesale order names an account that did not place it.",
        "WholesaleOrder.account",
        lambda value, source, context: other_than(value, context.centra.accounts),
    ),
    _lie(
        "orders-name-another-buyer",
        "A wholesale order names a buyer who did not place it.",
        "WholesaleOrder.buyer",
        lambda value, source, context: other_than(value, context.centra.buyers),
    ),
    _lie(
        "orders-list-every-window",
        "Wholesale orders list every delivery window of the store.",
        "WholesaleOrder.deliveryWindows",
        lambda value, source, context: list(context.centra.delivery_windows.values()),
    ),
    _lie(
        "account-discounts-are-whole",
        "discountPercent of accounts has no fraction.",
        "Account.discountPercent",
        lambda value, *_: float(int(value)),
    ),
    _lie(
        "account-discounts-are-hidden", "isDiscountVisible is always false.", "Account.isDiscountVisible", lambda value, *_: False
    ),
    _lie(
        "window-discounts-are-zero",
        "Discounts of a delivery window are zero.",
        "DeliveryWindowDiscount.discountPercent",
        lambda value, *_: 0.0,
    ),
    _lie("buyer-status-exchanged", "Active buyers read INACTIVE and inactive ones ACTIVE.", "Purchaser.status", swapped_status),
    _lie(
        "buyers-name-another-account",
        "A buyer names an account that it does not belong to.",
        "Purchaser.account",
        lambda value, source, context: other_than(value, context.centra.accounts),
    ),
    _lie(
        "buyers-get-no-automatic-mail",
        "receiveAutoEmails is always false.",
        "Purchaser.receiveAutoEmails",
        lambda value, *_: False,
    ),
    _lie(
        "commissions-are-fractions",
        "commissionPercent is a fraction of one.",
        "SalesRepresentative.commissionPercent",
        lambda value, *_: value / 100,
    ),
    # delivery windows
    _lie(
        "window-status-reads-active", "Every delivery window reads ACTIVE.", "DeliveryWindow.status", lambda value, *_: "ACTIVE"
    ),
    _lie(
        "window-dates-lack-the-offset",
        "Dates of delivery windows are bare days.",
        _WINDOW_DATES,
        _without_offset,
    ),
    _lie(
        "window-dates-are-in-utc",
        "Dates of delivery windows have the offset zero.",
        _WINDOW_DATES,
        _in_utc,
    ),
    _lie(
        "window-dates-ignore-summer-time",
        "Dates of delivery windows have the same offset all year.",
        _WINDOW_DATES,
        lambda value, *_: value and value.replace("+02:00", "+01:00"),
    ),
    _lie(
        "window-deliveries-start-late",
        "deliveryStartDate is the last day of delivery.",
        "DeliveryWindow.deliveryStartDate",
        lambda value, source, _: source.delivery_end and f"{source.delivery_end}T00:00:00+01:00",
    ),
    _lie(
        "window-sales-are-deliveries",
        "salesStartDate is the first day of delivery.",
        "DeliveryWindow.salesStartDate",
        lambda value, source, _: source.delivery_start and f"{source.delivery_start}T00:00:00+01:00",
    ),
    _lie(
        "window-dates-visible-reversed", "deliveryDatesVisible is the opposite.", "DeliveryWindow.deliveryDatesVisible", _reversed
    ),
    _lie("window-selectable-reversed", "selectableByBuyers is the opposite.", "DeliveryWindow.selectableByBuyers", _reversed),
    _lie("window-default-reversed", "selectedByDefault is the opposite.", "DeliveryWindow.selectedByDefault", _reversed),
    _lie("window-date-selectable-reversed", "selectableDate is the opposite.", "DeliveryWindow.selectableDate", _reversed),
    _lie(
        "window-limits-are-one", "The limit of a variant is one piece.", "DeliveryWindowVariantLimit.value", lambda value, *_: 1
    ),
    _lie(
        "window-variants-name-another-product",
        "A variant of a window leads to another product.",
        "DeliveryWindowVariant.product",
        lambda value, source, context: other_than(value, context.centra.products),
    ),
    _lie(
        "window-rules-are-others",
        "A delivery window names another allocation rule.",
        "DeliveryWindow.allocationRule",
        lambda value, source, context: other_than(value, context.centra.allocation_rules),
    ),
)
