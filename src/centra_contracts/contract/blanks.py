"""Blanks: ``<name>`` inside texts of a contract, to be filled from captured plain values.

Source: ``docs/contract-language.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from centra_contracts.contract.model import (
    Await,
    Generate,
    GraphqlCall,
    Hold,
    Json,
    Notify,
    RestCall,
    Say,
    SoapCall,
    Step,
    Upload,
)

__all__ = ["BLANK", "RUN_BLANKS", "WALK_BLANKS", "blanks_in", "blanks_of_step", "blanks_said"]

BLANK = re.compile(r"<([a-z][a-z0-9_]*(?:\.[a-z][a-z0-9_]*)?)>")
RUN_BLANKS = frozenset({"run.token", "run.number", "run.date", "run.time"})
WALK_BLANKS = frozenset({"walk.line", "walk.quantity"})  # of moves: drawn anew for each


def blanks_in(value: Json) -> Iterator[str]:
    """Every blank in the texts of a JSON tree, keys included, in order, repetitions too.

    >>> list(blanks_in({"a": ["<x>", "b <y.z> c"]}))
    ['x', 'y.z']
    """
    if isinstance(value, str):
        yield from BLANK.findall(value)
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from BLANK.findall(key)
            yield from blanks_in(item)
    elif isinstance(value, list):
        for item in value:
            yield from blanks_in(item)


def blanks_said(step: Step) -> tuple[str, ...]:
    """Every blank of a step, in order: of what it signs, and of what it says."""
    signed: list[Json] = [step.sign.text, step.sign.key] if step.sign is not None else []
    return (*blanks_in(signed), *blanks_of_step(step.say))


def blanks_of_step(say: Say) -> tuple[str, ...]:
    """Every blank of what a step says, in order; GraphQL documents have none."""
    match say:
        case RestCall():
            form: Json = dict(say.form) if say.form is not None else None
            return tuple(blanks_in([say.path, dict(say.query), dict(say.headers), say.json, form, say.text]))
        case GraphqlCall():
            return tuple(blanks_in(dict(say.variables)))
        case Generate():
            return tuple(blanks_in(dict(say.arguments)))
        case Upload():
            return tuple(blanks_in([say.address, say.fields]))
        case SoapCall():
            return tuple(blanks_in(dict(say.body)))
        case Notify():
            return tuple(blanks_in([say.address, say.json]))
        case Await():
            return tuple(blanks_in([say.match, say.at]))
        case Hold():
            return tuple(blanks_in([say.match, say.at, say.times]))
        case _:
            return ()
