"""Lies by which an update passes over an element of its objects.

Each element is documented, and what it changes is shown by an event or by another API.
Source: 05.api-references/07.soap-integration-api/01.api-reference/docs.md, 04.guides/02.erp-integration/docs.md.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable

from lxml import etree

from centra_mock.lies import Lie

from .envelope import API_NAMESPACE

__all__ = ["IGNORED_LIES", "pass_over"]

_ADDRESS = "company attn firstname lastname address1 address2 city state zipcode country email telephone fax vat"
# Operation -> paths below one object; a path ends where what it names is left out with all that it holds.
_FIELDS = {
    "accounts_Update": (
        "status description other discount market pricelist internalinformation creditlimit salesrep paymentterms "
        "shippingterms accountaddress shippingaddress invoiceaddress accountaddress/url invoiceaddress/vat "
        "carrierinformation carrierinformation/carrier carrierinformation/service carrierinformation/account "
        "carrierinformation/taxid buyers addresses buyers/buyer/status buyers/buyer/firstname "
        "buyers/buyer/lastname buyers/buyer/email buyers/buyer/address1 buyers/buyer/city buyers/buyer/zipcode "
        "buyers/buyer/country buyers/buyer/telephone buyers/buyer/market buyers/buyer/pricelist"
    ),
    "customers_Update": ("status firstname lastname address1 address2 city state zipcode country email telephone"),
    "deliverywindows_Update": (
        "status description startdate stopdate atonce variations variationsremove variations/variation/variationlimit"
    ),
    "invoices_Update": (
        "store status serialno documenttype type currency currencyrate basecurrency total vat totalpaid invoicedate orderdate "
        "duedate buyer account order shipment refund paymentterms shippingterms internalinformation ponumber "
        "billingaddress shippingaddress items items/invoiceitem items/additional locked items/invoiceitem/itemid "
        "items/invoiceitem/qty items/invoiceitem/price items/invoiceitem/tax items/invoiceitem/subtotal "
        "items/invoiceitem/description items/invoiceitem/product items/invoiceitem/variation items/invoiceitem/size "
        "items/invoiceitem/discount items/invoiceitem/sku"
    ),
    "markets_Update": "store description",
    "orders_Update": (
        "internalinformation other ponumber preferred_shipping_date shippingaddress billingaddress carrierinformation "
        "additionals paymentterms shippingterms shipments/shipment/paid shipments/shipment/shipped "
        "shipments/shipment/goodtogo shipments/shipment/shipping shipments/shipment/handling "
        "shipments/shipment/carrierinformation shipments/shipment/carrierinformation/carrier "
        "shipments/shipment/carrierinformation/service shipments/shipment/carrierinformation/tracking "
        "shipments/shipment/carrierinformation/packages shipments/shipment/refunds/refund/status "
        "shipments/shipment/refunds/refund/comment shipments/shipment/refunds/refund/shipping "
        "shipments/shipment/refunds/refund/returnfee"
    ),
    "paymentterms_Update": "name description duedays",
    "pricealterationdates_Update": "status name store startdate",
    "pricelists_Update": (
        "store currency description items/product/price items/product/priceb items/product/alteredprice "
        "items/product/variation/price items/product/variation/priceb items/product/variation/alteredprice "
        "items/product/variation/alteredpriceb"
    ),
    "products_Update": (
        "status sku description folder brand collection harmcode harmcode/description countryoforigin weight weight/unit "
        "comment metadata metadata/storemeta/shortdescription metadata/storemeta/description "
        "metadata/storemeta/metatitle metadata/storemeta/metakeywords metadata/storemeta/metadescription "
        "variations/variation/description variations/variation/sku variations/variation/status variations/variation/cog "
        "variations/variation/sizes variations/variation/sizes/size/sku variations/variation/sizes/size/ean "
        "variations/variation/sizes/size/preorder variations/variation/displays "
        "variations/variation/displays/display/categories variations/variation/displays/display/categoriesremove "
        "variations/variation/displays/display/markets variations/variation/displays/display/marketsremove "
        "variations/variation/displays/display/minimumorderamount variations/variation/displays/display/orderdenominator"
    ),
    "salesreps_Update": "email name percent mastersalesrep",
    "shippingterms_Update": "name description duedays",
    "sizes_Update": "description sku ean comment sizetable/description sizetable/stockdivisor sizetable/stockunit",
    "warehouses_Update": "description",
}
_PATHS = {operation: tuple(paths.split()) for operation, paths in _FIELDS.items()}
_ADDRESSES = {  # operation -> where an address lies; the lie passes over one field in all of them
    "accounts_Update": ("accountaddress", "shippingaddress", "invoiceaddress", "addresses/address"),
    "orders_Update": ("shippingaddress", "billingaddress"),
}


def _name(operation: str, path: str) -> str:
    return f"soap-{operation.removesuffix('_Update')}-update-ignores-{path.replace('/', '-').replace('_', '-')}"


IGNORED_LIES: tuple[Lie, ...] = (
    *(
        Lie(_name(operation, path), "soap", f"{operation} passes over {path} of its objects.", (operation,))
        for operation, paths in _PATHS.items()
        for path in paths
    ),
    *(
        Lie(_name(operation, f"address-{field}"), "soap", f"{operation} passes over {field} of every address.", (operation,))
        for operation in _ADDRESSES
        for field in _ADDRESS.split()
    ),
)


def pass_over(operation: str, items: Iterable[etree._Element], told: Callable[[str], bool]) -> None:
    """Takes out of the objects of an update what it is told to pass over."""
    paths = [path for path in _PATHS.get(operation, ()) if told(_name(operation, path))]
    for place in _ADDRESSES.get(operation, ()):
        paths += [f"{place}/{field}" for field in _ADDRESS.split() if told(_name(operation, f"address-{field}"))]
    for path in paths:
        steps = "/".join(f"{{{API_NAMESPACE}}}{step}" for step in path.split("/"))
        for item in items:
            for found in item.findall(steps):
                parent = found.getparent()
                if parent is not None:
                    parent.remove(found)
