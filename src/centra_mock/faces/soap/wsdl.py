"""The service description that ``?wsdl`` answers, with the address of whoever asks.

Source: 04.guides/02.erp-integration/docs.md, section "Information you need": the description is the endpoint with
``?wsdl`` at its end.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path
from xml.sax.saxutils import escape

from lxml import etree

from .extras import EXTRA_READS, EXTRA_WRITES
from .lies_wsdl import bent, broken

__all__ = ["service_description"]

_ADDRESS = b"https://example.centra.com/ams/system/service/module/soap/api"
_WSDL = "http://schemas.xmlsoap.org/wsdl/"
_SOAP = "http://schemas.xmlsoap.org/wsdl/soap/"
_XS = "http://www.w3.org/2001/XMLSchema"
_NAMES = {"wsdl": _WSDL, "soap": _SOAP, "xs": _XS}
_DROPPED_FIELDS = ("priceb", "ean", "goodtogo", "duedays", "atonce", "telephone")


def service_description(endpoint: str, told: Callable[[str], bool]) -> bytes:
    """The WSDL with every ``soap:address`` below ``endpoint``; ``told`` says which lies bend it.

    The honest document is served as it stands in its file, without being parsed.
    """
    changes = [change for name, change in _CHANGES.items() if told(name)] + bent(told)
    document = _document()
    if changes:
        root = etree.fromstring(document)
        for change in changes:
            change(root)
        document = etree.tostring(root, xml_declaration=True, encoding="UTF-8")
    return broken(document, told).replace(_ADDRESS, escape(endpoint, {'"': "&quot;"}).encode())


@cache
def _document() -> bytes:
    return Path(__file__).with_name("centra.wsdl").read_bytes()


def _drop_operations(root: etree._Element, *, ending: str) -> None:
    for operation in root.iterfind(".//wsdl:operation", _NAMES):
        if operation.get("name", "").endswith(ending):
            _remove(operation)


def _drop_updates(root: etree._Element) -> None:
    _drop_operations(root, ending="_Update")


def _drop_reading_by_markets(root: etree._Element) -> None:
    _drop_operations(root, ending="_GetByMarkets")


def _retype_fields(root: etree._Element) -> None:
    for element in root.iterfind(".//xs:element", _NAMES):
        if element.get("type") in ("xs:int", "xs:boolean"):
            element.set("type", "xs:string")


def _drop_fields(root: etree._Element) -> None:
    for element in root.iterfind(".//xs:element", _NAMES):
        if element.get("name") in _DROPPED_FIELDS:
            _remove(element)


def _offer_reads(root: etree._Element) -> None:
    schema = root.find(".//xs:schema", _NAMES)
    port_type = root.find("wsdl:portType", _NAMES)
    if schema is None or port_type is None:
        raise ValueError("the service description has lost a part")
    for name in EXTRA_READS:
        answer = etree.SubElement(schema, f"{{{_XS}}}element", name=f"{name}Response")
        sequence = etree.SubElement(etree.SubElement(answer, f"{{{_XS}}}complexType"), f"{{{_XS}}}sequence")
        etree.SubElement(sequence, f"{{{_XS}}}any", minOccurs="0", maxOccurs="unbounded", processContents="lax")
        message = etree.Element(f"{{{_WSDL}}}message", name=f"{name}_Out")
        etree.SubElement(message, f"{{{_WSDL}}}part", name="parameters", element=f"tns:{name}Response")
        port_type.addprevious(message)
        _offer(root, name, answer=f"tns:{name}_Out")


def _offer_writes(root: etree._Element) -> None:
    for name in EXTRA_WRITES:
        _offer(root, name, answer="tns:update_Out")


def _offer(root: etree._Element, name: str, *, answer: str) -> None:
    schema = root.find(".//xs:schema", _NAMES)
    port_type = root.find("wsdl:portType", _NAMES)
    binding = root.find("wsdl:binding", _NAMES)
    if schema is None or port_type is None or binding is None:
        raise ValueError("the service description has lost a part")
    request = etree.SubElement(schema, f"{{{_XS}}}element", name=name)
    sequence = etree.SubElement(etree.SubElement(request, f"{{{_XS}}}complexType"), f"{{{_XS}}}sequence")
    etree.SubElement(sequence, f"{{{_XS}}}element", name="login", type="tns:Login")
    etree.SubElement(sequence, f"{{{_XS}}}any", minOccurs="0", maxOccurs="unbounded", processContents="lax")
    message = etree.Element(f"{{{_WSDL}}}message", name=f"{name}_In")
    etree.SubElement(message, f"{{{_WSDL}}}part", name="parameters", element=f"tns:{name}")
    port_type.addprevious(message)
    operation = etree.SubElement(port_type, f"{{{_WSDL}}}operation", name=name)
    etree.SubElement(operation, f"{{{_WSDL}}}input", message=f"tns:{name}_In")
    etree.SubElement(operation, f"{{{_WSDL}}}output", message=answer)
    bound = etree.SubElement(binding, f"{{{_WSDL}}}operation", name=name)
    action = "http://www.centra.com/webservices/" + name[0].upper() + name[1:]
    etree.SubElement(bound, f"{{{_SOAP}}}operation", soapAction=action, style="document")
    for direction in ("input", "output"):
        part = etree.SubElement(bound, f"{{{_WSDL}}}{direction}")
        etree.SubElement(part, f"{{{_SOAP}}}body", use="literal")


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


_CHANGES: dict[str, Callable[[etree._Element], None]] = {
    "soap-wsdl-drops-updates": _drop_updates,
    "soap-wsdl-drops-reading-by-markets": _drop_reading_by_markets,
    "soap-wsdl-retypes-fields": _retype_fields,
    "soap-wsdl-drops-fields": _drop_fields,
    "soap-reads-offered": _offer_reads,
    "soap-writes-offered": _offer_writes,
}
