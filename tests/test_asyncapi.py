"""The AsyncAPI document of webhooks and its JSON Schemas say what the documentation says, and what the pages show fits them."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any
from urllib.parse import quote

import jsonschema_rs
import pytest

from centra_contracts.contract.model import Json
from centra_contracts.contract.yaml_tree import read_yaml
from centra_contracts.dialect.webhook import verify

_FOLDER = Path(__file__).resolve().parent.parent / "contracts" / "webhook"
_INTEGRATION, _CHECKOUT = "payload-integration.schema.json", "payload-checkout.schema.json"
_EVENT = {"type": "shipment", "action": "good_to_go", "date": "2022-01-29 14:40:58.628239", "id": 7}
_ASKED = {"warehouses": [{"warehouseId": 2, "expirationAt": "2022-01-11T15:21:00+01:00"}]}


def _document() -> Any:  # Any: a document that the tests look through
    tree = read_yaml((_FOLDER / "asyncapi.yaml").read_text(encoding="utf-8"))
    assert tree.problems == ()
    return tree.value


def _fits(schema: str, payload: Json) -> bool:
    read = json.loads((_FOLDER / schema).read_text(encoding="utf-8"))
    return jsonschema_rs.Draft202012Validator(read).is_valid(payload)


def _with(**changes: Json) -> Json:
    return {"events": [{**_EVENT, **changes}]}


@pytest.mark.parametrize(
    ("schema", "payload", "fits"),
    [
        (_INTEGRATION, {"events": [_EVENT]}, True),
        (_INTEGRATION, {"events": [_EVENT], "more": 1}, True),
        (_INTEGRATION, _with(id="7"), False),
        (_INTEGRATION, _with(date="2022-01-29T14:40:58+00:00"), False),
        (_INTEGRATION, _with(type=1), False),
        (_INTEGRATION, {"events": {}}, False),
        (_INTEGRATION, {"events": [{**_EVENT, "id": number} for number in range(100)]}, True),
        (_INTEGRATION, {"events": [{**_EVENT, "id": number} for number in range(101)]}, False),
        (_INTEGRATION, {"events": [_EVENT, _EVENT]}, False),
        (_INTEGRATION, _with(type="check_first", action="create", data=_ASKED), True),
        (_INTEGRATION, _with(type="check_first", action="create", data={"warehouseId": 2}), False),
        (_INTEGRATION, _with(type="check_first", action="create"), False),
        (_INTEGRATION, _with(type="check_first", action="timeout", data={"warehouseId": 2}), True),
        (_INTEGRATION, _with(type="check_first", action="accepted", data=_ASKED), False),
        (_INTEGRATION, _with(type="check_first", action="rejected", data={"warehouseId": "2"}), False),
        (_CHECKOUT, {"products": ["52"], "categories": ["14", "16"], "anotherType": ["1"]}, True),
        (_CHECKOUT, {"products": [52]}, False),
        (_CHECKOUT, {"products": ["52", "52"]}, False),
        (_CHECKOUT, {"products": "52"}, False),
        (_CHECKOUT, {"anotherType": "1"}, False),
        (_CHECKOUT, {}, False),
    ],
)
def test_payloads_fit_as_documented(schema: str, payload: Json, fits: bool) -> None:
    """Further keys and types are allowed; other kinds of ids, times and envelopes are not."""
    assert _fits(schema, payload) is fits


@pytest.mark.parametrize(("message", "schema"), [("changed", _CHECKOUT), ("happened", _INTEGRATION)])
def test_the_examples_of_the_document_are_signed_webhooks(message: str, schema: str) -> None:
    """Each verifies with the secret that it names, and its payload fits its schema."""
    (example,) = _document()["components"]["messages"][message]["examples"]
    body = b"payload=" + quote(example["payload"]["payload"], safe="").encode()
    assert verify("example-secret", example["headers"]["X-Centra-Signature"], body) == "valid"
    assert _fits(schema, json.loads(example["payload"]["payload"]))


def test_every_reference_of_the_document_leads_somewhere() -> None:
    """Within the document, or to a schema beside it."""
    document = _document()
    for reference in _references(document):
        file, _, pointer = reference.partition("#")
        if file:
            assert (_FOLDER / file).is_file()
            continue
        node = document
        for part in pointer.strip("/").split("/"):
            node = node[part]


def _references(node: Json) -> list[str]:
    if isinstance(node, dict):
        own = [str(node["$ref"])] if "$ref" in node else []
        return own + [found for value in node.values() for found in _references(value)]
    return [found for item in node for found in _references(item)] if isinstance(node, list) else []
