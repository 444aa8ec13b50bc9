"""Refusals that several operations share. Source: 06.plugins/12.external-payment-plugin, captures and refunds."""

from __future__ import annotations

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import Order

__all__ = ["EXTERNAL_PAYMENT", "is_external"]

EXTERNAL_PAYMENT = "Action not supported by external payment plugin. Please do that action in your payment provider."


def is_external(centra: Centra, order: Order) -> bool:
    """Whether an order was paid with the External Payment Plugin, which captures and refunds by itself."""
    method = centra.payment_methods.get(order.payment_method)
    return method is not None and method.external
