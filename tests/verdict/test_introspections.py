"""The schema of a target, area by area: each change is told by the one clause that owns it."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from centra_contracts.contract.model import (
    Api,
    Auth,
    Cell,
    Clause,
    Effect,
    Expectation,
    Introspect,
    Json,
    Kind,
    Place,
    Step,
    StepList,
)
from centra_contracts.contract.sdl import Sdl
from centra_contracts.dialect.model import Reading
from centra_contracts.verdict.context import Breach, Context
from centra_contracts.verdict.judge import Hearing, judge
from centra_contracts.verdict.model import Direction, Level, Outcome, Verdict
from centra_contracts.verdict.rules.registry import RULES
from tests.verdict.schemas import introspection, sdl_of, shown

_BASE = """
type Query { brands: [Brand] }
type Mutation { createBrand(name: String): Brand }
type Brand { id: Int name: String status: Status }
enum Status { ACTIVE INACTIVE }
"""
_SDL = sdl_of(_BASE)


def _breaches(arguments: Json, own: str) -> list[tuple[str, str, Direction | None, Level | None]]:
    context = Context(shown(introspection(own)), {}, lambda name: None, lambda: _SDL)
    found: tuple[Breach, ...] = RULES["schema"].judge(arguments, context)
    return [(breach.code, breach.place, breach.direction, breach.level) for breach in found]


def _verdict(rule: str, arguments: Json, reading: Reading, sdl: Callable[[], Sdl] = lambda: _SDL) -> Verdict:
    place = Place("schema.yaml", 1)
    step = Step("schema", Api.GRAPHQL, Introspect(), Auth.DEFAULT, "main", {}, place)
    clause = Clause(
        id="graphql.schema.area",
        contract="graphql.schema",
        api=Api.GRAPHQL,
        promise="The schema has what is documented.",
        kind=Kind.RULE,
        source="page",
        cell=Cell("Orders", Api.GRAPHQL, "R"),
        effect=Effect.READ,
        plan=StepList("graphql/introspection/schema", Effect.READ, (step,)),
        expect=(Expectation(rule, arguments, "schema", place),),
        needs=(),
        editions=("2022-09",),
        untestable="",
        facts=(),
        note="",
        unbitten="",
        deprecated="",
        place=place,
    )
    return judge(clause, Hearing((), {"schema": reading}, {}), RULES, lambda name: None, sdl)


def test_a_clause_tells_of_what_it_owns_only() -> None:
    """A change of a type hits its area, one of a query the area of the query; nothing is told twice."""
    own = (
        _BASE.replace("name: String status", "status")
        .replace("createBrand(name: String)", "createBrand")
        .replace(" INACTIVE", "")
    )
    told = {
        "read": _breaches({"owns": ["Query.brands", "Brand"]}, own),
        "write": _breaches({"owns": ["Mutation.createBrand"]}, own),
        "shared": _breaches({"owns": ["Status"]}, own),
        "rest": _breaches({"rest": True}, own),
    }
    missing = (Direction.MISSING, Level.BREAKING)
    assert told == {
        "read": [("CC512", "Brand.name", *missing)],
        "write": [("CC513", "Mutation.createBrand(name)", *missing)],
        "shared": [("CC514", "Status.INACTIVE", *missing)],
        "rest": [],
    }


def test_what_nobody_can_own_is_told_by_the_last_clause() -> None:
    """New types, queries and directives; a new field of a known type belongs to the type."""
    own = (
        _BASE.replace("[Brand] }", "[Brand] plans: [Plan] }").replace("{ id: Int", "{ id: Int size: Int")
        + "type Plan { id: Int }"
    )
    undocumented = (Direction.UNDOCUMENTED, Level.SAFE)
    assert _breaches({"rest": True}, own) == [("CC531", "Plan", *undocumented), ("CC532", "Query.plans", *undocumented)]
    assert _breaches({"owns": ["Brand", "Query.brands"]}, own) == [("CC532", "Brand.size", *undocumented)]


def test_a_further_value_is_dangerous_where_all_are_documented() -> None:
    """Clients that know every value meet one that they do not know; elsewhere the pages show some values only."""
    own = _BASE.replace("INACTIVE", "INACTIVE PLANNED")
    assert _breaches({"owns": ["Status"]}, own) == [("CC534", "Status.PLANNED", Direction.UNDOCUMENTED, Level.SAFE)]
    complete = _breaches({"owns": ["Status"], "complete": ["Status"]}, own)
    assert complete == [("CC534", "Status.PLANNED", Direction.CHANGED, Level.DANGEROUS)]


def test_of_many_additions_some_are_told_and_the_others_counted() -> None:
    """The documents describe a part of a schema that is far bigger."""
    own = _BASE + "".join(f"type New{n} {{ id: Int }}" for n in range(50))
    found = _breaches({"rest": True}, own)
    assert (len(found), found[-1][1]) == (21, "further additions")


def test_additions_alone_leave_a_clause_whole() -> None:
    """They are told, and safe."""
    verdict = _verdict("schema", {"owns": ["Brand"]}, shown(introspection(_BASE.replace("{ id: Int", "{ id: Int size: Int"))))
    assert (verdict.outcome, verdict.code, verdict.level) == (Outcome.HOLDS, "CC532", Level.SAFE)


def test_a_deprecation_breaks_the_clause_and_is_safe() -> None:
    """It is no failure of a run, and everyone should know."""
    verdict = _verdict("schema", {"owns": ["Brand"]}, shown(introspection(_BASE.replace("id: Int", "id: Int @deprecated"))))
    assert (verdict.outcome, verdict.code, verdict.level) == (Outcome.BROKEN, "CC525", Level.SAFE)


_REFUSALS = {
    "an error": (
        shown(None, text='{"errors":[{"message":"off"}]}', members=None, accepted=False, errors={"errors": "off"}),
        "CC506",
    ),
    "a status": (shown(None, status=403, text="no", members=None, accepted=False), "CC506"),
    "no JSON": (shown(None, text="<html>", members=None, accepted=False), "CC507"),
    "no schema": (shown({"__schema": {"types": [{"name": "Query"}]}}), "CC507"),
    "a list": (shown({"__schema": []}, members=None), "CC507"),
}


@pytest.mark.parametrize("answer", _REFUSALS)
def test_a_schema_that_cannot_be_read_is_one_broken_promise(answer: str) -> None:
    """The clause about introspection tells it; the areas are not judged, and say why."""
    reading, code = _REFUSALS[answer]
    readable, area = _verdict("introspected", True, reading), _verdict("schema", {"owns": ["Brand"]}, reading)
    assert (readable.outcome, readable.code, readable.level) == (Outcome.BROKEN, code, Level.BREAKING)
    assert (area.outcome, area.code, area.findings) == (Outcome.SKIPPED, "CC909", ())
