"""The seeded store has what the documented rules need, whatever the seed."""

from __future__ import annotations

import pytest

from centra_mock.domain.catalogue import shown_items, sku_of
from centra_mock.domain.centra import Centra
from centra_mock.domain.model import OrderStatus
from centra_mock.domain.seed import build_centra
from centra_mock.domain.stock import available_in_market

SEEDS = (1, 2, 5, 42, 1000, 987654)


@pytest.fixture(scope="module", params=SEEDS, ids=lambda seed: f"seed {seed}")
def centra(request: pytest.FixtureRequest) -> Centra:
    return build_centra(request.param)


def test_the_store_has_the_promised_breadth(centra: Centra) -> None:
    """Forty products, three retail markets, three currencies, three languages, four warehouses."""
    retail = [market for market in centra.markets.values() if market.store_id == 1]
    found = (
        len(centra.products) >= 40,
        len(retail),
        len(centra.currencies),
        len(centra.languages),
        len(centra.warehouses),
    )
    assert found == (True, 3, 3, 3, 5)


def test_a_shown_product_without_any_price_exists(centra: Centra) -> None:
    """A product without price is visible but cannot be bought."""
    priced = {variant_id for _, variant_id in centra.prices}
    assert [item for item in shown_items(centra, 1) if item.variant_id not in priced]


def test_a_sold_out_priced_item_and_one_with_a_last_piece_exist(centra: Centra) -> None:
    """Both are needed to see what a shopper is told."""
    left = {
        sum(
            available_in_market(centra, size.id, None)
            for size in centra.product_sizes.values()
            if size.variant_id == each.variant_id
        )
        for each in shown_items(centra, 1)
        if (centra.stores[1].default_pricelist_id, each.variant_id) in centra.prices
    }
    assert 0 in left


def test_orders_of_every_state_exist(centra: Centra) -> None:
    """Every state but Incomplete, which is a cart."""
    states = {order.status for order in centra.orders.values()}
    assert states == set(OrderStatus) - {OrderStatus.INCOMPLETE}


def test_what_surrounds_orders_exists(centra: Centra) -> None:
    """Shipments in every state, both kinds of returns, invoices, holds, external payments."""
    shipments = list(centra.shipments.values())
    assert {(each.shipped, each.captured) for each in shipments} >= {(True, True), (False, True), (False, False)}
    assert {each.completed for each in centra.returns.values()} == {True, False}
    assert centra.invoices and any(order.hold for order in centra.orders.values())
    assert any(order.payment_method == "external-payment" for order in centra.orders.values())


def test_skus_and_eans_are_unique(centra: Centra) -> None:
    """An EAN names one stock item, and so does a SKU; plain goods have no SKU for their sizes."""
    sizes = list(centra.product_sizes.values())
    assert len({size.ean for size in sizes}) == len(sizes)
    named = [sku_of(centra, size) for size in sizes if size.size_number]
    assert len(set(named)) == len(named) > len(sizes) - 10


def test_no_stock_is_promised_that_is_not_there(centra: Centra) -> None:
    """Allocated pieces are on the shelf and are those of the orders' lines."""
    promised: dict[tuple[int, int], int] = {}
    for order in centra.orders.values():
        for line in order.lines:
            for warehouse_id, pieces in line.allocations.items():
                key = (warehouse_id, line.product_size_id)
                promised[key] = promised.get(key, 0) + pieces
    assert all(0 <= stock.allocated <= stock.physical for stock in centra.stocks.values())
    assert {key: stock.allocated for key, stock in centra.stocks.items() if stock.allocated} == promised


def test_one_seed_always_gives_one_store_and_another_seed_another() -> None:
    """Ids, names and counts come from the seed alone."""
    first, again, other = build_centra(7), build_centra(7), build_centra(8)
    assert list(first.products) == list(again.products)
    assert [order.id for order in first.orders.values()] == [order.id for order in again.orders.values()]
    assert [order.created_at for order in first.orders.values()] == [order.created_at for order in again.orders.values()]
    assert set(first.orders).isdisjoint(other.orders) or list(first.orders) != list(other.orders)
