"""A customer's subscriptions: contracts with their address and payment, and the products delivered again and again.

Checkout API answers the customer who is logged in, Shop API the customer who is named; both use these functions.
Source: 03.fe-development/09.subscriptions.
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import date
from typing import TypeVar

from centra_mock.domain import model as m
from centra_mock.domain import subscriptions as domain
from centra_mock.domain.catalogue import find_item
from centra_mock.domain.centra import Centra, DomainError
from centra_mock.faces.checkout.checkout_fields import read_address
from centra_mock.faces.checkout.operations import whole_number
from centra_mock.faces.checkout.wire import Json, Refusal

__all__ = [
    "add_to_contract",
    "address_view",
    "begin_payment_update",
    "change_contract_address",
    "change_plan",
    "change_quantity",
    "change_status",
    "contracts_view",
    "finish_payment_update",
    "stored_payment_methods",
]

_Value = TypeVar("_Value", int, str)


def contracts_view(centra: Centra, customer: m.Customer) -> list[Json]:
    """The customer's contracts with their subscriptions."""
    return [
        {
            "contract": str(contract.id),
            "address": address_view(contract.address),
            "paymentMethod": contract.payment_method or None,
            "paymentStatus": contract.payment_status or None,
            "subscriptions": [_view(centra, each) for each in domain.subscriptions_of_contract(centra, contract.id)],
        }
        for contract in domain.contracts_of_customer(centra, customer.id)
    ]


def change_contract_address(centra: Centra, customer: m.Customer | None, body: Json, *, lifted: bool = False) -> None:
    """Deliver a contract elsewhere in the same country; raises ``Refusal`` for another one unless ``lifted``."""
    contract = _contract(centra, customer, body.get("contract"))
    address = read_address(contract.address, body, "address")
    if lifted:
        contract.address = address
        return
    if address.country != contract.address.country:
        raise Refusal(406, {"country": "can not be changed"})
    domain.set_contract_address(contract, address)


def change_plan(centra: Centra, customer: m.Customer | None, body: Json, *, lifted: bool = False) -> None:
    """Move a subscription to another plan that its product has now; ``lifted`` takes any plan."""
    subscription = _subscription(centra, customer, body.get("subscription"))
    plan_id = whole_number(body.get("subscriptionPlan"), "subscriptionPlan")
    if lifted and plan_id in centra.subscription_plans:
        subscription.plan_id = plan_id
        return
    _run(domain.set_plan, centra, subscription.id, plan_id)


def change_status(
    centra: Centra,
    customer: m.Customer | None,
    body: Json,
    *,
    revived: Collection[str] = (),
    forgotten: Collection[str] = (),
) -> None:
    """Pause, resume or cancel.

    What is cancelled stays so but for the states in ``revived``; states in ``forgotten`` are taken and change nothing.
    """
    subscription = _subscription(centra, customer, body.get("subscription"))
    status = str(body.get("status"))
    if subscription.status == "cancelled" and status in revived:
        subscription.status = status
    elif subscription.status == "cancelled" or status not in forgotten:
        _run(domain.set_status, centra, subscription.id, status)


def change_quantity(
    centra: Centra, customer: m.Customer | None, contract: str, subscription: str, body: Json, *, lifted: bool = False
) -> None:
    """Set the pieces of a subscription, at least one; more only while its product still has the plan."""
    known = _contract(centra, customer, contract)
    wanted = _subscription(centra, customer, subscription)
    if wanted.contract_id != known.id:
        raise Refusal(404, {"subscription": "not found"})
    quantity = whole_number(body.get("quantity"), "quantity", lowest=0, highest=9999)
    if lifted:
        wanted.quantity = quantity
        return
    display = centra.displays[centra.display_items[wanted.display_item_id].display_id]
    if quantity > wanted.quantity and wanted.plan_id not in display.subscription_plan_ids:
        raise Refusal(406, {"subscriptionPlan": "not available"})
    _run(domain.set_subscription_quantity, centra, wanted.id, quantity)


def add_to_contract(centra: Centra, customer: m.Customer | None, contract: str, body: Json, *, lifted: bool = False) -> None:
    """Add an item with a plan to a contract, from tomorrow on at the earliest; ``lifted`` needs no payment."""
    known = _contract(centra, customer, contract)
    if lifted:
        known = replace(known, payment_status="Active")
    item, plan = body.get("item"), body.get("subscriptionPlan")
    start = body.get("nextOrderDate")
    try:
        first = date.fromisoformat(start) if isinstance(start, str) else None
    except ValueError as problem:
        raise Refusal(406, {"nextOrderDate": "not valid"}) from problem
    if first is None:
        raise Refusal(406, {"nextOrderDate": "required"})
    try:
        display_item, size = find_item(centra, str(item))
        domain.add_subscription(
            centra,
            known,
            display_item.id,
            size.id,
            whole_number(plan, "subscriptionPlan"),
            quantity=whole_number(body.get("quantity", 1), "quantity", lowest=1, highest=9999),
            next_order_date=first,
        )
    except DomainError as problem:
        raise Refusal(404 if "not-found" in problem.code else 406, {problem.field: problem.text}) from problem


def stored_payment_methods(centra: Centra, customer: m.Customer | None, body: Json) -> list[Json]:
    """The payment methods that a contract could be moved to."""
    contract = _contract(centra, customer, body.get("contract"))
    country = contract.address.country
    return [
        {"paymentMethod": method.uri, "name": method.name}
        for method in centra.payment_methods.values()
        if not method.external and (not method.country_codes or country in method.country_codes)
    ]


def begin_payment_update(centra: Centra, customer: m.Customer | None, body: Json) -> Json:
    """Start to move contracts of one customer to another payment; without a customer those of any."""
    numbers = body.get("contracts")
    if not isinstance(numbers, list) or not numbers:
        raise Refusal(400, {"contracts": "required"})
    contracts = [_contract(centra, customer, each) for each in numbers]
    uri = str(body.get("paymentMethod", ""))
    known = [each["paymentMethod"] for each in stored_payment_methods(centra, customer, {"contract": contracts[0].id})]
    if uri not in known:
        raise Refusal(404, {"paymentMethod": "not found"})
    for name in ("paymentReturnPage", "paymentFailedPage"):
        if not isinstance(body.get(name), str):
            raise Refusal(400, {name: "required"})
    for contract in contracts:
        contract.payment_status, contract.payment_method = "Pending", uri
    numbers_text = ",".join(str(contract.id) for contract in contracts)
    return {"action": "form", "formHtml": f'<div id="stored-payment" data-contracts="{numbers_text}"></div>'}


def finish_payment_update(centra: Centra, customer: m.Customer, body: Json, *, stays: str = "") -> Json:
    """Finish what was started; every pending contract of the customer becomes payable again.

    ``stays`` is the status that the payment of a contract has all the same.
    """
    fields = body.get("paymentMethodFields")
    if not isinstance(fields, dict) or "centraPaymentMethod" not in fields:
        raise Refusal(400, {"paymentMethodFields": "required"})
    pending = [
        contract
        for contract in domain.contracts_of_customer(centra, customer.id)
        if contract.payment_status == "Pending" and contract.payment_method == fields["centraPaymentMethod"]
    ]
    if not pending:
        raise Refusal(412, {"paymentMethod": "failed"}, message="No update was started.", messages=["Not started."])
    for contract in pending:
        domain.activate_payment(centra, contract)
        contract.payment_status = stays or contract.payment_status
    paid = '<div id="stored-payment">The payment was stored.</div>'
    return {"status": "ok", "paymentHtml": paid, "contractIds": [contract.id for contract in pending]}


def _view(centra: Centra, subscription: m.Subscription) -> Json:
    plan = centra.subscription_plans[subscription.plan_id]
    size = centra.product_sizes[subscription.product_size_id]
    return {
        "subscription": str(subscription.id),
        "status": subscription.status,
        "item": f"{subscription.display_item_id}-{size.size_id}",
        "product": str(subscription.display_item_id),
        "quantity": subscription.quantity,
        "subscriptionPlan": str(plan.id),
        "intervalValue": str(plan.interval_value),
        "intervalType": plan.interval_type,
        "discountPercent": plan.discount_percent,
        "nextOrderDate": subscription.next_order_date.isoformat(),
    }


def address_view(address: m.Address) -> Json:
    """The address of a contract."""
    return {
        "firstName": address.first_name,
        "lastName": address.last_name,
        "address1": address.address1,
        "address2": address.address2,
        "zipCode": address.zip_code,
        "city": address.city,
        "state": address.state,
        "country": address.country,
        "phoneNumber": address.phone,
        "email": address.email,
    }


def _contract(centra: Centra, customer: m.Customer | None, number: object) -> m.Contract:
    contract = centra.contracts.get(whole_number(number, "contract"))
    if contract is None or (customer is not None and contract.customer_id != customer.id):
        raise Refusal(404, {"contract": "not found"})
    return contract


def _subscription(centra: Centra, customer: m.Customer | None, number: object) -> m.Subscription:
    subscription = centra.subscriptions.get(whole_number(number, "subscription"))
    if subscription is None:
        raise Refusal(404, {"subscription": "not found"})
    contract = centra.contracts[subscription.contract_id]
    if customer is not None and contract.customer_id != customer.id:
        raise Refusal(404, {"subscription": "not found"})
    return subscription


def _run(verb: Callable[[Centra, int, _Value], object], centra: Centra, number: int, value: _Value) -> None:
    try:
        verb(centra, number, value)
    except DomainError as problem:
        raise Refusal(404 if "not-found" in problem.code else 406, {problem.field: problem.text}) from problem
