"""A return as ``GET /returns`` and ``PUT /returns/{returnId}`` write it: ids are numbers, empty texts are null.

Source: 04.order-api/202.get-returns, 203.update-return.
"""

from __future__ import annotations

from decimal import Decimal

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import Order, Return, ReturnLine
from centra_mock.domain.pricing import round_money, tax_inside
from centra_mock.faces.order.lines_written import goods_of
from centra_mock.faces.order.wire import Json
from centra_mock.faces.order.written import amount, moment

__all__ = ["write_return"]


def write_return(centra: Centra, made: Return) -> Json:
    """The return with its costs and lines."""
    order = centra.orders[made.order_number]
    shipment = centra.shipments[made.shipment_id]
    rate = centra.currencies[order.currency_code].base_rate
    return {
        "returnId": made.id,
        "completed": made.completed,
        "shipment": shipment.number,
        "shipmentId": shipment.id,
        "orderId": order.number,
        "selectionId": order.id,
        "customerId": order.customer_id or 0,
        "date": moment(made.created_at),
        "marketId": order.market_id,
        "pricelistId": order.pricelist_id,
        "returnCost": amount(made.return_cost),
        "shippingCost": amount(made.shipping_cost),
        "handlingCost": amount(made.handling_cost),
        "voucherValue": amount(made.voucher_value),
        "taxValue": amount(_tax(order, made)),
        "taxDeduction": 0,
        "currency": order.currency_code,
        "baseCurrency": centra.company_currency,
        "baseCurrencyRate": float(rate) if rate % 1 else int(rate),
        "returnToStock": made.return_to_stock,
        "comment": made.comment or None,
        "createdFrom": made.created_from,
        "products": [_line(centra, order, each) for each in made.lines],
    }


def _line(centra: Centra, order: Order, each: ReturnLine) -> Json:
    line = next(known for known in order.lines if known.id == each.order_line_id)
    goods = goods_of(centra, line.product_size_id)
    return {
        "returnLineId": each.id,
        "shipmentLineId": each.shipment_line_id,
        "orderLineId": line.id,
        "productId": line.product_id,
        "variantId": line.variant_id,
        "productName": goods.name,
        "productBrand": goods.brand or None,
        "variantName": goods.variant or None,
        "size": goods.size or None,
        "sku": goods.sku,
        "variantSku": goods.variant_sku,
        "sizeSku": goods.size_sku,
        "ean": goods.ean,
        "quantity": each.quantity,
        "price": amount(line.unit_price),
    }


def _tax(order: Order, made: Return) -> Decimal:
    known = {line.id: line for line in order.lines}
    tax = Decimal(0)
    for each in made.lines:
        line = known[each.order_line_id]
        value = line.unit_price * each.quantity
        inside = tax_inside(value, line.tax_percent)
        tax += inside if order.tax_included else round_money(value * line.tax_percent / 100)
    return tax
