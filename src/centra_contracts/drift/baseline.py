"""The baseline: drift that a person accepted, with a reason and a day on which the acceptance ends.

::

    accepted:
      - fingerprint: "3fa91c02b7de"      # from the report or drift.json
        clause: order.stock.absolute     # optional, for readers
        reason: Known to the vendor; the fix is planned for spring.
        expires: "2027-03-31"            # the last day on which it is accepted

Pure: the day is given, never read from a clock.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from centra_contracts.contract.model import Json
from centra_contracts.contract.yaml_tree import YamlTree, read_yaml
from centra_contracts.drift.model import BaselineNote, FindingLine, VerdictLine
from centra_contracts.errors import ConfigurationError, nearest
from centra_contracts.verdict.model import Level, Outcome

__all__ = ["Accepted", "Baseline", "accept_line", "apply_baseline", "parse_baseline"]

_FINGERPRINT = re.compile(r"[0-9a-f]{12}")
_KEYS = ("clause", "expires", "fingerprint", "reason")


@dataclass(frozen=True, slots=True)
class Accepted:
    """One accepted drift."""

    fingerprint: str
    reason: str
    expires: date  # the last day on which it is accepted
    clause: str = ""  # for readers; where given, the entry is stale only if this clause was judged


Baseline = Mapping[str, Accepted]  # by fingerprint


def parse_baseline(text: str, file: str) -> Baseline:
    """The entries of a baseline file, given its text. An empty text is an empty baseline.

    Raises ``ConfigurationError`` with every problem at once, one line each: ``file:line: what is wrong``.
    """
    if not text.strip():
        return {}
    tree = read_yaml(text)
    problems = list(tree.problems)
    found: dict[str, Accepted] = {}
    entries = tree.value.get("accepted") if isinstance(tree.value, Mapping) else None
    if isinstance(tree.value, Mapping):
        problems += [(tree.line((key,)), _unknown(key, ("accepted",))) for key in tree.value if key != "accepted"]
    if entries is None and isinstance(tree.value, Mapping) and "accepted" in tree.value:
        entries = []
    if isinstance(entries, list):
        for index, entry in enumerate(entries):
            _read_entry(tree, index, entry, found, problems)
    elif not tree.problems:
        problems.append((1, "a baseline is a mapping with the key 'accepted' that holds a list"))
    if problems:
        raise ConfigurationError("\n".join(f"{file}:{line}: {says}" for line, says in sorted(problems)))
    return found


def accept_line(line: VerdictLine, baseline: Baseline, today: date) -> VerdictLine:
    """The line with the reasons of the findings that the baseline accepts on the day ``today``.

    The line itself is accepted when every finding above safe is.
    """
    findings = tuple(replace(finding, accepted=_reason(finding, baseline, today)) for finding in line.findings)
    grave = [finding for finding in findings if finding.level is not Level.SAFE] or findings
    reasons = sorted({finding.accepted for finding in grave})
    return replace(line, findings=findings, accepted="; ".join(reasons) if all(reasons) else "")


def apply_baseline(
    lines: Iterable[VerdictLine], baseline: Baseline, today: date
) -> tuple[tuple[VerdictLine, ...], tuple[BaselineNote, ...]]:
    """All lines with what is accepted, and the entries that a person must look at, by fingerprint.

    An entry is ``expired`` when its last day is over, whether or not the drift is still there; ``stale`` when no finding
    of the run has its fingerprint, unless its clause is named and was not judged.
    """
    accepted = tuple(accept_line(line, baseline, today) for line in lines)
    present = {finding.fingerprint for line in accepted for finding in line.findings}
    judged = {line.clause for line in accepted if line.verdict in (Outcome.HOLDS, Outcome.BROKEN)}
    notes = []
    for entry in sorted(baseline.values(), key=lambda entry: entry.fingerprint):
        state = ""
        if entry.expires < today:
            state = "expired"
        elif entry.fingerprint not in present and (not entry.clause or entry.clause in judged):
            state = "stale"
        if state:
            notes.append(BaselineNote(entry.fingerprint, entry.reason, entry.expires.isoformat(), state))
    return accepted, tuple(notes)


def _reason(finding: FindingLine, baseline: Baseline, today: date) -> str:
    entry = baseline.get(finding.fingerprint)
    return entry.reason if entry and today <= entry.expires else ""


def _read_entry(tree: YamlTree, index: int, entry: Json, found: dict[str, Accepted], problems: list[tuple[int, str]]) -> None:
    at: tuple[str | int, ...] = ("accepted", index)
    if not isinstance(entry, Mapping):
        problems.append((tree.line(at), "an entry has the keys fingerprint, reason and expires"))
        return
    before = len(problems)
    problems += [(tree.line((*at, key)), _unknown(key, _KEYS)) for key in entry if key not in _KEYS]
    texts = {key: _text(entry.get(key)) for key in _KEYS}
    for key in ("expires", "fingerprint", "reason"):
        if not texts[key]:
            problems.append((tree.line((*at, key)), f"{key} is missing or not a text"))
    if texts["fingerprint"] and not _FINGERPRINT.fullmatch(texts["fingerprint"]):
        says = f"fingerprint {texts['fingerprint']!r} is not twelve hexadecimal digits in quotes"
        problems.append((tree.line((*at, "fingerprint")), says))
    if texts["fingerprint"] in found:
        problems.append((tree.line((*at, "fingerprint")), f"fingerprint {texts['fingerprint']} stands here twice"))
    expires = _day(texts["expires"])
    if texts["expires"] and expires is None:
        problems.append((tree.line((*at, "expires")), f"expires {texts['expires']!r} is not a day such as 2027-03-31"))
    if expires is not None and len(problems) == before:
        found[texts["fingerprint"]] = Accepted(texts["fingerprint"], texts["reason"].strip(), expires, texts["clause"])


def _text(value: Json) -> str:
    # Twelve digits without a letter are a number to YAML.
    if isinstance(value, int) and not isinstance(value, bool):
        return str(value)
    return value.strip() if isinstance(value, str) else ""


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return None


def _unknown(key: str, known: Iterable[str]) -> str:
    return f"unknown key {key!r}{nearest(key, known)}"
