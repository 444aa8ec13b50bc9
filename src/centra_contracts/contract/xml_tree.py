"""Reads XML that a stranger sent: no DTD, no entities, no network, no endless trees; and removes its namespaces."""

from __future__ import annotations

import copy
from contextlib import suppress
from typing import Any
from xml.parsers import expat

from lxml import etree

__all__ = ["MOST_NODES", "local_name", "parse_xml", "without_namespaces"]

MOST_NODES = 400_000  # of one document; a hundred big orders have 30,000
_DTD = "XML with a DTD, which no documented message has"


class _Seen(Exception):
    """Ends the reading of a prolog."""


def parse_xml(raw: bytes) -> etree._Element:
    """The root of an XML document, without comments and processing instructions.

    Raises ``ValueError`` with one line if it is not well-formed, has a DTD (of which not one entity is expanded), is nested
    beyond 256 levels, or has more than ``MOST_NODES`` elements.
    """
    _refuse_dtd(raw)
    if raw.count(b"<") > 2 * MOST_NODES + 100:  # start and end tags; cheaper than a tree of them
        raise ValueError(f"XML with more than {MOST_NODES:,} elements")
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        dtd_validation=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(raw, parser)
    except (etree.XMLSyntaxError, ValueError) as error:  # ValueError: an encoding that nobody knows
        raise ValueError(f"not well-formed XML: {' '.join(str(error).split())}") from error
    document: Any = root.getroottree().docinfo  # Any: the published types do not know its ``doctype``
    if document.doctype:
        raise ValueError(_DTD)
    return root


def without_namespaces(element: etree._Element) -> etree._Element:
    """A copy of ``element`` as a root of its own, whose elements and attributes have local names only."""
    root = copy.deepcopy(element)
    root.tail = None
    for node in root.iter():
        if not isinstance(node.tag, str):
            continue
        node.tag = local_name(node.tag)
        for name in [name for name in node.attrib if str(name).startswith("{")]:
            value = node.attrib.pop(name)
            node.set(local_name(str(name)), value)
    etree.cleanup_namespaces(root)
    return root


def local_name(tag: str) -> str:
    """The name without its namespace.

    >>> local_name("{urn:a}order")
    'order'
    """
    return tag.rpartition("}")[2]


def _refuse_dtd(raw: bytes) -> None:
    """Reads up to the first element, and stops at a DTD before anything in it is."""
    found: list[str] = []

    def stop(*_: object) -> None:
        raise _Seen

    def refuse(name: str, *_: object) -> None:
        found.append(name)
        raise _Seen

    reader = expat.ParserCreate()
    reader.StartElementHandler = stop
    reader.StartDoctypeDeclHandler = refuse
    with suppress(_Seen, expat.ExpatError, LookupError, ValueError):  # the parser that reads it all tells what is wrong
        reader.Parse(raw, True)
    if found:
        raise ValueError(_DTD)
