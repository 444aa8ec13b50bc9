"""Products, stock, customers, supplier deliveries and vouchers of the Order API."""

from __future__ import annotations

from order_client import OrderMock

from centra_mock.domain.model import Stock
from centra_mock.faces.order.plugin import plugin_warehouse


def test_products_come_by_size_with_prices(mock: OrderMock) -> None:
    """Ids are numbers, those of pricelists text; attributes come when they are asked for."""
    answer = mock.get("/products?limit=3&page=2&include=attributes")
    assert (answer["previous"], answer["next"]) == ("?limit=3&page=1", "?limit=3&page=3")
    entry = answer["products"][0]
    assert (type(entry["productId"]), type(entry["prices"][0]["id"]), entry["active"]) == (int, str, 1)
    assert entry["attributes"]
    plain = mock.get(f"/products?stockItemId={entry['stockItemId']}")["products"]
    assert len(plain) == 1 and "attributes" not in plain[0]
    assert len(mock.get("/products")["products"]) == len(mock.centra.product_sizes)


def test_stock_adds_up_and_has_no_attributes(mock: OrderMock) -> None:
    """Physical is allocated plus available, in the plugin's warehouse."""
    entries = mock.get("/stock?include=attributes")["products"]
    assert all(e["physicalStock"] == e["allocatedStock"] + e["availableStock"] for e in entries)
    assert not any("attributes" in entry for entry in entries)
    assert "physicalStock" not in mock.get("/stock?limit=1&exclude=physicalStock")["products"][0]


def test_a_stock_update_writes_one_warehouse(mock: OrderMock) -> None:
    """Quantities are absolute; below what is allocated they are raised without a word; others stay as they are."""
    item = mock.item()
    others = {
        key: (row.physical, row.allocated)
        for key, row in mock.centra.stocks.items()
        if key != (plugin_warehouse(mock.centra).id, item.id)
    }
    mock.order(3)
    own = mock.centra.stocks[plugin_warehouse(mock.centra).id, item.id]
    assert mock.write("POST", "/stock", {"products": [{"product": item.ean, "quantity": 54}]}) == {"status": "ok"}
    assert own.physical == 54
    assert mock.write("POST", "/stock", {"products": [{"product": item.ean, "quantity": 0}]}) == {"status": "ok"}
    assert (own.physical, own.free) == (own.allocated, 0)
    none = Stock(0, 0)
    now = {key: mock.centra.stocks.get(key, none) for key in others}
    assert {key: (row.physical, row.allocated) for key, row in now.items()} == others


def test_unknown_items_and_bundles_are_named(mock: OrderMock) -> None:
    """The rest of the update is carried out."""
    bundle = next(
        size
        for size in mock.centra.product_sizes.values()
        if mock.centra.products[mock.centra.variants[size.variant_id].product_id].is_bundle
    )
    names = ["no such item", bundle.ean, mock.item().ean]
    answer = mock.write("POST", "/stock", {"products": [{"product": each, "quantity": 41} for each in names]})
    assert answer == {
        "status": "no",
        "msg": "Some of the products were not updated",
        "errors": {"productsNotFound": ["no such item"], "productsAreBundles": [bundle.ean]},
    }
    assert mock.stock()["physical"] == 41


def test_items_whose_stock_changed_are_found(mock: OrderMock) -> None:
    """stock_modified looks at stock, modified at the product."""
    assert mock.get("/stock?stock_modified=2026-01-01")["products"] == []
    mock.write("POST", "/stock", {"products": [{"product": mock.item().ean, "quantity": 40}]})
    found = mock.get("/stock?stock_modified=2026-01-01")["products"]
    assert [entry["stockItemId"] for entry in found] == [mock.item().id]
    assert mock.get("/stock?modified=2026-01-01")["products"] == []


def test_consents_of_a_customer_are_merged(mock: OrderMock) -> None:
    """Those that are not sent stay, new ones have empty texts."""
    customer = next(each for each in mock.centra.customers.values() if each.consents)
    before = mock.get(f"/customers/{customer.id}")["customer"]
    body = {"firstName": "Benita", "consents": [{"key": "new_one", "consented": False, "version": "2"}]}
    after = mock.write("PUT", f"/customers/{customer.id}", body)["customer"]
    assert after["consents"][:-1] == before["consents"]
    assert {k: after["consents"][-1][k] for k in ("key", "name", "consented", "version")} == {
        "key": "new_one",
        "name": "",
        "consented": False,
        "version": "2",
    }
    assert (after["firstName"], after["lastName"], after["customerId"]) == (
        "Benita",
        before["lastName"],
        str(customer.id),
    )
    assert mock.get(f"/customers?email={before['email']}")["customers"][0]["customerId"] == str(customer.id)


def test_a_customer_is_anonymized_once(mock: OrderMock) -> None:
    """Orders forget the person too, invoices do not."""
    customer = next(each for each in mock.centra.customers.values() if each.consents)
    path = f"/anonymize-customer/{customer.id}"
    assert mock.write("PUT", path) == {"status": "ok", "msg": "The personal data has been anonymized."}
    assert mock.write("PUT", path) == {"status": "no", "msg": "The personal data was already anonymized."}
    assert mock.write("PUT", "/anonymize-customer/1") == {"status": "no", "msg": "The customer was not found."}
    assert mock.get(f"/customers/{customer.id}")["customer"]["firstName"] == ""


def test_a_supplier_delivery_is_accepted_once(mock: OrderMock) -> None:
    """What did not come makes the next delivery; goods reach the warehouse unless they should not."""
    listed = mock.get("/supplier-deliveries")["deliveries"]
    first = mock.get(f"/supplier-deliveries/{listed[0]['deliveryId']}")["delivery"]
    assert first["productsQty"] == sum(item["quantity"] for item in first["products"])
    assert mock.get(f"/supplier-deliveries/{listed[0]['id']}/details")["delivery"]["orders"]
    item = first["products"][0]
    stock = f"/stock?ean={item['ean']}"
    before = mock.get(stock)["products"][0]["physicalStock"]
    rest = mock.write("POST", f"/supplier-deliveries/{first['id']}", {"products": {item["ean"]: 1}})["additionalDelivery"]
    assert mock.get(stock)["products"][0]["physicalStock"] == before + 1
    assert (rest["orderId"], rest["productsQty"]) == (first["orderId"], first["productsQty"] - 1)
    assert mock.write("POST", f"/supplier-deliveries/{first['id']}", {"products": {item["ean"]: 1}})["status"] == "no"
    again = mock.get(f"/supplier-deliveries/{rest['id']}")["delivery"]["products"]
    skus = {each["sku"] + each["variantSku"] + each["sizeSku"]: each["quantity"] for each in again}
    body = {"products": skus, "insertStock": False}
    assert mock.write("POST", f"/supplier-deliveries/{rest['id']}/sku", body) == {"status": "ok"}
    assert mock.get(stock)["products"][0]["physicalStock"] == before + 1


def test_supplier_orders_show_confirmed_ones_only(mock: OrderMock) -> None:
    """Of the plugin's warehouse, without seconds in their dates."""
    orders = mock.get("/supplier-orders")["orders"]
    own = plugin_warehouse(mock.centra).id
    expected = [str(e.id) for e in mock.centra.supplier_orders.values() if e.confirmed and e.warehouse_id == own]
    assert [order["orderId"] for order in orders] == expected
    assert len(orders[0]["created"]) == len("2022-05-02 08:20")
    assert mock.get(f"/supplier-orders/{orders[0]['orderId']}")["order"]["products"][0]["cost"].count(".") == 1


def test_simple_vouchers_are_made_and_copied(mock: OrderMock) -> None:
    """msg is an object; automatic vouchers, those of other stores and cancelled ones are refused."""
    required = dict.fromkeys(("name", "stopDate", "type", "store", "markets", "status"), "required")
    assert mock.write("POST", "/voucher") == {"status": "no", "msg": required}
    market = next(each for each in mock.centra.markets.values() if each.store_id == 1).id
    body = {
        "name": "Ten",
        "stopDate": "2031-05-01",
        "type": "percentoff",
        "store": 1,
        "markets": market,
        "status": True,
    }
    value = "One of 'value' or 'valueByPricelist' should be provided."
    assert mock.write("POST", "/voucher", body)["msg"] == {"value": value}
    assert mock.write("POST", "/voucher", {**body, "value": 1, "markets": 1})["msg"] == {"markets": "Market 1 not found."}
    made = mock.write("POST", "/voucher", {**body, "value": 10, "conversionHtml": "<b>hi</b>"})
    shown = mock.get(f"/vouchers/{made['voucher']}")["voucher"]
    assert (shown["code"], shown["value"], shown["status"], shown["conversionHtml"], shown["markets"]) == (
        made["code"],
        "10",
        "active",
        "<b>hi</b>",
        [market],
    )
    copy = mock.write("PUT", f"/voucher/{made['voucher']}/clone", {"stopDate": "2032-01-01", "code": "copy-1"})
    assert (copy["code"], type(copy["voucher"])) == ("copy-1", int)
    kinds = {
        "Auto vouchers not supported": lambda each: each.automatic,
        "Voucher does not belong to this store": lambda each: each.store_id != 1,
        "Voucher not found": lambda each: each.status == "cancelled",
    }
    for text, is_kind in kinds.items():
        number = next(each.id for each in mock.centra.vouchers.values() if is_kind(each))
        refused = mock.write("PUT", f"/voucher/{number}/clone", {"stopDate": "2032-01-01"})
        assert refused == {"status": "no", "voucher": str(number), "msg": {"voucher": text}}
