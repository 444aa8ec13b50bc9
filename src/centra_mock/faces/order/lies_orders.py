"""Lies about inserting, completing, listing and changing orders.

Source: 04.order-api/101.create-order to 105.update-order.
"""

from __future__ import annotations

__all__ = ["ORDER_LIES"]

ORDER_LIES: tuple[tuple[str, str], ...] = (
    ("insert-accepts-any-origin", "createdFromOrigin need not refer to anything."),
    ("insert-accepts-any-attribute", "Attributes that orders do not have are passed over."),
    ("insert-accepts-any-voucher", "Unknown voucher codes are passed over."),
    ("insert-needs-ean", "Items can only be named by their EAN."),
    ("insert-adds-voucher-value", "voucherValue raises the value of the order."),
    ("prepared-orders-are-listed", "Prepared orders are listed before they are completed."),
    ("create-only-answers-orders", "createOnly answers orders instead of order."),
    ("batch-answers-only-failures", "A batch answers only what failed."),
    ("batch-is-all-or-nothing", "A batch with a failure places no order."),
    ("complete-answers-order", "POST /order/{orderId} answers order instead of orders."),
    ("complete-checks-stock-again", "Completing an order is refused where stock is missing by then."),
    ("complete-of-unknown-order-accepted", "Completing an order that was never prepared says ok."),
    ("orders-of-every-market", "Orders of markets that the plugin does not serve are listed and changed."),
    ("payment-always-successful", "auth and capture count as successful, whatever their status says."),
    ("payment-without-status", "auth and capture need neither status nor amount."),
    ("attributes-empty-kept", "An empty attribute of an inserted order makes an empty element."),
    ("customer-always-registered", "Orders are attached to the registered customer with their e-mail unasked."),
    ("exchange-refused", "An order whose origin is a return is refused."),
    ("insert-takes-physical-stock", "An inserted order is taken off the physical stock at once."),
    ("insert-answers-one-number", "An inserted order is answered as order beside orders."),
    ("terms-not-of-country", "Without ids the first market and pricelist of the store count."),
    ("address-stands-for-invoice-only", "address is not used as the delivery address."),
    ("delivery-email-required", "A delivery address without e-mail is refused."),
    ("line-needs-no-quantity", "A line without qty counts as one piece."),
    ("preorder-takes-stock", "An order in a preorder window takes pieces from stock."),
    ("batch-renames-keys", "The keys of a batch come back in capitals."),
    ("batch-has-status-on-top", "A batch has a status of its own."),
    ("batch-places-prepared", "createOnly in a batch places the order."),
    ("orders-filters-exchanged", "newer_than and older_than are exchanged for GET /orders."),
    ("stock-sizes-merged", "GET /stock lists one size of each product."),
    ("update-changes-every-order", "PUT /orders changes the comments of every order."),
    ("update-flags-are-one", "replaceComment replaces both comments."),
    ("status-words-are-numbered", "orderStatus is one more than it should be."),
    ("orders-newest-first", "GET /orders starts with the newest."),
    ("orders-dates-without-time", "newer_than and older_than with a time are refused for orders."),
    ("update-of-unknown-order-accepted", "PUT /orders of an unknown order says ok."),
    ("update-removes-nothing", "An empty attribute does not remove what was there."),
    ("update-also-changes-status", "PUT /orders with a status or hold changes it."),
)
