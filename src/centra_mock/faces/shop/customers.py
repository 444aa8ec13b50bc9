"""Customers in the Shop API, named by their e-mail: credentials and subscriptions; the storefront authorizes them.

Source: 03.fe-development/09.subscriptions (ShopAPI).
"""

from __future__ import annotations

from centra_mock.domain import model as m
from centra_mock.domain.centra import DomainError
from centra_mock.domain.customers import find_customer, log_in
from centra_mock.faces.checkout import subscriptions
from centra_mock.faces.checkout.contracts_untrue import contracts_told, falsify_plan, states_revived, status_that_stays
from centra_mock.faces.checkout.customers import logged_in_view
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.setup import retail_store
from centra_mock.faces.checkout.wire import Answer, Json, Refusal

__all__ = [
    "add_subscription",
    "change_contract_address",
    "change_interval",
    "change_quantity",
    "change_status",
    "enter",
    "finish_payment",
    "list_payment_methods",
    "list_subscriptions",
    "start_payment",
]


def enter(visit: Visit, email: str) -> Answer:
    """``POST /customers/{email}/login``: whether the ``password`` is right, and no more than that."""
    store_id, password = retail_store(visit.centra).id, visit.ask.body.get("password")
    known = find_customer(visit.centra, email, store_id)
    if known is not None and visit.told("login-always-works"):
        return Answer(logged_in_view(known))
    try:
        customer = log_in(visit.centra, store_id, email, password if isinstance(password, str) else "")
    except DomainError as problem:
        raise Refusal(406, {"password": "incorrect"}) from problem
    return Answer(logged_in_view(customer))


def list_subscriptions(visit: Visit, email: str) -> Answer:
    """``POST /customers/{email}/subscriptions``: grouped by contract."""
    customer = _customer(visit, email)
    if visit.told("subscriptions-of-everybody"):
        everybody = visit.centra.customers.values()
        return Answer({"contracts": [c for each in everybody for c in subscriptions.contracts_view(visit.centra, each)]})
    return Answer(_contracts(visit, customer))


def add_subscription(visit: Visit, email: str, contract: str) -> Answer:
    """``POST /customers/{email}/contracts/{contract}/subscription``."""
    customer, lifted = _customer(visit, email), visit.told("added-without-payment")
    subscriptions.add_to_contract(visit.centra, customer, contract, visit.ask.body, lifted=lifted)
    return list_subscriptions(visit, email)


def change_quantity(visit: Visit, email: str, contract: str, subscription: str) -> Answer:
    """``PUT /customers/{email}/contracts/{contract}/subscription/{subscription}``."""
    customer, body = _customer(visit, email), visit.ask.body
    lifted = visit.told("subscription-limits-lifted")
    subscriptions.change_quantity(visit.centra, customer, contract, subscription, body, lifted=lifted)
    return list_subscriptions(visit, email)


def change_contract_address(visit: Visit) -> Answer:
    """``PUT /subscription/address``: the ``customer`` and the ``contract`` in the body."""
    body = visit.ask.body
    customer = _customer(visit, str(body.get("customer", "")))
    subscriptions.change_contract_address(visit.centra, customer, body)
    return Answer(_contracts(visit, customer))


def change_interval(visit: Visit) -> Answer:
    """``PUT /subscription/interval``."""
    lifted = visit.told("subscription-limits-lifted")
    plan_ids = {each.id: each.plan_id for each in visit.centra.subscriptions.values()}
    subscriptions.change_plan(visit.centra, None, visit.ask.body, lifted=lifted)
    subscription = _subscription(visit)
    falsify_plan(visit, subscription, visit.centra.subscription_plans[plan_ids[subscription.id]])
    return Answer(_contracts(visit, _owner(visit)))


def change_status(visit: Visit) -> Answer:
    """``PUT /subscription/status``."""
    revived = ("active", "paused") if visit.told("subscription-limits-lifted") else states_revived(visit)
    subscriptions.change_status(visit.centra, None, visit.ask.body, revived=revived)
    return Answer(_contracts(visit, _owner(visit)))


def list_payment_methods(visit: Visit, email: str) -> Answer:
    """``POST /customers/{email}/stored/payment-methods``."""
    methods = subscriptions.stored_payment_methods(visit.centra, _customer(visit, email), visit.ask.body)
    return Answer({"paymentMethods": methods})


def start_payment(visit: Visit, email: str) -> Answer:
    """``POST /customers/{email}/stored/payment``."""
    return Answer(subscriptions.begin_payment_update(visit.centra, _customer(visit, email), visit.ask.body))


def finish_payment(visit: Visit, email: str) -> Answer:
    """``POST /customers/{email}/stored/payment-result``."""
    customer, stays = _customer(visit, email), status_that_stays(visit)
    return Answer(subscriptions.finish_payment_update(visit.centra, customer, visit.ask.body, stays=stays))


def _contracts(visit: Visit, customer: m.Customer) -> Json:
    return {"contracts": contracts_told(visit, customer)}


def _customer(visit: Visit, email: str) -> m.Customer:
    customer = find_customer(visit.centra, email, retail_store(visit.centra).id)
    if customer is None:
        raise Refusal(404, {"customer": "not found"})
    return customer


def _owner(visit: Visit) -> m.Customer:
    """Whose subscription the body names; known to exist by now."""
    return visit.centra.customers[visit.centra.contracts[_subscription(visit).contract_id].customer_id]


def _subscription(visit: Visit) -> m.Subscription:
    return visit.centra.subscriptions[int(str(visit.ask.body["subscription"]))]
