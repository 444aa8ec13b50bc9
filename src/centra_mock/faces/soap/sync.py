"""What an update works with: the store, the conversion table, the lies that are told, and what it has to say."""

from __future__ import annotations

from collections.abc import Callable, Container, Mapping
from dataclasses import dataclass, field

from centra_mock.domain.centra import Centra
from centra_mock.domain.conversion import ConversionTable

from .lies_kinds import is_blanked, is_made_again
from .tree import Rejected

__all__ = ["Sync"]

_EMPTIED_BY_THE_LIE = frozenset(
    {
        "address1",
        "city",
        "comment",
        "description",
        "email",
        "first_name",
        "internal_comment",
        "last_name",
        "name",
        "number",
        "other_comment",
        "phone",
        "po_number",
        "product_number",
        "variant_number",
    }
)


@dataclass(slots=True)
class Sync:
    """One request that is being carried out."""

    centra: Centra
    ids: ConversionTable
    told: Callable[[str], bool]
    notices: list[str] = field(default_factory=list)

    def find(self, kind: str, key: str, existing: Container[int]) -> int | None:
        """The number of the object that a key of the ERP stands for, ``None`` when it has to be made."""
        if self.told("soap-ids-are-shared-by-kinds"):
            other = next((known for known, taken in self.centra.conversions if taken == key and known != kind), None)
            if other is not None:
                raise Rejected(f"Id {key} belongs to a {other}")
        if self.told("soap-updates-always-create") or is_made_again(self.told, kind):
            return None
        return self.ids.find(kind, key, existing)

    def must_find(self, kind: str, key: str, existing: Container[int]) -> int:
        """Like ``find``; ``Rejected`` when there is no such object."""
        own = self.ids.find(kind, key, existing)
        if own is None:
            raise Rejected(f"There is no {kind} with id {key}")
        return own

    def assign(self, target: object, fields: Mapping[str, object]) -> None:
        """Sets the fields that were sent; ``None`` stands for one that was left out and keeps its value."""
        for name, value in fields.items():
            if value is not None:
                setattr(target, name, value)
            elif name in _EMPTIED_BY_THE_LIE and self._blanks(target):
                setattr(target, name, "")

    def _blanks(self, target: object) -> bool:
        return self.told("soap-omitted-fields-are-blanked") or is_blanked(self.told, target)
