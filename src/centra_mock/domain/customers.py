"""Customers: registering, logging in, changing, forgetting.

Source: 04.order-api/401 to 404, 02.checkout-api (register, login, password).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import Address, Consent, Customer, NewsletterSubscription

__all__ = [
    "anonymize_customer",
    "customer_for_order",
    "find_customer",
    "log_in",
    "merge_consents",
    "new_customer",
    "note_customer_change",
    "orders_of_customer",
    "register_customer",
    "sign_up",
]


def find_customer(centra: Centra, email: str, store_id: int | None = None) -> Customer | None:
    """The customer with an e-mail (capitals do not matter); the registered one where there are several."""
    wanted = email.strip().lower()
    found = [
        customer
        for customer in centra.customers.values()
        if wanted and customer.email.lower() == wanted and store_id in (None, customer.store_id)
    ]
    return next((customer for customer in found if customer.registered), found[0] if found else None)


def new_customer(centra: Centra, store_id: int, address: Address, **details: str | bool | int) -> Customer:
    """Make a customer without a password; ``details`` sets fields. Publishes ``customer create``."""
    moment = centra.now()
    customer = Customer(centra.next_id("customer"), address.email, address, store_id, moment, moment)
    for name, value in details.items():
        setattr(customer, name, value)
    centra.customers[customer.id] = customer
    centra.publish("customer", "create", customer.id, store_id=store_id)
    return customer


def customer_for_order(centra: Centra, store_id: int, address: Address) -> Customer:
    """The customer that an order of this address belongs to: the known one with the e-mail, else a new one."""
    return find_customer(centra, address.email, store_id) or new_customer(centra, store_id, replace(address))


def register_customer(centra: Centra, store_id: int, address: Address, password: str, **details: str | bool | int) -> Customer:
    """Give an e-mail an account.

    Raises ``DomainError`` ``email-required``, ``email-taken`` or ``weak-password`` (longer than four characters).
    """
    if "@" not in address.email:
        raise DomainError("email-required", "required", field="email")
    known = find_customer(centra, address.email, store_id)
    if known is not None and known.registered:
        raise DomainError("email-taken", "already registered", field="email")
    if len(password) < 5:
        raise DomainError("weak-password", "not valid", field="password")
    if known is None:
        return new_customer(centra, store_id, address, password=password, registered=True, **details)
    known.address, known.password, known.registered = address, password, True
    for name, value in details.items():
        setattr(known, name, value)
    note_customer_change(centra, known)
    return known


def log_in(centra: Centra, store_id: int, email: str, password: str) -> Customer:
    """The registered customer of a login; an unknown e-mail and a wrong password raise the same ``bad-login``."""
    customer = find_customer(centra, email, store_id)
    if customer is None or not customer.registered or not password or customer.password != password:
        raise DomainError("bad-login", "incorrect", field="password")
    return customer


def note_customer_change(centra: Centra, customer: Customer) -> None:
    """Stamp a customer as modified and publish ``customer update``."""
    customer.modified_at = centra.now()
    centra.publish("customer", "update", customer.id, store_id=customer.store_id)


def merge_consents(centra: Centra, customer: Customer, consents: Iterable[Consent]) -> None:
    """Put consents in by key; those that are not named stay."""
    for consent in consents:
        for position, known in enumerate(customer.consents):
            if known.key == consent.key:
                customer.consents[position] = replace(consent, created_at=known.created_at)
                break
        else:
            customer.consents.append(consent)
    note_customer_change(centra, customer)


def anonymize_customer(centra: Centra, customer_id: int) -> Customer:
    """Forget the person, also on the orders; raises ``DomainError`` ``customer-not-found`` or ``anonymized``.

    Source: 404.anonymize-customer.
    """
    customer = centra.customers.get(customer_id)
    if customer is None:
        raise DomainError("customer-not-found", "The customer was not found.")
    if customer.anonymized:
        raise DomainError("anonymized", "The personal data was already anonymized.")
    nobody = f"anonymized-{customer.id}@example.invalid"
    for order in centra.orders.values():
        if order.customer_id == customer_id:
            order.billing_address = Address(country=order.billing_address.country, email=nobody)
            order.shipping_address = Address(country=order.shipping_address.country, email=nobody)
            order.ip_address = ""
    customer.email = nobody
    customer.address = Address(country=customer.address.country, email=nobody)
    customer.consents = []
    customer.attributes = []
    customer.gender = customer.password = ""
    customer.registered = customer.newsletter = False
    customer.anonymized = True
    note_customer_change(centra, customer)
    return customer


def orders_of_customer(centra: Centra, customer_id: int) -> list[int]:
    """Numbers of a customer's orders, the newest first."""
    return [order.number for order in reversed(centra.orders.values()) if order.customer_id == customer_id]


def sign_up(
    centra: Centra,
    store_id: int,
    email: str,
    country: str = "",
    *,
    product_size_id: int | None = None,
    display_item_id: int | None = None,
) -> NewsletterSubscription:
    """Subscribe an e-mail to the newsletter, or to word of an item's return; a second time changes nothing."""
    for known in centra.newsletter.values():
        if (known.email.lower(), known.store_id, known.product_size_id, known.display_item_id) == (
            email.lower(),
            store_id,
            product_size_id,
            display_item_id,
        ):
            return known
    made = NewsletterSubscription(
        centra.next_id("newsletter"), email, country, store_id, centra.now(), product_size_id, display_item_id
    )
    centra.newsletter[made.id] = made
    customer = find_customer(centra, email, store_id)
    if customer is not None and product_size_id is None and not customer.newsletter:
        customer.newsletter = True
        note_customer_change(centra, customer)
    return made
