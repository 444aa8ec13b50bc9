"""Rules about the schema that a target shows of itself, as a whole and against the schema document, area by area.

Every change is found once for all clauses; a clause tells those of what it owns. Source:
``api-references/graphql-integration-api/schema``; GraphQL specification, section 4.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from typing import cast

from centra_contracts.contract.model import Json
from centra_contracts.contract.steps import mapping
from centra_contracts.verdict.context import Breach, Context, Obstacle, Rule
from centra_contracts.verdict.model import Direction, Level
from centra_contracts.verdict.schema_changes import Change, SchemaDrift, find_drift
from centra_contracts.verdict.show import printable, show_answer

__all__ = ["RULES", "describes_itself", "schema_is_as_documented", "shortened"]

_MOST_ADDITIONS = 20  # of one clause; the documents describe a part of a schema that is far bigger


def describes_itself(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The target answers an introspection, and with a schema."""
    reading = context.reading
    wanted = "a GraphQL schema"
    if reading.members is None and (reading.errors or (reading.status or 0) >= 400):
        return (Breach("CC506", "introspection", wanted, show_answer(reading), absent=True),)
    drift = _drift(context)
    problem = printable(drift.problem if drift is not None else show_answer(reading))
    return (Breach("CC507", "introspection", wanted, problem),) if problem else ()


def schema_is_as_documented(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """What the clause owns is in the target's schema as the schema document has it; ``rest`` owns what the document lacks."""
    drift = _drift(context)
    if drift is None:
        return ()
    tree = mapping(arguments)
    if tree.get("rest") is True:
        known = context.sdl().schema.type_map
        owned = [change for change in drift.changes if _is_unknown(change, known)]
    else:
        owners = frozenset(cast(list[str], tree["owns"]))
        complete = frozenset(cast(list[str], tree.get("complete") or []))
        owned = [_graded(change, complete) for change in drift.changes if change.owner in owners]
    return tuple(shortened(_breach(change) for change in owned))


def _drift(context: Context) -> SchemaDrift | None:
    """Every change; None where the answer is no introspection at all."""
    reading = context.reading
    if reading.members is None:
        return None
    data = reading.body.get("data") if isinstance(reading.body, Mapping) else None
    return find_drift(context.sdl(), reading.text, data)


def _unreadable(context: Context) -> Obstacle | None:
    drift = _drift(context)
    if drift is not None and not drift.problem:
        return None
    return Obstacle("CC909", "the target does not let its schema be read; the clause about introspection tells what it answered")


def _is_unknown(change: Change, known: Mapping[str, object]) -> bool:
    """Whether the change adds a type, a directive or a query or mutation, so that no area can own it."""
    return change.code in ("CC524", "CC531") or change.coordinate.startswith("@") or _adds_root_field(change, known)


def _adds_root_field(change: Change, known: Mapping[str, object]) -> bool:
    return change.code == "CC532" and change.owner == change.coordinate and change.owner not in known


def _graded(change: Change, complete: frozenset[str]) -> Change:
    """A value that is added to an enum of which every value is documented may take clients by surprise."""
    if change.is_member and change.owner in complete:
        return replace(
            change, direction=Direction.CHANGED, level=Level.DANGEROUS, expected=f"{change.owner} as it is listed in full"
        )
    return change


def _breach(change: Change) -> Breach:
    absent, place = change.direction is Direction.MISSING, printable(change.coordinate)
    return Breach(
        change.code, place, printable(change.expected), printable(change.observed), absent, change.direction, change.level
    )


def shortened(breaches: Iterable[Breach]) -> Iterator[Breach]:
    """All that is not an addition, and as many additions as can be read, with the number of the others."""
    additions: list[Breach] = []
    for breach in breaches:
        if breach.direction is Direction.UNDOCUMENTED:
            additions.append(breach)
        else:
            yield breach
    yield from additions[:_MOST_ADDITIONS]
    left = additions[_MOST_ADDITIONS:]
    if left:
        yield replace(left[-1], place="further additions", observed=f"{len(left)} more, the last of which is {left[-1].place}")


RULES = (
    Rule("introspected", describes_itself, ("CC506", "CC507")),
    Rule(
        "schema",
        schema_is_as_documented,
        tuple(f"CC{number}" for number in (*range(511, 527), *range(531, 537))),
        obstacle=_unreadable,
    ),
)
