"""The documentation's own examples of answers fit the shapes, or their contradiction is named in a clause's note.

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

from centra_contracts.contract.model import Api, Json
from centra_contracts.dialect.model import Reading
from centra_contracts.shell.contract_files import read_shelf, shape_reader
from centra_contracts.verdict.context import Context
from centra_contracts.verdict.rules.registry import RULES

_DOCS = os.environ.get("CENTRA_DOCS_DIR", "")
_ORDER_PAGES = "pages/05.api-references/04.order-api/01.api-reference"
_ENDPOINT = re.compile(r"^Endpoint: `(GET|POST|PUT|DELETE) +\*base\*(/[^`?\[]*)", re.MULTILINE)
_FENCE = re.compile(r"^```(?:json|http)\n(.*?)^```", re.MULTILINE | re.DOTALL)
_HEADINGS = re.compile(r"^## ", re.MULTILINE)

pytestmark = pytest.mark.skipif(not _DOCS, reason="CENTRA_DOCS_DIR names no local copy of the documentation")


@dataclass(frozen=True, slots=True)
class Example:
    """An answer that a page shows."""

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


def _examples() -> Iterator[Example]:
    for path in sorted((Path(_DOCS) / _ORDER_PAGES).glob("*/docs.md")):
        text = path.read_text(encoding="utf-8")
        operations = tuple(f"{method} {_template(place)}" for method, place in _ENDPOINT.findall(text))
        answers = [part for part in _HEADINGS.split(text) if part.lower().startswith(("response", "error"))]
        for part in answers:
            for block in _FENCE.findall(part):
                if "{" in block:
                    yield Example(path.parent.name, operations, block)


def _template(place: str) -> str:
    return re.sub(r"\*(\w+)\*", r"{\1}", place.strip())


_EXAMPLES = list(_examples()) if _DOCS else []


def test_every_page_of_the_order_api_has_examples() -> None:
    """31 pages document 32 operations."""
    assert len({example.page for example in _EXAMPLES}) == 31
    assert len({operation for example in _EXAMPLES for operation in example.operations}) == 32


@pytest.mark.parametrize("example", _EXAMPLES, ids=lambda example: example.page)
def test_an_example_fits_the_shape_or_a_note_names_its_contradiction(example: Example) -> None:
    """Each place that does not fit is named, by its field, in the note of a clause that judges the shape."""
    notes = " ".join(_notes().get(operation, "") for operation in example.operations)
    try:
        tree = example.tree
    except ValueError:
        assert "not JSON" in notes
        return
    breaches = min((_breaches(operation, tree) for operation in example.operations), key=len)
    fields = {re.sub(r"\[\d+\]", "", place).rpartition(".")[2] for place in breaches}
    assert {field for field in fields if not re.search(rf"\b{re.escape(field)}\b", notes)} == set(), breaches


@lru_cache
def _notes() -> dict[str, str]:
    """The notes of the clauses that judge an operation by its shape, by its name."""
    found: dict[str, str] = {}
    for clause in read_shelf().library.clauses:
        for expectation in clause.expect:
            shape = expectation.arguments
            if clause.api is Api.ORDER and expectation.rule == "shape" and isinstance(shape, dict) and "operation" in shape:
                found[shape["operation"]] = f"{found.get(shape['operation'], '')} {clause.note}"
    return found


def _breaches(operation: str, tree: Json) -> list[str]:
    shapes = _shapes()
    reading = Reading("example", 200, {"content-type": "application/json"}, tree)
    context = Context(reading, {}, lambda reference: shapes("order", reference))
    return [breach.place for breach in RULES["shape"].judge({"operation": operation}, context)]


@lru_cache
def _shapes() -> Callable[[str, str], Json]:
    return shape_reader()
