"""Which operations an API has: method, path with parameters, what an operation needs and whether it only reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from enum import Enum
from typing import TYPE_CHECKING

from centra_mock.faces.checkout.distortion import Untruth, distorted
from centra_mock.faces.checkout.wire import Answer, Json, Refusal
from centra_mock.lies import Lie

if TYPE_CHECKING:  # the desk serves operations
    from centra_mock.faces.checkout.desk import Visit

__all__ = ["Need", "Operation", "find_operation", "operation_lies", "perform", "whole_number"]


class Need(Enum):
    """What a caller must show: nothing, the shared secret (server mode), or the login of a customer."""

    NOTHING = "nothing"
    SECRET = "secret"
    LOGIN = "login"


@dataclass(frozen=True, slots=True)
class Operation:
    """One documented operation; ``handle`` gets the visit and the decoded path parameters in their order."""

    method: str
    path: str  # "/items/{item}/quantity/{quantity}"
    handle: Callable[..., Answer]
    reads: bool = False
    need: Need = Need.NOTHING

    @property
    def slug(self) -> str:
        """What lies about this operation alone begin with: ``post-items-item`` of ``POST /items/{item}``."""
        return "-".join([self.method, *self.path.replace("{", "").replace("}", "").strip("/").split("/")]).lower()

    def parameters(self, segments: tuple[str, ...]) -> tuple[str, ...] | None:
        """The path parameters if the segments are of this operation's path, else ``None``."""
        parts = self.path.strip("/").split("/")
        if len(parts) != len(segments):
            return None
        found = []
        for part, segment in zip(parts, segments, strict=True):
            if part.startswith("{"):
                found.append(segment)
            elif part != segment:
                return None
        return tuple(found)


def operation_lies(api: str, operations: Iterable[Operation], unshown: str) -> tuple[Lie, ...]:
    """The lies that each operation has: it is gone, or it refuses nothing; ``unshown`` names those that are left out."""
    lies: list[Lie] = []
    for each in operations:
        shown = f"{each.method} {each.path}"
        lies.append(Lie(f"{api}-{each.slug}-is-gone", api, f"{shown} is not found.", (shown,)))
        if not each.reads or "{" in each.path:
            lies.append(Lie(f"{api}-{each.slug}-refuses-nothing", api, f"{shown} says ok to what it refuses.", (shown,)))
    left_out = {f"{api}-{name}" for name in unshown.split()}
    return tuple(lie for lie in lies if lie.name not in left_out)


def perform(operation: Operation, visit: Visit, parameters: tuple[str, ...], untruths: Iterable[Untruth]) -> Answer:
    """The answer of an operation, as lies about it alone and ``untruths`` have it. Raises ``Refusal``."""

    def told(body: Json) -> Json:
        return distorted(untruths, visit.world.lies.names(), f"{operation.method} {operation.path}", body)

    if visit.told(f"{operation.slug}-is-gone"):
        raise Refusal(404, {"operation": "not found"})
    try:
        answer = operation.handle(visit, *parameters)
    except Refusal as refusal:
        if not visit.told(f"{operation.slug}-refuses-nothing"):
            raise Refusal(refusal.status, refusal.errors, **told(refusal.more)) from refusal
        answer = Answer({"status": "ok"})
    return replace(answer, body=told(answer.body)) if isinstance(answer.body, dict) else answer


def find_operation(operations: Iterable[Operation], method: str, segments: tuple[str, ...]) -> tuple[Operation, tuple[str, ...]]:
    """The operation that is asked for, with its path parameters.

    Raises ``Refusal`` with 404 for an unknown path and 405 for a path that does not know the method.
    """
    is_known_path = False
    for operation in operations:
        parameters = operation.parameters(segments)
        if parameters is None:
            continue
        if operation.method == method:
            return operation, parameters
        is_known_path = True
    if is_known_path:
        raise Refusal(405, {"method": "not allowed"})
    raise Refusal(404, {"operation": "not found"})


def whole_number(text: object, field: str, *, lowest: int = 0, highest: int = 99_999_999) -> int:
    """A whole number of a path or a body; raises ``Refusal`` with 400 for anything else."""
    if isinstance(text, bool) or not isinstance(text, int | str):
        raise Refusal(400, {field: "must be a whole number"})
    if isinstance(text, str):
        digits = text.removeprefix("-")
        if not (digits.isascii() and digits.isdigit() and len(digits) <= 12):
            raise Refusal(400, {field: "must be a whole number"})
        text = int(text)
    if not lowest <= text <= highest:
        raise Refusal(400, {field: f"must be between {lowest} and {highest}"})
    return text
