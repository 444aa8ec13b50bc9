"""The settings of a webhook plugin: where to, in which version, for which triggers, and what happens when nobody answers.

Source: 06.plugins/09.centra-webhook (setup, versions, event triggers; the picture of the settings has the ranges),
04.guides/05.pos-integration (trigger ``check_first``). The page allows ports 80 and 443 only; a mock that serves a
receiver under development takes any.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

__all__ = ["CHECKOUT", "INACTIVE", "INTEGRATION", "TRIGGERS", "Plugin", "UnfitPluginError", "plugins_at", "read_plugin"]

CHECKOUT, INTEGRATION = "checkout", "integration"
INACTIVE = "inactiveProducts"  # a trigger without a key of its own: its ids are sent under products

TRIGGERS: Mapping[str, tuple[str, ...]] = {
    CHECKOUT: (
        "affiliates",
        "brands",
        "campaignSites",
        "campaigns",
        "categories",
        "cmsArticles",
        "giftCertificates",
        INACTIVE,
        "mapsLocations",
        "mapsRegion",
        "markets",
        "pricelists",
        "products",
        "statics",
        "warehouseGroups",
        "warehouses",
    ),
    INTEGRATION: ("account", "check_first", "customer", "order", "return", "shipment"),
}

_RANGES = {"maxEvents": (1, 100), "timeout": (1, 60), "retries": (0, 3)}
_KEYS = ("active", "maxEvents", "name", "pace", "retries", "secret", "timeout", "triggers", "url", "validateSsl", "version")


class UnfitPluginError(ValueError):
    """Settings that a webhook plugin cannot have; the text says which and why."""


@dataclass(frozen=True, slots=True)
class Plugin:
    """One webhook plugin. An empty ``secret`` leaves calls unsigned; ``timeout_s`` is the time for an answer.

    ``pace`` is no setting of Centra's: the part of their time that the limit and the delays take.
    """

    url: str
    version: str
    secret: str = field(default="", repr=False)
    max_events: int = 100
    timeout_s: int = 5
    retries: int = 0
    triggers: frozenset[str] = frozenset()
    validate_ssl: bool = True
    active: bool = True
    name: str = "Centra Webhook"
    pace: float = 1.0

    def wants(self, trigger: str) -> bool:
        """Whether the plugin is active and the trigger is on."""
        return self.active and trigger in self.triggers

    def told(self) -> dict[str, object]:
        """The settings as the control route shows them, without the secret."""
        return {
            "name": self.name,
            "url": self.url,
            "version": self.version,
            "maxEvents": self.max_events,
            "timeout": self.timeout_s,
            "retries": self.retries,
            "triggers": sorted(self.triggers),
            "validateSsl": self.validate_ssl,
            "active": self.active,
            "pace": self.pace,
        }


def plugins_at(
    url: str,
    secret: str,
    *,
    max_events: int = 100,
    timeout_s: int = 5,
    retries: int = 0,
    pace: float = 1.0,
    without: Collection[str] = (),
) -> list[Plugin]:
    """A plugin of each version that sends below ``url``, with every trigger but those of ``without``.

    Raises ``UnfitPluginError`` for a trigger that is not known.

    >>> [plugin.url for plugin in plugins_at("http://localhost/hooks/", "s")]
    ['http://localhost/hooks/checkout', 'http://localhost/hooks/integration']
    """
    known = {trigger for triggers in TRIGGERS.values() for trigger in triggers}
    if not known.issuperset(without):
        raise UnfitPluginError(f"no trigger is named {sorted(set(without) - known)[0]!r}, but {', '.join(sorted(known))}")
    return [
        Plugin(
            f"{url.rstrip('/')}/{version}",
            version,
            secret,
            max_events,
            timeout_s,
            retries,
            frozenset(on) - set(without),
            name=version,
            pace=pace,
        )
        for version, on in TRIGGERS.items()
    ]


def read_plugin(written: object, secret: str, *, pace: float = 1.0) -> Plugin:
    """The plugin that a JSON object describes; what it leaves out is as Centra has it by default, every trigger is on.

    ``secret`` is the endpoint secret, and ``pace`` the pace, where the object names none. Raises ``UnfitPluginError``.
    """
    if not isinstance(written, dict):
        raise UnfitPluginError("a webhook plugin is an object")
    unknown = sorted(set(written) - set(_KEYS))
    if unknown:
        raise UnfitPluginError(f"a webhook plugin has no {unknown[0]!r}, but {', '.join(_KEYS)}")
    version = str(written.get("version"))
    if version not in TRIGGERS:
        raise UnfitPluginError(f"version is {' or '.join(TRIGGERS)}")
    triggers = written.get("triggers", list(TRIGGERS[version]))
    if not isinstance(triggers, list) or not set(map(str, triggers)) <= set(TRIGGERS[version]):
        raise UnfitPluginError(f"triggers of version {version} are {', '.join(TRIGGERS[version])}")
    own, name = written.get("secret", secret), written.get("name", "Centra Webhook")
    if not isinstance(own, str) or not isinstance(name, str):
        raise UnfitPluginError("secret and name are texts")
    own_pace = written.get("pace", pace)
    if isinstance(own_pace, bool) or not isinstance(own_pace, int | float) or not 0 < own_pace <= 1:
        raise UnfitPluginError("pace is a number above 0, 1 at most")
    return Plugin(
        _url(written.get("url")),
        version,
        own,
        _number(written, "maxEvents", 100),
        _number(written, "timeout", 5),
        _number(written, "retries", 0),
        frozenset(triggers),
        _flag(written, "validateSsl"),
        _flag(written, "active"),
        name,
        float(own_pace),
    )


def _number(written: Mapping[str, object], name: str, default: int) -> int:
    lowest, highest = _RANGES[name]
    value = written.get(name, default)
    if isinstance(value, bool) or not isinstance(value, int) or not lowest <= value <= highest:
        raise UnfitPluginError(f"{name} is a number from {lowest} to {highest}")
    return value


def _flag(written: Mapping[str, object], name: str) -> bool:
    value = written.get(name, True)
    if not isinstance(value, bool):
        raise UnfitPluginError(f"{name} is true or false")
    return value


def _url(value: object) -> str:
    try:
        parts = urlsplit(value) if isinstance(value, str) else urlsplit("")
        is_fit = parts.scheme in ("http", "https") and bool(parts.hostname) and parts.port != 0
    except ValueError:
        is_fit = False
    if not is_fit:
        raise UnfitPluginError("url is an http or https URL")
    return str(value)
