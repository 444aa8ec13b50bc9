"""Accounts, buyers, customers and what belongs to an account.

Sources: 05.api-references/05.graphql-integration-api/04.examples/02.b2b, and the permission list of
01.authorization for what is read through ``Account`` and ``Purchaser``.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from centra_mock.domain import model as m
from centra_mock.faces.graphql.context import Arguments, Context, Resolver
from centra_mock.faces.graphql.listing import Filters, listing
from centra_mock.faces.graphql.resolve.values import Money, moment_of, money

__all__ = ["FIELDS"]

_ONLY_ID: Filters = {"id": lambda row, wanted: row.id == wanted}


@dataclass(frozen=True, slots=True)
class _WindowDiscount:
    """What an account gets off in one delivery window."""

    window: m.DeliveryWindow
    percent: Decimal


def _buyers(source: m.Account, args: Arguments, context: Context) -> list[m.Buyer]:
    return [row for row in context.centra.buyers.values() if row.account_id == source.id]


def _window_discounts(source: m.Account, args: Arguments, context: Context) -> list[_WindowDiscount]:
    known = context.centra.delivery_windows
    return [_WindowDiscount(known[key], value) for key, value in source.window_discounts.items() if key in known]


def _credit_limit(source: m.Account, args: Arguments, context: Context) -> Money | None:
    return money(source.credit_limit, source.credit_limit_currency or context.centra.company_currency)


def _address_book(source: m.Account, args: Arguments, context: Context) -> list[dict[str, int]]:
    return [{"id": number} for number, _ in enumerate(source.address_book, start=1)]


def _account_invoices(source: m.Account, args: Arguments, context: Context) -> list[m.Invoice]:
    rows = [row for row in context.centra.invoices.values() if row.account_id == source.id]
    return listing(rows, args, context, _ONLY_ID)


def _account_returns(source: m.Account, args: Arguments, context: Context) -> list[m.Return]:
    numbers = {row.number for row in context.centra.orders.values() if row.account_id == source.id}
    rows = [row for row in context.centra.returns.values() if row.order_number in numbers]
    return listing(rows, args, context, _ONLY_ID)


def _represented(source: m.SalesRepresentative, args: Arguments, context: Context) -> list[m.Account]:
    return [row for row in context.centra.accounts.values() if row.sales_representative_id == source.id]


def _orders_of_purchaser(source: m.Buyer | m.Customer, args: Arguments, context: Context) -> int:
    orders = context.centra.orders.values()
    if isinstance(source, m.Buyer):
        return sum(1 for order in orders if order.buyer_id == source.id)
    return sum(1 for order in orders if order.customer_id == source.id)


FIELDS: dict[str, Resolver] = {
    "Account.createdAt": moment_of("created_at"),
    "Account.updatedAt": moment_of("modified_at"),
    "Account.discountPercent": lambda source, args, context: float(source.discount_percent),
    "Account.creditLimit": _credit_limit,
    "Account.addressBook": _address_book,
    "Account.buyers": _buyers,
    "Account.carrierInformation": lambda source, args, context: source.carrier,
    "Account.allocationRule": lambda source, args, context: context.centra.allocation_rules.get(source.allocation_rule_id or 0),
    "Account.deliveryWindowDiscounts": _window_discounts,
    "Account.invoices": _account_invoices,
    "Account.market": lambda source, args, context: context.centra.markets.get(source.market_id or 0),
    "Account.paymentTerms": lambda source, args, context: context.centra.payment_terms.get(source.payment_terms_id or 0),
    "Account.pricelist": lambda source, args, context: context.centra.pricelists.get(source.pricelist_id or 0),
    "Account.returns": _account_returns,
    "Account.salesRepresentative": lambda source, args, context: context.centra.sales_representatives.get(
        source.sales_representative_id or 0
    ),
    "Account.shippingTerms": lambda source, args, context: context.centra.shipping_terms.get(source.shipping_terms_id or 0),
    "Account.shipToWarehouse": lambda source, args, context: context.centra.warehouses.get(source.ship_to_warehouse_id or 0),
    "Account.taxClass": lambda source, args, context: context.centra.tax_classes.get(source.tax_class_id or 0),
    "DeliveryWindowDiscount.deliveryWindow": lambda source, args, context: source.window,
    "DeliveryWindowDiscount.discountPercent": lambda source, args, context: float(source.percent),
    "SalesRepresentative.commissionPercent": lambda source, args, context: float(source.commission_percent),
    "SalesRepresentative.accounts": _represented,
    "Buyer.account": lambda source, args, context: context.centra.accounts[source.account_id],
    "Buyer.totalOrders": _orders_of_purchaser,
    "Customer.firstName": lambda source, args, context: source.address.first_name,
    "Customer.lastName": lambda source, args, context: source.address.last_name,
    "Customer.billingAddress": lambda source, args, context: source.address,
    "Customer.totalOrders": _orders_of_purchaser,
}
