"""When subscriptions order: an interval goes by between two orders, and what was missed is not made up for.

Source: 03.fe-development/09.subscriptions, 05.api-references/subscription-api.
"""

from __future__ import annotations

from calendar import monthrange
from datetime import date, timedelta

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import PackageSubscription, Subscription

__all__ = ["advance", "skip_missed"]

_DAYS = {"day": 1, "week": 7}
_MONTHS = {"month": 1, "year": 12}
_PACKAGE_UNITS = {"D": "day", "M": "month"}


def advance(centra: Centra, recurring: Subscription | PackageSubscription) -> None:
    """Let one interval go by; months and years keep the day of the month wherever the month has it."""
    count, unit = _interval(centra, recurring)
    if unit in _DAYS:
        recurring.next_order_date += timedelta(days=count * _DAYS[unit])
        recurring.order_day = recurring.next_order_date.day
    else:
        recurring.next_order_date = _months_later(recurring.next_order_date, count * _MONTHS[unit], recurring.order_day)


def skip_missed(centra: Centra, recurring: Subscription | PackageSubscription) -> None:
    """Let intervals go by until the next order is after today."""
    today = centra.now().date()
    while recurring.next_order_date <= today:
        advance(centra, recurring)


def _interval(centra: Centra, recurring: Subscription | PackageSubscription) -> tuple[int, str]:
    if isinstance(recurring, PackageSubscription):
        return recurring.interval, _PACKAGE_UNITS[recurring.interval_type]
    plan = centra.subscription_plans[recurring.plan_id]
    return plan.interval_value, plan.interval_type


def _months_later(start: date, months: int, day: int) -> date:
    """``day`` of a later month, or the last that it has."""
    after = start.month - 1 + months
    year, month = start.year + after // 12, after % 12 + 1
    return date(year, month, min(day, monthrange(year, month)[1]))
