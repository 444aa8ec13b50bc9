"""Paying: ``POST /payment`` says what to do next, ``POST /payment-result`` turns the selection into an order.

What comes next depends on the payment plugin: a form to send, a page to go to, an external provider, or success at
once. The final stock check is made when the payment starts.
Source: 02.api-reference/03.selections-and-orders (payment flow), 03.fe-development/06.payments,
06.plugins/12.external-payment-plugin.
"""

from __future__ import annotations

from centra_mock.domain import model as m
from centra_mock.domain import selections
from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.checkout_stock import shortages, take_out_shortages
from centra_mock.domain.customers import customer_for_order, register_customer
from centra_mock.domain.external_payment import SIGNATURE_LIFE_S, Manner
from centra_mock.domain.orders import place_selection
from centra_mock.domain.pricing import selection_totals
from centra_mock.domain.webshop_orders import deliver_gift_certificates
from centra_mock.faces.checkout import provider
from centra_mock.faces.checkout.cart import move_to_country, open_selection, show
from centra_mock.faces.checkout.checkout_fields import is_agreed, missing_fields, store_fields
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.order_view import order_response
from centra_mock.faces.checkout.selection_view import selection_response
from centra_mock.faces.checkout.wire import Answer, Json, Refusal

__all__ = ["finish_payment", "place", "read_receipt", "search_address", "start_payment", "store_payment_fields", "take_over"]


def store_payment_fields(visit: Visit) -> Answer:
    """``PUT /payment-fields``: checkout fields ahead of the payment."""
    take_over(visit, open_selection(visit))
    return show(visit)


def start_payment(visit: Visit) -> Answer:
    """``POST /payment``."""
    body, selection = visit.ask.body, open_selection(visit)
    take_over(visit, selection)
    initiate_only = body.get("paymentInitiateOnly") is True
    if not selection.lines and not visit.told("empty-selection-sold"):
        raise Refusal(400, {"selection": "no products"})
    method = visit.centra.payment_methods[selection.payment_method]
    _require(visit, selection, is_complete=not (initiate_only or method.address_afterwards))
    _check_stock(visit, selection)
    account = body.get("address")
    if isinstance(account, dict) and account.get("register") is True:
        _register(visit, selection, account)
    if any(line.subscription_plan_id for line in selection.lines) and visit.session.customer_id is None:
        raise Refusal(403, {"accessRight": "denied"}, messages=["A subscription needs a registered customer."])
    if initiate_only and visit.told("initiate-only-completes"):
        return _success(visit, selection)
    is_free = selection_totals(visit.centra, selection).grand_total == 0 and not method.address_afterwards
    is_free = is_free and not visit.told("free-orders-paid")
    at_once = is_free or provider.pays_at_once(method) or not selection.lines
    if at_once and not initiate_only:
        return _success(visit, selection)
    missing = [page for page in ("paymentReturnPage", "paymentFailedPage") if not selection.fields.get(page)]
    if missing and provider.returns_to_page(method) and not visit.told("pages-not-needed"):
        raise Refusal(400, dict.fromkeys(missing, "required"))
    action = provider.begin(visit.centra, selection, method)
    selection.payment_started = action["action"] != "failed"
    if visit.told("payment-without-action"):
        del action["action"]
    return Answer(action)


def finish_payment(visit: Visit) -> Answer:
    """``POST /payment-result``: the fields that the provider sent back, in ``paymentMethodFields``."""
    fields = visit.ask.body.get("paymentMethodFields")
    if not isinstance(fields, dict):
        raise Refusal(400, {"paymentMethodFields": "required"})
    selection = _paid_selection(visit, fields)
    if selection.order_number is not None and visit.told("result-twice"):
        selection.order_number = None
    if selection.order_number is not None:
        raise _failed(["The order is complete already."])
    if not selection.payment_started and not visit.told("result-fields-not-checked"):
        raise _failed(["The payment was not started."])
    method = visit.centra.payment_methods[selection.payment_method]
    if not visit.told("result-fields-not-checked"):
        problem = provider.judge(visit.centra, selection, method, fields, _manner(visit))
        is_excused = method.external and fields.get("success") is False and visit.told("external-failure-makes-order")
        if problem and not is_excused:
            is_answered_400 = method.external and visit.told("external-refusal-with-400")
            raise _failed([problem], 400 if is_answered_400 else 412)
    if method.address_afterwards:
        selection.address = provider.address_afterwards(selection, fields)
    if visit.told("result-without-order"):
        return Answer({"order": {"order": "0", "status": "untouched", "statusDescription": "Pending", "items": []}})
    order = place(visit, selection, reference=str(fields.get("transactionReference") or fields.get("trans") or ""))
    is_created = method.external and not visit.told("external-result-with-200")
    return Answer(order_response(visit, order, is_new=True), 201 if is_created else 200)


def read_receipt(visit: Visit) -> Answer:
    """``GET /receipt``: the order of the session once more."""
    number = visit.session.order_number
    if number is None or number not in visit.centra.orders or visit.told("receipt-missing"):
        raise Refusal(404, {"order": "not found"})
    return Answer(order_response(visit, visit.centra.orders[number]))


def search_address(visit: Visit) -> Answer:
    """``POST /address-search``: the address of a Swedish identity number, for Klarna invoices only."""
    body = visit.ask.body
    method = visit.centra.payment_methods.get(str(body.get("paymentMethod", "")))
    if method is None or not ("klarna" in method.plugin or visit.told("address-search-for-any-method")):
        raise Refusal(404, {"paymentMethod": "not found"})
    if not isinstance(body.get("identityNumber"), str) or not body["identityNumber"]:
        raise Refusal(400, {"identityNumber": "required"})
    street = {"firstName": "Approved", "lastName": "Tester", "address1": "Provgatan 3", "zipCode": "111 22"}
    return Answer({"address": {**street, "city": "Stockholm", "country": "SE"}})


def place(visit: Visit, selection: m.Selection, *, reference: str = "") -> m.Order:
    """Turn the cart into an order of its customer; gift certificates are delivered at once.

    Raises ``Refusal`` with 410 when its goods were sold meanwhile.
    """
    centra, session = visit.centra, visit.session
    customer = visit.customer or customer_for_order(centra, selection.store_id, selection.address)
    selection.customer_id = customer.id
    notes = selection.fields.get("additionalNotes")
    gift_message = selection.fields.get("giftMessage")
    try:
        order = place_selection(
            centra,
            selection,
            payment_reference=reference,
            comment=notes if isinstance(notes, str) else "",
            other_comment=gift_message if isinstance(gift_message, str) else "",
            created_from=visit.api.title(),
        )
    except DomainError as problem:
        if problem.code == "stock":
            _check_stock(visit, selection)
        raise _failed([problem.text]) from problem
    if not visit.told("gift-orders-stay-open"):
        deliver_gift_certificates(centra, order)
    session.order_number = order.number
    return order


def take_over(visit: Visit, selection: m.Selection) -> None:
    """Keep what the request says: country, the methods of that country, address and other checkout fields."""
    centra, body = visit.centra, visit.ask.body
    address, shipping = body.get("address"), body.get("shippingAddress")
    for each in (shipping, address):
        if isinstance(each, dict) and isinstance(each.get("country"), str) and each["country"]:
            if each["country"].upper() != selection.country:
                state = each.get("state")
                known = centra.countries.get(each["country"].upper())
                codes = [one.code for one in known.states] if known else []
                move_to_country(visit, each["country"], state if isinstance(state, str) and state in codes else "")
            break
    _choose_methods(visit, selection, body)
    store_fields(centra, selection, body)
    if not selection.address.country and selection.country and isinstance(address, dict):
        selection.address.country = selection.country


def _choose_methods(visit: Visit, selection: m.Selection, body: Json) -> None:
    methods = (
        ("paymentMethod", selections.set_payment_method),
        ("shippingMethod", selections.set_shipping_method),
    )
    for name, choose in methods:
        uri = body.get(name)
        if uri in (None, ""):
            continue
        try:
            choose(visit.centra, selection, str(uri))
        except DomainError as problem:
            if not visit.told("unknown-methods-accepted"):
                raise Refusal(404, {name: "not found"}) from problem


def _require(visit: Visit, selection: m.Selection, *, is_complete: bool) -> None:
    errors: dict[str, str] = {}
    if not is_agreed(selection.fields.get("termsAndConditions")) and not visit.told("terms-not-needed"):
        errors["termsAndConditions"] = "must be true"
    country = visit.centra.countries.get(selection.country)
    if is_complete and not visit.told("fields-not-needed"):
        errors |= missing_fields(visit.centra, selection)
    if country is None:
        errors["address.country"] = "required"
    elif not country.ship_to:
        errors["address.country"] = "not shippable"
    if not errors and not selection.shipping_method:
        errors["shippingMethod"] = "required"
    if errors:
        raise Refusal(406, errors)


def _check_stock(visit: Visit, selection: m.Selection) -> None:
    found = shortages(visit.centra, selection)
    if not found or visit.told("sold-out-not-noticed"):
        return
    take_out_shortages(visit.centra, selection, found)
    unavailable = [
        {
            "item": f"{each.display_item_id}-{visit.centra.product_sizes[each.product_size_id].size_id}",
            "product": str(each.display_item_id),
            "originalQuantity": each.wanted,
            "unavailable": each.wanted - each.available,
            "available": each.available,
        }
        for each in found
    ]
    errors = {"items": "unavailable"}
    raise Refusal(410, errors, unavailable=unavailable, **selection_response(visit, selection))


def _register(visit: Visit, selection: m.Selection, account: Json) -> None:
    password = account.get("password")
    try:
        customer = register_customer(
            visit.centra, selection.store_id, selection.address, password if isinstance(password, str) else ""
        )
    except DomainError as problem:
        raise Refusal(409 if problem.code == "email-taken" else 406, {problem.field: problem.text}) from problem
    visit.session.customer_id = selection.customer_id = customer.id


def _success(visit: Visit, selection: m.Selection) -> Answer:
    if not selection.lines:
        return Answer({"action": "success", "order": {"order": "0", "status": "untouched", "items": []}})
    order = place(visit, selection)
    return Answer({"action": "success", **order_response(visit, order, is_new=True)})


def _paid_selection(visit: Visit, fields: Json) -> m.Selection:
    """The cart that a result is about: the session's, or the one that an external provider names."""
    centra: Centra = visit.centra
    named = centra.selections.get(str(fields.get("selection", "")))
    own = centra.selections.get(visit.session.selection_id or "")
    if named is not None and (own is None or not own.lines):
        visit.session.selection_id = named.id
        visit.session.country, visit.session.state = named.country, named.state
        visit.session.market_id, visit.session.pricelist_id = named.market_id, named.pricelist_id
        return named
    if own is None:
        raise _failed(["There is nothing to pay."])
    return own


def _manner(visit: Visit) -> Manner:
    """How results of payments outside of Centra are signed."""
    is_young = not visit.told("external-old-timestamp-accepted")
    return Manner(
        visit.world.secrets.external_payment,
        as_hex=not visit.told("external-raw-digest-wanted"),
        life_s=SIGNATURE_LIFE_S if is_young else float("inf"),
    )


def _failed(messages: list[str], status: int = 412) -> Refusal:
    return Refusal(status, {"paymentMethod": "failed"}, message=messages[0], messages=messages)
