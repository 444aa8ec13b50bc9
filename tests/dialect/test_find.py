"""Looking values up in readings, by JMESPath and by XPath."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

import pytest
from lxml import etree

from centra_contracts.contract.model import Json
from centra_contracts.dialect.find import check_jmespath, check_xpath, find, found
from centra_contracts.dialect.model import Reading

BODY: Json = {
    "status": "ok",
    "note": None,
    "none": [],
    "zero": 0,
    "products": [
        {"sku": "A-1", "stock": 5, "ean": None},
        {"sku": "B-2", "stock": 0, "sizes": [{"name": "S"}]},
    ],
    "orders": {"17": {"total": 0}, "18": {}},
}
XML = etree.fromstring(
    "<events><event id='e1'><id>7</id><type>order</type></event><event><id>8</id><type/></event><empty/></events>"
)


def json_reading(body: Json = BODY) -> Reading:
    return Reading("p#1", 200, {}, body)


def xml_reading() -> Reading:
    return Reading("p#1", 200, {}, None, XML)


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("status", "ok"),
        ("note", None),
        ("missing.deeper", None),
        ("products[0].sku", "A-1"),
        ("products[?stock > `3`].sku | [0]", "A-1"),
        ("length(products)", 2),
        ("length(note)", None),
        ('orders."17".total', 0),
    ],
)
def test_jmespath_finds_values_of_a_json_body(expression: str, value: Json) -> None:
    """A value is what JMESPath says; an answer of another form gives nothing."""
    assert find(json_reading(), expression) == value


@pytest.mark.parametrize(
    ("expression", "value"),
    [
        ("//event[1]/id", "7"),
        ("//id", ["7", "8"]),
        ("//missing", None),
        ("event[2]/type", ""),
        ("event/@id", "e1"),
        ("event[1]", {"id": "7", "type": "order"}),
        ("event[1]/type/text()", "order"),
        ("count(//event)", 2),
        ("string(//event[2]/id)", "8"),
        ("count(//event) > 5", False),
        ("/events/empty", ""),
        (
            "/events",
            {"event": [{"id": "7", "type": "order"}, {"id": "8", "type": ""}], "empty": ""},
        ),
    ],
)
def test_xpath_finds_values_of_an_xml_body(expression: str, value: Json) -> None:
    """One node gives its value, several a list, none nothing; computed values stay what they are."""
    assert find(xml_reading(), expression) == value


@pytest.mark.parametrize(
    ("path", "there"),
    [
        ("note", True),
        ("missing", False),
        ("note.deeper", False),
        ("products[0].ean", True),
        ("products[1].ean", False),
        ("products[].ean", True),
        ("products[*].sizes[0].name", True),
        ("products[].missing", False),
        ("products[1]", True),
        ("products[2]", False),
        ("products[-2]", True),
        ("none", True),
        ("none[]", False),
        ("none[0]", False),
        ("orders.*.total", True),
        ("orders.*.missing", False),
        ("products[?stock == `0`].sizes", True),
        ("products[?stock == `0`].ean", False),
        ("products[?stock].sku", True),
        ("products[?ean].sku", False),
        ("products[].sku | [1]", True),
        ("products[].sku | [2]", False),
        ("products[0:1].ean", True),
        ("length(products)", True),
        ("length(missing)", False),
        ("@", True),
    ],
)
def test_a_path_is_there_even_when_its_value_is_null(path: str, there: bool) -> None:
    """Null counts as there, a missing member does not; through a list one element is enough."""
    assert found(json_reading(), path) is there


@pytest.mark.parametrize(("path", "there"), [("//id", True), ("//nope", False), ("event/@id", True)])
def test_a_node_is_there(path: str, there: bool) -> None:
    """XPath: any node makes the path be there."""
    assert found(xml_reading(), path) is there


def test_nothing_is_there_without_a_body() -> None:
    """An answer without a body has no members."""
    assert (find(json_reading(None), "a.b"), found(json_reading(None), "a")) == (None, False)


@pytest.mark.parametrize(
    "expression", ["note > `1` && 'a' < `1`", "sort(products[].stock | [@, 'a'][])", "ceil(huge)", "abs(note)", "length(none)"]
)
def test_an_odd_answer_has_not_what_is_looked_for(expression: str) -> None:
    """A text that is compared with a number, a function that cannot take the value: nothing is found, nothing raised."""
    reading = json_reading({"note": "text", "none": None, "products": [{"stock": 1}], "huge": float("inf")})
    assert (find(reading, expression), found(reading, expression)) == (None, False)


@pytest.mark.parametrize(
    ("reading", "expression"),
    [(json_reading(), "//event/id"), (json_reading(None), "//event[2]/id"), (xml_reading(), "products[?stock > `3`] | [0].sku")],
    ids=["xpath on json", "xpath on nothing", "jmespath on xml"],
)
def test_an_answer_in_another_form_has_nothing(reading: Reading, expression: str) -> None:
    """A target that answers HTML where JSON is documented is judged like any other wrong answer."""
    assert (find(reading, expression), found(reading, expression)) == (None, False)


@pytest.mark.parametrize("expression", ["number('x')", "1 div 0"])
def test_what_is_no_number_is_not_found(expression: str) -> None:
    """JSON has neither infinity nor what is not a number."""
    assert find(xml_reading(), expression) is None


@pytest.mark.parametrize(
    ("expression", "problem"),
    [
        ("products[", "invalid JMESPath"),
        ("products[?sku == `A-1`]", "`A-1` is no JSON; write 'A-1' for a text"),
        ("", "invalid JMESPath"),
        ("lenght(products)", "did you mean 'length'"),
        ("length(a, b)", "length() takes 1 arguments, not 2"),
        ("a[::0]", "step of 0"),
    ],
)
def test_a_wrong_jmespath_is_refused_before_it_is_used(expression: str, problem: str) -> None:
    """Also what jmespath itself would notice only on evaluation is said at once, in one line."""
    with pytest.raises(ValueError, match="invalid JMESPath") as raised:
        check_jmespath(expression)
    assert problem in str(raised.value)
    assert "\n" not in str(raised.value)


@pytest.mark.parametrize("expression", ["//[", "nope(a)", "a:b", "$name", ""])
def test_a_wrong_xpath_is_refused_before_it_is_used(expression: str) -> None:
    """Unknown functions, prefixes and variables are refused too."""
    with pytest.raises(ValueError, match="invalid XPath"):
        check_xpath(expression)


def test_right_expressions_pass_the_border() -> None:
    """What is right raises nothing."""
    check_jmespath("events[?type=='order' && contains(keys(@), 'id')] | [0].id")
    check_xpath("//event[type='order'][last()]/id | //missing")


def test_many_threads_may_look_up_at_once() -> None:
    """Compiled expressions are shared by threads."""
    expressions = [f"products[{index % 2}].sku | [@][{0}] || `{index}`" for index in range(300)]
    with ThreadPoolExecutor(8) as pool:
        values = list(pool.map(lambda expression: find(json_reading(), expression), expressions))
    assert values == ["A-1" if index % 2 == 0 else "B-2" for index in range(300)]
