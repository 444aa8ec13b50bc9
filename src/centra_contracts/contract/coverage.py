"""How much of what is documented the contracts encode: computed from ledger, shapes and clauses, never claimed.

A field, parameter or value is encoded when the shape document of its API has it at its operation and path, with a type
that agrees, and a clause puts it to the target: the answer of the operation is judged by its shape, the request is said
with the field in it, the schema of a GraphQL target or the WSDL of a SOAP target is compared. Everything else, a rule, an
error, a status, is encoded when a clause lists it.
Source: ``docs/ledger.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from centra_contracts.contract.ledger import Fact, Ledger
from centra_contracts.contract.model import Api, Clause, Json, RestCall, Step
from centra_contracts.contract.openapi import Operation, has_member, names_of, operations_of, schemas_at
from centra_contracts.contract.permissions import RULE as PERMISSIONS
from centra_contracts.contract.permissions import Permissions, declares
from centra_contracts.contract.sdl import Sdl
from centra_contracts.contract.sdl_coverage import by_schema, encoders
from centra_contracts.contract.wsdl import Wsdl
from centra_contracts.contract.wsdl_coverage import by_wsdl, soap_encoders

__all__ = ["Coverage", "CoveredFact", "cover_facts", "sum_up"]

_SHAPED = frozenset({"request_param", "request_field", "response_field", "enum_value"})
_TYPES = frozenset({"string", "integer", "number", "boolean", "object", "array", "null"})
_DATE = re.compile(r"^date\b")
_BLANK_IN_KEY = re.compile(r"<[^>]*>")


@dataclass(frozen=True, slots=True)
class CoveredFact:
    """A fact, and what encodes it."""

    fact: Fact
    by: tuple[str, ...]  # ids of clauses, sorted; empty where nothing encodes it
    because: str  # why nothing does; empty where something does

    @property
    def is_encoded(self) -> bool:
        """Whether a clause would notice that the fact is no longer true."""
        return bool(self.by)

    @property
    def counts(self) -> bool:
        """Whether it can be tried from outside, so that it counts."""
        return self.fact.testable.is_from_outside


@dataclass(frozen=True, slots=True)
class Coverage:
    """The figures of one API."""

    api: str
    testable: int  # facts that can be tried from outside
    encoded: int  # of these
    further: int  # encoded although they need a setting of the store
    left: int  # neither testable from outside nor encoded


@dataclass(frozen=True, slots=True)
class _Spoken:
    """What the clauses of one API put to one operation."""

    judged: tuple[str, ...]  # clauses that judge an answer of it by its shape
    said: Mapping[str, tuple[tuple[Json, str], ...]]  # path in the request -> values, each with a clause that says it


def cover_facts(
    ledger: Ledger,
    clauses: Iterable[Clause],
    documents: Mapping[str, Json],
    edition: str,
    sdl: Sdl | None = None,
    permissions: Permissions | None = None,
    wsdl: Wsdl | None = None,
) -> tuple[CoveredFact, ...]:
    """Every fact that the edition states, with what encodes it, in the order of the ledger.

    ``documents`` holds the OpenAPI document of each API that has one, ``sdl`` the GraphQL schema of the edition,
    ``permissions`` what is declared of the permissions of its tokens, ``wsdl`` the WSDL of the SOAP API.
    """
    tried = [clause for clause in clauses if clause.plan is not None and edition in clause.editions]
    listed: dict[str, list[str]] = {}
    for clause in tried:
        for fact_id in clause.facts:
            listed.setdefault(fact_id, []).append(clause.id)
    operations = {api: {item.name: item for item in operations_of(document)} for api, document in documents.items()}
    spoken = {api: _spoken(Api(api), tried, known.values()) for api, known in operations.items() if api in list(Api)}
    compared, by_soap = encoders(tried), soap_encoders(tried)
    reporting = {clause.id for clause in tried for expectation in clause.expect if expectation.rule == PERMISSIONS}
    found = []
    for fact in ledger.facts.values():
        if not fact.is_of(edition):
            continue
        by = set(listed.get(fact.id, ()))
        because = "no clause lists it"
        if fact.kind in _SHAPED and fact.path and fact.api in documents:
            operation = operations[fact.api].get(fact.operation)
            heard = spoken.get(fact.api, {}).get(fact.operation, _Spoken((), {}))
            more, because = _by_shape(fact, documents[fact.api], operation, heard)
            by |= set(more)
        shown = by_schema(fact, sdl, compared) if sdl is not None else None
        if shown is not None:
            by, because = by | set(shown[0]), shown[1]
        described = by_wsdl(fact, wsdl, by_soap) if wsdl is not None else None
        if described is not None:
            by, because = by | set(described[0]), described[1]
        declared = declares(permissions, fact) if permissions is not None else None
        if declared is not None:
            by |= reporting if declared else set()
        found.append(CoveredFact(fact, tuple(sorted(by)), "" if by else _reason(fact, because)))
    return tuple(found)


def sum_up(covered: Iterable[CoveredFact]) -> tuple[Coverage, ...]:
    """The figures of every API that has facts, in the order of the APIs; what belongs to all of them comes last."""
    facts = list(covered)
    order = [*(api.value for api in Api), "common"]
    found = []
    for api in order:
        own = [item for item in facts if item.fact.api == api]
        if own:
            testable = [item for item in own if item.counts]
            others = [item for item in own if not item.counts]
            found.append(
                Coverage(
                    api,
                    testable=len(testable),
                    encoded=sum(item.is_encoded for item in testable),
                    further=sum(item.is_encoded for item in others),
                    left=sum(not item.is_encoded for item in others),
                )
            )
    return tuple(found)


def _reason(fact: Fact, because: str) -> str:
    if fact.reason:
        return fact.reason
    match fact.testable.value:
        case "setup":
            return "it can be tried only after a change of the store's settings"
        case "no":
            return "it cannot be observed by a client"
        case _:
            return because


def _by_shape(fact: Fact, document: Json, operation: Operation | None, heard: _Spoken) -> tuple[tuple[str, ...], str]:
    """The clauses that would notice, or the reason why none does."""
    if operation is None:
        return (), f"the shape has no operation {fact.operation or '(none)'}"
    schemas = schemas_at(document, operation, fact.path)
    if not schemas:
        return (), f"the shape has nothing at {fact.path} of {fact.operation}"
    if fact.kind == "enum_value" and not has_member(document, schemas, fact.name):
        return (), f"the shape does not allow {fact.name} at {fact.path} of {fact.operation}"
    wanted, allowed = _types(fact), names_of(document, schemas)
    if wanted and allowed and not wanted & allowed:
        return (), f"the shape says {' or '.join(sorted(allowed))} at {fact.path} of {fact.operation}, not {fact.type}"
    if fact.path.startswith("response."):
        return heard.judged, f"no clause judges the answer of {fact.operation} by its shape"
    value = fact.name if fact.kind == "enum_value" else None
    return _sayers(fact, heard, value), f"no clause says {fact.path.removeprefix('request.')} to {fact.operation}"


def _types(fact: Fact) -> frozenset[str]:
    """The JSON types that the ledger's own words for a type mean; empty where they mean none in particular."""
    if fact.kind == "enum_value":
        return frozenset()
    if _DATE.match(fact.type):
        return frozenset({"string"})
    words = {re.split(r"[<( ]", word)[0] for word in fact.type.split("|")}
    if not words <= _TYPES:
        return frozenset()
    return frozenset(words | ({"integer"} if "number" in words else set()) | ({"number"} if "integer" in words else set()))


def _sayers(fact: Fact, heard: _Spoken, value: str | None) -> tuple[str, ...]:
    wanted = _pattern(fact.path.removeprefix("request."))
    found = set()
    for path, sayings in heard.said.items():
        if wanted.fullmatch(path):
            found |= {clause for said, clause in sayings if value is None or _word(said) == value}
    return tuple(sorted(found))


def _pattern(path: str) -> re.Pattern[str]:
    """Matches the paths of requests that are meant by a path of the ledger: ``a|b`` either, ``<name>`` any key."""
    parts = []
    for part in path.split("."):
        bare = part.rstrip("[]")
        lists = r"(?:\[\])?" * part.count("[]")
        names = [r"[^.\[\]]+" if name.startswith("<") else re.escape(name.rstrip("[]")) for name in bare.split("|")]
        parts.append(f"(?:{'|'.join(names)}){lists}")
    return re.compile(r"\.".join(parts))


def _spoken(api: Api, clauses: Iterable[Clause], operations: Iterable[Operation]) -> dict[str, _Spoken]:
    known = list(operations)
    judged: dict[str, set[str]] = {}
    said: dict[str, dict[str, dict[tuple[str, str], Json]]] = {}
    for clause in clauses:
        for expectation in clause.expect:
            shape = expectation.arguments
            if expectation.rule == "shape" and isinstance(shape, Mapping) and "operation" in shape and clause.api is api:
                judged.setdefault(str(shape["operation"]), set()).add(clause.id)
        for step in clause.plan.all_steps if clause.plan is not None else ():
            operation = _operation_of(step, api, known)
            if operation is not None and isinstance(step.say, RestCall):
                paths = said.setdefault(operation.name, {})
                for path, value in _said(step.say, operation):
                    paths.setdefault(path, {})[(clause.id, _word(value))] = value
    return {
        name: _Spoken(
            tuple(sorted(judged.get(name, ()))),
            {path: tuple((value, key[0]) for key, value in found.items()) for path, found in said.get(name, {}).items()},
        )
        for name in {*judged, *said}
    }


def _operation_of(step: Step, api: Api, operations: Iterable[Operation]) -> Operation | None:
    call = step.say
    if step.api is not api or not isinstance(call, RestCall):
        return None
    found = [item for item in operations if item.matches(call.method, call.path)]
    return min(found, key=lambda item: item.path.count("{"), default=None)


def _said(call: RestCall, operation: Operation) -> Iterator[tuple[str, Json]]:
    for parameter in operation.parameters:
        if parameter.get("in") == "path":
            yield str(parameter.get("name")), None
    for tree in (dict(call.query), dict(call.form or {}), call.json):
        yield from _walk(tree, "")


def _walk(value: Json, path: str) -> Iterator[tuple[str, Json]]:
    if path:
        yield path, value
    if isinstance(value, Mapping):
        for key, item in value.items():
            name = _BLANK_IN_KEY.sub("_", key).removesuffix("[]")  # as forms name a list: package[]
            yield from _walk(item, f"{path}.{name}" if path else name)
    elif isinstance(value, list):
        for item in value:
            yield from _walk(item, f"{path}[]")


def _word(value: Json) -> str:
    return "null" if value is None else str(value).lower() if isinstance(value, bool) else str(value)
