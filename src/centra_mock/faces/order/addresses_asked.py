"""Reading the addresses of an order to insert.

``address`` stands for both; a wholesale order without any takes those of its account; a delivery address without an
e-mail takes that of the invoice address, as in the example of the page. Source: 04.order-api/101.create-order.
"""

from __future__ import annotations

from dataclasses import replace

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import Account, Address
from centra_mock.faces.order.asked import Asked, UnfitError

__all__ = ["read_addresses"]


def read_addresses(centra: Centra, asked: Asked, account: Account | None, *, needs_email: bool) -> tuple[Address, Address]:
    """Invoice and delivery address; raises ``UnfitError`` for what is missing or unfit."""
    both, invoice, delivery = (asked.under(name) for name in ("address", "invoiceAddress", "deliveryAddress"))
    billed, delivered = invoice or both or delivery, delivery or both or invoice
    if billed is None or delivered is None:
        if account is None:
            raise UnfitError("address", "required")
        return replace(account.billing_address), replace(account.shipping_address)
    billing = _read(centra, billed)
    if account is not None and not billing.email:
        billing.email = account.billing_email or account.account_email
    if needs_email and not billing.email:
        raise UnfitError("email", "required")
    shipping = _read(centra, delivered)
    shipping.email = shipping.email or billing.email
    return billing, shipping


def _read(centra: Centra, asked: Asked) -> Address:
    asked.require("country")
    country = asked.text("country").upper()
    if country not in centra.countries:
        raise UnfitError("country")
    return Address(
        first_name=asked.text("firstName"),
        last_name=asked.text("lastName"),
        company=asked.text("company"),
        attention=asked.text("attn"),
        address1=asked.text("address"),
        address2=asked.text("coaddress"),
        zip_code=asked.text("zipcode"),
        city=asked.text("city"),
        state=asked.text("state"),
        country=country,
        email=asked.text("email").strip(),
        phone=asked.text("tele"),
        cell_phone=asked.text("cell"),
    )
