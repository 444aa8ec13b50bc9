"""Rules about webhooks that arrived."""

from __future__ import annotations

import dataclasses

from centra_contracts.contract.model import Json
from centra_contracts.dialect.find import find
from centra_contracts.verdict.context import Breach, Context, Rule
from centra_contracts.verdict.show import show

__all__ = ["RULES", "is_signed", "never_delivered"]


def is_signed(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The signature of the delivery verified over its raw body when it arrived."""
    if context.reading.signature == "valid":
        return ()
    return (Breach("CC701", "header x-centra-signature", "a signature that verifies", context.reading.signature or "none"),)


def never_delivered(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """No delivery of the plan, up to the awaited one, makes the JMESPath true."""
    for payload in context.reading.trail:
        value = find(dataclasses.replace(context.reading, body=payload), str(arguments))
        if value:
            return (Breach("CC702", "payload", f"no delivery with {arguments}", show(value)),)
    return ()


RULES = (
    Rule("signed", is_signed, ("CC701",)),
    Rule("never_delivered", never_delivered, ("CC702",), negative=True),
)
