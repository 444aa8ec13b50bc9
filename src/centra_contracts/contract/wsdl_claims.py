"""Which clause speaks for which operation of the WSDL: every operation that the contracts' own WSDL has, has exactly one.

A clause claims operations by its rule ``wsdl: {owns: [...]}``; what the document lacks belongs to ``wsdl: {rest: true}``.
"""

from __future__ import annotations

from collections.abc import Iterator

from centra_contracts.contract.library import Library
from centra_contracts.contract.model import Clause, Expectation
from centra_contracts.contract.problems import Problem
from centra_contracts.contract.steps import mapping
from centra_contracts.contract.wsdl import Wsdl
from centra_contracts.errors import nearest

__all__ = ["RULE", "lint_wsdl_claims", "owned_operations"]

RULE = "wsdl"


def owned_operations(expectation: Expectation) -> tuple[str, ...]:
    """The operations that an expectation claims."""
    listed = mapping(expectation.arguments).get("owns") if expectation.rule == RULE else None
    return tuple(str(name) for name in listed) if isinstance(listed, list) else ()


def lint_wsdl_claims(library: Library, wsdl: Wsdl) -> tuple[Problem, ...]:
    """Every claim on an operation that is not there, or that another clause owns, and every operation that nobody owns."""
    problems: list[Problem] = []
    owners: dict[str, str] = {}
    claims = list(_claims(library.clauses))
    for clause, expectation in claims:
        place = expectation.place
        for name in owned_operations(expectation):
            if name not in wsdl.operations:
                says = f"the WSDL has no operation {name!r}, which the clause owns{nearest(name, wsdl.operations)}"
                problems.append(Problem(place.file, place.line, says))
            if owners.setdefault(name, clause.id) != clause.id:
                problems.append(Problem(place.file, place.line, f"{name} is owned by {owners[name]} too"))
    for name in wsdl.operations:
        if claims and name not in owners:
            place = claims[-1][1].place
            problems.append(Problem(place.file, place.line, f"no clause owns {name} of the WSDL: wsdl: {{owns: [...]}}"))
    return tuple(sorted(set(problems)))


def _claims(clauses: tuple[Clause, ...]) -> Iterator[tuple[Clause, Expectation]]:
    for clause in clauses:
        for expectation in clause.expect:
            if expectation.rule == RULE:
                yield clause, expectation
