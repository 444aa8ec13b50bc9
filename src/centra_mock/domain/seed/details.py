"""What few things of a store have and most have not, so that every documented field has a value somewhere.

Draws nothing: the rest of a seed is the same with or without it.
Source: 05.api-references/05.graphql-integration-api (fields of the examples and of the permission list).
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import (
    Address,
    AppliedDiscount,
    AssignedAttribute,
    Attribute,
    AttributeElement,
    AttributeType,
    DeliveryWindow,
    DeliveryWindowVariant,
    Order,
    PaymentEntry,
    Size,
    SizeChart,
)
from centra_mock.domain.returns import create_return
from centra_mock.domain.seed.shops import WHOLESALE

__all__ = ["add_details"]


def add_details(centra: Centra) -> None:
    """Fill in comments, attributes with pictures and files, limits, a chart of two directions, wholesale trade."""
    _add_comments(centra)
    _add_badges(centra)
    _join_club(centra)
    _add_chart(centra)
    _add_limited_window(centra)
    _complete_account(centra)
    _complete_supply(centra)
    _complete_wholesale_orders(centra)


def _add_comments(centra: Centra) -> None:
    next(iter(centra.markets.values())).comment = "Served from both European warehouses"
    next(iter(centra.pricelists.values())).comment = "Reviewed every quarter"
    next(iter(centra.shipping_options.values())).comment = "Picked up at five"


def _add_badges(centra: Centra) -> None:
    """A mapped attribute with every kind of element, a choice on variants, and a text on a picture."""
    elements = [
        AttributeElement("name", "Name", "input"),
        AttributeElement("picture", "Picture", "image"),
        AttributeElement("sheet", "Data sheet", "file"),
        AttributeElement("tier", "Tier", "select", options={"0": "Select", "plain": "Plain", "prime": "Prime"}),
    ]
    centra.attribute_types["prod_badge"] = AttributeType("prod_badge", "Badge", "Product", True, elements)
    for name, tier in (("Organic", "plain"), ("Recycled", "prime")):
        number = centra.next_id("attribute")
        stem = f"https://media.store.example.com/attributes/{name.lower()}_{number}"
        values = {"name": name, "picture": f"{stem}.jpg", "sheet": f"{stem}.pdf", "tier": tier}
        centra.attributes[number] = Attribute(number, "prod_badge", name, values)
    badges = [each.id for each in centra.attributes.values() if each.type_name == "prod_badge"]
    for position, product in enumerate(list(centra.products.values())[1:9:3]):
        product.attributes.append(AssignedAttribute("prod_badge", attribute_id=badges[position % len(badges)]))
    for variant, fit in zip(list(centra.variants.values())[2:30:9], ("slim", "regular", "wide", "slim"), strict=False):
        variant.attributes.append(AssignedAttribute("var_fit", {"value": fit}))
    picture = next(media for display in centra.displays.values() for media in display.media)
    picture.attributes.append(AssignedAttribute("caption", {"description": "The collar"}))


def _join_club(centra: Centra) -> None:
    """Somebody who has ordered is a member."""
    customer = next(centra.customers[each.customer_id] for each in centra.orders.values() if each.customer_id)
    if not customer.attributes:
        customer.attributes.append(AssignedAttribute("customer_club", {"text": "Member"}))


def _add_chart(centra: Centra) -> None:
    widths, lengths = ["30", "32"], ["31", "33"]
    sizes = [Size(centra.next_id("size"), f"{width}x{length}") for width in widths for length in lengths]
    number = centra.next_id("size_chart")
    centra.size_charts[number] = SizeChart(number, "jeans", sizes, widths, lengths)


def _add_limited_window(centra: Centra) -> None:
    """An at-once window that opens later, of whose variants only so many can be bought."""
    pattern = next(each for each in centra.delivery_windows.values() if each.kind == "at_once")
    number = centra.next_id("delivery_window")
    centra.delivery_windows[number] = DeliveryWindow(
        id=number,
        name="Next week",
        store_id=WHOLESALE,
        kind="at_once",
        market_ids=list(pattern.market_ids),
        allocation_rule_id=pattern.allocation_rule_id,
        variants=[DeliveryWindowVariant(each.variant_id, each.product_id, limit=40) for each in pattern.variants[:3]],
        days_from_now=7,
        selectable_date=True,
    )


def _complete_account(centra: Centra) -> None:
    account = next(iter(centra.accounts.values()))
    account.address_book = [replace(account.shipping_address, attention=name) for name in ("Goods in", "Showroom")]
    account.account_address = replace(account.account_address, attention="Reception desk", fax="+49 30 901820")
    account.allocation_rule_id = next(iter(centra.allocation_rules))
    account.ship_to_warehouse_id = list(centra.warehouses)[1]
    account.allow_ship_to_warehouse = account.apply_credit_limit = account.is_discount_visible = True
    account.internal_comment, account.other_comment = "Pays early", "Closed on Mondays"
    account.carrier.tax_id = "DE811223344"
    account.discount_percent = Decimal("12.5")
    account.window_discounts = {next(iter(centra.delivery_windows)): Decimal("2.5")}
    centra.buyers[account.buyer_ids[0]].website_url = "https://buyer.example.com"


def _complete_supply(centra: Centra) -> None:
    for position, supplier in enumerate(centra.suppliers.values()):
        street = f"Rua do Tear {position + 3}"
        supplier.address = Address(company=supplier.name, address1=street, city="Guimar\u00e3es", country=supplier.country)
        supplier.comment = "Knits on Tuesdays"
    for order in centra.supplier_orders.values():
        order.internal_comment = "Price agreed until spring"


def _complete_wholesale_orders(centra: Centra) -> None:
    """One order with everything that webshop orders have, and one return of sent goods."""
    orders = [each for each in centra.orders.values() if each.account_id is not None]
    _complete_order(centra, orders[-1])
    sent = next(each for each in centra.shipments.values() if each.shipped and _account_of(centra, each.order_number))
    order = centra.orders[sent.order_number]
    made = create_return(centra, sent, {order.lines[0].id: 1}, return_to_stock=False, comment="A seam was open")
    order.modified_at = made.created_at = sent.shipped_at or sent.created_at


def _complete_order(centra: Centra, order: Order) -> None:
    order.internal_comment, order.ip_address = "Confirmed at the fair", "192.0.2.200"
    order.shipping_option, order.payment_method = next(iter(centra.shipping_options)), "invoice"
    order.discounts.append(AppliedDiscount("Fair discount", Decimal(5), admin_user_id=next(iter(centra.admin_users))))
    number = centra.next_id("payment")
    order.payments.append(PaymentEntry(number, "AUTH", "SUCCESS", Decimal(100), order.created_at, "fair-100"))


def _account_of(centra: Centra, order_number: int) -> bool:
    return centra.orders[order_number].account_id is not None
