"""Which clause speaks for which part of the GraphQL schema: every type and every query and mutation has exactly one.

A clause claims parts by its rule ``schema: {owns: [...]}``; what the schema document lacks belongs to ``schema: {rest: true}``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from graphql import GraphQLEnumType, GraphQLObjectType, GraphQLUnionType, is_specified_scalar_type

from centra_contracts.contract.generated import required_arguments
from centra_contracts.contract.library import Library
from centra_contracts.contract.model import Clause, Expectation, Generate, Json
from centra_contracts.contract.problems import Problem
from centra_contracts.contract.sdl import ROOTS, Sdl
from centra_contracts.contract.steps import mapping
from centra_contracts.errors import nearest

__all__ = ["claimable", "lint_claims"]

_RULE = "schema"


def claimable(sdl: Sdl) -> tuple[str, ...]:
    """What must be claimed: every type but the roots and GraphQL's own, and every field of the roots; sorted."""
    names = [
        name
        for name, kind in sdl.schema.type_map.items()
        if name not in ROOTS and not name.startswith("__") and not is_specified_scalar_type(kind)
    ]
    for root in ROOTS:
        kind = sdl.schema.type_map.get(root)
        names += [f"{root}.{field}" for field in kind.fields] if isinstance(kind, GraphQLObjectType) else []
    return tuple(sorted(names))


def lint_claims(library: Library, sdls: Mapping[str, Sdl]) -> tuple[Problem, ...]:
    """Every claim on what is not there, or on what another clause owns, everything unclaimed, and generated steps that cannot be.

    ``sdls`` holds the schema of each edition.
    """
    problems: list[Problem] = []
    for clause in library.clauses:
        known = [sdls[edition] for edition in clause.editions if edition in sdls]
        problems += _generated_problems(clause, known)
        for expectation in _claims(clause):
            problems += _unknown_names(expectation, known)
    for edition, sdl in sdls.items():
        problems += _ownership_problems([clause for clause in library.clauses if edition in clause.editions], edition, sdl)
    return tuple(sorted(set(problems)))


def _claims(clause: Clause) -> Iterator[Expectation]:
    return (expectation for expectation in clause.expect if expectation.rule == _RULE)


def _owns(expectation: Expectation, key: str = "owns") -> list[str]:
    listed: Json = mapping(expectation.arguments).get(key)
    return [str(name) for name in listed] if isinstance(listed, list) else []


def _unknown_names(expectation: Expectation, known: list[Sdl]) -> Iterator[Problem]:
    names = {name for sdl in known for name in claimable(sdl)}
    place = expectation.place
    for name in _owns(expectation):
        if name not in names:
            yield Problem(place.file, place.line, f"no schema document has {name!r}, which the clause owns{nearest(name, names)}")
    for name in _owns(expectation, "complete"):
        kinds = [sdl.schema.type_map.get(name) for sdl in known]
        if name not in _owns(expectation) or not any(isinstance(kind, GraphQLEnumType | GraphQLUnionType) for kind in kinds):
            yield Problem(place.file, place.line, f"complete lists enums and unions that the clause owns, not {name!r}")


def _ownership_problems(clauses: list[Clause], edition: str, sdl: Sdl) -> Iterator[Problem]:
    owners: dict[str, str] = {}
    claims = [(clause, expectation) for clause in clauses for expectation in _claims(clause)]
    for clause, expectation in claims:
        place = expectation.place
        for name in _owns(expectation):
            if name in owners:
                yield Problem(place.file, place.line, f"{name} is owned by {owners[name]} too")
            owners.setdefault(name, clause.id)
    if not claims:
        return
    place = claims[-1][1].place
    for name in claimable(sdl):
        if name not in owners:
            yield Problem(place.file, place.line, f"no clause owns {name} of the schema of {edition}: schema: {{owns: [...]}}")


def _generated_problems(clause: Clause, known: list[Sdl]) -> Iterator[Problem]:
    for step in clause.plan.steps if clause.plan is not None else ():
        if isinstance(step.say, Generate):
            for says in sorted({_generated_problem(step.say, sdl) for sdl in known} - {""}):
                yield Problem(step.place.file, step.place.line, says)


def _generated_problem(say: Generate, sdl: Sdl) -> str:
    queries = sdl.schema.query_type.fields if sdl.schema.query_type is not None else {}
    field = queries.get(say.query)
    if field is None:
        return f"the schema document has no query {say.query!r}{nearest(say.query, queries)}"
    strange = sorted(set(say.arguments) - set(field.args))
    if strange:
        return f"Query.{say.query} has no argument {strange[0]!r}{nearest(strange[0], field.args)}"
    missing = [name for name in required_arguments(field) if name not in say.arguments]
    return f"Query.{say.query} cannot be asked for without {', '.join(missing)}" if missing else ""
