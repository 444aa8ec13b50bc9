"""The rule that puts an answer to its documented shape: a JSON Schema, or an operation of the OpenAPI document.

Properties that the schema does not name are reported as undocumented: the documentation promises additive change only,
so an unknown property is safe drift; a missing or retyped one is not.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import cast

import jsonschema_rs

from centra_contracts.contract.model import Json
from centra_contracts.contract.openapi import branch_of
from centra_contracts.contract.steps import mapping
from centra_contracts.dialect.find import find
from centra_contracts.verdict.context import Breach, Context, Rule
from centra_contracts.verdict.show import show, show_answer

__all__ = ["RULES", "fits_shape", "has_a_form", "tell_form"]

_MOST_BREACHES = 40
_POSITION = re.compile(r"\[\d+\]")


def fits_shape(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The answer, or the part of it at ``at``, fits the schema given in place, by ``ref``, or documented for ``operation``."""
    tree = dict(mapping(arguments))
    if "operation" in tree:
        return _fits_operation(str(tree["operation"]), context)
    at = str(tree.pop("at", ""))
    value = find(context.reading, at) if at else context.reading.body
    schema: Json = context.shapes(str(tree["ref"])) if "ref" in tree else tree
    if value is None:
        return (Breach("CC301", at or "answer", "a value that fits the shape", "nothing", absent=True),)
    return _fits(schema, value, at)


def has_a_form(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The value at ``at`` has one of the forms that pages give it: a JSON Schema by the name of each, in ``among``."""
    tree = mapping(arguments)
    if tell_form(arguments, context):
        return ()
    value = find(context.reading, str(tree["at"]))
    return (Breach("CC306", str(tree["at"]), " or ".join(mapping(tree["among"])), show(value), absent=value is None),)


def tell_form(arguments: Json, context: Context) -> str:
    """Which of the forms the value has, by its name: "seen: languages as a list". Empty when it has none."""
    tree = mapping(arguments)
    value = find(context.reading, str(tree["at"]))
    forms = mapping(tree["among"]).items()
    return next((f"seen: {name}" for name, schema in forms if not any(_errors(schema, value))), "")


def _fits_operation(name: str, context: Context) -> tuple[Breach, ...]:
    """The answer is one that the OpenAPI document has for the operation: its status, its media type, and its schema."""
    reading = context.reading
    answers = mapping(context.shapes(f"openapi.yaml#{name}"))
    contents = answers.get(str(reading.status), answers.get("default"))
    if not isinstance(contents, Mapping):
        return (Breach("CC101", "status", " or ".join(answers), show_answer(reading)),)
    media = reading.headers.get("content-type", "").partition(";")[0].strip().lower()
    if contents and media not in contents:
        return (Breach("CC105", "content-type", " or ".join(contents), media or "no content type"),)
    schema = contents.get(media)
    if not schema:  # the document says nothing of what such an answer holds
        return ()
    if reading.body is None:
        return (Breach("CC304", "answer", "JSON", show_answer(reading)),)
    return _fits(schema, reading.body, "")


def _fits(root: Json, value: Json, at: str) -> tuple[Breach, ...]:
    schema = _narrowed(root, value)
    breaches: list[Breach] = []
    errors = list(_errors(schema, value))
    if errors and schema is not root and not any(_errors(root, value)):
        errors = []  # another branch of a choice fits, although it looked less near
    for error in errors:
        place = _place(at, tuple(error.instance_path))
        if isinstance(error.kind, jsonschema_rs.ValidationErrorKind.Required):
            missing = f"{place}.{error.kind.property}" if place != "answer" else str(error.kind.property)
            breaches.append(Breach("CC301", missing, "the field is there", "it is not there", absent=True))
        else:
            breaches.append(Breach("CC304", place, error.message, show(cast(Json, error.instance))))
    extra = [
        Breach("CC305", _place(at, path), "no undocumented property", show(found))
        for path, found in _undocumented(schema, schema, value, ())
    ]
    return (*_most(breaches), *_most(extra))


def _most(breaches: Iterable[Breach]) -> list[Breach]:
    """The first breach of each place, whatever its position in a list, and no more than can be read."""
    first: dict[tuple[str, str], Breach] = {}
    for breach in breaches:
        first.setdefault((breach.code, _POSITION.sub("[]", breach.place)), breach)
    return list(first.values())[:_MOST_BREACHES]


def _narrowed(root: Json, value: Json) -> Json:
    """The schema with every choice at its top, or for the values of a map, replaced by the branch that the value names.

    A validator that sees the whole choice can only say that no branch fits.
    """
    schema = branch_of(root, root, value)
    if not isinstance(schema, Mapping) or not isinstance(root, Mapping):
        return root
    keyed = schema.get("additionalProperties")
    if isinstance(keyed, Mapping) and isinstance(value, Mapping):
        known = mapping(schema.get("properties"))
        branches = {key: branch_of(root, keyed, item) for key, item in value.items() if key not in known}
        schema = {**schema, "properties": {**known, **branches}}
    kept = {name: root[name] for name in ("components", "$defs", "definitions") if name in root}
    return {**schema, **kept}


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
    schema = branch_of(root, schema, value)
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


def _place(at: str, path: tuple[str | int, ...]) -> str:
    shown = at
    for part in path:
        shown += f"[{part}]" if isinstance(part, int) else f".{part}" if shown else part
    return shown or "answer"


RULES = (
    Rule("shape", fits_shape, ("CC101", "CC105", "CC301", "CC304", "CC305")),
    Rule("form", has_a_form, ("CC306",), tell=tell_form),
)
