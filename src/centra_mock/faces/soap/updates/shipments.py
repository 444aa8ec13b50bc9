"""The shipments and returns in orders_Update.

A shipment with an unknown id is made for the rows it lists, without shipping costs unless it states them. ``capture``
takes the money where that is possible and has not been done; a capture that fails forbids shipping. A ``refund`` is a
return: its goods come back, money is not moved by this API.
Source: 04.guides/02.erp-integration/docs.md, sections "Order Shipped", "Create Return", "Shipment 1" to "Shipped".
"""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from centra_mock.domain.model import Order, OrderLine, OrderStatus, Return, Shipment
from centra_mock.domain.orders import add_payment, note_order_change, refresh_status, shipments_of
from centra_mock.domain.returns import create_return, refund_return, set_return_completed
from centra_mock.domain.shipments import (
    Parcel,
    capture_shipment,
    complete_shipment,
    create_shipment,
    shipment_value,
    update_shipment,
)

from ..details import keep
from ..sync import Sync
from ..tree import Rejected, child, children, flag, money, quantity, require, text
from .people import changed_address

__all__ = ["rows_of", "shipment_of", "update_shipments"]


def update_shipments(sync: Sync, order: Order, element: etree._Element) -> None:
    """Every shipment that an order lists."""
    entries = children(element, "shipments", "shipment")
    if sync.told("soap-one-shipment-per-update"):
        entries = entries[:1]
    for entry in entries:
        if not sync.told("soap-shipment-writes-are-lost"):
            _update_shipment(sync, order, entry)


def shipment_of(sync: Sync, order_number: int | None, key: str) -> Shipment:
    """The shipment that a key means: one that is mapped, else Centra's own id or number."""
    found = _known_shipment(sync, order_number, key)
    if found is None:
        raise Rejected(f"There is no shipment with id {key}")
    return found


def rows_of(sync: Sync, order: Order, products: list[etree._Element]) -> dict[int, int]:
    """Pieces by order row: a size names its row by ``orderitem``, or else by product, variation and size."""
    wanted: dict[int, int] = {}
    for product in products:
        for size in children(product, "sizes", "size"):
            pieces = quantity(size, "qty")
            if not pieces:
                raise Rejected("qty of a row has to be above 0")
            for line, share in _spread(_lines_of(sync, order, product, size), pieces, wanted):
                wanted[line.id] = wanted.get(line.id, 0) + share
    return wanted


def _update_shipment(sync: Sync, order: Order, element: etree._Element) -> None:
    key = require(element, "id")
    shipment = _known_shipment(sync, order.number, key)
    products = children(element, "products", "product")
    ready, sent = flag(element, "goodtogo"), flag(element, "shipped")
    if shipment is None:
        shipment = _make_shipment(sync, order, element)
        sync.ids.add("shipment", key, shipment.id)
    elif products and not shipment.shipped:
        _change_rows(sync, order, shipment, products)
    if flag(element, "paid") is not None:
        shipment.paid = bool(flag(element, "paid"))
    _update_costs(sync, order, shipment, element)
    if flag(element, "capture"):
        _capture(sync, order, shipment)
    if ready is not None and ready != shipment.good_to_go and not shipment.shipped:
        update_shipment(sync.centra, shipment.number, good_to_go=ready)
    parcel = Parcel(
        carrier=_carrier(element, "carrier", shipment.carrier),
        service=_carrier(element, "service", shipment.service),
        tracking=_carrier(element, "tracking", shipment.tracking),
        packages=quantity(element, "carrierinformation", "packages"),
    )
    if sent and not shipment.shipped:
        complete_shipment(sync.centra, shipment.number, parcel, capture=False)
    else:
        shipment.carrier, shipment.service, shipment.tracking = parcel.carrier, parcel.service, parcel.tracking
        sync.assign(shipment, {"packages": parcel.packages})
        refresh_status(sync.centra, order)
        note_order_change(sync.centra, order)
    if shipment.shipped and order.account_id is not None and sync.told("soap-shipped-wholesale-orders-are-completed"):
        order.status = OrderStatus.COMPLETED
    for entry in children(element, "refunds", "refund"):
        _update_return(sync, order, shipment, entry)


def _update_costs(sync: Sync, order: Order, shipment: Shipment, element: etree._Element) -> None:
    """What a shipment costs, where it goes, and whose account with the carrier it travels on."""
    fields = {
        "shipping_value": money(element, "shipping", "subtotal"),
        "handling_value": money(element, "handling", "subtotal"),
        "voucher_value": money(element, "voucher", "subtotal"),
    }
    sync.assign(shipment, fields)
    goes_to = child(element, "shippingaddress")
    if goes_to is not None:
        shipment.shipping_address = changed_address(sync, shipment.shipping_address or order.shipping_address, goes_to)
    keep(sync, "shipment", shipment.id, element, "carrierinformation/account", "carrierinformation/taxid")


def _make_shipment(sync: Sync, order: Order, element: etree._Element) -> Shipment:
    products = children(element, "products", "product")
    if not products:
        raise Rejected(f"Shipment {require(element, 'id')} is new and lists no products")
    if sync.told("soap-a-shipment-replaces-the-one-before"):
        for each in shipments_of(sync.centra, order.number):
            if not each.shipped:
                del sync.centra.shipments[each.id]
    costs = Decimal(0) if not sync.told("soap-shipments-carry-unasked-costs") else None
    return create_shipment(
        sync.centra,
        order.number,
        None if sync.told("soap-shipments-take-the-whole-order") else rows_of(sync, order, products),
        good_to_go=bool(flag(element, "goodtogo")),
        capture=False,
        shipping_value=_subtotal(element, "shipping", costs),
        handling_value=_subtotal(element, "handling", costs),
        voucher_value=_subtotal(element, "voucher", costs),
    )


def _change_rows(sync: Sync, order: Order, shipment: Shipment, products: list[etree._Element]) -> None:
    wanted = rows_of(sync, order, products)
    if wanted != {each.order_line_id: each.quantity for each in shipment.lines}:
        update_shipment(sync.centra, shipment.number, quantities=wanted)


def _capture(sync: Sync, order: Order, shipment: Shipment) -> None:
    """Takes the money; where that cannot be done, or was done, nothing happens."""
    if sync.told("soap-capturing-again-fails") and shipment.captured:
        raise Rejected("The shipment is captured")
    if not _can_capture(sync, order, shipment):
        if sync.told("soap-impossible-captures-fail") and not shipment.captured:
            raise Rejected("The shipment cannot be captured")
        return
    capture_shipment(sync.centra, shipment.number)
    if sync.told("soap-captures-take-every-shipment"):
        for each in shipments_of(sync.centra, order.number):
            capture_shipment(sync.centra, each.number)
    if sync.told("soap-captures-are-made-twice"):
        add_payment(sync.centra, order, "CAPTURE", "SUCCESS", shipment_value(sync.centra, shipment), shipment_id=shipment.id)


def _can_capture(sync: Sync, order: Order, shipment: Shipment) -> bool:
    method = sync.centra.payment_methods.get(order.payment_method)
    authorized = any(each.entry_type == "AUTH" and each.status == "SUCCESS" for each in order.payments)
    possible = method is not None and not method.external and authorized and not order.hold
    return possible and not shipment.captured and not sync.told("soap-captures-are-lost")


def _update_return(sync: Sync, order: Order, shipment: Shipment, element: etree._Element) -> None:
    """A return, known by an id that is unique over all orders."""
    centra = sync.centra
    if sync.told("soap-return-writes-are-lost"):
        return
    key = require(element, "id")
    if sync.told("soap-returns-are-of-the-first-shipment"):
        shipment = shipments_of(centra, order.number)[0]
    own = sync.find("refund", key, centra.returns)
    created = False
    if own is None:
        own = create_return(
            centra,
            shipment,
            _returned(sync, order, shipment, element),
            shipping_cost=money(element, "shipping", "subtotal") or Decimal(0),
            handling_cost=money(element, "handling", "subtotal") or Decimal(0),
            voucher_value=money(element, "voucher", "subtotal") or Decimal(0),
            return_cost=money(element, "returnfee", "subtotal") or Decimal(0),
            comment=text(element, "comment") or "",
            created_from="SOAP API",
        ).id
        sync.ids.add("refund", key, own)
        created = True
    made = centra.returns[own]
    if made.shipment_id != shipment.id:
        raise Rejected(f"Refund {key} belongs to another shipment")
    keep(sync, "refund", own, element, "type")
    if not created:
        _change_return(sync, order, made, element)
    if text(element, "status") == "confirmed" and not made.completed:
        if sync.told("soap-returns-move-money") and shipment.captured:
            refund_return(centra, own)
        else:
            set_return_completed(centra, own, True)


def _returned(sync: Sync, order: Order, shipment: Shipment, element: etree._Element) -> dict[int, int]:
    rows = rows_of(sync, order, children(element, "products", "product"))
    if sync.told("soap-returns-take-all-pieces"):
        return {each.order_line_id: each.quantity for each in shipment.lines}
    return rows


def _change_return(sync: Sync, order: Order, made: Return, element: etree._Element) -> None:
    fields = {
        "shipping_cost": money(element, "shipping", "subtotal"),
        "handling_cost": money(element, "handling", "subtotal"),
        "voucher_value": money(element, "voucher", "subtotal"),
        "return_cost": money(element, "returnfee", "subtotal"),
        "comment": text(element, "comment"),
    }
    sync.assign(made, fields)
    note_order_change(sync.centra, order)


def _known_shipment(sync: Sync, order_number: int | None, key: str) -> Shipment | None:
    centra = sync.centra
    shipments = list(centra.shipments.values()) if order_number is None else shipments_of(centra, order_number)
    own = sync.find("shipment", key, {each.id: each for each in shipments})
    if own is not None:
        return centra.shipments[own]
    if isinstance(centra.conversions.get(("shipment", key)), int):
        raise Rejected(f"Shipment {key} belongs to another order")
    return next((each for each in shipments if each.number == key), None)


def _lines_of(sync: Sync, order: Order, product: etree._Element, size: etree._Element) -> list[OrderLine]:
    row = text(size, "orderitem", "id")
    if row:
        lines = [line for line in order.lines if str(line.id) == row]
    else:
        lines = [line for line in order.lines if _names(sync, line, product, size)]
    if not lines:
        raise Rejected(f"Order {sync.ids.key('order', order.number)} has no row {row or text(product, 'id') or ''}")
    return lines


def _names(sync: Sync, line: OrderLine, product: etree._Element, size: etree._Element) -> bool:
    item = sync.centra.product_sizes.get(line.product_size_id)
    variation = text(product, "variation", "id")
    return (
        item is not None
        and sync.ids.key("product", line.product_id) == text(product, "id")
        and (not variation or sync.ids.key("variation", line.variant_id) == variation)
        and sync.ids.size_key(item.size_id) == text(size, "id")
    )


def _spread(lines: list[OrderLine], pieces: int, taken: dict[int, int]) -> list[tuple[OrderLine, int]]:
    """Pieces over the rows that fit; what is too much lands on the last and is refused there."""
    shares: list[tuple[OrderLine, int]] = []
    for line in lines:
        last = line is lines[-1]
        share = pieces if last else min(pieces, max(0, line.quantity - taken.get(line.id, 0)))
        if share:
            shares.append((line, share))
        pieces -= share
    return shares


def _carrier(element: etree._Element, name: str, before: str) -> str:
    sent = text(element, "carrierinformation", name)
    return before if sent is None else sent


def _subtotal(element: etree._Element, name: str, otherwise: Decimal | None) -> Decimal | None:
    sent = money(element, name, "subtotal")
    return otherwise if sent is None else sent
