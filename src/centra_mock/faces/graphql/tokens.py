"""Access tokens: the one with every permission, and some with fewer, expired or revoked.

Source: 05.api-references/05.graphql-integration-api/01.authorization. The pages do not say how a request without a
valid token is answered; the mock answers 401 with a GraphQL error.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hmac import compare_digest

from centra_mock.faces.graphql.permission_list import CURRENT_PERMISSIONS, NEW_PERMISSIONS, OBSOLETE_PERMISSIONS

__all__ = ["Grant", "describe_tokens", "grant_of"]

_READS = frozenset(name for name in CURRENT_PERMISSIONS if name.endswith(":read"))
_RESTRICTED: Mapping[str, frozenset[str]] = {
    "read everything": _READS,
    "read products": frozenset({"Product:read"}),
    "read stores": frozenset({"Store:read"}),
    "read orders": frozenset({"Order:read"}),
    "read invoices": frozenset({"Invoice:read"}),
    "read warehouses": frozenset({"Warehouse:read"}),
    "write folders": frozenset({"Folder:write"}),
    # all that reads: kept permissions and obsolete ones, and none of the new
    "old scheme": frozenset(
        name for name in (*(CURRENT_PERMISSIONS - NEW_PERMISSIONS), *OBSOLETE_PERMISSIONS) if name.endswith(":read")
    ),
    # with the obsolete name of a relation, an attribute, a comment and stock; and without the current ones
    "old products": frozenset({"Product:read", "Product.Brand:read"}),
    "old details": frozenset(
        {"Product:read", "Product.Attribute:read", "Product.InternalComment:read", "Product.ProductVariant:read"}
        | {"ProductSize.Stock:read", "ProductVariant.InternalName:read"}
    ),
}
_ENDED = ("expired", "revoked")


@dataclass(frozen=True, slots=True)
class Grant:
    """What a valid token allows; ``permissions`` None means everything."""

    permissions: frozenset[str] | None


def grant_of(headers: Mapping[str, str], cookies: Mapping[str, str], secret: str, told: Callable[[str], bool]) -> Grant | None:
    """What the token in header or cookie allows, ``None`` without a valid one."""
    given = None
    scheme, _, value = headers.get("authorization", "").partition(" ")
    if scheme.lower() == "bearer" and not told("graphql-bearer-is-refused"):
        given = value.strip()
    elif "graphql-access" in cookies and not told("graphql-cookie-is-refused"):
        given = cookies["graphql-access"]
        if told("graphql-cookie-is-not-checked"):
            return Grant(None)
    if not given:
        return Grant(None) if told("graphql-needs-no-secret") else None
    if _same(given, secret):
        return Grant(None)
    for name, permissions in _RESTRICTED.items():
        if _same(given, _derived(secret, name)):
            return Grant(permissions)
    for name in _ENDED:
        if told(f"graphql-{name}-token-accepted") and _same(given, _derived(secret, name)):
            return Grant(None)
    return Grant(None) if told("graphql-wrong-secret-accepted") else None


def describe_tokens(secret: str) -> list[dict[str, object]]:
    """Every token with what it is for; ``permissions`` null means all, ``valid`` false means expired or revoked."""
    rows: list[dict[str, object]] = [{"description": "everything", "token": secret, "permissions": None, "valid": True}]
    for name, permissions in _RESTRICTED.items():
        rows.append(
            {
                "description": name,
                "token": _derived(secret, name),
                "permissions": sorted(permissions),
                "valid": True,
            }
        )
    rows += [{"description": name, "token": _derived(secret, name), "permissions": None, "valid": False} for name in _ENDED]
    return rows


def _derived(secret: str, name: str) -> str:
    return hashlib.sha256(f"{secret} {name}".encode()).hexdigest()[: len(secret)]


def _same(given: str, token: str) -> bool:
    return compare_digest(given.encode(), token.encode())
