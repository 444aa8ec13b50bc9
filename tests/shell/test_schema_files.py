"""What contracts say to GraphQL is checked by the documents of the schema, the shipped ones and a client's own."""

from __future__ import annotations

from pathlib import Path

import pytest

from centra_contracts.contract.sdl import Guess
from centra_contracts.errors import ContractError
from centra_contracts.shell.contract_files import read_shelf
from centra_contracts.shell.schema_files import OWN_NAME, read_sdl, schema_problems, sdl_reader

_CONTRACT = """\
contract: graphql.mine
api: graphql
title: Ours
source: agreement
clauses:
  - id: graphql.mine.read
    promise: Something is read.
    kind: KIND
    cell: {function: Orders, mode: W}
    editions: [EDITION]
    steps:
      - {id: read, graphql: "DOCUMENT"}
    expect: [EXPECT]
"""
_UNKNOWN = "contracts/mine.yaml:12: no page of 2022-09 shows what the document says: Cannot query field 'nmae' on type 'Store'. "


def _problems(
    folder: Path, document: str, *, kind: str = "rule", edition: str = "2022-09", expect: str = "succeeds: true"
) -> str:
    own = folder / "contracts"
    own.mkdir(exist_ok=True)
    text = _CONTRACT.replace("DOCUMENT", document).replace("KIND", kind).replace("EDITION", f'"{edition}"')
    (own / "mine.yaml").write_text(text.replace("EXPECT", f"{{{expect}}}"), encoding="utf-8")
    return "\n".join(map(str, schema_problems(read_shelf([own]).library, (own,))))


@pytest.mark.parametrize("edition", ["2022-09", "2023-12"])
def test_the_shipped_schema_of_each_edition_can_be_used(edition: str) -> None:
    """And is read when it is asked for."""
    sdl = sdl_reader(edition)()
    assert sdl is read_sdl(edition)
    assert sdl.edition == edition
    assert sdl.is_inferred("UserError")
    assert not sdl.is_inferred("Query.brands")
    assert sdl.is_inferred("Query.brands(where)", Guess.NULLS)
    assert ("rateLimits" in sdl.schema.type_map["Query"].to_kwargs()["fields"]) is (edition == "2023-12")


def test_the_shipped_contracts_say_nothing_that_no_page_allows() -> None:
    """Nor do the needs; and the documents of the schema are whole."""
    assert schema_problems(read_shelf().library) == ()


def test_a_document_that_no_page_allows_is_a_problem(tmp_path: Path) -> None:
    """With file and line, the edition, and the nearest known name."""
    assert _problems(tmp_path, "{ stores { nmae } }").startswith(f"{_UNKNOWN}Did you mean 'name'?")


@pytest.mark.parametrize(
    ("kind", "expect"), [("absence", "succeeds: true"), ("coming_soon", "succeeds: true"), ("rule", "refused: true")]
)
def test_what_is_to_be_refused_may_say_anything(tmp_path: Path, kind: str, expect: str) -> None:
    """An absence, what is coming soon, and a step whose answer must be refused."""
    assert "no page" not in _problems(tmp_path, "{ stores { nmae } }", kind=kind, expect=expect)


def test_an_edition_is_judged_by_its_own_schema(tmp_path: Path) -> None:
    """What came later is unknown to the earlier one."""
    found = [_problems(tmp_path, "{ rateLimits { quota } }", edition=edition) for edition in ("2022-09", "2023-12")]
    assert ["Cannot query field 'rateLimits'" in problems for problems in found] == [True, False]


def test_a_text_for_a_moment_is_tolerated(tmp_path: Path) -> None:
    """The page says that variables for moments may still be declared as String; of another type they may not."""
    document = "query ($from: TYPE) {{ orders(where: {{createdAt: {{from: $from}}}}) {{ number }} }}".replace("{{", "{").replace(
        "}}", "}"
    )
    found = [_problems(tmp_path, document.replace("TYPE", kind), edition="2023-12") for kind in ("String!", "Int")]
    assert [problems.count("used in position") for problems in found] == [0, 1]


def test_own_documents_extend_the_shipped_schema(tmp_path: Path) -> None:
    """What is agreed beyond the pages stands in a document beside the own contracts; a broken one is a problem."""
    own = tmp_path / "contracts" / "graphql"
    own.mkdir(parents=True)
    (own / OWN_NAME).write_text("extend type Store { nmae: String }", encoding="utf-8")
    assert _problems(tmp_path, "{ stores { nmae } }") == ""
    (own / OWN_NAME).write_text("extend type Sotre { nmae: String }", encoding="utf-8")
    expected = f"contracts/graphql/{OWN_NAME}:1: extends Sotre, which no earlier document defines"
    assert _problems(tmp_path, "{ stores { nmae } }") == expected
    with pytest.raises(ContractError):
        read_sdl("2022-09", (tmp_path / "contracts",))
