"""Rules about webhooks that arrived."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Mapping, Sequence

from centra_contracts.contract.model import Json
from centra_contracts.dialect.find import find
from centra_contracts.dialect.model import Reading
from centra_contracts.verdict.context import Breach, Context, Rule
from centra_contracts.verdict.show import show

__all__ = ["RULES", "is_fresh", "is_raw", "is_repeated", "is_sent_by", "is_signed", "never_delivered"]

_HEADER = "header x-centra-signature"
_TIMESTAMP = re.compile(r"(?:^|,)\s*t\s*=\s*(\d{1,20})\s*(?:,|$)")
_UNEVEN = 0.1  # of a time that is scheduled
_LEAST = 0.6  # of a time so short that what is taken off would leave nothing of it
_LATE_S = 1.0  # what a busy machine may add to any time
_EARLY_S = 0.25  # what is taken off a time when the receiver's machine is busy at its beginning


def is_signed(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The signature of the delivery verified over its raw body when it arrived."""
    if context.reading.signature == "valid":
        return ()
    return (Breach("CC701", _HEADER, "a signature that verifies", context.reading.signature or "none"),)


def is_fresh(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The time ``t`` that was signed is at most ``within_s`` seconds from that of the arrival."""
    within_s = _number(arguments, "within_s") or 0.0
    given = _TIMESTAMP.search(context.reading.headers.get("x-centra-signature", ""))
    received_s = context.reading.received_s
    if given is None:
        return (Breach("CC704", _HEADER, "t with the time in seconds", "no such time"),)
    if received_s is None or abs(received_s - int(given[1])) <= within_s:
        return ()
    return (Breach("CC704", _HEADER, f"a time within {within_s:g} s of the arrival at {received_s:.0f}", f"t={given[1]}"),)


def is_sent_by(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The delivery was sent by this HTTP method."""
    if context.reading.method == arguments:
        return ()
    return (Breach("CC705", "request method", str(arguments), context.reading.method or "none"),)


def is_raw(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The raw body matches the regular expression from its beginning to its end."""
    if re.fullmatch(str(arguments), context.reading.text, re.DOTALL):
        return ()
    return (Breach("CC706", "raw body", f"text like {arguments}", show(context.reading.text)),)


def is_repeated(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """The first delivery that was left without an answer came again so many times, and no more, each time the same.

    With ``of``, a JMESPath, it is the first delivery that makes it true, whether it was answered or not. ``timeout_s`` is how
    long each attempt waits, ``first_delay_s`` the first delay, which then doubles.
    """
    parts = context.reading.parts
    of = arguments.get("of") if isinstance(arguments, Mapping) else None
    first = next((part for part in parts if (find(part, str(of)) if of else part.held_s is not None)), None)
    if first is None:
        return (Breach("CC707", "deliveries", f"one with {of}" if of else "one that was left without an answer", "none"),)
    attempts = [part for part in parts if part.body == first.body]
    return tuple(_wrong_repetitions(arguments, first, attempts))


def never_delivered(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """No delivery of the plan, up to the awaited one, makes the JMESPath true."""
    for payload in context.reading.trail:
        value = find(dataclasses.replace(context.reading, body=payload), str(arguments))
        if value:
            return (Breach("CC702", "payload", f"no delivery with {arguments}", show(value)),)
    return ()


def _wrong_repetitions(arguments: Json, first: Reading, attempts: Sequence[Reading]) -> Iterator[Breach]:
    wanted = _number(arguments, "is") or 0.0
    if len(attempts) - 1 != wanted:
        yield Breach("CC707", "repetitions", f"{wanted:g}", f"{len(attempts) - 1}", exchange=attempts[-1].exchange)
    altered = next((part for part in attempts if part.text != first.text), None)
    if altered is not None:
        yield Breach("CC710", "raw body", show(first.text), show(altered.text), exchange=altered.exchange)
    timeout_s = _number(arguments, "timeout_s")
    for part in attempts:
        if timeout_s is not None and part.held_s is not None and not _about(part.held_s, timeout_s):
            yield Breach("CC709", "timeout", f"{timeout_s:g} s", f"{part.held_s:.2f} s", exchange=part.exchange)
    yield from _wrong_delays(_number(arguments, "first_delay_s"), attempts)


def _wrong_delays(first_s: float | None, attempts: Sequence[Reading]) -> Iterator[Breach]:
    if first_s is None:
        return
    delays: list[float] = []
    for earlier, later in zip(attempts, attempts[1:], strict=False):
        if earlier.received_s is None or earlier.held_s is None or later.received_s is None:
            break
        delays.append(later.received_s - earlier.received_s - earlier.held_s)
    wrong = [number for number, delay_s in enumerate(delays) if not _about(delay_s, first_s * 2**number)]
    for number in wrong:
        place, wanted = f"delay before repetition {number + 1}", f"{first_s * 2**number:g} s"
        yield Breach("CC708", place, wanted, f"{delays[number]:.2f} s", exchange=attempts[number + 1].exchange)
    if not wrong and len(delays) > 1 and delays[-1] <= delays[0]:
        place, wanted = f"delay before repetition {len(delays)}", f"more than {delays[0]:.2f} s"
        yield Breach("CC708", place, wanted, f"{delays[-1]:.2f} s", exchange=attempts[len(delays)].exchange)


def _about(measured_s: float, scheduled_s: float) -> bool:
    earliest_s = max(scheduled_s * (1 - _UNEVEN) - _EARLY_S, scheduled_s * _LEAST)
    return earliest_s <= measured_s <= scheduled_s * (1 + _UNEVEN) + _LATE_S


def _number(arguments: Json, key: str) -> float | None:
    value = arguments.get(key) if isinstance(arguments, Mapping) else None
    try:
        return float(value) if isinstance(value, int | float | str) else None
    except ValueError:
        return None


RULES = (
    Rule("fresh", is_fresh, ("CC704",)),
    Rule("never_delivered", never_delivered, ("CC702",), negative=True),
    Rule("raw", is_raw, ("CC706",)),
    Rule("repetitions", is_repeated, ("CC707", "CC708", "CC709", "CC710")),
    Rule("sent_by", is_sent_by, ("CC705",)),
    Rule("signed", is_signed, ("CC701",)),
)
