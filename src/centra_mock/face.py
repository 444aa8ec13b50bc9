"""What a face is: one API of the mock, as a package under ``faces`` that exports ``LIES`` and ``routes``.

A face that has to follow changes of the store (such as the SOAP event queue) exports ``attach(world)`` too; it is
called with every fresh store, after it was seeded: at the start and on every reset.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from starlette.requests import Request
from starlette.routing import BaseRoute

from centra_mock import faces
from centra_mock.lies import Lie

if TYPE_CHECKING:
    from centra_mock.world import World

__all__ = ["BODY_LIMIT_BYTES", "BadJsonError", "Face", "find_faces", "read_json"]

BODY_LIMIT_BYTES = 5 * 1024 * 1024  # the server answers 413 above it, before a face sees the request
JSON_DEPTH_LIMIT = 100


@dataclass(frozen=True, slots=True)
class Face:
    """One API: its name, its routes under its own prefix, its lies, and what it does with a fresh store."""

    name: str
    routes: Callable[[World], list[BaseRoute]]
    lies: tuple[Lie, ...]
    attach: Callable[[World], None] | None = None


class BadJsonError(ValueError):
    """The body is not JSON; the text says why in a few words."""


def find_faces() -> list[Face]:
    """Every package under ``centra_mock.faces``, by name."""
    found = []
    for info in sorted(pkgutil.iter_modules(faces.__path__), key=lambda each: each.name):
        if info.ispkg:
            module = importlib.import_module(f"{faces.__name__}.{info.name}")
            found.append(Face(info.name, module.routes, module.LIES, getattr(module, "attach", None)))
    return found


async def read_json(request: Request) -> object:
    """The body as JSON, ``None`` when it is empty.

    Raises ``BadJsonError`` for anything that is not JSON in UTF-8, for NaN and infinities, and for nesting deeper
    than a client can mean.
    """
    raw = await request.body()
    if not raw.strip():
        return None
    try:
        value = json.loads(raw, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as problem:
        raise BadJsonError(f"the body is not JSON: {type(problem).__name__}") from problem
    if _is_deeper(value, JSON_DEPTH_LIMIT):
        raise BadJsonError(f"the body is nested deeper than {JSON_DEPTH_LIMIT} levels")
    return value


def _refuse_constant(name: str) -> object:
    raise ValueError(f"{name} is not JSON")


def _is_deeper(value: object, levels: int) -> bool:
    pending = [(value, levels)]
    while pending:
        each, left = pending.pop()
        children = list(each.values()) if isinstance(each, dict) else each if isinstance(each, list) else []
        if children and left == 0:
            return True
        pending.extend((child, left - 1) for child in children)
    return False
