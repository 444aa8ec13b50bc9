"""The ledger: every documented fact with its id and source, one JSON object per line of ``contracts/ledger/*.jsonl``.

Source: ``docs/ledger.md``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

import jsonschema_rs

from centra_contracts.contract.model import EDITIONS, Json, Place
from centra_contracts.contract.problems import Problem, schema_problems
from centra_contracts.contract.yaml_tree import YamlTree

__all__ = ["Fact", "Ledger", "Trial", "read_ledger"]


class Trial(StrEnum):
    """How a fact can be tried."""

    OFFLINE = "offline"
    READ = "read"
    WRITE = "write"
    SETUP = "setup"
    NO = "no"

    @property
    def is_from_outside(self) -> bool:
        """Whether a client can try it without changing the settings of the store."""
        return self in (Trial.OFFLINE, Trial.READ, Trial.WRITE)


@dataclass(frozen=True, slots=True)
class Fact:
    """One statement of the documentation."""

    id: str
    api: str  # an API, or "common"
    operation: str  # "GET /orders"; empty where it speaks of no single operation
    kind: str  # "response_field", "rule" ...
    name: str  # the field, value, header, status or error text itself
    type: str
    statement: str
    testable: Trial
    source: str  # page below the documentation's pages, and line
    edition: str
    path: str  # "response.orders[].orderId" in the shape document; empty where there is none
    reason: str  # why no clause can try it; empty where nothing stands in the way
    unseen: str  # why no documented answer shows that the target ignores it; empty where one does
    place: Place

    def is_of(self, edition: str) -> bool:
        """Whether the documentation of ``edition`` states it; what older pages or third parties state is no promise."""
        known = EDITIONS.index(edition)
        return self.edition in EDITIONS[: known + 1]


@dataclass(frozen=True, slots=True)
class Ledger:
    """Every fact by its id, in the order of the files; ``problems`` is sorted."""

    facts: Mapping[str, Fact]
    problems: tuple[Problem, ...]


def read_ledger(files: Iterable[tuple[str, str]], schema: Json) -> Ledger:
    """Reads the files, each given by the name that messages use and its text; lines with problems are left out."""
    validator = jsonschema_rs.Draft202012Validator(dict(schema) if isinstance(schema, Mapping) else {})
    facts: dict[str, Fact] = {}
    problems: list[Problem] = []
    for file, text in files:
        for number, line in enumerate(text.splitlines(), 1):
            if not line.strip():
                continue
            found = _read_line(line, Place(file, number), validator, schema)
            if isinstance(found, list):
                problems += found
            elif found.id in facts:
                problems.append(Problem(file, number, f"fact {found.id!r} stands in {facts[found.id].place} too"))
            else:
                facts[found.id] = found
    return Ledger(facts, tuple(sorted(problems)))


def _read_line(line: str, place: Place, validator: jsonschema_rs.Draft202012Validator, schema: Json) -> Fact | list[Problem]:
    try:
        tree = json.loads(line)
    except (ValueError, RecursionError) as error:
        return [Problem(place.file, place.line, f"not JSON: {error}")]
    if not validator.is_valid(tree):
        return schema_problems(place.file, YamlTree(tree, {(): place.line}, ()), validator, schema)
    return Fact(
        id=tree["id"],
        api=tree["api"],
        operation=tree["operation"],
        kind=tree["kind"],
        name=tree["name"],
        type=tree["type"],
        statement=tree["statement"],
        testable=Trial(tree["testable"]),
        source=tree["source"],
        edition=tree["edition"],
        path=tree.get("path", "") or _spelled_path(tree),
        reason=tree.get("reason", ""),
        unseen=tree.get("unseen", ""),
        place=place,
    )


def _spelled_path(tree: Mapping[str, str]) -> str:
    """The path that the id of a field, parameter or value spells.

    >>> _spelled_path({"id": "order.get-orders.response.status.ok", "kind": "enum_value", "name": "ok"})
    'response.status'
    """
    if tree["kind"] not in ("request_param", "request_field", "response_field", "enum_value"):
        return ""
    for side in ("request", "response"):
        _, found, rest = tree["id"].partition(f".{side}.")
        if found:
            whole = rest.removesuffix(f".{tree['name']}") if tree["kind"] == "enum_value" else rest
            return f"{side}.{whole}"
    return ""
