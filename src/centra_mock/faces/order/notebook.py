"""What only the Order API remembers of a store: when stock changed, texts of imported lines, HTML of vouchers.

Source: 04.order-api/302.get-stock (stock_modified), 101.create-order (itemText), 601.create-voucher (conversionHtml).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from centra_mock.domain.centra import Centra, Change

__all__ = ["Notebook"]


class Notebook:
    """The notes on one store at a time; a fresh store starts with empty pages."""

    def __init__(self) -> None:
        """Nothing is followed before ``follow``."""
        self._centra: Centra | None = None
        self._changed: dict[int, datetime] = {}
        self.item_texts: dict[int, Mapping[str, str]] = {}  # by order line id
        self.conversion_html: dict[int, str] = {}  # by voucher id
        self.hidden_shipments: set[int] = set()  # ids that a lie keeps out of lists

    def follow(self, centra: Centra) -> None:
        """Keep notes on ``centra`` from now on, and forget those on an earlier store."""
        if centra is not self._centra:
            self._centra = centra
            self._changed = {}
            self.item_texts = {}
            self.conversion_html = {}
            self.hidden_shipments = set()
            centra.subscribe(self._note)

    def stock_changed_at(self, centra: Centra, product_size_id: int) -> datetime:
        """When the stock of an item last changed; when its product was made if that was not noted."""
        variant = centra.variants[centra.product_sizes[product_size_id].variant_id]
        return self._changed.get(product_size_id, centra.products[variant.product_id].created_at)

    def _note(self, change: Change) -> None:
        if change.kind == "stock" and isinstance(change.object_id, int):
            self._changed[change.object_id] = change.at.replace(microsecond=0)
