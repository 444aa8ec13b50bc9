"""How ``POST /products`` narrows, sorts and counts: filters, search, sort order and the ``filter`` of the answer.

Fields are joined with AND, the values of one field with OR; a product matches if it or one of its related products
does. ``count`` counts what the request leaves, ``totalCount`` everything.
Source: 02.checkout-api/02.api-reference/01.overview, 03.fe-development/01.fe-elements (search and filtering).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from centra_mock.domain import model as m
from centra_mock.domain.catalogue import categories_path, sizes_of_variant, sku_of
from centra_mock.faces.checkout.attributes import attribute_properties
from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.products import (
    Sight,
    category_ids,
    category_view,
    is_available,
    price_of,
    related_items,
    text_of,
)
from centra_mock.faces.checkout.search import Habit, matching
from centra_mock.faces.checkout.wire import Json, Refusal

__all__ = ["Row", "filter_view", "narrow", "rows_of", "sort_rows"]

_SORT_FIELDS = ("uri", "categoryItemSort", "collectionUri", "priceAsNumber", "createdAt", "modifiedAt")


@dataclass(slots=True)
class Row:
    """One product of a list with everything that it can be filtered and sorted by; ``values`` by filter field."""

    item: m.DisplayItem
    values: dict[str, dict[str, Json]] = field(default_factory=dict)  # field -> value -> data
    ids: set[str] = field(default_factory=set)
    backend_ids: set[str] = field(default_factory=set)
    uris: set[str] = field(default_factory=set)
    category_uris: set[str] = field(default_factory=set)
    available_sizes: set[str] = field(default_factory=set)
    text: str = ""


def rows_of(visit: Visit, items: Iterable[m.DisplayItem], sight: Sight) -> list[Row]:
    """Gather what the products of a list are filtered by, related products included."""
    return [_row(visit, item, sight) for item in items]


def narrow(visit: Visit, rows: list[Row], request: Json, sight: Sight) -> list[Row]:
    """The rows that match a request; raises ``Refusal`` with 400 for values of the wrong type."""
    wanted = {name: _texts(request[name], name) for name in _fields(rows) if name in request}
    if visit.told("filters-ignored"):
        wanted = {}
    kept = [row for row in rows if all(row.values.get(name, {}).keys() & texts for name, texts in wanted.items())]
    if "products" in request:
        ids = _texts(request["products"], "products")
        kept = [row for row in kept if row.ids & ids]
    if "silkProduct" in request:
        ids = _texts(request["silkProduct"], "silkProduct")
        kept = [] if visit.told("internal-product-not-found") else [row for row in kept if row.backend_ids & ids]
    if request.get("uri") is not None:
        kept = _by_uri(kept, request["uri"])
    if request.get("onlyAvailable") in (True, "true", 1, "1") and not visit.told("only-available-ignored"):
        names = wanted.get("items.name")
        kept = [row for row in kept if _is_for_sale(visit, row, sight, names)]
    search = request.get("search")
    if search not in (None, ""):
        if not isinstance(search, str):
            raise Refusal(400, {"search": "must be text"})
        if visit.told("search-plain-latin-only") and not search.isascii():
            return []
        hits = matching(search, {row.item.id: row.text for row in kept}, _habit(visit))
        kept = [row for row in kept if row.item.id in hits]
    return kept


def sort_rows(visit: Visit, rows: list[Row], order: object, sight: Sight) -> list[Row]:
    """The rows in the order asked for; raises ``Refusal`` with 400 for another field or direction."""
    if not isinstance(order, list) or any(not isinstance(each, dict) for each in order):
        raise Refusal(400, {"sortOrder": "must be a list of objects"})
    for each in order:
        if each.get("field") not in _SORT_FIELDS and not visit.told("sorts-by-anything"):
            raise Refusal(400, {"sortOrder.field": f"must be one of {', '.join(_SORT_FIELDS)}"})
        if each.get("order", "asc") not in ("asc", "desc"):
            raise Refusal(400, {"sortOrder.order": "must be asc or desc"})
    if visit.told("sort-order-ignored"):
        return rows
    for each in reversed(order[:10]):
        key = _sort_key(visit, str(each["field"]), sight)
        rows = sorted(rows, key=lambda row: key(row.item), reverse=each.get("order") == "desc")
    return rows


def filter_view(visit: Visit, every: list[Row], kept: list[Row]) -> list[Json]:
    """All values that products can be filtered by, with the two counts of each."""
    view: list[Json] = []
    total = kept if visit.told("filter-totals-shrink") else every
    for name in _fields(every):
        if name == "brands" and visit.told("brands-missing"):
            continue
        values: dict[str, Json] = {}
        for row in every:
            values.update(row.values.get(name, {}))
        view.append(
            {
                "field": name,
                "values": [
                    {"value": value, "count": _count(kept, name, value), "totalCount": _count(total, name, value)}
                    | {"data": data}
                    for value, data in values.items()
                ],
            }
        )
    return view


def _row(visit: Visit, item: m.DisplayItem, sight: Sight) -> Row:
    centra, language = visit.centra, sight.language_code
    row, texts = Row(item), []
    related = [each for each, relation in related_items(centra, item, sight.market_id) if relation == "variant"]
    for each in [item, *related]:
        display, variant = centra.displays[each.display_id], centra.variants[each.variant_id]
        product = centra.products[display.product_id]
        brand, collection = centra.brands[product.brand_id], centra.collections.get(product.collection_id or 0)
        sizes = sizes_of_variant(centra, variant.id)
        row.ids.add(str(each.id))
        row.backend_ids.add(str(product.id))
        row.uris.add(display.uri)
        row.available_sizes |= {size.size_name for size in sizes if is_available(visit, size, sight.market_id)}
        _note(row, "brands", str(brand.id), {"brand": str(brand.id), "brandName": brand.name})
        if collection:
            data: Json = {"collection": str(collection.id), "collectionName": collection.name}
            _note(row, "collections", str(collection.id), data)
        names: list[str] = []
        for category_id in category_ids(centra, display):
            category = category_view(centra, category_id, language)
            _note(row, "categories", str(category_id), category)
            row.category_uris.add(str(category["uri"]))
            names += categories_path(centra, category_id)
        for size in sizes:
            _note(row, "items.name", size.size_name, {"name": size.size_name})
        properties = attribute_properties(centra, [*product.attributes, *variant.attributes])
        for name, value in properties.items() if not visit.told("attributes-missing") else ():
            if isinstance(value, dict) and value and isinstance(first := next(iter(value.values())), str):
                _note(row, f"{name}.{next(iter(value))}", first, dict(value))
        texts += [
            text_of(display.translations, language, "name", display.name),
            text_of(display.translations, language, "description", display.description),
            text_of(display.translations, language, "short_description", display.short_description),
            variant.name,
            brand.name,
            collection.name if collection else "",
            *names,
            *(size.ean for size in sizes),
        ]
        if not visit.told("search-without-sku"):
            texts += [product.product_number, product.product_number + variant.variant_number]
            texts += [sku_of(centra, size) for size in sizes]
    row.text = "\n".join(texts)
    return row


def _habit(visit: Visit) -> Habit:
    return Habit(
        is_literal=visit.told("search-is-literal"),
        keeps_marks=visit.told("search-keeps-marks"),
        shortest_corrected=3 if visit.told("short-words-corrected") else 4,
    )


def _note(row: Row, name: str, value: str, data: Json) -> None:
    row.values.setdefault(name, {})[value] = data


def _fields(rows: list[Row]) -> list[str]:
    always = ["brands", "categories", "collections"]
    others = sorted({name for row in rows for name in row.values} - set(always))
    return always + others


def _count(rows: list[Row], name: str, value: str) -> int:
    return sum(1 for row in rows if value in row.values.get(name, {}))


def _texts(value: object, name: str) -> set[str]:
    values = value if isinstance(value, list) else [value]
    if any(isinstance(each, bool) or not isinstance(each, str | int) for each in values):
        raise Refusal(400, {name: "must be an ID, a text or a list of them"})
    return {str(each) for each in values}


def _by_uri(rows: list[Row], wanted: object) -> list[Row]:
    if not isinstance(wanted, dict) or not isinstance(wanted.get("uri"), str):
        raise Refusal(400, {"uri": "must be an object with uri and for"})
    uri, kinds = wanted["uri"].strip("/"), wanted.get("for", ["product", "category"])
    if not isinstance(kinds, list | str):
        raise Refusal(400, {"uri.for": "must list product, category or both"})
    kept = []
    for row in rows:
        is_product = "product" in kinds and uri.rpartition("/")[2] in row.uris and _leads(row, uri)
        if is_product or ("category" in kinds and uri in row.category_uris):
            kept.append(row)
    return kept


def _leads(row: Row, uri: str) -> bool:
    path = uri.rpartition("/")[0]
    return not path or path in row.category_uris


def _is_for_sale(visit: Visit, row: Row, sight: Sight, names: set[str] | None) -> bool:
    sizes = row.available_sizes & names if names is not None else row.available_sizes
    return bool(sizes) and (sight.pricelist_id is None or price_of(visit, row.item.variant_id, sight) is not None)


def _sort_key(visit: Visit, name: str, sight: Sight) -> Callable[[m.DisplayItem], tuple[float, str]]:
    centra = visit.centra

    def key(item: m.DisplayItem) -> tuple[float, str]:
        display = centra.displays[item.display_id]
        product = centra.products[display.product_id]
        match name:
            case "uri":
                return 0, display.uri
            case "collectionUri":
                collection = centra.collections.get(product.collection_id or 0)
                return 0, collection.uri if collection else ""
            case "createdAt":
                return display.created_at.timestamp(), ""
            case "modifiedAt":
                return display.modified_at.timestamp(), ""
            case "categoryItemSort":
                return display.id, ""
        priced = price_of(visit, item.variant_id, sight)
        return float(priced.price) if priced else -1.0, ""

    return key
