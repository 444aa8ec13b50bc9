"""The six operations of the Subscription API.

A failure has the reason in ``status`` and ``error`` true, with HTTP 200.
Source: 05.api-references/subscription-api/01.api-reference, pages 101 to 106.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import PackageSubscription, Pricelist
from centra_mock.domain.recurring import order_packages
from centra_mock.domain.subscriptions import complete_package_subscription, is_for_sale, set_package_status
from centra_mock.faces.subscription.forms import Form
from centra_mock.faces.subscription.written import Json, write_completed, write_package, write_subscription

__all__ = ["Call", "Failure", "delete", "get_packages", "get_subscription", "list_subscriptions", "register_payment", "update"]

_NOT_FOUND = "Subscription not found"
_FAILED = frozenset({"0", "cancelled", "declined", "error", "fail", "failed", "false", "rejected"})


class Failure(Exception):
    """What was asked failed: ``status`` says why, ``more`` names fields or carries a message."""

    def __init__(self, status: str, **more: object) -> None:
        super().__init__(status)
        self.answer: Json = {"status": status, "error": True, **more}


@dataclass(frozen=True, slots=True)
class Call:
    """One call of an operation, authorised and read."""

    centra: Centra
    path_id: str  # the id in the path, empty where the path has none
    query: Form
    body: Form
    told: Callable[[str], bool]  # whether a lie is told, by its name without the api


def get_packages(call: Call) -> Json:
    """``GET /subscription/packages``: active packages that have a price in the pricelist; there is no ``status``."""
    name = call.query.text("pricelist")
    if not name and not call.told("packages-without-pricelist"):
        raise Failure("pricelist is required", errors=["pricelist"])
    pricelist = _pricelist(call, name)
    if call.told("packages-in-another-pricelist"):
        known = {key for package in call.centra.packages.values() for key in package.price_by_pricelist}
        pricelist = call.centra.pricelists[min(known - {pricelist.id})]
    packages = [
        write_package(call.centra, package, pricelist)
        for package in call.centra.packages.values()
        if is_for_sale(package, pricelist.id)
        or (call.told("retired-packages-listed") and pricelist.id in package.price_by_pricelist)
    ]
    return {"packages": packages}


def get_subscription(call: Call) -> Json:
    """``GET /subscription/subscriptions/{id}``: the one subscription, in a list.

    The page calls ``customerId`` mandatory but sends it nowhere: when it is sent, it has to be the right one.
    """
    made = _find(call)
    customer_id = call.query.text("customerId")
    if customer_id and (customer_id != str(made.customer_id) or call.told("customer-id-refused")):
        raise Failure(_NOT_FOUND)
    return _listed(call, [made])


def list_subscriptions(call: Call) -> Json:
    """``GET /subscription/subscriptions?customerEmail=``: all of a customer, in every state."""
    email = call.query.text("customerEmail").lower()
    needs_no_email = call.told("list-needs-no-email") and not email
    if not email and not needs_no_email:
        raise Failure("no", errors=["customerEmail"])
    everybody = needs_no_email or call.told("list-ignores-email")
    found = [
        made
        for made in call.centra.package_subscriptions.values()
        if everybody or call.centra.customers[made.customer_id].email.lower() == email
    ]
    if call.told("list-only-active"):
        found = [made for made in found if made.status == "active"]
    if call.told("list-without-cancelled"):
        found = [made for made in found if made.status != "cancelled"]
    return _listed(call, found[:1] if call.told("list-shows-one") else found)


def register_payment(call: Call) -> Json:
    """``POST /subscription/payment``: completes a subscription, unless what the provider sent says that it failed."""
    form = call.body
    try:
        made = _find(call, form.text("id") or "none")
    except Failure:
        if call.told("payment-of-unknown-accepted"):
            return {"status": "ok", "id": 0}
        raise
    is_right = form.text("payment") == made.payment_method
    has_failed = any(value.lower() in _FAILED for name, _, value in form.fields if name not in ("id", "payment"))
    if (not is_right or has_failed) and not call.told("failed-payment-accepted"):
        raise Failure("Could not register customer")
    if call.told("payment-makes-another"):
        made = replace(made, id=call.centra.next_id("package_subscription"))
        call.centra.package_subscriptions[made.id] = made
    if made.status == "cancelled" and call.told("cancelled-can-be-paid"):
        made.complete, made.status = True, "active"
    if not call.told("payment-without-effect"):
        try:
            complete_package_subscription(call.centra, made.id)
        except DomainError as problem:
            raise Failure(problem.text) from problem
    if call.told("ordered-at-once"):
        order_packages(call.centra, made)
    answer = write_completed(call.centra, made)
    if call.told("klarna-without-receipt"):
        answer["receipt"] = None
    if call.told("payment-answers-list"):
        return _listed(call, [made])
    return answer


def delete(call: Call) -> Json:
    """What no page documents: deletes a subscription that exists."""
    del call.centra.package_subscriptions[_find(call).id]
    return {"status": "ok"}


def update(call: Call) -> Json:
    """``PUT /subscription/subscription/{id}``: active, paused or cancelled; nothing leads out of cancelled."""
    made = _find(call)
    before = replace(made)
    status = call.body.text("status") or call.query.text("status")
    if not status and call.told("update-without-status-cancels"):
        status = "cancelled"
    if status:
        _change_status(call, made, status)
    return _listed(call, [before if call.told("update-answers-before") else made])


def _change_status(call: Call, made: PackageSubscription, status: str) -> None:
    restores = made.status == "cancelled" and status != "cancelled"
    if restores and call.told("cancelled-can-be-restored"):
        made.status = "paused"
    if restores and status == "paused" and call.told("cancelled-can-be-paused"):
        made.status = "paused"
    if restores and call.told("restoring-says-ok"):
        return
    if status == "active" and made.status != "cancelled" and not made.complete and call.told("unpaid-can-be-activated"):
        made.status = "active"
        return
    if call.told("any-status-accepted") and status not in ("active", "paused", "cancelled"):
        return
    refusals = {"paused": "pausing-refused", "active": "resuming-refused", "cancelled": "cancelling-refused"}
    if status in refusals and made.status != status and call.told(refusals[status]):
        raise Failure("Invalid status provided")
    if call.told("update-without-effect"):
        return
    others = call.centra.package_subscriptions.values() if call.told("update-of-others") else []
    try:
        set_package_status(call.centra, made.id, status)
    except DomainError as problem:
        raise Failure(problem.text) from problem
    for each in others:
        if each.customer_id == made.customer_id:
            each.status = status


def _find(call: Call, number: str = "") -> PackageSubscription:
    text = number or call.path_id
    made = call.centra.package_subscriptions.get(int(text)) if text.isascii() and text.isdigit() and len(text) < 13 else None
    if made is None:
        if call.told("unknown-subscription-found") and call.centra.package_subscriptions:
            return next(iter(call.centra.package_subscriptions.values()))
        raise Failure(_NOT_FOUND)
    return made


def _listed(call: Call, found: list[PackageSubscription]) -> Json:
    return {"status": "ok", "subscriptions": [write_subscription(call.centra, made) for made in found]}


def _pricelist(call: Call, name: str) -> Pricelist:
    """By name; the example of the page sends a currency code, which means the first pricelist in that currency."""
    known = list(call.centra.pricelists.values())
    found = next((each for each in known if each.name == name), None)
    found = found or next((each for each in known if each.currency_code == name and each.status == "ACTIVE"), None)
    if found is None and (call.told("packages-of-unknown-pricelist") or not name):
        return known[0]
    if found is None:
        raise Failure("Pricelist not found")
    return found
