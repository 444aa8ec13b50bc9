"""Reads the GraphQL shape documents: the schema of the default edition, and the extensions that later editions make of it.

Pure: a document is given as text, with the name that messages use. A later document may add members to a type (``extend type``),
replace a member by writing it again in an extension, and replace a whole type by defining it again; this goes further than
the extensions of GraphQL, which cannot change what is there.

What no page shows is marked by ``@inferred(what: [...])``, and is no promise: NAME, that something has this name; TYPE, of
which type it is; NULLS, whether it may be null or left out.
Source: GraphQL specification, section 3; the marks are described in ``docs/contract-language.md``, "Shapes".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from graphql import (
    REMOVE,
    DefinitionNode,
    DirectiveNode,
    DocumentNode,
    EnumTypeDefinitionNode,
    GraphQLError,
    GraphQLSchema,
    InterfaceTypeDefinitionNode,
    ListValueNode,
    Node,
    ObjectTypeDefinitionNode,
    Source,
    TypeDefinitionNode,
    TypeExtensionNode,
    UnionTypeDefinitionNode,
    ValueNode,
    Visitor,
    build_ast_schema,
    parse,
    validate_schema,
    visit,
)
from graphql.language import EnumValueNode
from graphql.validation.validate import validate_sdl

from centra_contracts.contract.problems import Problem

__all__ = ["DIRECTIVE", "ROOTS", "Guess", "Sdl", "SdlError", "load_sdl"]

DIRECTIVE = "inferred"
ROOTS = ("Query", "Mutation")

_SOURCE = re.compile(r"^Source: (\S+)$", re.MULTILINE)
_MEMBERS = ("fields", "values", "types")
_OWN_NAMES = frozenset({DIRECTIVE, "Guess"})  # what declares the marks is no part of the schema


class Guess(StrEnum):
    """What of something that stands in the document is inferred, and therefore not promised."""

    NAME = "NAME"
    TYPE = "TYPE"
    NULLS = "NULLS"


class SdlError(ValueError):
    """A schema document that cannot be used; ``problems`` says why, with file and line."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(sorted(set(problems)))
        super().__init__("; ".join(map(str, self.problems)))


@dataclass(frozen=True, slots=True)
class Sdl:
    """The schema that the documentation of one edition describes.

    A coordinate names a part of it, as readings of introspections do: ``Product``, ``Product.name``, ``Query.products(where)``,
    ``ProductFilter.id``, ``OrderStatus.CONFIRMED``.
    """

    edition: str
    schema: GraphQLSchema
    guesses: Mapping[str, frozenset[Guess]]  # by coordinate; what is not in here is documented as it stands
    sources: Mapping[str, str]  # by coordinate of a type or of a field of Query and Mutation: page, with anchor

    def is_inferred(self, coordinate: str, guess: Guess = Guess.NAME) -> bool:
        """Whether this much of the coordinate is inferred."""
        return guess in self.guesses.get(coordinate, frozenset())


def load_sdl(edition: str, files: Iterable[tuple[str, str]]) -> Sdl:
    """The schema of an edition, from the documents up to that edition, each given by name and text, oldest first.

    Raises ``SdlError`` with everything that is wrong.

    >>> load_sdl("2022-09", [("a", "type Query { shops: Int }")]).schema.query_type.fields["shops"].type.name
    'Int'
    """
    problems: list[Problem] = []
    documents = []
    for name, text in files:
        try:
            documents.append(parse(Source(text, name)))
        except (GraphQLError, RecursionError) as error:
            problems.append(_problem(error, name))
    if problems or not documents:
        raise SdlError(problems)
    document = _combined(documents, problems)
    problems += [_problem(error, documents[0].loc.source.name if documents[0].loc else "") for error in validate_sdl(document)]
    if problems:
        raise SdlError(problems)
    schema = build_ast_schema(_without_marks(document), assume_valid_sdl=True)
    problems += [_problem(error, "") for error in validate_schema(schema)]
    guesses, sources = {}, {}
    for coordinate, node, owner in _nodes(document):
        found = _guesses(node)
        if found:
            guesses[coordinate] = found
        description = getattr(node, "description", None)
        named = _SOURCE.search(description.value) if description is not None else None
        if named:
            sources[coordinate] = named.group(1)
        elif isinstance(node, TypeDefinitionNode) or owner in ROOTS:
            place = _line(node)
            problems.append(Problem(*place, f"{coordinate} says no source: end its description with a line Source: page#anchor"))
    if problems:
        raise SdlError(problems)
    return Sdl(edition, schema, guesses, sources)


def _without_marks(document: DocumentNode) -> DocumentNode:
    """The document as if nothing in it were marked: neither the marks, nor what declares them."""
    kept = [node for node in document.definitions if getattr(getattr(node, "name", None), "value", "") not in _OWN_NAMES]
    found = visit(DocumentNode(definitions=tuple(kept)), _Unmark())
    assert isinstance(found, DocumentNode)
    return found


class _Unmark(Visitor):
    """Takes the marks away."""

    def enter_directive(self, node: DirectiveNode, *_: object) -> object:
        return REMOVE if node.name.value == DIRECTIVE else None


def _combined(documents: Sequence[DocumentNode], problems: list[Problem]) -> DocumentNode:
    """One document in which every type stands once, as the last of the documents has it."""
    found: dict[str, DefinitionNode] = {}
    for document in documents:
        known = set(found)
        for node in document.definitions:
            name = getattr(getattr(node, "name", None), "value", "schema")
            key = f"@{name}" if node.kind == "directive_definition" else name
            if isinstance(node, TypeExtensionNode):
                if not isinstance(found.get(key), TypeDefinitionNode):
                    problems.append(Problem(*_line(node), f"extends {name}, which no earlier document defines"))
                elif node.kind.removesuffix("_extension") != found[key].kind.removesuffix("_definition"):
                    problems.append(Problem(*_line(node), f"extends {name} as what it is not; define it again instead"))
                else:
                    found[key] = _extended(found[key], node)
            elif key in found and key not in known:
                problems.append(Problem(*_line(node), f"defines {name} a second time"))
            else:
                found[key] = node
    return DocumentNode(definitions=tuple(found.values()))


def _extended(node: DefinitionNode, extension: TypeExtensionNode) -> DefinitionNode:
    """The definition with the members of the extension, which take the place of members of the same name."""
    parts = {key: getattr(node, key) for key in node.keys if hasattr(node, key)}
    for key in _MEMBERS:
        if hasattr(node, key):
            members = {member.name.value: member for member in getattr(node, key) or ()}
            members |= {member.name.value: member for member in getattr(extension, key) or ()}
            parts[key] = tuple(members.values())
    if isinstance(node, ObjectTypeDefinitionNode | InterfaceTypeDefinitionNode):
        interfaces = {item.name.value: item for item in (*(node.interfaces or ()), *(getattr(extension, "interfaces", ()) or ()))}
        parts["interfaces"] = tuple(interfaces.values())
    return type(node)(**parts)


def _nodes(document: DocumentNode) -> Iterator[tuple[str, Node, str]]:
    """Every coordinate with its node and, for members, the type that has it."""
    for node in document.definitions:
        if not isinstance(node, TypeDefinitionNode) or node.name.value in _OWN_NAMES:
            continue
        owner = node.name.value
        yield owner, node, ""
        members = node.values if isinstance(node, EnumTypeDefinitionNode) else getattr(node, "fields", None)
        for member in () if isinstance(node, UnionTypeDefinitionNode) else members or ():
            coordinate = f"{owner}.{member.name.value}"
            yield coordinate, member, owner
            for argument in getattr(member, "arguments", None) or ():
                yield f"{coordinate}({argument.name.value})", argument, ""


def _guesses(node: Node) -> frozenset[Guess]:
    for directive in getattr(node, "directives", None) or ():
        if isinstance(directive, DirectiveNode) and directive.name.value == DIRECTIVE:
            given = [argument.value for argument in directive.arguments or () if argument.name.value == "what"]
            return frozenset(_listed(given[0])) if given else frozenset({Guess.NAME})
    return frozenset()


def _listed(value: ValueNode) -> Iterator[Guess]:
    for item in value.values if isinstance(value, ListValueNode) else (value,):
        if isinstance(item, EnumValueNode):
            yield Guess(item.value)


def _problem(error: GraphQLError | RecursionError, name: str) -> Problem:
    if isinstance(error, RecursionError):
        return Problem(name, 1, "the schema document is nested too deeply")
    for node in error.nodes or ():
        if node.loc is not None:
            return Problem(*_line(node), error.message)
    line = error.locations[0].line if error.locations else 1
    return Problem(error.source.name if error.source else name, line, error.message)


def _line(node: Node) -> tuple[str, int]:
    """File and line of a node; of one with a description, the line after it."""
    named = getattr(node, "name", None)
    loc = (named if isinstance(named, Node) else node).loc
    return (loc.source.name, loc.start_token.line) if loc is not None else ("", 1)
