"""Reading the changes of a shipment: target quantities of lines, and serial numbers of serializable ones.

A value is a quantity or an object with ``serialNumber`` and ``qty``; lines that are not named keep their quantity.
Source: 04.order-api/108.update-shipment.
"""

from __future__ import annotations

from centra_mock.domain.model import Shipment
from centra_mock.faces.order.asked import Asked, UnfitError

__all__ = ["read_changes"]


def read_changes(asked: Asked, shipment: Shipment) -> tuple[dict[int, int] | None, dict[int, list[str]]]:
    """Quantities by order line id (``None`` when none is to change) and serial numbers by order line id."""
    inner = asked.under("products")
    current = {each.order_line_id: each.quantity for each in shipment.lines}
    wanted: dict[int, int] = {}
    serials: dict[int, list[str]] = {}
    for key in inner.values if inner else ():
        if inner is None or not (key.isascii() and key.isdigit() and len(key) < 13):
            raise UnfitError(f"products.{key}")
        line_id = int(key)
        if isinstance(inner.values[key], dict):
            entry = inner.under(key)
            if entry is not None and entry.has("serialNumber"):
                serials[line_id] = [entry.text("serialNumber")]
            quantity = entry.number("qty", lowest=0) if entry else None
            if quantity is not None and (line_id not in serials or quantity != current.get(line_id)):
                wanted[line_id] = quantity
        else:
            inner.require(key)
            wanted[line_id] = inner.number(key, lowest=0) or 0
    return (current | wanted if wanted else None), serials
