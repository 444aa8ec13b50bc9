"""Stock obeys physical = free + allocated, whatever happens to orders."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.drafts import DraftLine, OrderDraft
from centra_mock.domain.model import Address, Order
from centra_mock.domain.orders import cancel_order, confirm_order, place_order
from centra_mock.domain.seed import build_centra
from centra_mock.domain.shipments import Parcel, complete_shipment, create_shipment
from centra_mock.domain.stock import available_in_market, deliver, set_physical, stock_in, stock_totals


def _sellable(centra: Centra) -> int:
    market = centra.stores[1].default_market_id
    pricelist = centra.stores[1].default_pricelist_id
    return next(
        size.id
        for size in centra.product_sizes.values()
        if (pricelist, size.variant_id) in centra.prices and available_in_market(centra, size.id, market) > 10
    )


def _order(centra: Centra, size_id: int, quantity: int, *, force: bool = False) -> Order:
    store = centra.stores[1]
    address = Address(country="DE", email="kim@example.com")
    line = DraftLine(size_id, quantity, tax_percent=Decimal(19))
    draft = OrderDraft(1, store.default_market_id, store.default_pricelist_id, [line], address, address, force=force)
    return place_order(centra, draft)


def test_a_quantity_below_what_is_allocated_is_raised_to_it() -> None:
    """No order loses its pieces through a write of stock."""
    centra = build_centra(1)
    size_id = _sellable(centra)
    warehouse_id = next(iter(_order(centra, size_id, 3).lines[0].allocations))
    assert set_physical(centra, warehouse_id, size_id, 0).physical == stock_in(centra, warehouse_id, size_id).allocated >= 3


def test_a_bundle_has_no_stock_of_its_own() -> None:
    """Writing stock of a bundle is refused."""
    centra = build_centra(1)
    bundle = next(each.id for each in centra.products.values() if each.is_bundle)
    size = next(each for each in centra.product_sizes.values() if centra.variants[each.variant_id].product_id == bundle)
    with pytest.raises(DomainError, match="bundle"):
        set_physical(centra, next(iter(centra.warehouses)), size.id, 5)


def test_more_than_there_is_cannot_be_ordered_unless_it_is_forced() -> None:
    """A forced order has demand instead of allocated pieces."""
    centra = build_centra(1)
    size_id = _sellable(centra)
    with pytest.raises(DomainError, match="not enough stock"):
        _order(centra, size_id, 5000)
    before = stock_totals(centra, size_id).demand
    _order(centra, size_id, 5000, force=True)
    assert stock_totals(centra, size_id).demand > before


def test_more_than_is_free_cannot_be_taken_out() -> None:
    """A delivery with negative pieces stops at what is promised."""
    centra = build_centra(1)
    with pytest.raises(DomainError):
        deliver(centra, next(iter(centra.warehouses)), {_sellable(centra): -100000})


@settings(max_examples=25, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(["order", "ship", "cancel", "write"]), st.integers(1, 6)), max_size=12))
def test_physical_is_free_and_allocated_after_any_sequence(steps: list[tuple[str, int]]) -> None:
    """Ordering keeps physical, shipping lowers it by what was sent, cancelling gives back."""
    centra = build_centra(1)
    size_id = _sellable(centra)
    orders: list[Order] = []
    for step, quantity in steps:
        before = stock_totals(centra, size_id)
        if step == "order":
            orders.append(_order(centra, size_id, quantity, force=True))
            assert stock_totals(centra, size_id).physical == before.physical
        elif step == "write":
            set_physical(centra, next(iter(centra.warehouses)), size_id, quantity)
        elif orders:
            order = orders.pop()
            reserved = sum(order.lines[0].allocations.values())
            if step == "cancel":
                cancel_order(centra, order.number)
                assert stock_totals(centra, size_id).allocated == before.allocated - reserved
            else:
                confirm_order(centra, order.number)
                complete_shipment(centra, create_shipment(centra, order.number).number, Parcel())
                assert stock_totals(centra, size_id).physical == before.physical - reserved
        for stock in centra.stocks.values():
            assert 0 <= stock.allocated <= stock.physical
