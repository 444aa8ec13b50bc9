"""Every lie changes an answer, and only what it says."""

import re
from pathlib import Path

import pytest

import centra_mock.faces.graphql as face
from centra_mock.faces.graphql.areas import AREAS, COMING_SOON
from centra_mock.faces.graphql.lies import LIES, SCHEMA_LIES

SHAPE = """{ __schema { mutationType { name } types { name enumValues { name } inputFields { name } interfaces { name }
  fields { name type { ...t } args { name type { ...t } } } } } } fragment t on __Type { name ofType { name ofType { name } } }"""


def reads(query, variables=None):
    """A scenario: the answer to one query."""
    return lambda mock: mock.ask(query, variables)


def first(rows):
    """Any of the store's rows."""
    return next(iter(rows.values()))


def sent(headers):
    """A scenario: the status of a request with headers that are made of the mock."""

    def run(mock):
        return mock.send("POST", "/graphql", json={"query": "{ stores { id } }"}, headers=headers(mock)).status_code

    return run


def with_token(description, query):
    """A scenario: the answer to a query with a restricted token."""
    return lambda mock: mock.ask(query, token=mock.token(description))


def one_size(mock):
    """A new variant of a new chart with one active size, and some stock in it."""
    centra = mock.world.centra
    chart = mock.write("createSizeChart", "sizeChart { id sizes { name } }", {"name": "L", "horizontalLabels": ["S", "M"]})
    variant = mock.write(
        "createProductVariant",
        "productVariant { id productSizes { id } }",
        {
            "product": {"id": first(centra.products).id},
            "name": "V",
            "status": "ACTIVE",
            "sizeChart": {"id": chart["sizeChart"]["id"]},
        },
    )
    own = variant["productVariant"]["id"]
    size = mock.write(
        "createProductSize",
        "productSize { GTIN }",
        {"productVariant": {"id": own}, "size": {"name": "S"}, "gtin": "E1"},
    )
    entry = {"productVariant": {"id": own}, "sizeChanges": {"size": {"name": "S"}, "deliveredQuantity": 5}}
    change = {"intoWarehouse": {"id": first(centra.warehouses).id}, "productVariants": [entry]}
    for _ in range(2):
        mock.write("changeStock", "", change)
    shown = mock.data(f"{{ productVariant(id: {own}) {{ productSizes {{ stockTotals {{ physicalQuantity }} }} }} }}")
    return chart, variant, size, shown


def charts_in_use(mock):
    """Removing a size chart that variants use."""
    return mock.write("removeSizeChart", "", None, first(mock.world.centra.variants).size_chart_id)


def measurements(mock):
    """Attaching a measurement chart and detaching it."""
    product, chart = first(mock.world.centra.products).id, first(mock.world.centra.measurement_charts).id
    for number in (chart, None):
        table = {"measurementTable": {"measurementChart": {"id": number}}}
        made = mock.write("updateProduct", "product { measurementTable { chart { id } } }", table, product)
    return made


def folders(mock):
    """A folder below another."""
    top = mock.write("createFolder", "folder { id }", {"name": "A"})
    return mock.write("createFolder", "folder { isTopFolder }", {"name": "B", "parent": top["folder"]})


def kept(mock):
    """Whether a new collection is there afterwards."""
    mock.write("createCollection", "collection { id }", {"name": "Kept", "status": "ACTIVE"})
    return mock.data('{ collections(where: {name: {equals: "Kept"}}) { name } }')


def user_errors(mock):
    """A mutation that must fail."""
    return mock.write("removeSizeChart", "", None, 999999)


def used_pricelist(mock):
    """Deleting a price list with prices."""
    return mock.write("deletePricelist", "", None, next(iter(mock.world.centra.prices))[0])


def alterations(kind):
    """A scenario: two active price alterations in a store of one kind."""

    def run(mock):
        store = next(row for row in mock.world.centra.stores.values() if row.kind == kind)
        given = {"name": "A", "status": "ACTIVE", "store": {"id": store.id}, "startDate": "2022-03-29T00:00:00+0000"}
        return [mock.write("createPriceAlteration", "priceAlteration { startDate }", given) for _ in range(2)]

    return run


def altered(mock):
    """The prices of an alteration."""
    number = first(mock.world.centra.price_alterations).id
    return mock.ask(f"{{ priceAlteration(id: {number}) {{ startDate prices {{ price {{ value }} }} }} }}")


def unassigned(mock):
    """Taking a mapped attribute away."""
    centra = mock.world.centra
    value = next(row for row in centra.attributes.values() if centra.attribute_types[row.type_name].object_type == "Product")
    target = {"objectType": "Product", "objectId": first(centra.products).id}
    given = {**target, "mappedAttributes": [{"attributeTypeName": value.type_name, "attributeId": value.id}]}
    mock.write("assignAttributes", "", given)
    return mock.write("unassignAttributes", "object { attributes { type { name } } }", given)


def translated(mock):
    """Two fields translated, one of them removed again."""
    centra = mock.world.centra
    language = next(row for row in centra.languages.values() if not row.is_default)
    target = {"objectType": "Display", "objectId": first(centra.displays).id, "language": {"id": language.id}}
    for entries in ([("uri", "a"), ("metaTitle", "b")], [("uri", None)]):
        given = {**target, "translations": [{"field": name, "value": value} for name, value in entries]}
        made = mock.write("localize", "localizedObject { localized { translations { field value } } }", given)
    return made


def people(mock):
    """An account that is updated in part, and a buyer from a state."""
    centra = mock.world.centra
    market = next(row for row in centra.markets.values() if centra.stores[row.store_id].kind == "wholesale")
    pricelist = next(row for row in centra.pricelists.values() if row.store_id == market.store_id)
    given = {
        "status": "ACTIVE",
        "name": "T",
        "market": {"id": market.id},
        "pricelist": {"id": pricelist.id},
        "discounts": {"generalDiscount": {"discountPercent": 5}},
    }
    account = mock.write("createAccount", "account { id }", given)["account"]
    updated = mock.write("updateAccount", "account { discountPercent }", {"status": "INACTIVE"}, account["id"])
    address = {"country": {"code": "US"}, "stateOrProvince": centra.countries["US"].states[0].name}
    buyer = {"store": {"id": market.store_id}, "status": "ACTIVE", "account": account, "billingAddress": address}
    return updated, mock.write("createBuyer", "buyer { billingAddress { stateOrProvince } }", buyer)


def windows(mock):
    """A window that starts at once: too many variants, one set and unset, other markets, cancelled."""
    centra = mock.world.centra
    markets = [row.id for row in centra.markets.values() if centra.stores[row.store_id].kind == "wholesale"]
    given = {
        "name": "W",
        "status": "ACTIVE",
        "defaultVariantDeliveryType": "STOCK",
        "markets": [{"id": markets[0]}],
        "atOnce": {"daysFromNow": 0},
    }
    fields = (
        "deliveryWindow { __typename id markets { id } deliveryWindowVariants { type } "
        "... on AtOnceDeliveryWindow { daysFromNow } }"
    )
    made = mock.write("createDeliveryWindow", fields, given)
    window = {"id": made["deliveryWindow"]["id"]}
    variant = {"id": first(centra.variants).id}
    entry = {"productVariant": variant, "type": "STOCK"}
    return (
        made,
        mock.write("setDeliveryWindowVariants", fields, {"deliveryWindow": window, "variants": [entry] * 101}),
        mock.write("setDeliveryWindowVariants", fields, {"deliveryWindow": window, "variants": [entry]}),
        mock.write("unsetDeliveryWindowVariants", fields, {"deliveryWindow": window, "productVariants": [variant]}),
        mock.write("updateDeliveryWindow", fields, {"markets": [{"id": markets[-1]}]}, window["id"]),
        mock.write("updateDeliveryWindow", fields, {"status": "CANCELLED"}, window["id"]),
    )


def media(mock):
    """Completing an upload that never happened."""
    given = {"UUID": "none", "product": {"id": first(mock.world.centra.products).id}}
    return mock.write("completeMediaUpload", "", given)


def bearer(mock):
    """The usual header."""
    return {"Authorization": f"Bearer {mock.world.secrets.graphql}"}


NAMED = "query one { stores { id } } query two { markets { id } }"
CONNECTION = "{ orderConnection(last: 2) { totalCount pageInfo { hasPreviousPage } edges { cursor } } }"
ORDERS = (
    "{ orders { discountsApplied { value { value } } paymentHistory { id } lines { id } store { id } "
    "... on WholesaleOrder { account { id } buyer { id } } } }"
)
PRODUCTS = (
    '{ products { createdAt year: createdAt(format: "Y") attributes { description } weight { value } variants { unitCost '
    "{ formattedValue } productSizes { SKU weight { value } stockTotals { availableQuantity } } } } }"
)
SIMPLE = {
    "graphql-needs-no-secret": sent(lambda mock: {}),
    "graphql-wrong-secret-accepted": sent(lambda mock: {"Authorization": "Bearer wrong"}),
    "graphql-expired-token-accepted": sent(lambda mock: {"Authorization": f"Bearer {mock.token('expired')}"}),
    "graphql-revoked-token-accepted": sent(lambda mock: {"Authorization": f"Bearer {mock.token('revoked')}"}),
    "graphql-bearer-is-refused": sent(bearer),
    "graphql-cookie-is-refused": sent(lambda mock: {"Cookie": f"graphql-access={mock.world.secrets.graphql}"}),
    "graphql-permissions-not-enforced": with_token("read products", "{ stores { id } }"),
    "graphql-permission-refusal-is-vague": with_token("read products", "{ stores { id } }"),
    "graphql-introspection-is-off": reads("{ __schema { types { name } } }"),
    "graphql-answers-nothing": reads("{ stores { id } counters { products } orderConnection { totalCount } }"),
    "graphql-refuses-everything": kept,
    "graphql-unknown-operations-answer": reads("mutation { createShipment(input: {}) { userErrors { message } } }"),
    "graphql-extensions-are-missing": reads("{ stores { id } }"),
    "graphql-complexity-is-missing": reads("{ stores { id } }"),
    "graphql-app-version-is-missing": reads("{ stores { id } }"),
    "graphql-permissions-used-is-empty": reads("{ stores { id } }"),
    "graphql-variables-are-ignored": reads("query ($n: Int = 1) { products(limit: $n) { id } }", {"n": 2}),
    "graphql-operation-name-is-ignored": lambda mock: mock.ask(NAMED, name="one"),
    "graphql-user-errors-are-dropped": user_errors,
    "graphql-writes-are-not-kept": kept,
    "graphql-where-is-ignored": reads("{ stores(where: {type: WHOLESALE}) { id } }"),
    "graphql-sort-is-ignored": reads("{ products(sort: id_DESC) { id } }"),
    "graphql-limit-is-ignored": reads("{ products(limit: 1) { id } }"),
    "graphql-pages-repeat-the-first": reads("{ products(limit: 1, page: 2) { id } }"),
    "graphql-pages-count-from-zero": reads("{ products(limit: 1, page: 1) { id } }"),
    "graphql-counters-miscount": reads("{ counters { products } }"),
    "graphql-cursors-are-ignored": reads(CONNECTION),
    "graphql-total-count-counts-the-page": reads(CONNECTION),
    "graphql-page-info-says-no-more": reads(CONNECTION),
    "graphql-shows-one-store-only": reads(ORDERS),
    "graphql-format-argument-is-ignored": reads(PRODUCTS),
    "graphql-timestamps-lack-the-offset": reads(PRODUCTS),
    "graphql-money-text-lacks-the-currency": reads(PRODUCTS),
    "graphql-states-keep-their-name": people,
    "graphql-every-folder-is-a-top-folder": folders,
    "graphql-categories-nest-deeper": reads(
        "{ categories(where: {isTopCategory: true}) { childCategories { childCategories { childCategories { name } } } } }"
    ),
    "graphql-chart-sizes-in-another-order": one_size,
    "graphql-charts-in-use-can-be-removed": charts_in_use,
    "graphql-measurement-chart-stays": measurements,
    "graphql-variants-come-with-all-sizes": one_size,
    "graphql-gtin-is-lost": one_size,
    "graphql-sku-has-separators": reads(PRODUCTS),
    "graphql-size-weight-differs-from-product": reads(PRODUCTS),
    "graphql-pricelists-in-use-can-be-deleted": used_pricelist,
    "graphql-several-price-alterations-are-active": alterations("wholesale"),
    "graphql-retail-stores-take-price-alterations": alterations("retail"),
    "graphql-price-alteration-start-keeps-the-time": altered,
    "graphql-altered-prices-show-the-old-price": altered,
    "graphql-stock-change-changes-nothing": one_size,
    "graphql-stock-change-sets-instead-of-adding": one_size,
    "graphql-available-stock-ignores-orders": reads(PRODUCTS),
    "graphql-attributes-are-empty": reads(PRODUCTS),
    "graphql-unassigned-attributes-stay": unassigned,
    "graphql-null-keeps-the-translation": translated,
    "graphql-localize-forgets-other-fields": translated,
    "graphql-translations-list-only-translated-fields": translated,
    "graphql-account-update-clears-the-rest": people,
    "graphql-days-from-now-zero-stays-zero": windows,
    "graphql-window-markets-are-added": windows,
    "graphql-window-kinds-are-swapped": windows,
    "graphql-windows-take-any-number-of-variants": windows,
    "graphql-unset-variants-stay": windows,
    "graphql-cancelled-windows-lose-their-data": windows,
    "graphql-delivery-windows-have-no-campaigns": reads("{ deliveryWindows { campaigns { id } } }"),
    "graphql-media-completes-without-a-file": media,
    "graphql-orders-hide-vouchers": reads(ORDERS),
    "graphql-orders-hide-payments": reads(ORDERS),
    "graphql-orders-hide-lines": reads(ORDERS),
    "graphql-orders-hide-account-and-buyer": reads(ORDERS),
}


@pytest.fixture(scope="module")
def honest_answer(make_mock):
    """The answers that scenarios get from an honest mock, each asked for once."""
    known = {}

    def find(scenario):
        if scenario not in known:
            known[scenario] = scenario(make_mock(1))
        return known[scenario]

    return find


@pytest.mark.parametrize("name", sorted(SIMPLE))
def test_a_lie_changes_an_answer(mock, honest_answer, name):
    """The same questions get another answer while the lie is told."""
    mock.tell(name)
    assert SIMPLE[name](mock) != honest_answer(SIMPLE[name])


@pytest.fixture(scope="module")
def honest_shape(reader):
    """The schema as introspection shows it without lies."""
    return reader.data(SHAPE)


@pytest.fixture(scope="module")
def liar(make_mock):
    """A mock whose schema is lied about, again and again."""
    return make_mock(2)


@pytest.mark.parametrize("name", sorted(SCHEMA_LIES))
def test_a_lie_about_the_schema_shows_in_introspection(liar, honest_shape, name):
    """The schema is another one while the lie is told."""
    liar.tell(name)
    assert (liar.data(SHAPE) == honest_shape) is False


def test_the_schema_is_honest_again_after_a_lie(liar, honest_shape):
    """Lies about the schema leave nothing behind."""
    liar.tell(*sorted(SCHEMA_LIES))
    liar.ask("{ stores { id } }")
    liar.tell()
    assert (liar.data(SHAPE) == honest_shape) is True


def test_every_lie_is_declared_and_tried():
    """What the face asks for is declared, what is declared is tried here, and every cell and area has its lie."""
    asked = set()
    for path in Path(face.__file__).parent.rglob("*.py"):
        asked |= set(re.findall(r'told\("([^"]+)"\)', path.read_text(encoding="utf-8")))
    declared = {lie.name for lie in LIES}
    assert asked <= declared
    assert declared == SCHEMA_LIES | set(SIMPLE)
    assert {lie.api for lie in LIES} == {"graphql"}
    assert {f"graphql-{cell}" for cell in COMING_SOON} | {f"graphql-schema-drops-{area}" for area in AREAS} <= declared


def test_every_root_field_belongs_to_an_area(mock):
    """No documented query or mutation is without a lie that drops it."""
    shape = mock.data('{ q: __type(name: "Query") { fields { name } } m: __type(name: "Mutation") { fields { name } } }')
    names = {row["name"] for root in shape.values() for row in root["fields"]}
    assert names == {name for names in AREAS.values() for name in names}


def test_coming_soon_writes_work_when_they_are_there(mock):
    """The lie does what it says: an order is confirmed and a shipment made through GraphQL."""
    mock.tell("graphql-schema-has-coming-soon-writes")
    order = next(row for row in mock.world.centra.orders.values() if row.status.name == "PENDING" and not row.hold)
    made = mock.data(
        "mutation ($o: LooseInput) { confirmOrder(order: $o) { userErrors { message } order { status } } "
        "createShipment(order: $o) { userErrors { message } shipment { number } } }",
        {"o": {"number": order.number}},
    )
    assert made["confirmOrder"] == {"userErrors": [], "order": {"status": "CONFIRMED"}}
    assert (made["createShipment"]["shipment"] is None) == bool(made["createShipment"]["userErrors"])
    assert mock.data("{ selections { id } }") == {"selections": []}
