"""Wholesale, supply and subscriptions: delivery windows, supplier orders and deliveries, recurring orders, SOAP ids.

Source: GraphQL guide for wholesale, 04.order-api supplier module, subscription-api, 03.fe-development/09.subscriptions,
04.guides/02.erp-integration.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from centra_mock.domain.model_people import Address

__all__ = [
    "Contract",
    "DeliveryWindow",
    "DeliveryWindowVariant",
    "PackageSubscription",
    "SoapEvent",
    "Subscription",
    "SupplierDelivery",
    "SupplierLine",
    "SupplierOrder",
]


@dataclass(slots=True)
class DeliveryWindowVariant:
    """A variant that can be bought in a delivery window; ``limit`` None means no limit."""

    variant_id: int
    product_id: int
    type: str = "STOCK"
    limit: int | None = None


@dataclass(slots=True)
class DeliveryWindow:
    """When wholesale goods are delivered: ``kind`` is ``at_once`` or ``preorder``; dates only for preorder."""

    id: int
    name: str
    store_id: int
    kind: str
    market_ids: list[int]
    status: str = "ACTIVE"  # ACTIVE, INACTIVE, CANCELLED
    campaign_ids: list[int] = field(default_factory=list)
    allocation_rule_id: int | None = None
    default_delivery_type: str = "STOCK"
    delivery_dates_visible: bool = True
    selectable_by_buyers: bool = True
    selected_by_default: bool = False
    variants: list[DeliveryWindowVariant] = field(default_factory=list)
    days_from_now: int | None = None  # at_once
    selectable_date: bool = False  # at_once
    allocation_order: str | None = None  # preorder: FIFO
    delivery_start: date | None = None
    delivery_end: date | None = None
    sales_start: date | None = None
    sales_end: date | None = None


@dataclass(slots=True)
class SupplierLine:
    """A stock item on a supplier order or delivery."""

    product_size_id: int
    quantity: int
    cost: Decimal
    currency_code: str
    accepted: int | None = None


@dataclass(slots=True)
class SupplierOrder:
    """Goods ordered from a supplier; the Order API shows confirmed ones."""

    id: int
    supplier_id: int
    warehouse_id: int
    created_at: datetime
    etd: datetime
    eta: datetime
    message: str = ""
    confirmed: bool = True
    lines: list[SupplierLine] = field(default_factory=list)
    internal_comment: str = ""


@dataclass(slots=True)
class SupplierDelivery:
    """A delivery of a supplier order; ``number`` is ``<supplier order id>-<counter>``."""

    id: int
    number: str
    supplier_order_id: int
    warehouse_id: int
    created_at: datetime
    etd: datetime
    eta: datetime
    message: str = ""
    accepted: bool = False
    lines: list[SupplierLine] = field(default_factory=list)
    reservations: dict[int, dict[int, int]] = field(default_factory=dict)  # order number -> order line id -> pieces


@dataclass(slots=True)
class PackageSubscription:
    """A subscription of the deprecated Subscription API: pending until paid, then active, paused or cancelled."""

    id: int
    status: str
    customer_id: int
    pricelist_id: int
    package_ids: list[int]
    amount: Decimal
    shipping: Decimal
    currency_code: str
    created_at: datetime
    start_date: date
    next_order_date: date
    order_day: int  # day of the month on which it orders where the month has it
    interval: int
    interval_type: str  # D or M
    address: Address
    payment_method: str
    complete: bool = False
    receipt: str | None = None


@dataclass(slots=True)
class Subscription:
    """A product that a customer gets again and again; belongs to a contract."""

    id: int
    contract_id: int
    display_item_id: int
    product_size_id: int
    quantity: int
    plan_id: int
    status: str  # active, paused, cancelled
    next_order_date: date
    order_day: int  # day of the month on which it orders where the month has it
    created_at: datetime


@dataclass(slots=True)
class Contract:
    """What one checkout with subscriptions founds: one address, one stored payment, several subscriptions."""

    id: int
    customer_id: int
    address: Address
    payment_method: str
    payment_status: str  # Active, Pending, Failed; empty, as the method, once every subscription is cancelled
    pricelist_id: int
    order_number: int | None = None


@dataclass(slots=True)
class SoapEvent:
    """An entry of the ERP's queue, gone once it is marked done."""

    id: int
    type: str
    entry: int | str
    mission: str  # update or delete
    created_at: datetime
    data: dict[str, Any] = field(default_factory=dict)  # Any: what the SOAP face keeps with its event
