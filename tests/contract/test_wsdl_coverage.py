"""Facts are found in the WSDL, and count where a clause compares that operation with the target, or judges its answers."""

from __future__ import annotations

from pathlib import Path

import pytest

from centra_contracts.contract.ledger import Fact, Trial
from centra_contracts.contract.model import Api, Auth, Clause, Effect, Expectation, Kind, Place, SoapCall, Step, StepList
from centra_contracts.contract.wsdl_coverage import SoapEncoders, by_wsdl, place_in_wsdl, soap_encoders
from centra_contracts.contract.wsdl_reader import describe_service

WSDL = describe_service((Path(__file__).parents[2] / "contracts" / "soap" / "centra.wsdl").read_bytes())
_HERE = Place("ledger", 1)
_ORDER = "response.events.event[].data.order"


def fact(fact_id: str, kind: str, operation: str = "", name: str = "", type_: str = "", path: str = "") -> Fact:
    return Fact(fact_id, "soap", operation, kind, name, type_, "", Trial.READ, "", "2022-09", path, "", "", _HERE)


def clause(name: str, *expect: Expectation) -> Clause:
    step = Step("said", Api.SOAP, SoapCall("orders_Update", {}), Auth.DEFAULT, "main", {}, _HERE)
    plan = StepList(name, Effect.READ, (step,))
    return Clause(
        name, "c", Api.SOAP, "p", Kind.RULE, "s", None, Effect.READ, plan, expect, (), ("2022-09",), "", (), "", "", "", _HERE
    )


@pytest.mark.parametrize(
    ("one", "place"),
    [
        (fact("soap.orders_Update.operation", "operation", "orders_Update"), "orders_Update"),
        (fact("soap.orders_Update.soapaction", "header", "orders_Update"), "orders_Update/action"),
        (fact("soap.orders_Update.request.root", "rule", "orders_Update"), "orders_Update/request"),
        (fact("soap.events_Get.response.root", "rule", "events_Get"), "events_Get/answer/events_Get"),
        (fact("soap.updates.response.root", "rule"), "*/answer/result"),
        (
            fact("soap.a.request.orders.order[].id", "request_field", "orders_Update", path="request.orders.order[].id"),
            "orders_Update/request/orders/order/id",
        ),
        (
            fact("a", "response_field", "events_GetByMarkets", path="response.events"),
            "events_GetByMarkets/answer/events_Get/events",
        ),
        (fact("a", "response_field", path="response.success"), "*/answer/result/success"),
        (
            fact("a", "response_field", "orders_Update", "ordersUpdateResponse", path="response.reference"),
            "orders_Update/answer/ordersUpdateResponse",
        ),
        (fact("a", "enum_value", "events_Get", "all", path="request.type"), "events_Get/request/type=all"),
        (fact("a", "enum_value", "events_Get", "all"), "None"),
        (fact("a", "request_field", path="request.type"), "None"),
        (fact("a", "rule", "events_Get"), "None"),
        (fact("soap.header.soapaction", "header"), "None"),
    ],
)
def test_a_fact_is_about_a_place_in_the_wsdl_or_about_behaviour(one: Fact, place: str) -> None:
    """By its kind, its id and its path."""
    assert str(place_in_wsdl(one)) == place


def test_only_facts_about_soap_are_in_the_wsdl() -> None:
    """Whatever they are called."""
    other = Fact("a.soapaction", "order", "o", "header", "", "", "", Trial.READ, "", "2022-09", "", "", "", _HERE)
    assert by_wsdl(other, WSDL, SoapEncoders({}, {})) is None


_KNOWN = SoapEncoders(
    {"orders_Update": ("compares.orders",), "events_Get": ("compares.events",)},
    {"orders_Update": ("hears.orders",), "events_Get": ("hears.events",)},
)


@pytest.mark.parametrize(
    ("one", "by"),
    [
        (fact("soap.orders_Update.operation", "operation", "orders_Update"), ("compares.orders",)),
        (fact("a", "request_field", "orders_Update", type_="array<object>", path="request.orders.order[]"), ("compares.orders",)),
        (fact("a", "request_param", "orders_Update", type_="array<order>", path="request.orders"), ("compares.orders",)),
        (fact("a", "request_field", "orders_Update", type_="integer", path="request.orders.order[].store"), ("compares.orders",)),
        (
            fact("a", "response_field", "events_Get", type_="boolean", path=f"{_ORDER}.internal"),
            ("compares.events", "hears.events"),
        ),
        (fact("a", "response_field", type_="boolean", path="response.success"), ("compares.orders", "hears.orders")),
        (fact("a", "enum_value", "events_Get", "all", "string", "request.type"), ("compares.events",)),
        (
            fact("a", "enum_value", "events_Get", "delete", "string", "response.events.event[].mission"),
            ("compares.events", "hears.events"),
        ),
        (
            fact("a", "response_field", "events_Get", type_="object", path=f"{_ORDER}.cancelled"),
            ("compares.events", "hears.events"),
        ),
    ],
)
def test_a_fact_is_encoded_by_who_compares_its_operation_or_judges_its_answers(one: Fact, by: tuple[str, ...]) -> None:
    """Answers are shown by both, requests by the comparison alone."""
    found = by_wsdl(one, WSDL, _KNOWN)
    assert found is not None
    assert found[0] == by


@pytest.mark.parametrize(
    ("one", "because"),
    [
        (fact("a", "operation", "orders_Get"), "the WSDL has no operation orders_Get"),
        (
            fact("a", "request_field", "orders_Update", path="request.orders.order.colour"),
            "the WSDL has nothing at orders_Update/request/orders/order/colour",
        ),
        (
            fact("a", "response_field", "events_Get", path="response.events.event.data.paymentterm"),
            "the WSDL has events_Get/answer/events_Get/events/event/data/paymentterm as inferred only",
        ),
        (
            fact("soap.pricealterationdates_Update.soapaction", "header", "pricealterationdates_Update"),
            "the WSDL has the SOAPAction of pricealterationdates_Update as inferred only",
        ),
        (
            fact("a", "enum_value", "events_Get", "stock", path="request.type"),
            "the WSDL does not list the value at events_Get/request/type=stock",
        ),
        (
            fact("a", "request_field", "orders_Update", type_="string", path="request.orders"),
            "the WSDL says a record at orders_Update/request/orders, not string",
        ),
        (
            fact("a", "request_field", "orders_Update", type_="boolean", path="request.orders.order.store"),
            "the WSDL says int at orders_Update/request/orders/order/store, not boolean",
        ),
        (
            fact("a", "request_field", "orders_Update", type_="array<string>", path="request.orders.order.status"),
            "the WSDL says string at orders_Update/request/orders/order/status, not array<string>",
        ),
        (fact("a", "operation", "sizes_Update"), "no clause compares sizes_Update with the WSDL of the target"),
    ],
)
def test_what_nothing_encodes_says_why(one: Fact, because: str) -> None:
    """What is lacking: in the WSDL, or a clause."""
    assert by_wsdl(one, WSDL, _KNOWN) == ((), because)


def test_clauses_encode_by_what_they_own_and_by_what_they_hear() -> None:
    """The rule answer counts where its step says an operation of SOAP."""
    compares = clause("compares", Expectation("wsdl", {"owns": ["sizes_Update", "orders_Update"]}, "said", _HERE))
    hears = clause("hears", Expectation("answer", True, "said", _HERE), Expectation("wsdl", {"rest": True}, "said", _HERE))
    elsewhere = clause("elsewhere", Expectation("answer", True, "other", _HERE))
    found = soap_encoders([hears, compares, elsewhere])
    assert found == SoapEncoders({"sizes_Update": ("compares",), "orders_Update": ("compares",)}, {"orders_Update": ("hears",)})
