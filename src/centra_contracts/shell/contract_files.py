"""Finds and reads contract files: the shipped ones, and a client's own beside them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache, partial
from pathlib import Path
from typing import cast

import jsonschema_rs

from centra_contracts.contract.coverage import CoveredFact, cover_facts
from centra_contracts.contract.ledger import Ledger, read_ledger
from centra_contracts.contract.library import ContractFile, Library, load_library
from centra_contracts.contract.lint import Grammar, bare_cells, lint_facts, lint_library
from centra_contracts.contract.model import Api, Json
from centra_contracts.contract.openapi import Operation, answers_of, operation_of, operations_of
from centra_contracts.contract.permissions import NAME as PERMISSIONS
from centra_contracts.contract.permissions import permissions_of
from centra_contracts.contract.problems import Problem
from centra_contracts.contract.steps import mapping
from centra_contracts.contract.yaml_tree import YamlTree, read_yaml
from centra_contracts.dialect.find import check_jmespath, check_xpath
from centra_contracts.dialect.graphql import check_document
from centra_contracts.errors import ConfigurationError, ContractError, UnknownNameError
from centra_contracts.shell.schema_files import read_sdl
from centra_contracts.shell.shipped import read_shape, shipped_folder
from centra_contracts.shell.wsdl_files import read_wsdl_document

__all__ = ["GRAMMAR", "Shelf", "read_coverage", "read_document", "read_shelf", "shape_reader"]

_SHAPE_NAMES = frozenset({"asyncapi.yaml", "openapi.yaml", "permissions.yaml"})  # documents beside the contracts


def _check_graphql(document: str) -> None:
    problem = check_document(document)
    if problem:
        raise ValueError(f"the GraphQL document cannot be used: {problem}")


GRAMMAR = Grammar(check_jmespath, check_xpath, _check_graphql)


@dataclass(frozen=True, slots=True)
class Shelf:
    """The loaded library and every problem that was found, across files too.

    ``bare`` names the cells of the matrix that no clause speaks for: a gap, but no reason not to check the rest.
    """

    library: Library
    ledger: Ledger
    problems: tuple[Problem, ...]
    bare: tuple[Problem, ...]

    def usable(self) -> Library:
        """The library; raises ``ContractError`` with every problem when there are any."""
        if self.problems:
            raise ContractError(str(problem) for problem in self.problems)
        return self.library


def read_shelf(own: Iterable[Path] = ()) -> Shelf:
    """Reads the shipped contracts and those of the folders in ``own``.

    Raises ``ConfigurationError`` for a folder that is not there or holds no contract.
    """
    folders = tuple(own)
    shipped = shipped_folder("contracts")
    contracts = list(_files(shipped, shipped.parent))
    needs = [file for file in contracts if "/needs/" in file.name]
    for folder in folders:
        if not folder.is_dir():
            raise ConfigurationError(f"--contracts {folder}: there is no such folder")
        found = list(_files(folder, folder.parent))
        if not found:
            raise ConfigurationError(f"--contracts {folder}: the folder holds no contract file (*.yaml)")
        contracts += found
        needs += [file for file in found if "/needs/" in file.name]
    matrix_name = f"{shipped.name}/matrix.yaml"
    library = load_library(
        [file for file in contracts if file not in needs and file.name != matrix_name],
        needs,
        next(file for file in contracts if file.name == matrix_name),
        contract_schema=_schema(shipped / "contract.schema.json"),
        needs_schema=_schema(shipped / "needs.schema.json"),
    )
    ledger = read_ledger(_ledger_files(shipped), _schema(shipped / "ledger.schema.json"))
    problems = {*lint_library(library, GRAMMAR), *lint_facts(library, ledger), *_shape_problems(library, folders)}
    return Shelf(library, ledger, tuple(sorted(problems)), bare_cells(library))


def read_document(api: str, own: Iterable[Path] = ()) -> Json:
    """The OpenAPI document of an API, as a tree; None when it has none. Raises ``ContractError`` when it is no YAML."""
    try:
        return _document(api, "openapi.yaml", own)
    except ConfigurationError:
        return None


def read_coverage(shelf: Shelf, edition: str, own: Sequence[Path] = ()) -> tuple[CoveredFact, ...]:
    """Every fact of the edition, and what encodes it."""
    found = {api.value: read_document(api.value, own) for api in Api}
    documents = {api: document for api, document in found.items() if document is not None}
    permissions = permissions_of(_document(Api.GRAPHQL.value, PERMISSIONS, own))
    sdl, wsdl = read_sdl(edition, tuple(own)), read_wsdl_document(own)
    return cover_facts(shelf.ledger, shelf.library.clauses, documents, edition, sdl, permissions, wsdl)


def shape_reader(own: Sequence[Path] = ()) -> Callable[[str, str], Json]:
    """A function from an API and a reference to a schema, or to the answers of an operation.

    ``openapi.yaml#/components/schemas/Order`` gives that JSON Schema; it keeps the document's ``components``, so that
    references inside it still lead somewhere. ``openapi.yaml#GET /orders`` gives the documented answers of the operation:
    status, media type, schema. ``permissions.yaml`` gives that document. Raises ``ConfigurationError`` where there is no such
    document or operation.
    """
    document = lru_cache(lambda api, name: _document(api, name, own))

    @lru_cache
    def read(api: str, reference: str) -> Json:
        name, _, pointer = reference.partition("#")
        whole = document(api, name)
        if "#" not in reference:
            return whole
        if not pointer.startswith("/"):
            return answers_of(whole, _operation(whole, api, pointer))
        kept = mapping(whole) if isinstance(whole, Mapping) else {}
        return {"$ref": f"#{pointer}", **{key: kept[key] for key in ("components", "$defs", "definitions") if key in kept}}

    return read


def _document(api: str, name: str, own: Iterable[Path]) -> Json:
    """A shape document in YAML or JSON. Raises ``ConfigurationError`` when there is none, or it cannot be read."""
    raw = read_shape(api, name, own)
    if name.endswith(".yaml"):
        tree = _parsed_yaml(raw)
        if tree.problems:
            raise ContractError(str(Problem(f"contracts/{api}/{name}", line, says)) for line, says in tree.problems)
        return tree.value
    try:
        found: Json = json.loads(raw)
    except ValueError as error:
        raise ConfigurationError(f"the shape document {api}/{name} is not JSON: {error}") from error
    return found


@lru_cache(maxsize=16)  # a run reads the same document to check its contracts and to judge by it
def _parsed_yaml(raw: bytes) -> YamlTree:
    return read_yaml(raw.decode("utf-8", "replace"))


def _operation(document: Json, api: str, name: str) -> Operation:
    try:
        return operation_of(document, name)
    except LookupError:
        known = [operation.name for operation in operations_of(document)]
        raise UnknownNameError(f"operation of contracts/{api}/openapi.yaml:", name, known) from None


def _shape_problems(library: Library, own: Sequence[Path]) -> Iterator[Problem]:
    """Shapes that are no JSON Schema, lead nowhere, or lead out of their document: judging reaches for no network."""
    read = shape_reader(own)

    @lru_cache
    def problem_of(api: str, reference: str) -> str:
        try:
            found = read(api, reference)
        except ConfigurationError as error:
            return str(error)
        schemas = (
            [found]
            if "#/" in reference or "#" not in reference
            else [part for media in mapping(found).values() for part in mapping(media).values()]
        )
        return next(filter(None, map(_schema_problem, schemas)), "")

    for clause in library.clauses:
        for expectation in clause.expect:
            shape = expectation.arguments
            if expectation.rule == "shape" and isinstance(shape, Mapping):
                says = _shape_problem(shape, partial(problem_of, clause.api.value))
                if says:
                    yield Problem(expectation.place.file, expectation.place.line, says)
            if expectation.rule == "form" and isinstance(shape, Mapping):
                for name, schema in mapping(shape["among"]).items():
                    if says := _schema_problem(schema):
                        yield Problem(expectation.place.file, expectation.place.line, f"{name}: {says}")
        for replacement in clause.replaced_by:
            says = problem_of(replacement.api, f"openapi.yaml#{replacement.operation}")
            if says:
                yield Problem(clause.place.file, 1, f"replaced_by: {says}")


def _shape_problem(shape: Mapping[str, Json], problem_of: Callable[[str], str]) -> str:
    if "operation" in shape:
        return problem_of(f"openapi.yaml#{shape['operation']}")
    if "ref" in shape:
        return problem_of(str(shape["ref"]))
    return _schema_problem({name: part for name, part in shape.items() if name != "at"})


def _schema_problem(schema: Json) -> str:
    strange = sorted({reference for reference in _references(schema) if not reference.startswith("#")})
    if strange:
        return f"a shape refers only to its own document, not to {', '.join(strange)}"
    try:
        jsonschema_rs.Draft202012Validator(dict(mapping(schema)))
    except ValueError as error:  # whose message goes on with the whole schema
        return f"the shape is no JSON Schema: {str(error).splitlines()[0]}"
    return ""


def _references(schema: Json) -> Iterator[str]:
    if isinstance(schema, Mapping):
        reference = schema.get("$ref")
        if isinstance(reference, str):
            yield reference
    parts = schema.values() if isinstance(schema, Mapping) else schema if isinstance(schema, list) else ()
    for part in parts:
        yield from _references(part)


def _files(folder: Path, root: Path) -> Iterable[ContractFile]:
    for path in sorted(folder.rglob("*.yaml")):
        if path.name in _SHAPE_NAMES:
            continue
        try:
            yield ContractFile(path.relative_to(root).as_posix(), path.read_text(encoding="utf-8"))
        except UnicodeDecodeError as error:
            raise ContractError([f"{path.relative_to(root)}:1: not UTF-8 text ({error.reason})"]) from error


def _ledger_files(shipped: Path) -> Iterator[tuple[str, str]]:
    for path in sorted((shipped / "ledger").glob("*.jsonl")):
        yield path.relative_to(shipped.parent).as_posix(), path.read_text(encoding="utf-8")


def _schema(path: Path) -> Json:
    return cast(Json, json.loads(path.read_text(encoding="utf-8")))
