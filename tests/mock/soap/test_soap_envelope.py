"""What the SOAP face takes for a request, and how it refuses the rest."""

from __future__ import annotations

import pytest
from soap_client import ENVELOPE, Erp, fault

from centra_mock.faces.soap import PATH

EVENTS = "<events_GetRequest>LOGIN<type>all</type></events_GetRequest>"


def test_every_answer_carries_a_request_id_and_a_correlation_id(erp: Erp) -> None:
    """X-Correlation-ID is the request id behind ``centra_``; ids differ."""
    ids = [erp.post(EVENTS).headers["X-Centra-Request-ID"] for _ in range(2)]
    answer = erp.post("<nothing/>")
    assert answer.headers["X-Correlation-ID"] == "centra_" + answer.headers["X-Centra-Request-ID"]
    assert len({*ids, answer.headers["X-Centra-Request-ID"]}) == 3
    assert all(len(each) == 32 for each in ids)


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<events_GetRequest><type>all</type></events_GetRequest>", "Login is missing"),
        (
            "<markets_Update><login><username>erp</username><password>no</password></login><markets/></markets_Update>",
            "Login failed",
        ),
        ("<campaigns_Update>LOGIN</campaigns_Update>", "There is no operation campaigns_Update"),
        ("<events_Get>LOGIN<type>all</type></events_Get>", "There is no operation events_Get"),
        ('<orders_Update xmlns="">LOGIN<orders/></orders_Update>', "is not in namespace"),
        ("<a/><b/>", "exactly one request element, found 2"),
        ("", "found 0"),
        ("<events_GetRequest>LOGIN<type>stock</type></events_GetRequest>", "type is none of all, account"),
    ],
)
def test_what_cannot_be_obeyed_draws_a_client_fault(erp: Erp, body: str, text: str) -> None:
    """The pages document no fault; the mock sends one of code Client with HTTP 500."""
    status, code, said = fault(erp.post(body))
    assert (status, code) == (500, "SOAP-ENV:Client")
    assert text in said


@pytest.mark.parametrize(
    ("raw", "status"),
    [
        pytest.param(b"", 400, id="empty"),
        pytest.param(b"{}", 400, id="json"),
        pytest.param(b"<a>" * 300, 400, id="cut off"),
        pytest.param(b"<a>" * 100 + b"</a>" * 100, 400, id="deep"),
        pytest.param(b'<?xml version="1.0"?><!-- x --> <!DOCTYPE a [<!ENTITY b "c">]><a>&b;</a>', 400, id="entity"),
        pytest.param('<?xml version="1.0" encoding="UTF-16"?><!DOCTYPE a><a/>'.encode("utf-16"), 400, id="utf-16"),
        pytest.param(b"<a>" + b" " * 5_300_000 + b"</a>", 413, id="large"),
        pytest.param(b'<Envelope xmlns="http://www.w3.org/2003/05/soap-envelope"/>', 500, id="soap 1.2"),
    ],
)
def test_hostile_documents_are_refused_at_once(erp: Erp, raw: bytes, status: int) -> None:
    """No document type, no depth, no size beyond the cap; always a fault, never a traceback."""
    assert fault(erp.send("POST", PATH, raw))[0] == status


def test_a_header_that_must_be_understood_is_refused(erp: Erp) -> None:
    """The API has no SOAP headers."""
    header = '<e:Header><x e:mustUnderstand="1"/></e:Header><e:Body>'
    raw = ENVELOPE.format("<events_Done/>").replace("<e:Body>", header).encode()
    assert fault(erp.send("POST", PATH, raw))[1] == "SOAP-ENV:MustUnderstand"


@pytest.mark.parametrize(
    ("method", "query", "content_type", "status"),
    [("GET", "", "text/xml", 405), ("PUT", "", "text/xml", 405), ("POST", "", "application/json", 415)],
)
def test_other_http_is_refused(erp: Erp, method: str, query: str, content_type: str, status: int) -> None:
    """POST of text/xml and GET of ?wsdl are all there is."""
    assert erp.send(method, PATH + query, b"<a/>", content_type).status_code == status


def test_a_list_of_the_wrong_shape_is_an_error_of_the_result(erp: Erp) -> None:
    """Missing lists, missing ids and wrong numbers do not stop the mock."""
    answer = erp.post("<markets_Update>LOGIN</markets_Update>")
    assert "Missing markets in markets_Update" in answer.text
    assert erp.update("markets_Update", "<market/>") == ("false", ["Missing id in market"], [])
    assert erp.update("markets_Update", "<market><id>M</id><store>one</store></market>")[0] == "false"
