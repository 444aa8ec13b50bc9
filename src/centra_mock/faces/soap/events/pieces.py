"""Parts that several objects share in events: references, amounts, moments, addresses.

Amounts are text with 0 to 2 decimals, mixed within one order as in the guide: prices and totals have two, subtotals and
charges only those they need. ``created`` is ISO 8601 with an offset, the ``date`` of an event is not.
Source: 04.guides/02.erp-integration/docs.md, section "Direct-to-Consumer orders: Event".
"""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from centra_mock.domain.model import Address

from ..answer import Content
from ..sync import Sync

__all__ = ["address", "day", "moment", "plain", "reference", "two", "yes_no"]


def two(amount: Decimal) -> str:
    """An amount with two decimals.

    >>> two(Decimal("1000"))
    '1000.00'
    """
    return f"{amount:.2f}"


def plain(amount: Decimal) -> str:
    """An amount with as many decimals as it needs.

    >>> plain(Decimal("1000.00")), plain(Decimal("12.50"))
    ('1000', '12.5')
    """
    written = f"{amount:.2f}".rstrip("0").rstrip(".")
    return written or "0"


def yes_no(value: bool) -> str:
    """A flag as the API writes it."""
    return "yes" if value else "no"


def moment(at: datetime) -> str:
    """ISO 8601 with the offset of this machine's zone."""
    return at.replace(microsecond=0).astimezone().isoformat()


def day(at: date | None) -> str:
    """YYYY-MM-DD, empty when there is none."""
    return "" if at is None else at.isoformat()[:10]


def reference(sync: Sync, kind: str, own: int, description: str | None = None) -> Content:
    """The pair by which one object names another; the description is left out when ``None``."""
    return {"id": sync.ids.key(kind, own), "description": description}


def address(given: Address, *, company: bool = False) -> Content:
    """An address; ``company`` writes the form of an account instead of the one of a person."""
    person: dict[str, Content] = {
        "company": given.company or None,
        "attn": given.attention or None,
        "firstname": given.first_name,
        "lastname": given.last_name,
    }
    firm: dict[str, Content] = {
        "id": given.erp_id or None,
        "description": given.label or None,
        "company": given.company,
        "attn": given.attention or given.name,
        "firstname": given.first_name or None,
        "lastname": given.last_name or None,
    }
    return {
        **(firm if company else person),
        "address1": given.address1,
        "address2": given.address2,
        "city": given.city,
        "state": given.state,
        "zipcode": given.zip_code,
        "country": given.country,
        "email": given.email,
        "telephone": given.phone or given.cell_phone,
        "fax": given.fax if company else None,
        "vat": given.vat_number or None,
        "url": given.url or None,
        "companyregistrationid": given.registration_id or None,
    }
