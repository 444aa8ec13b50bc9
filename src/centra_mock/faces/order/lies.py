"""The lies of the Order API face, each the opposite of something that the pages promise.

Those about the form of an answer are in ``distortions``; these change what the operations do.
Source: 05.api-references/04.order-api, 01.api-intro/01.api-functions (limitations), 04.guides/04.wms-integration.
"""

from __future__ import annotations

from centra_mock.faces.order.distortions import DISTORTIONS
from centra_mock.faces.order.lies_goods import GOODS_LIES
from centra_mock.faces.order.lies_orders import ORDER_LIES
from centra_mock.faces.order.lies_shipments import SHIPMENT_LIES
from centra_mock.faces.order.omissions import OMISSIONS
from centra_mock.faces.order.operations import OPERATIONS
from centra_mock.lies import Lie

__all__ = ["LIES"]


def _lie(name: str, says: str, operations: tuple[str, ...] = ()) -> Lie:
    return Lie(f"order-{name}", "order", says, operations)


_BEHAVIOUR: tuple[tuple[str, str], ...] = (
    # the whole API
    ("answers-nothing", "Every read answers an empty list or object."),
    ("refuses-everything", "Every operation that writes is refused."),
    ("unknown-operations-answer", "Operations that the documentation does not know answer success."),
    ("needs-no-secret", "Calls without API-Authorization are answered."),
    ("wrong-secret-accepted", "Any text in API-Authorization opens the API."),
    ("refusals-with-status-400", "Refusals have the HTTP status 400."),
    ("refusals-say-ok", "Refusals say ok and nothing else."),
    ("content-type-html", "JSON is sent as text/html."),
    ("correlation-id-lost", "The X-Correlation-ID of a request is not mirrored."),
    ("xml-ignored", "xml is ignored, the answer stays JSON."),
    ("limit-ignored", "limit changes nothing."),
    ("offset-ignored", "offset changes nothing."),
    ("page-ignored", "page changes nothing."),
    ("page-links-missing", "Pages of products and stock have neither next nor previous."),
    # inserting orders
    ("insert-without-email", "Orders are inserted without an e-mail."),
    ("codes-are-all-general", "Every failed order insertion has the code -7."),
    ("insert-sells-unfit-products", "Inactive, foreign and unpriced products can be ordered."),
    ("insert-ignores-missing-stock", "Orders are inserted although stock is missing."),
    ("insert-number-replaced", "An order whose number is taken gets another number."),
    ("insert-leaves-stock", "Inserted orders reserve no stock."),
    ("insert-forgets-order", "Inserted orders are answered but not kept."),
    ("create-only-places-order", "createOnly places the order at once."),
    ("batch-stops-at-first-failure", "A batch ends with the first order that fails."),
    ("batch-answers-list", "A batch is answered as a list without the names."),
    ("complete-only-once", "An order can be completed only once."),
    # orders
    ("orders-filter-ignored", "order and customer_id change nothing."),
    ("orders-dates-ignored", "newer_than and older_than change nothing for orders."),
    ("orders-default-limit-missing", "Without limit every order is listed."),
    ("orders-have-attributes", "Orders carry their custom attributes."),
    ("order-update-without-effect", "PUT /orders answers success and changes nothing."),
    ("comments-always-replaced", "Comments are replaced instead of appended."),
    ("comments-never-replaced", "Comments are appended although they should be replaced."),
    # shipments
    ("unconfirmed-order-shipped", "Shipments can be made of pending orders."),
    ("shipment-not-captured", "POST /shipments captures nothing."),
    ("shipment-keeps-parcel-unsent", "tracking counts although the shipment is not sent."),
    ("shipments-status-ignored", "GET /shipments lists shipments of every status."),
    ("shipments-order-filter-ignored", "order changes nothing for GET /shipments."),
    ("shipments-limit-unbounded", "limit of GET /shipments has no bounds."),
    ("shipments-newest-first", "GET /shipments starts with the newest."),
    ("locked-shipment-updated", "Products of sent, captured or returned shipments can be changed."),
    ("shipment-update-without-effect", "PUT /shipments answers success and changes nothing."),
    ("shipment-update-answers-id", "PUT /shipments answers ids instead of the shipment."),
    ("shipment-with-invoice-deleted", "Shipments with invoices can be deleted."),
    ("shipment-deleted-without-effect", "DELETE /shipments answers success and deletes nothing."),
    ("complete-without-effect", "PUT /shipment answers success and changes nothing."),
    ("complete-keeps-physical-stock", "Sending a shipment does not lower the physical stock."),
    ("complete-loses-tracking", "Tracking and carrier of a sent shipment are lost."),
    ("capture-without-effect", "PUT /capture answers success and captures nothing."),
    ("external-payment-captured", "Orders of the External Payment Plugin can be captured and refunded."),
    ("check-first-can-be-changed", "A check-first decision can be changed."),
    # returns
    ("returns-filter-ignored", "The filters of GET /returns change nothing."),
    ("returns-oldest-first", "GET /returns starts with the oldest."),
    ("return-keeps-stock", "Returned goods never go back into stock."),
    ("return-completed-at-once", "A return is completed without a refund."),
    ("return-claims-every-item", "returnedItems names items that could not be returned."),
    ("return-costs-given-twice", "A cost can be sent together with the one from the shipment."),
    ("return-update-without-effect", "PUT /returns answers success and changes nothing."),
    ("refund-leaves-return-pending", "A refund does not complete the return."),
    # products and stock
    ("items-filter-ignored", "The filters of GET /products and GET /stock change nothing."),
    ("products-attributes-missing", "include=attributes brings no attributes."),
    ("products-attributes-unasked", "Attributes come although nobody asked for them."),
    ("stock-has-attributes", "GET /stock returns custom attributes too."),
    ("customers-have-attributes", "Customers carry their custom attributes."),
    ("stock-does-not-add-up", "Physical stock is not allocated plus available."),
    ("stock-exclude-ignored", "exclude=physicalStock changes nothing."),
    ("stock-writes-every-warehouse", "A stock update writes all warehouses, not the one of the plugin."),
    ("stock-quantity-is-added", "The quantity of a stock update is added to what was there."),
    ("stock-below-allocated", "Physical stock can be set below what is allocated."),
    ("stock-raise-is-refused", "A quantity below what is allocated is refused."),
    ("stock-update-without-effect", "POST /stock answers success and changes nothing."),
    ("stock-unknown-items-accepted", "Unknown items of a stock update are passed over."),
    ("stock-bundles-accepted", "Bundles in a stock update are passed over."),
    # customers
    ("customers-filter-ignored", "The filters of GET /customers change nothing."),
    ("customer-update-without-effect", "PUT /customers answers success and changes nothing."),
    ("consents-replaced", "Sending consents removes those that are not sent."),
    ("anonymized-twice", "A customer can be anonymized again."),
    ("anonymized-without-effect", "Anonymizing answers success and forgets nothing."),
    ("anonymized-with-invoices", "Anonymizing takes the addresses off invoices too."),
    # supplier module
    ("unconfirmed-supplier-orders-listed", "Supplier orders that are not confirmed are listed."),
    ("every-supplier-delivery-listed", "Deliveries that are accepted or of other warehouses are listed."),
    ("delivery-accepted-twice", "A delivery can be accepted again."),
    ("delivery-insert-stock-ignored", "insertStock false puts the goods into stock all the same."),
    ("delivery-stock-not-inserted", "Accepted goods do not reach the warehouse."),
    ("delivery-rest-forgotten", "An under-delivery makes no further delivery."),
    # vouchers
    ("voucher-fields-optional", "Required fields of a voucher may be left out."),
    ("voucher-of-any-type", "Vouchers of other types than percentoff and priceoff can be made."),
    ("automatic-voucher-cloned", "Automatic vouchers can be cloned."),
    ("voucher-of-other-store-cloned", "Vouchers of another store can be cloned."),
    ("cancelled-voucher-read", "Cancelled vouchers can be read."),
)

# Which operations show a lie, by how its name begins; the longest beginning counts.
_SHOWN_BY = {
    "insert-": ("create-order", "create-orders", "complete-order"),
    "batch-": ("create-orders",),
    "prepared-": ("create-order", "complete-order"),
    "create-only-": ("create-order", "complete-order"),
    "complete-": ("complete-order", "complete-shipment"),
    "completed-": ("complete-shipment",),
    "plural-completes": ("complete-shipment", "create-shipment"),
    "payment-": ("create-order", "complete-order"),
    "attributes-": ("create-order", "update-order"),
    "customer-always-": ("create-order",),
    "customer-register-": ("create-order",),
    "exchange-": ("create-order",),
    "terms-": ("create-order",),
    "address-": ("create-order",),
    "delivery-email-": ("create-order",),
    "line-needs-": ("create-order",),
    "preorder-": ("create-order",),
    "orders-": ("get-orders", "update-order"),
    "order-update-": ("update-order",),
    "comments-": ("update-order",),
    "update-": ("update-order",),
    "status-words-": ("get-orders",),
    "shipment-": ("create-shipment", "update-shipment", "delete-shipment"),
    "new-shipment-": ("create-shipment",),
    "gtg-": ("create-shipment",),
    "shipped-": ("create-shipment",),
    "costs-": ("create-shipment",),
    "unconfirmed-order-": ("create-shipment",),
    "shipments-": ("get-shipments",),
    "locked-": ("update-shipment",),
    "serial-": ("update-shipment",),
    "good-to-go-": ("update-shipment",),
    "delete-": ("delete-shipment",),
    "capture-": ("capture-shipment",),
    "check-first-": ("update-check-first",),
    "return-": ("create-return", "update-return"),
    "returns-": ("get-returns",),
    "refund-": ("create-return", "update-return"),
    "products-": ("get-products",),
    "stock-": ("get-stock", "update-stock"),
    "items-": ("get-products", "get-stock"),
    "customers-": ("list-customers", "get-customer"),
    "customer-": ("get-customer", "update-customer"),
    "consents-": ("update-customer",),
    "refused-consents-": ("list-customers", "get-customer", "update-customer"),
    "new-consents-": ("update-customer",),
    "anonymized-": ("anonymize-customer",),
    "delivery-": ("accept-supplier-delivery", "accept-supplier-delivery-sku", "get-supplier-delivery"),
    "over-delivery-": ("accept-supplier-delivery",),
    "full-delivery-": ("accept-supplier-delivery",),
    "rest-": ("accept-supplier-delivery",),
    "joined-sku-": ("accept-supplier-delivery-sku",),
    "voucher-": ("create-voucher", "clone-voucher"),
}
_NAMED = {each.name: f"{each.method} {each.path}" for each in OPERATIONS if not each.lie}


def _shown_by(name: str) -> tuple[str, ...]:
    begins = max((each for each in _SHOWN_BY if name.startswith(each)), key=len, default="")
    return tuple(_NAMED[each] for each in _SHOWN_BY.get(begins, ()))


def _behaviour(name: str, says: str) -> Lie:
    return _lie(name, says, _shown_by(name))


LIES: tuple[Lie, ...] = (
    *(_behaviour(name, says) for name, says in _BEHAVIOUR),
    *(_behaviour(name, says) for name, says in (*ORDER_LIES, *SHIPMENT_LIES, *GOODS_LIES)),
    *(_lie(f"{name}-is-gone", f"{shown} is not found.", (shown,)) for name, shown in _NAMED.items()),
    *(
        _lie(
            f"{each.name}-refused-vaguely",
            f"Refusals of {each.method} {each.path} say nothing in particular.",
            (_NAMED[each.name],),
        )
        for each in OPERATIONS
        if each.refuses
    ),
    *(_lie(each.name, each.says, tuple(_NAMED[name] for name in each.operations)) for each in OMISSIONS),
    *(_lie(each.name, each.says, tuple(_NAMED[name] for name in each.operations)) for each in DISTORTIONS),
)
