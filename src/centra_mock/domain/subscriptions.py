"""Recurring orders: contracts founded at a checkout, and packages of the deprecated Subscription API.

Source: 03.fe-development/09.subscriptions, 05.api-references/subscription-api.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from decimal import Decimal

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import (
    Address,
    Contract,
    Order,
    PackageSubscription,
    Selection,
    SelectionLine,
    Subscription,
    SubscriptionPlan,
)

__all__ = [
    "add_subscription",
    "complete_package_subscription",
    "contracts_of_customer",
    "create_package_subscription",
    "found_contract",
    "next_date",
    "next_package_date",
    "set_contract_address",
    "set_package_status",
    "set_plan",
    "set_status",
    "set_subscription_quantity",
    "subscriptions_of_contract",
]

STATUSES = ("active", "paused", "cancelled")
ZERO = Decimal(0)


def next_date(start: date, plan: SubscriptionPlan) -> date:
    """The day of the next order, one interval of the plan after ``start``."""
    if plan.interval_type == "day":
        return start + timedelta(days=plan.interval_value)
    if plan.interval_type == "week":
        return start + timedelta(weeks=plan.interval_value)
    return _months_later(start, plan.interval_value * (12 if plan.interval_type == "year" else 1))


def next_package_date(start: date, made: PackageSubscription) -> date:
    """The day of the next order of packages, one interval after ``start``."""
    return start + timedelta(days=made.interval) if made.interval_type == "D" else _months_later(start, made.interval)


def found_contract(centra: Centra, order: Order, selection: Selection) -> Contract | None:
    """The contract of a placed order with subscription lines, one subscription for each; ``None`` without any."""
    lines: list[SelectionLine] = [line for line in selection.lines if line.subscription_plan_id is not None]
    if not lines or order.customer_id is None:
        return None
    contract = Contract(
        id=centra.next_id("contract"),
        customer_id=order.customer_id,
        address=order.shipping_address,
        payment_method=order.payment_method,
        payment_status="Active",
        pricelist_id=order.pricelist_id,
        order_number=order.number,
    )
    centra.contracts[contract.id] = contract
    for line in lines:
        plan = centra.subscription_plans[line.subscription_plan_id or 0]
        _make(centra, contract, line.display_item_id, line.product_size_id, line.quantity, plan)
    return contract


def contracts_of_customer(centra: Centra, customer_id: int) -> list[Contract]:
    """The contracts of a customer, in order of creation."""
    return [contract for contract in centra.contracts.values() if contract.customer_id == customer_id]


def subscriptions_of_contract(centra: Centra, contract_id: int) -> list[Subscription]:
    """The subscriptions of a contract, in order of creation."""
    return [each for each in centra.subscriptions.values() if each.contract_id == contract_id]


def add_subscription(
    centra: Centra,
    contract: Contract,
    display_item_id: int,
    product_size_id: int,
    plan_id: int,
    *,
    quantity: int = 1,
    next_order_date: date | None = None,
) -> Subscription:
    """Add an item to a contract, from tomorrow on at the earliest.

    Raises ``DomainError`` ``plan-not-found``, ``quantity`` or ``date``.
    """
    display = centra.displays[centra.display_items[display_item_id].display_id]
    if plan_id not in display.subscription_plan_ids:
        raise DomainError("plan-not-found", "not found", field="subscriptionPlan")
    if quantity < 1:
        raise DomainError("quantity", "not valid", field="quantity")
    if next_order_date is not None and next_order_date <= centra.now().date():
        raise DomainError("date", "not valid", field="nextOrderDate")
    made = _make(centra, contract, display_item_id, product_size_id, quantity, centra.subscription_plans[plan_id])
    made.next_order_date = next_order_date or centra.now().date() + timedelta(days=1)
    return made


def set_status(centra: Centra, subscription_id: int, status: str) -> Subscription:
    """Pause, resume or cancel; the payment of a contract whose subscriptions are all cancelled is forgotten.

    Raises ``DomainError`` ``subscription-not-found``, ``status`` or ``cancelled``.
    """
    subscription = _subscription(centra, subscription_id)
    if status not in STATUSES:
        raise DomainError("status", "not valid", field="status")
    if subscription.status == "cancelled" and status != "cancelled":
        raise DomainError("cancelled", "cancelled", field="status")
    if subscription.status == "paused" and status == "active":
        while subscription.next_order_date <= centra.now().date():
            plan = centra.subscription_plans[subscription.plan_id]
            subscription.next_order_date = next_date(subscription.next_order_date, plan)
    subscription.status = status
    if all(each.status == "cancelled" for each in subscriptions_of_contract(centra, subscription.contract_id)):
        contract = centra.contracts[subscription.contract_id]
        contract.payment_method = contract.payment_status = ""
    return subscription


def set_plan(centra: Centra, subscription_id: int, plan_id: int) -> Subscription:
    """Give a subscription another plan of its display; raises ``DomainError`` ``plan-not-found``."""
    subscription = _subscription(centra, subscription_id)
    display = centra.displays[centra.display_items[subscription.display_item_id].display_id]
    if plan_id not in display.subscription_plan_ids:
        raise DomainError("plan-not-found", "not found", field="subscriptionPlan")
    subscription.plan_id = plan_id
    return subscription


def set_subscription_quantity(centra: Centra, subscription_id: int, quantity: int) -> Subscription:
    """Set how many pieces are delivered each time; raises ``DomainError`` ``quantity`` below 1."""
    subscription = _subscription(centra, subscription_id)
    if quantity < 1:
        raise DomainError("quantity", "not valid", field="quantity")
    subscription.quantity = quantity
    return subscription


def set_contract_address(contract: Contract, address: Address) -> None:
    """Deliver a contract elsewhere; its country is fixed."""
    address.country = contract.address.country
    contract.address = address


def create_package_subscription(
    centra: Centra,
    customer_id: int,
    pricelist_id: int,
    package_ids: Iterable[int],
    address: Address,
    *,
    payment_method: str,
    start: date | None = None,
    interval: int = 14,
    interval_type: str = "D",
    shipping: Decimal = ZERO,
) -> PackageSubscription:
    """A subscription of packages that is not complete before it is paid.

    Raises ``DomainError`` ``package-not-found`` for an unknown, inactive or unpriced package.
    """
    chosen = [centra.packages.get(each) for each in package_ids]
    amount = ZERO
    for package in chosen:
        if package is None or package.status != "active" or pricelist_id not in package.price_by_pricelist:
            raise DomainError("package-not-found", "Package not found", field="packages")
        amount += package.price_by_pricelist[pricelist_id]
    if not chosen:
        raise DomainError("package-not-found", "Package not found", field="packages")
    begins = start or centra.now().date()
    made = PackageSubscription(
        id=centra.next_id("package_subscription"),
        status="pending",
        customer_id=customer_id,
        pricelist_id=pricelist_id,
        package_ids=[package.id for package in chosen if package],
        amount=amount,
        shipping=shipping,
        currency_code=centra.pricelists[pricelist_id].currency_code,
        created_at=centra.now(),
        start_date=begins,
        next_order_date=max(begins, centra.now().date()) + timedelta(days=1),  # the first order comes after the day of the start
        interval=interval,
        interval_type=interval_type,
        address=address,
        payment_method=payment_method,
    )
    centra.package_subscriptions[made.id] = made
    return made


def complete_package_subscription(centra: Centra, subscription_id: int) -> PackageSubscription:
    """Mark a subscription of packages as paid, which makes it active; payments by Klarna leave a receipt.

    Raises ``DomainError`` for an unknown or a cancelled one.
    """
    made = _package_subscription(centra, subscription_id)
    if made.complete:
        return made
    if made.status == "cancelled":
        raise DomainError("cancelled", "Cannot restore cancelled subscription", field="status")
    made.complete, made.status = True, "active"
    method = centra.payment_methods.get(made.payment_method)
    if method is not None and "klarna" in method.plugin:
        made.receipt = f'<div class="receipt">{made.amount + made.shipping:.2f} {made.currency_code}</div>'
    return made


def set_package_status(centra: Centra, subscription_id: int, status: str) -> PackageSubscription:
    """Set active, paused or cancelled.

    Raises ``DomainError`` with the texts of the API: ``subscription-not-found``, ``status`` or ``cancelled``.
    """
    made = _package_subscription(centra, subscription_id)
    if status not in STATUSES:
        raise DomainError("status", "Invalid status provided", field="status")
    if made.status == "cancelled" and status != "cancelled":
        raise DomainError("cancelled", "Cannot restore cancelled subscription", field="status")
    if made.status == "paused" and status == "active":
        while made.next_order_date <= centra.now().date():
            made.next_order_date = next_package_date(made.next_order_date, made)
    made.status = status
    return made


def _months_later(start: date, months: int) -> date:
    after = start.month - 1 + months
    return date(start.year + after // 12, after % 12 + 1, min(start.day, 28))


def _make(
    centra: Centra, contract: Contract, display_item_id: int, size_id: int, quantity: int, plan: SubscriptionPlan
) -> Subscription:
    made = Subscription(
        id=centra.next_id("subscription"),
        contract_id=contract.id,
        display_item_id=display_item_id,
        product_size_id=size_id,
        quantity=quantity,
        plan_id=plan.id,
        status="active",
        next_order_date=next_date(centra.now().date(), plan),
        created_at=centra.now(),
    )
    centra.subscriptions[made.id] = made
    return made


def _subscription(centra: Centra, subscription_id: int) -> Subscription:
    if subscription_id not in centra.subscriptions:
        raise DomainError("subscription-not-found", "not found", field="subscription")
    return centra.subscriptions[subscription_id]


def _package_subscription(centra: Centra, subscription_id: int) -> PackageSubscription:
    if subscription_id not in centra.package_subscriptions:
        raise DomainError("subscription-not-found", "Subscription not found", field="id")
    return centra.package_subscriptions[subscription_id]
