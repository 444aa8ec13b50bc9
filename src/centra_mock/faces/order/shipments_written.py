"""A shipment as ``GET /shipments`` and ``PUT /shipments/{shipmentId}`` write it.

Source: 04.order-api/107.get-shipments, 108.update-shipment.
"""

from __future__ import annotations

from decimal import Decimal

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import Invoice, Order, Shipment
from centra_mock.domain.pricing import round_money, tax_inside
from centra_mock.domain.shipments import shipment_value
from centra_mock.faces.order.documents import DOCUMENTS
from centra_mock.faces.order.lines_written import Texts, write_shipment_lines
from centra_mock.faces.order.orders_written import write_billing, write_delivery, write_head
from centra_mock.faces.order.wire import Json
from centra_mock.faces.order.written import amount, bit, moment

__all__ = ["document_urls", "should_capture", "write_shipment"]


def should_capture(shipment: Shipment) -> bool:
    """Whether the shipment has to be captured before it may leave."""
    return not (shipment.captured or shipment.paid)


def document_urls(centra: Centra, shipment: Shipment, origin: str) -> tuple[str, str, list[str]]:
    """Where the delivery note, the proforma and the invoices of a shipment are."""
    base = f"{origin}{DOCUMENTS}"
    invoices = [f"{base}/invoice.pdf?invoice={each.number}" for each in _invoices(centra, shipment)]
    elsewhere = centra.orders[shipment.order_number].external_invoice_url
    note, proforma = (f"{base}/{kind}.pdf?shipment={shipment.number}" for kind in ("delivery-note", "proforma"))
    return note, proforma, [*invoices, *([elsewhere] if elsewhere else [])]


def write_shipment(centra: Centra, shipment: Shipment, origin: str, texts: Texts, *, brief: bool = False) -> Json:
    """The shipment with its addresses, documents, sums and lines; ``brief`` as the answer of an update has it."""
    order = centra.orders[shipment.order_number]
    note, proforma, invoices = document_urls(centra, shipment, origin)
    written: Json = {
        "orderId": str(order.number),
        "selectionId": order.id,
        **write_head(centra, order),
        "shipmentId": shipment.number,
        "customerId": str(order.customer_id or 0),
        "accountId": str(order.account_id or 0),
    }
    if not brief:
        written |= write_billing(order.billing_address)
    written |= {
        **write_delivery(order.shipping_address),
        "billingVAT": order.billing_address.vat_number,
        "poNumber": order.po_number,
        "shippingList": order.shipping_option,
    }
    if not brief:
        written |= _terms(centra, order)
    written |= {"proforma": proforma, "deliveryNote": note}
    if not brief:
        written |= _parcel(centra, order, shipment)
    if invoices:
        written["invoices"] = invoices
    written |= {
        "suspect": bit(order.suspect),
        "hold": bit(order.hold),
        "paid": bit(shipment.paid or shipment.captured),
        "shouldCapture": bit(should_capture(shipment)),
        **_sums(centra, order, shipment, brief),
        "internalComment": shipment.internal_comment or order.internal_comment,
        "otherComment": order.other_comment or order.comment,
    }
    if not brief:
        written["taxBreakdown"] = _tax(order, shipment)
    written["products"] = write_shipment_lines(centra, order, shipment, texts, brief=brief)
    return written


def _invoices(centra: Centra, shipment: Shipment) -> list[Invoice]:
    return [each for each in centra.invoices.values() if each.shipment_id == shipment.id and each.type == "debit"]


def _terms(centra: Centra, order: Order) -> Json:
    written: Json = {}
    shipping = centra.shipping_terms.get(order.shipping_terms_id or 0)
    payment = centra.payment_terms.get(order.payment_terms_id or 0)
    if shipping is not None:
        written["shippingTerms"] = {"id": shipping.id, "name": shipping.name, "description": shipping.description}
    if payment is not None:
        written["paymentTerms"] = {"id": payment.id, "name": payment.name, "description": payment.description}
    return written


def _parcel(centra: Centra, order: Order, shipment: Shipment) -> Json:
    account = centra.accounts.get(order.account_id or 0)
    return {
        "defaultCarrier": shipment.carrier or (account.carrier.carrier_name if account else ""),
        "deliveryService": shipment.service or (account.carrier.service_name if account else ""),
        **{key: value for key, value in order.additionals.items() if key.startswith("shipwallet_")},
        "shipmentDate": moment(shipment.shipped_at),
        "trackingNumber": shipment.tracking,
        "trackingUrl": shipment.tracking_url,
        "returnSlipTracking": shipment.return_tracking,
    }


def _sums(centra: Centra, order: Order, shipment: Shipment, brief: bool) -> Json:
    tax = sum(_tax_by_percent(order, shipment).values(), Decimal(0))
    sums: Json = {
        "shippingValue": amount(shipment.shipping_value),
        "voucherValue": amount(shipment.voucher_value),
        "grandTotalValue": amount(shipment_value(centra, shipment)),
        "grandTotalTaxValue": amount(tax),
    }
    if not brief:
        sums |= {"taxAdded": 0 if order.tax_included else amount(tax), "taxDeducted": 0}
    return sums


def _tax(order: Order, shipment: Shipment) -> list[Json]:
    return [
        {"description": "VAT", "taxPercent": amount(percent), "value": amount(value)}
        for percent, value in sorted(_tax_by_percent(order, shipment).items())
    ]


def _tax_by_percent(order: Order, shipment: Shipment) -> dict[Decimal, Decimal]:
    known = {line.id: line for line in order.lines}
    goods: dict[Decimal, Decimal] = {}
    for each in shipment.lines:
        line = known[each.order_line_id]
        goods[line.tax_percent] = goods.get(line.tax_percent, Decimal(0)) + line.unit_price * each.quantity
    if goods:
        highest = max(goods)
        goods[highest] += shipment.shipping_value + shipment.handling_value - shipment.voucher_value
    return {
        percent: tax_inside(value, percent) if order.tax_included else round_money(value * percent / 100)
        for percent, value in goods.items()
        if percent
    }
