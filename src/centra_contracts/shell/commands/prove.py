"""``centra-contracts prove``: every lie of the mock, and the clauses that notice it."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import click

from centra_contracts.contract.model import Api
from centra_contracts.errors import ConfigurationError
from centra_contracts.shell.contract_files import read_shelf
from centra_contracts.shell.deny_facts import deny_facts
from centra_contracts.shell.mock_control import Lie
from centra_contracts.shell.prove import Proof, Proofs, choose_witnesses, prove
from centra_contracts.shell.shares import my_share, run_shares

__all__ = ["command"]

_SHOWN = 3


@click.command("prove")
@click.option("--api", "apis", multiple=True, type=click.Choice([api.value for api in Api]), help="Only this API's lies.")
@click.option("--lie", "names", multiple=True, help="Only this lie; may repeat.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which store the mock invents.")
@click.option(
    "--jobs", type=click.IntRange(1, 64), default=os.cpu_count() or 1, help="Mocks side by side; default: one per core."
)
@click.option("--json", "as_json", is_flag=True, help="One JSON object per lie, with every clause.")
@click.option(
    "--write",
    type=click.Path(path_type=Path, dir_okay=False),
    help="Write the fewest clauses that witness every lie; those of other lies stay.",
)
@click.option(
    "--witnesses",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Put only the clauses that a file of --write names to each lie.",
)
@click.option("--facts", "denies", is_flag=True, help="Deny the documented facts instead of telling lies.")
@click.option("--fact", "facts", multiple=True, help="Only facts whose id begins with this; may repeat. Implies --facts.")
@click.option("--share", default="", hidden=True)
def command(
    apis: tuple[str, ...],
    names: tuple[str, ...],
    seed: int,
    jobs: int,
    as_json: bool,
    write: Path | None,
    witnesses: Path | None,
    denies: bool,
    facts: tuple[str, ...],
    share: str,
) -> int:
    """Let the mock tell every lie, one at a time, and print which clauses notice.

    Exit code 1 when a lie goes unnoticed, or a clause does not hold on the honest mock.
    With --facts each documented fact is denied instead, one at a time, and the clauses that encode it are put to that.
    """
    if denies or facts:
        return deny_facts(seed, jobs, [*apis], [*facts], share, as_json=as_json)

    def choose(lie: Lie) -> bool:
        return (not apis or lie.api.value in apis) and (not names or lie.name in names)

    named = _read_witnesses(witnesses)
    if share:
        _say_share(seed, choose, share, named)
        return 0
    words = [word for api in apis for word in ("--api", api)] + [word for name in names for word in ("--lie", name)]
    words += ["--witnesses", str(witnesses)] if witnesses is not None else []
    found = _by_shares(seed, jobs, words, _say_json if as_json else _say)
    if not found.proofs:
        raise ConfigurationError("no lie was chosen; centra-contracts mock --list-lies prints them all")
    if write is not None:
        chosen = choose_witnesses({proof.lie.name: proof.noticed for proof in found.proofs})
        kept = _read_witnesses(write if write.exists() and (apis or names) else None) or {}  # of the lies not told now
        write.write_text(json.dumps({**kept, **chosen}, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    if not as_json:
        for line in _summary(found, whole=not apis and not names):
            click.echo(line)
    return 1 if found.unnoticed or found.unheld else 0


def _by_shares(seed: int, jobs: int, words: Sequence[str], on_proof: Callable[[Proof], None]) -> Proofs:
    """Each process has a mock of its own and a share of the lies."""
    proofs: list[Proof] = []
    honest: list[Proofs] = []

    def take(entry: dict[str, Any]) -> None:
        if "lie" in entry:
            proofs.append(Proof(Lie(entry["lie"], Api(entry["api"]), entry["says"]), tuple(entry["noticed"])))
            on_proof(proofs[-1])
        else:
            honest.append(Proofs((), tuple(entry["held"]), tuple(entry["unheld"])))

    run_shares(["prove", "--seed", str(seed), *words], jobs, take)
    proofs.sort(key=lambda proof: proof.lie.name)
    unheld = tuple(sorted({name for part in honest for name in part.unheld}))
    return Proofs(tuple(proofs), tuple(name for name in honest[0].held if name not in unheld), unheld)


def _read_witnesses(path: Path | None) -> Mapping[str, Sequence[str]] | None:
    if path is None:
        return None
    try:
        found = json.loads(path.read_text(encoding="utf-8"))
        return {str(lie): [str(name) for name in names] for lie, names in found.items()}
    except (ValueError, AttributeError, TypeError) as error:
        raise ConfigurationError(f"--witnesses {path}: not a file that prove --write made ({error})") from error


def _say_share(seed: int, choose: Callable[[Lie], bool], share: str, witnesses: Mapping[str, Sequence[str]] | None) -> None:
    def mine(lies: Sequence[Lie]) -> Sequence[Lie]:
        return my_share(share, [lie for lie in lies if choose(lie)])

    library = read_shelf().usable()
    found = prove(library, seed=seed, folder=Path.cwd(), choose=mine, on_proof=_say_json, witnesses=witnesses)
    click.echo(json.dumps({"held": found.held, "unheld": found.unheld}))


def _say_json(proof: Proof) -> None:
    entry = {"lie": proof.lie.name, "api": proof.lie.api.value, "says": proof.lie.says, "noticed": proof.noticed}
    click.echo(json.dumps(entry))


def _say(proof: Proof) -> None:
    many = len(proof.noticed)
    shown = ", ".join(proof.noticed[:_SHOWN]) + (f" and {many - _SHOWN} more" if many > _SHOWN else "")
    noticed = f"noticed by {many}: {shown}" if many else "NOT NOTICED"
    click.echo(f"{proof.lie.name}\n    {proof.lie.says}\n    {noticed}")


def _summary(found: Proofs, *, whole: bool) -> Iterator[str]:
    noticed = len(found.proofs) - len(found.unnoticed)
    yield f"{len(found.proofs)} lies told, {noticed} noticed, {len(found.unnoticed)} not noticed"
    if found.unnoticed:
        yield f"not noticed: {', '.join(found.unnoticed)}"
    if whole and found.unbitten:
        yield f"{len(found.unbitten)} clauses that no lie bites: {', '.join(found.unbitten)}"
    if found.unheld:
        yield f"{len(found.unheld)} clauses that do not hold on the honest mock: {', '.join(found.unheld)}"
