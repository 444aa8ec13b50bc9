"""The webshop's view of stock: carts may ask for more than there is, the check comes when the payment starts.

Source: 02.checkout-api/02.api-reference/03.selections-and-orders (out of stock errors): items that are missing are
taken out of the selection and reported.
"""

from __future__ import annotations

from dataclasses import dataclass

from centra_mock.domain.catalogue import find_item
from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import Selection, SelectionLine
from centra_mock.domain.pricing import price_of_variant
from centra_mock.domain.selections import find_line, remove_line
from centra_mock.domain.stock import available_in_market

__all__ = ["Shortage", "put_item", "set_pieces", "shortages", "take_out_shortages"]

_LINES = 200
_PIECES = 9999


@dataclass(frozen=True, slots=True)
class Shortage:
    """An item of a cart of which not everything can be had."""

    display_item_id: int
    product_size_id: int
    wanted: int
    available: int


def put_item(
    centra: Centra,
    selection: Selection,
    item: str,
    quantity: int,
    *,
    comment: str = "",
    plan_id: int | None = None,
    always_new: bool = False,
    any_plan: bool = False,
) -> SelectionLine:
    """Add pieces of an item such as ``132-13``; the same item with the same comment and plan raises its line.

    ``always_new`` makes a second line instead, ``any_plan`` raises a line of another plan too. Raises ``DomainError``
    ``item-not-found``, ``no-price``, ``plan-not-found`` or ``quantity``.
    """
    display_item, size = find_item(centra, item, market_id=selection.market_id)
    priced = price_of_variant(centra, display_item.variant_id, selection.pricelist_id, selection.market_id)
    if priced is None:
        raise DomainError("no-price", "product item not found", field="item")
    display = centra.displays[display_item.display_id]
    if plan_id is not None and plan_id not in display.subscription_plan_ids:
        raise DomainError("plan-not-found", "not found", field="subscriptionPlan")
    wanted = (display_item.id, size.id, comment, plan_id)
    for line in selection.lines:
        known = (line.display_item_id, line.product_size_id, line.comment, plan_id if any_plan else line.subscription_plan_id)
        if known == wanted and not always_new:
            return set_pieces(selection, line.id, line.quantity + quantity)
    if quantity > _PIECES or len(selection.lines) >= _LINES:
        raise DomainError("quantity", "too many", field="quantity")
    line = SelectionLine(centra.hex_id(), display_item.id, size.id, quantity, comment, subscription_plan_id=plan_id)
    selection.lines = [each for each in selection.lines if each.gift_certificate_id is None]
    selection.lines.append(line)
    selection.payment_started = False
    return line


def set_pieces(selection: Selection, line_id: str, quantity: int) -> SelectionLine:
    """Set the pieces of a line; raises ``DomainError`` ``line-not-found`` or ``quantity``."""
    line = find_line(selection, line_id)
    if not 1 <= quantity <= _PIECES:
        raise DomainError("quantity", "too many", field="quantity")
    line.quantity = quantity
    selection.payment_started = False
    return line


def shortages(centra: Centra, selection: Selection) -> list[Shortage]:
    """The items of which the cart holds more than its market can sell; items for preorder are never short."""
    wanted: dict[tuple[int, int], int] = {}
    for line in selection.lines:
        if line.gift_certificate_id is None:
            key = (line.display_item_id, line.product_size_id)
            wanted[key] = wanted.get(key, 0) + line.quantity
    found = []
    for (display_item_id, size_id), quantity in wanted.items():
        available = available_in_market(centra, size_id, selection.market_id)
        if available < quantity and not centra.product_sizes[size_id].preorder:
            found.append(Shortage(display_item_id, size_id, quantity, available))
    return found


def take_out_shortages(centra: Centra, selection: Selection, found: list[Shortage]) -> None:
    """Lower the lines of short items to what is available, the last lines first."""
    for shortage in found:
        surplus = shortage.wanted - shortage.available
        for line in reversed(list(selection.lines)):
            if line.product_size_id == shortage.product_size_id and surplus > 0:
                taken = min(surplus, line.quantity)
                surplus -= taken
                line.quantity -= taken
                if line.quantity == 0:
                    remove_line(centra, selection, line.id)
    selection.payment_started = False
