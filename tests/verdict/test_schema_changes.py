"""Every change of a schema has a place, a code, a direction and a level; what is merely inferred is no promise."""

from __future__ import annotations

import json
from typing import Any

import pytest
from graphql import BreakingChangeType, DangerousChangeType, SafeChangeType, build_schema, find_schema_changes

from centra_contracts.contract.sdl import Guess, Sdl
from centra_contracts.verdict.schema_changes import SchemaDrift, find_drift
from tests.verdict.schemas import introspection, sdl_of

_BASE = """
directive @live(often: Int = 1) on FIELD
interface Named { name: String }
interface Aged { age: Int }
type Brand implements Named { id: Int! name: String old: String @deprecated(reason: "use name") logo: Logo status: Status }
type Logo { url: String }
type Picture { url: String }
union Media = Logo | Picture
enum Status { ACTIVE INACTIVE }
input BrandFilter { id: Int status: [Status] limit: Int = 5 }
input BrandInput { id: Int! }
type Query { brands(where: BrandFilter, limit: Int = 10): [Brand] media: Media one(input: BrandInput): Brand aged: Aged }
type Mutation { createBrand(name: String!): Brand }
"""


def _drift(sdl: Sdl, text: str) -> SchemaDrift:
    data = introspection(text)
    return find_drift(sdl, json.dumps(data), data)


def _found(before: str, after: str, **guesses: list[Guess]) -> list[tuple[str, str, str, str]]:
    drift = _drift(sdl_of(before, {name.replace("__", "."): found for name, found in guesses.items()}), after)
    assert drift.problem == ""
    return [(change.code, change.coordinate, change.direction.value, change.level.value) for change in drift.changes]


def _changed(old: str, new: str, base: str = _BASE) -> str:
    assert old in base
    return base.replace(old, new, 1)


_CASES = [
    ("type Picture { url: String }", "", "= Logo | Picture", "= Logo", [("CC511", "Picture"), ("CC522", "Media.Picture")]),
    ('old: String @deprecated(reason: "use name")', "", "", "", [("CC512", "Brand.old")]),
    ("where: BrandFilter, ", "", "", "", [("CC513", "Query.brands(where)")]),
    ("ACTIVE INACTIVE", "ACTIVE", "", "", [("CC514", "Status.INACTIVE")]),
    ("status: [Status] limit", "limit", "", "", [("CC515", "BrandFilter.status")]),
    ("union Media = Logo | Picture", "type Media { url: String }", "", "", [("CC516", "Media")]),
    ("url: String", "url: Int", "", "", [("CC517", "Logo.url")]),
    ("name: String!", "name: Int!", "", "", [("CC518", "Mutation.createBrand(name)")]),
    ("media: Media", "media(size: Int!): Media", "", "", [("CC519", "Query.media(size)")]),
    ("input BrandInput { id: Int!", "input BrandInput { id: Int! kind: Int!", "", "", [("CC520", "BrandInput.kind")]),
    ("type Brand implements Named", "type Brand", "", "", [("CC521", "Brand.Named")]),
]


@pytest.mark.parametrize(("old", "new", "old_too", "new_too", "expected"), _CASES, ids=[case[4][0][0] for case in _CASES])
def test_what_is_gone_or_different_breaks_clients(
    old: str, new: str, old_too: str, new_too: str, expected: list[tuple[str, str]]
) -> None:
    """Each with a code of its own, at the coordinate where it is."""
    after = _changed(old, new)
    found = _found(_BASE, _changed(old_too, new_too, after) if old_too else after)
    missing = {"CC511", "CC512", "CC513", "CC514", "CC515", "CC521", "CC522"}
    assert found == [
        (code, place, "missing" if code in missing else "changed", "breaking")
        for code, place in sorted(expected, key=lambda item: item[1])
    ]


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        ("limit: Int = 10", "limit: Int = 20", ("CC523", "Query.brands(limit)", "changed", "dangerous")),
        ("limit: Int = 10", "limit: Int", ("CC523", "Query.brands(limit)", "changed", "dangerous")),
        ("limit: Int = 5", "limit: Int = 6", ("CC523", "BrandFilter.limit", "changed", "dangerous")),
        ("(where: BrandFilter", "(where: BrandFilter = {id: 1}", ("CC523", "Query.brands(where)", "changed", "safe")),
        ("name: String!", "name: String", ("CC518", "Mutation.createBrand(name)", "changed", "safe")),
        ("on FIELD", "on QUERY", ("CC524", "@live", "changed", "breaking")),
        ("logo: Logo", 'logo: Logo @deprecated(reason: "no")', ("CC525", "Brand.logo", "changed", "safe")),
        ("INACTIVE }", "INACTIVE @deprecated }", ("CC525", "Status.INACTIVE", "changed", "safe")),
        ('old: String @deprecated(reason: "use name")', "old: String", ("CC526", "Brand.old", "changed", "safe")),
        ("type Logo {", "type Plus { id: Int } type Logo {", ("CC531", "Plus", "undocumented", "safe")),
        ("type Logo {", "type Logo { size: Int", ("CC532", "Logo.size", "undocumented", "safe")),
        ("media: Media", "media(size: Int): Media", ("CC533", "Query.media(size)", "undocumented", "safe")),
        ("INACTIVE }", "INACTIVE PLANNED }", ("CC534", "Status.PLANNED", "undocumented", "safe")),
        ("input BrandInput {", "input BrandInput { kind: Int", ("CC535", "BrandInput.kind", "undocumented", "safe")),
        (
            "implements Named { id: Int!",
            "implements Named & Aged { age: Int id: Int!",
            ("CC536", "Brand.Aged", "undocumented", "safe"),
        ),
        ("directive @live", "directive @fresh on FIELD directive @live", ("CC536", "@fresh", "undocumented", "safe")),
    ],
)
def test_other_changes_are_graded_by_what_they_do_to_clients(old: str, new: str, expected: tuple[str, str, str, str]) -> None:
    """A changed default is dangerous; what is new or deprecated is safe."""
    assert expected in _found(_BASE, _changed(old, new))


def test_every_kind_of_change_of_the_finder_is_known() -> None:
    """A kind that graphql-core adds must get a code, and a sentence of it from which its place can be read."""
    before = build_schema(_BASE)
    seen = {kind for old, new, old_too, new_too, _ in _CASES for kind in _kinds(before, old, new, old_too, new_too)}
    known = {kind for family in (BreakingChangeType, DangerousChangeType, SafeChangeType) for kind in family}
    unpictured = {kind.name for kind in known - seen if isinstance(kind, BreakingChangeType)}
    assert unpictured == {
        "DIRECTIVE_ARG_REMOVED",
        "DIRECTIVE_LOCATION_REMOVED",
        "DIRECTIVE_REMOVED",
        "DIRECTIVE_REPEATABLE_REMOVED",
        "REQUIRED_DIRECTIVE_ARG_ADDED",
    }


def _kinds(before: Any, old: str, new: str, old_too: str, new_too: str) -> set[Any]:  # Any: graphql-core's enums
    after = _changed(old, new)
    after = _changed(old_too, new_too, after) if old_too else after
    return {change.type for change in find_schema_changes(before, build_schema(after))}


def test_the_same_schema_has_no_change() -> None:
    """Nor has one that merely promises more: an output that is never null, a list of what is never null."""
    assert _found(_BASE, _BASE) == []
    assert _found(_BASE, _changed("[Brand]", "[Brand!]!")) == []


def test_descriptions_and_the_order_of_members_are_no_change() -> None:
    """Only what clients depend on is compared."""
    assert _found(_BASE, _changed("ACTIVE INACTIVE", '"It sells." INACTIVE ACTIVE')) == []


def test_a_root_type_may_have_another_name() -> None:
    """Query is the type that a schema names as such."""
    renamed = _BASE.replace("type Query {", "type Root {").replace("type Mutation {", "type Writes {")
    assert _found(_BASE, f"schema {{ query: Root mutation: Writes }} {renamed}") == []


def test_a_root_type_that_is_gone_takes_every_field_with_it() -> None:
    """Each is told by itself, since other clauses own them."""
    assert _found(_BASE, _changed("type Mutation { createBrand(name: String!): Brand }", "")) == [
        ("CC512", "Mutation.createBrand", "missing", "breaking")
    ]


_GUESSED = """
type Query { brands(where: BrandFilter): [Brand] size: SizeValue }
input BrandFilter { id: Int }
type Brand { name: String note: String }
type SizeValue { number: Int }
"""


def test_the_name_of_a_type_that_is_inferred_is_taken_from_the_target() -> None:
    """Its members are compared all the same."""
    own = (
        _GUESSED.replace("BrandFilter", "BrandsWhereInput")
        .replace("SizeValue", "Measure")
        .replace("number: Int", "number: String")
    )
    names = {"BrandFilter": [Guess.NAME], "SizeValue": [Guess.NAME]}
    assert _found(_GUESSED, own, **names) == [("CC517", "SizeValue.number", "changed", "breaking")]


def test_a_guessed_type_is_of_the_documented_kind() -> None:
    """An enum is no text, whatever its name is."""
    own = _GUESSED.replace("size: SizeValue", "size: String").replace("type SizeValue { number: Int }", "")
    before = _GUESSED.replace("type SizeValue { number: Int }", "enum SizeValue { BIG }")
    assert _found(before, own, SizeValue=[Guess.NAME]) == [("CC517", "Query.size", "changed", "breaking")]
    assert _found(before, own, SizeValue=[Guess.NAME], Query__size=[Guess.TYPE]) == []


def test_two_guessed_types_may_be_one_on_the_target() -> None:
    """And one guessed type may be several: only the first is compared."""
    before = "type Query { a: GuessA b: GuessB } type GuessA { x: Int } type GuessB { x: Int y: Int }"
    one = "type Query { a: One b: One } type One { x: Int }"
    names = {"GuessA": [Guess.NAME], "GuessB": [Guess.NAME]}
    assert _found(before, one, **names) == [("CC512", "GuessB.y", "missing", "breaking")]


def test_members_that_no_page_shows_may_be_missing() -> None:
    """They are in the document so that it is whole."""
    assert _found(_GUESSED, _GUESSED.replace("note: String", ""), Brand__note=[Guess.NAME]) == []


@pytest.mark.parametrize(
    ("old", "new", "guess", "codes"),
    [
        ("number: Int", "number: String", [Guess.TYPE], []),
        ("number: Int", "number: [String!]!", [Guess.TYPE], []),
        ("number: Int", "number: Brand", [Guess.TYPE], ["CC517"]),
        ("number: Int", "number: String", [Guess.NULLS], ["CC517"]),
    ],
)
def test_of_an_inferred_type_it_is_asked_whether_it_is_a_leaf(old: str, new: str, guess: list[Guess], codes: list[str]) -> None:
    """Which leaf it is was no promise."""
    found = _found(_GUESSED, _GUESSED.replace(old, new), SizeValue__number=guess)
    assert [code for code, *_ in found] == codes


@pytest.mark.parametrize(
    ("documented", "own", "guess", "codes"),
    [
        ("id: Int", "id: Int!", [], ["CC517"]),
        ("id: Int", "id: Int!", [Guess.NULLS], []),
        ("id: Int!", "id: Int", [], ["CC517"]),
        ("id: Int", "id: [Int!]", [], []),
        ("id: [Int]", "id: [Int!]", [], []),
        ("id: [Int]", "id: Int", [], ["CC517"]),
    ],
)
def test_what_must_be_given_is_compared_where_a_page_says_it(
    documented: str, own: str, guess: list[Guess], codes: list[str]
) -> None:
    """One value is taken for a list of one, as GraphQL coerces it."""
    before = _GUESSED.replace("id: Int", documented)
    found = _found(before, _GUESSED.replace("id: Int", own), BrandFilter__id=guess)
    assert [code for code, *_ in found] == codes


def test_a_demand_on_what_no_page_shows_breaks_nothing() -> None:
    """Of a field that is merely named, no page shows a call that could go wrong."""
    before = "type Query { a: Int upload: Int }"
    assert _found(before, "type Query { a: Int upload(input: Int!): Int }", Query__upload=[Guess.TYPE]) == []


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"__schema": None},
        {"__schema": {}},
        {"__schema": {"types": None}},
        {"__schema": {"types": [{}]}},
        {"__schema": {"types": [{"name": ["a"]}]}},
        {
            "__schema": {
                "types": [{"kind": "OBJECT", "name": "Query", "fields": [{"name": "brands"}]}],
                "queryType": {"name": "Query"},
            }
        },
        {"__schema": {"types": [{"kind": "WHAT", "name": "Brand"}], "queryType": {"name": "Brand"}, "directives": []}},
        {
            "__schema": {
                "types": [{"kind": "OBJECT", "name": "no name", "fields": [], "interfaces": []}],
                "queryType": {"name": "no name"},
            }
        },
        {"__schema": {"types": [], "queryType": {"name": 7}, "directives": []}},
    ],
)
def test_what_is_no_schema_is_a_problem_and_no_crash(data: object) -> None:
    """The reason is one line."""
    drift = find_drift(sdl_of(_BASE), json.dumps(data), data)
    assert drift.changes == ()
    assert drift.problem and "\n" not in drift.problem


def test_a_type_that_refers_to_what_is_not_there_is_a_problem() -> None:
    """As a hostile or broken target would answer; so is a default that is no value, or nested without end."""
    data = introspection(_BASE)
    types = {item["name"]: item for item in data["__schema"]["types"]}
    types["Logo"]["fields"][0]["type"] = {"kind": "OBJECT", "name": "Nowhere", "ofType": None}
    assert "Nowhere" in find_drift(sdl_of(_BASE), json.dumps(data), data).problem
    for default in ("{", "[" * 3000):
        data = introspection(_BASE)
        fields = next(item for item in data["__schema"]["types"] if item["name"] == "BrandFilter")["inputFields"]
        fields[0]["defaultValue"] = default
        assert find_drift(sdl_of(_BASE), json.dumps(data), data).problem


def test_changes_are_found_once_however_often_they_are_asked_for() -> None:
    """By the text of the answer: every clause of a run has the same one."""
    sdl, data = sdl_of(_BASE), introspection(_changed("logo: Logo", ""))
    first = find_drift(sdl, json.dumps(data), data)
    assert find_drift(sdl, json.dumps(data), json.loads(json.dumps(data))) is first
    assert find_drift(sdl_of(_BASE), json.dumps(data), data) is not first
