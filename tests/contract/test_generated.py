"""Operations that are built from a schema ask for all of it, and for nothing that no page shows."""

from __future__ import annotations

from typing import Any

import pytest
from graphql import GraphQLField, build_schema, parse, validate

from centra_contracts.contract.generated import MOST_FIELDS, generate_operations, required_arguments
from centra_contracts.contract.model import DEFAULT_EDITION, Json
from centra_contracts.contract.sdl import Guess, Sdl
from centra_contracts.shell.schema_files import read_sdl

_SCHEMA = """
type Query { brands(limit: Int): [Brand] one(id: Int!, where: Filter, kind: Kind): Brand count: Int pets: [Pet] media: [Media] }
input Filter { name: String kinds: [Kind] }
enum Kind { BIG SMALL }
type Brand { id: Int name: String logo: Logo parts(first: Int): [Part] secret(key: String!): String }
type Logo { url: String brand: Brand source: Source }
type Source { name: String logo: Logo }
type Part { number: Int brand: Brand }
interface Pet { name: String }
type Cat implements Pet { name: String lives: Int sound: String owner: Brand }
type Dog implements Pet { name: String sound: Int }
union Media = Logo | Part
"""


def _sdl(**guesses: Any) -> Sdl:  # Any: guesses by coordinate, with _ for the dot
    found = {name.replace("__", "."): frozenset(guess) for name, guess in guesses.items()}
    return Sdl("test", build_schema(_SCHEMA), found, {})


def _operations(query: str, depth: int = 3, sdl: Sdl | None = None, **arguments: Json) -> list[str]:
    return [" ".join(text.split()) for text in generate_operations(sdl or _sdl(), query, depth=depth, arguments=arguments)]


def test_each_type_is_spread_out_once_and_nearest() -> None:
    """What leads to it elsewhere, or lies deeper, shows by a leaf; what needs an argument is left out; lists are limited."""
    assert _operations("brands") == [
        "{ brands(limit: 5) { id name logo { url brand { id } source { name logo { url } } } "
        "parts(first: 5) { number brand { id } } } }"
    ]
    assert _operations("brands", depth=1) == ["{ brands(limit: 5) { id name logo { url } parts(first: 5) { number } } }"]


def test_a_leaf_is_asked_for_as_it_is() -> None:
    """A query may answer a number."""
    assert _operations("count") == ["{ count }"]


def test_arguments_are_written_as_their_types_demand() -> None:
    """An enum without quotes, and the name of an input, which may be a guess, not at all."""
    assert _operations("one", 1, id=7, where={"name": 'a"b', "kinds": ["BIG"]}, kind="SMALL") == [
        '{ one(id: 7, where: { name: "a\\"b", kinds: [BIG] }, kind: SMALL) { id name logo { url } parts(first: 5) { number } } }'
    ]


@pytest.mark.parametrize(
    ("query", "arguments", "says"),
    [
        ("brand", {}, "no query 'brand'"),
        ("one", {}, "without id"),
        ("one", {"id": 1, "size": 2}, "no argument 'size'"),
        ("one", {"id": "seven"}, "does not fit"),
    ],
)
def test_what_cannot_be_asked_is_a_mistake_of_the_contract(query: str, arguments: dict[str, Json], says: str) -> None:
    """It is told before anything is sent."""
    with pytest.raises(ValueError, match=says):
        generate_operations(_sdl(), query, depth=2, arguments=arguments)


def test_types_behind_an_interface_or_union_come_in_fragments() -> None:
    """Under names of their own where one name would have two types."""
    assert _operations("pets", 1) == [
        "{ pets { __typename name ... on Cat { lives soundOfCat: sound ownerOfCat: owner { id } } "
        "... on Dog { soundOfDog: sound } } }"
    ]
    media = _operations("media", 1)
    assert "... on Logo" in media[0] and "... on Part" in media[0]


def test_what_no_page_shows_is_not_asked_for() -> None:
    """Neither a field, nor a fragment on a type whose name is a guess, nor an argument."""
    sdl = _sdl(Brand__name=[Guess.NAME], Cat=[Guess.NAME], **{"Query__brands(limit)": [Guess.NAME]})
    assert _operations("brands", 1, sdl) == ["{ brands { id logo { url } parts(first: 5) { number } } }"]
    assert "Cat" not in _operations("pets", 1, sdl)[0]


def test_a_big_operation_becomes_several() -> None:
    """None asks for many more fields than the limit, and together they ask for all."""
    wide = "type Query { all: All } type All { " + " ".join(f"t{n}: T{n}" for n in range(20)) + " }"
    wide += "".join(f" type T{n} {{ {' '.join(f'f{n}x{m}: Int' for m in range(10))} }}" for n in range(20))
    sdl = Sdl("test", build_schema(wide), {}, {})
    texts = generate_operations(sdl, "all", depth=3, arguments={})
    assert len(texts) == 4
    assert all(text.count("f") <= MOST_FIELDS for text in texts)
    assert all(any(f" f{n}x{m}\n" in text for text in texts) for n in range(20) for m in range(10))


def test_the_operations_of_the_shipped_schema_are_valid_and_ask_for_every_field_in_reach() -> None:
    """Of every query, with whatever arguments a contract gives."""
    sdl = read_sdl(DEFAULT_EDITION)
    assert sdl.schema.query_type is not None
    fields: dict[str, GraphQLField] = sdl.schema.query_type.fields
    for name, field in fields.items():
        for text in generate_operations(sdl, name, depth=3, arguments={key: 1 for key in required_arguments(field)}):
            assert validate(sdl.schema, parse(text)) == [], (name, text)
