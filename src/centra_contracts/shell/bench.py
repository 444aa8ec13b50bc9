"""The bench: says every plan of a run to the target, in the right order, and judges every clause.

Reads come first and overlap; then sessions, overlapping too; then whatever writes, one plan after another.
"""

from __future__ import annotations

import hashlib
import threading
import time
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass, field
from datetime import date
from functools import partial
from pathlib import Path

from centra_contracts.contract.model import Api, Auth, Await, Clause, Effect, Hold, Json, Need, Step, StepList, WsdlRead
from centra_contracts.contract.sdl import Sdl
from centra_contracts.dialect.model import Connection, Dialect, Reading
from centra_contracts.drift.model import PlanLine
from centra_contracts.errors import CentraContractsError
from centra_contracts.exchange.model import Exchange
from centra_contracts.exchange.redact import Redactor
from centra_contracts.plan.draft import draft_plans
from centra_contracts.plan.model import Plan
from centra_contracts.shell.budget import ON_MOCK, Budget
from centra_contracts.shell.needs import Met, NeedBook, Refusal, Unmet, WayResult
from centra_contracts.shell.recordings import is_judged_alone, judge_each, of_version
from centra_contracts.shell.speak import Said, Speaker, captured, read_step
from centra_contracts.verdict.context import no_sdl
from centra_contracts.verdict.judge import Hearing, fault_code, judge, skipped
from centra_contracts.verdict.model import Outcome, Verdict
from centra_contracts.verdict.rules.registry import RULES
from centra_contracts.verdict.walks import walks_of

__all__ = ["MISTAKE_CODE", "Bench", "Heard", "hearing_of"]

MISTAKE_CODE = "CC907"  # nothing is wrong with the target: a contract or this program is
_NOTHING_READ: Mapping[str, Reading] = {}
_OVERLAP = 8  # plans at once; a webshop's page asks about as many things at a time


@dataclass(frozen=True, slots=True)
class Heard:
    """What a plan came to: a hearing to judge by, or a refusal."""

    hearing: Hearing | None
    refusal: Refusal | None
    recorded: tuple[Exchange, ...] = ()  # webhooks of a recording, where the plan could not be said


@dataclass(slots=True)
class Bench:
    """One run against one target. ``dead`` names the APIs that cannot be reached, with the reason."""

    speaker: Speaker
    needs: Mapping[str, Need]
    data: Mapping[str, Mapping[str, Json]]
    granted: Effect
    redactor: Redactor
    shapes: Callable[[str, str], Json]  # api, reference -> schema
    token: str  # random, of this run
    today: date
    on_plan: Callable[[PlanLine, Sequence[Exchange]], None]
    dead: Mapping[Api, str] = field(default_factory=dict)
    budget: Budget = ON_MOCK  # of each plan with moves
    seed: int = 1  # from which walks are chosen
    sdl: Callable[[], Sdl] = no_sdl  # the GraphQL schema of the edition that is judged
    deliveries: tuple[Exchange, ...] = ()  # webhooks of a recording
    _noted: set[str] = field(default_factory=set)  # ids of those that stand in the record
    _book: NeedBook = field(init=False)
    _heard: dict[str, Future[Heard]] = field(default_factory=dict)
    _stopped: threading.Event = field(default_factory=threading.Event)
    _walking: threading.Lock = field(default_factory=threading.Lock)
    _phases: ThreadPoolExecutor = field(init=False)
    _plans: ThreadPoolExecutor = field(init=False)

    def __post_init__(self) -> None:
        self._book = NeedBook(self.needs, self.data, self.granted, self._obstacle, self._say_way, self._base_values)
        self._phases = ThreadPoolExecutor(1, "phases")
        self._plans = ThreadPoolExecutor(_OVERLAP, "plan")

    def open(self, clauses: Iterable[Clause]) -> None:
        """Starts to say the plans of ``clauses``; verdicts are asked for with :meth:`verdict`."""
        plans = draft_plans(clauses)
        for plan in plans:
            self._heard[plan.id] = Future()
        self._phases.submit(self._say_all, plans)

    def close(self) -> None:
        """Says no further plan; the one that is being said is finished."""
        self._stopped.set()
        self._plans.shutdown(wait=False, cancel_futures=True)
        self._phases.shutdown(wait=False, cancel_futures=True)

    def verdict(self, clause: Clause) -> Verdict:
        """The verdict for one of the clauses that the bench was opened with; waits until its plan was said.

        A mistake in a contract, or in this program, makes the verdict skipped with the code CC907; nothing is raised.
        """
        if clause.plan is None:
            return skipped(clause, "CC904", clause.untestable)
        heard = self._heard[clause.plan.id].result()
        by_recording = bool(heard.recorded) and is_judged_alone(clause)
        if by_recording or (heard.refusal is None and heard.hearing is not None):
            try:
                if by_recording:
                    return judge_each(clause, heard.recorded, self.speaker.dialects, self._judge)
                assert heard.hearing is not None
                return self._judge(clause, heard.hearing)
            except Exception as error:  # of a rule or a shape: the other clauses are judged all the same
                heard = Heard(None, self._mistake(error))
        assert heard.refusal is not None
        code, because = heard.refusal.code, heard.refusal.because
        return Verdict(clause.id, Outcome.SILENT, code, because) if heard.refusal.is_fault else skipped(clause, code, because)

    def meet(self, names: Iterable[str]) -> Mapping[str, Met | Unmet]:
        """Meets needs by themselves, without saying a plan; the values that are told are redacted."""
        found = {name: self._book.meet_one(name, f"needs/{name}") for name in sorted(names)}
        return {name: Met(self._shown(met.values), met.how) if isinstance(met, Met) else met for name, met in found.items()}

    def _judge(self, clause: Clause, hearing: Hearing) -> Verdict:
        return judge(clause, hearing, RULES, partial(self.shapes, clause.api.value), self.sdl)

    def _say_all(self, plans: Sequence[Plan]) -> None:
        overlapping = (Effect.READ, Effect.SESSION)
        try:
            for effect in Effect:
                group = [plan for plan in plans if plan.say.effect is effect]
                if effect in overlapping:
                    for running in [self._plans.submit(self._settle, plan) for plan in group]:
                        running.result()
                else:
                    for plan in group:
                        self._settle(plan)
        finally:  # whoever waits for a plan that was not reached must not wait for ever
            for plan in plans:
                self._heard[plan.id].cancel()

    def _settle(self, plan: Plan) -> None:
        future = self._heard[plan.id]
        if self._stopped.is_set():
            future.cancel()
            return
        try:
            heard = self._hear(plan)
        except Exception as error:  # told by the verdicts of the plan's clauses
            heard = Heard(None, self._mistake(error))
        future.set_result(heard)

    def _hear(self, plan: Plan) -> Heard:
        refusal = self._refusal(plan)
        if refusal is not None:
            return self._recorded(plan, refusal) or self._refuse(plan, refusal)
        met = self._book.meet(plan.needs, plan.id)
        if isinstance(met, Unmet):
            return self._refuse(plan, Refusal(met.fault or "CC903", met.because))
        values = {**self._base_values(plan.id), **met}
        said = self._say(plan, values)
        exchanges = self._record(plan.id, said, values)
        same = _unredacted(said, exchanges)
        return Heard(hearing_of(plan.say, exchanges, self._shown(values), self.speaker.dialects, same), None)

    def _recorded(self, plan: Plan, refusal: Refusal) -> Heard | None:
        """What a recording of webhooks has for a plan that cannot be said; None when it has nothing."""
        found = tuple(self.redactor.redact_exchange(exchange) for exchange in of_version(plan.say, self.deliveries))
        if not found:
            return None
        new = [exchange for exchange in found if exchange.id not in self._noted]
        self._noted |= {exchange.id for exchange in new}
        self.on_plan(PlanLine(plan.id, {}, tuple(exchange.id for exchange in found), ""), new)
        return Heard(None, refusal, found)

    def _say(self, plan: Plan, values: Mapping[str, Json]) -> Said:
        if not plan.say.moves:
            return self.speaker.say(plan.say.steps, plan=plan.id, effect=plan.say.effect, values=values)
        from centra_contracts.shell.walks import take_walks  # loads Hypothesis, which takes a fifth of a second

        with self._walking:  # one walk after another, which is gentle, and Hypothesis chooses for one machine at a time
            taken = take_walks(plan, self.speaker, values, budget=self.budget, first_seed=self.seed, stopped=self._stopped.is_set)
        return Said(dict(values), list(taken))

    def _refusal(self, plan: Plan) -> Refusal | None:
        refusal = self._obstacle(plan.say.all_steps)
        if refusal is None and plan.say.effect.rank > self.granted.rank:
            refusal = Refusal("CC902", f"not granted: needs --allow {plan.say.effect.value}")
        if refusal is not None and plan.say.recorded and refusal.code in ("CC902", "CC905"):
            return Refusal(refusal.code, f"{refusal.because}, or give --deliveries")
        return refusal

    def _obstacle(self, steps: Sequence[Step]) -> Refusal | None:
        """Why steps cannot be said to this target, whatever is granted; None when they can."""
        for api in sorted({step.api for step in steps}, key=list(Api).index):
            if api in self.dead:
                return Refusal("CC801", f"{api.value}: {self.dead[api]}")
        if any(isinstance(step.say, Await | Hold) for step in steps) and self.speaker.ear is None:
            return Refusal("CC905", "nothing listens for webhooks: set CENTRA_WEBHOOK_LISTEN")
        spoken = [step for step in steps if not isinstance(step.say, Await | Hold)]
        missing = sorted({step.api.value for step in spoken if step.api not in self.speaker.connections})
        if missing:
            return Refusal("CC901", f"{' and '.join(missing)} not configured for this target")
        nameless = sorted({step.api.value for step in spoken if _lacks_secret(step, self.speaker.connections[step.api])})
        if nameless:
            return Refusal("CC901", f"no secret is configured for {' and '.join(nameless)}")
        return None

    def _mistake(self, error: Exception) -> Refusal:
        """What went wrong on this side of the wire, in one line without secrets."""
        if isinstance(error, CentraContractsError):
            return Refusal(MISTAKE_CODE, self.redactor.redact_text(" ".join(str(error).split())))
        place = traceback.extract_tb(error.__traceback__)[-1]
        said = f"a mistake in centra-contracts: {type(error).__name__}: {error} ({Path(place.filename).name}:{place.lineno})"
        return Refusal(MISTAKE_CODE, self.redactor.redact_text(" ".join(said.split())))

    def _refuse(self, plan: Plan, refusal: Refusal) -> Heard:
        self.on_plan(PlanLine(plan.id, {}, (), refusal.because), ())
        return Heard(None, refusal)

    def _record(self, plan: str, said: Said, values: Mapping[str, Json]) -> tuple[Exchange, ...]:
        exchanges = tuple(self.redactor.redact_exchange(exchange) for exchange in said.exchanges)
        self.on_plan(PlanLine(plan, self._shown(values), tuple(item.id for item in exchanges), ""), exchanges)
        return exchanges

    def _shown(self, values: Mapping[str, Json]) -> dict[str, Json]:
        shown = self.redactor.redact_value({name: value for name, value in values.items()})
        return dict(shown) if isinstance(shown, Mapping) else {}

    def _say_way(self, steps: tuple[Step, ...], plan: str, effect: Effect, values: Mapping[str, Json]) -> WayResult:
        said = self.speaker.say(steps, plan=plan, effect=effect, values=values)
        exchanges = self._record(plan, said, values)
        return WayResult(said.values, None if said.whole else _why_not(steps, exchanges, said.values))

    def _base_values(self, plan: str) -> dict[str, Json]:
        digest = hashlib.sha256(f"{self.token}/{plan}".encode()).hexdigest()
        number = str(int(digest[:12], 16) % 900_000_000 + 100_000_000)
        return {"run.token": digest[:8], "run.number": number, "run.date": self.today.isoformat(), "run.time": int(time.time())}


def hearing_of(
    steps: StepList,
    exchanges: Sequence[Exchange],
    values: Mapping[str, Json],
    dialects: Mapping[Api, Dialect],
    read: Mapping[str, Reading] = _NOTHING_READ,
) -> Hearing:
    """The hearing of a plan from its recorded exchanges; the same from a run and from its recording.

    ``read`` holds, by the id of the exchange, readings that are known already.
    """
    if steps.moves:
        return _hearing_of_walks(steps, exchanges, values, dialects)
    by_step: dict[str, list[Exchange]] = {}
    for exchange in exchanges:
        by_step.setdefault(exchange.step, []).append(exchange)
    known: dict[str, Json] = dict(values)
    readings: dict[str, Reading] = {}
    for step in steps.steps:
        if isinstance(step.say, Hold):
            continue
        heard = by_step.get(step.id, [])
        if not heard or heard[-1].fault is not None:
            break
        reading = read.get(heard[-1].id)
        if reading is None or reading.parts:  # an answer among the parts may have been redacted
            reading = read_step(step, heard, dialects[step.api])
        readings[step.id] = reading
        known.update(captured(step, reading))
    return Hearing(tuple(exchanges), readings, known)


def _hearing_of_walks(
    steps: StepList, exchanges: Sequence[Exchange], values: Mapping[str, Json], dialects: Mapping[Api, Dialect]
) -> Hearing:
    """The hearing of a plan with moves: its walks, and the first reading of each step for messages."""
    walks = walks_of(exchanges, lambda exchange: dialects[Api(exchange.api)].read(exchange))
    known = {turn.reading.exchange: turn.reading for walk in walks for turn in walk}
    readings: dict[str, Reading] = {}
    for exchange in exchanges:
        if exchange.id in known:
            readings.setdefault(exchange.step, known[exchange.id])
    return Hearing(tuple(exchanges), readings, dict(values), walks)


def _unredacted(said: Said, redacted: Sequence[Exchange]) -> dict[str, Reading]:
    """The readings of the answers in which nothing had to be redacted, by the id of the exchange: they need no second look."""
    read = {reading.exchange: reading for reading in said.readings.values()}
    pairs = zip(said.exchanges, redacted, strict=True)
    return {
        shown.id: read[shown.id]
        for heard, shown in pairs
        if shown.id in read and not heard.inbound and heard.response == shown.response
    }


def _why_not(steps: Sequence[Step], exchanges: Sequence[Exchange], values: Mapping[str, Json]) -> Refusal:
    """Why saying a way led to nothing: a fault, or an answer without what it was to give."""
    last = exchanges[-1]
    if last.fault is not None:
        return Refusal(fault_code(last.fault), f"{last.request.operation}: {last.fault.says}")
    step = next(step for step in steps if step.id == last.step)
    lacking = sorted(name for name in step.capture if name not in values)
    return Refusal("CC903", f"{last.request.operation} gave no {', '.join(lacking)}")


def _lacks_secret(step: Step, connection: Connection) -> bool:
    """Whether a step identifies itself by a secret that is not configured. Source: api-references/api-intro."""
    if connection.secret or step.auth in (Auth.NONE, Auth.WRONG) or isinstance(step.say, WsdlRead):
        return False
    return step.auth is not Auth.DEFAULT or step.api is not Api.CHECKOUT
