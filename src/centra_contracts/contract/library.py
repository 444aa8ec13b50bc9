"""The library: every contract, need and matrix that was loaded, or every problem that stood in the way."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import jsonschema_rs

from centra_contracts.contract.blanks import RUN_BLANKS, WALK_BLANKS, blanks_in, blanks_said
from centra_contracts.contract.model import (
    EDITIONS,
    Api,
    Auth,
    Await,
    Cell,
    Clause,
    Contract,
    Effect,
    Introspect,
    Json,
    Kind,
    Matrix,
    MatrixCell,
    Need,
    Place,
    Replacement,
    Step,
    StepList,
    Way,
    WsdlRead,
)
from centra_contracts.contract.problems import Problem, schema_problems
from centra_contracts.contract.steps import Tree, build_expectations, build_steps, mapping, step_problems, text
from centra_contracts.contract.yaml_tree import Path, YamlTree, read_yaml

__all__ = ["ContractFile", "Library", "load_library"]


@dataclass(frozen=True, slots=True)
class ContractFile:
    """The text of one file, by the name that messages use."""

    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Library:
    """What was loaded; ``problems`` is sorted and empty when everything can be used."""

    contracts: tuple[Contract, ...]
    needs: Mapping[str, Need]
    matrices: Mapping[str, Matrix]
    problems: tuple[Problem, ...]

    @property
    def clauses(self) -> tuple[Clause, ...]:
        """Every clause, in the order of the APIs and of the ids of the contracts."""
        return tuple(clause for contract in self.contracts for clause in contract.clauses)


@dataclass(slots=True)
class _Shelf:
    contracts: list[Contract] = field(default_factory=list)
    needs: dict[str, Need] = field(default_factory=dict)
    matrices: dict[str, Matrix] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def load_library(
    contracts: Iterable[ContractFile],
    needs: Iterable[ContractFile],
    matrix: ContractFile,
    *,
    contract_schema: Json,
    needs_schema: Json,
) -> Library:
    """Loads all files; a file with problems is left out and its problems are listed, so that all show at once."""
    shelf = _Shelf()
    for file, tree in _checked(contracts, contract_schema, shelf):
        _contract(file, tree, shelf)
    for file, tree in _checked(needs, _joined(needs_schema, contract_schema), shelf):
        _needs(file, tree, shelf)
    _matrix(matrix, shelf)
    order = list(Api)
    shelf.contracts.sort(key=lambda contract: (order.index(contract.api), contract.id))
    return Library(tuple(shelf.contracts), dict(sorted(shelf.needs.items())), shelf.matrices, tuple(sorted(shelf.problems)))


def _joined(schema: Json, definitions: Json) -> Json:
    """The schema of needs borrows the definition of a step, which stands in the schema of contracts."""
    return {**mapping(schema), "$defs": mapping(definitions).get("$defs")}


def _checked(files: Iterable[ContractFile], schema: Json, shelf: _Shelf) -> list[tuple[str, YamlTree]]:
    validator = jsonschema_rs.Draft202012Validator(dict(mapping(schema)))
    good = []
    for file in sorted(files, key=lambda item: item.name):
        tree = read_yaml(file.text)
        problems = [Problem(file.name, line, says) for line, says in tree.problems]
        if tree.lines:
            problems += schema_problems(file.name, tree, validator, schema)
        shelf.problems += problems
        if not problems:
            good.append((file.name, tree))
    return good


def _contract(file: str, tree: YamlTree, shelf: _Shelf) -> None:
    top = mapping(tree.value)
    api = Api(text(top, "api"))
    plans: dict[str, StepList] = {}
    for index, item in enumerate(cast(list[Tree], top.get("plans") or [])):
        effect = Effect(text(item, "effect", "read"))
        path = ("plans", index, "steps")
        plan_id = f"{text(top, 'contract')}/{text(item, 'id')}"
        if text(item, "id") in plans:
            line = tree.line(("plans", index))
            shelf.problems.append(Problem(file, line, f"plan {text(item, 'id')!r} stands here twice"))
        steps = _steps(item["steps"], api, effect, file, tree, path, shelf)
        moves = _steps(item.get("moves") or [], api, effect, file, tree, ("plans", index, "moves"), shelf)
        own_id = plan_id if moves else _shared_id(steps) or plan_id
        recorded = text(item, "recorded")
        if recorded and not any(step.id == recorded and isinstance(step.say, Await) for step in steps[1:]):
            says = f"recorded: {recorded!r} is no later step of this plan that awaits a webhook"
            shelf.problems.append(Problem(file, tree.line(("plans", index, "recorded")), says))
        plans[text(item, "id")] = StepList(own_id, effect, steps, moves, recorded)
    clauses = []
    for index, item in enumerate(cast(list[Tree], top["clauses"])):
        clause = _clause(item, index, top, plans, file, tree, shelf)
        if clause is not None:
            clauses.append(clause)
    shelf.contracts.append(
        Contract(
            id=text(top, "contract"),
            api=api,
            title=text(top, "title"),
            source=text(top, "source"),
            deprecated=text(top, "deprecated"),
            clauses=tuple(clauses),
            place=Place(file, tree.line(("contract",))),
        )
    )


def _clause(
    item: Tree, index: int, top: Tree, plans: Mapping[str, StepList], file: str, tree: YamlTree, shelf: _Shelf
) -> Clause | None:
    path = ("clauses", index)
    api = Api(text(top, "api"))
    place = Place(file, tree.line(path))
    plan: StepList | None = None
    if "plan" in item:
        plan = plans.get(text(item, "plan"))
        if plan is None:
            known = ", ".join(sorted(plans)) or "none"
            line = tree.line((*path, "plan"))
            shelf.problems.append(Problem(file, line, f"unknown plan {text(item, 'plan')!r}; this file has: {known}"))
            return None
    elif "steps" in item:
        effect = Effect(text(item, "effect", "read"))
        steps = _steps(item["steps"], api, effect, file, tree, (*path, "steps"), shelf)
        plan = StepList(_shared_id(steps) or text(item, "id"), effect, steps)
    if plan is not None and "effect" in item and Effect(text(item, "effect")) is not plan.effect:
        says = f"the plan has the effect {plan.effect.value}, the clause says {text(item, 'effect')}"
        shelf.problems.append(Problem(file, tree.line((*path, "effect")), says))
    expect = build_expectations(item["expect"], plan.steps[-1].id, file, tree, (*path, "expect")) if plan else ()
    cell = mapping(item.get("cell"))
    blanks = [blank for step in (plan.all_steps if plan else ()) for blank in blanks_said(step)]
    blanks += [blank for expectation in expect for blank in blanks_in(expectation.arguments)]
    named = [str(need) for need in cast(list[str], item.get("needs") or [])]
    return Clause(
        id=text(item, "id"),
        contract=text(top, "contract"),
        api=api,
        promise=text(item, "promise"),
        kind=Kind(text(item, "kind")),
        source=text(item, "source", text(top, "source")),
        cell=Cell(text(cell, "function"), api, text(cell, "mode")) if cell else None,
        effect=plan.effect if plan else Effect.READ,
        plan=plan,
        expect=expect,
        needs=_needs_of(blanks, named),
        editions=tuple(cast(list[str], item.get("editions") or EDITIONS)),
        untestable=text(item, "untestable"),
        facts=tuple(cast(list[str], item.get("facts") or [])),
        note=text(item, "note"),
        unbitten=text(item, "unbitten"),
        deprecated=text(top, "deprecated"),
        place=place,
        replaced_by=_replacements(top),
    )


def _replacements(top: Tree) -> tuple[Replacement, ...]:
    items = cast(list[Tree], top.get("replaced_by") or [])
    return tuple(Replacement(text(item, "api"), text(item, "operation"), text(item, "source")) for item in items)


def _shared_id(steps: Sequence[Step]) -> str:
    """The id of a plan that merely reads the schema or WSDL, the same in every file: the target is asked for it once."""
    first = steps[0]
    alone = len(steps) == 1 and first.auth is Auth.DEFAULT and not first.capture
    if alone and isinstance(first.say, Introspect):
        return f"{first.api.value}/introspection/{first.id}"
    return f"{first.api.value}/wsdl/{first.id}" if alone and isinstance(first.say, WsdlRead) else ""


def _steps(items: Json, api: Api, effect: Effect, file: str, tree: YamlTree, path: Path, shelf: _Shelf) -> tuple[Step, ...]:
    shelf.problems += [Problem(file, line, says) for line, says in step_problems(items, tree, path)]
    return build_steps(items, api, effect, file, tree, path)


def _needs_of(blanks: Iterable[str], named: Iterable[str] = ()) -> tuple[str, ...]:
    fields = {blank.split(".")[0] for blank in blanks if "." in blank and blank not in RUN_BLANKS | WALK_BLANKS}
    return tuple(sorted(fields | set(named)))


def _needs(file: str, tree: YamlTree, shelf: _Shelf) -> None:
    for index, item in enumerate(cast(list[Tree], mapping(tree.value)["needs"])):
        need_id = text(item, "id")
        place = Place(file, tree.line(("needs", index)))
        if need_id in shelf.needs:
            shelf.problems.append(Problem(file, place.line, f"need {need_id!r} stands in {shelf.needs[need_id].place} too"))
            continue
        ways = []
        for number, way in enumerate(cast(list[Tree], item["ways"])):
            path = ("needs", index, "ways", number)
            effect = Effect(text(way, "effect", "read"))
            steps = _steps(way["steps"], Api.ORDER, effect, file, tree, (*path, "steps"), shelf)
            blanks = [blank for step in steps for blank in blanks_said(step)]
            ways.append(Way(effect, steps, _needs_of(blanks), Place(file, tree.line(path))))
        gives = {name: str(says) for name, says in mapping(item["gives"]).items()}
        shelf.needs[need_id] = Need(need_id, text(item, "says"), gives, tuple(ways), item.get("once") is True, place)


def _matrix(file: ContractFile, shelf: _Shelf) -> None:
    tree = read_yaml(file.text)
    shelf.problems += [Problem(file.name, line, says) for line, says in tree.problems]
    for edition, table in mapping(mapping(tree.value).get("editions")).items():
        rows = cast(list[Tree], mapping(table).get("functions") or [])
        cells = tuple(_cells(rows))
        functions = tuple(text(row, "function") for row in rows)
        shelf.matrices[edition] = Matrix(edition, text(mapping(table), "source"), functions, cells)


def _cells(rows: Iterable[Tree]) -> Iterable[MatrixCell]:
    for row in rows:
        for name in row:
            if name not in list(Api):
                continue
            for mode, status in mapping(row[name]).items():
                cell = Cell(text(row, "function"), Api(name), mode)
                if isinstance(status, Mapping):
                    yield MatrixCell(cell, "limited", text(status, "limited"))
                else:
                    yield MatrixCell(cell, str(status), "")
