"""Denying what the WSDL of the contracts promises, in the WSDL of a target and in its answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from centra_contracts.contract.ledger import Fact, Trial
from centra_contracts.contract.model import Place
from centra_contracts.contract.wsdl_reader import describe_service
from centra_contracts.exchange.model import Exchange, Request, Response
from centra_contracts.shell.denial import Denial, How
from centra_contracts.shell.wsdl_denial import WsdlDenier, wsdl_denials
from centra_contracts.verdict.wsdl_changes import find_wsdl_changes

RAW = (Path(__file__).parents[2] / "contracts" / "soap" / "centra.wsdl").read_bytes()
WSDL = describe_service(RAW)
DENIER = WsdlDenier(WSDL)
NS = "http://www.centra.com/webservices/"
_EVENT = "response.events.event[]"


def fact(fact_id: str, kind: str, operation: str = "", path: str = "", *, name: str = "", type_: str = "string") -> Fact:
    place = Place("ledger", 1)
    return Fact(fact_id, "soap", operation, kind, name, type_, "", Trial.READ, "", "2022-09", path, "", "", place)


def exchange(body: bytes, operation: str = "WSDL", status: int = 200) -> Exchange:
    request = Request("POST", "http://127.0.0.1/soap/api", (), b"", operation)
    return Exchange("p#1", "p", "said", "soap", request, Response(status, (), body, 1.0), None)


def answered(content: str, operation: str) -> Exchange:
    soap = "http://schemas.xmlsoap.org/soap/envelope/"
    return exchange(f'<s:Envelope xmlns:s="{soap}"><s:Body>{content}</s:Body></s:Envelope>'.encode(), operation)


def changes(how: How, one: Fact, operation: str) -> list[tuple[str, str]]:
    """What the comparison tells of a target for which the fact is denied."""
    changed = DENIER.change_answer(Denial(one, how), exchange(RAW))
    assert changed.response is not None
    found = find_wsdl_changes(WSDL, describe_service(changed.response.body), operation)
    return [(change.code, change.coordinate) for change in found]


def said(how: How, one: Fact, seen: Exchange) -> str:
    changed = DENIER.change_answer(Denial(one, how), seen)
    assert changed.response is not None
    return "" if changed is seen else changed.response.body.decode()


ROOT = fact("soap.sizes_Update.request.root", "rule", "sizes_Update")
NAME = fact("soap.a", "request_field", "orders_Update", "request.orders.order[].shippingaddress.city")
LIST = fact("soap.b", "request_field", "orders_Update", "request.orders.order[]", type_="array<object>")
STORE = fact("soap.c", "response_field", "events_Get", f"{_EVENT}.data.order.store", type_="integer")
MISSION = fact("soap.d", "enum_value", "events_Get", f"{_EVENT}.mission", name="delete")
SUCCESS = fact("soap.e", "response_field", "", "response.success", type_="boolean")
PLAIN = fact("soap.f", "response_field", "sizes_Update", "response.reference", name="sizesUpdateResponse")
ACTION = fact("soap.sizes_Update.soapaction", "header", "sizes_Update")
OPERATION = fact("soap.g", "operation", "sizes_Update")
STATUS = fact("soap.h", "status", "sizes_Update", name="200")


@pytest.mark.parametrize(
    ("one", "ways"),
    [
        (OPERATION, [How.GONE]),
        (ACTION, [How.REPLACED]),
        (ROOT, [How.REPLACED]),
        (NAME, [How.DROPPED, How.RETYPED]),
        (STORE, [How.DROPPED, How.RETYPED, How.ANSWERED]),
        (MISSION, [How.DROPPED, How.ANSWERED]),
        (PLAIN, [How.REPLACED, How.ANSWERED]),
        (STATUS, [How.OTHER_STATUS]),
        (fact("a", "rule", "sizes_Update"), []),
        (fact("a", "request_field", "orders_Update", "request.no"), []),
        (fact("a", "response_field", "events_Get", f"{_EVENT}.data.paymentterm"), []),
    ],
)
def test_what_the_wsdl_promises_is_denied_in_every_way_that_shows(one: Fact, ways: list[How]) -> None:
    """What it does not promise, or what is a rule, is not."""
    assert [denial.how for denial in wsdl_denials(one, WSDL)] == ways


@pytest.mark.parametrize(
    ("how", "one", "operation", "found"),
    [
        (How.GONE, OPERATION, "sizes_Update", [("CC541", "sizes_Update")]),
        (How.REPLACED, ACTION, "sizes_Update", [("CC548", "sizes_Update/action")]),
        (How.REPLACED, ROOT, "sizes_Update", [("CC551", "sizes_Update/request")]),
        (How.DROPPED, NAME, "orders_Update", [("CC542", "orders_Update/request/orders/order/shippingaddress/city")]),
        (How.RETYPED, NAME, "orders_Update", [("CC544", "orders_Update/request/orders/order/shippingaddress/city")]),
        (How.DROPPED, LIST, "orders_Update", [("CC542", "orders_Update/request/orders/order")]),
        (How.RETYPED, LIST, "orders_Update", [("CC544", "orders_Update/request/orders/order")]),
        (How.DROPPED, STORE, "events_Get", [("CC543", "events_Get/answer/events_Get/events/event/data/order/store")]),
        (How.RETYPED, STORE, "events_Get", [("CC544", "events_Get/answer/events_Get/events/event/data/order/store")]),
        (How.DROPPED, MISSION, "events_Get", [("CC547", "events_Get/answer/events_Get/events/event/mission=delete")]),
        (How.DROPPED, SUCCESS, "sizes_Update", [("CC543", "sizes_Update/answer/result/success")]),
        (How.REPLACED, PLAIN, "sizes_Update", [("CC551", "sizes_Update/answer")]),
    ],
)
def test_a_denial_changes_the_wsdl_in_one_place_only(how: How, one: Fact, operation: str, found: list[tuple[str, str]]) -> None:
    """However many places share the type that it stands in."""
    assert changes(how, one, operation) == found


_RESULT = f'<result xmlns="{NS}"><success>true</success><errors/><notices/></result>'
_SEEN = f'<events_Get xmlns="{NS}"><events><event><mission>delete</mission><data><order><store>1</store></order></data></event></events></events_Get>'  # noqa: E501


@pytest.mark.parametrize(
    ("one", "operation", "content", "part"),
    [
        (STORE, "events_Get", _SEEN, "<store>1<somethingElse/></store>"),
        (MISSION, "events_Get", _SEEN, "<mission>somethingElse</mission>"),
        (SUCCESS, "sizes_Update", _RESULT, "<success>true<somethingElse/></success>"),
        (PLAIN, "sizes_Update", _RESULT, "<somethingElse xmlns="),
        (
            fact("a", "response_field", "", "response.errors"),
            "sizes_Update",
            _RESULT,
            "<errors>somethingElse<somethingElse/></errors>",
        ),
        (fact("a", "response_field", "events_Get", "response.events"), "events_Get", _SEEN, "<events>somethingElse</events>"),
        (STORE, "events_GetByMarkets", _SEEN, ""),
        (STORE, "events_Get", _RESULT, ""),
        (MISSION, "events_Get", _SEEN.replace("delete", "update"), ""),
        (SUCCESS, "WSDL", _RESULT, ""),
        (PLAIN, "sizes_Update", "<Fault/>", ""),
        (STORE, "events_Get", "", ""),
    ],
)
def test_a_denial_changes_the_answers_that_have_it(one: Fact, operation: str, content: str, part: str) -> None:
    """A text becomes an element, an element a text; other answers are left as they are."""
    changed = said(How.ANSWERED, one, answered(content, operation))
    assert (part in changed, bool(changed)) == (True, bool(part))


def test_a_status_is_another_in_answers_of_its_operation() -> None:
    """And in no others."""
    for operation, status, expected in (("sizes_Update", 200, 202), ("orders_Update", 200, 200), ("sizes_Update", 500, 500)):
        changed = DENIER.change_answer(Denial(STATUS, How.OTHER_STATUS), exchange(b"<a/>", operation, status))
        assert changed.response is not None
        assert changed.response.status == expected


def test_what_is_no_xml_is_left_alone() -> None:
    """So is an answer of another API."""
    seen = exchange(b"no")
    assert DENIER.change_answer(Denial(OPERATION, How.GONE), seen) is seen
