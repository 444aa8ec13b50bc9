"""Every rule has a case that holds and one that breaks."""

from __future__ import annotations

from typing import Any

import pytest
from lxml import etree

from centra_contracts.contract.model import Json
from centra_contracts.contract.wsdl import Element, Kind, SoapOperation, Wsdl
from centra_contracts.dialect.model import Reading, SoapReading, WsdlShape
from centra_contracts.verdict.context import Context, Turn
from centra_contracts.verdict.rules.registry import RULES
from tests.verdict.schemas import introspection, sdl_of, shown

_BODY: Json = {
    "status": "ok",
    "orders": [
        {"order": "12", "total": 10, "when": "2022-09-05 10:00:00"},
        {"order": "13", "total": 20.5, "when": "2022-09-06 10:00:00"},
    ],
    "empty": [],
    "nothing": None,
    "flag": True,
}
_EARLIER = Reading("p#1", 200, {}, {"orders": [{"order": "12", "total": 7}], "flag": True})
_WSDL = WsdlShape(("events_Get", "orders_Update"), frozenset({"orders_Update/orders/order/id"}))
_MEMBERS = frozenset({"Query", "Query.products", "Mutation", "Mutation.createBrand", "Query.products(where)"})
_SCHEMA = "type Query { brands: [Brand] } type Brand { id: Int name: String }"
_SDL = sdl_of(_SCHEMA)
_INTROSPECTED = shown(introspection(_SCHEMA))
_ASKED = "{ brands { id name } }"
_TOLD = Element("told", "", "string")
_DESCRIBED = Wsdl("", {"ask": SoapOperation("ask", "", "", "", None, (_TOLD,))}, {"string": Kind("string")})
_DESCRIPTION = SoapReading("WSDL", lambda: _DESCRIBED, observed=_DESCRIBED)
_CHANGED_DESCRIPTION = SoapReading("WSDL", lambda: _DESCRIBED, observed=Wsdl("", {}, {}))
_ENVELOPE = "{http://schemas.xmlsoap.org/soap/envelope/}Envelope"
_ANSWER = SoapReading("ask", lambda: _DESCRIBED, envelope=_ENVELOPE, message=etree.fromstring("<told>OK</told>"))
_OTHER_ANSWER = SoapReading("ask", lambda: _DESCRIBED, envelope=_ENVELOPE, message=etree.fromstring("<sold/>"))
_SHAPE: Json = {
    "type": "object",
    "required": ["status"],
    "properties": {"status": {"type": "string"}, "flag": {"type": "integer"}},
}


def _reading(**changes: Any) -> Reading:  # Any: whatever a reading has
    given: dict[str, Any] = {
        "exchange": "p#2",
        "status": 200,
        "headers": {"x-id": "abc"},
        "body": _BODY,
        "accepted": True,
        "text": "{}",
        "members": _MEMBERS,
        "wsdl": _WSDL,
        "signature": "valid",
        "trail": ({"events": [{"type": "order"}]},),
    }
    return Reading(**(given | changes))


def _codes(rule: str, arguments: Json, reading: Reading) -> list[str]:
    walk = (Turn("main", "GET /selection", reading),)
    context = Context(reading, {"before": _EARLIER, "now": reading}, lambda name: _SHAPE, lambda: _SDL, (walk,))
    return [breach.code for breach in RULES[rule].judge(arguments, context)]


def _attempts(*received_s: float, held_s: float = 1.0, texts: tuple[str, ...] = ()) -> Reading:
    """A webhook that was left without an answer at these times, and then another that was answered."""
    held = [
        _reading(exchange=f"p#{number}", received_s=at, held_s=held_s, text=texts[number] if texts else "payload=a")
        for number, at in enumerate(received_s)
    ]
    last = _reading(exchange="p#9", received_s=99.0, body={"events": []}, text="payload=b")
    return _reading(parts=(*held, last))


_CART = _reading(body={"selection": {"items": [], "totals": {}}})
_REFUSED = _reading(status=404, accepted=False, errors={"uri": "not found"})

_HOLDS: list[tuple[str, Json, Reading]] = [
    ("invariant", "answers", _CART),
    ("status", 200, _reading()),
    ("status", ["4xx", 200], _reading()),
    ("succeeds", True, _reading()),
    ("refused", True, _REFUSED),
    ("refused", True, _reading(status=200, accepted=False, errors={"msg": "no"})),
    ("refused", {"says": "not f"}, _REFUSED),
    ("errors", {"uri": "not found"}, _REFUSED),
    ("errors", {"uri": True}, _REFUSED),
    ("header", {"name": "X-Id", "matches": "^a"}, _reading()),
    ("header", {"name": "X-Trace", "repeats": "X-Id"}, _reading(headers={"x-id": "abc", "x-trace": "shop_abc"})),
    ("has", ["orders[0].order", "nothing"], _reading()),
    ("permissions", True, _reading(body={"extensions": {"permissionsUsed": []}})),
    ("lacks", ["orders[0].secret", "gone"], _reading()),
    ("equals", {"at": "status", "to": "ok"}, _reading()),
    ("equals", {"at": "flag", "any": [1, True]}, _reading()),
    ("differs", {"at": "status", "from": "no"}, _reading()),
    ("type", {"orders[0].order": "digits", "orders[1].total": ["integer", "number"], "orders[0].when": "datetime"}, _reading()),
    ("matches", {"at": "orders[0].when", "pattern": "^2022"}, _reading()),
    ("contains", {"at": "orders[].order", "value": "13"}, _reading()),
    ("excludes", {"at": "orders[].order", "value": 13}, _reading()),
    ("count", {"at": "orders", "is": 2}, _reading()),
    ("count", {"at": "orders", "min": 1, "max": 2}, _reading()),
    ("every", {"at": "orders", "has": ["order"], "lacks": ["x"], "type": {"total": "number"}}, _reading()),
    ("every", {"at": "orders", "matches": {"at": "when", "pattern": "^2022"}}, _reading()),
    ("sorted", {"at": "orders[].order", "order": "asc"}, _reading()),
    ("unique", {"at": "orders[].order"}, _reading()),
    ("unique", {"at": "a"}, _reading(body={"a": ["x" * 200 + "1", "x" * 200 + "2"]})),
    ("count", {"at": "orders", "is": "2"}, _reading()),
    ("errors", {"code": 7}, _reading(accepted=False, errors={"code": "7"})),
    ("unchanged", {"at": "orders[0].order", "since": "before"}, _reading()),
    ("changed", {"at": "orders[0].total", "since": "before"}, _reading()),
    ("changed", {"at": "orders[0].total", "since": "before", "by": 3}, _reading()),
    ("shape", {"ref": "x"}, _reading(body={"status": "ok"})),
    ("form", {"at": "orders", "among": {"a list": {"type": "array"}, "nothing": {"type": "null"}}}, _reading()),
    ("form", {"at": "gone", "among": {"a list": {"type": "array"}, "nothing": {"type": "null"}}}, _reading()),
    ("schema_has", ["Query.products", "Query.products(where)"], _reading()),
    ("schema_lacks", ["Mutation.createOrder", "Mutation./order/"], _reading()),
    ("introspected", True, _INTROSPECTED),
    ("schema", {"owns": ["Brand"]}, _INTROSPECTED),
    ("schema", {"rest": True}, _INTROSPECTED),
    ("answer", True, _reading(document=_ASKED, body={"data": {"brands": [{"id": 1, "name": None}]}})),
    ("answer", True, _reading(soap=_ANSWER)),
    ("described", True, _reading(soap=_DESCRIPTION)),
    ("wsdl", {"owns": ["ask"]}, _reading(soap=_DESCRIPTION)),
    ("wsdl", {"rest": True}, _reading(soap=_DESCRIPTION)),
    ("wsdl_has", ["events_Get", "orders_Update/orders/order/id"], _reading()),
    ("wsdl_lacks", ["/voucher/", "orders_Update/orders/order/secret"], _reading()),
    ("signed", True, _reading()),
    ("never_delivered", "events[?type=='voucher']", _reading()),
    ("sent_by", "POST", _reading(method="POST")),
    ("raw", "payload=%7B(%[0-9A-F]{2}|\\w)*", _reading(text="payload=%7B%22x%22")),
    ("fresh", {"within_s": 60}, _reading(headers={"x-centra-signature": "t=100, v1=ab"}, received_s=130.5)),
    ("fresh", {"within_s": "60"}, _reading(headers={"x-centra-signature": "v1=ab,t=100"})),
    ("repetitions", {"is": 2, "timeout_s": 1, "first_delay_s": 1}, _attempts(0, 2.1, 5.3)),
    ("repetitions", {"is": 0}, _attempts(0)),
    ("repetitions", {"is": "2"}, _attempts(0, 9, 10)),
    ("repetitions", {"is": 0, "of": "!orders"}, _attempts(0, 9, 10)),
]

_FORMS: Json = {"a list": {"type": "array"}, "a text": {"type": "string"}}

_BREAKS: list[tuple[str, Json, Reading, list[str]]] = [
    ("status", 404, _reading(), ["CC101"]),
    ("succeeds", True, _REFUSED, ["CC102"]),
    ("refused", True, _reading(), ["CC103"]),
    ("refused", True, _reading(status=500, accepted=False), ["CC106"]),
    ("refused", True, _reading(body=None, text="<html>Welcome</html>", accepted=False), ["CC104"]),
    ("refused", {"says": "other"}, _REFUSED, ["CC104"]),
    ("errors", {"uri": "gone"}, _REFUSED, ["CC104"]),
    ("errors", {"id": True}, _REFUSED, ["CC104"]),
    ("header", {"name": "X-Other"}, _reading(), ["CC105"]),
    ("header", {"name": "X-Id", "matches": "^b"}, _reading(), ["CC105"]),
    ("header", {"name": "X-Trace", "repeats": "X-Id"}, _reading(headers={"x-id": "abc", "x-trace": "shop_abd"}), ["CC105"]),
    ("header", {"name": "X-Trace", "repeats": "X-Id"}, _reading(headers={"x-trace": "shop_abc"}), ["CC105"]),
    ("has", ["gone"], _reading(), ["CC301"]),
    ("permissions", True, _reading(), ["CC301"]),
    ("lacks", ["nothing"], _reading(), ["CC302"]),
    ("equals", {"at": "status", "to": "no"}, _reading(), ["CC201"]),
    ("equals", {"at": "flag", "to": 1}, _reading(), ["CC201"]),
    ("differs", {"at": "status", "from": "ok"}, _reading(), ["CC202"]),
    ("differs", {"at": "gone", "from": "ok"}, _reading(), ["CC301"]),
    ("type", {"orders[0].total": "string", "gone": "string", "flag": "integer"}, _reading(), ["CC303", "CC301", "CC303"]),
    ("matches", {"at": "gone", "pattern": "."}, _reading(), ["CC203"]),
    ("contains", {"at": "orders[].order", "value": "14"}, _reading(), ["CC204"]),
    ("excludes", {"at": "orders[].order", "value": "13"}, _reading(), ["CC205"]),
    ("count", {"at": "gone", "min": 1}, _reading(), ["CC401"]),
    ("every", {"at": "orders", "equals": {"at": "order", "to": "12"}}, _reading(), ["CC402"]),
    ("every", {"at": "empty", "has": ["order"]}, _reading(), ["CC405"]),
    ("sorted", {"at": "orders[].order", "order": "desc"}, _reading(), ["CC403"]),
    ("sorted", {"at": "empty", "order": "desc"}, _reading(), ["CC405"]),
    ("unique", {"at": "[status, status]"}, _reading(), ["CC404"]),
    ("count", {"at": "orders", "is": "no number"}, _reading(), ["CC401"]),
    ("every", {"at": "orders", "equals": {"at": "gone", "to": 1}}, _reading(), ["CC402", "CC402"]),
    ("sorted", {"at": "a", "order": "desc"}, _reading(body={"a": [10**400, 7, "8"]}), ["CC403"]),
    ("shape", {"type": "string", "minLength": 3}, _reading(body="\ud800"), ["CC304"]),
    ("unchanged", {"at": "orders[0].total", "since": "before"}, _reading(), ["CC601"]),
    ("unchanged", {"at": "gone", "since": "before"}, _reading(), ["CC601"]),
    ("changed", {"at": "flag", "since": "before"}, _reading(), ["CC602"]),
    ("changed", {"at": "orders[0].total", "since": "before", "by": 4}, _reading(), ["CC602"]),
    ("shape", {"ref": "x"}, _reading(body={"flag": "no", "new": 1}), ["CC304", "CC301", "CC305"]),
    ("form", {"at": "flag", "among": _FORMS}, _reading(), ["CC306"]),
    ("form", {"at": "gone", "among": _FORMS}, _reading(), ["CC306"]),
    ("schema_has", ["Query.gone"], _reading(), ["CC501"]),
    ("schema_has", ["Query.products"], _reading(members=None), ["CC503"]),
    ("schema_lacks", ["Mutation./BRAND/"], _reading(), ["CC502"]),
    ("schema_lacks", ["Mutation.x"], _reading(members=None), ["CC503"]),
    ("introspected", True, _reading(status=403, accepted=False, errors={"errors": "no"}, members=None), ["CC506"]),
    ("introspected", True, _reading(members=None), ["CC507"]),
    ("schema", {"owns": ["Brand"]}, shown(introspection(_SCHEMA.replace("name: String", ""))), ["CC512"]),
    ("schema", {"rest": True}, shown(introspection(_SCHEMA.replace("[Brand] }", "[Brand] more: Int }"))), ["CC532"]),
    ("answer", True, _reading(document=_ASKED, body={"data": {"brands": [{"id": "1"}]}}), ["CC301", "CC303"]),
    ("answer", True, _reading(soap=_OTHER_ANSWER), ["CC304"]),
    ("described", True, _reading(status=404), ["CC508"]),
    ("described", True, _reading(), ["CC509"]),
    ("wsdl", {"owns": ["ask"]}, _reading(soap=_CHANGED_DESCRIPTION), ["CC541"]),
    ("wsdl_has", ["orders_Get"], _reading(), ["CC504"]),
    ("wsdl_lacks", ["/orders/"], _reading(), ["CC505"]),
    ("wsdl_lacks", ["/orders/"], _reading(wsdl=None), ["CC503"]),
    ("signed", True, _reading(signature="invalid"), ["CC701"]),
    ("never_delivered", "events[?type=='order']", _reading(), ["CC702"]),
    ("sent_by", "POST", _reading(method="PUT"), ["CC705"]),
    ("raw", "payload=", _reading(text="payload=%7B"), ["CC706"]),
    ("fresh", {"within_s": 60}, _reading(headers={"x-centra-signature": "t=100,v1=ab"}, received_s=161.0), ["CC704"]),
    ("fresh", {"within_s": 60}, _reading(headers={"x-centra-signature": "t=now,v1=ab"}, received_s=161.0), ["CC704"]),
    ("fresh", {"within_s": 60}, _reading(headers={"x-centra-signature": f"t={'1' * 5000}"}, received_s=161.0), ["CC704"]),
    ("fresh", {"within_s": 60}, _reading(headers={}, received_s=161.0), ["CC704"]),
    ("repetitions", {"is": 2}, _attempts(0, 2), ["CC707"]),
    ("repetitions", {"is": 0}, _attempts(0, 2), ["CC707"]),
    ("repetitions", {"is": 0, "of": "orders"}, _attempts(0, 2), ["CC707"]),
    ("repetitions", {"is": 0, "of": "gone"}, _attempts(0, 2), ["CC707"]),
    ("repetitions", {"is": 1}, _reading(parts=(_reading(),)), ["CC707"]),
    ("repetitions", {"is": 1, "timeout_s": 9}, _attempts(0, 2), ["CC709", "CC709"]),
    ("repetitions", {"is": 1, "timeout_s": 0.0}, _attempts(0, 2, held_s=5), ["CC709", "CC709"]),
    ("repetitions", {"is": 2, "first_delay_s": 1}, _attempts(0, 2, 4), ["CC708"]),
    ("repetitions", {"is": 1, "first_delay_s": 9}, _attempts(0, 2), ["CC708"]),
    ("repetitions", {"is": 3, "first_delay_s": 1}, _attempts(0, 2, 4, 6), ["CC708", "CC708"]),
    ("repetitions", {"is": 1, "first_delay_s": 1}, _attempts(0, 9), ["CC708"]),
    ("repetitions", {"is": 3, "first_delay_s": 1}, _attempts(0, 3.5, 7, 10.5), ["CC708", "CC708"]),  # 2.5 s each
    ("repetitions", {"is": 2, "first_delay_s": 0.2}, _attempts(0, 2.2, 4.2), ["CC708"]),  # 1.2 s, then 1 s
    ("repetitions", {"is": 1, "timeout_s": 5}, _attempts(0, 6, held_s=3), ["CC709", "CC709"]),
    ("repetitions", {"is": 1}, _attempts(0, 2, texts=("payload=a", "payload=A")), ["CC710"]),
    ("invariant", "answers", _REFUSED, ["CC102"]),
    ("invariant", "lines-add-up", _CART, ["CC603"]),
    ("invariant", "language-names-only", _CART, ["CC908"]),
]


@pytest.mark.parametrize(("rule", "arguments", "reading"), _HOLDS, ids=[f"{item[0]}-{n}" for n, item in enumerate(_HOLDS)])
def test_a_rule_holds(rule: str, arguments: Json, reading: Reading) -> None:
    """What is as documented gives no breach."""
    assert _codes(rule, arguments, reading) == []


@pytest.mark.parametrize(
    ("rule", "arguments", "reading", "codes"), _BREAKS, ids=[f"{item[0]}-{n}" for n, item in enumerate(_BREAKS)]
)
def test_a_rule_breaks(rule: str, arguments: Json, reading: Reading, codes: list[str]) -> None:
    """What differs gives the permanent code."""
    assert sorted(_codes(rule, arguments, reading)) == sorted(codes)


def test_every_rule_has_both_cases() -> None:
    """No rule without a case that holds and one that breaks."""
    assert {item[0] for item in _HOLDS} == {item[0] for item in _BREAKS} == set(RULES)


def test_rules_read_xml_by_xpath() -> None:
    """In an XML answer ``at`` is an XPath."""
    xml = etree.fromstring("<events><event><id>3</id></event><event><id>4</id></event></events>")
    reading = _reading(body=None, xml=xml)
    assert _codes("sorted", {"at": "//event/id", "order": "asc"}, reading) == []
    assert _codes("count", {"at": "//event", "is": 3}, reading) == ["CC401"]
