"""What the AMS shows of things of which a field is filled in that few have, as fields of needs.

Source: 05.api-references/05.graphql-integration-api/04.examples/01.dtc, 04.guides/01.cms-integration,
04.guides/03.pim-gql-integration, 01.overview/08.custom-attributes: the fields that are read of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from centra_mock.domain.catalogue import variants_of_product
from centra_mock.domain.centra import Centra
from centra_mock.domain.model import Order
from centra_mock.faces.graphql.resolve.attributes import PICTURE_SIDE

__all__ = ["owners_view"]

Fields = Mapping[str, object]


def owners_view(centra: Centra) -> dict[str, Fields]:
    """For each need that only an owner can meet, its fields with their values."""
    return {
        "filled_account": _account(centra),
        "filled_display": _display(centra),
        "choice_attribute": _choice(centra),
        "pictured_attribute": _picture(centra),
        "foreign_order": _foreign_order(centra),
        "partly_cancelled_order": _cancelled_order(centra),
        "placed_country": _country(centra),
        "commented_market": _commented({each.id: each.comment for each in centra.markets.values()}),
        "commented_pricelist": _commented({each.id: each.comment for each in centra.pricelists.values()}),
        "commented_product": _commented({each.id: each.internal_comment for each in centra.products.values()}),
        "commented_shipping_option": _commented(_defaults(centra)),
        "noted_order": _noted_order(centra),
        "recommended_price": _recommended_price(centra),
        "windowed_alteration": _alteration(centra),
        "size_without_preorder": _size(centra),
    }


def _account(centra: Centra) -> Fields:
    account = next(each for each in centra.accounts.values() if each.internal_comment and each.carrier.tax_id)
    person = centra.sales_representatives[account.sales_representative_id or 0]
    return {
        "order": next(each.number for each in centra.orders.values() if each.account_id == account.id),
        "internal_comment": account.internal_comment,
        "website": account.website_url,
        "carrier": account.carrier.carrier_name,
        "service": account.carrier.service_name,
        "identifier": account.carrier.account_identifier,
        "tax_id": account.carrier.tax_id,
        "payment_terms": centra.payment_terms[account.payment_terms_id or 0].description,
        "shipping_terms": centra.shipping_terms[account.shipping_terms_id or 0].description,
        "representative": person.email,
        "commission": float(person.commission_percent),
        "attribute": account.attributes[0].type_name,
    }


def _display(centra: Centra) -> Fields:
    display = next(
        each
        for each in centra.displays.values()
        if each.comment and each.canonical_category_id and len(each.item_ids) > 1 and _pricelists(centra, each.product_id)[1:]
    )
    category = centra.categories[display.canonical_category_id or 0]
    first, *_, last = _pricelists(centra, display.product_id)
    return {
        "id": display.id,
        "comment": display.comment,
        "variants": len(display.item_ids),
        "pricelist": first,
        "other_pricelist": last,
        "category": category.name,
        "meta_description": category.meta_description,
    }


def _pricelists(centra: Centra, product_id: int) -> list[str]:
    """The names of the pricelists in which every variant of a product has a price."""
    variants = variants_of_product(centra, product_id)
    return [
        each.name for each in centra.pricelists.values() if all((each.id, variant.id) in centra.prices for variant in variants)
    ]


def _choice(centra: Centra) -> Fields:
    declared, element = next(
        (each, element)
        for each in centra.attribute_types.values()
        if each.object_type == "ProductVariant" and not each.is_mapped
        for element in each.elements
        if element.options
    )
    value, name = list(element.options.items())[-1]
    return {"type": declared.name, "description": declared.description, "key": element.key, "value": value, "name": name}


def _picture(centra: Centra) -> Fields:
    attribute, keys = next(
        (each, {kind: element.key for kind in ("image", "file") for element in declared.elements if element.kind == kind})
        for each in centra.attributes.values()
        for declared in [centra.attribute_types[each.type_name]]
        if {element.kind for element in declared.elements} >= {"image", "file"}
    )
    return {
        "id": attribute.id,
        "type": attribute.type_name,
        "picture": attribute.values[keys["image"]],
        "width": PICTURE_SIDE,
        "height": PICTURE_SIDE,
        "mime_type": "image/jpeg",
        "file": attribute.values[keys["file"]],
    }


def _foreign_order(centra: Centra) -> Fields:
    order = next(each for each in _consumer_orders(centra) if not centra.currencies[each.currency_code].is_base)
    return {"order": order.number, "rate": float(centra.currencies[order.currency_code].base_rate)}


def _cancelled_order(centra: Centra) -> Fields:
    order = next(each for each in _consumer_orders(centra) if any(line.cancelled and line.quantity for line in each.lines))
    return {"order": order.number, "cancelled": sum(line.cancelled for line in order.lines)}


def _country(centra: Centra) -> Fields:
    country = next(each for each in centra.countries.values() if each.continent)
    return {"code": country.code, "continent": country.continent}


def _commented(comments: Mapping[int, str]) -> Fields:
    number, comment = next(pair for pair in comments.items() if pair[1])
    return {"id": number, "comment": comment}


def _defaults(centra: Centra) -> dict[int, str]:
    """The comments of the shipping options that are the default of a pricelist."""
    used = {each.default_shipping_option_id for each in centra.pricelists.values()}
    return {each.id: each.comment for each in centra.shipping_options.values() if each.id in used}


def _noted_order(centra: Centra) -> Fields:
    order = next(each for each in _consumer_orders(centra) if each.attributes and each.attributes[0].values)
    note = order.attributes[0]
    return {"order": order.number, "type": note.type_name, "text": next(iter(note.values.values()))}


def _recommended_price(centra: Centra) -> Fields:
    price = next(each for each in centra.prices.values() if each.recommended_retail_price)
    value = float(price.recommended_retail_price or 0)
    return {"product": price.product_id, "pricelist": price.pricelist_id, "value": value}


def _alteration(centra: Centra) -> Fields:
    alteration = next(each for each in centra.price_alterations.values() if each.delivery_window_ids)
    return {"id": alteration.id, "window": centra.delivery_windows[alteration.delivery_window_ids[0]].name}


def _size(centra: Centra) -> Fields:
    size = next(each for each in centra.product_sizes.values() if each.ean and not each.preorder)
    return {"variant": size.variant_id, "ean": size.ean}


def _consumer_orders(centra: Centra) -> list[Order]:
    """Orders of consumers that were placed, the latest first."""
    placed = [each for each in centra.orders.values() if each.account_id is None and each.status.name != "INCOMPLETE"]
    return sorted(placed, key=lambda order: order.created_at, reverse=True)
