"""How the webshop APIs show custom attributes: mapped ones as objects, dynamic ones inline.

Of a dynamic attribute only the element ``text`` is shown, and only when it is not ``0`` or false.
Source: 01.overview/08.custom-attributes.
"""

from __future__ import annotations

from collections.abc import Iterable

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra

__all__ = ["attribute_properties", "media_attributes"]

_UNSET = ("", "0", "false")


def attribute_properties(centra: Centra, assigned: Iterable[m.AssignedAttribute]) -> dict[str, object]:
    """The properties that attributes add to a product, by attribute name."""
    shown: dict[str, object] = {}
    for each in assigned:
        kind = centra.attribute_types.get(each.type_name)
        if kind is None:
            continue
        if each.attribute_id is None:
            text = each.values.get("text", "")
            if text not in _UNSET:
                shown[each.type_name] = text
            continue
        values = _mapped_values(centra, kind, each.attribute_id)
        if any(element.is_multi for element in kind.elements):
            chosen = shown.get(each.type_name)
            several = chosen if isinstance(chosen, dict) else {}
            shown[each.type_name] = {**several, str(each.attribute_id): next(iter(values.values()), "")}
        else:
            shown[each.type_name] = values
    return shown


def media_attributes(assigned: Iterable[m.AssignedAttribute]) -> dict[str, object]:
    """Attributes of a picture: ``attribute_element`` to text."""
    return {f"{each.type_name}_{key}": text for each in assigned for key, text in each.values.items()}


def _mapped_values(centra: Centra, kind: m.AttributeType, attribute_id: int) -> dict[str, object]:
    attribute = centra.attributes.get(attribute_id)
    values = attribute.values if attribute else {}
    return {element.key: _value(element, values[element.key]) for element in kind.elements if element.key in values}


def _value(element: m.AttributeElement, text: str) -> object:
    if element.kind == "image":
        return {"type": "image", "url": text, "width": "600", "height": "400", "mimeType": "image/jpeg"}
    if element.kind == "file":
        return {"type": "file", "url": text}
    return text
