"""``centra-contracts needs``: every need of the contracts, and how a target meets it."""

from __future__ import annotations

import json
from pathlib import Path

import click

from centra_contracts.contract.model import Effect, Json, Need
from centra_contracts.shell.config import CREDENTIAL_FIELDS
from centra_contracts.shell.needs import Met, Unmet
from centra_contracts.shell.run import RunOptions, open_run

__all__ = ["command"]


@click.command("needs")
@click.option(
    "--target", default="mock", show_default=True, help="mock, live (from the environment) or a profile of centra.toml."
)
@click.option(
    "--allow",
    type=click.Choice([effect.value for effect in Effect]),
    help="The greatest effect; default: the profile's, else read.",
)
@click.option(
    "--contracts", multiple=True, type=click.Path(path_type=Path), help="A folder with contracts of your own; may repeat."
)
@click.option("--seed", type=int, default=1, show_default=True, help="Which store the embedded mock invents.")
def command(target: str, allow: str | None, contracts: tuple[Path, ...], seed: int) -> int:
    """Print every need, how it is met on the target, and what a person could add to the profile.

    Needs that must be made are made only within --allow. Exit code 1 when a need is not met.
    """
    options = RunOptions(target=target, allow=Effect(allow) if allow else None, contracts=contracts, seed=seed)
    run = open_run(options, Path.cwd())
    try:
        met = run.meet_needs()
    finally:
        run.close()
    unmet = [name for name, found in met.items() if isinstance(found, Unmet)]
    for name, found in met.items():
        for line in _lines(run.library.needs[name], found, target):
            click.echo(line)
    click.echo(f"{len(met)} needs, {len(met) - len(unmet)} met, {len(unmet)} not met")
    return 1 if unmet else 0


def _lines(need: Need, found: Met | Unmet, target: str) -> list[str]:
    users = f"  {need.says}" + (" Made anew for each plan." if need.once else "")
    if isinstance(found, Met):
        values = ", ".join(f"{name}={_short(name, value)}" for name, value in sorted(found.values.items()))
        return [f"{need.id}: {found.how}", users, f"  {values}", ""]
    lines = [
        f"{need.id}: NOT MET",
        users,
        f"  {found.because}",
        f"  To give it in centra.toml:  [targets.{target}.data.{need.id}]",
    ]
    lines += [f"      {name} = ...   # {says}" for name, says in sorted(need.gives.items())]
    return [*lines, ""]


def _short(name: str, value: Json) -> str:
    if name.endswith(CREDENTIAL_FIELDS):
        return "(not shown)"
    text = json.dumps(value, ensure_ascii=False)
    return text if len(text) <= 60 else text[:57] + "..."
