"""Lays the schema that a target shows of itself over the documented one, so that only promised things can differ.

What the document merely infers is taken from the target: a type whose name is a guess is paired with the type that the target
has in its place, and gets the document's name; whether something may be null, and of which type it is, is compared where a page
says it.
Works on the answer to an introspection, so that graphql-core builds the target's schema once, already in the document's words.
Source: GraphQL specification, sections 3 (types, input coercion) and 4 (introspection); ``contract/sdl.py`` for the marks.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from graphql import (
    GraphQLArgument,
    GraphQLEnumType,
    GraphQLField,
    GraphQLInputField,
    GraphQLInputObjectType,
    GraphQLInterfaceType,
    GraphQLNamedType,
    GraphQLObjectType,
    GraphQLSchema,
    GraphQLType,
    GraphQLUnionType,
    get_named_type,
    is_list_type,
    is_non_null_type,
)

from centra_contracts.contract.sdl import Guess, Sdl

__all__ = ["FittedSchema", "Tree", "fit_schema"]

Tree = Mapping[str, Any]  # a part of an introspection, of which nothing is known before graphql-core has read it
_Member = GraphQLField | GraphQLArgument | GraphQLInputField

_ROOTS = (("queryType", "Query"), ("mutationType", "Mutation"), ("subscriptionType", "Subscription"))
_KINDS: Mapping[type[GraphQLNamedType], str] = {
    GraphQLEnumType: "ENUM",
    GraphQLInputObjectType: "INPUT_OBJECT",
    GraphQLInterfaceType: "INTERFACE",
    GraphQLObjectType: "OBJECT",
    GraphQLUnionType: "UNION",
}


@dataclass(frozen=True, slots=True)
class FittedSchema:
    """An introspection in the words of the document, and the target's own names of types that the document guesses."""

    schema: Tree  # what stands under __schema
    own_names: Mapping[str, str]  # the document's name of a type -> the target's, where they differ


def fit_schema(sdl: Sdl, observed: Tree) -> FittedSchema:
    """The introspection ``observed`` (what stands under ``__schema``) laid over the document.

    Raises ``KeyError``, ``TypeError`` or ``AttributeError`` where it is no introspection.
    """
    fitting = _Fitting(sdl, {described["name"]: described for described in observed["types"]})
    roots = {key: (observed.get(key) or {}).get("name") for key, _ in _ROOTS}
    for key, canonical in _ROOTS:
        own = roots[key]
        if own and canonical in sdl.schema.type_map:
            fitting.pair(canonical, own)
    fitting.walk()
    for name in sorted(sdl.schema.type_map.keys() & fitting.observed.keys()):
        fitting.pair(name, name)
        fitting.walk()
    shown = dict(observed)
    shown["types"] = list(fitting.types())
    for key, canonical in _ROOTS:
        if roots[key]:
            shown[key] = {"name": canonical if fitting.pairs.get(canonical) == roots[key] else roots[key]}
    names = {documented: own for documented, own in sorted(fitting.pairs.items()) if documented != own}
    return FittedSchema(shown, names)


@dataclass(slots=True)
class _Fitting:
    """The work in progress: which types were paired, and what the paired ones look like."""

    sdl: Sdl
    observed: Mapping[str, Tree]
    pairs: dict[str, str] = field(default_factory=dict)  # documented -> observed
    fitted: dict[str, Tree] = field(default_factory=dict)
    _waiting: deque[str] = field(default_factory=deque)

    @property
    def schema(self) -> GraphQLSchema:
        """The documented schema."""
        return self.sdl.schema

    def pair(self, documented: str, observed: str) -> None:
        """Pairs two types, unless the documented one is paired already."""
        if documented not in self.pairs and documented in self.schema.type_map and observed in self.observed:
            self.pairs[documented] = observed
            self._waiting.append(documented)

    def walk(self) -> None:
        """Fits every paired type, and what can be reached from it."""
        while self._waiting:
            name = self._waiting.popleft()
            self.fitted[name] = self._fit_type(name, self.observed[self.pairs[name]])

    def types(self) -> Iterable[Tree]:
        """Every type of the target: fitted ones under the document's name, others as they are."""
        renamed = {own: name for name, own in reversed(self.pairs.items())}
        for described in self.fitted.values():
            yield {
                **described,
                **{key: _renamed(described[key], renamed) for key in ("interfaces", "possibleTypes") if described.get(key)},
            }
        for name, described in self.observed.items():
            if name not in self.fitted:
                yield described

    def _fit_type(self, name: str, described: Tree) -> Tree:
        shown = {**described, "name": name}
        documented = self.schema.type_map[name]
        if isinstance(documented, GraphQLObjectType | GraphQLInterfaceType) and described.get("fields"):
            fields: Mapping[str, GraphQLField] = documented.fields
            shown["fields"] = [self._fit_field(name, fields.get(item["name"]), item) for item in described["fields"]]
        if isinstance(documented, GraphQLInputObjectType) and described.get("inputFields"):
            inputs: Mapping[str, GraphQLInputField] = documented.fields
            shown["inputFields"] = [
                self._fit_input(f"{name}.{item['name']}", inputs.get(item["name"]), item) for item in described["inputFields"]
            ]
        return shown

    def _fit_field(self, owner: str, documented: GraphQLField | None, described: Tree) -> Tree:
        if documented is None:
            return described
        coordinate = f"{owner}.{described['name']}"
        arguments = documented.args
        return {
            **described,
            "type": self._fit_reference(coordinate, documented, described["type"], is_input=False),
            "args": [
                self._fit_input(f"{coordinate}({item['name']})", arguments.get(item["name"]), item) for item in described["args"]
            ],
        }

    def _fit_input(self, coordinate: str, documented: _Member | None, described: Tree) -> Tree:
        if documented is None:
            return described
        return {**described, "type": self._fit_reference(coordinate, documented, described["type"], is_input=True)}

    def _fit_reference(self, coordinate: str, documented: _Member, reference: Tree, *, is_input: bool) -> Tree:
        """The type of a member, equal to the documented one in everything that no page promises."""
        wanted: GraphQLType = documented.type
        named: GraphQLNamedType = get_named_type(wanted)
        own = _single(reference)
        any_type = self.sdl.is_inferred(coordinate, Guess.TYPE) or self.sdl.is_inferred(coordinate)
        kind = self.observed[own["name"]]["kind"]
        if own["name"] == named.name:
            self.pair(named.name, named.name)
        elif self.sdl.is_inferred(named.name) and kind == _KINDS.get(type(named), "SCALAR"):
            self.pair(named.name, own["name"])
            own = {**own, "name": named.name}
        any_nulls = self.sdl.is_inferred(coordinate, Guess.NULLS) or any_type
        return _fit_wrapping(wanted, reference, own, is_input=is_input, any_nulls=any_nulls)


def _fit_wrapping(wanted: GraphQLType, reference: Tree, own: Tree, *, is_input: bool, any_nulls: bool) -> Tree:
    """The lists and non-nulls around a named type."""
    must_be, must_be_here = is_non_null_type(wanted), reference["kind"] == "NON_NULL"
    inner = cast(GraphQLType, wanted.of_type) if is_non_null_type(wanted) else wanted
    shown = reference["ofType"] if must_be_here else reference
    if is_list_type(inner) and shown["kind"] == "LIST":
        any_element = any_nulls or is_input  # no page puts null into a list that is sent
        element = _fit_wrapping(inner.of_type, shown["ofType"], own, is_input=is_input, any_nulls=any_element)
        kept: Tree = {**shown, "ofType": element}
    elif is_input and shown["kind"] == "LIST" and not is_list_type(inner):  # one value is taken for a list of one
        kept = _fit_wrapping(inner, _single(shown), own, is_input=is_input, any_nulls=True)
        must_be_here = must_be
    elif shown["kind"] == "LIST":
        kept = _with_name(shown, own)
    else:
        kept = own
    if any_nulls:
        return _required(kept, must_be)
    return _required(kept, must_be_here if is_input else must_be and must_be_here)


def _single(reference: Tree) -> Tree:
    """The named type below every list."""
    while reference["kind"] in ("LIST", "NON_NULL"):
        reference = reference["ofType"]
    return reference


def _with_name(reference: Tree, own: Tree) -> Tree:
    if reference["kind"] in ("LIST", "NON_NULL"):
        return {**reference, "ofType": _with_name(reference["ofType"], own)}
    return own


def _required(reference: Tree, required: bool) -> Tree:
    return {"kind": "NON_NULL", "name": None, "ofType": reference} if required and reference["kind"] != "NON_NULL" else reference


def _renamed(references: Iterable[Tree], names: Mapping[str, str]) -> list[Tree]:
    kept: dict[str, Tree] = {}
    for reference in references:
        name = names.get(reference["name"], reference["name"])
        kept.setdefault(name, {**reference, "name": name})
    return list(kept.values())
