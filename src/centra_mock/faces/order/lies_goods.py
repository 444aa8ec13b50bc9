"""Lies about customers, the supplier module, returns, items and vouchers, and about lists and refusals in general.

Source: 04.order-api/201.create-return to 603.get-voucher, chapter.md.
"""

from __future__ import annotations

__all__ = ["GOODS_LIES"]

GOODS_LIES: tuple[tuple[str, str], ...] = (
    # customers
    ("customer-update-clears-the-rest", "PUT /customers empties the fields that are not sent."),
    ("customer-read-differs-from-list", "GET /customers/{id} tells other things than the list."),
    ("customer-unknown-is-null", "What is not known of a customer is null."),
    ("customers-dates-need-time", "A date without a time of day is not understood by created and modified."),
    ("customers-modified-means-created", "modified filters by when customers were added."),
    ("refused-consents-hidden", "Consents that were refused are not listed."),
    ("new-consents-are-filled", "A new consent gets its key as name and text."),
    ("anonymized-keeps-name", "Anonymizing removes the e-mail only."),
    # supplier module
    ("supplier-read-differs-from-list", "The dates of one supplier order or delivery differ from those in the lists."),
    ("supplier-items-have-stock", "Items of supplier orders and deliveries have productId, stockItemId, harmCode and active."),
    ("supplier-lists-are-paged", "limit and offset shorten the lists of the supplier module."),
    ("empty-deliveries-listed", "Deliveries without items are listed."),
    ("supplier-moments-have-seconds", "Moments of the supplier module have seconds."),
    ("supplier-total-counts-items", "productsQty counts the items instead of the pieces."),
    ("accepted-delivery-readable", "An accepted delivery can still be read by its id."),
    ("delivery-number-unknown", "deliveryId is not understood in the path."),
    ("over-delivery-capped", "More than was announced is not taken in."),
    ("full-delivery-leaves-rest", "additionalDelivery comes although nothing remains."),
    ("rest-holds-everything", "The further delivery holds all pieces again."),
    ("rest-keeps-number", "The further delivery has the number of the accepted one."),
    ("joined-sku-has-hyphens", "/sku takes the SKUs joined by hyphens only."),
    # in general
    ("lists-have-totals", "Lists tell a total."),
    ("slash-at-the-end-unknown", "A path that ends in a slash is not found."),
    ("msg-always-text", "msg is one text on check-first and vouchers too."),
    ("codes-everywhere", "Every refusal has a code."),
    ("refusals-forget-ids", "Refusals of shipments, captures and vouchers do not repeat the ids."),
)
