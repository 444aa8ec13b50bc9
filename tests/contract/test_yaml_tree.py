"""YAML without surprises."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from centra_contracts.contract.model import Json
from centra_contracts.contract.yaml_tree import read_yaml


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("a: NO", {"a": "NO"}),
        ("a: 12:30", {"a": "12:30"}),
        ("a: yes", {"a": "yes"}),
        ("a: 0x1F", {"a": "0x1F"}),
        ("a: 007", {"a": "007"}),
        ("a: 2022-09-05", {"a": "2022-09-05"}),
        ("a: true", {"a": True}),
        ('a: "true"', {"a": "true"}),
        ("a: -1.5e3", {"a": -1500.0}),
        ("a: ", {"a": None}),
        ("a: null", {"a": None}),
        ("a: .inf", {"a": ".inf"}),
        ("[1, two]", [1, "two"]),
    ],
    ids=lambda item: item if isinstance(item, str) else "",
)
def test_only_the_values_of_json_exist(text: str, value: Json) -> None:
    """What YAML 1.1 would turn into a boolean, a date or a number of base sixty stays a text."""
    tree = read_yaml(text)
    assert (tree.value, tree.problems) == (value, ())


@pytest.mark.parametrize(
    ("text", "line", "says"),
    [
        ("a: 1\nb: 2\na: 3", 3, "key 'a' stands here twice; the first is in line 1"),
        ("a: &x 1\nb: *x", 1, "anchors and aliases are not part of the contract language"),
        (
            "a: !!python/object:os.system x",
            1,
            "tag tag:yaml.org,2002:python/object:os.system is not part of the contract language",
        ),
        ("a:\n  <<: {b: 1}", 2, "merge keys are not part of the contract language"),
        ("? [a]\n: 1", 1, "a key must be a text"),
        ("a: 1\n---\nb: 2", 2, "not YAML: expected a single document in the stream but found another document"),
        ("a: [1", 2, "not YAML: while parsing a flow sequence did not find expected ',' or ']'"),
        ("", 1, "the file is empty"),
        ("a: !!str 12", 1, "tag tag:yaml.org,2002:str is not part of the contract language"),
        ("a: &never_used 1", 1, "anchors and aliases are not part of the contract language"),
        ("&a b: 1", 1, "a key has neither anchor nor tag"),
        ("a:\n  b: 1e999", 2, "the number is too large; put it between quotes if it is a text"),
        ("a: " + "9" * 5000, 1, "the number is too large; put it between quotes if it is a text"),
        ("a: \x07", 1, "not YAML: unacceptable character #x0007: control characters are not allowed"),
        ("a: \ud800", 1, "not YAML: 'utf-8' codec can't encode character '\\ud800' in position 3: surrogates not allowed"),
        ("\n" * 2_000_001, 1, "the file is larger than 2000000 characters"),
    ],
    ids=[
        "twice",
        "alias",
        "tag",
        "merge",
        "key",
        "documents",
        "syntax",
        "empty",
        "core tag",
        "unused anchor",
        "key anchor",
        "infinity",
        "digits",
        "control",
        "surrogate",
        "size",
    ],
)
def test_what_the_language_has_not_is_refused_with_its_line(text: str, line: int, says: str) -> None:
    """One clear sentence per problem."""
    assert (line, says) in read_yaml(text).problems


def test_every_problem_shows_at_once() -> None:
    """A second problem does not hide behind the first."""
    assert [line for line, _ in read_yaml("a: 1\na: 2\nb: 1\nb: 2").problems] == [2, 4]


@pytest.mark.parametrize("text", ["[" * 20_000, "[" * 20_000 + "]" * 20_000, "{a: " * 90 + "1" + "}" * 90])
def test_a_very_deep_document_is_refused_without_a_traceback(text: str) -> None:
    """Nesting that would overflow the stack is a problem of the file."""
    assert read_yaml(text).problems


# YAML knows neither control characters nor JSON's escapes of pairs, and breaks lines where JSON does not.
_TEXT = st.text(st.characters(exclude_categories=["Cc", "Cn", "Cs", "Zl", "Zp"], exclude_characters="\ufeff"))
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**17), 10**17) | st.floats(allow_nan=False, allow_infinity=False) | _TEXT,
    lambda inner: st.lists(inner) | st.dictionaries(_TEXT, inner),
    max_leaves=12,
)


@given(st.text() | st.text(alphabet="ab:-[]{},?!&*<'\"|>#% \n0.e"))
def test_no_text_makes_the_reader_raise(text: str) -> None:
    """Whatever stands in a file is a value or a problem with a line of the file."""
    tree = read_yaml(text)
    assert all(1 <= line <= text.count("\n") + text.count("\r") + text.count("\x85") + 3 for line, _ in tree.problems)
    json.dumps(tree.value, allow_nan=False)


@given(_JSON)
def test_json_is_read_as_json_reads_it(value: Json) -> None:
    """YAML contains JSON; numbers, texts and words mean the same in both."""
    assert read_yaml(json.dumps(value, ensure_ascii=False)).value == value
