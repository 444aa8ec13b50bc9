"""Walks from their recorded exchanges: the same from a run and from its recording."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from centra_contracts.dialect.model import Reading
from centra_contracts.exchange.model import Exchange
from centra_contracts.verdict.context import Turn, Walk

__all__ = ["SESSION", "WALK", "walks_of"]

WALK, SESSION = "walk", "session"  # the facts of an exchange that tell its walk and its shopper session


def walks_of(exchanges: Iterable[Exchange], read: Callable[[Exchange], Reading]) -> tuple[Walk, ...]:
    """The walks in the order in which they are recorded; exchanges without an answer end theirs."""
    walks: dict[str, list[Turn]] = {}
    for exchange in exchanges:
        turns = walks.setdefault(exchange.facts.get(WALK, ""), [])
        if exchange.fault is None:
            turns.append(Turn(exchange.facts.get(SESSION, "main"), exchange.request.operation, read(exchange)))
    return tuple(tuple(turns) for turns in walks.values())
