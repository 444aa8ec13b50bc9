"""Geo-IP: which country the address of a caller is in, by an invented register of the ranges kept for examples.

A caller on this machine is taken for a proxy that passes on, in ``X-Forwarded-For``, whom it speaks for; without it
the address tells nothing, as with a satellite telephone. States are never found.
Source: 02.checkout-api/02.api-reference/03.selections-and-orders (location), 01.overview/02.centra-overview.
"""

from __future__ import annotations

from ipaddress import ip_address, ip_network

__all__ = ["LOCATED", "caller_of", "country_at"]

_RANGES = (  # RFC 5737 and RFC 3849
    (ip_network("192.0.2.0/24"), "SE"),
    (ip_network("198.51.100.0/24"), "US"),
    (ip_network("203.0.113.0/24"), "JP"),
    (ip_network("2001:db8::/32"), "DE"),
)
LOCATED = ("192.0.2.17", "SE")  # an address that tells a country, and which


def caller_of(peer: str, forwarded_for: str) -> str:
    """The address that a request comes from; only a peer on this machine may say that it speaks for another.

    >>> caller_of("127.0.0.1", "192.0.2.17, 10.0.0.1"), caller_of("198.51.100.2", "192.0.2.17")
    ('192.0.2.17', '198.51.100.2')
    """
    try:
        is_proxy = ip_address(peer).is_loopback
    except ValueError:
        return peer
    return forwarded_for.partition(",")[0].strip() if is_proxy and forwarded_for else peer


def country_at(address: str) -> str:
    """The two-letter code of the country of an address, empty where it tells none.

    >>> country_at("198.51.100.2"), country_at("127.0.0.1"), country_at("nonsense")
    ('US', '', '')
    """
    try:
        known = ip_address(address)
    except ValueError:
        return ""
    return next((country for block, country in _RANGES if known in block), "")
