"""The lies of the webhooks."""

from __future__ import annotations

from centra_mock.lies import Lie

__all__ = ["DROPPABLE", "LIES"]

API = "webhook"

# lie -> payload keys (Checkout API version) and event types (Integration API version) that it withholds
DROPPABLE: dict[str, frozenset[str]] = {
    "webhook-drops-accounts": frozenset({"account"}),
    "webhook-drops-brands": frozenset({"brands"}),
    "webhook-drops-customers": frozenset({"customer"}),
    "webhook-drops-markets": frozenset({"markets"}),
    "webhook-drops-orders": frozenset({"order"}),
    "webhook-drops-pricelists": frozenset({"pricelists"}),
    "webhook-drops-products": frozenset({"products"}),
    "webhook-drops-returns": frozenset({"return"}),
    "webhook-drops-shipments": frozenset({"shipment"}),
    "webhook-drops-warehouses": frozenset({"warehouses"}),
}

LIES = (
    Lie("webhook-delivers-nothing", API, "No webhook is ever sent."),
    Lie("webhook-signature-wrong", API, "The signature is computed with another secret than the endpoint secret."),
    Lie("webhook-signature-missing", API, "The request has no X-Centra-Signature header."),
    Lie("webhook-signature-has-no-timestamp", API, "The signature header has no t part."),
    Lie("webhook-signs-json-instead-of-body", API, "The signature covers the JSON and not the raw request body."),
    Lie("webhook-body-is-json", API, "The body is JSON and not a form with a payload field."),
    Lie("webhook-payload-field-renamed", API, "The form field is called data and not payload."),
    Lie("webhook-checkout-ids-are-numbers", API, "The Checkout API version has numbers where texts belong."),
    Lie("webhook-checkout-ids-are-not-listed", API, "The Checkout API version has one id where a list belongs."),
    Lie("webhook-integration-ids-are-text", API, "The Integration API version has texts where numbers belong."),
    Lie("webhook-events-lack-action", API, "Events of the Integration API version have no action."),
    Lie("webhook-events-lack-date", API, "Events of the Integration API version have no date."),
    Lie("webhook-event-date-in-iso-format", API, "The date of an event has a T and an offset."),
    Lie("webhook-good-to-go-not-told", API, "A shipment that becomes good to go is not announced."),
    Lie("webhook-affected-products-not-told", API, "A changed brand does not announce the products of the brand."),
    Lie("webhook-unsubscribed-types-sent", API, "Types that no trigger exists for are sent, in both versions."),
    Lie("webhook-products-by-backend-id", API, "The products key has ids of products, not of display items."),
    *(
        Lie(name, API, f"Changes of the type {' or '.join(sorted(withheld))} are not announced.")
        for name, withheld in sorted(DROPPABLE.items())
    ),
)
