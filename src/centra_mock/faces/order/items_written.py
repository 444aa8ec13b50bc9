"""A stock item as ``GET /products``, ``GET /stock`` and the supplier operations write it.

``active`` is 1 or 0; ids are numbers, but those of pricelists and campaigns are text; the price of a pricelist is text,
that of a campaign a number. Source: 04.order-api/301.get-products, 302.get-stock, 502.get-supplier-order.
"""

from __future__ import annotations

from dataclasses import dataclass

from centra_mock.domain.catalogue import categories_path, displays_of_product
from centra_mock.domain.centra import Centra
from centra_mock.domain.model import AssignedAttribute, Display, Product, ProductSize, Store, SupplierLine, Variant
from centra_mock.domain.pricing import price_of_variant
from centra_mock.faces.order.lines_written import goods_of
from centra_mock.faces.order.wire import Json
from centra_mock.faces.order.written import amount, amount_text, bit

__all__ = ["Item", "write_attributes", "write_item", "write_product", "write_stock", "write_supplied"]


@dataclass(frozen=True, slots=True)
class Item:
    """One size of one variant of one product."""

    product: Product
    variant: Variant
    size: ProductSize


def write_item(centra: Centra, item: Item) -> Json:
    """What products and stock have in common."""
    goods = goods_of(centra, item.size.id)
    return {
        "sku": goods.sku,
        "productId": item.product.id,
        "variantSku": goods.variant_sku,
        "variantId": item.variant.id,
        "sizeSku": goods.size_sku,
        "brand": goods.brand,
        "collection": goods.collection,
        "product": goods.name,
        "variant": goods.variant,
        "size": goods.size,
        "stockItemId": item.size.id,
        "ean": goods.ean,
        "weight": amount(goods.weight),
        "weightUnit": goods.weight_unit,
        "countryOfOrigin": goods.country_of_origin,
        "harmCode": goods.harm_code,
        "harmDescription": item.product.harm_description,
        "active": bit(item.product.status == "ACTIVE" and item.variant.status == "ACTIVE"),
    }


def write_product(centra: Centra, item: Item, store: Store) -> Json:
    """The item with its folder, texts, categories, pictures and prices."""
    displays = displays_of_product(centra, item.product.id)
    display = next((each for each in displays if each.store_id == store.id), displays[0] if displays else None)
    written = write_item(centra, item)
    folder = _folder(centra, item.product.folder_id)
    if folder:
        written["folder"] = folder
    return written | {
        "name": display.name if display else item.product.name,
        "description": display.description if display else "",
        "shortDescription": display.short_description if display else "",
        "comment": display.comment if display else "",
        "store": centra.stores[display.store_id].name if display else store.name,
        "categories": [" / ".join(categories_path(centra, each)) for each in display.category_ids] if display else [],
        "images": _images(display),
        "prices": _prices(centra, item.variant),
    }


def write_stock(centra: Centra, item: Item, warehouse_id: int, *, with_physical: bool = True) -> Json:
    """The item with its stock in one warehouse."""
    row = centra.stocks.get((warehouse_id, item.size.id))
    physical, allocated = (row.physical, row.allocated) if row else (0, 0)
    written = write_item(centra, item)
    if with_physical:
        written["physicalStock"] = physical
    return written | {"allocatedStock": allocated, "availableStock": physical - allocated}


def write_supplied(centra: Centra, line: SupplierLine) -> Json:
    """An item on a supplier order or delivery."""
    goods = goods_of(centra, line.product_size_id)
    return {
        "sku": goods.sku,
        "variantSku": goods.variant_sku,
        "sizeSku": goods.size_sku,
        "brand": goods.brand,
        "collection": goods.collection,
        "product": goods.name,
        "variant": goods.variant,
        "size": goods.size,
        "ean": goods.ean,
        "weight": amount(goods.weight),
        "weightUnit": goods.weight_unit,
        "quantity": line.quantity,
        "cost": amount_text(line.cost),
        "costCurrency": line.currency_code,
    }


def write_attributes(centra: Centra, item: Item) -> Json:
    """The custom attributes of product and variant, keyed ``attribute_element``; empty values are left out."""
    written: Json = {}
    for each in [*item.product.attributes, *item.variant.attributes]:
        for element, value in sorted(_values(centra, each).items()):
            if value != "":
                written[f"{each.type_name}_{element}"] = value
    return written


def _values(centra: Centra, assigned: AssignedAttribute) -> dict[str, str]:
    if assigned.attribute_id is None:
        return assigned.values
    shared = centra.attributes.get(assigned.attribute_id)
    return shared.values if shared else {}


def _folder(centra: Centra, folder_id: int | None) -> str:
    names: list[str] = []
    while folder_id is not None and folder_id in centra.folders and len(names) < 20:
        folder = centra.folders[folder_id]
        names.append(folder.name)
        folder_id = folder.parent_id
    return " / ".join(reversed(names))


def _images(display: Display | None) -> list[str]:
    return [next(iter(each.urls.values())) for each in display.media if each.urls] if display else []


def _prices(centra: Centra, variant: Variant) -> list[Json]:
    written: list[Json] = []
    for pricelist in centra.pricelists.values():
        priced = price_of_variant(centra, variant.id, pricelist.id)
        if priced is None:
            continue
        campaigns: list[Json] = []
        if priced.campaign_id is not None:
            campaign = centra.campaigns[priced.campaign_id]
            campaigns.append({"id": str(campaign.id), "campaign": campaign.name, "price": amount(priced.price)})
        written.append(
            {
                "id": str(pricelist.id),
                "price": amount_text(priced.original),
                "pricelist": pricelist.name,
                "currency": priced.currency_code,
                "campaigns": campaigns,
            }
        )
    return written
