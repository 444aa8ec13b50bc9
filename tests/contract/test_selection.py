"""The data of an answer is compared with what the document selects, by the types of the schema document."""

from __future__ import annotations

import pytest

from centra_contracts.contract.model import Json
from centra_contracts.contract.sdl import load_sdl
from centra_contracts.contract.selection import Misfit, misfits

_SDL = load_sdl(
    "2022-09",
    [
        (
            "schema.graphql",
            '''
enum Guess { NAME TYPE NULLS }
directive @inferred(what: [Guess!]! = [NAME]) on OBJECT | FIELD_DEFINITION
"""Source: a"""
type Query {
  """Source: a"""
  orders: [Order]
}
"""Source: a"""
interface Order { number: Int status: Status weight: Float note: String @inferred(what: [TYPE]) paid: Boolean! }
"""Source: a"""
type RetailOrder implements Order { number: Int status: Status weight: Float note: String paid: Boolean! email: String }
"""Source: a"""
type TradeOrder implements Order { number: Int status: Status weight: Float note: String paid: Boolean! account: Account }
"""Source: a"""
type Account { id: Int }
"""Source: a"""
enum Status { OPEN }
''',
        )
    ],
)
_ALL = "{ orders { number state: status weight note paid } }"
_GOOD: dict[str, Json] = {"number": 1, "state": "OPEN", "weight": 2, "note": 5, "paid": True}
_TYPED = (
    "query a { orders { __typename ...retail ... on TradeOrder { account { id } } } } fragment retail on RetailOrder { email }"
)


def _found(document: str, data: Json) -> list[tuple[str, str, str]]:
    return [(each.path, each.expected, each.observed) for each in misfits(_SDL, document, data)]


def test_an_answer_that_is_as_selected_fits() -> None:
    """A whole number is a Float too; a value of an enum that no page shows fits; a guessed type is no promise."""
    assert _found(_ALL, {"orders": [_GOOD, {**_GOOD, "state": "SHIPPED", "weight": 0.5, "number": None}]}) == []


@pytest.mark.parametrize(
    ("order", "expected"),
    [
        ({**_GOOD, "number": "1"}, ("data.orders[0].number", "integer (Int)", "string '1'")),
        ({**_GOOD, "number": True}, ("data.orders[0].number", "integer (Int)", "boolean")),
        ({**_GOOD, "state": 1}, ("data.orders[0].state", "string (Status)", "integer 1")),
        ({**_GOOD, "paid": None}, ("data.orders[0].paid", "a value", "null")),
        ({**_GOOD, "more": {}}, ("data.orders[0].more", "nothing, since it was not asked for", "object")),
        (
            {key: value for key, value in _GOOD.items() if key != "note"},
            ("data.orders[0].note", "the field that was asked for", "no such key"),
        ),
        ([], ("data.orders[0]", "an object (Order)", "array")),
    ],
    ids=["text for number", "truth for number", "number for enum", "null", "more", "less", "list for object"],
)
def test_what_does_not_fit_is_told_with_its_place(order: Json, expected: tuple[str, str, str]) -> None:
    """In the words of the schema document."""
    assert _found(_ALL, {"orders": [order]}) == [expected]


def test_a_list_is_not_its_only_element() -> None:
    """Nor the other way round."""
    assert _found(_ALL, {"orders": _GOOD}) == [("data.orders", "a list", "object")]


def test_fragments_speak_of_the_type_that_the_object_says_it_is() -> None:
    """Without the type nothing of them must be there, and whatever is there is judged."""
    trade: Json = {"__typename": "TradeOrder", "account": {"id": "x"}}
    lacking: Json = {"__typename": "RetailOrder"}
    foreign: Json = {"__typename": "RetailOrder", "email": "e", "account": None}
    assert [path for path, _, _ in _found(_TYPED, {"orders": [trade, lacking, foreign]})] == [
        "data.orders[0].account.id",
        "data.orders[1].email",
        "data.orders[2].account",
    ]
    untyped = _TYPED.replace("__typename", "number")
    assert _found(untyped, {"orders": [{"number": 1}, {"number": 2, "email": 3}]}) == [
        ("data.orders[1].email", "string (String)", "integer 3")
    ]


def test_one_of_several_operations_is_chosen_by_its_name() -> None:
    """Each judges its own answer."""
    both = "query a { orders { number } } query b { orders { paid } }"
    assert misfits(_SDL, both, {"orders": [{"paid": True}]}, "b") == ()
    assert misfits(_SDL, both, {"orders": [{"paid": 1}]}, "b") == (
        Misfit("data.orders[0].paid", "Order.paid", "boolean (Boolean)", "integer 1"),
    )
    with pytest.raises(LookupError):
        misfits(_SDL, both, {}, "c")
