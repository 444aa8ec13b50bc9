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


def _lie(name: str, says: str) -> Lie:
    return Lie(f"order-{name}", "order", says)


_BEHAVIOUR: tuple[Lie, ...] = (
    # the whole API
    _lie("answers-nothing", "Every read answers an empty list or object."),
    _lie("refuses-everything", "Every operation that writes is refused."),
    _lie("unknown-operations-answer", "Operations that the documentation does not know answer success."),
    _lie("needs-no-secret", "Calls without API-Authorization are answered."),
    _lie("wrong-secret-accepted", "Any text in API-Authorization opens the API."),
    _lie("refusals-with-status-400", "Refusals have the HTTP status 400."),
    _lie("refusals-say-ok", "Refusals say ok and nothing else."),
    _lie("content-type-html", "JSON is sent as text/html."),
    _lie("correlation-id-lost", "The X-Correlation-ID of a request is not mirrored."),
    _lie("xml-ignored", "xml is ignored, the answer stays JSON."),
    _lie("limit-ignored", "limit changes nothing."),
    _lie("offset-ignored", "offset changes nothing."),
    _lie("page-ignored", "page changes nothing."),
    _lie("page-links-missing", "Pages of products and stock have neither next nor previous."),
    # inserting orders
    _lie("insert-without-email", "Orders are inserted without an e-mail."),
    _lie("codes-are-all-general", "Every failed order insertion has the code -7."),
    _lie("insert-sells-unfit-products", "Inactive, foreign and unpriced products can be ordered."),
    _lie("insert-ignores-missing-stock", "Orders are inserted although stock is missing."),
    _lie("insert-number-replaced", "An order whose number is taken gets another number."),
    _lie("insert-leaves-stock", "Inserted orders reserve no stock."),
    _lie("insert-forgets-order", "Inserted orders are answered but not kept."),
    _lie("create-only-places-order", "createOnly places the order at once."),
    _lie("batch-stops-at-first-failure", "A batch ends with the first order that fails."),
    _lie("batch-answers-list", "A batch is answered as a list without the names."),
    _lie("complete-only-once", "An order can be completed only once."),
    # orders
    _lie("orders-filter-ignored", "order and customer_id change nothing."),
    _lie("orders-dates-ignored", "newer_than and older_than change nothing for orders."),
    _lie("orders-default-limit-missing", "Without limit every order is listed."),
    _lie("orders-have-attributes", "Orders carry their custom attributes."),
    _lie("order-update-without-effect", "PUT /orders answers success and changes nothing."),
    _lie("comments-always-replaced", "Comments are replaced instead of appended."),
    _lie("comments-never-replaced", "Comments are appended although they should be replaced."),
    # shipments
    _lie("unconfirmed-order-shipped", "Shipments can be made of pending orders."),
    _lie("shipment-not-captured", "POST /shipments captures nothing."),
    _lie("shipment-keeps-parcel-unsent", "tracking counts although the shipment is not sent."),
    _lie("shipments-status-ignored", "GET /shipments lists shipments of every status."),
    _lie("shipments-order-filter-ignored", "order changes nothing for GET /shipments."),
    _lie("shipments-limit-unbounded", "limit of GET /shipments has no bounds."),
    _lie("shipments-newest-first", "GET /shipments starts with the newest."),
    _lie("locked-shipment-updated", "Products of sent, captured or returned shipments can be changed."),
    _lie("shipment-update-without-effect", "PUT /shipments answers success and changes nothing."),
    _lie("shipment-update-answers-id", "PUT /shipments answers ids instead of the shipment."),
    _lie("shipment-with-invoice-deleted", "Shipments with invoices can be deleted."),
    _lie("shipment-deleted-without-effect", "DELETE /shipments answers success and deletes nothing."),
    _lie("complete-without-effect", "PUT /shipment answers success and changes nothing."),
    _lie("complete-keeps-physical-stock", "Sending a shipment does not lower the physical stock."),
    _lie("complete-loses-tracking", "Tracking and carrier of a sent shipment are lost."),
    _lie("capture-without-effect", "PUT /capture answers success and captures nothing."),
    _lie("external-payment-captured", "Orders of the External Payment Plugin can be captured and refunded."),
    _lie("check-first-can-be-changed", "A check-first decision can be changed."),
    # returns
    _lie("returns-filter-ignored", "The filters of GET /returns change nothing."),
    _lie("returns-oldest-first", "GET /returns starts with the oldest."),
    _lie("return-keeps-stock", "Returned goods never go back into stock."),
    _lie("return-completed-at-once", "A return is completed without a refund."),
    _lie("return-claims-every-item", "returnedItems names items that could not be returned."),
    _lie("return-costs-given-twice", "A cost can be sent together with the one from the shipment."),
    _lie("return-update-without-effect", "PUT /returns answers success and changes nothing."),
    _lie("refund-leaves-return-pending", "A refund does not complete the return."),
    # products and stock
    _lie("items-filter-ignored", "The filters of GET /products and GET /stock change nothing."),
    _lie("products-attributes-missing", "include=attributes brings no attributes."),
    _lie("products-attributes-unasked", "Attributes come although nobody asked for them."),
    _lie("stock-has-attributes", "GET /stock returns custom attributes too."),
    _lie("customers-have-attributes", "Customers carry their custom attributes."),
    _lie("stock-does-not-add-up", "Physical stock is not allocated plus available."),
    _lie("stock-exclude-ignored", "exclude=physicalStock changes nothing."),
    _lie("stock-writes-every-warehouse", "A stock update writes all warehouses, not the one of the plugin."),
    _lie("stock-quantity-is-added", "The quantity of a stock update is added to what was there."),
    _lie("stock-below-allocated", "Physical stock can be set below what is allocated."),
    _lie("stock-raise-is-refused", "A quantity below what is allocated is refused."),
    _lie("stock-update-without-effect", "POST /stock answers success and changes nothing."),
    _lie("stock-unknown-items-accepted", "Unknown items of a stock update are passed over."),
    _lie("stock-bundles-accepted", "Bundles in a stock update are passed over."),
    # customers
    _lie("customers-filter-ignored", "The filters of GET /customers change nothing."),
    _lie("customer-update-without-effect", "PUT /customers answers success and changes nothing."),
    _lie("consents-replaced", "Sending consents removes those that are not sent."),
    _lie("anonymized-twice", "A customer can be anonymized again."),
    _lie("anonymized-without-effect", "Anonymizing answers success and forgets nothing."),
    _lie("anonymized-with-invoices", "Anonymizing takes the addresses off invoices too."),
    # supplier module
    _lie("unconfirmed-supplier-orders-listed", "Supplier orders that are not confirmed are listed."),
    _lie("every-supplier-delivery-listed", "Deliveries that are accepted or of other warehouses are listed."),
    _lie("delivery-accepted-twice", "A delivery can be accepted again."),
    _lie("delivery-insert-stock-ignored", "insertStock false puts the goods into stock all the same."),
    _lie("delivery-stock-not-inserted", "Accepted goods do not reach the warehouse."),
    _lie("delivery-rest-forgotten", "An under-delivery makes no further delivery."),
    # vouchers
    _lie("voucher-fields-optional", "Required fields of a voucher may be left out."),
    _lie("voucher-of-any-type", "Vouchers of other types than percentoff and priceoff can be made."),
    _lie("automatic-voucher-cloned", "Automatic vouchers can be cloned."),
    _lie("voucher-of-other-store-cloned", "Vouchers of another store can be cloned."),
    _lie("cancelled-voucher-read", "Cancelled vouchers can be read."),
)

LIES: tuple[Lie, ...] = (
    *_BEHAVIOUR,
    *(_lie(name, says) for name, says in (*ORDER_LIES, *SHIPMENT_LIES, *GOODS_LIES)),
    *(_lie(f"{each.name}-is-gone", f"{each.method} {each.path} is not found.") for each in OPERATIONS if not each.lie),
    *(
        _lie(f"{each.name}-refused-vaguely", f"Refusals of {each.method} {each.path} say nothing in particular.")
        for each in OPERATIONS
        if each.refuses
    ),
    *(_lie(each.name, each.says) for each in OMISSIONS),
    *(_lie(each.name, each.says) for each in DISTORTIONS),
)
