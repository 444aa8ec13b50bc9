"""Problems of contract files: JSON Schema's findings in words for the person who must act, with file and line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import jsonschema_rs

from centra_contracts.contract.model import Json
from centra_contracts.contract.yaml_tree import Path, YamlTree
from centra_contracts.errors import nearest

__all__ = ["Problem", "schema_problems"]


@dataclass(frozen=True, slots=True, order=True)
class Problem:
    """One problem; sorts by file and line."""

    file: str
    line: int
    says: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.says}"


def schema_problems(file: str, tree: YamlTree, validator: jsonschema_rs.Draft202012Validator, schema: Json) -> list[Problem]:
    """Every place where the value of ``tree`` does not fit ``schema``, with the nearest known names for unknown keys."""
    problems = []
    for error in validator.iter_errors(tree.value):
        path = tuple(error.instance_path)
        for at, says in _words(error, path, schema):
            problems.append(Problem(file, tree.line(at), f"{_show(at)}{says}"))
    return problems


def _words(error: jsonschema_rs.ValidationError, path: Path, schema: Json) -> Iterator[tuple[Path, str]]:
    kind = error.kind
    if isinstance(kind, jsonschema_rs.ValidationErrorKind.AdditionalProperties):
        known = _known_keys(schema, tuple(error.schema_path))
        for key in kind.unexpected:
            yield (*path, key), f"unknown key {key!r}{nearest(key, known)}"
    elif isinstance(kind, jsonschema_rs.ValidationErrorKind.Required):
        yield path, f"key {kind.property!r} is missing"
    elif isinstance(kind, jsonschema_rs.ValidationErrorKind.Enum):
        options = [str(option) for option in kind.options]
        yield path, f"{_value(error)} is not known{nearest(str(error.instance), options)}; known are {', '.join(options)}"
    elif isinstance(kind, jsonschema_rs.ValidationErrorKind.OneOfNotValid | jsonschema_rs.ValidationErrorKind.OneOfMultipleValid):
        yield path, _choice(error, path)
    else:
        yield path, f"{error.message}"


def _choice(error: jsonschema_rs.ValidationError, path: Path) -> str:
    """Every oneOf of the schema chooses between sets of required keys; name them."""
    parent = path[-2] if len(path) > 1 else ""
    many = isinstance(error.kind, jsonschema_rs.ValidationErrorKind.OneOfMultipleValid)
    what = {"steps": "step", "clauses": "clause"}.get(str(parent), "value")
    choices = {
        "step": "get, post, put, delete, patch, options, graphql, introspect, soap, wsdl, await",
        "clause": "plan with expect, steps with expect, untestable without any of these",
        "value": "to, any",
    }[what]
    return f"{'more than one' if many else 'none'} of these stands here where exactly one must: {choices}"


def _known_keys(schema: Json, pointer: Path) -> Iterable[str]:
    node: Json = schema
    for part in pointer[:-1]:
        node = _resolve(schema, node)
        if isinstance(node, Mapping):
            node = node.get(str(part))
        elif isinstance(node, list) and isinstance(part, int):
            node = node[part]
        else:
            return ()
    node = _resolve(schema, node)
    properties = node.get("properties") if isinstance(node, Mapping) else None
    return tuple(properties) if isinstance(properties, Mapping) else ()


def _resolve(schema: Json, node: Json) -> Json:
    while isinstance(node, Mapping) and isinstance(node.get("$ref"), str):
        target: Json = schema
        for part in str(node["$ref"]).removeprefix("#/").split("/"):
            target = target.get(part) if isinstance(target, Mapping) else None
        node = target
    return node


def _value(error: jsonschema_rs.ValidationError) -> str:
    text = repr(error.instance)
    return text if len(text) <= 60 else text[:57] + "..."


def _show(path: Path) -> str:
    shown = ""
    for part in path:
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if shown else part
    return f"{shown}: " if shown else ""
