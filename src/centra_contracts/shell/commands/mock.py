"""``centra-contracts mock``: serves the mock Centra until it is stopped. The mock is a program of its own; this starts it."""

from __future__ import annotations

import os
import sys

import click

__all__ = ["command"]


@click.command("mock")
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen at.")
@click.option("--port", type=int, help="Port to listen at; 0 takes a free one. Default: 8650, or a free one if it is taken.")
@click.option("--seed", type=int, default=1, show_default=True, help="Which store is invented.")
@click.option("--lie", "lies", multiple=True, metavar="NAME", help="A lie to tell; may repeat.")
@click.option("--list-lies", is_flag=True, help="Print every lie and stop.")
@click.option("--latency-ms", type=int, default=0, help="Wait so long before each answer.")
@click.option("--webhook-url", default="", help="Where webhooks are sent; default: a free loopback port, which --env names.")
@click.option("--webhook-retries", type=int, default=0, show_default=True, help="Repeat a webhook that nobody answers, up to 3.")
@click.option("--webhook-timeout", type=int, default=5, show_default=True, help="Seconds to wait for an answer to a webhook.")
@click.option("--webhook-max-events", type=int, default=100, show_default=True, help="Most events of a webhook call.")
@click.option("--webhook-without", multiple=True, metavar="TRIGGER", help="Switch an event trigger off; may repeat.")
@click.option("--webhook-pace", type=float, default=1.0, show_default=True, help="Part of their time that webhooks wait.")
@click.option("--env", is_flag=True, help="Print the environment variables of a live target as export lines.")
def command(
    host: str,
    port: int | None,
    seed: int,
    lies: tuple[str, ...],
    list_lies: bool,
    latency_ms: int,
    webhook_url: str,
    webhook_retries: int,
    webhook_timeout: int,
    webhook_max_events: int,
    webhook_without: tuple[str, ...],
    webhook_pace: float,
    env: bool,
) -> None:
    """Serve the mock Centra until stopped.

    With --env it prints export lines, so that another shell can make it a live target: eval "$(centra-contracts mock --env)".
    Where a mock of the same store serves already, its lines are printed and nothing is started.
    """
    arguments = ["--host", host, "--seed", str(seed), "--latency-ms", str(latency_ms)]
    arguments += ["--port", str(port)] if port is not None else []
    for lie in lies:
        arguments += ["--lie", lie]
    arguments += ["--webhook-url", webhook_url] if webhook_url else []
    arguments += ["--webhook-retries", str(webhook_retries), "--webhook-timeout", str(webhook_timeout)]
    arguments += ["--webhook-max-events", str(webhook_max_events), "--webhook-pace", str(webhook_pace)]
    for trigger in webhook_without:
        arguments += ["--webhook-without", trigger]
    arguments += ["--env"] if env else []
    arguments += ["--list-lies"] if list_lies else []
    os.execv(sys.executable, [sys.executable, "-m", "centra_mock", *arguments])
