"""Finds where an answer of SOAP is not what the documented WSDL has for its operation.

Source: WSDL 1.1, section 2; XML Schema 1.0, part 1, section 3.4; ``docs/contract-language.md``, "The WSDL".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from lxml import etree

from centra_contracts.contract.wsdl import ANY_TYPE, Element, Guess, Kind, Wsdl
from centra_contracts.contract.xml_tree import local_name
from centra_contracts.verdict.context import Breach
from centra_contracts.verdict.wsdl_texts import is_text_of

__all__ = ["answer_breaches", "element_breaches"]

_SHORT = 60


def answer_breaches(wsdl: Wsdl, operation: str, message: etree._Element) -> Iterator[Breach]:
    """Every breach of the documented forms of an answer, each kind of it at each place once.

    ``message`` is the element in the body, with its namespaces.
    """
    known = wsdl.operations.get(operation)
    forms = {element.tag: element for element in known.answers} if known is not None else {}
    form = forms.get(str(message.tag))
    if form is None:
        expected = " or ".join(sorted(forms)) or "an operation of the WSDL"
        yield Breach("CC304", "answer", expected, _printable(str(message.tag)))
        return
    yield from element_breaches(wsdl, form, message)


def element_breaches(wsdl: Wsdl, element: Element, node: etree._Element) -> Iterator[Breach]:
    """Every breach of what is declared of an element and of all below it, each kind of it at each place once."""
    seen: set[tuple[str, str]] = set()
    for breach in _breaches(wsdl, element, node, element.name):
        if (breach.code, breach.place) not in seen:
            seen.add((breach.code, breach.place))
            yield breach


def _breaches(wsdl: Wsdl, element: Element, node: etree._Element, path: str) -> Iterator[Breach]:
    kind = wsdl.kind_of(element)
    if kind.base == ANY_TYPE:
        return
    if kind.is_record:
        yield from _record_breaches(wsdl, kind, node, path)
    elif len(node):
        yield Breach("CC303", path, f"a text ({kind.base})", f"an element {_printable(local_name(str(node[0].tag)))} in it")
    elif Guess.TYPE not in element.guesses:
        yield from _text_breaches(kind, node.text or "", path)


def _record_breaches(wsdl: Wsdl, kind: Kind, node: etree._Element, path: str) -> Iterator[Breach]:
    texts = [node.text, *(child.tail for child in node)]
    stray = next((text for text in texts if text and text.strip()), None)
    if stray is not None:
        yield Breach("CC303", path, "elements", f"the text {_printable(stray)}")
    counted = Counter(local_name(str(child.tag)) for child in node)
    for name, element in kind.elements.items():
        if counted[name] < element.least and Guess.OCCURS not in element.guesses and Guess.NAME not in element.guesses:
            yield Breach("CC301", f"{path}/{name}", "the element is there", "no such element", absent=True)
        if element.most is not None and counted[name] > element.most and Guess.OCCURS not in element.guesses:
            yield Breach("CC303", f"{path}/{name}", "at most once", "several times")
    for child in node:
        name = local_name(str(child.tag))
        place, known = f"{path}/{_printable(name)}", kind.elements.get(name)
        if known is None:
            yield Breach("CC305", place, "no such element is documented", f"<{_printable(name)}>")
        elif known.tag != str(child.tag):
            yield Breach("CC304", place, f"the element {known.tag}", _printable(str(child.tag)))
        elif Guess.NAME not in known.guesses:
            yield from _breaches(wsdl, known, child, place)


def _text_breaches(kind: Kind, text: str, path: str) -> Iterator[Breach]:
    if not is_text_of(text, kind.base):
        yield Breach("CC303", path, kind.base, f"the text {_printable(text)}" if text else "an empty element")
    elif kind.values and text.strip() not in kind.values:
        yield Breach("CC201", path, f"one of {', '.join(kind.values)}", f"the text {_printable(text)}")


def _printable(text: str) -> str:
    line = " ".join(text.encode("utf-8", "backslashreplace").decode().split())
    return line if len(line) <= _SHORT else line[: _SHORT - 3] + "..."
