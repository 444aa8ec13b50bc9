"""What only this API knows of an object: texts that the ERP sends and that come back in the object's events.

The store has no use for a purchase order's serial number or for the size of a stock unit, no other API shows them; they
are kept by the kind and number of their object, each under the path of its element.
Source: 04.guides/02.erp-integration/docs.md, section "Events and the Event Queue": an event has the structure of the
update operation and the complete data of its object.
"""

from __future__ import annotations

from lxml import etree

from .sync import Sync
from .tree import text

__all__ = ["detail", "keep"]


def keep(sync: Sync, kind: str, own: int, element: etree._Element, *paths: str) -> None:
    """Keeps the texts that were sent at ``paths``; what was left out stays as it was."""
    for path in paths:
        sent = text(element, *path.split("/"))
        if sent is not None:
            sync.centra.erp_details.setdefault((kind, own), {})[path] = sent


def detail(sync: Sync, kind: str, own: int, path: str, otherwise: str | None = None) -> str | None:
    """The text that was kept of an object, ``otherwise`` where the ERP never sent one."""
    return sync.centra.erp_details.get((kind, own), {}).get(path, otherwise)
