"""What products choose from: size charts, measurement charts, attributes; and campaigns, vouchers, certificates."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import (
    Attribute,
    AttributeElement,
    AttributeType,
    Campaign,
    GiftCertificate,
    MeasurementChart,
    Package,
    Size,
    SizeChart,
    Voucher,
)
from centra_mock.domain.seed import words
from centra_mock.domain.seed.shops import RETAIL, WHOLESALE

__all__ = ["add_attributes", "add_charts", "add_promotions"]

FOREVER = datetime(2099, 12, 31, 23, 59, 59)
WAIST_AND_LENGTH = (("W28", "W30", "W32"), ("L30", "L32"))


def add_charts(centra: Centra) -> None:
    """Size charts and measurement charts."""
    for name, labels in (
        ("letters", ["XS", "S", "M", "L", "XL"]),
        ("shoes", ["38", "40", "42", "44"]),
        ("one", ["One Size"]),
    ):
        number = centra.next_id("size_chart")
        sizes = [Size(centra.next_id("size"), label) for label in labels]
        centra.size_charts[number] = SizeChart(number, name, sizes, list(labels))
    number, (widths, lengths) = centra.next_id("size_chart"), WAIST_AND_LENGTH
    sizes = [Size(centra.next_id("size"), f"{width}/{length}") for length in lengths for width in widths]
    centra.size_charts[number] = SizeChart(number, "waist and length", sizes, list(widths), list(lengths), "/")
    for name, rows in (("Tops", ["Chest", "Length"]), ("Trousers", ["Waist", "Inseam"])):
        number = centra.next_id("measurement_chart")
        columns = ["XS", "S", "M", "L", "XL"]
        values = {
            (row, column): str(70 + 8 * left + 4 * right) for left, row in enumerate(rows) for right, column in enumerate(columns)
        }
        centra.measurement_charts[number] = MeasurementChart(number, name, columns, rows, "cm", values)


def add_attributes(centra: Centra) -> None:
    """Attribute types of every object that can have them, and the values of the mapped ones."""
    text, hexadecimal = AttributeElement("text", "Text", "input"), AttributeElement("hex", "Hex", "input")
    title, description = AttributeElement("name", "Name", "input"), AttributeElement("desc", "Name", "input")
    fits = {"slim": "Slim", "regular": "Regular", "wide": "Wide"}
    types = (
        AttributeType("prod_material", "Material", "Product", True, [title, text]),
        AttributeType("prod_care", "Care advice", "Product", False, [text]),
        AttributeType("swatch", "Colour swatch", "ProductVariant", True, [description, hexadecimal]),
        AttributeType("var_fit", "Fit", "ProductVariant", False, [AttributeElement("value", "Fit", "select", options=fits)]),
        AttributeType("order_note", "Packing note", "Order", False, [text]),
        AttributeType("customer_club", "Club", "Customer", False, [text]),
        AttributeType("account_segment", "Segment", "Account", False, [text]),
        AttributeType("caption", "Caption", "ProductMedia", False, [AttributeElement("description", "Caption", "input")]),
    )
    for each in types:
        centra.attribute_types[each.name] = each
    for key, name in words.MATERIALS:
        number = centra.next_id("attribute")
        centra.attributes[number] = Attribute(number, "prod_material", key, {"name": name, "text": f"{name} yarn"})
    for name, _, code in (*words.COLOURS, *words.RARE_COLOURS):
        number = centra.next_id("attribute")
        centra.attributes[number] = Attribute(number, "swatch", name, {"desc": name, "hex": code})


def add_promotions(centra: Centra) -> None:
    """Campaigns, vouchers of every sort, gift certificates, packages."""
    _add_campaigns(centra)
    _add_vouchers(centra)
    for name, kind in (("Gift card", "predeterminedAmount"), ("Gift card of your choice", "anyAmount")):
        number = centra.next_id("gift_certificate")
        amounts = {"EUR": Decimal(50), "SEK": Decimal(500), "USD": Decimal(50)}
        centra.gift_certificates[number] = GiftCertificate(
            number, name, True, True, kind, amounts if kind == "predeterminedAmount" else {}
        )
    sizes = [size.id for size in centra.product_sizes.values()]
    retail = [each for each in centra.pricelists.values() if each.store_id == RETAIL and each.status == "ACTIVE"]
    for name, status, price in (("Starter", "active", 40), ("Family", "active", 75), ("Retired", "inactive", 60)):
        number = centra.next_id("package")
        prices = {each.id: Decimal(price * (10 if each.currency_code == "SEK" else 1)) for each in retail}
        parts = [(size, 1) for size in centra.random.sample(sizes, 2)]
        centra.packages[number] = Package(number, f"{name} package", f"{name} things", status, prices, parts)


def _add_campaigns(centra: Centra) -> None:
    shown = {centra.display_items[item].variant_id for each in centra.displays.values() for item in each.item_ids}
    priced = sorted({variant for _, variant in centra.prices if variant in shown})
    for name, store, percent, stop in (
        ("Mid season", RETAIL, centra.random.choice((20, 25, 30)), FOREVER),
        ("Last chance", RETAIL, centra.random.choice((40, 50)), FOREVER),
        ("Spring, over", RETAIL, 15, datetime(2022, 5, 31)),
        ("Buyers' week", WHOLESALE, 10, FOREVER),
    ):
        number = centra.next_id("campaign")
        centra.campaigns[number] = Campaign(
            number,
            name,
            store,
            [market.id for market in centra.markets.values() if market.store_id == store],
            [pricelist.id for pricelist in centra.pricelists.values() if pricelist.store_id == store],
            sorted(centra.random.sample(priced, 7)),
            Decimal(percent),
            datetime(2022, 4, 1),
            stop,
        )


def _add_vouchers(centra: Centra) -> None:
    stamp = datetime(2022, 4, 2, 9, 30)
    retail = [market.id for market in centra.markets.values() if market.store_id == RETAIL]
    pricelists = [each for each in centra.pricelists.values() if each.store_id == RETAIL]
    amounts = {each.id: Decimal(150 if each.currency_code == "SEK" else 15) for each in pricelists}
    mark = f"{centra.random.getrandbits(16):04X}"
    for name, code, store, kind, status, automatic, stop in (
        ("Welcome", f"WELCOME{mark}", RETAIL, "percentoff", "active", False, ""),
        ("Fifteen off", f"OFF{mark}", RETAIL, "priceoff", "active", False, ""),
        ("Template ten percent", f"TPL10{mark}", RETAIL, "percentoff", "inactive", False, ""),
        ("Template amount", f"TPLAMT{mark}", RETAIL, "priceoff", "inactive", False, ""),
        ("Automatic spring", f"AUTO{mark}", RETAIL, "percentoff", "active", True, "2022-05-31"),
        ("Automatic overseas", f"SEA{mark}", RETAIL, "percentoff", "active", True, "2099-05-31"),
        ("Trade", f"TRADE{mark}", WHOLESALE, "percentoff", "active", False, ""),
        ("Withdrawn", f"GONE{mark}", RETAIL, "percentoff", "cancelled", False, ""),
    ):
        number = centra.next_id("voucher")
        centra.vouchers[number] = Voucher(
            id=number,
            name=name,
            code=code,
            store_id=store,
            type=kind,
            status=status,
            market_ids=(retail[-1:] if name == "Automatic overseas" else list(retail)) if store == RETAIL else [],
            created_at=stamp,
            modified_at=stamp,
            start_date="2022-04-01",
            stop_date=stop or "2099-12-31",
            value=Decimal(10) if kind == "percentoff" else None,
            value_by_pricelist=dict(amounts) if kind == "priceoff" else {},
            limit=500 if name == "Fifteen off" else 0,
            automatic=automatic,
            description="Ten percent for those who are new" if name == "Welcome" else "",
        )
