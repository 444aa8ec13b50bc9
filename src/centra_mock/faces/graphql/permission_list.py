"""The permissions by name: those that are there, and the obsolete ones with what is to be used instead.

Source: 05.api-references/05.graphql-integration-api/01.authorization, "Full list of permissions" (405 names: 78 kept,
41 new, 286 obsolete), and the two names that only the examples use.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

__all__ = ["CURRENT_PERMISSIONS", "NEW_PERMISSIONS", "OBSOLETE_PERMISSIONS", "WIDENED", "substitutes"]

# Types with a read permission; after > what else, or what instead, may be permitted.
_KEPT = (
    "Account>read+write AdminUser Affiliate Allocation AllocationRule Attribute>read+write Brand>read+write BrickAndMortar "
    "Bundle>read+write Campaign>read+write Category Collection>read+write Commission Country Currency "
    "DeliveryWindow>read+write Discount Display>read+write DocumentTemplate EmailHistory Folder>read+write "
    "GiftCertificateGenerator Invoice Language Localization>read+write Market MeasurementChart>read+write "
    "MediaBatch>read+write NewsletterSubscription Order OrderHistory PaymentHistory PaymentTerms Price>read+write Pricelist "
    "Product>read+write ProductMedia>read+write ProductSize ProductVariant>read+write ProductVariantSupply PurchaseOrder "
    "PurchaseOrderDelivery Purchaser Return SalesRepresentative Shipment ShippingOption ShippingTerms Size "
    "SizeChart>read+write StockChange>write Store StorePlugin Subscription SubscriptionPlan>read+write Supplier TaxClass "
    "TaxRule Warehouse WarehouseDelivery"
)
# Fields with a permission of their own, by type: to read, unless a verb follows.
_NEW: Mapping[str, str] = {
    "Account": "attributes internalComment",
    "AdminUser": "email",
    "Collection": "totalProducts",
    "Display": "comment",
    "Invoice": "billingAddress shippingAddress",
    "InvoiceLine": "countryOfOrigin",
    "Market": "comment",
    "Order": "attributes billingAddress internalComment shippingAddress userIP",
    "Pricelist": "comment",
    "Product": "attributes attributes:write countryOfOrigin internalComment",
    "ProductSize": "stock stockTotals",
    "ProductVariant": "attributes attributes:write internalName stock stockTotals",
    "PurchaseOrder": "internalComment shippingAddress supplierAddress",
    "Purchaser": "attributes billingAddress totalOrders",
    "Return": "comment",
    "Shipment": "shippingAddress",
    "ShippingOption": "comment",
    "Subscription": "internalComment",
    "SubscriptionPlan": "internalComment",
    "Supplier": "address comment",
    "Warehouse": "stock stockTotals",
}
# Obsolete permissions by type: the part, * for the type itself; then > what to use instead (without it: the part itself
# as a type, - for nothing), + between two.
_OBSOLETE: Mapping[str, str] = {
    "Account": (
        "AddressBook>Account AllocationRule Attribute>Account.attributes Brand DeliveryWindowDiscount>Account "
        "EmailHistory InternalComment>Account.internalComment Invoice Market Order PaymentTerms Pricelist Purchaser "
        "Return SalesRepresentative ShippingTerms TaxClass Warehouse"
    ),
    "AddressBook": "*>Account",
    "AdminDiscount": "AdminUser",
    "AdminUser": "Account Brand Email>AdminUser.email Market Pricelist SalesRepresentative",
    "Affiliate": "Order Store",
    "AllocationRule": "Account DeliveryWindow GeographyAllocationPriority>AllocationRule Market Store Warehouse",
    "AppliedDiscount": "Discount Order",
    "Brand": "Product Store",
    "BrickAndMortar": "AllocationRule Store Warehouse",
    "Bundle": "SizeChart",
    "Campaign": "CampaignVariant DeliveryWindow Market Pricelist Store",
    "CampaignVariant": "Campaign *>Campaign",
    "Category": "Display Store",
    "Collection": "Product",
    "Commission": "Invoice Order SalesRepresentative",
    "Currency": "Pricelist ShippingOption",
    "Customer": "Attribute>Purchaser.Attribute EmailHistory",
    "DeliveryWindow": "AllocationRule Campaign DeliveryWindowVariant Market",
    "DeliveryWindowDiscount": "*>Account Account DeliveryWindow",
    "DeliveryWindowVariant": "*>DeliveryWindow DeliveryWindow Product ProductVariant *:write>DeliveryWindow:write",
    "Discount": "AdminUser AppliedDiscount>Order GiftCertificateGenerator Market Store",
    "Display": (
        "Attribute>- CampaignVariant Category Comment>Display.comment DisplayRelation>Display Market Price Product "
        "ProductMedia ProductVariant Store TaxGroup"
    ),
    "DisplayRelation": "*:write>Display:write",
    "EmailHistory": "AdminUser Order Purchaser",
    "Folder": "Product",
    "GeographyAllocationPriority": "*>AllocationRule",
    "GiftCertificateGenerator": "Discount Store",
    "Invoice": "Account AdminUser Commission PaymentTerms Purchaser ShippingTerms Store",
    "InvoiceLine": "OrderLine>Order Product ProductVariant ShipmentLine",
    "Language": "Country",
    "Market": "AllocationRule Campaign Comment>Market.comment Country Store",
    "NewsletterSubscription": "Country ProductSize ProductVariant Store",
    "Order": (
        "Account Affiliate Attribute>Order.attributes Commission DeliveryWindow Discount EmailHistory "
        "InternalComment>Order.internalComment Market OrderDocument>Order OrderHistory PaymentHistory PaymentMethod "
        "PaymentTerms Pricelist Purchaser Return SalesRepresentative Shipment ShippingPriceGroup ShippingTerms Store"
    ),
    "OrderHistory": "AdminUser Purchaser",
    "OrderLine": (
        "Brand Campaign Category Collection DeliveryWindow Discount>- Display Folder GiftCertificateGenerator "
        "InvoiceLine Product ProductVariant TaxGroup>TaxRule"
    ),
    "PaymentHistoryEntry": "AdminUser StorePlugin",
    "Pricelist": "Campaign Comment>Pricelist.comment Country Price ShippingOption Store",
    "Product": (
        "Attribute>Product.attributes Attribute:write>Product.attributes:write Brand Bundle Collection "
        "CountryOfOrigin>Product.countryOfOrigin Display Folder InternalComment>Product.internalComment "
        "MeasurementTable>MeasurementChart ProductMedia ProductVariant"
    ),
    "ProductMedia": "Product *:delete>ProductMedia:write",
    "ProductSize": (
        "ProductVariant PurchaseOrder PurchaseOrderDelivery Stock>ProductSize.stock+ProductSize.stockTotals "
        "WarehouseDeliveryLine>WarehouseDelivery"
    ),
    "ProductVariant": (
        "Attribute>ProductVariant.attributes Attribute:write>ProductVariant.attributes:write "
        "CampaignVariant>Campaign Display InternalName>ProductVariant.internalName Product ProductMedia "
        "ProductVariantSupply PurchaseOrder PurchaseOrderDelivery SizeChart "
        "Stock>ProductVariant.stock+ProductVariant.stockTotals"
    ),
    "ProductVariantSupply": "PurchaseOrder PurchaseOrderDelivery",
    "PurchaseOrder": (
        "Address>PurchaseOrder.shippingAddress+PurchaseOrder.supplierAddress "
        "InternalComment>PurchaseOrder.internalComment PaymentTerms PurchaseOrderDelivery ShippingTerms "
        "Supplier Warehouse"
    ),
    "PurchaseOrderDelivery": "AdminUser PurchaseOrder Supplier Warehouse WarehouseDelivery",
    "PurchaseOrderDeliveryLine": "OrderLine>Order Product ProductSize ProductVariant",
    "PurchaseOrderLine": "OrderLine>Order Product ProductSize ProductVariant",
    "Purchaser": (
        "Account EmailHistory Market NewsletterSubscription Order Pricelist Return Store TaxClass "
        "TotalOrder>Purchaser.totalOrders"
    ),
    "Return": "Account AdminUser Comment>Return.comment Order OrderDiscount>Order Purchaser Shipment Store Warehouse",
    "ReturnLine": "OrderLine>Order ShipmentLine>Shipment",
    "SalesRepresentative": "Account Commission",
    "Shipment": "AdminUser Invoice Order OrderDiscount>Order Return ShipmentPlugin>StorePlugin Store",
    "ShipmentLine": "InvoiceLine>Invoice OrderLine>Order",
    "ShippingOption": "Comment>ShippingOption.comment Market ShippingPriceGroup>ShippingOption Store",
    "ShippingPriceGroup": "*>ShippingOption",
    "Size": "ProductSize SizeChart",
    "Store": (
        "Affiliate AllocationRule Brand Campaign Category Market Order Pricelist ShippingOption StorePlugin "
        "TaxGroup>TaxRule TotalOrder>- TotalPurchaser>-"
    ),
    "StorePlugin": "Store",
    "Supplier": (
        "Address>Supplier.address Comment>Supplier.comment PaymentTerms ProductVariantSupply PurchaseOrder "
        "PurchaseOrderDelivery ShippingTerms Warehouse"
    ),
    "TaxGroup": "*>TaxRule Store TaxRule",
    "Warehouse": "AllocationRule Stock>Warehouse.stock+Warehouse.stockTotals WarehouseDelivery",
    "WarehouseDelivery": "AdminUser",
    "WarehouseDeliveryLine": "ShipmentLine>Shipment Warehouse WarehouseDelivery",
}
# The list sends from here to a name that it writes otherwise.
_MEANT = {"Purchaser.Attribute:read": ("Purchaser.attributes:read",)}
# The list does not have these, but the examples report them as used.
_OF_EXAMPLES = frozenset({"Buyer:write", "Pricelist:write"})


def _named(name: str) -> str:
    return name if ":" in name else f"{name}:read"


def _kept() -> Iterator[str]:
    for entry in _KEPT.split():
        name, _, verbs = entry.partition(">")
        yield from (f"{name}:{verb}" for verb in (verbs or "read").split("+"))


def _obsolete() -> Iterator[tuple[str, tuple[str, ...]]]:
    for owner, parts in _OBSOLETE.items():
        for entry in parts.split():
            part, _, instead = entry.partition(">")
            name = _named(part).replace("*", owner, 1) if part.startswith("*") else f"{owner}.{_named(part)}"
            current = () if instead == "-" else tuple(_named(each) for each in (instead or part).split("+"))
            yield name, current


NEW_PERMISSIONS: frozenset[str] = frozenset(f"{owner}.{_named(part)}" for owner, parts in _NEW.items() for part in parts.split())

CURRENT_PERMISSIONS: frozenset[str] = frozenset(_kept()) | NEW_PERMISSIONS | _OF_EXAMPLES

OBSOLETE_PERMISSIONS: Mapping[str, tuple[str, ...]] = dict(_obsolete())

# New permissions that nothing guarded apart before: until its time is over, that of the whole type serves as well.
WIDENED: Mapping[str, str] = {
    "Collection.totalProducts:read": "Collection:read",
    "Invoice.billingAddress:read": "Invoice:read",
    "Invoice.shippingAddress:read": "Invoice:read",
    "InvoiceLine.countryOfOrigin:read": "Invoice:read",
    "Order.billingAddress:read": "Order:read",
    "Order.shippingAddress:read": "Order:read",
    "Order.userIP:read": "Order:read",
    "Purchaser.billingAddress:read": "Purchaser:read",
    "Shipment.shippingAddress:read": "Shipment:read",
    "Subscription.internalComment:read": "Subscription:read",
    "SubscriptionPlan.internalComment:read": "SubscriptionPlan:read",
}


def substitutes(permission: str, owner: str, field_name: str) -> Iterator[str]:
    """Deprecated permissions that open a field in the place of the current one.

    An old permission for a relation opens that relation only; ``owner`` is the type, or the interface, by which
    permissions call it.

    >>> list(substitutes("Brand:read", "Product", "brand")), list(substitutes("Brand:read", "OrderLine", "brand"))
    (['Product.Brand:read'], ['OrderLine.Brand:read'])
    >>> list(substitutes("Invoice.billingAddress:read", "Invoice", "billingAddress"))
    ['Invoice:read']
    """
    if permission in WIDENED:
        yield WIDENED[permission]
    for name, current in OBSOLETE_PERMISSIONS.items():
        if permission not in _newest(current):
            continue
        place = name.partition(":")[0]
        named = place.partition(".")[0]
        if (
            named == owner
            or (named == "Customer" and owner == "Purchaser")
            or ("." not in place and place.lower() in field_name.lower())
        ):
            yield name


def _newest(names: tuple[str, ...]) -> Iterator[str]:
    """The permissions that these names lead to, over names that are obsolete themselves."""
    for name in names:
        yield name
        yield from _newest(_MEANT.get(name, OBSOLETE_PERMISSIONS.get(name, ())))
