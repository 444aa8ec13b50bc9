"""Reading ``extraAttributes``: custom attributes of an order, keyed ``attributeName_elementName``.

Source: 04.order-api/101.create-order and 105.update-order.
"""

from __future__ import annotations

from centra_mock.domain.centra import Centra
from centra_mock.domain.model import AssignedAttribute, AttributeType, Order
from centra_mock.faces.order.asked import Asked, UnfitError

__all__ = ["read_attributes", "set_attributes"]


def read_attributes(centra: Centra, asked: Asked | None) -> dict[tuple[str, str], str]:
    """Values by (attribute, element); raises ``UnfitError`` for an attribute that orders do not have."""
    read: dict[tuple[str, str], str] = {}
    for key in asked.values if asked else ():
        read[_key(centra, key)] = asked.text(key) if asked else ""
    return read


def set_attributes(order: Order, values: dict[tuple[str, str], str]) -> None:
    """Set elements of an order's attributes; an empty text removes what was there."""
    for (name, element), value in values.items():
        assigned = next((each for each in order.attributes if each.type_name == name), None)
        if assigned is None:
            assigned = AssignedAttribute(name)
            order.attributes.append(assigned)
        if value:
            assigned.values[element] = value
        else:
            assigned.values.pop(element, None)
    order.attributes = [each for each in order.attributes if each.values or each.attribute_id is not None]


def _key(centra: Centra, key: str) -> tuple[str, str]:
    for kind in _order_attributes(centra):
        for element in kind.elements:
            if key == f"{kind.name}_{element.key}":
                return kind.name, element.key
    raise UnfitError(f"extraAttributes.{key}")


def _order_attributes(centra: Centra) -> list[AttributeType]:
    return [each for each in centra.attribute_types.values() if each.object_type == "Order" and not each.is_mapped]
