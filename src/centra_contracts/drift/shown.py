"""Which documented fields of the GraphQL schema the answers of a run showed, and which no answer ever did."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache

from graphql import DocumentNode, GraphQLError, parse

from centra_contracts.contract.sdl import Sdl
from centra_contracts.contract.seen import documented_fields, seen_fields
from centra_contracts.dialect.model import Reading
from centra_contracts.drift.model import FieldCount

__all__ = ["count_fields"]


def count_fields(sdl: Sdl, readings: Iterable[Reading]) -> FieldCount:
    """How many documented fields have a value in at least one answer, and the names of those that have none, sorted."""
    documented = documented_fields(sdl)
    seen: set[str] = set()
    for reading in readings:
        document = _parsed(reading.document) if reading.document else None
        if document is not None and isinstance(reading.body, Mapping):
            seen |= seen_fields(sdl.schema, document, reading.body.get("data"))
    return FieldCount(len(documented), tuple(sorted(documented - seen)))


@lru_cache(maxsize=512)
def _parsed(document: str) -> DocumentNode | None:
    try:
        return parse(document, no_location=True)
    except (GraphQLError, RecursionError):
        return None
