"""How an open selection is answered: the cart and everything a checkout page needs beside it.

Amounts of one answer are all in the selection's currency; totals that do not apply are ``false``.
Source: 02.checkout-api/03.order-flow, 02.api-reference/03.selections-and-orders, 03.fe-development/01.fe-elements.
"""

from __future__ import annotations

from decimal import Decimal

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra
from centra_mock.domain.pricing import SelectionTotals, price_of_variant, selection_totals, tax_percent_of, unit_price_of
from centra_mock.domain.selections import item_count, payment_methods_for, shipping_methods_for
from centra_mock.domain.vouchers import find_voucher
from centra_mock.faces.checkout.carts_falsified import falsify_cart
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.money import currency_format, money_number, money_pair, money_text
from centra_mock.faces.checkout.products import Sight, product_view
from centra_mock.faces.checkout.setup import countries_view, language_view, languages_view, location_view
from centra_mock.faces.checkout.wire import Json

__all__ = [
    "address_view",
    "client_side",
    "discounts_view",
    "languages_part",
    "payment_fields_view",
    "payment_methods_view",
    "price_fields",
    "selection_response",
    "shipping_methods_view",
    "totals_view",
]

_REQUIRED = ("email", "firstName", "lastName", "address1", "zipCode", "city", "country", "phoneNumber")
_VISIBLE = (*_REQUIRED, "company", "address2", "state")
_FIELD_ORDER = (
    "email",
    "company",
    "firstName",
    "lastName",
    "address1",
    "address2",
    "zipCode",
    "city",
    "state",
    "country",
    "phoneNumber",
)


def selection_response(visit: Visit, selection: m.Selection) -> Json:
    """The regular answer of the API while the cart is open."""
    centra = visit.centra
    view = falsify_cart(visit, selection, _selection_view(visit, selection))
    response: Json = {"selection": view}
    if visit.told("selection-id-shown"):
        response["selection"] = {"selection": selection.id, **view}
    return {
        **response,
        **languages_part(visit),
        "paymentMethods": payment_methods_view(centra, selection, everywhere=visit.told("payment-methods-of-every-country")),
        "paymentFields": payment_fields_view(centra, selection.country),
        "shippingMethods": shipping_methods_view(centra, selection),
        "countries": countries_view(centra),
        "location": location_view(visit),
    }


def languages_part(visit: Visit) -> Json:
    """The selected language and the list to select from."""
    if visit.told("languages-missing"):
        return {}
    centra = visit.centra
    language = centra.languages[visit.session.language_code]
    return {"language": language_view(language), "languages": languages_view(centra)}


def payment_methods_view(centra: Centra, selection: m.Selection, *, everywhere: bool = False) -> list[Json]:
    """The payment methods of the selection's country, with their handling cost; those of all when ``everywhere``."""
    currency = centra.pricelists[selection.pricelist_id].currency_code
    views = []
    offered = [method.uri for method in centra.payment_methods.values() if method.offered]
    for uri in offered if everywhere else payment_methods_for(centra, selection):
        method = centra.payment_methods[uri]
        cost = method.handling_cost_by_pricelist.get(selection.pricelist_id, Decimal(0))
        view: Json = {
            "paymentMethod": method.uri,
            "name": method.name,
            "paymentMethodType": method.method_type,
            "supportsInitiateOnly": method.initiate_only,
            "providesCustomerAddressAfterPayment": method.address_afterwards,
            **client_side(method),
        }
        views.append(view | money_pair(centra, currency, "handlingCost", cost))
    return views


def client_side(method: m.PaymentMethod) -> Json:
    """The script that a browser may load before the payment, where a method has one."""
    return {"clientSide": {"externalScript": method.external_script}} if method.external_script else {}


def shipping_methods_view(centra: Centra, selection: m.Selection) -> list[Json]:
    """The shipping methods of the selection's country; none before a country is known."""
    currency = centra.pricelists[selection.pricelist_id].currency_code
    views = []
    for uri in shipping_methods_for(centra, selection):
        option = centra.shipping_options[uri]
        price = option.price_by_pricelist.get(selection.pricelist_id, Decimal(0))
        pair = money_pair(centra, currency, "price", price)
        views.append({"shippingMethod": option.uri, "name": option.name, **pair})
    return views


def payment_fields_view(centra: Centra, country_code: str) -> Json:
    """The checkout fields: a shipping state is required in countries that have states."""
    country = centra.countries.get(country_code)

    def field(is_required: bool, is_visible: bool, kind: str = "string") -> Json:
        return {"type": kind, "required": is_required, "visible": is_visible}

    shared = {name: field(name in _REQUIRED, name in _VISIBLE) for name in _FIELD_ORDER}
    house = {"houseNumber": field(False, False), "houseExtension": field(False, False)}
    billing = {"identityNumber": field(False, False), "vatNumber": field(False, True)}
    state = {"state": field(bool(country and country.states), True)}
    return {
        "termsAndConditions": field(True, True, "boolean"),
        "address": {**shared, **billing, **house, "newsletter": field(False, True, "boolean")},
        "shippingAddress": {**shared, **state, **house},
    }


def address_view(address: m.Address | None, *, with_vat: bool = True) -> Json:
    """An address with empty texts for what is unknown."""
    known = address or m.Address()
    view: Json = {
        "firstName": known.first_name,
        "lastName": known.last_name,
        "email": known.email,
        "phoneNumber": known.phone,
        "company": known.company,
        "address1": known.address1,
        "address2": known.address2,
        "zipCode": known.zip_code,
        "city": known.city,
        "state": known.state,
        "country": known.country,
    }
    return {**view, "vatNumber": known.vat_number} if with_vat else view


def price_fields(centra: Centra, currency: str, price: Decimal, original: Decimal, quantity: int, tax_percent: Decimal) -> Json:
    """The price properties of a line of a selection or an order."""
    return {
        **money_pair(centra, currency, "priceEach", price),
        **money_pair(centra, currency, "totalPrice", price * quantity),
        **money_pair(centra, currency, "priceEachBeforeDiscount", original),
        "anyDiscount": price < original,
        "taxPercent": money_number(tax_percent),
        **money_pair(centra, currency, "priceEachWithoutTax", price * 100 / (100 + tax_percent)),
        **money_pair(centra, currency, "priceEachReduction", original - price),
    }


def discounts_view(centra: Centra, currency: str, discounts: list[m.AppliedDiscount]) -> Json:
    """What vouchers take off: those with a code and the automatic ones; amounts are negative."""
    total = -sum((each.value for each in discounts), Decimal(0))
    vouchers, automatic = [], []
    for each in discounts:
        pair = money_pair(centra, currency, "priceOff", -each.value)
        voucher = centra.vouchers.get(each.voucher_id or 0)
        if voucher is not None and voucher.automatic:
            automatic.append({"automaticDiscount": str(voucher.id), "name": each.name, **pair})
        else:
            known = voucher or find_voucher(centra, each.code)
            description = known.description or known.name if known else each.name
            vouchers.append({"voucher": each.code, "type": "code", "description": description, **pair})
    return {
        "anyDiscount": bool(discounts),
        **money_pair(centra, currency, "discount", total),
        "vouchers": vouchers,
        "automaticDiscounts": automatic,
    }


def totals_view(centra: Centra, currency: str, totals: SelectionTotals, quantity: int) -> Json:
    """The sums of a selection or an order; ``false`` for what does not apply."""
    return {
        **money_pair(centra, currency, "itemsTotalPrice", totals.items),
        **money_pair(centra, currency, "totalDiscountPrice", -totals.discount if totals.discount else None),
        **money_pair(centra, currency, "shippingPrice", totals.shipping),
        **money_pair(centra, currency, "handlingCostPrice", totals.handling),
        "totalQuantity": quantity,
        **money_pair(centra, currency, "taxDeducted", None),
        **money_pair(centra, currency, "taxAdded", None),
        "taxPercent": money_number(totals.tax_percent),
        **money_pair(centra, currency, "grandTotalPrice", totals.grand_total),
        **money_pair(centra, currency, "grandTotalPriceTax", totals.tax_included),
    }


def _selection_view(visit: Visit, selection: m.Selection) -> Json:
    centra = visit.centra
    currency = centra.pricelists[selection.pricelist_id].currency_code
    payment = centra.payment_methods.get(selection.payment_method)
    shipping = centra.shipping_options.get(selection.shipping_method)
    totals = selection_totals(centra, selection)
    shown_totals = totals_view(centra, currency, totals, item_count(selection))
    if visit.told("grand-total-wrong"):
        shown_totals |= money_pair(centra, currency, "grandTotalPrice", totals.items - totals.discount)
    return {
        "language": visit.session.language_code,
        "currency": currency,
        "paymentMethod": selection.payment_method,
        "paymentMethodName": payment.name if payment else "",
        "shippingMethod": selection.shipping_method,
        "shippingMethodName": shipping.name if shipping else "",
        "items": [_line_view(visit, selection, line, currency) for line in selection.lines],
        "discounts": discounts_view(centra, currency, list(totals.discounts)),
        "totals": shown_totals,
        "vatExempt": False,
        "address": address_view(selection.address),
        "shippingAddress": address_view(selection.shipping_address),
        "additionalNotes": str(selection.fields.get("additionalNotes", "")),
        "currencyFormat": currency_format(centra, currency),
    }


def _line_view(visit: Visit, selection: m.Selection, line: m.SelectionLine, currency: str) -> Json:
    centra = visit.centra
    if line.gift_certificate_id is not None:
        return _gift_view(centra, line, currency)
    item, size = centra.display_items[line.display_item_id], centra.product_sizes[line.product_size_id]
    sight = Sight(selection.market_id, selection.pricelist_id, visit.session.language_code)
    product = product_view(visit, item, sight, with_stock=False)
    priced = price_of_variant(centra, item.variant_id, selection.pricelist_id, selection.market_id)
    price = unit_price_of(centra, selection, line.id) if priced else Decimal(0)
    original = priced.original if priced else Decimal(0)
    name = f"{item.id}-{size.size_id}"
    view: Json = {
        "item": name,
        "productUrl": selection.fields.get("productUrl", {}).get(line.id),
        "category": None,
        "size": size.size_name,
        "sku": str(product["sku"]) + size.size_number,
        "ean": size.ean,
        "quantity": line.quantity,
        "line": line.id,
        "comment": line.comment,
        **price_fields(centra, currency, price, original, line.quantity, tax_percent_of(centra, selection.country)),
        "product": product,
    }
    if line.subscription_plan_id is not None:
        view["subscriptionPlan"] = str(line.subscription_plan_id)
    return view


def _gift_view(centra: Centra, line: m.SelectionLine, currency: str) -> Json:
    certificate = centra.gift_certificates[line.gift_certificate_id or 0]
    amount = line.gift_amount or Decimal(0)
    return {
        "item": f"gift-{certificate.id}",
        "giftCertificate": f"gift-{certificate.id}",
        "name": certificate.name,
        "giftAmount": money_text(centra, currency, amount),
        "quantity": 1,
        "line": line.id,
        **price_fields(centra, currency, amount, amount, 1, Decimal(0)),
    }
