"""No answer makes a rule raise, whatever arguments the published schema lets a contract give it."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st
from lxml import etree

from centra_contracts.contract.model import Json, Kind
from centra_contracts.contract.wsdl import ANY_TYPE, Element, Guess, SoapOperation, Wsdl
from centra_contracts.contract.wsdl import Kind as Type
from centra_contracts.dialect.model import Reading, SoapReading, WsdlShape
from centra_contracts.verdict.context import Breach, Context
from centra_contracts.verdict.grade import grade
from centra_contracts.verdict.rules.registry import RULES
from tests.verdict.schemas import introspection, sdl_of

_SCHEMA = json.loads(Path(__file__).resolve().parents[2].joinpath("contracts/contract.schema.json").read_text(encoding="utf-8"))
_EXPECTATION = _SCHEMA["$defs"]["expectation"]["properties"]
_PATHS = [
    "a", "a.b", "a[0]", "a[]", "a[].b", "a[?b > `1`]", "a[?b == 'x'] | [0]", "*", "@", "length(a)", "sort_by(a, &b)", "sum(a)",
    "max(a[].b)", "to_number(a)", "ceil(a)", "join(',', a)", "keys(@)", "a.*.b", "a[-1]", "[0].a", "not_null(a, b)", "map(&b, a)",
    "starts_with(a, 'x')", "merge(a, b)", "reverse(a)", "//a", "a/b", "count(//a)", "string(a)", "number(a)", "//a[b='x']",
]  # fmt: skip
_PATTERNS = ["", "^a", "[0-9]+", "(x|y)$", "/a/", "Query./a/", "orders_Update/a"]
_AREAS: list[Json] = [{"owns": ["Query.a"]}, {"owns": ["A", "B"], "complete": ["B"]}, {"rest": True}]
_SDL = sdl_of("type Query { a(b: Int): A } type A { b: [B] c: Float } enum B { X Y }")
_DOCUMENTS = ["", "{ a", "{ a { b c } }", "{ x: a(b: 1) { b } __typename }", "{ a { ... on A { c } ... on C { d } } }"]
_SHAPES: list[Json] = [
    {},
    {"ref": "openapi.json#/components/schemas/A"},
    {"at": "a", "type": "object", "required": ["b"], "properties": {"b": {"type": "string", "minLength": 2}}},
    {"type": "array", "items": {"$ref": "#/$defs/x"}, "$defs": {"x": {"type": "integer", "properties": {"y": {}}}}},
    {"additionalProperties": {"type": "number"}},
]
_NAMES = st.sampled_from(["a", "b", "c"]) | st.text(max_size=3)
_LEAVES = (
    st.none() | st.booleans() | st.integers() | st.integers().map(lambda number: number * 10**350) | st.floats(allow_nan=False)
    | st.text(max_size=5) | st.sampled_from(["x", "12", "2022-09-05", "\ud800", "9" * 400, ""])
)  # fmt: skip
_BODIES: st.SearchStrategy[Json] = st.recursive(
    _LEAVES, lambda inner: st.lists(inner, max_size=4) | st.dictionaries(_NAMES, inner, max_size=4), max_leaves=14
)
_STEPS = ["before", "now", "never"]


def _fitting(schema: dict[str, Any]) -> st.SearchStrategy[Any]:  # Any: JSON Schema, and what fits it
    """Values that fit a schema of the sort that the published one uses."""
    if "const" in schema:
        return st.just(schema["const"])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    if "anyOf" in schema:
        return st.one_of([_fitting(option) for option in schema["anyOf"]])
    kinds = schema.get("type", [])
    if isinstance(kinds, list):
        return st.one_of([_fitting({**schema, "type": kind}) for kind in kinds]) if kinds else _BODIES
    match kinds:
        case "string":
            if schema.get("pattern") == "^[1-5]xx$":
                return st.sampled_from(["2xx", "5xx"])
            return st.sampled_from(_PATHS if "JMESPath" in schema.get("description", "") else [*_PATTERNS[1:], *_STEPS, "a"])
        case "integer":
            return st.integers(schema.get("minimum", -3), schema.get("maximum", 1000))
        case "number":
            return st.floats(allow_nan=False, allow_infinity=False)
        case "boolean":
            return st.booleans()
        case "array":
            return st.lists(_fitting(schema.get("items", {})), min_size=schema.get("minItems", 0), max_size=3)
    if "additionalProperties" in schema and schema["additionalProperties"] is not False:
        return st.dictionaries(st.sampled_from(_PATHS[:8]), _fitting(schema["additionalProperties"]), min_size=1, max_size=3)
    named = {name: _fitting(part) for name, part in schema.get("properties", {}).items()}
    required = {name: named.pop(name) for name in schema.get("required", [])}
    return st.fixed_dictionaries(required, optional=named)


def _xml_of(body: Json) -> etree._Element:
    root = etree.Element("root")
    if isinstance(body, dict):
        for index, value in enumerate(body.values()):
            node = etree.SubElement(root, "abc"[index % 3])
            node.text = "".join(sign for sign in str(value) if sign.isprintable() and not "\ud800" <= sign <= "\udfff")
    return root


_OF_SOAP = ("answer", "described", "wsdl")
_TYPES = ["string", "int", "A", "B", "nowhere"]
_ELEMENTS = st.builds(
    Element,
    st.sampled_from("abc"),
    st.sampled_from(["", "n"]),
    st.sampled_from(_TYPES),
    st.integers(0, 1),
    st.none() | st.integers(0, 2),
    st.frozensets(st.sampled_from(list(Guess)), max_size=1),
)
_RECORDS = st.builds(
    Type,
    st.sampled_from(["", "", "string", ANY_TYPE]),
    st.lists(st.sampled_from(["x", "y"]), max_size=2).map(tuple),
    st.lists(st.sampled_from(["maxLength 1"]), max_size=1).map(tuple),
    st.lists(_ELEMENTS, max_size=3).map(lambda found: {element.name: element for element in found}),
    st.lists(st.sampled_from(["v"]), max_size=1).map(tuple),
    st.booleans(),
)
_WSDLS = st.builds(
    lambda a, b, request, answers, style: Wsdl(
        "n",
        {"a": SoapOperation("a", "", style, style and "SOAP 1.1", request, tuple(answers))},
        {"A": a, "B": b, "string": Type("string"), "int": Type("int")},
    ),
    _RECORDS,
    _RECORDS,
    st.none() | _ELEMENTS,
    st.lists(_ELEMENTS, max_size=2),
    st.sampled_from(["", "document/literal", "rpc/encoded"]),
)


@st.composite
def _soap_readings(draw: st.DrawFn, body: Json) -> SoapReading:
    documented = draw(_WSDLS)
    return SoapReading(
        draw(st.sampled_from("ab")),
        lambda: documented,
        envelope=draw(st.sampled_from(["", "{http://schemas.xmlsoap.org/soap/envelope/}Envelope"])),
        message=draw(st.none() | st.sampled_from([_xml_of(body), *_xml_of(body)])),
        observed=draw(st.none() | _WSDLS),
        problem=draw(st.text(max_size=4)),
    )


@st.composite
def _readings(draw: st.DrawFn) -> Reading:
    body = draw(_BODIES)
    names = st.frozensets(st.sampled_from(["Query", "Query.a", "Query.a(b)", "orders_Update", "orders_Update/a"]))
    if draw(st.booleans()):
        body = {"data": draw(_BODIES | st.just(introspection("type Query { a: Int } type B { x: Int }"))), "errors": body}
    return Reading(
        exchange="p#1",
        status=draw(st.none() | st.integers(100, 599)),
        headers=draw(st.dictionaries(st.sampled_from(["a", "x-id"]), st.text(max_size=4))),
        body=body,
        xml=_xml_of(body) if draw(st.booleans()) else None,
        text=draw(st.text(max_size=10)),
        accepted=draw(st.booleans()),
        errors=draw(st.dictionaries(_NAMES, st.text(max_size=5), max_size=2)),
        document=draw(st.sampled_from(_DOCUMENTS)),
        members=draw(st.none() | names),
        wsdl=draw(st.none() | st.builds(WsdlShape, names.map(lambda found: tuple(sorted(found))), names)),
        signature=draw(st.sampled_from(["", "valid", "invalid", "missing", "unchecked"])),
        trail=tuple(draw(st.lists(_BODIES, max_size=2))),
    )


def _shapes(reference: str) -> Json:
    return {"$ref": "#/components/schemas/A", "components": {"schemas": {"A": {"type": "object", "properties": {"a": {}}}}}}


_ARGUMENTS = {name: _fitting(_EXPECTATION[name]) for name in RULES} | {
    "schema": st.sampled_from(_AREAS),
    "sent_by": st.sampled_from(["GET", "POST"]),
    "shape": st.sampled_from(_SHAPES),
    "wsdl": st.sampled_from([{"owns": ["a"]}, {"rest": True}]),
}
_VALIDATORS = {name: jsonschema_rs.Draft202012Validator(_EXPECTATION[name]) for name in RULES}


@pytest.mark.parametrize("name", sorted(RULES))
@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.filter_too_much])
@given(data=st.data(), earlier=_readings(), reading=_readings())
def test_a_rule_survives_any_answer(name: str, data: st.DataObject, earlier: Reading, reading: Reading) -> None:
    """It answers with breaches of its own codes, in one line each that can be printed."""
    arguments = data.draw(_ARGUMENTS[name], label="arguments")
    assume(_VALIDATORS[name].is_valid(arguments))
    if name in _OF_SOAP and data.draw(st.booleans()):
        reading = replace(reading, soap=data.draw(_soap_readings(reading.body)))
    context = Context(reading, {"before": earlier, "now": reading}, _shapes, lambda: _SDL)
    breaches = RULES[name].judge(arguments, context)
    assert all(isinstance(breach, Breach) for breach in breaches)
    assert {breach.code for breach in breaches} <= set(RULES[name].codes)
    for breach in breaches:
        f"{breach.place}{breach.expected}{breach.observed}".encode()
        assert "\n" not in breach.observed
        grade(Kind.RULE, breach, negative=RULES[name].negative)
