"""The rules about SOAP: the WSDL as a whole, operation by operation, and the answers of operations."""

from __future__ import annotations

from pathlib import Path

import pytest

from centra_contracts.contract.model import Json
from centra_contracts.dialect.soap import SoapDialect
from centra_contracts.exchange.model import Exchange, Request, Response
from centra_contracts.verdict.context import Breach, Context
from centra_contracts.verdict.model import Direction, Level
from centra_contracts.verdict.rules.registry import RULES

SHIPPED = (Path(__file__).parents[2] / "contracts" / "soap" / "centra.wsdl").read_text(encoding="utf-8")
DIALECT = SoapDialect(SHIPPED.encode())
NS = "http://www.centra.com/webservices/"
ENVELOPE = "http://schemas.xmlsoap.org/soap/envelope/"


def context(body: str, operation: str = "WSDL", status: int = 200) -> Context:
    request = Request("POST", "https://shop.example/soap/api", (), b"", operation)
    response = Response(status, (("content-type", "text/xml"),), body.encode(), 1.0)
    reading = DIALECT.read(Exchange("p#1", "p", "tell", "soap", request, response))
    return Context(reading, {}, lambda _: None)


def answered(content: str, operation: str = "orders_Update", envelope: str = ENVELOPE) -> Context:
    return context(f'<e:Envelope xmlns:e="{envelope}"><e:Body>{content}</e:Body></e:Envelope>', operation)


def judged(rule: str, arguments: Json, seen: Context) -> list[tuple[str, str]]:
    return [(breach.code, breach.place) for breach in RULES[rule].judge(arguments, seen)]


def obstacle(seen: Context) -> str:
    found = RULES["wsdl"].obstacle(seen)
    return found.code if found is not None else ""


_LAUGHS = '<!DOCTYPE a [<!ENTITY a "x"><!ENTITY b "&a;&a;">]><definitions>&b;</definitions>'
_IMPORT = '<xs:import namespace="urn:a" schemaLocation="http://127.0.0.1:9/a.xsd"/>'
_SCHEMA = 'elementFormDefault="qualified">'


@pytest.mark.parametrize(
    ("seen", "code", "observed"),
    [
        (context(SHIPPED), "", ""),
        (context("Not Found", status=404), "CC508", "status 404, Not Found"),
        (context("<html><p>Welcome</p></html>"), "CC509", "status 200, <html><p>Welcome</p></html>"),
        (context("{}"), "CC509", "not well-formed XML: Start tag expected, '<' not found, line 1, column 1 (<string>, line 1)"),
        (context(SHIPPED[:4000]), "CC509", ""),
        (context(_LAUGHS), "CC509", "XML with a DTD, which no documented message has"),
        (context("<definitions/>"), "CC509", "not a WSDL 1.1: the root element is 'definitions', expected 'definitions'"),
        (context("<a>" * 9000), "CC509", ""),
        (
            context(SHIPPED.replace(_SCHEMA, _SCHEMA + _IMPORT)),
            "CC510",
            "parts at http://127.0.0.1:9/a.xsd, which are not fetched",
        ),
    ],
)
def test_what_is_given_as_a_wsdl_is_one_or_a_clear_breach(seen: Context, code: str, observed: str) -> None:
    """Whatever it is, one breach says so, and the clauses about its parts say nothing."""
    breaches = RULES["described"].judge(True, seen)
    assert [breach.code for breach in breaches] == ([code] if code else [])
    assert (obstacle(seen) == "CC909") is bool(code)
    if observed:
        assert [breach.observed for breach in breaches] == [observed]


def test_an_operation_is_compared_by_the_clause_that_owns_it() -> None:
    """Its changes come with their own direction and level; those of others are not told."""
    seen = context(SHIPPED.replace('"warehouses_Update"', '"stores_Update"'))
    expected = Breach(
        "CC541", "warehouses_Update", "operation warehouses_Update", "not in the WSDL", True, Direction.MISSING, Level.BREAKING
    )
    assert RULES["wsdl"].judge({"owns": ["sizes_Update", "warehouses_Update"]}, seen) == (expected,)
    assert RULES["wsdl"].judge({"owns": ["sizes_Update"]}, seen) == ()
    (breach,) = RULES["wsdl"].judge({"rest": True}, seen)
    assert (breach.code, breach.place, breach.level) == ("CC561", "stores_Update", Level.SAFE)


def test_the_parts_of_what_is_no_wsdl_are_not_judged() -> None:
    """The rule says nothing of an answer that is none."""
    assert RULES["wsdl"].judge({"rest": True}, context("no")) == ()


_RESULT = f'<result xmlns="{NS}"><success>{{}}</success><errors>{{}}</errors><notices/></result>'
_EVENT = (
    "<event><id>7</id><type>order</type><entry>1</entry><mission>{mission}</mission><date>2022-09-01 10:00:00</date>"
    "<data><order>{order}</order></data></event>"
)


def events(order: str = "", mission: str = "update") -> str:
    held = _EVENT.format(order=order, mission=mission)
    return f'<n:events_Get xmlns:n="{NS}"><events xmlns="{NS}">{held}</events></n:events_Get>'


_ORDER = "events_Get/events/event/data/order"


@pytest.mark.parametrize(
    ("operation", "content", "found"),
    [
        ("orders_Update", _RESULT.format("true", ""), []),
        ("orders_Update", _RESULT.format("false", "<message>no</message><message>why</message>"), []),
        ("orders_Update", "<ordersUpdateResponse>OK</ordersUpdateResponse>", []),
        ("events_Get", events("<id>1</id><store>1</store><internal>false</internal><cancelled/>"), []),
        ("events_Get", f'<events_Get xmlns="{NS}"><events/></events_Get>', []),
        ("orders_Update", "<sizesUpdateResponse>OK</sizesUpdateResponse>", [("CC304", "answer")]),
        ("orders_Update", f'<ordersUpdateResponse xmlns="{NS}">OK</ordersUpdateResponse>', [("CC304", "answer")]),
        ("orders_Update", "<result><success>true</success><errors/><notices/></result>", [("CC304", "answer")]),
        ("events_Get", f'<eventsResponse xmlns="{NS}"><events/></eventsResponse>', [("CC304", "answer")]),
        ("events_Get", "", [("CC304", "answer")]),
        ("no_Such", _RESULT.format("true", ""), [("CC304", "answer")]),
        ("orders_Update", "<f:Fault xmlns:f='urn:f'><faultcode>c</faultcode></f:Fault>", [("CC102", "answer")]),
        ("orders_Update", _RESULT.format("yes", ""), [("CC303", "result/success")]),
        ("orders_Update", _RESULT.format("", ""), [("CC303", "result/success")]),
        ("orders_Update", _RESULT.format("true", "").replace("<notices/>", ""), [("CC301", "result/notices")]),
        (
            "orders_Update",
            _RESULT.format("true", "").replace("<notices/>", "<notices>none</notices>"),
            [("CC303", "result/notices")],
        ),
        ("orders_Update", _RESULT.format("true</success><success>true", ""), [("CC303", "result/success")]),
        ("orders_Update", _RESULT.format("<yes/>", ""), [("CC303", "result/success")]),
        ("orders_Update", _RESULT.format("true", "<code>7</code>"), [("CC305", "result/errors/code")]),
        ("orders_Update", _RESULT.format("true", '<message xmlns="">a</message>'), [("CC304", "result/errors/message")]),
        ("events_Get", events("<store>one</store>"), [("CC303", f"{_ORDER}/store")]),
        ("events_Get", events("<status><a/></status><status><b/></status>"), [("CC303", f"{_ORDER}/status")]),
        ("events_Get", events(mission="purge"), [("CC201", "events_Get/events/event/mission")]),
        ("events_Get", events().replace("<order></order>", "<paymentterm><days>30</days></paymentterm>"), []),
        ("events_Get", events().replace("<entry>1</entry>", ""), [("CC301", "events_Get/events/event/entry")]),
    ],
)
def test_an_answer_is_one_that_the_wsdl_has_for_the_operation(operation: str, content: str, found: list[tuple[str, str]]) -> None:
    """In one of its forms, with its elements, each of its type; what is not declared is undocumented."""
    assert judged("answer", True, answered(content, operation)) == found


def test_an_answer_in_another_envelope_is_no_answer() -> None:
    """The API speaks SOAP 1.1."""
    seen = answered(_RESULT.format("true", ""), envelope="http://www.w3.org/2003/05/soap-envelope")
    assert judged("answer", True, seen) == [("CC304", "answer")]


@pytest.mark.parametrize("body", ["", "plain", _LAUGHS, "<a>" * 3000, "<r>" + "<a/>" * 1_000_000 + "</r>"])
def test_an_answer_that_attacks_its_reader_is_one_breach(body: str) -> None:
    """Entities, depth and size are refused, and the refusal is what is told."""
    seen = context(body, "orders_Update")
    assert judged("answer", True, seen) == [("CC304", "answer")]
    assert seen.reading.xml is None


def test_what_was_not_read_says_why_to_every_rule() -> None:
    """Rather than showing the attack; what is no XML at all is shown."""
    (breach,) = RULES["succeeds"].judge(True, context(_LAUGHS, "orders_Update"))
    assert breach.observed == "status 200, XML with a DTD, which no documented message has"
    (breach,) = RULES["succeeds"].judge(True, context("gone fishing", "orders_Update"))
    assert breach.observed == "status 200, gone fishing"


def test_the_same_breach_at_the_same_place_is_told_once() -> None:
    """However many events show it."""
    held = _EVENT.format(order="<store>x</store>", mission="update") * 50
    assert judged("answer", True, answered(f'<events_Get xmlns="{NS}"><events>{held}</events></events_Get>', "events_Get")) == [
        ("CC303", f"{_ORDER}/store")
    ]
