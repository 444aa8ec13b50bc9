"""What happens to an order of the webshop beyond being placed: gift certificates are delivered at once.

Source: 03.fe-development/07.gift-certs: a paid certificate becomes a voucher, its order a completed shipment.
"""

from __future__ import annotations

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import Order, Voucher
from centra_mock.domain.orders import confirm_order
from centra_mock.domain.shipments import Parcel, create_shipment
from centra_mock.domain.vouchers import create_voucher

__all__ = ["deliver_gift_certificates"]


def deliver_gift_certificates(centra: Centra, order: Order) -> list[Voucher]:
    """Make a voucher for every certificate of an order and complete the order; other orders stay as they are."""
    lines = [line for line in order.lines if line.gift_certificate_id is not None]
    made = [
        create_voucher(
            centra,
            order.store_id,
            name=centra.gift_certificates[line.gift_certificate_id or 0].name,
            code=f"GIFT-{centra.hex_id()[:10].upper()}",
            type="priceoff",
            market_ids=[market.id for market in centra.markets.values() if market.store_id == order.store_id],
            value_by_pricelist={order.pricelist_id: line.unit_price},
            limit=1,
        )
        for line in lines
    ]
    if made:
        confirm_order(centra, order.number)
        method = centra.payment_methods.get(order.payment_method)
        is_paid = method is not None and method.external
        create_shipment(centra, order.number, good_to_go=True, paid=is_paid, parcel=Parcel())
    return made
