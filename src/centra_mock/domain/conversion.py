"""The ID conversion table: which key of the ERP stands for which object of the store.

An object that was born in Centra shows its own number until somebody maps it; one that the ERP made shows the key that
the ERP chose, everywhere. A number that no key is mapped to means the object with that number.
Source: 04.guides/02.erp-integration/docs.md, section "ID Conversion Table".
"""

from __future__ import annotations

from collections.abc import Callable, Container

from centra_mock.domain.centra import Centra

__all__ = ["ConversionTable"]


class ConversionTable:
    """The table of one store, read both ways; kinds are the element names of the SOAP API, such as ``sizetable``."""

    def __init__(self, centra: Centra, *, unconverted: Callable[[str], bool] = lambda kind: False) -> None:
        """``unconverted`` tells of which kinds the store's own numbers are shown although keys are mapped."""
        self._centra = centra
        self._unconverted = unconverted
        self._keys = {(kind, own): key for (kind, key), own in centra.conversions.items()}

    def key(self, kind: str, own: int | str) -> str:
        """What the ERP sees for an object: its own key, else the store's number."""
        if self._unconverted(kind):
            return str(own)
        return self._keys.get((kind, own), str(own))

    def size_key(self, own: int) -> str:
        """What the ERP sees for a size, whose keys are unique within their sizetable only (``<sizetable>/<key>``)."""
        key = self.key("size", own)
        return key.partition("/")[2] or key

    def find(self, kind: str, key: str, existing: Container[int]) -> int | None:
        """The number of the object that ``key`` stands for, ``None`` when there is none yet."""
        own = self._centra.conversions.get((kind, key))
        if isinstance(own, int):
            return own if own in existing else None
        if not (key.isascii() and key.isdigit() and len(key) <= 18 and str(int(key)) == key):
            return None
        number = int(key)
        return number if number in existing and (kind, number) not in self._keys else None

    def add(self, kind: str, key: str, own: int) -> None:
        """Maps a key to an object from now on."""
        self._centra.conversions[kind, key] = own
        self._keys[kind, own] = key
