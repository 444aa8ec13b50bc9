"""A bench with a wire and an ear of plain functions: nothing leaves the process."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date

from centra_contracts.contract.model import (
    Api,
    Auth,
    Await,
    Clause,
    Effect,
    Expectation,
    Hold,
    Json,
    Kind,
    Need,
    Place,
    RestCall,
    Say,
    Step,
    StepList,
    Way,
)
from centra_contracts.dialect.model import Connection
from centra_contracts.dialect.rest import RestDialect
from centra_contracts.dialect.webhook import WebhookDialect
from centra_contracts.drift.model import PlanLine
from centra_contracts.exchange.model import Exchange, Fault, Request, Response
from centra_contracts.exchange.redact import Redactor
from centra_contracts.shell.bench import Bench
from centra_contracts.shell.speak import Ear, Speaker
from centra_contracts.verdict.model import Outcome

PLACE = Place("contracts/order/a.yaml", 7)
SECRET = "order-secret-of-the-store"
EVERYWHERE = {
    api: Connection(api, f"http://store.example/{api.value}", SECRET) for api in Api if api not in (Api.GRAPHQL, Api.SOAP)
}


def make_step(
    path: str, *, api: Api = Api.ORDER, name: str = "first", capture: Mapping[str, str] | None = None, auth: Auth = Auth.DEFAULT
) -> Step:
    """A GET of ``path``."""
    return Step(name, api, RestCall("GET", path, {}, {}), auth, "main", capture or {}, PLACE)


def await_step(name: str = "hook") -> Step:
    """A step that waits for a webhook about an order."""
    say: Say = Await("integration", "events[?type=='order']", 1.0)
    return Step(name, Api.WEBHOOK, say, Auth.DEFAULT, "main", {}, PLACE)


def make_clause(
    name: str,
    *steps: Step,
    effect: Effect = Effect.READ,
    rule: str = "succeeds",
    arguments: Json = True,
    needs: tuple[str, ...] = (),
    plan: StepList | None = None,
    untestable: str = "",
) -> Clause:
    """A clause of the Order API whose last step must satisfy one rule; with its own steps, or those of ``plan``."""
    said = steps or (make_step(f"/{name}"),)
    own = plan or StepList(f"order.{name}", effect, said)
    return Clause(
        id=f"order.{name}",
        contract="order.a",
        api=Api.ORDER,
        promise="Orders can be listed.",
        kind=Kind.RULE,
        source="page",
        cell=None,
        effect=effect,
        plan=None if untestable else own,
        expect=(Expectation(rule, arguments, own.steps[-1].id, PLACE),),
        needs=needs,
        editions=("2022-09",),
        untestable=untestable,
        facts=(),
        note="",
        unbitten="",
        deprecated="",
        place=PLACE,
    )


def make_need(name: str, way: Step, field: str = "id") -> Need:
    """A need with one way to find it."""
    return Need(name, "An order is there.", {field: "its id"}, (Way(Effect.READ, (way,), (), PLACE),), False, PLACE)


Answer = Callable[[Request], Json | Fault]


def answer_ok(request: Request) -> Json | Fault:
    """What the Order API says when all is well."""
    return {"status": "ok"}


@dataclass
class FakeWire:
    """Answers every request by a function; remembers what was sent."""

    answer: Answer = answer_ok
    sent: list[tuple[str, Effect]] = field(default_factory=list)  # path, effect

    def send(self, request: Request, *, effect: Effect, id: str, plan: str, step: str, api: Api) -> Exchange:
        self.sent.append((request.operation.partition(" ")[2], effect))
        answer = self.answer(request)
        if isinstance(answer, Fault):
            return Exchange(id, plan, step, api.value, request, fault=answer)
        body = json.dumps(answer).encode()
        return Exchange(id, plan, step, api.value, request, Response(200, (("content-type", "application/json"),), body, 1.0))


@dataclass
class FakeEar:
    """Hears one signed webhook, whatever is awaited."""

    marks: int = 0
    held: list[str] = field(default_factory=list)  # paths; empty for a release

    def mark(self) -> int:
        self.marks += 1
        return self.marks

    def hold(self, say: Hold) -> None:
        self.held.append(say.at)

    def release(self) -> None:
        self.held.append("")

    def hear(self, say: Await, *, since: int, id: str, plan: str, step: str) -> tuple[Exchange, ...]:
        request = Request("POST", "http://ear.example/", (), b'payload={"events":[{"type":"order"}]}', "webhook integration")
        return (Exchange(id, plan, step, "webhook", request, Response(200, (), b"OK", 1.0), None, True, {"signature": "valid"}),)


@dataclass
class BenchRun:
    """A bench with what it left behind."""

    bench: Bench
    plans: list[PlanLine]
    exchanges: list[Exchange]

    def verdicts(self, *clauses: Clause) -> list[tuple[Outcome, str, str]]:
        self.bench.open(clauses)
        found = [self.bench.verdict(clause) for clause in clauses]
        self.bench.close()
        return [(verdict.outcome, verdict.code, verdict.because) for verdict in found]


def _no_shape(api: str, reference: str) -> Json:
    raise LookupError(f"there is no shape {reference}")


def bench_run(
    wire: FakeWire | None = None,
    *,
    connections: Mapping[Api, Connection] = EVERYWHERE,
    ear: Ear | None = None,
    granted: Effect = Effect.DESTRUCTIVE,
    needs: Sequence[Need] = (),
    dead: Mapping[Api, str] | None = None,
) -> BenchRun:
    """A bench for a target with every JSON API, unless told otherwise."""
    rest = RestDialect()
    dialects = {api: rest for api in Api} | {Api.WEBHOOK: WebhookDialect()}
    plans: list[PlanLine] = []
    exchanges: list[Exchange] = []

    def keep(plan: PlanLine, heard: Sequence[Exchange]) -> None:
        plans.append(plan)
        exchanges.extend(heard)

    bench = Bench(
        speaker=Speaker(connections, wire or FakeWire(), ear, dialects),
        needs={need.id: need for need in needs},
        data={},
        granted=granted,
        redactor=Redactor([SECRET], b"salt"),
        shapes=_no_shape,
        token="token",
        today=date(2026, 11, 2),
        on_plan=keep,
        dead=dead or {},
    )
    return BenchRun(bench, plans, exchanges)
