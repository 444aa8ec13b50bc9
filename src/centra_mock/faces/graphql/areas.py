"""The root fields of the schema by area, and those that are announced but must not be there yet.

Sources: 05.api-references/05.graphql-integration-api and 04.guides/03.pim-gql-integration for the areas,
05.api-references/01.api-intro/01.api-functions for what is coming soon; the names of the latter are those of later
editions where they have one.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["AREAS", "COMING_SOON", "MUTATION_NAMES", "QUERY_NAMES", "kebab"]

AREAS: Mapping[str, frozenset[str]] = {
    "stores-and-markets": frozenset({"stores", "markets", "countries", "currencies", "languages"}),
    "brands": frozenset({"brands", "createBrand"}),
    "catalogue": frozenset({"folders", "categories", "collections", "createFolder", "createCollection"}),
    "products": frozenset(
        {
            "product",
            "products",
            "productVariant",
            "counters",
            "createProduct",
            "updateProduct",
            "createProductVariant",
            "createProductSize",
        }
    ),
    "displays": frozenset({"display", "displays"}),
    "charts": frozenset(
        {
            "sizeCharts",
            "measurementCharts",
            "createSizeChart",
            "removeSizeChart",
            "createMeasurementChart",
            "removeMeasurementChart",
        }
    ),
    "pricelists": frozenset({"pricelists", "createPricelist", "updatePricelist", "deletePricelist"}),
    "price-alterations": frozenset({"priceAlteration", "createPriceAlteration", "updatePriceAlteration", "setAlteredPrices"}),
    "stock": frozenset({"warehouses", "allocationRules", "changeStock"}),
    "attributes": frozenset({"mappedAttributes", "assignAttributes", "unassignAttributes"}),
    "translations": frozenset({"localize"}),
    "accounts-and-buyers": frozenset({"createAccount", "updateAccount", "createBuyer", "updateBuyer"}),
    "delivery-windows": frozenset(
        {
            "deliveryWindows",
            "createDeliveryWindow",
            "updateDeliveryWindow",
            "setDeliveryWindowVariants",
            "unsetDeliveryWindowVariants",
        }
    ),
    "media": frozenset({"createMediaUpload", "completeMediaUpload"}),
    "orders": frozenset({"orders", "orderConnection"}),
    "invoices": frozenset({"invoices"}),
}

COMING_SOON: Mapping[str, frozenset[str]] = {
    "writes-plugin-configuration": frozenset({"updateStorePlugin", "createStorePlugin"}),
    "reads-selections": frozenset({"selections", "selection"}),
    "writes-selections": frozenset({"createSelection", "addSelectionItem", "updateSelection"}),
    "writes-payment-authorizations": frozenset({"authorizePayment", "releaseRemainingOrderAuthorization"}),
    "writes-orders": frozenset(
        {
            "createOrder",
            "updateOrder",
            "confirmOrder",
            "cancelOrder",
            "updateDirectToConsumerOrder",
            "updateWholesaleOrder",
            "cancelDirectToConsumerOrder",
            "setOrdersLock",
        }
    ),
    "writes-customers": frozenset({"createCustomer", "updateCustomer"}),
    "writes-invoices": frozenset({"createInvoice", "updateInvoice"}),
    "writes-payment-captures": frozenset({"captureOrder"}),
    "writes-partial-captures": frozenset({"captureShipment"}),
    "writes-shipments": frozenset({"createShipment", "updateShipment", "completeShipment", "deleteShipment"}),
    "writes-returns": frozenset({"createReturn", "completeReturn", "uncompleteReturn", "deleteReturn"}),
    "writes-refunds": frozenset({"createRefund", "refundOrder", "refundReturn"}),
}

_VERBS = ("assign", "change", "complete", "create", "delete", "localize", "remove", "set", "unassign", "unset", "update")
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_DOCUMENTED = sorted(name for names in AREAS.values() for name in names)

MUTATION_NAMES: tuple[str, ...] = tuple(name for name in _DOCUMENTED if re.match(f"({'|'.join(_VERBS)})([A-Z]|$)", name))
QUERY_NAMES: tuple[str, ...] = tuple(name for name in _DOCUMENTED if name not in MUTATION_NAMES)


def kebab(name: str) -> str:
    """A name of the schema as names of lies have it.

    >>> kebab("createProductSize"), kebab("GTIN")
    ('create-product-size', 'gtin')
    """
    return _HUMPS.sub("-", name).lower()
