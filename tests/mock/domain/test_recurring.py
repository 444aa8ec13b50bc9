"""The orders that subscriptions place as days go by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import Order, Subscription
from centra_mock.domain.passing_time import pass_time
from centra_mock.domain.pricing import order_totals
from centra_mock.domain.seed import build_centra
from centra_mock.domain.subscriptions import add_subscription, set_package_status, set_status

Wait = Callable[[int], list[Order]]


@pytest.fixture
def centra() -> Centra:
    return build_centra(1)


@pytest.fixture
def wait(centra: Centra) -> Wait:
    """Lets days go by from the first, and gives the orders that they brought."""

    def wait(days: int) -> list[Order]:
        known = set(centra.orders)
        centra.clock = lambda: datetime.now() + timedelta(days=days)
        pass_time(centra)
        return [order for number, order in centra.orders.items() if number not in known]

    return wait


def _only(centra: Centra, subscription: Subscription | None = None) -> None:
    """Cancel everything but one."""
    for each in centra.subscriptions.values():
        if each is not subscription:
            each.status = "cancelled"
    for made in centra.package_subscriptions.values():
        made.status = "cancelled"


@pytest.mark.parametrize("seed", [1, 2, 7])
def test_nothing_is_due_on_the_first_day(seed: int) -> None:
    """What the seed's subscriptions missed is not made up for."""
    centra = build_centra(seed)
    orders = len(centra.orders)
    pass_time(centra)
    assert len(centra.orders) == orders


def test_packages_are_ordered_every_interval(centra: Centra, wait: Wait) -> None:
    """For the amount of the subscription and its shipping."""
    made = next(each for each in centra.package_subscriptions.values() if each.status == "active")
    _only(centra)
    made.status, made.next_order_date = "active", centra.now().date() + timedelta(days=1)
    orders = wait(2 + 2 * made.interval)
    assert [order_totals(centra, order).grand_total for order in orders] == [made.amount + made.shipping] * 3
    assert {(order.customer_id, order.currency_code, order.created_from) for order in orders} == {
        (made.customer_id, made.currency_code, "Subscription")
    }


def test_what_a_contract_delivers_on_a_day_is_one_order(centra: Centra, wait: Wait) -> None:
    """To the address of the contract, with the discount of the plan."""
    first = next(each for each in centra.subscriptions.values())
    contract = centra.contracts[first.contract_id]
    _only(centra, first)
    contract.payment_status, first.status = "Active", "active"
    day = centra.now().date() + timedelta(days=1)
    add_subscription(centra, contract, first.display_item_id, first.product_size_id, first.plan_id, next_order_date=day)
    first.next_order_date = day
    (order,) = wait(1)
    assert [line.quantity for line in order.lines] == [first.quantity, 1]
    assert (order.shipping_address, order.payment_method) == (contract.address, contract.payment_method)


def test_a_pause_brings_no_order_and_nothing_is_made_up_for(centra: Centra, wait: Wait) -> None:
    """Orders go on with the next interval after the pause."""
    made = next(each for each in centra.package_subscriptions.values() if each.status == "active")
    _only(centra)
    made.status, made.next_order_date = "paused", centra.now().date() + timedelta(days=1)
    assert wait(40) == []
    set_package_status(centra, made.id, "active")
    assert made.next_order_date > centra.now().date()
    assert wait(40) == []
    assert len(wait(40 + made.interval)) == 1


def test_a_paused_item_goes_on_with_its_next_interval(centra: Centra, wait: Wait) -> None:
    """As packages do."""
    first = next(each for each in centra.subscriptions.values())
    _only(centra, first)
    first.status = "paused"
    assert wait(390) == []
    set_status(centra, first.id, "active")
    assert first.next_order_date > centra.now().date()


@pytest.mark.parametrize("status", ["Pending", "Failed", ""])
def test_without_an_active_payment_nothing_is_ordered(centra: Centra, wait: Wait, status: str) -> None:
    """The contract waits for another."""
    first = next(each for each in centra.subscriptions.values())
    _only(centra, first)
    first.status, centra.contracts[first.contract_id].payment_status = "active", status
    assert wait(390) == []
