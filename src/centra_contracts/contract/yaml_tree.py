"""YAML text becomes plain values with a line for every one of them, and no surprises.

Only JSON's own values exist: ``NO`` stays a text, so does ``12:30``. Duplicate keys, anchors, aliases, tags, merge keys,
keys that are not text and several documents in one file are refused, all of them at once.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

import yaml

from centra_contracts.contract.model import Json

__all__ = ["YamlTree", "read_yaml"]

_NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?")
_WORDS: Mapping[str, Json] = {"": None, "null": None, "true": True, "false": False}
_CORE_TAGS = frozenset(
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "merge", "value", "map", "seq")
)
_MAX_BYTES = 2_000_000

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
    lines: dict[Path, int] = field(default_factory=dict)
    problems: list[tuple[int, str]] = field(default_factory=list)
    seen: set[int] = field(default_factory=set)

    def value(self, node: yaml.Node, path: Path) -> Json:
        line = node.start_mark.line + 1
        self.lines[path] = line
        if id(node) in self.seen:
            self.problems.append((line, "anchors and aliases are not part of the contract language"))
            return None
        self.seen.add(id(node))
        if node.tag not in _CORE_TAGS:
            self.problems.append((line, f"tag {node.tag} is not part of the contract language"))
        if isinstance(node, yaml.MappingNode):
            return self._mapping(node, path)
        if isinstance(node, yaml.SequenceNode):
            return [self.value(item, (*path, index)) for index, item in enumerate(node.value)]
        return _scalar(node.value, plain=isinstance(node, yaml.ScalarNode) and not node.style)

    def _mapping(self, node: yaml.MappingNode, path: Path) -> Json:
        result: dict[str, Json] = {}
        for key_node, value_node in node.value:
            line = key_node.start_mark.line + 1
            if not isinstance(key_node, yaml.ScalarNode):
                self.problems.append((line, "a key must be a text"))
                continue
            key = key_node.value
            if key == "<<" and not key_node.style:
                self.problems.append((line, "merge keys are not part of the contract language"))
                continue
            if key in result:
                self.problems.append((line, f"key {key!r} stands here twice; the first is in line {self.lines[(*path, key)]}"))
                continue
            value = self.value(value_node, (*path, key))
            self.lines[(*path, key)] = line
            result[key] = value
        return result


def read_yaml(text: str) -> YamlTree:
    """Reads one YAML document; never raises for its content.

    >>> read_yaml("a: NO").value
    {'a': 'NO'}
    >>> read_yaml("a: 1\\na: 2").problems
    ((2, "key 'a' stands here twice; the first is in line 1"),)
    """
    if len(text) > _MAX_BYTES:
        return YamlTree(None, {}, ((1, f"the file is larger than {_MAX_BYTES} characters"),))
    loader = yaml.CSafeLoader(text)
    try:
        node = loader.get_single_node()
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        said = " ".join(str(part) for part in (error.context, error.problem) if part)
        return YamlTree(None, {}, ((mark.line + 1 if mark else 1, f"not YAML: {said}"),))
    except (yaml.YAMLError, RecursionError) as error:
        return YamlTree(None, {}, ((1, f"not YAML: {str(error).splitlines()[0]}"),))
    finally:
        loader.dispose()
    if node is None:
        return YamlTree(None, {}, ((1, "the file is empty"),))
    walk = _Walk()
    value = walk.value(node, ())
    return YamlTree(value, walk.lines, tuple(walk.problems))


def _scalar(text: str, *, plain: bool) -> Json:
    if not plain:
        return text
    if text in _WORDS:
        return _WORDS[text]
    if _NUMBER.fullmatch(text):
        return int(text) if text.lstrip("-").isdigit() else float(text)
    return text
