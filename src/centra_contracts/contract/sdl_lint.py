"""Whether the GraphQL documents of contracts and needs are ones that the pages allow.

A step that is to be refused may say what no page shows: the steps of a clause about an absence, or about what is coming soon,
and a step whose answer must be refused, are left alone.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache

from graphql import DocumentNode, GraphQLError, parse, validate

from centra_contracts.contract.library import Library
from centra_contracts.contract.model import EDITIONS, Api, Clause, GraphqlCall, Kind, Need, Step
from centra_contracts.contract.problems import Problem
from centra_contracts.contract.sdl import Sdl

__all__ = ["lint_documents", "objections"]

_TRIES = frozenset({Kind.ABSENCE, Kind.COMING_SOON})
# The page says so: strict checks of variables are off until nobody declares dates as String any more.
# Source: api-references/graphql-integration-api/authorization#date-and-time-scalars
_TOLERATED = re.compile(
    r"Variable '\$\w+' of type '\[*String!?[\]!]*' used in position expecting type '\[*Date(?:TimeTz)?[\]!]*'\."
)


def lint_documents(library: Library, sdl_of: Callable[[str], Sdl]) -> tuple[Problem, ...]:
    """Every document that is not allowed in an edition of its clause; that of a need must be allowed in one of them."""

    @cache  # clauses share the steps of their plan
    def found_in(edition: str, document: str) -> tuple[str, ...]:
        return objections(sdl_of(edition), _parsed(document))

    problems: set[Problem] = set()
    for clause in library.clauses:
        for step in _said(clause):
            for edition in clause.editions:
                problems.update(_problems(step, edition, found_in(edition, _document_of(step))))
    for need in library.needs.values():
        for step in _steps_of(need):
            found = {edition: found_in(edition, _document_of(step)) for edition in EDITIONS}
            if all(found.values()):
                problems.update(_problems(step, EDITIONS[0], found[EDITIONS[0]]))
    return tuple(sorted(problems))


def objections(sdl: Sdl, document: DocumentNode | None) -> tuple[str, ...]:
    """What a server with this schema has against a document; nothing against one that is none, which is found elsewhere."""
    if document is None:
        return ()
    found = (" ".join(error.message.split()) for error in validate(sdl.schema, document))
    return tuple(says for says in found if not _TOLERATED.fullmatch(says))


def _said(clause: Clause) -> Iterator[Step]:
    if clause.plan is None or clause.kind in _TRIES:
        return
    refused = {expectation.step for expectation in clause.expect if expectation.rule == "refused"}
    yield from (step for step in clause.plan.steps if _is_document(step) and step.id not in refused)


def _steps_of(need: Need) -> Iterator[Step]:
    for way in need.ways:
        yield from filter(_is_document, way.steps)


def _is_document(step: Step) -> bool:
    return step.api is Api.GRAPHQL and isinstance(step.say, GraphqlCall)


def _document_of(step: Step) -> str:
    assert isinstance(step.say, GraphqlCall)
    return step.say.document


def _parsed(document: str) -> DocumentNode | None:
    try:
        return parse(document)
    except (GraphQLError, RecursionError):
        return None


def _problems(step: Step, edition: str, found: Iterable[str]) -> Iterator[Problem]:
    for says in found:
        yield Problem(step.place.file, step.place.line, f"no page of {edition} shows what the document says: {says}")
