"""Reading a SOAP 1.1 envelope without trusting it.

The mock takes what the documentation shows: one request element in the body, in the API's namespace, with the login as
its first child. Everything else is a ``Refusal``. Hostile XML is refused before it can cost anything: no document type,
hence no entities; no network; capped size, depth and number of elements; UTF-8 only, as the documented requests say.

The pages describe neither faults nor HTTP errors, so the mock follows SOAP 1.1 and the WS-I Basic Profile: XML that
cannot be read is answered with HTTP 400, a readable message that cannot be obeyed with a fault and HTTP 500.
Source: 05.api-references/07.soap-integration-api/01.api-reference/docs.md; 04.guides/02.erp-integration/docs.md.
"""

import re
from dataclasses import dataclass

from lxml import etree

from centra_mock.face import BODY_LIMIT_BYTES

__all__ = ["API_NAMESPACE", "ENVELOPE_NAMESPACE", "Refusal", "Request", "parse_envelope"]

API_NAMESPACE = "http://www.centra.com/webservices/"
ENVELOPE_NAMESPACE = "http://schemas.xmlsoap.org/soap/envelope/"
_MAX_DEPTH = 60
_MAX_ELEMENTS = 200_000
# Byte order mark, XML declaration, comments and blanks may stand before a document type. Atomic, hence linear.
_DOCTYPE = re.compile(rb"(?>\xef\xbb\xbf)?(?>\s+|<\?.*?\?>|<!--.*?-->)*+<!DOCTYPE", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Request:
    """One readable request: which element stood in the body, and the element itself."""

    operation: str  # local name of the request element, such as ``events_GetRequest``
    element: etree._Element


class Refusal(Exception):
    """A message that is not obeyed; becomes a SOAP fault."""

    def __init__(self, code: str, text: str, *, status: int = 500) -> None:
        """``code`` is a SOAP 1.1 fault code such as ``Client``; ``status`` the HTTP status to answer with."""
        super().__init__(text)
        self.code = code
        self.text = text
        self.status = status


def parse_envelope(body: bytes) -> Request:
    """The request in an envelope.

    Raises ``Refusal`` for everything that is no SOAP 1.1 envelope with exactly one request element in the API's
    namespace.
    """
    root = _parse(body)
    if root.tag != f"{{{ENVELOPE_NAMESPACE}}}Envelope":
        if etree.QName(root).localname == "Envelope":
            raise Refusal("VersionMismatch", f"Envelopes of {ENVELOPE_NAMESPACE} only")
        raise Refusal("Client", "The document is no SOAP envelope")
    for entry in root.iterfind(f"{{{ENVELOPE_NAMESPACE}}}Header/*"):
        if entry.get(f"{{{ENVELOPE_NAMESPACE}}}mustUnderstand") == "1":
            raise Refusal("MustUnderstand", f"Header entry {etree.QName(entry).localname} is not understood")
    body_element = root.find(f"{{{ENVELOPE_NAMESPACE}}}Body")
    children = [] if body_element is None else list(body_element)
    if len(children) != 1:
        raise Refusal("Client", f"The body must hold exactly one request element, found {len(children)}")
    name = etree.QName(children[0])
    if name.namespace != API_NAMESPACE:
        raise Refusal("Client", f"Request element {name.localname} is not in namespace {API_NAMESPACE}")
    return Request(operation=name.localname, element=children[0])


def _parse(body: bytes) -> etree._Element:
    if len(body) > BODY_LIMIT_BYTES:
        raise Refusal("Client", f"The request is larger than {BODY_LIMIT_BYTES} bytes", status=413)
    if _DOCTYPE.match(body):
        raise Refusal("Client", "A document type is not accepted", status=400)
    parser = etree.XMLParser(
        encoding="utf-8",  # whatever the document declares, so that the check above saw every character
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(body, parser)
    except etree.XMLSyntaxError as error:
        raise Refusal("Client", f"The request is not well-formed XML: {error.msg}", status=400) from error
    _measure(root)
    return root


def _measure(root: etree._Element) -> None:
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refusal("Client", "A document type is not accepted", status=400)
    depth = 0
    elements = 0
    for event, _element in etree.iterwalk(root, events=("start", "end")):
        if event == "end":
            depth -= 1
            continue
        depth += 1
        elements += 1
        if depth > _MAX_DEPTH:
            raise Refusal("Client", f"Elements are nested deeper than {_MAX_DEPTH} levels", status=400)
        if elements > _MAX_ELEMENTS:
            raise Refusal("Client", f"More than {_MAX_ELEMENTS} elements", status=400)
