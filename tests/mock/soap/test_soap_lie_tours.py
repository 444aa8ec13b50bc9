"""Every lie of the SOAP face shows: in a tour of an ERP, or where it bends a request, an event or the description."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import pytest
from lxml import etree
from soap_client import ENVELOPE, Erp
from soap_tours import TOURS, Tour
from test_soap_lies import PROBES

from centra_mock.domain.conversion import ConversionTable
from centra_mock.faces.soap import LIES, PATH
from centra_mock.faces.soap.answer import Content, events_envelope
from centra_mock.faces.soap.events.content import event_data
from centra_mock.faces.soap.lies_events import EVENT_LIES, told_otherwise
from centra_mock.faces.soap.lies_requests import IGNORED_LIES, pass_over
from centra_mock.faces.soap.lies_wsdl import WSDL_LIES
from centra_mock.faces.soap.sync import Sync
from centra_mock.faces.soap.wsdl import service_description
from centra_mock.lies import Lie

_FAMILIES = {each.name for each in (*IGNORED_LIES, *EVENT_LIES, *WSDL_LIES)}
_WORDS = {  # in the names of lies that a tour is likely to see; only to find them sooner
    "access": (
        "answers",
        "login",
        "header",
        "prefix",
        "namespace",
        "soapaction",
        "result",
        "request-id",
        "messages",
        "errors",
        "any-",
    ),
    "queue": ("event", "fetch", "done", "queue", "by-market", "window-stands"),
    "orders": ("order", "ship", "cancelling", "lock", "captur", "return", "bundle", "refund", "payment-total", "additionals"),
    "catalogue": ("size", "stock", "product", "price", "variation", "brand", "warehouse"),
    "people": ("account", "buyer", "customer", "terms", "salesrep", "invoice", "deliver", "market"),
}
_OTHERS = sorted(each.name for each in LIES if each.name not in _FAMILIES and each.name not in PROBES)


@cache
def _honest(tour: Tour) -> list[str]:
    return tour(Erp())


def _seen(tour: Tour, lie: str) -> list[str]:
    try:
        return tour(Erp([lie]))
    except (AssertionError, ValueError, etree.XMLSyntaxError, StopIteration) as broken:
        return [repr(broken)]


@pytest.mark.parametrize("name", _OTHERS)
def test_an_erp_that_says_the_same_sees_something_else_where_the_store_lies(name: str) -> None:
    """One of the tours ends differently."""
    likely = sorted(TOURS, key=lambda tour: not any(word in name for word in _WORDS[tour.__name__]))
    assert any(_seen(tour, name) != _honest(tour) for tour in likely)


def _only(name: str) -> Callable[[str], bool]:
    return lambda asked: asked == name


@cache
def _contents() -> dict[str, list[tuple[Content, bytes]]]:
    """The objects of the last events of every type, after ERPs were at work in the store, and how they are written."""
    found: dict[str, list[tuple[Content, bytes]]] = {}
    for tour in TOURS:
        erp = Erp()
        tour(erp)
        sync = Sync(erp.world.centra, ConversionTable(erp.world.centra), _only(""))
        for event in reversed(erp.world.centra.soap_events.values()):
            known = found.setdefault(event.type, [])
            if len(known) < 60:
                content = event_data(sync, event)[event.type]
                known.append((content, events_envelope([content])))
    return found


@pytest.mark.parametrize("name", [each.name for each in EVENT_LIES])
def test_a_lie_about_events_changes_one_that_the_store_has(name: str) -> None:
    """Every element that a lie takes away, or writes otherwise, has a value somewhere."""
    kinds = [kind for kind in _contents() if name.startswith(f"soap-{kind}-events-lack")] or list(_contents())
    known = [(kind, *each) for kind in kinds for each in _contents()[kind]]
    assert any(events_envelope([told_otherwise(kind, each, _only(name))]) != written for kind, each, written in known)


@pytest.mark.parametrize("lie", IGNORED_LIES, ids=lambda each: each.name)
def test_a_lie_about_requests_takes_out_an_element_that_the_description_knows(lie: Lie) -> None:
    """What is passed over is a documented element of the object."""
    [operation] = lie.operations
    item = etree.fromstring(ENVELOPE.format(_everything(operation)))[0][0]
    before = etree.tostring(item)
    pass_over(operation, [item], _only(lie.name))
    assert etree.tostring(item) != before


@cache
def _everything(operation: str) -> str:
    """An object of an update with every element that the service description has for it, once."""
    root = etree.fromstring(service_description(PATH, _only("")))
    names = {"x": "http://www.w3.org/2001/XMLSchema"}

    def element(node: etree._Element, depth: int) -> str:
        kind = (node.get("type") or "").removeprefix("tns:")
        inner = root.find(f".//x:complexType[@name='{kind}']", names)
        below = (
            ""
            if inner is None or depth > 8
            else "".join(element(each, depth + 1) for each in inner.iterfind(".//x:element", names))
        )
        return f"<{node.get('name')}>{below or 'text'}</{node.get('name')}>"

    request = root.find(f".//x:element[@name='{operation}']", names)
    assert request is not None
    listed = request.findall(".//x:element", names)[1]
    kind = (listed.get("type") or "").removeprefix("tns:")
    item = root.find(f".//x:complexType[@name='{kind}']//x:element", names)
    assert item is not None
    return element(item, 0)


@pytest.mark.parametrize("name", [each.name for each in WSDL_LIES])
def test_a_lie_about_the_description_changes_it(name: str) -> None:
    """What is served is another document."""
    assert service_description(PATH, _only(name)) != service_description(PATH, _only(""))


def test_every_lie_says_one_sentence_under_a_name_of_its_own() -> None:
    """Names begin with the API; no two are alike."""
    assert all(each.api == "soap" and each.name.startswith("soap-") and each.says.endswith(".") for each in LIES)
    assert len({each.name for each in LIES}) == len(LIES)
