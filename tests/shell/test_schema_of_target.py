"""A target whose schema drifted, from the command line to the record: each change once, in the area that it touches."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from graphql import print_schema

from centra_contracts.contract.library import Library
from centra_contracts.contract.model import DEFAULT_EDITION, Api, Effect
from centra_contracts.dialect.model import Connection
from centra_contracts.shell.config import Target
from centra_contracts.shell.contract_files import read_shelf
from centra_contracts.shell.schema_files import read_sdl
from centra_contracts.shell.session import open_bench
from centra_contracts.verdict.model import Outcome, Verdict
from tests.shell.conftest import Command
from tests.shell.schema_server import SchemaServer, serve_schema

_DOCUMENTED = print_schema(read_sdl(DEFAULT_EDITION).schema)
_TEN = [
    (r"(type Brand implements[^{]*\{|type Brand \{)([^}]*)\n  name: String", r"\1\2", "CC512", "Brand.name", "stores-read"),
    (r"type Return [^}]*\}", "", "CC511", "Return", "returns-read"),
    (r"(products\([^)]*), page: Int", r"\1", "CC513", "Query.products(page)", "catalogue-read"),
    (r"(enum ProductStatus \{[^}]*)\n  INACTIVE", r"\1", "CC514", "ProductStatus.INACTIVE", "catalogue-read"),
    (r"(input ProductFilter \{[^}]*)\n  name: StringMatch", r"\1", "CC515", "ProductFilter.name", "catalogue-read"),
    (r"(type Currency \{[^}]*code): String", r"\1: Int", "CC517", "Currency.code", "stores-read"),
    (r"stores\(", "stores(tenant: Int!, ", "CC519", "Query.stores(tenant)", "stores-read"),
    (r"(isEU: Boolean)", r'\1 @deprecated(reason: "gone soon")', "CC525", "Country.isEU", "stores-read"),
    (r"\Z", "\ntype Plan { id: Int }\n", "CC531", "Plan", "rest"),
    (r"(type Query \{)", r"\1 plans: Int", "CC532", "Query.plans", "rest"),
]


def _drifted() -> str:
    schema = _DOCUMENTED
    for pattern, replacement, _, place, _ in _TEN:
        schema, count = re.subn(pattern, replacement, schema, count=1)
        assert count == 1, place
    return schema


def _check(command: Command, server: SchemaServer, *arguments: str) -> Any:
    env = {"CENTRA_GRAPHQL_URL": server.url, "CENTRA_GRAPHQL_TOKEN": "t" * 20}
    return command("check", "--target", "live", "--api", "graphql", "--out", "run", *arguments, env=env)


def _findings(folder: Path) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads((folder / "run/drift.json").read_text(encoding="utf-8"))["findings"]
    return found


def test_ten_changes_are_those_ten(command: Command, tmp_path: Path) -> None:
    """Each with its code, its place, and the clause and cell of its area; a replay of the recording tells the same."""
    with serve_schema(_drifted()) as server:
        run = _check(command, server, "-k", "graphql.schema")
    assert (run.returncode, len(server.introspections)) == (1, 1), run.stdout + run.stderr
    found = _findings(tmp_path)
    told = sorted((item["code"], item["place"], item["clause"].removeprefix("graphql.schema.")) for item in found)
    assert told == sorted((code, place, clause) for _, _, code, place, clause in _TEN)
    levels = {item["place"]: (item["level"], item["direction"], item["function"]) for item in found}
    brands = "Brands, Markets, Languages, Currencies"
    assert levels["Brand.name"] == ("breaking", "missing", brands)
    assert levels["Country.isEU"] == ("safe", "changed", brands)
    assert levels["Plan"] == ("safe", "undocumented", None)
    assert sum(level == "breaking" for level, _, _ in levels.values()) == 7
    before = (tmp_path / "run/verdicts.jsonl").read_bytes()
    again = command("replay", "run")
    assert again.returncode == 1, again.stdout + again.stderr
    assert (tmp_path / "run/verdicts.jsonl").read_bytes() == before


@pytest.fixture(scope="module")
def library() -> Library:
    """The shipped contracts."""
    return read_shelf().usable()


def _verdicts(library: Library, server: SchemaServer, *contracts: str) -> dict[str, Verdict]:
    clauses = [clause for clause in library.clauses if clause.contract in contracts and DEFAULT_EDITION in clause.editions]
    target = Target("live", {Api.GRAPHQL: Connection(Api.GRAPHQL, server.url, "t" * 20)})
    with ExitStack() as stack:
        bench = open_bench(
            stack,
            target,
            library,
            granted=Effect.READ,
            token="token",
            today=date(2026, 11, 2),
            listener=None,
            on_plan=lambda plan, exchanges: None,
        )
        stack.callback(bench.close)
        bench.open(clauses)
        return {clause.id: bench.verdict(clause) for clause in clauses}


def _found(verdicts: Mapping[str, Verdict]) -> set[tuple[str, str, str, str, str]]:
    return {
        (clause, finding.code, finding.place, finding.direction.value, finding.level.value)
        for clause, verdict in verdicts.items()
        for finding in verdict.findings
    }


_ABOUT_SCHEMAS = ("graphql.schema", "graphql.coming-soon", "graphql.access", "graphql.attributes", "graphql.orders")


def test_every_clause_about_the_schema_shares_one_introspection(library: Library) -> None:
    """In whatever contract it stands; with the documented schema all of them hold."""
    with serve_schema(_DOCUMENTED) as server:
        verdicts = _verdicts(library, server, "graphql.schema", "graphql.coming-soon")
        assert len(server.introspections) == 1
        assert _found(verdicts) == set()
        assert {verdict.outcome for verdict in verdicts.values()} == {Outcome.HOLDS}
    with serve_schema(_DOCUMENTED) as server:
        _verdicts(library, server, *_ABOUT_SCHEMAS)
        assert sum("ofType" in document for document in server.introspections) == 1


def test_additions_alone_break_nothing(library: Library) -> None:
    """They are undocumented and safe; what is coming soon is lifted where it comes."""
    more = _DOCUMENTED.replace("type Query {", "type Query { plans: Int").replace(
        "type Mutation {", "type Mutation { giveRefund: Int"
    )
    with serve_schema(more) as server:
        verdicts = _verdicts(library, server, "graphql.schema", "graphql.coming-soon")
    assert _found(verdicts) == {
        ("graphql.schema.rest", "CC532", "Query.plans", "undocumented", "safe"),
        ("graphql.schema.rest", "CC532", "Mutation.giveRefund", "undocumented", "safe"),
        ("graphql.coming-soon.write-refunds", "CC502", "Mutation.giveRefund", "lifted", "safe"),
    }
    assert verdicts["graphql.schema.rest"].holds


def test_a_server_that_knows_no_deprecated_arguments_is_asked_again(library: Library) -> None:
    """Introspection is older than they are."""
    with serve_schema(_DOCUMENTED, old=True) as server:
        verdicts = _verdicts(library, server, "graphql.schema")
    assert (_found(verdicts), len(server.introspections)) == (set(), 2)


_ANSWERS = {
    "an error": (200, "application/json", b'{"errors": [{"message": "GraphQL introspection is not allowed"}]}', "CC506"),
    "a status": (403, "application/json", b'{"message": "Forbidden"}', "CC506"),
    "a page": (200, "text/html", b"<html><body>Log in</body></html>", "CC507"),
    "half a schema": (200, "application/json", b'{"data": {"__schema": {"types": [{"name": "Query"}]}}}', "CC507"),
    "a deep nest": (200, "application/json", b'{"data": {"__schema": ' + b"[" * 50_000 + b"]" * 50_000 + b"}}", "CC507"),
}


@pytest.mark.parametrize("answer", _ANSWERS)
def test_a_refused_introspection_is_a_verdict_of_its_own(answer: str, library: Library) -> None:
    """One broken promise; the areas are skipped, with the reason; nothing crashes."""
    status, media, body, code = _ANSWERS[answer]
    with serve_schema(_DOCUMENTED, raw=(status, media, body)) as server:
        verdicts = _verdicts(library, server, "graphql.schema")
    readable = verdicts.pop("graphql.schema.readable")
    assert (readable.outcome, readable.code, len(readable.findings)) == (Outcome.BROKEN, code, 1)
    assert {(verdict.outcome, verdict.code) for verdict in verdicts.values()} == {(Outcome.SKIPPED, "CC909")}


def test_fields_that_a_target_lacks_are_named(library: Library) -> None:
    """The generated operation is said again without them, so that it is no fault, and the rest is judged."""
    with serve_schema(_drifted()) as server:
        verdicts = _verdicts(library, server, "graphql.generated")
    broken = {name: verdict for name, verdict in verdicts.items() if verdict.outcome is Outcome.BROKEN}
    assert all(finding.code == "CC307" for verdict in broken.values() for finding in verdict.findings)
    brands = broken["graphql.generated.brands"]
    assert [(finding.place, finding.direction.value) for finding in brands.findings] == [("Brand.name", "missing")]
    assert len(brands.exchanges) == 2
    assert verdicts["graphql.generated.languages"].holds
    assert not any(verdict.outcome is Outcome.SILENT for verdict in verdicts.values())
