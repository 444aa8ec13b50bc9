"""What the pages of a local copy of the documentation show of GraphQL: documents, and the replies printed after them."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graphql import (
    DocumentNode,
    FragmentDefinitionNode,
    FragmentSpreadNode,
    GraphQLError,
    Node,
    OperationDefinitionNode,
    Visitor,
    parse,
    visit,
)

_FENCE = re.compile(r"^( *)```(\w*)[^\n]*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_PRE = re.compile(r"<pre>(.*?)</pre>", re.DOTALL)
_CURL = re.compile(r"""-d '(\{"query".*?\})'""", re.DOTALL)
_COMMENTS = r"(?:#[^\n]*\n\s*)*"
_DOCUMENT = re.compile(rf"\s*{_COMMENTS}(?:query|mutation|fragment|subscription|input)\b")
_SHORT = re.compile(rf"\s*{_COMMENTS}\{{\s*[A-Za-z_]\w*\s*[({{:]?")
_LANGUAGES = frozenset({"gql", "graphql"})


@dataclass(frozen=True, slots=True)
class Shown:
    """Something that a page shows; ``line`` is its first."""

    page: str
    line: int
    text: str
    is_reply: bool

    @property
    def place(self) -> str:
        """Page and line, as the list of exceptions names it."""
        return f"{self.page}#L{self.line}"


@dataclass(frozen=True, slots=True)
class Example:
    """A document, with the fragments of pages that it needs; ``document`` is None where the text is no GraphQL."""

    shown: Shown
    document: DocumentNode | None
    lacking: tuple[str, ...]  # fragments that no page defines


def shown_on(pages: Path) -> Iterator[Shown]:
    """Everything of GraphQL that the pages show, page by page, in the order of the lines."""
    for path in sorted(pages.rglob("*.md")):
        found = sorted(
            _shown_in(path.relative_to(pages).as_posix(), path.read_text(encoding="utf-8")), key=lambda each: each.line
        )
        if any(not each.is_reply for each in found):
            yield from found


def examples_on(pages: Path) -> list[Example]:
    """The documents, each whole: fragments are looked for on its own page first, then on the others."""
    documents = [each for each in shown_on(pages) if not each.is_reply]
    parsed = {each: _parsed(each.text) for each in documents}
    fragments = {
        (each.page, node.name.value): node
        for each, tree in parsed.items()
        for node in (tree.definitions if tree is not None else ())
        if isinstance(node, FragmentDefinitionNode)
    }
    return [_whole(each, parsed[each], fragments) for each in documents]


def replies_on(pages: Path) -> Iterator[tuple[Shown, Example]]:
    """Each printed reply with the document that stands before it on the page."""
    by_place = {each.shown.place: each for each in examples_on(pages)}
    before: Shown | None = None
    for each in shown_on(pages):
        if not each.is_reply:
            before = each
        elif before is not None and before.page == each.page:
            yield each, by_place[before.place]


def data_of(reply: Shown) -> Any:  # Any: a JSON tree
    """The data of a reply; None where it has none. Raises ``ValueError`` where the reply is not JSON."""
    text = reply.text.strip()
    found = json.loads(text if text.startswith("{") else f"{{{text.rstrip(',')}}}")
    return found.get("data")


def operations_of(document: DocumentNode) -> list[str]:
    """The names of the operations of a document; an empty one for an operation without a name."""
    found = [node for node in document.definitions if isinstance(node, OperationDefinitionNode)]
    return [node.name.value if node.name is not None else "" for node in found]


def _shown_in(page: str, text: str) -> Iterator[Shown]:
    for match in _FENCE.finditer(text):
        body, line = match.group(3), text.count("\n", 0, match.start(3)) + 1
        calls = list(_CURL.finditer(body))
        for call in calls:
            yield Shown(page, line + body.count("\n", 0, call.start()), json.loads(call.group(1))["query"], False)
        if calls:
            continue
        is_named = match.group(2).lower() in _LANGUAGES
        if _DOCUMENT.match(body) or (is_named and _SHORT.match(body) and not body.lstrip().startswith('{\n  "')):
            yield Shown(page, line, body, False)
        elif body.lstrip().startswith(("{", '"')) and re.search(r'"(?:data|errors|extensions|permissionsUsed)"\s*:', body):
            yield Shown(page, line, body, True)
    for match in _PRE.finditer(text):
        body = html.unescape(re.sub(r"<[^>]*>", "", match.group(1)))
        if re.search(r"\b(?:query|mutation)\b", body):
            yield Shown(page, text.count("\n", 0, match.start(1)) + 1, body, False)


def _parsed(text: str) -> DocumentNode | None:
    try:
        return parse(text)
    except GraphQLError:
        return None


def _whole(shown: Shown, tree: DocumentNode | None, fragments: dict[tuple[str, str], FragmentDefinitionNode]) -> Example:
    if tree is None:
        return Example(shown, None, ())
    own = {node.name.value for node in tree.definitions if isinstance(node, FragmentDefinitionNode)}
    added: dict[str, FragmentDefinitionNode] = {}
    lacking: list[str] = []
    waiting = sorted(_spreads(tree) - own)
    while waiting:
        name = waiting.pop()
        found = fragments.get((shown.page, name)) or next((node for (_, other), node in fragments.items() if other == name), None)
        if found is None:
            lacking.append(name)
        else:
            added[name] = found
            waiting += sorted(_spreads(found) - own - added.keys() - set(lacking))
    return Example(shown, DocumentNode(definitions=(*tree.definitions, *added.values())), tuple(sorted(set(lacking))))


def _spreads(node: Node) -> set[str]:
    found: set[str] = set()

    class _Spreads(Visitor):
        def enter_fragment_spread(self, spread: FragmentSpreadNode, *_: object) -> None:
            found.add(spread.name.value)

    visit(node, _Spreads())
    return found
