"""Expressions with blanks: JMESPath, XPath and regular expressions in which a value stands for what it is.

A value with a quote in it, such as the name ``Women's``, stays a value and never becomes a part of the expression.
Source: ``docs/contract-language.md``, "Blanks" and "Rules".
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from centra_contracts.contract.blanks import BLANK
from centra_contracts.contract.model import Json

__all__ = [
    "Rewrite",
    "ValueOf",
    "fill_jmespath",
    "fill_pattern",
    "fill_xpath",
    "jmespath_parts",
    "plain_text",
    "rewrite_arguments",
]

ValueOf = Callable[[str], Json]  # the value of a blank by its name

# A raw text, a JSON literal, a quoted name; what stands between them is bare.
_JMESPATH_PART = re.compile(r"'(?:\\.|[^'\\])*'|`(?:\\.|[^`\\])*`|\"(?:\\.|[^\"\\])*\"|[^'`\"]+|.", re.DOTALL)
_XPATH_PART = re.compile(r"'[^']*'|\"[^\"]*\"|[^'\"]+|.", re.DOTALL)
_PLAIN_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]*|-?[0-9]+")


@dataclass(frozen=True, slots=True)
class Rewrite:
    """What to do with each part of a rule's arguments, by what it means."""

    path: Callable[[str, bool], str]  # an expression, and whether it is XPath rather than JMESPath
    pattern: Callable[[str], str]  # a regular expression
    value: Callable[[Json], Json]  # everything else


def plain_text(value: Json) -> str:
    """A text as it is, anything else as JSON."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def jmespath_parts(expression: str) -> list[str]:
    """The raw texts, literals and quoted names of a JMESPath, with their quotes, and what stands between them.

    >>> jmespath_parts("a[?b == 'c']")
    ['a[?b == ', "'c'", ']']
    """
    return _JMESPATH_PART.findall(expression)


def fill_jmespath(expression: str, value_of: ValueOf) -> str:
    """The JMESPath with every blank filled: typed in a JSON literal that is one blank, otherwise as text.

    >>> fill_jmespath("a[?id == `<id>` && name == '<name>']", {"id": 7, "name": "Women's"}.__getitem__)
    'a[?id == `7` && name == `"Women\\'s"`]'
    """
    return "".join(_jmespath_part(part, value_of) for part in jmespath_parts(expression))


def fill_xpath(expression: str, value_of: ValueOf) -> str:
    """The XPath 1.0 with every blank filled; a text with both sorts of quotes is put together by ``concat()``.

    >>> fill_xpath("//event[name='<name>']", {"name": "Women's"}.__getitem__)
    '//event[name="Women\\'s"]'
    """
    return "".join(_xpath_part(part, value_of) for part in _XPATH_PART.findall(expression))


def fill_pattern(pattern: str, value_of: ValueOf) -> str:
    """The regular expression with every blank filled by a text that matches itself.

    >>> fill_pattern("^<price> ", {"price": "9.50"}.__getitem__)
    '^9\\\\.50 '
    """
    return _filled(pattern, value_of, lambda value: re.escape(plain_text(value)))


def rewrite_arguments(rule: str, arguments: Json, rewrite: Rewrite, *, xml: bool) -> Json:
    """The arguments of a rule with every part rewritten; ``xml`` says that the step answers XML.

    Elements that ``every`` looks at are objects, whatever they were in the answer: below it, paths are JMESPath.
    """
    if rule in ("has", "lacks") and isinstance(arguments, list):
        return [rewrite.path(str(path), xml) for path in arguments]
    if rule == "type" and isinstance(arguments, Mapping):
        return {rewrite.path(path, xml): wanted for path, wanted in arguments.items()}
    if rule == "never_delivered":
        return rewrite.path(str(arguments), False)
    if rule == "errors" or not isinstance(arguments, Mapping):  # the keys of errors are names of fields
        return rewrite.value(arguments)
    rewritten: dict[str, Json] = {}
    for key, value in arguments.items():
        if key == "at" or (rule, key) == ("repetitions", "of"):
            rewritten[key] = rewrite.path(str(value), xml and rule != "repetitions")
        elif rule == "every":
            rewritten[key] = rewrite_arguments(key, value, rewrite, xml=False)
        elif (rule, key) in (("matches", "pattern"), ("header", "matches"), ("refused", "says")):
            rewritten[key] = rewrite.pattern(str(value))
        else:
            rewritten[key] = rewrite.value(value)
    return rewritten


def _filled(text: str, value_of: ValueOf, write: Callable[[Json], str]) -> str:
    return BLANK.sub(lambda blank: write(value_of(blank[1])), text)


def _jmespath_part(part: str, value_of: ValueOf) -> str:
    if not BLANK.search(part):
        return part
    if part[0] == "'":
        return _literal(_filled(part[1:-1].replace("\\'", "'"), value_of, plain_text))
    if part[0] == "`":
        whole = BLANK.fullmatch(part[1:-1].strip())
        if whole:
            return _literal(value_of(whole[1]))
        return _filled(part, value_of, lambda value: _json_text(plain_text(value))[1:-1])
    if part[0] == '"':
        return _filled(part, value_of, lambda value: _json_text(plain_text(value))[1:-1])
    return _filled(part, value_of, _name)


def _literal(value: Json) -> str:
    return f"`{_json_text(value)}`"


def _json_text(value: Json) -> str:
    return json.dumps(value, ensure_ascii=False).replace("`", "\\u0060")


def _name(value: Json) -> str:
    text = plain_text(value)
    return text if _PLAIN_NAME.fullmatch(text) else _json_text(text)


def _xpath_part(part: str, value_of: ValueOf) -> str:
    if not BLANK.search(part):
        return part
    if part[0] not in "'\"":
        return _filled(part, value_of, plain_text)
    text = _filled(part[1:-1], value_of, plain_text)
    if "'" not in text:
        return f"'{text}'"
    if '"' not in text:
        return f'"{text}"'
    pieces = ', "\'", '.join(f"'{piece}'" for piece in text.split("'"))
    return f"concat({pieces})"
