"""The lies that each query and each mutation has: gone, empty, refused, not stored, refusing nothing.

No page tells of what a mutation refuses besides references to nothing and to what is in use; one that refers to nothing
has nothing to refuse.

Sources: 04.guides/03.pim-gql-integration, 05.api-references/05.graphql-integration-api.
"""

from __future__ import annotations

from centra_mock.faces.graphql.areas import MUTATION_NAMES, QUERY_NAMES, kebab
from centra_mock.faces.graphql.schema_document import referring_mutations
from centra_mock.lies import Lie

__all__ = ["BARE_TYPES", "GONE", "INPUT_LIES", "OPERATION_LIES", "SCHEMA_OPERATION_LIES", "TYPE_LIES"]

_SINGLE = ("display", "priceAlteration", "product", "productVariant")
# Mutations of whose input the pages show optional fields.
_WITH_OPTIONS = (
    "assignAttributes", "changeStock", "createAccount", "createBrand", "createBuyer", "createDeliveryWindow", "createFolder",
    "createMeasurementChart", "createPricelist", "createProduct", "createProductSize", "createProductVariant",
    "createSizeChart", "unassignAttributes", "updateAccount", "updateBuyer", "updateDeliveryWindow", "updateProduct",
)  # fmt: skip
BARE_TYPES: dict[str, frozenset[str]] = {
    **{
        name: frozenset({name})
        for name in (
            "Account", "Address", "AssignedAttribute", "Attribute", "AttributeChoiceElement", "AttributeImageElement",
            "CarrierInformation", "Category", "Country", "DeliveryWindowVariant", "DeliveryWindowVariantLimit", "Discount",
            "Display", "Folder", "Language", "Market", "MeasurementChart", "MonetaryValue", "OrderConnection", "OrderLine",
            "OrderTotals", "PageInfo", "PaymentHistoryEntry", "Price", "PriceAlteration", "Pricelist", "Product", "ProductSize",
            "ProductVariant", "SalesRepresentative", "SizeChart", "Store", "Warehouse", "Weight",
        )
    },
    "DeliveryWindow": frozenset({"AtOnceDeliveryWindow", "DeliveryWindow", "PreorderDeliveryWindow"}),
    "Order": frozenset({"DirectToConsumerOrder", "Order", "WholesaleOrder"}),
    "Purchaser": frozenset({"Buyer", "Customer", "Purchaser"}),
}  # fmt: skip

GONE: dict[str, str] = {f"graphql-{kebab(name)}-is-gone": name for name in (*QUERY_NAMES, *MUTATION_NAMES)}
TYPE_LIES: dict[str, str] = {f"graphql-{kebab(name)}-has-one-field": name for name in BARE_TYPES}
INPUT_LIES: dict[str, str] = {f"graphql-{kebab(name)}-takes-no-options": name for name in _WITH_OPTIONS}
SCHEMA_OPERATION_LIES: frozenset[str] = frozenset({*GONE, *TYPE_LIES, *INPUT_LIES})


def _query_lies(name: str) -> tuple[tuple[str, str], ...]:
    if name in _SINGLE:
        return (
            (f"{kebab(name)}-is-never-found", f"The query {name} answers null for every id."),
            (f"{kebab(name)}-ignores-its-id", f"The query {name} answers the first of all, whichever id is asked for."),
        )
    if name == "counters":
        return ()
    return (
        (f"{kebab(name)}-answers-nothing", f"The query {name} finds nothing."),
        (f"{kebab(name)}-answers-one-row", f"The query {name} finds the first row only."),
    )


def _mutation_lies(name: str) -> tuple[tuple[str, str], ...]:
    lies = (
        (f"{kebab(name)}-is-refused", f"The mutation {name} always fails with a user error."),
        (f"{kebab(name)}-stores-nothing", f"The mutation {name} answers as if it had worked, and changes nothing."),
    )
    if name not in referring_mutations():
        return lies
    return (*lies, (f"{kebab(name)}-refuses-nothing", f"The mutation {name} answers an empty list of userErrors where it fails."))


OPERATION_LIES: tuple[Lie, ...] = (
    *(Lie(lie, "graphql", f"The schema lacks {name}.") for lie, name in GONE.items()),
    *(Lie(lie, "graphql", f"The type {name} has lost all fields but the first.") for lie, name in TYPE_LIES.items()),
    *(Lie(lie, "graphql", f"The input of {name} has lost its optional fields.") for lie, name in INPUT_LIES.items()),
    *(Lie(f"graphql-{lie}", "graphql", says) for name in QUERY_NAMES for lie, says in _query_lies(name)),
    *(Lie(f"graphql-{lie}", "graphql", says) for name in MUTATION_NAMES for lie, says in _mutation_lies(name)),
)
