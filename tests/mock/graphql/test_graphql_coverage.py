"""Nearly every field of the schema has a value somewhere in the invented store."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from graphql import (
    GraphQLObjectType,
    get_named_type,
    is_abstract_type,
    is_leaf_type,
    is_object_type,
    is_required_argument,
)

from centra_mock.faces.graphql.schema import schema_for

# What no object of the store has, with the reason.
NOWHERE = {"Buyer.attributes": "attributes have groups for customers and accounts, and none for buyers"}
# Types that the permission list names, and no query leads to.
UNREACHED = {"Subscription", "SubscriptionPlan"}
_SINGLES = {"product": "products", "productVariant": "variants", "display": "displays", "priceAlteration": "price_alterations"}


def paths_to_types(centra: Any) -> dict[str, list[list[str]]]:
    """For each object type, short ways from the query root to it: the opening parts of a selection."""
    schema = schema_for(frozenset())
    ids = {name: next(iter(getattr(centra, rows))) for name, rows in _SINGLES.items()}
    root = schema.query_type
    assert root is not None
    found: dict[str, list[list[str]]] = {}
    queue: list[tuple[GraphQLObjectType, list[str]]] = [(root, [])]
    while queue:
        owner, path = queue.pop(0)
        for name, field in sorted(owner.fields.items()):
            if owner is root and name in ids:
                opening = f"{name}(id: {ids[name]})"
            elif any(is_required_argument(argument) for argument in field.args.values()):
                continue
            else:
                opening = f"{name}(last: 100)" if name == "orderConnection" else name
            kind = get_named_type(field.type)
            for each in schema.get_possible_types(kind) if is_abstract_type(kind) else [kind]:
                if not is_object_type(each):
                    continue
                way = [*path, opening, *([f"... on {each.name}"] if is_abstract_type(kind) else [])]
                known = found.setdefault(each.name, [])
                if len(known) < 12 and len(way) < 7:
                    known.append(way)
                    if len(known) < 4:
                        queue.append((each, way))
    return found


def _selection(kind: GraphQLObjectType) -> str:
    parts = []
    for name, field in kind.fields.items():
        if any(is_required_argument(argument) for argument in field.args.values()):
            continue
        parts.append(name if is_leaf_type(get_named_type(field.type)) else f"{name} {{ __typename }}")
    return " ".join(parts)


def _rows(value: Any, path: list[str]) -> Iterator[dict[str, Any]]:
    if isinstance(value, list):
        for each in value:
            yield from _rows(each, path)
    elif isinstance(value, dict):
        names = [part for part in path if not part.startswith("...")]
        if names:
            yield from _rows(value.get(names[0].split("(")[0]), path[path.index(names[0]) + 1 :])
        else:
            yield value


def seen_fields(mock: Any) -> tuple[set[str], set[str]]:
    """Every field that can be asked for, and those that have a value in some answer."""
    schema = schema_for(frozenset())
    known, seen = set(), set()
    for type_name, ways in paths_to_types(mock.world.centra).items():
        kind = schema.type_map[type_name]
        assert isinstance(kind, GraphQLObjectType)
        known |= {f"{type_name}.{name}" for name in kind.fields}
        for way in ways:
            if all(f"{type_name}.{name}" in seen for name in kind.fields):
                break
            query = " { ".join(["", *way, _selection(kind)]) + " }" * (len(way) + 1)
            for row in _rows(mock.data(query), way):
                seen |= {f"{type_name}.{name}" for name, value in row.items() if value not in (None, [], "")}
    return known, seen


@pytest.mark.parametrize("seed", [1, 7])
def test_every_field_has_a_value_somewhere(make_mock: Any, seed: int) -> None:
    """A field that is null, or an empty list, in every answer is listed with its reason."""
    known, seen = seen_fields(make_mock(seed))
    missing = {name for name in known - seen if not name.startswith("Query.")}
    assert missing == set(NOWHERE)


def test_every_query_has_rows(reader: Any) -> None:
    """No documented query answers nothing."""
    known, seen = seen_fields(reader)
    assert known and not {name for name in known if name.startswith("Query.")} - seen - {"Query." + name for name in _SINGLES}


def test_every_documented_type_can_be_reached(reader: Any) -> None:
    """Every object type is below a query, or is the payload of a mutation, or is known to be out of reach."""
    schema = schema_for(frozenset())
    written = {"CountryState", "Mutation", "Query", "UploadPolicy", "UploadPolicyEntry", "UserError"}
    kinds = {name for name, kind in schema.type_map.items() if is_object_type(kind) and not name.startswith("__")}
    known, _ = seen_fields(reader)
    reached = {name.partition(".")[0] for name in known}
    payloads = {name for name in kinds if name.endswith("Payload") or name == "WarehouseDelivery"}
    assert kinds - reached - payloads - written == UNREACHED
