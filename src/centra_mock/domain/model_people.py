"""Who buys and who sells: customers, accounts, buyers, suppliers, subscribers.

Source: 01.overview/01.glossary, 04.order-api (customers, supplier module), GraphQL types Account and Buyer.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from centra_mock.domain.model_catalogue import AssignedAttribute
from centra_mock.domain.model_store import CarrierInformation

__all__ = [
    "Account",
    "Address",
    "Buyer",
    "Consent",
    "Customer",
    "NewsletterSubscription",
    "Supplier",
]


@dataclass(slots=True)
class Address:
    """A postal address with its contact data; empty text means unknown."""

    first_name: str = ""
    last_name: str = ""
    company: str = ""
    attention: str = ""
    address1: str = ""
    address2: str = ""
    zip_code: str = ""
    city: str = ""
    state: str = ""  # code where the country has states
    country: str = ""  # ISO alpha 2
    email: str = ""
    phone: str = ""
    cell_phone: str = ""
    fax: str = ""
    vat_number: str = ""
    url: str = ""
    registration_id: str = ""  # of the company
    label: str = ""  # what the account calls this address
    erp_id: str = ""  # the key that the ERP gave to it

    @property
    def name(self) -> str:
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()


@dataclass(slots=True)
class Consent:
    """A consent that a customer gave or refused, known by its key."""

    key: str
    name: str
    consented: bool
    text: str
    language: str
    version: str
    created_at: datetime
    modified_at: datetime


@dataclass(slots=True)
class Customer:
    """A retail customer; ``registered`` ones have a password and can log in."""

    id: int
    email: str
    address: Address
    store_id: int
    created_at: datetime
    modified_at: datetime
    market_id: int = 0
    pricelist_id: int = 0
    language_code: str = ""
    newsletter: bool = False
    gender: str = ""
    registered: bool = False
    password: str = ""
    anonymized: bool = False
    consents: list[Consent] = field(default_factory=list)
    attributes: list[AssignedAttribute] = field(default_factory=list)
    reset_token: str = ""  # of a password reset that was asked for


@dataclass(slots=True)
class Buyer:
    """A person who buys for an account."""

    id: int
    account_id: int
    first_name: str
    last_name: str
    email: str
    store_id: int
    status: str = "ACTIVE"
    billing_address: Address = field(default_factory=Address)
    receive_auto_emails: bool = True
    website_url: str = ""
    attributes: list[AssignedAttribute] = field(default_factory=list)


@dataclass(slots=True)
class Account:
    """A wholesale customer."""

    id: int
    name: str
    store_id: int
    created_at: datetime
    modified_at: datetime
    status: str = "ACTIVE"
    market_id: int | None = None
    pricelist_id: int | None = None
    allocation_rule_id: int | None = None
    payment_terms_id: int | None = None
    shipping_terms_id: int | None = None
    sales_representative_id: int | None = None
    tax_class_id: int | None = None
    ship_to_warehouse_id: int | None = None
    discount_percent: Decimal = Decimal(0)
    is_discount_visible: bool = False
    internal_comment: str = ""
    other_comment: str = ""
    account_email: str = ""
    billing_email: str = ""
    shipping_email: str = ""
    website_url: str = ""
    vat_number: str = ""
    credit_limit: Decimal | None = None
    credit_limit_currency: str = ""
    allow_ship_to_warehouse: bool = False
    apply_credit_limit: bool = False
    block_if_unpaid_invoices: bool = False
    has_brands_restriction: bool = False
    is_internal: bool = False
    account_address: Address = field(default_factory=Address)
    billing_address: Address = field(default_factory=Address)
    shipping_address: Address = field(default_factory=Address)
    address_book: list[Address] = field(default_factory=list)
    buyer_ids: list[int] = field(default_factory=list)
    carrier: CarrierInformation = field(default_factory=CarrierInformation)
    attributes: list[AssignedAttribute] = field(default_factory=list)
    window_discounts: dict[int, Decimal] = field(default_factory=dict)  # delivery window id -> percent


@dataclass(slots=True)
class NewsletterSubscription:
    """An e-mail that wants news, or word when an item is back: then ``product_size_id`` is set."""

    id: int
    email: str
    country: str
    store_id: int
    created_at: datetime
    product_size_id: int | None = None
    display_item_id: int | None = None


@dataclass(slots=True)
class Supplier:
    """Makes goods for the store."""

    id: int
    name: str
    country: str
    currency_code: str
    address: Address = field(default_factory=Address)
    comment: str = ""
