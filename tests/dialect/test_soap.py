"""Writing SOAP steps from the shipped WSDL, and reading answers of every documented form."""

from __future__ import annotations

import io
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from xml.sax.saxutils import escape

import pytest
import zeep
from lxml import etree

from centra_contracts.contract.model import Api, Auth, Introspect, Json, Place, RestCall, Say, SoapCall, Step, WsdlRead
from centra_contracts.dialect.find import find
from centra_contracts.dialect.model import Connection
from centra_contracts.dialect.rest import header_map
from centra_contracts.dialect.soap import SoapDialect
from centra_contracts.exchange.model import Exchange, Fault, Request, Response

WSDL = (Path(__file__).parents[2] / "contracts" / "soap" / "centra.wsdl").read_bytes()
DIALECT = SoapDialect(WSDL)
CONNECTION = Connection(Api.SOAP, "https://shop.example/soap/api", "open & shut", "erp")
NS = "{http://www.centra.com/webservices/}"


def written(say: Say, auth: Auth = Auth.DEFAULT) -> Request:
    step = Step("tell", Api.SOAP, say, auth, "shopper", {}, Place("a.yaml", 1))
    return DIALECT.write(step, CONNECTION, {})


def answered(body: str, status: int = 200) -> Exchange:
    request = Request("POST", CONNECTION.url, (), b"", "orders_Update")
    response = Response(status, (("content-type", "text/xml"),), body.encode(), 1.0)
    return Exchange("p#1", "p", "tell", "soap", request, response)


def enveloped(body: str) -> Exchange:
    soap = "http://schemas.xmlsoap.org/soap/envelope/"
    return answered(f'<?xml version="1.0"?><s:Envelope xmlns:s="{soap}"><s:Body>{body}</s:Body></s:Envelope>')


def message(request: Request) -> etree._Element:
    return etree.fromstring(request.body)[0][0]


def test_an_operation_is_written_as_the_wsdl_has_it() -> None:
    """Login first, then the body; the action begins with an upper case letter and stands in quotes."""
    request = written(SoapCall("orders_Update", {"orders": {"order": [{"id": 12, "locked": "yes"}, {"id": "13"}]}}))
    assert (request.method, request.url, request.operation) == ("POST", CONNECTION.url, "orders_Update")
    assert header_map(request.headers) == {
        "accept": "text/xml",
        "content-type": "text/xml; charset=utf-8",
        "soapaction": '"http://www.centra.com/webservices/Orders_Update"',
    }
    root = message(request)
    assert [str(node.tag).removeprefix(NS) for node in root.iter()] == [
        "orders_Update", "login", "username", "password", "orders", "order", "id", "locked", "order", "id",
    ]  # fmt: skip
    assert [root.findtext(f"{NS}login/{NS}{name}") for name in ("username", "password")] == ["erp", "open & shut"]


def test_the_wsdl_is_one_to_a_client_that_others_wrote() -> None:
    """zeep loads it strictly, with both ports; guesses and descriptions do not disturb it."""
    settings = zeep.Settings(strict=True, forbid_dtd=True, forbid_entities=True, forbid_external=True)
    document = zeep.wsdl.Document(io.BytesIO(WSDL), None, settings=settings)
    (service,) = document.services.values()
    assert [len(port.binding.all()) for port in service.ports.values()] == [17, 16]


def test_the_request_element_of_reading_events_has_its_own_name() -> None:
    """It is events_GetRequest, and the answer is events_Get."""
    assert message(written(SoapCall("events_Get", {"type": "order"}))).tag == f"{NS}events_GetRequest"


@pytest.mark.parametrize(
    ("auth", "login"),
    [(Auth.DEFAULT, ["erp", "open & shut"]), (Auth.WRONG, ["erp", "not-the-secret-of-this-store"]), (Auth.NONE, [])],
)
def test_the_login_is_filled_as_the_step_asks(auth: Auth, login: list[str]) -> None:
    """Right, wrong, or left out altogether."""
    root = message(written(SoapCall("events_Done", {"event": ["1", "2"]}), auth))
    assert [node.text for node in root.iterfind(f"{NS}login/*")] == login
    assert [node.text for node in root.iterfind(f"{NS}event")] == ["1", "2"]


def test_values_are_written_as_xml_writes_them() -> None:
    """Booleans in lower case, numbers as they are, null as nothing, an empty text as an empty element."""
    body: Json = {"id": True, "store": 1, "firstname": "", "lastname": None}
    root = message(written(SoapCall("customers_Update", {"customers": {"customer": body}})))
    customer = root.find(f"{NS}customers/{NS}customer")
    assert customer is not None
    assert {str(node.tag).removeprefix(NS): node.text or "" for node in customer} == {
        "id": "true",
        "store": "1",
        "firstname": "",
    }


@pytest.mark.parametrize(
    ("operation", "body", "problem"),
    [
        ("order_Update", {}, "did you mean 'orders_Update'"),
        ("orders_Update", {"orders": {"ordr": {}}}, "no element orders_Update/orders/ordr; did you mean 'order'"),
        ("orders_Update", {"orders": "x"}, "holds elements (order), not the text 'x'"),
        ("orders_Update", {"orders": {"order": [{"id": {"x": 1}}]}}, "no element orders_Update/orders/order/id/x"),
        ("orders_Update", {}, "Missing element orders"),
        ("events_Get", {}, "Missing element type"),
        ("events_Done", {"event": []}, "at least 1"),
        ("invoices_Update", {"invoices": {"invoice": {"id": ["a", "b"]}}}, "does not fit the WSDL"),
        ("events_Get", {"type": "all", "login": {"username": "x"}}, "login is filled"),
    ],
)
def test_a_body_that_does_not_fit_is_a_mistake_of_the_contract(operation: str, body: dict[str, Json], problem: str) -> None:
    """It is told in one line with what is wrong, and without the password."""
    with pytest.raises(ValueError) as raised:
        written(SoapCall(operation, body))
    told = str(raised.value)
    assert problem in told
    assert "\n" not in told and "open & shut" not in told


@pytest.mark.parametrize(("say", "auth"), [(Introspect(), Auth.DEFAULT), (SoapCall("events_Get", {"type": "all"}), Auth.BEARER)])
def test_what_soap_does_not_know_is_refused(say: Say, auth: Auth) -> None:
    """Steps of other dialects, and ways to identify the caller that SOAP has not."""
    with pytest.raises(ValueError, match="tell"):
        written(say, auth)


def test_the_wsdl_is_read_from_the_endpoint() -> None:
    """The endpoint with ?wsdl."""
    request = written(WsdlRead())
    assert (request.method, request.url, request.operation) == ("GET", "https://shop.example/soap/api?wsdl", "WSDL")


def test_raw_xml_can_be_sent_to_the_endpoint() -> None:
    """What the WSDL does not have can be tried as a REST step on the path of the endpoint itself."""
    request = written(RestCall("POST", "/", {}, {"SOAPAction": '"x"'}, text="<a/>"))
    assert (request.url, request.body, header_map(request.headers)["content-type"]) == (
        CONNECTION.url,
        b"<a/>",
        "text/xml; charset=utf-8",
    )


@pytest.mark.parametrize(
    ("text", "sent"),
    [
        ("<a><login/></a>", "<a><login><username>{}</username><password>{}</password></login></a>"),
        ("<a><b>x</b><password/></a>", "<a><b>x</b><password>{1}</password></a>"),
        ("<a><username/></a>", "<a><username>{}</username></a>"),
    ],
)
def test_raw_xml_may_leave_the_login_or_a_part_of_it_to_the_target(text: str, sent: str) -> None:
    """So that a contract can send one of both right and the other wrong, and holds no secret."""
    request = written(RestCall("POST", "/", {}, {}, text=text))
    assert request.body.decode() == sent.format(escape(CONNECTION.username), escape(CONNECTION.secret))


RESULT = (
    '<r:result xmlns:r="http://www.centra.com/webservices/"><r:success>{}</r:success>'
    "<r:errors>{}</r:errors><r:notices/></r:result>"
)


@pytest.mark.parametrize(
    ("body", "accepted", "errors"),
    [
        (RESULT.format("true", ""), True, {}),
        (RESULT.format("1", ""), True, {}),
        (RESULT.format("false", ""), False, {}),
        (
            RESULT.format("false", "<r:message>a</r:message><r:message>b</r:message>"),
            False,
            {"message": "a; b"},
        ),
        (RESULT.format("true", "<r:message>a</r:message>"), False, {"message": "a"}),
        ("<accountsUpdateResponse>OK</accountsUpdateResponse>", True, {}),
        ("<accountsUpdateResponse>NOT</accountsUpdateResponse>", False, {}),
        ('<events_Get xmlns="http://www.centra.com/webservices/"><events/></events_Get>', True, {}),
        ('<events_Get xmlns="http://www.centra.com/webservices/"/>', False, {}),
        (
            "<s:Fault><faultcode>s:Client</faultcode><faultstring>no such thing</faultstring></s:Fault>",
            False,
            {"faultcode": "s:Client", "faultstring": "no such thing"},
        ),
        ("", False, {}),
    ],
)
def test_success_has_two_documented_forms(body: str, accepted: bool, errors: dict[str, str]) -> None:
    """The guide's result and the reference's OK are success; messages and faults are errors."""
    reading = DIALECT.read(enveloped(body))
    assert (reading.accepted, reading.errors) == (accepted, errors)


def test_values_are_found_without_namespaces() -> None:
    """The root is the child of the SOAP body, alone."""
    exchange = enveloped(
        '<n:events_Get xmlns:n="urn:a"><n:events><n:event n:kind="k"><n:id>7</n:id></n:event></n:events></n:events_Get>'
    )
    reading = DIALECT.read(exchange)
    assert [find(reading, path) for path in ("//event/id", "/events_Get/events/event/@kind", "//Body")] == [
        "7",
        "k",
        None,
    ]


def test_a_wsdl_is_read_with_its_shape() -> None:
    """Operations and elements for rules, and the document for XPath."""
    reading = DIALECT.read(answered(WSDL.decode()))
    assert reading.wsdl is not None
    assert (len(reading.wsdl.operations), reading.accepted) == (17, True)
    assert find(reading, "count(//portType[1]/operation)") == 17


@pytest.mark.parametrize(
    ("body", "status"),
    [
        ("<html><br></html>", 200),
        ("", 200),
        ("plain", 500),
        ('<!DOCTYPE a [<!ENTITY b "bb"><!ENTITY c "&b;&b;">]><a>&c;</a>', 200),
        ("<a>" * 3000, 200),
    ],
)
def test_what_cannot_be_decoded_stays_text(body: str, status: int) -> None:
    """Reading never raises, and what is not understood is not success."""
    reading = DIALECT.read(answered(body, status))
    assert (reading.xml, reading.accepted, reading.text) == (None, False, body)


def test_a_fault_has_nothing_to_read() -> None:
    """Without an answer the reading is empty."""
    request = Request("POST", "u", (), b"", "")
    assert DIALECT.read(Exchange("p#1", "p", "s", "soap", request, fault=Fault("timeout", "x", 1.0))).status is None


def test_a_broken_wsdl_of_the_contracts_is_a_mistake() -> None:
    """It is told when the first request is written."""
    step = Step("tell", Api.SOAP, SoapCall("a", {}), Auth.DEFAULT, "s", {}, Place("a.yaml", 1))
    with pytest.raises(ValueError, match="not a WSDL"):
        SoapDialect(b"<html/>").write(step, CONNECTION, {})


def test_many_threads_may_write_at_once() -> None:
    """The WSDL is loaded once for all of them."""
    dialect = SoapDialect(WSDL)
    step = Step("tell", Api.SOAP, SoapCall("events_Get", {"type": "all"}), Auth.DEFAULT, "s", {}, Place("a.yaml", 1))
    with ThreadPoolExecutor(8) as pool:
        bodies = set(pool.map(lambda _: dialect.write(step, CONNECTION, {}).body, range(100)))
    assert len(bodies) == 1
