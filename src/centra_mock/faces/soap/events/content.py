"""The data of an event: the object that its type and entry name, as it is when the event is fetched.

An event holds no history; one whose object is gone carries the id alone, which the pages leave open.
Source: 04.guides/02.erp-integration/docs.md, section "Events and the Event Queue".
"""

from __future__ import annotations

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import SoapEvent

from ..answer import Content
from ..sync import Sync
from .invoice import invoice_content
from .objects import (
    account_content,
    customer_content,
    market_content,
    payment_terms_content,
    pricelist_content,
    salesrep_content,
    shipping_terms_content,
    size_content,
    warehouse_content,
)
from .order import order_content

__all__ = ["event_data", "market_of"]


def event_data(sync: Sync, event: SoapEvent) -> dict[str, Content]:
    """``{type: object}``."""
    content = _object(sync, event)
    if content is None:
        content = {"id": sync.ids.key(event.type, event.entry)}
    return {event.type: content}


def market_of(centra: Centra, event: SoapEvent) -> int | None:
    """The market that the object of an event belongs to, ``None`` where it belongs to none."""
    entry = event.entry
    if not isinstance(entry, int):
        return None
    match event.type:
        case "market":
            return entry
        case "order":
            return centra.orders[entry].market_id if entry in centra.orders else None
        case "customer":
            return centra.customers[entry].market_id if entry in centra.customers else None
        case "account":
            return centra.accounts[entry].market_id if entry in centra.accounts else None
        case "invoice":
            number = centra.invoices[entry].order_number if entry in centra.invoices else None
            return centra.orders[number].market_id if number in centra.orders else None
        case _:
            return None


def _object(sync: Sync, event: SoapEvent) -> Content:
    centra, entry = sync.centra, event.entry
    if not isinstance(entry, int):
        return None
    match event.type:
        case "order" if entry in centra.orders:
            return order_content(sync, centra.orders[entry])
        case "customer" if entry in centra.customers:
            return customer_content(sync, centra.customers[entry])
        case "account" if entry in centra.accounts:
            return account_content(sync, centra.accounts[entry])
        case "invoice" if entry in centra.invoices:
            return invoice_content(sync, centra.invoices[entry])
        case "market" if entry in centra.markets:
            return market_content(sync, centra.markets[entry])
        case "pricelist" if entry in centra.pricelists:
            return pricelist_content(sync, centra.pricelists[entry])
        case "warehouse" if entry in centra.warehouses:
            return warehouse_content(sync, centra.warehouses[entry])
        case "salesrep" if entry in centra.sales_representatives:
            return salesrep_content(sync, centra.sales_representatives[entry])
        case "paymentterm" if entry in centra.payment_terms:
            return payment_terms_content(sync, centra.payment_terms[entry])
        case "shippingterm" if entry in centra.shipping_terms:
            return shipping_terms_content(sync, centra.shipping_terms[entry])
        case "size":
            return _size(sync, entry)
        case _:
            return None


def _size(sync: Sync, entry: int) -> Content:
    for chart in sync.centra.size_charts.values():
        for size in chart.sizes:
            if size.id == entry:
                return size_content(sync, chart, size)
    return None
