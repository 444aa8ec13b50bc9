"""Blanks are filled from plain values."""

from __future__ import annotations

import dataclasses

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centra_contracts.contract.model import (
    Api,
    Auth,
    Await,
    GraphqlCall,
    Hold,
    Json,
    Notify,
    Place,
    RestCall,
    Sign,
    SoapCall,
    Step,
    Upload,
    WsdlRead,
)
from centra_contracts.contract.model import Say as SayKind
from centra_contracts.plan.fill import MissingValueError, fill, fill_arguments, fill_step, sign_step

SIGNED = "MWUwMmFjMDg0Mjk5YzFkOGFiYWE4NjU5MTdhZDQyNjRlMmMxMjVkNDEzNGE5Zjk5YmQ3M2FmZjkyNTU5Y2Q4Yw=="
_VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=4), inner, max_size=3),
    max_leaves=6,
)


def _step(say: SayKind) -> Step:
    return Step("s", Api.ORDER, say, Auth.DEFAULT, "main", {}, Place("f", 1))


@pytest.mark.parametrize(
    ("value", "filled"),
    [
        ("<n>", 7),
        ("a <n> b", "a 7 b"),
        ("<flag>", True),
        ("is <flag>", "is true"),
        ({"<text>": ["<list>"]}, {"x y": [[1, 2]]}),
        ("no blank <here >", "no blank <here >"),
        (3, 3),
    ],
)
def test_a_text_that_is_one_blank_becomes_the_value(value: Json, filled: Json) -> None:
    """Elsewhere the value is written into the text as JSON would write it."""
    assert fill(value, {"n": 7, "flag": True, "text": "x y", "list": [1, 2]}) == filled


def test_a_blank_without_a_value_is_named() -> None:
    """The error carries the name."""
    with pytest.raises(MissingValueError) as caught:
        fill("<order.id>", {})
    assert caught.value.blank == "order.id"


def test_values_in_a_path_are_percent_encoded() -> None:
    """A value with a slash does not reach another route."""
    filled = fill_step(_step(RestCall("GET", "/orders/<id>", {}, {})), {"id": "../a b"}).say
    assert isinstance(filled, RestCall)
    assert filled.path == "/orders/..%2Fa%20b"


@pytest.mark.parametrize(
    ("say", "filled"),
    [
        (
            RestCall("POST", "/a/<n>", {"<t>": "<n>"}, {"h": "<t>"}, json={"a": ["<n>"]}, has_json=True),
            RestCall("POST", "/a/7", {"it's": 7}, {"h": "it's"}, json={"a": [7]}, has_json=True),
        ),
        (RestCall("PUT", "/a", {}, {}, form={"a": "<t>"}), RestCall("PUT", "/a", {}, {}, form={"a": "it's"})),
        (RestCall("PUT", "/a", {}, {}, text="<n><t>"), RestCall("PUT", "/a", {}, {}, text="7it's")),
        (GraphqlCall("{a(b: <n>)}", {"b": "<n>"}), GraphqlCall("{a(b: <n>)}", {"b": 7})),
        (Upload("<t>", "<n>", "a", None, "<t>"), Upload("it's", 7, "a", None, "<t>")),
        (SoapCall("a", {"b": {"c": "<t>"}}), SoapCall("a", {"b": {"c": "it's"}})),
        (Await("checkout", "a[?b=='<t>']", 1.0), Await("checkout", 'a[?b==`"it\'s"`]', 1.0)),
        (WsdlRead(), WsdlRead()),
    ],
    ids=["json", "form", "text", "graphql", "upload", "soap", "await", "wsdl"],
)
def test_every_kind_of_step_is_filled(say: SayKind, filled: SayKind) -> None:
    """All its parts but a GraphQL document, which has variables instead."""
    assert fill_step(_step(say), {"n": 7, "t": "it's"}).say == filled


def test_arguments_of_rules_are_filled_by_what_they_mean() -> None:
    """In an expression or pattern a value stays a value; elsewhere it keeps its type."""
    values: dict[str, Json] = {"t": "it's (new)", "n": 7}
    in_json = fill_arguments("matches", {"at": "a[?b == '<t>']", "pattern": "<t>"}, values, xml=False)
    in_xml = fill_arguments("equals", {"at": "//a[b='<t>']", "to": "<n>"}, values, xml=True)
    assert in_json.arguments == {"at": 'a[?b == `"it\'s (new)"`]', "pattern": "it's\\ \\(new\\)"}
    assert in_xml.arguments == {"at": '//a[b="it\'s (new)"]', "to": 7}


def test_a_place_is_told_as_the_contract_writes_it() -> None:
    """So that a difference keeps its identity when the values of the day are others."""
    filled = fill_arguments("every", {"at": "a[?id == `<n>`]", "has": ["b.<t>"]}, {"n": 7, "t": "c"}, xml=False)
    assert filled.as_written("a[?id == `7`][0].b.c") == "a[?id == `<n>`][0].b.c"
    assert filled.as_written("status") == "status"


@pytest.mark.parametrize(
    ("say", "filled"),
    [
        (Hold("<need.path>", "<need.times>", "[?a == '<need.path>']"), Hold("/held", 3, '[?a == `"/held"`]')),
        (Await("checkout", "products", 5.0, at="<need.path>"), Await("checkout", "products", 5.0, at="/held")),
        (Notify("<need.url>", {"n": "<need.times>"}), Notify("https://x.example/k?a=b", {"n": 3})),
    ],
    ids=["hold", "await", "notify"],
)
def test_paths_of_webhooks_and_whole_addresses_are_filled(say: SayKind, filled: SayKind) -> None:
    """An address stays as it is, and a number a number."""
    values: dict[str, Json] = {"need.path": "/held", "need.times": 3, "need.url": "https://x.example/k?a=b"}
    assert fill_step(_step(say), values).say == filled


def test_a_signature_is_base64_of_hexadecimal_digits() -> None:
    """The code of the page says so, computed here by another implementation: openssl dgst -sha256 -hmac."""
    step = dataclasses.replace(_step(Notify("x", None)), sign=Sign("signature", "<id>:100.00:SEK:<n>:ref:true", "<need.secret>"))
    values: dict[str, Json] = {"id": "abc", "n": 1627029828, "need.secret": "test123"}
    assert sign_step(step, values) == {"signature": SIGNED}
    assert sign_step(_step(Notify("x", None)), values) == {}


@given(_VALUES, st.dictionaries(st.sampled_from(["a", "b_1", "need.field"]), _VALUES))
def test_filling_takes_any_value_and_ends(value: Json, values: dict[str, Json]) -> None:
    """Nothing but a missing value raises, and what was filled in is not looked through for blanks again."""
    try:
        filled = fill({"x": [value, "<a>", "in <b_1>"]}, values)
    except MissingValueError as missing:
        assert missing.blank not in values
        return
    assert isinstance(filled, dict)
    assert filled["x"][1] == values["a"]
