"""Finds and reads the documents of the GraphQL schema: that of the default edition, and what later ones make of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from pathlib import Path

from centra_contracts.contract.model import DEFAULT_EDITION, EDITIONS, Api
from centra_contracts.contract.sdl import Sdl, SdlError, load_sdl
from centra_contracts.errors import ConfigurationError, ContractError
from centra_contracts.shell.shipped import read_shape

__all__ = ["read_sdl", "sdl_reader"]

_FOLDER = Api.GRAPHQL.value


def sdl_reader(edition: str = DEFAULT_EDITION, own: Sequence[Path] = ()) -> Callable[[], Sdl]:
    """A function that gives the schema of an edition, which it reads when it is asked for the first time."""
    folders = tuple(own)

    @lru_cache(maxsize=1)
    def read() -> Sdl:
        return read_sdl(edition, folders)

    return read


def read_sdl(edition: str, own: tuple[Path, ...] = ()) -> Sdl:
    """The schema of an edition; a document of an own folder takes the place of the shipped one.

    Raises ``ContractError`` with every problem of the documents, ``ConfigurationError`` when there is none.
    """
    try:
        return _loaded(edition, tuple(_documents(edition, own)))
    except SdlError as error:
        raise ContractError(map(str, error.problems)) from error


def _documents(edition: str, own: Sequence[Path]) -> Iterator[tuple[str, str]]:
    for known in EDITIONS[: EDITIONS.index(edition) + 1]:
        name = "schema.graphql" if known == DEFAULT_EDITION else f"schema-{known}.graphql"
        try:
            raw = read_shape(_FOLDER, name, own)
        except ConfigurationError:
            if known == DEFAULT_EDITION:
                raise
            continue  # an edition that changes nothing has no document
        yield f"contracts/{_FOLDER}/{name}", raw.decode("utf-8", "replace")


@lru_cache(maxsize=8)  # a run reads the same documents to check its contracts and to judge by them
def _loaded(edition: str, files: tuple[tuple[str, str], ...]) -> Sdl:
    return load_sdl(edition, files)
