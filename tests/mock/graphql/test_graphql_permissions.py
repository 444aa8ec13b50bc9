"""Permissions: each field needs its own, deprecated ones still work and are told."""

import pytest

from centra_mock.faces.graphql.permission_list import (
    CURRENT_PERMISSIONS,
    NEW_PERMISSIONS,
    OBSOLETE_PERMISSIONS,
    WIDENED,
    substitutes,
)
from centra_mock.faces.graphql.permissions import family_of, permission_of
from centra_mock.faces.graphql.schema import schema_for


def test_the_list_has_the_documented_names():
    """78 kept, 41 new and 286 obsolete permissions, and two that only the examples use."""
    assert len(NEW_PERMISSIONS) == 41
    assert len(CURRENT_PERMISSIONS - NEW_PERMISSIONS) == 78 + 2
    assert len(OBSOLETE_PERMISSIONS) == 286
    assert not CURRENT_PERMISSIONS & set(OBSOLETE_PERMISSIONS)
    assert {name for name in WIDENED} <= NEW_PERMISSIONS and set(WIDENED.values()) <= CURRENT_PERMISSIONS


def test_every_permission_that_a_field_needs_is_listed():
    """No field of the schema asks for a name that the documentation does not have."""
    schema = schema_for(frozenset())
    for name, kind in schema.type_map.items():
        for field, shown in getattr(kind, "fields", {}).items():
            if not name.startswith("__") and hasattr(shown, "args"):
                inner = shown.type
                while hasattr(inner, "of_type"):
                    inner = inner.of_type
                permission = permission_of(name, field, inner.name)
                assert permission is None or permission in CURRENT_PERMISSIONS, f"{name}.{field}: {permission}"


@pytest.mark.parametrize(
    ("permission", "owner", "field", "old"),
    [
        ("Brand:read", "Product", "brand", ["Product.Brand:read"]),
        ("Country:read", "Market", "assignedToCountries", ["Market.Country:read"]),
        ("Product.internalComment:read", "Product", "internalComment", ["Product.InternalComment:read"]),
        ("ProductSize.stockTotals:read", "ProductSize", "stockTotals", ["ProductSize.Stock:read"]),
        ("Purchaser.attributes:read", "Purchaser", "attributes", ["Customer.Attribute:read"]),
        ("Purchaser.totalOrders:read", "Purchaser", "totalOrders", ["Purchaser.TotalOrder:read"]),
        ("MeasurementChart:read", "Product", "measurementTable", ["Product.MeasurementTable:read"]),
        ("Invoice.billingAddress:read", "Invoice", "billingAddress", ["Invoice:read"]),
        ("DeliveryWindow:write", "Mutation", "setDeliveryWindowVariants", ["DeliveryWindowVariant:write"]),
        ("Product:read", "Query", "products", []),
    ],
)
def test_an_obsolete_permission_opens_what_it_was_for(permission, owner, field, old):
    """The old name of a relation, an attribute, a comment, stock; and the whole type for a new field."""
    assert list(substitutes(permission, owner, field)) == old


def test_a_deprecated_permission_works_and_is_told(reader):
    """The field is named as type and field, with the old permission and the current one."""
    answer = reader.ask("{ products(limit: 2) { brand { id } } }", token=reader.token("old products"))
    assert "errors" not in answer
    assert answer["extensions"]["permissionsUsed"] == ["Product:read", "Brand:read"]
    assert answer["extensions"]["deprecatedPermissionsUsed"] == [
        "Field: Product.brand, deprecated: Product.Brand:read, current: Brand:read"
    ]


def test_the_permission_of_the_type_opens_a_new_field(reader):
    """Invoice:read shows the billing address, and is told as deprecated for that field only."""
    answer = reader.ask("{ invoices(limit: 1) { id billingAddress { city } } }", token=reader.token("read invoices"))
    assert answer["data"]["invoices"][0]["billingAddress"]["city"]
    assert answer["extensions"]["permissionsUsed"] == ["Invoice:read", "Invoice.billingAddress:read"]
    assert answer["extensions"]["deprecatedPermissionsUsed"] == [
        "Field: Invoice.billingAddress, deprecated: Invoice:read, current: Invoice.billingAddress:read"
    ]


def test_an_obsolete_permission_opens_nothing_else(reader):
    """Product.Brand:read is no Brand:read."""
    answer = reader.ask("{ brands { id } }", token=reader.token("old products"))
    assert answer["errors"][0]["message"] == "You need Brand:read permission to access brands."


@pytest.mark.parametrize("description", ["everything", "read everything"])
def test_current_permissions_are_not_told_as_deprecated(reader, description):
    """Without a deprecated permission the extensions do not have the section."""
    answer = reader.ask("{ invoices(limit: 1) { billingAddress { city } } }", token=reader.token(description))
    assert "deprecatedPermissionsUsed" not in answer["extensions"]


def test_the_old_scheme_reads_what_has_an_old_name(reader):
    """Kept and obsolete permissions together read a product whole, and tell each deprecated use once."""
    query = "{ products(limit: 3) { internalComment attributes { description } brand { id } variants { internalName } } }"
    answer = reader.ask(query, token=reader.token("old scheme"))
    assert "errors" not in answer
    assert answer["extensions"]["deprecatedPermissionsUsed"] == [
        "Field: Product.internalComment, deprecated: Product.InternalComment:read, current: Product.internalComment:read",
        "Field: Product.attributes, deprecated: Product.Attribute:read, current: Product.attributes:read",
        "Field: ProductVariant.internalName, deprecated: ProductVariant.InternalName:read, "
        "current: ProductVariant.internalName:read",
    ]


def test_a_mutation_tells_its_write_permission_first(mock):
    """Then the read permissions of what is selected, in the order of use."""
    brand = next(iter(mock.world.centra.brands))
    given = f'input: {{name: "P", status: ACTIVE, brand: {{id: {brand}}}}}'
    answer = mock.ask(f"mutation {{ createProduct({given}) {{ product {{ id brand {{ name }} folder {{ id }} }} }} }}")
    assert answer["extensions"]["permissionsUsed"] == ["Product:write", "Product:read", "Brand:read", "Folder:read"]


def test_a_write_permission_alone_writes_and_shows_nothing(mock):
    """Folder:write makes a folder; to see it needs Folder:read."""
    token = mock.token("write folders")
    made = mock.ask('mutation { createFolder(input: {name: "Quiet"}) { userErrors { path } } }', token=token)
    assert made["data"] == {"createFolder": {"userErrors": []}}
    shown = mock.ask('mutation { createFolder(input: {name: "Loud"}) { folder { id } } }', token=token)
    assert shown["errors"][0]["message"] == "You need Folder:read permission to access folder."


@pytest.mark.parametrize(
    ("query", "points"),
    [
        ("{ stores { id } }", 10 + 1 + 10),
        ("{ stores(limit: 2) { id name } }", 10 + 1 + 2 * 2),
        ("{ product(id: 1) { id brand { name } } }", 10 + 1 + 3),
        ("query ($n: Int) { products(limit: $n) { id variants { id } } }", 10 + 1 + 4 * (1 + 1 + 10)),
        ("{ stores { ...f } } fragment f on Store { id }", 10 + 1 + 10),
    ],
)
def test_complexity_counts_fields_and_rows(reader, query, points):
    """Ten, one for each field, and what lies below a list as often as its limit says."""
    assert reader.ask(query, {"n": 4})["extensions"]["complexity"] == points


def test_families_are_the_names_of_interfaces():
    """Permissions speak of Order, Purchaser and DeliveryWindow."""
    assert [family_of(name) for name in ("Buyer", "AtOnceDeliveryWindow", "DirectToConsumerOrder", "Brand")] == [
        "Purchaser",
        "DeliveryWindow",
        "Order",
        "Brand",
    ]
