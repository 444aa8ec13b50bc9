"""What the store sells: products, variants, sizes, displays, prices, campaigns, stock, attributes.

A product has variants, a variant has sizes; the crossing of variant and size is the stock item (``ProductSize``).
A display shows one or more variants of a product in one store; the crossing of display and variant is the display
item, whose id is what Checkout and Shop call ``product``, and ``<display item id>-<size id>`` is their ``item``.
Source: 01.overview/03.products, 01.overview/04.stock, 01.overview/08.custom-attributes.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

__all__ = [
    "AssignedAttribute",
    "Attribute",
    "AttributeElement",
    "AttributeType",
    "Brand",
    "BundlePart",
    "Campaign",
    "Category",
    "Collection",
    "Display",
    "DisplayItem",
    "Folder",
    "GiftCertificate",
    "MeasurementChart",
    "Media",
    "Package",
    "Price",
    "PriceAlteration",
    "Product",
    "ProductSize",
    "Size",
    "SizeChart",
    "Stock",
    "SubscriptionPlan",
    "Variant",
    "WarehouseDelivery",
]


@dataclass(slots=True)
class Brand:
    """A brand."""

    id: int
    name: str
    uri: str
    store_ids: list[int] = field(default_factory=list)
    meta_title: str = ""
    meta_description: str = ""
    meta_keywords: str = ""


@dataclass(slots=True)
class Collection:
    """A collection, such as a season."""

    id: int
    name: str
    uri: str
    status: str = "ACTIVE"


@dataclass(slots=True)
class Folder:
    """An internal folder of products; a top folder has no parent."""

    id: int
    name: str
    parent_id: int | None = None


@dataclass(slots=True)
class Category:
    """A node of a store's category tree, at most three levels deep."""

    id: int
    name: str
    uri: str
    store_id: int
    parent_id: int | None = None
    sort_order: int = 0
    market_ids: list[int] = field(default_factory=list)
    meta_title: str = ""
    meta_description: str = ""
    meta_keywords: str = ""
    translations: dict[str, dict[str, str]] = field(default_factory=dict)  # language code -> field -> text


@dataclass(slots=True)
class Size:
    """A size of a size chart."""

    id: int
    name: str


@dataclass(slots=True)
class SizeChart:
    """A size chart; names of its sizes are horizontal label, divider, vertical label."""

    id: int
    name: str
    sizes: list[Size]
    horizontal_labels: list[str] = field(default_factory=list)
    vertical_labels: list[str] = field(default_factory=list)
    divider: str = "x"


@dataclass(slots=True)
class MeasurementChart:
    """A size guide: ``values`` maps (vertical label, horizontal label) to text."""

    id: int
    name: str
    horizontal_labels: list[str]
    vertical_labels: list[str]
    unit: str
    values: dict[tuple[str, str], str] = field(default_factory=dict)


@dataclass(slots=True)
class AttributeElement:
    """One field of an attribute type: ``kind`` is ``input``, ``boolean``, ``select``, ``file`` or ``image``."""

    key: str
    description: str
    kind: str
    is_multi: bool = False
    options: dict[str, str] = field(default_factory=dict)  # for ``select``: value -> shown name


@dataclass(slots=True)
class AttributeType:
    """A custom attribute as configured: mapped ones have shared, named values, dynamic ones belong to an object."""

    name: str
    description: str
    object_type: str  # Product, ProductVariant, Order, Customer, Account, ProductMedia
    is_mapped: bool
    elements: list[AttributeElement]


@dataclass(slots=True)
class Attribute:
    """A value of a mapped attribute, shared by all objects that it is assigned to."""

    id: int
    type_name: str
    name: str
    values: dict[str, str]


@dataclass(slots=True)
class AssignedAttribute:
    """An attribute on an object: by ``attribute_id`` when mapped, by own ``values`` when dynamic."""

    type_name: str
    values: dict[str, str] = field(default_factory=dict)  # dynamic only: element key -> value
    attribute_id: int | None = None  # mapped only


@dataclass(slots=True)
class BundlePart:
    """One stock item inside a bundle."""

    product_size_id: int
    quantity: int


@dataclass(slots=True)
class Product:
    """A product; ``status`` is ACTIVE or INACTIVE."""

    id: int
    name: str
    product_number: str  # the product part of the SKU
    brand_id: int
    collection_id: int | None
    folder_id: int | None
    created_at: datetime
    modified_at: datetime
    status: str = "ACTIVE"
    country_of_origin: str = ""  # ISO alpha 2
    harm_code: str = ""
    harm_description: str = ""
    weight: Decimal = Decimal(0)
    weight_unit: str = "kg"
    is_bundle: bool = False
    bundle_parts: list[BundlePart] = field(default_factory=list)
    is_flexible: bool = False  # a bundle of as many sections as the shopper likes
    internal_comment: str = ""
    is_serializable: bool = False
    measurement_chart_id: int | None = None
    attributes: list[AssignedAttribute] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)  # its own; displays have a choice of it
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class Variant:
    """A variant (colour) of a product."""

    id: int
    product_id: int
    name: str
    variant_number: str  # the variant part of the SKU
    size_chart_id: int
    modified_at: datetime
    status: str = "ACTIVE"
    internal_name: str = ""
    unit_cost: Decimal | None = None  # in unit_cost_currency
    unit_cost_currency: str = ""
    attributes: list[AssignedAttribute] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    translations: dict[str, dict[str, str]] = field(default_factory=dict)


@dataclass(slots=True)
class ProductSize:
    """A stock item: one size of one variant; Order API calls ``id`` stockItemId."""

    id: int
    variant_id: int
    size_id: int
    size_name: str
    size_number: str  # the size part of the SKU
    ean: str
    preorder: bool = False
    weight: Decimal | None = None


@dataclass(slots=True)
class Media:
    """A picture of a product or display, ``urls`` by image size name."""

    id: int
    urls: dict[str, str]
    mime_type: str = "image/jpeg"
    media_type: str = "IMAGE"
    attributes: list[AssignedAttribute] = field(default_factory=list)


@dataclass(slots=True)
class DisplayItem:
    """One variant inside a display; Checkout and Shop call ``id`` product (display item id)."""

    id: int
    display_id: int
    variant_id: int


@dataclass(slots=True)
class Display:
    """How a product is shown in one store; without an active display a product is not in a webshop's answers."""

    id: int
    product_id: int
    store_id: int
    name: str
    uri: str
    created_at: datetime
    modified_at: datetime
    status: str = "ACTIVE"
    description: str = ""
    short_description: str = ""
    comment: str = ""
    meta_title: str = ""
    meta_description: str = ""
    meta_keywords: str = ""
    category_ids: list[int] = field(default_factory=list)
    canonical_category_id: int | None = None
    market_ids: list[int] = field(default_factory=list)
    item_ids: list[int] = field(default_factory=list)  # display items in order
    quantity_minimum: int = 1  # pieces that are bought at least
    quantity_multiple: int = 1  # pieces are bought in multiples of this
    related_display_ids: list[int] = field(default_factory=list)
    media: list[Media] = field(default_factory=list)
    subscription_plan_ids: list[int] = field(default_factory=list)
    translations: dict[str, dict[str, str]] = field(default_factory=dict)  # language code -> field -> text


@dataclass(slots=True)
class Price:
    """The price of a variant in a pricelist; kept in ``Centra.prices`` by (pricelist id, variant id)."""

    id: int
    pricelist_id: int
    product_id: int
    variant_id: int
    price: Decimal
    recommended_retail_price: Decimal | None = None


@dataclass(slots=True)
class PriceAlteration:
    """Wholesale prices that hold from a date on; one per store is ACTIVE."""

    id: int
    name: str
    store_id: int
    start_date: str  # YYYY-MM-DD
    status: str
    delivery_window_ids: list[int] = field(default_factory=list)
    prices: dict[tuple[int, int], Decimal] = field(default_factory=dict)  # (pricelist id, variant id)
    recommended_prices: dict[tuple[int, int], Decimal] = field(default_factory=dict)  # likewise


@dataclass(slots=True)
class Campaign:
    """Lowered prices of some variants in some markets and pricelists."""

    id: int
    name: str
    store_id: int
    market_ids: list[int]
    pricelist_ids: list[int]
    variant_ids: list[int]
    percent: Decimal
    start_date: datetime
    stop_date: datetime
    status: str = "ACTIVE"


@dataclass(slots=True)
class Stock:
    """Stock of an item in a warehouse: physical = free to allocate + allocated."""

    warehouse_id: int
    product_size_id: int
    physical: int = 0
    allocated: int = 0
    incoming: int = 0

    @property
    def free(self) -> int:
        """What can still be allocated (FTA)."""
        return self.physical - self.allocated


@dataclass(slots=True)
class WarehouseDelivery:
    """A change of stock that was entered as a delivery: ``lines`` maps product size id to quantity."""

    id: int
    warehouse_id: int
    description: str
    lines: dict[int, int]
    created_at: datetime


@dataclass(slots=True)
class SubscriptionPlan:
    """How often and with what discount a product is delivered again."""

    id: int
    name: str
    interval_value: int
    interval_type: str  # day, week, month, year
    discount_percent: int
    status: str = "ACTIVE"


@dataclass(slots=True)
class GiftCertificate:
    """A gift certificate on sale: ``type`` is predeterminedAmount or anyAmount."""

    id: int
    name: str
    currency_of_sale_only: bool
    show_gift_amount: bool
    type: str
    amount_by_currency: dict[str, Decimal] = field(default_factory=dict)


@dataclass(slots=True)
class Package:
    """A package of the deprecated Subscription API: ``products`` are (product size id, quantity)."""

    id: int
    name: str
    description: str
    status: str
    price_by_pricelist: dict[int, Decimal]
    products: list[tuple[int, int]]
