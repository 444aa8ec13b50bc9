"""The permissions of GraphQL tokens as the pages declare them: which exist, which are obsolete, and what replaces these.

Source: ``api-references/graphql-integration-api/authorization``, "Full list of permissions".
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import cast

import jsonschema_rs

from centra_contracts.contract.ledger import Fact
from centra_contracts.contract.model import EDITIONS, Json
from centra_contracts.contract.problems import Problem, schema_problems
from centra_contracts.contract.steps import Tree, mapping, text
from centra_contracts.contract.yaml_tree import read_yaml
from centra_contracts.errors import nearest

__all__ = ["NAME", "RULE", "Permissions", "declares", "lint_permissions", "permissions_of"]

NAME = "permissions.yaml"  # of the document, in the folder of the API
RULE = "permissions"  # by which a clause judges what an answer reports

_FACT = "graphql.permission."


@dataclass(frozen=True, slots=True)
class Permissions:
    """What is declared of permissions; a name stands in one of these only."""

    kept: frozenset[str]
    new: frozenset[str]
    obsolete: Mapping[str, tuple[str, ...]]  # name -> what replaces it: any of these; none where it is unused or deleted
    seen: Mapping[str, str]  # on no list, but named by another page -> edition

    def is_current(self, name: str) -> bool:
        """Whether a token of today may have it."""
        return name in self.kept or name in self.new or name in self.seen

    def state_of(self, name: str) -> str:
        """``kept``, ``new``, ``obsolete`` or ``seen``; empty for a name that nothing declares."""
        states = {"kept": self.kept, "new": self.new, "obsolete": self.obsolete, "seen": self.seen}
        return next((state for state, names in states.items() if name in names), "")

    def successors(self, name: str) -> frozenset[str]:
        """What replaces an obsolete name, also where the replacement was replaced in its turn."""
        found: set[str] = set()
        waiting = [name]
        while waiting:
            for successor in self.obsolete.get(waiting.pop(), ()):
                if successor not in found:
                    found.add(successor)
                    waiting.append(successor)
        return frozenset(found)


def permissions_of(document: Json) -> Permissions:
    """What a document declares that ``lint_permissions`` finds nothing wrong with."""
    tree = mapping(document)
    obsolete = mapping(mapping(tree.get("obsolete")).get("names"))
    return Permissions(
        kept=_names(tree, "kept"),
        new=_names(tree, "new"),
        obsolete={name: tuple(cast(list[str], successors)) for name, successors in obsolete.items()},
        seen={text(item, "name"): text(item, "edition", EDITIONS[0]) for item in cast(list[Tree], tree.get("seen") or [])},
    )


def declares(permissions: Permissions, fact: Fact) -> bool | None:
    """Whether the declarations say of a permission what the fact says of it; None for a fact about anything else."""
    if not fact.id.startswith(_FACT):
        return None
    wants_obsolete = fact.kind == "deprecation"
    return permissions.state_of(fact.name) == "obsolete" if wants_obsolete else permissions.is_current(fact.name)


def lint_permissions(file: str, source: str, schema: Json) -> tuple[Problem, ...]:
    """Everything that is wrong with the document: its form, names that stand twice, replacements that nothing declares."""
    tree = read_yaml(source)
    if tree.problems:
        return tuple(Problem(file, line, says) for line, says in tree.problems)
    validator = jsonschema_rs.Draft202012Validator(dict(mapping(schema)))
    if not validator.is_valid(tree.value):
        return tuple(sorted(schema_problems(file, tree, validator, schema)))
    permissions = permissions_of(tree.value)
    problems = []
    for name, path in _entries(tree.value):
        states = [state for state, names in _by_state(permissions).items() if name in names]
        if len(states) > 1:
            problems.append(Problem(file, tree.line(path), f"{name} is both {' and '.join(states)}"))
        for successor in permissions.obsolete.get(name, ()) if path[0] == "obsolete" else ():
            if not permissions.state_of(successor):
                known = sorted({*permissions.kept, *permissions.new, *permissions.seen})
                problems.append(Problem(file, tree.line(path), f"nothing declares {successor}{nearest(successor, known)}"))
    return tuple(sorted(set(problems)))


def _by_state(permissions: Permissions) -> Mapping[str, frozenset[str]]:
    return {
        "kept": permissions.kept,
        "new": permissions.new,
        "obsolete": frozenset(permissions.obsolete),
        "seen": frozenset(permissions.seen),
    }


def _entries(document: Json) -> Iterator[tuple[str, tuple[str | int, ...]]]:
    """Every name with the path at which it stands."""
    tree = mapping(document)
    for state in ("kept", "new"):
        for index, name in enumerate(cast(list[str], mapping(tree[state])["names"])):
            yield name, (state, "names", index)
    for name in mapping(mapping(tree["obsolete"])["names"]):
        yield name, ("obsolete", "names", name)
    for index, item in enumerate(cast(list[Tree], tree["seen"])):
        yield text(item, "name"), ("seen", index)


def _names(tree: Tree, state: str) -> frozenset[str]:
    return frozenset(cast(list[str], mapping(tree.get(state)).get("names") or []))
