"""The documented mutations of wholesale: price alterations, accounts, buyers, delivery windows."""

from centra_mock.domain.pricing import price_of_variant


def test_price_alterations_override_wholesale_prices(mock):
    """One active alteration per wholesale store; from its start its prices hold."""
    centra = mock.world.centra
    wholesale = next(store for store in centra.stores.values() if store.kind == "wholesale")
    retail = next(store for store in centra.stores.values() if store.kind != "wholesale")
    for other in centra.price_alterations.values():
        other.status = "INACTIVE"
    given = {"name": "A", "status": "INACTIVE", "startDate": "2022-03-29T00:00:00+0000"}
    fields = "priceAlteration { id startDate status deliveryWindows { id } }"
    made = mock.write("createPriceAlteration", fields, {**given, "store": {"id": wholesale.id}})["priceAlteration"]
    assert (made["startDate"], made["deliveryWindows"]) == ("2022-03-29", [])
    assert mock.write("createPriceAlteration", fields, {**given, "store": {"id": retail.id}})["userErrors"]
    assert mock.write("updatePriceAlteration", fields, {"status": "ACTIVE"}, made["id"])["userErrors"] == []
    second = {**given, "status": "ACTIVE", "store": {"id": wholesale.id}}
    assert mock.write("createPriceAlteration", fields, second)["userErrors"]
    price = next(row for row in centra.prices.values() if centra.pricelists[row.pricelist_id].store_id == wholesale.id)
    code = centra.pricelists[price.pricelist_id].currency_code
    prices = {
        "priceAlteration": {"id": made["id"]},
        "pricelist": {"id": price.pricelist_id},
        "productPrices": [{"product": {"id": price.product_id}, "price": {"value": 1000, "currencyIsoCode": code}}],
    }
    assert mock.write("setAlteredPrices", "products { id }", prices)["products"] == [{"id": price.product_id}]
    where = f"{{pricelistId: {price.pricelist_id}, productId: {price.product_id}}}"
    fields = f"prices(where: {where}) {{ price {{ formattedValue }} recommendedRetailPrice {{ value }} }}"
    read = mock.data(f"{{ priceAlteration(id: {made['id']}) {{ {fields} }} }}")["priceAlteration"]["prices"]
    assert {"price": {"formattedValue": f"1 000.00 {code}"}, "recommendedRetailPrice": None} in read
    now = price_of_variant(centra, price.variant_id, price.pricelist_id)
    assert now is not None and now.original == 1000
    displays = mock.data(
        f"{{ product(id: {price.product_id}) {{ displays {{ prices(where: {where}) {{ price {{ value }} }} }} }} }}"
    )
    shown = [row for display in displays["product"]["displays"] for row in display["prices"]]
    assert shown and all(row == {"price": {"value": 1000}} for row in shown)


def test_accounts_and_buyers(mock, heard):
    """An account with a discount, updated in part; a buyer below it whose state becomes a code."""
    centra = mock.world.centra
    market = next(row for row in centra.markets.values() if centra.stores[row.store_id].kind == "wholesale")
    pricelist = next(row for row in centra.pricelists.values() if row.store_id == market.store_id)
    fields = "account { id status discountPercent isDiscountVisible deliveryWindowDiscounts { discountPercent } }"
    given = {
        "status": "INACTIVE",
        "name": "Test",
        "market": {"id": market.id},
        "pricelist": {"id": pricelist.id},
        "discounts": {"generalDiscount": {"discountPercent": 14.3, "isVisible": True}},
    }
    made = mock.write("createAccount", fields, given)["account"]
    assert (made["discountPercent"], made["isDiscountVisible"]) == (14.3, True)
    changed = mock.write("updateAccount", fields, {"status": "ACTIVE"}, made["id"])["account"]
    assert changed == {**made, "status": "ACTIVE"}
    buyer = {
        "store": {"id": market.store_id},
        "status": "ACTIVE",
        "account": {"id": made["id"]},
        "receiveAutoEmails": True,
        "websiteUrl": "u",
        "billingAddress": {
            "firstName": "Ada",
            "country": {"code": "US"},
            "stateOrProvince": next(row for row in centra.countries["US"].states).name,
        },
    }
    fields = "buyer { id account { name } websiteUrl billingAddress { firstName stateOrProvince country { code } } }"
    person = mock.write("createBuyer", fields, buyer)["buyer"]
    assert person["billingAddress"]["stateOrProvince"] == centra.countries["US"].states[0].code
    later = mock.write("updateBuyer", fields, {"websiteUrl": "v"}, person["id"])["buyer"]
    assert later == {**person, "websiteUrl": "v"}
    assert {("account", "create"), ("buyer", "update")} <= set(heard)


def window_input(centra, **more):
    """The input of a delivery window, without its kind."""
    market = next(row for row in centra.markets.values() if centra.stores[row.store_id].kind == "wholesale")
    return {
        "name": "Window",
        "status": "ACTIVE",
        "deliveryDatesVisible": True,
        "selectableByBuyers": True,
        "selectedByDefault": False,
        "defaultVariantDeliveryType": "STOCK",
        "allocationRule": {"id": next(iter(centra.allocation_rules))},
        "markets": [{"id": market.id}],
        **more,
    }


def test_delivery_windows_of_both_kinds(mock):
    """At once reads zero days as null; preorder dates are local midnights; cancelling keeps the rest."""
    centra = mock.world.centra
    fields = (
        "deliveryWindow { id status __typename markets { id } deliveryWindowVariants { type } "
        "... on AtOnceDeliveryWindow { daysFromNow selectableDate } "
        "... on PreorderDeliveryWindow { allocationOrder deliveryStartDate deliveryEndDate } }"
    )
    at_once = window_input(centra, atOnce={"daysFromNow": 0, "selectableDate": True})
    made = mock.write("createDeliveryWindow", fields, at_once)["deliveryWindow"]
    assert (made["__typename"], made["daysFromNow"], made["selectableDate"]) == ("AtOnceDeliveryWindow", None, True)
    span = {"from": "2022-08-01", "to": "2022-10-31"}
    preorder = window_input(centra, preorder={"deliveryDateRange": span, "salesDateRange": span, "allocationOrder": "FIFO"})
    made = mock.write("createDeliveryWindow", fields, preorder)["deliveryWindow"]
    assert (made["deliveryStartDate"], made["deliveryEndDate"]) == (
        "2022-08-01T00:00:00+02:00",
        "2022-10-31T00:00:00+01:00",
    )
    changed = mock.write("updateDeliveryWindow", fields, {"status": "CANCELLED"}, made["id"])["deliveryWindow"]
    assert changed == {**made, "status": "CANCELLED"}
    assert mock.write("createDeliveryWindow", fields, window_input(centra))["userErrors"]


def test_variants_enter_and_leave_a_window(mock):
    """Up to 100 variants in one mutation, each with a limit."""
    centra = mock.world.centra
    made = mock.write("createDeliveryWindow", "deliveryWindow { id }", window_input(centra, atOnce={}))
    window = made["deliveryWindow"]
    variants = list(centra.variants)[:2]
    limit = {"value": 100, "type": "HIGH", "on": "ProductVariant"}
    entries = [{"productVariant": {"id": row}, "type": "STOCK", "limit": limit} for row in variants]
    fields = "deliveryWindow { deliveryWindowVariants { limit { value type on } type product { id } } }"
    shown = mock.write("setDeliveryWindowVariants", fields, {"deliveryWindow": window, "variants": entries})
    assert [row["limit"] for row in shown["deliveryWindow"]["deliveryWindowVariants"]] == [limit, limit]
    gone = {"deliveryWindow": window, "productVariants": [{"id": variants[0]}]}
    left = mock.write("unsetDeliveryWindowVariants", fields, gone)["deliveryWindow"]["deliveryWindowVariants"]
    assert left == [{"limit": limit, "type": "STOCK", "product": {"id": centra.variants[variants[1]].product_id}}]
    many = {"deliveryWindow": window, "variants": entries[:1] * 101}
    assert "100" in mock.write("setDeliveryWindowVariants", "", many)["userErrors"][0]["message"]
