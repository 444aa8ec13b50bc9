"""The catalogue of a seed: taxonomy, products, displays, prices, stock, campaigns, and the odd ones that rules need."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from decimal import Decimal

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import (
    AssignedAttribute,
    Brand,
    BundlePart,
    Category,
    Collection,
    Display,
    DisplayItem,
    Folder,
    Media,
    Price,
    Product,
    ProductSize,
    Stock,
    Variant,
)
from centra_mock.domain.seed import words
from centra_mock.domain.seed.shops import RETAIL, WHOLESALE

__all__ = ["Colour", "Garment", "add_goods", "add_product"]

Colour = tuple[str, str, str]
Garment = tuple[str, str, str, int, str, str, str, str]

IMAGE_SIZES = ("thumb", "standard", "full")
TREE = (
    ("Clothing", ("Shirts", "Knitwear", "Trousers", "Outerwear")),
    ("Footwear", ("Shoes",)),
    ("Extras", ("Accessories",)),
)
ODD = (
    "no price",
    "sold out",
    "last piece",
    "inactive",
    "no display",
    "one market",
    "some pricelists",
    "plan",
    "bundle",
)


def add_goods(centra: Centra) -> dict[str, Product]:
    """Fill the catalogue; answers the odd products by what is odd about them (``no price``, ``sold out`` ...)."""
    categories = _add_taxonomy(centra)
    total = centra.random.randrange(46, 56)
    names = centra.random.sample(words.MODEL_NAMES, total)
    odd: dict[str, Product] = {}
    for position, name in enumerate(names):
        oddity = ODD[position // 4 - 1] if position % 4 == 0 and 1 <= position // 4 <= len(ODD) else ""
        product = add_product(centra, name, position, oddity, categories)
        _make_plain(centra, product, position)
        if oddity:
            odd[oddity] = product
    return odd


def _make_plain(centra: Centra, product: Product, position: int) -> None:
    """What few products have: weighed in pounds, in no folder, known by one SKU and the EANs of its sizes."""
    if position in (10, 17):
        product.weight_unit = "lb"
    if position == 13:
        product.folder_id = None
    if position == 15:
        for variant in [each for each in centra.variants.values() if each.product_id == product.id]:
            variant.variant_number = ""
            for size in [each for each in centra.product_sizes.values() if each.variant_id == variant.id]:
                size.size_number = ""


def _add_taxonomy(centra: Centra) -> dict[str, int]:
    for name in centra.random.sample(words.BRANDS, 4):
        number = centra.next_id("brand")
        uri = name.lower().replace(" & ", "-").replace(" ", "-")
        centra.brands[number] = Brand(number, name, uri, [RETAIL, WHOLESALE], name, f"All of {name}", "")
    for name in ("Autumn 22", "Winter 22", "Essentials"):
        number = centra.next_id("collection")
        centra.collections[number] = Collection(number, name, name.lower().replace(" ", "-"))
    top = centra.next_id("folder")
    centra.folders[top] = Folder(top, "Own lines")
    for name in ("Season", "Carry over"):
        number = centra.next_id("folder")
        centra.folders[number] = Folder(number, name, top)
    categories: dict[str, int] = {}
    for store_id in (RETAIL, WHOLESALE):
        markets = [market.id for market in centra.markets.values() if market.store_id == store_id]
        for name, children in TREE:
            parent = _add_category(centra, name, store_id, None, markets)
            for child in children:
                categories[f"{store_id} {child}"] = _add_category(centra, child, store_id, parent, markets)
    return categories


def _add_category(centra: Centra, name: str, store_id: int, parent: int | None, markets: list[int]) -> int:
    number = centra.next_id("category")
    centra.categories[number] = Category(
        number, name, name.lower(), store_id, parent, number, list(markets), name, f"{name} of the season", name.lower()
    )
    centra.categories[number].translations = {"sv": {"name": f"{name} (sv)"}, "de": {"name": f"{name} (de)"}}
    return number


def add_product(
    centra: Centra,
    name: str,
    position: int,
    oddity: str,
    categories: dict[str, int],
    *,
    garment: Garment | None = None,
    colours: Sequence[Colour] = (),
) -> Product:
    """A product with variants, sizes, prices, stock and displays in both stores.

    ``position`` makes it unlike others, ``oddity`` is one of ``ODD`` or empty, ``categories`` are ids by store and name.
    ``garment`` and ``colours`` are chosen where they are not given.
    """
    garment = garment or words.GARMENTS[11 if oddity == "bundle" else position % len(words.GARMENTS)]
    noun, category, chart, base, weight, customs, german, swedish = garment
    created = datetime(2022, 3, 1, 8, 0) + timedelta(days=position, hours=position % 9)
    title = f"{name} Set" if oddity == "bundle" else f"{name} {noun}"
    material = centra.random.choice([each for each in centra.attributes.values() if each.type_name == "prod_material"])
    product = Product(
        id=centra.next_id("product"),
        name=title,
        product_number=f"{noun[:2].upper()}{centra.seed % 90 + 10}{position:03d}",
        brand_id=centra.random.choice(list(centra.brands)),
        collection_id=centra.random.choice(list(centra.collections)),
        folder_id=centra.random.choice(list(centra.folders)),
        created_at=created,
        modified_at=created + timedelta(days=20),
        status="INACTIVE" if oddity == "inactive" else "ACTIVE",
        country_of_origin=centra.random.choice(("PT", "IT", "TR")),
        harm_code=customs,
        harm_description=f"{noun}, woven or knitted",
        weight=Decimal(weight),
        is_bundle=oddity == "bundle",
        internal_comment=f"Reorder in week {10 + position % 40}",
        measurement_chart_id=next(iter(centra.measurement_charts)) if chart == "letters" else None,
        attributes=[
            AssignedAttribute("prod_material", attribute_id=material.id),
            AssignedAttribute("prod_care", {"text": f"Wash at {30 + position % 2 * 10} degrees"}),
        ],
        translations={"de": {"name": f"{name} {german}"}, "sv": {"name": f"{name} {swedish}"}},
    )
    centra.products[product.id] = product
    if product.is_bundle:
        sizes = list(centra.product_sizes.values())
        product.bundle_parts = [BundlePart(sizes[each].id, 1 + each % 2) for each in (2, 7)]
    if not colours:
        colours = words.COLOURS[:1] if product.is_bundle else centra.random.sample(words.COLOURS, 1 + position % 3)
    variants = [_add_variant(centra, product, colour, "one" if product.is_bundle else chart) for colour in colours]
    price = Decimal(base + position % 7 * 5)
    for variant in variants:
        _add_prices(centra, variant, price, oddity)
        _add_stock(centra, variant, oddity, product.is_bundle)
    if oddity != "no display":
        _add_displays(centra, product, variants, categories, category, oddity)
    return product


def _add_variant(centra: Centra, product: Product, colour: Colour, chart_name: str) -> Variant:
    name, number, _ = colour
    chart = next(each for each in centra.size_charts.values() if each.name == chart_name)
    swatch = next(each for each in centra.attributes.values() if each.type_name == "swatch" and each.name == name)
    variant = Variant(
        id=centra.next_id("variant"),
        product_id=product.id,
        name=name,
        variant_number=number,
        size_chart_id=chart.id,
        modified_at=product.modified_at,
        status=product.status,
        internal_name=f"{number}-{product.product_number}",
        unit_cost=Decimal(centra.random.randrange(900, 6000)) / 100,
        unit_cost_currency=centra.company_currency,
        attributes=[AssignedAttribute("swatch", attribute_id=swatch.id)],
        translations={code: {"name": text} for code, text in words.TRANSLATED_COLOURS[name].items()},
    )
    centra.variants[variant.id] = variant
    for position, size in enumerate(chart.sizes):
        number_of_size = centra.next_id("product_size")
        centra.product_sizes[number_of_size] = ProductSize(
            id=number_of_size,
            variant_id=variant.id,
            size_id=size.id,
            size_name=size.name,
            size_number=f"{position + 1:02d}",
            ean=_ean(centra.seed, number_of_size),
        )
    return variant


def _ean(seed: int, number: int) -> str:
    digits = f"7{seed % 100000:05d}{number % 1000000:06d}"
    total = sum(int(digit) * (3 if position % 2 else 1) for position, digit in enumerate(digits))
    return digits + str(-total % 10)


def _add_prices(centra: Centra, variant: Variant, base: Decimal, oddity: str) -> None:
    if oddity == "no price":
        return
    factors = {"EUR": Decimal(1), "SEK": Decimal(10), "USD": Decimal("1.1")}
    for position, pricelist in enumerate(centra.pricelists.values()):
        if oddity == "some pricelists" and position:
            continue
        amount = (base * factors[pricelist.currency_code]).quantize(Decimal("0.01"))
        if pricelist.store_id == WHOLESALE:
            amount = (amount * Decimal("0.45")).quantize(Decimal("0.01"))
        recommended = base if pricelist.store_id == WHOLESALE else None
        centra.prices[pricelist.id, variant.id] = Price(
            centra.next_id("price"), pricelist.id, variant.product_id, variant.id, amount, recommended
        )


def _add_stock(centra: Centra, variant: Variant, oddity: str, is_bundle: bool) -> None:
    sizes = [each for each in centra.product_sizes.values() if each.variant_id == variant.id]
    for size in sizes:
        for position, warehouse_id in enumerate(centra.warehouses):
            physical = centra.random.randrange(8, 60) if position < 3 else centra.random.randrange(9, 20)
            if oddity == "sold out" or is_bundle:
                physical = 0
            elif oddity == "last piece":
                physical = int(position == 0)
            centra.stocks[warehouse_id, size.id] = Stock(warehouse_id, size.id, physical)
    if not oddity and variant.id % 5 == 0 and len(sizes) > 1:
        for warehouse_id in centra.warehouses:
            centra.stocks[warehouse_id, sizes[-1].id].physical = 0


def _add_displays(
    centra: Centra, product: Product, variants: list[Variant], categories: dict[str, int], category: str, oddity: str
) -> None:
    made = []
    for store_id, groups in ((RETAIL, [[each] for each in variants]), (WHOLESALE, [variants])):
        markets = [market.id for market in centra.markets.values() if market.store_id == store_id]
        if oddity == "one market":
            markets = markets[:1]
        for group in groups:
            ending = f" {group[0].name}" if store_id == RETAIL else ""
            leaf = categories[f"{store_id} {category}"]
            display = Display(
                id=centra.next_id("display"),
                product_id=product.id,
                store_id=store_id,
                name=product.name + ending,
                uri=(product.name + ending).lower().replace(" ", "-"),
                created_at=product.created_at,
                modified_at=product.modified_at,
                status=product.status,
                description=f"The {product.name} is cut for years, not for weeks.",
                short_description=f"{product.name}, made to last.",
                comment="Photographed on size M." if product.id % 5 == 0 else "",
                meta_title=product.name + ending,
                meta_description=f"Buy the {product.name}.",
                meta_keywords=category.lower(),
                category_ids=[leaf],
                canonical_category_id=leaf,
                market_ids=markets,
                media=[_media(centra) for _ in range(1 + product.id % 2)],
                subscription_plan_ids=list(centra.subscription_plans)[:2] if oddity == "plan" else [],
                translations={
                    code: {"name": texts["name"], "description": f"{texts['name']} ({code})"}
                    for code, texts in product.translations.items()
                },
            )
            centra.displays[display.id] = display
            for variant in group:
                item_id = centra.next_id("display_item")
                centra.display_items[item_id] = DisplayItem(item_id, display.id, variant.id)
                display.item_ids.append(item_id)
            if store_id == RETAIL:
                made.append(display)
    for display in made:
        display.related_display_ids = [other.id for other in made if other.id != display.id]


def _media(centra: Centra) -> Media:
    number = centra.next_id("media")
    stem = f"https://media.store.example.com/images/{number}_{centra.random.getrandbits(40):010x}"
    suffixes = {size: "" if size == "standard" else f"-{size}" for size in IMAGE_SIZES}
    return Media(number, {size: f"{stem}{suffix}.jpg" for size, suffix in suffixes.items()})
