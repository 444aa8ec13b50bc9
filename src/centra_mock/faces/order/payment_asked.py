"""Reading how an inserted order was paid outside of Centra, and writing it down on the order.

Source: 04.order-api/101.create-order and 103.complete-order (payment).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from decimal import Decimal

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import Order, PaymentMethod
from centra_mock.domain.orders import add_payment, captured_value
from centra_mock.domain.pricing import order_totals
from centra_mock.faces.order.asked import Asked, UnfitError

__all__ = ["PaymentAsked", "authorize_anything", "is_paid_outside", "read_payment", "write_down_payment"]

_STATUS = {0: "PENDING", 1: "SUCCESS", 2: "FAILED"}


@dataclass(frozen=True, slots=True)
class Entry:
    """An authorisation or a capture that took place elsewhere."""

    type: str  # AUTH or CAPTURE
    status: str
    value: Decimal | None  # None: that of the order
    reference: str
    invoice_url: str


@dataclass(frozen=True, slots=True)
class PaymentAsked:
    """The payment of an order; ``method`` None marks no payment type."""

    method: PaymentMethod | None
    entries: tuple[Entry, ...]


def read_payment(centra: Centra, asked: Asked | None, told: Callable[[str], bool]) -> PaymentAsked:
    """What was sent about the payment; raises ``UnfitError`` for an unknown plugin or an unfit entry."""
    if asked is None:
        return PaymentAsked(None, ())
    method = None
    if asked.has("id"):
        number = asked.number("id")
        method = next((each for each in centra.payment_methods.values() if each.id == number), None)
        if method is None:
            raise UnfitError("payment.id")
    entries = []
    for name, kind in (("auth", "AUTH"), ("capture", "CAPTURE")):
        inner = asked.under(name)
        if inner is not None:
            if not told("payment-without-status"):
                inner.require("status", *(() if told("payment-without-amount") else ("amount",)))
            status = 1 if told("payment-always-successful") or not inner.has("status") else inner.number("status")
            if status not in _STATUS:
                raise UnfitError(f"payment.{name}.status")
            value = None if told("payment-amount-ignored") else inner.money("amount") or Decimal(0)
            entries.append(Entry(kind, _STATUS[status], value, inner.text("transaction"), inner.text("external_url")))
    return PaymentAsked(method, tuple(entries))


def write_down_payment(centra: Centra, order: Order, payment: PaymentAsked) -> None:
    """Put the payment on the order's history; a pending authorisation makes the order wait."""
    if payment.method is not None:
        order.payment_method = payment.method.uri
    for entry in payment.entries:
        value = order_totals(centra, order).grand_total if entry.value is None else entry.value
        add_payment(centra, order, entry.type, entry.status, value, entry.reference)
        order.external_invoice_url = entry.invoice_url or order.external_invoice_url
        if entry.type == "AUTH":
            order.payment_reference = entry.reference or order.payment_reference
            order.waiting_for_payment = entry.status == "PENDING"


def is_paid_outside(centra: Centra, order: Order) -> bool:
    """Whether the whole order was captured outside of Centra, so that nothing is left to capture here."""
    outside = [each for each in order.payments if each.entry_type == "CAPTURE" and each.shipment_id is None]
    settled = captured_value(order) >= order_totals(centra, order).grand_total
    return bool(outside) and settled


def authorize_anything(centra: Centra, order: Order) -> None:
    """Let any capture of an order succeed; only a lie asks for this."""
    add_payment(centra, order, "AUTH", "SUCCESS", Decimal(10**6))
