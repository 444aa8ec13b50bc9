"""When the stock of an item last changed, for the filter ``stock_modified``. Source: 04.order-api/302.get-stock."""

from __future__ import annotations

from datetime import datetime

from centra_mock.domain.centra import Centra, Change

__all__ = ["StockClock"]


class StockClock:
    """Listens to one store; items whose stock has not changed since then count from their product's creation."""

    def __init__(self) -> None:
        """Nothing is listened to before ``follow``."""
        self._centra: Centra | None = None
        self._changed: dict[int, datetime] = {}

    def follow(self, centra: Centra) -> None:
        """Listen to ``centra`` from now on, and forget an earlier store."""
        if centra is not self._centra:
            self._centra = centra
            self._changed = {}
            centra.subscribe(self._note)

    def changed_at(self, centra: Centra, product_size_id: int) -> datetime:
        """When the stock of an item last changed."""
        self.follow(centra)
        variant = centra.variants[centra.product_sizes[product_size_id].variant_id]
        return self._changed.get(product_size_id, centra.products[variant.product_id].created_at)

    def _note(self, change: Change) -> None:
        if change.kind == "stock" and isinstance(change.object_id, int):
            self._changed[change.object_id] = change.at.replace(microsecond=0)
