"""Carts: the verbs that Checkout and Shop share.

Source: 02.checkout-api, 03.shop-api, 03.fe-development/01.fe-elements.
"""

from __future__ import annotations

from decimal import Decimal

from centra_mock.domain.catalogue import find_item
from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import Selection, SelectionLine
from centra_mock.domain.pricing import context_of_country, price_of_variant, voucher_fits
from centra_mock.domain.stock import available_in_market
from centra_mock.domain.vouchers import find_voucher

__all__ = [
    "add_gift_certificate",
    "add_item",
    "add_voucher",
    "change_quantity",
    "create_selection",
    "drop_unavailable",
    "find_line",
    "item_count",
    "merge_selections",
    "payment_methods_for",
    "remove_line",
    "remove_voucher",
    "set_country",
    "set_payment_method",
    "set_quantity",
    "set_shipping_method",
    "set_subscription_plan",
    "shipping_methods_for",
]

LINE_LIMIT = 500
QUANTITY_LIMIT = 9999


def create_selection(centra: Centra, store_id: int, country: str, state: str = "") -> Selection:
    """An empty cart in the context of a country (an empty one gives the store's defaults)."""
    context = context_of_country(centra, store_id, country)
    selection = Selection(
        id=centra.hex_id(),
        store_id=store_id,
        country=country,
        state=state,
        language_code=context.language_code,
        market_id=context.market_id,
        pricelist_id=context.pricelist_id,
        created_at=centra.now(),
    )
    centra.selections[selection.id] = selection
    _preselect(centra, selection)
    return selection


def find_line(selection: Selection, line_id: str) -> SelectionLine:
    """A line of a cart by its id; raises ``DomainError('line-not-found')``."""
    for line in selection.lines:
        if line.id == line_id:
            return line
    raise DomainError("line-not-found", "not found", field="line")


def item_count(selection: Selection) -> int:
    """How many pieces are in a cart."""
    return sum(line.quantity for line in selection.lines)


def add_item(
    centra: Centra,
    selection: Selection,
    item: str,
    quantity: int = 1,
    *,
    comment: str = "",
    subscription_plan_id: int | None = None,
) -> SelectionLine:
    """Add pieces of an item such as ``132-13``; the same item raises its line, another comment makes a new one.

    Raises ``DomainError`` ``item-not-found``, ``no-price``, ``stock``, ``plan-not-found`` or ``quantity``.
    """
    display_item, size = find_item(centra, item, market_id=selection.market_id)
    if price_of_variant(centra, display_item.variant_id, selection.pricelist_id, selection.market_id) is None:
        raise DomainError("no-price", "product item not found", field="item")
    display = centra.displays[display_item.display_id]
    if subscription_plan_id is not None and subscription_plan_id not in display.subscription_plan_ids:
        raise DomainError("plan-not-found", "not found", field="subscriptionPlan")
    wanted = (display_item.id, size.id, comment, subscription_plan_id)
    _check_quantity(quantity)
    for line in selection.lines:
        if (line.display_item_id, line.product_size_id, line.comment, line.subscription_plan_id) == wanted:
            _require_stock(centra, selection, size.id, quantity)
            line.quantity = min(line.quantity + quantity, QUANTITY_LIMIT)
            return _changed(selection, line)
    _require_stock(centra, selection, size.id, quantity)
    if len(selection.lines) >= LINE_LIMIT:
        raise DomainError("quantity", "too many lines", field="item")
    line = SelectionLine(centra.hex_id(), display_item.id, size.id, quantity, comment, subscription_plan_id=subscription_plan_id)
    selection.lines = [each for each in selection.lines if each.gift_certificate_id is None]
    selection.lines.append(line)
    return _changed(selection, line)


def add_gift_certificate(
    centra: Centra, selection: Selection, certificate_id: int, amount: Decimal | None = None
) -> SelectionLine:
    """Put a gift certificate into a cart, which holds nothing else then.

    Raises ``DomainError`` ``certificate-not-found`` or ``amount`` (needed and positive where any amount is sold).
    Source: 03.fe-development/07.gift-certs.
    """
    certificate = centra.gift_certificates.get(certificate_id)
    if certificate is None:
        raise DomainError("certificate-not-found", "not found", field="giftCertificate")
    currency = centra.pricelists[selection.pricelist_id].currency_code
    if certificate.type == "predeterminedAmount":
        amount = certificate.amount_by_currency.get(currency)
    if amount is None or amount <= 0:
        raise DomainError("amount", "not valid", field="amount")
    line = SelectionLine(centra.hex_id(), 0, 0, 1, gift_certificate_id=certificate_id, gift_amount=amount)
    selection.lines = [line]
    return _changed(selection, line)


def set_quantity(centra: Centra, selection: Selection, line_id: str, quantity: int) -> SelectionLine | None:
    """Set the pieces of a line; 0 removes it. Raises ``DomainError`` ``line-not-found``, ``quantity``, ``stock``."""
    line = find_line(selection, line_id)
    if quantity == 0:
        remove_line(centra, selection, line_id)
        return None
    _check_quantity(quantity)
    if quantity > line.quantity and line.gift_certificate_id is None:
        _require_stock(centra, selection, line.product_size_id, quantity - line.quantity)
    line.quantity = quantity
    return _changed(selection, line)


def change_quantity(centra: Centra, selection: Selection, line_id: str, difference: int) -> SelectionLine | None:
    """Raise or lower the pieces of a line; at 0 or below it is removed."""
    return set_quantity(centra, selection, line_id, max(0, find_line(selection, line_id).quantity + difference))


def remove_line(centra: Centra, selection: Selection, line_id: str) -> None:
    """Take a line out of a cart; raises ``DomainError('line-not-found')``."""
    selection.lines.remove(find_line(selection, line_id))
    selection.payment_started = False


def set_subscription_plan(centra: Centra, selection: Selection, line_id: str, plan_id: int | None) -> SelectionLine:
    """Give a line a plan of its display, or take it away with ``None``.

    Raises ``DomainError`` ``line-not-found`` or ``plan-not-found``.
    """
    line = find_line(selection, line_id)
    if plan_id is not None:
        item = centra.display_items.get(line.display_item_id)
        if item is None or plan_id not in centra.displays[item.display_id].subscription_plan_ids:
            raise DomainError("plan-not-found", "not found", field="subscriptionPlan")
    line.subscription_plan_id = plan_id
    return _changed(selection, line)


def add_voucher(centra: Centra, selection: Selection, code: str) -> None:
    """Use a voucher code; raises ``DomainError('voucher-not-found')`` for one that is unknown or not usable here."""
    voucher = find_voucher(centra, code, selection.store_id)
    if voucher is None or voucher.automatic or not voucher_fits(centra, voucher, selection.market_id):
        raise DomainError("voucher-not-found", "not found", field="voucher")
    if voucher.code not in selection.voucher_codes:
        selection.voucher_codes.append(voucher.code)
    selection.payment_started = False


def remove_voucher(centra: Centra, selection: Selection, code: str) -> None:
    """Take a voucher code back; raises ``DomainError('voucher-not-found')`` when it is not in use."""
    for known in selection.voucher_codes:
        if known.lower() == code.strip().lower():
            selection.voucher_codes.remove(known)
            selection.payment_started = False
            return
    raise DomainError("voucher-not-found", "not found", field="voucher")


def set_country(centra: Centra, selection: Selection, country: str, state: str = "", language: str = "") -> None:
    """Move a cart to a country: market, pricelist and language follow, lines without a price there are dropped.

    Raises ``DomainError`` ``country-not-found``, ``state-not-found`` or ``language-not-found``.
    """
    code = country.upper()
    if code not in centra.countries:
        raise DomainError("country-not-found", "not found", field="country")
    if state and state.upper() not in [each.code for each in centra.countries[code].states]:
        raise DomainError("state-not-found", "not found", field="state")
    if language and language not in centra.languages:
        raise DomainError("language-not-found", "not found", field="language")
    context = context_of_country(centra, selection.store_id, code)
    selection.country, selection.state = code, state.upper()
    selection.market_id, selection.pricelist_id = context.market_id, context.pricelist_id
    selection.language_code = language or context.language_code
    drop_unavailable(centra, selection)
    selection.payment_started = False
    _preselect(centra, selection)


def drop_unavailable(centra: Centra, selection: Selection) -> list[SelectionLine]:
    """Take out the lines that the market does not show or the pricelist does not price; answers them."""
    dropped = []
    for line in list(selection.lines):
        item = centra.display_items.get(line.display_item_id)
        if line.gift_certificate_id is not None or item is None:
            continue
        in_market = selection.market_id in centra.displays[item.display_id].market_ids
        priced = price_of_variant(centra, item.variant_id, selection.pricelist_id, selection.market_id)
        if not in_market or priced is None:
            selection.lines.remove(line)
            dropped.append(line)
    return dropped


def shipping_methods_for(centra: Centra, selection: Selection) -> list[str]:
    """Uris of the shipping options of the cart's country, in order; none before a country is known."""
    return [
        option.uri
        for option in centra.shipping_options.values()
        if option.store_id == selection.store_id
        and selection.country
        and selection.country in option.country_codes
        and selection.pricelist_id in option.price_by_pricelist
    ]


def payment_methods_for(centra: Centra, selection: Selection) -> list[str]:
    """Uris of the payment methods of the cart's country, in order."""
    return [
        method.uri
        for method in centra.payment_methods.values()
        if method.offered and (not method.country_codes or selection.country in method.country_codes)
    ]


def set_shipping_method(centra: Centra, selection: Selection, uri: str) -> None:
    """Choose a shipping method; raises ``DomainError('shipping-method-not-found')``."""
    if uri not in shipping_methods_for(centra, selection):
        raise DomainError("shipping-method-not-found", "not found", field="shippingMethod")
    selection.shipping_method = uri
    selection.payment_started = False


def set_payment_method(centra: Centra, selection: Selection, uri: str) -> None:
    """Choose a payment method; raises ``DomainError('payment-method-not-found')``."""
    if uri not in payment_methods_for(centra, selection):
        raise DomainError("payment-method-not-found", "not found", field="paymentMethod")
    selection.payment_method = uri
    selection.payment_started = False


def merge_selections(centra: Centra, target: Selection, source: Selection) -> None:
    """Put the lines and vouchers of one cart into another, as a login does; the source is emptied."""
    for line in source.lines:
        for known in target.lines:
            if (known.display_item_id, known.product_size_id, known.comment, known.subscription_plan_id) == (
                line.display_item_id,
                line.product_size_id,
                line.comment,
                line.subscription_plan_id,
            ):
                known.quantity = min(known.quantity + line.quantity, QUANTITY_LIMIT)
                break
        else:
            target.lines.append(line)
    target.voucher_codes = list(dict.fromkeys([*target.voucher_codes, *source.voucher_codes]))
    source.lines, source.voucher_codes = [], []
    drop_unavailable(centra, target)
    target.payment_started = False


def _changed(selection: Selection, line: SelectionLine) -> SelectionLine:
    selection.payment_started = False
    return line


def _check_quantity(quantity: int) -> None:
    if not 1 <= quantity <= QUANTITY_LIMIT:
        raise DomainError("quantity", "not valid", field="quantity")


def _require_stock(centra: Centra, selection: Selection, product_size_id: int, more: int) -> None:
    held = sum(line.quantity for line in selection.lines if line.product_size_id == product_size_id)
    if available_in_market(centra, product_size_id, selection.market_id) < held + more:
        raise DomainError("stock", "out of stock", field="item")


def _preselect(centra: Centra, selection: Selection) -> None:
    shipping, payment = shipping_methods_for(centra, selection), payment_methods_for(centra, selection)
    if selection.shipping_method not in shipping:
        selection.shipping_method = shipping[0] if shipping else ""
    if selection.payment_method not in payment:
        selection.payment_method = payment[0] if payment else ""
