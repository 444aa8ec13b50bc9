"""Custom attributes and translations.

Sources: 04.guides/03.pim-gql-integration (the fragments ``attributes`` and ``translations``) and
01.overview/08.custom-attributes (kinds of elements).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra
from centra_mock.faces.graphql.context import Arguments, Context, Resolver
from centra_mock.faces.graphql.listing import Filters, listing, matches_text

__all__ = ["FIELDS", "FILTERS", "PICTURE_SIDE", "AttributeEntry", "Element", "element_type", "stored_name", "translatable_fields"]

# The kinds of elements as configured, and the type and kind by which the API shows them.
_SHOWN_AS = {
    "input": ("AttributeStringElement", "INPUT"),
    "text": ("AttributeStringElement", "INPUT"),
    "textarea": ("AttributeStringElement", "INPUT"),
    "readonly": ("AttributeStringElement", "INPUT"),
    "boolean": ("AttributeChoiceElement", "INPUT"),
    "select": ("AttributeChoiceElement", "INPUT"),
    "file": ("AttributeFileElement", "INPUT"),
    "image": ("AttributeImageElement", "IMAGE"),
}
_TRANSLATABLE: dict[type, tuple[str, ...]] = {
    m.Display: ("name", "uri", "metaDescription", "metaKeywords", "metaTitle", "shortDescription", "description"),
    m.Product: ("name",),
    m.Variant: ("name",),
}
PICTURE_SIDE = 50
_HUMPS = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")

Translated = m.Product | m.Variant | m.Display


@dataclass(frozen=True, slots=True)
class AttributeEntry:
    """An attribute as it is shown: its type, and the value of each element that has one."""

    type: m.AttributeType
    values: dict[str, str]
    attribute: m.Attribute | None = None  # the shared value, for a mapped attribute


@dataclass(frozen=True, slots=True)
class Element:
    """One element of an attribute with its value."""

    declared: m.AttributeElement
    value: str | None


@dataclass(frozen=True, slots=True)
class _Translations:
    """The translations of one object into one language."""

    owner: Translated
    language: m.Language


def element_type(element: Element) -> str:
    """The schema type of an element."""
    return _SHOWN_AS.get(element.declared.kind, _SHOWN_AS["input"])[0]


def stored_name(field: str) -> str:
    """The name under which the store keeps the translation of a field.

    >>> stored_name("metaTitle"), stored_name("attributes.prod_care.text")
    ('meta_title', 'attributes.prod_care.text')
    """
    return field if field.startswith("attributes.") else _HUMPS.sub("_", field).lower()


def translatable_fields(centra: Centra, owner: Translated) -> Iterator[str]:
    """The names of the fields that can be translated; elements of text attributes come last."""
    yield from _TRANSLATABLE[type(owner)]
    object_type = "ProductVariant" if isinstance(owner, m.Variant) else "Product"
    if isinstance(owner, m.Variant):
        return
    for declared in centra.attribute_types.values():
        if declared.object_type == object_type and not declared.is_mapped:
            for element in declared.elements:
                if element.kind in ("input", "text", "textarea"):
                    yield f"attributes.{declared.name}.{element.key}"


def _assigned(
    source: m.Product | m.Variant | m.Order | m.Customer | m.Account | m.Buyer | m.Media,
    args: Arguments,
    context: Context,
) -> list[AttributeEntry]:
    if context.told("graphql-attributes-are-empty"):
        return []
    entries = []
    for given in source.attributes:
        declared = context.centra.attribute_types.get(given.type_name)
        if declared is None:
            continue
        attribute = context.centra.attributes.get(given.attribute_id or 0) if declared.is_mapped else None
        entries.append(AttributeEntry(declared, attribute.values if attribute else given.values, attribute))
    return entries


def _elements(entry: AttributeEntry) -> list[Element]:
    return [Element(declared, entry.values.get(declared.key)) for declared in entry.type.elements]


def _mapped_entry(source: m.Attribute, context: Context) -> AttributeEntry:
    return AttributeEntry(context.centra.attribute_types[source.type_name], source.values, source)


def _chosen(source: Element, args: Arguments, context: Context) -> str | None:
    return source.declared.options.get(source.value, source.value) if source.value else None


def _localized(source: Translated, args: Arguments, context: Context) -> list[_Translations]:
    languages = [row for row in context.centra.languages.values() if row.is_active and not row.is_default]
    return [_Translations(source, language) for language in languages]


def _translations(source: _Translations, args: Arguments, context: Context) -> list[dict[str, str | None]]:
    known = source.owner.translations.get(source.language.code, {})
    rows: list[dict[str, str | None]] = []
    for name in translatable_fields(context.centra, source.owner):
        value = known.get(stored_name(name))
        if value is None and context.told("graphql-translations-list-only-translated-fields"):
            continue
        if context.told("graphql-translated-attributes-lack-their-type") and name.startswith("attributes."):
            name = f"attributes.{name.rpartition('.')[2]}"
        rows.append({"field": name, "value": value or None})
    return rows


FILTERS: dict[str, Filters] = {
    "mappedAttributes": {"typeName": lambda row, wanted: matches_text(row.type_name, wanted)},
}


def mapped_attributes(args: Arguments, context: Context) -> list[m.Attribute]:
    """The shared values of mapped attributes."""
    return listing(context.centra.attributes.values(), args, context, FILTERS["mappedAttributes"])


FIELDS: dict[str, Resolver] = {
    **{
        f"{owner}.attributes": _assigned
        for owner in (
            "Product",
            "ProductVariant",
            "ProductMedia",
            "Account",
            "Buyer",
            "Customer",
            "DirectToConsumerOrder",
            "WholesaleOrder",
        )
    },
    **{f"{owner}.localized": _localized for owner in ("Product", "ProductVariant", "Display")},
    "AssignedAttribute.description": lambda source, args, context: source.type.description,
    "AssignedAttribute.objectType": lambda source, args, context: source.type.object_type,
    "AssignedAttribute.elements": lambda source, args, context: _elements(source),
    "Attribute.type": lambda source, args, context: _mapped_entry(source, context).type,
    "Attribute.description": lambda source, args, context: _mapped_entry(source, context).type.description,
    "Attribute.objectType": lambda source, args, context: _mapped_entry(source, context).type.object_type,
    "Attribute.elements": lambda source, args, context: _elements(_mapped_entry(source, context)),
    **{
        f"{kind}.{name}": resolve
        for kind in (
            "AttributeStringElement",
            "AttributeChoiceElement",
            "AttributeFileElement",
            "AttributeImageElement",
        )
        for name, resolve in {
            "key": lambda source, args, context: source.declared.key,
            "description": lambda source, args, context: source.declared.description,
            "kind": lambda source, args, context: _SHOWN_AS.get(source.declared.kind, _SHOWN_AS["input"])[1],
        }.items()
    },
    "AttributeChoiceElement.isMulti": lambda source, args, context: source.declared.is_multi,
    "AttributeChoiceElement.selectedValue": lambda source, args, context: source.value,
    "AttributeChoiceElement.selectedValueName": _chosen,
    "AttributeFileElement.url": lambda source, args, context: source.value,
    "AttributeImageElement.url": lambda source, args, context: source.value,
    "AttributeImageElement.width": lambda source, args, context: PICTURE_SIDE if source.value else None,
    "AttributeImageElement.height": lambda source, args, context: PICTURE_SIDE if source.value else None,
    "AttributeImageElement.mimeType": lambda source, args, context: "image/jpeg" if source.value else None,
    "LanguageTranslation.translations": _translations,
}
