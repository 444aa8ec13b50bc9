"""The rule about walks: what holds after every move of every walk."""

from __future__ import annotations

from centra_contracts.contract.model import Json
from centra_contracts.verdict.context import Breach, Context, Rule
from centra_contracts.verdict.invariants.registry import KNOWN
from centra_contracts.verdict.invariants.selection import path_of_calls

__all__ = ["RULES", "invariant_holds"]


def invariant_holds(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """An invariant holds along every walk; the first walk that breaks it is told, call by call up to the breach."""
    invariant = KNOWN[str(arguments)]
    looked = False
    for walk in context.walks:
        for look in invariant.judge(walk):
            looked = True
            if look is not None:
                observed = f"{look.observed}, after {path_of_calls(walk, look.turn)}"
                shown = walk[look.turn].reading.exchange
                return (Breach(invariant.code, look.place, look.expected, observed, exchange=shown),)
    return () if looked else (Breach("CC908", invariant.name, invariant.about, f"in no walk {invariant.about}"),)


RULES = (Rule("invariant", invariant_holds, ("CC102", "CC603", "CC604", "CC605", "CC908")),)
