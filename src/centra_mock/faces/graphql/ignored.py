"""Lies by which a mutation passes over a field of its input.

Sources: 04.guides/03.pim-gql-integration, 05.api-references/05.graphql-integration-api/04.examples/02.b2b: each field
is sent there, and shown by what the mutation answers.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from centra_mock.faces.graphql.areas import kebab
from centra_mock.faces.graphql.context import Arguments, Context
from centra_mock.lies import Lie

__all__ = ["IGNORED_LIES", "heard_of"]

_FIELDS = {
    "assignAttributes": "dynamicAttributes mappedAttributes",
    "createAccount": "discounts discounts.addDeliveryWindowDiscounts discounts.generalDiscount.isVisible",
    "createBuyer": "billingAddress receiveAutoEmails websiteUrl",
    "createDeliveryWindow": (
        "allocationRule atOnce.daysFromNow atOnce.selectableDate deliveryDatesVisible preorder.allocationOrder "
        "selectableByBuyers selectedByDefault"
    ),
    "createFolder": "parent",
    "createMeasurementChart": "displayUnit values",
    "createPricelist": "addCountries defaultShippingOption",
    "createProduct": (
        "brand collection countryOfOrigin folder harmonizedCommodityCode harmonizedCommodityCodeDescription productNumber"
    ),
    "createProductSize": "gtin sizeNumber",
    "createProductVariant": "internalName unitCost variantNumber",
    "createSizeChart": "dividerSymbol verticalLabels",
    "setDeliveryWindowVariants": "variants.limit",
    "unassignAttributes": "dynamicAttributes mappedAttributes",
    "updateAccount": "discounts discounts.addDeliveryWindowDiscounts discounts.removeDeliveryWindowDiscounts",
    "updateBuyer": "billingAddress status websiteUrl",
    "updateDeliveryWindow": "markets name status",
    "updatePriceAlteration": "status",
    "updatePricelist": "status",
    "updateProduct": "assignMappedAttributes measurementTable unassignMappedAttributes weight",
}
# The address fields that the examples send.
_ADDRESS = "address1 address2 cellPhoneNumber city country email faxNumber firstName lastName phoneNumber stateOrProvince zipCode"
_PATHS: Mapping[str, tuple[str, ...]] = {
    **{name: tuple(fields.split()) for name, fields in _FIELDS.items()},
    **{
        name: (*_FIELDS[name].split(), *(f"billingAddress.{each}" for each in _ADDRESS.split()))
        for name in ("createBuyer", "updateBuyer")
    },
}


def _name(mutation: str, path: str) -> str:
    return f"graphql-{kebab(mutation)}-ignores-{kebab(path.replace('.', '-'))}"


IGNORED_LIES: tuple[Lie, ...] = tuple(
    Lie(_name(mutation, path), "graphql", f"The mutation {mutation} passes over the field {path} of its input.")
    for mutation, paths in _PATHS.items()
    for path in paths
)


def heard_of(mutation: str, args: Arguments, context: Context) -> Arguments:
    """The arguments of a mutation without the fields that it is told to pass over."""
    for path in _PATHS.get(mutation, ()):
        if context.told(_name(mutation, path)):
            args = {**args, "input": _without(args["input"], path.split("."))}
    return args


def _without(value: Any, path: list[str]) -> Any:  # Any: input values of the schema
    if isinstance(value, list):
        return [_without(each, path) for each in value]
    if not isinstance(value, Mapping):
        return value
    name, *below = path
    if below and name in value:
        return {**value, name: _without(value[name], below)}
    return {key: each for key, each in value.items() if key != name}
