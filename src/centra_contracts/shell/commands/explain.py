"""``centra-contracts explain``: everything about one clause, or about one code."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from centra_contracts.contract.model import (
    Api,
    Await,
    Clause,
    Generate,
    GraphqlCall,
    Hold,
    Introspect,
    Json,
    Notify,
    RestCall,
    SoapCall,
    Step,
    Upload,
    WsdlRead,
)
from centra_contracts.dialect.model import Connection
from centra_contracts.drift.model import RunRecord
from centra_contracts.errors import RecordError, UnknownNameError
from centra_contracts.exchange.model import Request
from centra_contracts.report.curl import curl_line, recorded_secrets
from centra_contracts.shell.config import URL_VARIABLES
from centra_contracts.shell.contract_files import read_shelf
from centra_contracts.shell.record_files import read_record
from centra_contracts.shell.session import dialects
from centra_contracts.verdict.codes import CODES

__all__ = ["command"]

_SITE = "https://docs.centra.com/"
_RIGHT = "[the right one]"  # stands for the secret in a request that was never sent


@click.command("explain")
@click.argument("clause")
@click.option(
    "--run", type=click.Path(path_type=Path), help="A recorded run to take the last verdict from; default reports/latest."
)
@click.option(
    "--contracts", multiple=True, type=click.Path(path_type=Path), help="A folder with contracts of your own; may repeat."
)
def command(clause: str, run: Path | None, contracts: tuple[Path, ...]) -> int:
    """Explain CLAUSE: promise, source, steps, expectation, last verdict, and a curl line. A code such as CC103 works too."""
    if clause in CODES:
        click.echo(f"{clause}  {CODES[clause]}")
        return 0
    library = read_shelf(contracts).usable()
    known = {item.id: item for item in library.clauses}
    if clause not in known:
        raise UnknownNameError("clause", clause, [*known, *CODES])
    for line in _lines(known[clause], _record(run)):
        click.echo(line)
    return 0


def _record(run: Path | None) -> RunRecord | None:
    try:
        return read_record(run or Path("reports/latest"))
    except RecordError:
        if run is not None:
            raise
        return None


def _lines(clause: Clause, record: RunRecord | None) -> Iterator[str]:
    yield clause.id
    yield f"  {clause.promise}"
    yield ""
    yield f"kind      {clause.kind.value}"
    if clause.cell is not None:
        yield f"cell      {clause.cell.function} / {clause.api.value} {'read' if clause.cell.mode == 'R' else 'write'}"
    yield f"source    {_SITE}{clause.source}"
    yield f"file      {clause.place}"
    yield f"effect    {clause.effect.value}"
    yield f"editions  {', '.join(clause.editions)}"
    for name, value in (("needs", ", ".join(clause.needs)), ("note", clause.note), ("deprecated", clause.deprecated)):
        if value:
            yield f"{name:9} {value}"
    yield from (f"move to   {item.api} {item.operation}  ({_SITE}{item.source})" for item in clause.replaced_by)
    if clause.untestable:
        yield f"untestable: {clause.untestable}"
        return
    yield ""
    yield "steps"
    steps = clause.plan.steps if clause.plan else ()
    for step in steps:
        yield f"  {step.id}: {_says(step)}" + (f"  (auth: {step.auth.value})" if step.auth.value != "default" else "")
        for name, expression in step.capture.items():
            yield f"      <{name}> = {expression}"
    moves = clause.plan.moves if clause.plan else ()
    if moves:
        yield "then, in any order, in two shopper sessions"
        yield from (f"  {step.id}: {_says(step)}" for step in moves)
    yield "expect"
    for expectation in clause.expect:
        yield f"  {expectation.step}: {expectation.rule} {json.dumps(expectation.arguments, ensure_ascii=False)}"
    yield from _last_verdict(clause, record)
    yield from _curl(clause, steps, record)


def _says(step: Step) -> str:
    match step.say:
        case RestCall() as call:
            query = f" query {json.dumps(call.query)}" if call.query else ""
            body: Json = call.json if call.has_json else dict(call.form) if call.form is not None else call.text
            return f"{step.api.value} {call.method} {call.path}{query}" + (f" {json.dumps(body)}" if body is not None else "")
        case GraphqlCall() as call:
            return "graphql " + " ".join(call.document.split())
        case Generate() as call:
            return f"graphql generated from {call.query} to depth {call.depth} {json.dumps(call.arguments)}"
        case Introspect():
            return "graphql introspection"
        case Upload() as call:
            return f"upload {call.name} to {call.address}"
        case SoapCall() as call:
            return f"soap {call.operation} {json.dumps(call.body)}"
        case WsdlRead():
            return "soap ?wsdl"
        case Await() as call:
            return f"await a webhook ({call.version}) with {call.match}" + (f" at {call.at}" if call.at else "")
        case Notify() as call:
            return f"post to {call.address} {json.dumps(call.json)}"
        case Hold() as call:
            return f"leave the next {call.times} webhooks with {call.match} at {call.at} without an answer"


def _last_verdict(clause: Clause, record: RunRecord | None) -> Iterator[str]:
    yield ""
    line = next((item for item in record.verdicts if item.clause == clause.id), None) if record else None
    if record is None or line is None:
        yield "last verdict: none recorded"
        return
    yield (
        f"last verdict: {line.verdict.value} {line.code}".rstrip()
        + f", {record.head.started} on {record.head.target}: {line.because}"
    )
    for finding in line.findings:
        yield f"  {finding.code} {finding.direction.value}, {finding.level.value}: {finding.place}"
        yield f"    expected {finding.expected}"
        yield f"    observed {finding.observed}"


def _curl(clause: Clause, steps: tuple[Step, ...], record: RunRecord | None) -> Iterator[str]:
    heard = _heard(clause, record)
    secrets = recorded_secrets(record.exchanges.values()) if record is not None else {}
    known = None
    for step in steps:
        if isinstance(step.say, Await):
            continue
        request, secret = heard.get(step.id), secrets.get(step.api.value, "")
        if request is None:
            secret = _RIGHT
            known = known or dialects()
            variable = URL_VARIABLES[step.api]
            connection = Connection(step.api, f"${variable}", _RIGHT, "user")
            try:
                request = known[step.api].write(step, connection, {})
            except ValueError:  # a blank where the WSDL wants a number: there is no line without a value
                continue
        yield ""
        yield f"# {step.id}" + ("" if step.id in heard else "; fill in what stands between < and >")
        yield curl_line(step.api.value, request, secret=secret).replace(
            f"'${URL_VARIABLES[step.api]}", f'"${URL_VARIABLES[step.api]}"\''
        )


def _heard(clause: Clause, record: RunRecord | None) -> Mapping[str, Request]:
    if record is None or clause.plan is None:
        return {}
    plan = next((item for item in record.plans if item.plan == clause.plan.id), None)
    exchanges = [record.exchanges[name] for name in plan.exchanges] if plan else []
    return {exchange.step: exchange.request for exchange in exchanges if exchange.api != Api.WEBHOOK.value}
