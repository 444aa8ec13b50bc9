"""Lies about a whole answer of the Subscription API: its shape, and what its parts say of each other.

Source: 05.api-references/subscription-api/01.api-reference (response tables and examples).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

__all__ = ["UNTRUTHS", "falsify"]

Answer = dict[str, Any]  # Any: JSON
Change = Callable[[Answer], Answer]

_TIMES = ("createdAt", "startDate", "nextOrderDate", "interval", "intervalType", "pricelist", "packages", "customer")
_TABLE_NAMES = {"address1": "address", "address2": "coaddress", "zipCode": "zipcode"}


def _subscriptions(answer: Answer) -> Iterator[Answer]:
    """Every subscription that an answer tells of, also the flat one of a payment."""
    yield from answer.get("subscriptions", [])
    if "itemCount" in answer:
        yield answer


def _each(change: Callable[[Answer], object]) -> Change:
    def changed(answer: Answer) -> Answer:
        for each in _subscriptions(answer):
            change(each)
        return answer

    return changed


def _nest(each: Answer) -> None:
    each["address"] = {**each.get("address", {}), **{name: each.pop(name) for name in _TIMES if name in each}}


def _rename_address(each: Answer) -> None:
    each["address"] = {_TABLE_NAMES.get(name, name): value for name, value in each.get("address", {}).items()}


def _start_late(each: Answer) -> None:
    each["startDate"], each["nextOrderDate"] = each.get("nextOrderDate"), each.get("startDate")


def _shorten_type(each: Answer) -> None:
    each["intervalType"] = str(each.get("intervalType", ""))[:1]


def _count_packages(each: Answer) -> None:
    each["itemCount"] = 0


def _round(each: Answer) -> None:
    each["amount"] = str(each.get("amount", "")).partition(".")[0]


def _one(answer: Answer) -> Answer:
    return {**answer, "subscriptions": answer["subscriptions"][0]} if answer.get("subscriptions") else answer


def _flat(answer: Answer) -> Answer:
    return {**answer["subscriptions"][0], "status": "ok"} if answer.get("subscriptions") else answer


def _say_no(answer: Answer) -> Answer:
    return {"status": "no", "msg": answer["status"], "error": True} if answer.get("error") else answer


def _explain_fields(answer: Answer) -> Answer:
    return {**answer, "errors": dict.fromkeys(answer["errors"], "not valid")} if "errors" in answer else answer


def _say_success(answer: Answer) -> Answer:
    return {**answer, "status": "success"} if answer.get("status") == "ok" else answer


def _texts(pairs: Mapping[str, str]) -> Change:
    def changed(answer: Answer) -> Answer:
        status = answer.get("status")
        return {**answer, "status": pairs[str(status)]} if answer.get("error") and status in pairs else answer

    return changed


UNTRUTHS: Mapping[str, tuple[str, Change]] = {
    "address-in-form-names": ("Addresses have the names of the request: address, coaddress, zipcode.", _each(_rename_address)),
    "amount-without-decimals": ("The amount of a subscription has no decimals.", _each(_round)),
    "bad-payment-method-unnamed": (
        "A bad payment method is answered with another text.",
        _texts({"Bad Payment Method": "failed"}),
    ),
    "errors-are-an-object": ("errors is an object and not a list of fields.", _explain_fields),
    "failures-say-no": ("Failures say no, and have their reason in msg.", _say_no),
    "interval-type-is-a-letter": ("intervalType is D or M.", _each(_shorten_type)),
    "invalid-status-unnamed": (
        "A status that does not exist is answered with another text.",
        _texts({"Invalid status provided": "failed"}),
    ),
    "item-count-is-zero": ("itemCount is 0.", _each(_count_packages)),
    "next-order-before-start": ("nextOrderDate is before startDate.", _each(_start_late)),
    "not-found-unnamed": ("An unknown subscription is answered with another text.", _texts({"Subscription not found": "failed"})),
    "not-registered-unnamed": (
        "A refused subscription is answered with another text.",
        _texts({"Could not register customer": "failed"}),
    ),
    "restoring-unnamed": (
        "Restoring a cancelled subscription is answered with another text.",
        _texts({"Cannot restore cancelled subscription": "failed"}),
    ),
    "success-says-success": ("Successes say success and not ok.", _say_success),
    "subscriptions-are-an-object": ("subscriptions is an object and not a list.", _one),
    "subscriptions-flat": ("A subscription is not inside subscriptions.", _flat),
    "times-in-address": ("Dates, interval, packages and customer are inside address.", _each(_nest)),
}


def falsify(answer: Answer, told: Callable[[str], bool]) -> Answer:
    """The answer as the lies that are told would have it."""
    for name, (_, change) in UNTRUTHS.items():
        if told(name):
            answer = change(answer)
    return answer
