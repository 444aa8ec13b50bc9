"""How an order is answered: as what a selection became, as a receipt, and in the history of a customer.

Lines are split into single pieces; the first piece keeps the line ID that the selection had.
Source: 02.checkout-api/03.order-flow, 02.api-reference/04.user-accounts (POST orders), 01.overview/07.orderflow.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from hashlib import md5

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra
from centra_mock.domain.orders import shipments_of
from centra_mock.domain.pricing import SelectionTotals, order_totals, price_of_variant, tax_percent_of
from centra_mock.domain.stock import available_in_market
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.money import currency_format, money_number, money_pair, money_text
from centra_mock.faces.checkout.products import Sight, product_view, related_items
from centra_mock.faces.checkout.selection_view import (
    address_view,
    discounts_view,
    languages_part,
    price_fields,
    totals_view,
)
from centra_mock.faces.checkout.setup import countries_view, location_view
from centra_mock.faces.checkout.wire import Json

__all__ = ["history_product", "history_view", "order_head", "order_response", "order_sums", "order_tail", "pieces_of"]

_NOT_IN_HISTORY = frozenset(
    ("language", "additionalNotes", "category", "productUrl", "comment", "priceEachReduction", "priceEachReductionAsNumber")
)
_STATUS = {
    m.OrderStatus.INCOMPLETE: ("incomplete", "Incomplete"),
    m.OrderStatus.PENDING: ("untouched", "Pending"),
    m.OrderStatus.CONFIRMED: ("progress", "Confirmed"),
    m.OrderStatus.PROCESSING: ("progress", "Processing"),
    m.OrderStatus.COMPLETED: ("ok", "Completed"),
    m.OrderStatus.ARCHIVED: ("archived", "Archived"),
    m.OrderStatus.CANCELLED: ("failed", "Cancelled"),
}


def order_response(visit: Visit, order: m.Order, *, is_new: bool = False) -> Json:
    """The regular answer of the API once the selection became an order."""
    return {
        "order": _order_view(visit, order, is_new=is_new),
        **languages_part(visit),
        "countries": countries_view(visit.centra),
        "location": location_view(visit),
    }


def history_view(visit: Visit, order: m.Order) -> Json:
    """One order of ``POST /orders``: flat items, with shipments."""
    centra = visit.centra
    items = []
    for line, line_id in pieces_of(centra, order):
        flat = _old(_flat_line(centra, order, line, line_id))
        items.append({"item": flat.pop("item"), "product": str(line.display_item_id or ""), **flat})
    sums, tail = order_sums(centra, order), order_tail(centra, order, with_vat=False)
    return _old({**order_head(centra, order), "items": items, **sums, **tail})


def history_product(visit: Visit, item: m.DisplayItem) -> Json:
    """A product beside the order history, in the older shape."""
    centra, session = visit.centra, visit.session
    display = centra.displays[item.display_id]
    sight = Sight(session.market_id, session.pricelist_id, session.language_code)
    now = product_view(visit, item, sight)
    priced = price_of_variant(centra, item.variant_id, session.pricelist_id, session.market_id)
    reduction = priced.original - priced.price if priced else Decimal(0)
    currency = centra.pricelists[session.pricelist_id].currency_code
    sizes = [size for size in centra.product_sizes.values() if size.variant_id == item.variant_id]
    stock = {size.id: available_in_market(centra, size.id, session.market_id) > 0 for size in sizes}
    items = [
        {
            "item": f"{item.id}-{size.size_id}",
            "name": size.size_name,
            "ean": size.ean,
            "sku": f"{now['sku']}{size.size_number}",
            "inStock": stock[size.id],
        }
        for size in sizes
    ]
    kept = ("product", "name", "uri", "sku", "productSku", "brandName", "variantName", "excerpt", "description")
    texts = ("metaTitle", "metaDescription", "metaKeywords", "stockUnit", "price", "priceAsNumber")
    prices = ("priceBeforeDiscount", "priceBeforeDiscountAsNumber", "discountPercent", "showAsOnSale", "media")
    related = [
        {"product": str(each.id), "relation": relation} for each, relation in related_items(centra, item, session.market_id)
    ]
    return {
        **{key: now[key] for key in (*kept, *texts, *prices) if key in now},
        "silkProduct": now["centraProduct"],
        "silkVariant": now["centraVariant"],
        "primaryVariant": display.item_ids[:1] == [item.id],
        "harmCode": centra.products[display.product_id].harm_code,
        "harmCodeDescription": centra.products[display.product_id].harm_description,
        "priceReduction": money_text(centra, currency, reduction),
        "priceReductionAsNumber": money_number(reduction),
        "newProduct": now["showAsNew"],
        "inStock": any(stock.values()),
        "items": items,
        "canonicalUri": "/".join(part for part in (str(now["categoryUri"]), display.uri) if part),
        "relatedProducts": related,
    }


def order_head(centra: Centra, order: m.Order) -> Json:
    """Number, state, date and methods of an order."""
    status, description = _STATUS[order.status]
    payment = centra.payment_methods.get(order.payment_method)
    shipping = centra.shipping_options.get(order.shipping_option)
    return {
        "order": str(order.number),
        "status": status,
        "statusDescription": description,
        "message": "We have received your order.",
        "date": f"{order.created_at:%Y-%m-%d %H:%M:%S}",
        "language": order.language_code or None,
        "currency": order.currency_code,
        "paymentMethod": order.payment_method,
        "paymentMethodName": payment.name if payment else "",
        "shippingMethod": order.shipping_option,
        "shippingMethodName": shipping.name if shipping else "",
    }


def order_sums(centra: Centra, order: m.Order) -> Json:
    """Discounts and totals of an order."""
    sums = order_totals(centra, order)
    totals = SelectionTotals(
        sums.items,
        sums.discount,
        sums.shipping,
        sums.handling,
        tax_percent_of(centra, order.shipping_address.country),
        sums.tax,
        sums.grand_total,
        tuple(order.discounts),
    )
    quantity = sum(line.quantity for line in order.lines if line.bundle_line_id is None)
    return {
        "discounts": discounts_view(centra, order.currency_code, order.discounts),
        "totals": totals_view(centra, order.currency_code, totals, quantity),
        "vatExempt": False,
    }


def order_tail(centra: Centra, order: m.Order, *, with_vat: bool = True) -> Json:
    """Addresses, messages, shipments and currency of an order."""
    billing, shipping = order.billing_address, order.shipping_address
    names = {code: country.name for code, country in centra.countries.items()}
    shipping_view = address_view(shipping, with_vat=False)
    shipping_view["email"] = shipping.email or billing.email
    return {
        "address": {**address_view(billing, with_vat=with_vat), "countryName": names.get(billing.country, "")},
        "shippingAddress": {**shipping_view, "countryName": names.get(shipping.country, "")},
        "giftMessage": order.other_comment,
        "additionalNotes": order.comment,
        "shipments": [_shipment_view(each) for each in shipments_of(centra, order.number) if each.shipped],
        "currencyFormat": currency_format(centra, order.currency_code),
    }


def pieces_of(centra: Centra, order: m.Order) -> Iterator[tuple[m.OrderLine, str]]:
    """The order's lines one piece at a time, each with its line ID."""
    selection = centra.selections.get(order.id)
    shown = [line for line in order.lines if line.bundle_line_id is None]
    known = [line.id for line in selection.lines] if selection is not None else []
    for position, line in enumerate(shown):
        for piece in range(line.quantity):
            if piece == 0 and position < len(known):
                yield line, known[position]
            else:
                yield line, md5(f"{order.id}-{line.id}-{piece}".encode(), usedforsecurity=False).hexdigest()


def _old(view: Json) -> Json:
    """Without what came later than the sample of the order history (04.user-accounts)."""
    return {name: value for name, value in view.items() if name not in _NOT_IN_HISTORY}


def _order_view(visit: Visit, order: m.Order, *, is_new: bool) -> Json:
    centra = visit.centra
    head = order_head(centra, order)
    items = []
    for line, line_id in pieces_of(centra, order):
        view = _flat_line(centra, order, line, line_id)
        view = {key: value for key, value in view.items() if key not in ("brandName", "productName")}
        item = centra.display_items.get(line.display_item_id or 0)
        if item is not None:
            sight = Sight(order.market_id, order.pricelist_id, visit.session.language_code)
            view["product"] = product_view(visit, item, sight, with_stock=False)
        items.append(view)
    once: Json = {"affiliateHtml": ""} if is_new else {}
    data: Json = {"paymentMethodData": {"html_snippet": f"Paid with {head['paymentMethodName']}"}} if is_new else {}
    return {**head, **once, "items": items, **order_sums(centra, order), **order_tail(centra, order), **data}


def _flat_line(centra: Centra, order: m.Order, line: m.OrderLine, line_id: str) -> Json:
    currency = order.currency_code
    if line.gift_certificate_id is not None:
        certificate = centra.gift_certificates.get(line.gift_certificate_id)
        name, number, size, brand = certificate.name if certificate else "", f"gift-{line.gift_certificate_id}", None, ""
        sku = ""
    else:
        product = centra.products[line.product_id]
        size = centra.product_sizes.get(line.product_size_id)
        number = f"{line.display_item_id}-{size.size_id}" if line.display_item_id and size else ""
        sku = product.product_number + centra.variants[line.variant_id].variant_number
        sku += size.size_number if size else ""
        name, brand = product.name, centra.brands[product.brand_id].name
    return {
        "item": number,
        "productUrl": None,
        "category": None,
        "brandName": brand,
        "productName": name,
        "size": size.size_name if size else "",
        "sku": sku,
        "ean": size.ean if size else "",
        "quantity": 1,
        "storePickup": False,
        "line": line_id,
        "comment": line.comment,
        **price_fields(centra, currency, line.unit_price, line.unit_original_price, 1, line.tax_percent),
        **money_pair(centra, currency, "totalPrice", line.unit_price),
    }


def _shipment_view(shipment: m.Shipment) -> Json:
    sent = shipment.shipped_at or shipment.created_at
    return {
        "shippedDate": f"{sent:%Y-%m-%d %H:%M:%S}",
        "carrier": shipment.carrier,
        "service": shipment.service,
        "trackingId": shipment.tracking,
        "trackingUrl": shipment.tracking_url,
    }
