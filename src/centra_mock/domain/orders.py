"""Orders: placing them, from a cart or from outside, and moving them through their states.

Pending -> Confirmed -> Processing -> Completed -> Archived, and Cancelled before anything was captured; hold is a flag.
Source: 01.overview/07.orderflow, 04.order-api/101 to 105.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import timedelta
from decimal import Decimal

from centra_mock.domain.catalogue import product_of, variant_of
from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.drafts import DraftLine, OrderDraft
from centra_mock.domain.model import (
    CheckFirst,
    Order,
    OrderLine,
    OrderStatus,
    PaymentEntry,
    Selection,
    Shipment,
)
from centra_mock.domain.pricing import order_totals, price_of_variant, selection_totals, tax_percent_of, unit_price_of
from centra_mock.domain.stock import allocate_line, available_in_market, release_line, shipped_quantity, stock_in
from centra_mock.domain.subscriptions import found_contract

__all__ = [
    "DraftLine",
    "OrderDraft",
    "add_payment",
    "archive_order",
    "cancel_items",
    "cancel_order",
    "captured_value",
    "confirm_order",
    "note_order_change",
    "place_order",
    "place_selection",
    "refresh_status",
    "set_hold",
    "shipments_of",
]

ZERO = Decimal(0)
WEBSHOP = ("Checkout", "Shop")
CHECK_FIRST_TIME = timedelta(days=1)  # how long a shop may think


def place_order(centra: Centra, draft: OrderDraft) -> Order:
    """Make the order of a draft and reserve its goods.

    Raises ``DomainError`` with code ``empty``, ``number-taken``, ``no-price`` or ``stock`` (``detail`` is the product
    size id) and then changes nothing. Publishes ``order create``.
    """
    if not draft.lines:
        raise DomainError("empty", "order has no products", field="products")
    if draft.number is not None and draft.number in centra.orders:
        raise DomainError("number-taken", "order number is already in use", field="orderNumber")
    if draft.adjust_stock and not draft.force:
        _require_stock(centra, draft)
    if draft.number is None:
        number = centra.next_id("order")
        while number in centra.orders:
            number = centra.next_id("order")
    else:
        number = draft.number
    store = centra.stores[draft.store_id]
    order = Order(
        id=draft.selection_id or centra.hex_id(),
        number=number,
        store_id=draft.store_id,
        status=draft.status,
        market_id=draft.market_id,
        pricelist_id=draft.pricelist_id,
        currency_code=centra.pricelists[draft.pricelist_id].currency_code,
        created_at=centra.now(),
        modified_at=centra.now(),
        customer_id=draft.customer_id,
        account_id=draft.account_id,
        buyer_id=draft.buyer_id,
        billing_address=draft.billing_address,
        shipping_address=draft.shipping_address,
        shipping_option=draft.shipping_option,
        shipping_value=draft.shipping_value,
        handling_value=draft.handling_value,
        discounts=list(draft.discounts),
        payment_method=draft.payment_method,
        payment_reference=draft.payment_reference,
        hold=draft.hold,
        tax_included=store.kind == "retail",
        language_code=draft.language_code,
        comment=draft.comment,
        internal_comment=draft.internal_comment,
        other_comment=draft.other_comment,
        po_number=draft.po_number,
        ip_address=draft.ip_address,
        delivery_window_ids=list(draft.delivery_window_ids),
        additionals=dict(draft.additionals),
        created_from=draft.created_from,
        allocation_rule_id=draft.allocation_rule_id,
        takes_stock=draft.adjust_stock,
    )
    if draft.account_id is not None:
        account = centra.accounts[draft.account_id]
        order.payment_terms_id, order.shipping_terms_id = account.payment_terms_id, account.shipping_terms_id
    for line in draft.lines:
        order.lines.extend(_lines_of(centra, draft, line))
    centra.orders[number] = order
    if draft.adjust_stock:
        for each in order.lines:
            allocate_line(centra, order, each)
    if draft.payment_status:
        status = draft.payment_status
        add_payment(centra, order, "AUTH", status, order_totals(centra, order).grand_total, draft.payment_reference)
        order.waiting_for_payment = status == "PENDING"
        order.hold = order.hold or status == "PENDING"
    for discount in order.discounts:
        if discount.voucher_id is not None:
            centra.vouchers[discount.voucher_id].uses += 1
    centra.publish("order", "create", number, store_id=order.store_id)
    if order.created_from in WEBSHOP:
        _ask_shops(centra, order)
    return order


def place_selection(
    centra: Centra, selection: Selection, *, payment_reference: str = "", payment_status: str = "SUCCESS", **extra: str
) -> Order:
    """Turn a cart into an order of its customer; the cart keeps the order's number.

    Raises ``DomainError`` ``empty``, ``no-price`` or ``stock``; ``already-placed`` when it is an order already.
    ``extra`` sets text fields of the draft, such as ``comment`` or ``created_from``.
    """
    if selection.order_number is not None:
        raise DomainError("already-placed", "selection is an order already", detail=selection.order_number)
    totals = selection_totals(centra, selection)
    lines = [
        DraftLine(
            each.product_size_id,
            each.quantity,
            price=unit_price_of(centra, selection, each.id),
            comment=each.comment,
            display_item_id=each.display_item_id or None,
            subscription_plan_id=each.subscription_plan_id,
            gift_certificate_id=each.gift_certificate_id,
        )
        for each in selection.lines
    ]
    draft = OrderDraft(
        store_id=selection.store_id,
        market_id=selection.market_id,
        pricelist_id=selection.pricelist_id,
        lines=lines,
        billing_address=selection.address,
        shipping_address=selection.shipping_address or selection.address,
        customer_id=selection.customer_id,
        selection_id=selection.id,
        shipping_option=selection.shipping_method,
        shipping_value=totals.shipping,
        handling_value=totals.handling,
        discounts=list(totals.discounts),
        payment_method=selection.payment_method,
        payment_reference=payment_reference,
        payment_status=payment_status,
        language_code=selection.language_code,
        ip_address=selection.ip_address,
        force=False,
        created_from="Checkout",
    )
    for name, text in extra.items():
        setattr(draft, name, text)
    order = place_order(centra, draft)
    selection.order_number = order.number
    found_contract(centra, order, selection)
    return order


def confirm_order(centra: Centra, number: int) -> Order:
    """Pending becomes Confirmed; raises ``DomainError('state')`` from any other state but Confirmed."""
    order = _order(centra, number)
    if order.status not in (OrderStatus.PENDING, OrderStatus.CONFIRMED):
        raise DomainError("state", f"order is {order.status.name.lower()} and can not be confirmed")
    if order.status is OrderStatus.PENDING:
        order.status = OrderStatus.CONFIRMED
        note_order_change(centra, order)
    return order


def cancel_order(centra: Centra, number: int) -> Order:
    """Cancel before anything was captured; raises ``DomainError('captured')`` or ``('state')``."""
    order = _order(centra, number)
    if captured_value(order) > 0:
        raise DomainError("captured", "order is captured and has to be refunded")
    if order.status in (OrderStatus.COMPLETED, OrderStatus.ARCHIVED, OrderStatus.CANCELLED):
        raise DomainError("state", f"order is {order.status.name.lower()} and can not be cancelled")
    for line in order.lines:
        release_line(centra, line, line.quantity)
    order.status = OrderStatus.CANCELLED
    note_order_change(centra, order)
    return order


def cancel_items(centra: Centra, number: int, quantities: Mapping[int, int]) -> Order:
    """Take pieces off lines (``quantities`` by order line id); raises ``DomainError`` ``line`` or ``quantity``."""
    order = _order(centra, number)
    known = {line.id: line for line in order.lines}
    for line_id, quantity in quantities.items():
        if line_id not in known:
            raise DomainError("line", "order line does not exist", detail=line_id)
        line = known[line_id]
        if quantity < 1 or quantity > line.quantity - _in_shipments(centra, order, line_id):
            raise DomainError("quantity", "more than can be cancelled", detail=line_id)
    for line_id, quantity in quantities.items():
        line = known[line_id]
        unallocated = line.quantity - shipped_quantity(centra, line) - sum(line.allocations.values())
        line.quantity -= quantity
        line.cancelled += quantity
        release_line(centra, line, max(0, quantity - max(0, unallocated)))
    if all(line.quantity == 0 for line in order.lines):
        order.status = OrderStatus.CANCELLED
    note_order_change(centra, order)
    refresh_status(centra, order)
    return order


def set_hold(centra: Centra, number: int, hold: bool) -> Order:
    """Put an order on hold or resume it."""
    order = _order(centra, number)
    order.hold = hold
    note_order_change(centra, order)
    return order


def archive_order(centra: Centra, number: int) -> Order:
    """Completed becomes Archived; raises ``DomainError('state')`` from any other state."""
    order = _order(centra, number)
    if order.status is not OrderStatus.COMPLETED:
        raise DomainError("state", "order is not completed")
    order.status = OrderStatus.ARCHIVED
    note_order_change(centra, order)
    return order


def refresh_status(centra: Centra, order: Order) -> None:
    """Move a confirmed or processing order on: Processing with a shipment, Completed when all is sent and paid."""
    if order.status not in (OrderStatus.CONFIRMED, OrderStatus.PROCESSING, OrderStatus.COMPLETED):
        return
    shipments = shipments_of(centra, order.number)
    everything_sent = all(shipped_quantity(centra, line) >= line.quantity for line in order.lines if line.bundle_line_id is None)
    settled = all(each.shipped and each.good_to_go and (each.captured or each.paid) for each in shipments)
    if shipments and everything_sent and settled:
        status = OrderStatus.COMPLETED
    else:
        status = OrderStatus.PROCESSING if shipments else OrderStatus.CONFIRMED
    if status is not order.status:
        order.status = status
        note_order_change(centra, order)


def note_order_change(centra: Centra, order: Order) -> None:
    """Stamp an order as modified and publish ``order update``."""
    order.modified_at = centra.now()
    centra.publish("order", "update", order.number, store_id=order.store_id)


def add_payment(
    centra: Centra,
    order: Order,
    entry_type: str,
    status: str,
    value: Decimal,
    reference: str = "",
    shipment_id: int | None = None,
) -> PaymentEntry:
    """Write an entry of the payment history."""
    number = centra.next_id("payment")
    entry = PaymentEntry(number, entry_type, status, value, centra.now(), reference or f"{order.id[:12]}-{number}", shipment_id)
    order.payments.append(entry)
    centra.publish("payment", "create", number)
    return entry


def captured_value(order: Order) -> Decimal:
    """What was captured, less what was refunded."""
    captured = sum((e.value for e in order.payments if e.entry_type == "CAPTURE" and e.status == "SUCCESS"), ZERO)
    return captured - sum((e.value for e in order.payments if e.entry_type == "REFUND" and e.status == "SUCCESS"), ZERO)


def shipments_of(centra: Centra, number: int) -> list[Shipment]:
    """The shipments of an order, in order of creation."""
    return [shipment for shipment in centra.shipments.values() if shipment.order_number == number]


def _in_shipments(centra: Centra, order: Order, line_id: int) -> int:
    return sum(
        each.quantity
        for shipment in shipments_of(centra, order.number)
        for each in shipment.lines
        if each.order_line_id == line_id
    )


def _ask_shops(centra: Centra, order: Order) -> None:
    """Ask the check-first warehouses of the market that have every piece; publishes ``check_first create``.

    Source: 04.guides/05.pos-integration, buy online ship from store.
    """
    needed = {line.product_size_id: line.quantity for line in order.lines if line.product_size_id and not line.is_bundle}
    rule = centra.allocation_rules[centra.markets[order.market_id].allocation_rule_id]
    asked = [
        CheckFirst(order.number, each, "created", centra.now() + CHECK_FIRST_TIME)
        for each in rule.warehouse_ids
        if needed
        and centra.warehouses[each].check_first
        and all(stock_in(centra, each, size_id).free >= pieces for size_id, pieces in needed.items())
    ]
    if asked:
        centra.check_firsts.extend(asked)
        told = [{"warehouseId": e.warehouse_id, "expirationAt": e.expires_at.astimezone().isoformat()} for e in asked]
        centra.publish("check_first", "create", order.number, store_id=order.store_id, warehouses=told)


def _order(centra: Centra, number: int) -> Order:
    if number not in centra.orders:
        raise DomainError("order-not-found", "order does not exist", field="order")
    return centra.orders[number]


def _require_stock(centra: Centra, draft: OrderDraft) -> None:
    wanted: dict[int, int] = {}
    for line in draft.lines:
        if line.product_size_id in centra.product_sizes:
            wanted[line.product_size_id] = wanted.get(line.product_size_id, 0) + line.quantity
    rule_id = draft.allocation_rule_id
    short = [each for each, pieces in wanted.items() if available_in_market(centra, each, draft.market_id, rule_id) < pieces]
    if short:
        raise DomainError("stock", "not enough stock", field="products", detail=short[0])


def _lines_of(centra: Centra, draft: OrderDraft, line: DraftLine) -> list[OrderLine]:
    country = (draft.shipping_address.country or draft.billing_address.country).upper()
    percent = tax_percent_of(centra, country) if line.tax_percent is None else line.tax_percent
    if line.gift_certificate_id is not None:
        price = line.price or ZERO
        made = OrderLine(centra.next_id("order_line"), 0, 0, 0, line.quantity, price, price, ZERO)
        made.gift_certificate_id = line.gift_certificate_id
        return [made]
    size = centra.product_sizes[line.product_size_id]
    variant, product = variant_of(centra, size), product_of(centra, size)
    priced = price_of_variant(centra, variant.id, draft.pricelist_id, draft.market_id)
    if priced is None and line.price is None:
        raise DomainError("no-price", "product has no price", field="products", detail=size.id)
    price = priced.price if line.price is None and priced else line.price or ZERO
    original = line.original_price if line.original_price is not None else priced.original if priced else price
    window = line.delivery_window_id or next(iter(draft.delivery_window_ids), None)
    head = OrderLine(
        id=centra.next_id("order_line"),
        product_size_id=size.id,
        variant_id=variant.id,
        product_id=product.id,
        quantity=line.quantity,
        unit_price=price,
        unit_original_price=original,
        tax_percent=percent,
        display_item_id=line.display_item_id,
        comment=line.comment,
        is_bundle=product.is_bundle,
        delivery_window_id=window,
        subscription_plan_id=line.subscription_plan_id,
        campaign_id=priced.campaign_id if priced and line.price is None else None,
    )
    parts = []
    for part in product.bundle_parts if product.is_bundle else []:
        inner = centra.product_sizes[part.product_size_id]
        parts.append(
            OrderLine(
                id=centra.next_id("order_line"),
                product_size_id=inner.id,
                variant_id=inner.variant_id,
                product_id=product_of(centra, inner).id,
                quantity=part.quantity * line.quantity,
                unit_price=ZERO,
                unit_original_price=ZERO,
                tax_percent=percent,
                bundle_line_id=head.id,
            )
        )
    return [head, *parts]
