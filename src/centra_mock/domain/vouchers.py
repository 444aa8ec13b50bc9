"""Vouchers: making simple ones, copying templates, finding them by code.

Source: 04.order-api/601 to 603, 01.overview/05.promo.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from centra_mock.domain.centra import Centra, DomainError
from centra_mock.domain.model import Voucher

__all__ = ["clone_voucher", "create_voucher", "find_voucher"]


def find_voucher(centra: Centra, code: str, store_id: int | None = None) -> Voucher | None:
    """The voucher with a code (capitals do not matter) that was not cancelled; an empty code finds nothing."""
    wanted = code.strip().lower()
    for voucher in centra.vouchers.values():
        matches = voucher.code.lower() == wanted and voucher.status != "cancelled"
        if wanted and matches and store_id in (None, voucher.store_id):
            return voucher
    return None


def create_voucher(
    centra: Centra,
    store_id: int,
    *,
    name: str,
    code: str,
    type: str,
    market_ids: list[int],
    value: Decimal | None = None,
    value_by_pricelist: Mapping[int, Decimal] | None = None,
    start_date: str = "",
    stop_date: str = "",
    limit: int = 0,
    active: bool = True,
) -> Voucher:
    """Make a simple voucher: ``percentoff`` with ``value`` or ``priceoff`` with ``value_by_pricelist``.

    Raises ``DomainError('code-taken')``. Publishes ``voucher create``.
    """
    if find_voucher(centra, code, store_id) is not None:
        raise DomainError("code-taken", "Code already exists", field="code")
    moment = centra.now()
    made = Voucher(
        id=centra.next_id("voucher"),
        name=name,
        code=code,
        store_id=store_id,
        type=type,
        status="active" if active else "inactive",
        market_ids=list(market_ids),
        created_at=moment,
        modified_at=moment,
        start_date=start_date,
        stop_date=stop_date,
        value=value,
        value_by_pricelist=dict(value_by_pricelist or {}),
        limit=limit,
    )
    centra.vouchers[made.id] = made
    centra.publish("voucher", "create", made.id, store_id=store_id)
    return made


def clone_voucher(centra: Centra, store_id: int, voucher_id: int, **changes: object) -> Voucher:
    """Copy a voucher, with fields of the copy set by ``changes`` (``code`` at least, by the Order API).

    Raises ``DomainError`` ``voucher-not-found``, ``other-store``, ``automatic`` or ``code-taken``.
    """
    original = centra.vouchers.get(voucher_id)
    if original is None or original.status == "cancelled":
        raise DomainError("voucher-not-found", "Voucher not found")
    if original.store_id != store_id:
        raise DomainError("other-store", "Voucher does not belong to this store")
    if original.automatic:
        raise DomainError("automatic", "Auto vouchers not supported")
    code = changes.get("code")
    if isinstance(code, str) and find_voucher(centra, code, store_id) is not None:
        raise DomainError("code-taken", "Code already exists", field="code")
    moment = centra.now()
    made = replace(
        original,
        id=centra.next_id("voucher"),
        created_at=moment,
        modified_at=moment,
        uses=0,
        market_ids=list(original.market_ids),
        value_by_pricelist=dict(original.value_by_pricelist),
    )
    for name, value in changes.items():
        setattr(made, name, value)
    centra.vouchers[made.id] = made
    centra.publish("voucher", "create", made.id, store_id=store_id)
    return made
