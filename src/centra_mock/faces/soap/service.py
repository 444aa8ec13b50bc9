"""Carrying out one request: who asks, what for, and what is answered.

The body element decides which operation it is; ``SOAPAction`` is not read. Business failures are answered with
``success`` false and HTTP 200, one object's failure does not stop the others. What the pages leave open: a missing or
wrong login and an unknown operation draw a SOAP fault of code Client, with HTTP 500 as SOAP 1.1 has it.
Source: 04.guides/02.erp-integration/docs.md, sections "Communication", "Updates" and "Updates responses".
"""

from __future__ import annotations

import hmac
from collections.abc import Callable
from typing import TYPE_CHECKING

from lxml import etree

from centra_mock.domain.centra import DomainError
from centra_mock.domain.conversion import ConversionTable

from .answer import add_elements, events_envelope, extra_envelope, ok_envelope, result_envelope
from .envelope import Refusal, Request, parse_envelope
from .extras import EXTRA_READS, EXTRA_WRITES, extra_content
from .lies import LOST_WRITES
from .lies_kinds import is_unconverted
from .lies_requests import pass_over
from .queue import fetch_events, mark_done
from .sync import Sync
from .tree import Rejected, child, children, text
from .untruths import demand_more, heard_otherwise, lets_in, refuse_otherwise
from .updates.invoices import update_invoice
from .updates.masterdata import (
    update_market,
    update_payment_terms,
    update_salesrep,
    update_shipping_terms,
    update_warehouse,
)
from .updates.orders import update_order
from .updates.people import update_account, update_customer
from .updates.prices import update_price_alteration_date, update_pricelist
from .updates.products import update_product
from .updates.sizes import update_size
from .updates.windows import update_delivery_window

if TYPE_CHECKING:
    from centra_mock.world import World

__all__ = ["carry_out"]

_Update = Callable[[Sync, etree._Element], None]
# operation: list element, item element, what is done with every item
_UPDATES: dict[str, tuple[str, str, _Update]] = {
    "accounts_Update": ("accounts", "account", update_account),
    "customers_Update": ("customers", "customer", update_customer),
    "deliverywindows_Update": ("deliverywindows", "deliverywindow", update_delivery_window),
    "invoices_Update": ("invoices", "invoice", update_invoice),
    "markets_Update": ("markets", "market", update_market),
    "orders_Update": ("orders", "order", update_order),
    "paymentterms_Update": ("paymentterms", "paymentterms", update_payment_terms),
    "pricealterationdates_Update": ("pricealterationdates", "pricealterationdate", update_price_alteration_date),
    "pricelists_Update": ("pricelists", "pricelist", update_pricelist),
    "products_Update": ("products", "product", update_product),
    "salesreps_Update": ("salesreps", "salesrep", update_salesrep),
    "shippingterms_Update": ("shippingterms", "shippingterms", update_shipping_terms),
    "sizes_Update": ("sizes", "size", update_size),
    "warehouses_Update": ("warehouses", "warehouse", update_warehouse),
}
_READS = {"events_GetRequest": False, "events_GetByMarkets": True}


def carry_out(world: World, body: bytes, *, action: str, reference_replies: bool, additions: bool = False) -> bytes:
    """The envelope that answers ``body``; raises ``Refusal`` for what becomes a fault.

    ``action`` is the header SOAPAction, which only a lie reads. ``reference_replies`` answers updates as the reference
    shows it; there a failure has no place but a fault. ``additions`` puts elements into events that no page names.
    """
    told = world.lies.told
    request = parse_envelope(body)
    refuse_otherwise(request, action, told)
    _check_login(world, request)

    def unconverted(kind: str) -> bool:
        return told("soap-own-ids-are-shown") or is_unconverted(told, kind)

    sync = Sync(world.centra, ConversionTable(world.centra, unconverted=unconverted), told)
    operation = request.operation
    if operation in _READS:
        return _events(sync, request, by_markets=_READS[operation], additions=additions)
    if operation in EXTRA_READS and told("soap-reads-offered"):
        return extra_envelope(operation, extra_content(world.centra, operation))
    offered = operation in EXTRA_WRITES and told("soap-writes-offered")
    if operation not in _UPDATES and operation != "events_Done":
        if not (offered or told("soap-unknown-operations-answer")):
            raise Refusal("Client", f"There is no operation {operation[:80]}")
        return result_envelope([], [], told)
    errors = _write(sync, request)
    return _reply(sync, operation, errors, reference_replies=reference_replies)


def _events(sync: Sync, request: Request, *, by_markets: bool, additions: bool) -> bytes:
    told = sync.told
    name = "eventsResponse" if told("soap-events-answer-under-another-name") else "events_Get"
    if by_markets and told("soap-by-markets-answers-under-its-own-name"):
        name = "events_GetByMarkets"
    events = fetch_events(sync, request.element, by_markets=by_markets)
    if additions:
        events = [add_elements(each, position) for position, each in enumerate(events)]
    return events_envelope(events, name=name, listed=bool(events) or not told("soap-empty-queue-has-no-list"))


def _write(sync: Sync, request: Request) -> list[str]:
    """Carries out an update or events_Done; answers what failed."""
    if sync.told("soap-refuses-everything"):
        return ["The update is refused"]
    errors: list[str] = []
    update: _Update = mark_done
    items = [request.element]
    if request.operation != "events_Done":
        list_name, item_name, update = _UPDATES[request.operation]
        if child(request.element, list_name) is None:
            return [f"Missing {list_name} in {request.operation}"]
        items = children(request.element, list_name, item_name)
        if sync.told(LOST_WRITES[request.operation]):
            items = []
        pass_over(request.operation, items, sync.told)
        items = heard_otherwise(items, sync.told)
    for item in items:
        try:
            if request.operation != "events_Done":
                demand_more(request.operation, item, sync.told)
            update(sync, item)
        except Rejected as refused:
            errors.append(str(refused))
        except DomainError as refused:
            errors.append(f"{refused.text} ({etree.QName(item).localname} {text(item, 'id') or ''})")
    return errors


def _reply(sync: Sync, operation: str, errors: list[str], *, reference_replies: bool) -> bytes:
    told = sync.told
    if told("soap-refusals-are-softened"):
        errors = []
    if errors and told("soap-failures-are-faults"):
        raise Refusal("Server", "; ".join(errors))
    if not reference_replies:
        return result_envelope(errors, sync.notices, told)
    if errors:
        raise Refusal("Client", "; ".join(errors))
    return ok_envelope(operation)


def _check_login(world: World, request: Request) -> None:
    login = child(request.element, "login")
    username, password = text(login, "username"), text(login, "password")
    if not username and not password:
        if world.lies.told("soap-needs-no-secret"):
            return
        raise Refusal("Client", "Login is missing")
    told = world.lies.told
    if told("soap-any-user-name"):
        username = world.secrets.soap_username
    if told("soap-any-password"):
        password = world.secrets.soap_password
    given = f"{username}\n{password}".encode()
    expected = f"{world.secrets.soap_username}\n{world.secrets.soap_password}".encode()
    if not (hmac.compare_digest(given, expected) or told("soap-wrong-secret-accepted") or lets_in(request, told)):
        raise Refusal("Client", "Login failed")
