"""The desk of the Checkout API: who calls, from where, in which session, and what the answer carries around its body.

Client mode knows callers by their Origin, server mode by the shared secret; a session is known by its token, which
every answer repeats at the top.
Source: 05.api-references/02.checkout-api/01.introduction (authentication, token, pre-flight requests).
"""

from __future__ import annotations

import hmac
import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from starlette.requests import Request
from starlette.types import Receive, Scope, Send

from centra_mock.domain import model as m
from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.pricing import context_of_country
from centra_mock.faces.checkout.geo_ip import caller_of, country_at
from centra_mock.faces.checkout.operations import Need, Operation, find_operation, perform
from centra_mock.faces.checkout.untruths import UNTRUTHS
from centra_mock.faces.checkout.wire import Answer, Ask, Json, Refusal, read_ask, retyped, write_answer
from centra_mock.world import World

__all__ = ["PREFIX", "Desk", "Visit"]

PREFIX = "/api/checkout"
_LOOPBACK_ORIGIN = re.compile(r"https?://(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?")
_ACCEPT_TOKEN = re.compile(r";\s*api-token=([^;,\s]+)", re.IGNORECASE)
_ALLOWED_HEADERS = ("Accept", "API-token", "Content-Type", "X-Correlation-ID")
_MIXED_UP_FROM = 11  # tokens that are given out before a lie mixes sessions up
_ALLOWED_METHODS = "GET, POST, PUT, DELETE, OPTIONS"


@dataclass(slots=True)
class Visit:
    """One request with what the desk found out about it."""

    world: World
    ask: Ask
    session: m.Session
    is_server: bool
    is_saved: bool  # False with ``API-token: none``
    api: str = "checkout"  # Shop API lends this desk's operations and has lies of its own

    @property
    def centra(self) -> Centra:
        """The store as it is now."""
        return self.world.centra

    @property
    def customer(self) -> m.Customer | None:
        """The customer who is logged in on the session."""
        number = self.session.customer_id
        return None if number is None else self.centra.customers.get(number)

    def told(self, lie: str) -> bool:
        """Whether this lie is told about the API that is visited."""
        return f"{self.api}-{lie}" in self.world.lies.names()


class Desk:
    """The ASGI application of the face: serves ``operations`` below the prefix."""

    def __init__(self, world: World, operations: tuple[Operation, ...], *, surround: Callable[[Visit, Json], Json]) -> None:
        """``surround`` adds to a successful body what every answer of the session carries."""
        self._world = world
        self._operations = operations
        self._surround = surround

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        request = Request(scope, receive)
        ask: Ask | None = None
        try:
            slash_leads = self._told("encoded-slash-leads-elsewhere")
            ask = await read_ask(request, PREFIX, decode=not self._told("path-not-decoded"), slash_leads=slash_leads)
            answer = self._answer(ask)
        except Refusal as refusal:
            answer = self._refused(refusal)
        answer = replace(answer, body=retyped(answer.body, self._told))
        media_type = "text/plain" if self._told("answers-are-plain-text") else "application/json"
        await write_answer(answer, ask, media_type)(scope, receive, send)

    def _told(self, lie: str) -> bool:
        return self._world.lies.told(f"checkout-{lie}")

    def _answer(self, ask: Ask) -> Answer:
        origin = ask.headers.get("origin", "")
        if not (self._is_allowed(origin) or self._told("foreign-origin-served")):
            return Answer({"errors": {"origin": "not allowed"}}, 401)
        is_told = bool(origin) and not self._told("cors-origin-missing")
        cors = {"Access-Control-Allow-Origin": origin, "Vary": "Origin"} if is_told else {}
        if ask.method == "OPTIONS":
            return Answer(None, 204, {**cors, **self._preflight()})
        answer = self._serve(ask)
        return Answer(answer.body, answer.status, {**answer.headers, **cors})

    def _is_allowed(self, origin: str) -> bool:
        return origin in ("", front_end_url(self._world.centra)) or bool(_LOOPBACK_ORIGIN.fullmatch(origin))

    def _preflight(self) -> dict[str, str]:
        names = [name for name in _ALLOWED_HEADERS if name != "API-token" or not self._told("cors-forbids-token")]
        if self._told("cors-allows-secret"):
            names += ["Authorization", "API-Authorization"]
        return {
            "Access-Control-Allow-Methods": _ALLOWED_METHODS,
            "Access-Control-Allow-Headers": ", ".join(names),
            "Access-Control-Max-Age": "86400",
        }

    def _serve(self, ask: Ask) -> Answer:
        try:
            is_server = self._is_server(ask)
        except Refusal as refusal:
            return self._refused(refusal)
        visit = self._open(ask, is_server)
        try:
            answer = self._handle(visit)
        except Refusal as refusal:
            answer = self._refused(refusal)
        body = self._dressed(visit, answer)
        if not visit.is_saved:
            self._forget(visit)
        return Answer(body, answer.status, answer.headers)

    def _is_server(self, ask: Ask) -> bool:
        secret = ask.headers.get("api-authorization", "")
        scheme, _, rest = ask.headers.get("authorization", "").partition(" ")
        if scheme.lower() == "bearer":
            secret = rest.strip()
        elif scheme:
            secret = secret or scheme
        if not secret:
            return False
        right = hmac.compare_digest(secret.encode(), self._world.secrets.checkout.encode())
        if not (right or self._told("wrong-secret-accepted")):
            raise Refusal(401, {"authorization": "not valid"})
        return True

    def _open(self, ask: Ask, is_server: bool) -> Visit:
        token = ask.headers.get("api-token", "").strip()
        in_accept = _ACCEPT_TOKEN.search(ask.headers.get("accept", ""))
        if not token and in_accept and ask.method == "GET" and not self._told("token-in-accept-ignored"):
            token = in_accept[1]
        centra = self._world.centra
        country = country_at(caller_of(ask.address, ask.headers.get("x-forwarded-for", "")))
        if self._told("visitors-not-located"):
            country = ""
        if token.lower() == "none" and not self._told("token-none-saved"):
            return Visit(self._world, ask, _new_session(centra, "", country), is_server, is_saved=False)
        session = centra.sessions.get(token)
        if session is None:
            keeps = token and self._told("unknown-token-kept")
            session = _new_session(centra, token if keeps else centra.hex_id(), country)
            if self._told("sessions-mixed-up") and len(centra.sessions) >= _MIXED_UP_FROM:
                session.selection_id = next(reversed(centra.sessions.values())).selection_id
            if not (token and self._told("replaced-token-forgotten")):
                centra.sessions[session.token] = session
        elif self._told("token-changes"):
            del centra.sessions[token]
            session = _new_session(centra, centra.hex_id(), country)
            centra.sessions[session.token] = session
        return Visit(self._world, ask, session, is_server, is_saved=True)

    def _handle(self, visit: Visit) -> Answer:
        ask = visit.ask
        try:
            operation, parameters = find_operation(self._operations, ask.method, ask.segments)
        except Refusal:
            answer = self._lie_about_unknown(visit)
            if answer is None:
                raise
            return answer
        if operation.need is Need.SECRET and not (visit.is_server or visit.told("needs-no-secret")):
            raise Refusal(401, {"authorization": "missing"})
        if visit.told("subscriptions-of-anybody") and "/contracts/" in operation.path:
            visit.session.customer_id = _owner(visit.centra, parameters[0]) or visit.session.customer_id
        if operation.need is Need.LOGIN and visit.customer is None:
            if not visit.told("account-without-login"):
                raise Refusal(403, {"accessRight": "denied"})
            visit.session.customer_id = min(visit.centra.customers)
        if visit.told("answers-nothing") and operation.reads:
            return Answer({})
        if visit.told("refuses-everything") and not operation.reads:
            raise Refusal(403, {"accessRight": "denied"})
        try:
            return perform(operation, visit, parameters, UNTRUTHS)
        except DomainError as problem:
            raise Refusal(400, {problem.field or "request": problem.text}) from problem

    def _lie_about_unknown(self, visit: Visit) -> Answer | None:
        ask, centra = visit.ask, visit.centra
        if ask.method == "GET" and ask.segments == ("accounts",) and visit.told("lists-accounts"):
            return Answer({"accounts": [{"account": str(a.id), "name": a.name} for a in centra.accounts.values()]})
        if ask.method == "GET" and ask.segments == ("delivery-windows",) and visit.told("lists-accounts"):
            windows = centra.delivery_windows.values()
            return Answer({"deliveryWindows": [{"deliveryWindow": str(w.id), "name": w.name} for w in windows]})
        if visit.told("unknown-operations-answer"):
            return Answer({"status": "ok"})
        return None

    def _refused(self, refusal: Refusal) -> Answer:
        status = 200 if self._told("errors-with-200") else refusal.status
        errors: Json = {} if self._told("errors-without-reason") else {"errors": refusal.errors}
        return Answer({**refusal.more, **errors}, status)

    def _dressed(self, visit: Visit, answer: Answer) -> object:
        if not isinstance(answer.body, dict):
            return answer.body
        body = answer.body if answer.status >= 400 or "errors" in answer.body else self._surround(visit, answer.body)
        if not visit.is_saved or visit.told("token-missing"):
            return body
        return {"token": visit.session.token, **body}

    def _forget(self, visit: Visit) -> None:
        selection_id = visit.session.selection_id
        if selection_id is not None and visit.session.order_number is None:
            visit.centra.selections.pop(selection_id, None)


def front_end_url(centra: Centra) -> str:
    """The store's own website, the one allowed origin that is not on this machine."""
    return f"https://shop-{centra.seed}.example.com"


def _owner(centra: Centra, contract: str) -> int | None:
    """Whose a contract is."""
    known = centra.contracts.get(int(contract)) if contract.isdecimal() and len(contract) < 12 else None
    return known.customer_id if known else None


def _new_session(centra: Centra, token: str, country: str) -> m.Session:
    """A session where the address of the caller is; an empty ``country`` leaves the defaults of the store."""
    store = next(store for store in centra.stores.values() if store.kind == "retail")
    context = context_of_country(centra, store.id, country)
    return m.Session(
        token=token,
        selection_id=None,
        country=country,
        state="",
        language_code=context.language_code,
        market_id=context.market_id,
        pricelist_id=context.pricelist_id,
    )
