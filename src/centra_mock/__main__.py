"""``python -m centra_mock``: serves the mock until it is stopped."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import shlex
import signal
import socket
import sys
from collections.abc import Iterator
from urllib.parse import urlsplit

import click
import uvicorn

from centra_mock.faces.webhook.sender import Sender
from centra_mock.lies import UnknownLieError
from centra_mock.server import build_app
from centra_mock.world import World

__all__ = ["main", "run"]

GRACE_S = 0.4  # how long calls under way may take after a stop was asked for


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), default=8650, show_default=True, help="Port; 0 takes a free one."
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Which invented store to serve.")
@click.option("--lie", "lies", multiple=True, metavar="NAME", help="Tell this lie; can be given several times.")
@click.option("--list-lies", is_flag=True, help="Print the name, the API and the meaning of every lie, and stop.")
@click.option("--latency-ms", type=click.IntRange(0, 60_000), default=0, help="Let every answer wait this long.")
@click.option("--env", is_flag=True, help="Print the variables of a live target as export lines.")
@click.option("--webhook-url", metavar="URL", help="Send webhooks to URL/checkout and URL/integration.")
@click.option("--webhook-retries", type=click.IntRange(0, 3), default=0, help="Repeat webhooks that were not taken.")
def main(
    host: str,
    port: int,
    seed: int,
    lies: tuple[str, ...],
    list_lies: bool,
    latency_ms: int,
    env: bool,
    webhook_url: str | None,
    webhook_retries: int,
) -> None:
    """Serve a mock Centra: one invented store behind every API that Centra documents."""
    try:
        world = World(seed, lies=lies)
    except UnknownLieError as problem:
        raise click.BadParameter(str(problem), param_hint="--lie") from problem
    if list_lies:
        for lie in world.lies.all():
            click.echo(f"{lie.name}\t{lie.api}\t{lie.says}")
        return
    listener = _listen(host, port)
    port = listener.getsockname()[1]
    base = f"http://{f'[{host}]' if ':' in host else host}:{port}"
    if env and webhook_url is None:
        webhook_url = f"http://127.0.0.1:{_free_port()}"
    lines = [f"Mock Centra {seed} at {base}"]
    if env:
        lines = [f"export {name}={_quoted(value)}" for name, value in sorted(_variables(world, base).items())]
    if webhook_url is not None:
        receiver = _receiver(webhook_url)
        if env:
            lines = sorted([*lines, f"export CENTRA_WEBHOOK_LISTEN={_quoted(receiver)}"])
        world.webhooks = Sender(webhook_url, world.secrets.webhook, world.lies, retries=webhook_retries)
        world.webhooks.start()
    asyncio.run(_serve(world, listener, latency_ms, "\n".join(lines)))


def run() -> None:
    """Serve as the arguments of the process say; a bad one gives one line and 2."""
    try:
        main(prog_name="centra_mock", standalone_mode=False)
    except click.UsageError as problem:
        click.echo(problem.format_message(), err=True)
        sys.exit(2)


class _Server(uvicorn.Server):
    """A server that says when it listens and leaves signals to its caller."""

    announcement = ""

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        """Start, then print the announcement."""
        await super().startup(sockets)
        print(self.announcement, flush=True)

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        """Do nothing, so that a signal ends the process quietly and with 0."""
        yield


async def _serve(world: World, listener: socket.socket, latency_ms: int, announcement: str) -> None:
    config = uvicorn.Config(
        build_app(world, latency_ms=latency_ms), log_level="critical", access_log=False, lifespan="off"
    )
    server = _Server(config)
    server.announcement = announcement
    loop = asyncio.get_running_loop()

    def stop() -> None:
        server.should_exit = True
        loop.call_later(GRACE_S, setattr, server, "force_exit", True)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    await server.serve(sockets=[listener])
    if world.webhooks is not None:
        world.webhooks.stop()


def _listen(host: str, port: int) -> socket.socket:
    """A bound socket; ends the program with one line and 3 when that cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(1024)
    except OSError as problem:
        reason = "is in use, choose another with --port" if problem.errno == errno.EADDRINUSE else f"fails: {problem}"
        click.echo(f"Cannot serve: {host}:{port} {reason}", err=True)
        sys.exit(3)
    return listener


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _receiver(url: str) -> str:
    """Host and port of a webhook receiver; a bad URL is a bad option."""
    try:
        parts = urlsplit(url)
        port = parts.port or {"http": 80, "https": 443}.get(parts.scheme)
    except ValueError:
        port, parts = None, urlsplit("")
    if port is None or not parts.hostname:
        raise click.BadParameter(f"{url!r} is not an http or https URL", param_hint="--webhook-url")
    return f"{parts.hostname}:{port}"


def _variables(world: World, base: str) -> dict[str, str]:
    secrets = world.secrets
    return {
        "CENTRA_CHECKOUT_URL": f"{base}/api/checkout",
        "CENTRA_CHECKOUT_SECRET": secrets.checkout,
        "CENTRA_SHOP_URL": f"{base}/api/shop",
        "CENTRA_SHOP_SECRET": secrets.shop,
        "CENTRA_ORDER_URL": f"{base}/api/order-api",
        "CENTRA_ORDER_SECRET": secrets.order,
        "CENTRA_GRAPHQL_URL": f"{base}/graphql",
        "CENTRA_GRAPHQL_TOKEN": secrets.graphql,
        "CENTRA_SOAP_URL": f"{base}/ams/system/service/module/soap/api",
        "CENTRA_SOAP_USERNAME": secrets.soap_username,
        "CENTRA_SOAP_PASSWORD": secrets.soap_password,
        "CENTRA_SUBSCRIPTION_URL": f"{base}/api/subscription-api",
        "CENTRA_SUBSCRIPTION_SECRET": secrets.subscription,
        "CENTRA_WEBHOOK_SECRET": secrets.webhook,
    }


def _quoted(value: str) -> str:
    text = shlex.quote(value)
    return text if text.startswith("'") else f"'{text}'"


if __name__ == "__main__":
    run()
