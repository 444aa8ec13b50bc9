"""The lies that every query, every mutation and every field has change an answer."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import GraphQLObjectType, get_named_type, is_abstract_type, is_leaf_type, is_required_argument
from graphql_scenes import FIELDS, calls, failing, first, prepare
from test_graphql_coverage import paths_to_types

from centra_mock.faces.graphql.areas import MUTATION_NAMES, QUERY_NAMES, kebab
from centra_mock.faces.graphql.ignored import IGNORED_LIES
from centra_mock.faces.graphql.lies import DISTORTIONS
from centra_mock.faces.graphql.operations import OPERATION_LIES
from centra_mock.faces.graphql.permissions import family_of
from centra_mock.faces.graphql.schema import schema_for
from centra_mock.faces.graphql.schema_document import referring_mutations

SINGLES = {"product": "products", "productVariant": "variants", "display": "displays", "priceAlteration": "price_alterations"}
OF_UPLOADS = {"graphql-upload-policy-attributes-hidden", "graphql-upload-policy-fields-hidden"}


@pytest.fixture(scope="module")
def scene(make_mock: Any) -> tuple[Any, dict[str, tuple[Any, int | None]]]:
    """A mock with a call of every mutation that works on it."""
    mock = make_mock(1)
    return mock, calls(mock, prepare(mock))


def test_names_are_split_into_queries_and_mutations() -> None:
    """What begins with a verb is a mutation, as the schema has it."""
    schema = schema_for(frozenset())
    assert schema.query_type and schema.mutation_type
    assert (set(QUERY_NAMES), set(MUTATION_NAMES)) == (set(schema.query_type.fields), set(schema.mutation_type.fields))


@pytest.mark.parametrize("name", QUERY_NAMES)
def test_a_query_can_find_too_little(reader: Any, make_mock: Any, name: str) -> None:
    """It finds nothing, or one row only, or the first of all instead of what was asked for."""
    if name == "counters":
        return
    mock = make_mock(2)
    if name in SINGLES:
        last = list(getattr(mock.world.centra, SINGLES[name]))[-1]
        mock.world.centra.price_alterations[UNSEEN] = first(mock.world.centra.price_alterations)
        query = f"{{ {name}(id: {UNSEEN if name == 'priceAlteration' else last}) {{ id }} }}"
        mock.tell(f"graphql-{kebab(name)}-is-never-found")
        assert mock.data(query) == {name: None}
        if name != "priceAlteration":
            mock.tell(f"graphql-{kebab(name)}-ignores-its-id")
            assert mock.data(query) == {name: {"id": next(iter(getattr(mock.world.centra, SINGLES[name])))}}
        return
    query = f"{{ {name} {{ id }} }}" if name != "orderConnection" else "{ orderConnection { edges { node { id } } } }"
    for lie, count in (("answers-nothing", 0), ("answers-one-row", 1)):
        mock.tell(f"graphql-{kebab(name)}-{lie}")
        found = mock.data(query)[name]
        assert len(found["edges"] if name == "orderConnection" else found) == count


UNSEEN = 888888


@pytest.mark.parametrize("name", MUTATION_NAMES)
def test_a_mutation_can_be_refused_or_forgotten_or_refuse_nothing(scene: Any, name: str) -> None:
    """Refused it answers a user error; forgotten it answers success and changes nothing; its own errors can be hidden."""
    mock, known = scene
    given, number = known[name]
    fields = FIELDS.get(name, "")
    before = pickle.dumps(mock.world.centra)
    mock.tell(f"graphql-{kebab(name)}-is-refused")
    assert mock.write(name, fields, given, number)["userErrors"]
    mock.tell(f"graphql-{kebab(name)}-stores-nothing")
    assert mock.write(name, fields, given, number)["userErrors"] == []
    assert pickle.dumps(mock.world.centra) == before
    if name not in referring_mutations():  # nothing that it could refuse
        assert f"graphql-{kebab(name)}-refuses-nothing" not in {lie.name for lie in OPERATION_LIES}
        return
    mock.tell()
    assert mock.write(name, fields, *failing(name, given, number))["userErrors"]
    mock.tell(f"graphql-{kebab(name)}-refuses-nothing")
    assert mock.write(name, fields, *failing(name, given, number))["userErrors"] == []


@pytest.mark.parametrize("lie", [each.name for each in IGNORED_LIES])
def test_a_field_of_an_input_can_be_passed_over(scene: Any, lie: str) -> None:
    """Without the field the mutation answers something else."""
    mock, known = scene
    name = next(
        each for each in sorted(MUTATION_NAMES, key=len, reverse=True) if lie.startswith(f"graphql-{kebab(each)}-ignores-")
    )
    given, number = known[name]
    if lie.endswith("discounts-remove-delivery-window-discounts"):
        given = {
            "discounts": {
                "removeDeliveryWindowDiscounts": [{"id": next(iter(first(mock.world.centra.accounts).window_discounts))}]
            }
        }
    if lie.endswith("preorder-allocation-order"):
        days = {"from": "2022-08-01", "to": "2022-10-31"}
        preorder = {"deliveryDateRange": days, "salesDateRange": days, "allocationOrder": "FIFO"}
        given = {**{key: value for key, value in given.items() if key != "atOnce"}, "preorder": preorder}
    answers = []
    for told in ((), (lie,)):
        mock.tell(f"graphql-{kebab(name)}-stores-nothing", *told)
        answers.append(mock.write(name, FIELDS[name], given, number))
    assert answers[0] != answers[1]


def _selections(place: str) -> Iterator[tuple[str, str]]:
    """For each object type of a place: its name, and a selection of the field with what lies directly below it."""
    owner, _, field = place.partition(".")
    for name, kind in schema_for(frozenset()).type_map.items():
        if isinstance(kind, GraphQLObjectType) and owner in (name, family_of(name)) and field in kind.fields:
            below = get_named_type(kind.fields[field].type)
            yield name, field if is_leaf_type(below) else f"{field} {{ {_leaves(below)} }}"


def _leaves(kind: Any) -> str:
    if is_abstract_type(kind):
        each = (f"... on {one.name} {{ {_leaves(one)} }}" for one in schema_for(frozenset()).get_possible_types(kind))
        return " ".join(["__typename", *each])
    parts = []
    for name, field in kind.fields.items():
        if any(is_required_argument(argument) for argument in field.args.values()):
            continue
        parts.append(
            f"{kind.name}{name}: {name}"
            if is_leaf_type(get_named_type(field.type))
            else f"{kind.name}{name}: {name} {{ __typename }}"
        )
    return " ".join(parts)


@pytest.fixture(scope="module")
def liar(make_mock: Any) -> Any:
    """A mock that is read from only."""
    return make_mock(1)


@pytest.fixture(scope="module")
def honest(make_mock: Any) -> dict[str, Any]:
    """Answers of an honest mock, each asked for once."""
    return {}


@pytest.mark.parametrize("lie", [each for each in DISTORTIONS if each.name not in OF_UPLOADS], ids=lambda each: each.name)
def test_a_field_can_answer_something_else(liar: Any, honest: dict[str, Any], lie: Any) -> None:
    """Some object has another value while the lie is told."""
    ways = paths_to_types(liar.world.centra)
    for place in lie.places:
        for name, selection in _selections(place):
            for way in ways[name]:
                query = " { ".join(["", *way, selection]) + " }" * (len(way) + 1)
                if query not in honest:
                    liar.tell()
                    honest[query] = liar.data(query)
                liar.tell(lie.name)
                if liar.data(query) != honest[query]:
                    return
    pytest.fail(f"{lie.name} changes nothing at {', '.join(lie.places)}")


@pytest.mark.parametrize("lie", sorted(OF_UPLOADS))
def test_the_policy_of_an_upload_can_be_hidden(liar: Any, lie: str) -> None:
    """Neither attributes nor fields are told."""
    liar.tell(lie)
    made = liar.write("createMediaUpload", "uploadPolicy { attributes { name } fields { name } }", {"mediaType": "IMAGE"})
    assert [] in made["uploadPolicy"].values()


def test_operations_have_their_lies() -> None:
    """No two lies have one name, and each says a sentence."""
    names = [lie.name for lie in (*OPERATION_LIES, *IGNORED_LIES, *(each.lie for each in DISTORTIONS))]
    assert len(set(names)) == len(names)
    assert all(lie.says.endswith(".") for lie in (*OPERATION_LIES, *IGNORED_LIES, *(each.lie for each in DISTORTIONS)))
