"""Customer accounts in the Checkout API: register, log in and out, change one's own data, one's own orders.

Source: 02.checkout-api/02.api-reference/04.user-accounts, 03.fe-development/01.fe-elements (customer registration
and login, forgotten password reminder).
"""

from __future__ import annotations

from dataclasses import replace

from centra_mock.domain import model as m
from centra_mock.domain.centra import DomainError
from centra_mock.domain.customers import (
    find_customer,
    log_in,
    note_customer_change,
    orders_of_customer,
    register_customer,
)
from centra_mock.domain.selections import merge_selections
from centra_mock.faces.checkout.cart import open_selection, show
from centra_mock.faces.checkout.checkout_fields import is_email, read_address
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.operations import whole_number
from centra_mock.faces.checkout.order_view import history_product, history_view
from centra_mock.faces.checkout.selection_view import languages_part
from centra_mock.faces.checkout.setup import location_view, retail_store
from centra_mock.faces.checkout.wire import Answer, Json, Refusal

__all__ = [
    "change_address",
    "change_email",
    "change_password",
    "enter",
    "leave",
    "list_orders",
    "logged_in_view",
    "read_customer",
    "register",
    "reset_password",
    "send_reset_email",
    "signed_in",
    "update_customer",
]

_ADDRESS_FIELDS = (
    "firstName",
    "lastName",
    "company",
    "address1",
    "address2",
    "zipCode",
    "city",
    "state",
    "country",
    "phoneNumber",
)
_SHORTEST_PASSWORD = 5  # "longer than four characters"


def register(visit: Visit) -> Answer:
    """``POST /register``: a new customer, logged in at once."""
    body, centra = visit.ask.body, visit.centra
    email, password = body.get("email"), body.get("password")
    if not isinstance(email, str) or not is_email(email):
        raise Refusal(406, {"email": "not valid" if email else "required"})
    if not isinstance(password, str):
        raise Refusal(406, {"password": "not valid"})
    address = _changed_address(m.Address(email=email), body)
    store_id = retail_store(centra).id
    known = find_customer(centra, email, store_id)
    if known is not None and known.registered and visit.told("register-twice"):
        known.password = password
        return _signed_in(visit, known)
    session = visit.session
    try:
        customer = register_customer(
            centra,
            store_id,
            address,
            "x" * _SHORTEST_PASSWORD if _is_lying(visit, password) else password,
            market_id=session.market_id,
            pricelist_id=session.pricelist_id,
            language_code=session.language_code,
            newsletter=body.get("newsletter") is True,
        )
    except DomainError as problem:
        raise Refusal(409 if problem.code == "email-taken" else 406, {problem.field: problem.text}) from problem
    customer.password = password
    return _signed_in(visit, customer)


def enter(visit: Visit, email: str) -> Answer:
    """``POST /login/{email}``: an unknown e-mail and a wrong password get the same answer."""
    centra, store_id = visit.centra, retail_store(visit.centra).id
    password = visit.ask.body.get("password")
    known = find_customer(centra, email, store_id)
    if known is not None and known.registered and visit.told("login-always-works"):
        return _signed_in(visit, known)
    if visit.told("login-reveals-customers") and (known is None or not known.registered):
        raise Refusal(404, {"email": "not found"})
    is_buyer = any(buyer.email.lower() == email.lower() for buyer in centra.buyers.values())
    if is_buyer and visit.told("buyers-log-in"):
        return _signed_in(visit, next(iter(centra.customers.values())))
    try:
        customer = log_in(centra, store_id, email, password if isinstance(password, str) else "")
    except DomainError as problem:
        raise Refusal(406, {"password": "incorrect"}) from problem
    return _signed_in(visit, customer)


def leave(visit: Visit) -> Answer:
    """``POST /logout``: the login is gone and the selection is empty."""
    if not visit.told("logout-stays-logged-in"):
        visit.session.customer_id = visit.session.selection_id = None
    return show(visit)


def send_reset_email(visit: Visit, email: str) -> Answer:
    """``POST /password-reset-email/{email}``: a mail with a link is (not really) sent; unknown e-mails are told."""
    customer = find_customer(visit.centra, email, retail_store(visit.centra).id)
    link = visit.ask.body.get("linkUri", "")
    if not isinstance(link, str) or "://" in link or link.startswith("//"):
        raise Refusal(400, {"linkUri": "not valid"})
    if customer is None:
        raise Refusal(404, {"email": "not found"})
    customer.reset_token = visit.centra.hex_id()
    return show(visit)


def reset_password(visit: Visit) -> Answer:
    """``POST /password-reset``: ``i`` and ``id`` of the mailed link and ``newPassword``; logs in."""
    body = visit.ask.body
    number = whole_number(body.get("id", ""), "id")
    customer = visit.centra.customers.get(number)
    if customer is None or not customer.reset_token or body.get("i") != customer.reset_token:
        raise Refusal(406, {"i": "not valid"})
    password = body.get("newPassword")
    if not isinstance(password, str) or (len(password) < _SHORTEST_PASSWORD and not _is_lying(visit, password)):
        raise Refusal(406, {"newPassword": "not valid"})
    customer.password, customer.reset_token, customer.registered = password, "", True
    return _signed_in(visit, customer)


def read_customer(visit: Visit) -> Answer:
    """``GET /customer``: who is logged in."""
    return Answer({"customer": logged_in_view(signed_in(visit))})


def list_orders(visit: Visit) -> Answer:
    """``POST /orders``: the customer's own orders, the newest first, with what was ordered."""
    body, centra = visit.ask.body, visit.centra
    numbers = orders_of_customer(centra, signed_in(visit).id)
    if visit.told("orders-of-everybody"):
        numbers = list(reversed(centra.orders))
    start = whole_number(body.get("from", 0), "from")
    size = len(numbers) if body.get("size") is None else whole_number(body["size"], "size")
    page = numbers[start : start + size]
    if visit.told("orders-not-paged"):
        page = numbers
    orders = [centra.orders[number] for number in page]
    items = {line.display_item_id: None for order in orders for line in order.lines if line.display_item_id}
    return Answer(
        {
            "orders": [history_view(visit, order) for order in orders],
            "ordersPaging": {"from": start, "size": size, "totalSize": len(numbers)},
            "products": [history_product(visit, centra.display_items[each]) for each in items],
            "location": location_view(visit),
            **languages_part(visit),
        }
    )


def change_address(visit: Visit) -> Answer:
    """``PUT /address``."""
    return _change(visit, _changed_address(signed_in(visit).address, visit.ask.body))


def update_customer(visit: Visit) -> Answer:
    """``PUT /customer/update``: address and newsletter."""
    body, customer = visit.ask.body, signed_in(visit)
    address = _changed_address(customer.address, body)
    if isinstance(body.get("newsletter"), bool) and not visit.told("customer-writes-forgotten"):
        customer.newsletter = body["newsletter"] is True
    return _change(visit, address)


def change_email(visit: Visit) -> Answer:
    """``PUT /email``, the address in ``newEmail``."""
    customer, body = signed_in(visit), visit.ask.body
    email = body.get("newEmail", body.get("email"))
    if not isinstance(email, str) or not is_email(email):
        raise Refusal(406, {"newEmail": "not valid"})
    other = find_customer(visit.centra, email, customer.store_id)
    if other is not None and other.id != customer.id:
        raise Refusal(409, {"email": "already registered"})
    if not visit.told("customer-writes-forgotten"):
        customer.email = email
    return _change(visit, replace(customer.address, email=email))


def change_password(visit: Visit) -> Answer:
    """``PUT /password``: the present ``password`` and the ``newPassword``."""
    customer, body = signed_in(visit), visit.ask.body
    new = body.get("newPassword")
    if body.get("password") != customer.password:
        raise Refusal(406, {"password": "incorrect"})
    if not isinstance(new, str) or (len(new) < _SHORTEST_PASSWORD and not _is_lying(visit, new)):
        raise Refusal(406, {"newPassword": "not valid"})
    if not visit.told("customer-writes-forgotten"):
        customer.password = new
    return show(visit)


def signed_in(visit: Visit) -> m.Customer:
    """The customer who is logged in; the desk refuses the others before."""
    customer = visit.customer
    if customer is None:
        raise Refusal(403, {"accessRight": "denied"})
    return customer


def logged_in_view(customer: m.Customer) -> Json:
    """``loggedIn``: e-mail and the one address of a customer."""
    address = customer.address
    return {
        "email": customer.email,
        "firstName": address.first_name,
        "lastName": address.last_name,
        "address1": address.address1,
        "address2": address.address2,
        "zipCode": address.zip_code,
        "city": address.city,
        "state": address.state,
        "country": address.country,
        "phoneNumber": address.phone,
    }


def _is_lying(visit: Visit, password: str) -> bool:
    return len(password) == _SHORTEST_PASSWORD - 1 and visit.told("weak-passwords-accepted")


def _changed_address(known: m.Address, body: Json) -> m.Address:
    nested = body.get("address")
    address = read_address(known, nested, "address") if nested is not None else known
    flat = {name: body[name] for name in _ADDRESS_FIELDS if name in body}
    return replace(read_address(address, flat, "address"), email=known.email)


def _change(visit: Visit, address: m.Address) -> Answer:
    customer = signed_in(visit)
    if not visit.told("customer-writes-forgotten"):
        customer.address = address
        note_customer_change(visit.centra, customer)
    return show(visit)


def _signed_in(visit: Visit, customer: m.Customer) -> Answer:
    """Connect the session to a customer: the saved cart is continued, what is in the present one is added."""
    centra, session = visit.centra, visit.session
    before = centra.selections.get(session.selection_id or "")
    saved = next(
        (each for each in reversed(centra.selections.values()) if each.customer_id == customer.id and each.order_number is None),
        None,
    )
    session.customer_id = customer.id
    if before is not None and visit.told("carts-not-merged"):
        before.lines = []
    if visit.told("saved-cart-lost"):
        saved = None
    if saved is not None and saved is not before:
        session.selection_id = saved.id
        saved.market_id, saved.pricelist_id = session.market_id, session.pricelist_id
        saved.country, saved.state = session.country, session.state
        if before is not None and before.order_number is None:
            merge_selections(centra, saved, before)
    selection = open_selection(visit)
    selection.customer_id = customer.id
    selection.address = replace(customer.address, email=customer.email)
    return show(visit)
