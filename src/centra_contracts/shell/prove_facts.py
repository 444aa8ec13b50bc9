"""Proves the coverage: every documented fact that can be denied is denied, and the clauses that notice are counted.

What speaks of answers is denied in a recorded run of the honest mock, and judged again; what speaks of requests is denied
on the way to the mock, which is asked again. Only the clauses that encode the fact are put to its denial.
Source: ``docs/ledger.md``, "How coverage is proved".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from centra_contracts.contract.coverage import CoveredFact
from centra_contracts.contract.ledger import Fact
from centra_contracts.contract.library import Library
from centra_contracts.contract.model import DEFAULT_EDITION, Api, Clause, Json
from centra_contracts.drift.model import PlanLine
from centra_contracts.exchange.model import Exchange
from centra_contracts.shell.bench import hearing_of
from centra_contracts.shell.config import Target
from centra_contracts.shell.contract_files import shape_reader
from centra_contracts.shell.denial import Denial, Denier, DenyingWire, How, denials_of
from centra_contracts.shell.listener import Listener
from centra_contracts.shell.mock_control import MockControl
from centra_contracts.shell.prove import NOTICES, verdicts_on
from centra_contracts.shell.schema_denial import SchemaDenier, schema_denials
from centra_contracts.shell.schema_files import read_sdl, sdl_reader
from centra_contracts.shell.session import dialects, open_mock
from centra_contracts.shell.wsdl_denial import WsdlDenier, wsdl_denials
from centra_contracts.shell.wsdl_files import read_wsdl_document
from centra_contracts.verdict.judge import judge
from centra_contracts.verdict.model import Outcome, Verdict
from centra_contracts.verdict.rules.registry import RULES

__all__ = ["FactProof", "every_denial", "prove_facts"]

_MOST_ASKED = 8  # clauses that are put to the denial of a request, those first that list the fact


@dataclass(frozen=True, slots=True)
class FactProof:
    """What the denial of one fact came to."""

    denial: Denial
    noticed: str  # the first clause that noticed; empty when none did
    because: str  # why none did; empty when one did
    is_shown: bool = True  # whether the mock's store shows what is denied, so that a clause could notice


@dataclass(slots=True)
class _Record:
    """The honest run: what each plan heard, and which clauses hold."""

    plans: dict[str, tuple[PlanLine, Sequence[Exchange]]]
    holding: dict[str, Clause]


def prove_facts(
    library: Library,
    facts: Iterable[CoveredFact],
    documents: Mapping[str, Json],
    *,
    seed: int,
    folder: Path,
    on_proof: Callable[[FactProof], None],
) -> None:
    """Denies each of ``facts`` in every general way; ``on_proof`` is called after each denial.

    ``documents`` holds the OpenAPI document of each API that has one; facts of other APIs but GraphQL and SOAP, facts that
    nothing encodes and facts that can be denied by a lie of the mock only are passed over. Raises ``MockError`` when the mock
    does not start.
    """
    chosen = [(item, denial) for item in facts if item.by for denial in every_denial(item.fact, documents)]
    wanted = {name for item, _ in chosen for name in item.by}
    known = [clause for clause in library.clauses if clause.plan is not None and DEFAULT_EDITION in clause.editions]
    clauses = [clause for clause in known if clause.id in wanted]
    with ExitStack() as stack:
        listener, target = open_mock(stack, seed=seed, folder=folder)
        control = stack.enter_context(MockControl(target))
        record = _record(library, target, listener, clauses)
        deniers = {api: Denier(document, target.connections[Api(api)]) for api, document in documents.items()}
        described = {
            Api.GRAPHQL.value: SchemaDenier(read_sdl(DEFAULT_EDITION)).change_answer,
            Api.SOAP.value: WsdlDenier(read_wsdl_document()).change_answer,
        }

        def ask_anew(denial: Denial, clauses: Sequence[Clause]) -> list[Verdict]:
            """On a fresh store: what an earlier run left there could break them as well."""
            control.tell()
            denier = deniers[denial.fact.api]
            return verdicts_on(library, target, listener, clauses, through=lambda wire: DenyingWire(wire, denier, denial))

        for item, denial in chosen:
            put = _in_order(item, record.holding)
            if not put:
                on_proof(FactProof(denial, "", "no clause that encodes it holds on the mock", is_shown=False))
            elif item.fact.api not in deniers:
                proof = _proof_of_answer(record, described[item.fact.api], denial, put)
                if proof.is_shown or denial.how is not How.ANSWERED:  # what no answer has is denied in the WSDL alone
                    on_proof(proof)
            elif denial.is_of_request:
                on_proof(_proof_of_request(denial, put[:_MOST_ASKED], ask_anew))
            else:
                on_proof(_proof_of_answer(record, deniers[item.fact.api].change_answer, denial, put))


def every_denial(fact: Fact, documents: Mapping[str, Json]) -> tuple[Denial, ...]:
    """Every general way to deny a fact of an API that has a shape document."""
    if fact.api == Api.GRAPHQL.value:
        return schema_denials(fact, read_sdl(DEFAULT_EDITION))
    if fact.api == Api.SOAP.value:
        return wsdl_denials(fact, read_wsdl_document())
    return denials_of(fact) if fact.api in documents else ()


def _in_order(item: CoveredFact, holding: Mapping[str, Clause]) -> list[Clause]:
    """The clauses that encode a fact and hold; those first that list it, then those that say little else."""
    known = [holding[name] for name in item.by if name in holding]
    return sorted(known, key=lambda clause: (item.fact.id not in clause.facts, len(clause.plan.all_steps if clause.plan else ())))


def _record(library: Library, target: Target, listener: Listener, clauses: Sequence[Clause]) -> _Record:
    plans: dict[str, tuple[PlanLine, Sequence[Exchange]]] = {}

    def keep(plan: PlanLine, exchanges: Sequence[Exchange]) -> None:
        plans[plan.plan] = (plan, exchanges)

    verdicts = verdicts_on(library, target, listener, clauses, on_plan=keep)
    held = {verdict.clause for verdict in verdicts if verdict.outcome is Outcome.HOLDS}
    return _Record(plans, {clause.id: clause for clause in clauses if clause.id in held})


def _proof_of_answer(
    record: _Record, change: Callable[[Denial, Exchange], Exchange], denial: Denial, put: Sequence[Clause]
) -> FactProof:
    shapes, sdl = shape_reader(), sdl_reader()
    seen = False
    for clause in put:
        assert clause.plan is not None
        plan, exchanges = record.plans[clause.plan.id]
        changed = [change(denial, exchange) for exchange in exchanges]
        if all(new is old for new, old in zip(changed, exchanges, strict=True)):
            continue
        seen = True
        hearing = hearing_of(clause.plan, changed, plan.values, dialects())
        if judge(clause, hearing, RULES, partial(shapes, clause.api.value), sdl).outcome in NOTICES:
            return FactProof(denial, clause.id, "")
    if not seen:
        return FactProof(denial, "", "no answer that the clauses hear has it", is_shown=False)
    return FactProof(denial, "", f"{len(put)} clauses hold all the same")


def _proof_of_request(
    denial: Denial, put: Sequence[Clause], ask_anew: Callable[[Denial, Sequence[Clause]], list[Verdict]]
) -> FactProof:
    for group in (put[:1], put[1:]):  # mostly the first notices; a run for each of the others would take its time
        noticed = [verdict.clause for verdict in ask_anew(denial, group) if verdict.outcome in NOTICES] if group else []
        if noticed:
            return FactProof(denial, noticed[0], "")
    return FactProof(denial, "", f"{len(put)} clauses hold all the same")
