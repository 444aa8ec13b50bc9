"""Orders move as the overview draws it, and refuse what it does not draw."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from centra_mock.domain.catalogue import shown_items, sizes_of_variant
from centra_mock.domain.centra import Centra, Change, DomainError
from centra_mock.domain.model import Order, OrderStatus
from centra_mock.domain.orders import (
    cancel_items,
    cancel_order,
    captured_value,
    confirm_order,
    place_selection,
    set_hold,
)
from centra_mock.domain.pricing import order_totals
from centra_mock.domain.returns import create_invoice, create_return, refund_return
from centra_mock.domain.seed import build_centra
from centra_mock.domain.selections import add_item, create_selection
from centra_mock.domain.shipments import (
    Parcel,
    capture_shipment,
    complete_shipment,
    create_shipment,
    delete_shipment,
    update_shipment,
)
from centra_mock.domain.stock import stock_in


@pytest.fixture
def centra() -> Centra:
    return build_centra(4)


def _first(centra: Centra, status: OrderStatus, payment: str = "dummy") -> Order:
    return next(
        order for order in centra.orders.values() if order.status is status and order.payment_method == payment and not order.hold
    )


def test_an_order_walks_from_pending_to_completed(centra: Centra) -> None:
    """Confirmed by hand, processing with its shipment, completed when that is sent and captured."""
    order = _first(centra, OrderStatus.PENDING)
    walked = [confirm_order(centra, order.number).status]
    shipment = create_shipment(centra, order.number, good_to_go=True)
    walked.append(order.status)
    complete_shipment(centra, shipment.number, Parcel("Courier"))
    walked.append(order.status)
    assert walked == [OrderStatus.CONFIRMED, OrderStatus.PROCESSING, OrderStatus.COMPLETED]
    assert captured_value(order) == order_totals(centra, order).grand_total


def test_every_step_is_published(centra: Centra) -> None:
    """Webhooks and the event queue live on these."""
    heard: list[Change] = []
    centra.subscribe(heard.append)
    order = _first(centra, OrderStatus.CONFIRMED)
    shipment = create_shipment(centra, order.number, good_to_go=True)
    complete_shipment(centra, shipment.number, Parcel())
    made = create_return(centra, shipment, {order.lines[0].id: 1})
    told = {(change.kind, change.action, change.object_id) for change in heard}
    assert told >= {
        ("shipment", "create", shipment.id),
        ("shipment", "good_to_go", shipment.id),
        ("shipment", "update", shipment.id),
        ("order", "update", order.number),
        ("return", "create", made.id),
    }


REFUSED: dict[str, tuple[str, Callable[[Centra], object]]] = {
    "shipping a pending order": ("state", lambda c: create_shipment(c, _first(c, OrderStatus.PENDING).number)),
    "shipping a held order": (
        "hold",
        lambda c: create_shipment(c, set_hold(c, _first(c, OrderStatus.CONFIRMED).number, True).number),
    ),
    "shipping more than was ordered": (
        "quantity",
        lambda c: create_shipment(c, (o := _first(c, OrderStatus.CONFIRMED)).number, {o.lines[0].id: 999}),
    ),
    "shipping a line of another order": (
        "line",
        lambda c: create_shipment(c, _first(c, OrderStatus.CONFIRMED).number, {1: 1}),
    ),
    "shipping nothing": ("empty", lambda c: create_shipment(c, _first(c, OrderStatus.CONFIRMED).number, {})),
    "shipping an unknown order": ("order-not-found", lambda c: create_shipment(c, 1)),
    "capturing what is paid elsewhere": (
        "external-payment",
        lambda c: capture_shipment(c, f"{_first(c, OrderStatus.PROCESSING, 'external-payment').number}-1"),
    ),
    "cancelling a completed order": (
        "captured",
        lambda c: cancel_order(c, _first(c, OrderStatus.COMPLETED).number),
    ),
    "confirming a completed order": ("state", lambda c: confirm_order(c, _first(c, OrderStatus.COMPLETED).number)),
    "cancelling more than is left": (
        "quantity",
        lambda c: cancel_items(c, (o := _first(c, OrderStatus.CONFIRMED)).number, {o.lines[0].id: 99}),
    ),
}


@pytest.mark.parametrize("code, attempt", REFUSED.values(), ids=list(REFUSED))
def test_what_the_overview_does_not_allow_is_refused(centra: Centra, code: str, attempt: Callable[[Centra], object]) -> None:
    """The refusal names its reason and changes no order's lines."""
    before = {number: [line.quantity for line in order.lines] for number, order in centra.orders.items()}
    with pytest.raises(DomainError) as refusal:
        attempt(centra)
    after = {number: [line.quantity for line in order.lines] for number, order in centra.orders.items()}
    assert (refusal.value.code, after) == (code, before)


def test_a_sent_shipment_keeps_its_products_and_cannot_go(centra: Centra) -> None:
    """Only the flag and serial numbers may still change."""
    order = _first(centra, OrderStatus.CONFIRMED)
    shipment = create_shipment(centra, order.number, capture=False)
    complete_shipment(centra, shipment.number, Parcel(), capture=False)
    line_id = order.lines[0].id
    with pytest.raises(DomainError, match="sent"):
        update_shipment(centra, shipment.number, quantities={line_id: 1})
    with pytest.raises(DomainError, match="sent"):
        delete_shipment(centra, shipment.number)
    update_shipment(centra, shipment.number, serial_numbers={line_id: ["A1"]})
    assert shipment.lines[0].serial_numbers == ["A1"]


def test_an_invoiced_shipment_cannot_be_deleted_and_another_can(centra: Centra) -> None:
    """Deleting gives the pieces back to the order."""
    order = _first(centra, OrderStatus.CONFIRMED)
    shipment = create_shipment(centra, order.number)
    invoice = create_invoice(centra, shipment)
    with pytest.raises(DomainError, match="invoices"):
        delete_shipment(centra, shipment.number)
    del centra.invoices[invoice.id]
    delete_shipment(centra, shipment.number)
    assert order.status is OrderStatus.CONFIRMED and create_shipment(centra, order.number).lines


def test_a_refund_completes_the_return_and_lowers_what_is_captured(centra: Centra) -> None:
    """And a second return of the same piece is not possible."""
    order = _first(centra, OrderStatus.CONFIRMED)
    shipment = create_shipment(centra, order.number)
    complete_shipment(centra, shipment.number, Parcel())
    everything = {line.id: line.quantity for line in order.lines}
    before = captured_value(order)
    made = refund_return(centra, create_return(centra, shipment, everything).id)
    assert made.completed and captured_value(order) < before
    with pytest.raises(DomainError, match="could not be created"):
        create_return(centra, shipment, everything)


def test_an_order_of_the_webshop_asks_the_shops_that_have_everything(centra: Centra) -> None:
    """The event names each shop and when its time is over."""
    heard: list[Change] = []
    centra.subscribe(heard.append)
    cart = create_selection(centra, 1, "SE")
    shops = [each for each in centra.warehouses.values() if each.check_first]
    item = next(
        f"{each.id}-{size.size_id}"
        for each in shown_items(centra, 1, cart.market_id)
        for size in sizes_of_variant(centra, each.variant_id)
        if all(stock_in(centra, shop.id, size.id).free > 1 for shop in shops)
        and (cart.pricelist_id, each.variant_id) in centra.prices
    )
    add_item(centra, cart, item)
    order = place_selection(centra, cart)
    asked = [dict(change.data) for change in heard if change.kind == "check_first"]
    assert [[told["warehouseId"] for told in each["warehouses"]] for each in asked] == [[shop.id for shop in shops]]
    created = [each.order_number for each in centra.check_firsts if each.state == "created"]
    assert created.count(order.number) == len(shops)
