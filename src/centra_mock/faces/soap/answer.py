"""Writing the envelopes that the mock answers with.

The documentation gives two forms of answer to an update, which contradict each other; the mock can write both:
``result_envelope`` (the guide) and ``ok_envelope`` (the reference). Faults are not documented at all, see ``envelope``.
Source: 04.guides/02.erp-integration/docs.md, section "Updates responses"; 05.api-references/07.soap-integration-api.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from lxml import etree

from .envelope import API_NAMESPACE, ENVELOPE_NAMESPACE, Refusal

__all__ = [
    "Content",
    "add",
    "add_elements",
    "events_envelope",
    "extra_envelope",
    "fault_envelope",
    "ok_envelope",
    "result_envelope",
]

# What stands in an element: a text, a record (``None`` leaves an element out, "" keeps it empty), several of one name.
Content: TypeAlias = "str | Mapping[str, Content] | Sequence[Content] | None"
_FORBIDDEN = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def add(parent: etree._Element, name: str, content: Content) -> None:
    """Appends ``content`` to ``parent`` as the element(s) ``name`` of the API's namespace.

    >>> root = etree.Element("root")
    >>> add(root, "market", {"id": "NORTH", "description": "", "type": None})
    >>> [child.tag.partition("}")[2] for child in root[0]]
    ['id', 'description']
    """
    if content is None:
        return
    if isinstance(content, str):
        element = etree.SubElement(parent, f"{{{API_NAMESPACE}}}{name}")
        if content:
            element.text = _FORBIDDEN.sub("", content)
    elif isinstance(content, Mapping):
        element = etree.SubElement(parent, f"{{{API_NAMESPACE}}}{name}")
        for child_name, child in content.items():
            add(element, child_name, child)
    else:
        for item in content:
            add(parent, name, item)


def result_envelope(errors: Sequence[str], notices: Sequence[str], told: Callable[[str], bool]) -> bytes:
    """The answer to an update as the guide shows it: success, errors and notices, empty where nothing is to be said.

    ``told`` says which lies bend it.
    """
    success = "false" if errors and not told("soap-failures-answer-success-true") else "true"
    if told("soap-result-is-retyped"):
        success = "no" if errors else "yes"
    said, noticed = list(errors), list(notices)
    if told("soap-errors-are-silent"):
        said = []
    if told("soap-errors-stand-under-notices"):
        said, noticed = [], [*said, *noticed]
    if told("soap-successes-carry-errors") and not errors:
        said = ["Nothing to complain about"]
    name = "text" if told("soap-messages-have-another-name") else "message"
    record: dict[str, Content] = {
        "success": None if told("soap-result-drops-success") else success,
        "errors": None if told("soap-result-drops-errors") else {name: said},
        "notices": None if told("soap-result-drops-notices") else {name: noticed},
    }
    return _envelope("answer" if told("soap-result-has-another-name") else "result", record)


def ok_envelope(operation: str) -> bytes:
    """The answer to an update as the reference shows it: an element of no namespace with the text OK."""
    root, body = _empty_envelope(with_api_prefix=False)
    first, _, second = operation.partition("_")
    etree.SubElement(body, f"{first}{second}Response").text = "OK"
    return _bytes(root)


def events_envelope(events: Sequence[Content], *, name: str = "events_Get", listed: bool = True) -> bytes:
    """The answer to both event operations: ``events_Get`` with ``events``, empty when the queue is."""
    return _envelope(name, {"events": {"event": list(events)} if listed else None})


def add_elements(event: Content, position: int) -> Content:
    """Every third event with elements that no page names, as a later revision of the API may have them.

    >>> add_elements({"id": "7", "data": {"market": {"id": "NORTH"}}}, 0)
    {'id': '7', 'data': {'market': {'id': 'NORTH', 'novelty': {'since': '2031'}}}, 'origin': 'unnamed'}
    """
    if not isinstance(event, Mapping) or position % 3:
        return event
    data = event.get("data")
    objects = data if isinstance(data, Mapping) else {}
    novel = {
        kind: {**each, "novelty": {"since": "2031"}} if isinstance(each, Mapping) else each for kind, each in objects.items()
    }
    return {**event, "data": novel, "origin": "unnamed"}


def extra_envelope(operation: str, content: Content) -> bytes:
    """The answer to a read that Centra does not have."""
    return _envelope(f"{operation}Response", content)


def fault_envelope(refusal: Refusal) -> bytes:
    """A SOAP 1.1 fault. Source: SOAP 1.1, section 4.4; Centra's pages document no fault."""
    root, body = _empty_envelope(with_api_prefix=False)
    fault = etree.SubElement(body, f"{{{ENVELOPE_NAMESPACE}}}Fault")
    etree.SubElement(fault, "faultcode").text = f"SOAP-ENV:{refusal.code}"
    etree.SubElement(fault, "faultstring").text = _FORBIDDEN.sub("", refusal.text)
    return _bytes(root)


def _envelope(name: str, content: Content) -> bytes:
    root, body = _empty_envelope(with_api_prefix=True)
    add(body, name, content)
    return _bytes(root)


def _empty_envelope(*, with_api_prefix: bool) -> tuple[etree._Element, etree._Element]:
    prefixes = {"SOAP-ENV": ENVELOPE_NAMESPACE}
    if with_api_prefix:
        prefixes["ns1"] = API_NAMESPACE
    root = etree.Element(f"{{{ENVELOPE_NAMESPACE}}}Envelope", nsmap=prefixes)
    return root, etree.SubElement(root, f"{{{ENVELOPE_NAMESPACE}}}Body")


def _bytes(root: etree._Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8")
