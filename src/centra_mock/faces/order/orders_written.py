"""An order as ``GET /orders`` writes it.

Source: 04.order-api/104.get-orders; 04.guides/04.wms-integration for the keys of Ingrid.
"""

from __future__ import annotations

from decimal import Decimal

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import Address, AppliedDiscount, Order, Shipment
from centra_mock.domain.orders import shipments_of
from centra_mock.domain.pricing import OrderTotals, order_totals
from centra_mock.faces.order.lines_written import Texts, write_order_lines
from centra_mock.faces.order.wire import Json
from centra_mock.faces.order.written import amount, bit, moment, priced_text

__all__ = ["write_billing", "write_delivery", "write_head", "write_order", "write_sums", "write_tax"]


def write_order(centra: Centra, order: Order, texts: Texts) -> Json:
    """The order with its shipments, lines, taxes and discounts."""
    totals = order_totals(centra, order)
    return {
        "orderId": str(order.number),
        "orderStatus": order.status.name.lower(),
        "selectionId": order.id,
        **write_head(centra, order),
        "customerId": str(order.customer_id or ""),
        "accountId": str(order.account_id or ""),
        **write_delivery(order.shipping_address),
        **write_billing(order.billing_address),
        "billingVAT": order.billing_address.vat_number,
        "poNumber": order.po_number,
        "shippingList": order.shipping_option,
        "suspect": bit(order.suspect),
        "internalOrder": bit(order.internal),
        "hold": bit(order.hold),
        "waitingForPayment": bit(order.waiting_for_payment),
        **write_sums(totals),
        "internalComment": order.internal_comment,
        "otherComment": order.other_comment or order.comment,
        "marketId": order.market_id,
        "pricelistId": order.pricelist_id,
        "ipAddress": order.ip_address,
        **_payment(centra, order),
        "defaultCarrier": _default_carrier(centra, order),
        **{key: value for key, value in order.additionals.items() if key.startswith("shipwallet_")},
        "shipments": [_shipment(each) for each in shipments_of(centra, order.number)],
        "totalItemsPriceTax": -amount(totals.items_tax),
        "totalItemsPrice": amount(totals.items),
        "totalItemsWithoutTax": amount(totals.items - totals.items_tax if order.tax_included else totals.items),
        "taxBreakdown": write_tax(totals),
        "products": write_order_lines(centra, order, texts),
        "totalItemsDiscount": amount(_campaign_discount(order)),
        "discounts": _discounts(centra, order),
    }


def write_sums(totals: OrderTotals) -> Json:
    """The sums that orders and shipments share."""
    return {
        "shippingValue": amount(totals.shipping),
        "voucherValue": amount(totals.discount),
        "grandTotalValue": amount(totals.grand_total),
        "grandTotalTaxValue": amount(totals.tax),
        "taxAdded": amount(totals.tax_added),
        "taxDeducted": amount(totals.tax_deducted),
    }


def write_tax(totals: OrderTotals) -> list[Json]:
    """The tax rules that were applied."""
    return [{"description": "VAT", "taxPercent": amount(percent), "value": amount(value)} for percent, value in totals.breakdown]


def write_delivery(address: Address) -> Json:
    """Where an order goes."""
    return {
        "deliveryName": address.name,
        "deliveryCompany": address.company,
        "deliveryEmail": address.email,
        "deliveryCell": address.cell_phone,
        "deliveryTele": address.phone,
        "deliveryAddress": address.address1,
        "deliveryCoaddress": address.address2,
        "deliveryZipcode": address.zip_code,
        "deliveryCity": address.city,
        "deliveryState": address.state,
        "deliveryCountry": address.country,
    }


def write_billing(address: Address) -> Json:
    """Who is billed."""
    return {
        "billingName": address.name,
        "billingCompany": address.company,
        "billingEmail": address.email,
        "billingTele": address.phone,
        "billingAddress": address.address1,
        "billingCoaddress": address.address2,
        "billingZipcode": address.zip_code,
        "billingCity": address.city,
        "billingState": address.state,
        "billingCountry": address.country,
    }


def write_head(centra: Centra, order: Order) -> Json:
    """Dates, store and currency, the same for orders and shipments."""
    return {
        "orderDate": moment(order.created_at),
        "cancelDate": moment(order.cancel_date),
        "preferredDeliveryDate": moment(order.preferred_delivery_date),
        "estimatedDeliveryDate": moment(order.estimated_delivery_date),
        "orderStore": centra.stores[order.store_id].name,
        "orderCurrency": order.currency_code,
    }


def _payment(centra: Centra, order: Order) -> Json:
    method = centra.payment_methods.get(order.payment_method)
    return {
        "paymentPlugin": method.plugin if method else "",
        "paymentType": method.kind if method else "",
        "paymentDescription": method.name if method else "",
        "paymentReference": order.payment_reference or None,
        "paymentMethod": method.uri if method else None,
    }


def _default_carrier(centra: Centra, order: Order) -> str:
    account = centra.accounts.get(order.account_id or 0)
    return account.carrier.carrier_name if account else ""


def _shipment(shipment: Shipment) -> Json:
    return {
        "shipmentId": shipment.number,
        "shippedDate": moment(shipment.shipped_at),
        "carrier": shipment.carrier,
        "service": shipment.service,
        "trackingId": shipment.tracking,
        "trackingUrl": shipment.tracking_url,
        "returnSlipTracking": shipment.return_tracking,
    }


def _campaign_discount(order: Order) -> Decimal:
    return sum(((line.unit_original_price - line.unit_price) * line.quantity for line in order.lines), Decimal(0))


def _discounts(centra: Centra, order: Order) -> Json:
    by_hand = sum((each.value for each in order.discounts if each.voucher_id is None), Decimal(0))
    vouchers, automatic = [], []
    for each in order.discounts:
        voucher = centra.vouchers.get(each.voucher_id or 0)
        if voucher is not None and voucher.automatic:
            automatic.append(_automatic_discount(each, order.currency_code))
        elif each.voucher_id is not None:
            description = voucher.description if voucher else ""
            vouchers.append(_voucher_discount(each, order.currency_code, description))
    return {
        "anyDiscount": bool(order.discounts),
        "discount": priced_text(-by_hand, order.currency_code).replace(" ", "\u00a0"),  # so the example has this one
        "discountAsNumber": amount(-by_hand),
        "vouchers": vouchers,
        "automaticDiscounts": automatic,
    }


def _voucher_discount(discount: AppliedDiscount, currency_code: str, description: str) -> Json:
    return {
        "voucher": discount.code,
        "name": discount.name,
        "priceOff": priced_text(-discount.value, currency_code),
        "priceOffAsANumber": amount(-discount.value),
        "description": description,
        "isCredit": False,
        "originalPriceOff": priced_text(-discount.value, currency_code),
        "originalPriceOffAsNumber": amount(-discount.value),
    }


def _automatic_discount(discount: AppliedDiscount, currency_code: str) -> Json:
    return {
        "automaticDiscount": str(discount.voucher_id),
        "name": discount.name,
        "priceOff": priced_text(-discount.value, currency_code),
        "priceOffAsANumber": amount(-discount.value),
    }
