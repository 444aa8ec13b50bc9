"""Assigning and unassigning custom attributes, and translating.

Sources: 04.guides/03.pim-gql-integration (assignAttributes, unassignAttributes, localize) and
01.overview/08.custom-attributes (mapped and dynamic attributes, what can carry them).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra
from centra_mock.faces.graphql.context import Arguments, Context, Mutation, Refusal
from centra_mock.faces.graphql.resolve.attributes import stored_name, translatable_fields
from centra_mock.faces.graphql.write.references import of_id, referred

__all__ = ["MUTATIONS", "assign_mapped", "unassign_mapped"]

_LONGEST_TEXT = 20_000
Payload = dict[str, Any]  # Any: domain objects by the name of the payload's field
Owner = m.Product | m.Variant | m.Order | m.Customer | m.Account | m.Media
Given = Iterable[Mapping[str, Any]]  # Any: the entries of an attribute input


def assign_mapped(centra: Centra, owner: Owner, object_type: str, given: Given) -> None:
    """Assign shared values; one that is assigned already stays as it is. Raises ``Refusal`` for an unknown one."""
    for entry in given:
        attribute = _mapped(centra, object_type, entry)
        if all(each.attribute_id != attribute.id for each in owner.attributes):
            owner.attributes.append(m.AssignedAttribute(attribute.type_name, attribute_id=attribute.id))


def unassign_mapped(centra: Centra, owner: Owner, object_type: str, given: Given) -> None:
    """Take shared values away, each named by its id. Raises ``Refusal`` for an unknown one."""
    for entry in given:
        attribute = _mapped(centra, object_type, entry)
        owner.attributes[:] = [each for each in owner.attributes if each.attribute_id != attribute.id]


def _assign(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    owner = _owner(centra, given)
    before = list(owner.attributes)
    try:
        assign_mapped(centra, owner, given["objectType"], given.get("mappedAttributes") or ())
        for entry in given.get("dynamicAttributes") or ():
            declared = _dynamic(centra, given["objectType"], entry)
            text = entry.get("attributeElementValue")
            if text and context.told("graphql-assigned-texts-add-up"):
                known = next((each for each in owner.attributes if each.type_name == declared.name), None)
                text = (known.values.get(entry["attributeElementKey"], "") if known else "") + text
            _set_element(owner, declared, entry["attributeElementKey"], text)
    except Refusal:
        owner.attributes[:] = before
        raise
    centra.publish("attribute", "update", owner.id)
    if not context.told("graphql-attributes-keep-the-timestamp"):
        _touch(centra, owner)
    return {"object": owner}


def _unassign(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    owner = _owner(centra, given)
    if not context.told("graphql-unassigned-attributes-stay"):
        unassign_mapped(centra, owner, given["objectType"], given.get("mappedAttributes") or ())
        for entry in given.get("dynamicAttributes") or ():
            declared = _dynamic(centra, given["objectType"], entry)
            _set_element(owner, declared, entry["attributeElementKey"], None)
    _touch(centra, owner)
    return {"object": owner}


def _localize(args: Arguments, context: Context) -> Payload:
    given, centra = args["input"], context.centra
    owners: dict[str, Mapping[int, m.Display | m.Product | m.Variant]] = {
        "Display": centra.displays,
        "Product": centra.products,
        "ProductVariant": centra.variants,
    }
    owner = of_id(owners[given["objectType"]], given["objectId"], given["objectType"], "input", "objectId")
    languages = {language.id: language for language in centra.languages.values()}
    language = referred(languages, given, "language", "Language")
    if language is None or language.is_default or not language.is_active:
        raise Refusal("This language is not available for localization", "input", "language")
    fields = set(translatable_fields(centra, owner))
    for entry in given["translations"]:
        if entry["field"] not in fields and not context.told("graphql-localize-takes-any-field"):
            raise Refusal(f"Field {entry['field'][:100]} cannot be translated", "input", "translations")
        if len(entry.get("value") or "") > _LONGEST_TEXT:
            raise Refusal("The translation is too long", "input", "translations")
    known = owner.translations.setdefault(language.code, {})
    if context.told("graphql-localize-forgets-other-fields"):
        known.clear()
    for entry in given["translations"]:
        if entry.get("value") is not None:
            known[stored_name(entry["field"])] = entry["value"]
        elif not context.told("graphql-null-keeps-the-translation"):
            known.pop(stored_name(entry["field"]), None)
    _touch(centra, owner)
    return {"localizedObject": owner}


def _owner(centra: Centra, given: Arguments) -> Owner:
    object_type, object_id = given["objectType"], given["objectId"]
    owners: dict[str, Mapping[int, Owner]] = {
        "Product": centra.products,
        "ProductVariant": centra.variants,
        "Order": centra.orders,
        "Customer": centra.customers,
        "Account": centra.accounts,
        "ProductMedia": {media.id: media for display in centra.displays.values() for media in display.media},
    }
    return of_id(owners[object_type], object_id, object_type, "input", "objectId")


def _mapped(centra: Centra, object_type: str, entry: Mapping[str, Any]) -> m.Attribute:  # Any: see Given
    declared = _declared(centra, object_type, entry, "mappedAttributes")
    attribute = centra.attributes.get(entry["attributeId"])
    if attribute is None or attribute.type_name != declared.name or not declared.is_mapped:
        raise Refusal(
            f"Could not find Attribute with ID {entry['attributeId']} of type {declared.name}",
            "input",
            "mappedAttributes",
        )
    return attribute


def _dynamic(centra: Centra, object_type: str, entry: Mapping[str, Any]) -> m.AttributeType:  # Any: see Given
    declared = _declared(centra, object_type, entry, "dynamicAttributes")
    keys = {element.key for element in declared.elements}
    if declared.is_mapped or entry["attributeElementKey"] not in keys:
        raise Refusal(
            f"Attribute type {declared.name} has no dynamic element {entry['attributeElementKey'][:100]}",
            "input",
            "dynamicAttributes",
        )
    return declared


def _declared(centra: Centra, object_type: str, entry: Mapping[str, Any], place: str) -> m.AttributeType:  # Any: Given
    declared = centra.attribute_types.get(entry["attributeTypeName"])
    if declared is None or declared.object_type != object_type:
        raise Refusal(f"Could not find AttributeType {entry['attributeTypeName'][:100]} of {object_type}", "input", place)
    return declared


def _set_element(owner: Owner, declared: m.AttributeType, key: str, value: str | None) -> None:
    if value is not None and len(value) > _LONGEST_TEXT:
        raise Refusal("The value is too long", "input", "dynamicAttributes")
    assigned = next((each for each in owner.attributes if each.type_name == declared.name), None)
    values = dict(assigned.values) if assigned else {}
    if value is None:
        values.pop(key, None)
    else:
        values[key] = value
    others = [each for each in owner.attributes if each is not assigned]
    owner.attributes[:] = [*others, m.AssignedAttribute(declared.name, values)] if values else others


def _touch(centra: Centra, owner: Owner | m.Display) -> None:
    match owner:
        case m.Product():
            owner.modified_at = centra.now()
            centra.publish("product", "update", owner.id)
        case m.Variant():
            owner.modified_at = centra.now()
            centra.publish("product", "update", owner.product_id)
        case m.Display():
            owner.modified_at = centra.now()
            centra.publish("product", "update", owner.product_id)
        case m.Order():
            owner.modified_at = centra.now()
            centra.publish("order", "update", owner.number, store_id=owner.store_id)
        case m.Customer():
            owner.modified_at = centra.now()
            centra.publish("customer", "update", owner.id, store_id=owner.store_id)
        case m.Account():
            owner.modified_at = centra.now()
            centra.publish("account", "update", owner.id)
        case m.Media():
            return


MUTATIONS: dict[str, Mutation] = {
    "assignAttributes": _assign,
    "unassignAttributes": _unassign,
    "localize": _localize,
}
