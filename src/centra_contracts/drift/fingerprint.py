"""The identity of a drift: the same difference has the same fingerprint in every run, whatever the wording."""

from __future__ import annotations

import hashlib
import re

__all__ = ["fingerprint"]

_POSITION = re.compile(r"\[\d+\]")


def fingerprint(clause: str, code: str, place: str) -> str:
    """Twelve hexadecimal digits that identify a finding by clause, code and place.

    Positions in lists do not count: which element of a list shows a difference depends on the data of the day, and an
    accepted difference must stay accepted when the list is in another order.

    >>> fingerprint("order.stock.read", "CC101", "products[0].sku")
    '536dcdfe6486'
    >>> fingerprint("order.stock.read", "CC101", "products[7].sku")
    '536dcdfe6486'
    """
    identity = "\0".join((clause, code, _POSITION.sub("[]", place)))
    return hashlib.sha256(identity.encode()).hexdigest()[:12]
