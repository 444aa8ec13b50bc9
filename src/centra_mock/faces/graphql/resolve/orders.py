"""Orders, their lines, totals, discounts and payments, and invoices.

Source: 05.api-references/05.graphql-integration-api/04.examples/01.dtc (the query that fetches everything), 01.authorization
(orderConnection, invoices).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra
from centra_mock.domain.pricing import order_totals
from centra_mock.faces.graphql.context import Arguments, Context, Resolver
from centra_mock.faces.graphql.formats import read_moment, store_time
from centra_mock.faces.graphql.listing import Filters, listing
from centra_mock.faces.graphql.resolve.stores import store_type
from centra_mock.faces.graphql.resolve.values import Money, moment_of

__all__ = ["FIELDS", "SORT_KEYS", "discount_type", "order_filters", "order_type", "orders_of"]

_TYPES = ("DirectToConsumerOrder", "WholesaleOrder")
_STATUS = {m.OrderStatus.COMPLETED: "SHIPPED"}
_PERCENT, _AMOUNT = "PERCENT", "AMOUNT"

SORT_KEYS = {"id": lambda row: row.id, "orderDate": lambda row: row.created_at}


def order_type(order: m.Order, centra: Centra) -> str:
    """The schema type of an order."""
    return "WholesaleOrder" if centra.stores[order.store_id].kind == "wholesale" else "DirectToConsumerOrder"


def discount_type(discount: m.AppliedDiscount) -> str:
    """The schema type of what was taken off an order."""
    return "AdminDiscount" if discount.voucher_id is None else "AppliedDiscount"


def orders_of(centra: Centra) -> list[m.Order]:
    """Every order that was placed."""
    return [order for order in centra.orders.values() if order.status != m.OrderStatus.INCOMPLETE]


def order_filters(context: Context) -> Filters:
    """The filters of orders; ``createdAt`` is a range whose bounds are texts, either of them may be missing."""

    def is_in_range(row: m.Order, wanted: Mapping[str, str]) -> bool:
        bounds = {name: read_moment(text) for name, text in wanted.items() if text is not None}
        lower, upper = bounds.get("from"), bounds.get("to")
        if None in bounds.values():
            return False
        placed, last = row.created_at, timedelta(seconds=1 if context.told("graphql-date-filters-leave-out-their-bounds") else 0)
        starts = lower is None or store_time(lower) + last <= placed
        return starts and (upper is None or placed <= store_time(upper) - last)

    return {
        "storeType": lambda row, wanted: store_type(context.centra.stores[row.store_id]) == wanted,
        "status": lambda row, wanted: _status(row) in wanted,
        "createdAt": is_in_range,
    }


def _status(order: m.Order) -> str:
    return _STATUS.get(order.status, order.status.name)


def _amount(order: m.Order, value: Decimal) -> Money:
    return Money(value, order.currency_code)


def _grand_total(source: m.Order, args: Arguments, context: Context) -> Money:
    return _amount(source, order_totals(context.centra, source).grand_total)


def _base_rate(source: m.Order, context: Context) -> float | None:
    currency = context.centra.currencies.get(source.currency_code)
    return float(currency.base_rate) if currency else None


def _totals(source: m.Order, args: Arguments, context: Context) -> dict[str, Money]:
    totals = order_totals(context.centra, source)
    return {
        "shipping": _amount(source, totals.shipping),
        "handling": _amount(source, totals.handling),
        "taxAdded": _amount(source, totals.tax_added),
        "taxDeducted": _amount(source, totals.tax_deducted),
        "taxIncluded": _amount(source, totals.tax_included),
    }


def _shipping_group(source: m.Order, args: Arguments, context: Context) -> dict[str, m.ShippingOption] | None:
    option = context.centra.shipping_options.get(source.shipping_option)
    return {"shippingOption": option} if option else None


def _discounts(source: m.Order, args: Arguments, context: Context) -> list[m.AppliedDiscount]:
    return [] if context.told("graphql-orders-hide-vouchers") else source.discounts


def _discount_value(source: m.AppliedDiscount, args: Arguments, context: Context) -> Money:
    owner = next(order for order in context.centra.orders.values() if any(each is source for each in order.discounts))
    return _amount(owner, source.value)


def _voucher(source: m.AppliedDiscount, args: Arguments, context: Context) -> dict[str, str]:
    voucher = context.centra.vouchers.get(source.voucher_id or 0)
    kind = _PERCENT if voucher and voucher.type == "percentoff" else _AMOUNT
    return {"name": source.name, "code": source.code, "type": kind}


def _payments(source: m.Order, args: Arguments, context: Context) -> list[dict[str, object]]:
    if context.told("graphql-orders-hide-payments"):
        return []
    wanted = (args.get("where") or {}).get("entryType")
    return [
        {
            "id": entry.id,
            "entry": entry,
            "status": entry.status,
            "entryType": entry.entry_type,
            "externalReference": entry.reference or None,
            "value": _amount(source, entry.value),
            "currencyBaseRate": _base_rate(source, context),
        }
        for entry in source.payments
        if not wanted or entry.entry_type in wanted
    ]


def _entry_created(source: Mapping[str, m.PaymentEntry], args: Arguments, context: Context) -> str:
    return str(moment_of("created_at")(source["entry"], args, context))


def _lines(source: m.Order, args: Arguments, context: Context) -> list[dict[str, object]]:
    if context.told("graphql-orders-hide-lines"):
        return []
    shown = [line for line in source.lines if line.quantity or args.get("includeFullyCancelled")]
    return [_line(source, line, context.centra) for line in shown]


def _line(order: m.Order, line: m.OrderLine, centra: Centra) -> dict[str, object]:
    product, variant = centra.products.get(line.product_id), centra.variants.get(line.variant_id)
    off = line.unit_original_price - line.unit_price
    percent = off / line.unit_original_price * 100 if line.unit_original_price else Decimal(0)
    return {
        "id": line.id,
        "quantity": line.quantity,
        "cancelledQuantity": line.cancelled,
        "productName": product.name if product else None,
        "productVariantName": variant.name if variant else None,
        "product": product,
        "productVariant": variant,
        "productSize": centra.product_sizes.get(line.product_size_id),
        "brand": centra.brands.get(product.brand_id) if product else None,
        "taxPercent": float(line.tax_percent),
        "discountPercent": float(round(percent, 2)),
        "unitOriginalPrice": _amount(order, line.unit_original_price),
        "unitPrice": _amount(order, line.unit_price),
        "lineValue": _amount(order, line.unit_price * line.quantity),
        "comment": line.comment or None,
    }


def _windows(source: m.Order, args: Arguments, context: Context) -> list[m.DeliveryWindow]:
    known = context.centra.delivery_windows
    return [known[window_id] for window_id in source.delivery_window_ids if window_id in known]


def _account_orders(source: m.Account, args: Arguments, context: Context) -> list[m.Order]:
    rows = [order for order in orders_of(context.centra) if order.account_id == source.id]
    return listing(rows, args, context, order_filters(context), SORT_KEYS)


def _account_of(source: m.Invoice | m.Return, args: Arguments, context: Context) -> m.Account | None:
    account_id = source.account_id if isinstance(source, m.Invoice) else None
    if isinstance(source, m.Return) and source.order_number in context.centra.orders:
        account_id = context.centra.orders[source.order_number].account_id
    return context.centra.accounts.get(account_id or 0)


def _buyer(source: m.Order, args: Arguments, context: Context) -> m.Buyer | None:
    hidden = context.told("graphql-orders-hide-account-and-buyer")
    return None if hidden else context.centra.buyers.get(source.buyer_id or 0)


def _account(source: m.Order, args: Arguments, context: Context) -> m.Account | None:
    hidden = context.told("graphql-orders-hide-account-and-buyer")
    return None if hidden else context.centra.accounts.get(source.account_id or 0)


_ORDER: dict[str, Resolver] = {
    "status": lambda source, args, context: _status(source),
    "store": lambda source, args, context: context.centra.stores[source.store_id],
    "market": lambda source, args, context: context.centra.markets.get(source.market_id),
    "pricelist": lambda source, args, context: context.centra.pricelists.get(source.pricelist_id),
    "orderDate": moment_of("created_at"),
    "createdAt": moment_of("created_at"),
    "grandTotal": _grand_total,
    "currencyBaseRate": lambda source, args, context: _base_rate(source, context),
    "totals": _totals,
    "shippingPriceGroup": _shipping_group,
    "discountsApplied": _discounts,
    "paymentMethod": lambda source, args, context: context.centra.payment_methods.get(source.payment_method),
    "paymentHistory": _payments,
    "lines": _lines,
    "userIP": lambda source, args, context: source.ip_address,
}

FIELDS: dict[str, Resolver] = {
    **{f"{owner}.{name}": resolve for owner in _TYPES for name, resolve in _ORDER.items()},
    "WholesaleOrder.purchaseOrderNumber": lambda source, args, context: source.po_number,
    "WholesaleOrder.buyer": _buyer,
    "WholesaleOrder.account": _account,
    "WholesaleOrder.deliveryWindows": _windows,
    "AppliedDiscount.value": _discount_value,
    "AdminDiscount.value": _discount_value,
    "AppliedDiscount.discount": _voucher,
    "PaymentHistoryEntry.createdAt": _entry_created,
    "Account.orders": _account_orders,
    "Invoice.account": _account_of,
    "Return.account": _account_of,
}
