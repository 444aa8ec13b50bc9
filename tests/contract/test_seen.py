"""Which documented fields an answer shows."""

from __future__ import annotations

from graphql import build_schema, parse

from centra_contracts.contract.model import Json
from centra_contracts.contract.sdl import Guess, Sdl
from centra_contracts.contract.seen import documented_fields, seen_fields

_SCHEMA = build_schema("""
type Query { brands: [Brand] pets: [Pet] }
type Brand { id: Int name: String tags: [String] owner: Brand }
interface Pet { name: String }
type Cat implements Pet { name: String lives: Int }
type Dog implements Pet { name: String sound: String }
""")


def _seen(document: str, data: Json) -> list[str]:
    return sorted(seen_fields(_SCHEMA, parse(document), data))


def test_a_field_is_seen_where_it_has_a_value() -> None:
    """Zero and an empty text are values; null and an empty list show nothing; an alias is the field that it stands for."""
    data: Json = {
        "brands": [{"id": 0, "called": "", "tags": [], "owner": None}, {"id": 1, "called": "a", "tags": [], "owner": {"id": 2}}]
    }
    assert _seen("{ brands { id called: name tags owner { id } } }", data) == [
        "Brand.id",
        "Brand.name",
        "Brand.owner",
        "Query.brands",
    ]


def test_a_field_of_an_interface_counts_for_the_type_that_the_object_says_to_be() -> None:
    """And what stands in a fragment on another type does not."""
    document = "query { pets { __typename name ...cat ... on Dog { sound } } } fragment cat on Cat { lives }"
    data: Json = {"pets": [{"__typename": "Cat", "name": "Mia", "lives": 9, "sound": "?"}]}
    assert _seen(document, data) == ["Cat.lives", "Cat.name", "Pet.name", "Query.pets"]
    assert "Cat.name" not in _seen("{ pets { name } }", {"pets": [{"name": "Mia"}]})


def test_an_answer_of_another_form_shows_nothing_more() -> None:
    """Whatever a target sends."""
    for data in (None, [], "x", {"brands": 7}, {"brands": [[{"id": None}], "x"]}):
        assert set(_seen("{ brands { id owner { id } } }", data)) <= {"Query.brands"}


def test_what_no_page_shows_is_not_counted() -> None:
    """The figure is about what is documented."""
    sdl = Sdl("test", _SCHEMA, {"Brand.tags": frozenset({Guess.NAME}), "Brand.name": frozenset({Guess.TYPE})}, {})
    found = documented_fields(sdl)
    assert "Brand.tags" not in found
    assert {"Brand.name", "Pet.name", "Query.brands"} <= found
