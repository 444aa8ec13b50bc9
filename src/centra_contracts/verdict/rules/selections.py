"""The rule that puts an answer to what the step asked for: of GraphQL to its document, of SOAP to its operation.

Source: GraphQL specification, sections 5.3 (selections), 6.4 (results) and 7.1 (answers).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from graphql import GraphQLError

from centra_contracts.contract.model import Json
from centra_contracts.contract.refusals import refused_fields
from centra_contracts.contract.selection import Misfit, misfits
from centra_contracts.contract.steps import mapping
from centra_contracts.dialect.generated import errors_of
from centra_contracts.dialect.model import Reading
from centra_contracts.verdict.context import Breach, Context, Rule
from centra_contracts.verdict.rules.descriptions import soap_answer_breaches
from centra_contracts.verdict.show import printable, show, show_answer

__all__ = ["RULES", "answer_is_what_was_asked_for"]

_MOST_BREACHES = 40
_POSITION = re.compile(r"\[\d+\]")
_AUTHORIZATION = "authorization"  # errors of this category speak of the token. Source: authorization#permissions


def answer_is_what_was_asked_for(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """Every field that the document asks for is answered, with the type that the schema document has for it.

    The answer of a SOAP step is one that the contracts' WSDL has for its operation.
    A step of several operations is judged by all of its answers. Fields that the token may not read are left out.
    """
    if context.reading.soap is not None:
        return soap_answer_breaches(context)
    readings = context.reading.parts or (context.reading,)
    found: dict[tuple[str, str], Breach] = {}
    for reading in readings:
        for breach in _breaches(reading, context):
            found.setdefault((breach.code, breach.place), breach)
    if not found and not any(_data_of(reading) for reading in readings):
        return (Breach("CC102", "answer", "an answer with data", show_answer(context.reading)),)
    return tuple(found.values())[:_MOST_BREACHES]


def _breaches(reading: Reading, context: Context) -> Iterator[Breach]:
    data, errors = _data_of(reading), errors_of(reading)
    if not reading.document:
        yield Breach("CC102", "answer", "an answer to a GraphQL document", show_answer(reading), exchange=reading.exchange)
        return
    sdl = context.sdl()
    for error in errors:
        if _is_about_the_token(error):
            continue
        says = show(mapping(error).get("message") if isinstance(error, Mapping) else error)
        fields = refused_fields(sdl, reading.document, [error]) if data is None else ()
        for field in fields:
            yield Breach("CC307", field, "an answer with this field", says, absent=True, exchange=reading.exchange)
        if not fields:
            yield Breach("CC102", _path_of(error), "no error", says, exchange=reading.exchange)
    if data is not None:
        try:
            yield from (
                _breach(misfit, reading) for misfit in misfits(sdl, reading.document, data) if not _is_explained(misfit, errors)
            )
        except (GraphQLError, LookupError, RecursionError) as error:
            yield Breach(
                "CC102", "answer", "an answer to a GraphQL document", str(error).splitlines()[0], exchange=reading.exchange
            )
    elif not errors:
        yield Breach("CC102", "answer", "an answer with data", show_answer(reading), exchange=reading.exchange)


def _breach(misfit: Misfit, reading: Reading) -> Breach:
    place = printable(_POSITION.sub("[]", misfit.path))
    absent = misfit.observed == "no such key"
    code = "CC301" if absent else "CC303" if misfit.coordinate else "CC305"
    return Breach(code, place, misfit.expected, printable(misfit.observed), absent, exchange=reading.exchange)


def _is_explained(misfit: Misfit, errors: list[Json]) -> bool:
    """Whether an error has the path of a null, so that the error alone is told."""
    paths = {_path_of(error) for error in errors}
    return misfit.observed == "null" and any(_POSITION.sub("[]", misfit.path).startswith(path) for path in paths)


def _data_of(reading: Reading) -> Json:
    return mapping(reading.body).get("data") if isinstance(reading.body, Mapping) else None


def _is_about_the_token(error: Json) -> bool:
    extensions = error.get("extensions") if isinstance(error, Mapping) else None
    return isinstance(extensions, Mapping) and extensions.get("category") == _AUTHORIZATION


def _path_of(error: Json) -> str:
    """Where an error is in the data, without positions in lists: ``data.products[].name``."""
    path = error.get("path") if isinstance(error, Mapping) else None
    place = "data"
    for part in path if isinstance(path, list) else ():
        place += "[]" if isinstance(part, int) else f".{part}"
    return printable(place) if place != "data" else "answer"


RULES = (Rule("answer", answer_is_what_was_asked_for, ("CC102", "CC201", "CC301", "CC303", "CC304", "CC305", "CC307")),)
