"""Newsletter and back-in-stock subscriptions.

A filled ``email_field`` is a honeypot: the answer is the same, nobody is subscribed.
Source: 03.fe-development/01.fe-elements (newsletter sign-up form, honeypots, back in stock).
"""

from __future__ import annotations

from centra_mock.domain.catalogue import find_item
from centra_mock.domain.centra import DomainError
from centra_mock.domain.customers import sign_up
from centra_mock.faces.checkout.checkout_fields import is_email
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.setup import location_view, retail_store
from centra_mock.faces.checkout.wire import Answer, Refusal

__all__ = ["subscribe", "subscribe_from_body"]


def subscribe_from_body(visit: Visit) -> Answer:
    """``POST /newsletter-subscription`` and ``POST /back-in-stock-subscription``: the e-mail in the body."""
    email = visit.ask.body.get("email")
    return subscribe(visit, email if isinstance(email, str) else "")


def subscribe(visit: Visit, email: str) -> Answer:
    """``POST /newsletter-subscription/{email}``, optionally for a ``product`` or an ``item``."""
    body, centra = visit.ask.body, visit.centra
    if not is_email(email) and not visit.told("bad-email-subscribed"):
        raise Refusal(406, {"email": "Expected type e-mail"})
    country = str(body.get("country") or visit.session.country).upper()
    if country and country not in centra.countries:
        raise Refusal(404, {"country": "not found"})
    language = body.get("language")
    if language is not None and str(language) not in centra.languages:
        raise Refusal(404, {"language": "not found"})
    size_id = display_item_id = None
    if body.get("item") is not None:
        try:
            display_item, size = find_item(centra, str(body["item"]))
        except DomainError as problem:
            raise Refusal(404, {"item": problem.text}) from problem
        display_item_id, size_id = display_item.id, size.id
    elif body.get("product") is not None:
        number = str(body["product"])
        display_item_id = int(number) if number.isascii() and number.isdigit() and len(number) < 12 else 0
        if display_item_id not in centra.display_items:
            raise Refusal(404, {"product": "not found"})
    if body.get("email_field"):
        if visit.told("honeypot-refused"):
            raise Refusal(406, {"email_field": "must be empty"})
    else:
        store_id = retail_store(centra).id
        sign_up(centra, store_id, email, country, product_size_id=size_id, display_item_id=display_item_id)
    return Answer({"location": location_view(visit)})
