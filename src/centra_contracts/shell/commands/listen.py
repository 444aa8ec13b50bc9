"""``centra-contracts listen``: receives webhooks, verifies and records them."""

from __future__ import annotations

import os
import secrets
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import click

from centra_contracts.contract.model import Api
from centra_contracts.errors import ConfigurationError
from centra_contracts.exchange.redact import Redactor
from centra_contracts.shell.config import SECRET_VARIABLES, secret_named
from centra_contracts.shell.deliveries import Deliveries
from centra_contracts.shell.receiver import Receiver
from centra_contracts.shell.run import shown_path

__all__ = ["command"]

_GOOD = frozenset({"valid", "unchecked"})


@click.command("listen")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=click.IntRange(0, 65535), default=8088, show_default=True, help="Port to listen at; 0: a free one.")
@click.option(
    "--secret-env",
    metavar="NAME",
    help="The variable that holds the endpoint secret; default CENTRA_WEBHOOK_SECRET, if it is set.",
)
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), help="Folder for the recording; default a new one below reports."
)
@click.option(
    "--max-age", type=click.FloatRange(0), default=300.0, show_default=True, help="Seconds after which a signed time is old."
)
@click.option("--count", type=click.IntRange(1), help="Stop after so many deliveries; default: when it is stopped.")
@click.option("--for", "for_s", type=click.FloatRange(0, min_open=True), help="Stop after so many seconds.")
def command(
    host: str, port: int, secret_env: str | None, out: Path | None, max_age: float, count: int | None, for_s: float | None
) -> int:
    """Receive webhooks on any path, verify them as they come in, print one line for each, and record them.

    The recording is judged by replay, or by check --deliveries. Exit code 1 when a delivery was no webhook, or did not verify.
    """
    secret = _secret(secret_env)
    folder = out or Path.cwd() / "reports" / datetime.now(UTC).strftime("deliveries-%Y-%m-%dT%H-%M-%SZ")
    _refuse_recorded(folder)
    deliveries = Deliveries(folder, Redactor([secret], secrets.token_bytes(16)), _tell, most_age_s=max_age)
    deliveries.stop_after = count
    try:
        with Receiver(host, port, secret, deliveries.take) as receiver, _stopped_by_signal(deliveries.done):
            click.echo(f"listening at {receiver.url}, {'verifying' if secret else 'verifying nothing: no secret is set'}")
            deliveries.done.wait(for_s)
    finally:
        deliveries.close()
    if deliveries.failure:
        raise ConfigurationError(deliveries.failure)
    told = ", ".join(f"{number} {state}" for state, number in sorted(deliveries.states.items())) or "none came"
    counted = f"{deliveries.count} {'delivery' if deliveries.count == 1 else 'deliveries'}"
    click.echo(f"{counted}: {told}; recorded in {shown_path(folder)}")
    return 0 if deliveries.states.keys() <= _GOOD else 1


def _refuse_recorded(folder: Path) -> None:
    """Webhooks that were recorded cannot be had again, as a run can."""
    recorded = folder / "exchanges.jsonl"
    if recorded.is_file() and recorded.stat().st_size:
        raise ConfigurationError(f"--out {shown_path(folder)}: a recording lies there already; name another folder")


def _secret(variable: str | None) -> str:
    secret = secret_named(variable or SECRET_VARIABLES[Api.WEBHOOK], os.environ)
    if variable and not secret:
        raise ConfigurationError(f"--secret-env names {variable}, which is not set in the environment")
    return secret


def _tell(line: str) -> None:
    try:
        click.echo(line)
    except OSError:  # nobody reads any more: the recording goes on
        return


@contextmanager
def _stopped_by_signal(done: threading.Event) -> Iterator[None]:
    """Sets ``done`` on an interrupt or a request to terminate while the block lasts."""
    before = {number: signal.signal(number, lambda *_: done.set()) for number in (signal.SIGINT, signal.SIGTERM)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
