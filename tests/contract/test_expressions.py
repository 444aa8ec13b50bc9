"""A value that fills a blank stays a value, whatever stands in it."""

from __future__ import annotations

import jmespath
import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from centra_contracts.contract.expressions import (
    Rewrite,
    fill_jmespath,
    fill_pattern,
    fill_xpath,
    jmespath_parts,
    rewrite_arguments,
)
from centra_contracts.contract.model import Json

_VALUES: dict[str, Json] = {"id": 7, "name": "Women's `new`", "sku": "A-1", "field": "price", "odd": "a b"}


@pytest.mark.parametrize(
    ("expression", "filled"),
    [
        ("a[?id == `<id>`]", "a[?id == `7`]"),
        ("a[?sku == `<sku>`]", 'a[?sku == `"A-1"`]'),
        ("a[?sku == '<sku>x']", 'a[?sku == `"A-1x"`]'),
        ("a[?name == '<name>']", 'a[?name == `"Women\'s \\u0060new\\u0060"`]'),
        ('a[?b == `"<id> <sku>"`]', 'a[?b == `"7 A-1"`]'),
        ('"<sku>".b', '"A-1".b'),
        ("a.<field>[<id>]", "a.price[7]"),
        ("a.<odd>", 'a."a b"'),
        ("a[?b == 'plain']", "a[?b == 'plain']"),
    ],
)
def test_a_blank_in_jmespath_is_a_value(expression: str, filled: str) -> None:
    """Typed where the literal is nothing but the blank, a text in texts, a name between dots."""
    assert fill_jmespath(expression, _VALUES.__getitem__) == filled


@given(st.text())
def test_any_text_can_be_compared_in_jmespath(text: str) -> None:
    """No text breaks out of the quotes it stands in."""
    expression = fill_jmespath("[?a == '<text>' && a == `<text>`].a", {"text": text}.__getitem__)
    assert jmespath.search(expression, [{"a": text}, {"a": text + "x"}]) == [text]


@given(st.text(st.characters(codec="utf-8", exclude_categories=["Cc", "Cn", "Cs"])))
def test_any_text_can_be_compared_in_xpath(text: str) -> None:
    """XPath 1.0 has no escapes: the other quotes are used, or both put together."""
    root = etree.Element("root")
    etree.SubElement(root, "a").text = text
    etree.SubElement(root, "a").text = text + "x"
    expression = fill_xpath("//a[. = '<text>']", {"text": text}.__getitem__)
    assert [node.text or "" for node in root.xpath(expression)] == [text]


@given(st.text(min_size=1))
def test_any_text_matches_itself_in_a_pattern(text: str) -> None:
    """Dots and brackets of a value are no wildcards."""
    import re

    pattern = fill_pattern("^<text>$", {"text": text}.__getitem__)
    assert re.search(pattern, text)
    assert not re.search(pattern, "x" + text)


@given(st.text())
def test_parts_together_are_the_expression(expression: str) -> None:
    """Nothing is lost between the parts."""
    assert "".join(jmespath_parts(expression)) == expression


@pytest.mark.parametrize(
    ("rule", "arguments", "rewritten"),
    [
        ("has", ["a"], ["path:a:True"]),
        ("type", {"a": "string"}, {"path:a:True": "string"}),
        ("equals", {"at": "a", "to": "b"}, {"at": "path:a:True", "to": "value:b"}),
        ("matches", {"at": "a", "pattern": "b"}, {"at": "path:a:True", "pattern": "pattern:b"}),
        ("header", {"name": "a", "matches": "b"}, {"name": "value:a", "matches": "pattern:b"}),
        ("refused", True, "value:True"),
        ("refused", {"says": "b"}, {"says": "pattern:b"}),
        ("errors", {"at": "b"}, "value:{'at': 'b'}"),
        ("never_delivered", "a", "path:a:False"),
        ("shape", {"at": "a", "pattern": "b"}, {"at": "path:a:True", "pattern": "value:b"}),
        (
            "every",
            {"at": "a", "has": ["b"], "matches": {"at": "c", "pattern": "d"}, "type": {"e": "string"}},
            {
                "at": "path:a:True",
                "has": ["path:b:False"],
                "matches": {"at": "path:c:False", "pattern": "pattern:d"},
                "type": {"path:e:False": "string"},
            },
        ),
    ],
)
def test_each_part_of_the_arguments_is_taken_for_what_it_means(rule: str, arguments: Json, rewritten: Json) -> None:
    """Below ``every`` paths are JMESPath, also in an XML answer; the keys of ``errors`` are names."""
    rewrite = Rewrite(
        path=lambda path, xml: f"path:{path}:{xml}",
        pattern=lambda pattern: f"pattern:{pattern}",
        value=lambda value: f"value:{value}",
    )
    assert rewrite_arguments(rule, arguments, rewrite, xml=True) == rewritten
