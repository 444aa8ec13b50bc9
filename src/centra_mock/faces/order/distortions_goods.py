"""Lies about the form of answers on returns, items, customers, the supplier module and vouchers, a few fields each.

Source: the response tables and examples of 04.order-api/201.create-return to 603.get-voucher.
"""

from __future__ import annotations

from collections.abc import Iterable

from centra_mock.faces.order.distortion import Distortion, Effect

__all__ = ["GOODS_DISTORTIONS"]

_Row = tuple[str, str, str]  # the end of the name, what it says, the fields

_RETURN = (("get-returns", "update-return"), ("returns[]", "return"))
_RETURN_LINE = (_RETURN[0], ("returns[].products[]", "return.products[]"))
_NEW_RETURN = (("create-return",), ("",))
_PRODUCT = (("get-products",), ("products[]",))
_STOCK = (("get-stock",), ("products[]",))
_ITEM = (("get-products", "get-stock"), ("products[]",))
_CUSTOMER = (("list-customers", "get-customer", "update-customer"), ("customers[]", "customer"))
_CONSENT = (_CUSTOMER[0], ("customers[].consents[]", "customer.consents[]"))
_SUPPLIER_READS = ("list-supplier-orders", "get-supplier-order", "list-supplier-deliveries", "get-supplier-delivery")
_ACCEPTS = ("accept-supplier-delivery", "accept-supplier-delivery-sku")
_DETAILS = ("get-supplier-delivery-details",)
_SUPPLIER = ((*_SUPPLIER_READS, *_DETAILS), ("orders[]", "order", "deliveries[]", "delivery"))
_SUPPLIED = (("get-supplier-order", "get-supplier-delivery"), ("order.products[]", "delivery.products[]"))
_RESERVING = (_DETAILS, ("delivery.orders[]",))
_REST = (_ACCEPTS, ("additionalDelivery",))
_VOUCHER = (("get-voucher",), ("voucher",))
_NEW_VOUCHER = (("create-voucher", "clone-voucher"), ("",))

_Where = tuple[tuple[str, ...], tuple[str, ...]]


def _of(prefix: str, where: _Where, effect: Effect, rows: Iterable[_Row]) -> tuple[Distortion, ...]:
    """One lie for each row: its fields, wherever they stand, get the effect."""
    operations, places = where
    return tuple(
        Distortion(
            f"{prefix}-{name}",
            says,
            operations,
            tuple(f"{place}.{field}".strip(".") for place in places for field in fields.split()),
            effect,
        )
        for name, says, fields in rows
    )


_COSTS = "returnCost shippingCost handlingCost voucherValue"
_ADDRESS = "deliveryName deliveryCompany deliveryAddress deliveryCoaddress deliveryZipcode deliveryCity deliveryState"
_REACHED = "deliveryEmail deliveryCell deliveryTele deliveryCountry"

_DROPPED: tuple[tuple[str, _Where, tuple[_Row, ...]], ...] = (
    (
        "returns-without",
        _RETURN,
        (
            ("costs", "Returns do not tell their costs.", _COSTS),
            ("tax", "Returns do not tell their tax.", "taxValue taxDeduction"),
            ("currency", "Returns do not tell their currency.", "currency baseCurrency baseCurrencyRate"),
            ("shipment", "Returns do not tell their shipment.", "shipment shipmentId"),
            ("order", "Returns do not tell their order.", "orderId selectionId"),
            ("customer", "Returns do not tell their customer.", "customerId"),
            ("market-and-pricelist", "Returns do not tell their market and pricelist.", "marketId pricelistId"),
            ("stock-flag", "Returns do not tell whether goods went back into stock.", "returnToStock"),
            ("date", "Returns have no date.", "date"),
            ("comment", "Returns have no comment.", "comment"),
            ("origin", "Returns do not tell where they were made.", "createdFrom"),
        ),
    ),
    (
        "returned-lines-without",
        _RETURN_LINE,
        (
            ("ids", "Lines of returns have no ids.", "returnLineId shipmentLineId orderLineId"),
            ("product", "Lines of returns do not tell the product.", "productId variantId productName variantName"),
            ("brand-and-size", "Lines of returns do not tell brand and size.", "productBrand size"),
            ("codes", "Lines of returns have neither SKU nor EAN.", "sku variantSku sizeSku ean"),
            ("quantity", "Lines of returns do not tell the pieces.", "quantity"),
            ("price", "Lines of returns have no price.", "price"),
        ),
    ),
    (
        "new-return-without",
        _NEW_RETURN,
        (
            ("completed", "POST /return does not tell whether the return is completed.", "returnCompleted"),
            ("refund", "POST /return does not tell how the refund went.", "refund"),
        ),
    ),
    ("changed-return", (("update-return",), ("",)), (("missing", "PUT /returns does not answer the return.", "return"),)),
    (
        "products-without",
        _PRODUCT,
        (
            ("name", "Products have no external name.", "name"),
            ("folder", "Products do not tell their folder.", "folder"),
            ("texts", "Products have no descriptions and comment.", "description shortDescription comment"),
            ("images", "Products have no images.", "images"),
            ("ids-of-prices", "Pricelists of products have no id.", "prices[].id"),
            ("amounts", "Pricelists of products have no price.", "prices[].price"),
            ("names-of-pricelists", "Pricelists of products have no name.", "prices[].pricelist"),
            ("currencies", "Prices of products have no currency.", "prices[].currency"),
            ("campaign-prices", "Campaigns of products have no price.", "prices[].campaigns[].price"),
        ),
    ),
    (
        "items-without",
        _ITEM,
        (
            ("ids", "Items do not tell productId, variantId and stockItemId.", "productId variantId stockItemId"),
            ("sku", "Items have no SKU.", "sku"),
            ("ean", "Items have no EAN.", "ean"),
            ("names", "Items do not tell product, variant and size.", "product variant size"),
            ("collection", "Items do not tell brand and collection.", "brand collection"),
            ("weight", "Items have no weight.", "weight weightUnit"),
            ("customs", "Items tell nothing for customs.", "countryOfOrigin harmCode harmDescription"),
            ("active", "Items do not tell whether they are active.", "active"),
        ),
    ),
    ("stock-without", _STOCK, (("physical", "GET /stock has no physicalStock.", "physicalStock"),)),
    (
        "customers-without",
        _CUSTOMER,
        (
            ("id", "Customers have no id.", "customerId"),
            ("names", "Customers have no names.", "firstName lastName"),
            ("address", "Customers have no address.", "address1 address2 zipCode city state"),
            ("country", "Customers have no country.", "country"),
            ("phone", "Customers have no phone number.", "phoneNumber"),
            ("gender", "Customers have no gender.", "gender"),
            ("newsletter", "Customers do not tell whether they want newsletters.", "newsletter"),
            ("registered", "Customers do not tell whether they are registered.", "registered"),
            ("dates", "Customers do not tell when they were added and changed.", "created modified"),
        ),
    ),
    (
        "consents-without",
        _CONSENT,
        (
            ("key", "Consents have no key.", "key"),
            ("name", "Consents have neither name nor text.", "name text"),
            ("consented", "Consents do not tell whether they were given.", "consented"),
            ("language", "Consents have no language and version.", "language version"),
            ("dates", "Consents do not tell when they were given and changed.", "created modified"),
        ),
    ),
    (
        "supplier-without",
        _SUPPLIER,
        (
            ("id", "Supplier orders and deliveries have no ids.", "orderId id deliveryId"),
            ("name", "Supplier orders and deliveries do not tell the supplier.", "supplierName"),
            ("country", "Supplier orders and deliveries do not tell the supplier's country.", "supplierCountry"),
            ("dates", "Supplier orders and deliveries have no dates.", "created ETD ETA"),
            ("message", "Supplier orders and deliveries have no message.", "message"),
            ("total", "Supplier orders and deliveries do not tell how many pieces there are.", "productsQty"),
        ),
    ),
    (
        "supplied-items-without",
        _SUPPLIED,
        (
            ("codes", "Supplied items have neither SKU nor EAN.", "sku variantSku sizeSku ean"),
            ("names", "Supplied items have no names.", "brand collection product variant size"),
            ("weight", "Supplied items have no weight.", "weight weightUnit"),
            ("quantity", "Supplied items do not tell the pieces.", "quantity"),
            ("cost", "Supplied items have no cost.", "cost costCurrency"),
        ),
    ),
    (
        "reserving-orders-without",
        _RESERVING,
        (
            ("account", "Orders that reserved do not tell the account.", "accountId accountName buyer"),
            ("carrier", "Orders that reserved do not tell the carrier.", "carrier service"),
            ("terms", "Orders that reserved have no terms.", "paymentTerms shippingTerms"),
            ("comment", "Orders that reserved have no other comment.", "other"),
            ("po-number", "Orders that reserved have no poNumber.", "poNumber"),
            ("address", "Orders that reserved have no address.", _ADDRESS),
            ("contacts", "Orders that reserved tell nobody to reach.", _REACHED),
            ("products", "Orders that reserved have no products.", "products"),
        ),
    ),
    (
        "rest-without",
        _REST,
        (
            ("ids", "A further delivery has no ids.", "id orderId deliveryId"),
            ("supplier", "A further delivery does not tell the supplier.", "supplierName supplierCountry"),
            ("message", "A further delivery has no message.", "message"),
            ("total", "A further delivery does not tell how many pieces remain.", "productsQty"),
        ),
    ),
    (
        "voucher-without",
        _VOUCHER,
        (
            ("id", "Vouchers have no id.", "id"),
            ("name", "Vouchers have no name.", "name"),
            ("code", "Vouchers do not tell their code.", "code"),
            ("dates", "Vouchers do not tell from when until when.", "startDate stopDate"),
            ("type", "Vouchers do not tell their type.", "type"),
            ("value", "Vouchers have no value.", "value"),
            ("amounts", "Vouchers have no valueByPricelist.", "valueByPricelist"),
            ("store", "Vouchers do not tell their store.", "store"),
            ("limit", "Vouchers do not tell their limit.", "limit"),
            ("status", "Vouchers do not tell their status.", "status"),
            ("priority", "Vouchers do not tell their priority.", "priority"),
            ("conversion-html", "Vouchers have no conversionHtml.", "conversionHtml"),
            ("moment", "Vouchers do not tell when they were made.", "createdAt"),
        ),
    ),
    ("new-voucher-without", _NEW_VOUCHER, (("id", "New vouchers do not tell their id.", "voucher"),)),
    (
        "answer-without",
        (("list-supplier-orders", "get-supplier-order"), ("",)),
        (("supplier-orders", "The supplier orders are missing.", "orders order"),),
    ),
    ("answer-without", (("get-voucher",), ("",)), (("voucher", "GET /vouchers does not answer the voucher.", "voucher"),)),
    (
        "answer-without",
        (("get-customer", "update-customer"), ("",)),
        (("customer", "GET and PUT /customers/{id} do not answer the customer.", "customer"),),
    ),
)

_RETYPED: tuple[tuple[Effect, str, _Where, str, str], ...] = (
    (Effect.AS_TEXT, "returns-money-is-text", _RETURN, "Costs and tax of returns are text.", f"{_COSTS} taxValue"),
    (Effect.AS_BIT, "returns-flags-are-bits", _RETURN, "Flags of returns are 1 and 0.", "completed returnToStock"),
    (Effect.ISO_MOMENT, "returns-dates-are-iso", _RETURN, "date of a return has a T and a zone.", "date"),
    (Effect.AS_TEXT, "returned-lines-quantity-is-text", _RETURN_LINE, "quantity of a returned line is text.", "quantity"),
    (Effect.AS_TEXT, "returned-lines-price-is-text", _RETURN_LINE, "price of a returned line is text.", "price"),
    (Effect.AS_TEXT, "new-return-id-is-text", _NEW_RETURN, "return of POST /return is text.", "return"),
    (Effect.AS_BIT, "new-return-flag-is-a-bit", _NEW_RETURN, "returnCompleted is 1 or 0.", "returnCompleted"),
    (
        Effect.AS_TEXT,
        "products-campaign-price-is-text",
        _PRODUCT,
        "The price of a campaign is text.",
        "prices[].campaigns[].price",
    ),
    (Effect.AS_TEXT, "items-weight-is-text", _ITEM, "weight of items is text.", "weight"),
    (Effect.AS_NUMBER, "items-ean-is-a-number", _ITEM, "ean of items is a number.", "ean"),
    (Effect.AS_BIT, "customers-flags-are-bits", _CUSTOMER, "newsletter and registered are 1 or 0.", "newsletter registered"),
    (Effect.ISO_MOMENT, "customers-dates-are-iso", _CUSTOMER, "Dates of customers have a T and a zone.", "created modified"),
    (Effect.AS_BIT, "consents-flags-are-bits", _CONSENT, "consented is 1 or 0.", "consented"),
    (Effect.AS_NUMBER, "consents-version-is-a-number", _CONSENT, "version of a consent is a number.", "version"),
    (Effect.AS_TEXT, "supplier-total-is-text", _SUPPLIER, "productsQty is text.", "productsQty"),
    (Effect.AS_TEXT, "supplied-items-quantity-is-text", _SUPPLIED, "quantity of supplied items is text.", "quantity"),
    (
        Effect.AS_NUMBER,
        "reserving-orders-ids-are-numbers",
        _RESERVING,
        "Ids of orders that reserved are numbers.",
        "orderId accountId",
    ),
    (Effect.AS_TEXT, "rest-total-is-text", _REST, "productsQty of a further delivery is text.", "productsQty"),
    (Effect.AS_TEXT, "voucher-numbers-are-text", _VOUCHER, "store, limit and priority are text.", "store limit priority"),
    (Effect.AS_TEXT, "voucher-markets-are-text", _VOUCHER, "Markets of a voucher are text.", "markets[]"),
    (Effect.ISO_MOMENT, "voucher-moment-is-iso", _VOUCHER, "createdAt of a voucher has a T and a zone.", "createdAt"),
)

GOODS_DISTORTIONS: tuple[Distortion, ...] = (
    *(each for prefix, where, rows in _DROPPED for each in _of(prefix, where, Effect.DROP, rows)),
    *(
        Distortion(
            name, says, where[0], tuple(f"{place}.{field}".strip(".") for place in where[1] for field in fields.split()), effect
        )
        for effect, name, where, says, fields in _RETYPED
    ),
)
