"""Whether a token may see a field, and what the answer tells of the permissions that were used.

A deprecated permission still opens the one field that it was for, and is then reported. Source:
05.api-references/05.graphql-integration-api/01.authorization, "Permissions" and "New, simplified permissions".
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from graphql import GraphQLError

from centra_mock.faces.graphql.context import Context
from centra_mock.faces.graphql.permission_list import OBSOLETE_PERMISSIONS, substitutes

__all__ = ["Need", "require", "told_permissions"]


@dataclass(frozen=True, slots=True)
class Need:
    """A permission that a field needs; ``family`` is the type as permissions call it (Order of a WholesaleOrder)."""

    permission: str
    owner: str
    family: str
    field_name: str

    @property
    def is_root_read(self) -> bool:
        """Whether it is a query."""
        return self.owner == "Query"

    @property
    def is_write(self) -> bool:
        """Whether it is a mutation."""
        return self.owner == "Mutation"

    @property
    def is_nested(self) -> bool:
        """Whether the field has a permission of its own."""
        return "." in self.permission

    @property
    def is_relation(self) -> bool:
        """Whether the field leads to another type."""
        return not (self.is_root_read or self.is_write or self.is_nested)

    def has_part(self, *endings: str) -> bool:
        """Whether it is nested and its field name ends so."""
        return self.is_nested and self.field_name.lower().endswith(endings)


_COMMENTS, _STOCK, _ADDRESSES = ("comment",), ("stock", "stocktotals"), ("address",)
# Lies by which some permissions are not asked for.
_SPARED: Mapping[str, Callable[[Need], bool]] = {
    "graphql-permissions-not-enforced": lambda need: True,
    "graphql-query-permissions-ignored": lambda need: need.is_root_read,
    "graphql-write-permissions-ignored": lambda need: need.is_write,
    "graphql-relation-permissions-ignored": lambda need: need.is_relation,
    "graphql-attribute-permissions-ignored": lambda need: need.has_part("attributes"),
    "graphql-comment-permissions-ignored": lambda need: need.has_part(*_COMMENTS),
    "graphql-stock-permissions-ignored": lambda need: need.has_part(*_STOCK),
    "graphql-address-permissions-ignored": lambda need: need.has_part(*_ADDRESSES),
    "graphql-sensitive-permissions-ignored": lambda need: (
        need.is_nested and not need.has_part("attributes", *_COMMENTS, *_STOCK, *_ADDRESSES)
    ),
}


def require(need: Need, context: Context) -> None:
    """Note that a permission is needed; raises ``GraphQLError`` when the token lacks it and has no deprecated one."""
    allowed = _is_allowed(need, context)
    if allowed or not context.told("graphql-permissions-used-leaves-out-refused"):
        context.used[_told_name(need, context)] = None
        context.uses.append(need.permission)
    if allowed:
        return
    message = f"You need {need.permission} permission to access {need.field_name}."
    extensions = {"category": "authorization"}
    if context.told("graphql-permission-refusal-is-vague"):
        message, extensions = "Access denied.", {}
    if context.told("graphql-permission-refusal-names-the-type"):
        message = f"You need {need.permission.partition(':')[0]} permission to access {need.field_name}."
    if context.told("graphql-permission-refusal-names-no-field"):
        message = f"You need {need.permission} permission."
    if context.told("graphql-permission-refusal-has-another-category"):
        extensions = {"category": "permission"}
    if context.told("graphql-permission-refusal-lacks-category"):
        extensions = {}
    refusal = GraphQLError(message, extensions=extensions)
    if not context.told("graphql-refused-fields-are-given-away"):
        raise refusal
    context.given_away.append(refusal)


def told_permissions(context: Context) -> dict[str, list[str]]:
    """What the extensions of an answer tell of permissions: those used, and the deprecated ones if any were."""
    used = list(context.used)
    if context.told("graphql-permissions-used-is-empty"):
        used = []
    if context.told("graphql-permissions-used-in-another-order"):
        used.reverse()
    if context.told("graphql-permissions-used-writes-last"):
        used.sort(key=lambda name: name.endswith(":write"))
    if context.told("graphql-permissions-used-names-the-payload"):
        used += [read for name in used if (read := name.replace(":write", ":read")) not in used]
    if context.told("graphql-permissions-used-tells-all-of-the-token"):
        used = sorted({*used, *(context.granted or ("Product:read", "Product:write"))})
    if context.told("graphql-permissions-used-leaves-out-writes"):
        used = [name for name in used if not name.endswith(":write")]
    if context.told("graphql-permissions-used-leaves-out-nested"):
        used = [name for name in used if "." not in name]
    if context.told("graphql-permissions-used-tells-the-first-only"):
        used = used[:1]
    if context.told("graphql-permissions-used-repeats"):
        used = list(context.uses)
    told = {"permissionsUsed": used}
    if used and context.told("graphql-current-permissions-are-told-deprecated"):
        told["deprecatedPermissionsUsed"] = [
            f"Field: {name.partition(':')[0]}.id, deprecated: {name}, current: {name}" for name in used
        ]
    if context.deprecated and not context.told("graphql-deprecated-permissions-are-not-told"):
        told["deprecatedPermissionsUsed"] = list(context.deprecated)
    return told


def _is_allowed(need: Need, context: Context) -> bool:
    if context.granted is None or need.permission in context.granted:
        return True
    if any(spares(need) and context.told(lie) for lie, spares in _SPARED.items()):
        return True
    name, _, verb = need.permission.partition(":")
    if verb == "write" and context.told("graphql-reading-permits-writing") and f"{name}:read" in context.granted:
        return True
    if verb == "read" and context.told("graphql-writing-permits-reading") and f"{name}:write" in context.granted:
        return True
    for old in substitutes(need.permission, need.family, need.field_name):
        refused = "graphql-obsolete-permissions-refused" if old in OBSOLETE_PERMISSIONS else "graphql-wider-permissions-refused"
        if old in context.granted and not context.told(refused):
            context.deprecated[_notice(need, old, context)] = None
            return True
    return False


def _notice(need: Need, old: str, context: Context) -> str:
    place = "" if context.told("graphql-deprecated-permissions-lack-the-field") else f"Field: {need.family}.{need.field_name}, "
    if context.told("graphql-deprecated-permissions-lack-the-current"):
        return f"{place}deprecated: {old}"
    if context.told("graphql-deprecated-permissions-are-exchanged"):
        return f"{place}deprecated: {need.permission}, current: {old}"
    return f"{place}deprecated: {old}, current: {need.permission}"


def _told_name(need: Need, context: Context) -> str:
    """The permission as reported: a lie reports relations by their obsolete names."""
    if need.is_relation and context.told("graphql-permissions-used-have-old-names"):
        return f"{need.family}.{need.permission}"
    return need.permission
