"""Lies by which a documented field never has a value: null, or an empty list.

Sources: 05.api-references/05.graphql-integration-api/04.examples, 04.guides/03.pim-gql-integration,
04.guides/01.cms-integration: each of these fields is shown there with a value, or documented by name, if only by that of
its permission (05.api-references/05.graphql-integration-api/01.authorization).
"""

from __future__ import annotations

from typing import Any

from centra_mock.faces.graphql.areas import kebab
from centra_mock.faces.graphql.context import Context
from centra_mock.faces.graphql.distortion import Distortion

__all__ = ["HIDDEN"]

_FIELDS = {
    "Account": (
        "attributes carrierInformation deliveryWindowDiscounts internalComment paymentTerms salesRepresentative "
        "shippingTerms websiteUrl"
    ),
    "Address": (
        "address1 address2 attention cellPhoneNumber city companyName country email faxNumber firstName lastName phoneNumber "
        "stateOrProvince vatNumber zipCode"
    ),
    "AppliedDiscount": "discount",
    "AssignedAttribute": "elements",
    "Attribute": "elements",
    "AttributeChoiceElement": "selectedValue selectedValueName",
    "AttributeFileElement": "url",
    "AttributeImageElement": "height mimeType url width",
    "AttributeStringElement": "value",
    "CarrierInformation": "accountIdentifier carrierName serviceName taxId",
    "Category": "childCategories metaDescription",
    "Collection": "totalProducts",
    "Country": "continent states",
    "DeliveryWindow": (
        "allocationOrder allocationRule daysFromNow deliveryEndDate deliveryStartDate deliveryWindowVariants markets "
        "salesEndDate salesStartDate"
    ),
    "DeliveryWindowVariant": "limit",
    "Discount": "code",
    "Display": (
        "canonicalCategory categories comment description media metaDescription metaKeywords prices productVariants "
        "shortDescription"
    ),
    "Folder": "childFolders products",
    "Invoice": "billingAddress shippingAddress",
    "LanguageTranslation": "translations",
    "Market": "assignedToCountries comment",
    "MeasurementChart": "contentJSON displayUnit",
    "MediaSource": "type",
    "Order": (
        "attributes billingAddress currencyBaseRate internalComment market paymentMethod pricelist shippingAddress "
        "shippingPriceGroup userIP"
    ),
    "OrderLine": "brand comment product productName productSize productVariant productVariantName",
    "PaymentHistoryEntry": "currencyBaseRate externalReference",
    "PaymentMethod": "plugin uri",
    "Price": "price product productVariant recommendedRetailPrice",
    "PriceAlteration": "deliveryWindows prices",
    "Pricelist": "assignedToCountries comment defaultShippingOption",
    "Product": (
        "attributes brand collection countryOfOrigin displays folder harmonizedCommodityCode "
        "harmonizedCommodityCodeDescription internalComment localized measurementTable productNumber variants weight"
    ),
    "ProductMedia": "attributes source",
    "ProductSize": "GTIN SKU description preorder sizeNumber stock stockTotals weight",
    "ProductVariant": "attributes internalName localized productSizes stock stockTotals unitCost variantNumber",
    "Purchaser": "billingAddress email firstName lastName totalOrders websiteUrl",
    "SalesRepresentative": "commissionPercent email",
    "ShippingOption": "comment uri",
    "SizeChart": "dividerSymbol horizontalLabels sizes",
    "TranslationField": "value",
    "UploadPolicy": "attributes fields",
    "Warehouse": "stock stockTotals",
    "WholesaleOrder": "account buyer deliveryWindows purchaseOrderNumber",
}


def _nothing(value: Any, source: Any, context: Context) -> Any:  # Any: see distortion.Change
    return [] if isinstance(value, list) else None


HIDDEN: tuple[Distortion, ...] = tuple(
    Distortion(
        f"graphql-{kebab(owner)}-{kebab(name)}-hidden",
        f"The field {name} of {owner} is null or empty on every object.",
        (f"{owner}.{name}",),
        _nothing,
    )
    for owner, names in _FIELDS.items()
    for name in names.split()
)
