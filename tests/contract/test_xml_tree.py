"""Reading XML that a stranger sent."""

from __future__ import annotations

import time

import pytest

from centra_contracts.contract.xml_tree import MOST_NODES, parse_xml

_LAUGHS = "".join(f'<!ENTITY l{number} "{f"&l{number - 1};" * 10}">' for number in range(1, 10))
_IN_TEXT = f'<!DOCTYPE a [<!ENTITY l0 "lol">{_LAUGHS}]><a>&l9;</a>'


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (_IN_TEXT.encode(), "a DTD"),
        (f'<!DOCTYPE a [<!ENTITY l0 "lol">{_LAUGHS}]><a b="&l9;"/>'.encode(), "a DTD"),
        (_IN_TEXT.encode("utf-16"), "a DTD"),
        (b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/hostname">]><a>&b;</a>', "a DTD"),
        (b'<!DOCTYPE a SYSTEM "http://127.0.0.1:9/a.dtd"><a/>', "a DTD"),
        (b"<!DOCTYPE a [<!ENTITY % p SYSTEM 'http://127.0.0.1:9/p'> %p;]><a/>", "a DTD"),
        (b"<a>" * 100_000, "not well-formed"),
        (b"<a>" * 300 + b"</a>" * 300, "not well-formed"),
        (b"<r>" + b"<a/>" * (3 * MOST_NODES) + b"</r>", "more than 400,000 elements"),
        (b"\xff\xfe\x00", "not well-formed"),
    ],
)
def test_an_attack_is_one_line_and_takes_no_time(raw: bytes, problem: str) -> None:
    """Entities within entities, files, addresses, depth and size: refused before they are followed."""
    began = time.process_time()
    with pytest.raises(ValueError, match=problem) as raised:
        parse_xml(raw)
    assert time.process_time() - began < 2
    assert "\n" not in str(raised.value)


def test_what_is_no_attack_is_read() -> None:
    """Comments and instructions are left out; references to characters are none to entities."""
    root = parse_xml(b"<?xml version='1.0'?><!-- DOCTYPE --><a><?b c?><d>&lt;!DOCTYPE &amp; &#65;</d></a>")
    assert [(node.tag, node.text) for node in root.iter()] == [("a", None), ("d", "<!DOCTYPE & A")]
