"""Lies about shipments, their capture and completion, and about check-first warehouses.

Source: 04.order-api/106.create-shipment to 112.update-check-first, 04.guides/04.wms-integration, 05.pos-integration.
"""

from __future__ import annotations

__all__ = ["SHIPMENT_LIES"]

SHIPMENT_LIES: tuple[tuple[str, str], ...] = (
    ("failed-capture-leaves-shipment", "A shipment stays although its capture failed."),
    ("failed-capture-answers-ok", "PUT /capture and PUT /shipment answer ok although the capture failed."),
    ("captures-more-than-authorized", "More is captured than was authorized."),
    ("shipment-captured-against-wish", "POST /shipments captures although capture is false."),
    ("costs-captured-again", "deductPreviousCosts changes nothing."),
    ("complete-not-captured", "PUT /shipment captures nothing unless capture is sent."),
    ("complete-captures-against-wish", "PUT /shipment captures although capture is false."),
    ("completed-without-good-to-go", "A shipment that is not good to go is completed."),
    ("completed-unpaid", "A shipment that is not paid is completed."),
    ("completed-unsent", "A shipment is completed although shipped is not sent."),
    ("complete-replaces-comment", "internalComment of PUT /shipment replaces the comment."),
    ("complete-ignores-order", "PUT /shipment does not look at the order."),
    ("plural-completes", "PUT /shipments completes a shipment, as PUT /shipment does."),
    ("shipment-quantity-added", "Quantities of PUT /shipments are added to what is there."),
    ("shipment-id-changes", "A changed shipment gets another id."),
    ("gtg-ignored-on-create", "gtg of POST /shipments changes nothing."),
    ("new-shipment-good-to-go", "A new shipment is good to go unasked."),
    ("good-to-go-only-before-capture", "PUT /shipments refuses gtg for captured and sent shipments."),
    ("shipped-ignored", "shipped of POST /shipments changes nothing."),
    ("shipments-are-a-queue", "GET /shipments does not list again what it has listed once."),
    ("shipments-dates-ignored", "newer_than and older_than change nothing for GET /shipments."),
    ("shipments-dates-without-time", "newer_than and older_than with a time are refused."),
    ("shipments-limit-bounded-everywhere", "A limit above 100 is refused for good-to-go shipments too."),
    ("shipments-completed-listed", "Completed shipments stay among those that are good to go."),
    ("shipment-invoice-always", "POST /shipments answers an invoice where there is none."),
    ("delete-removes-from-list-only", "A deleted shipment is still shown in its order."),
    ("delete-says-nothing", "DELETE /shipments has no msg on success."),
    ("shipment-errors-order-as-number", "order is a number in refusals of POST /shipments."),
    ("capture-of-whole-order", "PUT /capture captures all shipments of the order."),
    ("check-first-anyone-accepts", "A warehouse that was not asked can accept."),
    ("check-first-all-accept", "After one acceptance the others can accept too."),
    ("check-first-msg-is-text", "Problems of fields come as text."),
    ("check-first-rejects-instead", "accepted is taken as its opposite."),
    ("check-first-order-accepted", "order counts as orderNumber."),
    ("check-first-keeps-warehouse", "An accepted order is shipped from the main warehouse."),
)
