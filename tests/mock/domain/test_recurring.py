"""The orders that subscriptions place as days go by."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta

import pytest

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import Order, PackageSubscription, Subscription
from centra_mock.domain.passing_time import pass_time
from centra_mock.domain.pricing import order_totals
from centra_mock.domain.schedule import advance
from centra_mock.domain.seed import build_centra
from centra_mock.domain.subscriptions import (
    activate_payment,
    add_subscription,
    choose_packages,
    complete_package_subscription,
    create_package_subscription,
    set_package_status,
    set_status,
    subscriptions_of_contract,
)

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


def test_what_was_due_before_the_payment_is_not_made_up_for(centra: Centra, wait: Wait) -> None:
    """The first order of packages comes on the day after the payment, and one interval later the second."""
    _only(centra)
    made = _unpaid(centra)
    assert wait(40) == []
    complete_package_subscription(centra, made.id)
    assert made.next_order_date == centra.now().date() + timedelta(days=1)
    assert wait(40) == []
    assert len(wait(41)) == 1
    assert len(wait(41 + made.interval)) == 1


def test_a_contract_does_not_make_up_for_the_time_without_a_payment(centra: Centra, wait: Wait) -> None:
    """It goes on with the next interval once its payment can be used."""
    first = next(each for each in centra.subscriptions.values())
    contract = centra.contracts[first.contract_id]
    _only(centra, first)
    first.status, contract.payment_status = "active", "Pending"
    assert wait(390) == []
    activate_payment(centra, contract)
    assert first.next_order_date > centra.now().date()
    assert wait(390) == []


def test_packages_by_the_month_keep_their_day(centra: Centra) -> None:
    """A month that is too short has its last day, the next one the day of the first order again."""
    made = _unpaid(centra, start=date(2031, 1, 29), interval=1, interval_type="M")
    assert _days(centra, made, 3) == ["2031-01-30", "2031-02-28", "2031-03-30"]


@pytest.mark.parametrize(
    ("unit", "count", "days"),
    [
        ("month", 1, ["2032-01-31", "2032-02-29", "2032-03-31"]),
        ("year", 1, ["2032-01-31", "2033-01-31", "2034-01-31"]),
        ("week", 2, ["2032-01-31", "2032-02-14", "2032-02-28"]),
    ],
)
def test_an_item_keeps_its_day(centra: Centra, unit: str, count: int, days: list[str]) -> None:
    """The day on which it was delivered first."""
    added = _added(centra)
    plan = centra.subscription_plans[added.plan_id]
    plan.interval_type, plan.interval_value = unit, count
    assert _days(centra, added, 3) == days


def test_an_item_that_moves_from_weeks_to_months_keeps_the_day_of_its_next_order(centra: Centra) -> None:
    """And not the one that it began with."""
    added = _added(centra)
    plan = centra.subscription_plans[added.plan_id]
    plan.interval_type, plan.interval_value = "week", 1
    advance(centra, added)
    plan.interval_type = "month"
    assert _days(centra, added, 2) == ["2032-02-07", "2032-03-07"]


def test_packages_are_not_active_before_they_are_paid(centra: Centra) -> None:
    """Neither at once nor after a pause."""
    made = _unpaid(centra)
    for status in ("pending", "paused"):
        made.status = status
        with pytest.raises(DomainError) as caught:
            set_package_status(centra, made.id, "active")
        assert (caught.value.code, made.status, made.complete) == ("unpaid", status, False)


def test_a_payment_does_not_end_a_pause(centra: Centra, wait: Wait) -> None:
    """What is paused is paid, and goes on when it is resumed."""
    _only(centra)
    made = _unpaid(centra)
    set_package_status(centra, made.id, "paused")
    complete_package_subscription(centra, made.id)
    assert (made.status, made.complete) == ("paused", True)
    assert wait(40) == []
    set_package_status(centra, made.id, "active")
    assert len(wait(40 + made.interval)) == 1


@pytest.mark.parametrize("is_paid", [True, False], ids=["paid", "not paid"])
def test_no_payment_brings_cancelled_packages_back(centra: Centra, is_paid: bool) -> None:
    """Whether they were paid before or not."""
    made = _unpaid(centra)
    if is_paid:
        complete_package_subscription(centra, made.id)
    set_package_status(centra, made.id, "cancelled")
    with pytest.raises(DomainError) as caught:
        complete_package_subscription(centra, made.id)
    assert (caught.value.code, made.status) == ("cancelled", "cancelled")


@pytest.mark.parametrize("status", ["Pending", "Failed", ""])
def test_nothing_is_added_to_a_contract_without_a_valid_payment(centra: Centra, status: str) -> None:
    """An empty status is that of a payment that was purged."""
    first = next(each for each in centra.subscriptions.values())
    contract = centra.contracts[first.contract_id]
    contract.payment_status = status
    before = len(subscriptions_of_contract(centra, contract.id))
    with pytest.raises(DomainError) as caught:
        add_subscription(centra, contract, first.display_item_id, first.product_size_id, first.plan_id)
    assert (caught.value.code, len(subscriptions_of_contract(centra, contract.id))) == ("payment", before)


def _unpaid(centra: Centra, *, start: date | None = None, interval: int = 14, interval_type: str = "D") -> PackageSubscription:
    """A new subscription of packages, like one that the store has."""
    known = next(iter(centra.package_subscriptions.values()))
    packages = choose_packages(centra, known.pricelist_id, known.package_ids)
    return create_package_subscription(
        centra,
        known.customer_id,
        known.pricelist_id,
        packages,
        known.address,
        payment_method="dummy",
        start=start,
        interval=interval,
        interval_type=interval_type,
    )


def _added(centra: Centra) -> Subscription:
    """An item that is added to a contract, to be delivered on the last day of January first."""
    first = next(each for each in centra.subscriptions.values())
    contract = centra.contracts[first.contract_id]
    contract.payment_status = "Active"
    day = date(2032, 1, 31)
    return add_subscription(centra, contract, first.display_item_id, first.product_size_id, first.plan_id, next_order_date=day)


def _days(centra: Centra, recurring: Subscription | PackageSubscription, orders: int) -> list[str]:
    """The days of the next orders."""
    days = []
    for _ in range(orders):
        days.append(recurring.next_order_date.isoformat())
        advance(centra, recurring)
    return days
