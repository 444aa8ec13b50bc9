"""What one request carries to every resolver, and how a resolver refuses.

Source: 05.api-references/05.graphql-integration-api/01.authorization (permissions, the text of a refusal) and
04.guides/03.pim-gql-integration (``userErrors`` of a mutation).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from centra_mock.domain.centra import Centra

__all__ = ["Arguments", "Context", "Mutation", "Refusal", "Resolver", "Upload", "refused"]

# Any: a resolver's source, arguments and answer are whatever the schema says at that place; graphql-core checks them.
Arguments = Mapping[str, Any]  # Any: coerced input values of the schema


@dataclass(slots=True)
class Upload:
    """A media file that was announced: until when the storage takes it, and whether it came."""

    expires_at: datetime
    arrived: bool = False
    kind: str = "jpeg"  # of the picture that came: jpeg, png or gif


@dataclass(slots=True)
class Context:
    """One request: the store, the lies told, what the token may do and which permissions were needed so far."""

    centra: Centra
    told: Callable[[str], bool]
    granted: frozenset[str] | None  # None: every permission
    upload_url: str = ""  # where the mock takes media files
    uploads: dict[str, Upload] = field(default_factory=dict)  # by media UUID
    used: dict[str, None] = field(default_factory=dict)  # permissions in order of first use
    uses: list[str] = field(default_factory=list)  # the same, once for each field that needed one
    has_refused: bool = False  # whether a mutation of the request failed
    page_rows: int | None = None  # of the last page of a list
    given_away: list[Exception] = field(default_factory=list)  # refusals that are told only
    deprecated: dict[str, None] = field(default_factory=dict)  # what is told of deprecated permissions, in order


class Refusal(Exception):
    """A mutation refuses for a reason of business; becomes one of ``userErrors``."""

    def __init__(self, message: str, *path: str) -> None:
        super().__init__(message)
        self.message = message
        self.path = path or ("input",)


Resolver = Callable[[Any, Arguments, Context], Any]  # Any: see above
Mutation = Callable[[Arguments, Context], Mapping[str, Any]]  # Any: payload values are domain objects


def refused(message: str, path: Sequence[str]) -> dict[str, object]:
    """A payload that says only what went wrong; every other field of it reads null."""
    return {"userErrors": [{"message": message, "path": list(path)}]}
