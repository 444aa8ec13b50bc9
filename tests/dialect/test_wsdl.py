"""Reading WSDL documents, ours and hostile ones."""

from __future__ import annotations

from pathlib import Path

import pytest

from centra_contracts.contract.wsdl_reader import describe_service
from centra_contracts.dialect.model import WsdlShape
from centra_contracts.dialect.wsdl import shape_of

SHIPPED = Path(__file__).parents[2] / "contracts" / "soap" / "centra.wsdl"
HEAD = (
    '<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:x="http://www.w3.org/2001/XMLSchema" '
    'xmlns:t="urn:t"><w:types><x:schema targetNamespace="urn:t">'
)


def wsdl(schema: str, part: str = 'element="t:ask"') -> bytes:
    tail = (
        f'</x:schema></w:types><w:message name="m"><w:part name="p" {part}/></w:message>'
        '<w:portType name="a"><w:operation name="ask"><w:input message="t:m"/></w:operation></w:portType>'
        '<w:portType name="b"><w:operation name="ask"><w:input message="t:m"/></w:operation>'
        '<w:operation/><w:operation name="silent"/></w:portType></w:definitions>'
    )
    return (HEAD + schema + tail).encode()


def read_wsdl(raw: bytes) -> WsdlShape:
    return shape_of(describe_service(raw))


def element(name: str, content: str) -> str:
    return f'<x:element name="{name}"><x:complexType>{content}</x:complexType></x:element>'


def test_the_shipped_wsdl_has_every_documented_operation() -> None:
    """The reference documents 16 operations, and the guide one more."""
    shape = read_wsdl(SHIPPED.read_bytes())
    assert (len(shape.operations), "pricealterationdates_Update" in shape.operations) == (17, True)
    assert {"orders_Update/orders/order/id", "events_GetRequest/type", "events_Get/type", "events_Done/event"} <= (shape.elements)
    assert not any("voucher" in operation for operation in shape.operations)


def test_paths_follow_types_references_groups_and_extensions() -> None:
    """However a schema says what an element holds, its paths are the same."""
    shape = read_wsdl(
        wsdl(
            element("ask", '<x:sequence><x:element name="one" type="t:One"/><x:element ref="t:two"/></x:sequence>')
            + element("two", '<x:choice><x:group ref="t:more"/></x:choice>')
            + '<x:group name="more"><x:sequence><x:element name="three" type="x:string"/></x:sequence></x:group>'
            '<x:complexType name="Base"><x:all><x:element name="four" type="x:int"/></x:all></x:complexType>'
            '<x:complexType name="One"><x:complexContent><x:extension base="t:Base"><x:sequence>'
            '<x:element name="five"/></x:sequence></x:extension></x:complexContent></x:complexType>'
        )
    )
    assert shape == WsdlShape(
        ("ask", "silent"),
        frozenset({"ask", "ask/one", "ask/one/four", "ask/one/five", "ask/two", "ask/two/three"}),
    )


def test_a_part_of_a_type_is_named_by_the_part() -> None:
    """Style rpc has no request element in the schema: it is named by the operation, and holds the parts."""
    schema = '<x:complexType name="Q"><x:all><x:element name="id"/></x:all></x:complexType>'
    assert read_wsdl(wsdl(schema, 'type="t:Q"')).elements == {"ask", "ask/p", "ask/p/id"}


def test_recursion_ends() -> None:
    """A type that holds itself is opened to a fixed depth."""
    schema = element("ask", '<x:sequence><x:element ref="t:ask"/></x:sequence>')
    assert max(path.count("/") for path in read_wsdl(wsdl(schema)).elements) == 14


def exploding(levels: int) -> bytes:
    """Wide recursive types, and groups that lead to each other, each twice, and back."""
    wide = "".join(f'<x:element name="e{number}" type="t:Wide"/>' for number in range(200))
    groups = "".join(
        f'<x:group name="g{number}"><x:sequence><x:group ref="t:g{number + 1}"/><x:group ref="t:g{number + 1}"/>'
        f'<x:group ref="t:g0"/></x:sequence></x:group>'
        for number in range(levels)
    )
    return wsdl(
        element("ask", '<x:sequence><x:group ref="t:g0"/><x:element name="a" type="t:Wide"/></x:sequence>')
        + f'<x:complexType name="Wide"><x:sequence>{wide}</x:sequence></x:complexType>{groups}'
    )


def test_an_explosion_of_types_ends() -> None:
    """It does not take all memory or time, and what is nested without end is refused."""
    assert len(read_wsdl(exploding(12)).elements) == 50_000
    with pytest.raises(ValueError, match="beyond 60 levels"):
        read_wsdl(exploding(60))


@pytest.mark.parametrize(
    ("raw", "problem"),
    [
        (b"", "not well-formed"),
        (b"<a><b></a>", "not well-formed"),
        (b"<html/>", "not a WSDL 1.1"),
        (b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', "DTD"),
        (b"<a>" * 5000, "not well-formed"),
        (b'<?xml version="1.0" encoding="none-such"?><a/>', "not well-formed"),
    ],
)
def test_what_is_no_wsdl_is_refused(raw: bytes, problem: str) -> None:
    """In one line, whatever it is."""
    with pytest.raises(ValueError, match=problem) as raised:
        read_wsdl(raw)
    assert "\n" not in str(raised.value)
