"""orders_Update: lock, confirm, cancel, ship, capture, return, and the only custom attributes that SOAP takes."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from soap_client import Erp, value

from centra_mock.domain.model import Order, OrderLine
from centra_mock.domain.orders import shipments_of
from centra_mock.domain.shipments import shippable_quantity


def _order(erp: Erp, fits: Callable[[Order], bool]) -> Order:
    return next(each for each in erp.world.centra.orders.values() if fits(each))


def _shippable(erp: Erp) -> Order:
    """A confirmed retail order with an ordinary row and no shipment."""
    centra = erp.world.centra

    def fits(order: Order) -> bool:
        waiting = order.status.name == "CONFIRMED" and not order.hold and order.store_id == 1
        return waiting and not shipments_of(centra, order.number) and _row(order).quantity > 0

    return _order(erp, fits)


def _row(order: Order) -> OrderLine:
    return next(line for line in order.lines if line.bundle_line_id is None and not line.is_bundle)


def _products(line: OrderLine, pieces: int) -> str:
    size = f"<size><qty>{pieces}</qty><orderitem><id>{line.id}</id></orderitem></size>"
    return f"<product><id>{line.product_id}</id><sizes>{size}</sizes></product>"


def _ship(erp: Erp, order: Order, name: str, fields: str) -> tuple[str, list[str], list[str]]:
    return erp.order(order.number, f"<shipments><shipment><id>{name}</id>{fields}</shipment></shipments>")


def test_locking_changes_nothing_but_the_lock(erp: Erp) -> None:
    """Status and rows stay."""
    order = _shippable(erp)
    before = order.status, [line.quantity for line in order.lines]
    assert erp.order(order.number, "<locked>yes</locked>") == ("true", [], [])
    assert (order.locked, order.status, [line.quantity for line in order.lines]) == (True, *before)


def test_a_pending_order_is_confirmed_once(erp: Erp) -> None:
    """Confirming again is harmless; going back is refused."""
    order = _order(erp, lambda each: each.status.name == "PENDING")
    assert erp.order(order.number, "<status>confirmed</status><locked>yes</locked>") == ("true", [], [])
    assert (order.status.name, order.locked) == ("CONFIRMED", True)
    assert erp.order(order.number, "<status>confirmed</status>")[0] == "true"
    assert erp.order(order.number, "<status>pending</status>")[0] == "false"
    assert erp.order(order.number, "<status>lost</status>")[0] == "false"


def test_a_row_is_cancelled_by_pieces(erp: Erp) -> None:
    """More than is ordered is refused."""
    order = _shippable(erp)
    row = _row(order)
    before = row.quantity
    assert erp.order(order.number, f"<cancelled>{_products(row, 1)}</cancelled>") == ("true", [], [])
    assert (row.quantity, row.cancelled) == (before - 1, 1)
    assert erp.order(order.number, f"<cancelled>{_products(row, before + 9)}</cancelled>")[0] == "false"
    assert erp.order(order.number, "<cancelled><product><id>0</id><sizes><size><id>0</id><qty>1</qty></size></sizes>"
                     "</product></cancelled>")[0] == "false"  # fmt: skip


def test_a_shipment_is_made_shipped_and_captured_once(erp: Erp) -> None:
    """An unknown id makes it, without shipping costs; ``capture`` again has no effect."""
    order = _shippable(erp)
    row = _row(order)
    pieces = shippable_quantity(erp.world.centra, order, row)
    made = f"<goodtogo>yes</goodtogo><products>{_products(row, pieces)}</products>"
    assert _ship(erp, order, "BOX-1", made) == ("true", [], [])
    [shipment] = shipments_of(erp.world.centra, order.number)
    assert (shipment.good_to_go, shipment.shipped, shipment.shipping_value) == (True, False, Decimal(0))
    sent = "<shipped>yes</shipped><capture>yes</capture><carrierinformation><carrier>Sled</carrier>"
    sent += "<tracking>T-1</tracking></carrierinformation>"
    for _ in range(2):
        assert _ship(erp, order, "BOX-1", sent) == ("true", [], [])
    assert (shipment.shipped, shipment.captured, shipment.carrier, shipment.tracking) == (True, True, "Sled", "T-1")
    assert [each.entry_type for each in order.payments].count("CAPTURE") == 1
    assert _ship(erp, order, shipment.number, "<shipped>yes</shipped>")[0] == "true"
    assert _ship(erp, order, "BOX-2", made)[0] == "false"
    assert _ship(erp, order, "BOX-3", "")[1] == ["Shipment BOX-3 is new and lists no products"]


def test_a_return_is_known_by_its_own_id_and_moves_no_money(erp: Erp) -> None:
    """Rows may be named by product, variant and size; the event shows the return."""
    order = _shippable(erp)
    row = _row(order)
    made = f"<shipped>yes</shipped><capture>yes</capture><products>{_products(row, 1)}</products>"
    assert _ship(erp, order, "BOX-1", made) == ("true", [], [])
    centra = erp.world.centra
    size = centra.product_sizes[row.product_size_id].size_id
    named = f"<product><id>{row.product_id}</id><variation><id>{row.variant_id}</id></variation>"
    named += f"<sizes><size><id>{size}</id><qty>1</qty></size></sizes></product>"
    refund = f"<refunds><refund><id>R-1</id><status>confirmed</status><products>{named}</products></refund></refunds>"
    for _ in range(2):
        assert _ship(erp, order, "BOX-1", refund) == ("true", [], [])
    [back] = [each for each in centra.returns.values() if each.order_number == order.number]
    assert (back.completed, back.refunded, [each.quantity for each in back.lines]) == (True, False, [1])
    assert "REFUND" not in {each.entry_type for each in order.payments}
    event = [each for each in erp.events("order") if value(each, "entry") == str(order.number)][-1]
    path = "data/order/shipments/shipment/refunds/refund/"
    assert (value(event, path + "id"), value(event, path + "status")) == ("R-1", "confirmed")
    assert value(event, path + "products/product/sizes/size/orderitem/id") == str(row.id)


def test_only_attributes_that_a_plugin_built_in_are_stored(erp: Erp) -> None:
    """Ingrid's keys are; others draw a notice."""
    order = _shippable(erp)
    sent = "<additionals><additional><key>shipwallet_id</key><value>w1</value></additional>"
    sent += "<additional><key>own_key</key><value>x</value></additional></additionals>"
    success, errors, notices = erp.order(order.number, sent)
    assert (success, errors, order.additionals) == ("true", [], {"shipwallet_id": "w1"})
    assert notices == ["Additional own_key does not belong to a plugin and was not stored"]


def test_an_order_of_the_erp_keeps_its_key_and_gets_a_number(erp: Erp) -> None:
    """Events show the key as id and Centra's number as ordernumber; without rows none is made."""
    centra = erp.world.centra
    known = _shippable(erp)
    row = _row(known)
    item = centra.product_sizes[row.product_size_id]
    head = f"<order><id>E-1</id><type>retail</type><store>1</store><customer><id>{known.customer_id}</id></customer>"
    head += f"<market><id>{known.market_id}</id></market><pricelist><id>{known.pricelist_id}</id></pricelist>"
    assert erp.update("orders_Update", f"{head}</order>")[0] == "false"
    product = f"<product><id>{row.product_id}</id><variation><id>{row.variant_id}</id></variation><price>5</price>"
    product += f"<sizes><size><id>{item.size_id}</id><qty>1</qty></size></sizes></product>"
    assert erp.update("orders_Update", f"{head}<products>{product}</products></order>") == ("true", [], [])
    made = list(centra.orders.values())[-1]
    event = [each for each in erp.events("order") if value(each, "entry") == "E-1"][-1]
    assert value(event, "data/order/ordernumber") == str(made.number)


@pytest.mark.parametrize("fields", ["<store>2</store>", "<locked>maybe</locked>", "<store>one</store>"])
def test_an_order_update_that_does_not_fit_is_refused(erp: Erp, fields: str) -> None:
    """The order stays as it is."""
    order = _shippable(erp)
    assert erp.order(order.number, fields)[0] == "false"
    assert not order.locked
