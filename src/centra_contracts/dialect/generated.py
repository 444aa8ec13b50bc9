"""Steps that GraphQL says in several requests: generated operations, and what is said again after a refusal.

Source: ``docs/contract-language.md``, "Steps"; GraphQL specification, sections 4 (introspection) and 7.1.2 (errors).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace

from centra_contracts.contract.generated import generate_operations
from centra_contracts.contract.model import Generate, GraphqlCall, Introspect, Json, Step
from centra_contracts.contract.refusals import refused_fields, without_fields
from centra_contracts.contract.sdl import Sdl
from centra_contracts.dialect.model import Reading

__all__ = ["again", "errors_of", "spoken_steps"]


def spoken_steps(step: Step, sdl: Callable[[], Sdl]) -> tuple[Step, ...]:
    """The steps, each one request, in which a generated step is said; a step that is written out is itself.

    Raises ``ValueError`` when its query field is not in the schema document, or its arguments do not fit.
    """
    if not isinstance(step.say, Generate):
        return (step,)
    documents = generate_operations(sdl(), step.say.query, depth=step.say.depth, arguments=step.say.arguments)
    return tuple(replace(step, say=GraphqlCall(document, {})) for document in documents)


def again(asked: Step, reading: Reading, sdl: Callable[[], Sdl]) -> Step | None:
    """What to say after the answer to a step, so that more is heard; None when all is said.

    A server that knows nothing of deprecated arguments is asked for its schema without them; a generated operation that was
    refused for some of its fields is asked without these, so that the others are seen all the same.
    """
    if isinstance(asked.say, Introspect):
        misunderstood = reading.members is None and "includeDeprecated" in reading.text
        return replace(asked, say=Introspect(deprecated_inputs=False)) if asked.say.deprecated_inputs and misunderstood else None
    errors = errors_of(reading)
    if not errors or _has_data(reading) or not reading.document:
        return None
    document = without_fields(sdl(), reading.document, refused_fields(sdl(), reading.document, errors))
    return replace(asked, say=GraphqlCall(document, {})) if document and document.split() != reading.document.split() else None


def errors_of(reading: Reading) -> list[Json]:
    """The errors of an answer, as it has them; empty when it has none."""
    errors = reading.body.get("errors") if isinstance(reading.body, Mapping) else None
    return list(errors) if isinstance(errors, list) else []


def _has_data(reading: Reading) -> bool:
    data = reading.body.get("data") if isinstance(reading.body, Mapping) else None
    return isinstance(data, Mapping) and any(value is not None for value in data.values())
