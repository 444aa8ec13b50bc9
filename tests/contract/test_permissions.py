"""The declared permissions of GraphQL tokens, and what is wrong with a document of them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from centra_contracts.contract.ledger import Fact, Trial
from centra_contracts.contract.model import Json, Place
from centra_contracts.contract.permissions import declares, lint_permissions, permissions_of
from centra_contracts.contract.yaml_tree import read_yaml

_CONTRACTS = Path(__file__).resolve().parents[2] / "contracts"
_SCHEMA: Json = json.loads((_CONTRACTS / "permissions.schema.json").read_text(encoding="utf-8"))
_TEXT = """\
kept: {source: page#list, names: ["Product:read"]}
new: {source: page#list, names: ["Product.attributes:read"]}
obsolete:
  source: page#list
  names:
    "Folder.Product:read": ["Product:read"]
    "Product.Attribute:read": ["Product.attributes:read"]
    "Display.Attribute:read": []
seen: [{name: "Buyer:write", source: page#buyer, edition: "2022-09"}]
"""


def test_the_shipped_list_is_that_of_the_page() -> None:
    """78 kept, 41 new, 286 obsolete; two of these are unused and two deleted."""
    permissions = permissions_of(read_yaml((_CONTRACTS / "graphql" / "permissions.yaml").read_text(encoding="utf-8")).value)
    assert (len(permissions.kept), len(permissions.new), len(permissions.obsolete)) == (78, 41, 286)
    assert sorted(name for name, successors in permissions.obsolete.items() if not successors) == [
        "Display.Attribute:read",
        "OrderLine.Discount:read",
        "Store.TotalOrder:read",
        "Store.TotalPurchaser:read",
    ]


def test_a_name_is_in_one_state_and_has_successors_to_the_end() -> None:
    """Names that nothing declares have no state."""
    permissions = permissions_of(read_yaml(_TEXT).value)
    names = ("Product:read", "Product.attributes:read", "Folder.Product:read", "Buyer:write", "Planet:read")
    assert [permissions.state_of(name) for name in names] == ["kept", "new", "obsolete", "seen", ""]
    assert permissions.successors("Folder.Product:read") == {"Product:read"}
    assert permissions.successors("Display.Attribute:read") == frozenset()


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("", "", None),
        ("obsolete:", "obsolet:", "permissions.yaml:1: key 'obsolete' is missing"),
        ('["Product:read"]}', '["product"]}', "permissions.yaml:1: kept.names[0]: "),
        (
            '["Product:read"]\n',
            '["Prodcut:read"]\n',
            "permissions.yaml:6: nothing declares Prodcut:read; did you mean 'Product:read'",
        ),
        ('name: "Buyer:write"', 'name: "Product:read"', "permissions.yaml:1: Product:read is both kept and seen"),
    ],
    ids=["whole", "key", "form", "replacement", "twice"],
)
def test_what_is_wrong_is_told_with_file_and_line(old: str, new: str, expected: str | None) -> None:
    """As for every document."""
    found = [str(problem) for problem in lint_permissions("permissions.yaml", _TEXT.replace(old, new) if old else _TEXT, _SCHEMA)]
    assert (found == []) is (expected is None)
    assert expected is None or found[0].startswith(expected)


@pytest.mark.parametrize(
    ("name", "kind", "expected"),
    [("Product:read", "auth", True), ("Product:read", "deprecation", False), ("Folder.Product:read", "deprecation", True)],
)
def test_a_fact_about_a_permission_is_encoded_when_the_list_says_the_same(name: str, kind: str, expected: bool) -> None:
    """Current or obsolete; of other facts it says nothing."""
    permissions = permissions_of(read_yaml(_TEXT).value)
    place = Place("ledger", 1)
    facts = [
        Fact(each, "graphql", "", kind, name, "", "", Trial.SETUP, "", "2022-09", "", "", "", place)
        for each in (f"graphql.permission.{name}", "graphql.x")
    ]
    assert [declares(permissions, fact) for fact in facts] == [expected, None]
