"""The checkout fields: what ``PUT /payment-fields`` and ``POST /payment`` may say, and what a payment requires.

Source: 03.fe-development/01.fe-elements (checkout, payment), 02.api-reference/03.selections-and-orders,
06.plugins/10.CartAbandonment.
"""

from __future__ import annotations

from dataclasses import replace

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra
from centra_mock.domain.customers import sign_up
from centra_mock.faces.checkout.selection_view import payment_fields_view
from centra_mock.faces.checkout.wire import Json, Refusal

__all__ = ["is_agreed", "is_email", "missing_fields", "read_address", "store_fields"]

_FIELDS = {
    "firstName": "first_name",
    "lastName": "last_name",
    "company": "company",
    "address1": "address1",
    "address2": "address2",
    "zipCode": "zip_code",
    "city": "city",
    "state": "state",
    "country": "country",
    "email": "email",
    "phoneNumber": "phone",
    "vatNumber": "vat_number",
}
_KEPT = (
    "termsAndConditions",
    "paymentReturnPage",
    "paymentFailedPage",
    "additionalNotes",
    "giftMessage",
    "consents",
    "cartAbandonmentEmail",
)
_TEXT_LIMIT = 1000


def read_address(known: m.Address, fields: object, where: str) -> m.Address:
    """An address changed by the fields of a request; raises ``Refusal`` with 400 for what is not text."""
    if not isinstance(fields, dict):
        raise Refusal(400, {where: "must be an object"})
    changes: dict[str, str] = {}
    for name, attribute in _FIELDS.items():
        if name not in fields or fields[name] is None:
            continue
        value = fields[name]
        if isinstance(value, bool) or not isinstance(value, str | int):
            raise Refusal(400, {f"{where}.{name}": "must be text"})
        text = str(value)[:_TEXT_LIMIT]
        changes[attribute] = text.upper() if name == "country" else text
    return replace(known, **changes)


def store_fields(centra: Centra, selection: m.Selection, body: Json) -> None:
    """Keep what a request says on the selection; a newsletter subscription is written at once."""
    if "address" in body and body["address"] is not None:
        selection.address = read_address(selection.address, body["address"], "address")
    flat = {name: body[name] for name in ("email",) if name in body}
    if flat:
        selection.address = read_address(selection.address, flat, "address")
    if body.get("shippingAddress"):
        known = selection.shipping_address or m.Address()
        selection.shipping_address = read_address(known, body["shippingAddress"], "shippingAddress")
    for name in _KEPT:
        if name in body:
            selection.fields[name] = body[name]
    ip_address = body.get("ipAddress")
    if isinstance(ip_address, str):
        selection.ip_address = ip_address[:45]
    address = body.get("address")
    wants_news = body.get("newsletter") is True or (isinstance(address, dict) and address.get("newsletter") is True)
    if wants_news and is_email(selection.address.email):
        sign_up(centra, selection.store_id, selection.address.email, selection.country)


def missing_fields(centra: Centra, selection: m.Selection) -> dict[str, str]:
    """The errors of an address that is not complete, keyed by path: ``address.email``."""
    fields = payment_fields_view(centra, selection.country)
    errors = _missing(fields["address"], selection.address, "address")
    email = selection.address.email
    if email and not is_email(email):
        errors["address.email"] = "not valid"
    if selection.shipping_address is not None:
        known = replace(selection.shipping_address)
        known.email = known.email or email
        known.state = known.state or selection.state
        errors |= _missing(fields["shippingAddress"], known, "shippingAddress")
    return errors


def is_agreed(value: object) -> bool:
    """Whether the terms were accepted; the documented flow sends the text ``true`` as well."""
    return value is True or (isinstance(value, str) and value.lower() in ("true", "1")) or value == 1


def is_email(text: str) -> bool:
    """Whether a text can be an e-mail address."""
    name, at, host = text.rpartition("@")
    return bool(name and at and "." in host.strip(".")) and not any(letter.isspace() for letter in text)


def _missing(fields: object, address: m.Address, where: str) -> dict[str, str]:
    if not isinstance(fields, dict):
        return {}
    return {
        f"{where}.{name}": "required"
        for name, field in fields.items()
        if field["required"] and not getattr(address, _FIELDS[name])
    }
