"""A curl line that says a recorded request again, with every secret as a variable.

The variables are those by which a target is configured, so that the line works where the run was configured. What stands
between is quoted for the shell: a recorded text cannot become a command.
"""

from __future__ import annotations

import re
import shlex
from collections import Counter
from collections.abc import Iterable, Mapping

from centra_contracts.exchange.model import Exchange, Request

__all__ = ["curl_line", "recorded_secrets"]

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
_WRONG = "wrong-secret"
_MARKER = re.compile(r"\[redacted [0-9a-f]{8}\]")
_LOGIN = re.compile(r"(<(?:[\w-]+:)?(username|password)\b[^<>]*>)([^<]*)(?=</)")
_LOGIN_VARIABLES: Mapping[str, str] = {"username": "CENTRA_SOAP_USERNAME", "password": "CENTRA_SOAP_PASSWORD"}


def recorded_secrets(exchanges: Iterable[Exchange]) -> Mapping[str, str]:
    """By API, the mark under which its secret was recorded: the one that most requests carry.

    It tells requests with the right secret from those that were sent with a wrong one on purpose.
    """
    seen: dict[str, Counter[str]] = {}
    for exchange in exchanges:
        counter = seen.setdefault(exchange.api, Counter())
        for name, value in exchange.request.headers:
            if name.lower() in _CREDENTIALS:
                counter.update(_MARKER.findall(value))
        if exchange.api == "soap":
            body = exchange.request.body[:4000].decode("utf-8", "replace")
            counter.update(login[3] for login in _LOGIN.finditer(body) if login[2] == "password")
    return {api: min(counter, key=lambda mark: (-counter[mark], mark)) for api, counter in sorted(seen.items()) if counter}


def curl_line(api: str, request: Request, *, secret: str = "", longest_body: int = 4000) -> str:
    """The request as one curl command for a POSIX shell, over several lines.

    Credentials become variables such as ``"$CENTRA_ORDER_SECRET"``; where ``secret`` is the mark of the recorded secret, any
    other credential becomes ``wrong-secret``. A shopper session becomes ``"$SESSION"``; a session of ``none`` stays. A body
    that is longer than ``longest_body`` characters, or not text, is read from a file ``body`` instead.
    """
    method = "" if request.method == "GET" else f"-X {shlex.quote(request.method)} "
    parts = [f"curl -sS {method}{shlex.quote(request.url)}"]
    for name, value in request.headers:
        if name.lower() not in _UNSAID:
            parts.append(f"-H {_header(api, name, value, secret)}")
    if request.body:
        parts.append(_body(api, request.body, secret, longest_body))
    return " \\\n  ".join(parts)


def _header(api: str, name: str, value: str, secret: str) -> str:
    lower, variable = name.lower(), _VARIABLES.get(api, "")
    if lower in _CREDENTIALS and variable:
        scheme, blank, _ = value.partition(" ") if lower == "authorization" else ("", "", "")
        credential = f"${variable}" if not secret or secret in value else _WRONG
        return _quoted(f"{name}: {scheme}{blank}", credential, "")
    if lower in _SESSIONS and value != "none":
        before, mark, after = value.partition(secret) if secret else ("", "", "")
        return _quoted(f"{name}: {before}", f"${variable}", after) if mark and variable else _quoted(f"{name}: ", "$SESSION", "")
    return shlex.quote(f"{name}: {value}")


def _body(api: str, body: bytes, secret: str, longest: int) -> str:
    try:
        text = body.decode()
    except UnicodeDecodeError:
        return "--data-binary @body"
    if len(text) > longest or "\0" in text:
        return "--data-binary @body"
    if api != "soap":
        return f"--data-raw {shlex.quote(text)}"
    quoted, done = "", 0
    for login in _LOGIN.finditer(text):
        right = login[2] == "username" or not secret or login[3] == secret
        quoted += shlex.quote(text[done : login.start(3)])
        quoted += f'"${_LOGIN_VARIABLES[login[2]]}"' if right else _WRONG
        done = login.end(3)
    return f"--data-raw {quoted}{shlex.quote(text[done:])}"


def _quoted(before: str, value: str, after: str) -> str:
    """A shell word; only ``value``, a variable or a plain word, is open to the shell."""
    if value.startswith("$") and not after and not set(before) & set('"$`\\!'):
        return f'"{before}{value}"'
    middle = f'"{value}"' if value.startswith("$") else value
    return f"{shlex.quote(before)}{middle}{shlex.quote(after) if after else ''}"
