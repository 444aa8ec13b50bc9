"""Reading how a shipment travels. Source: 04.order-api/106.create-shipment, 109.complete-shipment."""

from __future__ import annotations

from centra_mock.domain.shipments import Parcel
from centra_mock.faces.order.asked import Asked

__all__ = ["read_parcel"]


def read_parcel(asked: Asked) -> Parcel:
    """Carrier, service, tracking and packages; the tracking page is made up from the tracking number."""
    tracking = asked.text("tracking")
    return Parcel(
        carrier=asked.text("carrier"),
        service=asked.text("service"),
        tracking=tracking,
        tracking_url=f"https://tracking.example.com/{tracking}" if tracking else "",
        return_tracking=asked.text("returnSlipTracking"),
        packages=asked.number("packages", lowest=1),
    )
