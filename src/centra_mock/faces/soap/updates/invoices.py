"""invoices_Update: invoices and credit notes that the ERP wrote.

Source: 05.api-references/07.soap-integration-api/01.api-reference/docs.md, section invoices_Update.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal

from lxml import etree

from centra_mock.domain.model import Invoice, InvoiceLine, Order

from ..details import keep
from ..sync import Sync
from ..tree import Rejected, child, children, flag, money, quantity, require, text, written_date
from .masterdata import store_of
from .people import changed_address
from .shipments import shipment_of
from .sizes import find_size

__all__ = ["DETAILS", "update_invoice"]

# What the store itself has no use for; it comes back in events as it was sent.
DETAILS = (
    "documenttype",
    "currencyrate",
    "basecurrency",
    "total",
    "vat",
    "totalpaid",
    "orderdate",
    "paymentterms",
    "shippingterms",
    "internalinformation",
    "ponumber",
    "locked",
)


def update_invoice(sync: Sync, element: etree._Element) -> None:
    """An invoice; the order, shipment, refund, account and buyer that it names have to exist."""
    centra = sync.centra
    key = require(element, "id")
    store_id = store_of(sync, element, typed=False)
    currency = text(element, "currency")
    if currency and currency not in centra.currencies:
        raise Rejected(f"Currency {currency[:40]} is not configured in Centra")
    references = _references(sync, element)
    order_number = references.get("order_number")
    shipment_key = text(element, "shipment", "id")
    if shipment_key:
        references["shipment_id"] = shipment_of(sync, order_number, shipment_key).id
    issued, due = _moment(element, "invoicedate"), _moment(element, "duedate")
    written_date(element, "orderdate")
    flag(element, "locked")
    for amount in ("total", "vat", "totalpaid"):
        money(element, amount)
    own = sync.find("invoice", key, centra.invoices)
    known_order = order_number or (None if own is None else centra.invoices[own].order_number)
    order = None if known_order is None else centra.orders.get(known_order)
    lines = [_line(sync, order, each) for each in children(element, "items", "invoiceitem")]
    lines += [_additional(each) for each in children(element, "items", "additional")]
    created = own is None
    invoice = _make(sync, key, order) if own is None else centra.invoices[own]
    fields: dict[str, object] = {
        "number": text(element, "serialno"),
        "store_id": store_id,
        "type": text(element, "type"),
        "status": text(element, "status"),
        "currency_code": currency or None,
        "created_at": issued,
        "due_at": due,
        "lines": lines or None,
    }
    sync.assign(invoice, fields | references)
    keep(sync, "invoice", invoice.id, element, *DETAILS)
    invoice.billing_address = changed_address(sync, invoice.billing_address, child(element, "billingaddress"))
    invoice.shipping_address = changed_address(sync, invoice.shipping_address, child(element, "shippingaddress"))
    centra.publish("invoice", "create" if created else "update", invoice.id, store_id=invoice.store_id)


def _references(sync: Sync, element: etree._Element) -> dict[str, int]:
    centra = sync.centra
    existing: dict[str, tuple[str, Mapping[int, object]]] = {
        "order": ("order_number", centra.orders),
        "account": ("account_id", centra.accounts),
        "buyer": ("buyer_id", centra.buyers),
        "refund": ("return_id", centra.returns),
    }
    found = {}
    for kind, (name, objects) in existing.items():
        key = text(element, kind, "id")
        if key:
            found[name] = sync.must_find(kind, key, objects)
    return found


def _make(sync: Sync, key: str, order: Order | None) -> Invoice:
    centra = sync.centra
    own = centra.next_id("invoice")
    now = centra.now()
    made = centra.invoices[own] = Invoice(
        id=own,
        number=key,
        store_id=next(iter(centra.stores)) if order is None else order.store_id,
        type="debit",
        currency_code=centra.company_currency if order is None else order.currency_code,
        created_at=now,
        due_at=now + timedelta(days=30),
        account_id=None if order is None else order.account_id,
    )
    sync.ids.add("invoice", key, own)
    return made


def _line(sync: Sync, order: Order | None, element: etree._Element) -> InvoiceLine:
    """A line of goods; product, variation and size may be named, and then have to exist."""
    centra = sync.centra
    item_key = text(element, "itemid") or ""
    rows = [] if order is None else [line.id for line in order.lines if str(line.id) == item_key]
    product, variation, size = (text(element, kind, "id") for kind in ("product", "variation", "size"))
    variant_id = sync.must_find("variation", variation, centra.variants) if variation else None
    size_id: int | None = None
    if size and variant_id is not None:
        found = find_size(sync, centra.size_charts[centra.variants[variant_id].size_chart_id], size)
        if found is None:
            raise Rejected(f"There is no size with id {size}")
        size_id = found.id
    return InvoiceLine(
        description=text(element, "description") or "",
        quantity=quantity(element, "qty") or 0,
        unit_price=money(element, "price") or Decimal(0),
        tax_percent=money(element, "tax") or Decimal(0),
        order_line_id=rows[0] if rows else None,
        product_id=sync.must_find("product", product, centra.products) if product else None,
        variant_id=variant_id,
        size_id=size_id,
        discount=money(element, "discount"),
        subtotal=money(element, "subtotal"),
        sku=text(element, "sku") or "",
        item_key=item_key,
    )


def _additional(element: etree._Element) -> InvoiceLine:
    key = text(element, "key") or ""
    made = InvoiceLine(text(element, "description") or key, 1, money(element, "subtotal") or Decimal(0), Decimal(0))
    made.charge_key, made.item_key = key, text(element, "id") or ""
    return made


def _moment(element: etree._Element, name: str) -> datetime | None:
    written = written_date(element, name)
    return datetime.fromisoformat(written[:10]) if written else None
