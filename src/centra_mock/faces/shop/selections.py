"""Selections in the Shop API: addressed by their ID, answered flat, paid and turned into orders.

Source: 03.fe-development/07.gift-certs, 03.fe-development/09.subscriptions, 03.fe-development/06.payments/02.payment-flows,
06.plugins/10.CartAbandonment; creating a selection and its model from the pages of the first version.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal, InvalidOperation

from centra_mock.domain import model as m
from centra_mock.domain import selections as domain
from centra_mock.domain.centra import DomainError
from centra_mock.domain.checkout_stock import put_item
from centra_mock.domain.customers import find_customer
from centra_mock.faces.checkout import payment
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.operations import whole_number
from centra_mock.faces.checkout.order_view import order_response
from centra_mock.faces.checkout.setup import retail_store
from centra_mock.faces.checkout.wire import Answer, Json, Refusal
from centra_mock.faces.shop.desk import visit_selection
from centra_mock.faces.shop.fields import refuse_unknown
from centra_mock.faces.shop.selection_view import selection_view

__all__ = [
    "add_gift_certificate",
    "add_gift_certificate_of",
    "add_item",
    "create_selection",
    "finish_payment",
    "put_plan",
    "read_receipt",
    "read_selection",
    "remove_plan",
    "start_payment",
    "store_checkout_fields",
]


def create_selection(visit: Visit) -> Answer:
    """``POST /selections``: a selection in the context of ``country``; 201."""
    body, centra = visit.ask.body, visit.centra
    refuse_unknown(visit, body, ("country", "state", "market", "pricelist", "language"))
    country = body.get("country", "")
    code = country.upper() if isinstance(country, str) else "?"
    known = centra.countries.get(code)
    if code and known is None:
        if not visit.told("unknown-countries-accepted"):
            raise Refusal(400, {"country": "country not found"})
        code = ""
    state = str(body.get("state", "")).upper()
    if state and (known is None or state not in [each.code for each in known.states]):
        raise Refusal(400, {"state": "state not found"})
    market, pricelist = _choice(body, "market", centra.markets), _choice(body, "pricelist", centra.pricelists)
    language = body.get("language")
    if language is not None and str(language) not in centra.languages:
        raise Refusal(400, {"language": "language not found"})
    selection = domain.create_selection(centra, retail_store(centra).id, code, state)
    selection.market_id = market or selection.market_id
    selection.pricelist_id = pricelist or selection.pricelist_id
    selection.language_code = str(language or selection.language_code)
    visit_selection(visit, selection.id)
    return _shown(visit, selection, status=201)


def read_selection(visit: Visit, selection: str) -> Answer:
    """``GET /selections/{selection}``."""
    if selection not in visit.centra.selections and visit.told("unknown-selections-answer"):
        return _shown(visit, domain.create_selection(visit.centra, retail_store(visit.centra).id, ""))
    return _shown(visit, visit_selection(visit, selection))


def add_item(visit: Visit, selection: str, item: str) -> Answer:
    """``POST /selections/{selection}/items/{item}``: answers the selection and the ``line``; 201."""
    body, known = visit.ask.body, _open(visit, selection)
    known_fields = ("subscriptionPlan", "comment", "quantity", *(() if visit.told("product-url-refused") else ("productUrl",)))
    refuse_unknown(visit, body, known_fields)
    plan, comment = body.get("subscriptionPlan"), body.get("comment", "")
    try:
        line = put_item(
            visit.centra,
            known,
            item,
            whole_number(body.get("quantity", 1), "quantity", lowest=1, highest=9999),
            comment=str(comment)[:500],
            plan_id=None if plan is None else whole_number(plan, "subscriptionPlan"),
            always_new=visit.told("same-item-new-line"),
        )
    except DomainError as problem:
        lie = {"item-not-found": "unknown-items-accepted", "no-price": "unpriced-items-sold"}.get(problem.code, "")
        if visit.told(lie):
            return _shown(visit, known, status=201, line="0" * 32)
        raise Refusal(400 if problem.code == "quantity" else 404, {problem.field: problem.text}) from problem
    if isinstance(body.get("productUrl"), str):
        known.fields.setdefault("productUrl", {})[line.id] = body["productUrl"]
    return _shown(visit, known, status=201, line=line.id)


def put_plan(visit: Visit, selection: str, line: str, plan: str) -> Answer:
    """``PUT /selections/{selection}/lines/{line}/subscription-plan/{subscriptionPlan}``."""
    return _planned(visit, selection, line, whole_number(plan, "subscriptionPlan"))


def remove_plan(visit: Visit, selection: str, line: str) -> Answer:
    """``DELETE /selections/{selection}/lines/{line}/subscription-plan``."""
    return _planned(visit, selection, line, None)


def add_gift_certificate(visit: Visit, selection: str, certificate: str) -> Answer:
    """``POST /selections/{selection}/gift-certificates/{giftCertificate}``, with ``amount`` where any is sold."""
    refuse_unknown(visit, visit.ask.body, ("amount",))
    return _gifted(visit, selection, certificate, visit.ask.body.get("amount"))


def add_gift_certificate_of(visit: Visit, selection: str, certificate: str, amount: str) -> Answer:
    """``POST /selections/{selection}/gift-certificates/{giftCertificate}/amount/{amount}``."""
    return _gifted(visit, selection, certificate, amount)


def store_checkout_fields(visit: Visit, selection: str) -> Answer:
    """``PUT /selections/{selection}/checkout-fields``."""
    known = _open(visit, selection)
    if not visit.told("fields-forgotten"):
        payment.take_over(visit, known)
    return _shown(visit, known)


def start_payment(visit: Visit, selection: str) -> Answer:
    """``POST /selections/{selection}/payment``: an action, or the order at once, flat."""
    known = _open(visit, selection)
    address = visit.ask.body.get("address")
    if isinstance(address, dict) and address.get("loggedIn") is True:
        customer = find_customer(visit.centra, str(address.get("email") or known.address.email), known.store_id)
        if customer is None or not customer.registered:
            raise Refusal(406, {"address.loggedIn": "customer not found"})
        visit.session.customer_id = known.customer_id = customer.id
    return _flat(visit, known, lambda: payment.start_payment(visit))


def finish_payment(visit: Visit, selection: str) -> Answer:
    """``POST /selections/{selection}/payment-result``: the order, flat."""
    known = visit_selection(visit, selection)
    visit.session.customer_id = known.customer_id
    return _flat(visit, known, lambda: payment.finish_payment(visit))


def read_receipt(visit: Visit, selection: str) -> Answer:
    """``GET /selections/{selection}/receipt``: the order once more."""
    known = visit_selection(visit, selection)
    if known.order_number is None or visit.told("receipt-missing"):
        raise Refusal(404, {"order": "not found"})
    order = order_response(visit, visit.centra.orders[known.order_number])["order"]
    return Answer(order)


def _shown(visit: Visit, selection: m.Selection, *, status: int = 200, line: str = "") -> Answer:
    view = selection_view(visit, selection)
    if line:
        view["line"] = line
    if visit.told("selection-wrapped"):
        view = {"selection": view}
    return Answer(view, 200 if visit.told("created-with-200") else status)


def _open(visit: Visit, selection: str) -> m.Selection:
    known = visit_selection(visit, selection)
    if known.order_number is not None:
        raise Refusal(404, {"selection": "not found"})
    return known


def _choice(body: Json, name: str, known: dict[int, m.Market] | dict[int, m.Pricelist]) -> int | None:
    if body.get(name) is None:
        return None
    number = whole_number(body[name], name)
    if number not in known:
        raise Refusal(400, {name: f"{name} not found"})
    return number


def _planned(visit: Visit, selection: str, line: str, plan: int | None) -> Answer:
    known = _open(visit, selection)
    try:
        domain.find_line(known, line)
        if not visit.told("plans-not-set"):
            domain.set_subscription_plan(visit.centra, known, line, plan)
    except DomainError as problem:
        raise Refusal(404, {problem.field: problem.text}) from problem
    return _shown(visit, known)


def _gifted(visit: Visit, selection: str, certificate: str, amount: object) -> Answer:
    known = _open(visit, selection)
    before = list(known.lines)
    number = certificate.removeprefix("gift-")
    wanted = _amount(amount)
    if wanted is None and visit.told("gift-amount-not-needed"):
        wanted = Decimal(1)
    try:
        certificate_id = int(number) if number.isascii() and number.isdigit() and len(number) < 12 else 0
        line = domain.add_gift_certificate(visit.centra, known, certificate_id, wanted)
        fixed = visit.centra.gift_certificates[certificate_id].amount_by_currency
        if fixed and visit.told("gift-amount-of-other-currency"):
            own = visit.centra.pricelists[known.pricelist_id].currency_code
            line.gift_amount = next(amount for code, amount in fixed.items() if amount != fixed[own])
    except DomainError as problem:
        raise Refusal(404 if "not-found" in problem.code else 400, {problem.field: problem.text}) from problem
    kept = [
        each
        for each in before
        if visit.told("gift-certificates-mixed" if each.gift_certificate_id is None else "gift-certificates-pile-up")
    ]
    known.lines = [*kept, line]
    return _shown(visit, known, line=line.id)


def _amount(amount: object) -> Decimal | None:
    if amount is None:
        return None
    try:
        value = Decimal(str(amount)[:20])
    except InvalidOperation as problem:
        raise Refusal(400, {"amount": "not valid"}) from problem
    if isinstance(amount, bool) or not value.is_finite() or not 0 < value < 1_000_000:
        raise Refusal(400, {"amount": "not valid"})
    return value.quantize(Decimal("0.01"))


def _flat(visit: Visit, selection: m.Selection, step: Callable[[], Answer]) -> Answer:
    """What a step of the payment answers, without Checkout's wrapping."""
    try:
        answer = step()
    except Refusal as refusal:
        if "unavailable" in refusal.more:
            more = {"unavailable": refusal.more["unavailable"], **selection_view(visit, selection)}
            raise Refusal(refusal.status, refusal.errors, **more) from refusal
        raise
    body = answer.body if isinstance(answer.body, dict) else {}
    order = body.get("order")
    if not isinstance(order, dict):
        return answer
    action: Json = {"action": body["action"]} if "action" in body else {}
    shown = {name: value for name, value in order.items() if name != "paymentMethodData"}  # the Checkout API's alone
    return Answer({**action, **shown}, answer.status)
