"""Operations that Centra does not have, for the lies that offer them.

The API reads through the event queue only, and writes nothing of plugins, selections, vouchers, authorizations,
partial captures and refunds. Source: 05.api-references/01.api-intro/01.api-functions/docs.md, column SOAP API.
"""

from __future__ import annotations

from collections.abc import Iterable

from centra_mock.domain.centra import Centra

from .answer import Content

__all__ = ["EXTRA_READS", "EXTRA_WRITES", "extra_content"]

EXTRA_READS = (
    "accounts_Get",
    "attributes_Get",
    "brands_Get",
    "buyers_Get",
    "campaigns_Get",
    "currencies_Get",
    "customers_Get",
    "deliverywindows_Get",
    "displays_Get",
    "invoices_Get",
    "languages_Get",
    "markets_Get",
    "orders_Get",
    "plugins_Get",
    "pricelists_Get",
    "products_Get",
    "refunds_Get",
    "returns_Get",
    "selections_Get",
    "shipments_Get",
    "stock_Get",
    "vouchers_Get",
    "warehouses_Get",
)
EXTRA_WRITES = (
    "attributes_Update",
    "captures_Update",
    "payments_Update",
    "plugins_Update",
    "refunds_Update",
    "selections_Update",
    "vouchers_Update",
)


def extra_content(centra: Centra, operation: str) -> Content:
    """What such a read would answer: the ids of the first hundred objects."""
    objects: dict[str, Iterable[object]] = {
        "accounts_Get": centra.accounts,
        "attributes_Get": centra.attributes,
        "brands_Get": centra.brands,
        "buyers_Get": centra.buyers,
        "campaigns_Get": centra.campaigns,
        "currencies_Get": centra.currencies,
        "customers_Get": centra.customers,
        "deliverywindows_Get": centra.delivery_windows,
        "displays_Get": centra.displays,
        "invoices_Get": centra.invoices,
        "languages_Get": centra.languages,
        "markets_Get": centra.markets,
        "orders_Get": centra.orders,
        "plugins_Get": centra.payment_methods,
        "pricelists_Get": centra.pricelists,
        "products_Get": centra.products,
        "refunds_Get": centra.returns,
        "returns_Get": centra.returns,
        "selections_Get": centra.selections,
        "shipments_Get": centra.shipments,
        "stock_Get": centra.product_sizes,
        "vouchers_Get": centra.vouchers,
        "warehouses_Get": centra.warehouses,
    }
    return {"item": [{"id": str(each)} for each in list(objects[operation])[:100]]}
