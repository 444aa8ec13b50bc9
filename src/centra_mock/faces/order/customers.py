"""Customers: listing, reading, changing and anonymizing them.

Source: 04.order-api/401.list-customers, 402.get-customer, 403.update-customer, 404.anonymize-customer.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.customers import anonymize_customer, merge_consents, note_customer_change
from centra_mock.domain.model import Address, Consent, Customer
from centra_mock.faces.order.asked import Asked, UnfitError, whole
from centra_mock.faces.order.paging import slice_of
from centra_mock.faces.order.wire import Call, Json, refuse
from centra_mock.faces.order.written import moment

__all__ = ["anonymize", "get_customer", "list_customers", "update_customer"]

_NOT_FOUND = "The customer was not found."
_ADDRESS_FIELDS = {
    "firstName": "first_name",
    "lastName": "last_name",
    "address1": "address1",
    "address2": "address2",
    "zipCode": "zip_code",
    "city": "city",
    "state": "state",
    "country": "country",
    "phoneNumber": "phone",
}


def list_customers(call: Call) -> Json:
    """``GET /customers``: in order of their ids."""
    asked = Asked.of_query(call)
    email = asked.text("email").strip().lower()
    created, modified = asked.moment("created"), asked.moment("modified")
    if call.told("customers-dates-need-time") and not all(
        ":" in asked.text(each) for each in ("created", "modified") if asked.has(each)
    ):
        raise UnfitError("created")
    found = [
        customer
        for _, customer in sorted(call.centra.customers.items())
        if call.told("customers-filter-ignored")
        or (not email or customer.email.lower() == email)
        and (created is None or customer.created_at >= created)
        and (modified is None or _changed_at(call, customer) >= modified)
    ]
    chosen = slice_of(call, asked, found, default=None)
    return {"status": "ok", "customers": [_write(call, each) for each in chosen]}


def get_customer(call: Call) -> Json:
    """``GET /customers/{customerId}``."""
    written = _write(call, _find(call))
    if call.told("customer-read-differs-from-list"):
        written["consents"] = [{**each, "name": "another"} for each in written["consents"]]  # type: ignore[attr-defined]
        written["city"] = "Elsewhere"
    return {"status": "ok", "customer": written}


def update_customer(call: Call) -> Json:
    """``PUT /customers/{customerId}``: what is not sent stays; consents are merged by their keys."""
    if call.told("customer-unknown-updated") and not _is_known(call):
        return {"status": "ok"}
    customer = _find(call)
    asked = Asked(call.body)
    changes = {own: asked.text(sent) for sent, own in _ADDRESS_FIELDS.items() if sent in asked.values}
    if "country" in changes:
        changes["country"] = changes["country"].upper()
        if changes["country"] not in call.centra.countries:
            raise UnfitError("country")
    gender = asked.text("gender", customer.gender)
    consents = _read_consents(call.centra, customer, call.body.get("consents"))
    if call.told("customer-update-clears-the-rest"):
        changes = {own: "" for own in _ADDRESS_FIELDS.values() if own != "country"} | changes
    if call.told("new-consents-are-filled"):
        consents = [replace(each, name=each.name or each.key, text=each.text or each.key) for each in consents]
    if call.told("customer-update-without-effect"):
        return {"status": "ok", "customer": write_customer(customer)}
    customer.address = replace(customer.address, **changes)
    customer.gender = gender
    if call.told("consents-replaced") and consents:
        customer.consents = []
    if consents:
        merge_consents(call.centra, customer, consents)
    else:
        note_customer_change(call.centra, customer)
    return {"status": "ok", "customer": write_customer(customer)}


def anonymize(call: Call) -> Json:
    """``PUT /anonymize-customer/{customerId}``: once, and never back."""
    if call.told("anonymized-nobody") and not _is_known(call):
        return {"status": "ok", "msg": "The personal data has been anonymized."}
    customer = _find(call)
    if call.told("anonymized-twice") and customer.anonymized:
        return {"status": "ok", "msg": "The personal data has been anonymized."}
    names = customer.address
    if not call.told("anonymized-without-effect"):
        try:
            anonymize_customer(call.centra, customer.id)
        except DomainError as problem:
            raise refuse(problem.text) from problem
    if call.told("anonymized-keeps-name"):
        customer.address = replace(customer.address, first_name=names.first_name, last_name=names.last_name)
    if call.told("anonymized-with-invoices"):
        _forget_invoices(call.centra, customer)
    return {"status": "ok", "msg": "The personal data has been anonymized."}


def write_customer(customer: Customer) -> Json:
    """The customer object."""
    address = customer.address
    return {
        "customerId": str(customer.id),
        "email": customer.email,
        "firstName": address.first_name,
        "lastName": address.last_name,
        "address1": address.address1,
        "address2": address.address2,
        "zipCode": address.zip_code,
        "city": address.city,
        "state": address.state,
        "country": address.country,
        "phoneNumber": address.phone,
        "newsletter": customer.newsletter,
        "gender": customer.gender,
        "registered": customer.registered,
        "consents": [_write_consent(each) for each in customer.consents],
        "created": moment(customer.created_at),
        "modified": moment(customer.modified_at),
    }


def _write(call: Call, customer: Customer) -> Json:
    if not call.told("customers-have-attributes"):
        return _as_told(call, write_customer(customer))
    values = {f"{each.type_name}_{name}": text for each in customer.attributes for name, text in each.values.items()}
    return write_customer(customer) | {"attributes": {**values}}


def _as_told(call: Call, written: Json) -> Json:
    """The customer as lies about its form have it."""
    if call.told("customer-unknown-is-null"):
        written = {key: None if value == "" else value for key, value in written.items()}
    if call.told("refused-consents-hidden"):
        written["consents"] = [each for each in written["consents"] if each["consented"]]  # type: ignore[attr-defined]
    return written


def _changed_at(call: Call, customer: Customer) -> datetime:
    return customer.created_at if call.told("customers-modified-means-created") else customer.modified_at


def _write_consent(consent: Consent) -> Json:
    return {
        "key": consent.key,
        "name": consent.name,
        "consented": consent.consented,
        "text": consent.text,
        "language": consent.language,
        "version": consent.version,
        "created": moment(consent.created_at),
        "modified": moment(consent.modified_at),
    }


def _read_consents(centra: Centra, customer: Customer, value: object) -> list[Consent]:
    if value is None:
        return []
    if not isinstance(value, list):
        raise UnfitError("consents")
    known = {consent.key: consent for consent in customer.consents}
    now = centra.now()
    read: list[Consent] = []
    for entry in value:
        if not isinstance(entry, dict):
            raise UnfitError("consents")
        asked = Asked(entry, "consents")
        asked.require("key")
        key = asked.text("key")
        before = known.get(key) or Consent(key, "", False, "", "", "", now, now)
        read.append(
            replace(
                before,
                name=asked.text("name", before.name),
                consented=bool(asked.flag("consented", before.consented)),
                text=asked.text("text", before.text),
                language=asked.text("language", before.language),
                version=asked.text("version", before.version),
                modified_at=now,
            )
        )
    return read


def _is_known(call: Call) -> bool:
    return whole(call.path["customerId"]) in call.centra.customers


def _find(call: Call) -> Customer:
    number = whole(call.path["customerId"])
    customer = call.centra.customers.get(-1 if number is None else number)
    if customer is None:
        raise refuse(_NOT_FOUND)
    return customer


def _forget_invoices(centra: Centra, customer: Customer) -> None:
    numbers = {order.number for order in centra.orders.values() if order.customer_id == customer.id}
    for invoice in centra.invoices.values():
        if invoice.order_number in numbers:
            invoice.billing_address = invoice.shipping_address = Address()
