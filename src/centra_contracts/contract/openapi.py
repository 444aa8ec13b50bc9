"""Reads an OpenAPI document: which operations it has, what each answers, and what stands at a path of a request or an answer.

Pure: a document is the JSON tree that was read from the file. A schema that is handed out keeps those components that it
refers to, so that it can be used without its document.
Source: OpenAPI 3.1; the documents are described in ``docs/contract-language.md``, "Shapes".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from centra_contracts.contract.model import Json

__all__ = [
    "Operation",
    "answers_of",
    "branch_of",
    "has_member",
    "is_plain_key",
    "names_of",
    "operation_of",
    "operations_of",
    "resolve",
    "schemas_at",
]

METHODS = ("get", "put", "post", "delete", "options", "patch")

_PART = re.compile(r"<[^>]*>(?:\[\])*|[^.<]+")
_MOST_REFERENCES = 20


@dataclass(frozen=True, slots=True)
class Operation:
    """An operation of a document: ``GET /orders/{id}``, its object there, and the parameters of its path."""

    name: str
    method: str  # upper case
    path: str  # template
    tree: Mapping[str, Json]
    parameters: tuple[Mapping[str, Json], ...]  # resolved; those of the path item come first

    def matches(self, method: str, path: str) -> bool:
        """Whether a call, whose path may hold blanks, is one of this operation.

        >>> Operation("GET /a/{id}", "GET", "/a/{id}", {}, ()).matches("GET", "/a/<order>")
        True
        """
        pattern = "[^/]+".join(re.escape(part) for part in re.split(r"\{[^}]*\}", self.path))
        return method == self.method and re.fullmatch(pattern, path.partition("?")[0]) is not None


def operations_of(document: Json) -> Iterator[Operation]:
    """Every operation of a document, in its order."""
    for path, item in _tree(_tree(document).get("paths")).items():
        shared = _parameters(document, item)
        for method in METHODS:
            tree = _tree(item).get(method)
            if isinstance(tree, Mapping):
                own = _parameters(document, tree)
                yield Operation(f"{method.upper()} {path}", method.upper(), path, tree, (*shared, *own))


def operation_of(document: Json, name: str) -> Operation:
    """The operation ``GET /orders``. Raises ``LookupError`` when the document has none of that name."""
    for operation in operations_of(document):
        if operation.name == name:
            return operation
    raise LookupError(name)


def answers_of(document: Json, operation: Operation) -> Mapping[str, Mapping[str, Json]]:
    """The documented answers: status, then media type, then schema (an empty one where only the media type is documented)."""
    found: dict[str, Mapping[str, Json]] = {}
    for status, answer in _tree(operation.tree.get("responses")).items():
        contents = _tree(_tree(resolve(document, answer)).get("content"))
        found[status] = {media: _bundled(document, _tree(content).get("schema")) for media, content in contents.items()}
    return found


def resolve(document: Json, node: Json) -> Json:
    """What ``node`` is, or refers to within ``document``; None where the reference leads nowhere."""
    for _ in range(_MOST_REFERENCES):
        if not isinstance(node, Mapping) or not isinstance(node.get("$ref"), str):
            return node
        target: Json = document
        for part in str(node["$ref"]).removeprefix("#").strip("/").split("/"):
            target = target.get(part.replace("~1", "/").replace("~0", "~")) if isinstance(target, Mapping) else None
        node = target
    return None


def branch_of(document: Json, schema: Json, value: Json) -> Json:
    """The schema that speaks of ``value``: of a choice, the branch that the value names by the discriminator.

    Without a discriminator it is the nearest one: the value has its required properties, and it knows most of the others. A
    value that names no branch, and a choice among anything but objects, leave the choice whole.
    """
    schema = resolve(document, schema)
    tree = _tree(schema)
    choices = tree.get("oneOf", tree.get("anyOf"))
    if not isinstance(choices, list) or not isinstance(value, Mapping):
        return schema
    discriminator = _tree(tree.get("discriminator"))
    if discriminator:
        reference = _tree(discriminator.get("mapping")).get(str(value.get(str(discriminator.get("propertyName")))))
        return resolve(document, {"$ref": reference}) if isinstance(reference, str) else schema
    branches = [_tree(resolve(document, choice)) for choice in choices]
    named = [branch for branch in branches if isinstance(branch.get("properties"), Mapping)]
    return max(named, key=lambda branch: _nearness(branch, value), default=schema)


def _nearness(branch: Mapping[str, Json], value: Mapping[str, Json]) -> tuple[int, int]:
    required = branch.get("required")
    lacking = [name for name in (required if isinstance(required, list) else ()) if name not in value]
    return -len(lacking), sum(name in value for name in _tree(branch.get("properties")))


def schemas_at(document: Json, operation: Operation, path: str) -> tuple[Json, ...]:
    """Every schema at ``request.orders[].id`` or ``response.orders[].id``; empty where the document has nothing there.

    ``a|b`` stands for both a and b, which must both be there; ``<name>`` for every key of an object that is a map
    (``<key>`` for the key itself); ``[]`` for the elements of a list.
    """
    side, _, rest = path.partition(".")
    parts = _PART.findall(rest)
    if side == "response":
        return _descend(document, _answer_schemas(document, operation), parts)
    first, below = (parts[0] if parts else ""), parts[1:]
    named = [item for item in operation.parameters if item.get("name") == first.removesuffix("[]")]
    if named:
        schemas = [item.get("schema", {}) for item in named]
        return _descend(document, _elements(document, schemas, first), below)
    return _descend(document, _body_schemas(document, operation), parts)


def is_plain_key(parts: Sequence[str]) -> bool:
    """Whether parts of a path may be one key that has dots, as ``items.name``: none of them has a meaning of its own.

    >>> is_plain_key(["items", "name"]), is_plain_key(["auth|capture", "method"])
    (True, False)
    """
    return not any(mark in part for part in parts for mark in "|<[")


def has_member(document: Json, schemas: Sequence[Json], value: str) -> bool:
    """Whether one of the schemas allows ``value`` by name: in an ``enum``, as ``const``, or as the name of a property."""
    for schema in _all_branches(document, schemas):
        options = schema.get("enum")
        allowed = options if isinstance(options, list) else []
        allowed = [*allowed, *([schema["const"]] if "const" in schema else [])]
        if value in {_word(option) for option in allowed}:
            return True
    return False


def names_of(document: Json, schemas: Sequence[Json]) -> frozenset[str]:
    """The JSON types that the schemas allow; empty where they name none."""
    found: set[str] = set()
    for schema in _all_branches(document, schemas):
        kind = schema.get("type")
        found |= {str(item) for item in kind} if isinstance(kind, list) else {str(kind)} if kind else set()
    return frozenset(found)


def _parameters(document: Json, tree: Json) -> tuple[Mapping[str, Json], ...]:
    listed = _tree(tree).get("parameters")
    return tuple(_tree(resolve(document, item)) for item in (listed if isinstance(listed, list) else ()))


def _answer_schemas(document: Json, operation: Operation) -> list[Json]:
    found: list[Json] = []
    for answer in _tree(operation.tree.get("responses")).values():
        found += _contents(document, answer)
    return found


def _body_schemas(document: Json, operation: Operation) -> list[Json]:
    return _contents(document, operation.tree.get("requestBody"))


def _contents(document: Json, node: Json) -> list[Json]:
    contents = _tree(_tree(resolve(document, node)).get("content"))
    return [_tree(content)["schema"] for content in contents.values() if "schema" in _tree(content)]


def _descend(document: Json, schemas: Sequence[Json], parts: Sequence[str]) -> tuple[Json, ...]:
    if not parts or not schemas:
        return tuple(schemas)
    for length in range(1, len(parts) + 1):
        if length > 1 and not is_plain_key(parts[:length]):
            break
        below = _below_each(document, schemas, ".".join(parts[:length]))
        found = _descend(document, below, parts[length:])
        if found:
            return found
    return ()


def _below_each(document: Json, schemas: Sequence[Json], part: str) -> list[Json]:
    """What stands at every name of ``a|b``; nothing where one of them is not there."""
    found = [_below(document, schemas, name) for name in part.split("|")]
    return [schema for below in found for schema in below] if all(found) else []


def _below(document: Json, schemas: Sequence[Json], name: str) -> list[Json]:
    found: list[Json] = []
    bare = name.rstrip("[]")
    for schema in _all_branches(document, schemas):
        if bare.startswith("<"):
            keyed = schema.get("propertyNames", schema.get("additionalProperties")) if bare == "<key>" else None
            below = keyed if keyed is not None else schema.get("additionalProperties")
        else:
            properties = _tree(schema.get("properties"))
            below = properties.get(bare, properties.get(f"{bare}[]"))  # forms name a list with brackets: package[]
        if isinstance(below, Mapping):
            found.append(below)
    return _elements(document, found, name)


def _elements(document: Json, schemas: Sequence[Json], name: str) -> list[Json]:
    found = list(schemas)
    for _ in range(name.count("[]")):
        items = [schema.get("items") for schema in _all_branches(document, found)]
        found = [item for item in items if isinstance(item, Mapping)]
    return found


def _all_branches(document: Json, schemas: Sequence[Json]) -> Iterator[Mapping[str, Json]]:
    """The schemas themselves and, of those that choose or combine, every part."""
    for schema in schemas:
        found = resolve(document, schema)
        if not isinstance(found, Mapping):
            continue
        yield found
        for word in ("oneOf", "anyOf", "allOf"):
            parts = found.get(word)
            if isinstance(parts, list):
                yield from _all_branches(document, parts)


def _tree(value: Json) -> Mapping[str, Json]:
    """The value when it is an object; nothing of it otherwise, since a document may be anything."""
    return value if isinstance(value, Mapping) else {}


def _word(value: Json) -> str:
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)


def _bundled(document: Json, schema: Json) -> Json:
    """The schema with the components that it reaches."""
    if not isinstance(schema, Mapping):
        return {}
    reached: dict[str, Json] = {}
    waiting = [schema]
    while waiting:
        for name in sorted(_component_names(waiting.pop())):
            found = _tree(_tree(_tree(document).get("components")).get("schemas")).get(name)
            if name not in reached and isinstance(found, Mapping):
                reached[name] = found
                waiting.append(found)
    return {**schema, "components": {"schemas": dict(sorted(reached.items()))}} if reached else schema


def _component_names(node: Json) -> set[str]:
    found: set[str] = set()
    if isinstance(node, Mapping):
        for value in node.values():
            found |= _component_names(value)
    elif isinstance(node, list):
        for value in node:
            found |= _component_names(value)
    elif isinstance(node, str) and node.startswith("#/components/schemas/"):
        found.add(node.rpartition("/")[2])
    return found
