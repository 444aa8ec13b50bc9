"""Finds and reads the documents of the GraphQL schema: that of the default edition, and what later ones make of it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from centra_contracts.contract.claims import lint_claims
from centra_contracts.contract.library import Library
from centra_contracts.contract.model import DEFAULT_EDITION, EDITIONS, Api
from centra_contracts.contract.permissions import NAME as PERMISSIONS
from centra_contracts.contract.permissions import lint_permissions
from centra_contracts.contract.problems import Problem
from centra_contracts.contract.sdl import Sdl, SdlError, load_sdl
from centra_contracts.contract.sdl_lint import lint_documents
from centra_contracts.errors import ConfigurationError, ContractError
from centra_contracts.shell.shipped import read_shape, shipped_folder

__all__ = ["OWN_NAME", "read_sdl", "schema_problems", "sdl_reader"]

OWN_NAME = "schema-own.graphql"  # what is agreed beyond the pages, in a folder of own contracts

_FOLDER = Api.GRAPHQL.value


def sdl_reader(edition: str = DEFAULT_EDITION, own: Sequence[Path] = ()) -> Callable[[], Sdl]:
    """A function that gives the schema of an edition, which it reads when it is asked for the first time."""
    folders = tuple(own)

    @lru_cache(maxsize=1)
    def read() -> Sdl:
        return read_sdl(edition, folders)

    return read


def read_sdl(edition: str, own: tuple[Path, ...] = ()) -> Sdl:
    """The schema of an edition, with what the documents of own folders make of it.

    Raises ``ContractError`` with every problem of the documents, ``ConfigurationError`` when there is none.
    """
    try:
        return _loaded(edition, tuple(_documents(edition, own)))
    except SdlError as error:
        raise ContractError(map(str, error.problems)) from error


def schema_problems(library: Library, own: tuple[Path, ...] = ()) -> tuple[Problem, ...]:
    """What is wrong with the documents of the schema and of permissions or, if nothing is, with what contracts say to GraphQL."""
    problems: list[Problem] = []
    known: dict[str, Sdl] = {}
    for edition in EDITIONS:
        try:
            known[edition] = _loaded(edition, tuple(_documents(edition, own)))
        except SdlError as error:
            problems += error.problems
    problems += _permission_problems(own)
    if problems:
        return tuple(sorted(set(problems)))
    return tuple(sorted({*lint_documents(library, known.__getitem__), *lint_claims(library, known)}))


def _permission_problems(own: Sequence[Path]) -> tuple[Problem, ...]:
    schema = json.loads((shipped_folder("contracts") / "permissions.schema.json").read_text(encoding="utf-8"))
    source = read_shape(_FOLDER, PERMISSIONS, own).decode("utf-8", "replace")
    return lint_permissions(f"contracts/{_FOLDER}/{PERMISSIONS}", source, schema)


def _documents(edition: str, own: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for known in EDITIONS[: EDITIONS.index(edition) + 1]:
        name = "schema.graphql" if known == DEFAULT_EDITION else f"schema-{known}.graphql"
        try:
            raw = read_shape(_FOLDER, name)
        except ConfigurationError:
            if known == DEFAULT_EDITION:
                raise
            continue  # an edition that changes nothing has no document
        yield f"contracts/{_FOLDER}/{name}", raw.decode("utf-8", "replace")
    for folder in own:
        path = folder / _FOLDER / OWN_NAME
        if path.is_file():
            yield path.relative_to(folder.parent).as_posix(), path.read_bytes().decode("utf-8", "replace")


@lru_cache(maxsize=8)  # a run reads the same documents to check its contracts and to judge by them
def _loaded(edition: str, files: tuple[tuple[str, str], ...]) -> Sdl:
    return load_sdl(edition, files)
