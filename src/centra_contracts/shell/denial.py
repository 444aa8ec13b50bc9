"""Denies a documented fact: the same target, but for this one statement, which is no longer true of it.

A denial changes what is sent or what is answered on the way between the clauses and the target: a field of an answer is
dropped or retyped, a field of a request is not seen, an error has another text. What cannot be denied in such a general
way, a rule, is denied by the lies of the mock. Source: ``docs/ledger.md``, "How coverage is proved".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

from centra_contracts.contract.ledger import Fact
from centra_contracts.contract.model import Api, Effect, Json
from centra_contracts.contract.openapi import Operation, is_plain_key, names_of, operations_of, schemas_at
from centra_contracts.dialect.model import Connection
from centra_contracts.dialect.rest import secret_header
from centra_contracts.exchange.model import Exchange, Request, Response
from centra_contracts.shell.needs import is_of_need
from centra_contracts.shell.speak import Wire

__all__ = ["Denial", "Denier", "DenyingWire", "How", "denials_of"]

_OTHER_TEXT = "something else happened"
_OTHER_NUMBER = -99
_PLACEHOLDER = re.compile(r"<[^>]*>")
_OF_SECRET = ("api-authorization", "authorization")
_KEY_PART = re.compile(r"[^\[\]]+")
_JSON = "application/json"
_FORM = "application/x-www-form-urlencoded"


class How(StrEnum):
    """What is done so that a fact is no longer true."""

    DROPPED = "dropped"  # the field is not in the answer
    RETYPED = "retyped"  # the field has another type
    REFORMATTED = "reformatted"  # the moment has a T and a zone
    REPLACED = "replaced"  # another value, text or code is answered
    IGNORED = "ignored"  # the target does not see the field of the request
    ANSWERED = "answered otherwise"  # of SOAP: an answer has it of another type, or under another name
    GONE = "gone"  # the operation is not found
    OTHER_STATUS = "other status"
    OTHER_MEDIA = "other content type"
    OPEN = "open"  # no secret is needed


_OF_REQUEST = frozenset({How.IGNORED, How.OPEN})


@dataclass(frozen=True, slots=True)
class Denial:
    """One way in which a fact is untrue."""

    fact: Fact
    how: How

    @property
    def is_of_request(self) -> bool:
        """Whether the target itself must be asked again; otherwise a recorded answer can be changed."""
        return self.how in _OF_REQUEST


def denials_of(fact: Fact) -> tuple[Denial, ...]:
    """Every general way to deny a fact; none for a rule."""
    is_answer = fact.path.startswith("response.")
    match fact.kind:
        case "response_field":
            is_moment = fact.type.startswith('date "YYYY-MM-DD hh:mm')
            ways = [How.DROPPED, How.RETYPED, *([How.REFORMATTED] if is_moment else [])]
        case "request_field" | "request_param":
            ways = [How.IGNORED]
        case "enum_value":
            ways = [How.REPLACED if is_answer else How.IGNORED]
        case "error":
            ways = [How.REPLACED] if fact.name and fact.name != "msg" else []
        case "operation":
            ways = [How.GONE]
        case "status":
            ways = [How.OTHER_STATUS] if fact.name.isdigit() else []
        case "header":
            ways = [How.OTHER_MEDIA] if fact.id.endswith("response-content-type") else []
        case "auth":
            ways = [How.OPEN]
        case _:
            ways = []
    if fact.kind in ("response_field", "enum_value", "request_field", "request_param") and not fact.path:
        ways = []
    if f"{{{fact.name}}}" in fact.operation:  # what stands in the path of a call cannot be overlooked
        ways = []
    return tuple(Denial(fact, how) for how in ways) if fact.operation else ()


class Denier:
    """Knows the operations of one API, and changes requests and answers of theirs. Pure but for what it remembers."""

    def __init__(self, document: Json, connection: Connection) -> None:
        self._document = document
        self._connection = connection
        self._operations = list(operations_of(document))

    def change_answer(self, denial: Denial, exchange: Exchange) -> Exchange:
        """The exchange with the answer as it would be; the same object where nothing in it speaks of the fact."""
        if exchange.response is None or not self._speaks(denial, exchange.api, exchange.request):
            return exchange
        response = self._changed(denial, exchange.response)
        return exchange if response == exchange.response else replace(exchange, response=response)

    def change_request(self, denial: Denial, api: str, request: Request) -> Request:
        """The request as the target would see it."""
        if not self._speaks(denial, api, request):
            return request
        if denial.how is How.OPEN:
            kept = [(name, value) for name, value in request.headers if name.lower() not in _OF_SECRET]
            right = secret_header(self._connection.api, self._connection.secret)
            return replace(request, headers=(*kept, *right.items()))
        parts = denial.fact.path.removeprefix("request.").split(".")
        wanted = denial.fact.name if denial.fact.kind == "enum_value" else None
        return _without(request, parts, wanted)

    def _speaks(self, denial: Denial, api: str, request: Request) -> bool:
        if api != self._connection.api.value:
            return False
        found = self._operation(request)
        return found is not None and found.name == denial.fact.operation

    def _operation(self, request: Request) -> Operation | None:
        path = urlsplit(request.url).path.removeprefix(urlsplit(self._connection.url).path)
        found = [item for item in self._operations if item.matches(request.method, path)]
        return min(found, key=lambda item: item.path.count("{"), default=None)

    def _changed(self, denial: Denial, response: Response) -> Response:
        fact = denial.fact
        match denial.how:
            case How.GONE:
                return replace(response, status=404, body=b'{"status":"no","msg":"unknown operation"}')
            case How.OTHER_STATUS:
                return replace(response, status=202) if str(response.status) == fact.name else response
            case How.OTHER_MEDIA:
                others = [(name, value) for name, value in response.headers if name.lower() != "content-type"]
                return replace(response, headers=(*others, ("content-type", "text/plain")))
        try:
            tree: Json = json.loads(response.body)
        except ValueError:
            return response
        changed = self._changed_tree(denial, tree)
        return replace(response, body=json.dumps(tree).encode()) if changed else response

    def _changed_tree(self, denial: Denial, tree: Json) -> bool:
        fact = denial.fact
        if fact.kind == "error":
            return _replace_error(tree, fact.name)
        spots = list(_spots(tree, fact.path.removeprefix("response.").split(".")))
        if fact.kind == "enum_value":
            spots = [(holder, key) for holder, key in spots if _word(holder[key]).lower() == fact.name.lower()]
        allowed = self._allowed(fact)
        for holder, key in spots:
            if denial.how is How.DROPPED and isinstance(holder, dict):
                del holder[key]
            elif denial.how is How.RETYPED:
                holder[key] = _of_other_type(holder[key], allowed)
            elif denial.how is How.REFORMATTED:
                holder[key] = str(holder[key]).replace(" ", "T") + "+00:00"
            elif denial.how is How.REPLACED:
                holder[key] = f"not-{holder[key]}" if isinstance(holder[key], str) else _OTHER_NUMBER
        return bool(spots)

    def _allowed(self, fact: Fact) -> frozenset[str]:
        operation = next(item for item in self._operations if item.name == fact.operation)
        return names_of(self._document, schemas_at(self._document, operation, fact.path))


@dataclass(frozen=True, slots=True)
class DenyingWire:
    """A wire on which one fact is not true of the requests that reach the target.

    What meets a need is let through as it is: a clause whose need is not met is skipped, and would notice nothing.
    """

    inner: Wire
    denier: Denier
    denial: Denial

    def send(self, request: Request, *, effect: Effect, id: str, plan: str, step: str, api: Api) -> Exchange:
        """The exchange as the one who asked knows it: with the request that was meant."""
        changed = request if is_of_need(plan) else self.denier.change_request(self.denial, api.value, request)
        exchange = self.inner.send(changed, effect=effect, id=id, plan=plan, step=step, api=api)
        return replace(exchange, request=request)


def _spots(node: Any, parts: Sequence[str]) -> Iterator[tuple[Any, Any]]:  # Any: containers that are changed in place
    """Every place of a path in a tree, as the container and the key in it. A key may have dots: ``items.name``."""
    if not isinstance(node, dict):
        return
    for part, rest in _beginnings(parts):
        for key in [key for key in node if _is_named(part, key)]:
            holders: list[tuple[Any, Any]] = [(node, key)]
            for _ in range(part.count("[]")):
                lists = [holder[at] for holder, at in holders if isinstance(holder[at], list)]
                holders = [(elements, index) for elements in lists for index in range(len(elements))]
            for holder, at in holders:
                if rest:
                    yield from _spots(holder[at], rest)
                else:
                    yield holder, at


def _beginnings(parts: Sequence[str]) -> Iterator[tuple[str, Sequence[str]]]:
    """Every way to read the beginning of a path as one key, with what is left of the path."""
    for length in range(1, len(parts) + 1):
        if length == 1 or is_plain_key(parts[:length]):
            yield ".".join(parts[:length]), parts[length:]


def _is_named(part: str, key: str) -> bool:
    """Whether a part of a path means this key: ``a|b`` means both, ``<name>`` every one."""
    names = [name.rstrip("[]") for name in part.split("|")]
    return key in names or any(_PLACEHOLDER.fullmatch(name) for name in names)


def _of_other_type(value: Json, allowed: frozenset[str]) -> Json:
    """The value in the nearest type that is not documented; a list around it where nearly every type is."""
    nearest: list[tuple[str, Json]] = [("string", _word(value)), ("integer", 7), ("boolean", True), ("array", [value])]
    own = _type_of(value)
    for name, other in nearest:
        if name != own and name not in allowed and not (name == "integer" and "number" in allowed | {own}):
            return other
    return {"value": value}


def _type_of(value: Json) -> str:
    match value:
        case None:
            return "null"
        case bool():
            return "boolean"
        case int():
            return "integer"
        case float():
            return "number"
        case str():
            return "string"
        case list():
            return "array"
        case _:
            return "object"


def _replace_error(node: Any, name: str) -> bool:  # Any: a tree that is changed in place
    """Replaces an error's text, or its code, wherever it stands."""
    pattern = re.compile(".*".join(map(re.escape, _PLACEHOLDER.split(name))))
    items: list[tuple[Any, Any]] = []
    if isinstance(node, dict):
        items = list(node.items())
    elif isinstance(node, list):
        items = list(enumerate(node))
    changed = False
    for key, value in items:
        if isinstance(value, str) and pattern.search(value):
            node[key], changed = _OTHER_TEXT, True
        elif isinstance(value, int) and not isinstance(value, bool) and str(value) == name:
            node[key], changed = _OTHER_NUMBER, True
        else:
            changed |= _replace_error(value, name)
    return changed


def _without(request: Request, parts: Sequence[str], wanted: str | None) -> Request:
    """The request without what stands at a path of its query or body; ``wanted`` takes only that value away."""
    url, _, query = request.url.partition("?")
    pairs = parse_qsl(query, keep_blank_values=True)
    kept = _without_pair(pairs, parts, wanted)
    if kept != pairs:
        request = replace(request, url=f"{url}?{urlencode(kept)}" if kept else url)
    if not request.body:
        return request
    if _media_type(request.headers) == _FORM:
        fields = parse_qsl(request.body.decode(), keep_blank_values=True)
        return replace(request, body=urlencode(_without_pair(fields, parts, wanted)).encode())
    try:
        tree: Json = json.loads(request.body)
    except ValueError:
        return request
    for holder, key in reversed(list(_spots(tree, parts))):
        if wanted is None or _word(holder[key]) == wanted:
            del holder[key]
    return replace(request, body=json.dumps(tree).encode())


def _without_pair(pairs: Sequence[tuple[str, str]], parts: Sequence[str], wanted: str | None) -> list[tuple[str, str]]:
    return [
        (key, value)
        for key, value in pairs
        if not _is_below(_KEY_PART.findall(key), parts) or (wanted is not None and value != wanted)
    ]


def _is_below(keys: Sequence[str], parts: Sequence[str]) -> bool:
    """Whether the parts of ``a[b][c]`` lead to a path, or further down."""
    if not parts or not keys:
        return not parts
    return any(_is_named(part, keys[0]) and _is_below(keys[1:], rest) for part, rest in _beginnings(parts))


def _media_type(headers: Sequence[tuple[str, str]]) -> str:
    sent: Mapping[str, str] = {name.lower(): value for name, value in headers}
    return sent.get("content-type", _JSON).partition(";")[0].strip()


def _word(value: Json) -> str:
    return value if isinstance(value, str) else json.dumps(value)
