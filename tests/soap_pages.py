"""What the pages of a local copy of the documentation show of SOAP: messages in envelopes, and pieces of them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

_FENCE = re.compile(r"^( *)```\w*[^\n]*\n(.*?)^ *```", re.MULTILINE | re.DOTALL)
_ACTION = re.compile(r'^SOAPAction: "([^"]*)"', re.MULTILINE)
_ENVELOPE = "{http://schemas.xmlsoap.org/soap/envelope/}"
_NAMESPACE = "http://www.centra.com/webservices/"


@dataclass(frozen=True, slots=True)
class Shown:
    """Some XML that a page shows; ``line`` is its first."""

    page: str
    line: int
    text: str

    @property
    def place(self) -> str:
        """Page and line, as the list of exceptions names it."""
        return f"{self.page}#L{self.line}"

    @property
    def action(self) -> str:
        """The SOAPAction that is printed above a request; empty where none is."""
        found = _ACTION.search(self.text)
        return found[1] if found else ""

    def message(self) -> etree._Element:
        """The element in the body of the envelope. Raises ``ValueError`` where there is no such thing."""
        try:
            root = etree.fromstring(self.text[self.text.index("<") :].strip().encode())
        except etree.XMLSyntaxError as error:
            raise ValueError(str(error)) from error
        body = root.find(f"{_ENVELOPE}Body")
        if root.tag != f"{_ENVELOPE}Envelope" or body is None or len(body) != 1:
            raise ValueError("no envelope with one message")
        return body[0]

    def piece(self) -> etree._Element:
        """A piece of a message, as if it stood in one; dots that cut it short are left out."""
        text = self.text.replace("...", "").strip()
        if text.count("<") and "ns1:" not in text:
            text = f'<piece xmlns="{_NAMESPACE}">{text}</piece>'
        else:
            text = f'<piece xmlns:ns1="{_NAMESPACE}">{text}</piece>'
        try:
            return etree.fromstring(text.encode())
        except etree.XMLSyntaxError as error:
            raise ValueError(str(error)) from error


def shown_on(pages: Path) -> Iterator[Shown]:
    """Every block of XML on the two pages about SOAP, in the order of the lines."""
    for path in sorted([*pages.glob("*/*soap-integration-api/*/docs.md"), *pages.glob("*/*erp-integration/docs.md")]):
        text = path.read_text(encoding="utf-8")
        for match in _FENCE.finditer(text):
            if "<" in match.group(2):
                page = path.relative_to(pages).as_posix()
                yield Shown(page, text.count("\n", 0, match.start(2)) + 1, match.group(2))
