"""What is to be ordered, before it is an order. Source: 04.order-api/101.create-order."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

from centra_mock.domain.model import Address, AppliedDiscount, OrderStatus

__all__ = ["DraftLine", "OrderDraft"]

ZERO = Decimal(0)


@dataclass(slots=True)
class DraftLine:
    """What is to be ordered; ``price`` None takes the price of pricelist and market."""

    product_size_id: int
    quantity: int
    price: Decimal | None = None
    original_price: Decimal | None = None
    tax_percent: Decimal | None = None
    comment: str = ""
    display_item_id: int | None = None
    delivery_window_id: int | None = None
    subscription_plan_id: int | None = None
    gift_certificate_id: int | None = None


@dataclass(slots=True)
class OrderDraft:
    """Everything that an order is made of, before it has a number."""

    store_id: int
    market_id: int
    pricelist_id: int
    lines: list[DraftLine]
    billing_address: Address = field(default_factory=Address)
    shipping_address: Address = field(default_factory=Address)
    customer_id: int | None = None
    account_id: int | None = None
    buyer_id: int | None = None
    number: int | None = None  # None: the next free one
    selection_id: str = ""  # empty: a new one
    status: OrderStatus = OrderStatus.PENDING
    shipping_option: str = ""
    shipping_value: Decimal = ZERO
    handling_value: Decimal = ZERO
    discounts: list[AppliedDiscount] = field(default_factory=list)
    payment_method: str = ""
    payment_reference: str = ""
    payment_status: str = ""  # of the authorisation: SUCCESS, PENDING, FAILED; empty writes none
    language_code: str = ""
    comment: str = ""
    internal_comment: str = ""
    other_comment: str = ""
    po_number: str = ""
    ip_address: str = ""
    hold: bool = False
    allocation_rule_id: int | None = None  # None: the one of the market
    adjust_stock: bool = True  # reserve the pieces
    force: bool = True  # order also what is not in stock
    delivery_window_ids: list[int] = field(default_factory=list)
    additionals: dict[str, str] = field(default_factory=dict)
    created_from: str = "Order API"
