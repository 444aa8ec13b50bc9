"""The rule that puts an answer to a JSON Schema. Properties that the schema does not name are reported as undocumented.

The documentation promises additive change only, so an unknown property is safe drift; a missing or retyped one is not.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any, cast

import jsonschema_rs

from centra_contracts.contract.model import Json
from centra_contracts.contract.steps import mapping
from centra_contracts.dialect.find import find
from centra_contracts.verdict.context import Breach, Context, Rule
from centra_contracts.verdict.show import show

__all__ = ["RULES", "fits_shape"]

_MOST_BREACHES = 10


def fits_shape(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The answer, or the part of it at ``at``, fits the schema given in place or by ``ref``."""
    tree = dict(mapping(arguments))
    at = tree.pop("at", "")
    value = find(context.reading, str(at)) if at else context.reading.body
    schema: Json = context.shapes(str(tree["ref"])) if "ref" in tree else tree
    if value is None:
        return (Breach("CC301", str(at) or "answer", "a value that fits the shape", "nothing", absent=True),)
    breaches = []
    for error in _errors(schema, value):
        place = _place(str(at), tuple(error.instance_path))
        if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.Required):
            breaches.append(
                Breach("CC301", f"{place}.{error.kind.property}", "the field is there", "it is not there", absent=True)
            )
        else:
            breaches.append(Breach("CC304", place, error.message, show(cast(Json, error.instance))))
        if len(breaches) == _MOST_BREACHES:
            break
    breaches += [
        Breach("CC305", _place(str(at), path), "no undocumented property", show(extra))
        for path, extra in list(_undocumented(schema, schema, value, ()))[:_MOST_BREACHES]
    ]
    return tuple(breaches)


def _errors(schema: Json, value: Json) -> Iterator[jsonschema_rs.ValidationError]:
    validator = _validator(json.dumps(schema, sort_keys=True))
    try:
        yield from validator.iter_errors(value)
    except UnicodeEncodeError:  # half of a character pair, which JSON can write and no text can hold
        whole = json.dumps(value, ensure_ascii=False).encode("utf-8", "replace")
        yield from validator.iter_errors(json.loads(whole))


@lru_cache(maxsize=512)
def _validator(schema: str) -> jsonschema_rs.Draft202012Validator:
    return jsonschema_rs.Draft202012Validator(schema)


def _undocumented(
    root: Json, schema: Json, value: Json, path: tuple[str | int, ...]
) -> Iterator[tuple[tuple[str | int, ...], Json]]:
    schema = _resolve(root, schema)
    if not isinstance(schema, Mapping):
        return
    if isinstance(value, list):
        for index, item in enumerate(value):
            yield from _undocumented(root, schema.get("items"), item, (*path, index))
        return
    if not isinstance(value, Mapping):
        return
    properties = mapping(schema.get("properties"))
    open_ended = "additionalProperties" in schema or not properties
    for name, item in value.items():
        if name in properties:
            yield from _undocumented(root, properties[name], item, (*path, name))
        elif isinstance(schema.get("additionalProperties"), Mapping):
            yield from _undocumented(root, schema["additionalProperties"], item, (*path, name))
        elif not open_ended:
            yield (*path, name), item


def _resolve(root: Json, schema: Json) -> Json:
    for _ in range(20):
        if not isinstance(schema, Mapping) or not isinstance(schema.get("$ref"), str):
            return schema
        node: Any = root  # Any: a walk down a tree whose nodes are of every type
        for part in str(schema["$ref"]).removeprefix("#/").split("/"):
            node = node.get(part) if isinstance(node, Mapping) else None
        schema = node
    return None


def _place(at: str, path: tuple[str | int, ...]) -> str:
    shown = at
    for part in path:
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown or "answer"


RULES = (Rule("shape", fits_shape, ("CC301", "CC304", "CC305")),)
