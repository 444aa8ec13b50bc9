"""Fills the blanks of steps and rule arguments from plain values."""

from __future__ import annotations

import base64
import dataclasses
import hashlib
import hmac
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import quote

from centra_contracts.contract.blanks import BLANK
from centra_contracts.contract.expressions import (
    Rewrite,
    fill_jmespath,
    fill_pattern,
    fill_xpath,
    plain_text,
    rewrite_arguments,
)
from centra_contracts.contract.model import (
    Await,
    Generate,
    GraphqlCall,
    Hold,
    Json,
    Notify,
    RestCall,
    Say,
    SoapCall,
    Step,
    Upload,
)

__all__ = ["FilledArguments", "MissingValueError", "fill", "fill_arguments", "fill_path", "fill_step", "sign_step"]


class MissingValueError(LookupError):
    """A blank has no value; ``blank`` is its name."""

    def __init__(self, blank: str) -> None:
        super().__init__(blank)
        self.blank = blank


@dataclass(frozen=True, slots=True)
class FilledArguments:
    """The arguments of a rule without blanks, and how each expression among them was written in the contract."""

    arguments: Json
    unfilled: Mapping[str, str]  # filled expression -> the expression with its blanks

    def as_written(self, place: str) -> str:
        """The place with the expressions as they stand in the contract, the same for every target and day."""
        for filled, expression in sorted(self.unfilled.items(), key=lambda item: (-len(item[0]), item[0])):
            if filled in place:
                return place.replace(filled, expression)
        return place


def fill(value: Json, values: Mapping[str, Json]) -> Json:
    """The value with every blank filled. A text that is one blank becomes the value itself, type and all.

    Raises ``MissingValueError`` for a blank without a value.

    >>> fill({"a": "<n>", "b": "id-<n>"}, {"n": 7})
    {'a': 7, 'b': 'id-7'}
    """
    if isinstance(value, str):
        whole = BLANK.fullmatch(value)
        return _value(whole.group(1), values) if whole else _text(value, values, str)
    if isinstance(value, Mapping):
        return {_text(key, values, str): fill(item, values) for key, item in value.items()}
    if isinstance(value, list):
        return [fill(item, values) for item in value]
    return value


def fill_path(expression: str, values: Mapping[str, Json], *, xml: bool) -> str:
    """The JMESPath, or XPath, with every blank filled by a value that stays a value, whatever quotes it holds."""
    fill_blanks = fill_xpath if xml else fill_jmespath
    return fill_blanks(expression, lambda blank: _value(blank, values))


def fill_arguments(rule: str, arguments: Json, values: Mapping[str, Json], *, xml: bool) -> FilledArguments:
    """The arguments of a rule with every blank filled: in expressions and patterns as values, elsewhere as in ``fill``.

    >>> fill_arguments("equals", {"at": "a[?id == `<id>`]", "to": "<id>"}, {"id": 7}, xml=False).arguments
    {'at': 'a[?id == `7`]', 'to': 7}
    """
    unfilled: dict[str, str] = {}

    def path(expression: str, is_xpath: bool) -> str:
        filled = fill_path(expression, values, xml=is_xpath)
        unfilled[filled] = expression
        return filled

    filling = Rewrite(
        path=path,
        pattern=lambda pattern: fill_pattern(pattern, lambda blank: _value(blank, values)),
        value=lambda value: fill(value, values),
    )
    return FilledArguments(rewrite_arguments(rule, arguments, filling, xml=xml), unfilled)


def sign_step(step: Step, values: Mapping[str, Json]) -> dict[str, Json]:
    """The signature that a step names, by its name; empty where it names none.

    Base64 of the hexadecimal digits, as the code of the page has it, not of the digest itself.
    Source: plugins/external-payment-plugin#signature.
    """
    if step.sign is None:
        return {}
    key, text = (_text(part, values, str).encode() for part in (step.sign.key, step.sign.text))
    return {step.sign.name: base64.b64encode(hmac.new(key, text, hashlib.sha256).hexdigest().encode()).decode()}


def fill_step(step: Step, values: Mapping[str, Json]) -> Step:
    """The step with every blank filled; values in a path are percent-encoded."""
    return dataclasses.replace(step, say=_fill_say(step.say, values))


def _fill_say(say: Say, values: Mapping[str, Json]) -> Say:
    match say:
        case RestCall():
            return dataclasses.replace(
                say,
                path=_text(say.path, values, lambda text: quote(text, safe="")),
                query=_tree(say.query, values),
                headers=_tree(say.headers, values),
                json=fill(say.json, values),
                form=_tree(say.form, values) if say.form is not None else None,
                text=_text(say.text, values, str) if say.text is not None else None,
            )
        case GraphqlCall():
            return dataclasses.replace(say, variables=_tree(say.variables, values))
        case Generate():
            return dataclasses.replace(say, arguments=_tree(say.arguments, values))
        case Upload():
            return dataclasses.replace(say, address=_text(say.address, values, str), fields=fill(say.fields, values))
        case SoapCall():
            return dataclasses.replace(say, body=_tree(say.body, values))
        case Await():
            at = _text(say.at, values, str)
            return dataclasses.replace(say, match=fill_path(say.match, values, xml=False), at=at)
        case Notify():
            return dataclasses.replace(say, address=_text(say.address, values, str), json=fill(say.json, values))
        case Hold():
            at, times = _text(say.at, values, str), fill(say.times, values)
            return dataclasses.replace(say, at=at, times=times, match=fill_path(say.match, values, xml=False))
        case _:
            return say


def _tree(tree: Mapping[str, Json], values: Mapping[str, Json]) -> dict[str, Json]:
    return {_text(key, values, str): fill(item, values) for key, item in tree.items()}


def _text(text: str, values: Mapping[str, Json], escape: Callable[[str], str]) -> str:
    return BLANK.sub(lambda match: escape(plain_text(_value(match.group(1), values))), text)


def _value(blank: str, values: Mapping[str, Json]) -> Json:
    if blank not in values:
        raise MissingValueError(blank)
    return values[blank]
