"""The payment providers behind the store's payment plugins, invented: what they begin and how they answer.

The dummy plugin posts a self-sending form back to the return page with a signature that the result must carry. The
external plugin wants a signed result.
Source: 02.checkout-api/03.order-flow, 03.fe-development/06.payments/02.payment-flows,
06.plugins/12.external-payment-plugin.
"""

from __future__ import annotations

import hashlib
import html
import time
from dataclasses import replace
from urllib.parse import urlencode

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra
from centra_mock.domain.external_payment import Manner, judge_result
from centra_mock.domain.pricing import selection_totals
from centra_mock.faces.checkout.checkout_fields import read_address
from centra_mock.faces.checkout.wire import Json, Refusal

__all__ = ["address_afterwards", "begin", "judge", "pays_at_once", "returns_to_page"]


def pays_at_once(method: m.PaymentMethod) -> bool:
    """Whether the payment succeeds without another step, as with invoices."""
    return method.kind in ("inv", "free", "prepaid") and not method.external and not method.address_afterwards


def returns_to_page(method: m.PaymentMethod) -> bool:
    """Whether the shopper comes back to the website's return page."""
    return not method.external


def begin(centra: Centra, selection: m.Selection, method: m.PaymentMethod) -> Json:
    """What ``POST /payment`` answers for a method: ``action`` and what goes with it.

    Raises ``Refusal`` where the payment cannot be started at all, as with the dummy plugin that always fails.
    """
    if method.plugin == "dummy_fail":
        raise Refusal(412, {"paymentMethod": "failed"}, messages=["This method is for trying failures: it is never reached."])
    if method.plugin == "dummy_denied":
        return {"action": "failed"}
    if method.external:
        return {"action": "external", "selection": selection.id}
    amount = _amount(centra, selection)
    trans = hashlib.md5(f"{selection.id}-{amount}".encode(), usedforsecurity=False).hexdigest()
    fields = {
        "ba_order_num": str(centra.next_id("payment_attempt")),
        "amount": amount,
        "trans": trans,
        "currency": str(centra.currencies[_currency(centra, selection)].id),
        "signature": _dummy_signature(selection, amount, trans),
    }
    selection.fields["payment"] = fields
    page = str(selection.fields.get("paymentReturnPage", ""))
    url = page + ("&" if "?" in page else "?") + urlencode({"centraPaymentMethod": method.uri})
    if method.address_afterwards:
        widget = f'<div id="{html.escape(method.uri)}-container" data-reference="{trans}"></div>'
        return {"action": "form", "formHtml": widget}
    if method.plugin.startswith("dummy") or method.plugin.endswith("dummy"):
        return {"action": "form", "formHtml": _form(url, fields), "formFields": fields, "formUrl": url}
    return {"action": "redirect", "url": f"{url}&{urlencode(fields)}"}


def judge(centra: Centra, selection: m.Selection, method: m.PaymentMethod, fields: Json, manner: Manner) -> str:
    """Why a result is not a success; an empty text when it is. ``manner`` is that of payments outside of Centra."""
    if method.external:
        return _judge_external(centra, selection, fields, manner)
    started = selection.fields.get("payment", {})
    if method.address_afterwards and ("order_id" in fields or "klarna_order" in fields):
        return ""
    for name in ("trans", "signature"):
        if str(fields.get(name, "")) != started.get(name):
            return "The payment could not be verified."
    if str(fields.get("amount", started.get("amount"))) != _amount(centra, selection):
        return f"Mismatched amount: {fields.get('amount')}, basket amount: {_amount(centra, selection)}"
    return ""


def address_afterwards(selection: m.Selection, fields: Json) -> m.Address:
    """The address that the provider learned from the shopper; an invented one where the result carries none."""
    invented = m.Address(
        first_name="Tea",
        last_name="Tester",
        address1="Payment Lane 4",
        zip_code="12345",
        city="Testville",
        country=selection.country,
        email=f"shopper-{selection.id[:8]}@example.com",
        phone="5550100",
    )
    known = {name: value for name, value in _filled(selection.address).items()}
    address = replace(invented, **known)
    try:
        return read_address(address, fields["address"], "address") if "address" in fields else address
    except Refusal:
        return address


def _filled(address: m.Address) -> dict[str, str]:
    names = ("first_name", "last_name", "address1", "address2", "zip_code", "city", "country", "email", "phone")
    return {name: getattr(address, name) for name in names if getattr(address, name)}


def _judge_external(centra: Centra, selection: m.Selection, fields: Json, manner: Manner) -> str:
    problem = judge_result(centra, selection, {**fields, "intent": ""}, manner, time.time())
    if not problem and fields.get("success") is not True:
        selection.fields.setdefault("failedAuthorizations", []).append(str(fields.get("transactionReference", "")))
        return "The authorization was not successful."
    return problem


def _currency(centra: Centra, selection: m.Selection) -> str:
    return centra.pricelists[selection.pricelist_id].currency_code


def _amount(centra: Centra, selection: m.Selection) -> str:
    return f"{selection_totals(centra, selection).grand_total:.2f}"


def _dummy_signature(selection: m.Selection, amount: str, trans: str) -> str:
    return hashlib.sha1(f"{selection.id}-{amount}-{trans}".encode(), usedforsecurity=False).hexdigest()


def _form(url: str, fields: dict[str, str]) -> str:
    form_id = f"form-{fields['trans']}"
    inputs = "".join(
        f'<input type="hidden" name="{html.escape(name)}" value="{html.escape(value)}" />' for name, value in fields.items()
    )
    return (
        f'<form id="{form_id}" action="{html.escape(url)}" accept-charset="UTF-8" method="post">{inputs}'
        f'<noscript><input type="submit" /></noscript>'
        f"<script>document.getElementById('{form_id}').submit();</script></form>"
    )
