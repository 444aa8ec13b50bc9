"""Proves the suites: the mock tells one lie after another, and the clauses that notice are counted.

A lie is noticed when a clause that holds on the honest mock breaks, or gets no answer, while the lie is told. A clause that
is skipped notices nothing: a run would not report it.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from centra_contracts.contract.library import Library
from centra_contracts.contract.model import DEFAULT_EDITION, Api, Clause, RestCall
from centra_contracts.contract.openapi import Operation
from centra_contracts.drift.model import PlanLine
from centra_contracts.errors import ContractError
from centra_contracts.exchange.model import Exchange
from centra_contracts.shell.bench import MISTAKE_CODE
from centra_contracts.shell.budget import FOR_PROOF
from centra_contracts.shell.config import Target
from centra_contracts.shell.listener import Listener
from centra_contracts.shell.mock_control import Lie, MockControl
from centra_contracts.shell.session import open_bench, open_mock
from centra_contracts.shell.speak import Wire
from centra_contracts.verdict.model import Outcome, Verdict

__all__ = ["NOTICES", "Proof", "Proofs", "apis_of", "choose_witnesses", "prove", "verdicts_on"]


NOTICES = frozenset({Outcome.BROKEN, Outcome.SILENT})


@dataclass(frozen=True, slots=True)
class Proof:
    """What one lie came to."""

    lie: Lie
    noticed: tuple[str, ...]  # ids of the clauses that noticed it, sorted


@dataclass(frozen=True, slots=True)
class Proofs:
    """What all lies came to."""

    proofs: tuple[Proof, ...]  # sorted by the name of the lie
    held: tuple[str, ...]  # clauses that hold on the honest mock
    unheld: tuple[str, ...]  # clauses that are broken or silent there, and so can prove nothing

    @property
    def unnoticed(self) -> tuple[str, ...]:
        """The names of the lies that no clause noticed."""
        return tuple(proof.lie.name for proof in self.proofs if not proof.noticed)

    @property
    def unbitten(self) -> tuple[str, ...]:
        """The clauses that hold and that no lie bit."""
        bitten = {name for proof in self.proofs for name in proof.noticed}
        return tuple(name for name in self.held if name not in bitten)


def prove(
    library: Library,
    *,
    seed: int,
    folder: Path,
    choose: Callable[[Sequence[Lie]], Sequence[Lie]],
    on_proof: Callable[[Proof], None],
    witnesses: Mapping[str, Collection[str]] | None = None,
) -> Proofs:
    """Lets a mock tell each lie that ``choose`` takes of all, in its order. Raises ``MockError`` when the mock does not start.

    ``on_proof`` is called after each lie. ``witnesses`` names the clauses to put to each; without it, every clause that
    speaks to the API of the lie.
    """
    clauses = [clause for clause in library.clauses if DEFAULT_EDITION in clause.editions and clause.plan is not None]
    with ExitStack() as stack:
        listener, target = open_mock(stack, seed=seed, folder=folder)
        control = stack.enter_context(MockControl(target))
        lies = choose(control.lies())
        if witnesses is not None:
            named = {name for lie in lies for name in witnesses.get(lie.name, ())}
            clauses = [clause for clause in clauses if clause.id in named]
        honest = _outcomes(library, target, listener, clauses)
        holding = [clause for clause in clauses if honest[clause.id] is Outcome.HOLDS]
        proofs = []
        for lie in lies:
            control.tell(lie.name)
            put = [clause for clause in holding if _is_put(clause, lie, witnesses)]
            found = _outcomes(library, target, listener, put)
            noticed = sorted(name for name, outcome in found.items() if outcome in NOTICES)
            proofs.append(Proof(lie, tuple(noticed)))
            on_proof(proofs[-1])
    unheld = tuple(name for name, outcome in honest.items() if outcome in NOTICES)
    return Proofs(tuple(proofs), tuple(clause.id for clause in holding), unheld)


def verdicts_on(
    library: Library,
    target: Target,
    listener: Listener,
    clauses: Sequence[Clause],
    *,
    on_plan: Callable[[PlanLine, Sequence[Exchange]], None] = lambda plan, exchanges: None,
    through: Callable[[Wire], Wire] = lambda wire: wire,
) -> list[Verdict]:
    """The verdict of every clause, in their order. Each call is a run of its own; ``through`` as for ``open_bench``."""
    with ExitStack() as stack:
        bench = open_bench(
            stack,
            target,
            library,
            granted=target.allow,
            token="proof",
            today=datetime.now(UTC).date(),
            listener=listener,
            on_plan=on_plan,
            budget=FOR_PROOF,
            through=through,
        )
        bench.open(clauses)
        try:
            return [bench.verdict(clause) for clause in clauses]
        finally:
            bench.close()


def choose_witnesses(noticed: Mapping[str, Sequence[str]]) -> dict[str, list[str]]:
    """As few clauses per lie as suffice: one that notices it, and every clause is a witness of at least one lie.

    ``noticed`` gives, for each lie, every clause that noticed it. A clause that many lies bite is left to the lie that
    bites the fewest clauses, so that specific lies keep specific witnesses.
    """
    chosen: dict[str, set[str]] = {lie: set() for lie in noticed}
    lies_of: dict[str, list[str]] = {}
    for lie, clauses in noticed.items():
        for clause in clauses:
            lies_of.setdefault(clause, []).append(lie)
    for clause, lies in lies_of.items():
        chosen[min(lies, key=lambda lie: (len(noticed[lie]), lie))].add(clause)
    for lie, clauses in noticed.items():
        if clauses and not chosen[lie]:
            chosen[lie].add(min(clauses, key=lambda clause: (len(lies_of[clause]), clause)))
    return {lie: sorted(names) for lie, names in sorted(chosen.items())}


def apis_of(clause: Clause) -> frozenset[Api]:
    """Every API that the clause's plan speaks to."""
    steps = clause.plan.all_steps if clause.plan is not None else ()
    return frozenset({clause.api} | {step.api for step in steps})


def _is_put(clause: Clause, lie: Lie, witnesses: Mapping[str, Collection[str]] | None) -> bool:
    if witnesses is not None:
        return clause.id in witnesses.get(lie.name, ())
    return lie.api in apis_of(clause) and (not lie.operations or _speaks(clause, lie))


def _speaks(clause: Clause, lie: Lie) -> bool:
    """Whether the plan of a clause says one of the operations that show the lie."""
    named = [(name, *name.partition(" ")) for name in lie.operations]
    shown = [Operation(name, method, path, {}, ()) for name, method, _, path in named]
    calls = [step.say for step in (clause.plan.all_steps if clause.plan else ()) if step.api is lie.api]
    return any(item.matches(call.method, call.path) for call in calls if isinstance(call, RestCall) for item in shown)


def _outcomes(library: Library, target: Target, listener: Listener, clauses: Sequence[Clause]) -> dict[str, Outcome]:
    """The outcome of every clause, by its id. Raises ``ContractError`` after a mistake."""
    verdicts = verdicts_on(library, target, listener, clauses)
    mistakes = {verdict.because for verdict in verdicts if verdict.code == MISTAKE_CODE}
    if mistakes:  # nothing can be proved by what is wrong itself
        raise ContractError(mistakes)
    return {verdict.clause: verdict.outcome for verdict in verdicts}
