"""The GraphQL schema documents: what stands in them, how a later edition changes them, and what is wrong with a broken one."""

from __future__ import annotations

import pytest

from centra_contracts.contract.problems import Problem
from centra_contracts.contract.sdl import Guess, Sdl, SdlError, load_sdl

_HEAD = """
enum Guess { NAME TYPE NULLS }
directive @inferred(what: [Guess!]! = [NAME]) on OBJECT | FIELD_DEFINITION | ARGUMENT_DEFINITION | ENUM_VALUE
"""
_FIRST = (
    _HEAD
    + '''
"""What can be read.

Source: reference#read"""
type Query {
  """Shops.

  Source: guide#shops"""
  shops(where: String @inferred(what: [NULLS])): [Shop] @inferred(what: [TYPE, NULLS])
}

"""A shop.

Source: guide#shops"""
type Shop @inferred {
  name: String
  opened: String
  colour: Colour @inferred
}

"""Colours.

Source: guide#colours"""
enum Colour { RED GREEN @inferred }
'''
)
_LATER = '''
"""A moment.

Source: later#dates"""
scalar Moment

"""Whatever is named.

Source: later#named"""
interface Named { name: String }

extend type Shop implements Named {
  opened: Moment @deprecated(reason: "use founded")
  founded: Moment
}

extend enum Colour { BLUE }

extend type Query {
  """Moments.

  Source: later#moments"""
  moments: [Moment]
}
'''


def _load(*texts: str) -> Sdl:
    return load_sdl("2022-09", [(f"schema-{number}.graphql", text) for number, text in enumerate(texts, 1)])


def _problems(*texts: str) -> tuple[Problem, ...]:
    with pytest.raises(SdlError) as caught:
        _load(*texts)
    return caught.value.problems


def test_the_sources_and_the_marks_are_read_by_coordinate() -> None:
    """A mark says what of the part is inferred: its name, when it says nothing."""
    sdl = _load(_FIRST)
    assert sdl.sources == {
        "Query": "reference#read",
        "Query.shops": "guide#shops",
        "Shop": "guide#shops",
        "Colour": "guide#colours",
    }
    assert sdl.guesses == {
        "Query.shops": {Guess.TYPE, Guess.NULLS},
        "Query.shops(where)": {Guess.NULLS},
        "Shop": {Guess.NAME},
        "Shop.colour": {Guess.NAME},
        "Colour.GREEN": {Guess.NAME},
    }
    assert (sdl.is_inferred("Shop"), sdl.is_inferred("Shop.name"), sdl.is_inferred("Query.shops", Guess.TYPE)) == (
        True,
        False,
        True,
    )


def test_what_declares_the_marks_is_no_part_of_the_schema() -> None:
    """Else a comparison would look for it on the target."""
    schema = _load(_FIRST).schema
    assert "Guess" not in schema.type_map
    assert schema.get_directive("inferred") is None


def test_a_later_edition_adds_replaces_and_deprecates() -> None:
    """A member of an extension takes the place of the one of that name; the earlier document alone stays as it was."""
    shops = [_load(_FIRST).schema.type_map["Shop"].to_kwargs(), _load(_FIRST, _LATER).schema.type_map["Shop"].to_kwargs()]
    assert [{name: str(field.type) for name, field in shop["fields"].items()} for shop in shops] == [
        {"name": "String", "opened": "String", "colour": "Colour"},
        {"name": "String", "opened": "Moment", "colour": "Colour", "founded": "Moment"},
    ]
    assert [str(each) for each in shops[1]["interfaces"]] == ["Named"]
    assert shops[1]["fields"]["opened"].deprecation_reason == "use founded"
    assert list(_load(_FIRST, _LATER).schema.type_map["Colour"].to_kwargs()["values"]) == ["RED", "GREEN", "BLUE"]


def test_a_type_that_is_defined_again_takes_the_place_of_the_earlier_one() -> None:
    """Also as something else: an object type may have become an interface."""
    again = '"""A shop.\n\nSource: later#shops"""\ninterface Shop { name: String }'
    sdl = _load(_FIRST, again)
    assert type(sdl.schema.type_map["Shop"]).__name__ == "GraphQLInterfaceType"
    assert sdl.sources["Shop"] == "later#shops"
    assert "Shop.colour" not in sdl.guesses


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (("type Query {",), "schema-1.graphql:1: Syntax Error: Expected Name, found <EOF>."),
        ((_FIRST.replace(": [Shop]", ": [Shopp]"),), "schema-1.graphql:12: Unknown type 'Shopp'. Did you mean 'Shop'?"),
        ((_FIRST.replace("guide#colours", ""),), "schema-1.graphql:27: Colour says no source: end its description with a line "),
        ((_FIRST, "extend type Shpo { a: Int }"), "schema-2.graphql:1: extends Shpo, which no earlier document defines"),
        ((_FIRST, "extend input Shop { a: Int }"), "schema-2.graphql:1: extends Shop as what it is not; define it again instead"),
        ((_FIRST + "enum Colour { RED }",), "schema-1.graphql:28: defines Colour a second time"),
        (
            (_FIRST, _LATER.replace("interface Named { name: String }", "interface Named { size: Int }")),
            "schema-2.graphql:10: Interface field Named.size expected but Shop does not provide it.",
        ),
    ],
    ids=["no GraphQL", "unknown type", "no source", "extends nothing", "extends another kind", "twice", "interface"],
)
def test_what_is_wrong_is_told_with_file_and_line(texts: tuple[str, ...], expected: str) -> None:
    """As for every contract file."""
    assert [str(problem)[: len(expected)] for problem in _problems(*texts)][:1] == [expected]
