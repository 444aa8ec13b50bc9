"""Where the targets are: profiles of ``centra.toml``, or environment variables alone.

Secrets come from the environment, or from a file that the environment names (``CENTRA_ORDER_SECRET_FILE``); never from the
command line and never from ``centra.toml``.

    [targets.staging]
    allow = "session"                      # read (default), session, write, destructive
    listen = "0.0.0.0:8088"                # where webhooks of this target arrive
    [targets.staging.order]
    url = "https://store.example/api/order-api"
    secret_env = "STAGING_ORDER_SECRET"    # default CENTRA_ORDER_SECRET
    [targets.staging.data.stocked_item]    # or CENTRA_DATA__STOCKED_ITEM__SKU in the environment
    sku = "..."
"""

from __future__ import annotations

import json
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, cast
from urllib.parse import urlsplit

from centra_contracts.contract.model import APIS, Api, Effect, Json
from centra_contracts.dialect.model import Connection
from centra_contracts.errors import ConfigurationError, UnknownNameError

__all__ = [
    "CREDENTIAL_FIELDS",
    "LISTEN_VARIABLE",
    "SECRET_VARIABLES",
    "URL_VARIABLES",
    "Target",
    "load_target",
    "mock_target",
    "secret_named",
]

LISTEN_VARIABLE = "CENTRA_WEBHOOK_LISTEN"
URL_VARIABLES: Mapping[Api, str] = {api: f"CENTRA_{api.value.upper()}_URL" for api in APIS if api is not Api.WEBHOOK}
SECRET_VARIABLES: Mapping[Api, str] = {
    Api.CHECKOUT: "CENTRA_CHECKOUT_SECRET",
    Api.SHOP: "CENTRA_SHOP_SECRET",
    Api.ORDER: "CENTRA_ORDER_SECRET",
    Api.GRAPHQL: "CENTRA_GRAPHQL_TOKEN",
    Api.SOAP: "CENTRA_SOAP_PASSWORD",
    Api.SUBSCRIPTION: "CENTRA_SUBSCRIPTION_SECRET",
    Api.WEBHOOK: "CENTRA_WEBHOOK_SECRET",
}
_OF_ENVIRONMENT = frozenset({"live", "mock"})
CREDENTIAL_FIELDS = ("token", "password", "secret", "notification_url")  # the last has a key in it
_DATA_PREFIX = "CENTRA_DATA__"
_USERNAME_VARIABLE = "CENTRA_SOAP_USERNAME"
_TARGET_KEYS = frozenset({"allow", "listen", "timeout_s", "data", *(api.value for api in APIS)})
_API_KEYS: Mapping[Api, frozenset[str]] = {
    **{api: frozenset({"url", "secret_env"}) for api in APIS},
    Api.SOAP: frozenset({"url", "secret_env", "username_env"}),
    Api.WEBHOOK: frozenset({"secret_env"}),
}


@dataclass(frozen=True, slots=True)
class Target:
    """A Centra to put contracts to. ``repr`` shows no secret."""

    name: str
    connections: Mapping[Api, Connection]
    data: Mapping[str, Mapping[str, Json]] = field(default_factory=dict, repr=False)  # need -> field -> value
    allow: Effect = Effect.READ
    listen: str = ""  # "host:port" where webhooks arrive; empty when nothing listens
    timeout_s: float = 10.0

    @property
    def secrets(self) -> tuple[str, ...]:
        """Every value that must never be shown."""
        found = {connection.secret for connection in self.connections.values()}
        found |= {connection.username for connection in self.connections.values()}
        for fields in self.data.values():
            found |= {str(value) for name, value in fields.items() if name.endswith(CREDENTIAL_FIELDS)}
        return tuple(sorted(found - {""}))


def load_target(name: str, environment: Mapping[str, str], folder: Path) -> Target:
    """The target called ``name``: a profile of ``folder/centra.toml``, or ``live`` from the environment alone.

    Raises ``ConfigurationError`` when there is no such target, a value is wrong or no API is configured.
    """
    profiles = _profiles(folder / "centra.toml")
    if name not in profiles and name != "live":
        raise UnknownNameError("target", name, ["mock", "live", *profiles])
    target = _target(name, profiles.get(name, {}), environment)
    if not set(target.connections) - {Api.WEBHOOK}:
        wanted = ", ".join(sorted(URL_VARIABLES.values()))
        raise ConfigurationError(f"target {name!r} has no API configured; set at least one of {wanted}, or write centra.toml")
    return target


def mock_target(environment: Mapping[str, str], folder: Path) -> Target:
    """The embedded mock as a target: ``environment`` is what it printed. A profile ``mock`` may add data or narrow ``allow``."""
    profile = {"allow": Effect.DESTRUCTIVE.value, **_profiles(folder / "centra.toml").get("mock", {})}
    return _target("mock", profile, environment)


def _profiles(path: Path) -> Mapping[str, Mapping[str, Any]]:  # Any: TOML before it is checked
    if not path.is_file():
        return {}
    try:
        document = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError, OSError) as error:
        raise ConfigurationError(f"centra.toml cannot be read: {error}") from error
    for key in document:
        if key != "targets":
            raise UnknownNameError("key of centra.toml", key, ["targets"])
    profiles = document.get("targets", {})
    if not isinstance(profiles, dict) or not all(isinstance(item, dict) for item in profiles.values()):
        raise ConfigurationError("centra.toml: targets must be tables, as in [targets.staging]")
    return cast(Mapping[str, Mapping[str, Any]], profiles)


def _target(name: str, profile: Mapping[str, Any], environment: Mapping[str, str]) -> Target:
    where = f"centra.toml, [targets.{name}]"
    for key in profile:
        if key not in _TARGET_KEYS:
            raise UnknownNameError(f"key in {where}", key, _TARGET_KEYS)
    connections = {}
    urls = environment if name in _OF_ENVIRONMENT else {}  # a profile reaches what it lists, and nothing else
    for api in APIS:
        connection = _connection(api, profile.get(api.value, {}), environment, urls, where)
        if connection is not None:
            connections[api] = connection
    allow = profile.get("allow", Effect.READ.value)
    if allow not in list(Effect):
        raise UnknownNameError(f"allow in {where}", str(allow), list(Effect))
    timeout = profile.get("timeout_s", 10)
    if not isinstance(timeout, int | float) or isinstance(timeout, bool) or not 0 < timeout <= 300:
        raise ConfigurationError(f"{where}: timeout_s must be a number of seconds between 0 and 300")
    listen = profile.get("listen", environment.get(LISTEN_VARIABLE, ""))
    if not isinstance(listen, str) or (listen and not _is_address(listen)):
        raise ConfigurationError(f"{LISTEN_VARIABLE}, or listen of the profile, must be host:port, as in 127.0.0.1:8088")
    data = _merged(_data(profile.get("data", {}), where), _data_of_environment(environment))
    return Target(name, connections, data, Effect(allow), listen, float(timeout))


def _connection(
    api: Api, table: Any, environment: Mapping[str, str], urls: Mapping[str, str], where: str
) -> Connection | None:  # Any: as above
    if not isinstance(table, dict) or not all(isinstance(value, str) for value in table.values()):
        raise ConfigurationError(f"{where}: {api.value} must be a table of texts, as in [targets.NAME.order] with url")
    for key in table:
        if key not in _API_KEYS[api]:
            raise UnknownNameError(f"key of {api.value} in {where}", key, _API_KEYS[api])
    secret = _secret(table, "secret_env", SECRET_VARIABLES[api], environment)
    if api is Api.WEBHOOK:
        return Connection(api, "", secret) if secret else None
    url = (table.get("url") or urls.get(URL_VARIABLES[api], "")).strip().rstrip("/")
    if not url and table:
        raise ConfigurationError(f"{where}: {api.value} has no url")
    if not url:
        return None
    problem = _url_problem(url)
    if problem:
        raise ConfigurationError(f"the URL of {api.value} ({URL_VARIABLES[api]}, or url of the profile) {problem}")
    username = _secret(table, "username_env", _USERNAME_VARIABLE, environment) if api is Api.SOAP else ""
    return Connection(api, url, secret, username)


def _url_problem(url: str) -> str:
    """What is wrong with a URL; never with the URL itself, in which a secret may stand."""
    try:
        parts = urlsplit(url)
        port = parts.port
    except ValueError:
        return "is not a URL"
    if parts.username is not None or parts.password is not None:
        return "holds a user name or password; secrets come from the environment"
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        return "must begin with http:// or https:// and name a host"
    if parts.query or parts.fragment or "?" in url or "#" in url:
        return "must end with the path, without ? or #; secrets come from the environment"
    if any(sign.isspace() or not sign.isprintable() for sign in url):
        return "holds a blank or a control character"
    return ""


def _secret(table: Mapping[str, str], key: str, default: str, environment: Mapping[str, str]) -> str:
    """A secret from the variable that ``key`` of the table names, or the file that ``<variable>_FILE`` names."""
    variable = table.get(key, default)
    secret = secret_named(variable, environment)
    if not secret and key in table:
        raise ConfigurationError(f"{key} names {variable}, which is not set in the environment")
    return secret


def secret_named(variable: str, environment: Mapping[str, str]) -> str:
    """The secret in a variable, or in the file that ``<variable>_FILE`` names; empty where neither is set.

    Raises ``ConfigurationError`` for a file that cannot be read, or a secret that is none.
    """
    secret = environment.get(variable, "").strip()
    named = environment.get(f"{variable}_FILE", "")
    if not secret and named:
        try:
            secret = Path(named).read_text(encoding="utf-8").strip()
        except (OSError, UnicodeDecodeError, ValueError) as error:
            raise ConfigurationError(f"{variable}_FILE names a file that cannot be read: {type(error).__name__}") from error
        if not secret:
            raise ConfigurationError(f"{variable}_FILE names an empty file")
    if not secret.isprintable():
        raise ConfigurationError(f"{variable} holds a line break or another sign that no secret has")
    return secret


def _data(table: Any, where: str) -> Mapping[str, Mapping[str, Json]]:  # Any: TOML before it is checked
    if not isinstance(table, dict) or not all(isinstance(item, dict) for item in table.values()):
        raise ConfigurationError(f"{where}: data must hold one table per need, as in [targets.NAME.data.stocked_item]")
    for need, fields in table.items():
        for name, value in fields.items():
            try:
                json.dumps(value, allow_nan=False)
            except (TypeError, ValueError) as error:
                says = f"{where}: data.{need}.{name} is not what JSON can say; a day or time is a text, in quotes"
                raise ConfigurationError(says) from error
    return cast(Mapping[str, Mapping[str, Json]], table)


def _merged(
    profile: Mapping[str, Mapping[str, Json]], environment: Mapping[str, Mapping[str, Json]]
) -> Mapping[str, Mapping[str, Json]]:
    """The data of both, by field; the environment comes first."""
    return {need: {**profile.get(need, {}), **environment.get(need, {})} for need in {**profile, **environment}}


def _data_of_environment(environment: Mapping[str, str]) -> Mapping[str, Mapping[str, Json]]:
    """``CENTRA_DATA__STOCKED_ITEM__SKU=...`` is ``sku`` of the need ``stocked_item``: JSON, or text where it is none."""
    found: dict[str, dict[str, Json]] = {}
    for variable, value in sorted(environment.items()):
        if variable.startswith(_DATA_PREFIX):
            need, _, name = variable.removeprefix(_DATA_PREFIX).lower().partition("__")
            if not need or not name:
                raise ConfigurationError(f"{variable} must name a need and a field, as in {_DATA_PREFIX}STOCKED_ITEM__SKU")
            found.setdefault(need, {})[name] = _json_or_text(value)
    return found


def _json_or_text(value: str) -> Json:
    try:
        return cast(Json, json.loads(value, parse_constant=str))
    except ValueError:
        return value


def _is_address(text: str) -> bool:
    host, _, port = text.rpartition(":")
    return bool(host) and port.isdigit() and 0 <= int(port) <= 65535
