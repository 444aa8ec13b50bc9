"""Request fields of the Shop API: those that an operation does not know are refused.

Source: the pages of the first version (what changed from version 0): input is validated, ``errors.{field}`` is ``unknown``.
"""

from __future__ import annotations

from collections.abc import Collection

from centra_mock.faces.checkout.desk import Visit
from centra_mock.faces.checkout.wire import Json, Refusal

__all__ = ["refuse_unknown"]


def refuse_unknown(visit: Visit, body: Json, known: Collection[str]) -> None:
    """Raise ``Refusal`` with 400 when the body has a field that is not known."""
    unknown = sorted(name for name in body if name not in known)
    if unknown and not visit.told("unknown-fields-accepted"):
        raise Refusal(400, {name[:200]: "unknown" for name in unknown[:20]})
