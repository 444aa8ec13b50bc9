"""Schemas for tests: documented ones, and what a target with another one answers to an introspection."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Any, cast

from graphql import build_schema, introspection_from_schema

from centra_contracts.contract.model import Json
from centra_contracts.contract.sdl import Guess, Sdl
from centra_contracts.dialect.graphql import schema_members
from centra_contracts.dialect.model import Reading

__all__ = ["introspection", "sdl_of", "shown"]


def sdl_of(text: str, guesses: Mapping[str, Iterable[Guess]] | None = None) -> Sdl:
    """A schema document with these guesses in it."""
    return Sdl("2022-09", build_schema(text), {name: frozenset(found) for name, found in (guesses or {}).items()}, {})


def introspection(text: str) -> dict[str, Any]:
    """The ``data`` of the answer of a target that has this schema."""
    found = introspection_from_schema(build_schema(text), descriptions=False, input_value_deprecation=True)
    return cast(dict[str, Any], found)


def shown(data: object, *, status: int = 200, **changes: Any) -> Reading:
    """The reading of an answer to an introspection."""
    body = cast(Json, {"data": data})
    given = {"text": json.dumps(body), "members": schema_members(body), "accepted": True, **changes}
    return Reading("p#1", status, {}, body, **given)
