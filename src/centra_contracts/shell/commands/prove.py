"""``centra-contracts prove``: every lie of the mock, and the clauses that notice it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from centra_contracts.contract.model import Api
from centra_contracts.errors import ConfigurationError
from centra_contracts.shell.contract_files import read_shelf
from centra_contracts.shell.mock_control import Lie
from centra_contracts.shell.prove import Proof, prove

__all__ = ["command"]

_SHOWN = 3


@click.command("prove")
@click.option(
    "--api", "apis", multiple=True, type=click.Choice([api.value for api in Api]), help="Only lies of this API; may repeat."
)
@click.option("--lie", "names", multiple=True, help="Only this lie; may repeat.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which store the mock invents.")
@click.option("--json", "as_json", is_flag=True, help="One JSON object per lie, with every clause.")
def command(apis: tuple[str, ...], names: tuple[str, ...], seed: int, as_json: bool) -> int:
    """Let the mock tell every lie, one at a time, and print which clauses notice.

    Exit code 1 when a lie goes unnoticed, or a clause does not hold on the honest mock.
    """
    library = read_shelf().usable()

    def choose(lie: Lie) -> bool:
        return (not apis or lie.api.value in apis) and (not names or lie.name in names)

    def say(proof: Proof) -> None:
        if as_json:
            click.echo(json.dumps({"lie": proof.lie.name, "api": proof.lie.api.value, "noticed": list(proof.noticed)}))
            return
        count = len(proof.noticed)
        shown = ", ".join(proof.noticed[:_SHOWN]) + (f" and {count - _SHOWN} more" if count > _SHOWN else "")
        click.echo(f"{proof.lie.name}\n    {proof.lie.says}\n    " + (f"noticed by {count}: {shown}" if count else "NOT NOTICED"))

    found = prove(library, seed=seed, choose=choose, on_proof=say, folder=Path.cwd())
    if not found.proofs:
        raise ConfigurationError("no lie was chosen; centra-contracts mock --list-lies prints them all")
    if not as_json:
        noticed = len(found.proofs) - len(found.unnoticed)
        click.echo(f"{len(found.proofs)} lies told, {noticed} noticed, {len(found.unnoticed)} not noticed")
        if not apis and not names and found.unbitten:
            click.echo(f"{len(found.unbitten)} clauses that no lie bites: {', '.join(found.unbitten)}")
        if found.unheld:
            click.echo(f"{len(found.unheld)} clauses that do not hold on the honest mock: {', '.join(found.unheld)}")
    return 1 if found.unnoticed or found.unheld else 0
