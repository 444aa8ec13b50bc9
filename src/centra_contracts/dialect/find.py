"""Looks a value up in a reading: JMESPath where the body is JSON, XPath where it is XML.

XPath is evaluated at the root of ``Reading.xml``, whose namespaces were removed: ``success`` is a child of the root,
``//event/id`` is found at any depth. An expression that is right, but meets an answer of another form, finds nothing.
Source: ``docs/contract-language.md``, "Steps" and "Rules".
"""

from __future__ import annotations

import json
import math
import threading
from collections.abc import Iterable, Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import jmespath
from jmespath.exceptions import JMESPathError
from jmespath.functions import Functions
from jmespath.parser import ParsedResult
from jmespath.visitor import TreeInterpreter
from lxml import etree

from centra_contracts.contract.expressions import jmespath_parts
from centra_contracts.contract.model import Json
from centra_contracts.dialect.model import Reading
from centra_contracts.errors import nearest

if TYPE_CHECKING:
    from jmespath.visitor import _TreeNode

__all__ = ["check_jmespath", "check_xpath", "find", "found"]

# What jmespath raises where the answer has another form than the expression needs: length() of null, a number that is
# compared with a text, the ceiling of a number that overflowed.
_ODD_ANSWERS = (JMESPathError, TypeError, ValueError, ArithmeticError, RecursionError)
_PARSING = threading.Lock()  # jmespath's parser keeps a cache of its own that is not made for threads


def find(reading: Reading, expression: str) -> Json:
    """The value that ``expression`` names in ``reading``, or None when there is none.

    XPath nodes: none gives None, one its value, several a list. An element gives its text, or an object of its
    children (a repeated name gives a list); ``string()``, ``count()`` and the like give what they compute.
    JMESPath on an XML answer, and XPath on another, finds nothing. Raises ``ValueError`` if the expression is neither.

    >>> find(Reading("p#1", 200, {}, {"products": [{"sku": "A-1"}]}), "products[0].sku")
    'A-1'
    """
    if not _is_spoken(expression, reading.xml is not None):
        return None
    if reading.xml is not None:
        return _value_of_xpath(_evaluate(expression, reading.xml))
    try:
        value: Json = _jmespath(expression).search(reading.body)
    except _ODD_ANSWERS:
        return None
    return value


def found(reading: Reading, path: str) -> bool:
    """Whether ``path`` is there; a JSON null counts as there, a missing key does not.

    Through a list or filter (``products[].sku``) it is there when one element or more has it. A computed value
    (a function, a literal) is there unless it is null. XPath: there is a node, or the computed value is not false,
    zero or empty. JMESPath on an XML answer, and XPath on another, is not there. Raises ``ValueError`` if the path is neither.

    >>> found(Reading("p#1", 200, {}, {"order": {"note": None}}), "order.note")
    True
    """
    if not _is_spoken(path, reading.xml is not None):
        return False
    if reading.xml is not None:
        return bool(_evaluate(path, reading.xml))
    try:
        return _is_there(_jmespath(path).parsed, reading.body)
    except _ODD_ANSWERS:
        return False


def check_jmespath(expression: str) -> None:
    """Raise ``ValueError`` with one line unless ``expression`` is JMESPath that calls functions as they are.

    A literal between backticks must be JSON: jmespath still reads other text, with a warning, and will not for ever.
    """
    for part in jmespath_parts(expression):
        if part[0] == "`" and len(part) > 1 and not _is_json(part[1:-1]):
            raise ValueError(f"invalid JMESPath {expression!r}: {part} is no JSON; write '{part[1:-1].strip()}' for a text")
    _jmespath(expression)


def check_xpath(expression: str) -> None:
    """Raise ``ValueError`` with one line unless ``expression`` is XPath 1.0 without prefixes."""
    _evaluate(expression, etree.Element("empty"))


@lru_cache(maxsize=4096)
def _is_spoken(expression: str, xml: bool) -> bool:
    """Whether the expression is in the language of the answer; a target may answer HTML where JSON is documented."""
    own, other = (_check_xpath, _check_jmespath) if xml else (_check_jmespath, _check_xpath)
    problem = own(expression)
    if problem and other(expression):
        raise ValueError(problem)
    return not problem


def _check_jmespath(expression: str) -> str:
    try:
        _jmespath(expression)
    except ValueError as error:
        return str(error)
    return ""


def _check_xpath(expression: str) -> str:
    try:
        check_xpath(expression)
    except ValueError as error:
        return str(error)
    return ""


def _is_json(literal: str) -> bool:
    try:
        json.loads(literal.replace("\\`", "`"))
    except ValueError:
        return False
    return True


@lru_cache(maxsize=4096)
def _jmespath(expression: str) -> ParsedResult:
    try:
        with _PARSING:
            compiled = jmespath.compile(expression)
    except JMESPathError as error:
        raise ValueError(f"invalid JMESPath {expression!r}: {' '.join(str(error).split())}") from error
    for node in _nodes(compiled.parsed):
        problem = _problem_of(node)
        if problem:
            raise ValueError(f"invalid JMESPath {expression!r}: {problem}")
    return compiled


def _nodes(node: _TreeNode) -> Iterator[_TreeNode]:
    yield node
    for child in node["children"]:
        if isinstance(child, dict):  # the children of a slice are numbers
            yield from _nodes(child)


def _problem_of(node: _TreeNode) -> str:
    """What jmespath itself would notice only once it evaluates the node; empty when nothing is wrong."""
    if node["type"] == "slice":
        bounds: list[Any] = list(node["children"])  # Any: a slice has numbers where other nodes have nodes
        return "a slice cannot have a step of 0" if bounds[2] == 0 else ""
    if node["type"] != "function_expression":
        return ""
    name, given = node["value"], len(node["children"])
    if name not in Functions.FUNCTION_TABLE:
        return f"unknown function {name}(){nearest(name, Functions.FUNCTION_TABLE)}"
    signature = Functions.FUNCTION_TABLE[name]["signature"]
    variadic = bool(signature) and bool(signature[-1].get("variadic"))
    if given == len(signature) or (variadic and given >= len(signature)):
        return ""
    return f"{name}() takes {len(signature)}{' or more' if variadic else ''} arguments, not {given}"


@lru_cache(maxsize=4096)
def _xpath(expression: str) -> etree.XPath:
    return etree.XPath(expression)


def _evaluate(expression: str, root: etree._Element) -> Any:  # Any: nodes, texts, a number or a boolean
    try:
        return _xpath(expression)(root)
    except etree.XPathError as error:  # an unknown function or prefix shows only here, not when compiled
        raise ValueError(f"invalid XPath {expression!r}: {error}") from error


def _value_of_xpath(value: Any) -> Json:  # Any: XPath gives nodes, texts, numbers or booleans
    if isinstance(value, list):
        plain = [_value_of_node(node) for node in value]
        return plain[0] if len(plain) == 1 else (plain or None)
    if isinstance(value, float):
        return int(value) if value.is_integer() else value if math.isfinite(value) else None
    computed: Json = str(value) if isinstance(value, str) else value
    return computed


def _value_of_node(node: Any) -> Json:  # Any: an element, or the text of an attribute or a text node
    if not isinstance(node, etree._Element):
        return str(node)
    children = [child for child in node if isinstance(child.tag, str)]
    if not children:
        return "".join(str(text) for text in node.itertext())
    grouped: dict[str, list[Json]] = {}
    for child in children:
        grouped.setdefault(str(child.tag), []).append(_value_of_node(child))
    return {name: values[0] if len(values) == 1 else values for name, values in grouped.items()}


def _is_there(node: _TreeNode, value: Json) -> bool:
    """Whether the last member that ``node`` names exists below ``value``."""
    children = node["children"]
    match node["type"]:
        case "field":
            return isinstance(value, Mapping) and node["value"] in value
        case "index":
            return isinstance(value, list) and -len(value) <= node["value"] < len(value)
        case "subexpression" | "index_expression" | "pipe":
            for child in children[:-1]:
                value = _visit(child, value)
            return _is_there(children[-1], value)
        case "projection" | "value_projection" | "filter_projection":
            elements = _elements(node, value)
            return any(_is_there(children[1], element) for element in elements)
        case "current" | "identity":
            return True
        case _:
            return _visit(node, value) is not None


def _elements(node: _TreeNode, value: Json) -> Iterable[Json]:
    """What a projection runs over: elements of a list, values of an object, or those that a filter lets through."""
    base = _visit(node["children"][0], value)
    if node["type"] == "value_projection":
        return list(base.values()) if isinstance(base, Mapping) else []
    if not isinstance(base, list):
        return []
    if node["type"] == "projection":
        return base
    return [element for element in base if _is_true(_visit(node["children"][2], element))]


def _is_true(value: Json) -> bool:
    """Truth as JMESPath defines it, where zero is true."""
    return value is not None and value is not False and value not in ("", [], {})


def _visit(node: _TreeNode, value: Json) -> Json:
    result: Json = TreeInterpreter().visit(node, value)
    return result
