"""Reads XML that a stranger sent: no DTD, no entities, no network, no endless trees; and removes its namespaces."""

from __future__ import annotations

import copy
from typing import Any

from lxml import etree

__all__ = ["local_name", "parse_xml", "without_namespaces"]


def parse_xml(raw: bytes) -> etree._Element:
    """The root of an XML document, without comments and processing instructions.

    Raises ``ValueError`` with one line if it is not well-formed, has a DTD, or is nested beyond 256 levels.
    """
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
        raise ValueError("XML with a DTD, which no documented message has")
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
