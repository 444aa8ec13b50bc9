"""The aggregate: everything one Centra holds, its id counters, its clock and its bus of changes."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from types import MappingProxyType
from typing import Any

from centra_mock.domain import model as m

__all__ = ["Centra", "Change", "DomainError"]


class DomainError(Exception):
    """The store refuses what was asked; ``code`` names the reason for a face to put in its own words.

    ``field`` is the part of the request that is at fault, ``text`` a sentence, ``detail`` whatever else a face needs.
    """

    def __init__(self, code: str, text: str = "", *, field: str = "", detail: object = None) -> None:
        super().__init__(text or code)
        self.code = code
        self.text = text or code
        self.field = field
        self.detail = detail


@dataclass(frozen=True, slots=True)
class Change:
    """Something happened: ``kind`` order, shipment, product ...; ``action`` create, update, delete, good_to_go ...

    ``object_id`` is the domain's own id (order: its number). ``data`` carries extras of the kind, such as
    ``store_id``, or ``warehouses`` for kind ``check_first``.
    """

    kind: str
    action: str
    object_id: int | str
    at: datetime
    data: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))  # Any: plain values of the kind


@dataclass(slots=True, eq=False)
class Centra:
    """One store installation. Collections are dictionaries by id, in order of creation."""

    seed: int
    random: random.Random
    company_currency: str = "EUR"
    order_api_store_id: int = 1  # an Order API plugin belongs to one store and writes stock of one warehouse
    order_api_warehouse_id: int = 0
    clock: Callable[[], datetime] = datetime.now
    last_looked_at: datetime | None = None  # up to when what happens by itself has happened

    # where and how it sells
    stores: dict[int, m.Store] = field(default_factory=dict)
    countries: dict[str, m.Country] = field(default_factory=dict)  # by ISO code
    currencies: dict[str, m.Currency] = field(default_factory=dict)  # by ISO code
    languages: dict[str, m.Language] = field(default_factory=dict)  # by language code
    markets: dict[int, m.Market] = field(default_factory=dict)
    pricelists: dict[int, m.Pricelist] = field(default_factory=dict)
    warehouses: dict[int, m.Warehouse] = field(default_factory=dict)
    allocation_rules: dict[int, m.AllocationRule] = field(default_factory=dict)
    shipping_options: dict[str, m.ShippingOption] = field(default_factory=dict)  # by uri
    payment_methods: dict[str, m.PaymentMethod] = field(default_factory=dict)  # by uri
    payment_terms: dict[int, m.PaymentTerms] = field(default_factory=dict)
    shipping_terms: dict[int, m.ShippingTerms] = field(default_factory=dict)
    tax_classes: dict[int, m.TaxClass] = field(default_factory=dict)
    sales_representatives: dict[int, m.SalesRepresentative] = field(default_factory=dict)
    admin_users: dict[int, m.AdminUser] = field(default_factory=dict)
    affiliates: dict[int, m.Affiliate] = field(default_factory=dict)
    campaign_sites: dict[str, m.CampaignSite] = field(default_factory=dict)  # by uri

    # what it sells
    brands: dict[int, m.Brand] = field(default_factory=dict)
    collections: dict[int, m.Collection] = field(default_factory=dict)
    folders: dict[int, m.Folder] = field(default_factory=dict)
    categories: dict[int, m.Category] = field(default_factory=dict)
    size_charts: dict[int, m.SizeChart] = field(default_factory=dict)
    measurement_charts: dict[int, m.MeasurementChart] = field(default_factory=dict)
    attribute_types: dict[str, m.AttributeType] = field(default_factory=dict)  # by name
    attributes: dict[int, m.Attribute] = field(default_factory=dict)
    products: dict[int, m.Product] = field(default_factory=dict)
    variants: dict[int, m.Variant] = field(default_factory=dict)
    product_sizes: dict[int, m.ProductSize] = field(default_factory=dict)
    displays: dict[int, m.Display] = field(default_factory=dict)
    display_items: dict[int, m.DisplayItem] = field(default_factory=dict)
    prices: dict[tuple[int, int], m.Price] = field(default_factory=dict)  # (pricelist id, variant id)
    price_alterations: dict[int, m.PriceAlteration] = field(default_factory=dict)
    campaigns: dict[int, m.Campaign] = field(default_factory=dict)
    stocks: dict[tuple[int, int], m.Stock] = field(default_factory=dict)  # (warehouse id, product size id)
    warehouse_deliveries: dict[int, m.WarehouseDelivery] = field(default_factory=dict)
    subscription_plans: dict[int, m.SubscriptionPlan] = field(default_factory=dict)
    gift_certificates: dict[int, m.GiftCertificate] = field(default_factory=dict)
    packages: dict[int, m.Package] = field(default_factory=dict)

    # who buys
    customers: dict[int, m.Customer] = field(default_factory=dict)
    accounts: dict[int, m.Account] = field(default_factory=dict)
    buyers: dict[int, m.Buyer] = field(default_factory=dict)
    newsletter: dict[int, m.NewsletterSubscription] = field(default_factory=dict)
    suppliers: dict[int, m.Supplier] = field(default_factory=dict)

    # what happens
    sessions: dict[str, m.Session] = field(default_factory=dict)  # by token
    selections: dict[str, m.Selection] = field(default_factory=dict)
    orders: dict[int, m.Order] = field(default_factory=dict)  # by number
    prepared_orders: dict[str, m.Order] = field(default_factory=dict)  # createOnly, by order number as text
    shipments: dict[int, m.Shipment] = field(default_factory=dict)
    returns: dict[int, m.Return] = field(default_factory=dict)
    invoices: dict[int, m.Invoice] = field(default_factory=dict)
    vouchers: dict[int, m.Voucher] = field(default_factory=dict)
    check_firsts: list[m.CheckFirst] = field(default_factory=list)
    delivery_windows: dict[int, m.DeliveryWindow] = field(default_factory=dict)
    supplier_orders: dict[int, m.SupplierOrder] = field(default_factory=dict)
    supplier_deliveries: dict[int, m.SupplierDelivery] = field(default_factory=dict)
    package_subscriptions: dict[int, m.PackageSubscription] = field(default_factory=dict)
    contracts: dict[int, m.Contract] = field(default_factory=dict)
    subscriptions: dict[int, m.Subscription] = field(default_factory=dict)
    soap_events: dict[int, m.SoapEvent] = field(default_factory=dict)
    conversions: dict[tuple[str, str], int | str] = field(default_factory=dict)  # (SOAP kind, ERP key) -> own id
    erp_details: dict[tuple[str, int], dict[str, str]] = field(default_factory=dict)  # (SOAP kind, own id) -> path -> text
    turn: int = 0  # which request is answered now; all that one request changes is one change to the ERP

    _counters: dict[str, int] = field(default_factory=dict)
    _listeners: list[Callable[[Change], None]] = field(default_factory=list)

    def next_id(self, kind: str) -> int:
        """A number never given out for ``kind`` before; starts above where ``start_ids`` put it."""
        self._counters[kind] = self._counters.get(kind, 0) + 1
        return self._counters[kind]

    def start_ids(self, kind: str, last: int) -> None:
        """Let the next id of ``kind`` be ``last + 1`` (never lower than it already is)."""
        self._counters[kind] = max(self._counters.get(kind, 0), last)

    def hex_id(self) -> str:
        """32 hex characters that were not given out before: selection and line ids, tokens."""
        return f"{self.random.getrandbits(128):032x}"

    def now(self) -> datetime:
        """The time, to the second and without a zone, as Centra prints it."""
        return self.clock().replace(microsecond=0)

    def publish(self, kind: str, action: str, object_id: int | str, **data: Any) -> None:  # Any: plain extras
        """Tell every listener of a change, in the order in which they subscribed."""
        change = Change(kind, action, object_id, self.clock(), MappingProxyType(data))
        for listener in self._listeners:
            listener(change)

    def subscribe(self, listener: Callable[[Change], None]) -> None:
        """Call ``listener`` for every change from now on."""
        self._listeners.append(listener)
