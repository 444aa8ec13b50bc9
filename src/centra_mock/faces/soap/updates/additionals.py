"""The ``additionals`` of orders and accounts: the only custom attributes that this API takes.

It takes keys that a plugin built in, those of Ingrid, which begin with ``shipwallet_``, and none that a customer's own
configuration defines. Accounts have no such keys.
Source: 05.api-references/01.api-intro/01.api-functions/docs.md, LimitSoapWriteAttributes;
04.guides/02.erp-integration/docs.md, section "Optional Ingrid data".
"""

from __future__ import annotations

from lxml import etree

from centra_mock.domain.model import Account, AssignedAttribute, Order

from ..sync import Sync
from ..tree import children, require, text

__all__ = ["read_additionals", "store_additionals"]

_PLUGIN_KEYS = "shipwallet_"


def read_additionals(element: etree._Element) -> dict[str, str]:
    """The pairs that were sent; ``Rejected`` when one has no key."""
    return {require(each, "key"): text(each, "value") or "" for each in children(element, "additionals", "additional")}


def store_additionals(sync: Sync, target: Order | Account, additionals: dict[str, str]) -> None:
    """Keeps what a plugin built in; for every other key there is a notice, and nothing is stored."""
    for key, value in additionals.items():
        if isinstance(target, Order) and key.startswith(_PLUGIN_KEYS):
            if key not in target.additionals or not sync.told("soap-additionals-keep-their-first-value"):
                target.additionals[key] = value
        elif sync.told("soap-custom-attributes-are-stored"):
            _store_anyway(sync, target, key, value)
        else:
            sync.notices.append(f"Additional {key} does not belong to a plugin and was not stored")


def _store_anyway(sync: Sync, target: Order | Account, key: str, value: str) -> None:
    if isinstance(target, Order):
        target.additionals[key] = value
    for kind in sync.centra.attribute_types.values():
        if kind.object_type == type(target).__name__ and any(each.key == key for each in kind.elements):
            target.attributes.append(AssignedAttribute(kind.name, {key: value}))
