"""How a webshop API tells a lie by changing a true answer or a refusal of one of its operations."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass

from centra_mock.faces.checkout.wire import Json
from centra_mock.lies import Lie

__all__ = ["Untruth", "distorted", "dropping", "objects", "part", "told_by"]


@dataclass(frozen=True, slots=True)
class Untruth:
    """A lie with what it changes in the body of an answer; without operations of its own it may show in any."""

    lie: Lie
    change: Callable[[Json], None]


def told_by(api: str) -> Callable[..., Untruth]:
    """What makes the untruths of an API: from name, sentence, change, and the operations that show it."""

    def make(name: str, says: str, change: Callable[[Json], None], *operations: str) -> Untruth:
        return Untruth(Lie(f"{api}-{name}", api, says, operations), change)

    return make


def distorted(untruths: Iterable[Untruth], told: Sequence[str], shown: str, body: Json) -> Json:
    """The body as the lies that are ``told`` have it in the operation ``shown``; the true one is left as it is."""
    chosen = [each for each in untruths if each.lie.name in told and shown in (each.lie.operations or (shown,))]
    if not chosen:
        return body
    changed = deepcopy(body)
    for each in chosen:
        each.change(changed)
    return changed


def part(body: Json, name: str) -> Json:
    """The object of a body under a name; an empty one where there is none, or something else."""
    found = body.get(name)
    return found if isinstance(found, dict) else {}


def objects(value: object) -> list[Json]:
    """The objects of a list; none where it is no list."""
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def dropping(name: str, action: str) -> Callable[[Json], None]:
    """The change of a payment's answer that loses a field where it tells this action."""

    def change(body: Json) -> None:
        if body.get("action") == action:
            body.pop(name, None)

    return change
