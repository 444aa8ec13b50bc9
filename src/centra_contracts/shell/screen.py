"""Lines and tables on the terminal."""

from __future__ import annotations

from collections.abc import Iterable

from rich.console import Console
from rich.text import Text

from centra_contracts.report.summary import SummaryLine

__all__ = ["console", "say_lines"]

_STYLES = {"title": "bold", "good": "green", "bad": "red", "warn": "yellow", "muted": "dim"}


def console() -> Console:
    """A console that wraps nothing and interprets no markup."""
    return Console(highlight=False, markup=False, soft_wrap=True)


def say_lines(lines: Iterable[SummaryLine]) -> None:
    """Prints summary lines in the colour of their tone."""
    screen = console()
    for line in lines:
        screen.print(Text(line.text, style=_STYLES.get(line.tone, "")))
