"""Takes walks: Hypothesis chooses moves, the target answers them, and what breaks an invariant is shrunk.

A plan with moves is a state machine. Each walk begins with new shopper sessions, opens each at its first use with the steps
of the plan, and goes on with moves in whatever order Hypothesis chooses from the seed of the run: equal seeds, equal walks.
After each move the invariants of the plan's clauses look at the walk. When one breaks, Hypothesis shrinks the walk to few
calls that still break it; then walks go on with the others, so that each broken invariant has a walk of its own.

What is recorded are the shrunk walks, then those of the last round, which found nothing more. The verdicts are given to
the recording alone, by the same invariants, now or in a replay.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, replace

from hypothesis import HealthCheck, Phase, Verbosity, seed, settings
from hypothesis import strategies as st
from hypothesis.errors import HypothesisException
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test

from centra_contracts.contract.blanks import blanks_of_step
from centra_contracts.contract.model import Json, Step
from centra_contracts.exchange.model import Exchange
from centra_contracts.plan.model import Plan
from centra_contracts.shell.budget import Budget
from centra_contracts.shell.speak import Said, Speaker
from centra_contracts.verdict.context import Turn
from centra_contracts.verdict.invariants.model import first_slip
from centra_contracts.verdict.invariants.registry import KNOWN
from centra_contracts.verdict.invariants.selection import cart_of
from centra_contracts.verdict.walks import SESSION, WALK

__all__ = ["take_walks"]

_SESSIONS = ("main", "other")
_QUANTITIES = (1, 2, 3)
_IN_A_ROW = 3
_LINES = (0, 1, 2)  # which line of the selection, counted round
_STORAGE = "HYPOTHESIS_STORAGE_DIRECTORY"


class _BrokenError(Exception):
    """A walk breaks an invariant; tells Hypothesis to shrink it."""


class _EnoughError(BaseException):
    """Ends the search at once: the wire failed, the budget is used up, or the run is stopped. No failure of a walk."""


@dataclass(slots=True)
class _Walk:
    """A walk as far as it was said; exchanges and turns are not redacted."""

    said: Said
    turns: list[Turn] = field(default_factory=list)
    sessions: list[str] = field(default_factory=list)  # of each exchange
    moves: list[tuple[str, str]] = field(default_factory=list)  # session and id of each move
    begins_in: str = ""  # the session that was drawn first

    @property
    def size(self) -> tuple[int, list[str]]:
        """By which the smaller of two walks is told."""
        return len(self.turns), [turn.call for turn in self.turns]


@dataclass(slots=True)
class _Round:
    """One search with Hypothesis, which ends when a broken invariant was shrunk or no walk broke any."""

    plan: Plan
    speaker: Speaker
    values: Mapping[str, Json]
    watched: frozenset[str]
    calls_left: int
    stopped: Callable[[], bool]
    held: list[_Walk] = field(default_factory=list)
    broken: str = ""  # the invariant that is being shrunk
    shortest: _Walk | None = None
    faulty: _Walk | None = None  # the walk that ended in a fault
    walk: _Walk = field(init=False)

    def begin(self) -> None:
        """Begins a walk, with no session yet."""
        self.walk = _Walk(Said(dict(self.values)))

    def end(self) -> None:
        """Keeps the walk if nothing broke so far."""
        if not self.broken and self.walk.turns:
            self.held.append(self.walk)

    def is_possible(self, move: tuple[str, Step]) -> bool:
        """Whether a move can be made now: one about a line needs a line, and none is made four times in a row.

        Walks that repeat one move for ever find little.
        """
        session, step = self._session(move[0]), move[1]
        if self.walk.moves[-_IN_A_ROW:] == [(session, step.id)] * _IN_A_ROW:
            return False
        return not _is_about_a_line(step) or bool(self._lines_of(session))

    def move(self, drawn: str, step: Step, quantity: int, line: int) -> None:
        """Says one move, after what opens its session."""
        if not self.walk.moves:
            self.walk.begins_in = drawn
        session = self._session(drawn)
        self.walk.moves.append((session, step.id))
        if session not in self.walk.sessions:
            for opening in self.plan.say.steps:
                self._say(opening, session)
        lines = self._lines_of(session)
        self.walk.said.values |= {"walk.quantity": quantity, "walk.line": lines[line % len(lines)] if lines else ""}
        self._say(step, session)

    def look(self) -> None:
        """Looks at the walk so far. Raises ``_BrokenError`` when it breaks a watched invariant."""
        walk = tuple(self.walk.turns)
        found = sorted(name for name in self.watched if first_slip(KNOWN[name], walk) is not None)
        if not found:
            return
        self.broken = self.broken or found[0]
        if self.broken in found:
            if self.shortest is None or self.walk.size < self.shortest.size:
                self.shortest = self.walk
            raise _BrokenError(self.broken)

    def _session(self, drawn: str) -> str:
        """The session of a move: whichever was drawn first is the main one, so that equal walks have equal names."""
        return _SESSIONS[drawn != (self.walk.begins_in or drawn)]

    def _lines_of(self, session: str) -> tuple[str, ...]:
        """The ids of the lines that the session showed last."""
        for turn in reversed(self.walk.turns):
            if turn.session == session:
                cart = cart_of(turn)
                return tuple(line for ids in cart.line_ids.values() for line in ids) if cart is not None else ()
        return ()

    def _say(self, step: Step, session: str) -> None:
        if self.calls_left <= 0 or self.stopped():
            raise _EnoughError
        self.calls_left -= 1
        said = self.walk.said
        self.speaker.say_step(replace(step, session=session), said, plan=self.plan.id, effect=self.plan.say.effect)
        self.walk.sessions.append(session)
        last = said.exchanges[-1]
        if last.fault is not None:
            self.faulty = self.walk
            raise _EnoughError
        self.walk.turns.append(Turn(session, last.request.operation, said.readings[step.id]))


def take_walks(
    plan: Plan,
    speaker: Speaker,
    values: Mapping[str, Json],
    *,
    budget: Budget,
    first_seed: int,
    stopped: Callable[[], bool] = lambda: False,
) -> tuple[Exchange, ...]:
    """The exchanges of the walks that count, those that were shrunk to a breach first; each tells its walk and session.

    The last exchange is a fault when the wire failed. Raises ``ContractError`` for a step that cannot be written.
    """
    watched = {str(item.arguments) for clause in plan.clauses for item in clause.expect if str(item.arguments) in KNOWN}
    kept: list[_Walk] = []
    shrinking, calls = budget.shrinking, budget.calls(len(plan.say.steps))
    while True:
        search = _Round(plan, speaker, values, frozenset(watched), calls + shrinking, stopped)
        _search(search, budget, first_seed)
        ended = shrinking == 0 or search.shortest is None or search.faulty is not None or stopped()
        if search.shortest is not None:
            kept.append(search.shortest)
            walk = tuple(search.shortest.turns)
            watched -= {name for name in watched if first_slip(KNOWN[name], walk) is not None}
        if ended or not watched:
            last = [search.faulty] if search.faulty is not None else []
            return tuple(_recorded(plan.id, [*kept, *search.held[: budget.walks], *last]))
        # What a round took of the calls for shrinking is gone; with none left, one round more looks at the rest.
        shrinking = max(0, min(shrinking, search.calls_left - calls // 2))


def _search(search: _Round, budget: Budget, first_seed: int) -> None:
    machine = seed(first_seed)(_machine(search))
    chosen = settings(
        max_examples=budget.walks,
        stateful_step_count=budget.moves,
        database=None,
        deadline=None,
        derandomize=False,  # it would take the place of the seed
        phases=(Phase.generate, Phase.shrink),
        report_multiple_bugs=False,
        print_blob=False,
        suppress_health_check=list(HealthCheck),
        verbosity=Verbosity.quiet,
    )
    try:
        with _storage():
            run_state_machine_as_test(machine, settings=chosen)
    except (_BrokenError, _EnoughError):
        pass
    except HypothesisException:  # the target did not answer the same twice; the shortest walk that broke is kept
        if search.shortest is None and not search.held:
            raise


def _machine(search: _Round) -> type[RuleBasedStateMachine]:
    """The state machine of a plan. One rule draws among all moves that can be made now, so that few walks see many of them."""
    moves = [(session, step) for session in _SESSIONS for step in search.plan.say.moves]

    class Walks(RuleBasedStateMachine):
        """Two shopper sessions that take turns."""

        def __init__(self) -> None:
            super().__init__()
            search.begin()

        @rule(
            move=st.runner().flatmap(lambda machine: st.sampled_from(moves).filter(search.is_possible)),
            quantity=st.sampled_from(_QUANTITIES),
            line=st.sampled_from(_LINES),
        )
        def say(self, move: tuple[str, Step], quantity: int, line: int) -> None:
            """One move in one of the sessions."""
            search.move(*move, quantity, line)

        @invariant()
        def holds(self) -> None:
            """What the clauses of the plan promise."""
            search.look()

        def teardown(self) -> None:
            """The end of a walk, whatever it came to."""
            search.end()

    return Walks


def _is_about_a_line(step: Step) -> bool:
    return "walk.line" in blanks_of_step(step.say)


def _recorded(plan: str, walks: Sequence[_Walk]) -> Iterator[Exchange]:
    count = 0
    for number, walk in enumerate(walks, start=1):
        for exchange, session in zip(walk.said.exchanges, walk.sessions, strict=True):
            count += 1
            facts = {**exchange.facts, WALK: str(number), SESSION: session}
            yield replace(exchange, id=f"{plan}#{count}", facts=facts)


@contextmanager
def _storage() -> Iterator[None]:
    """A place for what Hypothesis notes about the code around it, gone afterwards, unless the environment names one."""
    if _STORAGE in os.environ:
        yield
        return
    with tempfile.TemporaryDirectory(prefix="centra-contracts-") as folder:
        os.environ[_STORAGE] = folder
        try:
            yield
        finally:
            os.environ.pop(_STORAGE, None)
