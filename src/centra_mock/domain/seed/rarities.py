"""What few stores have and every storefront must bear: sizes of two axes, names that are not plain Latin, no picture.

They come after everything else and draw nothing that others are made of, so that the rest of a seed stays as it is.
Source: 02.api-reference/02.products-and-categories (item table), 02.api-reference/01.overview (searching),
01.overview/03.products (flexible bundles), 01.overview/08.custom-attributes (media object attributes).
"""

from __future__ import annotations

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import AssignedAttribute, BundlePart, Display, Product
from centra_mock.domain.seed import words
from centra_mock.domain.seed.goods import Garment, add_product
from centra_mock.domain.seed.shops import RETAIL

__all__ = ["add_rarities"]

_FIRST_POSITION = 60
_BLACK, _NAVY = words.COLOURS[0], words.COLOURS[2]
_JEANS: Garment = ("Jeans", "Trousers", "waist and length", 115, "0.73", "62034231", "Jeans", "Jeans")
_CARDIGAN, _SCARF = words.GARMENTS[3], words.GARMENTS[10]


def add_rarities(centra: Centra) -> None:
    """Put the rare products into a store that is complete, and translate all that one category says of itself."""
    categories = {f"{each.store_id} {each.name}": each.id for each in centra.categories.values()}
    jeans = add_product(centra, "Hemlock", _FIRST_POSITION, "", categories, garment=_JEANS, colours=(_NAVY,))
    knitted = add_product(centra, "Selje", _FIRST_POSITION + 1, "", categories, garment=_CARDIGAN, colours=words.RARE_COLOURS)
    _describe(centra, knitted)
    _make_flexible(centra, add_product(centra, "Sammet", _FIRST_POSITION + 2, "bundle", categories), [jeans, knitted])
    plain = add_product(centra, "Lykke", _FIRST_POSITION + 3, "", categories, garment=_SCARF, colours=(_BLACK,))
    for display in _displays(centra, plain):
        display.media = []
    _translate_category(centra)


def _displays(centra: Centra, product: Product) -> list[Display]:
    return [each for each in centra.displays.values() if each.product_id == product.id]


def _describe(centra: Centra, product: Product) -> None:
    for display in _displays(centra, product):
        display.description = f"The {product.name} has små knappar and a rosé lining; its edges are Écru."
        display.media[0].attributes = [AssignedAttribute("caption", {"description": f"{display.name}, worn open"})]


def _make_flexible(centra: Centra, product: Product, parts: list[Product]) -> None:
    """A bundle whose sections the shopper chooses; as it stands, one size of each part."""
    product.is_flexible = True
    variants = [next(each for each in centra.variants.values() if each.product_id == part.id) for part in parts]
    sizes = [next(each for each in centra.product_sizes.values() if each.variant_id == variant.id) for variant in variants]
    product.bundle_parts = [BundlePart(size.id, 1) for size in sizes]


def _translate_category(centra: Centra) -> None:
    category = next(each for each in centra.categories.values() if each.store_id == RETAIL and each.parent_id is None)
    for code, (title, text, keywords) in {
        "sv": ("Kläder", "Säsongens kläder", "kläder"),
        "de": ("Kleidung", "Kleidung der Saison", "kleidung"),
    }.items():
        category.translations[code] |= {"meta_title": title, "meta_description": text, "meta_keywords": keywords}
