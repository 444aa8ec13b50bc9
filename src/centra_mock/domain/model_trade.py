"""What happens in the store: sessions, selections, orders, payments, shipments, returns, invoices, vouchers.

An order is what a selection becomes; its ``id`` is the selection's 32 hex characters, its ``number`` an integer.
Source: 01.overview/07.orderflow, 01.overview/05.promo, 04.order-api, GraphQL types Order, OrderLine, Invoice.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from enum import IntEnum
from typing import Any

from centra_mock.domain.model_catalogue import AssignedAttribute
from centra_mock.domain.model_people import Address

__all__ = [
    "AppliedDiscount",
    "CheckFirst",
    "Invoice",
    "InvoiceLine",
    "Order",
    "OrderLine",
    "OrderStatus",
    "PaymentEntry",
    "Return",
    "ReturnLine",
    "Selection",
    "SelectionLine",
    "Session",
    "Shipment",
    "ShipmentLine",
    "Voucher",
]


class OrderStatus(IntEnum):
    """The states of an order with the numbers that the overview prints."""

    INCOMPLETE = 0
    PENDING = 1
    CONFIRMED = 2
    PROCESSING = 3
    COMPLETED = 4
    ARCHIVED = 5
    CANCELLED = 6


@dataclass(slots=True)
class Session:
    """An anonymous or logged in visit of the Checkout API, known by its token."""

    token: str
    selection_id: str | None
    country: str
    state: str
    language_code: str
    market_id: int
    pricelist_id: int
    customer_id: int | None = None
    order_number: int | None = None  # the order that the selection became
    campaign_site: str = ""


@dataclass(slots=True)
class SelectionLine:
    """A line of a cart; ``id`` is 32 hex characters and survives changes."""

    id: str
    display_item_id: int
    product_size_id: int
    quantity: int
    comment: str = ""
    subscription_plan_id: int | None = None
    gift_certificate_id: int | None = None  # then display_item_id and product_size_id are 0
    gift_amount: Decimal | None = None


@dataclass(slots=True)
class Selection:
    """A cart: an order that is not complete."""

    id: str
    store_id: int
    country: str
    state: str
    language_code: str
    market_id: int
    pricelist_id: int
    created_at: datetime
    lines: list[SelectionLine] = field(default_factory=list)
    voucher_codes: list[str] = field(default_factory=list)
    shipping_method: str = ""  # uri of a shipping option, empty before one is chosen
    payment_method: str = ""  # uri
    customer_id: int | None = None
    address: Address = field(default_factory=Address)
    shipping_address: Address | None = None
    fields: dict[str, Any] = field(default_factory=dict)  # Any: checkout fields as the shopper's client sent them
    ip_address: str = ""
    payment_started: bool = False
    order_number: int | None = None


@dataclass(slots=True)
class AppliedDiscount:
    """What was taken off an order: by a voucher, or by hand when ``voucher_id`` is None."""

    name: str
    value: Decimal  # positive
    voucher_id: int | None = None
    code: str = ""
    admin_user_id: int | None = None  # who took it off by hand


@dataclass(slots=True)
class OrderLine:
    """A line of an order; prices are per piece and in the order's currency."""

    id: int
    product_size_id: int
    variant_id: int
    product_id: int
    quantity: int  # what is still ordered; cancelled pieces are not counted
    unit_price: Decimal  # what the customer pays before vouchers
    unit_original_price: Decimal  # the pricelist's price
    tax_percent: Decimal
    display_item_id: int | None = None
    cancelled: int = 0
    comment: str = ""
    other_comment: str = ""
    allocations: dict[int, int] = field(default_factory=dict)  # warehouse id -> allocated and not yet shipped pieces
    bundle_line_id: int | None = None  # the line of the bundle that this line is a part of
    is_bundle: bool = False
    delivery_window_id: int | None = None
    delivery_id: int | None = None  # the supplier delivery that it waits for
    gift_certificate_id: int | None = None
    subscription_plan_id: int | None = None
    campaign_id: int | None = None


@dataclass(slots=True)
class PaymentEntry:
    """An entry of the payment history: type AUTH, CAPTURE, REFUND, CANCEL ...; status SUCCESS, PENDING, FAILED."""

    id: int
    entry_type: str
    status: str
    value: Decimal
    created_at: datetime
    reference: str = ""
    shipment_id: int | None = None


@dataclass(slots=True)
class Order:
    """An order of a customer (retail) or of an account (wholesale)."""

    id: str
    number: int
    store_id: int
    status: OrderStatus
    market_id: int
    pricelist_id: int
    currency_code: str
    created_at: datetime
    modified_at: datetime
    lines: list[OrderLine] = field(default_factory=list)
    customer_id: int | None = None
    account_id: int | None = None
    buyer_id: int | None = None
    billing_address: Address = field(default_factory=Address)
    shipping_address: Address = field(default_factory=Address)
    shipping_option: str = ""  # uri
    shipping_value: Decimal = Decimal(0)
    handling_value: Decimal = Decimal(0)
    discounts: list[AppliedDiscount] = field(default_factory=list)
    payment_method: str = ""  # uri; empty when Centra does not handle the payment
    payment_reference: str = ""
    payments: list[PaymentEntry] = field(default_factory=list)
    hold: bool = False
    locked: bool = False
    waiting_for_payment: bool = False
    suspect: bool = False
    internal: bool = False
    tax_included: bool = True  # False: tax is added on top (or none applies)
    language_code: str = ""
    comment: str = ""  # the customer's own message
    internal_comment: str = ""
    other_comment: str = ""
    po_number: str = ""
    cancel_date: datetime | None = None
    preferred_delivery_date: datetime | None = None
    estimated_delivery_date: datetime | None = None
    ip_address: str = ""
    payment_terms_id: int | None = None
    shipping_terms_id: int | None = None
    delivery_window_ids: list[int] = field(default_factory=list)
    additionals: dict[str, str] = field(default_factory=dict)  # keys of built-in plugins, such as shipwallet_id
    attributes: list[AssignedAttribute] = field(default_factory=list)
    affiliate: str = ""
    allocation_rule_id: int | None = None  # None: the one of the market
    takes_stock: bool = True  # whether its pieces are reserved when it is placed
    external_invoice_url: str = ""  # of an invoice that was made outside of Centra
    created_from: str = "Checkout"  # Checkout, Shop, Order API, SOAP API, AMS


@dataclass(slots=True)
class ShipmentLine:
    """A line of a shipment."""

    id: int
    order_line_id: int
    quantity: int
    serial_numbers: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Shipment:
    """A parcel of an order; ``number`` is ``<order number>-<counter>``."""

    id: int
    number: str
    order_number: int
    warehouse_id: int | None
    created_at: datetime
    lines: list[ShipmentLine] = field(default_factory=list)
    good_to_go: bool = False
    shipped: bool = False
    shipped_at: datetime | None = None
    captured: bool = False
    paid: bool = False
    carrier: str = ""
    service: str = ""
    tracking: str = ""
    tracking_url: str = ""
    return_tracking: str = ""
    packages: int = 1
    shipping_value: Decimal = Decimal(0)
    handling_value: Decimal = Decimal(0)
    voucher_value: Decimal = Decimal(0)  # positive
    internal_comment: str = ""
    modified_at: datetime | None = None
    shipping_address: Address | None = None  # None: that of the order


@dataclass(slots=True)
class ReturnLine:
    """A line of a return."""

    id: int
    shipment_line_id: int
    order_line_id: int
    quantity: int


@dataclass(slots=True)
class Return:
    """Goods that came back; pending until ``completed``."""

    id: int
    shipment_id: int
    order_number: int
    created_at: datetime
    lines: list[ReturnLine] = field(default_factory=list)
    completed: bool = False
    shipping_cost: Decimal = Decimal(0)
    handling_cost: Decimal = Decimal(0)
    voucher_value: Decimal = Decimal(0)
    return_cost: Decimal = Decimal(0)  # what the customer pays for returning; lowers the refund
    return_to_stock: bool = True
    warehouse_id: int | None = None
    comment: str = ""
    refunded: bool = False
    created_from: str = "Order API"


@dataclass(slots=True)
class InvoiceLine:
    """A line of an invoice."""

    description: str
    quantity: int
    unit_price: Decimal
    tax_percent: Decimal
    order_line_id: int | None = None
    product_id: int | None = None
    variant_id: int | None = None
    size_id: int | None = None
    discount: Decimal | None = None
    subtotal: Decimal | None = None  # None: price by quantity
    sku: str = ""
    item_key: str = ""  # what the ERP calls the line
    charge_key: str | None = None  # of a charge that is no product, such as "shipping"; None: a line of goods


@dataclass(slots=True)
class Invoice:
    """An invoice (``type`` debit) or a credit note (``type`` credit)."""

    id: int
    number: str
    store_id: int
    type: str
    currency_code: str
    created_at: datetime
    due_at: datetime
    lines: list[InvoiceLine] = field(default_factory=list)
    order_number: int | None = None
    shipment_id: int | None = None
    account_id: int | None = None
    buyer_id: int | None = None
    return_id: int | None = None
    status: str = "open"
    billing_address: Address = field(default_factory=Address)
    shipping_address: Address = field(default_factory=Address)


@dataclass(slots=True)
class Voucher:
    """A voucher; ``automatic`` ones apply without a code and cannot be copied through Order API."""

    id: int
    name: str
    code: str
    store_id: int
    type: str  # percentoff or priceoff
    status: str  # active, inactive, cancelled
    market_ids: list[int]
    created_at: datetime
    modified_at: datetime
    start_date: str = ""  # YYYY-MM-DD
    stop_date: str = ""
    value: Decimal | None = None  # percentoff: percent
    value_by_pricelist: dict[int, Decimal] = field(default_factory=dict)  # priceoff: amount
    limit: int = 0  # uses, 0 means unlimited
    uses: int = 0
    automatic: bool = False
    description: str = ""


@dataclass(slots=True)
class CheckFirst:
    """A check-first warehouse that was asked to take an order: ``state`` created, accepted, rejected or timeout."""

    order_number: int
    warehouse_id: int
    state: str
    expires_at: datetime
