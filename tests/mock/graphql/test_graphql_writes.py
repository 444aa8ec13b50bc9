"""The documented mutations of the catalogue: what they answer, what other faces see, how they refuse."""

import json
from datetime import timedelta


def test_folders_nest(mock):
    """Without a parent a folder is a top folder, with one it is not."""
    top = mock.write("createFolder", "folder { id isTopFolder }", {"name": "First", "parent": None})
    child = mock.write("createFolder", "folder { isTopFolder }", {"name": "Second", "parent": {"id": top["folder"]["id"]}})
    assert (top["userErrors"], top["folder"]["isTopFolder"], child["folder"]["isTopFolder"]) == ([], True, False)
    assert mock.data('{ folders(where: {name: {contains: "first"}}) { childFolders { name } } }') == {
        "folders": [{"childFolders": [{"name": "Second"}]}]
    }


def test_brands_and_collections_are_made(mock, heard):
    """One store reference stands for a list; the brand is published."""
    store = next(iter(mock.world.centra.stores))
    given = f'{{name: "My Brand", addToStores: {{id: {store}}}}}'
    brand = mock.data(f"mutation {{ createBrand(input: {given}) {{ brand {{ id name }} }} }}")["createBrand"]
    assert mock.world.centra.brands[brand["brand"]["id"]].store_ids == [store]
    made = mock.write("createCollection", "collection { name status }", {"name": "C", "status": "INACTIVE"})
    assert made["collection"] == {"name": "C", "status": "INACTIVE"}
    assert ("brand", "create") in heard


def test_size_charts_cross_their_labels(mock):
    """Sizes are horizontal by vertical in that order; no vertical labels read as null; used charts stay."""
    fields = "sizeChart { id sizes { id name } verticalLabels horizontalLabels dividerSymbol }"
    given = {"name": "Any", "horizontalLabels": ["X", "Y"], "verticalLabels": ["A", "B"], "dividerSymbol": "x"}
    chart = mock.write("createSizeChart", fields, given)["sizeChart"]
    assert [size["name"] for size in chart["sizes"]] == ["XxA", "XxB", "YxA", "YxB"]
    flat = mock.write("createSizeChart", fields, {"name": "Flat", "horizontalLabels": ["S"], "verticalLabels": []})
    assert (flat["sizeChart"]["verticalLabels"], flat["sizeChart"]["sizes"][0]["name"]) == (None, "S")
    assert mock.write("removeSizeChart", "", None, chart["id"]) == {"userErrors": []}
    used = next(iter(mock.world.centra.variants.values())).size_chart_id
    assert mock.write("removeSizeChart", "", None, used)["userErrors"][0]["path"] == ["id"]


def test_measurement_charts_attach_and_detach(mock):
    """Values come back as JSON text; a null chart id detaches; a chart in use cannot be removed."""
    given = {
        "name": "Shirts",
        "horizontalLabels": ["S", "M"],
        "verticalLabels": ["Chest"],
        "displayUnit": "cm",
        "values": [{"horizontalLabel": "S", "verticalLabel": "Chest", "value": "80"}],
    }
    answer = mock.write("createMeasurementChart", "measurementChart { id contentJSON displayUnit }", given)
    chart = answer["measurementChart"]
    assert json.loads(chart["contentJSON"]) == {"Chest": {"S": "80"}}
    product = next(iter(mock.world.centra.products))
    fields = "product { measurementTable { chart { name } } }"
    for reference, shown in ((chart["id"], {"chart": {"name": "Shirts"}}), (None, None)):
        table = {"measurementTable": {"inherited": False, "measurementChart": {"id": reference}}}
        assert mock.write("updateProduct", fields, table, product)["product"]["measurementTable"] == shown
        removed = mock.write("removeMeasurementChart", "", None, chart["id"])["userErrors"]
        assert bool(removed) == (reference is not None)


def test_a_product_grows_in_three_steps_and_gets_stock(mock, heard):
    """Product, variant, size by name, then stock that every face sees."""
    centra = mock.world.centra
    chart = mock.write("createSizeChart", "sizeChart { id }", {"name": "SML", "horizontalLabels": ["S", "M"]})
    product = mock.write(
        "createProduct",
        "product { id status brand { id } weight { formattedValue } }",
        {
            "name": "Chair",
            "status": "ACTIVE",
            "productNumber": "P1",
            "brand": {"id": next(iter(centra.brands))},
            "countryOfOrigin": {"code": "DE"},
        },
    )["product"]
    variant = mock.write(
        "createProductVariant",
        "productVariant { id productSizes { id } unitCost { value formattedValue } }",
        {
            "product": {"id": product["id"]},
            "name": "Red",
            "status": "ACTIVE",
            "variantNumber": "V1",
            "unitCost": {"value": 1041, "currencyIsoCode": "EUR"},
            "sizeChart": {"id": chart["sizeChart"]["id"]},
        },
    )["productVariant"]
    assert variant["productSizes"] == []
    assert variant["unitCost"] == {"value": 1041, "formattedValue": "1 041.00 EUR"}
    given = {"productVariant": {"id": variant["id"]}, "size": {"name": "S"}, "gtin": "E1", "sizeNumber": "S1"}
    size = mock.write("createProductSize", "productSize { id GTIN SKU sizeNumber }", given)["productSize"]
    assert (size["GTIN"], size["SKU"]) == ("E1", "P1V1S1")
    assert mock.write("createProductSize", "productSize { id }", given)["userErrors"]
    warehouse = next(iter(centra.warehouses))
    for _ in range(2):
        change = {
            "intoWarehouse": {"id": warehouse},
            "productVariants": [
                {
                    "productVariant": {"id": variant["id"]},
                    "sizeChanges": {"size": {"name": "S"}, "deliveredQuantity": 5},
                }
            ],
        }
        assert mock.write("changeStock", "stockChange { id }", change)["stockChange"]["id"]
    shown = mock.data(
        f"{{ productVariant(id: {variant['id']}) {{ productSizes {{ stockTotals {{ physicalQuantity availableQuantity }} }} }} }}"
    )
    totals = {"physicalQuantity": 10, "availableQuantity": 10}
    assert shown["productVariant"]["productSizes"] == [{"stockTotals": totals}]
    assert centra.stocks[(warehouse, size["id"])].physical == 10
    assert {("product", "create"), ("product", "update"), ("stock", "update")} <= set(heard)


def test_weight_is_mirrored_on_sizes(mock):
    """Changing the weight of a product changes that of its sizes."""
    product = next(iter(mock.world.centra.products))
    weight = {"value": 3, "unit": "KILOGRAMS", "formattedValue": "3.000 kg"}
    fields = "weight { value unit formattedValue }"
    made = mock.write(
        "updateProduct",
        f"product {{ {fields} variants {{ productSizes {{ {fields} }} }} }}",
        {"weight": {"value": 3, "unit": "KILOGRAMS"}},
        product,
    )["product"]
    assert made["weight"] == weight
    assert all(size["weight"] == weight for variant in made["variants"] for size in variant["productSizes"])


def test_pricelists_live_and_die(mock):
    """Created inactive, activated, deleted; one in use stays."""
    centra = mock.world.centra
    store = next(iter(centra.stores))
    given = {
        "name": "Test SEK",
        "status": "INACTIVE",
        "store": {"id": store},
        "currencyIsoCode": "SEK",
        "defaultShippingOption": {"id": next(iter(centra.shipping_options.values())).id},
        "addCountries": [{"code": "SE"}],
    }
    fields = "pricelist { id status currency { code } assignedToCountries { code } defaultShippingOption { id } store { type } }"
    made = mock.write("createPricelist", fields, given)["pricelist"]
    assert (made["status"], made["currency"], made["assignedToCountries"]) == (
        "INACTIVE",
        {"code": "SEK"},
        [{"code": "SE"}],
    )
    changed = mock.write("updatePricelist", fields, {"status": "ACTIVE"}, made["id"])["pricelist"]
    assert changed == {**made, "status": "ACTIVE"}
    assert mock.write("deletePricelist", "", None, made["id"]) == {"userErrors": []}
    assert made["id"] not in centra.pricelists
    used = next(iter(centra.prices))[0]
    assert mock.write("deletePricelist", "", None, used)["userErrors"]


def test_attributes_are_assigned_and_taken_away(mock):
    """Mapped values by id, dynamic ones by element; updatedAt moves."""
    centra = mock.world.centra
    product = next(iter(centra.products.values()))
    product.attributes.clear()
    mapped = [row for row in centra.attributes.values() if centra.attribute_types[row.type_name].object_type == "Product"][:2]
    dynamic = next(row for row in centra.attribute_types.values() if row.object_type == "Product" and not row.is_mapped)
    key = dynamic.elements[0].key
    fields = "object { attributes { type { name isMapped } elements { key ... on AttributeStringElement { value } } } }"
    target = {"objectType": "Product", "objectId": product.id}
    references = [{"attributeTypeName": row.type_name, "attributeId": row.id} for row in mapped]
    element = {"attributeTypeName": dynamic.name, "attributeElementKey": key}
    given = {
        **target,
        "mappedAttributes": references,
        "dynamicAttributes": [{**element, "attributeElementValue": "A long text"}],
    }
    made = mock.write("assignAttributes", fields, given)["object"]["attributes"]
    assert sorted((row["type"]["name"], row["type"]["isMapped"]) for row in made) == sorted(
        [*((row.type_name, True) for row in mapped), (dynamic.name, False)]
    )
    taken = {**target, "mappedAttributes": references, "dynamicAttributes": [element]}
    assert mock.write("unassignAttributes", fields, taken) == {"userErrors": [], "object": {"attributes": []}}
    for name, shown in (("assignMappedAttributes", 2), ("unassignMappedAttributes", 0)):
        mock.write("updateProduct", "", {name: references}, product.id)
        assert len(product.attributes) == shown
    wrong = {**target, "mappedAttributes": [*references, {"attributeTypeName": "nothing", "attributeId": 1}]}
    assert mock.write("assignAttributes", "", wrong)["userErrors"]
    assert product.attributes == []


def test_translations_are_set_and_removed(mock):
    """Only the fields that are sent change; null removes."""
    centra = mock.world.centra
    display = next(iter(centra.displays))
    language = next(row for row in centra.languages.values() if not row.is_default)
    target = {"objectType": "Display", "objectId": display, "language": {"id": language.id}}
    fields = "localizedObject { localized { language { id } translations { field value } } }"
    for value in ("german-uri", None):
        given = {**target, "translations": [{"field": "uri", "value": value}]}
        made = mock.write("localize", fields, given)["localizedObject"]["localized"]
        own = next(row for row in made if row["language"]["id"] == language.id)
        assert {"field": "uri", "value": value} in own["translations"]
    assert mock.write("localize", "", {**target, "translations": [{"field": "no", "value": "x"}]})["userErrors"]


def test_media_is_announced_stored_and_assigned(mock):
    """A policy, a file in the storage (204), then the assignment; without a file it fails."""
    product = next(row.product_id for row in mock.world.centra.displays.values())
    fields = "UUID uploadPolicy { attributes { name value } fields { name value } }"
    made = mock.write("createMediaUpload", fields, {"mediaType": "IMAGE"})
    complete = {"UUID": made["UUID"], "product": {"id": product}}
    assert mock.write("completeMediaUpload", "", complete)["userErrors"]
    form = {row["name"]: row["value"] for row in made["uploadPolicy"]["fields"]}
    action = next(row["value"] for row in made["uploadPolicy"]["attributes"] if row["name"] == "action")
    files = {"file": ("a.png", b"\x89PNG", "image/png")}
    assert mock.send("POST", action, data={**form, "Content-Type": "text/plain"}, files=files).status_code == 400
    assert mock.send("POST", action, data={"key": "tmp/other"}, files=files).status_code == 403
    assert mock.send("POST", action, data={**form, "Content-Type": "image/png"}, files=files).status_code == 204
    assert mock.write("completeMediaUpload", "", complete)["userErrors"] == []
    shown = mock.data(f"{{ product(id: {product}) {{ displays {{ media {{ source {{ url }} }} }} }} }}")["product"]
    urls = [row["source"]["url"] for display in shown["displays"] for row in display["media"]]
    assert any(made["UUID"] in url for url in urls)


def test_unknown_references_are_user_errors(mock):
    """A reference to nothing fills userErrors and leaves the object null."""
    given = {"product": {"id": 999999}, "name": "V", "status": "ACTIVE", "sizeChart": {"id": 1}}
    assert mock.write("createProductVariant", "productVariant { id }", given) == {
        "userErrors": [{"message": "Could not find Product with ID 999999", "path": ["input", "product", "id"]}],
        "productVariant": None,
    }


def test_nothing_beyond_the_edition_is_there(mock):
    """Orders, shipments, returns, customers, invoices, payments, selections and plugins cannot be written."""
    names = mock.mutations()
    words = (
        "Order",
        "Shipment",
        "Return",
        "Refund",
        "Customer",
        "Invoice",
        "Payment",
        "Selection",
        "Plugin",
        "capture",
    )
    assert [name for name in sorted(names) if any(word in name for word in words)] == []
    assert len(names) == 31


def test_products_and_variants_are_translated_like_displays(mock):
    """The name of each of them can be set in another language."""
    centra = mock.world.centra
    language = next(row for row in centra.languages.values() if not row.is_default)
    for kind, rows in (("Product", centra.products), ("ProductVariant", centra.variants)):
        target = {"objectType": kind, "objectId": next(iter(rows)), "language": {"id": language.id}}
        given = {**target, "translations": [{"field": "name", "value": "Neuer Name"}]}
        made = mock.write("localize", "localizedObject { localized { translations { field value } } }", given)
        entries = [entry for row in made["localizedObject"]["localized"] for entry in row["translations"]]
        assert {"field": "name", "value": "Neuer Name"} in entries
        assert next(iter(rows.values())).translations[language.code]["name"] == "Neuer Name"


def test_media_of_a_variant_is_its_own(mock):
    """It is on the variant, and on the displays that show the variant."""
    centra = mock.world.centra
    variant = next(iter(centra.variants.values()))
    made = mock.write("createMediaUpload", "UUID", {"mediaType": "IMAGE"})
    form = {"key": f"tmp/{made['UUID']}", "Content-Type": "image/gif"}
    answer = mock.send("POST", "/graphql/media", data=form, files={"file": ("a.gif", b"GIF", "image/gif")})
    assert (answer.status_code, answer.content) == (204, b"")
    given = {"UUID": made["UUID"], "productVariant": {"id": variant.id}}
    assert mock.write("completeMediaUpload", "", given)["userErrors"] == []
    assert [(media.mime_type, made["UUID"] in media.urls["standard"]) for media in variant.media] == [("image/gif", True)]
    assert mock.write("completeMediaUpload", "", given)["userErrors"]


def test_a_policy_holds_for_twenty_minutes(mock):
    """Afterwards the storage takes no file for its key."""
    centra = mock.world.centra
    made = mock.write("createMediaUpload", "UUID", {"mediaType": "IMAGE"})
    form = {"key": f"tmp/{made['UUID']}", "Content-Type": "image/png"}
    files = {"file": ("a.png", b"PNG", "image/png")}
    now = centra.clock()
    for minutes, status in ((21, 403), (19, 204)):
        centra.clock = lambda minutes=minutes: now + timedelta(minutes=minutes)
        assert mock.send("POST", "/graphql/media", data=form, files=files).status_code == status


def test_a_translation_is_kept_under_the_names_of_the_store(mock):
    """So that the webshop shows what was translated here."""
    centra = mock.world.centra
    language = next(row for row in centra.languages.values() if not row.is_default)
    display = next(iter(centra.displays.values()))
    entries = [{"field": name, "value": name} for name in ("metaKeywords", "shortDescription", "attributes.prod_care.text")]
    target = {"objectType": "Display", "objectId": display.id, "language": {"id": language.id}}
    assert mock.write("localize", "", {**target, "translations": entries})["userErrors"] == []
    kept = display.translations[language.code]
    assert (kept["meta_keywords"], kept["short_description"]) == ("metaKeywords", "shortDescription")
    assert kept["attributes.prod_care.text"] == "attributes.prod_care.text"
