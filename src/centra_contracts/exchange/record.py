"""Exchanges as JSON and back: the form of ``exchanges.jsonl``.

One exchange is one line. What is written is read back equal, byte for byte: a body that is UTF-8 is recorded as text,
any other as ``{"base64": "..."}``. Nothing is redacted here; that comes before (``exchange.redact``).
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Mapping

from centra_contracts.contract.model import Json
from centra_contracts.errors import RecordError
from centra_contracts.exchange.model import Exchange, Fault, Request, Response

__all__ = ["exchange_from_json", "exchange_from_line", "exchange_to_json", "exchange_to_line"]

# JSON allows these inside a text, yet readers that split text into lines would end the line there.
_LINE_ENDS = {0x85: "\\u0085", 0x2028: "\\u2028", 0x2029: "\\u2029"}


def exchange_to_line(exchange: Exchange) -> str:
    """The exchange as one line of JSON, without the line end; equal exchanges give equal lines."""
    line = json.dumps(exchange_to_json(exchange), ensure_ascii=False, separators=(",", ":"))
    return line.translate(_LINE_ENDS)


def exchange_from_line(line: str) -> Exchange:
    """The exchange of one line. Raises ``RecordError`` with what is wrong."""
    try:
        tree: Json = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise RecordError(f"a line of exchanges.jsonl is not JSON: {error}") from error
    return exchange_from_json(tree)


def exchange_to_json(exchange: Exchange) -> dict[str, Json]:
    """The exchange as a JSON object, in the documented order of keys."""
    request, response, fault = exchange.request, exchange.response, exchange.fault
    answered: Json = None
    if response is not None:
        answered = {"headers": _headers_to_json(response.headers), "body": _body_to_json(response.body)}
    elapsed = response.elapsed_ms if response is not None else (fault.elapsed_ms if fault is not None else 0.0)
    return {
        "id": exchange.id,
        "plan": exchange.plan,
        "step": exchange.step,
        "api": exchange.api,
        "operation": request.operation,
        "method": request.method,
        "url": request.url,
        "status": response.status if response is not None else None,
        "elapsed_ms": elapsed,
        "inbound": exchange.inbound,
        "request": {"headers": _headers_to_json(request.headers), "body": _body_to_json(request.body)},
        "response": answered,
        "fault": {"kind": fault.kind, "says": fault.says} if fault is not None else None,
        "facts": dict(sorted(exchange.facts.items())),
    }


def exchange_from_json(tree: Json) -> Exchange:
    """The exchange of a JSON object. Unknown keys are passed over; raises ``RecordError`` with the key that is wrong."""
    fields = _object(tree, "a line")
    request = _object(fields.get("request"), "request")
    elapsed = _number(fields, "elapsed_ms")
    response = fault = None
    if fields.get("response") is not None:
        answered = _object(fields["response"], "response")
        response = Response(int(_number(fields, "status")), _headers(answered, "response"), _body(answered, "response"), elapsed)
    if fields.get("fault") is not None:
        failed = _object(fields["fault"], "fault")
        fault = Fault(_text(failed, "kind"), _text(failed, "says"), elapsed)
    facts = _object(fields.get("facts", {}), "facts")
    return Exchange(
        id=_text(fields, "id"),
        plan=_text(fields, "plan"),
        step=_text(fields, "step"),
        api=_text(fields, "api"),
        request=Request(
            _text(fields, "method"),
            _text(fields, "url"),
            _headers(request, "request"),
            _body(request, "request"),
            _text(fields, "operation"),
        ),
        response=response,
        fault=fault,
        inbound=fields.get("inbound") is True,
        facts={name: _text(facts, name) for name in facts},
    )


def _headers_to_json(headers: tuple[tuple[str, str], ...]) -> Json:
    return [[name, value] for name, value in headers]


def _body_to_json(body: bytes) -> Json:
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return {"base64": base64.b64encode(body).decode("ascii")}


def _object(value: Json, where: str) -> Mapping[str, Json]:
    if not isinstance(value, Mapping):
        raise RecordError(f"{where} must be an object, it is {type(value).__name__}")
    return value


def _text(fields: Mapping[str, Json], key: str) -> str:
    value = fields.get(key)
    if not isinstance(value, str):
        raise RecordError(f"{key} must be text, it is {type(value).__name__}")
    return value


def _number(fields: Mapping[str, Json], key: str) -> float:
    value = fields.get(key)
    if not isinstance(value, int | float) or isinstance(value, bool):
        raise RecordError(f"{key} must be a number, it is {type(value).__name__}")
    return value


def _headers(fields: Mapping[str, Json], where: str) -> tuple[tuple[str, str], ...]:
    pairs = fields.get("headers")
    headers: list[tuple[str, str]] = []
    for pair in pairs if isinstance(pairs, list) else [None]:
        match pair:
            case [str() as name, str() as value]:
                headers.append((name, value))
            case _:
                raise RecordError(f"{where}.headers must be a list of pairs of texts")
    return tuple(headers)


def _body(fields: Mapping[str, Json], where: str) -> bytes:
    match fields.get("body"):
        case str() as text:
            return text.encode("utf-8", "surrogatepass")
        case {"base64": str() as encoded}:
            try:
                return base64.b64decode(encoded, validate=True)
            except (binascii.Error, ValueError) as error:
                raise RecordError(f"{where}.body is not base64") from error
        case _:
            raise RecordError(f'{where}.body must be text or {{"base64": text}}')
