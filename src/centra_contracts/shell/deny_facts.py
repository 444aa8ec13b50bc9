"""``centra-contracts prove --facts``: what is printed while the documented facts are denied."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from centra_contracts.contract.coverage import CoveredFact
from centra_contracts.contract.model import DEFAULT_EDITION, Api, Json
from centra_contracts.errors import ConfigurationError
from centra_contracts.shell.contract_files import Shelf, read_coverage, read_document, read_shelf
from centra_contracts.shell.prove_facts import FactProof, every_denial, prove_facts
from centra_contracts.shell.shares import my_share, run_shares

__all__ = ["deny_facts"]


def deny_facts(seed: int, jobs: int, apis: Sequence[str], prefixes: Sequence[str], share: str, *, as_json: bool) -> int:
    """Denies every chosen fact that is encoded and can be denied; 1 when a denial goes unnoticed, else 0.

    A fact whose entry in the ledger says why ignoring it cannot be noticed (``unseen``) is counted apart, and so is one
    that needs a setting of the store, where the mock's store has no such setting.
    """
    shelf = read_shelf()
    shelf.usable()
    facts = _chosen(shelf, apis, prefixes)
    if share:
        _deny_share(shelf, facts, seed, share)
        return 0
    if not any(every_denial(item.fact, _documents()) for item in facts):
        raise ConfigurationError("no fact was chosen that is encoded and can be denied; centra-contracts coverage lists them")
    proofs: list[dict[str, Any]] = []

    def take(entry: dict[str, Any]) -> None:
        proofs.append(entry)
        if as_json:
            click.echo(json.dumps(entry))
        elif _is_hole(entry):
            click.echo(f"{entry['fact']}: {entry['denied']}\n    {entry['statement']}\n    NOT NOTICED: {entry['because']}")

    words = [word for api in apis for word in ("--api", api)] + [word for prefix in prefixes for word in ("--fact", prefix)]
    run_shares(["prove", "--facts", "--seed", str(seed), *words], jobs, take)
    holes = [entry for entry in proofs if _is_hole(entry)]
    if not as_json:
        unnoticed = [entry for entry in proofs if not entry["noticed"]]
        unseen = sum(bool(entry["unseen"]) for entry in unnoticed)
        click.echo(
            f"{len(proofs)} denials of {len({entry['fact'] for entry in proofs})} facts, {len(proofs) - len(unnoticed)} noticed, "
            f"{unseen} that no answer could show, {len(unnoticed) - unseen - len(holes)} that need a store set up for them, "
            f"{len(holes)} not noticed"
        )
    return 1 if holes else 0


def _is_hole(entry: Mapping[str, Any]) -> bool:
    return not entry["noticed"] and not entry["unseen"] and not entry["elsewhere"]


def _chosen(shelf: Shelf, apis: Sequence[str], prefixes: Sequence[str]) -> list[CoveredFact]:
    return [
        item
        for item in read_coverage(shelf, DEFAULT_EDITION)
        if item.is_encoded
        and (not apis or item.fact.api in apis)
        and (not prefixes or any(item.fact.id.startswith(prefix) for prefix in prefixes))
    ]


def _deny_share(shelf: Shelf, facts: Sequence[CoveredFact], seed: int, share: str) -> None:
    mine = my_share(share, facts)
    prove_facts(shelf.library, mine, _documents(), seed=seed, folder=Path.cwd(), on_proof=_say_json)


def _documents() -> dict[str, Json]:
    found = {api.value: read_document(api.value) for api in Api}
    return {api: document for api, document in found.items() if document is not None}


def _say_json(proof: FactProof) -> None:
    """``elsewhere`` tells that only a store with another setting, which the mock's has not, shows what is denied."""
    fact = proof.denial.fact
    entry = {"fact": fact.id, "denied": proof.denial.how.value, "statement": fact.statement, "noticed": proof.noticed}
    elsewhere = not proof.is_shown and not fact.testable.is_from_outside
    click.echo(json.dumps({**entry, "because": proof.because, "unseen": fact.unseen, "elsewhere": elsewhere}))
