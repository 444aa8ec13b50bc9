"""Every example of the pages about SOAP is a message of the WSDL, or is listed with the reason.

The pages are not part of this project: they are read from a local copy of the documentation, whose folder ``CENTRA_DOCS_DIR``
names (the one that holds ``pages``). Without it there is nothing to read, and the tests are skipped.
"""

from __future__ import annotations

import os
from functools import lru_cache
from pathlib import Path

import pytest
from lxml import etree

from centra_contracts.contract.wsdl import Element, Wsdl
from centra_contracts.contract.wsdl_reader import describe_service
from centra_contracts.contract.xml_tree import local_name
from centra_contracts.contract.yaml_tree import read_yaml
from centra_contracts.verdict.soap_answers import element_breaches
from tests.soap_pages import Shown, shown_on

_DOCS = os.environ.get("CENTRA_DOCS_DIR", "")
_PAGES = Path(_DOCS) / "pages"
_WSDL = (Path(__file__).parent.parent / "contracts" / "soap" / "centra.wsdl").read_bytes()
_XS = "{http://www.w3.org/2001/XMLSchema}"
# What the reference prints in the place of a value.
_PLACEHOLDERS = {"int": "1", "boolean": "true", "update or delete": "update"}

pytestmark = [
    pytest.mark.skipif(not _DOCS, reason="CENTRA_DOCS_DIR names no local copy of the documentation"),
    pytest.mark.skipif(
        bool(_DOCS) and (_PAGES / "05.api-references/02.graphql-integration-api").is_dir(),
        reason="the WSDL, and the list of exceptions, are those of 2022-09",
    ),
]

_EXAMPLES = list(shown_on(_PAGES)) if _DOCS else []


def test_the_pages_have_examples_of_soap() -> None:
    """As many as were there when they were read; and each exception is one of them."""
    assert len(_EXAMPLES) == 67
    assert sorted(_listed().keys() - {example.place for example in _EXAMPLES}) == []


@pytest.mark.parametrize("example", _EXAMPLES, ids=lambda example: example.place)
def test_an_example_is_a_message_of_the_wsdl_or_listed(example: Shown) -> None:
    """By the types of its operation as they are compared, and by a validator of XML Schema that others wrote."""
    listed = _listed().get(example.place)
    try:
        message = example.message()
    except ValueError:
        assert listed is not None
        return
    _without_placeholders(message)
    form = _forms().get(str(message.tag))
    fits = form is not None and not list(element_breaches(_wsdl(), form, message)) and _is_valid(message)
    assert fits is (listed is None)


@pytest.mark.parametrize("example", _EXAMPLES, ids=lambda example: example.place)
def test_a_request_is_printed_with_the_action_of_the_wsdl(example: Shown) -> None:
    """In the header above it, where there is one."""
    if not example.action:
        return
    tag = example.message().tag
    actions = [
        operation.action for operation in _wsdl().operations.values() if operation.request and operation.request.tag == tag
    ]
    assert actions == [example.action]


@pytest.mark.parametrize("example", _EXAMPLES, ids=lambda example: example.place)
def test_a_piece_of_a_message_is_one_of_the_type_that_is_named(example: Shown) -> None:
    """What stands in it has the elements and types of that type; it need not have all of them."""
    kind = _listed().get(example.place, "")
    if not kind:
        return
    piece = example.piece()
    _without_placeholders(piece)
    element = Element("piece", "", f"{{{_wsdl().namespace}}}{kind}")
    assert [breach for breach in element_breaches(_wsdl(), element, piece) if breach.code != "CC301"] == []


@lru_cache
def _wsdl() -> Wsdl:
    return describe_service(_WSDL)


@lru_cache
def _forms() -> dict[str, Element]:
    found: dict[str, Element] = {}
    for operation in _wsdl().operations.values():
        for element in (*((operation.request,) if operation.request else ()), *operation.answers):
            found[element.tag] = element
    return found


@lru_cache
def _validators() -> dict[str, etree.XMLSchema]:
    schemas = list(etree.fromstring(_WSDL).iter(f"{_XS}schema"))
    return {schema.get("targetNamespace") or "": etree.XMLSchema(etree.fromstring(etree.tostring(schema))) for schema in schemas}


def _is_valid(message: etree._Element) -> bool:
    alone = etree.fromstring(etree.tostring(message))
    namespace = str(message.tag).removeprefix("{").partition("}")[0] if str(message.tag).startswith("{") else ""
    return bool(_validators()[namespace].validate(alone))


def _without_placeholders(message: etree._Element) -> None:
    for node in message.iter(etree.Element):
        text = (node.text or "").strip()
        if text in _PLACEHOLDERS and not len(node):
            node.text = _PLACEHOLDERS[text]
        if local_name(str(node.tag)) == "type" and text == "string" and node.getparent() is message:
            node.text = "all"


@lru_cache
def _listed() -> dict[str, str]:
    """The type that a listed example is a piece of, by where it stands; empty for one that is faulty."""
    tree = read_yaml(Path(__file__).with_name("soap_examples.yaml").read_text(encoding="utf-8")).value
    assert isinstance(tree, dict)
    return {item["at"]: item.get("piece", "") for item in tree["2022-09"]}
