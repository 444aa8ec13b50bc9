"""The cart operations of the Checkout API: lines, vouchers, country, language, market, methods.

Every operation answers the whole selection as it is afterwards. Stock is not looked at here but at ``POST /payment``.
Source: 02.checkout-api/02.api-reference/03.selections-and-orders, 02.checkout-api/03.order-flow,
03.fe-development/01.fe-elements (basket, shipping options), 06.plugins/10.CartAbandonment.
"""

from __future__ import annotations

from centra_mock.domain import model as m
from centra_mock.domain import selections
from centra_mock.domain.catalogue import find_item
from centra_mock.domain.centra import DomainError
from centra_mock.domain.checkout_stock import put_item, set_pieces
from centra_mock.domain.pricing import selection_totals
from centra_mock.domain.vouchers import find_voucher
from centra_mock.faces.checkout.carts_falsified import note_discount, note_language
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.operations import whole_number
from centra_mock.faces.checkout.order_view import order_response
from centra_mock.faces.checkout.selection_view import selection_response
from centra_mock.faces.checkout.setup import retail_store
from centra_mock.faces.checkout.wire import Answer, Refusal

__all__ = [
    "add_bundle",
    "add_item",
    "add_items",
    "add_to_line",
    "add_voucher",
    "adopt_selection",
    "change_campaign_site",
    "change_country",
    "change_language",
    "change_market",
    "change_payment_method",
    "change_pricelist",
    "change_shipping_method",
    "change_state",
    "move_to_country",
    "open_selection",
    "read_selection",
    "remove_line",
    "remove_plan",
    "remove_voucher",
    "set_line_quantity",
    "set_plan",
    "show",
    "subtract_from_line",
]


def open_selection(visit: Visit) -> m.Selection:
    """The open cart of the session; a new one when there is none or when it became an order."""
    centra, session = visit.centra, visit.session
    known = centra.selections.get(session.selection_id or "")
    if known is not None and known.order_number is None:
        selections.drop_unavailable(centra, known)
        return known
    selection = selections.create_selection(centra, retail_store(centra).id, session.country, session.state)
    selection.market_id, selection.pricelist_id = session.market_id, session.pricelist_id
    selection.language_code, selection.customer_id = session.language_code, session.customer_id
    session.selection_id = selection.id
    if session.customer_id is not None:
        selection.address = visit.centra.customers[session.customer_id].address
    return selection


def show(visit: Visit) -> Answer:
    """The whole selection, as every operation on it answers."""
    return Answer(selection_response(visit, open_selection(visit)))


def read_selection(visit: Visit) -> Answer:
    """``GET /selection``: the cart, or the order that it became."""
    known = visit.centra.selections.get(visit.session.selection_id or "")
    if known is not None and known.order_number is not None:
        if visit.told("selection-after-order"):
            return Answer(selection_response(visit, known))
        return Answer(order_response(visit, visit.centra.orders[known.order_number]))
    return show(visit)


def add_item(visit: Visit, item: str) -> Answer:
    """``POST /items/{item}``: one piece, or the ``quantity`` of the body."""
    return add_items(visit, item, visit.ask.body.get("quantity", 2 if visit.told("adds-two") else 1))


def add_items(visit: Visit, item: str, quantity: object) -> Answer:
    """``POST /items/{item}/quantity/{quantity}``."""
    body, selection = visit.ask.body, open_selection(visit)
    plan = body.get("subscriptionPlan")
    comment = body.get("comment", "")
    if not isinstance(comment, str):
        raise Refusal(400, {"comment": "must be text"})
    pieces = whole_number(quantity, "quantity", lowest=1, highest=9999)
    try:
        line = put_item(
            visit.centra,
            selection,
            item,
            pieces,
            comment=comment[:500],
            plan_id=None if plan is None else whole_number(plan, "subscriptionPlan"),
            always_new=visit.told("same-item-new-line"),
            any_plan=visit.told("plans-join-one-line"),
        )
    except DomainError as problem:
        lie = {"item-not-found": "unknown-items-accepted", "no-price": "unpriced-items-sold"}.get(problem.code, "")
        if visit.told(lie):
            return _pretended(show(visit), item, pieces)
        raise Refusal(406 if problem.code == "quantity" else 404, {problem.field: problem.text}) from problem
    visit.centra.publish("selection", "update", selection.id)
    url = body.get("productUrl")
    if isinstance(url, str):
        selection.fields.setdefault("productUrl", {})[line.id] = url
    return show(visit)


def add_bundle(visit: Visit, item: str) -> Answer:
    """``POST /items/bundles/{item}``: a flexible bundle as it is set up; how its sections are chosen is on no page."""
    try:
        known, _ = find_item(visit.centra, item, market_id=open_selection(visit).market_id)
    except DomainError as problem:
        raise Refusal(404, {problem.field: problem.text}) from problem
    if not visit.centra.products[visit.centra.displays[known.display_id].product_id].is_flexible:
        raise Refusal(404, {"item": "product item not found"})
    return add_items(visit, item, visit.ask.body.get("quantity", 1))


def add_to_line(visit: Visit, line: str, quantity: str = "1") -> Answer:
    """``POST /lines/{line}[/quantity/{quantity}]``: more pieces."""
    known = _line(visit, line)
    return _set(visit, line, known.quantity + whole_number(quantity, "quantity", lowest=1, highest=9999))


def set_line_quantity(visit: Visit, line: str, quantity: str) -> Answer:
    """``PUT /lines/{line}/quantity/{quantity}``: exactly so many pieces; none removes the line."""
    _line(visit, line)
    return _set(visit, line, whole_number(quantity, "quantity", highest=9999))


def subtract_from_line(visit: Visit, line: str, quantity: str) -> Answer:
    """``DELETE /lines/{line}/quantity/{quantity}``: fewer pieces."""
    known = _line(visit, line)
    return _set(visit, line, max(0, known.quantity - whole_number(quantity, "quantity", lowest=1, highest=9999)))


def remove_line(visit: Visit, line: str) -> Answer:
    """``DELETE /lines/{line}``."""
    _line(visit, line)
    if not visit.told("lines-not-removed"):
        selections.remove_line(visit.centra, open_selection(visit), line)
    return show(visit)


def set_plan(visit: Visit, line: str, plan: str) -> Answer:
    """``PUT /lines/{line}/subscription-plan/{plan}``."""
    number = whole_number(plan, "subscriptionPlan")
    try:
        selections.set_subscription_plan(visit.centra, open_selection(visit), line, number)
    except DomainError as problem:
        raise Refusal(404, {problem.field: problem.text}) from problem
    return show(visit)


def remove_plan(visit: Visit, line: str) -> Answer:
    """``DELETE /lines/{line}/subscription-plan``."""
    _line(visit, line).subscription_plan_id = None
    return show(visit)


def add_voucher(visit: Visit) -> Answer:
    """``POST /vouchers``, the code in ``voucher``."""
    code = visit.ask.body.get("voucher")
    if not isinstance(code, str) or not code:
        raise Refusal(400, {"voucher": "required"})
    try:
        if not (visit.told("vouchers-without-effect") and find_voucher(visit.centra, code)):
            selections.add_voucher(visit.centra, open_selection(visit), code)
    except DomainError as problem:
        if not visit.told("unknown-vouchers-accepted"):
            raise Refusal(404, {"voucher": "not found"}) from problem
    return show(visit)


def remove_voucher(visit: Visit, voucher: str) -> Answer:
    """``DELETE /vouchers/{voucher}``: 200 also for a known code that is not on the selection."""
    selection = open_selection(visit)
    is_used = voucher.lower() in [code.lower() for code in selection.voucher_codes]
    if not is_used and find_voucher(visit.centra, voucher) is None:
        raise Refusal(404, {"voucher": "not found"})
    if is_used and not visit.told("vouchers-not-removed"):
        note_discount(selection, selection_totals(visit.centra, selection).discount)
        selections.remove_voucher(visit.centra, selection, voucher)
        if visit.told("one-voucher-off-takes-all"):
            selection.voucher_codes = []
    return show(visit)


def change_country(visit: Visit, country: str) -> Answer:
    """``PUT /countries/{country}``: market, pricelist and language follow; ``language`` in the body wins."""
    return _moved(visit, country, "")


def change_state(visit: Visit, country: str, state: str) -> Answer:
    """``PUT /countries/{country}/states/{state}``."""
    return _moved(visit, country, state)


def move_to_country(visit: Visit, country: str, state: str = "", language: str = "") -> None:
    """Move session and cart to a country; raises ``Refusal`` with 404 for what is not known."""
    selection, session = open_selection(visit), visit.session
    if visit.told("country-not-changed"):
        return
    old = (selection.market_id, selection.pricelist_id)
    lines, shipping_method = list(selection.lines), selection.shipping_method
    try:
        selections.set_country(visit.centra, selection, country, state, language)
    except DomainError as problem:
        raise Refusal(404, {problem.field: problem.text}) from problem
    if visit.told("dropped-items-come-back"):
        _bring_back(visit, selection, lines)
    if visit.told("shipping-of-old-country"):
        selection.shipping_method = shipping_method
    if visit.told("country-keeps-prices"):
        selection.market_id, selection.pricelist_id = old
    for line in selection.lines if visit.told("country-changes-lines") else ():
        line.id = visit.centra.hex_id()
    session.country, session.state = selection.country, selection.state
    session.language_code = selection.language_code
    session.market_id, session.pricelist_id = selection.market_id, selection.pricelist_id


def change_language(visit: Visit, language: str) -> Answer:
    """``PUT /languages/{language}``."""
    if language not in visit.centra.languages:
        raise Refusal(404, {"language": "not found"})
    if not visit.told("language-not-changed"):
        visit.session.language_code = open_selection(visit).language_code = language
        note_language(open_selection(visit))
    return show(visit)


def change_market(visit: Visit, market: str) -> Answer:
    """``PUT /markets/{market}``, server mode: products of another market, whatever the country."""
    number = whole_number(market, "market")
    known = visit.centra.markets.get(number)
    if known is None or known.store_id != retail_store(visit.centra).id:
        raise Refusal(404, {"market": "not found"})
    _put_in_market(visit, number)
    return show(visit)


def change_pricelist(visit: Visit, pricelist: str) -> Answer:
    """``PUT /pricelists/{pricelist}``, server mode."""
    number = whole_number(pricelist, "pricelist")
    known = visit.centra.pricelists.get(number)
    if known is None or known.store_id != retail_store(visit.centra).id or known.status != "ACTIVE":
        raise Refusal(404, {"pricelist": "not found"})
    selection = open_selection(visit)
    visit.session.pricelist_id = selection.pricelist_id = number
    selections.drop_unavailable(visit.centra, selection)
    selection.payment_started = False
    return show(visit)


def change_campaign_site(visit: Visit) -> Answer:
    """``PUT /campaign-site``, its ``uri`` in the body: the session moves to the site's market."""
    site = visit.centra.campaign_sites.get(str(visit.ask.body.get("uri", "")))
    if site is None:
        raise Refusal(404, {"uri": "not found"})
    visit.session.campaign_site = site.uri
    _put_in_market(visit, site.market_id)
    return show(visit)


def change_shipping_method(visit: Visit, method: str) -> Answer:
    """``PUT /shipping-methods/{shippingMethod}``."""
    try:
        selections.set_shipping_method(visit.centra, open_selection(visit), method)
    except DomainError as problem:
        if not visit.told("unknown-methods-accepted"):
            raise Refusal(404, {"shippingMethod": "not found"}) from problem
    return show(visit)


def change_payment_method(visit: Visit, method: str) -> Answer:
    """``PUT /payment-methods/{paymentMethod}``."""
    try:
        selections.set_payment_method(visit.centra, open_selection(visit), method)
    except DomainError as problem:
        if not visit.told("unknown-methods-accepted"):
            raise Refusal(404, {"paymentMethod": "not found"}) from problem
    return show(visit)


def adopt_selection(visit: Visit, selection: str) -> Answer:
    """``PUT /selection/{selection}``: continue an abandoned cart; one that became an order is not found."""
    known = visit.centra.selections.get(selection)
    if known is None or known.order_number is not None or known.store_id != retail_store(visit.centra).id:
        raise Refusal(404, {"selection": "not found"})
    session = visit.session
    session.selection_id, session.language_code = known.id, known.language_code
    session.country, session.state = known.country, known.state
    session.market_id, session.pricelist_id = known.market_id, known.pricelist_id
    return show(visit)


def _line(visit: Visit, line: str) -> m.SelectionLine:
    try:
        return selections.find_line(open_selection(visit), line)
    except DomainError as problem:
        raise Refusal(404, {"line": "not found"}) from problem


def _set(visit: Visit, line: str, quantity: int) -> Answer:
    selection = open_selection(visit)
    if visit.told("line-quantity-kept"):
        return show(visit)
    if quantity == 0:
        selections.remove_line(visit.centra, selection, line)
    else:
        try:
            for each in selection.lines if visit.told("quantity-of-all-lines") else ():
                set_pieces(selection, each.id, quantity)
            set_pieces(selection, line, quantity)
        except DomainError as problem:
            raise Refusal(406, {problem.field: problem.text}) from problem
    return show(visit)


def _moved(visit: Visit, country: str, state: str) -> Answer:
    language = visit.ask.body.get("language", "")
    if not isinstance(language, str):
        raise Refusal(400, {"language": "must be text"})
    move_to_country(visit, country, state, language)
    return show(visit)


def _bring_back(visit: Visit, selection: m.Selection, lines: list[m.SelectionLine]) -> None:
    """Put those lines back that an earlier change of country took out; ``lines`` are those before the present one."""
    dropped: list[m.SelectionLine] = selection.fields.setdefault("dropped", [])
    selection.lines += dropped
    dropped[:] = [line for line in lines if line not in selection.lines]
    dropped += selections.drop_unavailable(visit.centra, selection)


def _pretended(answer: Answer, item: str, quantity: int) -> Answer:
    selection = answer.body["selection"] if isinstance(answer.body, dict) else {}
    if isinstance(selection, dict):
        line = {"item": item, "quantity": quantity, "line": "0" * 32}
        selection["items"] = [*selection["items"], line]
    return answer


def _put_in_market(visit: Visit, market_id: int) -> None:
    selection = open_selection(visit)
    visit.session.market_id = selection.market_id = market_id
    selections.drop_unavailable(visit.centra, selection)
    selection.payment_started = False
