"""Recurring orders: contracts founded at a checkout, and packages of the deprecated Subscription API.

Source: 03.fe-development/09.subscriptions, 05.api-references/subscription-api.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from decimal import Decimal

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import (
    Address,
    Contract,
    Order,
    Package,
    PackageSubscription,
    Selection,
    SelectionLine,
    Subscription,
    SubscriptionPlan,
)
from centra_mock.domain.schedule import advance, skip_missed

__all__ = [
    "activate_payment",
    "add_subscription",
    "choose_packages",
    "complete_package_subscription",
    "contracts_of_customer",
    "create_package_subscription",
    "found_contract",
    "is_for_sale",
    "set_contract_address",
    "set_package_status",
    "set_plan",
    "set_status",
    "set_subscription_quantity",
    "subscriptions_of_contract",
]

STATUSES = ("active", "paused", "cancelled")
ZERO = Decimal(0)


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
    """Add an item to a contract whose payment can be used, from tomorrow on at the earliest.

    Raises ``DomainError`` ``payment``, ``plan-not-found``, ``quantity`` or ``date``.
    """
    if contract.payment_status != "Active":
        raise DomainError("payment", "not valid", field="paymentMethod")
    display = centra.displays[centra.display_items[display_item_id].display_id]
    if plan_id not in display.subscription_plan_ids:
        raise DomainError("plan-not-found", "not found", field="subscriptionPlan")
    if quantity < 1:
        raise DomainError("quantity", "not valid", field="quantity")
    if next_order_date is not None and next_order_date <= centra.now().date():
        raise DomainError("date", "not valid", field="nextOrderDate")
    made = _make(centra, contract, display_item_id, product_size_id, quantity, centra.subscription_plans[plan_id])
    made.next_order_date = next_order_date or centra.now().date() + timedelta(days=1)
    made.order_day = made.next_order_date.day
    return made


def activate_payment(centra: Centra, contract: Contract) -> None:
    """Let a contract order again; what it missed without a payment is not made up for."""
    contract.payment_status = "Active"
    for each in subscriptions_of_contract(centra, contract.id):
        if each.status == "active":
            skip_missed(centra, each)


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
        skip_missed(centra, subscription)
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


def is_for_sale(package: Package, pricelist_id: int) -> bool:
    """Whether a package is active and has a price in a pricelist."""
    return package.status == "active" and pricelist_id in package.price_by_pricelist


def choose_packages(centra: Centra, pricelist_id: int, package_ids: Iterable[int]) -> list[Package]:
    """The packages that are wanted; raises ``DomainError`` ``package-not-found`` without any, or for one not for sale."""
    chosen = [centra.packages.get(each) for each in package_ids]
    found = [each for each in chosen if each is not None and is_for_sale(each, pricelist_id)]
    if not found or len(found) < len(chosen):
        raise DomainError("package-not-found", "Package not found", field="packages")
    return found


def create_package_subscription(
    centra: Centra,
    customer_id: int,
    pricelist_id: int,
    packages: Sequence[Package],
    address: Address,
    *,
    payment_method: str,
    start: date | None = None,
    interval: int = 14,
    interval_type: str = "D",
    shipping: Decimal = ZERO,
) -> PackageSubscription:
    """A subscription of packages, chosen in the pricelist, that is not complete before it is paid."""
    begins = start or centra.now().date()
    first = _day_of_first_order(centra, begins)
    made = PackageSubscription(
        id=centra.next_id("package_subscription"),
        status="pending",
        customer_id=customer_id,
        pricelist_id=pricelist_id,
        package_ids=[package.id for package in packages],
        amount=sum((package.price_by_pricelist[pricelist_id] for package in packages), ZERO),
        shipping=shipping,
        currency_code=centra.pricelists[pricelist_id].currency_code,
        created_at=centra.now(),
        start_date=begins,
        next_order_date=first,
        order_day=first.day,
        interval=interval,
        interval_type=interval_type,
        address=address,
        payment_method=payment_method,
    )
    centra.package_subscriptions[made.id] = made
    return made


def complete_package_subscription(centra: Centra, subscription_id: int) -> PackageSubscription:
    """Mark a subscription of packages as paid, which makes it active unless it is paused; Klarna leaves a receipt.

    What was not ordered before the payment is not made up for. Raises ``DomainError`` for an unknown or a cancelled one.
    """
    made = _package_subscription(centra, subscription_id)
    if made.status == "cancelled":
        raise DomainError("cancelled", "Cannot restore cancelled subscription", field="status")
    if made.complete:
        return made
    made.complete = True
    made.status = "active" if made.status == "pending" else made.status
    made.next_order_date = _day_of_first_order(centra, made.start_date)
    made.order_day = made.next_order_date.day
    method = centra.payment_methods.get(made.payment_method)
    if method is not None and "klarna" in method.plugin:
        made.receipt = f'<div class="receipt">{made.amount + made.shipping:.2f} {made.currency_code}</div>'
    return made


def set_package_status(centra: Centra, subscription_id: int, status: str) -> PackageSubscription:
    """Set active, paused or cancelled.

    Raises ``DomainError`` with the texts of the API: ``subscription-not-found``, ``status`` or ``cancelled``; and
    ``unpaid`` for what cannot be active because its payment is not registered, which the API has no text for.
    """
    made = _package_subscription(centra, subscription_id)
    if status not in STATUSES:
        raise DomainError("status", "Invalid status provided", field="status")
    if made.status == "cancelled" and status != "cancelled":
        raise DomainError("cancelled", "Cannot restore cancelled subscription", field="status")
    if status == "active" and not made.complete:
        raise DomainError("unpaid", "Subscription is not paid", field="status")
    if made.status == "paused" and status == "active":
        skip_missed(centra, made)
    made.status = status
    return made


def _day_of_first_order(centra: Centra, start: date) -> date:
    """The first order comes after the day of the start, and never today."""
    return max(start, centra.now().date()) + timedelta(days=1)


def _make(
    centra: Centra, contract: Contract, display_item_id: int, size_id: int, quantity: int, plan: SubscriptionPlan
) -> Subscription:
    today = centra.now().date()
    made = Subscription(
        id=centra.next_id("subscription"),
        contract_id=contract.id,
        display_item_id=display_item_id,
        product_size_id=size_id,
        quantity=quantity,
        plan_id=plan.id,
        status="active",
        next_order_date=today,
        order_day=today.day,
        created_at=centra.now(),
    )
    advance(centra, made)
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
