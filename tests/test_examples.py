"""The documentation's own examples fit the shapes, or their contradiction is named: in a clause's note, or in a list.

The pages are not part of this project: they are read from a local copy of the documentation, whose folder ``CENTRA_DOCS_DIR``
names (the one that holds ``pages``). Without it there is nothing to read, and the tests are skipped.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import pytest
from graphql import InputObjectTypeDefinitionNode, print_ast

from centra_contracts.contract.model import Api, Json
from centra_contracts.contract.openapi import operation_of, schemas_at
from centra_contracts.contract.sdl import Sdl
from centra_contracts.contract.sdl_lint import objections
from centra_contracts.contract.selection import misfits
from centra_contracts.contract.yaml_tree import read_yaml
from centra_contracts.dialect.model import Reading
from centra_contracts.shell.contract_files import read_document, read_shelf, shape_reader
from centra_contracts.shell.schema_files import read_sdl
from centra_contracts.verdict.context import Context
from centra_contracts.verdict.rules.registry import RULES
from tests.graphql_pages import Example as Document
from tests.graphql_pages import Shown, data_of, examples_on, operations_of, replies_on

_DOCS = os.environ.get("CENTRA_DOCS_DIR", "")
_ORDER_PAGES = "pages/05.api-references/04.order-api/01.api-reference"
_SUBSCRIPTION_PAGES = "pages/05.api-references/subscription-api/01.api-reference"
_ENDPOINT = re.compile(r"^(?:Endpoint: )?`(GET|POST|PUT|DELETE) +\*base\*(/[^`?\[]*)", re.MULTILINE)
_REQUEST_FIELD = re.compile(r"(?:^|[&\[])(\w+)(?:\[\w*\])?=", re.MULTILINE)
_FENCE = re.compile(r"^```(?:json|http)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_HEADINGS = re.compile(r"^## ", re.MULTILINE)

_PAGES = Path(_DOCS) / "pages"
_EDITION = "2023-12" if _DOCS and (_PAGES / "05.api-references/02.graphql-integration-api").is_dir() else "2022-09"
_EXCEPTIONS = Path(__file__).with_name("graphql_examples.yaml")

pytestmark = pytest.mark.skipif(not _DOCS, reason="CENTRA_DOCS_DIR names no local copy of the documentation")


@dataclass(frozen=True, slots=True)
class Example:
    """An answer that a page shows."""

    api: Api
    page: str
    operations: tuple[str, ...]  # that the page documents
    text: str

    @property
    def tree(self) -> Json:
        """The answer, with commas put right: several examples lack some, or have too many. Raises ``ValueError``."""
        body = self.text[self.text.index("{") :]
        whole = re.sub(r'(["\]}\d]|true|false|null)(\s*\n\s*["{\[])', r"\1,\2", body)
        found: Json = json.loads(re.sub(r",(\s*[\]}])", r"\1", whole))
        return _without_dots(found)


def _without_dots(node: Json) -> Json:
    """The tree without elements of lists that the page cuts short by dots."""
    if isinstance(node, dict):
        return {key: _without_dots(value) for key, value in node.items()}
    if isinstance(node, list):
        return [_without_dots(item) for item in node if not (isinstance(item, dict) and "..." in item.values())]
    return node


def _examples(api: Api, pages: str) -> Iterator[Example]:
    for path in sorted((Path(_DOCS) / pages).glob("*/docs.md")):
        text = path.read_text(encoding="utf-8")
        operations = tuple(f"{method} {_template(place)}" for method, place in _ENDPOINT.findall(text))
        answers = [part for part in _HEADINGS.split(text) if part.lower().startswith(("response", "error"))]
        for part in answers:
            for block in _FENCE.findall(part):
                if "{" in block:
                    yield Example(api, path.parent.name, operations, block)


def _template(place: str) -> str:
    return re.sub(r"\*(\w+)\*", r"{\1}", place.strip())


_EXAMPLES = [*_examples(Api.ORDER, _ORDER_PAGES), *_examples(Api.SUBSCRIPTION, _SUBSCRIPTION_PAGES)] if _DOCS else []


@pytest.mark.skipif(_EDITION != "2022-09", reason="the shapes of these APIs are those of 2022-09")
@pytest.mark.parametrize(("api", "pages", "operations"), [(Api.ORDER, 31, 32), (Api.SUBSCRIPTION, 6, 6)])
def test_every_page_of_the_reference_has_examples(api: Api, pages: int, operations: int) -> None:
    """One page may document several operations."""
    examples = [example for example in _EXAMPLES if example.api is api]
    assert len({example.page for example in examples}) == pages
    assert len({operation for example in examples for operation in example.operations}) == operations


@pytest.mark.skipif(_EDITION != "2022-09", reason="a later edition has no pages of the Subscription API")
def test_the_forms_of_the_subscription_api_have_the_fields_of_the_examples() -> None:
    """Every field that a request shows is one of its operation; the address of the list is no form."""
    seen: set[str] = set()
    strange = []
    for path in sorted((Path(_DOCS) / _SUBSCRIPTION_PAGES).glob("*/docs.md")):
        text = path.read_text(encoding="utf-8")
        ((method, place),) = _ENDPOINT.findall(text)
        forms = [block for part in _HEADINGS.split(text) if part.startswith("Request") for block in _FENCE.findall(part)]
        fields = {name for form in forms for name in _REQUEST_FIELD.findall(form.partition("\n\n")[2])}
        seen |= fields
        document = read_document("subscription")
        operation = operation_of(document, f"{method} {_template(place)}")
        strange += [(path.parent.name, name) for name in fields if not schemas_at(document, operation, f"request.{name}")]
    assert strange == []
    assert {"package", "pnr", "payment_url", "consent_version", "id", "status"} <= seen


@pytest.mark.parametrize("example", _EXAMPLES, ids=lambda example: example.page)
def test_an_example_fits_the_shape_or_a_note_names_its_contradiction(example: Example) -> None:
    """Each place that does not fit is named, by its field, in the note of a clause that judges the shape."""
    notes = " ".join(_notes(example.api).get(operation, "") for operation in example.operations)
    try:
        tree = example.tree
    except ValueError:
        assert "not JSON" in notes
        return
    breaches = min((_breaches(example.api, operation, tree) for operation in example.operations), key=len)
    fields = {re.sub(r"\[\d+\]", "", place).rpartition(".")[2] for place in breaches}
    assert {field for field in fields if not re.search(rf"\b{re.escape(field)}\b", notes)} == set(), breaches


@lru_cache
def _notes(api: Api) -> dict[str, str]:
    """The notes of the clauses that judge an operation by its shape, by its name."""
    found: dict[str, str] = {}
    for clause in read_shelf().library.clauses:
        for expectation in clause.expect:
            shape = expectation.arguments
            if clause.api is api and expectation.rule == "shape" and isinstance(shape, dict) and "operation" in shape:
                found[shape["operation"]] = f"{found.get(shape['operation'], '')} {clause.note}"
    return found


def _breaches(api: Api, operation: str, tree: Json) -> list[str]:
    shapes = _shapes()
    reading = Reading("example", 200, {"content-type": "application/json"}, tree)
    context = Context(reading, {}, lambda reference: shapes(api.value, reference))
    return [breach.place for breach in RULES["shape"].judge({"operation": operation}, context)]


@lru_cache
def _shapes() -> Callable[[str, str], Json]:
    return shape_reader()


_DOCUMENTS = examples_on(_PAGES) if _DOCS else []
_REPLIES = list(replies_on(_PAGES)) if _DOCS else []


def test_the_pages_have_examples_of_graphql() -> None:
    """As many as were there when they were read; and each exception is one of them."""
    assert (len(_DOCUMENTS), len(_REPLIES)) == {"2022-09": (90, 61), "2023-12": (209, 116)}[_EDITION]
    places = {document.shown.place for document in _DOCUMENTS} | {reply.place for reply, _ in _REPLIES}
    assert sorted(_listed().keys() - places) == []


@pytest.mark.parametrize("example", _DOCUMENTS, ids=lambda example: example.shown.place)
def test_a_document_of_a_page_is_allowed_by_the_schema_or_listed(example: Document) -> None:
    """Fragments may stand on another page; a printed definition of an input is that of the schema."""
    assert (_objections(example) != []) is (example.shown.place in _listed())


@pytest.mark.parametrize(("reply", "example"), _REPLIES, ids=lambda each: each.place if isinstance(each, Shown) else "")
def test_a_reply_of_a_page_is_what_its_document_selects_or_listed(reply: Shown, example: Document) -> None:
    """By the types of the schema; what is listed does not fit at the places that are named, and only there."""
    listed = _listed().get(reply.place)
    try:
        data = data_of(reply)
    except ValueError:
        assert listed == []
        return
    if data is None or example.document is None:
        assert listed is None
        return
    found = min((misfits(_sdl(), example.document, data, name) for name in operations_of(example.document)), key=len)
    assert sorted({re.sub(r"\[\d+\]", "[]", each.path) for each in found}) == (listed or [])


def _objections(example: Document) -> list[str]:
    if example.document is None:
        return ["no GraphQL"]
    printed = [node for node in example.document.definitions if isinstance(node, InputObjectTypeDefinitionNode)]
    if printed:
        return [objection for node in printed for objection in _differences(node)]
    unused = re.compile(r"Fragment '\w+' is never used\.")  # shown by itself, for other documents
    return [says for says in objections(_sdl(), example.document) if not unused.fullmatch(says)]


def _differences(node: InputObjectTypeDefinitionNode) -> list[str]:
    known = _sdl().schema.type_map[node.name.value].to_kwargs()["fields"]
    shown = {field.name.value: print_ast(field.type) for field in node.fields or ()}
    documented = {name: str(field.type) for name, field in known.items()}
    return [
        f"{name}: {shown.get(name)}, not {documented.get(name)}"
        for name in shown | documented
        if shown.get(name) != documented.get(name)
    ]


@lru_cache
def _sdl() -> Sdl:
    return read_sdl(_EDITION)


@lru_cache
def _listed() -> dict[str, list[str]]:
    """The places that a reply does not fit at, by where it stands; empty for what does not fit as a whole."""
    tree = read_yaml(_EXCEPTIONS.read_text(encoding="utf-8")).value
    assert isinstance(tree, dict)
    return {item["at"]: sorted(item.get("misfits", [])) for item in tree[_EDITION]}
