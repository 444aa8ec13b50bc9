"""Reading what a WSDL says of SOAP operations: ours, others' and hostile ones."""

from __future__ import annotations

import re
import time
from pathlib import Path

import pytest
from lxml import etree

from centra_contracts.contract.wsdl import ANY_TYPE, Element, Guess, Kind, SoapOperation, Wsdl
from centra_contracts.contract.wsdl_reader import describe_service

SHIPPED = (Path(__file__).parents[2] / "contracts" / "soap" / "centra.wsdl").read_bytes()
NS = "http://www.centra.com/webservices/"
_XS = "{http://www.w3.org/2001/XMLSchema}"
_HEAD = (
    '<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:x="http://www.w3.org/2001/XMLSchema" '
    'xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" xmlns:t="urn:t" targetNamespace="urn:t"><w:types>'
    '<x:schema targetNamespace="urn:t"{}>'
)


def described(schema: str, part: str = 'element="t:ask"', form: str = "", binding: str = "") -> Wsdl:
    tail = (
        f'</x:schema></w:types><w:message name="m"><w:part name="p" {part}/></w:message>'
        f'<w:portType name="a"><w:operation name="ask"><w:input message="t:m"/></w:operation></w:portType>'
        f"{binding}</w:definitions>"
    )
    return describe_service((_HEAD.format(form) + schema + tail).encode())


def request(wsdl: Wsdl) -> Element:
    found = wsdl.operations["ask"].request
    assert found is not None
    return found


def fields(schema: str) -> dict[str, tuple[str, int, int | None]]:
    wsdl = described(f'<x:element name="ask" type="t:Ask"/>{schema}')
    return {name: (one.kind, one.least, one.most) for name, one in wsdl.kind_of(request(wsdl)).elements.items()}


def test_the_shipped_wsdl_has_what_the_pages_show() -> None:
    """Operations with both forms of answer, how they are called, and what a field is."""
    wsdl = describe_service(SHIPPED)
    assert (len(wsdl.operations), wsdl.namespace, wsdl.left_out) == (17, NS, ())
    orders = wsdl.operations["orders_Update"]
    assert [element.tag for element in orders.answers] == [f"{{{NS}}}result", "ordersUpdateResponse"]
    assert (orders.action, orders.style, orders.protocol) == (f"{NS}Orders_Update", "document/literal", "SOAP 1.1")
    events = wsdl.operations["events_Get"]
    assert events.request is not None
    assert (events.request.name, [element.name for element in events.answers]) == ("events_GetRequest", ["events_Get"])
    kind = wsdl.kind_of(wsdl.kind_of(events.request).elements["type"])
    assert (kind.base, len(kind.values)) == ("string", 12)
    assert wsdl.operations["pricealterationdates_Update"].guesses == {Guess.ACTION}


def test_every_type_and_operation_of_the_shipped_wsdl_says_what_it_is_and_its_page() -> None:
    """In a description that ends with the source."""
    root = etree.fromstring(SHIPPED)
    named = [node for node in root.iter(f"{_XS}complexType", f"{_XS}simpleType") if node.get("name")]
    described_nodes = [node.find(f"{_XS}annotation/{_XS}documentation") for node in named]
    wsdl = "{http://schemas.xmlsoap.org/wsdl/}"
    described_nodes += [node.find(f"{wsdl}documentation") for node in root.iterfind(f"{wsdl}portType/{wsdl}operation")]
    texts = [" ".join((node.text or "").split()) if node is not None else "" for node in described_nodes]
    wrong = [text for text in texts if not re.fullmatch(r"[A-Z].*\. Source: (?:api-references|guides)/[a-z-]+[/\w#-]*", text)]
    assert (wrong, len(texts)) == ([], len(named) + 33)


def test_every_mark_of_the_shipped_wsdl_is_a_known_one() -> None:
    """A word that is misspelt would mark nothing."""
    words = [word for text in re.findall(rb'inferred="([^"]*)"', SHIPPED) for word in text.decode().split()]
    assert (set(words) <= set(Guess), len(words) > 50) == (True, True)


@pytest.mark.parametrize(
    ("schema", "found"),
    [
        (
            '<x:complexType name="Ask"><x:all><x:element name="a" type="x:int" minOccurs="0"/></x:all></x:complexType>',
            {"a": ("int", 0, 1)},
        ),
        (
            '<x:complexType name="Ask"><x:choice maxOccurs="unbounded"><x:element name="a" type="x:int"/></x:choice>'
            "</x:complexType>",
            {"a": ("int", 0, None)},
        ),
        (
            '<x:complexType name="Ask"><x:sequence><x:element name="a" type="x:int"/><x:element name="a" type="x:int"/>'
            "</x:sequence></x:complexType>",
            {"a": ("int", 1, None)},
        ),
        (
            '<x:complexType name="Ask"><x:complexContent><x:extension base="t:Base"><x:sequence>'
            '<x:element name="b"/></x:sequence></x:extension></x:complexContent></x:complexType>'
            '<x:complexType name="Base"><x:group ref="t:g"/></x:complexType>'
            '<x:group name="g"><x:sequence><x:element ref="t:a" maxOccurs="7"/></x:sequence></x:group>'
            '<x:element name="a" type="x:date"/>',
            {"a": ("date", 1, 7), "b": (ANY_TYPE, 1, 1)},
        ),
        ('<x:complexType name="Ask"><x:sequence><x:element name="a" maxOccurs="0"/></x:sequence></x:complexType>', {}),
        (
            '<x:complexType name="Ask"><x:sequence><x:element name="a" type="t:Away" minOccurs="many"/></x:sequence>'
            "</x:complexType>",
            {"a": ("{urn:t}Away", 1, 1)},
        ),
    ],
)
def test_however_a_schema_says_it_a_record_holds_the_same(schema: str, found: dict[str, tuple[str, int, int | None]]) -> None:
    """Sequences, choices, extensions, groups and references come to elements with how often they may be there."""
    assert fields(schema) == found


def test_a_text_has_its_built_in_type_and_its_restrictions() -> None:
    """Through types that restrict each other, and simple content."""
    wsdl = described(
        '<x:element name="ask" type="t:Ask"/><x:complexType name="Ask"><x:simpleContent><x:extension base="t:Short">'
        '<x:attribute name="a" use="required"/></x:extension></x:simpleContent></x:complexType>'
        '<x:simpleType name="Short"><x:restriction base="t:Word"><x:enumeration value="yes"/></x:restriction></x:simpleType>'
        '<x:simpleType name="Word"><x:restriction base="x:token"><x:maxLength value="3"/></x:restriction></x:simpleType>'
    )
    assert wsdl.kind_of(request(wsdl)) == Kind("token", ("yes",), ("maxLength 3",))


def test_what_stands_open_or_elsewhere_is_said() -> None:
    """xs:any, a required attribute, a type of another document: nothing of it is fetched."""
    wsdl = described(
        '<x:include schemaLocation="http://127.0.0.1:9/more.xsd"/><x:import '
        'namespace="http://schemas.xmlsoap.org/soap/encoding/" schemaLocation="http://127.0.0.1:9/known.xsd"/>'
        '<x:element name="ask"><x:complexType><x:sequence><x:any/></x:sequence><x:attribute name="v" use="required"/>'
        "</x:complexType></x:element>"
    )
    assert wsdl.left_out == ("http://127.0.0.1:9/more.xsd",)
    assert wsdl.kind_of(request(wsdl)) == Kind("", elements={}, demands=("v",), is_open=True)
    assert wsdl.kind_of(Element("a", "", "{urn:t}Elsewhere")) == Kind(ANY_TYPE, is_open=True)


@pytest.mark.parametrize(("form", "namespace"), [("", ""), (' elementFormDefault="qualified"', "urn:t")])
def test_an_element_within_a_type_is_qualified_or_not(form: str, namespace: str) -> None:
    """By the form of its schema."""
    wsdl = described(
        '<x:element name="ask"><x:complexType><x:all><x:element name="a"/></x:all></x:complexType></x:element>', form=form
    )
    assert wsdl.kind_of(request(wsdl)).elements["a"].namespace == namespace


def test_the_style_rpc_is_said_and_its_parts_are_elements() -> None:
    """Each part is an element in no namespace below one that is named like the operation."""
    binding = (
        '<w:binding name="b" type="t:a"><s:binding style="rpc"/><w:operation name="ask"><s:operation soapAction="urn:do"/>'
        '<w:input><s:body use="encoded" namespace="urn:b"/></w:input></w:operation></w:binding>'
    )
    wsdl = described('<x:complexType name="Q"><x:all/></x:complexType>', 'type="t:Q"', binding=binding)
    found = request(wsdl)
    expected = SoapOperation("ask", "urn:do", "rpc/encoded", "SOAP 1.1", Element("ask", "urn:b", found.kind), ())
    assert (wsdl.operations["ask"], [*wsdl.kind_of(found).elements]) == (expected, ["p"])


@pytest.mark.parametrize(
    ("schema", "problem"),
    [
        (
            '<x:element name="ask" type="t:g0"/>'
            + "".join(
                f'<x:complexType name="g{number}"><x:sequence><x:group ref="t:g{number + 1}"/><x:group ref="t:g{number + 1}"/>'
                f"</x:sequence></x:complexType>"
                f'<x:group name="g{number}"><x:sequence><x:group ref="t:g{number + 1}"/><x:group ref="t:g{number + 1}"/>'
                f"</x:sequence></x:group>"
                for number in range(25)
            ),
            "more than 200,000 elements",
        ),
        (
            '<x:element name="ask" type="t:T0"/>'
            + "".join(
                f'<x:complexType name="T{number}"><x:complexContent><x:extension base="t:T{number + 1}"/></x:complexContent>'
                f"</x:complexType>"
                for number in range(500)
            ),
            "beyond 60 levels",
        ),
        (
            '<x:element name="ask" type="t:S0"/>'
            + "".join(
                f'<x:simpleType name="S{number}"><x:restriction base="t:S{(number + 1) % 90}"/></x:simpleType>'
                for number in range(90)
            ),
            "beyond 60 levels",
        ),
    ],
)
def test_an_explosion_of_types_is_refused(schema: str, problem: str) -> None:
    """In one line, and in bounded time."""
    began = time.process_time()
    with pytest.raises(ValueError, match=problem):
        described(schema)
    assert time.process_time() - began < 10


def test_types_in_circles_are_read() -> None:
    """A type that holds itself, or extends itself, is a reference to itself."""
    wsdl = described(
        '<x:element name="ask" type="t:A"/><x:complexType name="A"><x:complexContent><x:extension base="t:A"><x:sequence>'
        '<x:element name="a" type="t:A"/></x:sequence></x:extension></x:complexContent></x:complexType>'
    )
    kind = wsdl.kind_of(request(wsdl))
    assert wsdl.kind_of(kind.elements["a"]) is kind


@pytest.mark.parametrize("raw", [b"", b"<html/>", b'<!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', b"<a>" * 5000])
def test_what_is_no_wsdl_is_refused(raw: bytes) -> None:
    """In one line, whatever it is."""
    with pytest.raises(ValueError, match=r"not well-formed|not a WSDL|DTD") as raised:
        describe_service(raw)
    assert "\n" not in str(raised.value)
