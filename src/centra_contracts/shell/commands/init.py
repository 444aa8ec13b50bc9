"""``centra-contracts init``: writes a starting point into a project."""

from __future__ import annotations

from pathlib import Path

import click

from centra_contracts.errors import ConfigurationError

__all__ = ["command"]

_PROFILE = """\
# Targets of centra-contracts. Secrets stay in the environment: CENTRA_ORDER_SECRET and so on, or the names given here.

[targets.staging]
allow = "session"                 # read, session, write or destructive; --allow narrows or widens it for one run
# listen = "0.0.0.0:8088"         # where Centra's webhook plugin of this store sends to

[targets.staging.checkout]
url = "https://STORE.example/api/checkout"

[targets.staging.order]
url = "https://STORE.example/api/order-api"
# secret_env = "STAGING_ORDER_SECRET"

[targets.staging.graphql]
url = "https://STORE.example/graphql"

# What contracts need and cannot find by themselves; `centra-contracts needs --target staging` lists it.
# [targets.staging.data.stocked_item]
# sku = "..."
"""

_WORKFLOW = """\
name: Centra contracts

on:
  schedule:
    - cron: "17 3 * * *"
  workflow_dispatch:

jobs:
  contracts:
    runs-on: ubuntu-latest
    steps:
      - uses: actions/checkout@v4
      - uses: actions/setup-python@v5
        with:
          python-version: "3.12"
      - run: pip install centra-contracts
      - run: centra-contracts check --target staging --out reports/nightly
        env:
          CENTRA_CHECKOUT_SECRET: ${{ secrets.CENTRA_CHECKOUT_SECRET }}
          CENTRA_ORDER_SECRET: ${{ secrets.CENTRA_ORDER_SECRET }}
          CENTRA_GRAPHQL_TOKEN: ${{ secrets.CENTRA_GRAPHQL_TOKEN }}
      - run: cat reports/nightly/summary.md >> "$GITHUB_STEP_SUMMARY"
        if: always()
      - uses: actions/upload-artifact@v4
        if: always()
        with:
          name: centra-contracts
          path: reports/nightly
"""

_FILES = {"centra.toml": _PROFILE, ".github/workflows/centra-contracts.yml": _WORKFLOW}


@click.command("init")
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False), default=Path("."))
def command(folder: Path) -> int:
    """Write centra.toml and a nightly CI workflow into FOLDER. Existing files are left as they are."""
    for name, text in _FILES.items():
        path = folder / name
        if path.exists():
            click.echo(f"{path} is there already; left as it is")
            continue
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
        except OSError as error:
            raise ConfigurationError(f"{path} cannot be written: {error.strerror or error}") from error
        click.echo(f"{path} written")
    click.echo("Next: put your URLs into centra.toml, then centra-contracts needs --target staging")
    return 0
