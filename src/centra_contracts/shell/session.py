"""Puts a bench together: wire, listener, dialects and redaction for one target."""

from __future__ import annotations

import secrets
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import replace
from datetime import date
from functools import lru_cache
from pathlib import Path

from centra_contracts.contract.library import Library
from centra_contracts.contract.model import DEFAULT_EDITION, Api, Effect
from centra_contracts.dialect.graphql import GraphqlDialect
from centra_contracts.dialect.model import Dialect
from centra_contracts.dialect.rest import RestDialect
from centra_contracts.dialect.soap import SoapDialect
from centra_contracts.dialect.webhook import WebhookDialect
from centra_contracts.drift.model import PlanLine
from centra_contracts.exchange.model import Exchange
from centra_contracts.exchange.redact import Redactor
from centra_contracts.shell.bench import Bench
from centra_contracts.shell.budget import ON_MOCK, Budget
from centra_contracts.shell.config import SECRET_VARIABLES, Target, mock_target
from centra_contracts.shell.contract_files import shape_reader
from centra_contracts.shell.listener import Listener
from centra_contracts.shell.mock_control import MockControl, webhook_plugins
from centra_contracts.shell.mock_process import embedded_mock
from centra_contracts.shell.schema_files import sdl_reader
from centra_contracts.shell.shipped import read_shape
from centra_contracts.shell.speak import Speaker, Wire
from centra_contracts.shell.transport import Transport

__all__ = ["dialects", "open_bench", "open_listener", "open_mock"]


@lru_cache(maxsize=4)
def dialects(own: tuple[Path, ...] = ()) -> Mapping[Api, Dialect]:
    """The dialect of every API; SOAP writes by the contracts' own WSDL, which is read once."""
    rest = RestDialect()
    return {
        Api.CHECKOUT: rest,
        Api.SHOP: rest,
        Api.ORDER: rest,
        Api.SUBSCRIPTION: rest,
        Api.GRAPHQL: GraphqlDialect(),
        Api.SOAP: SoapDialect(read_shape("soap", "centra.wsdl", own)),
        Api.WEBHOOK: WebhookDialect(),
    }


def open_mock(stack: ExitStack, *, seed: int, folder: Path, lies: Sequence[str] = ()) -> tuple[Listener, Target]:
    """An embedded mock that is stopped with ``stack``, as a target, and a listener to which it sends its webhooks."""
    listener = stack.enter_context(Listener("127.0.0.1", 0, ""))
    printed = stack.enter_context(embedded_mock(seed=seed, webhook_url=listener.url, lies=lies))
    listener.secret = printed[SECRET_VARIABLES[Api.WEBHOOK]]
    target = mock_target(printed, folder)
    with MockControl(target) as control:
        plugins = control.install(webhook_plugins(listener.url))
    return listener, replace(target, data={**plugins, **target.data})


def open_listener(stack: ExitStack, target: Target) -> Listener | None:
    """A listener at the address that the target names, closed with ``stack``; None when it names none."""
    if not target.listen:
        return None
    host, _, port = target.listen.rpartition(":")
    secret = target.connections[Api.WEBHOOK].secret if Api.WEBHOOK in target.connections else ""
    return stack.enter_context(Listener(host, int(port), secret))


def open_bench(
    stack: ExitStack,
    target: Target,
    library: Library,
    *,
    granted: Effect,
    token: str,
    today: date,
    listener: Listener | None,
    on_plan: Callable[[PlanLine, Sequence[Exchange]], None],
    own: Sequence[Path] = (),
    budget: Budget = ON_MOCK,
    seed: int = 1,
    edition: str = DEFAULT_EDITION,
    through: Callable[[Wire], Wire] = lambda wire: wire,
    deliveries: Sequence[Exchange] = (),
) -> Bench:
    """A bench for ``target``, closed with ``stack``. APIs that cannot be reached are dead before anything is said.

    ``budget`` is for the walks of each plan with moves, which are chosen from ``seed``. ``through`` may put something
    between the bench and the wire. ``deliveries`` are webhooks of a recording.
    """
    transport = stack.enter_context(Transport(target.connections, granted=granted, timeout_s=target.timeout_s))
    sdl = sdl_reader(edition, own)
    speaker = Speaker(target.connections, through(transport), listener, dialects(tuple(own)), sdl)
    shapes = shape_reader(own)
    return Bench(
        speaker=speaker,
        needs=library.needs,
        data=target.data,
        granted=granted,
        redactor=Redactor(target.secrets, secrets.token_bytes(16)),
        shapes=shapes,
        sdl=sdl,
        token=token,
        today=today,
        on_plan=on_plan,
        dead=_unreachable(target, transport),
        budget=budget,
        seed=seed,
        deliveries=tuple(deliveries),
    )


def _unreachable(target: Target, transport: Transport) -> dict[Api, str]:
    apis = [api for api in target.connections if api is not Api.WEBHOOK]
    with ThreadPoolExecutor(len(apis) or 1, "probe") as pool:
        found = dict(zip(apis, pool.map(transport.reachable, apis), strict=True))
    return {api: because for api, because in found.items() if because}
