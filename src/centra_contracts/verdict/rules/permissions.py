"""The rule about the permissions that an answer of GraphQL reports as used.

Source: ``api-references/graphql-integration-api/authorization``, "Deprecated permission handling", "Additional notes".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from centra_contracts.contract.model import Json
from centra_contracts.contract.permissions import NAME, Permissions, permissions_of
from centra_contracts.verdict.context import Breach, Context, Rule
from centra_contracts.verdict.show import show

__all__ = ["RULES", "permissions_are_declared"]

_USED = "extensions.permissionsUsed"
_DEPRECATED = "extensions.deprecatedPermissionsUsed"
_FORM = re.compile(r"[A-Z]\w*(?:\.[a-z]\w*)?:(?:read|write)")
_ENTRY = re.compile(r"Field: (?P<field>[A-Z]\w*\.\w+), deprecated: (?P<old>\S+:\w+), current: (?P<new>\S+:\w+)")


def permissions_are_declared(arguments: Json, context: Context) -> tuple[Breach, ...]:
    """Each permission that is reported as used is declared and not obsolete; what is obsolete is told with its replacement.

    A name that nothing declares is reported as undocumented, which is safe: the page says that permissions are added.
    """
    extensions = context.reading.body.get("extensions") if isinstance(context.reading.body, Mapping) else None
    told = extensions if isinstance(extensions, Mapping) else {}
    used = told.get("permissionsUsed")
    if not isinstance(used, list):
        return (Breach("CC301", _USED, "a list of permissions", show(used), absent="permissionsUsed" not in told),)
    permissions = permissions_of(context.shapes(NAME))
    old = told.get("deprecatedPermissionsUsed", [])
    if not isinstance(old, list):
        return (Breach("CC303", _DEPRECATED, "a list of texts", show(old)),)
    return (*_used_breaches(used, permissions), *_old_breaches(old, permissions))


def _used_breaches(used: list[Json], permissions: Permissions) -> Iterator[Breach]:
    for name in used:
        if isinstance(name, str) and name in permissions.obsolete:
            instead = " or ".join(permissions.obsolete[name]) or "nothing, since it is gone"
            yield Breach("CC207", f"{_USED}: {name}", instead, f"{name}, which is obsolete")
        elif not isinstance(name, str) or not _FORM.fullmatch(name):
            yield Breach("CC203", _USED, "Type:read, Type:write or Type.field:read", show(name))
        elif not permissions.is_current(name):
            yield Breach("CC206", f"{_USED}: {name}", "a declared permission", name)


def _old_breaches(old: list[Json], permissions: Permissions) -> Iterator[Breach]:
    for entry in old:
        found = _ENTRY.fullmatch(entry) if isinstance(entry, str) else None
        if found is None:
            yield Breach("CC203", _DEPRECATED, "Field: Type.field, deprecated: permission, current: permission", show(entry))
            continue
        field, name, current = found.group("field"), found.group("old"), found.group("new")
        place = f"{_DEPRECATED}: {field}"
        if name in permissions.obsolete:
            allowed = permissions.successors(name)
        elif permissions.is_current(name):  # of the whole type, obsolete for a field that has one of its own
            allowed = frozenset({f"{field}:{name.rpartition(':')[2]}"})
        else:
            yield Breach("CC207", place, "a declared permission as the obsolete one", name)
            continue
        if current not in allowed:
            yield Breach("CC207", place, f"current: {' or '.join(sorted(allowed)) or 'nothing'}", f"current: {current}")


RULES = (Rule("permissions", permissions_are_declared, ("CC203", "CC206", "CC207", "CC301", "CC303")),)
