"""The invoice in an event: what the ERP stated, and for the rest what follows from its lines.

Source: 05.api-references/07.soap-integration-api/01.api-reference/docs.md, section invoices_Update.
"""

from __future__ import annotations

from decimal import Decimal

from centra_mock.domain.catalogue import size_in_variant
from centra_mock.domain.model import Invoice, InvoiceLine, Order

from ..answer import Content
from ..details import detail
from ..sync import Sync
from .pieces import address, day, plain, reference, two

__all__ = ["invoice_content"]


def invoice_content(sync: Sync, invoice: Invoice) -> Content:
    """An invoice; amounts that nobody stated contain what its lines state, with tax as they state it."""
    centra = sync.centra
    account = centra.accounts.get(invoice.account_id or 0)
    order = centra.orders.get(invoice.order_number or 0)
    shipment = centra.shipments.get(invoice.shipment_id or 0)
    made = centra.returns.get(invoice.return_id or 0)
    buyer = centra.buyers.get(invoice.buyer_id or (order.buyer_id if order else 0) or 0)
    total, tax = _amounts(invoice, order)
    goods = [each for each in invoice.lines if each.charge_key is None]
    charges = [each for each in invoice.lines if each.charge_key is not None]
    worked_out: dict[str, Content] = {
        "id": sync.ids.key("invoice", invoice.id),
        "store": str(invoice.store_id),
        "status": invoice.status,
        "serialno": invoice.number,
        "type": invoice.type,
        "currency": invoice.currency_code,
        "currencyrate": _rate(sync, invoice.currency_code),
        "basecurrency": centra.company_currency,
        "total": two(total),
        "vat": two(tax),
        "totalpaid": two(total if shipment is not None and (shipment.paid or shipment.captured) else Decimal(0)),
        "invoicedate": day(invoice.created_at),
        "orderdate": day(order.created_at) if order else "",
        "duedate": day(invoice.due_at),
        "buyer": reference(sync, "buyer", buyer.id, f"{buyer.first_name} {buyer.last_name}".strip()) if buyer else None,
        "account": reference(sync, "account", account.id, account.name) if account else None,
        "order": reference(sync, "order", order.number) if order else None,
        "shipment": reference(sync, "shipment", shipment.id) if shipment else None,
        "refund": reference(sync, "refund", made.id) if made else None,
        **_terms(sync, order),
        "internalinformation": "",
        "ponumber": order.po_number if order else "",
        "billingaddress": address(invoice.billing_address, company=account is not None),
        "shippingaddress": address(invoice.shipping_address, company=account is not None),
        "items": {
            "invoiceitem": [_line(sync, order, each) for each in goods],
            "additional": [_charge(each) for each in charges],
        },
        "locked": "no",
        "documenttype": None,
    }
    return {
        name: detail(sync, "invoice", invoice.id, name, value) if value is None or isinstance(value, str) else value
        for name, value in worked_out.items()
    }


def _rate(sync: Sync, code: str) -> str | None:
    currency = sync.centra.currencies.get(code)
    return f"{currency.base_rate:.5f}" if currency else None


def _terms(sync: Sync, order: Order | None) -> dict[str, Content]:
    """The names of the terms: invoices hold them as texts, orders as references."""
    payment = sync.centra.payment_terms.get((order.payment_terms_id if order else 0) or 0)
    shipping = sync.centra.shipping_terms.get((order.shipping_terms_id if order else 0) or 0)
    return {"paymentterms": payment.name if payment else "", "shippingterms": shipping.name if shipping else ""}


def _amounts(invoice: Invoice, order: Order | None) -> tuple[Decimal, Decimal]:
    """Total with tax, and the tax in it."""
    total = sum((_subtotal(line) for line in invoice.lines), Decimal(0))
    included = order is None or order.tax_included
    tax = Decimal(0)
    for line in invoice.lines:
        tax += _subtotal(line) * line.tax_percent / ((100 + line.tax_percent) if included else 100)
    return (total if included else total + tax), tax


def _subtotal(line: InvoiceLine) -> Decimal:
    return line.unit_price * line.quantity if line.subtotal is None else line.subtotal


def _line(sync: Sync, order: Order | None, line: InvoiceLine) -> Content:
    centra = sync.centra
    row = next((each for each in order.lines if each.id == line.order_line_id), None) if order else None
    product = centra.products.get(line.product_id or (row.product_id if row else 0))
    variant = centra.variants.get(line.variant_id or (row.variant_id if row else 0))
    item = centra.product_sizes.get(row.product_size_id) if row else None
    if item is None and variant is not None and line.size_id is not None:
        item = size_in_variant(centra, variant.id, line.size_id)
    discount = line.discount
    if discount is None:
        discount = row.unit_original_price - row.unit_price if row else Decimal(0)
    numbers = (
        product.product_number if product else "",
        variant.variant_number if variant else "",
        item.size_number if item else "",
    )
    return {
        "itemid": line.item_key or (None if row is None else str(row.id)),
        "qty": str(line.quantity),
        "price": two(line.unit_price),
        "tax": f"{line.tax_percent:.3f}",
        "subtotal": plain(_subtotal(line)),
        "description": line.description,
        "product": reference(sync, "product", product.id, product.name) if product else None,
        "variation": reference(sync, "variation", variant.id, variant.name) if variant else None,
        "size": {"id": sync.ids.size_key(item.size_id), "description": item.size_name} if item else None,
        "discount": plain(discount),
        "sku": line.sku or "".join(numbers),
    }


def _charge(line: InvoiceLine) -> Content:
    return {
        "subtotal": plain(_subtotal(line)),
        "description": line.description,
        "key": line.charge_key,
        "id": line.item_key or None,
    }
