"""Creating folders, brands, collections, size charts and measurement charts, and removing unused charts.

Source: 04.guides/03.pim-gql-integration, sections on folders, brands, collections, size charts, measurement charts.
"""

from __future__ import annotations

from typing import Any

from centra_mock.domain import model as m
from centra_mock.faces.graphql.context import Arguments, Context, Mutation, Refusal
from centra_mock.faces.graphql.write.references import name_of, new_id, of_id, referred, slug

__all__ = ["MUTATIONS"]

_MOST_LABELS = 200
Payload = dict[str, Any]  # Any: domain objects by the name of the payload's field


def _create_folder(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    parent = referred(centra.folders, given, "parent", "Folder")
    folder = m.Folder(new_id(centra, "folder", centra.folders), name_of(given), parent.id if parent else None)
    centra.folders[folder.id] = folder
    centra.publish("folder", "create", folder.id)
    return {"folder": folder}


def _create_brand(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    name = name_of(given)
    stores = [
        of_id(centra.stores, store.get("id"), "Store", "input", "addToStores", "id") for store in given.get("addToStores") or ()
    ]
    uri = given.get("uri") or slug(name)
    if any(brand.uri == uri for brand in centra.brands.values()):
        raise Refusal(f"A brand with uri {uri} exists already", "input", "uri")
    brand = m.Brand(new_id(centra, "brand", centra.brands), name, uri, [store.id for store in stores])
    centra.brands[brand.id] = brand
    centra.publish("brand", "create", brand.id)
    return {"brand": brand}


def _create_collection(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    if given["status"] == "CANCELLED":
        raise Refusal("The status of a collection is ACTIVE or INACTIVE", "input", "status")
    name = name_of(given)
    collection = m.Collection(new_id(centra, "collection", centra.collections), name, slug(name), given["status"])
    centra.collections[collection.id] = collection
    centra.publish("collection", "create", collection.id)
    return {"collection": collection}


def _create_size_chart(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    horizontal, vertical = _labels(given, "horizontalLabels"), _labels(given, "verticalLabels")
    if not horizontal:
        raise Refusal("A size chart has at least one horizontal label", "input", "horizontalLabels")
    divider = given.get("dividerSymbol") or "x"
    known_sizes = {size.id: size for chart in centra.size_charts.values() for size in chart.sizes}
    names = [f"{each}{divider}{other}" for each in horizontal for other in vertical] if vertical else horizontal
    sizes = [m.Size(new_id(centra, "size", known_sizes), name) for name in names]
    name = name_of(given)
    chart = m.SizeChart(new_id(centra, "size_chart", centra.size_charts), name, sizes, list(horizontal), list(vertical), divider)
    centra.size_charts[chart.id] = chart
    for size in sizes:
        centra.publish("size", "create", size.id)
    return {"sizeChart": chart}


def _remove_size_chart(args: Arguments, context: Context) -> Payload:
    chart = of_id(context.centra.size_charts, args["id"], "SizeChart", "id")
    in_use = any(variant.size_chart_id == chart.id for variant in context.centra.variants.values())
    if in_use and not (
        context.told("graphql-charts-in-use-can-be-removed") or context.told("graphql-used-size-charts-can-be-removed")
    ):
        raise Refusal(f"The size chart with ID {chart.id} is in use", "id")
    del context.centra.size_charts[chart.id]
    for size in chart.sizes:
        context.centra.publish("size", "delete", size.id)
    return {}


def _create_measurement_chart(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    horizontal, vertical = _labels(given, "horizontalLabels"), _labels(given, "verticalLabels")
    values: dict[tuple[str, str], str] = {}
    for entry in given.get("values") or ():
        if entry["horizontalLabel"] not in horizontal or entry["verticalLabel"] not in vertical:
            raise Refusal("A value names a label that the chart does not have", "input", "values")
        values[(entry["verticalLabel"], entry["horizontalLabel"])] = entry["value"]
    chart = m.MeasurementChart(
        new_id(centra, "measurement_chart", centra.measurement_charts),
        name_of(given),
        horizontal,
        vertical,
        given.get("displayUnit") or "",
        values,
    )
    centra.measurement_charts[chart.id] = chart
    return {"measurementChart": chart}


def _remove_measurement_chart(args: Arguments, context: Context) -> Payload:
    chart = of_id(context.centra.measurement_charts, args["id"], "MeasurementChart", "id")
    in_use = any(product.measurement_chart_id == chart.id for product in context.centra.products.values())
    if in_use and not (
        context.told("graphql-charts-in-use-can-be-removed") or context.told("graphql-used-measurement-charts-can-be-removed")
    ):
        raise Refusal(f"The measurement chart with ID {chart.id} is in use", "id")
    del context.centra.measurement_charts[chart.id]
    return {}


def _labels(given: Arguments, name: str) -> list[str]:
    labels = list(given.get(name) or ())
    if len(set(labels)) != len(labels) or len(labels) > _MOST_LABELS or "" in labels:
        raise Refusal(f"Labels are distinct, not empty and at most {_MOST_LABELS}", "input", name)
    return labels


MUTATIONS: dict[str, Mutation] = {
    "createFolder": _create_folder,
    "createBrand": _create_brand,
    "createCollection": _create_collection,
    "createSizeChart": _create_size_chart,
    "removeSizeChart": _remove_size_chart,
    "createMeasurementChart": _create_measurement_chart,
    "removeMeasurementChart": _remove_measurement_chart,
}
