"""What it costs to compare the WSDL of a SOAP target with the documented one, for a WSDL of 2,000 elements and more.

Against the least that anyone can do with the answer: parse it into a tree.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Iterator

from lxml import etree

from centra_contracts.contract.wsdl_reader import describe_service
from centra_contracts.verdict.wsdl_changes import find_wsdl_changes

__all__ = ["wsdl_lines"]

_OPERATIONS = 20
_FIELDS = 100  # of each operation
_REPETITIONS = 5
_HEAD = (
    '<w:definitions xmlns:w="http://schemas.xmlsoap.org/wsdl/" xmlns:s="http://schemas.xmlsoap.org/wsdl/soap/" '
    'xmlns:x="http://www.w3.org/2001/XMLSchema" xmlns:t="urn:t" targetNamespace="urn:t"><w:types>'
    '<x:schema targetNamespace="urn:t" elementFormDefault="qualified">'
)


def wsdl_lines() -> Iterator[str]:
    """The figures, a line each."""
    documented = describe_service(_wsdl().encode())
    own = _wsdl().replace('name="f77_7" type="x:int"', 'name="f77_7" type="x:date"').encode()

    def compare() -> None:
        observed = describe_service(own)
        found = [change for name in documented.operations for change in find_wsdl_changes(documented, observed, name)]
        if [change.coordinate for change in found] != ["do7/request/f77_7"]:
            raise SystemExit(f"the comparison under measure found {found}")

    ours = statistics.median(_timed(compare) for _ in range(_REPETITIONS))
    bare = statistics.median(_timed(lambda: etree.fromstring(own)) for _ in range(_REPETITIONS))
    yield f"comparing {_OPERATIONS * _FIELDS:,} elements {ours * 1000:6.1f} ms"
    yield f"only parsing them        {bare * 1000:6.1f} ms"
    yield f"ratio                    {ours / bare:6.1f}"


def _wsdl() -> str:
    schema = messages = offered = bound = ""
    for number in range(_OPERATIONS):
        fields = "".join(f'<x:element name="f{field}_{number}" type="x:int" minOccurs="0"/>' for field in range(_FIELDS))
        schema += f'<x:element name="do{number}"><x:complexType><x:all>{fields}</x:all></x:complexType></x:element>'
        messages += f'<w:message name="m{number}"><w:part name="p" element="t:do{number}"/></w:message>'
        offered += f'<w:operation name="do{number}"><w:input message="t:m{number}"/></w:operation>'
        bound += f'<w:operation name="do{number}"><s:operation soapAction="urn:{number}"/></w:operation>'
    binding = f'<w:binding name="b" type="t:a"><s:binding style="document"/>{bound}</w:binding>'
    port_type = f'<w:portType name="a">{offered}</w:portType>'
    return f"{_HEAD}{schema}</x:schema></w:types>{messages}{port_type}{binding}</w:definitions>"


def _timed(do: Callable[[], object]) -> float:
    began = time.perf_counter()
    do()
    return time.perf_counter() - began
