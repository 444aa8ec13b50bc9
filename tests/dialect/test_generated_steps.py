"""What GraphQL says in several requests."""

from __future__ import annotations

import json
from dataclasses import replace

from graphql import build_schema

from centra_contracts.contract.model import Api, Auth, Generate, GraphqlCall, Introspect, Json, Place, Say, Step
from centra_contracts.contract.sdl import Sdl
from centra_contracts.dialect.generated import again, errors_of, spoken_steps
from centra_contracts.dialect.model import Reading

_SDL = Sdl("test", build_schema("type Query { brands: [Brand] } type Brand { id: Int name: String }"), {}, {})


def _step(say: Say) -> Step:
    return Step("fields", Api.GRAPHQL, say, Auth.DEFAULT, "main", {}, Place("a.yaml", 1))


def _reading(body: Json, document: str = "") -> Reading:
    return Reading("p#1", 200, {}, body, text=json.dumps(body), document=document)


def test_a_generated_step_is_said_as_operations() -> None:
    """Any other step is itself."""
    step = _step(Generate("brands", 2, {}))
    (spoken,) = spoken_steps(step, lambda: _SDL)
    assert spoken == replace(step, say=GraphqlCall("{\n  brands {\n    id\n    name\n  }\n}\n", {}))
    written = _step(GraphqlCall("{ brands { id } }", {}))
    assert spoken_steps(written, lambda: _SDL) == (written,)


def test_a_refused_operation_is_said_without_the_refused_fields() -> None:
    """Until nothing is left, or the errors point nowhere."""
    document = "{\n  brands {\n    id\n    name\n  }\n}\n"
    asked = _step(GraphqlCall(document, {}))
    refused = _reading({"errors": [{"message": "no", "locations": [{"line": 4, "column": 5}]}]}, document)
    more = again(asked, refused, lambda: _SDL)
    assert more is not None and isinstance(more.say, GraphqlCall)
    assert more.say.document.split() == ["{", "brands", "{", "id", "}", "}"]
    assert again(asked, _reading({"data": {"brands": []}}, document), lambda: _SDL) is None
    assert again(asked, _reading({"errors": [{"message": "broken"}]}, document), lambda: _SDL) is None
    partly: Json = {"data": {"brands": []}, "errors": [{"message": "no", "locations": [{"line": 4}]}]}
    assert again(asked, _reading(partly, document), lambda: _SDL) is None


def test_an_introspection_is_said_again_where_its_newer_words_are_not_understood() -> None:
    """Once."""
    refused = _reading({"errors": [{"message": 'Unknown argument "includeDeprecated" on field "args".'}]})
    assert again(_step(Introspect()), refused, lambda: _SDL) == _step(Introspect(deprecated_inputs=False))
    assert again(_step(Introspect(deprecated_inputs=False)), refused, lambda: _SDL) is None
    assert again(_step(Introspect()), _reading({"errors": [{"message": "off"}]}), lambda: _SDL) is None


def test_errors_are_those_of_the_answer() -> None:
    """None of an answer that is no object, or whose errors are no list."""
    assert [errors_of(_reading(body)) for body in ({"errors": ["a"]}, {"errors": "a"}, [], None)] == [["a"], [], [], []]
