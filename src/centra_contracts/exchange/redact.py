"""Takes secrets out of exchanges before anything is recorded or judged.

Three kinds go: the exact secrets of the target wherever they stand, in whatever encoding; what stands in a header that
identifies somebody; and what a JSON, form or XML body, or a query, calls a password, token or the like. A secret becomes
``[redacted 3f2a9c01]``; the digits are a keyed hash, so that equal values stay equal, unequal ones unequal, and nobody can
work backwards. Everything else stays byte for byte: JSON stays JSON of the same form, numbers are never touched.

What an API says about a field (``errors: {password: required}``) is no secret, and neither is a token of ``none``.
"""

from __future__ import annotations

import dataclasses
import hashlib
import html
import json
import re
from collections.abc import Iterable, Mapping
from functools import lru_cache
from urllib.parse import quote, quote_plus, unquote_plus
from xml.sax.saxutils import escape

from centra_contracts.contract.model import Json
from centra_contracts.exchange.model import Exchange, Fault, Request, Response

__all__ = ["Redactor"]

_HEADERS = frozenset({"api-authorization", "x-api-key"})
# A field whose name ends like this, whatever stands before it and in whatever case, holds something to hide.
_ENDINGS = (
    "password", "passwordconfirm", "passwordconfirmation", "passwordrepeat", "token", "secret", "apikey", "api_key",
    "authorization", "ssn", "securitynumber", "personalnumber", "pnr", "cardnumber", "cvc", "cvv",
)  # fmt: skip
_ENDING = "|".join(sorted(_ENDINGS, key=len, reverse=True))
_CREDENTIAL = re.compile(rf"(?:{_ENDING})$", re.IGNORECASE)
_SAID = frozenset({"errors", "usererrors", "msg"})  # below these the API speaks about fields
_SAID_KEY = re.compile(rb'"(?:errors|usererrors|msg)"\s*:')
_STRING = r'(?:[^"\\]|\\.)*'
# A text that is cut off ends where the body ends: so it is hidden too, and no body takes more than one pass.
_JSON_TOKEN = re.compile(rf'"({_STRING})(?:"|\\?\Z)|[{{}}\[\]:,]'.encode(), re.DOTALL)
_XML_PAIR = re.compile(rf"(<(?:[\w.-]+:)?\w*(?:{_ENDING})(?:\s[^<>]*[^<>/]|\s*)>)([^<]+)(?=</)".encode(), re.IGNORECASE)
_TOKEN_IN_ACCEPT = re.compile(r"(api-token=)([^;,\s]+)", re.IGNORECASE)
_FORM = "application/x-www-form-urlencoded"
_MARKER = re.compile(r"\[redacted [0-9a-f]{8}\]")
_PLAIN = frozenset({"", "none"})
_SHORT = 8  # a shorter secret may well be a word: it goes only where it is a whole value


class Redactor:
    """Takes the same secrets out of everything. Holds no state that changes, so threads may share it.

    ``secrets`` are the exact values to hide; ``salt`` (up to 64 bytes) keys the hashes, and is not recorded anywhere.
    A secret that is shorter than eight characters, or all digits, is hidden only where it is a whole value: between
    quotes, in an element or as a parameter.
    """

    def __init__(self, secrets: Iterable[str], salt: bytes) -> None:
        self._salt = salt[:64]
        known = sorted({secret for secret in secrets if secret})
        self._variants = {form.encode(): secret for secret in known for form in _forms(secret)}
        long = [form for form, secret in self._variants.items() if len(secret) >= _SHORT and not secret.isdigit()]
        short = [form for form in self._variants if form not in set(long)]
        alternatives = []
        if long:
            alternatives.append(_either(long))
        if short:
            alternatives.append(rb"(?:(?<=[\"'>=])|^)" + _either(short) + rb"(?=[\"'<&;]|$)")
        self._exact = re.compile(b"|".join(alternatives)) if alternatives else None

    def __repr__(self) -> str:
        return f"Redactor({len(set(self._variants.values()))} secrets)"

    def redact_exchange(self, exchange: Exchange) -> Exchange:
        """The exchange without secrets; one that has none comes back equal. Doing it twice changes nothing more."""
        response, fault = exchange.response, exchange.fault
        return dataclasses.replace(
            exchange,
            request=self._redact_request(exchange.request),
            response=self._redact_response(response) if response is not None else None,
            fault=Fault(fault.kind, self.redact_text(fault.says), fault.elapsed_ms) if fault is not None else None,
            facts={name: self.redact_text(text) for name, text in exchange.facts.items()},
        )

    def redact_value(self, value: Json) -> Json:
        """A JSON tree without secrets. A key may be the name of a blank: ``shopper.password``, ``session.other``."""
        return self._redact_tree(value, "", said=False)

    def redact_text(self, text: str) -> str:
        """The text without the exact secrets."""
        if self._exact is None:
            return text
        return self._without_exact(text.encode("utf-8", "surrogatepass"), quoted=False).decode("utf-8", "surrogatepass")

    def _redact_request(self, request: Request) -> Request:
        return Request(
            request.method,
            self._redact_url(request.url),
            self._redact_headers(request.headers),
            self._redact_body(request.body, request.headers),
            self.redact_text(request.operation),
        )

    def _redact_response(self, response: Response) -> Response:
        body = self._redact_body(response.body, response.headers)
        return Response(response.status, self._redact_headers(response.headers), body, response.elapsed_ms)

    def _redact_url(self, url: str) -> str:
        base, mark, query = url.partition("?")
        return self._without_exact((base + mark).encode() + self._redact_form(query.encode()), quoted=True).decode()

    def _redact_headers(self, headers: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
        return tuple((name, self.redact_text(self._redact_header(name.lower(), value))) for name, value in headers)

    def _redact_header(self, name: str, value: str) -> str:
        if name == "cookie":
            return ";".join(self._redact_cookie(pair) for pair in value.split(";"))
        if name == "set-cookie":
            pair, end, attributes = value.partition(";")
            return self._redact_cookie(pair) + end + attributes
        if name in ("authorization", "proxy-authorization"):
            scheme, blank, credential = value.partition(" ")
            return scheme + blank + self._mark(credential) if blank else self._mark(value)
        if name in _HEADERS or _CREDENTIAL.search(name):
            return self._mark(value)
        if name in ("location", "referer", "content-location"):
            return self._redact_url(value)
        return _TOKEN_IN_ACCEPT.sub(lambda pair: pair[1] + self._mark(pair[2]), value)

    def _redact_cookie(self, pair: str) -> str:
        name, equals, value = pair.partition("=")
        return name + equals + self._mark(value)

    def _redact_body(self, body: bytes, headers: tuple[tuple[str, str], ...]) -> bytes:
        if not body:
            return body
        if any(name.lower() == "content-type" and _FORM in value.lower() for name, value in headers):
            return self._without_exact(self._redact_form(body), quoted=True)
        lowered = body.lower()  # of the same length: bytes know ASCII only
        endings = tuple(ending for ending in _ENDINGS if ending.encode() in lowered)
        if endings and body.lstrip()[:1] == b"<":
            body = _XML_PAIR.sub(self._xml_pair, body)
        elif endings and _SAID_KEY.search(lowered):
            body = self._redact_tokens(body)
        elif endings:
            body = self._redact_pairs(body, lowered, endings)
        return self._without_exact(body, quoted=False)

    def _redact_pairs(self, body: bytes, lowered: bytes, endings: tuple[str, ...]) -> bytes:
        """JSON by its keys alone: searching few endings in lower case takes a tenth of the time of going by tokens."""
        parts: list[bytes] = []
        done = 0
        for pair in _json_pair(endings).finditer(lowered):
            parts += [body[done : pair.start(1)], self._json_mark(body[pair.start(1) : pair.end(1)])]
            done = pair.end(1)
        return b"".join([*parts, body[done:]])

    def _redact_form(self, form: bytes) -> bytes:
        return b"&".join(self._redact_parameter(pair) for pair in form.split(b"&"))

    def _redact_tokens(self, body: bytes) -> bytes:
        """JSON token by token, knowing below which keys each stands: slower, needed where the API speaks of fields."""
        parts: list[bytes] = []
        parents: list[bytes] = []
        name, last, done = b"", b"", 0
        for token in _JSON_TOKEN.finditer(body):
            text = token[0]
            if text == b":":
                name = last
            elif text in (b"{", b"["):
                parents.append(name if text == b"{" or not parents else name or parents[-1])
                name = b""
            elif text in (b"}", b"]"):
                name = b""
                if parents:
                    parents.pop()
            elif text == b",":
                name = b""
            else:
                last = token[1]
                key = name.decode("utf-8", "replace")
                if (
                    name
                    and _CREDENTIAL.search(key)
                    and not any(part.decode("utf-8", "replace").lower() in _SAID for part in parents)
                ):
                    parts += [body[done : token.start(1)], self._json_mark(last)]
                    done = token.end(1)
        return b"".join([*parts, body[done:]])

    def _json_mark(self, raw: bytes) -> bytes:
        try:
            value = str(json.loads(b'"' + raw + b'"'))
        except ValueError:  # a raw line end, or bytes that are not UTF-8: hidden as they are
            return self._mark(raw.decode("utf-8", "backslashreplace")).encode()
        return raw if value in _PLAIN or _MARKER.fullmatch(value) else self._mark(value).encode()

    def _xml_pair(self, pair: re.Match[bytes]) -> bytes:
        value = html.unescape(pair[2].decode("utf-8", "backslashreplace"))
        return pair[1] + (self._mark(value).encode() if value.strip() else pair[2])

    def _redact_parameter(self, pair: bytes) -> bytes:
        name, equals, value = pair.partition(b"=")
        if not _CREDENTIAL.search(unquote_plus(name.decode("utf-8", "replace")).rstrip("[]")):
            return pair
        plain = unquote_plus(value.decode("utf-8", "replace"))
        hidden = self._mark(plain)
        return pair if hidden == plain else name + equals + quote(hidden).encode()

    def _redact_tree(self, value: Json, name: str, *, said: bool) -> Json:
        if isinstance(value, str):
            return self._mark(value) if not said and _holds_secret(name) else self.redact_text(value)
        below = said or name.lower() in _SAID
        if isinstance(value, Mapping):
            return {key: self._redact_tree(inner, key, said=below) for key, inner in value.items()}
        if isinstance(value, list):
            return [self._redact_tree(inner, "", said=below) for inner in value]
        return value

    def _without_exact(self, raw: bytes, *, quoted: bool) -> bytes:
        if self._exact is None or not any(form in raw for form in self._variants):
            return raw
        return self._exact.sub(lambda found: self._exact_mark(found[0], quoted=quoted), raw)

    def _exact_mark(self, form: bytes, *, quoted: bool) -> bytes:
        marker = self._mark(self._variants[form])
        return (quote(marker) if quoted else marker).encode()

    def _mark(self, value: str) -> str:
        if value in _PLAIN or _MARKER.fullmatch(value):
            return value
        hashed = hashlib.blake2b(value.encode("utf-8", "surrogatepass"), key=self._salt, digest_size=4)
        return f"[redacted {hashed.hexdigest()}]"


def _forms(secret: str) -> set[str]:
    """How a secret may be written: as it is, in XML, in JSON (also as PHP writes it), and each of these in a URL."""
    in_json = {secret, json.dumps(secret)[1:-1], json.dumps(secret, ensure_ascii=False)[1:-1]}
    in_json |= {form.replace("/", r"\/") for form in in_json}
    in_url = {encode(form) for form in in_json for encode in (quote, quote_plus, lambda text: quote(text, safe=""))}
    return in_json | in_url | {escape(secret), html.escape(secret)}


@lru_cache(maxsize=256)
def _json_pair(endings: tuple[str, ...]) -> re.Pattern[bytes]:
    return re.compile(rf'(?:{"|".join(endings)})"\s*:\s*"({_STRING})(?="|\\?\Z)'.encode(), re.DOTALL)


def _either(forms: list[bytes]) -> bytes:
    return b"(?:" + b"|".join(re.escape(form) for form in sorted(forms, key=lambda form: (-len(form), form))) + b")"


def _holds_secret(name: str) -> bool:
    """Whether the value of a key, or of a blank, is to be hidden. The run's own token only makes names unlike."""
    return name.startswith("session.") or (not name.startswith("run.") and bool(_CREDENTIAL.search(name)))
