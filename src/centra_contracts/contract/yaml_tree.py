"""YAML text becomes plain values with a line for every one of them, and no surprises.

Only JSON's own values exist: ``NO`` stays a text, so does ``12:30``. Duplicate keys, anchors, aliases, tags, merge keys,
keys that are not text and several documents in one file are refused, all of them at once.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import yaml

from centra_contracts.contract.model import Json

__all__ = ["YamlTree", "read_yaml"]

_NUMBER = re.compile(r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?")
_WORDS: Mapping[str, Json] = {"": None, "null": None, "true": True, "false": False}
_MAX_CHARACTERS = 2_000_000
_MAX_DEPTH = 60
_MAX_DIGITS = 300  # of a number; a longer one is no number that JSON's readers agree on

Path = tuple[str | int, ...]


@dataclass(frozen=True, slots=True)
class YamlTree:
    """The value of a YAML text, the line of each node by its path, and the problems as (line, text)."""

    value: Json
    lines: Mapping[Path, int]
    problems: tuple[tuple[int, str], ...]

    def line(self, path: Path) -> int:
        """The line of the node at ``path``, or of its nearest parent that has one; counts from 1."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


@dataclass(slots=True)
class _Walk:
    """Goes along the events of a document, which still tell anchors and tags apart from what they stand for."""

    events: Iterator[yaml.Event]
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)

    def value(self, event: yaml.Event, path: Path) -> Json:
        line = _line(event)
        self.lines[path] = line
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None) is not None:
            self.problems.append((line, "anchors and aliases are not part of the contract language"))
        tag = getattr(event, "tag", None)
        if tag is not None:
            self.problems.append((line, f"tag {tag} is not part of the contract language"))
        if len(path) > _MAX_DEPTH:
            self.problems.append((line, f"nested deeper than {_MAX_DEPTH} levels"))
            self._skip(event)
            return None
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(path)
        if isinstance(event, yaml.SequenceStartEvent):
            return [self.value(item, (*path, index)) for index, item in enumerate(self._until(yaml.SequenceEndEvent))]
        return self._scalar(event, line) if isinstance(event, yaml.ScalarEvent) else None

    def _mapping(self, path: Path) -> Json:
        result: dict[str, Json] = {}
        for event in self._until(yaml.MappingEndEvent):
            line = _line(event)
            problem = self._key_problem(event, result, path)
            if problem or not isinstance(event, yaml.ScalarEvent):
                self.problems.append((line, problem))
                self._skip(event)
                self._skip(next(self.events))
                continue
            result[event.value] = self.value(next(self.events), (*path, event.value))
            self.lines[(*path, event.value)] = line
        return result

    def _key_problem(self, event: yaml.Event, known: Mapping[str, Json], path: Path) -> str:
        if not isinstance(event, yaml.ScalarEvent):
            return "a key must be a text"
        if event.anchor is not None or event.tag is not None:
            return "a key has neither anchor nor tag"
        if event.value == "<<" and event.implicit[0]:
            return "merge keys are not part of the contract language"
        if event.value in known:
            return f"key {event.value!r} stands here twice; the first is in line {self.lines[(*path, event.value)]}"
        return ""

    def _scalar(self, event: yaml.ScalarEvent, line: int) -> Json:
        if not event.implicit[0]:  # quoted, or a block
            return event.value
        if event.value in _WORDS:
            return _WORDS[event.value]
        if not _NUMBER.fullmatch(event.value):
            return event.value
        number = float(event.value) if len(event.value) <= _MAX_DIGITS else math.inf
        if math.isinf(number):
            self.problems.append((line, "the number is too large; put it between quotes if it is a text"))
            return None
        return int(event.value) if event.value.lstrip("-").isdigit() else number

    def _until(self, end: type[yaml.Event]) -> Iterator[yaml.Event]:
        while not isinstance(event := next(self.events), end):
            yield event

    def _skip(self, event: yaml.Event) -> None:
        """Passes over what ``event`` begins."""
        depth = 0
        while True:
            depth += isinstance(event, yaml.CollectionStartEvent) - isinstance(event, yaml.CollectionEndEvent)
            if depth <= 0:
                return
            event = next(self.events)


def read_yaml(text: str) -> YamlTree:
    """Reads one YAML document; never raises for its content.

    >>> read_yaml("a: NO").value
    {'a': 'NO'}
    >>> read_yaml("a: 1\\na: 2").problems
    ((2, "key 'a' stands here twice; the first is in line 1"),)
    """
    if len(text) > _MAX_CHARACTERS:
        return _unreadable(1, f"the file is larger than {_MAX_CHARACTERS} characters")
    try:
        walk = _Walk(yaml.parse(text, Loader=yaml.CSafeLoader))
        next(walk.events)  # the stream starts
        if isinstance(next(walk.events), yaml.StreamEndEvent):
            return _unreadable(1, "the file is empty")
        value = walk.value(next(walk.events), ())
        next(walk.events)  # the document ends
        after = next(walk.events)
        if not isinstance(after, yaml.StreamEndEvent):
            says = "not YAML: expected a single document in the stream but found another document"
            return _unreadable(_line(after), says)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = " ".join(str(part) for part in (error.context, error.problem) if part)
        return _unreadable(mark.line + 1 if mark else 1, f"not YAML: {said}")
    except (yaml.YAMLError, UnicodeEncodeError) as error:
        return _unreadable(1, f"not YAML: {str(error).splitlines()[0]}")
    return YamlTree(value, walk.lines, tuple(walk.problems))


def _line(event: yaml.Event) -> int:
    return event.start_mark.line + 1 if event.start_mark is not None else 1


def _unreadable(line: int, says: str) -> YamlTree:
    return YamlTree(None, {}, ((line, says),))
