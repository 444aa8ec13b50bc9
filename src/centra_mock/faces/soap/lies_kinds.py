"""Lies that there are for each kind of object: ids that are not converted, objects that are made again, events that lack.

Source: 04.guides/02.erp-integration/docs.md, sections "ID Conversion Table", "Updates" and "Events and the Event Queue".
"""

from __future__ import annotations

from collections.abc import Callable

from centra_mock.domain.erp_queue import EVENT_TYPES
from centra_mock.lies import Lie

__all__ = ["KIND_LIES", "is_blanked", "is_made_again", "is_silent", "is_unconverted", "is_unfetched"]

Told = Callable[[str], bool]

# Kinds of the conversion table, by the name of their element.
_KINDS = (
    "account",
    "brand",
    "buyer",
    "collection",
    "customer",
    "deliverywindow",
    "invoice",
    "market",
    "order",
    "paymentterms",
    "pricealterationdate",
    "pricelist",
    "product",
    "refund",
    "salesrep",
    "shipment",
    "shippingterms",
    "size",
    "sizetable",
    "variation",
    "warehouse",
)
# Kinds whose id no event shows.
_UNSEEN = ("pricealterationdate",)


# Class of the store -> what an update of it is called.
_BLANKED = {
    "Account": "account",
    "Address": "address",
    "Customer": "customer",
    "DeliveryWindow": "deliverywindow",
    "Invoice": "invoice",
    "Market": "market",
    "Order": "order",
    "PaymentTerms": "paymentterms",
    "PriceAlteration": "pricealterationdate",
    "Pricelist": "pricelist",
    "Product": "product",
    "SalesRepresentative": "salesrep",
    "ShippingTerms": "shippingterms",
    "Variant": "variation",
    "Warehouse": "warehouse",
}


def is_unconverted(told: Told, kind: str) -> bool:
    """Whether events show the store's number of a kind."""
    return kind in _KINDS and kind not in _UNSEEN and told(_unconverted(kind))


def is_made_again(told: Told, kind: str) -> bool:
    """Whether a known id of a kind makes another object."""
    return kind in _KINDS and told(_made_again(kind))


def is_silent(told: Told, kind: str) -> bool:
    """Whether changes of an event type queue nothing."""
    return told(_silent(kind))


def is_unfetched(told: Told, kind: str) -> bool:
    """Whether a fetch refuses an event type."""
    return told(_unfetched(kind))


def is_blanked(told: Told, target: object) -> bool:
    """Whether an update empties what it leaves out of an object."""
    kind = _BLANKED.get(type(target).__name__)
    return kind is not None and told(_blanked(kind))


def _unconverted(kind: str) -> str:
    return f"soap-{kind}-ids-are-not-converted"


def _made_again(kind: str) -> str:
    return f"soap-known-{kind}-is-made-again"


def _silent(kind: str) -> str:
    return f"soap-{kind}-changes-queue-no-events"


def _unfetched(kind: str) -> str:
    return f"soap-event-type-{kind}-is-unknown"


def _blanked(kind: str) -> str:
    return f"soap-{kind}-fields-left-out-are-blanked"


KIND_LIES: tuple[Lie, ...] = (
    *(
        Lie(_unconverted(kind), "soap", f"Events show Centra's own number of a {kind} instead of the id that the ERP chose.")
        for kind in _KINDS
        if kind not in _UNSEEN
    ),
    *(Lie(_made_again(kind), "soap", f"A {kind} that is sent again under its id is made another time.") for kind in _KINDS),
    *(Lie(_silent(kind), "soap", f"Changes that concern an event of type {kind} queue none.") for kind in EVENT_TYPES),
    *(Lie(_unfetched(kind), "soap", f"Fetching events of type {kind} is refused.") for kind in ("all", *EVENT_TYPES)),
    *(
        Lie(_blanked(kind), "soap", f"An update empties the texts of a {kind} that it leaves out.")
        for kind in sorted(_BLANKED.values())
    ),
)
