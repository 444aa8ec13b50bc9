"""Lies about a customer's subscriptions: what belongs to a contract, what to each subscription, and who may change it.

Checkout API and Shop API tell them, each those that it declares.

Source: 03.fe-development/09.subscriptions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from centra_mock.domain import model as m
from centra_mock.domain.subscriptions import subscriptions_of_contract
from centra_mock.faces.checkout import subscriptions
from centra_mock.faces.checkout.desk import Visit

__all__ = ["CONTRACT_SAYINGS", "contracts_told", "falsify_plan", "states_revived", "status_that_stays"]

CONTRACT_SAYINGS: Mapping[str, str] = {
    "contract-listed-by-payment": "A contract is listed once more, with another active payment.",
    "contract-of-every-subscription": "Every subscription of a checkout has a contract of its own.",
    "new-subscriptions-are-paused": "A subscription is paused when it begins.",
    "payment-outlives-contract": "The payment of a contract stays though all its subscriptions are cancelled.",
    "plan-change-keeps-discount": "A subscription that moves to another plan keeps its discount.",
    "plan-change-keeps-interval": "A subscription that moves to another plan keeps its interval.",
    "plan-changes-for-all": "Every subscription of a contract moves to a plan with the one that is moved.",
    "subscriptions-keep-addresses": "Every subscription has the address that its contract began with.",
}

Contracts = list[dict[str, Any]]  # Any: JSON


def contracts_told(visit: Visit, customer: m.Customer) -> Contracts:
    """The customer's contracts, as the lies that are told would have them."""
    contracts: Contracts = subscriptions.contracts_view(visit.centra, customer)
    for contract in contracts:
        known = visit.centra.contracts[int(contract["contract"])]
        founded_by = visit.centra.orders.get(known.order_number or 0)
        if visit.told("subscriptions-keep-addresses") and founded_by is not None:
            for each in contract["subscriptions"]:
                each["address"] = subscriptions.address_view(founded_by.shipping_address)
        if visit.told("payment-outlives-contract") and founded_by is not None and not contract["paymentMethod"]:
            contract.update(paymentMethod=founded_by.payment_method, paymentStatus="Active")
        if visit.told("new-subscriptions-are-paused"):
            today = visit.centra.now().date()
            ids = [str(each.id) for each in subscriptions_of_contract(visit.centra, known.id) if each.created_at.date() == today]
            for each in contract["subscriptions"]:
                each["status"] = "paused" if each["subscription"] in ids and each["status"] == "active" else each["status"]
    if visit.told("contract-of-every-subscription"):
        contracts = [
            {**each, "contract": one["subscription"], "subscriptions": [one]}
            for each in contracts
            for one in each["subscriptions"]
        ]
    if visit.told("contract-listed-by-payment"):
        contracts += [{**each, "paymentMethod": "card", "paymentStatus": "Active"} for each in contracts]
    return contracts


def states_revived(visit: Visit) -> tuple[str, ...]:
    """The states that a cancelled subscription can come back to, where lies are told."""
    lies = {"active": "cancelled-can-be-restored", "paused": "cancelled-can-be-paused"}
    return tuple(status for status, lie in lies.items() if visit.told(lie))


def status_that_stays(visit: Visit) -> str:
    """The status that a payment has after a successful update, where lies are told; empty where they are not."""
    lies = {"Failed": "stored-payment-stays-failed", "Pending": "stored-payment-stays-pending"}
    return next((status for status, lie in lies.items() if visit.told(lie)), "")


def falsify_plan(visit: Visit, subscription: m.Subscription, before: m.SubscriptionPlan) -> None:
    """What a change of the plan does beside, where lies are told; ``before`` is the plan of until now."""
    plans = visit.centra.subscription_plans
    if visit.told("plan-changes-for-all"):
        for each in subscriptions_of_contract(visit.centra, subscription.contract_id):
            each.plan_id = subscription.plan_id
    plan = plans[subscription.plan_id]
    if visit.told("plan-change-keeps-discount"):
        plan = replace(plan, discount_percent=before.discount_percent)
    if visit.told("plan-change-keeps-interval"):
        plan = replace(plan, interval_value=before.interval_value, interval_type=before.interval_type)
    if plan is not plans[subscription.plan_id]:
        plans[-subscription.id] = plan
        subscription.plan_id = -subscription.id
