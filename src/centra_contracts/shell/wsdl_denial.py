"""Denies what the WSDL of the contracts states: the same target, whose WSDL lacks it or has it otherwise, or whose answers do.

A type is used in many places of a WSDL. What is denied is untrue in one of them only: the types along its path are copied before
the last of them is changed.
Source: ``docs/ledger.md``, "How coverage is proved".
"""

from __future__ import annotations

import copy
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from lxml import etree

from centra_contracts.contract.ledger import Fact
from centra_contracts.contract.model import Api
from centra_contracts.contract.wsdl import Wsdl
from centra_contracts.contract.wsdl_coverage import EVERY_UPDATE, WsdlPlace, has_a_type, is_promised, place_in_wsdl
from centra_contracts.contract.xml_tree import local_name, parse_xml
from centra_contracts.exchange.model import Exchange
from centra_contracts.shell.denial import Denial, How

__all__ = ["WsdlDenier", "wsdl_denials"]

_WSDL = "{http://schemas.xmlsoap.org/wsdl/}"
_XS = "{http://www.w3.org/2001/XMLSchema}"
_SOAP = "{http://schemas.xmlsoap.org/wsdl/soap/}"
_ENVELOPE = "{http://schemas.xmlsoap.org/soap/envelope/}"
_GROUPS = frozenset({"all", "sequence", "choice"})
_OTHER = "somethingElse"


def wsdl_denials(fact: Fact, wsdl: Wsdl) -> tuple[Denial, ...]:
    """Every general way to deny a fact that the WSDL promises; none for another."""
    place = place_in_wsdl(fact)
    if fact.kind == "status" and fact.api == Api.SOAP.value and fact.operation and fact.name.isdigit():
        return (Denial(fact, How.OTHER_STATUS),)
    if place is None or not is_promised(fact, wsdl):
        return ()
    if place.part == "operation":
        return (Denial(fact, How.GONE),)
    if place.part == "action" or not place.steps:
        return (Denial(fact, How.REPLACED),)
    if place.value:
        return (Denial(fact, How.DROPPED), *([Denial(fact, How.ANSWERED)] if place.part == "answer" else []))
    if place.part == "answer" and len(place.steps) == 1:
        return (Denial(fact, How.REPLACED), Denial(fact, How.ANSWERED))
    of_type = [How.RETYPED] if has_a_type(wsdl, place) else []
    ways = [How.DROPPED, *of_type, *([How.ANSWERED] if place.part == "answer" and of_type else [])]
    return tuple(Denial(fact, how) for how in ways)


class WsdlDenier:
    """Changes the WSDL of a target, and its answers, as if a fact were not true."""

    def __init__(self, wsdl: Wsdl) -> None:
        self._wsdl = wsdl

    def change_answer(self, denial: Denial, exchange: Exchange) -> Exchange:
        """The exchange as it would be; the same object where nothing in it speaks of the fact."""
        response = exchange.response
        if response is None or exchange.api != Api.SOAP.value:
            return exchange
        if denial.how is How.OTHER_STATUS:
            speaks = exchange.request.operation == denial.fact.operation and str(response.status) == denial.fact.name
            return replace(exchange, response=replace(response, status=202)) if speaks else exchange
        place = place_in_wsdl(denial.fact)
        try:
            root = parse_xml(response.body)
        except ValueError:
            return exchange
        if place is None or not self._change(denial.how, place, exchange.request.operation, root):
            return exchange
        return replace(exchange, response=replace(response, body=etree.tostring(root)))

    def _change(self, how: How, place: WsdlPlace, operation: str, root: etree._Element) -> bool:
        if how is How.ANSWERED:
            speaks = operation in self._wsdl.operations and place.operation in (operation, EVERY_UPDATE)
            return speaks and _answer_otherwise(root, place)
        if root.tag != f"{_WSDL}definitions":
            return False
        names = [place.operation] if place.operation != EVERY_UPDATE else list(self._wsdl.operations)
        return any([_change_operation(root, name, how, place) for name in names])


def _change_operation(root: etree._Element, name: str, how: How, place: WsdlPlace) -> bool:
    """Changes the WSDL of a target where it speaks of an operation."""
    operations = [node for node in root.iter(f"{_WSDL}operation") if node.get("name") == name]
    if how is How.GONE:
        return any([_remove(node) for node in operations])
    if place.part == "action":
        bound = [inner for node in operations for inner in node.iterfind(f"{_SOAP}operation")]
        return any([_rename(inner, "soapAction") for inner in bound])
    side = f"{_WSDL}{'input' if place.part == 'request' else 'output'}"
    messages = [_unprefixed(node.get("message")) for one in operations for node in one.iterfind(side)]
    changed = False
    for part in [part for node in root.iterfind(f"{_WSDL}message") if node.get("name") in messages for part in node]:
        declared = _declared(root, part.get("element"), "element")
        steps = place.steps[1:] if place.part == "answer" else place.steps
        if declared is None or (place.part == "answer" and steps and declared.get("name") != place.steps[0]):
            continue
        own = copy.deepcopy(declared)  # other operations may share it
        own.set("name", f"{_OTHER}{len(root)}" if how is How.REPLACED else str(declared.get("name")))
        target = _follow(root, own, steps)
        if target is None or not (how is How.REPLACED or _DENIALS[how](root, target, place.value)):
            continue
        schema = declared.getparent()
        assert schema is not None
        schema.append(own)
        if how is How.REPLACED:
            part.set("element", f"{_prefix(part.get('element'))}{own.get('name')}")
        else:
            schema.remove(declared)  # the clauses that are put to this denial own this operation only
        changed = True
    return changed


def _follow(root: etree._Element, element: etree._Element, steps: Sequence[str]) -> etree._Element | None:
    """The element at the end of a path; every type on the way becomes its element's own."""
    for step in steps:
        content = element.find(f"{_XS}complexType")
        if content is None:
            shared = _declared(root, element.get("type"), "complexType")
            if shared is None:
                return None
            content = copy.deepcopy(shared)
            del content.attrib["name"], element.attrib["type"]
            element.append(content)
        found = next((child for child in _children(content) if child.get("name") == step), None)
        if found is None:
            return None
        element = found
    return element


def _children(content: etree._Element) -> Iterator[etree._Element]:
    for node in content:
        kind = local_name(str(node.tag))
        if kind == "element":
            yield node
        elif kind in _GROUPS:
            yield from _children(node)


def _drop(root: etree._Element, element: etree._Element, value: str) -> bool:
    if not value:
        return _remove(element)
    shared = _declared(root, element.get("type"), "simpleType")
    if shared is None:
        return False
    own = copy.deepcopy(shared)
    del own.attrib["name"], element.attrib["type"]
    element.append(own)
    listed = [node for node in own.iter(f"{_XS}enumeration") if node.get("value") == value]
    return any([_remove(node) for node in listed])


def _retype(root: etree._Element, element: etree._Element, value: str) -> bool:
    """A record becomes a text, and so does a number; a text becomes a record."""
    named = element.get("type")
    is_record = element.find(f"{_XS}complexType") is not None or _declared(root, named, "complexType") is not None
    is_number = _unprefixed(named) in ("int", "boolean")
    for child in list(element):
        element.remove(child)
    if named is not None:
        del element.attrib["type"]
    if is_record or is_number or _unprefixed(named) == "anyType":
        xs = next(prefix for prefix, uri in element.nsmap.items() if f"{{{uri}}}" == _XS)
        element.set("type", f"{xs}:string" if xs else "string")
    else:
        etree.SubElement(etree.SubElement(element, f"{_XS}complexType"), f"{_XS}sequence")
    return True


_DENIALS: dict[How, Callable[[etree._Element, etree._Element, str], bool]] = {How.DROPPED: _drop, How.RETYPED: _retype}


def _answer_otherwise(root: etree._Element, place: WsdlPlace) -> bool:
    """Changes an answer: the root's name, a listed value, or the type of every element at the place."""
    message = next((child for body in root.iterfind(f"{_ENVELOPE}Body") for child in body), None)
    if message is None or local_name(str(message.tag)) in ("Fault", "definitions"):
        return False
    if len(place.steps) == 1:
        message.tag = _OTHER
        return True
    if local_name(str(message.tag)) != place.steps[0]:
        return False
    spots = [message]
    for step in place.steps[1:]:
        spots = [child for node in spots for child in node if local_name(str(child.tag)) == step]
    spots = [node for node in spots if not place.value or (node.text or "").strip() == place.value]
    for node in spots:
        if len(node) or place.value:
            for child in list(node):
                node.remove(child)
            node.text = _OTHER
        elif (node.text or "").strip():
            etree.SubElement(node, _OTHER)
        else:  # an empty element may be either: as both at once it is neither
            node.text = _OTHER
            etree.SubElement(node, _OTHER)
    return bool(spots)


def _declared(root: etree._Element, name: str | None, kind: str) -> etree._Element | None:
    wanted = _unprefixed(name)
    found = (node for schema in root.iter(f"{_XS}schema") for node in schema.iterfind(f"{_XS}{kind}"))
    return next((node for node in found if wanted and node.get("name") == wanted), None)


def _remove(node: etree._Element) -> bool:
    parent = node.getparent()
    if parent is None:
        return False
    parent.remove(node)
    return True


def _rename(node: etree._Element, attribute: str) -> bool:
    node.set(attribute, f"{node.get(attribute) or ''}{_OTHER}")
    return True


def _unprefixed(name: str | None) -> str:
    return (name or "").rpartition(":")[2]


def _prefix(name: str | None) -> str:
    prefix = (name or "").rpartition(":")[0]
    return f"{prefix}:" if prefix else ""
