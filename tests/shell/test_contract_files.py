"""Contracts and their shapes are read from the shipped folder and from a client's own, and checked before anything is sent."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from centra_contracts.errors import ConfigurationError, ContractError
from centra_contracts.shell.contract_files import read_shelf, shape_reader
from centra_contracts.shell.shipped import read_shape, shipped_folder

_CONTRACT = """\
contract: order.mine
api: order
title: Ours
source: agreement
clauses:
  - id: order.mine.list
    promise: Orders have a shape.
    kind: rule
    steps: [{get: /orders}]
    expect: [{shape: SHAPE}]
"""
_DOCUMENT = {
    "components": {
        "schemas": {
            "Order": {"type": "object", "properties": {"lines": {"$ref": "#/components/schemas/Line"}}},
            "Line": {"type": "object"},
            "Far": {"$ref": "https://example.com/schema.json"},
        }
    }
}


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A folder with a contract that refers to a shape document of its own."""
    folder = tmp_path / "own"
    (folder / "order").mkdir(parents=True)
    (folder / "order" / "ours.json").write_text(json.dumps(_DOCUMENT), encoding="utf-8")
    (folder / "order" / "broken.json").write_text("{", encoding="utf-8")
    return folder


@pytest.mark.parametrize(
    ("shape", "problem"),
    [
        ("{ref: ours.json#/components/schemas/Line, at: orders}", None),
        ("{type: object, at: orders}", None),
        ("{ref: gone.json#/a}", "there is no shape document order/gone.json"),
        ("{ref: broken.json#/a}", "the shape document order/broken.json is not JSON: "),
        (
            "{ref: ours.json#/components/schemas/None}",
            "the shape is no JSON Schema: Pointer ",
        ),
        ("{type: objekt}", "the shape is no JSON Schema: "),
        ("{$ref: https://example.com/a.json}", "a shape refers only to its own document, not to https://example.com/a.json"),
    ],
)
def test_shapes_are_checked_with_the_contract(own: Path, shape: str, problem: str | None) -> None:
    """A shape that cannot be used is a problem with file and line; none is ever fetched."""
    document = {"components": {"schemas": {name: _DOCUMENT["components"]["schemas"][name] for name in ("Order", "Line")}}}
    (own / "order" / "ours.json").write_text(json.dumps(document), encoding="utf-8")
    (own / "mine.yaml").write_text(_CONTRACT.replace("SHAPE", shape), encoding="utf-8")
    problems = [str(found) for found in read_shelf([own]).problems if found.file.startswith("own/")]
    assert len(problems) == (problem is not None)
    assert problem is None or problems[0].startswith(f"own/mine.yaml:10: {problem}")


def test_what_replaces_an_operation_is_known(own: Path) -> None:
    """By the shape document of its API, with the nearest name where there is none."""
    replaced = 'replaced_by: [{api: checkout, operation: "PUT /subscription/statu", source: page}]\nclauses:'
    (own / "mine.yaml").write_text(_CONTRACT.replace("clauses:", replaced).replace("SHAPE", "{type: object}"), encoding="utf-8")
    (found,) = [str(found) for found in read_shelf([own]).problems if found.file.startswith("own/")]
    assert found.startswith("own/mine.yaml:1: replaced_by: unknown operation of contracts/checkout/openapi.yaml:")
    assert "did you mean 'PUT /subscription/status'" in found


def test_a_document_that_leads_out_of_itself_is_refused(own: Path) -> None:
    """Even where the clause means another part of it."""
    (own / "mine.yaml").write_text(_CONTRACT.replace("SHAPE", "{ref: ours.json#/components/schemas/Line}"), encoding="utf-8")
    with pytest.raises(ContractError) as raised:
        read_shelf([own]).usable()
    assert raised.value.problems == (
        "own/mine.yaml:10: a shape refers only to its own document, not to https://example.com/schema.json",
    )


def test_a_shape_keeps_what_its_references_lead_to(own: Path) -> None:
    """The schema of one component stands on the others."""
    assert shape_reader([own])("order", "ours.json#/components/schemas/Order") == {
        "$ref": "#/components/schemas/Order",
        **_DOCUMENT,
    }


def test_own_documents_come_before_the_shipped_ones(own: Path) -> None:
    """A client may have a WSDL of its own; what it has not is the shipped one."""
    shipped = shipped_folder("contracts") / "soap" / "centra.wsdl"
    assert read_shape("soap", "centra.wsdl", [own]) == shipped.read_bytes()
    (own / "soap").mkdir()
    (own / "soap" / "centra.wsdl").write_bytes(b"<definitions/>")
    assert read_shape("soap", "centra.wsdl", [own]) == b"<definitions/>"


def test_folders_that_cannot_be_used_are_told(tmp_path: Path) -> None:
    """One that is not there, one without contracts, and a file that is no text."""
    with pytest.raises(ConfigurationError, match="there is no such folder"):
        read_shelf([tmp_path / "gone"])
    with pytest.raises(ConfigurationError, match="holds no contract file"):
        read_shelf([tmp_path])
    (tmp_path / "mine.yaml").write_bytes(b"contract: \xff")
    with pytest.raises(ContractError, match="mine.yaml:1: not UTF-8 text"):
        read_shelf([tmp_path])
