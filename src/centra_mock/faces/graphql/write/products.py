"""Creating products, variants and sizes, updating products, and changing stock.

Source: 04.guides/03.pim-gql-integration, from "Adding Product 1" to "Product Stock update".
"""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Any

from centra_mock.domain import model as m
from centra_mock.domain.catalogue import size_in_variant
from centra_mock.domain.centra import DomainError
from centra_mock.domain.stock import deliver
from centra_mock.faces.graphql.context import Arguments, Context, Mutation, Refusal
from centra_mock.faces.graphql.write.attributes import assign_mapped, unassign_mapped
from centra_mock.faces.graphql.write.references import (
    country_of,
    money_of,
    name_of,
    new_id,
    of_id,
    referred,
    size_of,
)

__all__ = ["MUTATIONS"]

_MOST_PIECES = 10**7
_HEAVIEST_KG = 10**6
Payload = dict[str, Any]  # Any: domain objects by the name of the payload's field


def _create_product(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    brand = referred(centra.brands, given, "brand", "Brand")
    collection = referred(centra.collections, given, "collection", "Collection")
    folder = referred(centra.folders, given, "folder", "Folder")
    country = country_of(centra, given.get("countryOfOrigin"), "input", "countryOfOrigin")
    product = m.Product(
        id=new_id(centra, "product", centra.products),
        name=name_of(given),
        product_number=given.get("productNumber") or "",
        brand_id=brand.id if brand else 0,
        collection_id=collection.id if collection else None,
        folder_id=folder.id if folder else None,
        created_at=centra.now(),
        modified_at=centra.now(),
        status=given["status"],
        country_of_origin=country.code if country else "",
        harm_code=given.get("harmonizedCommodityCode") or "",
        harm_description=given.get("harmonizedCommodityCodeDescription") or "",
    )
    centra.products[product.id] = product
    centra.publish("product", "create", product.id)
    return {"product": product}


def _update_product(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    product = of_id(centra.products, args["id"], "Product", "id")
    assigned = list(product.attributes)
    try:
        assign_mapped(centra, product, "Product", given.get("assignMappedAttributes") or ())
        unassign_mapped(centra, product, "Product", given.get("unassignMappedAttributes") or ())
        _set_weight(product, given)
        _set_measurements(product, given, context)
    except Refusal:
        product.attributes[:] = assigned
        raise
    product.modified_at = centra.now()
    centra.publish("product", "update", product.id)
    return {"product": product}


def _set_weight(product: m.Product, given: Arguments) -> None:
    weight = given.get("weight")
    if weight is None:
        return
    if not 0 <= weight["value"] <= _HEAVIEST_KG:
        raise Refusal("The weight cannot be negative or that large", "input", "weight", "value")
    product.weight, product.weight_unit = Decimal(str(weight["value"])), "kg"


def _set_measurements(product: m.Product, given: Arguments, context: Context) -> None:
    table = given.get("measurementTable")
    if table is None or "measurementChart" not in table:
        return
    reference = table["measurementChart"]
    if reference is None or reference.get("id") is None:
        if not context.told("graphql-measurement-chart-stays"):
            product.measurement_chart_id = None
        return
    path = ("input", "measurementTable", "measurementChart", "id")
    product.measurement_chart_id = of_id(context.centra.measurement_charts, reference["id"], "MeasurementChart", *path).id


def _create_variant(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    product = referred(centra.products, given, "product", "Product")
    chart = referred(centra.size_charts, given, "sizeChart", "SizeChart")
    if product is None or chart is None:
        raise Refusal("A variant needs a product and a size chart", "input")
    cost, currency = None, ""
    if given.get("unitCost") is not None:
        cost, currency = money_of(centra, given["unitCost"], "input", "unitCost")
    variant = m.Variant(
        id=new_id(centra, "variant", centra.variants),
        product_id=product.id,
        name=name_of(given),
        variant_number=given.get("variantNumber") or "",
        size_chart_id=chart.id,
        modified_at=centra.now(),
        status=given["status"],
        internal_name=given.get("internalName") or "",
        unit_cost=cost,
        unit_cost_currency=currency,
    )
    centra.variants[variant.id] = variant
    if context.told("graphql-variants-come-with-all-sizes"):
        for size in chart.sizes:
            own = new_id(centra, "product_size", centra.product_sizes)
            centra.product_sizes[own] = m.ProductSize(own, variant.id, size.id, size.name, "", "")
    centra.publish("product", "update", product.id)
    return {"productVariant": variant}


def _create_size(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    variant = referred(centra.variants, given, "productVariant", "ProductVariant")
    if variant is None:
        raise Refusal("A product size needs a product variant", "input", "productVariant")
    chart = centra.size_charts[variant.size_chart_id]
    if context.told("graphql-foreign-sizes-are-activated"):
        every = [size for each in centra.size_charts.values() for size in each.sizes]
        chart = replace(chart, sizes=every)
    size = size_of(chart, given["size"], "input", "size")
    if size_in_variant(centra, variant.id, size.id) is not None:
        raise Refusal(f"Size {size.name} is active on this variant already", "input", "size")
    product_size = m.ProductSize(
        id=new_id(centra, "product_size", centra.product_sizes),
        variant_id=variant.id,
        size_id=size.id,
        size_name=size.name,
        size_number=given.get("sizeNumber") or "",
        ean="" if context.told("graphql-gtin-is-lost") else given.get("gtin") or "",
    )
    centra.product_sizes[product_size.id] = product_size
    centra.publish("product", "update", variant.product_id)
    return {"productSize": product_size}


def _change_stock(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    warehouse = referred(centra.warehouses, given, "intoWarehouse", "Warehouse")
    if warehouse is None:
        raise Refusal("A stock change names the warehouse that receives the goods", "input", "intoWarehouse")
    lines: dict[int, int] = {}
    entries = given["productVariants"]
    for entry in entries[:1] if context.told("graphql-stock-change-takes-one-variant") else entries:
        path = ("input", "productVariants")
        variant = of_id(centra.variants, entry["productVariant"].get("id"), "ProductVariant", *path, "productVariant")
        if entry.get("unitCost") is not None:
            money_of(centra, entry["unitCost"], *path, "unitCost")
        for change in entry["sizeChanges"]:
            size = size_of(centra.size_charts[variant.size_chart_id], change["size"], *path, "sizeChanges", "size")
            active = size_in_variant(centra, variant.id, size.id)
            if active is None:
                raise Refusal(f"Size {size.name} is not active on the variant", *path, "sizeChanges", "size")
            if not 0 < change["deliveredQuantity"] <= _MOST_PIECES:
                raise Refusal("The delivered quantity is a positive number", *path, "sizeChanges", "deliveredQuantity")
            lines[active.id] = lines.get(active.id, 0) + change["deliveredQuantity"]
    if not lines:
        raise Refusal("A stock change has at least one size", "input", "productVariants")
    if context.told("graphql-stock-change-changes-nothing"):
        lines = dict.fromkeys(lines, 0)
    if context.told("graphql-stock-change-sets-instead-of-adding"):
        held = {size_id: centra.stocks.get((warehouse.id, size_id)) for size_id in lines}
        lines = {size_id: wanted - (row.free if (row := held[size_id]) else 0) for size_id, wanted in lines.items()}
    try:
        delivery = deliver(centra, warehouse.id, lines, (given.get("description") or "")[:255])
    except DomainError as refusal:
        raise Refusal(refusal.text, "input", "productVariants") from refusal
    return {"stockChange": delivery}


MUTATIONS: dict[str, Mutation] = {
    "createProduct": _create_product,
    "updateProduct": _update_product,
    "createProductVariant": _create_variant,
    "createProductSize": _create_size,
    "changeStock": _change_stock,
}
