"""The comparison of a target's WSDL with the contracts' own: every kind of change, typed and graded."""

from __future__ import annotations

import time
from dataclasses import replace
from pathlib import Path

import pytest

from centra_contracts.contract.wsdl import Wsdl
from centra_contracts.contract.wsdl_reader import describe_service
from centra_contracts.verdict.model import Direction, Level
from centra_contracts.verdict.wsdl_changes import find_wsdl_changes, undocumented_operations

SHIPPED = (Path(__file__).parents[2] / "contracts" / "soap" / "centra.wsdl").read_text(encoding="utf-8")
DOCUMENTED = describe_service(SHIPPED.encode())
NS = "http://www.centra.com/webservices/"
B, D, S = Level.BREAKING, Level.DANGEROUS, Level.SAFE
MISSING, CHANGED, UNDOCUMENTED = Direction.MISSING, Direction.CHANGED, Direction.UNDOCUMENTED
_TYPE = '<xs:complexType name="{}">'
_LOGIN = '<xs:element name="password" type="xs:string" minOccurs="1" maxOccurs="1"/>'
_WAREHOUSE = 'name="warehouse" type="tns:Warehouse" minOccurs="0" maxOccurs="unbounded"/>'


def mutated(*changes: tuple[str, str]) -> Wsdl:
    """The shipped WSDL with texts replaced wherever they stand."""
    text = SHIPPED
    for old, new in changes:
        assert old in text, old
        text = text.replace(old, new)
    return describe_service(text.encode())


def in_type(name: str, old: str, new: str) -> tuple[str, str]:
    """A replacement within one declared type, or within the element of that name."""
    for head in (f'Type name="{name}">', f'element name="{name}">'):
        if head in SHIPPED:
            start = SHIPPED.index(head)
            break
    whole = SHIPPED[
        start : min(found for end in ("</xs:complexType>", "</xs:simpleType>") if (found := SHIPPED.find(end, start)) > 0)
    ]
    assert old in whole, whole
    return whole, whole.replace(old, new, 1)


def seen(wsdl: Wsdl, operation: str) -> list[tuple[str, str, Direction, Level]]:
    changes = find_wsdl_changes(DOCUMENTED, wsdl, operation)
    return [(change.code, change.coordinate, change.direction, change.level) for change in changes]


@pytest.mark.parametrize("operation", sorted(DOCUMENTED.operations))
def test_the_documented_wsdl_has_no_change_from_itself(operation: str) -> None:
    """Not one, in any operation."""
    assert (seen(DOCUMENTED, operation), undocumented_operations(DOCUMENTED, DOCUMENTED)) == ([], ())


_REQUEST = "warehouses_Update/request"
_EVENT = "events_Get/answer/events_Get/events/event"


@pytest.mark.parametrize(
    ("operation", "change", "found"),
    [
        ("warehouses_Update", ('"warehouses_Update"', '"gone"'), [("CC541", "warehouses_Update", MISSING, B)]),
        (
            "warehouses_Update",
            in_type("Warehouse", '"id" type', '"key" type'),
            [
                ("CC542", f"{_REQUEST}/warehouses/warehouse/id", MISSING, B),
                ("CC562", f"{_REQUEST}/warehouses/warehouse/key", UNDOCUMENTED, S),
            ],
        ),
        (
            "warehouses_Update",
            in_type("Warehouse", '"description" type="xs:string"', '"description" type="xs:int"'),
            [("CC544", f"{_REQUEST}/warehouses/warehouse/description", CHANGED, B)],
        ),
        (
            "warehouses_Update",
            in_type("Warehouse", '"description" type="xs:string" minOccurs="0"', '"description" type="xs:string" minOccurs="1"'),
            [("CC545", f"{_REQUEST}/warehouses/warehouse/description", CHANGED, B)],
        ),
        (
            "warehouses_Update",
            in_type("Warehouse", "<xs:all>", '<xs:all><xs:element name="code" type="xs:int"/>'),
            [("CC545", f"{_REQUEST}/warehouses/warehouse/code", CHANGED, B)],
        ),
        (
            "warehouses_Update",
            in_type("Warehouse", "</xs:all>", '</xs:all><xs:attribute name="v" use="required"/>'),
            [("CC545", f"{_REQUEST}/warehouses/warehouse/@v", CHANGED, B)],
        ),
        (
            "warehouses_Update",
            in_type("Warehouse", "<xs:all>", '<xs:all><xs:element name="code" type="xs:int" minOccurs="0"/>'),
            [("CC562", f"{_REQUEST}/warehouses/warehouse/code", UNDOCUMENTED, S)],
        ),
        (
            "warehouses_Update",
            in_type("WarehouseList", 'maxOccurs="unbounded"', 'maxOccurs="1"'),
            [("CC546", f"{_REQUEST}/warehouses/warehouse", CHANGED, B)],
        ),
        (
            "warehouses_Update",
            in_type("WarehouseList", 'type="tns:Warehouse"', 'type="xs:string"'),
            [("CC544", f"{_REQUEST}/warehouses/warehouse", CHANGED, B)],
        ),
        (
            "warehouses_Update",
            in_type("WarehouseList", 'type="tns:Warehouse"', 'type="xs:anyType"'),
            [("CC544", f"{_REQUEST}/warehouses/warehouse", CHANGED, S)],
        ),
        (
            "warehouses_Update",
            ('soapAction="http://www.centra.com/webservices/Warehouses_Update"', 'soapAction="urn:w"'),
            [("CC548", "warehouses_Update/action", CHANGED, B)],
        ),
        (
            "warehouses_Update",
            ('elementFormDefault="qualified"', 'elementFormDefault="unqualified"'),
            [
                ("CC549", "warehouses_Update/answer/result/success", CHANGED, B),
                ("CC549", f"{_REQUEST}/login", CHANGED, B),
            ],
        ),
        ("warehouses_Update", ('style="document"', 'style="rpc"'), [("CC550", "warehouses_Update", CHANGED, B)]),
        ("warehouses_Update", ('use="literal"', 'use="encoded"'), [("CC550", "warehouses_Update", CHANGED, B)]),
        (
            "warehouses_Update",
            ("http://schemas.xmlsoap.org/wsdl/soap/", "http://schemas.xmlsoap.org/wsdl/soap12/"),
            [("CC550", "warehouses_Update", CHANGED, B)],
        ),
        (
            "warehouses_Update",
            ("http://schemas.xmlsoap.org/wsdl/soap/", "urn:other"),
            [("CC550", "warehouses_Update", CHANGED, B)],
        ),
        (
            "warehouses_Update",
            ('element="tns:warehouses_Update"', 'element="tns:events_Done"'),
            [("CC551", _REQUEST, CHANGED, B)],
        ),
        (
            "warehouses_Update",
            ('"warehousesUpdateResponse"', '"done"'),
            [("CC562", "warehouses_Update/answer/done", UNDOCUMENTED, S)],
        ),
        (
            "warehouses_Update",
            in_type("Id", 'base="xs:string"/>', 'base="xs:string"><xs:maxLength value="9"/></xs:restriction>'),
            [("CC552", f"{_REQUEST}/warehouses/warehouse/id", CHANGED, D)],
        ),
        (
            "deliverywindows_Update",
            in_type("DeliveryWindow", 'type="xs:boolean"', 'type="xs:string"'),
            [("CC544", "deliverywindows_Update/request/deliverywindows/deliverywindow/atonce", CHANGED, S)],
        ),
        (
            "events_Get",
            in_type("EventTypeFilter", '<xs:enumeration value="size"/>', '<xs:enumeration value="stock"/>'),
            [
                ("CC547", "events_Get/request/type=size", MISSING, B),
                ("CC563", "events_Get/request/type=stock", UNDOCUMENTED, S),
            ],
        ),
        (
            "events_Get",
            in_type("EventMission", '<xs:enumeration value="delete"/>', '<xs:enumeration value="purge"/>'),
            [
                ("CC547", f"{_EVENT}/mission=delete", MISSING, B),
                ("CC563", f"{_EVENT}/mission=purge", CHANGED, D),
            ],
        ),
        ("events_Get", ('type="tns:EventTypeFilter"', 'type="xs:string"'), []),
        (
            "events_Get",
            in_type("Event", 'name="entry"', 'name="object"'),
            [("CC543", f"{_EVENT}/entry", MISSING, B), ("CC562", f"{_EVENT}/object", UNDOCUMENTED, S)],
        ),
        (
            "events_Get",
            in_type("Event", 'name="entry" type="tns:Id" minOccurs="1"', 'name="entry" type="tns:Id" minOccurs="0"'),
            [("CC546", f"{_EVENT}/entry", CHANGED, D)],
        ),
        ("events_Get", in_type("EventList", 'maxOccurs="unbounded"', 'maxOccurs="1"'), [("CC546", _EVENT, CHANGED, B)]),
        ("events_Get", in_type("Event", 'type="tns:EventData"', 'type="xs:anyType"'), [("CC544", f"{_EVENT}/data", CHANGED, D)]),
        (
            "customers_Update",
            in_type("Customer", "<xs:all>", '<xs:all><xs:any minOccurs="0"/>'),
            [],
        ),
        ("pricealterationdates_Update", ("/Pricealterationdates_Update", "/Other"), []),
        ("pricealterationdates_Update", in_type("PriceAlterationDate", 'type="xs:string"', 'type="xs:int"'), []),
        (
            "events_Get",
            ('name="paymentterm" type="tns:Terms"', 'name="term" type="tns:Terms"'),
            [("CC562", f"{_EVENT}/data/term", UNDOCUMENTED, S)],
        ),
        ("events_Get", in_type("EventData", 'name="stock" type="xs:anyType"', 'name="stock" type="tns:Warehouse"'), []),
        (
            "events_Get",
            ('name="paymentterm" type="tns:Terms" minOccurs="0" maxOccurs="1"', 'name="paymentterm" type="xs:int"'),
            [],
        ),
        ("accounts_Update", ("xs:all>", "xs:sequence>"), []),
    ],
)  # fmt: skip
def test_every_kind_of_change_is_typed_and_graded(
    operation: str, change: tuple[str, str], found: list[tuple[str, str, Direction, Level]]
) -> None:
    """Where it is, which way it goes, and how much it hurts; and what is inferred, or promised nowhere, is none."""
    assert seen(mutated(change), operation) == found


def test_a_whole_number_that_becomes_text_breaks_answers_and_no_request() -> None:
    """Each old request still fits, but no longer each answer."""
    wsdl = mutated(in_type("Order", 'name="store" type="xs:int"', 'name="store" type="xs:string"'))
    assert seen(wsdl, "orders_Update") == [("CC544", "orders_Update/request/orders/order/store", CHANGED, S)]
    assert seen(wsdl, "events_Get") == [("CC544", f"{_EVENT}/data/order/store", CHANGED, B)]


def test_a_text_that_becomes_a_whole_number_breaks_requests_and_no_answer() -> None:
    """What was text in an answer still is one."""
    wsdl = mutated(in_type("Order", 'name="ponumber" type="xs:string"', 'name="ponumber" type="xs:int"'))
    assert seen(wsdl, "orders_Update") == [("CC544", "orders_Update/request/orders/order/ponumber", CHANGED, B)]
    assert seen(wsdl, "events_Get") == [("CC544", f"{_EVENT}/data/order/ponumber", CHANGED, S)]


def test_an_open_record_may_hold_what_it_does_not_declare() -> None:
    """So that a documented element is not missing, but no longer promised."""
    old, new = in_type("Warehouse", 'name="description"', 'name="other"')
    new = new.replace("<xs:all>", "<xs:sequence>").replace("</xs:all>", '<xs:any minOccurs="0"/></xs:sequence>')
    assert ("CC542", f"{_REQUEST}/warehouses/warehouse/description", CHANGED, D) in seen(mutated((old, new)), "warehouses_Update")


def test_a_request_without_a_message_and_an_answer_without_one_are_told() -> None:
    """One change for each."""
    operation = replace(DOCUMENTED.operations["sizes_Update"], request=None, answers=())
    wsdl = replace(DOCUMENTED, operations={**DOCUMENTED.operations, "sizes_Update": operation})
    assert seen(wsdl, "sizes_Update") == [
        ("CC551", "sizes_Update/answer", CHANGED, B),
        ("CC551", "sizes_Update/request", CHANGED, B),
    ]


def test_an_operation_that_is_documented_without_an_answer_may_have_one() -> None:
    """Or none."""
    operation = replace(DOCUMENTED.operations["sizes_Update"], answers=())
    documented = replace(DOCUMENTED, operations={"sizes_Update": operation})
    assert find_wsdl_changes(documented, DOCUMENTED, "sizes_Update") == ()
    assert find_wsdl_changes(documented, documented, "sizes_Update") == ()


def test_an_operation_that_only_the_target_has_is_undocumented() -> None:
    """And safe."""
    wsdl = mutated(('<wsdl:operation name="sizes_Update">', '<wsdl:operation name="vouchers_Update">'))
    (change,) = undocumented_operations(DOCUMENTED, wsdl)
    assert (change.code, change.coordinate, change.level) == ("CC561", "vouchers_Update", S)


def test_what_a_type_has_beyond_is_told_once() -> None:
    """An address stands in a dozen places of an order."""
    wsdl = mutated(in_type("Address", "<xs:all>", '<xs:all><xs:element name="floor" type="xs:string" minOccurs="0"/>'))
    assert len(seen(wsdl, "orders_Update")) == 1


def test_a_wsdl_of_many_elements_is_compared_quickly() -> None:
    """However wide and deep a stranger's types are: the documented side leads."""
    wide = "".join(f'<xs:element name="e{number}" type="tns:Order" minOccurs="0"/>' for number in range(20_000))
    wsdl = mutated(in_type("Order", "<xs:all>", f"<xs:all>{wide}"), in_type("Address", "<xs:all>", f"<xs:all>{wide}"))
    began = time.process_time()
    total = sum(len(find_wsdl_changes(DOCUMENTED, wsdl, operation)) for operation in DOCUMENTED.operations)
    assert (total > 80_000, time.process_time() - began < 10) == (True, True)
