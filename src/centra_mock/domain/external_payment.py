"""Payments that happen outside of Centra: how their results are signed, judged and written down.

A result comes through the webshop (payment-result) or as a notification of the provider, forwarded by the shop's own
server. The signature is the base64 of the hex text of an HMAC-SHA256 over the fields, with colons between them.
Source: 06.plugins/12.external-payment-plugin.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.customers import customer_for_order
from centra_mock.domain.model import Order, Selection
from centra_mock.domain.orders import add_payment, note_order_change, place_selection
from centra_mock.domain.pricing import order_totals, selection_totals
from centra_mock.domain.webshop_orders import deliver_gift_certificates

__all__ = ["SIGNATURE_LIFE_S", "Manner", "judge_result", "notify_authorization", "notify_capture", "sign_result"]

_AMOUNT = re.compile(r"[0-9]{1,12}(\.[0-9]{1,12})?")
SIGNATURE_LIFE_S = 3600  # the page wants the current time and gives no tolerance


@dataclass(frozen=True, slots=True)
class Manner:
    """How results are signed, and how old they may be."""

    secret: str
    with_intent: bool = False  # the text that is signed ends with the intent
    as_hex: bool = True  # the base64 is of the digest's hex text, not of its bytes
    life_s: float = SIGNATURE_LIFE_S


def sign_result(manner: Manner, told: Mapping[str, object]) -> str:
    """The signature over ``selection:amount:currency:timestamp:transactionReference:success``, and the intent.

    >>> sign_result(Manner("secret"), {"selection": "s", "success": True})[:12]
    'YzVjNTYzNjYx'
    """
    parts = [told.get(name) for name in ("selection", "amount", "currency", "timestamp", "transactionReference")]
    parts += [str(told.get("success") is True).lower(), *([told.get("intent")] if manner.with_intent else [])]
    text = ":".join(str(part) for part in parts)
    made = hmac.new(manner.secret.encode(), text.encode(errors="replace"), hashlib.sha256)
    return base64.b64encode(made.hexdigest().encode() if manner.as_hex else made.digest()).decode()


def judge_result(centra: Centra, selection: Selection, told: Mapping[str, object], manner: Manner, now_s: float) -> str:
    """Why what is told of a payment is not believed; an empty text when it is."""
    currency = centra.pricelists[selection.pricelist_id].currency_code
    if told.get("currency") != currency:
        return f"Mismatched currency: {told.get('currency')}, basket currency: {currency}"
    problem = _judge_amount(centra, selection, told.get("amount"), is_capture=told.get("intent") == "capture")
    if problem:
        return problem
    timestamp = told.get("timestamp")
    if isinstance(timestamp, bool) or not isinstance(timestamp, int) or abs(now_s - timestamp) > manner.life_s:
        return "Invalid timestamp"
    right = sign_result(manner, {**told, "selection": selection.id})
    is_right = hmac.compare_digest(right.encode(), str(told.get("signature", "")).encode(errors="replace"))
    return "" if is_right else "Invalid signature"


def notify_authorization(centra: Centra, selection: Selection, reference: str, *, success: bool) -> Order | None:
    """Write down that a payment was authorized, or that it failed; a success makes the order if there is none yet.

    Raises ``DomainError``: ``authorized`` for the second success, and what ``place_selection`` raises.
    """
    order = centra.orders.get(selection.order_number or 0)
    if order is not None and success and _has(order, "AUTH"):
        raise DomainError("authorized", "The order is authorized already")
    if order is None and success:
        customer = customer_for_order(centra, selection.store_id, selection.address)
        selection.customer_id = selection.customer_id or customer.id
        order = place_selection(centra, selection, payment_reference=reference, created_from="Checkout")
        deliver_gift_certificates(centra, order)
        for session in centra.sessions.values():
            if session.selection_id == selection.id:
                session.order_number = order.number
    elif order is not None:
        add_payment(centra, order, "AUTH", "SUCCESS" if success else "FAILED", order_totals(centra, order).grand_total, reference)
        note_order_change(centra, order)
    else:
        selection.fields.setdefault("failedAuthorizations", []).append(reference)
    return order


def notify_capture(centra: Centra, selection: Selection, reference: str, amount: Decimal, *, success: bool) -> Order:
    """Write down that a payment was captured, or that this failed.

    Raises ``DomainError``: ``not-authorized`` without an order, ``captured`` for the second success.
    """
    order = centra.orders.get(selection.order_number or 0)
    if order is None:
        raise DomainError("not-authorized", "There is no order with an authorization to capture")
    if success and _has(order, "CAPTURE"):
        raise DomainError("captured", "The order is captured already")
    add_payment(centra, order, "CAPTURE", "SUCCESS" if success else "FAILED", amount, reference)
    note_order_change(centra, order)
    return order


def _has(order: Order, entry_type: str) -> bool:
    return any(each.entry_type == entry_type and each.status == "SUCCESS" for each in order.payments)


def _judge_amount(centra: Centra, selection: Selection, told: object, *, is_capture: bool) -> str:
    """The whole sum is authorized; a capture may be of less."""
    order = centra.orders.get(selection.order_number or 0)
    totals = selection_totals(centra, selection) if order is None else order_totals(centra, order)
    wanted = f"{totals.grand_total:.2f}"
    is_written_right = isinstance(told, str) and _AMOUNT.fullmatch(told) is not None
    is_right = is_written_right and (
        0 < Decimal(str(told)) <= Decimal(wanted) if is_capture else Decimal(str(told)) == Decimal(wanted)
    )
    return "" if is_right else f"Mismatched amount: {told}, basket amount: {wanted}"
