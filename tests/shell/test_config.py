"""Targets come from the environment or a profile; mistakes are told at once, and secrets never."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from centra_contracts.contract.model import Api, Effect
from centra_contracts.dialect.model import Connection
from centra_contracts.errors import ConfigurationError, UnknownNameError
from centra_contracts.shell.config import SECRET_VARIABLES, URL_VARIABLES, Target, load_target, mock_target

_ORDER = {"CENTRA_ORDER_URL": "https://store.example/api/order-api", "CENTRA_ORDER_SECRET": "of-the-order-api"}
_PROFILE = """
[targets.staging]
allow = "session"
listen = "0.0.0.0:8088"
timeout_s = 20
[targets.staging.order]
url = "https://staging.example/order/"
secret_env = "STAGING_ORDER"
[targets.staging.soap]
url = "https://staging.example/soap"
[targets.staging.data.item]
sku = "A-1"
stock = 4
"""


def _load(folder: Path, environment: Mapping[str, str], profile: str = "", name: str = "live") -> Target:
    if profile:
        (folder / "centra.toml").write_text(profile, encoding="utf-8")
    return load_target(name, environment, folder)


def test_the_environment_alone_makes_a_target(tmp_path: Path) -> None:
    """An API without a URL is not configured; the rest still is. Only reads are granted unasked."""
    environment = {**_ORDER, "CENTRA_CHECKOUT_URL": " http://127.0.0.1:8/checkout/ ", "CENTRA_SHOP_SECRET": "of-no-use"}
    assert _load(tmp_path, environment) == Target(
        "live",
        {
            Api.CHECKOUT: Connection(Api.CHECKOUT, "http://127.0.0.1:8/checkout"),
            Api.ORDER: Connection(Api.ORDER, "https://store.example/api/order-api", "of-the-order-api"),
        },
    )


def test_every_variable_of_the_manual_counts(tmp_path: Path) -> None:
    """All APIs, the login of SOAP, and the two of webhooks."""
    environment = {variable: f"https://store.example/{api.value}" for api, variable in URL_VARIABLES.items()}
    environment |= {variable: f"secret of {api.value}" for api, variable in SECRET_VARIABLES.items()}
    environment |= {"CENTRA_SOAP_USERNAME": "integration", "CENTRA_WEBHOOK_LISTEN": "[::1]:0"}
    target = _load(tmp_path, environment)
    assert list(target.connections) == list(Api)
    assert all(connection.secret == f"secret of {api.value}" for api, connection in target.connections.items())
    assert (target.connections[Api.SOAP].username, target.listen) == ("integration", "[::1]:0")
    assert target.secrets == tuple(sorted({"integration"} | {f"secret of {api.value}" for api in Api}))


def test_a_profile_reaches_what_it_lists(tmp_path: Path) -> None:
    """Some of the APIs only; secrets from the environment, under the name that the profile gives or the usual one."""
    environment = {"STAGING_ORDER": "of-staging", "CENTRA_SOAP_PASSWORD": "pass", "CENTRA_SOAP_USERNAME": " user\n", **_ORDER}
    environment |= {"CENTRA_SHOP_URL": "https://production.example/shop"}
    assert _load(tmp_path, environment, _PROFILE, "staging") == Target(
        "staging",
        {
            Api.ORDER: Connection(Api.ORDER, "https://staging.example/order", "of-staging"),
            Api.SOAP: Connection(Api.SOAP, "https://staging.example/soap", "pass", "user"),
        },
        {"item": {"sku": "A-1", "stock": 4}},
        Effect.SESSION,
        "0.0.0.0:8088",
        20.0,
    )


@pytest.mark.parametrize("variable", [None, ""], ids=["not set", "empty"])
def test_a_secret_may_stand_in_a_file(tmp_path: Path, variable: str | None) -> None:
    """The environment names the file; a line end at its end does not count."""
    (tmp_path / "secret").write_text("of-the-file\n", encoding="utf-8")
    environment = {"CENTRA_ORDER_URL": "https://store.example", "CENTRA_ORDER_SECRET_FILE": str(tmp_path / "secret")}
    environment |= {"CENTRA_ORDER_SECRET": variable} if variable is not None else {}
    assert _load(tmp_path, environment).connections[Api.ORDER].secret == "of-the-file"


def test_data_comes_from_the_environment_first(tmp_path: Path) -> None:
    """Field by field; JSON where it is JSON, else text."""
    environment = {"STAGING_ORDER": "s", "CENTRA_DATA__ITEM__STOCK": "9", "CENTRA_DATA__VOUCHER__CODE": "NaN"}
    target = _load(tmp_path, environment, _PROFILE, "staging")
    assert target.data == {"item": {"sku": "A-1", "stock": 9}, "voucher": {"code": "NaN"}}


def test_the_mock_is_a_target_like_any_other(tmp_path: Path) -> None:
    """A profile of its name may narrow what is allowed and add data."""
    (tmp_path / "centra.toml").write_text('[targets.mock]\nallow = "write"\n[targets.mock.data.a]\nb = 1\n', encoding="utf-8")
    target = mock_target(_ORDER, tmp_path)
    assert (target.name, target.allow, target.data, list(target.connections)) == (
        "mock",
        Effect.WRITE,
        {"a": {"b": 1}},
        [Api.ORDER],
    )
    assert mock_target(_ORDER, tmp_path / "elsewhere").allow is Effect.DESTRUCTIVE


@pytest.mark.parametrize(
    ("profile", "name", "says"),
    [
        ("", "stagin", "unknown target 'stagin'"),
        (_PROFILE, "stagin", "unknown target 'stagin'; did you mean 'staging'?"),
        ("[target.a]", "live", "unknown key of centra.toml 'target'; did you mean 'targets'?"),
        ("targets = 1", "live", "centra.toml: targets must be tables, as in [targets.staging]"),
        ("[targets.a]\nalow = 1", "a", "unknown key in centra.toml, [targets.a] 'alow'; did you mean 'allow'?"),
        ('[targets.a]\nallow = "wrte"', "a", "unknown allow in centra.toml, [targets.a] 'wrte'; did you mean 'write'?"),
        ("[targets.a]\nallow = [1]", "a", "unknown allow in centra.toml, [targets.a] '[1]'"),
        ('[targets.a.order]\nurls = "x"', "a", "unknown key of order in centra.toml, [targets.a] 'urls'; did you mean 'url'?"),
        ('[targets.a.order]\nusername_env = "x"', "a", "unknown key of order in centra.toml, [targets.a] 'username_env'"),
        (
            "[targets.a]\norder = 1",
            "a",
            "centra.toml, [targets.a]: order must be a table of texts, as in [targets.NAME.order] with url",
        ),
        (
            "[targets.a.order]\nurl = 1",
            "a",
            "centra.toml, [targets.a]: order must be a table of texts, as in [targets.NAME.order] with url",
        ),
        ('[targets.a.shop]\nsecret_env = "HOME_OF_IT"', "a", "secret_env names HOME_OF_IT, which is not set in the environment"),
        ('[targets.a.shop]\nsecret_env = "SET"', "a", "centra.toml, [targets.a]: shop has no url"),
        (
            "[targets.a]\ntimeout_s = true",
            "a",
            "centra.toml, [targets.a]: timeout_s must be a number of seconds between 0 and 300",
        ),
        (
            "[targets.a]\ntimeout_s = nan",
            "a",
            "centra.toml, [targets.a]: timeout_s must be a number of seconds between 0 and 300",
        ),
        (
            "[targets.a]\nlisten = 8088",
            "a",
            "CENTRA_WEBHOOK_LISTEN, or listen of the profile, must be host:port, as in 127.0.0.1:8088",
        ),
        (
            "[targets.a.data]\nitem = 1",
            "a",
            "centra.toml, [targets.a]: data must hold one table per need, as in [targets.NAME.data.stocked_item]",
        ),
        (
            "[targets.a.data.item]\nday = 2026-11-02",
            "a",
            "centra.toml, [targets.a]: data.item.day is not what JSON can say; a day or time is a text, in quotes",
        ),
        ("[targets.a", "a", "centra.toml cannot be read: "),
        (
            "[targets.a]",
            "a",
            "target 'a' has no API configured; set at least one of CENTRA_CHECKOUT_URL, CENTRA_GRAPHQL_URL, CENTRA_ORDER_URL, "
            "CENTRA_SHOP_URL, CENTRA_SOAP_URL, CENTRA_SUBSCRIPTION_URL, or write centra.toml",
        ),
    ],
)
def test_a_mistake_of_a_profile_is_told(tmp_path: Path, profile: str, name: str, says: str) -> None:
    """With the place, and the nearest known name where one is near."""
    with pytest.raises(ConfigurationError) as raised:
        _load(tmp_path, {"SET": "secret", "CENTRA_WEBHOOK_SECRET": "alone is no target"}, profile, name)
    assert str(raised.value).startswith(says)
    assert "centra.toml" in says or str(raised.value) == says


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("store.example/api?secret=hunter2", "must begin with http:// or https:// and name a host"),
        ("ftp://store.example/hunter2", "must begin with http:// or https:// and name a host"),
        ("https://", "must begin with http:// or https:// and name a host"),
        ("https:///hunter2", "must begin with http:// or https:// and name a host"),
        ("https://user:hunter2@store.example", "holds a user name or password; secrets come from the environment"),
        ("https://hunter2@store.example", "holds a user name or password; secrets come from the environment"),
        ("ftp://user:hunter2@store.example", "holds a user name or password; secrets come from the environment"),
        ("https://store.example/?key=hunter2", "must end with the path, without ? or #; secrets come from the environment"),
        ("https://store.example/soap?", "must end with the path, without ? or #; secrets come from the environment"),
        ("https://store.example/#hunter2", "must end with the path, without ? or #; secrets come from the environment"),
        ("https://store.example:99999/hunter2", "is not a URL"),
        ("https://[::1/hunter2", "is not a URL"),
        ("https://store.example/hunter2 hunter2", "holds a blank or a control character"),
    ],
)
def test_a_url_that_cannot_be_used_is_not_repeated(tmp_path: Path, url: str, says: str) -> None:
    """A secret may stand in it."""
    with pytest.raises(ConfigurationError) as raised:
        _load(tmp_path, {"CENTRA_ORDER_URL": url})
    assert str(raised.value) == f"the URL of order (CENTRA_ORDER_URL, or url of the profile) {says}"


@pytest.mark.parametrize(
    ("environment", "says"),
    [
        (
            {"CENTRA_ORDER_SECRET_FILE": "/no/such/file"},
            "CENTRA_ORDER_SECRET_FILE names a file that cannot be read: FileNotFoundError",
        ),
        ({"CENTRA_ORDER_SECRET_FILE": "/"}, "CENTRA_ORDER_SECRET_FILE names a file that cannot be read: IsADirectoryError"),
        ({"CENTRA_ORDER_SECRET_FILE": "/dev/null"}, "CENTRA_ORDER_SECRET_FILE names an empty file"),
        ({"CENTRA_ORDER_SECRET": "hunter\n2"}, "CENTRA_ORDER_SECRET holds a line break or another sign that no secret has"),
        ({"CENTRA_DATA__ITEM": "1"}, "CENTRA_DATA__ITEM must name a need and a field, as in CENTRA_DATA__STOCKED_ITEM__SKU"),
        (
            {"CENTRA_WEBHOOK_LISTEN": "8088"},
            "CENTRA_WEBHOOK_LISTEN, or listen of the profile, must be host:port, as in 127.0.0.1:8088",
        ),
    ],
)
def test_a_mistake_of_the_environment_is_told(tmp_path: Path, environment: Mapping[str, str], says: str) -> None:
    """By the name of the variable, never with its secret."""
    with pytest.raises(ConfigurationError) as raised:
        _load(tmp_path, {"CENTRA_ORDER_URL": "https://store.example", **environment})
    assert str(raised.value) == says


def test_an_unknown_name_is_a_mistake_of_its_own_kind() -> None:
    """Its message names at most three that are near."""
    error = UnknownNameError("need", "stocked_itm", ["stocked_item", "order"])
    assert str(error) == "unknown need 'stocked_itm'; did you mean 'stocked_item'?"
    assert isinstance(error, ConfigurationError)


def test_no_secret_shows_in_a_target(tmp_path: Path) -> None:
    """Neither in its representation nor in that of its connections."""
    environment = {**_ORDER, "CENTRA_DATA__SHOPPER__PASSWORD": "pass phrase", "CENTRA_DATA__SHOPPER__EMAIL": "a@example.com"}
    target = _load(tmp_path, environment)
    assert target.secrets == ("of-the-order-api", "pass phrase")
    assert "of-the-order-api" not in repr(target) and "pass phrase" not in repr(target)
