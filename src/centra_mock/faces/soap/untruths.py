"""What the face does when it is told to lie about requests and answers as a whole.

Source: what is denied here stands in 05.api-references/07.soap-integration-api/01.api-reference/docs.md (envelopes, headers,
SOAPAction) and 04.guides/02.erp-integration/docs.md (sections "Communication", "Updates", "Special characters").
"""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree
from starlette.responses import Response

from .envelope import API_NAMESPACE, ENVELOPE_NAMESPACE, Refusal, Request
from .tree import Rejected, child

__all__ = ["answer_otherwise", "demand_more", "heard_otherwise", "lets_in", "refuse_otherwise"]

Told = Callable[[str], bool]
_LOGIN_LIES = {
    "events_GetByMarkets": "soap-wrong-login-reads-by-market",
    "events_Done": "soap-wrong-login-marks-events",
    "orders_Update": "soap-wrong-login-changes-orders",
    "products_Update": "soap-wrong-login-changes-products",
}
_NAMED = ("description", "name", "firstname")
_UNNAMED = ("orders_Update", "invoices_Update")
_SHORT = 20


def lets_in(request: Request, told: Told) -> bool:
    """Whether a wrong login does for the operation."""
    lie = _LOGIN_LIES.get(request.operation)
    return lie is not None and told(lie)


def refuse_otherwise(request: Request, action: str, told: Told) -> None:
    """Refuses requests that the pages show."""
    if told("soap-default-namespace-is-refused") and request.element.prefix is None:
        raise Refusal("Client", "The namespace of the request has no prefix")
    if told("soap-prefix-is-refused") and request.element.prefix is not None:
        raise Refusal("Client", "The namespace of the request is not the default one")
    if told("soap-login-in-header-wanted"):
        raise Refusal("Client", "There is no login in the header of the envelope")
    operation = request.operation.removesuffix("Request")
    if told("soap-soapaction-begins-in-lower-case") and action and action != API_NAMESPACE + operation:
        raise Refusal("Client", f"SOAPAction is not {API_NAMESPACE}{operation}")


def demand_more(operation: str, item: etree._Element, told: Told) -> None:
    """Refuses objects that leave out what may be left out, or put elements in an order that the pages show too."""
    nameless = operation not in _UNNAMED and all(child(item, name) is None for name in _NAMED)
    if nameless and told("soap-updates-demand-every-field"):
        raise Rejected(f"{etree.QName(item).localname} has no name")
    names = [etree.QName(each).localname for each in item]
    late = "status" in names and "locked" in names and names.index("locked") < names.index("status")
    if told("soap-locked-has-to-stand-behind-status") and late:
        raise Rejected("locked stands before status")
    if told("soap-locked-has-to-stand-before-status") and "status" in names and "locked" in names and not late:
        raise Rejected("locked stands behind status")


def heard_otherwise(items: list[etree._Element], told: Told) -> list[etree._Element]:
    """The objects of an update as the mock takes them: honestly as they were sent."""
    if told("soap-only-the-first-object-is-written"):
        items = items[:1]
    for item in items:
        for element in item.iter(etree.Element):
            written = element.text or ""
            if told("soap-letters-are-folded"):
                written = written.encode("ascii", "replace").decode()
            if told("soap-long-texts-are-cut") and etree.QName(element).localname != "id":
                written = written[: max(_SHORT, len(written) if len(element) else 0)]
            if written != (element.text or ""):
                element.text = written
    return items


def answer_otherwise(answer: Response, told: Told) -> Response:
    """An answer as a client must not trust it, or as no page shows it."""
    body = bytes(answer.body)
    if told("soap-answers-soap-12"):
        body = body.replace(ENVELOPE_NAMESPACE.encode(), b"http://www.w3.org/2003/05/soap-envelope")
    if told("soap-answers-are-in-another-namespace"):
        body = body.replace(API_NAMESPACE.encode(), b"http://www.centra.com/services/")
    if told("soap-answers-lack-the-envelope"):
        root = etree.fromstring(body)
        body = etree.tostring(root[0][0], xml_declaration=True, encoding="UTF-8")
    for lie, change in _HOSTILE.items():
        if told(lie):
            body = change(body)
    media = "text/plain" if told("soap-answers-are-plain-text") else "text/xml; charset=utf-8"
    status = 202 if told("soap-answers-202") else answer.status_code
    return Response(body, status, media_type=media)


def _prolog(body: bytes, doctype: bytes, name: bytes) -> bytes:
    """The document with a document type, and a reference to an entity of it in the first element of the body."""
    declaration, _, rest = body.partition(b"?>")
    place = rest.index(b":Body>") + len(b":Body>")
    end = rest.index(b">", place) + 1
    if rest[end - 2 : end - 1] == b"/":
        return declaration + b"?>" + doctype + rest
    return declaration + b"?>" + doctype + rest[:end] + b"&" + name + b";" + rest[end:]


def _bomb(body: bytes) -> bytes:
    steps = b"".join(b'<!ENTITY l%d "%s">' % (each, b"&l%d;" % (each - 1) * 10) for each in range(1, 10))
    return _prolog(body, b'<!DOCTYPE e [<!ENTITY l0 "lol">' + steps + b"]>", b"l9")


def _external(body: bytes) -> bytes:
    return _prolog(body, b'<!DOCTYPE e [<!ENTITY out SYSTEM "file:///etc/hostname">]>', b"out")


def _deep(body: bytes) -> bytes:
    place = body.index(b":Body>") + len(b":Body>")
    return body[:place] + b"<a>" * 5000 + b"</a>" * 5000 + body[place:]


def _huge(body: bytes) -> bytes:
    if b"<ns1:events" not in body[:400]:
        return body
    place = body.index(b":Body>") + len(b":Body>")
    return body[:place] + b"<!--" + b" " * 25_000_000 + b"-->" + body[place:]


_HOSTILE: dict[str, Callable[[bytes], bytes]] = {
    "soap-answers-hold-an-entity-bomb": _bomb,
    "soap-answers-name-a-file": _external,
    "soap-answers-nest-without-end": _deep,
    "soap-answers-are-huge": _huge,
    "soap-answers-are-cut-off": lambda body: body[: len(body) // 2],
}
