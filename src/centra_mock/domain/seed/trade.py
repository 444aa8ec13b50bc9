"""What happened in a seed so far: orders in every state, their shipments, returns and invoices, made by the verbs."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from decimal import Decimal

from centra_mock.domain.centra import Centra
from centra_mock.domain.drafts import DraftLine, OrderDraft
from centra_mock.domain.model import (
    AppliedDiscount,
    AssignedAttribute,
    CheckFirst,
    Customer,
    Order,
    Product,
    Shipment,
    Supplier,
    SupplierDelivery,
    SupplierLine,
    SupplierOrder,
)
from centra_mock.domain.orders import (
    archive_order,
    cancel_items,
    cancel_order,
    confirm_order,
    place_order,
    place_selection,
    set_hold,
)
from centra_mock.domain.pricing import context_of_country
from centra_mock.domain.returns import create_invoice, create_return, refund_return
from centra_mock.domain.seed import words
from centra_mock.domain.seed.shops import RETAIL, WHOLESALE
from centra_mock.domain.selections import add_item, create_selection, set_payment_method
from centra_mock.domain.shipments import Parcel, complete_shipment, create_shipment
from centra_mock.domain.stock import available_in_market, stock_in
from centra_mock.domain.subscriptions import (
    choose_packages,
    complete_package_subscription,
    create_package_subscription,
    set_package_status,
)

__all__ = ["OPENING", "add_supply", "add_trade"]

OPENING = datetime(2022, 6, 1, 9, 0)
PARCEL = Parcel("Northern Post", "Door", "NP0001", "https://track.example.com/NP0001", "NR0001")

INGRID = {  # what Ingrid knows of a delivery. Source: 04.guides/04.wms-integration
    "shipwallet_courier_instructions": "Ring twice",
    "shipwallet_doorcode": "4711",
    "shipwallet_id": "5f0c8d1e2b3a49578c6d7e8f90a1b2c3",
    "shipwallet_method": "nord-home",
    "shipwallet_pickup": "20417",
    "shipwallet_deliverytime": "2022-06-20",
}

PAID_BY = {1: "invoice", 3: "card", 6: "nothing-to-pay", 18: "prepaid"}  # by position in the plan

ANNOTATED = 10  # the position of the order that has every remark and date

RETAIL_PLAN = (  # what becomes of each order of the retail store, in order of placing
    "pending", "confirmed", "processing", "completed", "returned", "refunded", "archived", "cancelled", "hold",
    "waiting", "confirmed", "partial", "captured", "external", "subscription", "bundle", "check first", "pending",
    "completed", "confirmed", "processing", "cancelled line", "check first", "external sent", "check first emptied",
)  # fmt: skip
WHOLESALE_PLAN = ("pending", "confirmed", "processing", "invoiced", "completed", "partial", "confirmed")


class _Calendar:
    """The clock of a seed: every order is placed some hours after the one before."""

    def __init__(self) -> None:
        self.moment = OPENING

    def __call__(self) -> datetime:
        return self.moment

    def wait(self, hours: int) -> None:
        """Let time pass."""
        self.moment += timedelta(hours=hours)


def add_trade(centra: Centra, odd: dict[str, Product]) -> None:
    """Place the orders of both stores and let happen to them what their plan says; leaves a cart behind."""
    calendar = _Calendar()
    centra.clock = calendar
    customers = [each for each in centra.customers.values() if each.id % 4]
    for position, plan in enumerate(RETAIL_PLAN):
        calendar.wait(5 + centra.random.randrange(20))
        customer = customers[position % len(customers)]
        order = _retail_order(centra, customer, position, plan, odd)
        _follow(centra, order, plan, calendar)
        if position == ANNOTATED:
            _annotate(order)
    accounts = [each for each in centra.accounts.values() if each.status == "ACTIVE"]
    for position, plan in enumerate(WHOLESALE_PLAN):
        calendar.wait(20)
        _follow(centra, _wholesale_order(centra, accounts[position % len(accounts)].id, position), plan, calendar)
    _add_cart(centra, customers[0])
    _add_package_subscriptions(centra, customers)
    centra.clock = datetime.now


def _goods(centra: Centra, store_id: int, market_id: int, pricelist_id: int) -> list[tuple[int, int]]:
    """Display item and stock item of everything that can be bought there in some quantity."""
    first_sizes: dict[int, int] = {}
    for size in centra.product_sizes.values():
        if available_in_market(centra, size.id, market_id) >= 5:
            first_sizes.setdefault(size.variant_id, size.id)
    return [
        (item.id, first_sizes[item.variant_id])
        for item in centra.display_items.values()
        if (display := centra.displays[item.display_id]).store_id == store_id
        and market_id in display.market_ids
        and display.status == "ACTIVE"
        and not centra.products[display.product_id].is_bundle
        and item.variant_id in first_sizes
        and (pricelist_id, item.variant_id) in centra.prices
    ]


def _retail_order(centra: Centra, customer: Customer, position: int, plan: str, odd: dict[str, Product]) -> Order:
    country = customer.address.country
    context = context_of_country(centra, RETAIL, country)
    selection = create_selection(centra, RETAIL, country, customer.address.state)
    selection.customer_id = customer.id
    selection.address = customer.address
    selection.ip_address = f"192.0.2.{position + 1}"
    goods = _goods(centra, RETAIL, context.market_id, context.pricelist_id)
    for display_item_id, size_id in centra.random.sample(goods, 1 + position % 3):
        item = f"{display_item_id}-{centra.product_sizes[size_id].size_id}"
        add_item(centra, selection, item, 2 if plan in ("partial", "returned", "cancelled line") else 1 + position % 2)
    for name, wanted in (("plan", plan == "subscription"), ("bundle", plan == "bundle")):
        if wanted:
            _add_odd(centra, selection.id, odd[name], name)
    method = "external-payment" if plan.startswith("external") else PAID_BY.get(position, "dummy")
    set_payment_method(centra, selection, method if centra.payment_methods[method].offered else "dummy")
    if position % 5 == 3:
        voucher = next(each for each in centra.vouchers.values() if each.status == "active" and not each.automatic)
        selection.voucher_codes = [voucher.code]
    status = "PENDING" if plan == "waiting" else "SUCCESS"
    order = place_selection(centra, selection, payment_reference=f"ref-{centra.hex_id()[:10]}", payment_status=status)
    order.payment_method = method
    return order


def _add_odd(centra: Centra, selection_id: str, product: Product, name: str) -> None:
    selection = centra.selections[selection_id]
    display = next(each for each in centra.displays.values() if each.product_id == product.id and each.store_id == RETAIL)
    item = centra.display_items[display.item_ids[0]]
    size = next(each for each in centra.product_sizes.values() if each.variant_id == item.variant_id)
    plan_id = display.subscription_plan_ids[0] if name == "plan" else None
    add_item(centra, selection, f"{item.id}-{size.size_id}", subscription_plan_id=plan_id)


def _wholesale_order(centra: Centra, account_id: int, position: int) -> Order:
    account = centra.accounts[account_id]
    market_id, pricelist_id = account.market_id or 0, account.pricelist_id or 0
    goods = _goods(centra, WHOLESALE, market_id, pricelist_id)
    window = next(iter(centra.delivery_windows.values()))
    lines = [
        DraftLine(size_id, 2 + position % 3, tax_percent=Decimal(0), display_item_id=item)
        for item, size_id in centra.random.sample(goods, 2 + position % 3)
    ]
    return place_order(
        centra,
        OrderDraft(
            store_id=WHOLESALE,
            market_id=market_id,
            pricelist_id=pricelist_id,
            lines=lines,
            billing_address=account.billing_address,
            shipping_address=account.shipping_address,
            account_id=account.id,
            buyer_id=account.buyer_ids[0],
            po_number=f"PO-{centra.random.randrange(1000, 9999)}",
            other_comment="Deliver to the back door",
            delivery_window_ids=[window.id],
            created_from="Showroom",
        ),
    )


def _annotate(order: Order) -> None:
    """Everything that orders may have and most have not. Source: 04.order-api/104.get-orders."""
    order.cancel_date = order.created_at + timedelta(days=90)
    order.preferred_delivery_date = order.created_at + timedelta(days=14)
    order.estimated_delivery_date = order.created_at + timedelta(days=16)
    order.internal_comment, order.other_comment = "Asked by telephone", "Please call before you come"
    order.internal = order.suspect = True
    order.shipping_address = replace(order.shipping_address, address2="c/o Lindqvist")
    order.billing_address = replace(order.billing_address, address2="2nd floor")
    order.discounts.append(AppliedDiscount("Discount", Decimal(1)))
    order.lines[0].comment, order.lines[0].other_comment = "Without the box", "Fragile"


def _follow(centra: Centra, order: Order, plan: str, calendar: _Calendar) -> None:
    if plan in ("pending", "subscription"):
        return
    if plan == "cancelled":
        cancel_order(centra, order.number)
        return
    if plan in ("hold", "waiting"):
        set_hold(centra, order.number, True)
        return
    if plan == "confirmed":
        order.attributes.append(AssignedAttribute("order_note", {"text": "Wrap it as a present"}))
    calendar.wait(2)
    confirm_order(centra, order.number)
    if plan.startswith("check first"):
        _ask_shop(centra, order, emptied=plan.endswith("emptied"))
    if plan == "cancelled line":
        cancel_items(centra, order.number, {order.lines[0].id: 1})
    if plan in ("confirmed", "bundle", "check first", "check first emptied", "cancelled line"):
        return
    calendar.wait(3)
    part = {order.lines[0].id: 1} if plan == "partial" else None
    shipment = create_shipment(
        centra,
        order.number,
        part,
        good_to_go=plan not in ("processing",),
        capture=plan not in ("processing", "partial", "external", "external sent"),
        paid=plan == "external sent",
        warehouse_id=next(iter(centra.warehouses)),
    )
    if plan == "captured":
        order.additionals |= INGRID
    if plan in ("processing", "partial", "captured", "external"):
        return
    calendar.wait(6)
    complete_shipment(centra, shipment.number, PARCEL)
    _close(centra, order, shipment, plan, calendar)


def _ask_shop(centra: Centra, order: Order, *, emptied: bool) -> None:
    """Let an order wait for a shop that may think for a long time; ``emptied`` sells its pieces over the counter."""
    shop_id = next(each.id for each in centra.warehouses.values() if each.check_first)
    centra.check_firsts = [each for each in centra.check_firsts if each.order_number != order.number]
    centra.check_firsts.append(CheckFirst(order.number, shop_id, "created", datetime(2099, 1, 1, 12, 0)))
    for line in order.lines if emptied else []:
        stock = stock_in(centra, shop_id, line.product_size_id)
        stock.physical = stock.allocated


def _close(centra: Centra, order: Order, shipment: Shipment, plan: str, calendar: _Calendar) -> None:
    calendar.wait(30)
    if plan in ("invoiced", "completed"):
        create_invoice(centra, shipment)
    if plan in ("returned", "refunded"):
        _add_return(centra, order, shipment, refunded=plan == "refunded")
    if plan == "archived":
        archive_order(centra, order.number)


def _add_return(centra: Centra, order: Order, shipment: Shipment, *, refunded: bool) -> None:
    """One return with a comment, back in stock and refunded less what it cost; one without comment, not put back."""
    if not refunded:
        create_return(centra, shipment, {order.lines[0].id: 1}, return_to_stock=False)
        return
    made = create_return(
        centra,
        shipment,
        {line.id: 1 for line in order.lines},
        shipping_cost=Decimal(2),
        handling_cost=Decimal("1.50"),
        voucher_value=Decimal(1),
        return_cost=Decimal(3),
        comment="Too small",
    )
    refund_return(centra, made.id)


def _add_cart(centra: Centra, customer: Customer) -> None:
    selection = create_selection(centra, RETAIL, customer.address.country, customer.address.state)
    selection.customer_id = customer.id if customer.registered else None
    goods = _goods(centra, RETAIL, selection.market_id, selection.pricelist_id)
    display_item_id, size_id = centra.random.choice(goods)
    add_item(centra, selection, f"{display_item_id}-{centra.product_sizes[size_id].size_id}")


def _add_package_subscriptions(centra: Centra, customers: list[Customer]) -> None:
    active = [package.id for package in centra.packages.values() if package.status == "active"]
    for position, status in enumerate(("active", "paused", "cancelled", "pending")):
        customer = customers[position // 2]
        context = context_of_country(centra, RETAIL, customer.address.country)
        made = create_package_subscription(
            centra,
            customer.id,
            context.pricelist_id,
            choose_packages(centra, context.pricelist_id, active[: 1 + position % 2]),
            customer.address,
            payment_method="dummy",
            start=date(2022, 7, 1 + position),
            interval=14 + position,
            shipping=Decimal(5),
        )
        if status != "pending":
            complete_package_subscription(centra, made.id)
            set_package_status(centra, made.id, status)


def add_supply(centra: Centra) -> None:
    """Suppliers with confirmed and unconfirmed orders, deliveries that wait, one that was accepted."""
    for name in centra.random.sample(words.SUPPLIERS, 2):
        number = centra.next_id("supplier")
        centra.suppliers[number] = Supplier(number, name, centra.random.choice(("PT", "IT", "TR")), "EUR")
    sizes = [each.id for each in centra.product_sizes.values() if not _is_bundle(centra, each.variant_id)]
    main, other = list(centra.warehouses)[:2]
    for position, (warehouse_id, confirmed, deliveries) in enumerate(
        ((main, True, 2), (main, True, 1), (main, False, 1), (other, True, 1), (main, True, 0))
    ):
        created = datetime(2022, 5, 2, 8, 20) + timedelta(days=position * 3)
        order = SupplierOrder(
            id=centra.next_id("supplier_order"),
            supplier_id=centra.random.choice(list(centra.suppliers)),
            warehouse_id=warehouse_id,
            created_at=created,
            etd=created + timedelta(days=40),
            eta=created + timedelta(days=47),
            message="" if position == 1 else "Pack by size, please",
            confirmed=confirmed,
            lines=[
                SupplierLine(each, 20 + position, Decimal(centra.random.randrange(900, 4000)) / 100, "EUR")
                for each in centra.random.sample(sizes, 4)
            ],
        )
        centra.supplier_orders[order.id] = order
        for counter in range(deliveries):
            _add_delivery(centra, order, counter)
    _add_accepted(centra, order)


def _add_accepted(centra: Centra, order: SupplierOrder) -> None:
    """A delivery that came in part and was put on the shelves; what did not come waits for the next one."""
    moment = order.created_at + timedelta(days=30)
    numbers = centra.next_id("supplier_delivery"), centra.next_id("supplier_delivery")
    lines = [replace(line, accepted=line.quantity - 4) for line in order.lines[:2]]
    rest = [replace(line, quantity=4) for line in order.lines[:2]]
    for counter, (number, each) in enumerate(zip(numbers, (lines, rest), strict=True), start=1):
        centra.supplier_deliveries[number] = SupplierDelivery(
            id=number,
            number=f"{order.id}-{counter}",
            supplier_order_id=order.id,
            warehouse_id=order.warehouse_id,
            created_at=moment + timedelta(days=counter),
            etd=order.etd,
            eta=order.eta,
            message=order.message,
            lines=each,
            accepted=counter == 1,
        )


def _is_bundle(centra: Centra, variant_id: int) -> bool:
    return centra.products[centra.variants[variant_id].product_id].is_bundle


def _add_delivery(centra: Centra, order: SupplierOrder, counter: int) -> None:
    number = centra.next_id("supplier_delivery")
    delivery = SupplierDelivery(
        id=number,
        number=f"{order.id}-{counter + 1}",
        supplier_order_id=order.id,
        warehouse_id=order.warehouse_id,
        created_at=order.created_at + timedelta(days=30),
        etd=order.etd,
        eta=order.eta,
        message=order.message,
        lines=[
            SupplierLine(line.product_size_id, line.quantity // 2, line.cost, line.currency_code)
            for line in order.lines[counter * 2 : counter * 2 + 2]
        ],
    )
    centra.supplier_deliveries[number] = delivery
    waiting = [each for each in centra.orders.values() if each.account_id is not None and each.status == 2]
    if waiting and delivery.lines:
        taken = len(centra.supplier_deliveries) - 1
        reserving = waiting[taken % len(waiting)]
        line = reserving.lines[taken // len(waiting) % len(reserving.lines)]
        line.delivery_id = number
        if all(each.product_size_id != line.product_size_id for each in delivery.lines):
            supplied = SupplierLine(line.product_size_id, 6, Decimal("12.50"), "EUR")
            delivery.lines.append(supplied)
            order.lines.append(replace(supplied, quantity=12))
        delivery.reservations = {reserving.number: {line.id: 1}}
