"""Which permission a field needs.

A relation needs the read permission of the type it leads to; nested permissions guard attributes, internal comments,
stock, addresses and other sensitive fields. Exceptions follow what the documented examples report as used.
Source: 05.api-references/05.graphql-integration-api/01.authorization, ``permissionsUsed`` throughout the examples.
"""

from __future__ import annotations

from collections.abc import Mapping

__all__ = ["family_of", "permission_of"]

# Types whose name is not the name of their permission.
_TYPE_PERMISSION: Mapping[str, str] = {
    **{
        name: f"{name}:read"
        for name in (
            "Account",
            "AdminUser",
            "AllocationRule",
            "Attribute",
            "Brand",
            "Campaign",
            "Category",
            "Collection",
            "Country",
            "Currency",
            "DeliveryWindow",
            "Discount",
            "Display",
            "Folder",
            "Invoice",
            "Language",
            "Market",
            "MeasurementChart",
            "Order",
            "PaymentTerms",
            "Price",
            "Pricelist",
            "Product",
            "ProductMedia",
            "ProductSize",
            "ProductVariant",
            "PurchaseOrder",
            "Purchaser",
            "Return",
            "SalesRepresentative",
            "Shipment",
            "ShippingOption",
            "ShippingTerms",
            "SizeChart",
            "Store",
            "Supplier",
            "TaxClass",
            "Warehouse",
            "WarehouseDelivery",
        )
    },
    "Buyer": "Purchaser:read",
    "Customer": "Purchaser:read",
    "DirectToConsumerOrder": "Order:read",
    "LanguageTranslation": "Localization:read",
    "MeasurementTable": "MeasurementChart:read",
    "OrderConnection": "Order:read",
    "OrderEdge": "Order:read",
    "PaymentHistoryEntry": "PaymentHistory:read",
    "PriceAlteration": "Price:read",
    "WholesaleOrder": "Order:read",
}

# Relations that the documented examples follow without any permission of their own.
_FREE = frozenset(
    {
        "Address.country",
        "Country.states",
        "MeasurementChartCreatePayload.measurementChart",
        "MonetaryValue.currency",
        "OrderLine.productSize",
        "Price.pricelist",
        "Price.product",
        "Price.productVariant",
        "Pricelist.currency",
        "ProductVariant.productSizes",
    }
)

_ORDER_FIELDS = ("attributes", "billingAddress", "internalComment", "shippingAddress", "userIP")

_NESTED: Mapping[str, str] = {
    **{
        f"{owner}.{name}": f"Order.{name}:read" for owner in ("DirectToConsumerOrder", "WholesaleOrder") for name in _ORDER_FIELDS
    },
    **{
        f"{owner}.{name}": f"Purchaser.{name}:read"
        for owner in ("Buyer", "Customer")
        for name in ("attributes", "billingAddress", "totalOrders")
    },
    **{
        field: f"{field}:read"
        for field in (
            "Account.attributes",
            "Account.internalComment",
            "AdminUser.email",
            "Collection.totalProducts",
            "Display.comment",
            "Invoice.billingAddress",
            "Invoice.shippingAddress",
            "InvoiceLine.countryOfOrigin",
            "Market.comment",
            "Pricelist.comment",
            "Product.attributes",
            "Product.countryOfOrigin",
            "Product.internalComment",
            "ProductSize.stock",
            "ProductSize.stockTotals",
            "ProductVariant.attributes",
            "ProductVariant.internalName",
            "ProductVariant.stock",
            "ProductVariant.stockTotals",
            "PurchaseOrder.internalComment",
            "PurchaseOrder.shippingAddress",
            "PurchaseOrder.supplierAddress",
            "Return.comment",
            "Shipment.shippingAddress",
            "ShippingOption.comment",
            "Subscription.internalComment",
            "SubscriptionPlan.internalComment",
            "Supplier.address",
            "Supplier.comment",
            "Warehouse.stock",
            "Warehouse.stockTotals",
        )
    },
    "Counters.products": "Product:read",
    "AssignedAttribute.elements": "Attribute:read",
    "AssignedAttribute.type": "Attribute:read",
}

_MUTATIONS: Mapping[str, str] = {
    "createFolder": "Folder:write",
    "createBrand": "Brand:write",
    "createCollection": "Collection:write",
    "createSizeChart": "SizeChart:write",
    "removeSizeChart": "SizeChart:write",
    "createMeasurementChart": "MeasurementChart:write",
    "removeMeasurementChart": "MeasurementChart:write",
    "createProduct": "Product:write",
    "updateProduct": "Product:write",
    "createProductVariant": "ProductVariant:write",
    "createProductSize": "ProductVariant:write",
    "createPricelist": "Pricelist:write",
    "updatePricelist": "Pricelist:write",
    "deletePricelist": "Pricelist:write",
    "createPriceAlteration": "Price:write",
    "updatePriceAlteration": "Price:write",
    "setAlteredPrices": "Price:write",
    "changeStock": "StockChange:write",
    "assignAttributes": "Attribute:write",
    "unassignAttributes": "Attribute:write",
    "localize": "Localization:write",
    "createAccount": "Account:write",
    "updateAccount": "Account:write",
    "createBuyer": "Buyer:write",
    "updateBuyer": "Buyer:write",
    "createDeliveryWindow": "DeliveryWindow:write",
    "updateDeliveryWindow": "DeliveryWindow:write",
    "setDeliveryWindowVariants": "DeliveryWindow:write",
    "unsetDeliveryWindowVariants": "DeliveryWindow:write",
    "createMediaUpload": "ProductMedia:write",
    "completeMediaUpload": "ProductMedia:write",
}

# Types that permissions call by the name of their interface.
_FAMILIES: Mapping[str, str] = {
    "AtOnceDeliveryWindow": "DeliveryWindow",
    "Buyer": "Purchaser",
    "Customer": "Purchaser",
    "DirectToConsumerOrder": "Order",
    "PreorderDeliveryWindow": "DeliveryWindow",
    "WholesaleOrder": "Order",
}


def family_of(owner: str) -> str:
    """The name of a type in permissions.

    >>> family_of("WholesaleOrder"), family_of("Product")
    ('Order', 'Product')
    """
    return _FAMILIES.get(owner, owner)


def permission_of(owner: str, field_name: str, leads_to: str) -> str | None:
    """The permission that a field of a type needs, given the name of the type it leads to; ``None`` for a free one.

    >>> permission_of("Product", "brand", "Brand"), permission_of("Address", "country", "Country")
    ('Brand:read', None)
    """
    if owner == "Mutation":
        return _MUTATIONS.get(field_name)
    place = f"{owner}.{field_name}"
    if place in _FREE:
        return None
    return _NESTED.get(place) or _TYPE_PERMISSION.get(leads_to)
