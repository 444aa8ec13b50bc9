"""Values in messages: short, one line, the same every time."""

from __future__ import annotations

import json

from centra_contracts.contract.model import Json
from centra_contracts.dialect.model import Reading

__all__ = ["printable", "show", "show_answer"]

_LONGEST = 160
_LONGEST_TEXT = 300
_NO_XML = "not well-formed"  # whose text tells more than why it is no XML


def show(value: Json) -> str:
    """A value as short JSON; long ones are cut in the middle of nothing: the end is replaced by dots.

    >>> show({"b": 1, "a": "x"})
    '{"a": "x", "b": 1}'
    """
    text = json.dumps(value, ensure_ascii=False, sort_keys=True)
    text = text.encode("utf-8", "backslashreplace").decode()  # half of a character pair cannot be printed
    return text if len(text) <= _LONGEST else text[: _LONGEST - 3] + "..."


def show_answer(reading: Reading) -> str:
    """What an answer said, in one line: status and declared errors, why it was not read, or the beginning of its text."""
    status = "" if reading.status is None else f"status {reading.status}"
    if reading.errors:
        said = show(dict(reading.errors))
    elif reading.soap is not None and reading.soap.problem and not reading.soap.problem.startswith(_NO_XML):
        said = reading.soap.problem
    else:
        said = " ".join(reading.text.split())
        said = said if len(said) <= _LONGEST else said[: _LONGEST - 3] + "..."
    return ", ".join(part for part in (status, said) if part) or "an empty answer"


def printable(text: str) -> str:
    """A text of the target in one line that can be printed, and not longer than can be read."""
    line = " ".join(text.encode("utf-8", "backslashreplace").decode().split())
    return line if len(line) <= _LONGEST_TEXT else line[: _LONGEST_TEXT - 3] + "..."
