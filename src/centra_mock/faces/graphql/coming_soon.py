"""What the schema would have if the functions that are announced as coming soon were there: only told as a lie.

Source: 05.api-references/01.api-intro/01.api-functions (twelve cells of the GraphQL columns say "coming soon").
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.orders import add_payment, cancel_order, confirm_order
from centra_mock.domain.returns import complete_return, create_invoice, create_return, refund_return
from centra_mock.domain.shipments import Parcel, capture_shipment, complete_shipment, create_shipment, delete_shipment
from centra_mock.faces.graphql.areas import COMING_SOON
from centra_mock.faces.graphql.context import Arguments, Context, Mutation, Refusal

__all__ = ["COMING_SOON_MUTATIONS", "coming_soon_sdl"]

_ARGUMENTS = "(id: LooseInput, order: LooseInput, input: LooseInput)"
_SHARED = """
scalar LooseInput
type Selection { id: String! }
type Shipment { id: Int! number: String! }
type StorePlugin { id: Int! }
type ComingSoonPayload {
  userErrors: [UserError!]!
  order: Order
  shipment: Shipment
  return: Return
  invoice: Invoice
  customer: Customer
  selection: Selection
  storePlugin: StorePlugin
}
"""
_READS = {
    "selections": "selections(where: LooseInput, limit: Int, page: Int): [Selection!]!",
    "selection": "selection(id: LooseInput): Selection",
}
Payload = dict[str, Any]  # Any: domain objects by the name of the payload's field


def coming_soon_sdl(cells: frozenset[str]) -> str:
    """Extensions of the schema with what these cells promise; empty text for no cells."""
    names = sorted(name for cell in cells for name in COMING_SOON[cell])
    if not names:
        return ""
    queries = [_READS[name] for name in names if name in _READS]
    mutations = [f"{name}{_ARGUMENTS}: ComingSoonPayload!" for name in names if name not in _READS]
    text = _SHARED
    for root, fields in (("Query", queries), ("Mutation", mutations)):
        if fields:
            text += f"extend type {root} {{\n  " + "\n  ".join(fields) + "\n}\n"
    return text


def _loose(args: Arguments) -> dict[str, Any]:  # Any: whatever was sent
    given = args.get("input")
    return {**(given if isinstance(given, Mapping) else {}), **{k: v for k, v in args.items() if k != "input"}}


def _order(args: Arguments, centra: Centra) -> m.Order:
    given = _loose(args)
    reference = given.get("order") or given.get("orderId") or given.get("id") or given.get("number")
    wanted = reference.values() if isinstance(reference, Mapping) else (reference,)
    for order in centra.orders.values():
        if order.id in wanted or order.number in wanted:
            return order
    raise Refusal("Could not find Order", "input", "order")


def _shipment(args: Arguments, centra: Centra) -> m.Shipment:
    given = _loose(args)
    reference = given.get("id") or given.get("shipment")
    wanted = tuple(reference.values()) if isinstance(reference, Mapping) else (reference,)
    for shipment in centra.shipments.values():
        if shipment.id in wanted or shipment.number in wanted:
            return shipment
    raise Refusal("Could not find Shipment", "id")


def _return(args: Arguments, centra: Centra) -> m.Return:
    reference = _loose(args).get("id") or _loose(args).get("return")
    wanted = tuple(reference.values()) if isinstance(reference, Mapping) else (reference,)
    for made in centra.returns.values():
        if made.id in wanted:
            return made
    raise Refusal("Could not find Return", "id")


def _make_return(args: Arguments, centra: Centra) -> Payload:
    shipment = _shipment(args, centra)
    return {"return": create_return(centra, shipment, {line.order_line_id: 1 for line in shipment.lines})}


def _make_customer(args: Arguments, centra: Centra) -> Payload:
    given, now = _loose(args), datetime.now().replace(microsecond=0)
    address = m.Address(first_name=str(given.get("firstName") or ""), last_name=str(given.get("lastName") or ""))
    email = str(given.get("email") or "nobody@example.com")[:200]
    customer = m.Customer(centra.next_id("customer"), email, address, next(iter(centra.stores)), now, now)
    centra.customers[customer.id] = customer
    centra.publish("customer", "create", customer.id, store_id=customer.store_id)
    return {"customer": customer}


def _make_selection(args: Arguments, centra: Centra) -> Payload:
    return {"selection": {"id": centra.hex_id()}}


def _authorize(args: Arguments, centra: Centra) -> Payload:
    order = _order(args, centra)
    add_payment(centra, order, "AUTH", "SUCCESS", Decimal(0))
    return {"order": order}


def _lock(args: Arguments, centra: Centra) -> Payload:
    order = _order(args, centra)
    order.locked = bool(_loose(args).get("isLocked", True))
    return {"order": order}


_EFFECTS: dict[str, Callable[[Arguments, Centra], Payload]] = {
    "confirmOrder": lambda args, centra: {"order": confirm_order(centra, _order(args, centra).number)},
    "cancelOrder": lambda args, centra: {"order": cancel_order(centra, _order(args, centra).number)},
    "cancelDirectToConsumerOrder": lambda args, centra: {"order": cancel_order(centra, _order(args, centra).number)},
    "setOrdersLock": _lock,
    "createShipment": lambda args, centra: {"shipment": create_shipment(centra, _order(args, centra).number)},
    "completeShipment": lambda args, centra: {"shipment": complete_shipment(centra, _shipment(args, centra).number, Parcel())},
    "deleteShipment": lambda args, centra: {"shipment": delete_shipment(centra, _shipment(args, centra).number)},
    "captureShipment": lambda args, centra: {"shipment": capture_shipment(centra, _shipment(args, centra).number)},
    "createReturn": _make_return,
    "completeReturn": lambda args, centra: {"return": complete_return(centra, _return(args, centra).id)},
    "refundReturn": lambda args, centra: {"return": refund_return(centra, _return(args, centra).id)},
    "createInvoice": lambda args, centra: {"invoice": create_invoice(centra, _shipment(args, centra))},
    "createCustomer": _make_customer,
    "createSelection": _make_selection,
    "authorizePayment": _authorize,
}


def _mutation(name: str) -> Mutation:
    def run(args: Arguments, context: Context) -> Payload:
        effect = _EFFECTS.get(name)
        try:
            return effect(args, context.centra) if effect else {}
        except DomainError as refusal:
            raise Refusal(refusal.text, "input") from refusal

    return run


COMING_SOON_MUTATIONS: dict[str, Mutation] = {
    name: _mutation(name) for names in COMING_SOON.values() for name in sorted(names) if name not in _READS
}
