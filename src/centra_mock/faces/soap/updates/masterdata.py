"""markets_Update, warehouses_Update, paymentterms_Update, shippingterms_Update and salesreps_Update.

Source: 04.guides/02.erp-integration/docs.md, sections "Markets", "Product Stock: Warehouses", "Wholesale Accounts".
"""

from __future__ import annotations

from decimal import Decimal

from lxml import etree

from centra_mock.domain.model import Market, PaymentTerms, SalesRepresentative, ShippingTerms, Warehouse

from ..sync import Sync
from ..tree import Rejected, children, money, number, quantity, require, text

__all__ = [
    "find_or_make_warehouse",
    "store_of",
    "update_market",
    "update_payment_terms",
    "update_salesrep",
    "update_shipping_terms",
    "update_warehouse",
]


def update_market(sync: Sync, element: etree._Element) -> None:
    """A market; ``store`` and ``type`` have to belong together."""
    centra = sync.centra
    key = require(element, "id")
    store_id = store_of(sync, element)
    own = sync.find("market", key, centra.markets)
    created = own is None
    if own is None:
        own = centra.next_id("market")
        rule_id = next(iter(centra.allocation_rules), 0)
        centra.markets[own] = Market(own, key, store_id or next(iter(centra.stores)), [], rule_id)
        sync.ids.add("market", key, own)
    sync.assign(centra.markets[own], {"name": text(element, "description"), "store_id": store_id})
    centra.publish("market", "create" if created else "update", own)


def update_warehouse(sync: Sync, element: etree._Element) -> None:
    """A warehouse."""
    own = find_or_make_warehouse(sync, require(element, "id"))
    sync.assign(sync.centra.warehouses[own], {"name": text(element, "description")})
    sync.centra.publish("warehouse", "update", own)


def find_or_make_warehouse(sync: Sync, key: str) -> int:
    """The warehouse of a key, made when the key is new; stock may name a warehouse that nobody created."""
    centra = sync.centra
    own = sync.find("warehouse", key, centra.warehouses)
    if own is None:
        own = centra.next_id("warehouse")
        country = next(iter(centra.warehouses.values())).country_code if centra.warehouses else ""
        centra.warehouses[own] = Warehouse(own, key, country)
        sync.ids.add("warehouse", key, own)
        centra.publish("warehouse", "create", own)
    return own


def update_payment_terms(sync: Sync, element: etree._Element) -> None:
    """Payment terms; ``name`` is their title, unlike everywhere else."""
    centra = sync.centra
    key = require(element, "id")
    own = sync.find("paymentterms", key, centra.payment_terms)
    if own is None:
        own = centra.next_id("payment_terms")
        centra.payment_terms[own] = PaymentTerms(own, key, "")
        sync.ids.add("paymentterms", key, own)
    sync.assign(centra.payment_terms[own], _terms(element))
    centra.publish("payment_terms", "update", own)


def update_shipping_terms(sync: Sync, element: etree._Element) -> None:
    """Shipping terms; ``name`` is their title, unlike everywhere else."""
    centra = sync.centra
    key = require(element, "id")
    own = sync.find("shippingterms", key, centra.shipping_terms)
    if own is None:
        own = centra.next_id("shipping_terms")
        centra.shipping_terms[own] = ShippingTerms(own, key, "")
        sync.ids.add("shippingterms", key, own)
    sync.assign(centra.shipping_terms[own], _terms(element))
    centra.publish("shipping_terms", "update", own)


def _terms(element: etree._Element) -> dict[str, object]:
    return {
        "name": text(element, "name"),
        "description": text(element, "description"),
        "due_days": quantity(element, "duedays"),
    }


def update_salesrep(sync: Sync, element: etree._Element) -> None:
    """A sales representative, and above it the master that gets a share."""
    _salesrep(sync, element, levels=5)


def _salesrep(sync: Sync, element: etree._Element, *, levels: int) -> int:
    centra = sync.centra
    key = require(element, "id")
    percent = money(element, "percent")
    masters = children(element, "mastersalesrep", "salesrep")
    if masters and not levels:
        raise Rejected("Master sales representatives are nested too deep")
    master_id = _salesrep(sync, masters[0], levels=levels - 1) if masters else None
    own = sync.find("salesrep", key, centra.sales_representatives)
    if own is None:
        own = centra.next_id("sales_representative")
        centra.sales_representatives[own] = SalesRepresentative(own, key, "", Decimal(0))
        sync.ids.add("salesrep", key, own)
    if master_id == own:
        raise Rejected(f"Sales representative {key} is its own master")
    fields = {
        "name": text(element, "name"),
        "email": text(element, "email"),
        "commission_percent": percent,
        "master_id": master_id,
    }
    sync.assign(centra.sales_representatives[own], fields)
    centra.publish("sales_representative", "update", own)
    return own


def store_of(sync: Sync, element: etree._Element, *, typed: bool = True) -> int | None:
    """The ``store`` of an element, ``None`` when it names none; ``Rejected`` when it does not exist.

    With ``typed``, ``type`` is the type of the store and has to fit it.
    """
    store_id = number(element, "store")
    kind = text(element, "type") if typed else None
    if kind and kind not in ("retail", "wholesale"):
        raise Rejected(f"type is neither retail nor wholesale: {kind[:40]}")
    if store_id is None:
        return None
    store = sync.centra.stores.get(store_id)
    if store is None:
        raise Rejected(f"There is no store with id {store_id}")
    if kind and kind != store.kind:
        raise Rejected(f"Store {store_id} is a {store.kind} store, not {kind}")
    return store_id
