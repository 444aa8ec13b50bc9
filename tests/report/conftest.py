"""An invented run with everything that a report must be able to show; the same arguments give the same record."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace

import pytest

from centra_contracts.drift.fingerprint import fingerprint
from centra_contracts.drift.model import (
    ApiState,
    BaselineNote,
    DocumentedCell,
    FactCount,
    FindingLine,
    RunHead,
    RunRecord,
    VerdictLine,
)
from centra_contracts.exchange.model import Exchange, Fault, Request, Response
from centra_contracts.verdict.model import Direction, Level, Outcome

STATUSES = {"A": "available", "L": "limited", "U": "unavailable", "C": "coming_soon"}
COLUMNS = [("webhook", "R"), *((api, mode) for api in ("checkout", "shop", "soap", "order", "graphql") for mode in "RW")]
FUNCTIONS = {
    "Brands, Markets, Languages, Currencies": "AAUAUUAAUAA",
    "Products Catalog and Displays setup": "AAUAUUAAUAA",
    "Pricelists and prices": "AAUAUUAAUAA",
    "Warehouses and Stock": "AAUAUUAALAA",
    "Custom Attributes": "UAUAUULLUAA",
    "Campaigns": "AAUAUUAAUAA",
    "Accounts and Buyers": "ALULUUAAUAA",
    "Delivery Windows": "ALULUUAAUAA",
    "Plugin configuration": "UUUUUUUUUAC",
    "Selections and checkout": "UAAAAUUUUCC",
    "Vouchers": "UAUAUUUALAA",
    "Payment authorization": "UAAAAAUAUAC",
    "Orders": "ALULULAAAAC",
    "Customers": "ALULULAAAAC",
    "Invoices": "ALULULAAUAC",
    "Payment capture": "AUUUULAAAAC",
    "Shipments": "AUUUULAAAAC",
    "Partial capture": "AUUUULUAAAC",
    "Returns and exchange orders": "AUUUULAAAAC",
    "Refunds": "AUUUUUUAAAC",
}
KINDS = {"available": "capability", "limited": "limitation", "unavailable": "absence", "coming_soon": "coming_soon"}
PROMISES = {
    "available": "{api} {mode} {function}, with the fields that the documentation names.",
    "limited": "{api} {mode} {function} only within the documented limit.",
    "unavailable": "{api} offers no way to {mode} {function}.",
    "coming_soon": "{api} does not {mode} {function} yet.",
}
RULES = [
    "A request without the shared secret is refused.",
    "A request with a wrong shared secret is refused.",
    "An unknown identifier is answered with an error that names the field.",
    "Prices come with the currency of the market that was asked for.",
    "A second call with the same content changes nothing.",
    "The list can be continued where the last page ended.",
    "Dates are written as year, month, day, hour, minute and second.",
]
FAILURES = [
    (Level.BREAKING, Direction.MISSING, "CC301", "products[0].sizes[2].stock", "the field is there", "no such field"),
    (Level.DANGEROUS, Direction.CHANGED, "CC201", "token.price", '"249.00"', "249"),
    (Level.BREAKING, Direction.CHANGED, "CC101", "status", "404", "200"),
    (Level.SAFE, Direction.LIFTED, "CC103", "", "the API refuses", 'status 200, {"status": "ok"}'),
    (Level.DANGEROUS, Direction.LIFTED, "CC502", "Mutation.createOrder", "no such member", "the member is there"),
]


def documented_cells() -> tuple[DocumentedCell, ...]:
    """The 220 cells; one is not encoded, one was not chosen."""
    cells = [
        DocumentedCell(function, api, mode, STATUSES[letter], "LimitSoapReadAll" if letter == "L" else "", 2)
        for function, letters in FUNCTIONS.items()
        for (api, mode), letter in zip(COLUMNS, letters, strict=True)
    ]
    cells[8] = replace(cells[8], clauses=0)
    return tuple(cells)


def exchange_of(clause: str, api: str, number: int, *, size: int = 3) -> Exchange:
    """An invented exchange, in XML when the API is SOAP, with ``size`` elements in its answer else."""
    elements = [
        {"product": str(1000 + n), "sku": f"KNIT-{n:04}", "name": "Höstkofta & co", "stock": n, "sizes": [{"name": "M"}] * 2}
        for n in range(size)
    ]
    body = json.dumps({"status": "ok", "products": elements}, ensure_ascii=False).encode()
    sent = b'{"products":[{"product":"KNIT-0001","quantity":40}]}' if number % 2 else b""
    kind, credential = "application/json", ("API-Authorization", "[redacted 3f2a9c01]")
    if api == "soap":
        inner = b"<login><username>[redacted 00000001]</username><password>[redacted 3f2a9c01]</password></login>"
        sent = b"<Envelope><Body><products_Get>" + inner + b"</products_Get></Body></Envelope>"
        body = b"<Envelope><Body><Response><result>ok</result><events/></Response></Body></Envelope>"
        kind = "text/xml"
    elif api in ("checkout", "graphql"):
        credential = ("Authorization", "Bearer [redacted 3f2a9c01]")
    return Exchange(
        id=f"{clause}#{number}",
        plan=clause,
        step=f"step-{number}",
        api=api,
        request=Request(
            "POST" if sent else "GET",
            f"http://127.0.0.1:8090/api/{api}/products?search=KNIT-0001",
            (("Content-Type", kind), credential, ("User-Agent", "centra-contracts")),
            sent,
            "POST /products" if sent else "GET /products",
        ),
        response=Response(200, (("content-type", kind), ("server", "uvicorn")), body, 12.4),
    )


def invented_record(clauses: int = 612, *, honest: bool = False, hostile: str = "", partial: bool = False) -> RunRecord:
    """A run of about ``clauses`` clauses. Not ``honest``: with drift, silence and skips of every sort."""
    lines: list[VerdictLine] = []
    exchanges: dict[str, Exchange] = {}
    cells = documented_cells()
    number = 0
    while len(lines) < clauses:
        cell = cells[number % len(cells)]
        turn = number // len(cells)
        number += 1
        if cell.clauses == 0 or (cell.function == "Refunds" and cell.api == "shop"):
            continue
        line = _line(cell, turn, number, honest)
        if turn > 1:
            promise = RULES[(number * 3 + turn) % len(RULES)]
            line = replace(line, function="", mode="", kind="rule", promise=promise, title=f"Common rules, part {turn}")
        line = replace(line, promise=line.promise + hostile, because=line.because + hostile)
        steps = 0 if line.verdict is Outcome.SKIPPED else 1 + number % 3
        for step in range(1, steps + 1):
            said = exchange_of(line.clause, line.api, step, size=40 if line.verdict is Outcome.BROKEN else 2)
            if line.verdict is Outcome.SILENT and step == steps:
                says = "the server did not answer within 10 s"
                said = replace(said, response=None, fault=Fault("timeout", says, 10_000.0))
            exchanges[said.id] = said
        ids = tuple(f"{line.clause}#{step}" for step in range(1, steps + 1))
        findings = tuple(replace(finding, exchange=ids[-1]) for finding in line.findings if ids)
        lines.append(replace(line, exchanges=ids, findings=findings))
    head = RunHead(
        target="mock" if honest else "staging",
        edition="2022-09",
        started="2026-11-14T09:05:07+00:00",
        finished=None if partial else "2026-11-14T09:05:15+00:00",
        partial=partial,
        allow="destructive",
        seconds=8.14,
        documented=cells,
        apis={
            **{api: ApiState(True) for api in ("checkout", "order", "graphql", "soap", "webhook")},
            "shop": ApiState(True, "Replaced by the Checkout API."),
            "subscription": ApiState(honest, "Replaced by the subscription endpoints of the Checkout API."),
        },
        coverage={"checkout": FactCount(1158, 402), "order": FactCount(1382, 1350), "common": FactCount(100, 1)},
        versions={"centra-contracts": "0.1.0", "python": "3.12.3", "httpx": "0.28.1"},
        baseline=() if honest else (BaselineNote("0a1b2c3d4e5f", "The fix was promised for May.", "2026-06-01", "expired"),),
        seed=1 if honest else None,
    )
    return RunRecord(head, tuple(sorted(lines, key=lambda line: line.clause)), exchanges, ())


def _line(cell: DocumentedCell, turn: int, number: int, honest: bool) -> VerdictLine:
    names = {"graphql": "GraphQL API", "soap": "SOAP API", "webhook": "Centra, by webhook,"}
    api = names.get(cell.api, f"{cell.api.capitalize()} API")
    name = cell.function.lower().replace(",", "").replace(" ", "-")
    word = {"R": "read", "W": "write"}[cell.mode]
    verb = word if cell.status in ("unavailable", "coming_soon") else {"read": "reads", "write": "writes"}[word]
    line = VerdictLine(
        clause=f"{cell.api}.{name}.{word}-{turn + 1}",
        api=cell.api,
        function=cell.function,
        mode=cell.mode,
        kind=KINDS[cell.status],
        verdict=Outcome.HOLDS,
        code="",
        because="",
        exchanges=(),
        contract=f"{cell.api}.{name}",
        title=cell.function,
        promise=PROMISES[cell.status].format(api=api, mode=verb, function=cell.function),
        source=f"api-references/api-intro/api-functions{'#' + cell.anchor if cell.anchor else ''}",
        effect="read" if cell.mode == "R" else "write",
        deprecated="Replaced by the Checkout API." if cell.api == "shop" else "",
        note="Two pages disagree; the newer one is followed." if number % 97 == 0 else "",
    )
    if cell.api == "graphql" and cell.mode == "W" and cell.status == "available" and number % 2:
        because = "No page documents an operation that writes this."
        return replace(line, verdict=Outcome.SKIPPED, code="CC904", because=because)
    if honest:
        return line
    if number % 41 == 7:
        return _broken(line, number)
    if number % 131 == 5:
        return replace(line, verdict=Outcome.SILENT, code="CC802", because="step-2 got no answer within 10 s")
    if number % 29 == 3:
        reasons = [("CC902", "The effect write is not granted."), ("CC903", "Need shippable_order: no order is open.")]
        code, because = reasons[number % 2]
        return replace(line, verdict=Outcome.SKIPPED, code=code, because=because)
    if number % 53 == 9:
        observed = "property colourCode is not documented"
        place = "products[0].colourCode"
        mark = fingerprint(line.clause, "CC305", place)
        finding = FindingLine("CC305", Direction.UNDOCUMENTED, Level.SAFE, place, "no such property", observed, "", mark)
        return replace(line, findings=(finding,))
    return line


def _broken(line: VerdictLine, number: int) -> VerdictLine:
    level, direction, code, place, expected, observed = FAILURES[number // 41 % len(FAILURES)]
    finding = FindingLine(code, direction, level, place, expected, observed, "", fingerprint(line.clause, code, place))
    accepted = "The vendor knows; ticket 4711." if number // 41 % 6 == 5 else ""
    because = f"{place or 'the answer'}: expected {expected}, observed {observed}"
    return replace(
        line,
        verdict=Outcome.BROKEN,
        code=code,
        because=because,
        accepted=accepted,
        findings=(replace(finding, accepted=accepted),),
    )


@pytest.fixture(name="invented_record")
def _invented_record() -> Callable[..., RunRecord]:
    """:func:`invented_record`."""
    return invented_record


@pytest.fixture
def drifting() -> RunRecord:
    """A run with drift of every level and direction, silence, skips and untestable clauses."""
    return invented_record()


@pytest.fixture
def honest() -> RunRecord:
    """A run in which everything that was tried holds."""
    return invented_record(honest=True)
