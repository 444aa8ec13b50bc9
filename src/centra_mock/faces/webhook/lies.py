"""The lies of the webhooks. Source: 06.plugins/09.centra-webhook, 04.guides/05.pos-integration."""

from __future__ import annotations

from collections.abc import Mapping

from centra_mock.lies import Lie

__all__ = ["DROPPABLE", "LIES", "UNTOLD_ACTIONS"]

API = "webhook"

# lie -> payload keys (Checkout API version) and event types (Integration API version) that it withholds
DROPPABLE: Mapping[str, frozenset[str]] = {
    "webhook-drops-accounts": frozenset({"account"}),
    "webhook-drops-brands": frozenset({"brands"}),
    "webhook-drops-categories": frozenset({"categories"}),
    "webhook-drops-check-first": frozenset({"check_first"}),
    "webhook-drops-customers": frozenset({"customer"}),
    "webhook-drops-markets": frozenset({"markets"}),
    "webhook-drops-orders": frozenset({"order"}),
    "webhook-drops-pricelists": frozenset({"pricelists"}),
    "webhook-drops-products": frozenset({"products"}),
    "webhook-drops-returns": frozenset({"return"}),
    "webhook-drops-shipments": frozenset({"shipment"}),
    "webhook-drops-warehouses": frozenset({"warehouses"}),
}

# lie -> event type and action that it withholds
UNTOLD_ACTIONS: Mapping[str, tuple[str, str]] = {
    "webhook-check-first-accepted-not-told": ("check_first", "accepted"),
    "webhook-check-first-created-not-told": ("check_first", "create"),
    "webhook-check-first-rejected-not-told": ("check_first", "rejected"),
    "webhook-good-to-go-not-told": ("shipment", "good_to_go"),
    "webhook-new-orders-not-told": ("order", "create"),
    "webhook-new-shipments-not-told": ("shipment", "create"),
    "webhook-order-updates-not-told": ("order", "update"),
}

_TRANSPORT = {
    "webhook-delivers-nothing": "No webhook is ever sent.",
    "webhook-sent-by-get": "A webhook is a GET with the payload in its query.",
    "webhook-sent-by-put": "A webhook is a PUT.",
    "webhook-content-type-is-text": "The content type of a form is text/plain.",
    "webhook-body-is-json": "The body is JSON and not a form with a payload field.",
    "webhook-json-sent-as-form": "The body is JSON, and the content type says that it is a form.",
    "webhook-payload-field-renamed": "The form field is called data and not payload.",
    "webhook-payload-in-many-fields": "Each part of the payload has a form field of its own.",
    "webhook-payload-with-company": "There is another form field beside payload.",
    "webhook-payload-cut-off": "The JSON in the payload field lacks its end.",
    "webhook-payload-is-base64": "The payload field is JSON in base64.",
    "webhook-percent-in-lower-case": "The hex digits of the percent-encoding are small letters.",
    "webhook-payload-not-encoded": "The JSON in the payload field is not percent-encoded.",
}

_SIGNATURE = {
    "webhook-signature-wrong": "The signature is computed with another secret than the endpoint secret.",
    "webhook-signature-forged": "The signature is 64 hex digits that anybody can make.",
    "webhook-signature-has-no-key": "The signature is a plain SHA-256, without the secret.",
    "webhook-signature-is-sha1": "The signature is made with SHA-1.",
    "webhook-signature-is-sha512": "The signature is made with SHA-512.",
    "webhook-signature-is-base64": "The signature is written in base64.",
    "webhook-signature-in-capitals": "The hex digits of the signature are capital letters.",
    "webhook-signature-missing": "The request has no X-Centra-Signature header.",
    "webhook-signature-header-renamed": "The signature is in the header X-Signature.",
    "webhook-signature-has-no-timestamp": "The signature header has no t part.",
    "webhook-signature-has-no-v1": "The signature header calls its signature v0.",
    "webhook-signature-parts-repeated": "Every part of the signature header is there twice.",
    "webhook-signature-parts-split-by-semicolon": "A semicolon stands between the parts of the signature header.",
    "webhook-signature-is-old": "The timestamp of the signature is a week old.",
    "webhook-signature-timestamp-in-milliseconds": "The timestamp of the signature is in milliseconds.",
    "webhook-signature-lacks-time": "The signature does not cover the timestamp.",
    "webhook-signature-separator-is-a-colon": "A colon stands between timestamp and body in the signed text.",
    "webhook-signs-json-instead-of-body": "The signature covers the JSON and not the raw request body.",
    "webhook-signs-encoded-json-alone": "The signature covers the encoded JSON without the name of its field.",
    "webhook-body-altered-after-signing": "A byte is added to the body after it was signed.",
    "webhook-body-reencoded": "The body is percent-encoded anew after it was signed.",
}

_CHECKOUT = {
    "webhook-checkout-ids-are-numbers": "The Checkout API version has numbers where texts belong.",
    "webhook-checkout-ids-are-not-listed": "The Checkout API version has one id where a list belongs.",
    "webhook-checkout-ids-are-joined": "The Checkout API version has ids in one text, with commas.",
    "webhook-checkout-ids-are-objects": "The Checkout API version has objects with an id where ids belong.",
    "webhook-checkout-ids-repeated": "The Checkout API version lists every id twice.",
    "webhook-checkout-keys-are-singular": "The keys of the Checkout API version are singular.",
    "webhook-checkout-keys-in-capitals": "The keys of the Checkout API version begin with a capital letter.",
    "webhook-checkout-sends-events": "The Checkout API version sends events as the other version does.",
    "webhook-checkout-payload-wrapped": "The ids of the Checkout API version stand inside data.",
    "webhook-checkout-tells-action": "The Checkout API version has an action beside the ids.",
    "webhook-checkout-tells-date": "The Checkout API version has a date beside the ids.",
    "webhook-affected-products-not-told": "A changed brand or category does not announce the products in it.",
    "webhook-stock-changes-not-told": "A changed stock is not announced.",
    "webhook-products-by-backend-id": "The products key has ids of products, not of display items.",
    "webhook-inactive-products-by-own-key": "Products that are not active have a key of their own.",
    "webhook-other-stores-told": "Products, markets and pricelists of other stores are announced too.",
}

_INTEGRATION = {
    "webhook-integration-ids-are-text": "The Integration API version has texts where numbers belong.",
    "webhook-events-lack-type": "Events of the Integration API version have no type.",
    "webhook-events-lack-action": "Events of the Integration API version have no action.",
    "webhook-events-lack-date": "Events of the Integration API version have no date.",
    "webhook-events-lack-id": "Events of the Integration API version have no id.",
    "webhook-event-types-are-plural": "Types of events are plural: orders.",
    "webhook-event-types-in-capitals": "Types of events are in capital letters.",
    "webhook-actions-in-past-tense": "Actions are created and updated.",
    "webhook-actions-in-capitals": "Actions are in capital letters.",
    "webhook-event-date-in-iso-format": "The date of an event has a T and an offset.",
    "webhook-event-date-is-a-number": "The date of an event is a Unix time.",
    "webhook-event-date-without-fraction": "The date of an event ends with the seconds.",
    "webhook-orders-by-internal-id": "Events about orders have another id than the order number.",
    "webhook-events-carry-the-object": "Every event has data.",
    "webhook-events-without-envelope": "The payload of the Integration API version is a bare list.",
    "webhook-events-are-an-object": "Events are an object and not a list.",
    "webhook-events-grouped-by-type": "The Integration API version sends ids by type as the other version does.",
    "webhook-events-with-company": "There is something else beside events.",
    "webhook-events-out-of-order": "Events of a call stand in reversed order.",
    "webhook-events-repeated": "Every event stands twice in its call.",
}

_CHECK_FIRST = {
    "webhook-check-first-without-data": "Events about check-first have no data.",
    "webhook-check-first-warehouses-are-ids": "A new check-first lists ids of warehouses and nothing else.",
    "webhook-check-first-without-warehouse": "Events about check-first do not tell the warehouse.",
    "webhook-check-first-without-expiry": "A new check-first does not tell when it runs out.",
    "webhook-check-first-expiry-without-offset": "A new check-first tells the time without T and offset.",
    "webhook-check-first-warehouse-is-text": "The id of a check-first warehouse is text.",
    "webhook-check-first-tells-another-warehouse": "Decisions about check-first name another warehouse.",
    "webhook-check-first-data-lists-warehouses": "Decisions about check-first have a list of warehouses.",
}

_QUEUE = {
    "webhook-unsubscribed-types-sent": "Types that no trigger exists for are sent, in both versions.",
    "webhook-triggers-ignored": "Types whose trigger is off are sent.",
    "webhook-maximum-exceeded": "A call has three times the most events.",
    "webhook-one-event-per-call": "Every event has a call of its own.",
    "webhook-calls-sent-twice": "Every call is sent twice.",
    "webhook-never-drops": "A call that nobody answers is repeated until somebody does, and the queue waits.",
    "webhook-never-repeats": "A call that nobody answers is never repeated.",
    "webhook-repeats-though-off": "A call that nobody answers is repeated though repetitions are off.",
    "webhook-repeats-too-often": "A call that nobody answers is repeated two times more than was set.",
    "webhook-repeats-what-was-answered": "A call is repeated though it was answered.",
    "webhook-repetition-altered": "A repetition has another body.",
    "webhook-delays-do-not-grow": "Every repetition waits equally long.",
    "webhook-timeout-too-short": "A call is given up after a fifth of the time.",
    "webhook-timeout-too-long": "A call is given up after three times the time.",
    "webhook-failure-drops-the-queue": "What waits behind a call that nobody answers is dropped with it.",
}

_SAYINGS: Mapping[str, str] = {
    **_TRANSPORT,
    **_SIGNATURE,
    **_CHECKOUT,
    **_INTEGRATION,
    **_CHECK_FIRST,
    **_QUEUE,
    **{name: f"The action {action} of the type {kind} is not announced." for name, (kind, action) in UNTOLD_ACTIONS.items()},
    **{name: f"Changes of the type {' or '.join(sorted(each))} are not announced." for name, each in DROPPABLE.items()},
}

LIES = tuple(Lie(name, API, says) for name, says in sorted(_SAYINGS.items()))
