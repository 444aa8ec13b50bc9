"""Lies of the service description: each bends it in one place, or lets it be no description at all.

Source: 05.api-references/07.soap-integration-api/01.api-reference/docs.md for operations, elements, types, namespace and
SOAPAction; 04.guides/02.erp-integration/docs.md, section "Information you need", for the address.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from lxml import etree

from centra_mock.lies import Lie

__all__ = ["WSDL_LIES", "bent", "broken"]

Told = Callable[[str], bool]
_WSDL = "http://schemas.xmlsoap.org/wsdl/"
_SOAP = "http://schemas.xmlsoap.org/wsdl/soap/"
_XS = "http://www.w3.org/2001/XMLSchema"
_NAMES = {"wsdl": _WSDL, "soap": _SOAP, "xs": _XS}
_OPERATIONS = (
    "accounts_Update",
    "customers_Update",
    "deliverywindows_Update",
    "events_Done",
    "events_Get",
    "events_GetByMarkets",
    "invoices_Update",
    "markets_Update",
    "orders_Update",
    "paymentterms_Update",
    "pricealterationdates_Update",
    "pricelists_Update",
    "products_Update",
    "salesreps_Update",
    "shippingterms_Update",
    "sizes_Update",
    "warehouses_Update",
)
# Type of the description -> a documented text of it: one lie takes it away, another makes a record of it.
_ELEMENTS = {
    "Account": "status",
    "Address": "zipcode",
    "Buyer": "lastname",
    "Customer": "firstname",
    "DeliveryWindow": "startdate",
    "Event": "entry",
    "Invoice": "serialno",
    "InvoiceItem": "tax",
    "Market": "description",
    "Order": "locked",
    "OrderProduct": "origprice",
    "OrderSize": "preorder",
    "Payment": "transaction",
    "PriceAlterationDate": "startdate",
    "Pricelist": "currency",
    "PricelistVariation": "priceb",
    "Product": "sku",
    "ProductSize": "ean",
    "ProductVariation": "stockid",
    "Refund": "comment",
    "Salesrep": "percent",
    "Shipment": "goodtogo",
    "Size": "description",
    "StoreMeta": "metatitle",
    "Terms": "duedays",
    "Warehouse": "description",
}


def _lacks(operation: str) -> str:
    return f"soap-wsdl-lacks-{operation.lower().replace('_', '-')}"


def _loses(kind: str) -> str:
    return f"soap-wsdl-{kind.lower()}-loses-{_ELEMENTS[kind]}"


def _retypes(kind: str) -> str:
    return f"soap-wsdl-{kind.lower()}-retypes-{_ELEMENTS[kind]}"


def _drop_operation(root: etree._Element, name: str) -> None:
    for operation in root.iterfind(".//wsdl:operation", _NAMES):
        if operation.get("name") == name:
            _remove(operation)


def _member(root: etree._Element, kind: str) -> etree._Element:
    path = f".//xs:complexType[@name='{kind}']//xs:element[@name='{_ELEMENTS[kind]}']"
    found = root.find(path, _NAMES)
    if found is None:
        raise ValueError(f"the service description has no {kind}.{_ELEMENTS[kind]}")
    return found


def _drop_member(root: etree._Element, kind: str) -> None:
    _remove(_member(root, kind))


def _retype_member(root: etree._Element, kind: str) -> None:
    _member(root, kind).set("type", "tns:Reference")


def _lower_actions(root: etree._Element) -> None:
    for operation in root.iterfind(".//soap:operation", _NAMES):
        start, _, name = (operation.get("soapAction") or "").rpartition("/")
        operation.set("soapAction", f"{start}/{name[:1].lower()}{name[1:]}")


def _encode(root: etree._Element) -> None:
    for body in root.iterfind(".//soap:body", _NAMES):
        body.set("use", "encoded")


def _drop_values(root: etree._Element, *values: str) -> None:
    for value in root.iterfind(".//xs:enumeration", _NAMES):
        if value.get("value") in values:
            _remove(value)


def _demand(root: etree._Element) -> None:
    for kind in ("Customer", "Account", "Product", "Order"):
        for element in root.iterfind(f".//xs:complexType[@name='{kind}']//xs:element", _NAMES):
            element.set("minOccurs", "1")


def _hold_one(root: etree._Element) -> None:
    for element in root.iterfind(".//xs:element[@maxOccurs='unbounded']", _NAMES):
        element.set("maxOccurs", "1")


def _drop_result_parts(root: etree._Element) -> None:
    for name in ("errors", "notices"):
        found = root.find(f".//xs:complexType[@name='UpdateResult']//xs:element[@name='{name}']", _NAMES)
        if found is not None:
            _remove(found)


def _qualify_nothing(root: etree._Element) -> None:
    for schema in root.iterfind(".//xs:schema", _NAMES):
        schema.set("elementFormDefault", "unqualified")


def _remove(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


_CHANGES: dict[str, tuple[str, Callable[[etree._Element], None]]] = {
    "soap-wsdl-actions-begin-in-lower-case": ("soapAction in the service description begins in lower case.", _lower_actions),
    "soap-wsdl-bodies-are-encoded": ("Bodies in the service description are encoded instead of literal.", _encode),
    "soap-wsdl-lacks-event-types": (
        "The service description knows no event types salesrep and warehouse.",
        lambda root: _drop_values(root, "salesrep", "warehouse"),
    ),
    "soap-wsdl-lacks-deletions": (
        "The service description knows no mission delete.",
        lambda root: _drop_values(root, "delete"),
    ),
    "soap-wsdl-demands-every-element": ("The service description demands every element of an update.", _demand),
    "soap-wsdl-lists-hold-one": ("Lists in the service description hold one entry.", _hold_one),
    "soap-wsdl-results-lack-messages": ("The result in the service description has no errors and notices.", _drop_result_parts),
    "soap-wsdl-children-have-no-namespace": ("Children in the service description have no namespace.", _qualify_nothing),
}


def _prolog(document: bytes, doctype: bytes, entity: bytes) -> bytes:
    declaration, _, rest = document.partition(b"?>")
    place = rest.index(b"<wsdl:types>")
    told = b"<wsdl:documentation>&" + entity + b";</wsdl:documentation>"
    return declaration + b"?>" + doctype + rest[:place] + told + rest[place:]


def _bomb(document: bytes) -> bytes:
    steps = b"".join(b'<!ENTITY l%d "%s">' % (each, b"&l%d;" % (each - 1) * 10) for each in range(1, 10))
    return _prolog(document, b'<!DOCTYPE d [<!ENTITY l0 "lol">' + steps + b"]>", b"l9")


def _file(document: bytes) -> bytes:
    return _prolog(document, b'<!DOCTYPE d [<!ENTITY out SYSTEM "file:///etc/hostname">]>', b"out")


def _deep(document: bytes) -> bytes:
    place = document.index(b"<wsdl:types>")
    return (
        document[:place] + b"<wsdl:documentation>" + b"<a>" * 5000 + b"</a>" * 5000 + b"</wsdl:documentation>" + document[place:]
    )


def _huge(document: bytes) -> bytes:
    place = document.index(b"<wsdl:types>")
    return document[:place] + b"<!--" + b" " * 25_000_000 + b"-->" + document[place:]


def _imported(document: bytes) -> bytes:
    start, end = document.index(b"<wsdl:types>"), document.index(b"</wsdl:types>") + len(b"</wsdl:types>")
    place = b'<xs:include schemaLocation="http://127.0.0.1:9/elsewhere.xsd"/>'
    name = b'targetNamespace="http://www.centra.com/webservices/"'
    types = b"<wsdl:types><xs:schema " + name + b">" + place + b"</xs:schema></wsdl:types>"
    return document[:start] + types + document[end:]


_BREAKS: dict[str, tuple[str, Callable[[bytes], bytes]]] = {
    "soap-wsdl-is-cut-off": ("The service description ends in the middle.", lambda document: document[: len(document) // 2]),
    "soap-wsdl-is-a-web-page": (
        "A web page stands in the place of the service description.",
        lambda document: b"<html><body><p>Service</p></body></html>",
    ),
    "soap-wsdl-is-empty": ("The service description is empty.", lambda document: b""),
    "soap-wsdl-holds-an-entity-bomb": ("The service description has entities that grow without end.", _bomb),
    "soap-wsdl-names-a-file": ("The service description has an external entity.", _file),
    "soap-wsdl-nests-without-end": ("The service description nests elements thousands of levels deep.", _deep),
    "soap-wsdl-is-huge": ("The service description has 25 megabytes.", _huge),
    "soap-wsdl-lies-elsewhere": ("The types of the service description lie at another address.", _imported),
}
WSDL_LIES: tuple[Lie, ...] = (
    *(Lie(_lacks(each), "soap", f"The service description leaves out {each}.") for each in _OPERATIONS),
    *(Lie(_loses(kind), "soap", f"{name} of {kind} is missing in the service description.") for kind, name in _ELEMENTS.items()),
    *(
        Lie(_retypes(kind), "soap", f"{name} of {kind} is a record in the service description instead of a text.")
        for kind, name in _ELEMENTS.items()
    ),
    *(Lie(name, "soap", says) for name, (says, _) in _CHANGES.items()),
    *(Lie(name, "soap", says) for name, (says, _) in _BREAKS.items()),
)


def bent(told: Told) -> list[Callable[[etree._Element], None]]:
    """What the lies that are told change in the parsed description."""
    changes: list[Callable[[etree._Element], None]] = []
    changes += [partial(_drop_operation, name=each) for each in _OPERATIONS if told(_lacks(each))]
    changes += [partial(_drop_member, kind=each) for each in _ELEMENTS if told(_loses(each))]
    changes += [partial(_retype_member, kind=each) for each in _ELEMENTS if told(_retypes(each))]
    return changes + [change for name, (_, change) in _CHANGES.items() if told(name)]


def broken(document: bytes, told: Told) -> bytes:
    """The description as one that clients must not trust, where a lie says so."""
    for name, (_, change) in _BREAKS.items():
        if told(name):
            document = change(document)
    return document
