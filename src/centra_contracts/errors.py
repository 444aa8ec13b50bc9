"""The exceptions of centra_contracts: mistakes of the person who runs it, never verdicts.

A broken promise is a verdict and a missing answer is a fault; neither is raised.

    CentraContractsError
    +-- ContractError          contract files that cannot be used; carries every problem
    +-- ConfigurationError     a wrong option, profile or environment variable
    |   +-- UnknownNameError   a name that does not exist, with the nearest known ones
    +-- RecordError            a recorded run that cannot be read
    +-- MockError              the embedded mock did not start
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable

__all__ = [
    "CentraContractsError",
    "ConfigurationError",
    "ContractError",
    "MockError",
    "RecordError",
    "UnknownNameError",
    "nearest",
]


class CentraContractsError(Exception):
    """Base of every exception that this package raises on purpose."""


class ContractError(CentraContractsError):
    """Contract files that cannot be used; ``problems`` holds one line per problem, sorted."""

    def __init__(self, problems: Iterable[str]) -> None:
        self.problems = tuple(sorted(problems))
        super().__init__("\n".join(self.problems))


class ConfigurationError(CentraContractsError):
    """An option, profile or environment variable that cannot be used."""


class UnknownNameError(ConfigurationError):
    """A name that does not exist; the message names the nearest known ones."""

    def __init__(self, what: str, name: str, known: Iterable[str]) -> None:
        super().__init__(f"unknown {what} {name!r}{nearest(name, known)}")


class RecordError(CentraContractsError):
    """A recorded run that is missing or cannot be read."""


class MockError(CentraContractsError):
    """The embedded mock did not start or did not say where it listens."""


def nearest(name: str, known: Iterable[str]) -> str:
    """The tail of a message that names up to three known names close to ``name``.

    Empty when nothing is close.

    >>> nearest("ordr", ["order", "shop"])
    "; did you mean 'order'?"
    """
    close = difflib.get_close_matches(name, sorted({str(item) for item in known}), n=3, cutoff=0.75)
    if not close:
        return ""
    return "; did you mean " + " or ".join(repr(item) for item in close) + "?"
