"""Lies of the Shop API that are told by changing a true answer, each with the operations that show it.

Source: 05.api-references/03.shop-api, 03.fe-development/06.payments/02.payment-flows, 07.gift-certs, 09.subscriptions.
"""

from __future__ import annotations

from centra_mock.faces.checkout.distortion import Untruth, dropping, part, told_by
from centra_mock.faces.checkout.money import NO_BREAK_SPACE
from centra_mock.faces.checkout.wire import Json

__all__ = ["UNTRUTHS"]

_SELECTION = "/selections/{selection}"
_PAY, _CREATE, _GIFTS = f"POST {_SELECTION}/payment", "POST /selections", "GET /gift-certificates"
_ADD, _FILTER = f"POST {_SELECTION}/items/{{item}}", "POST /products/filter"


def _amounts(body: Json) -> list[Json]:
    gifts = [part(body, name) for name in body]
    return [part(part(gift, "amountByCurrency"), code) for gift in gifts for code in part(gift, "amountByCurrency")]


def _drop_amount_texts(body: Json) -> None:
    for amount in _amounts(body):
        del amount["amount"]


def _write_blanks(body: Json) -> None:
    for amount in _amounts(body):
        amount["amount"] = str(amount["amount"]).replace(NO_BREAK_SPACE, " ")


def _price_any_amount(body: Json) -> None:
    for name in body:
        part(body, name).setdefault("amountByCurrency", {"EUR": {"amount": f"1.00{NO_BREAK_SPACE}EUR", "amountAsNumber": 1}})


def _drop_address_fields(body: Json) -> None:
    methods = part(body, "paymentMethodsAvailable")
    for uri in methods:
        part(methods, uri).pop("addressRequiredFields", None)


def _drop_messages(body: Json) -> None:
    body.pop("messages", None)


def _act_too(body: Json) -> None:
    if "messages" in body:
        body["action"] = "failed"


def _untranslate(body: Json) -> None:
    for language in part(body, "localized"):
        texts = part(part(body, "localized"), language)
        for name in ("metaTitle", "metaDescription", "metaKeywords"):
            texts.pop(name, None)


def _number_selection(body: Json) -> None:
    body["selection"] = str(int(str(body["selection"])[:7], 16))


def _key_by_admin_id(body: Json) -> None:
    products = [part(body, name) for name in list(body)]
    body.clear()
    body.update({str(product["silkProduct"]): product for product in products})


_lie = told_by("shop")

UNTRUTHS: tuple[Untruth, ...] = (
    _lie(
        "meta-untranslated",
        "A category that is read by its id has no translated meta data, though the list has.",
        _untranslate,
        "GET /categories/{category}",
    ),
    _lie(
        "filtered-under-admin-id", "Filtered products stand under the id that they have in the admin.", _key_by_admin_id, _FILTER
    ),
    _lie("selection-ids-short", "Ids of selections are numbers instead of 32 hexadecimal digits.", _number_selection, _CREATE),
    _lie("gift-amounts-without-text", "Certificates of a fixed value tell it as a number only.", _drop_amount_texts, _GIFTS),
    _lie("gift-amounts-with-blanks", "Values of certificates are written with ordinary blanks.", _write_blanks, _GIFTS),
    _lie("any-amount-is-priced", "Certificates of any amount tell an amount.", _price_any_amount, _GIFTS),
    _lie("methods-without-fields", "Payment methods do not tell which fields they need.", _drop_address_fields, _ADD),
    _lie(
        "redirect-without-url",
        "A payment with the action redirect does not tell where to.",
        dropping("url", "redirect"),
        _PAY,
    ),
    _lie(
        "direct-without-status",
        "The direct success does not tell the status of the order.",
        dropping("status", "success"),
        _PAY,
    ),
    _lie("failed-payment-without-messages", "A failed payment has no messages.", _drop_messages, _PAY),
    _lie("action-beside-errors", "A refused payment tells an action as well.", _act_too, _PAY),
)
