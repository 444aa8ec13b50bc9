"""What one file alone cannot show: names that must exist elsewhere, expressions that must parse, cells that need a clause."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from centra_contracts.contract.blanks import RUN_BLANKS, WALK_BLANKS, blanks_in, blanks_of_step
from centra_contracts.contract.expressions import Rewrite, fill_jmespath, fill_pattern, fill_xpath, rewrite_arguments
from centra_contracts.contract.ledger import Ledger
from centra_contracts.contract.library import Library
from centra_contracts.contract.model import (
    DEFAULT_EDITION,
    Api,
    Await,
    Clause,
    Effect,
    GraphqlCall,
    Hold,
    Json,
    Kind,
    Matrix,
    Need,
    Place,
    SoapCall,
    Step,
)
from centra_contracts.contract.problems import Problem
from centra_contracts.errors import nearest

__all__ = ["WALK_RULE", "Grammar", "bare_cells", "lint_facts", "lint_library"]

_KIND_OF_STATUS = {
    "available": Kind.CAPABILITY,
    "limited": Kind.LIMITATION,
    "unavailable": Kind.ABSENCE,
    "coming_soon": Kind.COMING_SOON,
}
_CELL_KINDS = frozenset(_KIND_OF_STATUS.values())
_MARKING = "events_Done"
_PATTERN_LISTS = ("schema_lacks", "wsdl_lacks")
WALK_RULE = "invariant"  # the rule that judges walks, and nothing but walks

_Check = Callable[[str], None]  # raises ValueError with one line


@dataclass(frozen=True, slots=True)
class Grammar:
    """How to check texts in the languages that contracts quote; each check raises ``ValueError`` with one line.

    The dialects, which stand to the right of this room, know the languages; the shell hands their checks in.
    """

    jmespath: _Check
    xpath: _Check
    graphql: _Check


def lint_library(library: Library, grammar: Grammar) -> tuple[Problem, ...]:
    """Every problem of and across files, sorted."""
    problems = list(library.problems)
    problems += _repeated_ids(library)
    matrix = library.matrices.get(DEFAULT_EDITION)
    for clause in library.clauses:
        problems += _clause_problems(clause, library.needs, matrix, grammar)
    for need in library.needs.values():
        problems += _need_problems(need, library.needs, grammar)
    return tuple(sorted(set(problems)))


def lint_facts(library: Library, ledger: Ledger) -> tuple[Problem, ...]:
    """Every problem of the ledger, and every fact that a clause lists although the ledger has none of that id."""
    problems = list(ledger.problems)
    for clause in library.clauses:
        for fact in clause.facts:
            if fact not in ledger.facts:
                near = nearest(fact, [known for known in ledger.facts if known.startswith(f"{clause.api.value}.")])
                problems.append(Problem(clause.place.file, clause.place.line, f"unknown fact {fact!r}{near}"))
    return tuple(sorted(problems))


def _repeated_ids(library: Library) -> Iterator[Problem]:
    seen: dict[str, Place] = {}
    owners: Iterable[tuple[str, Place]] = [
        *((contract.id, contract.place) for contract in library.contracts),
        *((clause.id, clause.place) for clause in library.clauses),
    ]
    for name, place in owners:
        if name in seen:
            yield Problem(place.file, place.line, f"id {name!r} stands in {seen[name]} too")
        seen.setdefault(name, place)


def _clause_problems(clause: Clause, needs: Mapping[str, Need], matrix: Matrix | None, grammar: Grammar) -> Iterator[Problem]:
    place = clause.place
    if not clause.id.startswith(f"{clause.api.value}.") and not clause.id.startswith("journeys."):
        yield Problem(place.file, place.line, f"the id of a clause begins with its API: {clause.api.value}.")
    yield from _cell_problems(clause, matrix)
    if clause.plan is None:
        return
    steps = clause.plan.all_steps
    yield from _step_problems(steps, needs, grammar, moves=clause.plan.moves)
    yield from _walk_problems(clause)
    yield from _marking_problems(steps, clause.plan.effect)
    ids = [step.id for step in steps]
    captures = {name for step in steps for name in step.capture}
    for need in clause.needs:
        if need not in needs:
            yield Problem(place.file, place.line, f"unknown need {need!r}{nearest(need, needs)}")
    for expectation in clause.expect:
        at = expectation.place
        wanted = [expectation.step]
        if isinstance(expectation.arguments, Mapping) and isinstance(expectation.arguments.get("since"), str):
            wanted.append(str(expectation.arguments["since"]))
        for step_id in wanted:
            if step_id not in ids:
                yield Problem(at.file, at.line, f"unknown step {step_id!r}; the plan has: {', '.join(ids)}")
        for blank in blanks_in(expectation.arguments):
            yield from _blank_problem(blank, captures, needs, at)
        step = next((item for item in steps if item.id == expectation.step), None)
        if step is not None:
            for says in _expression_problems(expectation.rule, expectation.arguments, grammar, xml=_answers_xml(step)):
                yield Problem(at.file, at.line, says)


def _cell_problems(clause: Clause, matrix: Matrix | None) -> Iterator[Problem]:
    place = clause.place
    if clause.cell is None:
        if clause.kind in _CELL_KINDS and clause.api is not Api.SUBSCRIPTION:
            yield Problem(place.file, place.line, f"a clause of kind {clause.kind.value} names its cell of the matrix")
        return
    if matrix is None:
        return
    if clause.cell.function not in matrix.functions:
        hint = nearest(clause.cell.function, matrix.functions)
        yield Problem(place.file, place.line, f"unknown function {clause.cell.function!r}{hint}")
        return
    documented = next((item for item in matrix.cells if item.cell == clause.cell), None)
    if documented is None:
        yield Problem(place.file, place.line, f"the matrix has no cell {clause.cell.mode} for {clause.api.value}")
    elif clause.kind in _CELL_KINDS and DEFAULT_EDITION in clause.editions:
        wanted = _KIND_OF_STATUS[documented.status]
        if clause.kind is not wanted and clause.kind is not Kind.LIMITATION:
            says = f"the matrix says {documented.status} here, so the kind is {wanted.value}, not {clause.kind.value}"
            yield Problem(place.file, place.line, says)
        elif documented.anchor and clause.kind is Kind.LIMITATION and not clause.source.endswith("#" + documented.anchor):
            says = f"the source of a limited cell ends with its anchor #{documented.anchor}"
            yield Problem(place.file, place.line, says)


def _walk_problems(clause: Clause) -> Iterator[Problem]:
    """A rule about walks where there are none, and any other where there are."""
    walks = clause.plan is not None and bool(clause.plan.moves)
    for expectation in clause.expect:
        at = expectation.place
        if (expectation.rule == WALK_RULE) is not walks:
            says = f"a plan with moves is judged by {WALK_RULE}, and no other plan is; here stands {expectation.rule}"
            yield Problem(at.file, at.line, says)
    for step in clause.plan.all_steps if clause.plan is not None and walks else ():
        if step.capture:
            says = "a plan with moves captures nothing: what its steps find is told by the invariants"
            yield Problem(step.place.file, step.place.line, says)


def _step_problems(
    steps: Iterable[Step], needs: Mapping[str, Need], grammar: Grammar, *, moves: Iterable[Step] = ()
) -> Iterator[Problem]:
    walked = {step.id for step in moves}
    captured: set[str] = set()
    seen: set[str] = set()
    for step in steps:
        place = step.place
        if step.id in seen:
            yield Problem(place.file, place.line, f"two steps have the id {step.id!r}")
        seen.add(step.id)
        if step.sign is not None:
            for blank in blanks_in([step.sign.text, step.sign.key]):
                yield from _blank_problem(blank, captured, needs, place)
            captured.add(step.sign.name)
        for blank in blanks_of_step(step.say):
            if blank not in WALK_BLANKS or step.id not in walked:
                yield from _blank_problem(blank, captured, needs, place)
        for name, expression in step.capture.items():
            if any(blanks_in(expression)):
                yield Problem(place.file, place.line, f"capture {name!r}: blanks are not filled in captures")
            else:
                check = grammar.xpath if _answers_xml(step) else grammar.jmespath
                yield from (Problem(place.file, place.line, says) for says in _objections(check, expression))
        captured |= set(step.capture)
        if isinstance(step.say, GraphqlCall):
            yield from (Problem(place.file, place.line, says) for says in _objections(grammar.graphql, step.say.document))
        if isinstance(step.say, Await | Hold):
            match = fill_jmespath(step.say.match, _sample)
            yield from (Problem(place.file, place.line, says) for says in _objections(grammar.jmespath, match))


def _marking_problems(steps: Iterable[Step], effect: Effect) -> Iterator[Problem]:
    """An event that is marked as done is lost to the ERP, so that it must be called what it is."""
    for step in steps:
        if isinstance(step.say, SoapCall) and step.say.operation == _MARKING and effect is not Effect.DESTRUCTIVE:
            says = f"to mark events as done is destructive, not {effect.value}: effect: destructive"
            yield Problem(step.place.file, step.place.line, says)


def _blank_problem(blank: str, captured: Iterable[str], needs: Mapping[str, Need], place: Place) -> Iterator[Problem]:
    head, _, member = blank.partition(".")
    if blank in RUN_BLANKS or (not member and blank in captured):
        return
    if not member:
        yield Problem(place.file, place.line, f"blank <{blank}> is not captured by an earlier step{nearest(blank, captured)}")
    elif head == "run":
        yield Problem(place.file, place.line, f"unknown blank <{blank}>{nearest(blank, RUN_BLANKS)}")
    elif head == "walk":
        says = f"unknown blank <{blank}>" if blank not in WALK_BLANKS else f"blank <{blank}> is for moves alone"
        yield Problem(place.file, place.line, says)
    elif head not in needs:
        yield Problem(place.file, place.line, f"unknown need {head!r}{nearest(head, needs)}")
    elif member not in needs[head].gives:
        known = ", ".join(sorted(needs[head].gives))
        yield Problem(place.file, place.line, f"need {head!r} gives no {member!r}; it gives {known}")


def _need_problems(need: Need, needs: Mapping[str, Need], grammar: Grammar) -> Iterator[Problem]:
    for way in need.ways:
        yield from _step_problems(way.steps, needs, grammar)
        yield from _marking_problems(way.steps, way.effect)
        captures = {name for step in way.steps for name in step.capture}
        for name in sorted(set(need.gives) - captures):
            yield Problem(way.place.file, way.place.line, f"this way does not capture {name!r}, which the need gives")
        if _leads_to(need.id, way.needs, needs, frozenset()):
            yield Problem(way.place.file, way.place.line, f"need {need.id!r} needs itself")


def _leads_to(target: str, names: Iterable[str], needs: Mapping[str, Need], seen: frozenset[str]) -> bool:
    for name in names:
        if name == target:
            return True
        if name in needs and name not in seen:
            inner = [other for way in needs[name].ways for other in way.needs]
            if _leads_to(target, inner, needs, seen | {name}):
                return True
    return False


def bare_cells(library: Library) -> tuple[Problem, ...]:
    """A problem per cell of the default edition's matrix that no clause speaks for, sorted."""
    spoken = {clause.cell for clause in library.clauses if DEFAULT_EDITION in clause.editions}
    matrix = library.matrices.get(DEFAULT_EDITION)
    names = [
        f"{item.cell.function} / {item.cell.api.value} {item.cell.mode} ({item.status})"
        for item in (matrix.cells if matrix is not None else ())
        if item.cell not in spoken
    ]
    return tuple(sorted(Problem("contracts/matrix.yaml", 1, f"not encoded: no clause speaks for {name}") for name in names))


def _answers_xml(step: Step) -> bool:
    return step.api is Api.SOAP


def _expression_problems(rule: str, arguments: Json, grammar: Grammar, *, xml: bool) -> list[str]:
    """What is wrong with the expressions and patterns of a rule, each blank taken for a text."""
    problems: list[str] = []

    def path(expression: str, is_xpath: bool) -> str:
        filled = fill_xpath(expression, _sample) if is_xpath else fill_jmespath(expression, _sample)
        problems.extend(_objections(grammar.xpath if is_xpath else grammar.jmespath, filled))
        return expression

    def pattern(expression: str) -> str:
        problems.extend(_objections(_check_pattern, fill_pattern(expression, _sample)))
        return expression

    rewrite_arguments(rule, arguments, Rewrite(path, pattern, value=lambda value: value), xml=xml)
    if rule in _PATTERN_LISTS and isinstance(arguments, list):
        for member in arguments:
            _, slash, regex = str(member).removesuffix("/").partition("/")
            if str(member).endswith("/") and slash:
                problems += _objections(_check_pattern, regex)
    return problems


def _sample(blank: str) -> Json:
    return "x"


def _objections(check: _Check, text: str) -> list[str]:
    try:
        check(text)
    except ValueError as error:
        return [str(error)]
    return []


def _check_pattern(pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise ValueError(f"{pattern!r} is not a regular expression: {error}") from error
