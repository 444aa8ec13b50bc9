"""How the Shop API answers a selection: flat, methods keyed by their URI, items without product objects.

Source: 03.fe-development/08.ingrid-implementation, 06.plugins, and the sample of the first version's pages.
"""

from __future__ import annotations

from decimal import Decimal

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra
from centra_mock.domain.pricing import price_of_variant, selection_totals, tax_percent_of, unit_price_of
from centra_mock.domain.selections import item_count, payment_methods_for
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.money import currency_format, money_pair
from centra_mock.faces.checkout.selection_view import (
    client_side,
    discounts_view,
    price_fields,
    shipping_methods_view,
    totals_view,
)
from centra_mock.faces.checkout.wire import Json

__all__ = ["selection_view"]

_SUMS = tuple(
    name + suffix
    for name in ("itemsTotalPrice", "totalDiscountPrice", "shippingPrice", "handlingCostPrice", "grandTotalPrice")
    for suffix in ("", "AsNumber")
)
_ADDRESS = ("email", "firstName", "lastName", "address1", "zipCode", "city", "country", "phoneNumber")


def selection_view(visit: Visit, selection: m.Selection) -> Json:
    """The whole selection, its properties at the top."""
    centra = visit.centra
    currency = centra.pricelists[selection.pricelist_id].currency_code
    totals = selection_totals(centra, selection)
    shown = totals_view(centra, currency, totals, item_count(selection))
    if visit.told("grand-total-wrong"):
        shown |= money_pair(centra, currency, "grandTotalPrice", totals.items - totals.discount)
    return {
        "selection": selection.id,
        "country": selection.country or None,
        "market": str(selection.market_id),
        "pricelist": str(selection.pricelist_id),
        "currency": currency,
        "shippingMethod": selection.shipping_method,
        "paymentMethodsAvailable": _payment_methods(centra, selection),
        "shippingMethodsAvailable": {str(each["shippingMethod"]): each for each in shipping_methods_view(centra, selection)},
        "items": [_line_view(centra, selection, line, currency) for line in selection.lines],
        "discounts": discounts_view(centra, currency, list(totals.discounts)),
        "totals": {name: shown[name] for name in _SUMS},
        "currencyFormat": {"denominator": currency_format(centra, currency)["denominator"]},
    }


def _payment_methods(centra: Centra, selection: m.Selection) -> Json:
    views: Json = {}
    for uri in payment_methods_for(centra, selection):
        method = centra.payment_methods[uri]
        views[uri] = {
            "paymentMethod": method.uri,
            "name": method.name,
            "paymentMethodType": method.method_type,
            "useForDigitalContent": method.kind != "inv",
            "supportsInitiateOnly": method.initiate_only,
            "providesCustomerAddressAfterPayment": method.address_afterwards,
            "addressRequiredFields": ["country"] if method.address_afterwards else list(_ADDRESS),
            "hasTermsAndConditionsAgreement": method.address_afterwards,
            **client_side(method),
        }
    return views


def _line_view(centra: Centra, selection: m.Selection, line: m.SelectionLine, currency: str) -> Json:
    if line.gift_certificate_id is not None:
        certificate, amount = centra.gift_certificates[line.gift_certificate_id], line.gift_amount or Decimal(0)
        name = f"gift-{certificate.id}"
        prices = price_fields(centra, currency, amount, amount, 1, Decimal(0))
        head: Json = {"item": name, "giftCertificate": name, "productName": certificate.name, "quantity": 1}
        return {**head, "line": line.id, **prices}
    item, size = centra.display_items[line.display_item_id], centra.product_sizes[line.product_size_id]
    variant = centra.variants[item.variant_id]
    product = centra.products[variant.product_id]
    priced = price_of_variant(centra, variant.id, selection.pricelist_id, selection.market_id)
    price = unit_price_of(centra, selection, line.id) if priced else Decimal(0)
    original = priced.original if priced else Decimal(0)
    view: Json = {
        "item": f"{item.id}-{size.size_id}",
        "product": str(item.id),
        "brandName": centra.brands[product.brand_id].name,
        "productName": centra.displays[item.display_id].name,
        "size": size.size_name,
        "sku": product.product_number + variant.variant_number + size.size_number,
        "ean": size.ean,
        "silkProduct": str(product.id),
        "silkVariant": str(variant.id),
        "quantity": line.quantity,
        "comment": line.comment,
        "line": line.id,
        **price_fields(centra, currency, price, original, line.quantity, tax_percent_of(centra, selection.country)),
    }
    if line.subscription_plan_id is not None:
        view["subscriptionPlan"] = str(line.subscription_plan_id)
    return view
