"""Steps and expectations: checked plain values become frozen nouns."""

from __future__ import annotations

from collections.abc import Mapping
from typing import cast

from centra_contracts.contract.model import (
    Api,
    Auth,
    Await,
    Effect,
    Expectation,
    Generate,
    GraphqlCall,
    Hold,
    Introspect,
    Json,
    Notify,
    Place,
    RestCall,
    Say,
    Sign,
    SoapCall,
    Step,
    Upload,
    WsdlRead,
)
from centra_contracts.contract.yaml_tree import Path, YamlTree

__all__ = ["Tree", "build_expectations", "build_steps", "mapping", "step_problems", "text"]

_VERBS = ("get", "post", "put", "delete", "patch", "options")
_AWAIT_S = 5.0
_DEPTH = 3
_COMMON = frozenset({"id", "api", "auth", "session", "capture", "sign"})
_BODIES = ("json", "form", "text")
_FITTING: Mapping[str, frozenset[str]] = {
    **{verb: frozenset({"query", "headers", *_BODIES}) for verb in _VERBS},
    "graphql": frozenset({"variables"}),
    "generate": frozenset({"arguments", "depth"}),
    "introspect": frozenset(),
    "upload": frozenset({"fields", "file"}),
    "soap": frozenset({"body"}),
    "wsdl": frozenset(),
    "await": frozenset(),
    "hold": frozenset(),
    "notify": frozenset({"json"}),
}

Tree = Mapping[str, Json]


def mapping(value: Json) -> Tree:
    """The value as a mapping; the schema has checked that it is one. None counts as empty."""
    return cast(Tree, value) if value is not None else {}


def text(tree: Tree, key: str, default: str = "") -> str:
    """A text under ``key``, or ``default``."""
    value = tree.get(key)
    return value if isinstance(value, str) else default


def step_problems(items: Json, tree: YamlTree, path: Path) -> list[tuple[int, str]]:
    """Keys that mean nothing to their step, such as ``variables`` of a GET, and steps with two bodies; with their lines."""
    problems = []
    for index, item in enumerate(cast(list[Tree], items)):
        said = next(key for key in item if key in _FITTING)
        for key in item:
            if key != said and key not in _COMMON and key not in _FITTING[said]:
                problems.append((tree.line((*path, index, key)), f"key {key!r} means nothing in a step that says {said!r}"))
        bodies = [key for key in _BODIES if key in item]
        if said in _VERBS and len(bodies) > 1:
            problems.append((tree.line((*path, index)), f"a step has one body, this one has {' and '.join(bodies)}"))
    return problems


def build_steps(items: Json, api: Api, effect: Effect, file: str, tree: YamlTree, path: Path) -> tuple[Step, ...]:
    """The steps of one list; ``path`` is where the list stands in ``tree``."""
    steps = []
    for index, item in enumerate(cast(list[Tree], items)):
        step_api = Api(text(item, "api", api.value))
        reads_only = effect is Effect.READ and step_api is Api.CHECKOUT
        steps.append(
            Step(
                id=text(item, "id", f"step-{index + 1}"),
                api=step_api,
                say=_say(item),
                auth=Auth(text(item, "auth", Auth.DEFAULT.value)),
                session=text(item, "session", "none" if reads_only else "main"),
                capture={name: str(expression) for name, expression in mapping(item.get("capture")).items()},
                place=Place(file, tree.line((*path, index))),
                sign=Sign(**{key: str(value) for key, value in mapping(item["sign"]).items()}) if "sign" in item else None,
            )
        )
    return tuple(steps)


def build_expectations(items: Json, last: str, file: str, tree: YamlTree, path: Path) -> tuple[Expectation, ...]:
    """The expectations of one clause; ``last`` is the step that is meant where none is named."""
    expectations = []
    for index, item in enumerate(cast(list[Tree], items)):
        rules = [key for key in item if key != "step"]
        for rule in rules:
            place = Place(file, tree.line((*path, index)))
            expectations.append(Expectation(rule, item[rule], text(item, "step", last), place))
    return tuple(expectations)


def _say(item: Tree) -> Say:
    verb = next((verb for verb in _VERBS if verb in item), None)
    if verb is not None:
        return RestCall(
            method=verb.upper(),
            path=text(item, verb),
            query=mapping(item.get("query")),
            headers=mapping(item.get("headers")),
            json=item.get("json"),
            has_json="json" in item,
            form=mapping(item["form"]) if "form" in item else None,
            text=text(item, "text") if "text" in item else None,
        )
    if "graphql" in item:
        return GraphqlCall(text(item, "graphql"), mapping(item.get("variables")))
    if "generate" in item:
        return Generate(text(item, "generate"), cast(int, item.get("depth", _DEPTH)), mapping(item.get("arguments")))
    if "introspect" in item:
        return Introspect()
    if "upload" in item:
        file = mapping(item["file"])
        sent_type = text(file, "type") if file.get("type") is not None else None
        return Upload(text(item, "upload"), item.get("fields", []), text(file, "name"), sent_type, text(file, "base64"))
    if "soap" in item:
        return SoapCall(text(item, "soap"), mapping(item.get("body")))
    if "wsdl" in item:
        return WsdlRead()
    if "notify" in item:
        return Notify(text(item, "notify"), item.get("json"))
    if "hold" in item:
        held = mapping(item["hold"])
        return Hold(text(held, "at"), held["times"], text(held, "match"))
    awaited = mapping(item["await"])
    within_s = float(cast(float, awaited.get("within_s", _AWAIT_S)))
    in_vain = awaited.get("held") is True
    return Await(text(awaited, "version"), text(awaited, "match"), within_s, at=text(awaited, "at"), held=in_vain)
