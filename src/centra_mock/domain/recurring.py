"""The orders that subscriptions place as days go by.

What a contract delivers on the same day is one order. What is paused or cancelled places none, nor does a contract whose
payment is not active; nothing is made up for later.
Source: 03.fe-development/09.subscriptions, 05.api-references/subscription-api.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from centra_mock.domain.centra import Centra
from centra_mock.domain.drafts import DraftLine, OrderDraft
from centra_mock.domain.model import Address, Contract, PackageSubscription, Subscription
from centra_mock.domain.orders import place_order
from centra_mock.domain.pricing import context_of_country, price_of_variant, round_money
from centra_mock.domain.schedule import advance, skip_missed
from centra_mock.domain.subscriptions import subscriptions_of_contract

__all__ = ["order_packages", "place_due_orders", "put_off"]

ZERO = Decimal(0)


def place_due_orders(centra: Centra) -> None:
    """Place every order that is due by the store's date; publishes ``order create`` for each."""
    today = centra.now().date()
    for made in list(centra.package_subscriptions.values()):
        while made.complete and made.status == "active" and made.next_order_date <= today:
            order_packages(centra, made)
            advance(centra, made)
    for contract in list(centra.contracts.values()):
        while contract.payment_status == "Active" and (due := _due(centra, contract, today)):
            _order_items(centra, contract, due)
            for each in due:
                advance(centra, each)


def put_off(centra: Centra) -> None:
    """Let nothing be due: what should have been ordered until today never was."""
    for made in centra.package_subscriptions.values():
        skip_missed(centra, made)
    for each in centra.subscriptions.values():
        skip_missed(centra, each)


def order_packages(centra: Centra, made: PackageSubscription) -> None:
    """Place one order of a subscription: the first piece of a package carries its price, the others cost nothing."""
    lines = []
    for package_id in made.package_ids:
        package = centra.packages[package_id]
        price = package.price_by_pricelist.get(made.pricelist_id, ZERO)
        for size_id, quantity in package.products:
            if price:
                lines.append(DraftLine(size_id, 1, price=price))
            if quantity > bool(price):
                lines.append(DraftLine(size_id, quantity - bool(price), price=ZERO))
            price = ZERO
    _place(centra, made.customer_id, made.pricelist_id, made.address, made.payment_method, lines, shipping=made.shipping)


def _due(centra: Centra, contract: Contract, today: date) -> list[Subscription]:
    """What a contract delivers on the first day on which something is due."""
    active = [each for each in subscriptions_of_contract(centra, contract.id) if each.status == "active"]
    first = min((each.next_order_date for each in active), default=None)
    return [each for each in active if each.next_order_date == first and each.next_order_date <= today]


def _order_items(centra: Centra, contract: Contract, due: Iterable[Subscription]) -> None:
    lines = []
    for each in due:
        plan = centra.subscription_plans[each.plan_id]
        variant_id = centra.product_sizes[each.product_size_id].variant_id
        priced = price_of_variant(centra, variant_id, contract.pricelist_id)
        price = round_money(priced.price * (100 - plan.discount_percent) / 100) if priced is not None else ZERO
        lines.append(
            DraftLine(
                each.product_size_id,
                each.quantity,
                price=price,
                display_item_id=each.display_item_id,
                subscription_plan_id=plan.id,
            )
        )
    _place(centra, contract.customer_id, contract.pricelist_id, contract.address, contract.payment_method, lines)


def _place(
    centra: Centra,
    customer_id: int,
    pricelist_id: int,
    address: Address,
    payment_method: str,
    lines: list[DraftLine],
    *,
    shipping: Decimal = ZERO,
) -> None:
    store_id = centra.customers[customer_id].store_id
    draft = OrderDraft(
        store_id=store_id,
        market_id=context_of_country(centra, store_id, address.country).market_id,
        pricelist_id=pricelist_id,
        lines=lines,
        billing_address=address,
        shipping_address=address,
        customer_id=customer_id,
        shipping_value=shipping,
        payment_method=payment_method,
        payment_status="SUCCESS",
        created_from="Subscription",
    )
    place_order(centra, draft)
