"""Reading form fields with PHP's brackets: ``package[]=1``, ``consent[news]=1``, ``consent[news][consent_name]=News``.

Source: 05.api-references/subscription-api/01.api-reference/101.create-subscription (request examples).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import parse_qsl

__all__ = ["Form", "read_form"]

_NAME = re.compile(r"([^\[\]]+)((?:\[[^\[\]]*\])*)\Z")
_PART = re.compile(r"\[([^\[\]]*)\]")
_MOST_FIELDS = 1000


@dataclass(frozen=True, slots=True)
class Form:
    """The fields of a form, in the order in which they came."""

    fields: tuple[tuple[str, tuple[str, ...], str], ...]  # name, keys in brackets, value

    def text(self, name: str) -> str:
        """The last value of a plain field, empty when it was not sent."""
        return next((value for each, keys, value in reversed(self.fields) if each == name and not keys), "")

    def texts(self, name: str) -> list[str]:
        """Every value of a list such as ``package[]``, or of the plain field with its name."""
        return [value for each, keys, value in self.fields if each == name and len(keys) <= 1 and value]

    def keyed(self, name: str) -> dict[str, str]:
        """The values of a map such as ``consent_name[key]``."""
        return {keys[0]: value for each, keys, value in self.fields if each == name and len(keys) == 1}

    def nested(self, name: str) -> dict[str, dict[str, str]]:
        """The values of a map of maps such as ``consent[key][consent_name]``."""
        found: dict[str, dict[str, str]] = {}
        for each, keys, value in self.fields:
            if each == name and len(keys) == 2:
                found.setdefault(keys[0], {})[keys[1]] = value
        return found


def read_form(text: str) -> Form:
    """The form in a query string or an urlencoded body; raises ``ValueError`` for too many fields.

    >>> read_form("package[]=1&package[]=3").texts("package")
    ['1', '3']
    """
    fields = []
    for name, value in parse_qsl(text, keep_blank_values=True, errors="replace", max_num_fields=_MOST_FIELDS):
        parts = _NAME.match(name)
        if parts is not None:
            fields.append((parts[1], tuple(_PART.findall(parts[2])), value.strip()))
    return Form(tuple(fields))
