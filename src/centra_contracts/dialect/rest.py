"""Speaks the four JSON APIs: Checkout, Shop, Order and Subscription.

Each has its own way to identify the caller and its own word for success and failure.
Sources: ``api-references/api-intro``, ``api-references/checkout-api/introduction``,
``api-references/shop-api/api-reference``, ``api-references/order-api/api-reference``,
``api-references/subscription-api/api-reference``.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from urllib.parse import urlencode

from lxml import etree

from centra_contracts.contract.model import Api, Auth, Json, Notify, RestCall, Step
from centra_contracts.contract.xml_tree import parse_xml, without_namespaces
from centra_contracts.dialect.model import Connection, Reading
from centra_contracts.exchange.model import Exchange, Request, Response

__all__ = [
    "WRONG_SECRET",
    "RestDialect",
    "credentials",
    "decode_json",
    "decode_text",
    "declared_errors",
    "header_map",
    "secret_header",
]

WRONG_SECRET = "not-the-secret-of-this-store"  # what ``auth: wrong`` sends; it opens nothing anywhere

_FORM = "application/x-www-form-urlencoded"
_MAX_DEPTH = 100


class RestDialect:
    """Writes REST steps and reads their answers; one for all four JSON APIs."""

    def write(self, step: Step, connection: Connection, values: Mapping[str, Json]) -> Request:
        """The request for a REST step whose blanks are filled and whose path is percent-encoded.

        In ``query`` and ``form`` a list repeats its key, an object becomes ``key[member]``, null an empty text.
        A raw ``text`` body is called JSON, or XML where SOAP is spoken. A header of the step replaces the one that
        would be sent; null removes it.
        ``values["session.<name>"]`` is sent to Checkout as ``API-token``; the session ``none`` as ``API-token: none``.
        Raises ``ValueError`` if the step is not a REST step, or its auth is not one of these APIs.
        """
        call = step.say
        if isinstance(call, Notify):
            return _notification(call)
        if not isinstance(call, RestCall):
            raise ValueError(f"step {step.id!r} is not a REST step")
        content_type, body = _encode_body(call, connection.api)
        headers = {"Accept": "application/json", **content_type, **credentials(step, connection)}
        if connection.api is Api.CHECKOUT:
            headers |= _session(step, values)
        replaced = {name.lower() for name in call.headers}
        headers = {name: value for name, value in headers.items() if name.lower() not in replaced}
        headers |= {name: _text(value) for name, value in call.headers.items() if value is not None}
        query = urlencode(list(_pairs(call.query)))
        # The URLs of GraphQL and SOAP are whole endpoints, not bases: there the path "/" adds nothing.
        whole = connection.api in (Api.GRAPHQL, Api.SOAP) and call.path == "/"
        url = connection.url + ("" if whole else call.path) + (("&" if "?" in call.path else "?") + query if query else "")
        return Request(call.method, url, tuple(headers.items()), body, f"{call.method} {call.path}")

    def read(self, exchange: Exchange) -> Reading:
        """The decoded answer, with the API's own word for success and the errors that it declares."""
        response = exchange.response
        if response is None:
            return Reading(exchange.id, None, {}, None)
        headers = header_map(response.headers)
        body = decode_json(response.body)
        xml = _xml_of(headers, response.body) if body is None else None
        errors = declared_errors(exchange.api, body)
        return Reading(
            exchange.id,
            response.status,
            headers,
            body,
            xml=xml,
            text=decode_text(response.body),
            accepted=_is_accepted(exchange.api, response, body, xml),
            errors=errors,
        )


def _notification(call: Notify) -> Request:
    """The request that posts JSON to a whole address; without a secret, and with nothing of the address in its name."""
    if not call.address.startswith(("http://", "https://")):
        raise ValueError("a notification needs a whole address")
    headers = (("Accept", "application/json"), ("Content-Type", "application/json"))
    return Request("POST", call.address, headers, json.dumps(call.json, ensure_ascii=False).encode(), "notification")


def credentials(step: Step, connection: Connection) -> dict[str, str]:
    """The header that identifies the caller to an API that is spoken in JSON; none where nothing is to be sent.

    Checkout is spoken in client mode, without the secret, unless the step asks for it.
    Raises ``ValueError`` where the API has no such way. Sources: ``api-references/api-intro#authentication``,
    ``api-references/graphql-integration-api/authorization``.
    """
    api, secret = connection.api, connection.secret
    match step.auth:
        case Auth.NONE:
            return {}
        case Auth.DEFAULT:
            return {} if api is Api.CHECKOUT or not secret else secret_header(api, secret)
        case Auth.BEARER:
            return {"Authorization": f"Bearer {secret}"}
        case Auth.API_AUTHORIZATION:
            return {"API-Authorization": secret}
        case Auth.WRONG:
            return secret_header(api, WRONG_SECRET)
        case Auth.COOKIE:
            if api is not Api.GRAPHQL:
                raise ValueError(f"step {step.id!r}: a cookie identifies the caller to GraphQL only")
            return {"Cookie": f"graphql-access={secret}"}


def secret_header(api: Api, secret: str) -> dict[str, str]:
    """The header in which an API documents its secret first; none for SOAP, which has its login in the body.

    >>> secret_header(Api.ORDER, "a1")
    {'API-Authorization': 'a1'}
    """
    if api in (Api.CHECKOUT, Api.GRAPHQL):
        return {"Authorization": f"Bearer {secret}"}
    return {} if api is Api.SOAP else {"API-Authorization": secret}


def declared_errors(api: str, body: Json) -> Mapping[str, str]:
    """The errors that an answer declares, by field.

    Checkout and Shop: the object ``errors``, nested fields joined by dots. Order: ``msg`` (a text under the key
    ``msg``, an object as it is) and ``code`` of an answer with ``status: no``, and of each part of a batch under its
    key. Subscription: any text but ``ok`` in ``status``, or the one beside ``error: true``, ``message``, ``msg``, and each
    field in ``errors``.

    >>> declared_errors("shop", {"errors": {"brand": "not found"}})
    {'brand': 'not found'}
    """
    if not isinstance(body, Mapping):
        return {}
    match api:
        case Api.CHECKOUT | Api.SHOP:
            return dict(_flat(body.get("errors"), "errors"))
        case Api.ORDER:
            return _order_errors(body)
        case Api.SUBSCRIPTION:
            return _subscription_errors(body)
        case _:
            return {}


def decode_json(raw: bytes) -> Json:
    """The JSON tree of a body; None when it is empty, not JSON (``NaN`` is none), or nested beyond a hundred levels.

    >>> decode_json(b'{"a": 1}')
    {'a': 1}
    """
    try:
        tree: Json = json.loads(raw, parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        return None
    return None if _is_deep(tree) else tree


def decode_text(raw: bytes) -> str:
    """The body as text; bytes that are not UTF-8 show as replacement characters."""
    return raw.decode("utf-8", "replace")


def header_map(headers: tuple[tuple[str, str], ...]) -> dict[str, str]:
    """Headers by name in lower case; a repeated one is joined by a comma, as RFC 9110, section 5.3, allows."""
    joined: dict[str, str] = {}
    for name, value in headers:
        name = name.lower()
        joined[name] = f"{joined[name]}, {value}" if name in joined else value
    return joined


def _refuse_constant(name: str) -> Json:
    raise ValueError(f"{name} is not JSON")


def _is_deep(tree: Json) -> bool:
    """Whether a tree is nested deeper than what every later function can go down without a thought."""
    level: list[Json] = [tree]
    for _ in range(_MAX_DEPTH):
        below = [list(node.values()) if isinstance(node, dict) else node for node in level if isinstance(node, dict | list)]
        if not below:
            return False
        level = [item for items in below for item in items]
    return True


def _encode_body(call: RestCall, api: Api) -> tuple[dict[str, str], bytes]:
    if call.has_json:
        return {"Content-Type": "application/json"}, json.dumps(call.json, ensure_ascii=False).encode()
    if call.form is not None:
        return {"Content-Type": _FORM}, urlencode(list(_pairs(call.form))).encode()
    if call.text is not None:
        content_type = "text/xml; charset=utf-8" if api is Api.SOAP else "application/json"
        return {"Content-Type": content_type}, call.text.encode()
    return {}, b""


def _session(step: Step, values: Mapping[str, Json]) -> dict[str, str]:
    if step.session == "none":
        return {"API-token": "none"}
    token = values.get(f"session.{step.session}")
    return {"API-token": _text(token)} if token is not None else {}


def _pairs(fields: Mapping[str, Json]) -> Iterator[tuple[str, str]]:
    for name, value in fields.items():
        yield from _pairs_of(name, value)


def _pairs_of(name: str, value: Json) -> Iterator[tuple[str, str]]:
    if isinstance(value, Mapping):
        for member, inner in value.items():
            yield from _pairs_of(f"{name}[{member}]", inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _pairs_of(name, inner)
    else:
        yield name, _text(value)


def _text(value: Json) -> str:
    if isinstance(value, str):
        return value
    return "" if value is None else json.dumps(value, ensure_ascii=False)


def _xml_of(headers: Mapping[str, str], raw: bytes) -> etree._Element | None:
    if "xml" not in headers.get("content-type", ""):
        return None
    try:
        root = without_namespaces(parse_xml(raw))
    except ValueError:  # what cannot be decoded stays text
        return None
    return None if root.tag == "html" else root  # a page for people, such as that of a login in front of the API


def _is_accepted(api: str, response: Response, body: Json, xml: etree._Element | None) -> bool:
    """The API's own word for success. A page that is neither JSON nor XML is nobody's; an empty answer may be."""
    if response.status >= 400:
        return False
    if xml is not None:
        return xml.findtext("status") in (None, "ok")
    if body is None:
        return response.status < 300 and not response.body.strip() and api in (Api.CHECKOUT, Api.SHOP)
    if not isinstance(body, Mapping):
        return True
    match api:
        case Api.ORDER:
            return body.get("status", "ok") == "ok" and not _refused_parts(body)
        case Api.SUBSCRIPTION:
            return not body.get("error") and body.get("status", "ok") == "ok"
        case _:
            return not body.get("errors")


def _refused_parts(body: Mapping[str, Json]) -> dict[str, Mapping[str, Json]]:
    """The refused parts of a batch: create orders answers an object of outcomes, without a status of its own."""
    if "status" in body:
        return {}
    parts = {key: part for key, part in body.items() if isinstance(part, Mapping)}
    return {key: part for key, part in parts.items() if part.get("status") == "no"}


def _order_errors(body: Mapping[str, Json]) -> dict[str, str]:
    errors: dict[str, str] = {}
    if body.get("status") == "no":
        errors |= _flat(body.get("msg"), "msg")
        if "code" in body:
            errors["code"] = _text(body["code"])
        errors |= _flat(body.get("errors"), "errors")
    for key, part in _refused_parts(body).items():
        errors |= _flat(part.get("msg"), key)
    return errors


def _subscription_errors(body: Mapping[str, Json]) -> dict[str, str]:
    status = body.get("status", "ok")
    if not body.get("error") and status == "ok":
        return {}
    errors = {name: _text(body[name]) for name in ("status", "message", "msg") if name in body}
    fields = body.get("errors")
    if isinstance(fields, list):
        return errors | {_text(field): _text(status) for field in fields}
    return errors | dict(_flat(fields, "errors"))


def _flat(value: Json, name: str) -> dict[str, str]:
    """Texts by path: the members of an object by their own names, anything else under ``name``."""
    if value is None:
        return {}
    if not isinstance(value, Mapping):
        if isinstance(value, list) and not value:
            return {}
        texts = [_text(item) for item in value] if isinstance(value, list) else [_text(value)]
        return {name: ", ".join(texts)}
    flat: dict[str, str] = {}
    for field, inner in value.items():
        nested = _flat(inner, field)
        flat |= {f"{field}.{key}": text for key, text in nested.items()} if isinstance(inner, Mapping) else nested
    return flat
