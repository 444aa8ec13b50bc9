"""The subscription operations of the Checkout API: all of the customer who is logged in.

Source: 03.fe-development/09.subscriptions (CheckoutAPI).
"""

from __future__ import annotations

from centra_mock.domain import model as m
from centra_mock.faces.checkout import subscriptions
from centra_mock.faces.checkout.contracts_untrue import contracts_told, states_revived, status_that_stays
from centra_mock.faces.checkout.customers import signed_in
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.operations import Need, Operation
from centra_mock.faces.checkout.wire import Answer

__all__ = ["OPERATIONS"]


def list_subscriptions(visit: Visit) -> Answer:
    """``POST /customer/subscriptions``: grouped by contract."""
    return Answer({"contracts": contracts_told(visit, signed_in(visit))})


def change_address(visit: Visit) -> Answer:
    """``PUT /subscription/address``."""
    lifted = visit.told("contract-moves-abroad")
    subscriptions.change_contract_address(visit.centra, _whose(visit), visit.ask.body, lifted=lifted)
    return list_subscriptions(visit)


def change_interval(visit: Visit) -> Answer:
    """``PUT /subscription/interval``."""
    lifted = visit.told("subscription-limits-lifted")
    subscriptions.change_plan(visit.centra, _whose(visit), visit.ask.body, lifted=lifted)
    return list_subscriptions(visit)


def change_status(visit: Visit) -> Answer:
    """``PUT /subscription/status``."""
    forgotten = [status for status, lie in _FORGETFUL.items() if visit.told(lie)]
    subscriptions.change_status(visit.centra, _whose(visit), visit.ask.body, revived=states_revived(visit), forgotten=forgotten)
    return list_subscriptions(visit)


def add_subscription(visit: Visit, contract: str) -> Answer:
    """``POST /customer/contracts/{contract}/subscription``."""
    lifted = visit.told("added-without-payment")
    subscriptions.add_to_contract(visit.centra, _whose(visit), contract, visit.ask.body, lifted=lifted)
    return list_subscriptions(visit)


def change_quantity(visit: Visit, contract: str, subscription: str) -> Answer:
    """``PUT /customer/contracts/{contract}/subscription/{subscription}``."""
    lifted = visit.told("subscription-limits-lifted")
    whose, body = _whose(visit), visit.ask.body
    subscriptions.change_quantity(visit.centra, whose, contract, subscription, body, lifted=lifted)
    return list_subscriptions(visit)


def list_payment_methods(visit: Visit) -> Answer:
    """``POST /customer/stored/payment-methods``."""
    methods = subscriptions.stored_payment_methods(visit.centra, signed_in(visit), visit.ask.body)
    return Answer({"paymentMethods": methods})


def start_payment(visit: Visit) -> Answer:
    """``POST /customer/stored/payment``."""
    customer = None if visit.told("stored-payment-of-other-customers") else signed_in(visit)
    return Answer(subscriptions.begin_payment_update(visit.centra, customer, visit.ask.body))


def finish_payment(visit: Visit) -> Answer:
    """``POST /customer/stored/payment-result``."""
    customer, stays = signed_in(visit), status_that_stays(visit)
    return Answer(subscriptions.finish_payment_update(visit.centra, customer, visit.ask.body, stays=stays))


def _whose(visit: Visit) -> m.Customer | None:
    """Whose subscriptions can be changed: those of the customer who is logged in, or anybody's where a lie is told."""
    customer = signed_in(visit)
    return None if visit.told("subscriptions-of-other-customers") else customer


_FORGETFUL = {"active": "resuming-forgotten", "cancelled": "cancelling-forgotten", "paused": "pause-forgotten"}
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
