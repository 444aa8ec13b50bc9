"""Finding one's way through the catalogue: what belongs to what, and what a shopper may see.

Source: 01.overview/03.products; 05.api-references/02.checkout-api for what a market shows.
"""

from __future__ import annotations

from collections.abc import Iterator

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import Display, DisplayItem, Product, ProductSize, Variant

__all__ = [
    "categories_path",
    "displays_of_product",
    "find_by_ean",
    "find_by_sku",
    "find_item",
    "item_name",
    "product_of",
    "shown_items",
    "size_in_variant",
    "sizes_of_variant",
    "sku_of",
    "stock_items",
    "variant_of",
    "variants_of_product",
]


def variants_of_product(centra: Centra, product_id: int) -> list[Variant]:
    """The variants of a product, in order of creation."""
    return [variant for variant in centra.variants.values() if variant.product_id == product_id]


def sizes_of_variant(centra: Centra, variant_id: int) -> list[ProductSize]:
    """The stock items of a variant, in order of creation."""
    return [size for size in centra.product_sizes.values() if size.variant_id == variant_id]


def size_in_variant(centra: Centra, variant_id: int, size_id: int) -> ProductSize | None:
    """The stock item where a variant and a size of its chart cross."""
    for size in centra.product_sizes.values():
        if size.variant_id == variant_id and size.size_id == size_id:
            return size
    return None


def variant_of(centra: Centra, size: ProductSize) -> Variant:
    """The variant that a stock item belongs to."""
    return centra.variants[size.variant_id]


def product_of(centra: Centra, size: ProductSize) -> Product:
    """The product that a stock item belongs to."""
    return centra.products[centra.variants[size.variant_id].product_id]


def displays_of_product(centra: Centra, product_id: int, store_id: int | None = None) -> list[Display]:
    """The displays of a product, in one store or in all."""
    return [
        display
        for display in centra.displays.values()
        if display.product_id == product_id and store_id in (None, display.store_id)
    ]


def sku_of(centra: Centra, size: ProductSize) -> str:
    """Product, variant and size number run together."""
    variant = centra.variants[size.variant_id]
    return centra.products[variant.product_id].product_number + variant.variant_number + size.size_number


def stock_items(centra: Centra) -> Iterator[tuple[Product, Variant, ProductSize]]:
    """Every stock item with its variant and product, in order of creation."""
    for size in centra.product_sizes.values():
        variant = centra.variants[size.variant_id]
        yield centra.products[variant.product_id], variant, size


def find_by_sku(centra: Centra, sku: str) -> ProductSize | None:
    """The stock item with this joined SKU."""
    return next((size for size in centra.product_sizes.values() if sku_of(centra, size) == sku), None)


def find_by_ean(centra: Centra, ean: str) -> ProductSize | None:
    """The stock item with this EAN; an empty text finds nothing."""
    return next((size for size in centra.product_sizes.values() if ean and size.ean == ean), None)


def item_name(centra: Centra, display_item_id: int, size: ProductSize) -> str:
    """The id of an item in Checkout and Shop: display item id, hyphen, size id."""
    return f"{display_item_id}-{size.size_id}"


def find_item(centra: Centra, item: str, *, market_id: int | None = None) -> tuple[DisplayItem, ProductSize]:
    """What an item id such as ``132-13`` means, where the market shows it; else ``DomainError('item-not-found')``."""
    left, _, right = item.partition("-")
    if left.isdecimal() and right.isdecimal() and len(item) < 40:
        display_item = centra.display_items.get(int(left))
        if display_item is not None:
            size = size_in_variant(centra, display_item.variant_id, int(right))
            display = centra.displays[display_item.display_id]
            if size is not None and _is_shown(centra, display, display_item, market_id):
                return display_item, size
    raise DomainError("item-not-found", "product item not found", field="item")


def shown_items(centra: Centra, store_id: int, market_id: int | None = None) -> list[DisplayItem]:
    """The display items that a store shows, in one market or in any: active product, variant and display."""
    return [
        item
        for item in centra.display_items.values()
        if (display := centra.displays[item.display_id]).store_id == store_id and _is_shown(centra, display, item, market_id)
    ]


def categories_path(centra: Centra, category_id: int, part: str = "name") -> list[str]:
    """``name`` or ``uri`` of a category and of those above it, the top first."""
    path: list[str] = []
    current: int | None = category_id
    while current is not None and len(path) < 10:
        category = centra.categories[current]
        path.append(category.uri if part == "uri" else category.name)
        current = category.parent_id
    return path[::-1]


def _is_shown(centra: Centra, display: Display, item: DisplayItem, market_id: int | None) -> bool:
    return (
        display.status == "ACTIVE"
        and centra.products[display.product_id].status == "ACTIVE"
        and centra.variants[item.variant_id].status == "ACTIVE"
        and (market_id is None or market_id in display.market_ids)
    )
