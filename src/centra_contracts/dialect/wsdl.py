"""Reads a WSDL 1.1: which operations it has, and which elements their requests may hold.

Any WSDL, also a hostile one: nothing is fetched, so schemas that it imports from elsewhere stay closed; recursive
types are opened to a fixed depth, and huge ones to a fixed number of paths.
Source: WSDL 1.1, sections 2.1 to 2.5; XML Schema 1.0, part 1.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

from centra_contracts.contract.xml_tree import local_name, parse_xml
from centra_contracts.dialect.model import WsdlShape

__all__ = ["read_wsdl"]

_WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
_XS = "{http://www.w3.org/2001/XMLSchema}"
_DEPTH = 14  # elements below the request element
_PATHS = 50_000
_TRANSPARENT = frozenset({"sequence", "all", "choice", "complexContent", "simpleContent", "restriction"})


@dataclass(frozen=True, slots=True)
class _Types:
    """What schemas declare at their top, by qualified name."""

    elements: dict[str, etree._Element]
    types: dict[str, etree._Element]
    groups: dict[str, etree._Element]


def read_wsdl(raw: bytes) -> WsdlShape:
    """The operations of a WSDL and the element paths of their requests.

    A path begins with the request element, ``orders_Update/orders/order/id``; where that element is not called like
    its operation (``events_GetRequest``), the same paths stand there beginning with the operation too.
    Raises ``ValueError`` if it is not well-formed XML, has a DTD, or is not a WSDL 1.1.
    """
    root = parse_xml(raw)
    if root.tag != f"{_WSDL}definitions":
        raise ValueError(f"not a WSDL 1.1: the root element is {local_name(str(root.tag))!r}, expected 'definitions'")
    declared = _declared_types(root)
    messages = {str(node.get("name")): node for node in root.iter(f"{_WSDL}message")}
    operations: set[str] = set()
    paths: set[str] = set()
    for operation in root.iterfind(f"{_WSDL}portType/{_WSDL}operation"):
        name = operation.get("name")
        if not name or name in operations:  # a second port type may offer the same operation
            continue
        operations.add(str(name))
        request = operation.find(f"{_WSDL}input")
        message = messages.get(_unprefixed(request.get("message"))) if request is not None else None
        if message is not None:
            _add_request_paths(str(name), message, declared, paths)
    return WsdlShape(tuple(sorted(operations)), frozenset(paths))


def _declared_types(root: etree._Element) -> _Types:
    declared = _Types({}, {}, {})
    for schema in root.iter(f"{_XS}schema"):
        namespace = schema.get("targetNamespace", "")
        for node in schema:
            name = f"{{{namespace}}}{node.get('name')}"
            match local_name(str(node.tag)):
                case "element":
                    declared.elements[name] = node
                case "complexType":
                    declared.types[name] = node
                case "group":
                    declared.groups[name] = node
                case _:
                    pass  # simple types and imports hold no elements
    return declared


def _add_request_paths(operation: str, message: etree._Element, declared: _Types, paths: set[str]) -> None:
    for part in message.iterfind(f"{_WSDL}part"):
        element = declared.elements.get(_qualified(part, part.get("element")))
        if element is not None:
            starts = {operation, str(element.get("name"))}
            content = _content(element, declared)
        else:  # style rpc: a part of a type, named by the part
            starts = {f"{operation}/{part.get('name')}"}
            content = declared.types.get(_qualified(part, part.get("type")))
        for start in sorted(starts - paths):
            paths.add(start)
            _add_paths(start, content, declared, paths, _DEPTH)


def _add_paths(start: str, content: etree._Element | None, declared: _Types, paths: set[str], depth: int) -> None:
    if content is None or depth == 0:
        return
    for child in _child_elements(content, declared, set()):
        path = f"{start}/{child.get('name')}"
        if path in paths:
            continue
        if len(paths) >= _PATHS:
            return
        paths.add(path)
        _add_paths(path, _content(child, declared), declared, paths, depth - 1)


def _child_elements(node: etree._Element, declared: _Types, opened: set[str]) -> Iterator[etree._Element]:
    """The elements that ``node`` may hold; ``opened`` gathers the names followed, each of which is followed once."""
    for child in node:
        kind = local_name(str(child.tag))
        if kind == "element":
            referred = child.get("ref")
            target = declared.elements.get(_qualified(child, referred)) if referred else child
            if target is not None and target.get("name"):
                yield target
        elif kind in _TRANSPARENT:
            yield from _child_elements(child, declared, opened)
        elif kind in ("extension", "group"):
            key = _qualified(child, child.get("base") or child.get("ref"))
            base = declared.types.get(key) if kind == "extension" else declared.groups.get(key)
            if base is not None and f"{kind} {key}" not in opened:
                opened.add(f"{kind} {key}")
                yield from _child_elements(base, declared, opened)
            if kind == "extension":
                yield from _child_elements(child, declared, opened)


def _content(element: etree._Element, declared: _Types) -> etree._Element | None:
    """The complex type of an element: its own, or the declared one that it names."""
    own = element.find(f"{_XS}complexType")
    return own if own is not None else declared.types.get(_qualified(element, element.get("type")))


def _qualified(node: etree._Element, name: str | None) -> str:
    """A prefixed name as ``{namespace}local``; without a prefix it is of the default namespace."""
    prefix, _, local = (name or "").rpartition(":")
    return f"{{{node.nsmap.get(prefix or None, '') or ''}}}{local}"


def _unprefixed(name: str | None) -> str:
    return (name or "").rpartition(":")[2]
