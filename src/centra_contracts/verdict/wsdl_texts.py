"""Which texts of a built-in type of XML Schema are texts of another, and whether a text is of a type.

Source: XML Schema 1.0, part 2, section 3.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

__all__ = ["fits", "is_text_of"]

_EVERY_TEXT = frozenset({"string", "normalizedString", "token", "anySimpleType", "anyType"})
_WIDER: Mapping[str, str] = {
    "byte": "short",
    "short": "int",
    "int": "long",
    "long": "integer",
    "unsignedByte": "unsignedShort",
    "unsignedShort": "unsignedInt",
    "unsignedInt": "unsignedLong",
    "unsignedLong": "nonNegativeInteger",
    "positiveInteger": "nonNegativeInteger",
    "nonNegativeInteger": "integer",
    "negativeInteger": "nonPositiveInteger",
    "nonPositiveInteger": "integer",
    "integer": "decimal",
    "decimal": "double",
    "float": "double",
}
_INTEGER = re.compile(r"[+-]?\d+")
_FORMS: Mapping[str, re.Pattern[str]] = {
    "boolean": re.compile(r"true|false|1|0"),
    "decimal": re.compile(r"[+-]?(?:\d+(?:\.\d*)?|\.\d+)"),
    "dateTime": re.compile(r"-?\d{4,}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)?"),
    "date": re.compile(r"-?\d{4,}-\d\d-\d\d(?:Z|[+-]\d\d:\d\d)?"),
}


def fits(narrow: str, wide: str) -> bool:
    """Whether every text of the first type is one of the second.

    >>> fits("int", "string"), fits("string", "int")
    (True, False)
    """
    if wide in _EVERY_TEXT:
        return True
    current: str | None = narrow
    while current is not None:
        if current == wide:
            return True
        current = _WIDER.get(current)
    return False


def is_text_of(text: str, base: str) -> bool:
    """Whether a text is one of a built-in type; of a type whose texts are not known here each is.

    >>> is_text_of("yes", "boolean"), is_text_of(" 7 ", "int")
    (False, True)
    """
    bare = text.strip()
    if fits(base, "integer"):
        return _INTEGER.fullmatch(bare) is not None
    form = _FORMS.get(base)
    return form is None or form.fullmatch(bare) is not None
