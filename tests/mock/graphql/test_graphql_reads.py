"""The documented queries."""

import re
from base64 import b64encode

import pytest

LISTS = (
    *("stores", "markets", "pricelists", "folders", "categories", "countries", "currencies", "languages", "brands"),
    *("collections", "sizeCharts", "measurementCharts", "warehouses", "allocationRules", "products", "displays"),
    *("mappedAttributes", "deliveryWindows", "orders", "invoices"),
)


@pytest.mark.parametrize("name", LISTS)
def test_every_list_has_rows_and_pages(reader, name):
    """Each documented list answers an array with integer ids (orders: 32 hex characters), page by page."""
    rows = reader.data(f"{{ {name} {{ id }} }}")[name]
    assert rows
    expected = "[0-9a-f]{32}" if name == "orders" else r"\d+"
    assert all(re.fullmatch(expected, str(row["id"])) for row in rows)
    pages = reader.data(f"{{ one: {name}(limit: 1) {{ id }} past: {name}(limit: 1, page: 9999) {{ id }} }}")
    assert pages == {"one": rows[:1], "past": []}


def test_every_type_can_be_read_whole(reader):
    """No field of the schema fails: every field of every list is selected, two levels deep."""
    schema = reader.data(
        "{ __schema { queryType { fields { name args { name type { kind } } type { ...t } } } types { name kind "
        "possibleTypes { name } fields { name args { type { kind } } type { ...t } } } } } "
        "fragment t on __Type { kind name ofType { kind name ofType { kind name ofType { kind name } } } }"
    )["__schema"]
    types = {row["name"]: row for row in schema["types"]}

    def inner(kind):
        while kind.get("ofType"):
            kind = kind["ofType"]
        return types[kind["name"]]

    def select(kind, levels):
        if kind["possibleTypes"]:
            each = (f"... on {one['name']} {{ {select(types[one['name']], levels)} }}" for one in kind["possibleTypes"])
            return " ".join(["__typename", *each])
        parts = []
        for position, field in enumerate(kind["fields"]):
            below = inner(field["type"])
            alias = f"{kind['name']}{position}: {field['name']}"
            if below["fields"] is None:
                parts.append(alias)
            elif levels:
                parts.append(f"{alias} {{ {select(below, levels - 1)} }}")
        return " ".join(["__typename", *parts])

    for field in schema["queryType"]["fields"]:
        if any(argument["type"]["kind"] == "NON_NULL" for argument in field["args"]):
            continue
        limit = "(limit: 2)" if any(argument["name"] == "limit" for argument in field["args"]) else ""
        limit = "(last: 2)" if field["name"] == "orderConnection" else limit
        reader.data(f"{{ {field['name']}{limit} {{ {select(inner(field['type']), 2)} }} }}")


def test_single_objects_are_found_by_id_and_null_otherwise(reader):
    """product, productVariant, display and priceAlteration take an id."""
    centra = reader.world.centra
    known = {
        "product": centra.products,
        "productVariant": centra.variants,
        "display": centra.displays,
        "priceAlteration": centra.price_alterations,
    }
    for name, rows in known.items():
        number = next(iter(rows))
        query = f"{{ found: {name}(id: {number}) {{ id }} gone: {name}(id: 999999) {{ id }} }}"
        assert reader.data(query) == {"found": {"id": number}, "gone": None}


def test_counters_count_what_the_same_filter_lists(reader):
    """The total of a list comes from counters."""
    where = "products(where: {status: $s})"
    query = f"query ($s: [ProductStatus!]!) {{ {where} {{ status }} counters {{ {where} }} }}"
    for status in ("ACTIVE", "INACTIVE"):
        data = reader.data(query, {"s": [status]})
        assert data["counters"]["products"] == len(data["products"])
        assert {row["status"] for row in data["products"]} <= {status}


def test_where_sort_and_single_values(reader):
    """StringMatch, ids, enums, one value where a list is declared, and sort keys in both directions."""
    brand = next(iter(reader.world.centra.brands.values()))
    data = reader.data(
        "query ($a: StringMatch!, $b: StringMatch!) { a: brands(where: {name: $a}) { id } b: brands(where: {name: $b}) { id } "
        "up: products(sort: id_ASC) { id } down: products(sort: [updatedAt_DESC, id_DESC]) { id updatedAt } "
        "w: stores(where: {type: WHOLESALE}) { type } }",
        {"a": {"equals": brand.name}, "b": {"contains": brand.name[1:4].upper()}},
    )
    assert data["a"] == [{"id": brand.id}]
    assert {"id": brand.id} in data["b"]
    assert data["up"] == sorted(data["up"], key=lambda row: row["id"])
    times = [row["updatedAt"] for row in data["down"]]
    assert times == sorted(times, reverse=True) and len(set(times)) > 1
    assert data["w"] == [{"type": "WHOLESALE"}]


def test_order_connection_pages_backwards_and_forwards(reader):
    """Cursors are base64 of the number; last and before walk back, first and after forwards."""
    info = "pageInfo { hasPreviousPage hasNextPage startCursor endCursor }"
    ask = "{ orderConnection(%s) { totalCount " + info + " edges { cursor node { number } } } }"
    whole = reader.data(ask % "sort: orderDate_ASC")["orderConnection"]
    cursors = [edge["cursor"] for edge in whole["edges"]]
    assert whole["totalCount"] == len(cursors) == len(reader.data("{ orders { id } }")["orders"])
    assert cursors[0] == b64encode(f"number:{whole['edges'][0]['node']['number']}".encode()).decode()
    tail = reader.data(ask % f'last: 3, before: "{cursors[-1]}", sort: orderDate_ASC')["orderConnection"]
    assert [edge["cursor"] for edge in tail["edges"]] == cursors[-4:-1]
    assert tail["pageInfo"] == {
        "hasPreviousPage": True,
        "hasNextPage": True,
        "startCursor": cursors[-4],
        "endCursor": cursors[-2],
    }
    head = reader.data(ask % f'first: 2, after: "{cursors[0]}", sort: orderDate_ASC')["orderConnection"]
    assert [edge["cursor"] for edge in head["edges"]] == cursors[1:3]


def test_orders_filter_by_store_status_and_day(reader):
    """storeType, status and createdAt narrow the orders; wholesale fields are reached through a fragment."""
    data = reader.data(
        "{ w: orders(where: {storeType: WHOLESALE}) { __typename ... on WholesaleOrder { account { name } buyer { email } } } "
        'none: orders(where: {createdAt: {from: "1990-01-01 00:00:00", to: "1990-01-02 00:00:00"}}) { id } '
        'all: orders(where: {createdAt: {from: "1990-01-01"}}) { id status } c: orders(where: {status: CONFIRMED}) { status } }'
    )
    assert {row["__typename"] for row in data["w"]} == {"WholesaleOrder"}
    assert all(row["account"]["name"] and row["buyer"]["email"] for row in data["w"])
    assert data["none"] == [] and len(data["all"]) > len(data["w"])
    assert {row["status"] for row in data["c"]} == {"CONFIRMED"}
    assert {row["status"] for row in data["all"]} == {
        "PENDING",
        "CONFIRMED",
        "PROCESSING",
        "SHIPPED",
        "ARCHIVED",
        "CANCELLED",
    }


def test_formats_are_as_documented(reader):
    """Timestamps, money text, whole floats, SKU and the format argument."""
    data = reader.data(
        '{ products { productNumber createdAt year: createdAt(format: "Y-m-d\\\\TH:i:sO") variants { variantNumber unitCost '
        "{ value formattedValue currency { code } } productSizes { SKU sizeNumber } } } }"
    )
    for product in data["products"]:
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\+0[12]00", product["createdAt"])
        assert product["year"] == product["createdAt"]
        for variant in product["variants"]:
            cost = variant["unitCost"]
            if cost:
                assert re.fullmatch(r"\d{1,3}( \d{3})*\.\d\d " + cost["currency"]["code"], cost["formattedValue"])
            for size in variant["productSizes"]:
                assert size["SKU"] == "".join(
                    part or "" for part in (product["productNumber"], variant["variantNumber"], size["sizeNumber"])
                )


def test_operation_names_variables_and_aliases(reader):
    """Of several operations the named one runs; variables have defaults; aliases rename."""
    document = "query one($n: Int = 1) { few: stores(limit: $n) { id } } query all { stores { id } }"
    assert list(reader.ask(document, name="all")["data"]) == ["stores"]
    assert len(reader.ask(document, name="one")["data"]["few"]) == 1
    assert len(reader.ask(document, {"n": 2}, name="one")["data"]["few"]) == 2
    assert reader.ask(document)["errors"]


def test_languages_for_translation_leave_out_the_default(reader):
    """Every other language lists every translatable field, untranslated ones as null."""
    data = reader.data(
        "{ languages(where: {isAvailableForLocalization: true}) { id } "
        "displays(limit: 1) { localized { language { id } translations { field value } } } }"
    )
    localized = data["displays"][0]["localized"]
    assert [row["language"] for row in localized] == data["languages"]
    for row in localized:
        assert {"name", "uri", "metaTitle", "description"} <= {entry["field"] for entry in row["translations"]}
        assert None in {entry["value"] for entry in row["translations"]}


def test_weights_are_in_kilograms(reader):
    """Also of a product that is weighed in pounds; its sizes weigh the same."""
    product = next(row for row in reader.world.centra.products.values() if row.weight_unit == "lb")
    fields = "weight { value unit formattedValue }"
    shown = reader.data(f"{{ product(id: {product.id}) {{ {fields} variants {{ productSizes {{ {fields} }} }} }} }}")["product"]
    value = round(float(product.weight) * 0.45359237, 3)
    assert shown["weight"] == {"value": value, "unit": "KILOGRAMS", "formattedValue": f"{value:.3f} kg"}
    assert {size["weight"]["value"] for variant in shown["variants"] for size in variant["productSizes"]} == {value}
