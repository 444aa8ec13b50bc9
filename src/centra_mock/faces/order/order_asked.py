"""Reading the order object of ``POST /order`` into a draft, with the codes of the page for what is wrong with it.

Source: 04.order-api/101.create-order (parameters, table of error codes).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from centra_mock.domain.centra import Centra
from centra_mock.domain.drafts import DraftLine, OrderDraft
from centra_mock.domain.model import Account, Address, AppliedDiscount, DeliveryWindow, OrderStatus, Store
from centra_mock.domain.pricing import context_of_country, discounts_for, price_of_variant
from centra_mock.domain.vouchers import find_voucher
from centra_mock.faces.order.addresses_asked import read_addresses
from centra_mock.faces.order.asked import Asked, UnfitError
from centra_mock.faces.order.attributes_asked import read_attributes
from centra_mock.faces.order.codes import Code, fail
from centra_mock.faces.order.lines_asked import read_item_texts, read_lines
from centra_mock.faces.order.payment_asked import PaymentAsked, read_payment
from centra_mock.faces.order.plugin import plugin_store
from centra_mock.faces.order.wire import Json

__all__ = ["OrderAsked", "read_allocation_rule", "read_order"]


@dataclass(frozen=True, slots=True)
class OrderAsked:
    """An order to make: the draft, and what is set on the order once it is made."""

    draft: OrderDraft
    payment: PaymentAsked
    attributes: dict[tuple[str, str], str]
    create_only: bool
    is_internal: bool
    ordered_at: datetime | None
    deliver_at: datetime | None
    cancel_at: datetime | None
    item_texts: list[dict[str, str]]  # one for each line of the draft
    customer_registers: bool
    customer_sets_password: bool


def read_order(centra: Centra, body: Json, told: Callable[[str], bool]) -> OrderAsked:
    """The order that a client describes.

    Raises ``Refusal`` with the code of what is wrong: -4 for a required field that is missing, -1, -3, -5 or -6 for
    products, number and customer, -7 for any other value that does not fit.
    """
    asked = Asked(body)
    try:
        return _read(centra, asked, told)
    except UnfitError as problem:
        code = Code.MISSING if problem.reason == "required" else Code.GENERAL
        raise fail(code, str(problem)) from problem


def _read(centra: Centra, asked: Asked, told: Callable[[str], bool]) -> OrderAsked:
    account = _account(centra, asked)
    store = centra.stores[account.store_id] if account else plugin_store(centra)
    billing, shipping = read_addresses(centra, asked, account, needs_email=not told("insert-without-email"))
    if told("address-stands-for-invoice-only") and asked.has("address") and not asked.has("deliveryAddress"):
        shipping = Address(country=billing.country)
    delivery = asked.under("deliveryAddress")
    if told("delivery-email-required") and delivery is not None:
        delivery.require("email")
    context = context_of_country(centra, store.id, "" if told("terms-not-of-country") else shipping.country)
    market_id = _market(centra, asked, store) or (account.market_id if account else None) or context.market_id
    pricelist_id = _pricelist(centra, asked, store) or (account.pricelist_id if account else None) or context.pricelist_id
    window = _window(centra, asked, store)
    lines = read_lines(
        centra,
        asked.values.get("products"),
        market_id=market_id,
        pricelist_id=pricelist_id,
        sells_all=told("insert-sells-unfit-products"),
        only_ean=told("insert-needs-ean"),
        needs_quantity=not told("line-needs-no-quantity"),
    )
    number = _free_number(centra, asked, told)
    is_preorder = window is not None and window.kind == "preorder"
    draft = OrderDraft(
        store_id=store.id,
        market_id=market_id,
        pricelist_id=pricelist_id,
        lines=lines,
        billing_address=billing,
        shipping_address=shipping,
        account_id=account.id if account else None,
        buyer_id=_buyer_id(asked, account),
        number=number,
        status=OrderStatus.CONFIRMED,  # the store has "Autoconfirm Orders" switched on
        language_code=context.language_code,
        other_comment=asked.text("comment"),
        internal_comment=asked.text("internalComment"),
        po_number=asked.text("poNumber"),
        adjust_stock=bool(asked.flag("adjustStock", True)) and (not is_preorder or told("preorder-takes-stock")),
        force=bool(asked.flag("forceCreate", False)) or told("insert-ignores-missing-stock"),
        delivery_window_ids=[window.id] if window else [],
        created_from="Order API",
        allocation_rule_id=read_allocation_rule(centra, asked),
    )
    _read_shipping(centra, asked, draft)
    read = OrderAsked(
        draft=draft,
        payment=read_payment(centra, asked.under("payment"), told),
        attributes=read_attributes(centra, asked.under("extraAttributes")),
        create_only=bool(asked.flag("createOnly", False)),
        is_internal=bool(asked.flag("internalOrder", False)),
        ordered_at=asked.moment("orderDate"),
        deliver_at=asked.moment("deliveryDate"),
        cancel_at=asked.moment("cancelDate"),
        item_texts=read_item_texts(asked.values.get("products")),
        customer_registers=bool(asked.flag("customerRegister", False)),
        customer_sets_password=bool(asked.flag("customerSetNewPassword", False)),
    )
    if told("exchange-refused") and (origin := asked.under("createdFromOrigin")) and origin.text("type") == "return":
        raise UnfitError("createdFromOrigin")
    if not told("insert-accepts-any-origin"):
        _require_origin(centra, asked, any_type=told("insert-origin-of-any-kind"))
    _read_discounts(centra, asked, draft, told)
    if account is None and not (told("insert-without-email") and not billing.email):
        draft.customer_id = _known_customer(centra, asked, store, billing, told)
    return read


def _account(centra: Centra, asked: Asked) -> Account | None:
    number = asked.number("accountId", lowest=0)
    if number is None:
        return None
    if number not in centra.accounts:
        raise UnfitError("accountId")
    return centra.accounts[number]


def _buyer_id(asked: Asked, account: Account | None) -> int | None:
    number = asked.number("buyerId", lowest=0)
    if account is None:
        return None
    if number is None:
        return next(iter(account.buyer_ids), None)
    if number not in account.buyer_ids:
        raise UnfitError("buyerId")
    return number


def _market(centra: Centra, asked: Asked, store: Store) -> int | None:
    number, name = asked.number("marketId", lowest=0), asked.text("market")
    if number is None and not name:
        return None
    for market in centra.markets.values():
        if market.store_id == store.id and (market.id == number if number is not None else market.name == name):
            return market.id
    raise UnfitError("market" if number is None else "marketId")


def _pricelist(centra: Centra, asked: Asked, store: Store) -> int | None:
    number, name = asked.number("pricelistId", lowest=0), asked.text("pricelist")
    if number is None and not name:
        return None
    for each in centra.pricelists.values():
        if each.store_id == store.id and (each.id == number if number is not None else each.name == name):
            return each.id
    raise UnfitError("pricelist" if number is None else "pricelistId")


def _window(centra: Centra, asked: Asked, store: Store) -> DeliveryWindow | None:
    name = asked.text("deliveryWindow")
    if not name:
        return None
    for window in centra.delivery_windows.values():
        if window.name == name and window.store_id == store.id and window.status != "CANCELLED":
            return window
    raise UnfitError("deliveryWindow")


def _free_number(centra: Centra, asked: Asked, told: Callable[[str], bool]) -> int | None:
    number = asked.number("orderNumber", lowest=1)
    if number is None or not (number in centra.orders or str(number) in centra.prepared_orders):
        return number
    if told("insert-number-replaced"):
        return None
    raise fail(Code.NUMBER_TAKEN, f"order {number} already exists")


def read_allocation_rule(centra: Centra, asked: Asked) -> int | None:
    """The id of the rule that ``warehouseGroup`` names; raises ``UnfitError`` for an unknown name."""
    name = asked.text("warehouseGroup")
    if not name:
        return None
    for rule in centra.allocation_rules.values():
        if rule.name == name:
            return rule.id
    raise UnfitError("warehouseGroup")


def _require_origin(centra: Centra, asked: Asked, *, any_type: bool) -> None:
    origin = asked.under("createdFromOrigin")
    if origin is None:
        return
    origin.require("type", "id")
    number = origin.number("id", lowest=0)
    if any_type and origin.text("type") not in ("return", "order", "plugin"):
        return
    match origin.text("type"):
        case "return" if number in centra.returns:
            return
        case "order" if number in centra.orders:
            return
        case "plugin" if any(each.id == number for each in centra.payment_methods.values()):
            return
    raise UnfitError("createdFromOrigin")


def _read_shipping(centra: Centra, asked: Asked, draft: OrderDraft) -> None:
    uri = asked.text("shippingList")
    if uri and uri not in centra.shipping_options:
        raise UnfitError("shippingList")
    default = centra.pricelists[draft.pricelist_id].default_shipping_option_id
    option = centra.shipping_options.get(uri) or next(
        (each for each in centra.shipping_options.values() if each.id == default), None
    )
    value = asked.money("shippingValue")
    if option is not None:
        draft.shipping_option = option.uri
    if value is None:
        value = option.price_by_pricelist.get(draft.pricelist_id, Decimal(0)) if option else Decimal(0)
    draft.shipping_value = value


def _read_discounts(centra: Centra, asked: Asked, draft: OrderDraft, told: Callable[[str], bool]) -> None:
    value = asked.money("voucherValue")
    if value:
        draft.discounts.append(AppliedDiscount("Discount", -value if told("insert-adds-voucher-value") else value))
    codes = asked.values.get("voucherCodes")
    if codes is None:
        codes = []
    if not isinstance(codes, list) or not all(isinstance(code, str) for code in codes):
        raise UnfitError("voucherCodes")
    for code in codes:
        if find_voucher(centra, code, draft.store_id) is None:
            raise UnfitError(f"voucherCodes {code}")
    wanted = [str(code) for code in codes]
    if asked.flag("applyVouchers", True):
        wanted += [each.code for each in centra.vouchers.values() if each.automatic and each.store_id == draft.store_id]
    items = sum((_price(centra, draft, line) * line.quantity for line in draft.lines), Decimal(0))
    if wanted and items:
        draft.discounts += discounts_for(centra, wanted, draft.pricelist_id, draft.market_id, items)


def _price(centra: Centra, draft: OrderDraft, line: DraftLine) -> Decimal:
    if line.price is not None:
        return line.price
    variant_id = centra.product_sizes[line.product_size_id].variant_id
    priced = price_of_variant(centra, variant_id, draft.pricelist_id, draft.market_id)
    return priced.price if priced else Decimal(0)


def _known_customer(centra: Centra, asked: Asked, store: Store, address: Address, told: Callable[[str], bool]) -> int | None:
    number = asked.number("customerId", lowest=0)
    if number is not None:
        if number not in centra.customers:
            raise fail(Code.CUSTOMER, "customer does not exist")
        return number
    if "@" not in address.email:
        raise fail(Code.CUSTOMER, "customer could not be registered, the e-mail is not valid")
    registers = bool(asked.flag("customerRegister", False)) or told("customer-always-registered")
    wanted = (address.email.lower(), registers, store.id)
    for customer in centra.customers.values():
        if (customer.email.lower(), customer.registered, customer.store_id) == wanted:
            return customer.id
    return None
