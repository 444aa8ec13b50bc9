"""The error codes of order insertion. Source: 04.order-api/101.create-order, table of error codes."""

from __future__ import annotations

from enum import IntEnum

from centra_mock.faces.order.wire import Refusal

__all__ = ["Code", "fail"]


class Code(IntEnum):
    """Why an order could not be made."""

    PRODUCT = -1  # a product cannot be added: status, market or pricelist
    STOCK = -2
    EMPTY = -3
    MISSING = -4  # a required field
    NUMBER_TAKEN = -5
    CUSTOMER = -6  # registration failed
    GENERAL = -7


def fail(code: Code, msg: str) -> Refusal:
    """The refusal to raise for a code."""
    return Refusal({"status": "no", "code": int(code), "msg": msg})
