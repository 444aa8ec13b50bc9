"""A curl line that says a recorded request again, with every secret as a variable.

The variables are those by which a target is configured, so that the line works where the run was configured.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Mapping

from centra_contracts.exchange.model import Request

__all__ = ["curl_line"]

_VARIABLES: Mapping[str, str] = {
    "checkout": "CENTRA_CHECKOUT_SECRET",
    "shop": "CENTRA_SHOP_SECRET",
    "order": "CENTRA_ORDER_SECRET",
    "graphql": "CENTRA_GRAPHQL_TOKEN",
    "subscription": "CENTRA_SUBSCRIPTION_SECRET",
}
_CREDENTIALS = frozenset({"authorization", "api-authorization"})
_SESSIONS = frozenset({"api-token", "cookie"})
_UNSAID = frozenset({"accept-encoding", "connection", "content-length", "host", "transfer-encoding", "user-agent"})
_LONGEST_BODY = 4000
_LOGIN = re.compile(r"(<(?:[\w-]+:)?(username|password)\b[^<>]*>)[^<]*(</)")
_SOAP_VARIABLES: Mapping[str, str] = {"username": "CENTRA_SOAP_USERNAME", "password": "CENTRA_SOAP_PASSWORD"}


def curl_line(api: str, request: Request) -> str:
    """The request as one curl command for a POSIX shell, over several lines.

    Credentials become variables such as ``"$CENTRA_ORDER_SECRET"``, a shopper session becomes ``"$SESSION"``; a session of
    ``none`` stays. A body that is too long, or not text, is read from a file ``body`` instead.
    """
    method = "" if request.method == "GET" else f"-X {shlex.quote(request.method)} "
    parts = [f"curl -sS {method}{shlex.quote(request.url)}"]
    for name, value in request.headers:
        if name.lower() not in _UNSAID:
            parts.append(f"-H {_header(api, name, value)}")
    if request.body:
        parts.append(_body(api, request.body))
    return " \\\n  ".join(parts)


def _header(api: str, name: str, value: str) -> str:
    lower = name.lower()
    if lower in _CREDENTIALS and api in _VARIABLES:
        scheme = "Bearer " if value.lower().startswith("bearer ") else ""
        return f'"{name}: {scheme}${_VARIABLES[api]}"'
    if lower in _SESSIONS and value != "none":
        return f'"{name}: $SESSION"'
    return shlex.quote(f"{name}: {value}")


def _body(api: str, body: bytes) -> str:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return "--data-binary @body"
    if len(text) > _LONGEST_BODY or "\0" in text:
        return "--data-binary @body"
    if api != "soap":
        return f"--data-raw {shlex.quote(text)}"
    quoted = shlex.quote(text)
    return "--data-raw " + _LOGIN.sub(lambda found: f"{found[1]}'\"${_SOAP_VARIABLES[found[2]]}\"'{found[3]}", quoted)
