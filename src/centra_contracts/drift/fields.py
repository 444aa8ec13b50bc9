"""Reading the keys of a recorded JSON object, with a message that names the line when one is not as it must be."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeVar

from centra_contracts.contract.model import Json
from centra_contracts.errors import RecordError, nearest

__all__ = ["Fields", "parse_fields"]

_Word = TypeVar("_Word", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Fields:
    """A JSON object and where it stands (``verdicts.jsonl:12``). Every reader raises ``RecordError`` on a wrong type."""

    values: Mapping[str, Json]
    where: str

    def text(self, key: str, default: str | None = None) -> str:
        """The text at ``key``; null counts as absent; ``default`` of None demands it."""
        value = self.values.get(key)
        if value is None and default is not None:
            return default
        if not isinstance(value, str):
            raise self.wrong(key, "a text")
        return value

    def number(self, key: str, default: float = 0.0) -> float:
        """The number at ``key``."""
        value = self.values.get(key, default)
        if isinstance(value, bool) or not isinstance(value, int | float):
            raise self.wrong(key, "a number")
        return float(value)

    def whole(self, key: str) -> int | None:
        """The whole number at ``key``; None when it is not there."""
        value = self.values.get(key)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise self.wrong(key, "a whole number")
        return value

    def truth(self, key: str, default: bool = False) -> bool:
        """The boolean at ``key``."""
        value = self.values.get(key, default)
        if not isinstance(value, bool):
            raise self.wrong(key, "true or false")
        return value

    def word(self, key: str, words: type[_Word]) -> _Word:
        """The text at ``key`` as a member of ``words``."""
        value = self.text(key)
        try:
            return words(value)
        except ValueError:
            known = [word.value for word in words]
            says = f"{key} is {value!r}, which is none of {', '.join(known)}{nearest(value, known)}"
            raise RecordError(f"{self.where}: {says}") from None

    def texts(self, key: str) -> tuple[str, ...]:
        """The list of texts at ``key``; empty when it is not there."""
        value = self.values.get(key, [])
        if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
            raise self.wrong(key, "a list of texts")
        return tuple(str(item) for item in value)

    def parts(self, key: str) -> tuple[Fields, ...]:
        """The list of objects at ``key``; empty when it is not there."""
        value = self.values.get(key, [])
        if not isinstance(value, list):
            raise self.wrong(key, "a list")
        found = []
        for index, item in enumerate(value):
            if not isinstance(item, Mapping):
                raise self.wrong(f"{key}[{index}]", "an object")
            found.append(Fields(item, f"{self.where}, {key}[{index}]"))
        return tuple(found)

    def part(self, key: str) -> Fields:
        """The object at ``key``; empty when it is not there."""
        value = self.values.get(key, {})
        if not isinstance(value, Mapping):
            raise self.wrong(key, "an object")
        return Fields(value, f"{self.where}, {key}")

    def wrong(self, key: str, expected: str) -> RecordError:
        """The error that ``key`` is not what it must be."""
        found = json.dumps(self.values[key], default=str)[:60] if key in self.values else "nothing"
        return RecordError(f"{self.where}: {key} must be {expected}, found {found}")


def parse_fields(text: str, where: str) -> Fields:
    """One JSON object. Raises ``RecordError`` when ``text`` is something else."""
    try:
        value = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"{where}: not JSON: {error}") from error
    if not isinstance(value, dict):
        raise RecordError(f"{where}: expected a JSON object, found {type(value).__name__}")
    return Fields(value, where)
