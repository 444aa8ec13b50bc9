"""The command line: one command per file, loaded when it is called. Mistakes give one clear message and exit code 2."""

from __future__ import annotations

import gc
import importlib
import sys
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

import click

from centra_contracts.errors import CentraContractsError, ContractError, nearest

__all__ = ["main"]

_NEW_OBJECTS = 50_000  # after which a collection looks for garbage: contracts are many objects, and all of them stay
_COMMANDS = {
    "check": "Put every contract to a target and report drift.",
    "mock": "Serve the mock Centra until stopped.",
    "listen": "Receive webhooks, verify and record them.",
    "lint": "Report every problem of every contract file, with file and line.",
    "matrix": "Show every cell of the capability matrix: documented, encoded, observed.",
    "coverage": "Show how much of what is documented the contracts encode.",
    "explain": "Explain one clause, or one code.",
    "needs": "Print what the contracts need, and how a target meets it.",
    "report": "Render the report of a recorded run again.",
    "replay": "Judge a recorded run again, with no network.",
    "prove": "Let the mock tell every lie, and print which clauses notice.",
    "init": "Write centra.toml and a CI workflow into a project.",
}


class _Commands(click.Group):
    """Loads a command's module when it is called, so that ``--help`` stays fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module = importlib.import_module(f"centra_contracts.shell.commands.{cmd_name}")
        command = module.command
        assert isinstance(command, click.Command)
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl(list(_COMMANDS.items()))

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        if args and args[0] not in _COMMANDS:
            ctx.fail(f"unknown command {args[0]!r}{nearest(args[0], _COMMANDS)}")
        return super().resolve_command(ctx, args)


def _version() -> str:
    try:
        return version("centra-contracts")
    except PackageNotFoundError:
        return "unknown (not installed)"


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(_version(), prog_name="centra-contracts")
def _group() -> None:
    """Contract tests for every Centra API, against a live or a mocked Centra."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Runs the command line and exits: 0 no drift, 1 drift, 2 a mistake, 3 the target could not be judged."""
    gc.set_threshold(_NEW_OBJECTS)
    try:
        code = _group.main(args=list(arguments) if arguments is not None else None, standalone_mode=False)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except click.Abort:
        sys.exit(130)
    except ContractError as error:
        for problem in error.problems:
            click.echo(problem, err=True)
        click.echo(f"{len(error.problems)} problem(s) in contract files; nothing was sent", err=True)
        sys.exit(2)
    except CentraContractsError as error:
        click.echo(f"centra-contracts: {error}", err=True)
        sys.exit(2)
    except BrokenPipeError:
        sys.exit(141)
    sys.exit(code if isinstance(code, int) else 0)
