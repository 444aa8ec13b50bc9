"""Where and how the store sells: stores, countries, currencies, languages, markets, pricelists, warehouses, terms.

Source: 01.overview (glossary, centra-overview, stock, taxes) and the types of the GraphQL Integration API.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal

__all__ = [
    "AdminUser",
    "Affiliate",
    "AllocationRule",
    "CampaignSite",
    "CarrierInformation",
    "Country",
    "CountryState",
    "Currency",
    "Language",
    "Market",
    "PaymentMethod",
    "PaymentTerms",
    "Pricelist",
    "SalesRepresentative",
    "ShippingOption",
    "ShippingTerms",
    "Store",
    "TaxClass",
    "Warehouse",
]


@dataclass(slots=True)
class Store:
    """A shop front with its own plugins: ``kind`` is ``retail`` (direct to consumer) or ``wholesale``."""

    id: int
    name: str
    kind: str
    default_market_id: int = 0
    default_pricelist_id: int = 0


@dataclass(slots=True)
class CountryState:
    """A state of a country, known by its code inside that country."""

    id: int
    code: str
    name: str


@dataclass(slots=True)
class Country:
    """A country; ``tax_percent`` is its standard VAT, ``ship_to`` says whether the retail store delivers there."""

    id: int
    code: str  # ISO alpha 2, capitals
    name: str
    continent: str
    is_eu: bool
    ship_to: bool
    tax_percent: Decimal  # 0 where prices are sold without tax
    language_code: str  # default language of the storefront, for example "sv"
    states: list[CountryState] = field(default_factory=list)


@dataclass(slots=True)
class Currency:
    """A currency and how the Checkout API writes amounts in it."""

    id: int
    code: str
    name: str
    base_rate: Decimal  # how many of the base currency one unit buys
    is_base: bool
    prefix: str  # with an ordinary blank where one belongs
    suffix: str
    decimals: int


@dataclass(slots=True)
class Language:
    """A language of the storefront, offered for translation when ``is_active``."""

    id: int
    code: str  # "sv"
    country_code: str  # "SE"
    name: str
    is_default: bool
    is_active: bool = True


@dataclass(slots=True)
class AllocationRule:
    """Which warehouses serve a market, in order."""

    id: int
    name: str
    warehouse_ids: list[int]


@dataclass(slots=True)
class Market:
    """Decides which products exist for a shopper; has exactly one allocation rule."""

    id: int
    name: str
    store_id: int
    country_codes: list[str]
    allocation_rule_id: int
    comment: str = ""
    status: str = "ACTIVE"


@dataclass(slots=True)
class Pricelist:
    """Decides price and currency; the prices themselves are in ``Centra.prices``."""

    id: int
    name: str
    store_id: int
    currency_code: str
    country_codes: list[str]
    status: str = "ACTIVE"  # ACTIVE or INACTIVE
    comment: str = ""
    default_shipping_option_id: int = 0


@dataclass(slots=True)
class Warehouse:
    """Where stock lies; ``check_first`` warehouses must accept an order before it is handled."""

    id: int
    name: str
    country_code: str
    status: str = "ACTIVE"
    check_first: bool = False
    priority: int = 0
    brick_and_mortar: str = ""  # the shop it belongs to, empty for a plain warehouse
    city: str = ""
    state: str = ""


@dataclass(slots=True)
class ShippingOption:
    """A way of shipping of the retail store (Checkout: shipping method; Order API: its ``uri`` is shippingList)."""

    id: int
    uri: str
    name: str
    price_by_pricelist: dict[int, Decimal]
    free_from_by_pricelist: dict[int, Decimal] = field(default_factory=dict)  # goods value from which it costs nothing
    country_codes: list[str] = field(default_factory=list)
    comment: str = ""
    store_id: int = 1


@dataclass(slots=True)
class PaymentMethod:
    """A payment plugin of the retail store; ``kind`` is cc, inv, 3rd, free or prepaid."""

    id: int
    uri: str  # "mock-dummy"
    name: str
    plugin: str  # plugin type such as "dummy"
    kind: str
    method_type: str  # Checkout's paymentMethodType
    country_codes: list[str] = field(default_factory=list)  # empty: every country
    handling_cost_by_pricelist: dict[int, Decimal] = field(default_factory=dict)
    initiate_only: bool = False  # Checkout's supportsInitiateOnly
    address_afterwards: bool = False  # Checkout's providesCustomerAddressAfterPayment
    external_script: str = ""  # URL of what the browser loads, Checkout's clientSide.externalScript
    offered: bool = True  # to shoppers; the others are set by the store itself
    external: bool = False  # the External Payment Plugin: Order API may neither capture nor refund


@dataclass(slots=True)
class PaymentTerms:
    """Wholesale payment terms."""

    id: int
    name: str
    description: str
    due_days: int | None = None


@dataclass(slots=True)
class ShippingTerms:
    """Wholesale shipping terms."""

    id: int
    name: str
    description: str
    due_days: int | None = None


@dataclass(slots=True)
class TaxClass:
    """How an account is taxed."""

    id: int
    name: str


@dataclass(slots=True)
class SalesRepresentative:
    """Sells to accounts and earns commission."""

    id: int
    name: str
    email: str
    commission_percent: Decimal
    master_id: int = 0


@dataclass(slots=True)
class CarrierInformation:
    """The carrier that an account wants."""

    carrier_name: str = ""
    service_name: str = ""
    account_identifier: str = ""
    tax_id: str = ""


@dataclass(slots=True)
class AdminUser:
    """Somebody who works in the admin backend."""

    id: int
    email: str
    name: str = ""


@dataclass(slots=True)
class Affiliate:
    """A partner site that sends shoppers."""

    id: int
    name: str
    store_id: int = 1


@dataclass(slots=True)
class CampaignSite:
    """A landing site of a market, addressed by its uri."""

    uri: str
    name: str
    market_id: int
    go_to: str
    id: int = 0
