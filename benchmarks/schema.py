"""What it costs to compare the schema of a GraphQL target with the documented one, for a schema of 2,000 types.

Against the least that anyone can do with the answer: parse it and let graphql-core build the schema, with the same change in it.
"""

from __future__ import annotations

import json
import statistics
import time
from collections.abc import Callable, Iterator

from graphql import build_client_schema, build_schema, introspection_from_schema

from centra_contracts.contract.sdl import Sdl
from centra_contracts.dialect.graphql import schema_members
from centra_contracts.verdict.schema_changes import find_drift

__all__ = ["schema_lines"]

_TYPES = 2000
_REPETITIONS = 3


def schema_lines() -> Iterator[str]:
    """The figures, a line each."""
    text = "type Query { " + " ".join(f"t{n}: T{n}" for n in range(_TYPES)) + " }"
    text += "".join(f" type T{n} {{ id: Int! name: String next(first: Int): [T{n * 7 % _TYPES}] }}" for n in range(_TYPES))
    sdl = Sdl("bench", build_schema(text), {}, {})
    own = build_schema(text.replace("type T77 { id: Int!", "type T77 {"))
    answers = [json.dumps({"data": introspection_from_schema(own, descriptions=False)}) + " " * n for n in range(_REPETITIONS)]

    def compare(answer: str) -> None:
        body = json.loads(answer)
        schema_members(body)
        found = find_drift(sdl, answer, body["data"])
        if [change.coordinate for change in found.changes] != ["T77.id"]:
            raise SystemExit(f"the comparison under measure found {found}")

    ours = statistics.median(_timed(lambda answer=answer: compare(answer)) for answer in answers)
    bare = statistics.median(_timed(lambda answer=answer: _read(answer)) for answer in answers)
    yield f"comparing {_TYPES:,} types    {ours:6.2f} s"
    yield f"only reading them        {bare:6.2f} s"
    yield f"ratio                    {ours / bare:6.2f}"


def _read(answer: str) -> None:
    schema = build_client_schema(json.loads(answer)["data"], assume_valid=True)
    for kind in schema.type_map.values():
        len(getattr(kind, "fields", ()))


def _timed(do: Callable[[], None]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began
