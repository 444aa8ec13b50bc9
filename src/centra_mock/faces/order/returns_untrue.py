"""Returns as lies have them: what is asked, made, paid back, found and written; without a lie all of it is the truth.

Source: 04.order-api/201.create-return, 202.get-returns, 203.update-return.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from centra_mock.domain.model import Return, Shipment
from centra_mock.domain.returns import create_return, refund_return, returnable_quantity, set_return_completed
from centra_mock.faces.order.asked import Asked, UnfitError
from centra_mock.faces.order.paging import is_between
from centra_mock.faces.order.returns_written import write_return
from centra_mock.faces.order.wire import Call, Json, refuse

__all__ = [
    "count_otherwise",
    "is_between_otherwise",
    "make_otherwise",
    "moment_otherwise",
    "page_otherwise",
    "pay_otherwise",
    "require_otherwise",
    "write_otherwise",
]

_NOT_CREATED = "return could not be created."


def require_otherwise(call: Call, asked: Asked) -> None:
    """Raise ``UnfitError`` for what ``POST /return`` accepts unless a lie says otherwise."""
    stock, products = asked.values.get("returnStock"), asked.values.get("products")
    if call.told("return-needs-products"):
        asked.require("products")
    quantities = list(products.values()) if isinstance(products, dict) else []
    if call.told("return-needs-numbers") and any(isinstance(each, str) for each in quantities):
        raise UnfitError("products")
    if call.told("return-stock-needs-boolean") and asked.has("returnStock") and not isinstance(stock, bool):
        raise UnfitError("returnStock")
    if call.told("return-stock-needs-number") and isinstance(stock, bool):
        raise UnfitError("returnStock")
    if call.told("return-date-needs-time") and asked.has("createdAt") and ":" not in asked.text("createdAt"):
        raise UnfitError("createdAt")


def count_otherwise(call: Call, shipment: Shipment, pieces: Mapping[int, int]) -> dict[int, int]:
    """The pieces to return, by order line id."""
    lines = {line.id: line for line in call.centra.orders[shipment.order_number].lines}
    if call.told("return-of-product-ids"):
        return {line.id: pieces[line.product_id] for line in lines.values() if line.product_id in pieces}
    if call.told("return-refused-in-part"):
        there = {each.order_line_id: returnable_quantity(call.centra, shipment, each) for each in shipment.lines}
        if any(quantity > there.get(line_id, 0) for line_id, quantity in pieces.items()):
            raise refuse(_NOT_CREATED)
    return dict(pieces)


def make_otherwise(call: Call, shipment: Shipment) -> Callable[..., Return]:
    """What makes a return."""
    if not call.told("return-twice"):
        return create_return

    def make(*given: object, **named: object) -> Return:
        returns = call.centra.returns
        earlier = {number: each for number, each in returns.items() if each.shipment_id == shipment.id}
        for number in earlier:
            del returns[number]
        try:
            return create_return(*given, **named)  # type: ignore[arg-type]
        finally:
            returns.update(earlier)

    return make


def pay_otherwise(call: Call, made: Return) -> None:
    """Pay back; raises ``DomainError`` as ``refund_return`` does."""
    if call.told("refund-pays-nothing"):
        set_return_completed(call.centra, made.id, True)
        return
    costs = made.return_cost, made.shipping_cost, made.handling_cost
    if call.told("refund-ignores-return-cost"):
        made.return_cost = Decimal(0)
    if call.told("refund-of-pieces-only"):
        made.shipping_cost = made.handling_cost = Decimal(0)
    try:
        refund_return(call.centra, made.id)
    finally:
        made.return_cost, made.shipping_cost, made.handling_cost = costs


def moment_otherwise(call: Call, asked: Asked, name: str) -> datetime | None:
    """A moment that ``GET /returns`` filters by."""
    if call.told("returns-dates-need-time") and asked.has(name) and ":" not in asked.text(name):
        raise UnfitError(name)
    return asked.moment(name)


def is_between_otherwise(call: Call, moment: datetime, since: datetime | None, until: datetime | None) -> bool:
    """Whether a return was made from ``since`` on and before ``until``."""
    if call.told("returns-newer-excludes") and since is not None:
        since += timedelta(seconds=1)
    if call.told("returns-older-includes") and until is not None:
        until += timedelta(seconds=1)
    return is_between(moment, since, until)


def page_otherwise(call: Call, asked: Asked) -> Asked:
    """The query as its paging is understood."""
    if call.told("returns-limited-unasked") and not asked.has("limit"):
        return Asked({**asked.values, "limit": 1})
    if call.told("returns-pages-from-zero") and asked.has("page"):
        return Asked({**asked.values, "page": (asked.number("page", lowest=0) or 0) + 1})
    return asked


def write_otherwise(call: Call, made: Return) -> Json:
    """The return as it is shown."""
    written = write_return(call.centra, made)
    if call.told("return-empty-comment"):
        written["comment"] = made.comment
    if call.told("returns-shipment-is-id"):
        written["shipment"] = str(made.shipment_id)
    ordered = {line.id: line for line in call.centra.orders[made.order_number].lines}
    for line, each in zip(made.lines, _lines(written), strict=True):
        if call.told("returns-name-other-line"):
            each["orderLineId"], each["shipmentLineId"] = each["shipmentLineId"], each["orderLineId"]
        if call.told("returns-price-of-order"):
            each["price"] = float(ordered[line.order_line_id].unit_price * ordered[line.order_line_id].quantity)
    return written


def _lines(written: Json) -> list[Json]:
    lines = written["products"]
    return lines if isinstance(lines, list) else []
