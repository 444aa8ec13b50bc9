"""A call of every mutation that works, and one that fails, on the store of a mock."""

from __future__ import annotations

from typing import Any

UNKNOWN = 999999
ADDRESS = " ".join(
    ("firstName lastName address1 address2 city zipCode stateOrProvince", "country { code }", "phoneNumber cellPhoneNumber")
    + ("faxNumber", "email")
)
WINDOW = (
    "deliveryWindow { name status markets { id } allocationRule { id } deliveryDatesVisible selectableByBuyers selectedByDefault "
    "deliveryWindowVariants { limit { value } product { id } } ... on AtOnceDeliveryWindow { daysFromNow selectableDate } "
    "... on PreorderDeliveryWindow { allocationOrder deliveryStartDate } }"
)
ACCOUNT = (
    "account { status name discountPercent isDiscountVisible deliveryWindowDiscounts { deliveryWindow { id } discountPercent } }"
)
ATTRIBUTES = "object { attributes { type { name } elements { key ... on AttributeStringElement { value } } } }"
FIELDS = {
    "assignAttributes": ATTRIBUTES,
    "changeStock": "stockChange { id }",
    "createAccount": ACCOUNT,
    "createBrand": "brand { name }",
    "createBuyer": "buyer { status websiteUrl receiveAutoEmails billingAddress { " + ADDRESS + " } }",
    "createCollection": "collection { name status }",
    "createDeliveryWindow": WINDOW,
    "createFolder": "folder { name isTopFolder }",
    "createMeasurementChart": "measurementChart { name displayUnit contentJSON }",
    "createMediaUpload": "UUID",
    "createPriceAlteration": "priceAlteration { name status startDate }",
    "createPricelist": "pricelist { name status assignedToCountries { code } defaultShippingOption { id } }",
    "createProduct": (
        "product { name status productNumber brand { id } collection { id } folder { id } countryOfOrigin { code } "
        "harmonizedCommodityCode harmonizedCommodityCodeDescription }"
    ),
    "createProductSize": "productSize { GTIN sizeNumber }",
    "createProductVariant": "productVariant { name variantNumber internalName unitCost { value } }",
    "createSizeChart": "sizeChart { name dividerSymbol verticalLabels sizes { name } }",
    "localize": "localizedObject { localized { translations { field value } } }",
    "setAlteredPrices": "products { id }",
    "setDeliveryWindowVariants": WINDOW,
    "unassignAttributes": ATTRIBUTES,
    "unsetDeliveryWindowVariants": WINDOW,
    "updateAccount": ACCOUNT,
    "updateBuyer": "buyer { status websiteUrl billingAddress { " + ADDRESS + " } }",
    "updateDeliveryWindow": WINDOW,
    "updatePriceAlteration": "priceAlteration { status }",
    "updatePricelist": "pricelist { status }",
    "updateProduct": "product { weight { value } measurementTable { chart { id } } attributes { type { name } } }",
}


def first(rows: Any, fits: Any = lambda row: True) -> Any:
    """The first of the store's rows that fits."""
    return next(row for row in rows.values() if fits(row))


def address() -> dict[str, Any]:
    """An address with everything that the examples send."""
    return {
        "firstName": "Ada",
        "lastName": "Byron",
        "address1": "Quay 1",
        "address2": "Left door",
        "country": {"code": "US"},
        "stateOrProvince": "Alaska",
        "city": "Juneau",
        "zipCode": "99801",
        "phoneNumber": "1",
        "cellPhoneNumber": "2",
        "faxNumber": "3",
        "email": "ada@example.com",
    }


def prepare(mock: Any) -> dict[str, Any]:
    """Put into the store what calls need and a seed lacks; answers the ids of it."""
    centra = mock.world.centra
    window = {"id": first(centra.delivery_windows, lambda row: row.variants).id}
    account = first(centra.accounts)
    account.window_discounts[window["id"]] = 5
    store = first(centra.stores, lambda row: row.kind != "wholesale")
    given = {"name": "Unused", "status": "INACTIVE", "store": {"id": store.id}, "currencyIsoCode": "EUR"}
    pricelist = mock.write("createPricelist", "pricelist { id }", given)["pricelist"]["id"]
    upload = mock.write("createMediaUpload", "UUID uploadPolicy { attributes { name value } }", {"mediaType": "IMAGE"})
    form = {"key": f"tmp/{upload['UUID']}", "Content-Type": "image/png"}
    files = {"file": ("a.png", b"\x89PNG", "image/png")}
    assert mock.send("POST", "/graphql/media", data=form, files=files).status_code == 204
    return {"pricelist": pricelist, "upload": upload["UUID"]}


def calls(mock: Any, made: dict[str, Any]) -> dict[str, tuple[Any, int | None]]:
    """The input and the id of a call of each mutation that works."""
    centra = mock.world.centra
    wholesale = first(centra.stores, lambda row: row.kind == "wholesale").id
    retail = first(centra.stores, lambda row: row.kind != "wholesale").id
    market = first(centra.markets, lambda row: row.store_id == wholesale).id
    pricelist = first(centra.pricelists, lambda row: row.store_id == wholesale)
    window = first(centra.delivery_windows, lambda row: row.variants)
    product = first(centra.products, lambda row: row.measurement_chart_id is not None)
    variant = first(centra.variants, lambda row: row.product_id == product.id)
    used = {chart for chart in (each.size_chart_id for each in centra.variants.values())}
    assigned = first(centra.attributes, lambda row: row.id in {each.attribute_id for each in product.attributes})
    kept = {"attributeTypeName": "prod_material", "attributeId": assigned.id}
    fresh = {
        "attributeTypeName": "prod_badge",
        "attributeId": first(centra.attributes, lambda row: row.type_name == "prod_badge").id,
    }
    target = {"objectType": "Product", "objectId": product.id}
    care = {"attributeTypeName": "prod_care", "attributeElementKey": "text"}
    language = next(row.id for row in centra.languages.values() if not row.is_default)
    free = first(centra.variants)
    size = centra.size_charts[free.size_chart_id].sizes[0]
    centra.product_sizes = {
        key: row for key, row in centra.product_sizes.items() if (row.variant_id, row.size_id) != (free.id, size.id)
    }
    held = first(centra.product_sizes)
    entry = {"productVariant": {"id": held.variant_id}, "sizeChanges": {"size": {"id": held.size_id}, "deliveredQuantity": 3}}
    discount = {"deliveryWindow": {"id": window.id}, "discountPercent": 7.5}
    general = {"discountPercent": 14.3, "isVisible": True}
    base = {"status": "ACTIVE", "defaultVariantDeliveryType": "STOCK", "markets": [{"id": market}]}
    return {
        "assignAttributes": (
            {**target, "mappedAttributes": [fresh], "dynamicAttributes": [{**care, "attributeElementValue": "By hand"}]},
            None,
        ),
        "changeStock": ({"intoWarehouse": {"id": first(centra.warehouses).id}, "productVariants": [entry]}, None),
        "completeMediaUpload": ({"UUID": made["upload"], "product": {"id": product.id}}, None),
        "createAccount": (
            {
                "status": "INACTIVE",
                "name": "A",
                "market": {"id": market},
                "pricelist": {"id": pricelist.id},
                "discounts": {"generalDiscount": general, "addDeliveryWindowDiscounts": [discount]},
            },
            None,
        ),
        "createBrand": ({"name": "B", "uri": "b-uri", "addToStores": {"id": retail}}, None),
        "createBuyer": (
            {
                "store": {"id": wholesale},
                "status": "ACTIVE",
                "account": {"id": first(centra.accounts).id},
                "websiteUrl": "w",
                "receiveAutoEmails": True,
                "billingAddress": address(),
            },
            None,
        ),
        "createCollection": ({"name": "C", "status": "ACTIVE"}, None),
        "createDeliveryWindow": (
            {
                **base,
                "name": "W",
                "deliveryDatesVisible": True,
                "selectableByBuyers": True,
                "selectedByDefault": True,
                "allocationRule": {"id": first(centra.allocation_rules).id},
                "atOnce": {"daysFromNow": 3, "selectableDate": True},
            },
            None,
        ),
        "createFolder": ({"name": "F", "parent": {"id": first(centra.folders).id}}, None),
        "createMeasurementChart": (
            {
                "name": "M",
                "horizontalLabels": ["S"],
                "verticalLabels": ["Chest"],
                "displayUnit": "cm",
                "values": [{"horizontalLabel": "S", "verticalLabel": "Chest", "value": "80"}],
            },
            None,
        ),
        "createMediaUpload": ({"mediaType": "IMAGE"}, None),
        "createPriceAlteration": (
            {"name": "P", "status": "INACTIVE", "store": {"id": wholesale}, "startDate": "2022-03-29T00:00:00+0000"},
            None,
        ),
        "createPricelist": (
            {
                "name": "P",
                "status": "INACTIVE",
                "store": {"id": retail},
                "currencyIsoCode": "SEK",
                "defaultShippingOption": {"id": first(centra.shipping_options).id},
                "addCountries": [{"code": "SE"}],
            },
            None,
        ),
        "createProduct": (
            {
                "name": "P",
                "status": "ACTIVE",
                "productNumber": "N1",
                "brand": {"id": first(centra.brands).id},
                "collection": {"id": first(centra.collections).id},
                "folder": {"id": first(centra.folders).id},
                "countryOfOrigin": {"code": "DE"},
                "harmonizedCommodityCode": "H",
                "harmonizedCommodityCodeDescription": "D",
            },
            None,
        ),
        "createProductSize": (
            {"productVariant": {"id": free.id}, "size": {"name": size.name}, "gtin": "G1", "sizeNumber": "1"},
            None,
        ),
        "createProductVariant": (
            {
                "product": {"id": product.id},
                "name": "V",
                "status": "ACTIVE",
                "variantNumber": "V1",
                "internalName": "I",
                "unitCost": {"value": 41, "currencyIsoCode": "EUR"},
                "sizeChart": {"id": first(centra.size_charts).id},
            },
            None,
        ),
        "createSizeChart": (
            {"name": "S", "dividerSymbol": "/", "horizontalLabels": ["X", "Y"], "verticalLabels": ["A", "B"]},
            None,
        ),
        "deletePricelist": (None, made["pricelist"]),
        "localize": (
            {
                "objectType": "Display",
                "objectId": first(centra.displays).id,
                "language": {"id": language},
                "translations": [{"field": "metaTitle", "value": "new"}],
            },
            None,
        ),
        "removeMeasurementChart": (
            None,
            first(
                centra.measurement_charts,
                lambda row: row.id not in {each.measurement_chart_id for each in centra.products.values()},
            ).id,
        ),
        "removeSizeChart": (None, first(centra.size_charts, lambda row: row.id not in used).id),
        "setAlteredPrices": (
            {
                "priceAlteration": {"id": first(centra.price_alterations).id},
                "pricelist": {"id": pricelist.id},
                "productPrices": [
                    {"product": {"id": product.id}, "price": {"value": 1000, "currencyIsoCode": pricelist.currency_code}}
                ],
            },
            None,
        ),
        "setDeliveryWindowVariants": (
            {
                "deliveryWindow": {"id": window.id},
                "variants": [
                    {
                        "productVariant": {"id": variant.id},
                        "type": "STOCK",
                        "limit": {"value": 100, "type": "HIGH", "on": "ProductVariant"},
                    }
                ],
            },
            None,
        ),
        "unassignAttributes": ({**target, "mappedAttributes": [kept], "dynamicAttributes": [care]}, None),
        "unsetDeliveryWindowVariants": (
            {"deliveryWindow": {"id": window.id}, "productVariants": [{"id": window.variants[0].variant_id}]},
            None,
        ),
        "updateAccount": (
            {"status": "INACTIVE", "discounts": {"generalDiscount": general, "addDeliveryWindowDiscounts": [discount]}},
            first(centra.accounts).id,
        ),
        "updateBuyer": (
            {"status": "INACTIVE", "websiteUrl": "other", "billingAddress": address()},
            first(centra.buyers).id,
        ),
        "updateDeliveryWindow": (
            {"name": "Other", "status": "CANCELLED", "markets": [{"id": market}]},
            window.id,
        ),
        "updatePriceAlteration": ({"status": "ACTIVE"}, first(centra.price_alterations).id),
        "updatePricelist": ({"status": "ACTIVE"}, made["pricelist"]),
        "updateProduct": (
            {
                "weight": {"value": 3, "unit": "KILOGRAMS"},
                "measurementTable": {"inherited": False, "measurementChart": {"id": None}},
                "assignMappedAttributes": [fresh],
                "unassignMappedAttributes": [kept],
            },
            product.id,
        ),
    }


def failing(name: str, given: Any, number: int | None) -> tuple[Any, int | None]:
    """The same call with a reference to nothing, or with a text that cannot be stored."""
    if number is not None:
        return given, UNKNOWN
    if name == "completeMediaUpload":
        return {**given, "UUID": "none"}, None
    if "objectId" in given:
        return {**given, "objectId": UNKNOWN}, None
    for key, value in given.items():
        if isinstance(value, dict) and "id" in value:
            return {**given, key: {"id": UNKNOWN}}, None
    return {**given, "name": "a\x1bb"}, None
