"""Recorded exchanges as texts that people read: pretty, to the point, and short enough.

What is left out is said. The whole exchange stays in ``exchanges.jsonl``.
"""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from dataclasses import dataclass

from lxml import etree

from centra_contracts.contract.model import Json
from centra_contracts.exchange.model import Exchange
from centra_contracts.report.curl import curl_line
from centra_contracts.report.model import EvidenceView

__all__ = ["show_body", "view_exchange"]

_LARGEST_PARSED = 400_000
_LONGEST_LIST = 3
_LONGEST_HEADER = 200
_MOST_HEADERS = 16
_TOKEN = re.compile(r"\[(\d+)\]|([^.\[\]]+)")


@dataclass(slots=True)
class _Pruning:
    """Shortens long lists, but keeps the elements on the way to ``place``."""

    left_out: int = 0

    def prune(self, value: Json, place: Sequence[str | int]) -> Json:
        if isinstance(value, dict):
            return {key: self.prune(item, place[1:] if place and place[0] == key else ()) for key, item in value.items()}
        if not isinstance(value, list):
            return value
        wanted = place[0] if place and isinstance(place[0], int) else None
        kept: list[Json] = []
        for index, item in enumerate(value):
            if index < _LONGEST_LIST or index == wanted or len(value) <= _LONGEST_LIST + 1:
                kept.append(self.prune(item, place[1:] if index == wanted else ()))
            else:
                self.left_out += 1
        if len(kept) < len(value):
            kept.append(f"... {len(value) - len(kept)} of {len(value)} elements are left out here ...")
        return kept


def view_exchange(
    exchange: Exchange, *, place: str | None = None, limit: int = 6000, brief: bool = False, secret: str = ""
) -> EvidenceView:
    """An exchange as texts of at most ``limit`` characters each.

    ``place`` is where a finding stands in the answer, None where no finding does; list elements on the way to it are kept.
    A ``brief`` view has no headers and no curl line. ``secret`` is the mark under which the API's secret was recorded.
    """
    request = exchange.request
    request_body, request_note = show_body(request.body, limit=limit)
    head = f"{request.method} {request.url}"
    response, response_note = "", ""
    if exchange.response is not None:
        response_body, response_note = show_body(exchange.response.body, place=place or "", limit=limit)
        lines = [f"HTTP {exchange.response.status}"]
        response = _message(lines, () if brief else exchange.response.headers, response_body)
    elif exchange.fault is not None:
        response = f"No answer ({exchange.fault.kind}): {exchange.fault.says}"
    return EvidenceView(
        exchange=exchange.id,
        says=f"{exchange.step}: {_says(exchange)}" if exchange.step else _says(exchange),
        shows=place is not None,
        request=_message([head], () if brief else request.headers, request_body),
        request_note=request_note,
        response=response,
        response_note=response_note,
        curl="" if brief or exchange.inbound else curl_line(exchange.api, request, secret=secret, longest_body=limit),
        inbound=exchange.inbound,
    )


def show_body(body: bytes, *, place: str = "", limit: int) -> tuple[str, str]:
    """A body as text and a note of what was left out: pretty JSON or XML, else the text as it is."""
    if not body:
        return "", ""
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return "", f"{len(body):,} bytes that are not text"
    pruning = _Pruning()
    notes = []
    pretty = _pretty(text, place, pruning)
    if pruning.left_out:
        notes.append(f"{pruning.left_out:,} list elements are left out")
    if len(pretty) > limit:
        cut = pretty.rfind("\n", limit // 2, limit)
        cut = cut if cut > 0 else limit
        notes.append(f"{len(pretty) - cut:,} more characters are cut off")
        pretty = pretty[:cut]
    return pretty, "; ".join(notes)


def _says(exchange: Exchange) -> str:
    if exchange.inbound:
        return f"{exchange.request.operation} arrived from Centra"
    said = exchange.request.operation or f"{exchange.request.method} {exchange.request.url}"
    if exchange.response is not None:
        return f"{said} was answered with status {exchange.response.status} in {exchange.response.elapsed_ms:,.0f} ms"
    if exchange.fault is not None:
        return f"{said} got no answer ({exchange.fault.kind}, {exchange.fault.elapsed_ms:,.0f} ms)"
    return said


def _message(lines: list[str], headers: Sequence[tuple[str, str]], body: str) -> str:
    lines += [f"{name}: {value[:_LONGEST_HEADER]}" for name, value in headers[:_MOST_HEADERS]]
    if body:
        lines += ["", body] if len(lines) > 1 else [body]
    return "\n".join(lines)


def _pretty(text: str, place: str, pruning: _Pruning) -> str:
    if len(text) > _LARGEST_PARSED:
        return text
    start = text.lstrip()[:1]
    if start in ("{", "["):
        try:
            value = pruning.prune(json.loads(text), _tokens(place))
            return json.dumps(value, indent=2, ensure_ascii=False)
        except (ValueError, RecursionError):
            return text
    if start == "<" and not text.lstrip()[:9].lower().startswith(("<!doctype", "<html")):
        return _pretty_xml(text)
    return text


def _pretty_xml(text: str) -> str:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, remove_blank_text=True, load_dtd=False)
    try:
        root = etree.fromstring(text.encode(), parser)
    except (etree.XMLSyntaxError, ValueError):
        return text
    return etree.tostring(root, pretty_print=True, encoding="unicode").rstrip()


def _tokens(place: str) -> tuple[str | int, ...]:
    return tuple(int(index) if index else name for index, name in _TOKEN.findall(place))
