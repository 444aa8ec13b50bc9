"""The subscription operations of the Checkout API: all of the customer who is logged in.

Source: 03.fe-development/09.subscriptions (CheckoutAPI).
"""

from __future__ import annotations

from centra_mock.faces.checkout import subscriptions
from centra_mock.faces.checkout.customers import signed_in
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.operations import Need, Operation
from centra_mock.faces.checkout.wire import Answer

__all__ = ["OPERATIONS"]


def list_subscriptions(visit: Visit) -> Answer:
    """``POST /customer/subscriptions``: grouped by contract."""
    return Answer({"contracts": subscriptions.contracts_view(visit.centra, signed_in(visit))})


def change_address(visit: Visit) -> Answer:
    """``PUT /subscription/address``."""
    subscriptions.change_contract_address(visit.centra, signed_in(visit), visit.ask.body)
    return list_subscriptions(visit)


def change_interval(visit: Visit) -> Answer:
    """``PUT /subscription/interval``."""
    lifted = visit.told("subscription-limits-lifted")
    subscriptions.change_plan(visit.centra, signed_in(visit), visit.ask.body, lifted=lifted)
    return list_subscriptions(visit)


def change_status(visit: Visit) -> Answer:
    """``PUT /subscription/status``."""
    lifted = visit.told("subscription-limits-lifted")
    subscriptions.change_status(visit.centra, signed_in(visit), visit.ask.body, lifted=lifted)
    return list_subscriptions(visit)


def add_subscription(visit: Visit, contract: str) -> Answer:
    """``POST /customer/contracts/{contract}/subscription``."""
    subscriptions.add_to_contract(visit.centra, signed_in(visit), contract, visit.ask.body)
    return list_subscriptions(visit)


def change_quantity(visit: Visit, contract: str, subscription: str) -> Answer:
    """``PUT /customer/contracts/{contract}/subscription/{subscription}``."""
    lifted = visit.told("subscription-limits-lifted")
    customer, body = signed_in(visit), visit.ask.body
    subscriptions.change_quantity(visit.centra, customer, contract, subscription, body, lifted=lifted)
    return list_subscriptions(visit)


def list_payment_methods(visit: Visit) -> Answer:
    """``POST /customer/stored/payment-methods``."""
    methods = subscriptions.stored_payment_methods(visit.centra, signed_in(visit), visit.ask.body)
    return Answer({"paymentMethods": methods})


def start_payment(visit: Visit) -> Answer:
    """``POST /customer/stored/payment``."""
    return Answer(subscriptions.begin_payment_update(visit.centra, signed_in(visit), visit.ask.body))


def finish_payment(visit: Visit) -> Answer:
    """``POST /customer/stored/payment-result``."""
    return Answer(subscriptions.finish_payment_update(visit.centra, signed_in(visit), visit.ask.body))


_CONTRACT = "/customer/contracts/{contract}/subscription"

OPERATIONS = (
    Operation("POST", "/customer/subscriptions", list_subscriptions, reads=True, need=Need.LOGIN),
    Operation("PUT", "/subscription/address", change_address, need=Need.LOGIN),
    Operation("PUT", "/subscription/interval", change_interval, need=Need.LOGIN),
    Operation("PUT", "/subscription/status", change_status, need=Need.LOGIN),
    Operation("POST", _CONTRACT, add_subscription, need=Need.LOGIN),
    Operation("PUT", f"{_CONTRACT}/{{subscription}}", change_quantity, need=Need.LOGIN),
    Operation("POST", "/customer/stored/payment-methods", list_payment_methods, reads=True, need=Need.LOGIN),
    Operation("POST", "/customer/stored/payment", start_payment, need=Need.LOGIN),
    Operation("POST", "/customer/stored/payment-result", finish_payment, need=Need.LOGIN),
)
