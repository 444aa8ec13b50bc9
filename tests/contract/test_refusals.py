"""Which fields a server objects to, and what is left to ask for."""

from __future__ import annotations

import pytest
from graphql import build_schema, parse, validate

from centra_contracts.contract.model import Json
from centra_contracts.contract.refusals import refused_fields, without_fields
from centra_contracts.contract.sdl import Sdl

_SCHEMA = """
type Query { brands: [Brand] pets: [Pet] }
type Brand { id: Int name: String logo: Logo }
type Logo { url: String name: String }
interface Pet { name: String }
type Cat implements Pet { name: String lives: Int }
"""
_SDL = Sdl("test", build_schema(_SCHEMA), {}, {})
_DOCUMENT = """{
  brands {
    id
    name
    logo {
      url
      name
    }
  }
  pets {
    ... on Cat {
      lives
    }
  }
}
"""


@pytest.mark.parametrize(
    ("error", "found"),
    [
        ({"message": "no", "locations": [{"line": 4, "column": 5}]}, ("Brand.name",)),
        ({"message": "no", "locations": [{"line": 11, "column": 5}]}, ("Cat",)),
        ({"message": 'Cannot query field "name" on type "Logo".'}, ("Logo.name",)),
        ({"message": "Cannot query field 'name' on type 'OwnNameOfLogo'."}, ("Brand.name", "Logo.name")),
        ({"message": 'Cannot query field "size" on type "Logo".', "locations": [{"line": 99}]}, ()),
        ({"message": "Internal server error", "locations": "here"}, ()),
        ({}, ()),
        ("no", ()),
    ],
)
def test_an_error_points_to_fields(error: Json, found: tuple[str, ...]) -> None:
    """By its place, else by its text; one that points nowhere names none."""
    assert refused_fields(_SDL, _DOCUMENT, [error]) == found


def test_a_whole_validation_points_to_every_unknown_field() -> None:
    """As a server says it that lacks them."""
    own = build_schema(_SCHEMA.replace("name: String logo", "logo").replace("url: String", "").replace("lives: Int", ""))
    errors: Json = [error.formatted for error in validate(own, parse(_DOCUMENT))]
    assert refused_fields(_SDL, _DOCUMENT, errors) == ("Brand.name", "Cat.lives", "Logo.url")
    left = without_fields(_SDL, _DOCUMENT, ("Brand.name", "Cat.lives", "Logo.url"))
    assert left.split() == ["{", "brands", "{", "id", "logo", "{", "name", "}", "}", "}"]
    assert validate(own, parse(left)) == []


def test_what_is_no_list_of_errors_or_no_document_points_nowhere() -> None:
    """A hostile answer names nothing."""
    assert refused_fields(_SDL, _DOCUMENT, {"message": "no"}) == ()
    assert refused_fields(_SDL, "{ what", [{"message": "no"}]) == ()


def test_nothing_may_be_left() -> None:
    """Then nothing is asked."""
    assert without_fields(_SDL, "{ brands { id } }", ("Brand.id",)) == ""
