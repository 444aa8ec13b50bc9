"""invoices_Update: invoices and credit notes that the ERP wrote.

Source: 05.api-references/07.soap-integration-api/01.api-reference/docs.md, section invoices_Update.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from decimal import Decimal

from lxml import etree

from centra_mock.domain.model import Invoice, InvoiceLine

from ..sync import Sync
from ..tree import Rejected, child, children, money, quantity, require, text, written_date
from .masterdata import store_of
from .people import changed_address
from .shipments import shipment_of

__all__ = ["update_invoice"]


def update_invoice(sync: Sync, element: etree._Element) -> None:
    """An invoice; the order, shipment and account that it names have to exist."""
    centra = sync.centra
    key = require(element, "id")
    store_id = store_of(sync, element, typed=False)
    currency = text(element, "currency")
    if currency and currency not in centra.currencies:
        raise Rejected(f"Currency {currency[:40]} is not configured in Centra")
    order_key, account_key = text(element, "order", "id"), text(element, "account", "id")
    order_number = sync.must_find("order", order_key, centra.orders) if order_key else None
    account_id = sync.must_find("account", account_key, centra.accounts) if account_key else None
    shipment_key = text(element, "shipment", "id")
    shipment_id = shipment_of(sync, order_number, shipment_key).id if shipment_key else None
    issued, due = _moment(element, "invoicedate"), _moment(element, "duedate")
    lines = [_line(each) for each in children(element, "items", "invoiceitem")]
    lines += [_additional(each) for each in children(element, "items", "additional")]
    own = sync.find("invoice", key, centra.invoices)
    created = own is None
    invoice = _make(sync, key, order_number) if own is None else centra.invoices[own]
    fields = {
        "number": text(element, "serialno"),
        "store_id": store_id,
        "type": text(element, "type"),
        "status": text(element, "status"),
        "currency_code": currency or None,
        "created_at": issued,
        "due_at": due,
        "order_number": order_number,
        "account_id": account_id,
        "shipment_id": shipment_id,
        "lines": lines or None,
    }
    sync.assign(invoice, fields)
    invoice.billing_address = changed_address(sync, invoice.billing_address, child(element, "billingaddress"))
    invoice.shipping_address = changed_address(sync, invoice.shipping_address, child(element, "shippingaddress"))
    centra.publish("invoice", "create" if created else "update", invoice.id, store_id=invoice.store_id)


def _make(sync: Sync, key: str, order_number: int | None) -> Invoice:
    centra = sync.centra
    order = None if order_number is None else centra.orders[order_number]
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


def _line(element: etree._Element) -> InvoiceLine:
    return InvoiceLine(
        description=text(element, "description") or "",
        quantity=quantity(element, "qty") or 0,
        unit_price=money(element, "price") or Decimal(0),
        tax_percent=money(element, "tax") or Decimal(0),
    )


def _additional(element: etree._Element) -> InvoiceLine:
    name = text(element, "description") or text(element, "key") or ""
    return InvoiceLine(name, 1, money(element, "subtotal") or Decimal(0), Decimal(0))


def _moment(element: etree._Element, name: str) -> datetime | None:
    written = written_date(element, name)
    return datetime.fromisoformat(written[:10]) if written else None
