"""``python -m centra_mock``: serves the mock until it is stopped."""

from __future__ import annotations

import asyncio
import contextlib
import errno
import gc
import json
import shlex
import signal
import socket
import sys
import threading
import urllib.request
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

import click
import uvicorn
from starlette.applications import Starlette

from centra_mock.domain.passing_time import pass_time
from centra_mock.faces.webhook.plugin import UnfitPluginError, plugins_at
from centra_mock.faces.webhook.sender import Sender
from centra_mock.lies import UnknownLieError
from centra_mock.profile import profile_of
from centra_mock.server import build_app
from centra_mock.world import World

__all__ = ["main", "run"]

DEFAULT_PORT = 8650
LOOK_S = 0.5  # how often the mock looks at the clock for what happens by itself
GRACE_S = 0.4  # how long calls under way may take after a stop was asked for


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option(
    "--port", type=click.IntRange(0, 65535), help="Port; 0 takes a free one. Default: 8650, or a free one if it is taken."
)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True, help="Which invented store to serve.")
@click.option("--lie", "lies", multiple=True, metavar="NAME", help="Tell this lie; can be given several times.")
@click.option("--list-lies", is_flag=True, help="Print the name, the API and the meaning of every lie, and stop.")
@click.option("--latency-ms", type=click.IntRange(0, 60_000), default=0, help="Let every answer wait this long.")
@click.option("--env", is_flag=True, help="Print the variables of a live target as export lines.")
@click.option("--webhook-url", metavar="URL", help="Send webhooks to URL/checkout and URL/integration.")
@click.option("--until-eof", is_flag=True, help="Stop when standard input ends, so that the mock never outlives its owner.")
@click.option("--webhook-retries", type=click.IntRange(0, 3), default=0, help="Repeat webhooks that nobody answers.")
@click.option("--webhook-timeout", type=click.IntRange(1, 60), default=5, help="Seconds to wait for an answer to a webhook.")
@click.option("--webhook-max-events", type=click.IntRange(1, 100), default=100, help="Most events of a webhook call.")
@click.option("--webhook-without", multiple=True, metavar="TRIGGER", help="Switch this event trigger off; may repeat.")
@click.option(
    "--webhook-pace",
    type=click.FloatRange(0, 1, min_open=True),
    default=1.0,
    help="Part of their time that the timeout and the delays of webhooks take.",
)
def main(
    host: str,
    port: int | None,
    seed: int,
    lies: tuple[str, ...],
    list_lies: bool,
    latency_ms: int,
    env: bool,
    webhook_url: str | None,
    webhook_retries: int,
    webhook_timeout: int,
    webhook_max_events: int,
    webhook_without: tuple[str, ...],
    webhook_pace: float,
    until_eof: bool,
) -> None:
    """Serve a mock Centra: one invented store behind every API that Centra documents.

    With --env, where a mock of the same store serves already, its variables are printed and nothing is started.
    """
    try:
        world = World(seed, lies=lies)
    except UnknownLieError as problem:
        raise click.BadParameter(str(problem), param_hint="--lie") from problem
    if list_lies:
        for lie in world.lies.all():
            click.echo(f"{lie.name}\t{lie.api}\t{lie.says}")
        return
    webhook_url = webhook_url or f"http://127.0.0.1:{_free_port()}"
    receiver = _receiver(webhook_url)
    try:
        plugins = plugins_at(
            webhook_url,
            world.secrets.webhook,
            max_events=webhook_max_events,
            timeout_s=webhook_timeout,
            retries=webhook_retries,
            pace=webhook_pace,
            without=webhook_without,
        )
    except UnfitPluginError as problem:
        raise click.BadParameter(str(problem), param_hint="--webhook-without") from problem
    serving = _serving(host, port or DEFAULT_PORT, seed) if env and port != 0 and not lies else None
    if serving is not None:
        base, receiver = serving
        click.echo("\n".join(_exports(world, base, receiver)))
        return
    listener = _listen(host, port)
    base = _base(host, listener.getsockname()[1])
    lines = _exports(world, base, receiver) if env else [f"Mock Centra {seed} at {base}"]
    world.webhook_pace = webhook_pace
    world.webhooks = Sender(plugins, world.lies)
    world.webhooks.start()
    app = build_app(world, latency_ms=latency_ms, receiver=receiver)
    gc.freeze()  # faces, schemas and the store as it was built stay: no collection need look at them
    asyncio.run(_serve(world, app, listener, "\n".join(lines), until_eof=until_eof))


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


async def _serve(world: World, app: Starlette, listener: socket.socket, announcement: str, *, until_eof: bool) -> None:
    config = uvicorn.Config(app, log_level="critical", access_log=False, lifespan="off")
    server = _Server(config)
    server.announcement = announcement
    loop = asyncio.get_running_loop()

    def stop() -> None:
        server.should_exit = True
        loop.call_later(GRACE_S, setattr, server, "force_exit", True)

    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop)
    if until_eof:
        threading.Thread(target=_wait_for_eof, args=(loop, stop), daemon=True).start()
    looking = asyncio.ensure_future(_look_at_clock(world))
    await server.serve(sockets=[listener])
    looking.cancel()
    if world.webhooks is not None:
        world.webhooks.stop()


async def _look_at_clock(world: World) -> None:
    while True:
        pass_time(world.centra)
        await asyncio.sleep(LOOK_S)


def _wait_for_eof(loop: asyncio.AbstractEventLoop, stop: Callable[[], None]) -> None:
    sys.stdin.buffer.read()
    with contextlib.suppress(RuntimeError):  # the loop has ended already
        loop.call_soon_threadsafe(stop)


def _serving(host: str, port: int, seed: int) -> tuple[str, str] | None:
    """Base URL and webhook receiver of a mock of this seed that tells no lie and serves there; None if none does."""
    base = _base(host, port)
    try:
        with urllib.request.urlopen(f"{base}/_mock/health", timeout=1) as answer:
            health = json.loads(answer.read(10_000))
    except (OSError, ValueError):
        return None
    if not isinstance(health, dict) or health.get("seed") != seed or health.get("lies"):
        return None
    return base, str(health.get("receiver", ""))


def _listen(host: str, port: int | None) -> socket.socket:
    """A bound socket; ends the program with one line and 3 when that cannot be had."""
    if port is None:
        try:
            return _bound(host, DEFAULT_PORT)
        except OSError:
            port = 0
    try:
        return _bound(host, port)
    except OSError as problem:
        reason = "is in use, choose another with --port" if problem.errno == errno.EADDRINUSE else f"fails: {problem}"
        click.echo(f"Cannot serve: {host}:{port} {reason}", err=True)
        sys.exit(3)


def _bound(host: str, port: int) -> socket.socket:
    family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    listener = socket.socket(family, kind, protocol)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(1024)
    except OSError:
        listener.close()
        raise
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


def _base(host: str, port: int) -> str:
    return f"http://{f'[{host}]' if ':' in host else host}:{port}"


def _exports(world: World, base: str, receiver: str) -> list[str]:
    variables = {**_variables(world, base), **profile_of(world, base), "CENTRA_WEBHOOK_LISTEN": receiver}
    return [f"export {name}={_quoted(value)}" for name, value in sorted(variables.items())]


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
